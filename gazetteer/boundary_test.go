package gazetteer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"example.com/geotag/internal/geodesy"
	"example.com/geotag/internal/rfc7946"
)

func bordersEntries(t testing.TB) []Entry {
	t.Helper()
	text, err := os.ReadFile("testdata/v1-borders.txt")
	if err != nil {
		t.Fatal(err)
	}
	return parseEntries(t, string(text))
}

// mustPlace returns a place that has to be there.
func (ix *Index) mustPlace(t testing.TB, id string) Place {
	t.Helper()
	p, ok := ix.Place(id)
	if !ok {
		t.Fatalf("no place %q", id)
	}
	return p
}

// inShape is what Containing has to agree with: an even-odd count of the edges west of the point, which counts a
// point on an edge as east of it.
func inShape(m orb.MultiPolygon, pt orb.Point) bool {
	in := false
	for _, polygon := range m {
		for _, ring := range polygon {
			for i, b := range ring {
				a := ring[(i+len(ring)-1)%len(ring)]
				if (a[1] > pt[1]) != (b[1] > pt[1]) && a[0]+(b[0]-a[0])*((pt[1]-a[1])/(b[1]-a[1])) <= pt[0] {
					in = !in
				}
			}
		}
	}
	return in
}

// checkContaining compares Containing with ray casting over what Boundary says.
func checkContaining(t *testing.T, ix *Index, points []orb.Point) {
	t.Helper()
	shapes := map[Place]orb.MultiPolygon{}
	for p := range ix.Places() {
		if m := p.Boundary(0); m != nil {
			shapes[p] = m
		}
	}
	faults := 0
	for _, pt := range points {
		got := map[Place]bool{}
		for p := range ix.Containing(pt) {
			got[p] = true
		}
		for p, m := range shapes {
			if want := inShape(m, pt); got[p] != want {
				if faults++; faults < 10 {
					t.Errorf("%v in %s: %v, want %v", pt, p.ID(), got[p], want)
				}
			}
		}
	}
}

// anywhere returns points all over the Earth, as many near the poles as elsewhere.
func anywhere(r *rand.Rand, n int) []orb.Point {
	points := make([]orb.Point, n)
	for i := range points {
		points[i] = orb.Point{r.Float64()*360 - 180, r.Float64()*180 - 90}
	}
	return points
}

// jigsaw returns n by n places of one degree that share wavy borders, four by four of them a larger place with a border of its
// own, and one place that is all of them.
func jigsaw(n int, west, south float64) []Entry {
	r := rand.New(rand.NewPCG(uint64(n), 9))
	sides := map[[2]orb.Point]orb.LineString{}
	side := func(ring orb.Ring, a, b orb.Point) orb.Ring {
		if line, ok := sides[[2]orb.Point{a, b}]; ok {
			return append(ring, line...)
		}
		if back, ok := sides[[2]orb.Point{b, a}]; ok {
			for _, p := range slices.Backward(back[1:]) {
				ring = append(ring, p)
			}
			return ring
		}
		line := orb.LineString{a}
		for i := 1; i < 40; i++ {
			f := float64(i) / 40
			line = append(line, orb.Point{a[0] + (b[0]-a[0])*f + r.Float64()*.01, a[1] + (b[1]-a[1])*f + r.Float64()*.01})
		}
		sides[[2]orb.Point{a, b}] = append(line, b)
		return append(ring, line...)
	}
	at := func(x, y int) orb.Point { return orb.Point{west + float64(x), south + float64(y)} }
	block := func(id string, t Type, x, y, size int) Entry {
		var ring orb.Ring
		for i := range size {
			ring = side(ring, at(x+i, y), at(x+i+1, y))
		}
		for i := range size {
			ring = side(ring, at(x+size, y+i), at(x+size, y+i+1))
		}
		for i := range size {
			ring = side(ring, at(x+size-i, y+size), at(x+size-i-1, y+size))
		}
		for i := range size {
			ring = side(ring, at(x, y+size-i), at(x, y+size-i-1))
		}
		return Entry{ID: id, Name: id, Type: t, Point: at(x, y), Boundary: orb.MultiPolygon{{ring}}}
	}
	var entries []Entry
	for x := range n {
		for y := range n {
			entries = append(entries, block(fmt.Sprintf("c%d.%d", x, y), Admin2, x, y, 1))
			if x%4 == 0 && y%4 == 0 {
				entries = append(entries, block(fmt.Sprintf("b%d.%d", x, y), Admin1, x, y, 4))
			}
		}
	}
	return append(entries, block("all", Country, 0, 0, n))
}

