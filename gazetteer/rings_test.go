package gazetteer

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

func TestCheckRings(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		what, want string
		ring       orb.Ring
	}{
		{"a square", "", orb.Ring{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}},
		{"positions repeated", "", orb.Ring{{0, 0}, {1, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}},
		{"two squares that touch in a corner", "", orb.Ring{{0, 0}, {1, 0}, {1, 1}, {2, 1}, {2, 2}, {1, 2}, {1, 1}, {0, 1}, {0, 0}}},
		{"a spur along and back", "", orb.Ring{{0, 0}, {2, 0}, {2, 1}, {3, 1}, {2, 1}, {2, 2}, {0, 2}, {0, 0}}},
		{"open", "ring 0 of polygon 0 is not closed", orb.Ring{{0, 0}, {1, 0}, {1, 1}, {0, 1}}},
		{"three positions", "has 3 positions", orb.Ring{{0, 0}, {1, 0}, {0, 0}}},
		{"a bow", "crosses itself: between", orb.Ring{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}},
		{"a bow of vertical edges", "crosses itself", orb.Ring{{0, 0}, {0, 2}, {1, 0}, {1, 2}, {0, 0}}},
	} {
		err := CheckRings(orb.MultiPolygon{{tt.ring}})
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", tt.what, err)
		}
	}
}

// The sweep finds a crossing exactly where trying all pairs of edges does.
func TestSelfCrossingSweep(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 8))
	crossing := 0
	for range 2000 {
		ring := make(orb.Ring, 4+r.IntN(5))
		for i := range ring {
			angle := 2 * math.Pi * float64(i) / float64(len(ring))
			ring[i] = orb.Point{math.Round(4*math.Cos(angle)) + float64(r.IntN(8)), math.Round(4*math.Sin(angle)) + float64(r.IntN(8))}
		}
		ring = append(ring, ring[0])
		want := false
		for i := range ring[1:] {
			for j := range i {
				want = want || (edge{ring[i], ring[i+1]}).crosses(edge{ring[j], ring[j+1]})
			}
		}
		if _, _, got := selfCrossing(ring); got != want {
			t.Fatalf("%v: %v, want %v", ring, got, want)
		}
		if want {
			crossing++
		}
	}
	if crossing < 200 || crossing > 1800 {
		t.Errorf("%d of 2000 rings cross themselves: the test tells little", crossing)
	}
}
