package features

import (
	"cmp"
	"errors"
	"slices"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
)

// SetGeometry sets the point of an entry from a geometry and, of polygons, boundary and extent; of lines the extent. A point
// inside is that of SetBoundary; of lines it is the middle one. The error says why a boundary is left out; the entry has a point all the same.
func SetGeometry(e *gazetteer.Entry, g orb.Geometry) error {
	e.Point = gazetteer.NoPoint
	switch g := g.(type) {
	case nil:
		return nil
	case orb.Point:
		e.Point = g
	case orb.MultiPoint:
		if len(g) > 0 {
			e.Point = g[0]
		}
	case orb.LineString:
		return SetGeometry(e, orb.MultiLineString{g})
	case orb.MultiLineString:
		if longest := slices.MaxFunc(append(g, nil), func(a, b orb.LineString) int { return cmp.Compare(len(a), len(b)) }); len(longest) > 0 {
			e.Point, e.Extent = longest[len(longest)/2], g.Bound()
		}
	case orb.Polygon:
		return setBoundary(e, orb.MultiPolygon{g})
	case orb.MultiPolygon:
		return setBoundary(e, g)
	default:
		return errors.New("a geometry of several kinds")
	}
	return nil
}

func setBoundary(e *gazetteer.Entry, m orb.MultiPolygon) error {
	if len(m) == 0 || slices.ContainsFunc(m, func(p orb.Polygon) bool { return len(p) == 0 || len(p[0]) == 0 }) {
		return errors.New("a polygon without a ring")
	}
	e.Extent = m.Bound()
	e.Point = inside(m)
	if err := gazetteer.CheckRings(m); err != nil {
		return err
	}
	e.Boundary = m
	return nil
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
