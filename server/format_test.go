package server_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/server"
)

// binary returns what a geometry that must be well-known binary only holds.
func binary(t *testing.T, g *geotagv1.Geometry) orb.Geometry {
	t.Helper()
	if len(g.GetCoordinates().GetValues()) > 0 {
		t.Error("coordinates beside the well-known binary")
	}
	shape, err := wkb.Unmarshal(g.GetWkb())
	if err != nil {
		t.Fatal(err)
	}
	if shape.GeoJSONType() != g.GetType() {
		t.Errorf("a %s says that it is a %s", shape.GeoJSONType(), g.GetType())
	}
	return shape
}

func TestGeometryFormat(t *testing.T) {
	t.Parallel()
	api := newAPI(t)
	const format, boundary = geotagv1.GeometryFormat_GEOMETRY_FORMAT_WKB, geotagv1.GeometryDetail_GEOMETRY_DETAIL_BOUNDARY
	tag, err := api.Tag(t.Context(), &geotagv1.TagRequest{Text: "1,300 km² of Kano State burned.", Geometry: boundary, GeometryFormat: format})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"Point", "Polygon"} {
		if got := binary(t, tag.GetFeatures()[i].GetGeometry()); got.GeoJSONType() != want {
			t.Errorf("feature %d is a %s", i, got.GeoJSONType())
		}
	}
	find, err := api.FindPlaces(t.Context(), &geotagv1.FindPlacesRequest{Query: "Fiji", Geometry: boundary, GeometryFormat: format})
	if err != nil {
		t.Fatal(err)
	}
	if got := binary(t, find.GetFeatures()[0].GetGeometry()); got.GeoJSONType() != "MultiPolygon" {
		t.Errorf("Fiji is a %s", got.GeoJSONType())
	}
	place, err := api.GetPlace(t.Context(), &geotagv1.GetPlaceRequest{PlaceId: "2335204", GeometryFormat: format})
	if err != nil {
		t.Fatal(err)
	}
	want(t, fmt.Sprint(binary(t, place.GetGeometry())), "[8.5167762 12.0001234]")
	locate, err := api.LocatePoint(t.Context(), &geotagv1.LocatePointRequest{Point: latLng(12.01, 8.52), GeometryFormat: format})
	if err != nil {
		t.Fatal(err)
	}
	want(t, fmt.Sprint(binary(t, locate.GetFeatures()[0].GetGeometry())), "[8 10]")
	area, err := api.ConvertArea(t.Context(), &geotagv1.ConvertAreaRequest{Text: "1,300 km²", Place: "Kano State", GeometryFormat: format})
	if err != nil {
		t.Fatal(err)
	}
	binary(t, area.GetGeometry())
}

func TestCutLongText(t *testing.T) {
	t.Parallel()
	conn, _ := serve(t, server.New(newTagger(t), server.Options{MaxTextBytes: 60}))
	api := geotagv1.NewGeotagServiceClient(conn)
	for _, test := range []struct{ name, text, read string }{
		{"one that fits", "Floods in Kano. Fire in Ibadan.", ""},
		{"after a sentence", "Floods in Kano. Nobody was hurt there, the police said. Fire in Ibadan and beyond.", "55"},
		{"after a line", "Floods in Kano, and nobody was hurt there at all\nFire in Ibadan, and beyond it", "48"},
		{"after a word, where the sentence is short", "Kano. Nobody was hurt in any of the floods that came with the rain on Sunday", "57"},
		{"inside a word, between characters", strings.Repeat("Ж", 40), "60"},
	} {
		req := &geotagv1.TagRequest{Text: test.text, CutLongText: true, Language: "en"}
		resp, err := api.Tag(t.Context(), req)
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		var said strings.Builder
		for _, w := range resp.GetWarnings() {
			fmt.Fprint(&said, w.GetCode(), " ", w.GetText())
		}
		if test.read == "" {
			want(t, said.String(), "")
		} else {
			want(t, said.String(), fmt.Sprintf("WARNING_CODE_TEXT_CUT the text is %d bytes long, and only the first %s were read", len(test.text), test.read))
		}
	}
	_, err := api.Tag(t.Context(), &geotagv1.TagRequest{Text: strings.Repeat("x", 61)})
	if _, _, fields := problem(t, err); fields != "text" {
		t.Errorf("without being asked: %v", err)
	}
}

