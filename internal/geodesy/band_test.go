package geodesy

import (
	"errors"
	"math"
	"testing"

	"github.com/paulmach/orb"
)

func constant(m float64) Reach { return func(float64) float64 { return m } }

// exteriors returns the polygons without their holes.
func exteriors(m orb.MultiPolygon) (out orb.MultiPolygon) {
	for _, p := range m {
		out = append(out, p[:1])
	}
	return out
}

// A band of one reach all around is the sector of that distance; rings are as RFC 7946 wants them wherever it is drawn.
func TestBand(t *testing.T) {
	t.Parallel()
	for _, center := range []orb.Point{{10, 50}, {179.9, -17}, {-179.9, 0}, {0, 89.5}, {20, -80}} {
		for _, tt := range []struct{ bearing, spread, inner, outer float64 }{
			{0, 180, 0, 40e3}, {0, 180, 30e3, 90e3}, {90, 22.5, 100e3, 160e3}, {225, 45, 0, 80e3},
		} {
			band, err := Band(center, tt.bearing, tt.spread, constant(tt.inner), constant(tt.outer))
			if err != nil {
				t.Fatal(err)
			}
			sector, err := Sector(center, tt.inner, tt.outer, tt.bearing, tt.spread)
			if err != nil {
				t.Fatal(err)
			}
			valid(t, exteriors(band))
			if a, b := MultiArea(band), MultiArea(sector); math.Abs(a/b-1) > 0.01 && len(band) == 1 {
				t.Errorf("around %v %+v: %.4g m², the sector %.4g", center, tt, a, b)
			}
		}
	}
}

// The inner edge follows a shore that is nearer on one side.
func TestBandFollowsTheShore(t *testing.T) {
	t.Parallel()
	shore := func(d float64) float64 { return 50e3 + 30e3*math.Cos(d*math.Pi/180) }
	band, err := Band(orb.Point{5, 45}, 0, 180, shore, func(d float64) float64 { return shore(d) + 10e3 })
	if err != nil || len(band) != 1 || len(band[0]) != 2 {
		t.Fatalf("%d polygons, %v", len(band), err)
	}
	valid(t, exteriors(band))
	box := band[0][1].Bound() // the hole
	north, south := Distance(orb.Point{5, 45}, orb.Point{5, box.Max[1]}), Distance(orb.Point{5, 45}, orb.Point{5, box.Min[1]})
	if math.Abs(north-80e3) > 1e3 || math.Abs(south-20e3) > 8e3 {
		t.Errorf("the hole reaches %.0f m north and %.0f m south", north, south)
	}
}

func TestBandRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ bearing, spread, inner, outer float64 }{
		{0, 0, 1, 2}, {0, 30, 5, 5}, {0, 30, -1, 5}, {math.NaN(), 30, 1, 5}, {0, 30, math.NaN(), 5}, {0, 30, 1, math.Inf(1)}, {0, 30, 0, 2e7},
	} {
		if _, err := Band(orb.Point{0, 0}, tt.bearing, tt.spread, constant(tt.inner), constant(tt.outer)); !errors.Is(err, ErrShape) {
			t.Errorf("%+v: %v", tt, err)
		}
	}
}
