package gazetteer

import (
	"errors"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"example.com/geotag/internal/geodesy"
)

// An area that a source states leads; where none does, the boundary's is the place's. Both come through another compilation.
func TestSizes(t *testing.T) {
	t.Parallel()
	box := orb.MultiPolygon{{{{0, 0}, {2, 0}, {2, 1}, {0, 1}}}}
	measured := geodesy.MultiArea(box)
	entries := []Entry{
		{ID: "A", Name: "Alone", Type: Region, Point: orb.Point{1, 0.5}, AreaM2: 5e6, AreaSource: "us"},
		{ID: "B", Name: "Both", Type: Admin1, Point: orb.Point{1, 0.5}, Boundary: box, AreaM2: 7e6, AreaSource: "us"},
		{ID: "C", Name: "Drawn", Type: Admin1, Point: orb.Point{1, 0.5}, Boundary: box},
		{ID: "D", Name: "Given", Type: Admin1, Point: orb.Point{1, 0.5}, Boundary: box, BoundaryM2: 9e6, AreaSource: "map"},
		{ID: "E", Name: "Bare", Type: Region, Point: orb.Point{1, 0.5}},
	}
	ix := load(t, compile(t, entries))
	again := []Entry{}
	for e, err := range ix.Entries() {
		if err != nil {
			t.Fatal(err)
		}
		again = append(again, e)
	}
	for _, ix := range []*Index{ix, load(t, compile(t, again))} {
		for _, tt := range []struct {
			id             string
			area, boundary float64
			measured       bool
		}{{"A", 5e6, 0, false}, {"B", 7e6, measured, false}, {"C", measured, measured, true}, {"D", 9e6, 9e6, true}, {"E", 0, 0, false}} {
			p, ok := ix.Place(tt.id)
			if !ok || p.AreaM2() != tt.area || p.BoundaryM2() != tt.boundary || p.AreaMeasured() != tt.measured {
				t.Errorf("%s: area %v, boundary %v, measured %t; want %v", tt.id, p.AreaM2(), p.BoundaryM2(), p.AreaMeasured(), tt)
			}
		}
	}
	if (Place{}).BoundaryM2() != 0 || (Place{}).AreaMeasured() {
		t.Error("the zero Place has a size")
	}
	ix.sizes = ix.sizes[:sizeSize:sizeSize]
	le.PutUint64(ix.sizes[4:], math.Float64bits(-1))
	if err := ix.verifySizes(); !errors.Is(err, ErrFormat) {
		t.Errorf("a boundary of less than nothing: %v", err)
	}
}
