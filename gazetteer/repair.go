package gazetteer

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// repairWork is how many edges and vertices a repair looks at, at most, so that a zigzag made to be slow is left out instead: ten
// times what the largest country's boundary of Natural Earth takes.
const repairWork = 20_000_000

// Repair makes of a boundary that CheckRings refuses one that it takes, and says in words what was wrong. Rings are closed, rid of points that
// are no numbers or stand twice, and cut into simple ones where they cross themselves; what is round nothing goes, and so does a hole outside
// its polygon. The error is that of CheckRings where nothing is left.
func Repair(m orb.MultiPolygon) (mended orb.MultiPolygon, what string, err error) {
	if err = CheckRings(m); err == nil {
		return m, "", nil
	}
	r := repair{work: repairWork}
	for _, p := range m {
		for _, part := range r.polygon(p) {
			if CheckRings(orb.MultiPolygon{part}) == nil {
				mended = append(mended, part)
			}
		}
	}
	switch {
	case r.work < 0:
		return nil, "", errors.New("boundary: its rings cross each other too often to be mended")
	case len(mended) == 0:
		return nil, "", err
	}
	return mended, strings.Join(r.what, ", "), nil
}

// A repair notes what is done, each kind once.
type repair struct {
	what []string
	work int // what is left of repairWork
}

func (r *repair) note(what string) {
	if !slices.Contains(r.what, what) {
		r.what = append(r.what, what)
	}
}

// polygon returns the polygons that one comes to.
func (r *repair) polygon(p orb.Polygon) (m orb.MultiPolygon) {
	for i, ring := range p {
		for j, loop := range r.simple(ring) {
			switch at := r.around(m, loop); {
			case i == 0 && at < 0:
				m = append(m, orb.Polygon{loop})
			case i == 0 && j > 0 && loop.Orientation() == m[at][0].Orientation():
				// a loop within a loop of the same turn is inside twice
			case at >= 0:
				m[at] = append(m[at], loop)
			default:
				r.note("a hole outside its polygon")
			}
		}
	}
	return m
}

// around returns the index of the polygon whose exterior holds a ring, or -1.
func (r *repair) around(m orb.MultiPolygon, ring orb.Ring) int {
	for i, p := range m {
		if r.work -= len(p[0]); r.work < 0 {
			return -1
		}
		if p[0].Bound().Contains(ring.Bound().Center()) && planar.RingContains(p[0], midway(ring)) {
			return i
		}
	}
	return -1
}

// midway returns a point of a ring that is no vertex: others may share those.
func midway(r orb.Ring) orb.Point {
	return orb.Point{(r[0][0] + r[1][0]) / 2, (r[0][1] + r[1][1]) / 2}
}

// simple returns the rings without crossings that a ring comes to, the largest first.
func (r *repair) simple(ring orb.Ring) []orb.Ring {
	ring = r.clean(ring)
	if len(ring) < 4 {
		r.note("a ring round nothing")
		return nil
	}
	cuts := r.crossings(ring)
	loops := []orb.Ring{ring}
	if len(cuts) > 0 {
		r.note("a ring that crosses itself")
		loops = unloop(cut(ring, cuts))
	}
	loops = slices.DeleteFunc(loops, func(l orb.Ring) bool { return len(l) < 4 || planar.Area(l) == 0 })
	slices.SortStableFunc(loops, func(a, b orb.Ring) int { return cmp.Compare(planar.Area(b), planar.Area(a)) })
	return loops
}

// clean closes a ring, and leaves out points that are no numbers or the same as the one before.
func (r *repair) clean(ring orb.Ring) orb.Ring {
	out := make(orb.Ring, 0, len(ring)+1)
	for _, p := range ring {
		switch {
		case math.IsNaN(p[0]+p[1]) || math.IsInf(p[0]+p[1], 0):
			r.note("a point that is no number")
		case len(out) == 0 || out[len(out)-1] != p:
			out = append(out, p)
		}
	}
	if len(out) > 2 && out[0] != out[len(out)-1] {
		r.note("a ring that is not closed")
		out = append(out, out[0])
	}
	return out
}

// A crossing is where an edge is cut.
type crossing struct {
	edge  int     // by its first vertex
	along float64 // 0 to 1
	at    orb.Point
}

// crossings returns where the edges of a ring cross each other, in their order, by the sweep of selfCrossing.
func (r *repair) crossings(ring orb.Ring) (cuts []crossing) {
	order := make([]int, len(ring)-1)
	for i := range order {
		order[i] = i
	}
	west := func(i int) float64 { return min(ring[i][0], ring[i+1][0]) }
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(west(i), west(j)) })
	var open []int
	for _, i := range order {
		kept := open[:0]
		for _, j := range open {
			if r.work--; r.work < 0 {
				return nil
			}
			if max(ring[j][0], ring[j+1][0]) < west(i) {
				continue
			}
			kept = append(kept, j)
			if e, f := (edge{ring[i], ring[i+1]}), (edge{ring[j], ring[j+1]}); e.crosses(f) {
				along, back, at := e.meets(f)
				cuts = append(cuts, crossing{i, along, at}, crossing{j, back, at})
			}
		}
		open = append(kept, i)
	}
	slices.SortFunc(cuts, func(a, b crossing) int { return cmp.Or(cmp.Compare(a.edge, b.edge), cmp.Compare(a.along, b.along)) })
	return cuts
}

// meets returns how far along each of two edges that cross they do, from 0 to 1, and where.
func (e edge) meets(f edge) (along, back float64, at orb.Point) {
	ex, ey, fx, fy := e.b[0]-e.a[0], e.b[1]-e.a[1], f.b[0]-f.a[0], f.b[1]-f.a[1]
	det := ex*fy - ey*fx
	dx, dy := f.a[0]-e.a[0], f.a[1]-e.a[1]
	along, back = (dx*fy-dy*fx)/det, (dx*ey-dy*ex)/det
	return along, back, orb.Point{e.a[0] + along*ex, e.a[1] + along*ey}
}

// cut puts vertices where a ring is cut.
func cut(ring orb.Ring, cuts []crossing) orb.Ring {
	out := make(orb.Ring, 0, len(ring)+len(cuts))
	for i, p := range ring {
		out = append(out, p)
		for ; len(cuts) > 0 && cuts[0].edge == i; cuts = cuts[1:] {
			out = append(out, cuts[0].at)
		}
	}
	return out
}

// unloop parts a ring where it comes to a vertex again.
func unloop(ring orb.Ring) (loops []orb.Ring) {
	at := map[orb.Point]int{}
	var path orb.Ring
	for _, p := range ring {
		if from, ok := at[p]; ok {
			loops = append(loops, append(slices.Clone(path[from:]), p))
			for _, q := range path[from+1:] {
				delete(at, q)
			}
			path = path[:from+1]
			continue
		}
		at[p] = len(path)
		path = append(path, p)
	}
	return loops
}
