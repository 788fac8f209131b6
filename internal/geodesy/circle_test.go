package geodesy

import (
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"
)

const (
	hectare = 1e4
	km2     = 1e6
)

// valid fails unless the shape keeps RFC 7946: rings closed, counter-clockwise,
// on the map, without edges over 180° of longitude, and with seven decimals.
func valid(t *testing.T, shape orb.MultiPolygon) {
	t.Helper()
	for _, polygon := range shape {
		if len(polygon) != 1 {
			t.Fatalf("polygon of %d rings, want 1", len(polygon))
		}
		ring := polygon[0]
		if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
			t.Errorf("ring of %d points is not closed", len(ring))
		}
		if ring.Orientation() != orb.CCW {
			t.Error("exterior ring is not counter-clockwise")
		}
		for i, p := range ring {
			if math.Abs(p[0]) > 180 || math.Abs(p[1]) > 90 {
				t.Errorf("point %v is off the map", p)
			}
			if p[0] != math.Round(p[0]*1e7)/1e7 || p[1] != math.Round(p[1]*1e7)/1e7 {
				t.Errorf("point %v has more than seven decimals", p)
			}
			if i > 0 && (math.Abs(p[0]-ring[i-1][0]) > 180 || p == ring[i-1]) {
				t.Errorf("edge %v to %v is over 180° long or no edge", ring[i-1], p)
			}
		}
		if a, b, crosses := crossing(ring); crosses {
			t.Errorf("edges %d and %d cross", a, b)
		}
	}
}

// crossing finds two edges of a ring that cross each other.
func crossing(ring orb.Ring) (int, int, bool) {
	side := func(a, b, c orb.Point) float64 {
		return (b[0]-a[0])*(c[1]-a[1]) - (b[1]-a[1])*(c[0]-a[0])
	}
	for i := range len(ring) - 1 {
		for j := i + 2; j < len(ring)-1; j++ {
			a, b, c, d := ring[i], ring[i+1], ring[j], ring[j+1]
			if side(a, b, c)*side(a, b, d) < 0 && side(c, d, a)*side(c, d, b) < 0 {
				return i, j, true
			}
		}
	}
	return 0, 0, false
}

// The area drawn is the area stated, wherever it is: 0.001 % from a square
// kilometre up. A hectare's 64 edges are 5.5 m long, and seven decimals are 1 cm, which at the
// poles is the same centimetre for every vertex.
func TestCircleArea(t *testing.T) {
	t.Parallel()
	lats := []float64{-90, -89.9, -85, -60, -30, 0, 0.5, 30, 51.19, 69, 80, 85, 89.9, 90}
	areas := map[float64]float64{ // to the relative error allowed
		hectare: 1e-4, km2: 1e-5, 1300 * km2: 1e-5, 50_000 * km2: 1e-5, 1e6 * km2: 1e-5, 1e7 * km2: 1e-5, 1.5e8 * km2: 1e-4,
	}
	for _, lat := range lats {
		for _, lon := range []float64{-180, -179.99, 0, 35.27, 179.9, 180} {
			for area, rel := range areas {
				if area == hectare && math.Abs(lat) == 90 {
					rel = 3e-4
				}
				t.Run(fmt.Sprintf("%g,%g %g km²", lat, lon, area/km2), func(t *testing.T) {
					shape, err := Circle(orb.Point{lon, lat}, area, 64)
					if err != nil {
						t.Fatal(err)
					}
					valid(t, shape)
					near(t, "area", MultiArea(shape), area, rel)
				})
			}
		}
	}
}

func TestCircleParts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		center orb.Point
		area   float64
		parts  int
		poles  int // points at a pole
	}{
		{"inland", orb.Point{35.27, 51.19}, 1300 * km2, 1, 0},
		{"Fiji, over the antimeridian", orb.Point{179.9, -17}, 1300 * km2, 2, 0},
		{"on the antimeridian", orb.Point{180, 0}, km2, 2, 0},
		{"on it from the other side", orb.Point{-180, 0}, km2, 2, 0},
		{"short of it", orb.Point{179.9, -17}, km2, 1, 0},
		{"over the north pole", orb.Point{20, 89.9}, 50_000 * km2, 1, 3},
		{"over the north pole, on the antimeridian", orb.Point{180, 89.9}, 50_000 * km2, 1, 3},
		{"around the south pole", orb.Point{0, -90}, 1e6 * km2, 1, 3},
		{"short of the south pole", orb.Point{0, -89}, 1000 * km2, 1, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			shape, err := Circle(c.center, c.area, 64)
			if err != nil {
				t.Fatal(err)
			}
			valid(t, shape)
			poles := 0
			for _, polygon := range shape {
				for _, p := range polygon[0] {
					if math.Abs(p[1]) == 90 {
						poles++
					}
				}
			}
			if len(shape) != c.parts || poles != c.poles {
				t.Errorf("%d parts with %d points at a pole, want %d with %d: %v", len(shape), poles, c.parts, c.poles, shape)
			}
		})
	}
}

// Every vertex is as far from the center as the radius says, so that it is a
// circle and not merely a shape of the right area.
func TestCircleIsRound(t *testing.T) {
	t.Parallel()
	for _, lat := range []float64{-60, 0, 51.19, 80} {
		center := orb.Point{35.27, lat}
		shape, err := Circle(center, 1300*km2, 64)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(shape[0][0]); got != 65 {
			t.Errorf("at %v°: %d points, want 64 and the first again", lat, got)
		}
		for _, p := range shape[0][0] {
			near(t, "distance on a sphere", Distance(center, p), Radius(1300*km2), 0.008)
		}
	}
}

// Half the Earth is a hemisphere, short of both poles when seen from the equator.
func TestCircleOfHalfTheEarth(t *testing.T) {
	t.Parallel()
	for _, lat := range []float64{0, 45, -90} {
		shape, err := Circle(orb.Point{0, lat}, EarthArea/2, 64)
		if err != nil {
			t.Fatal(err)
		}
		valid(t, shape)
		near(t, fmt.Sprint("from ", lat), MultiArea(shape), EarthArea/2, 0.01)
	}
}

func FuzzCircle(f *testing.F) {
	f.Add(35.27, 51.19, 1.3e9, uint8(64))
	f.Add(179.9, -89.95, 5e10, uint8(8))
	f.Add(-180.0, 90.0, 2e14, uint8(200))
	f.Fuzz(func(t *testing.T, lon, lat, area float64, n uint8) {
		shape, err := Circle(orb.Point{lon, lat}, area, int(n))
		if err != nil {
			t.Skip()
		}
		valid(t, shape)
		if area >= km2 && area <= 1e8*km2 {
			near(t, "area", MultiArea(shape), area, 1e-4)
		}
	})
}

func BenchmarkCircle(b *testing.B) {
	for name, center := range map[string]orb.Point{"inland": {35.27, 51.19}, "antimeridian": {179.9, -17}, "pole": {0, 89.9}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Circle(center, 1300*km2, 64); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkArea(b *testing.B) {
	shape, err := Circle(orb.Point{35.27, 51.19}, 1300*km2, 1000)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		MultiArea(shape)
	}
}
