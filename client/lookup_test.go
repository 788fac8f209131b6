package client_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
)

func TestFindGoesThroughPages(t *testing.T) {
	t.Parallel()
	c := client.New(newConn(t))
	seen := map[any]bool{}
	next := 1.0
	for f, err := range c.Find(t.Context(), &geotagv1.FindPlacesRequest{Query: "Springfield", PageSize: 3}) {
		if err != nil {
			t.Fatal(err)
		}
		if f.ID != next || seen[f.Properties["placeId"]] {
			t.Errorf("feature %v, %v, comes as number %v", f.ID, f.Properties["placeId"], next)
		}
		seen[f.Properties["placeId"]] = true
		next++
	}
	if len(seen) < 7 {
		t.Errorf("%d places", len(seen))
	}
	n := 0
	for range c.Find(t.Context(), &geotagv1.FindPlacesRequest{Query: "Springfield", PageSize: 3}) {
		if n++; n == 4 {
			break
		}
	}
	if n != 4 {
		t.Errorf("left after %d places", n)
	}
	for _, err := range c.Find(t.Context(), &geotagv1.FindPlacesRequest{}) {
		if status.Code(err) != codes.InvalidArgument || !strings.HasPrefix(err.Error(), "client: find: ") {
			t.Errorf("got %v", err)
		}
	}
}

func TestPlace(t *testing.T) {
	t.Parallel()
	c := client.New(newConn(t))
	f, err := c.Place(t.Context(), &geotagv1.GetPlaceRequest{PlaceId: "RU.41", Geometry: geotagv1.GeometryDetail_GEOMETRY_DETAIL_BOUNDARY})
	if err != nil {
		t.Fatal(err)
	}
	if p, ok := f.Geometry.(orb.Polygon); !ok || !p.Bound().Contains(orb.Point{36.2, 51.7}) || f.Properties["name"] != "Kursk Oblast" || f.Properties["names"] == nil {
		t.Errorf("got %v of %v", f.Properties["name"], f.Geometry.GeoJSONType())
	}
	if _, err := c.Place(t.Context(), &geotagv1.GetPlaceRequest{PlaceId: "nowhere"}); status.Code(err) != codes.NotFound {
		t.Errorf("got %v", err)
	}
}

func TestLocate(t *testing.T) {
	t.Parallel()
	c := client.New(newConn(t))
	fc, err := c.Locate(t.Context(), &geotagv1.LocatePointRequest{Point: &geotagv1.LatLng{Latitude: new(51.19), Longitude: new(35.27)}})
	if err != nil || len(fc.Features) < 2 || fc.Features[0].Properties["placeId"] != "RU" || fc.Features[0].Properties["containment"] != "CONTAINMENT_BY_BOUNDARY" {
		t.Errorf("got %v, %v", fc, err)
	}
	if _, err := c.Locate(t.Context(), &geotagv1.LocatePointRequest{}); status.Code(err) != codes.InvalidArgument {
		t.Errorf("got %v", err)
	}
}

func TestConvertArea(t *testing.T) {
	t.Parallel()
	c := client.New(newConn(t))
	f, err := c.ConvertArea(t.Context(), &geotagv1.ConvertAreaRequest{Text: "640 acres"})
	if err != nil || f.Geometry != nil {
		t.Fatalf("an area of nothing lies at %v, %v", f, err)
	}
	if area := f.Properties["area"].(map[string]any); fmt.Sprintf("%.4f", area["squareMiles"]) != "1.0000" {
		t.Errorf("640 acres are %v square miles", area["squareMiles"])
	}
	f, err = c.ConvertArea(t.Context(), &geotagv1.ConvertAreaRequest{Text: "640 acres", Place: "Luxembourg"})
	if err != nil || f.Geometry == nil {
		t.Errorf("of Luxembourg: %v, %v", f, err)
	}
	if _, err := c.ConvertArea(t.Context(), &geotagv1.ConvertAreaRequest{Text: "1 acre", Place: "Nosuchplace"}); status.Code(err) != codes.NotFound {
		t.Errorf("got %v", err)
	}
}

func TestGazetteer(t *testing.T) {
	t.Parallel()
	c := client.New(newConn(t))
	if got, err := c.Gazetteer(t.Context()); err != nil || got.GetPlaceCount() < 1000 || got.GetVersion() == "" {
		t.Errorf("got %v, %v", got, err)
	}
}

// What a typed caller gets as well-known binary, JSON cannot say.
func TestGeoJSONRefusesWKB(t *testing.T) {
	t.Parallel()
	api := geotagv1.NewGeotagServiceClient(newConn(t))
	resp, err := api.Tag(t.Context(), &geotagv1.TagRequest{Text: "Floods in Kano.", GeometryFormat: geotagv1.GeometryFormat_GEOMETRY_FORMAT_WKB})
	if err != nil {
		t.Fatal(err)
	}
	if doc, err := client.GeoJSON(resp); err == nil || !strings.Contains(err.Error(), "GEOMETRY_FORMAT_GEOJSON") {
		t.Errorf("got %s, %v", doc, err)
	}
}

func TestReadRequest(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		json    string
		lenient bool
		want    string // in the error; empty: none
	}{
		{`{"text":"x","maxAlternatives":3,"max_alternatives":3}`, false, "duplicate"},
		{`{"text":"x","max_alternatives":3,"spans":[{"start":0}],"home":"NG"}`, false, ""},
		{`{"text":"x","maxAlternative":3}`, false, `"maxAlternative": did you mean maxAlternatives?`},
		{`{"text":"x","max_alternative":3}`, false, `"max_alternative": did you mean max_alternatives?`},
		{`{"text":"x","maxAlternative":3}`, true, ""},
		{`{"text":"x","spans":[{"start":0},{"end":1,"stop":2}],"zzz":0}`, false, `"spans[1].stop": a Span has no such member; "zzz": a TagRequest has no such member`},
		{`{"text":"x","names":[]}`, false, `"names"`},
		{`{"text":3}`, true, "this is no TagRequest: "},
		{`[]`, false, "this is no TagRequest: "},
		{`{"text":"x","geometryFormat":2}`, true, "GEOMETRY_FORMAT_WKB"},
	} {
		err := client.ReadRequest([]byte(test.json), new(geotagv1.TagRequest), test.lenient)
		if err == nil && test.want != "" || err != nil && (test.want == "" || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: %v; want %q", test.json, err, test.want)
		}
	}
}
