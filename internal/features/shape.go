package features

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
)

// SetGeometry sets the point of an entry from a geometry and, of polygons, boundary and extent; of lines the extent. A point
// inside is that of SetBoundary; of lines it is the middle one; of several kinds of geometry the polygons count, then the lines. Longitudes beyond
// 180 degrees are taken as what they come to, and polygons cut at the antimeridian. The error says why a boundary is left out, or how it was mended;
// the entry has a point all the same.
func SetGeometry(e *gazetteer.Entry, g orb.Geometry) error {
	e.Point = gazetteer.NoPoint
	switch g := g.(type) {
	case nil:
		return nil
	case orb.Point:
		e.Point = orb.Point{Wrapped(g[0]), g[1]}
	case orb.MultiPoint:
		if len(g) > 0 {
			return SetGeometry(e, g[0])
		}
	case orb.LineString:
		return SetGeometry(e, orb.MultiLineString{g})
	case orb.MultiLineString:
		if longest := slices.MaxFunc(append(g, nil), func(a, b orb.LineString) int { return cmp.Compare(len(a), len(b)) }); len(longest) > 0 {
			mid := longest[len(longest)/2]
			e.Point = orb.Point{Wrapped(mid[0]), mid[1]}
			if box := g.Bound(); box.Min[0] >= -180 && box.Max[0] <= 180 {
				e.Extent = box
			}
		}
	case orb.Polygon:
		return setBoundary(e, orb.MultiPolygon{g})
	case orb.MultiPolygon:
		return setBoundary(e, g)
	case orb.Collection:
		return SetGeometry(e, telling(g))
	default:
		return errors.New("a geometry of several kinds")
	}
	return nil
}

// telling returns the polygons of a collection; else its lines, else its first geometry.
func telling(c orb.Collection) orb.Geometry {
	var polygons orb.MultiPolygon
	var lines orb.MultiLineString
	for _, g := range c {
		switch g := g.(type) {
		case orb.Polygon:
			polygons = append(polygons, g)
		case orb.MultiPolygon:
			polygons = append(polygons, g...)
		case orb.LineString:
			lines = append(lines, g)
		case orb.MultiLineString:
			lines = append(lines, g...)
		}
	}
	switch {
	case len(polygons) > 0:
		return polygons
	case len(lines) > 0:
		return lines
	case len(c) > 0:
		if _, nested := c[0].(orb.Collection); !nested {
			return c[0]
		}
	}
	return nil
}

func setBoundary(e *gazetteer.Entry, m orb.MultiPolygon) error {
	m = slices.DeleteFunc(slices.Clone(m), func(p orb.Polygon) bool { return len(p) == 0 || len(p[0]) == 0 })
	if len(m) == 0 {
		return errors.New("a polygon without a ring")
	}
	m = split(m)
	e.Extent = extent(m)
	e.Point = inside(m)
	mended, what, err := gazetteer.Repair(m)
	if err != nil {
		return fmt.Errorf("%w: left out, the place is kept", err)
	}
	e.Boundary, e.Point = mended, inside(mended)
	if what != "" {
		return fmt.Errorf("boundary mended: %s", what)
	}
	return nil
}

// extent returns the box of polygons; of those that touch the antimeridian on both sides the one across it.
func extent(m orb.MultiPolygon) orb.Bound {
	box := m.Bound()
	if box.Min[0] != -180 || box.Max[0] != 180 {
		return box
	}
	west, east := 180.0, -180.0
	for _, p := range m {
		b := p.Bound()
		switch {
		case b.Min[0] >= 0:
			west = min(west, b.Min[0])
		case b.Max[0] <= 0:
			east = max(east, b.Max[0])
		default:
			return box
		}
	}
	box.Min[0], box.Max[0] = west, east
	return box
}

// inside returns a point in the polygon whose exterior has the widest stretch on the parallel half way up: the middle of
// that stretch.
func inside(m orb.MultiPolygon) orb.Point {
	best, width := m[0][0][0], -1.0
	for _, p := range m {
		bound := p.Bound()
		lat := (bound.Min[1] + bound.Max[1]) / 2
		var crossings []float64
		for _, ring := range p {
			for i, b := range ring {
				a := ring[(i+len(ring)-1)%len(ring)]
				if (a[1] > lat) != (b[1] > lat) {
					crossings = append(crossings, a[0]+(lat-a[1])/(b[1]-a[1])*(b[0]-a[0]))
				}
			}
		}
		slices.Sort(crossings)
		for i := 0; i+1 < len(crossings); i += 2 {
			if w := crossings[i+1] - crossings[i]; w > width {
				best, width = orb.Point{(crossings[i] + crossings[i+1]) / 2, lat}, w
			}
		}
	}
	return best
}
