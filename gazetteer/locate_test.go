package gazetteer

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"example.com/geotag/internal/geodesy"
)

// crowd returns settlements and as many other places, dense in one region, and around the antimeridian and the poles.
func crowd() []Entry {
	r := rand.New(rand.NewPCG(11, 12))
	var entries []Entry
	for i, pt := range anywhere(r, 6000) {
		switch i % 6 {
		case 1:
			pt = orb.Point{5 + pt[0]/60, 50 + pt[1]/60}
		case 2:
			pt[0] = math.Remainder(180+pt[0]/50, 360)
		case 3:
			pt[1] = math.Copysign(90-math.Abs(pt[1])/50, pt[1])
		case 4:
			pt = orb.Point{math.Round(pt[0]/90) * 90, math.Round(pt[1]/45) * 45} // many at one point, some at the ends of the ranges
		}
		entries = append(entries, Entry{ID: fmt.Sprint(i), Name: "S", Type: Settlement, Point: pt})
		entries = append(entries, Entry{ID: fmt.Sprint("x", i), Name: "X", Type: Facility, Point: pt})
	}
	return entries
}

func TestNearest(t *testing.T) {
	t.Parallel()
	ix := load(t, compile(t, crowd()))
	var settlements []Place
	for p := range ix.Places() {
		if p.Type() == Settlement {
			settlements = append(settlements, p)
		}
	}
	r := rand.New(rand.NewPCG(13, 14))
	points := append(anywhere(r, 300), orb.Point{180, 0}, orb.Point{-180, 12}, orb.Point{0, 90}, orb.Point{90, -90}, orb.Point{-180, -90})
	for range 300 {
		points = append(points, orb.Point{math.Remainder(180+r.Float64()*6-3, 360), r.Float64()*20 - 10},
			orb.Point{5 + r.Float64()*6 - 3, 50 + r.Float64()*3 - 1.5}, orb.Point{r.Float64()*360 - 180, 88 + 2*r.Float64()})
	}
	distances := make([]float64, len(settlements))
	for i, pt := range points {
		n, maxM := []int{1, 5, 40}[i%3], []float64{0, 5e3, 200e3, 3000e3, 1e8, math.Inf(1)}[i%6]
		for k, p := range settlements {
			distances[k] = geodesy.Distance(pt, p.Point())
		}
		slices.Sort(distances)
		within, _ := slices.BinarySearch(distances, math.Nextafter(maxM, math.Inf(1)))
		want := distances[:min(n, within)]
		got := ix.Nearest(pt, n, maxM)
		if !slices.EqualFunc(got, want, func(n Near, d float64) bool { return n.DistanceM == d }) {
			t.Errorf("Nearest(%v, %d, %v) = %v, want distances %v", pt, n, maxM, got, want)
		}
		seen := map[Place]bool{}
		for _, near := range got {
			p := near.Place
			if near.DistanceM != geodesy.Distance(pt, p.Point()) || near.Bearing != geodesy.Bearing(pt, p.Point()) || p.Type() != Settlement || seen[p] {
				t.Errorf("Nearest(%v): %v %v is not as stated, or stands twice", pt, p.ID(), near)
			}
			seen[p] = true
		}
	}
}

