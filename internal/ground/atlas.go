package ground

import (
	"math"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
)

// An atlas keeps the shapes that the relations of a text go by, for a text may name a country a thousand times. Its zero value is empty.
type atlas struct {
	borders  map[gazetteer.Place]orb.MultiPolygon
	outlines map[gazetteer.Place]*outline
	shores   map[gazetteer.Place][]vertex
	shared   map[[2]gazetteer.Place]orb.MultiLineString
	mainland map[[2]gazetteer.Place]orb.MultiLineString
	parts    map[partOf]orb.MultiPolygon
}

// A partOf is what a part is of, with its direction.
type partOf struct {
	place           gazetteer.Place
	bearing, spread float64
}

// A vertex is a point with its direction from the middle of the Earth.
type vertex struct {
	point   orb.Point
	x, y, z float64
}

// kept returns what a map has under a key, or makes it and keeps it.
func kept[K comparable, V any](m *map[K]V, key K, make func() V) V {
	v, ok := (*m)[key]
	if !ok {
		if *m == nil {
			*m = map[K]V{}
		}
		v = make()
		(*m)[key] = v
	}
	return v
}

// border returns the coarse boundary of a place.
func (a *atlas) border(p gazetteer.Place) orb.MultiPolygon {
	return kept(&a.borders, p, func() orb.MultiPolygon { return p.Boundary(borderM) })
}

// outline returns the outline of a place, or nil for what is a spot.
func (a *atlas) outline(p gazetteer.Place) *outline {
	return kept(&a.outlines, p, func() *outline { return outlineOf(p) })
}

// between returns the border that two places share, or all of the first one's where the second is none.
func (a *atlas) between(p, q gazetteer.Place) orb.MultiLineString {
	return kept(&a.shared, [2]gazetteer.Place{p, q}, func() orb.MultiLineString { return borderOf(a.border(p), a.border(q)) })
}

// onMainland returns the border that the main pieces of two places share.
func (a *atlas) onMainland(p, q gazetteer.Place) orb.MultiLineString {
	if !p.HasBoundary() || !q.HasBoundary() {
		return nil
	}
	return kept(&a.mainland, [2]gazetteer.Place{p, q}, func() orb.MultiLineString {
		return borderOf(mainPieces(a.border(p), mainPiece), mainPieces(a.border(q), mainPiece))
	})
}

// part returns the part of a place in a direction.
func (a *atlas) part(p gazetteer.Place, bearing, spread float64) orb.MultiPolygon {
	return kept(&a.parts, partOf{p, bearing, spread}, func() orb.MultiPolygon { return part(p, bearing, spread) })
}

// shore returns some vertices of a place's outline, or its point where it is a spot.
func (a *atlas) shore(p gazetteer.Place) []vertex {
	return kept(&a.shores, p, func() []vertex {
		var out []vertex
		for _, q := range shoreOf(p) {
			sinLon, cosLon := math.Sincos(q[0] * math.Pi / 180)
			sinLat, cosLat := math.Sincos(q[1] * math.Pi / 180)
			out = append(out, vertex{q, cosLat * cosLon, cosLat * sinLon, sinLat})
		}
		return out
	})
}

// narrowest returns the points of two places that are nearest to each other: of their shores, or where they are spots.
func (a *atlas) narrowest(p, q gazetteer.Place) (from, to orb.Point) {
	if isSpot(p) && isSpot(q) {
		return p.Point(), q.Point()
	}
	most := math.Inf(-1)
	for _, v := range a.shore(p) {
		for _, w := range a.shore(q) {
			if cos := v.x*w.x + v.y*w.y + v.z*w.z; cos > most {
				most, from, to = cos, v.point, w.point
			}
		}
	}
	return from, to
}
