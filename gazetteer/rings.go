package gazetteer

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/paulmach/orb"
)

// CheckRings says why the rings of a boundary are not as RFC 7946 wants them: closed, of four or more positions, and not crossing
// themselves, and round something. Compile takes most others all the same; sources are checked because what comes of such a ring is seldom what was meant. A ring
// may touch itself, and repeat a position. It takes time in proportion to the positions, for rings that are not one long zigzag.
func CheckRings(m orb.MultiPolygon) error {
	for i, p := range m {
		for j, r := range p {
			at := func(format string, args ...any) error {
				return fmt.Errorf("boundary: ring %d of polygon %d %s", j, i, fmt.Sprintf(format, args...))
			}
			switch {
			case len(r) < 4:
				return at("has %d positions", len(r))
			case r[0] != r[len(r)-1]:
				return at("is not closed")
			}
			if a, b, crosses := selfCrossing(r); crosses {
				return at("crosses itself: between %v and %v", a, b)
			}
		}
	}
	if len(quantiseAll(m)) == 0 {
		return errors.New("boundary: it is round nothing, or less than a gazetteer tells from nothing")
	}
	return nil
}

// An edge is a side of a ring, from west to east.
type edge struct{ a, b orb.Point }

// selfCrossing finds two edges that cross, by sweeping from west to east: each edge is held against those that reach as far east
// as it begins and overlap it in latitude.
func selfCrossing(r orb.Ring) (orb.Point, orb.Point, bool) {
	edges := make([]edge, 0, len(r)-1)
	for i, b := range r[1:] {
		if a := r[i]; a != b {
			if a[0] > b[0] {
				a, b = b, a
			}
			edges = append(edges, edge{a, b})
		}
	}
	slices.SortFunc(edges, func(e, f edge) int { return cmp.Compare(e.a[0], f.a[0]) })
	var open []edge
	for _, e := range edges {
		kept := open[:0]
		for _, f := range open {
			if f.b[0] < e.a[0] {
				continue
			}
			kept = append(kept, f)
			if e.crosses(f) {
				return e.a, f.a, true
			}
		}
		open = append(kept, e)
	}
	return orb.Point{}, orb.Point{}, false
}

// crosses reports whether the insides of the edges have one point in common.
func (e edge) crosses(f edge) bool {
	if max(e.a[1], e.b[1]) < min(f.a[1], f.b[1]) || max(f.a[1], f.b[1]) < min(e.a[1], e.b[1]) {
		return false
	}
	return turn2(e.a, e.b, f.a)*turn2(e.a, e.b, f.b) < 0 && turn2(f.a, f.b, e.a)*turn2(f.a, f.b, e.b) < 0
}

// turn2 returns 1 if a, b, c turn left, -1 if they turn right, and 0 if they lie on a line.
func turn2(a, b, c orb.Point) int {
	return cmp.Compare((b[0]-a[0])*(c[1]-a[1]), (b[1]-a[1])*(c[0]-a[0]))
}
