package server_test

import (
	"encoding/json"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/server"
)

// decoded returns what a document says, but for what only a service knows.
func decoded(t *testing.T, doc []byte, err error) map[string]any {
	t.Helper()
	var m map[string]any
	if err == nil {
		err = json.Unmarshal(doc, &m)
	}
	if err != nil {
		t.Fatal(err)
	}
	delete(m, "gazetteerVersion")
	delete(m, "modelVersion")
	return m
}

// The library's map of a text is the service's.
func TestLibraryAnswersAsTheService(t *testing.T) {
	t.Parallel()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	tagger := geotag.New(ix)
	conn, _ := serve(t, server.New(tagger, server.Options{}))
	api := geotagv1.NewGeotagServiceClient(conn)
	tags, _ := filepath.Glob("../testdata/tag/*.txtar")
	areas, _ := filepath.Glob("../testdata/areas/*.txtar")
	if len(tags) == 0 || len(areas) == 0 {
		t.Fatal("no texts")
	}
	for _, name := range append(tags, areas...) {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(ar.Files[0].Data)
		plain, err := tagger.Tag(t.Context(), text, geotag.Options{})
		if err != nil {
			t.Fatal(err)
		}
		library, err := plain.GeoJSON(text)
		same(t, name, decoded(t, library, err), tagged(t, api, &geotagv1.TagRequest{Text: text}))

		full, err := tagger.Tag(t.Context(), text, geotag.Options{Rejected: true, Evidence: true, Alternatives: 3, ClipAreas: true})
		if err != nil {
			t.Fatal(err)
		}
		o := geotag.FeatureOptions{Language: "fr", Geometry: geotag.DetailBoundary, StrayM: 5000}
		library, err = json.Marshal(full.FeatureCollection(text, o))
		same(t, name, decoded(t, library, err), tagged(t, api, &geotagv1.TagRequest{
			Text: text, IncludeRejected: true, IncludeEvidence: true, MaxAlternatives: 3, DisplayLanguage: "fr",
			Geometry: geotagv1.GeometryDetail_GEOMETRY_DETAIL_BOUNDARY, SimplifyToleranceM: 5000,
		}))
	}
}

func tagged(t *testing.T, api geotagv1.GeotagServiceClient, req *geotagv1.TagRequest) map[string]any {
	t.Helper()
	resp, err := api.Tag(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := client.GeoJSON(resp)
	return decoded(t, doc, err)
}

// same fails the test where two documents differ, and says in which members and features.
func same(t *testing.T, name string, library, service map[string]any) {
	t.Helper()
	if reflect.DeepEqual(library, service) {
		return
	}
	for member := range service {
		if !reflect.DeepEqual(library[member], service[member]) && member != "features" {
			t.Errorf("%s: %s is\n%v\nin the library, and in the service\n%v", name, member, library[member], service[member])
		}
	}
	for member := range library {
		if service[member] == nil {
			t.Errorf("%s: only the library has %s", name, member)
		}
	}
	ours, theirs := library["features"].([]any), service["features"].([]any)
	for i := range min(len(ours), len(theirs)) {
		if a, b := ours[i], theirs[i]; !reflect.DeepEqual(a, b) {
			one, _ := json.Marshal(a)
			other, _ := json.Marshal(b)
			t.Fatalf("%s: feature %d is\n%.1500s\nin the library, and in the service\n%.1500s", name, i+1, one, other)
		}
	}
}