func TestNearestTable(t *testing.T) {
	t.Parallel()
	ix := load(t, v1Borders(t))
	for _, tt := range []struct {
		pt   orb.Point
		n    int
		maxM float64
		want string // id, kilometres, bearing
	}{
		{orb.Point{7, 6}, 1, 200e3, "2 111 0"},
		{orb.Point{8, 7}, 1, 200e3, "2 110 270"},
		{orb.Point{8, 7}, 1, 100e3, ""},
		{orb.Point{180, -16.5}, 5, 200e3, "4 2 270, 5 3 90"},
		{orb.Point{-180, -16.5}, 5, 200e3, "4 2 270, 5 3 90"},
		{orb.Point{-135, 89.95}, 1, 200e3, "7 17 0"}, // across the pole
		{orb.Point{7, 7}, 1, 0, "2 0 0"},
		{orb.Point{7, 7}, 0, 1e9, ""},
		{orb.Point{7, 7}, -1, 1e9, ""},
		{orb.Point{7, 7}, 1, -1, ""},
		{orb.Point{7, 7}, 1, math.NaN(), ""},
		{orb.Point{7, 97}, 1, 1e9, ""},
		{orb.Point{math.NaN(), 7}, 1, 1e9, ""},
	} {
		var got []string
		for _, n := range ix.Nearest(tt.pt, tt.n, tt.maxM) {
			got = append(got, fmt.Sprintf("%s %.0f %.0f", n.Place.ID(), n.DistanceM/1e3, n.Bearing))
		}
		if s := strings.Join(got, ", "); s != tt.want {
			t.Errorf("Nearest(%v, %d, %v) = %q, want %q", tt.pt, tt.n, tt.maxM, s, tt.want)
		}
	}
}

func TestLocate(t *testing.T) {
	t.Parallel()
	ix := load(t, v1Borders(t))
	for _, tt := range []struct {
		what      string
		pt        orb.Point
		tolerance float64
		want      string
	}{
		{"inland", orb.Point{2, 2}, 5e3, "WW by boundary, WW.1 by boundary"},
		{"no tolerance asked for", orb.Point{2, 2}, 0, "WW by boundary, WW.1 by boundary"},
		{"on the island", orb.Point{-1.5, 1.8}, 5e3, "WW by boundary, WW.2 by boundary"},
		{"in the enclave, which has no divisions", orb.Point{4.5, 4.5}, 500e3, "MM by boundary"},
		{"harbour", orb.Point{-.03, 2}, 5e3, "WW near boundary 3334, WW.1 near boundary 3334"},
		{"too far out", orb.Point{-.06, 2}, 5e3, ""},
		{"harbour, but no tolerance", orb.Point{-.03, 2}, 0, ""},
		{"harbour, but the tolerance makes no sense", orb.Point{-.03, 2}, math.NaN(), ""},
		{"off the end of a border of divisions", orb.Point{-.01, 5.01}, 5e3, "WW near boundary 1108, WW.2 near boundary 1108"},
		{"off the end of a border of countries", orb.Point{10.01, -.02}, 5e3, "EE near boundary 2224"},
		{"tolerance beyond the limit", orb.Point{-1.5, 6}, 1e9, ""},
		{"division by settlement", orb.Point{14.7, 5}, 5e3, "EE by boundary, EE.1 by settlement 33232"},
		{"settlement too far to tell", orb.Point{14.5, 5}, 5e3, "EE by boundary"},
		{"inside near another's settlement", orb.Point{4.2, 4.2}, 100e3, "MM by boundary"},
		{"country by settlement", orb.Point{-30, .4}, 0, "NN by settlement 33359"},
		{"at sea off a country by settlement", orb.Point{-30, .6}, 0, ""},
		{"east of the antimeridian", orb.Point{-179.48, -16.5}, 5e3, "DD near boundary 2132"},
		{"west of it", orb.Point{178.98, -16.5}, 5e3, "DD near boundary 2132"},
		{"pole", orb.Point{0, -90}, 5e3, "polar by boundary"},
		{"off the Earth", orb.Point{0, 91}, 5e3, ""},
	} {
		l := ix.Locate(tt.pt, tt.tolerance)
		var got []string
		for _, a := range l.Areas {
			s := a.Place.ID() + " " + a.How.String()
			if a.How != ByBoundary || a.DistanceM != 0 {
				s += fmt.Sprintf(" %.0f", a.DistanceM)
			}
			got = append(got, s)
		}
		if s := strings.Join(got, ", "); s != tt.want {
			t.Errorf("%s: Locate(%v, %v) = %q, want %q", tt.what, tt.pt, tt.tolerance, s, tt.want)
		}
		if want := ix.Nearest(tt.pt, 5, 200e3); !slices.Equal(l.Settlements, want) {
			t.Errorf("%s: settlements %v, want %v", tt.what, l.Settlements, want)
		}
	}
	if s := How(9).String(); s != "how(9)" {
		t.Errorf("String = %q", s)
	}
}

