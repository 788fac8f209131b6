package gazetteer

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"
	"slices"
)

// maxPiece is the most edges of a record of the fine simplification: with fewer, a look into a cell of the grid takes less time, and
// the file more bytes.
const maxPiece = 31

// A piece is a line of the fine simplification, or a part of a long one, as the lines section has it.
type piece struct {
	offset   uint32
	owners   []uint32 // the shapes that it bounds, by rank
	vertices line
}

// A boundaryWriter makes the sections about boundaries.
type boundaryWriter struct {
	sets                        setTable
	lines, shapes, bounds, grid []byte
	pieces                      []piece
}

// write writes the sections, if there are any.
func (w *boundaryWriter) write(fw *fileWriter) {
	if len(w.bounds) == 0 {
		return
	}
	fw.section(secBounds, w.bounds)
	fw.section(secAreas, w.sets.b)
	fw.section(secLines, w.lines)
	fw.section(secShapes, w.shapes)
	fw.section(secGrid, w.grid)
}

// boundarySections returns the sections about boundaries, which are empty if no entry has one.
func (c *compiler) boundarySections() (*boundaryWriter, error) {
	w := &boundaryWriter{sets: newSetTable()}
	b := &c.borders
	if len(b.refs) == 0 {
		return w, nil
	}
	b.join()
	fine, coarse := b.level(fineM), b.level(coarseM)
	order := fine.bySize(func(shape int) Type { return Type(c.places[int(b.refs[shape])*placeSize+atType]) })
	fineAt := w.level(fine, order, maxPiece)
	coarseAt := w.level(coarse, order, math.MaxInt)
	if len(w.lines) > math.MaxInt32/4 || len(w.shapes) > math.MaxInt32 {
		return nil, errors.New("gazetteer: more than 512 MiB of boundaries")
	}
	byRef := make([]uint32, len(order))
	for rank, shape := range order {
		w.bounds = le.AppendUint32(w.bounds, b.refs[shape])
		byRef[shape] = uint32(rank)
	}
	for _, column := range [][]uint32{fineAt, coarseAt, byRef} {
		for _, v := range column {
			w.bounds = le.AppendUint32(w.bounds, v)
		}
	}
	w.grid = buildGrid(w.pieces, &w.sets)
	return w, nil
}

// bySize returns the shapes, largest first: by square degrees, of which what lies in another has fewer on every latitude.
func (l level) bySize(typeOf func(shape int) Type) []int {
	sizes := make([]int64, len(l.shapes))
	order := make([]int, len(l.shapes))
	for i, s := range l.shapes {
		order[i] = i
		for _, polygon := range s {
			for _, ring := range polygon {
				sizes[i] += signedArea(ringOf(l.lines, ring))
			}
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(sizes[b], sizes[a]), cmp.Compare(typeOf(a), typeOf(b)))
	})
	return order
}

// owners returns for each line the ranks of the shapes that it bounds. Where a ring runs along it and back it bounds nothing.
func (l level) owners(order []int) [][]uint32 {
	owners := make([][]uint32, len(l.lines))
	for rank, shape := range order {
		for _, side := range l.shapes[shape].sides() {
			owners[side.line] = toggle(owners[side.line], uint32(rank))
		}
	}
	return owners
}

// toggle adds a number to an ascending list, or takes it away.
func toggle(set []uint32, v uint32) []uint32 {
	i, found := slices.BinarySearch(set, v)
	if found {
		return slices.Delete(set, i, i+1)
	}
	return slices.Insert(set, i, v)
}

// level writes a level, the shapes in the order given, and returns where each shape starts. Lines are cut into pieces of at
// most so many edges; those of the fine level are kept for the grid.
func (w *boundaryWriter) level(l level, order []int, most int) []uint32 {
	owners := make([][]uint32, len(l.lines))
	if most == maxPiece {
		owners = l.owners(order)
	}
	offsets := make([][]int, len(l.lines)) // of the pieces of each line
	for i, line := range l.lines {
		for len(line) > 1 {
			n := min(len(line)-1, most)
			p := piece{uint32(len(w.lines)), owners[i], line[:n+1]}
			offsets[i] = append(offsets[i], len(w.lines))
			w.lines = appendPiece(w.lines, p, &w.sets)
			if most == maxPiece {
				w.pieces = append(w.pieces, p)
			}
			line = line[n:]
		}
	}
	var starts []uint32
	for _, i := range order {
		starts = append(starts, uint32(len(w.shapes)))
		w.shapes = appendShape(w.shapes, l.shapes[i].cut(offsets))
	}
	return starts
}

// cut returns the shape with the offsets of pieces in the place of the lines' numbers.
func (s shape) cut(offsets [][]int) shape {
	out := make(shape, len(s))
	for i, polygon := range s {
		for _, ring := range polygon {
			var pieces []side
			for _, s := range ring {
				start := len(pieces)
				for _, off := range offsets[s.line] {
					pieces = append(pieces, side{off, s.backward})
				}
				if s.backward {
					slices.Reverse(pieces[start:])
				}
			}
			out[i] = append(out[i], pieces)
		}
	}
	return out
}

// appendShape appends a record of the shapes section.
func appendShape(dst []byte, s shape) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(s)))
	for _, polygon := range s {
		dst = binary.AppendUvarint(dst, uint64(len(polygon)))
		for _, ring := range polygon {
			dst = binary.AppendUvarint(dst, uint64(len(ring)))
			last := 0
			for _, s := range ring {
				step := s.line - last
				code := uint64(step<<1^step>>63) << 1
				if s.backward {
					code |= 1
				}
				dst = binary.AppendUvarint(dst, code)
				last = s.line
			}
		}
	}
	return dst
}

// shape reads what appendShape wrote.
func (c *cursor) shape() shape {
	var s shape
	for range c.uvarint() {
		var polygon [][]side
		for range c.uvarint() {
			var ring []side
			off := 0
			for range c.uvarint() {
				code := c.uvarint()
				off += code>>2 ^ -(code >> 1 & 1)
				if c.bad || off < 0 {
					c.fail()
					break
				}
				ring = append(ring, side{off, code&1 != 0})
			}
			if polygon = append(polygon, ring); c.bad {
				break
			}
		}
		if s = append(s, polygon); c.bad {
			return nil
		}
	}
	return s
}

// appendPiece appends a record of the lines section.
func appendPiece(dst []byte, p piece, sets *setTable) []byte {
	dst = binary.AppendUvarint(dst, uint64(sets.add(p.owners)))
	dst = binary.AppendUvarint(dst, uint64(len(p.vertices)-1))
	var last vertex
	for _, v := range p.vertices {
		dst = binary.AppendVarint(dst, int64(v[0]-last[0]))
		dst = binary.AppendVarint(dst, int64(v[1]-last[1]))
		last = v
	}
	return dst
}

// A setTable is the areas section as it grows. Offset 0 is the empty set.
type setTable struct {
	b  []byte
	at map[string]uint32
}

func newSetTable() setTable { return setTable{b: []byte{0}, at: map[string]uint32{"\x00": 0}} }

// add returns the offset of a set of ranks, which ascend.
func (t *setTable) add(set []uint32) uint32 {
	code := binary.AppendUvarint(nil, uint64(len(set)))
	last := uint32(0)
	for _, v := range set {
		code = binary.AppendUvarint(code, uint64(v-last))
		last = v
	}
	off, ok := t.at[string(code)]
	if !ok {
		off = uint32(len(t.b))
		t.b = append(t.b, code...)
		t.at[string(code)] = off
	}
	return off
}