func TestContaining(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 5))
	ix := load(t, v1Borders(t))
	points := anywhere(r, 20_000)
	for range 20_000 {
		points = append(points, orb.Point{r.Float64()*26 - 4, r.Float64()*14 - 2}, orb.Point{math.Remainder(178+r.Float64()*4, 360), r.Float64()*2 - 17.5})
	}
	checkContaining(t, ix, points)

	ix = load(t, compile(t, jigsaw(8, 20, 30)))
	points = points[:0]
	for range 20_000 {
		points = append(points, orb.Point{19.5 + r.Float64()*9, 29.5 + r.Float64()*9})
	}
	// All kinds of coincidence: corners of cells and vertices, and what is level with them.
	for x := 19.5; x < 29; x += .25 {
		for y := 29.5; y < 39; y += .25 {
			points = append(points, orb.Point{x, y}, orb.Point{x + 1e-7, y - 1e-7})
		}
	}
	for _, ring := range ix.mustPlace(t, "all").Boundary(0)[0] {
		for _, v := range ring {
			points = append(points, orb.Point{v[0], v[1] + 1e-3}, orb.Point{v[0] - .2, v[1]}, orb.Point{v[0] + .2, v[1]})
		}
	}
	checkContaining(t, ix, points)
}

// What Containing yields for points that tell something, the places in their order.
func TestContainingTable(t *testing.T) {
	ix := load(t, v1Borders(t))
	for _, tt := range []struct {
		pt   orb.Point
		want string
	}{
		{orb.Point{2, 2}, "WW WW.1"},
		{orb.Point{2, 7}, "WW WW.2"},
		{orb.Point{-1.5, 1.8}, "WW WW.2"},
		{orb.Point{-1.5, 1.2}, ""},
		{orb.Point{4.5, 4.5}, "MM"},
		{orb.Point{9.9, 6}, "EE"},
		{orb.Point{10.1, 3}, "WW WW.1"},
		// Western and southern borders belong to a place, eastern and northern ones to its neighbour.
		{orb.Point{2, 5}, "WW WW.2"},
		{orb.Point{0, 2}, "WW WW.1"},
		{orb.Point{2, 0}, "WW WW.1"},
		{orb.Point{4, 4}, "MM"},
		{orb.Point{5, 4.5}, "WW WW.1"},
		{orb.Point{4.5, 5}, "WW WW.2"},
		{orb.Point{5, 5}, "WW WW.2"},
		{orb.Point{10.2, 1.5}, "EE"},
		{orb.Point{20, 5}, ""},
		{orb.Point{15, 10}, ""},
		// The antimeridian is one line, and the poles are points.
		{orb.Point{179.9999999, -16.5}, "DD"},
		{orb.Point{180, -16.5}, "DD"},
		{orb.Point{-180, -16.5}, "DD"},
		{orb.Point{-179.4, -16.5}, ""},
		{orb.Point{77, 90}, "cap"},
		{orb.Point{180, 90}, "cap"},
		{orb.Point{-33, -90}, "polar"},
		{orb.Point{180, -89}, "polar"},
		{orb.Point{0, -71}, "polar"},
		{orb.Point{170, -71}, ""},
		{orb.Point{0, 84.9}, ""},
		{orb.Point{181, 0}, ""},
		{orb.Point{0, math.NaN()}, ""},
		{orb.Point{math.Inf(1), 0}, ""},
	} {
		var ids []string
		for p := range ix.Containing(tt.pt) {
			ids = append(ids, p.ID())
		}
		if got := strings.Join(ids, " "); got != tt.want {
			t.Errorf("Containing(%v) = %q, want %q", tt.pt, got, tt.want)
		}
	}
	if n := testing.AllocsPerRun(100, func() {
		for range ix.Containing(orb.Point{9.9, 6}) {
		}
	}); n != 0 {
		t.Errorf("Containing allocates %v times", n)
	}
}

