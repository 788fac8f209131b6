package ground

import (
	"math"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
)

// drawVertices is how many vertices of boundaries may be read and worked on to draw the statements of one document: those of all countries
// of the embedded gazetteer twice over, for which a core takes some 0.2 seconds. Ten areas and as many relations of the largest country take
// three quarters of it, and those of an article next to nothing.
const drawVertices = 1 << 19

// An Atlas draws the shapes that a document states, and keeps those of places that they go by, for a text may name a country a thousand
// times. What it may do for one document is bounded: beyond that areas are plain circles, and relations have no shape.
type Atlas struct {
	Plain   int // areas that are plain circles because the bound was reached
	Undrawn int // relations that have no shape for the same
	left    int // vertices
	shapes  *Shapes

	region   region // that an area was last drawn in
	borders  map[gazetteer.Place]orb.MultiPolygon
	counted  map[gazetteer.Place]bool // borders whose vertices are spent
	outlines map[gazetteer.Place]*outline
	shores   map[gazetteer.Place][]vertex
	shared   map[[2]gazetteer.Place]orb.MultiLineString
	mainland map[[2]gazetteer.Place]orb.MultiLineString
	parts    map[partOf]orb.MultiPolygon
	gaps     map[[2]gazetteer.Place][2]orb.Point
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

// A region is the boundary of a place within a tolerance.
type region struct {
	place     gazetteer.Place
	tolerance float64
	shape     orb.MultiPolygon
}

// NewAtlas returns an Atlas that draws by shapes which others drew by before it; nil: by none. What it may do for a document is the same.
func NewAtlas(shapes *Shapes) *Atlas { return &Atlas{left: drawVertices, shapes: shapes} }

// Begin makes the Atlas that of another document.
func (a *Atlas) Begin() {
	*a = Atlas{
		left: drawVertices, shapes: a.shapes, borders: emptied(a.borders), counted: emptied(a.counted), outlines: emptied(a.outlines),
		shores: emptied(a.shores), shared: emptied(a.shared), mainland: emptied(a.mainland), parts: emptied(a.parts), gaps: emptied(a.gaps),
	}
}

// manyDrawn is beyond how many entries a map is not kept for the next document.
const manyDrawn = 64

// emptied returns a map without its entries.
func emptied[K comparable, V any](m map[K]V) map[K]V {
	if len(m) > manyDrawn {
		return nil
	}
	clear(m)
	return m
}

// spend takes work on so many vertices off what may be done.
func (a *Atlas) spend(vertices int) { a.left -= vertices }

// spent reports whether all has been done that may be.
func (a *Atlas) spent() bool { return a.left <= 0 }

// within returns the boundary of a place within a tolerance, and counts the work on it.
func (a *Atlas) within(p gazetteer.Place, tolerance float64) orb.MultiPolygon {
	if r := &a.region; r.place != p || r.tolerance != tolerance {
		*r = region{p, tolerance, p.Boundary(tolerance)}
	}
	a.spend(vertices(a.region.shape))
	return a.region.shape
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
func (a *Atlas) border(p gazetteer.Place) orb.MultiPolygon {
	return kept(&a.borders, p, func() orb.MultiPolygon { return p.Boundary(borderM) })
}

// outline returns the outline of a place, or nil for what is a spot.
func (a *Atlas) outline(p gazetteer.Place) *outline {
	return kept(&a.outlines, p, func() *outline {
		o := outlineOf(p)
		if o != nil {
			o.spend = a.spend
			a.spend(len(o.shore))
		}
		return o
	})
}

// between returns the border that two places share, or all of the first one's where the second is none. It is read-only, as what the two
// below return.
func (a *Atlas) between(p, q gazetteer.Place) orb.MultiLineString {
	return kept(&a.shared, [2]gazetteer.Place{p, q}, func() orb.MultiLineString {
		return a.common(linesOf{p: p, q: q}, func(border orb.MultiPolygon) orb.MultiPolygon { return border })
	})
}

// onMainland returns the border that the main pieces of two places share.
func (a *Atlas) onMainland(p, q gazetteer.Place) orb.MultiLineString {
	if !p.HasBoundary() || !q.HasBoundary() {
		return nil
	}
	return kept(&a.mainland, [2]gazetteer.Place{p, q}, func() orb.MultiLineString {
		return a.common(linesOf{p, q, true}, func(border orb.MultiPolygon) orb.MultiPolygon { return mainPieces(border, mainPiece) })
	})
}

// common returns the border of those pieces of two places, and counts the work on it, whether it is done for this document or was for another:
// once for each boundary to read it, and for each border to find it.
func (a *Atlas) common(of linesOf, pieces func(orb.MultiPolygon) orb.MultiPolygon) orb.MultiLineString {
	found := a.shapes.border(of, func() lines {
		p, q := a.border(of.p), a.border(of.q)
		main, other := pieces(p), pieces(q)
		return lines{borderOf(main, other), [2]int{vertices(p), vertices(q)}, vertices(main) + vertices(other)}
	})
	for i, p := range [...]gazetteer.Place{of.p, of.q} {
		kept(&a.counted, p, func() bool { a.spend(found.read[i]); return true })
	}
	a.spend(found.compared)
	return found.shape
}

// part returns the part of a place in a direction.
func (a *Atlas) part(p gazetteer.Place, bearing, spread float64) orb.MultiPolygon {
	of := partOf{p, bearing, spread}
	return kept(&a.parts, of, func() orb.MultiPolygon {
		a.spend(partWork)
		return a.shapes.part(of, func() orb.MultiPolygon { return part(p, bearing, spread) })
	})
}

// shore returns some vertices of a place's outline, or its point where it is a spot.
func (a *Atlas) shore(p gazetteer.Place) []vertex {
	return kept(&a.shores, p, func() []vertex {
		var out []vertex
		a.spend(partWork)
		for _, q := range shoreOf(p) {
			sinLon, cosLon := math.Sincos(q[0] * math.Pi / 180)
			sinLat, cosLat := math.Sincos(q[1] * math.Pi / 180)
			out = append(out, vertex{q, cosLat * cosLon, cosLat * sinLon, sinLat})
		}
		return out
	})
}

// partWork is what the part of a place, or some vertices of its shore, cost: a tenth of what the largest coarse shape does.
const partWork = 600

// glances is how many looks at a vertex cost as much as to read one.
const glances = 128

// narrowest returns the points of two places that are nearest to each other: of their shores, or where they are spots.
func (a *Atlas) narrowest(p, q gazetteer.Place) (from, to orb.Point) {
	if isSpot(p) && isSpot(q) {
		return p.Point(), q.Point()
	}
	gap := kept(&a.gaps, [2]gazetteer.Place{p, q}, func() (gap [2]orb.Point) {
		most := math.Inf(-1)
		shore, other := a.shore(p), a.shore(q)
		a.spend(len(shore) * len(other) / glances)
		for _, v := range shore {
			for _, w := range other {
				if cos := v.x*w.x + v.y*w.y + v.z*w.z; cos > most {
					most, gap = cos, [2]orb.Point{v.point, w.point}
				}
			}
		}
		return gap
	})
	return gap[0], gap[1]
}
