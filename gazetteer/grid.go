package gazetteer

import (
	"iter"
	"math"
	"runtime"

	"github.com/paulmach/orb"
)

// Containing yields the places whose boundary contains the point, the largest first: country, first-order, second-order division. It
// says what ray casting on Boundary(0) says, by the even-odd rule. A point on a border is taken to lie a bit to the east of it, or
// to the north of one that runs along a parallel, so that it is in one neighbour and not in the other. Points are rounded to seven decimals.
// It does not allocate unless places overlap more than 16 deep.
func (ix *Index) Containing(pt orb.Point) iter.Seq[Place] {
	return func(yield func(Place) bool) {
		var buf [16]uint32
		for _, rank := range ix.containing(buf[:0], pt) {
			if !yield(Place{ix, ix.bound(boundRef, rank)}) {
				break
			}
		}
		runtime.KeepAlive(ix)
	}
}

// containing appends the ranks of the shapes that contain the point.
func (ix *Index) containing(dst []uint32, pt orb.Point) []uint32 {
	if !onEarth(pt) || len(ix.grid) == 0 {
		return dst
	}
	p := toPoint7(pt)
	row, col := int((p.y+90e7)/cellE7), int((p.x+180e7)/cellE7)
	set, lines := ix.cell(row, col)
	dst = ix.toggleSet(dst, set)
	if len(lines) == 0 {
		return dst
	}
	sw := corner(row, col)
	path := walk{sw, point7{sw.x, p.y}, p}
	for off := range offsets(lines) {
		if set, odd := ix.crosses(off, &path); odd {
			dst = ix.toggleSet(dst, set)
		}
	}
	return dst
}

// cell returns the set of the shapes that the south-western corner of a cell lies in, and the coded offsets of the lines in it.
func (ix *Index) cell(row, col int) (set uint32, lines []byte) {
	i := (row*gridCols + col) / stripCols
	if i < 0 || i >= numStrips || len(ix.grid) < 4*(numStrips+1) {
		return 0, nil
	}
	c := at(ix.grid[4*(numStrips+1):], uint64(le.Uint32(ix.grid[4*i:])))
	for col %= stripCols; !c.bad; {
		head := c.uvarint()
		if head&1 != 0 {
			if lines = c.next(head >> 1); col == 0 {
				body := cursor{b: lines}
				set := body.uvarint()
				return uint32(set), body.b
			}
			col--
			continue
		}
		set := c.uvarint()
		if col < head>>1 {
			return uint32(set), nil
		}
		col -= head >> 1
	}
	return 0, nil
}

// offsets yields the offsets of the lines in a cell.
func offsets(lines []byte) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		c, off := cursor{b: lines}, 0
		for len(c.b) > 0 {
			if off += c.uvarint(); c.bad || off > math.MaxUint32 || !yield(uint32(off)) {
				return
			}
		}
	}
}

// toggleSet toggles the members of the set at an offset of the areas section.
func (ix *Index) toggleSet(dst []uint32, off uint32) []uint32 {
	c, rank := at(ix.areas, uint64(off)), 0
	for range c.uvarint() {
		if rank += c.uvarint(); c.bad {
			break
		}
		dst = toggle(dst, uint32(rank))
	}
	return dst
}

// A point7 is a point in degrees times 1e7. All that follows is exact for edges of up to maxEdge.
type point7 struct{ x, y int64 }

// cellE7 is the side of a cell.
const cellE7 = 1e7 / 4

// toPoint7 rounds a point on Earth, to the west and south end of the range of longitudes and short of the north end of latitudes.
func toPoint7(pt orb.Point) point7 {
	p := point7{int64(math.Round(pt[0] * 1e7)), int64(math.Round(pt[1] * 1e7))}
	if p.x == 180e7 {
		p.x = -180e7
	}
	return point7{p.x, min(p.y, 90e7-1)}
}

func (v vertex) e7() point7 {
	return point7{int64(v[0]) * (1e7 / perDegree), int64(v[1]) * (1e7 / perDegree)}
}

// corner returns the south-western corner of a cell.
func corner(row, col int) point7 {
	return point7{int64(col)*cellE7 - 180e7, int64(row)*cellE7 - 90e7}
}

// left reports whether p lies to the left of the line from a to b. A point on the line is moved a bit to the east, and much less to
// the north, so that every point lies on one side.
func left(a, b, p point7) bool {
	d := (b.x-a.x)*(p.y-a.y) - (b.y-a.y)*(p.x-a.x)
	if d == 0 {
		d = a.y - b.y
	}
	if d == 0 {
		d = b.x - a.x
	}
	return d > 0
}

// A walk leads from the corner of a cell, where it is known what contains it, north and then east to a point.
type walk struct{ corner, bend, end point7 }

// crosses reports whether the walk crosses the line at off an odd number of times, and the set of the shapes that the line bounds.
func (ix *Index) crosses(off uint32, w *walk) (set uint32, odd bool) {
	c := at(ix.lines, uint64(off))
	set = uint32(c.uvarint())
	n := c.uvarint()
	v := c.vertex(vertex{})
	a := v.e7()
	for range n {
		v = c.vertex(v)
		if c.bad {
			break
		}
		b := v.e7()
		// The walk goes a bit beside its points, as left does.
		north := (a.x > w.corner.x) != (b.x > w.corner.x)
		east := (a.y > w.end.y) != (b.y > w.end.y)
		if north || east {
			side := left(a, b, w.bend)
			if north && left(a, b, w.corner) != side {
				odd = !odd
			}
			if east && left(a, b, w.end) != side {
				odd = !odd
			}
		}
		a = b
	}
	return set, odd
}