// Every point of a border that places share is in one of them and not in two, on edges and on vertices.
func TestContainingOnBorders(t *testing.T) {
	t.Parallel()
	ix := load(t, compile(t, jigsaw(8, -4, -4)))
	count := func(pt orb.Point) (n [Facility]int) {
		for p := range ix.Containing(pt) {
			n[p.Type()]++
		}
		return n
	}
	for p := range ix.Places() {
		ring := p.Boundary(0)[0][0]
		for i, v := range ring[1:] {
			for _, f := range []float64{0, .25, .5, .9} {
				pt := orb.Point{v[0] + f*(ring[i][0]-v[0]), v[1] + f*(ring[i][1]-v[1])}
				n := count(pt)
				if n[Country] > 1 || n[Admin1] != n[Country] || n[Admin2] != n[Country] {
					t.Fatalf("%v lies in %d countries, %d and %d divisions", pt, n[Country], n[Admin1], n[Admin2])
				}
			}
		}
	}
}

// Neighbours share each edge of their borders, whatever the tolerance.
func TestSharedBorders(t *testing.T) {
	t.Parallel()
	ix := load(t, compile(t, jigsaw(4, 100, 60)))
	for _, tolerance := range []float64{0, 500, coarseM, 8e3} {
		edges := map[[2]orb.Point]int{}
		for p := range ix.Places() {
			for _, polygon := range p.Boundary(tolerance) {
				for _, ring := range polygon {
					for i, v := range ring[1:] {
						edges[[2]orb.Point{ring[i], v}]++
					}
				}
			}
		}
		// Inside, an edge bounds a place on either side; outside it bounds one of each kind.
		for e, n := range edges {
			if back := edges[[2]orb.Point{e[1], e[0]}]; n != 1 && n != 3 || n == 1 && back != 1 || n == 3 && back != 0 {
				t.Fatalf("tolerance %v: the edge %v bounds %d and %d places", tolerance, e, n, back)
			}
		}
	}
}

// crossings counts pairs of edges of the rings that cross each other.
func crossings(m orb.MultiPolygon) int {
	var edges [][2]orb.Point
	for _, polygon := range m {
		for _, ring := range polygon {
			for i := range ring {
				edges = append(edges, [2]orb.Point{ring[i], ring[(i+1)%len(ring)]})
			}
		}
	}
	side := func(a, b, p orb.Point) float64 { return (b[0]-a[0])*(p[1]-a[1]) - (b[1]-a[1])*(p[0]-a[0]) }
	n := 0
	for i, e := range edges {
		for _, f := range edges[:i] {
			if side(e[0], e[1], f[0])*side(e[0], e[1], f[1]) < 0 && side(f[0], f[1], e[0])*side(f[0], f[1], e[1]) < 0 {
				n++
			}
		}
	}
	return n
}

// A ring that crosses itself is not refused, as real data have them, and ray casting is right on all sides of it.
func TestSelfCrossing(t *testing.T) {
	t.Parallel()
	eight := orb.MultiPolygon{{{{0, 0}, {3, 2}, {3, 0}, {0, 3}}}}
	ix := load(t, compile(t, []Entry{{ID: "x", Name: "X", Type: Country, Boundary: eight}}))
	got := ix.mustPlace(t, "x").Boundary(0)
	if crossings(eight) != 1 || crossings(got) != 1 {
		t.Errorf("the ring crosses itself %d times, and %d times when it comes back", crossings(eight), crossings(got))
	}
	r := rand.New(rand.NewPCG(1, 1))
	var points []orb.Point
	for range 10_000 {
		points = append(points, orb.Point{r.Float64()*4 - .5, r.Float64()*4 - .5})
	}
	checkContaining(t, ix, points)
	for _, pt := range points {
		if want := inShape(eight, pt); want != (len(slices.Collect(ix.Containing(pt))) == 1) {
			t.Fatalf("%v: inside is %v by the source", pt, want)
		}
	}
}

