package gazetteer

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sort"

	"github.com/paulmach/orb"
)

// Outline returns what the place looks like on a map where it has no boundary: an orb.MultiLineString, the course of a river, or an
// orb.MultiPolygon of exterior rings, a lake, a range, a park; nil if none is known. Rings are closed and counter-clockwise; coordinates
// have four decimals. It is for showing, and coarse: it strays by a kilometer or two.
func (p Place) Outline() orb.Geometry {
	if p.ix == nil {
		return nil
	}
	defer runtime.KeepAlive(p.ix)
	rows := p.ix.outlines
	n := len(rows) / outlineSize
	ref := func(i int) uint32 { return le.Uint32(rows[i*outlineSize:]) }
	i := sort.Search(n, func(i int) bool { return ref(i) >= p.ref })
	if i == n || ref(i) != p.ref {
		return nil
	}
	c := at(p.ix.strokes, uint64(le.Uint32(rows[i*outlineSize+4:])))
	parts, closed := c.strokes()
	return geometryOf(parts, closed)
}

// geometryOf returns lines or rings in degrees.
func geometryOf(parts []line, rings bool) orb.Geometry {
	if len(parts) == 0 {
		return nil
	}
	if rings {
		m := make(orb.MultiPolygon, len(parts))
		for i, ring := range parts {
			m[i] = orb.Polygon{closed(ring)}
		}
		return m
	}
	m := make(orb.MultiLineString, len(parts))
	for i, l := range parts {
		m[i] = make(orb.LineString, len(l))
		for j, v := range l {
			m[i][j] = orb.Point{degrees(v[0]), degrees(v[1])}
		}
	}
	return m
}

// strokes reads a record of the strokes section: lines, or rings, open. What breaks off is none.
func (c *cursor) strokes() (parts []line, rings bool) {
	head := c.uvarint()
	for range head >> 1 {
		var l line
		v := vertex{}
		for range c.uvarint() {
			if v = c.vertex(v); c.bad {
				return nil, false
			}
			l = append(l, v)
		}
		if c.bad || len(l) == 0 {
			c.fail()
			return nil, false
		}
		parts = append(parts, l)
	}
	return parts, head&1 != 0
}

// appendStrokes appends a record of the strokes section.
func appendStrokes(dst []byte, parts []line, rings bool) []byte {
	head := uint64(len(parts)) << 1
	if rings {
		head |= 1
	}
	dst = binary.AppendUvarint(dst, head)
	for _, l := range parts {
		dst = binary.AppendUvarint(dst, uint64(len(l)))
		var last vertex
		for _, v := range l {
			dst = binary.AppendVarint(dst, int64(v[0]-last[0]))
			dst = binary.AppendVarint(dst, int64(v[1]-last[1]))
			last = v
		}
	}
	return dst
}

// addOutline takes the outline of the next entry, if it has one.
func (c *compiler) addOutline(ref uint32, e *Entry) error {
	parts, rings := strokesOf(e.Outline)
	if len(parts) == 0 {
		return nil
	}
	if len(c.strokes) > 1<<30 {
		return errors.New("gazetteer: more than 1 GiB of outlines")
	}
	c.outlines = le.AppendUint32(le.AppendUint32(c.outlines, ref), uint32(len(c.strokes)))
	c.strokes = appendStrokes(c.strokes, parts, rings)
	return nil
}

// strokesOf returns the lines or rings of an outline, in units, without those that come to nothing.
func strokesOf(g orb.Geometry) (parts []line, rings bool) {
	switch g := g.(type) {
	case orb.MultiLineString:
		for _, s := range g {
			var l line
			for _, p := range s {
				if v := (vertex{units(p[0]), units(p[1])}); len(l) == 0 || v != l[len(l)-1] {
					l = append(appendHalves(l, v), v)
				}
			}
			if len(l) > 1 {
				parts = append(parts, l)
			}
		}
	case orb.MultiPolygon:
		for _, p := range g {
			ring := quantise(p[0])
			if signedArea(ring) < 0 {
				slices.Reverse(ring)
			}
			if ring != nil {
				parts = append(parts, ring)
			}
		}
		rings = true
	}
	return parts, rings
}

// validateOutline says why an outline is none.
func validateOutline(g orb.Geometry) error {
	switch g := g.(type) {
	case nil:
	case orb.MultiLineString:
		for i, l := range g {
			if len(l) < 2 {
				return fmt.Errorf("outline: line %d has %d points", i, len(l))
			}
			if k := slices.IndexFunc(l, func(p orb.Point) bool { return !onEarth(p) }); k >= 0 {
				return fmt.Errorf("outline: point %v in line %d is not longitude and latitude in degrees", l[k], i)
			}
		}
	case orb.MultiPolygon:
		if err := validateBoundary(g); err != nil {
			return fmt.Errorf("outline: %w", err)
		}
		if i := slices.IndexFunc(g, func(p orb.Polygon) bool { return len(p) > 1 }); i >= 0 {
			return fmt.Errorf("outline: polygon %d has holes", i)
		}
	default:
		return fmt.Errorf("outline: a %s is neither lines nor polygons", g.GeoJSONType())
	}
	return nil
}

// verifyOutlines checks that outlines are of places, in their order, and that lines and rings are valid.
func (ix *Index) verifyOutlines() error {
	end := 0
	for i := 0; i < len(ix.outlines); i += outlineSize {
		ref, off := le.Uint32(ix.outlines[i:]), le.Uint32(ix.outlines[i+4:])
		if !ix.hasPlace(ref) || i > 0 && ref <= le.Uint32(ix.outlines[i-outlineSize:]) || int(off) != end {
			return corrupt(secOutlines, i, "place %d, strokes at %d", ref, off)
		}
		c := at(ix.strokes, uint64(off))
		parts, rings := c.strokes()
		if len(parts) == 0 {
			return corrupt(secStrokes, end, "no lines or rings")
		}
		if !bytes.HasPrefix(ix.strokes[end:], appendStrokes(nil, parts, rings)) {
			return corrupt(secStrokes, end, "numbers longer than they need be")
		}
		for _, l := range parts {
			if rings {
				l = append(l, l[0])
			}
			if !l.valid() || rings && signedArea(l) <= 0 {
				return corrupt(secStrokes, end, "vertices %v", l)
			}
		}
		end = len(ix.strokes) - len(c.b)
	}
	if end != len(ix.strokes) {
		return corrupt(secStrokes, end, "strokes of no place")
	}
	return nil
}
