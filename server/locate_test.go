package server_test

import (
	"fmt"
	"strings"
	"testing"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

func TestLocatePoint(t *testing.T) {
	t.Parallel()
	api := newAPI(t)
	tests := []struct {
		name     string
		lat, lon float64
		want     string // id, containment, distance in km and bearing of each feature
	}{
		{"in a country", 12.01, 8.52, "NG BY_BOUNDARY; NG.29 BY_SETTLEMENT; 2335204 1 198"},
		{"off its coast", 4.25, 8, "NG NEAR_BOUNDARY"},
		{"far off it", 2, 8, ""},
		{"across the antimeridian", -17, -179.9, "FJ BY_BOUNDARY"},
		{"at the pole", 90, 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			resp, err := api.LocatePoint(t.Context(), &geotagv1.LocatePointRequest{Point: latLng(tt.lat, tt.lon)})
			if err != nil {
				t.Fatal(err)
			}
			if len(resp.GetFeatures()) > 0 {
				document(t, resp)
			}
			var got []string
			for _, f := range resp.GetFeatures() {
				p := f.GetProperties()
				s := p.GetPlaceId() + " " + strings.TrimPrefix(p.GetContainment().String(), "CONTAINMENT_")
				if p.GetContainment() == 0 {
					s = fmt.Sprintf("%s %.0f %.0f", p.GetPlaceId(), p.GetDistanceM()/1000, p.GetBearingDegrees())
				}
				got = append(got, s)
			}
			want(t, strings.Join(got, "; "), tt.want)
		})
	}
}

func TestBoundaries(t *testing.T) {
	t.Parallel()
	api := newAPI(t)
	const boundary = geotagv1.GeometryDetail_GEOMETRY_DETAIL_BOUNDARY
	resp, err := api.Tag(t.Context(), &geotagv1.TagRequest{Text: "From Nigeria to Fiji and Suva.", Geometry: boundary})
	if err != nil {
		t.Fatal(err)
	}
	want(t, outline(t, document(t, resp)), `
Nigeria | Polygon ... | BOUNDARY | [2.67 4.27 14.68 13.89]
Fiji | MultiPolygon ... | BOUNDARY | [177 -19.2 -179.8 -16.1]
Suva | Point [178.4415 -18.1416] | POINT | []`)
	one, err := api.GetPlace(t.Context(), &geotagv1.GetPlaceRequest{PlaceId: "NG", Geometry: boundary, SimplifyToleranceM: 1000})
	if err != nil {
		t.Fatal(err)
	}
	want(t, outline(t, document(t, one)), "Nigeria | Polygon ... | BOUNDARY | [2.67 4.27 14.68 13.89]")
}