// What comes back is valid GeoJSON as RFC 7946 wants it, at every tolerance, and as near to the source as stated.
func TestBoundary(t *testing.T) {
	t.Parallel()
	coast := Entry{ID: "coast", Name: "Coast", Type: Region, Boundary: orb.MultiPolygon{{nil}, {nil}, {nil}}}
	for i, radius := range []float64{2, .2, .02} { // degrees
		var ring orb.Ring
		for k := range 720 { // clockwise
			sin, cos := math.Sincos(-float64(k) / 360 * math.Pi)
			bay := radius * (1 + .03*math.Sin(float64(k)/3))
			ring = append(ring, orb.Point{40 + 5*float64(i) + bay*cos, 55 + bay*sin})
		}
		coast.Boundary[i][0] = ring
	}
	ix := load(t, compile(t, append(bordersEntries(t), coast)))
	vertices := math.MaxInt
	for _, tolerance := range []float64{-1, 0, 60, 1000, coarseM - 1, coarseM, 20e3, 100e3, 1e7, math.Inf(1)} {
		for p := range ix.Places() {
			checkGeoJSON(t, fmt.Sprintf("%s at %v m", p.ID(), tolerance), p.Boundary(tolerance))
		}
		m := ix.mustPlace(t, "coast").Boundary(tolerance)
		n, far := 0, 0.0
		for _, pt := range coast.Boundary[0][0] {
			far = max(far, fromRing(m[0][0], pt))
		}
		for _, polygon := range m {
			n += len(polygon[0])
		}
		if limit := max(tolerance, fineM) + 10; far > limit || n > vertices {
			t.Errorf("at %v m the coast strays by %.0f m, and has %d vertices after %d", tolerance, far, n, vertices)
		}
		vertices = n
		if want := map[float64]int{0: 3, coarseM: 2, 100e3: 1}[tolerance]; want != 0 && len(m) != want {
			t.Errorf("at %v m there are %d polygons, want %d", tolerance, len(m), want)
		}
	}
	if p := ix.mustPlace(t, "1"); p.Boundary(0) != nil || p.HasBoundary() {
		t.Error("a settlement has a boundary")
	}
}

func checkGeoJSON(t *testing.T, what string, m orb.MultiPolygon) {
	t.Helper()
	if m == nil {
		return
	}
	doc, err := json.Marshal(map[string]any{"type": "MultiPolygon", "coordinates": m})
	if err != nil {
		t.Fatal(err)
	}
	if err := rfc7946.Check(doc); err != nil {
		t.Errorf("%s: %v", what, err)
	}
}

// fromRing returns the metres from a point to the nearest of many points along the ring.
func fromRing(ring orb.Ring, pt orb.Point) float64 {
	least := math.Inf(1)
	for i, b := range ring[1:] {
		a := ring[i]
		steps := 1 + int(geodesy.Distance(a, b)/500)
		for k := range steps + 1 {
			f := float64(k) / float64(steps)
			least = min(least, geodesy.Distance(pt, orb.Point{a[0] + f*(b[0]-a[0]), a[1] + f*(b[1]-a[1])}))
		}
	}
	if least > 250 {
		return least
	}
	return 0 // the steps do not tell
}

// The source comes back to the fourth decimal where nothing can be left out, and is not changed by Compile.
func TestBoundaryRoundTrip(t *testing.T) {
	t.Parallel()
	entries, source := bordersEntries(t), bordersEntries(t)
	ix := load(t, compile(t, entries))
	for i, e := range source {
		if fmt.Sprint(entries[i].Boundary) != fmt.Sprint(e.Boundary) {
			t.Errorf("Compile changed the boundary of %s", e.ID)
		}
		got := ix.mustPlace(t, e.ID).Boundary(0)
		if len(got) != len(e.Boundary) {
			t.Fatalf("%s has %d polygons, want %d", e.ID, len(got), len(e.Boundary))
		}
		for k, polygon := range e.Boundary {
			for j, ring := range polygon {
				for _, v := range ring {
					if !slices.Contains(got[k][j], v) {
						t.Errorf("%s: %v is not in %v", e.ID, v, got[k][j])
					}
				}
			}
		}
	}
}

