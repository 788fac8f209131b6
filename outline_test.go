package geotag_test

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/paulmach/orb"

	"example.com/geotag"
	"example.com/geotag/gazetteer"
)

// With its boundary asked for, a river is its course and a lake its outline; where all are to be polygons, a river is its extent.
func TestOutlineAsGeometry(t *testing.T) {
	t.Parallel()
	course := orb.MultiLineString{{{10, 47}, {10.5, 47.5}, {11, 47.2}}}
	lake := orb.MultiPolygon{{{{10, 50}, {12, 50}, {11, 51}, {10, 50}}}}
	box := orb.Bound{Min: orb.Point{10, 47}, Max: orb.Point{11, 47.5}}
	entries := []gazetteer.Entry{
		{ID: "lake:elm", Name: "Lake Elm", Type: gazetteer.Water, Point: orb.Point{11, 50.5}, Outline: lake},
		{ID: "river:arden", Name: "Arden River", Type: gazetteer.Water, Point: orb.Point{10, 47}, Extent: box, Outline: course},
	}
	var b bytes.Buffer
	if err := gazetteer.Compile(&b, func(yield func(gazetteer.Entry, error) bool) {
		_ = yield(entries[0], nil) && yield(entries[1], nil)
	}, gazetteer.Options{}); err != nil {
		t.Fatal(err)
	}
	ix, err := gazetteer.Load(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		id   string
		o    geotag.FeatureOptions
		want orb.Geometry
		from geotag.GeometrySource
	}{
		{"river:arden", geotag.FeatureOptions{Geometry: geotag.DetailBoundary}, course, geotag.SourceBoundary},
		{"river:arden", geotag.FeatureOptions{}, orb.Point{10, 47}, geotag.SourceCentroid},
		{"river:arden", geotag.FeatureOptions{Geometry: geotag.DetailBoundary, Type: geotag.TypeMultiPolygon}, orb.MultiPolygon{box.ToPolygon()}, geotag.SourceCentroid},
		{"lake:elm", geotag.FeatureOptions{Geometry: geotag.DetailBoundary}, lake[0], geotag.SourceBoundary},
	} {
		p, _ := ix.Place(tt.id)
		f := geotag.PlaceFeature(p, tt.o)
		if !reflect.DeepEqual(f.Geometry.Geometry, tt.want) || f.Properties.GeometrySource != tt.from {
			t.Errorf("%s, %+v: %v of %v, want %v of %v", tt.id, tt.o, f.Geometry.Geometry, f.Properties.GeometrySource, tt.want, tt.from)
		}
	}
}
