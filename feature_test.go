package geotag_test

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"example.com/geotag"
	"example.com/geotag/internal/rfc7946"
)

func TestGeometryPrintsAsGeoJSON(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		g    orb.Geometry
		want string // empty: an error
	}{
		{nil, `null`},
		{orb.Point{8.5, -12}, `{"type":"Point","coordinates":[8.5,-12]}`},
		{orb.Point{1e-7, 0}, `{"type":"Point","coordinates":[1e-7,0]}`},
		{orb.MultiLineString{{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}}, `{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]}`},
		{orb.Polygon{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}, `{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}`},
		{orb.MultiPolygon{{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}}, `{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]}`},
		{orb.Point{math.NaN(), 0}, ""},
		{orb.MultiPoint{{1, 2}}, ""},
	} {
		got, err := json.Marshal(geotag.Geometry{Geometry: test.g})
		if string(got) != test.want || (err != nil) != (test.want == "") {
			t.Errorf("%v: %s, %v; want %s", test.g, got, err, test.want)
		}
	}
}

func TestGeoJSONIsAMap(t *testing.T) {
	t.Parallel()
	const text = "Some 1,300 km² burned 30 km south of Taitung, and 10 acres somewhere. Рядом с Тайбэем."
	d, err := newTagger(t).Tag(t.Context(), text, geotag.Options{Rejected: true})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := d.GeoJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	if err := rfc7946.Check(doc); err != nil {
		t.Errorf("%v\nin %s", err, doc)
	}
	for _, part := range strings.Split(string(doc), `"coordinates":`)[1:] {
		number := part[strings.IndexAny(part, "-0123456789"):]
		number = number[:strings.IndexAny(number, ",]")]
		if _, decimals, _ := strings.Cut(number, "."); len(decimals) > 7 {
			t.Errorf("%s has more than seven decimals", number)
		}
	}
	if _, err := d.GeoJSON(text[:20]); err == nil || !strings.Contains(err.Error(), "20") {
		t.Errorf("another text: %v", err)
	}
	if empty, err := new(geotag.Document).GeoJSON(""); err != nil || string(empty) != `{"type":"FeatureCollection","features":[]}` {
		t.Errorf("an empty document: %s, %v", empty, err)
	}
}

// An unlisted place is no place of the gazetteer's, and is shown at its host.
func TestUnlistedReference(t *testing.T) {
	t.Parallel()
	const text = "Rain fell on Kano, and a crowd gathered at Lake Kolonnawa in Kano."
	d, err := newTagger(t).Tag(t.Context(), text, geotag.Options{})
	if err != nil || len(d.References) != 2 {
		t.Fatalf("%d references, %v", len(d.References), err)
	}
	kano, lake := d.References[0], d.References[1]
	if !lake.Place.IsZero() || lake.Name != "Lake Kolonnawa" || lake.Host != kano.Place || lake.Shown() != kano.Place {
		t.Errorf("the lake is %v, in or near %s", lake.Name, lake.Host.Name())
	}
	if kano.Name != "" || !kano.Host.IsZero() || kano.Shown() != kano.Place {
		t.Errorf("Kano has the name %q and the host %s", kano.Name, kano.Host.Name())
	}
	p := d.FeatureCollection(text, geotag.FeatureOptions{}).Features[1].Properties
	if p.PlaceID != "" || p.Population != 0 || p.UncertaintyM < 5000 || *p.Location != p.Host.Location || p.Ancestors[0].PlaceID != p.Host.PlaceID {
		t.Errorf("its feature says %+v", p)
	}
}

func TestLookupsEndWithTheirContext(t *testing.T) {
	t.Parallel()
	tagger := newTagger(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := tagger.Find(ctx, geotag.Query{Name: "Kano"}); !errors.Is(err, context.Canceled) {
		t.Errorf("Find: %v", err)
	}
	if _, err := tagger.ConvertArea(ctx, "1 acre", "Luxembourg"); !errors.Is(err, context.Canceled) {
		t.Errorf("ConvertArea: %v", err)
	}
}
