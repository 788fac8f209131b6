package main

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/paulmach/orb/simplify"
)

// All shapes are in the square of the web Mercator world: x and y from 0 in the northwest to 1 in the southeast.

const (
	// beyond is how far shapes that the dateline cuts are drawn on past it, and Antarctica past the south, so that no tile shows the cut: more than
	// the edge of a tile of zoom 0, which is 1/64.
	beyond   = 0.02
	farNorth = 86 // degrees, of which the same is true
)

// project turns degrees into the square.
func project(p orb.Point) orb.Point {
	lat := max(-farNorth, min(farNorth, p[1])) * math.Pi / 180
	return orb.Point{p[0]/360 + 0.5, 0.5 - math.Log(math.Tan(math.Pi/4+lat/2))/(2*math.Pi)}
}

// projected returns points in the square.
func projected[P ~[]orb.Point](points P) P {
	out := make(P, len(points))
	for i, p := range points {
		out[i] = project(p)
	}
	return out
}

// polygons returns the polygons of a geometry in the square.
func polygons(g orb.Geometry) (list []orb.Polygon) {
	var all orb.MultiPolygon
	switch g := g.(type) {
	case orb.Polygon:
		all = orb.MultiPolygon{g}
	case orb.MultiPolygon:
		all = g
	}
	for _, p := range all {
		var out orb.Polygon
		for i, r := range p {
			if len(r) < 4 {
				continue
			}
			q := pushed(projected(r))
			// Exterior rings go clockwise on the screen, where y goes down: the Mapbox Vector Tile Specification, 4.3.4.3.
			if (q.Orientation() == orb.CCW) != (i == 0) {
				q.Reverse()
			}
			out = append(out, q)
		}
		if len(out) > 0 {
			list = append(list, out)
		}
	}
	return list
}

// lines returns the lines of a geometry in the square.
func lines(g orb.Geometry) (list []orb.LineString) {
	var all orb.MultiLineString
	switch g := g.(type) {
	case orb.LineString:
		all = orb.MultiLineString{g}
	case orb.MultiLineString:
		all = g
	}
	for _, l := range all {
		if len(l) > 1 {
			list = append(list, projected(l))
		}
	}
	return list
}

// pushed draws a ring on past the dateline where that cuts it: what lies on it goes beyond.
func pushed(r orb.Ring) orb.Ring {
	const near = 1e-6 // of the world: 40 meters, as some are 5 off
	at := func(p orb.Point) float64 {
		switch {
		case p[0] < near:
			return -beyond
		case p[0] > 1-near:
			return beyond
		}
		return 0
	}
	// A ring begins where it is not on the dateline, so that no run is cut in two.
	start := -1
	for i, p := range r[:len(r)-1] {
		if at(p) == 0 {
			start = i
			break
		}
	}
	if start < 0 {
		return r
	}
	turned := append(append(orb.Ring{}, r[start:len(r)-1]...), r[:start+1]...)
	var out orb.Ring
	for i, p := range turned {
		d := at(p)
		if d == 0 {
			out = append(out, p)
			continue
		}
		if at(turned[i-1]) != d {
			out = append(out, p)
		}
		out = append(out, orb.Point{p[0] + d, p[1]})
		if at(turned[i+1]) != d {
			out = append(out, p)
		}
	}
	return out
}

// simplePolygon simplifies a polygon to a tolerance and leaves out rings of less than an area; nil: nothing is left. Both are in parts of the square.
func simplePolygon(p orb.Polygon, tolerance, least float64) orb.Polygon {
	var out orb.Polygon
	for i, r := range p {
		if math.Abs(planar.Area(r)) < least {
			if i == 0 {
				return nil
			}
			continue
		}
		r = simplify.DouglasPeucker(tolerance).Ring(r.Clone())
		if len(r) < 4 {
			if i == 0 {
				return nil
			}
			continue
		}
		out = append(out, r)
	}
	return out
}

func simpleLine(l orb.LineString, tolerance float64) orb.LineString {
	return simplify.DouglasPeucker(tolerance).LineString(l.Clone())
}

// middle returns a point deep within a polygon, where a name reads well: of a grid over its bound, which gets finer, the point farthest from its edge.
// A name is wider than high, so that a distance up or down counts three times.
func middle(p orb.Polygon) orb.Point {
	const tall = 3
	stretched := p.Clone()
	for _, r := range stretched {
		for i := range r {
			r[i][1] *= tall
		}
	}
	box := stretched.Bound()
	best, far := box.Center(), -1.0
	for range 4 {
		const steps = 24
		next := best
		for i := range steps {
			for k := range steps {
				pt := orb.Point{
					box.Min[0] + (float64(i)+0.5)/steps*(box.Max[0]-box.Min[0]),
					box.Min[1] + (float64(k)+0.5)/steps*(box.Max[1]-box.Min[1]),
				}
				if !planar.PolygonContains(stretched, pt) {
					continue
				}
				if d := planar.DistanceFrom(edges(stretched), pt); d > far {
					next, far = pt, d
				}
			}
		}
		best = next
		w, h := (box.Max[0]-box.Min[0])/steps, (box.Max[1]-box.Min[1])/steps
		box = orb.Bound{Min: orb.Point{best[0] - w, best[1] - h}, Max: orb.Point{best[0] + w, best[1] + h}}
	}
	return orb.Point{best[0], best[1] / tall}
}

func edges(p orb.Polygon) (list orb.MultiLineString) {
	for _, r := range p {
		list = append(list, orb.LineString(r))
	}
	return list
}
