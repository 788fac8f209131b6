package gazetteer

import (
	"math"
	"runtime"
	"slices"
	"sort"

	"github.com/paulmach/orb"

	"example.com/geotag/internal/geodesy"
)

// Boundary returns the shape of the place, or nil if none is known. It strays from the source by about 50 m, or by toleranceM if that is
// more; the larger it is, the fewer vertices there are. Islands that are smaller than that vanish, but not the last one. Neighbours that
// share a border share it at every tolerance. Rings are as RFC 7946 wants them: closed, the exterior ones counter-clockwise and
// holes clockwise, cut at the antimeridian, no edge wider than 90 degrees; coordinates have four decimals.
//
// Simplified lines may cross each other, as lines of the source may, by less than the tolerance.
func (p Place) Boundary(toleranceM float64) orb.MultiPolygon {
	rank, ok := p.rank()
	if !ok {
		return nil
	}
	column, rest := boundFine, min(toleranceM, math.Pi*geodesy.MeanRadius)-fineM
	if toleranceM >= coarseM {
		column, rest = boundCoarse, rest-(coarseM-fineM)
	}
	off := p.ix.bound(column, rank)
	m := p.ix.polygons(off, rest)
	for m == nil && rest > 0 {
		if rest /= 2; rest < 1 {
			rest = 0
		}
		m = p.ix.polygons(off, rest)
	}
	runtime.KeepAlive(p.ix)
	return m
}

// HasBoundary reports whether the shape of the place is known.
func (p Place) HasBoundary() bool {
	_, ok := p.rank()
	return ok
}

// Columns of the bounds section.
const (
	boundRef    = iota // of the places, largest first
	boundFine          // where each one's shape starts
	boundCoarse        // as well
	boundByRef         // the numbers of the rows above, in the order of refs
	boundColumns
)

const boundSize = 4 * boundColumns

// bound returns a value of the bounds section, 0 beyond its end.
func (ix *Index) bound(column int, row uint32) uint32 {
	n := len(ix.bounds) / boundSize
	if int(row) >= n {
		return 0
	}
	return le.Uint32(ix.bounds[4*(column*n+int(row)):])
}

// rank returns the row of the place in the bounds section.
func (p Place) rank() (uint32, bool) {
	if p.ix == nil {
		return 0, false
	}
	n := len(p.ix.bounds) / boundSize
	refAt := func(i int) uint32 { return p.ix.bound(boundRef, p.ix.bound(boundByRef, uint32(i))) }
	i := sort.Search(n, func(i int) bool { return refAt(i) >= p.ref })
	if i == n || refAt(i) != p.ref {
		return 0, false
	}
	rank := p.ix.bound(boundByRef, uint32(i))
	runtime.KeepAlive(p.ix)
	return rank, true
}

// polygons returns the shape at off, its lines simplified, without rings that come to nothing.
func (ix *Index) polygons(off uint32, toleranceM float64) (m orb.MultiPolygon) {
	c := at(ix.shapes, uint64(off))
	budget := len(ix.lines) // a vertex has two bytes at least, and no shape has all lines twice
	var ring []vertex
	for _, rings := range c.shape() {
		var polygon orb.Polygon
		for i, sides := range rings {
			ring = ix.ring(ring[:0], sides, toleranceM, &budget)
			if budget < 0 {
				return nil
			}
			area := signedArea(ring)
			if i == 0 && area <= 0 {
				break
			}
			if i == 0 || area < 0 {
				polygon = append(polygon, closed(ring))
			}
		}
		if polygon != nil {
			m = append(m, polygon)
		}
	}
	return m
}

// ring appends the vertices of the lines of a ring, open. It takes what it reads off the budget, and ends where that is spent.
func (ix *Index) ring(dst []vertex, sides []side, toleranceM float64, budget *int) []vertex {
	for _, s := range sides {
		start := len(dst)
		dst = ix.vertices(dst, uint32(s.line))
		if *budget -= len(dst) - start; *budget < 0 {
			break
		}
		if toleranceM > 0 {
			dst = append(dst[:start], line(dst[start:]).simplify(toleranceM)...)
		}
		if len(dst) == start {
			continue
		}
		if s.backward {
			slices.Reverse(dst[start:])
		}
		dst = dst[:len(dst)-1]
	}
	return dst
}

// vertices appends the vertices of the line at off.
func (ix *Index) vertices(dst []vertex, off uint32) []vertex {
	c := at(ix.lines, uint64(off))
	c.uvarint() // the set
	n := c.uvarint()
	for v := c.vertex(vertex{}); !c.bad; v = c.vertex(v) {
		dst = append(dst, v)
		if n--; n < 0 {
			break
		}
	}
	return dst
}

// vertex reads a vertex that is coded as the difference from the one before.
func (c *cursor) vertex(before vertex) vertex {
	x := c.varint()
	return vertex{before[0] + int32(x), before[1] + int32(c.varint())}
}

// closed returns a ring in degrees.
func closed(ring []vertex) orb.Ring {
	r := make(orb.Ring, len(ring)+1)
	for i, v := range ring {
		r[i] = orb.Point{degrees(v[0]), degrees(v[1])}
	}
	r[len(ring)] = r[0]
	return r
}