// The nearest boundary is the nearest of all, wherever cells and turns of the globe come between.
func TestNearBoundaries(t *testing.T) {
	t.Parallel()
	entries := jigsaw(8, 172, 60)
	for i := range entries { // move what lies beyond the antimeridian, whole places only
		if m := entries[i].Boundary; m.Bound().Max[0] > 180 {
			for k := range m[0][0] {
				m[0][0][k][0] = max(m[0][0][k][0]-360, -180)
			}
		}
	}
	entries = slices.DeleteFunc(entries, func(e Entry) bool { return e.Boundary.Bound().Max[0]-e.Boundary.Bound().Min[0] > 90 })
	ix := load(t, compile(t, entries))
	r := rand.New(rand.NewPCG(15, 16))
	for range 200 {
		pt := orb.Point{math.Remainder(171+r.Float64()*10, 360), 59.5 + 9*r.Float64()}
		const maxM = 30e3
		want := map[Place]float64{}
		for p := range ix.Places() {
			if d := fromBoundary(p.Boundary(0), pt); d < maxM {
				want[p] = d
			}
		}
		var last float64
		for _, a := range ix.nearBoundaries(pt, maxM) {
			if w, ok := want[a.Place]; !ok && a.DistanceM < maxM-50 || ok && math.Abs(w-a.DistanceM) > 50 || a.DistanceM < last {
				t.Errorf("%v: %s is %v m off, want %v", pt, a.Place.ID(), a.DistanceM, w)
			}
			last = a.DistanceM
			delete(want, a.Place)
		}
		for p, d := range want {
			if d < maxM-50 {
				t.Errorf("%v: %s is not there, %v m off", pt, p.ID(), d)
			}
		}
	}
}

// fromBoundary returns the metres to the nearest of points along the boundary, less than 100 m apart.
func fromBoundary(m orb.MultiPolygon, pt orb.Point) float64 {
	least := math.Inf(1)
	for _, polygon := range m {
		for _, ring := range polygon {
			for i, b := range ring[1:] {
				a := ring[i]
				length := geodesy.Distance(a, b)
				if min(geodesy.Distance(a, pt), geodesy.Distance(b, pt)) > least+length {
					continue
				}
				steps := 1 + int(length/100)
				for k := range steps + 1 {
					f := float64(k) / float64(steps)
					least = min(least, geodesy.Distance(pt, orb.Point{a[0] + f*(b[0]-a[0]), a[1] + f*(b[1]-a[1])}))
				}
			}
		}
	}
	return least
}

// Bands are those of the half degrees, whatever is in them.
func TestNearSection(t *testing.T) {
	t.Parallel()
	ix := load(t, compile(t, []Entry{
		{ID: "1", Name: "A", Type: Settlement, Point: orb.Point{10, 90}},
		{ID: "2", Name: "B", Type: Settlement, Point: orb.Point{-10, 90}},
		{ID: "3", Name: "C", Type: Airport, Point: orb.Point{0, 0}},
		{ID: "4", Name: "D", Type: Settlement, Point: orb.Point{0, -90}},
	}))
	want := make([]byte, 0, 4*(numBands+1)+3)
	for band := range numBands + 1 {
		want = le.AppendUint32(want, uint32(cmp.Compare(band, 0)+2*max(0, band-numBands+1)))
	}
	if want = append(want, 3, 1, 0); string(ix.near) != string(want) {
		t.Errorf("near is %v, want %v", ix.near, want)
	}
}
