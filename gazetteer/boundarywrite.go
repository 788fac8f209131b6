package gazetteer

import (
	"fmt"
	"slices"

	"github.com/paulmach/orb"
)

// The tolerances in metres of the two simplifications. Natural Earth's 1:10m borders have about 300,000 vertices, which 50 m
// leaves nearly all of, in 1.2 MB; 500 m would save no more than 8 %. 5 km is two pixels of a map of the world 16,000 wide.
const (
	fineM   = 50
	coarseM = 5000
)

// validateBoundary says why a boundary is none.
func validateBoundary(m orb.MultiPolygon) error {
	for i, p := range m {
		if len(p) == 0 {
			return fmt.Errorf("boundary: polygon %d has no ring", i)
		}
		for j, r := range p {
			if n := len(r); n < 3 || n == 3 && r[0] == r[2] {
				return fmt.Errorf("boundary: ring %d of polygon %d has %d points", j, i, n)
			}
			if k := slices.IndexFunc(r, func(pt orb.Point) bool { return !onEarth(pt) }); k >= 0 {
				return fmt.Errorf("boundary: point %v in ring %d of polygon %d is not longitude and latitude in degrees", r[k], j, i)
			}
		}
	}
	return nil
}

// A shape is a boundary: polygons of rings of the sides of lines. The exterior ring comes first.
type shape [][][]side

// A level is all shapes at one tolerance.
type level struct {
	lines  []line // nil: no ring has it any more
	shapes []shape
}

// A borderline is the boundaries of all entries that have one.
type borderline struct {
	refs     []uint32       // of the shapes' places, ascending
	rings    [][][][]vertex // shape, polygon, ring: as they came, until there is a topology
	topology *topology
	shapes   []shape
}

// addBoundary takes the boundary of the next entry, if it has one.
func (c *compiler) addBoundary(ref uint32, e *Entry) error {
	if len(e.Boundary) == 0 {
		return nil
	}
	polygons := quantiseAll(e.Boundary)
	if len(polygons) == 0 {
		return fmt.Errorf("gazetteer: entry %q: the boundary is round nothing", e.ID)
	}
	c.borders.refs = append(c.borders.refs, ref)
	c.borders.rings = append(c.borders.rings, polygons)
	return nil
}

// join builds the topology of the boundaries.
func (b *borderline) join() {
	var rings [][]vertex
	for _, polygons := range b.rings {
		rings = append(rings, slices.Concat(polygons...)...)
	}
	b.topology = newTopology(rings)
	b.shapes = make([]shape, len(b.rings))
	for i, polygons := range b.rings {
		for _, rings := range polygons {
			var sides [][]side
			for _, ring := range rings {
				sides = append(sides, b.topology.sides(ring))
			}
			b.shapes[i] = append(b.shapes[i], sides)
		}
	}
	b.rings = nil
}

// quantiseAll leaves out rings that come to nothing, and polygons whose exterior does.
func quantiseAll(m orb.MultiPolygon) (polygons [][][]vertex) {
	for _, p := range m {
		var rings [][]vertex
		for i, r := range p {
			ring := quantise(r)
			if ring == nil && i == 0 {
				break
			}
			if ring != nil {
				rings = append(rings, ring)
			}
		}
		if rings != nil {
			polygons = append(polygons, rings)
		}
	}
	return polygons
}

// level simplifies the lines. Those of the largest polygon of a shape that would come to nothing stay as they are.
func (b *borderline) level(toleranceM float64) level {
	l := level{lines: make([]line, len(b.topology.lines))}
	for i, line := range b.topology.lines {
		l.lines[i] = line.simplify(toleranceM)
	}
	for _, s := range b.shapes {
		if main := b.largest(s); signedArea(ringOf(l.lines, main)) == 0 {
			for _, side := range main {
				l.lines[side.line] = b.topology.lines[side.line]
			}
		}
	}
	l.shapes = make([]shape, len(b.shapes))
	used := make([]bool, len(l.lines))
	for i, s := range b.shapes {
		for _, polygon := range s {
			if rings := l.keep(polygon); rings != nil {
				l.shapes[i] = append(l.shapes[i], rings)
			}
		}
		for _, side := range l.shapes[i].sides() {
			used[side.line] = true
		}
	}
	for i := range l.lines {
		if !used[i] {
			l.lines[i] = nil
		}
	}
	return l
}

// sides yields the sides of all rings.
func (s shape) sides() []side {
	var all []side
	for _, polygon := range s {
		all = append(all, slices.Concat(polygon...)...)
	}
	return all
}

// largest returns the exterior ring of the largest polygon.
func (b *borderline) largest(s shape) []side {
	var most int64
	var ring []side
	for _, polygon := range s {
		if a := signedArea(ringOf(b.topology.lines, polygon[0])); max(a, -a) > most {
			most, ring = max(a, -a), polygon[0]
		}
	}
	return ring
}

// keep returns the rings that the simplification leaves, turned the way that RFC 7946 asks for; nil if the exterior is gone.
func (l *level) keep(polygon [][]side) (kept [][]side) {
	for i, ring := range polygon {
		area := signedArea(ringOf(l.lines, ring))
		switch {
		case area == 0 && i == 0:
			return nil
		case area == 0:
			continue
		}
		ring = slices.DeleteFunc(slices.Clone(ring), func(s side) bool { return l.lines[s.line] == nil })
		if (area > 0) != (i == 0) {
			slices.Reverse(ring)
			for j := range ring {
				ring[j].backward = !ring[j].backward
			}
		}
		kept = append(kept, ring)
	}
	return kept
}

// ringOf joins lines to a ring, open.
func ringOf(lines []line, sides []side) (ring []vertex) {
	for _, s := range sides {
		l := lines[s.line]
		if len(l) == 0 {
			continue
		}
		start := len(ring)
		if s.backward {
			ring = append(ring, l[1:]...)
			slices.Reverse(ring[start:])
		} else {
			ring = append(ring, l[:len(l)-1]...)
		}
	}
	return ring
}
