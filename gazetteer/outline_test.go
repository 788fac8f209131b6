package gazetteer

import (
	"bytes"
	"math"
	"reflect"
	"slices"
	"testing"

	"github.com/paulmach/orb"
)

// ringOfFive is a lake, clockwise as it comes.
var ringOfFive = orb.Polygon{{{10, 50}, {10, 51}, {11, 51.5}, {12, 51}, {12, 50}, {10, 50}}}

func outlined(t testing.TB, outlines ...orb.Geometry) *Index {
	t.Helper()
	var entries []Entry
	for i, o := range outlines {
		entries = append(entries, Entry{ID: string(rune('a' + i)), Name: "Oka", Type: Water, FeatureCode: "STM", Point: orb.Point{10, 50}, Outline: o})
	}
	var b bytes.Buffer
	if err := Compile(&b, func(yield func(Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}, Options{}); err != nil {
		t.Fatal(err)
	}
	ix, err := Load(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

// An outline comes back as it went in, rings counter-clockwise; and it bounds nothing.
func TestOutline(t *testing.T) {
	t.Parallel()
	course := orb.MultiLineString{{{9.5, 50}, {10, 50.25}, {10.1234, 49}}, {{-3, -2}, {-4, -2.5}}}
	ix := outlined(t, course, nil, orb.MultiPolygon{ringOfFive})
	if err := ix.Verify(); err != nil {
		t.Fatal(err)
	}
	lake := slices.Clone(ringOfFive[0])
	slices.Reverse(lake)
	for id, want := range map[string]orb.Geometry{"a": course, "b": nil, "c": orb.MultiPolygon{{lake}}} {
		p, _ := ix.Place(id)
		got := p.Outline()
		if m, ok := got.(orb.MultiPolygon); ok { // a ring may start anywhere
			i := slices.Index(m[0][0], lake[0])
			got = orb.MultiPolygon{{append(slices.Concat(m[0][0][i:len(m[0][0])-1], m[0][0][:i]), lake[0])}}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, want %v", id, got, want)
		}
		if p.HasBoundary() || p.AreaM2() != 0 {
			t.Errorf("%s has a boundary", id)
		}
	}
	var again []orb.Geometry
	for e, err := range ix.Entries() {
		if err != nil {
			t.Fatal(err)
		}
		again = append(again, e.Outline)
	}
	if got := outlined(t, again...); !bytes.Equal(got.data, ix.data) {
		t.Error("what was compiled compiles to something else")
	}
	if (Place{}).Outline() != nil {
		t.Error("no place has an outline")
	}
}

func TestBadOutlines(t *testing.T) {
	t.Parallel()
	for what, o := range map[string]orb.Geometry{
		"one point":      orb.MultiLineString{{{1, 2}}},
		"a point":        orb.Point{1, 2},
		"two points":     orb.MultiPolygon{{{{1, 2}, {3, 4}}}},
		"beyond":         orb.MultiLineString{{{1, 2}, {181, 4}}},
		"no number":      orb.MultiLineString{{{1, 2}, {3, math.NaN()}}},
		"a hole":         orb.MultiPolygon{{ringOfFive[0], {{11, 50.2}, {11.2, 50.2}, {11, 50.4}}}},
		"nothing inside": orb.MultiPolygon{{}},
	} {
		if err := Validate(&Entry{ID: "a", Name: "Oka", Type: Water, Outline: o}); err == nil {
			t.Errorf("%s is valid", what)
		}
	}
}

// Strokes may be anything: they are read without a panic, in proportion to their length, and Verify finds what is wrong.
func FuzzStrokes(f *testing.F) {
	f.Add(appendStrokes(nil, []line{{{1, 2}, {3, 4}}}, false))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 7, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		ix := outlined(t, orb.MultiLineString{{{1, 2}, {3, 4}}})
		ix.strokes = b
		p, _ := ix.Place("a")
		g, wrong := p.Outline(), ix.verifyOutlines()
		parts, rings := strokesOf(g)
		if wrong == nil && !bytes.Equal(appendStrokes(nil, parts, rings), b) {
			t.Errorf("%x is valid, and reads %v", b, g)
		}
	})
}
