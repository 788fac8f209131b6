package gazetteer

import (
	"bytes"
	"math"
	"slices"
)

// verifyBorders checks the sections about boundaries: that lines and shapes are valid and coded as Compile codes them, that rings
// are closed and wind as they should, that lines know whose they are, and that areas and grid are what Compile makes of the lines.
func (ix *Index) verifyBorders() error {
	if ix.grid == nil {
		return nil
	}
	if err := ix.verifyBounds(); err != nil {
		return err
	}
	sets := newSetTable()
	pieces, err := ix.verifyLines(&sets)
	if err != nil {
		return err
	}
	owners, err := ix.verifyShapes(pieces)
	if err != nil {
		return err
	}
	var fine []piece
	for _, p := range pieces {
		list, ok := owners[p.offset]
		if ok {
			fine = append(fine, p)
		}
		if !slices.Equal(list, p.owners) {
			return corrupt(secLines, int(p.offset), "it bounds the shapes %v, not %v as stated", list, p.owners)
		}
	}
	switch grid := buildGrid(fine, &sets); {
	case !bytes.Equal(grid, ix.grid):
		return corrupt(secGrid, differ(grid, ix.grid), "it is not that of the lines")
	case !bytes.Equal(sets.b, ix.areas):
		return corrupt(secAreas, differ(sets.b, ix.areas), "they are not those of the lines and the grid")
	}
	return nil
}

// differ returns where two byte strings begin to differ.
func differ(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// verifyBounds checks that the last column lists all rows once, their refs ascending.
func (ix *Index) verifyBounds() error {
	n := len(ix.bounds) / boundSize
	last := -1
	for i := range uint32(n) {
		row := ix.bound(boundByRef, i)
		ref := ix.bound(boundRef, row)
		if int(row) >= n || int(ref) <= last || int(ref) >= ix.NumPlaces() {
			return corrupt(secBounds, 4*(boundByRef*n+int(i)), "row %d, place %d", row, ref)
		}
		last = int(ref)
	}
	return nil
}

// verifyLines reads all lines, and adds their sets to an empty table as Compile does.
func (ix *Index) verifyLines(sets *setTable) ([]piece, error) {
	var pieces []piece
	for off := 0; off < len(ix.lines); {
		c := at(ix.lines, uint64(off))
		p := piece{offset: uint32(off), owners: ix.toggleSet(nil, uint32(c.uvarint()))}
		p.vertices = ix.vertices(nil, p.offset)
		code := appendPiece(nil, p, sets)
		if !bytes.HasPrefix(ix.lines[off:], code) {
			return nil, corrupt(secLines, off, "set, length or vertices")
		}
		if !p.vertices.valid() {
			return nil, corrupt(secLines, off, "vertices %v", p.vertices)
		}
		pieces = append(pieces, p)
		off += len(code)
	}
	return pieces, nil
}

// valid reports whether the line has an edge, lies on Earth, stands still nowhere and has no edge beyond maxEdge.
func (l line) valid() bool {
	for i, v := range l {
		if max(v[0], -v[0]) > 180*perDegree || max(v[1], -v[1]) > 90*perDegree || v[0] == math.MinInt32 || v[1] == math.MinInt32 {
			return false
		}
		if i > 0 && (v == l[i-1] || max(v[0]-l[i-1][0], l[i-1][0]-v[0]) > maxEdge) {
			return false
		}
	}
	return len(l) > 1
}

// verifyShapes checks all shapes, and that they use all lines, each at one level. It returns for each line of the fine level,
// by its offset, the rows of the shapes that it bounds.
func (ix *Index) verifyShapes(pieces []piece) (owners map[uint32][]uint32, err error) {
	v := shapeVerifier{ix: ix, lines: make(map[int]line, len(pieces)), owners: map[uint32][]uint32{}}
	for _, p := range pieces {
		v.lines[int(p.offset)] = p.vertices
	}
	coarse := map[int]bool{}
	n := uint32(len(ix.bounds) / boundSize)
	for _, column := range []int{boundFine, boundCoarse} {
		size := int64(math.MaxInt64)
		for row := range n {
			before := size
			var s shape
			if s, size, err = v.next(ix.bound(column, row)); err != nil {
				return nil, err
			}
			if column == boundFine && size > before {
				return nil, corrupt(secBounds, 4*int(row), "a shape is larger than the one before")
			}
			for _, side := range s.sides() {
				off := uint32(side.line)
				if column == boundFine {
					v.owners[off] = toggle(v.owners[off], row)
				} else if coarse[side.line] = true; v.owners[off] != nil {
					return nil, corrupt(secShapes, v.off, "the line at %d is one of the fine shapes", off)
				}
			}
		}
	}
	if v.off != len(ix.shapes) {
		return nil, corrupt(secShapes, v.off, "bytes of no shape")
	}
	if len(v.owners)+len(coarse) != len(pieces) {
		return nil, corrupt(secLines, 0, "%d lines, of which shapes use %d", len(pieces), len(v.owners)+len(coarse))
	}
	return v.owners, nil
}

// A shapeVerifier reads the shapes section front to back.
type shapeVerifier struct {
	ix     *Index
	lines  map[int]line // by offset
	owners map[uint32][]uint32
	off    int
}

// next checks the next shape, which is to start at the offset, and returns it and twice its area in square units.
func (v *shapeVerifier) next(off uint32) (s shape, size int64, err error) {
	if int(off) != v.off {
		return nil, 0, corrupt(secShapes, v.off, "bounds has the shape at %d", off)
	}
	c := at(v.ix.shapes, uint64(off))
	s = c.shape()
	code := appendShape(nil, s)
	if len(s) == 0 || !bytes.HasPrefix(v.ix.shapes[off:], code) {
		return nil, 0, corrupt(secShapes, v.off, "no shape")
	}
	for _, polygon := range s {
		for i, ring := range polygon {
			area, ok := v.ring(ring)
			if !ok || (area > 0) != (i == 0) {
				return nil, 0, corrupt(secShapes, v.off, "ring %d is open or runs the wrong way", i)
			}
			size += area
		}
		if len(polygon) == 0 {
			return nil, 0, corrupt(secShapes, v.off, "a polygon has no ring")
		}
	}
	v.off += len(code)
	return s, size, nil
}

// ring reports whether each line of the ring starts where the one before ends, and returns twice its area.
func (v *shapeVerifier) ring(sides []side) (area int64, ok bool) {
	var ring []vertex
	for _, s := range sides {
		l := slices.Clone(v.lines[s.line])
		if s.backward {
			slices.Reverse(l)
		}
		if l == nil || len(ring) > 0 && ring[len(ring)-1] != l[0] {
			return 0, false
		}
		ring = append(ring, l...)
	}
	if len(ring) == 0 || ring[0] != ring[len(ring)-1] {
		return 0, false
	}
	area = signedArea(ring)
	return area, area != 0
}

// verifyNear checks that the near section is what Compile makes of the places.
func (ix *Index) verifyNear() error {
	if ix.near == nil {
		return nil
	}
	if near := buildNear(ix.places); !bytes.Equal(near, ix.near) {
		return corrupt(secNear, differ(near, ix.near), "it is not that of the settlements")
	}
	return nil
}

// verifyPrefix checks that the prefix section is what Compile makes of the names.
func (ix *Index) verifyPrefix() error {
	if ix.prefix == nil {
		return nil
	}
	if prefix := buildPrefix(ix); !bytes.Equal(prefix, ix.prefix) {
		return corrupt(secPrefix, differ(prefix, ix.prefix), "it is not that of the names")
	}
	return nil
}
