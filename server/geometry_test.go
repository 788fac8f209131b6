package server

import (
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// tree returns coordinates as the tree of Values that appendCoordinates does without.
func tree(t testing.TB, g orb.Geometry) *structpb.ListValue {
	var nest func(v any) any
	nest = func(v any) any {
		var list []any
		switch v := v.(type) {
		case orb.Point:
			return []any{v[0], v[1]}
		case orb.Ring:
			for _, p := range v {
				list = append(list, nest(p))
			}
		case orb.Polygon:
			for _, r := range v {
				list = append(list, nest(r))
			}
		case orb.MultiPolygon:
			for _, p := range v {
				list = append(list, nest(p))
			}
		}
		return list
	}
	list, err := structpb.NewList(nest(g).([]any))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// circle returns a closed ring of n vertices and one.
func circle(n int) orb.Ring {
	var r orb.Ring
	for i := range n {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		r = append(r, orb.Point{cos, sin})
	}
	return append(r, r[0])
}

// written returns the bytes of a Geometry.
func written(g orb.Geometry, format geotagv1.GeometryFormat) []byte {
	w := wireWriter{format: format}
	w.geometry(g)
	return w.b
}

func TestGeometryIsAListValue(t *testing.T) {
	t.Parallel()
	for _, g := range []orb.Geometry{
		orb.Point{37.6175, -55.75},
		orb.Polygon{},
		orb.Polygon{circle(4)},
		orb.Polygon{circle(64), circle(5)}, // lengths of one byte and of two
		orb.MultiPolygon{{circle(2000)}, {circle(3), circle(3)}},
	} {
		name := fmt.Sprintf("%s of %.20v", g.GeoJSONType(), g)
		wire := written(g, 0)
		plain := &geotagv1.Geometry{Type: g.GeoJSONType(), Coordinates: tree(t, g)}
		var got geotagv1.Geometry
		if err := proto.Unmarshal(wire, &got); err != nil || !proto.Equal(&got, plain) {
			t.Errorf("%s: decodes to %v, %v", name, &got, err)
		}
		if want, _ := proto.Marshal(plain); string(want) != string(wire) {
			t.Errorf("%s: %d bytes that differ from the %d of a tree", name, len(wire), len(want))
		}
	}
}

func TestGeometryAsWKB(t *testing.T) {
	t.Parallel()
	for _, g := range []orb.Geometry{
		orb.Point{37.6175, -55.75}, orb.Polygon{circle(4)}, orb.MultiPolygon{{circle(20)}, {circle(3), circle(3)}}, orb.MultiLineString{{{1, 2}, {3, 4}}},
	} {
		var m geotagv1.Geometry
		if err := proto.Unmarshal(written(g, geotagv1.GeometryFormat_GEOMETRY_FORMAT_WKB), &m); err != nil {
			t.Fatal(err)
		}
		got, err := wkb.Unmarshal(m.GetWkb())
		if err != nil || !orb.Equal(got, g) || m.GetType() != g.GeoJSONType() || m.GetWkb()[0] != 1 {
			t.Errorf("%v comes back as %v, %v", g, got, err)
		}
	}
}

func BenchmarkGeometry(b *testing.B) {
	g := orb.Polygon{circle(5000)}
	b.Run("wire", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			written(g, 0)
		}
	})
	b.Run("tree", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := proto.Marshal(&geotagv1.Geometry{Type: "Polygon", Coordinates: tree(b, g)}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