func TestWarnings(t *testing.T) {
	t.Parallel()
	api := newAPI(t)
	for _, test := range []struct {
		name string
		req  *geotagv1.TagRequest
		want string
	}{
		{"an English text", &geotagv1.TagRequest{Text: "Floods in Kano."}, "[]"},
		{"another's language", &geotagv1.TagRequest{Text: "Floods in Kano.", Language: "fi"}, "[WARNING_CODE_LANGUAGE_WITHOUT_MODEL]"},
		{"other letters", &geotagv1.TagRequest{Text: "Πλημμύρα στην πόλη Κάνο."}, "[WARNING_CODE_LANGUAGE_WITHOUT_MODEL]"},
		{"a paragraph of another", &geotagv1.TagRequest{Text: "The floods in Kano have killed two, the mayor said.\n\nΗ πλημμύρα έφτασε στην πόλη Κάνο."}, "[WARNING_CODE_LANGUAGE_WITHOUT_MODEL]"},
		{"one that a model has learned", &geotagv1.TagRequest{Text: "Наводнение в городе Кано."}, "[]"},
		{"a filter that leaves something", &geotagv1.TagRequest{Text: "Floods in Kano and Suva.", CountryCodes: []string{"NG"}}, "[]"},
		{"a filter that leaves nothing", &geotagv1.TagRequest{Text: "Floods in Kano.", CountryCodes: []string{"FJ"}}, "[WARNING_CODE_FILTERED_OUT]"},
		{"a box that leaves nothing", &geotagv1.TagRequest{Text: "Floods in Kano.", Bbox: []float64{0, 0, 1, 1}}, "[WARNING_CODE_FILTERED_OUT]"},
		{"a role that leaves nothing", &geotagv1.TagRequest{Text: "Floods in Kano.", Roles: []geotagv1.Role{geotagv1.Role_ROLE_DEMONYM}}, "[WARNING_CODE_FILTERED_OUT]"},
		{"a filter of nothing", &geotagv1.TagRequest{Text: "Floods everywhere.", CountryCodes: []string{"FJ"}}, "[]"},
	} {
		resp, err := api.Tag(t.Context(), test.req)
		if err != nil {
			t.Fatal(err)
		}
		codes := []geotagv1.WarningCode{}
		for _, w := range resp.GetWarnings() {
			codes = append(codes, w.GetCode())
		}
		if got := fmt.Sprint(codes); got != test.want {
			t.Errorf("%s: %s; want %s", test.name, got, test.want)
		}
	}
}

func TestUnlistedPlace(t *testing.T) {
	t.Parallel()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	conn, _ := serve(t, server.New(geotag.New(ix), server.Options{}))
	api := geotagv1.NewGeotagServiceClient(conn)
	const text = "The rain flooded Zubrivka Road near Qqlonnawa Bridge in Kano on Monday."
	resp, err := api.Tag(t.Context(), &geotagv1.TagRequest{Text: text, Spans: []*geotagv1.Span{span(36, 52), span(56, 60)}})
	if err != nil {
		t.Fatal(err)
	}
	document(t, resp)
	p := resp.GetFeatures()[0].GetProperties()
	got := fmt.Sprintln(p.GetKind(), p.GetName(), p.GetPlaceId() == "", p.GetHost().GetName(), p.GetHost().GetPlaceId(), p.GetHost().GetPlaceType(),
		p.GetHost().GetCountryCode(), p.GetAncestors()[0].GetName(), p.GetAdmin1Id(), p.GetGeometrySource(), p.GetUncertaintyM() >= 5000, p.Score != nil)
	want(t, got, "FEATURE_KIND_UNLISTED_PLACE Qqlonnawa Bridge true Kano 2335204 PLACE_TYPE_SETTLEMENT NG Kano NG.29 GEOMETRY_SOURCE_DERIVED true true")
	asked, err := api.Tag(t.Context(), &geotagv1.TagRequest{Text: text, Spans: []*geotagv1.Span{span(36, 52)}, Roles: []geotagv1.Role{geotagv1.Role_ROLE_ACTOR}})
	if err != nil || len(asked.GetFeatures()) != 0 {
		t.Errorf("in a role that is not asked for: %v, %v", asked, err)
	}
	kano := resp.GetFeatures()[1].GetProperties()
	if kano.GetKind() != geotagv1.FeatureKind_FEATURE_KIND_PLACE || p.GetLocation().GetLatitude() != kano.GetLocation().GetLatitude() {
		t.Errorf("shown at %v, and Kano at %v", p.GetLocation(), kano.GetLocation())
	}
}
