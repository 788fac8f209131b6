package geodesy

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"
)

// near fails unless got is within rel of want.
func near(t *testing.T, what string, got, want, rel float64) {
	t.Helper()
	if !(math.Abs(got-want) <= rel*math.Abs(want)) {
		t.Errorf("%s = %.10g, want %.10g (off by %.2g)", what, got, want, got/want-1)
	}
}

// zone is the closed form of the area of one radian of longitude from the
// equator to latitude φ (Snyder, Map Projections, 1987, equation 3-12).
func zone(φ float64) float64 {
	e, s := math.Sqrt(ecc2), math.Sin(φ*radian)
	return semiMinor * semiMinor / 2 * (s/(1-ecc2*s*s) + math.Atanh(e*s)/e)
}

func cell(w, s, e, n float64) orb.Polygon {
	return orb.Polygon{{{w, s}, {e, s}, {e, n}, {w, n}, {w, s}}}
}

func TestAreaOfTheEarth(t *testing.T) {
	t.Parallel()
	near(t, "EarthArea", EarthArea, 4*math.Pi*zone(90), 1e-14)
	near(t, "the whole", Area(cell(-180, -90, 180, 90)), EarthArea, 1e-14)
	near(t, "an eighth", Area(cell(0, 0, 90, 90)), EarthArea/8, 1e-14)
	near(t, "in two parts", MultiArea(orb.MultiPolygon{cell(-180, -90, 0, 90), cell(0, -90, 180, 90)}), EarthArea, 1e-14)
}

func TestAreaOfCells(t *testing.T) {
	t.Parallel()
	for _, c := range [][4]float64{
		{0, 0, 1, 1}, {35, 51, 36, 52}, {-180, 89, 180, 90}, {-71, -90, -70, -89.5},
		{179, -17, 180, -16}, {-5, -30, 40, 60}, {35.27, 51.19, 35.28, 51.2},
	} {
		want := (c[2] - c[0]) * radian * (zone(c[3]) - zone(c[1]))
		near(t, fmt.Sprint(c), Area(cell(c[0], c[1], c[2], c[3])), want, 1e-9)
	}
}

// A slanted edge is straight in longitude and latitude, which a sum over thin
// trapezoids approaches.
func TestAreaOfSlantedEdges(t *testing.T) {
	t.Parallel()
	const slices = 200_000
	var want float64
	for i := range slices {
		want += 60 * radian / slices * zone(80*(float64(i)+0.5)/slices)
	}
	got := Area(orb.Polygon{{{0, 0}, {60, 0}, {60, 80}}})
	near(t, "triangle", got, want, 1e-10)
}

func TestAreaIgnoresWindingAndSubtractsHoles(t *testing.T) {
	t.Parallel()
	outer, hole := cell(10, 10, 20, 20)[0], cell(12, 12, 13, 13)[0]
	want := Area(orb.Polygon{outer}) - Area(orb.Polygon{hole})
	for i := range 4 {
		o, h := outer.Clone(), hole.Clone()
		if i&1 != 0 {
			o.Reverse()
		}
		if i&2 != 0 {
			h.Reverse()
		}
		near(t, "with a hole", Area(orb.Polygon{o, h}), want, 1e-14)
	}
	for _, p := range []orb.Polygon{nil, {}, {nil}, {{{1, 1}}}, {{{1, 1}, {2, 2}}}} {
		if got := Area(p); got != 0 {
			t.Errorf("Area(%v) = %v, want 0", p, got)
		}
	}
}

func TestDistanceAndBearing(t *testing.T) {
	t.Parallel()
	sudzha, kursk := orb.Point{35.27, 51.19}, orb.Point{36.19, 51.74}
	for _, c := range []struct {
		name          string
		a, b          orb.Point
		metres, bears float64
	}{
		{"a degree of the equator", orb.Point{0, 0}, orb.Point{1, 0}, MeanRadius * radian, 90},
		{"a degree to the south", orb.Point{7, 50}, orb.Point{7, 49}, MeanRadius * radian, 180},
		{"across the antimeridian", orb.Point{179.5, 0}, orb.Point{-179.5, 0}, MeanRadius * radian, 90},
		{"westward", orb.Point{0, 0}, orb.Point{-90, 0}, MeanRadius * math.Pi / 2, 270},
		{"to the pole", orb.Point{20, 0}, orb.Point{-140, 90}, MeanRadius * math.Pi / 2, 0},
		{"to the far side", orb.Point{0, 0}, orb.Point{180, 0}, MeanRadius * math.Pi, 90},
	} {
		t.Run(c.name, func(t *testing.T) {
			near(t, "Distance", Distance(c.a, c.b), c.metres, 1e-12)
			if got := Bearing(c.a, c.b); math.Abs(math.Remainder(got-c.bears, 360)) > 1e-9 || got < 0 || got >= 360 {
				t.Errorf("Bearing = %v, want %v", got, c.bears)
			}
		})
	}
	near(t, "there and back", Distance(sudzha, kursk), Distance(kursk, sudzha), 1e-12)
	if d := Distance(sudzha, sudzha); d != 0 {
		t.Errorf("Distance to itself = %v", d)
	}
}

func TestRadius(t *testing.T) {
	t.Parallel()
	near(t, "1,300 km²", Radius(1.3e9), 20342, 1e-4) // the figure of a plane disc
}

func TestCircleRefuses(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	for _, c := range []struct {
		center orb.Point
		area   float64
		n      int
	}{
		{orb.Point{0, 0}, 0, 64}, {orb.Point{0, 0}, -5, 64}, {orb.Point{0, 0}, nan, 64},
		{orb.Point{0, 0}, EarthArea * 0.51, 64}, {orb.Point{0, 0}, math.Inf(1), 64},
		{orb.Point{181, 0}, 1e6, 64}, {orb.Point{0, 90.1}, 1e6, 64}, {orb.Point{nan, 0}, 1e6, 64},
		{orb.Point{0, nan}, 1e6, 64}, {orb.Point{0, 0}, 1e6, 7},
	} {
		if shape, err := Circle(c.center, c.area, c.n); !errors.Is(err, ErrShape) {
			t.Errorf("Circle(%v, %v, %d) = %v, %v; want ErrShape", c.center, c.area, c.n, shape, err)
		}
	}
}
