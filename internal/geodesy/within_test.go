package geodesy_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/geodesy"
)

// contains reports whether a point lies in a region, or within about 100 m of its border: edges of half a degree are
// straight in the plane here, and straight in longitude and latitude there.
func contains(m orb.MultiPolygon, p orb.Point) bool {
	in, near := false, math.Inf(1)
	for _, polygon := range m {
		for _, ring := range polygon {
			for i, b := range ring[1:] {
				a := ring[i]
				if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < a[0]+(p[1]-a[1])/(b[1]-a[1])*(b[0]-a[0]) {
					in = !in
				}
				t := ((p[0]-a[0])*(b[0]-a[0]) + (p[1]-a[1])*(b[1]-a[1])) / max(math.Pow(b[0]-a[0], 2)+math.Pow(b[1]-a[1], 2), 1e-18)
				t = min(max(t, 0), 1)
				near = min(near, math.Hypot(p[0]-a[0]-t*(b[0]-a[0]), p[1]-a[1]-t*(b[1]-a[1])))
			}
		}
	}
	return in || near < 1e-3
}

// regions are first-order divisions and countries with a boundary, and their settlements.
func regions(tb testing.TB) (regions []gazetteer.Place, towns map[gazetteer.Place][]orb.Point) {
	tb.Helper()
	ix, err := world.Index()
	if err != nil {
		tb.Fatal(err)
	}
	towns = map[gazetteer.Place][]orb.Point{}
	for p := range ix.Places() {
		switch {
		case p.HasBoundary() && p.Type() <= gazetteer.Admin2:
			regions = append(regions, p)
		case p.Type() == gazetteer.Settlement:
			for up := range p.Ancestors() {
				towns[up] = append(towns[up], p.Point())
			}
		}
	}
	return regions, towns
}

// Of 500 random regions, settlements in them and areas up to nine tenths of them, every shape lies in its region and has its area. A source
// draws a few regions with rings that cross: of those there is none, and the caller is told.
func TestDiscWithin(t *testing.T) {
	t.Parallel()
	all, towns := regions(t)
	r := rand.New(rand.NewPCG(9, 9))
	failed := 0
	for n := 0; n < 500; {
		p := all[r.IntN(len(all))]
		if len(towns[p]) == 0 {
			continue
		}
		n++
		center := towns[p][r.IntN(len(towns[p]))]
		region := p.Boundary(0)
		want := geodesy.MultiArea(region) * math.Pow(10, -3*r.Float64()) * 0.9
		shape, err := geodesy.DiscWithin(region, center, want)
		if err != nil {
			failed++
			t.Logf("%s around %v, %.4g m²: %v", p.ID(), center, want, err)
			continue
		}
		if got := geodesy.MultiArea(shape); math.Abs(got/want-1) > 1e-3 {
			t.Errorf("%s around %v: %g m², want %g", p.ID(), center, got, want)
		}
		for _, polygon := range shape {
			for i, ring := range polygon {
				if ring[0] != ring[len(ring)-1] || (ring.Orientation() == orb.CCW) != (i == 0) {
					t.Errorf("%s around %v: ring %d is open or winds the wrong way", p.ID(), center, i)
				}
			}
			for k := 0; k < len(polygon[0]); k += 1 + len(polygon[0])/50 {
				if !contains(region, polygon[0][k]) {
					t.Errorf("%s around %v: %v is outside", p.ID(), center, polygon[0][k])
					break
				}
			}
		}
	}
	if failed > 5 {
		t.Errorf("%d of 500 shapes could not be made", failed)
	}
}

// 1,300 km² of Kursk Oblast around Sudzha do not leave Russia.
func TestSudzha(t *testing.T) {
	t.Parallel()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	kursk, _ := ix.Place("RU.41")
	sudzha, _ := ix.Place("486816")
	shape, err := geodesy.DiscWithin(kursk.Boundary(0), sudzha.Point(), 1300e6)
	if err != nil {
		t.Fatal(err)
	}
	russia, _ := ix.Place("RU")
	for _, p := range shape[0][0] {
		if !contains(russia.Boundary(0), p) {
			t.Errorf("%v is not in Russia", p)
		}
	}
	if d := geodesy.Distance(sudzha.Point(), orb.Point{35.6, 51.3}); d < 20e3 || d > 30e3 {
		t.Error(d)
	}
}

func TestDiscWithinErrors(t *testing.T) {
	t.Parallel()
	square := orb.MultiPolygon{{{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}}}
	for _, tt := range []struct {
		center orb.Point
		area   float64
	}{{orb.Point{0.5, 0.5}, 2e10}, {orb.Point{0.5, 91}, 1e6}, {orb.Point{0.5, 0.5}, math.NaN()}, {orb.Point{0.5, 0.5}, 0}} {
		if _, err := geodesy.DiscWithin(square, tt.center, tt.area); !errors.Is(err, geodesy.ErrShape) {
			t.Errorf("%v: %v", tt, err)
		}
	}
	// Around a point outside, and as a whole circle inside a region with a hole in it.
	if shape, err := geodesy.DiscWithin(square, orb.Point{2, 0.5}, 1e9); err != nil || len(shape) != 1 {
		t.Error(len(shape), err)
	}
	holed := orb.MultiPolygon{{{{-5, -5}, {5, -5}, {5, 5}, {-5, 5}, {-5, -5}}, {{-.1, -.1}, {-.1, .1}, {.1, .1}, {.1, -.1}, {-.1, -.1}}}}
	shape, err := geodesy.DiscWithin(holed, orb.Point{0, 0}, 1e10)
	if err != nil || len(shape) != 1 || len(shape[0]) != 2 || math.Abs(geodesy.MultiArea(shape)/1e10-1) > 1e-3 {
		t.Error(shape, err)
	}
}

func BenchmarkDiscWithin(b *testing.B) {
	ring := make(orb.Ring, 0, 3001)
	for i := range 3000 {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / 3000)
		wobble := 2 + 0.2*math.Sin(float64(i)/3)
		ring = append(ring, orb.Point{35 + wobble*cos, 51 + wobble*sin})
	}
	ring = append(ring, ring[0])
	for b.Loop() {
		if _, err := geodesy.DiscWithin(orb.MultiPolygon{{ring}}, orb.Point{36.5, 51}, 40e9); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPlainCircle(b *testing.B) {
	for b.Loop() {
		if _, err := geodesy.Circle(orb.Point{35, 51}, 1000e6, 64); err != nil {
			b.Fatal(err)
		}
	}
}