func TestBadBoundaries(t *testing.T) {
	t.Parallel()
	square := orb.Ring{{0, 0}, {1, 0}, {1, 1}, {0, 1}}
	for _, tt := range []struct {
		boundary orb.MultiPolygon
		want     string // of the error; empty: none
	}{
		{orb.MultiPolygon{{square}}, ""},
		{orb.MultiPolygon{{append(slices.Clone(square), square[0])}}, ""},
		{orb.MultiPolygon{}, ""},
		{orb.MultiPolygon{{square}, {{{5, 5}, {5, 5}, {5.00001, 5}, {5, 5}}}}, ""}, // one of two is too small to see
		{orb.MultiPolygon{{}}, "polygon 0 has no ring"},
		{orb.MultiPolygon{{square}, nil}, "polygon 1 has no ring"},
		{orb.MultiPolygon{{square, nil}}, "ring 1 of polygon 0 has 0 points"},
		{orb.MultiPolygon{{square[:2]}}, "ring 0 of polygon 0 has 2 points"},
		{orb.MultiPolygon{{{{0, 0}, {1, 0}, {0, 0}}}}, "ring 0 of polygon 0 has 3 points"},
		{orb.MultiPolygon{{{{0, 0}, {1, 1}, {2, 2}}}}, "round nothing"},
		{orb.MultiPolygon{{{{0, 0}, {1, 1}, {2, 2}}, square}}, "round nothing"},
		{orb.MultiPolygon{{{{0, 0}, {180.1, 0}, {1, 1}}}}, "point [180.1 0]"},
		{orb.MultiPolygon{{{{0, 0}, {1, math.NaN()}, {1, 1}}}}, "point [1 NaN]"},
		{orb.MultiPolygon{{{{0, 0}, {math.Inf(-1), 0}, {1, 1}}}}, "point [-Inf 0]"},
		{orb.MultiPolygon{{{{0, 0}, {0, -90.5}, {1, 1}}}}, "point [0 -90.5]"},
	} {
		var b bytes.Buffer
		err := Compile(&b, all([]Entry{{ID: "the-id", Name: "X", Type: Region, Boundary: tt.boundary}}), Options{})
		switch {
		case tt.want == "" && err == nil:
			load(t, b.Bytes())
		case tt.want == "" || err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), `"the-id"`):
			t.Errorf("%v: %v, want %q", tt.boundary, err, tt.want)
		}
	}
}

// exerciseBorders calls every method about boundaries and what is near, and returns how much it saw.
func exerciseBorders(ix *Index) (seen int) {
	for _, pt := range []orb.Point{{2, 2}, {9.9, 6}, {180, -16.5}, {-180, -90}, {180, 90}, {30.3, 59.9}, {math.NaN(), 0}} {
		for p := range ix.Containing(pt) {
			seen += len(p.Country())
		}
		l := ix.Locate(pt, 20e3)
		seen += len(l.Areas) + len(l.Settlements) + len(ix.Nearest(pt, 2, 1e9))
	}
	for i := range uint32(min(10, len(ix.bounds)/boundSize)) {
		p := Place{ix, ix.bound(boundRef, i)}
		seen += len(p.Boundary(0)) + len(p.Boundary(700)) + len(p.Boundary(90e3))
	}
	return seen
}

// A file without the sections answers that it knows nothing; one with some of them only is damaged.
func TestNoBorders(t *testing.T) {
	t.Parallel()
	ix := load(t, v1(t))
	pt := ix.mustPlace(t, "100").Point()
	if l := ix.Locate(pt, 1e4); l.Areas != nil || l.Settlements != nil || slices.Collect(ix.Containing(pt)) != nil {
		t.Errorf("Locate = %v", l)
	}
	if p := ix.mustPlace(t, "RU"); p.Boundary(0) != nil || p.HasBoundary() || (Place{}).Boundary(0) != nil {
		t.Error("there is a boundary")
	}
	for _, tag := range []string{secBounds, secAreas, secLines, secShapes, secGrid} {
		data := rewrite(t, v1Borders(t), func(have string, b []byte) [][]byte {
			if have == tag {
				return nil
			}
			return [][]byte{b}
		})
		_, err := Load(data)
		if ce, ok := errors.AsType[*CorruptError](err); !ok || ce.Section != tag || !strings.Contains(ce.Reason, "missing") {
			t.Errorf("without %s: Load = %v", tag, err)
		}
	}
}
