package main

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// A net finds the segments of lines near a point: by cells of a grid.
type net map[[2]int][]segment

type segment [2]orb.Point

const (
	meshes = 1 << 12 // of the net, on a side: 10 km at the equator
	loose  = 15_000  // meters that the end of a line between divisions may be off the coast, or the border, that it was drawn to
)

func (n net) add(l orb.LineString) {
	for i := 1; i < len(l); i++ {
		s := segment{l[i-1], l[i]}
		n.each(orb.MultiPoint{s[0], s[1]}.Bound(), func(cell [2]int) { n[cell] = append(n[cell], s) })
	}
}

func (n net) each(b orb.Bound, visit func(cell [2]int)) {
	for x := int(b.Min[0] * meshes); x <= int(b.Max[0]*meshes); x++ {
		for y := int(b.Min[1] * meshes); y <= int(b.Max[1]*meshes); y++ {
			visit([2]int{x, y})
		}
	}
}

// catch makes a line that ends loosely, as the last of it may, end on the net: where it first crosses that, or else where that is nearest.
func (n net) catch(l orb.LineString) orb.LineString {
	end := l[len(l)-1]
	reach := loose / equator * math.Cosh((0.5-end[1])*2*math.Pi) // meters are stretched by this, the secant of the latitude
	first := len(l) - 1
	for first > 0 && planar.Distance(l[first], end) < reach {
		first--
	}
	for i := first + 1; i < len(l); i++ {
		if at, ok := n.crossing(segment{l[i-1], l[i]}, end, reach); ok {
			return append(l[:i:i], at)
		}
	}
	if at, ok := n.nearest(end, reach); ok {
		return append(l, at)
	}
	return l
}

// crossing returns where a segment first crosses the net, no farther from a point than the reach.
func (n net) crossing(s segment, end orb.Point, reach float64) (best orb.Point, ok bool) {
	least := math.Inf(1)
	n.each(orb.MultiPoint{s[0], s[1]}.Bound(), func(cell [2]int) {
		for _, other := range n[cell] {
			if at, t, crosses := s.cross(other); crosses && t < least && planar.Distance(at, end) < reach {
				best, least, ok = at, t, true
			}
		}
	})
	return best, ok
}

func (n net) nearest(p orb.Point, reach float64) (best orb.Point, ok bool) {
	n.each(orb.Bound{Min: p, Max: p}.Pad(reach), func(cell [2]int) {
		for _, s := range n[cell] {
			if at := s.near(p); planar.Distance(at, p) < reach {
				best, reach, ok = at, planar.Distance(at, p), true
			}
		}
	})
	return best, ok
}

// cross returns where a segment crosses another, and after what share of its own length.
func (s segment) cross(o segment) (at orb.Point, share float64, ok bool) {
	dx, dy, ex, ey := s[1][0]-s[0][0], s[1][1]-s[0][1], o[1][0]-o[0][0], o[1][1]-o[0][1]
	det := dx*ey - dy*ex
	if det == 0 {
		return at, 0, false
	}
	fx, fy := o[0][0]-s[0][0], o[0][1]-s[0][1]
	t, u := (fx*ey-fy*ex)/det, (fx*dy-fy*dx)/det
	if t < 0 || t > 1 || u < 0 || u > 1 {
		return at, 0, false
	}
	return orb.Point{s[0][0] + t*dx, s[0][1] + t*dy}, t, true
}

// near returns the point of a segment that is nearest to another.
func (s segment) near(p orb.Point) orb.Point {
	dx, dy := s[1][0]-s[0][0], s[1][1]-s[0][1]
	length := dx*dx + dy*dy
	if length == 0 {
		return s[0]
	}
	t := max(0, min(1, ((p[0]-s[0][0])*dx+(p[1]-s[0][1])*dy)/length))
	return orb.Point{s[0][0] + t*dx, s[0][1] + t*dy}
}
