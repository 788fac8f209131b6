package world_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
)

func index(t testing.TB) *gazetteer.Index {
	t.Helper()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

// randomPoints returns points spread evenly over the longitudes and latitudes where people live, the same at every run.
func randomPoints(n int) []orb.Point {
	r := rand.New(rand.NewPCG(1, 2))
	points := make([]orb.Point, n)
	for i := range points {
		points[i] = orb.Point{r.Float64()*360 - 180, r.Float64()*140 - 60}
	}
	return points
}

// TestContainingAgainstOracle holds the grid against plain ray casting over the boundaries as they are given out.
func TestContainingAgainstOracle(t *testing.T) {
	t.Parallel()
	n := 100_000
	if raceEnabled {
		n = 5_000
	}
	type shape struct {
		place gazetteer.Place
		box   orb.Bound
		m     orb.MultiPolygon
	}
	ix := index(t)
	var shapes []shape
	for p := range ix.Places() {
		if m := p.Boundary(0); m != nil {
			shapes = append(shapes, shape{p, m.Bound(), m})
		}
	}
	if len(shapes) < 3000 {
		t.Fatalf("%d boundaries, want 3,000 and more", len(shapes))
	}
	inside, wrong := 0, 0
	for _, pt := range randomPoints(n) {
		var want, got []uint32
		for _, s := range shapes {
			if s.box.Contains(pt) && planar.MultiPolygonContains(s.m, pt) {
				want = append(want, s.place.Ref())
			}
		}
		for p := range ix.Containing(pt) {
			got = append(got, p.Ref())
		}
		slices.Sort(want)
		slices.Sort(got)
		if len(want) > 0 {
			inside++
		}
		if !slices.Equal(got, want) {
			if wrong++; wrong <= 10 {
				t.Errorf("%v lies in %v, ray casting says %v", pt, got, want)
			}
		}
	}
	t.Logf("%d points, %d on land, %d boundaries, %d disagree", n, inside, len(shapes), wrong)
}

// TestSeats holds that capitals and seats of first-order divisions lie in their own country and division.
func TestSeats(t *testing.T) {
	t.Parallel()
	ix := index(t)
	seats, wrong := 0, 0
	for p := range ix.Places() {
		if p.Type() != gazetteer.Settlement || !p.HasFeatureCode("PPLC") && !p.HasFeatureCode("PPLA") {
			continue
		}
		seats++
		at := ix.Locate(p.Point(), 5000)
		for up := range p.Ancestors() {
			if up.Type() > gazetteer.Admin1 {
				continue
			}
			if !slices.ContainsFunc(at.Areas, func(a gazetteer.Area) bool { return a.Place == up }) {
				wrong++
				t.Logf("%s (%s) is not found in %s", p.Name(), p.ID(), up.Name())
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d of %d seats are not in their own country and division", wrong, seats)
	}
}

func BenchmarkContaining(b *testing.B) {
	ix := index(b)
	points := randomPoints(1 << 12)
	i, found := 0, 0
	b.ReportAllocs()
	for b.Loop() {
		for range ix.Containing(points[i%len(points)]) {
			found++
		}
		i++
	}
	b.ReportMetric(float64(found)/float64(i), "places/op")
}

func BenchmarkLocate(b *testing.B) {
	ix := index(b)
	points := randomPoints(1 << 12)
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		ix.Locate(points[i%len(points)], 5000)
		i++
	}
}
