package geotag

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
)

func bound(west, south, east, north float64) orb.Bound {
	return orb.Bound{Min: orb.Point{west, south}, Max: orb.Point{east, north}}
}

func TestUnionBox(t *testing.T) {
	point := func(lon float64) orb.Bound { return bound(lon, 0, lon, 0) }
	for _, test := range []struct {
		name  string
		boxes []orb.Bound
		want  orb.Bound
	}{
		{"a point", []orb.Bound{bound(8, 12, 8, 12)}, bound(8, 12, 8, 12)},
		{"two apart", []orb.Bound{bound(30, 50, 31, 51), bound(-10, 40, -9, 41)}, bound(-10, 40, 31, 51)},
		{"one in another", []orb.Bound{bound(0, 0, 50, 50), bound(10, -5, 20, 5)}, bound(0, -5, 50, 50)},
		{"Tokyo and Los Angeles", []orb.Bound{point(139.7), point(-118.2)}, bound(139.7, 0, -118.2, 0)},
		{"across by itself", []orb.Bound{bound(177, -19, -179.8, -16)}, bound(177, -19, -179.8, -16)},
		{"across, and east of it", []orb.Bound{bound(177, 0, -179.8, 1), point(-169)}, bound(177, 0, -169, 1)},
		{"across, and all it swallows", []orb.Bound{bound(170, 0, -150, 1), point(-175), point(179), point(-160)}, bound(170, 0, -150, 1)},
		{"two halves", []orb.Bound{bound(177, 0, 180, 1), bound(-180, 0, -179, 1)}, bound(177, 0, -179, 1)},
		{"up to the antimeridian", []orb.Bound{bound(170, 0, 180, 1)}, bound(170, 0, 180, 1)},
		{"from the antimeridian", []orb.Bound{bound(-180, 0, -170, 1)}, bound(-180, 0, -170, 1)},
		{"the world", []orb.Bound{bound(-180, -90, 180, 90), point(5)}, bound(-180, -90, 180, 90)},
		{"all round in pieces", []orb.Bound{bound(-180, 0, 0, 1), bound(-1, 0, 170, 1), bound(160, 0, -170, 1)}, bound(-180, 0, 180, 1)},
		{"as wide either way", []orb.Bound{point(-90), point(90)}, bound(-90, 0, 90, 0)},
	} {
		if got := unionBox(test.boxes); got != test.want {
			t.Errorf("%s: %v; want %v", test.name, got, test.want)
		}
	}
}

// holds reports whether a box holds a longitude.
func holds(b orb.Bound, lon float64) bool {
	if b.Min[0] > b.Max[0] {
		return lon >= b.Min[0] || lon <= b.Max[0]
	}
	return b.Min[0] <= lon && lon <= b.Max[0]
}

func TestUnionBoxHoldsAllInAnyOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var boxes []orb.Bound
		for range 1 + r.IntN(6) {
			boxes = append(boxes, bound(float64(r.IntN(360)-179), 0, float64(r.IntN(360)-179), 1))
		}
		given := slices.Clone(boxes)
		got := unionBox(boxes)
		for _, b := range given {
			if !holds(got, b.Min[0]) || !holds(got, b.Max[0]) {
				t.Fatalf("%v does not hold all of %v", got, given)
			}
		}
		r.Shuffle(len(given), func(i, j int) { given[i], given[j] = given[j], given[i] })
		if again := unionBox(given); again != got {
			t.Fatalf("%v in another order: %v, not %v", given, again, got)
		}
	}
}

func TestPolygonOf(t *testing.T) {
	for _, test := range []struct {
		box  orb.Bound
		want orb.Geometry
	}{
		{bound(1, 2, 3, 4), bound(1, 2, 3, 4).ToPolygon()},
		{bound(177, 2, -179, 4), orb.MultiPolygon{bound(177, 2, 180, 4).ToPolygon(), bound(-180, 2, -179, 4).ToPolygon()}},
		{bound(180, 2, -179, 4), orb.MultiPolygon{bound(-180, 2, -179, 4).ToPolygon()}},
		{bound(1, 2, 1, 4), nil},
		{bound(1, 2, 3, 2), nil},
	} {
		got, ok := polygonOf(test.box)
		if ok != (test.want != nil) || ok && !orb.Equal(got, test.want) {
			t.Errorf("%v: %v, %t; want %v", test.box, got, ok, test.want)
		}
	}
}
