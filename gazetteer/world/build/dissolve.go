package main

import (
	"math"
	"slices"

	"example.com/geotag/internal/geodesy"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// An edge is a side of a polygon, with its inside on the left.
type edge [2]orb.Point

// dissolve is the outline of polygons that share their borders vertex by vertex, as Natural Earth's units do: an edge
// that two of them have in opposite directions is inside and is left out, and what remains is chained into rings.
func dissolve(m orb.MultiPolygon) orb.MultiPolygon {
	out := outline(m)
	next := make(map[orb.Point][]orb.Point)
	for _, e := range out {
		next[e[0]] = append(next[e[0]], e[1])
	}
	var outers, holes []orb.Ring
	for _, e := range out {
		for len(next[e[0]]) > 0 {
			for _, ring := range chain(next, e[0]) {
				if ring.Orientation() == orb.CCW {
					outers = append(outers, ring)
				} else {
					holes = append(holes, ring)
				}
			}
		}
	}
	return assemble(outers, holes)
}

// outline is the edges of polygons that are in one of them only.
func outline(m orb.MultiPolygon) []edge {
	var all []edge
	count := make(map[edge]int)
	for _, p := range m {
		for i, ring := range p {
			ring = ring.Clone()
			if want := orb.CCW; (ring.Orientation() == want) == (i > 0) {
				ring.Reverse()
			}
			for j := 1; j < len(ring); j++ {
				e := edge{ring[j-1], ring[j]}
				if e[0] == e[1] {
					continue
				}
				if back := (edge{e[1], e[0]}); count[back] > 0 {
					count[back]--
				} else {
					count[e]++
					all = append(all, e)
				}
			}
		}
	}
	return slices.DeleteFunc(all, func(e edge) bool {
		if count[e] == 0 {
			return true
		}
		count[e]--
		return false
	})
}

// chain follows edges from a point until it is there again and takes them out of next. Loops on the way are rings of their
// own, so that no ring touches itself.
func chain(next map[orb.Point][]orb.Point, start orb.Point) []orb.Ring {
	var rings []orb.Ring
	path := orb.Ring{start}
	at := map[orb.Point]int{start: 0}
	for {
		p := path[len(path)-1]
		if len(next[p]) == 0 {
			return rings // the start, or an edge that leads nowhere
		}
		i := 0
		if len(path) > 1 {
			i = rightmost(path[len(path)-2], p, next[p])
		}
		q := next[p][i]
		next[p] = slices.Delete(next[p], i, i+1)
		loop, ok := at[q]
		if !ok {
			at[q] = len(path)
			path = append(path, q)
			continue
		}
		if len(path)-loop > 2 {
			rings = append(rings, append(path[loop:].Clone(), q))
		}
		for _, p := range path[loop+1:] {
			delete(at, p)
		}
		path = path[:loop+1]
		if loop == 0 {
			return rings
		}
	}
}

// rightmost is the first of the points to that one meets turning clockwise from the way back: the inside, which is on the
// left, is between the two.
func rightmost(from, p orb.Point, to []orb.Point) int {
	back := math.Atan2(from[1]-p[1], from[0]-p[0])
	best, least := 0, math.Inf(1)
	for i, q := range to {
		turn := back - math.Atan2(q[1]-p[1], q[0]-p[0])
		if turn <= 0 {
			turn += 2 * math.Pi
		}
		if turn < least {
			best, least = i, turn
		}
	}
	return best
}

// assemble gives each hole to the smallest ring around it.
func assemble(outers, holes []orb.Ring) orb.MultiPolygon {
	m := make(orb.MultiPolygon, len(outers))
	areas := make([]float64, len(outers))
	for i, ring := range outers {
		m[i] = orb.Polygon{ring}
		areas[i] = geodesy.Area(m[i])
	}
	for _, hole := range holes {
		p := inside(orb.Polygon{hole})
		best := -1
		for i, ring := range outers {
			if (best < 0 || areas[i] < areas[best]) && ring.Bound().Contains(p) && planar.RingContains(ring, p) {
				best = i
			}
		}
		if best >= 0 {
			m[best] = append(m[best], hole)
		}
	}
	return m
}
