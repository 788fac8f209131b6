package ground

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/geodesy"
)

// An outline is how far a country, division or island reaches from its point: distances from it begin at its shore or border.
type outline struct {
	center orb.Point
	shore  []stretch
	a, b   float64 // half the width and the height of an ellipse, in meters; with shore: unused
	known  map[float64]float64
	spend  func(vertices int) // counts what is looked at; nil: nobody counts
}

// A stretch is an edge of a shore, as seen from the center: two directions in degrees and the distances in meters there.
type stretch struct{ from, to, near, far float64 }

// outlineOf returns the outline of a place, by its boundary; of an island without one by the piece of its country around its point, else by
// its extent. It is nil for what is a spot.
func outlineOf(p gazetteer.Place) *outline {
	o := &outline{center: p.Point()}
	switch {
	case isSpot(p):
		return nil
	case p.HasBoundary():
		o.draw(mainPieces(p.Boundary(astray(p)), mainPiece))
	case p.Type() == gazetteer.Island:
		o.draw(pieceAround(countryOf(p).Boundary(astray(p)), p.Point()))
		if o.shore == nil && !o.box(p) {
			o.a = size2radius(p)
			o.b = o.a
		}
	}
	if o.shore == nil && o.a == 0 {
		return nil
	}
	return o
}

// isSpot reports whether a place is of a kind that has a point and no shore or border.
func isSpot(p gazetteer.Place) bool {
	return p.Type() == gazetteer.Settlement || p.Type() == gazetteer.Facility || p.Type() == gazetteer.Airport
}

// astray is how far the outline of a place may stray, in meters: a twentieth of what it measures, up to that of coarse shapes.
func astray(p gazetteer.Place) float64 { return min(p.Uncertainty()/20, borderM) }

// size2radius is the radius in meters of a disc of the place's area, or its uncertainty.
func size2radius(p gazetteer.Place) float64 { return math.Sqrt(size(p) / math.Pi) }

// What part of the largest polygon of a place one measures that counts for its outline, for remote islets do not; and what part of it all
// the largest make up that count for where its north is.
const mainPiece, mostPieces = 0.05, 0.75

// extentOf is the area of a polygon's exterior, for comparison: in square degrees of a latitude's width.
func extentOf(p orb.Polygon) float64 {
	return math.Abs(planar.Area(p[0])) * math.Cos(p[0].Bound().Center().Lat()*math.Pi/180)
}

// mainPieces returns the polygons of a shape that measure so large a part of the largest.
func mainPieces(m orb.MultiPolygon, part float64) (kept orb.MultiPolygon) {
	most := 0.0
	areas := make([]float64, len(m))
	for i, p := range m {
		areas[i] = extentOf(p)
		most = max(most, areas[i])
	}
	for i, p := range m {
		if areas[i] >= part*most {
			kept = append(kept, p)
		}
	}
	return kept
}

// nearlyAll reports whether a box reaches nearly as far as another that holds it.
func nearlyAll(box, whole orb.Bound) bool {
	const nearly = 0.9
	return box.Max[0]-box.Min[0] >= nearly*(whole.Max[0]-whole.Min[0]) && box.Max[1]-box.Min[1] >= nearly*(whole.Max[1]-whole.Min[1])
}

// mainBox returns the box of the largest polygons that make up most of a shape, and of those beside them: without overseas territory.
func mainBox(m orb.MultiPolygon) orb.Bound {
	if whole := m.Bound(); slices.ContainsFunc(m, func(p orb.Polygon) bool { return nearlyAll(p.Bound(), whole) }) {
		return whole
	}
	all := 0.0
	areas, order := make([]float64, len(m)), make([]int, len(m))
	for i, p := range m {
		areas[i], order[i] = extentOf(p), i
		all += areas[i]
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(areas[b], areas[a]) })
	box, sum := m[order[0]].Bound(), 0.0
	for len(order) > 0 && sum < mostPieces*all {
		box = box.Union(m[order[0]].Bound())
		sum, order = sum+areas[order[0]], order[1:]
	}
	wide, high := (box.Max[0]-box.Min[0])/4, (box.Max[1]-box.Min[1])/4
	beside := orb.Bound{Min: orb.Point{box.Min[0] - wide, box.Min[1] - high}, Max: orb.Point{box.Max[0] + wide, box.Max[1] + high}}
	for _, i := range order {
		if piece := m[i].Bound(); beside.Contains(piece.Center()) {
			box = box.Union(piece)
		}
	}
	return box
}

// pieceAround returns the polygon around a point, or nothing.
func pieceAround(m orb.MultiPolygon, at orb.Point) orb.MultiPolygon {
	for _, p := range m {
		if planar.RingContains(p[0], at) {
			return orb.MultiPolygon{p}
		}
	}
	return nil
}

// draw fills in the shore: the exterior rings of a shape.
func (o *outline) draw(m orb.MultiPolygon) {
	for _, p := range m {
		var direction, distance float64
		for i, p := range p[0] {
			d, m := geodesy.Bearing(o.center, p), geodesy.Distance(o.center, p)
			if i > 0 {
				o.shore = append(o.shore, stretch{direction, direction + math.Remainder(d-direction, 360), distance, m})
			}
			direction, distance = d, m
		}
	}
}

// box fills in the ellipse of a place's extent, if it has one, and centers on it.
func (o *outline) box(p gazetteer.Place) bool {
	box, ok := p.Extent()
	if !ok {
		return false
	}
	wide := box.Max[0] - box.Min[0]
	if wide < 0 {
		wide += 360
	}
	o.center = orb.Point{math.Remainder(box.Min[0]+wide/2, 360), (box.Min[1] + box.Max[1]) / 2}
	o.a = geodesy.Distance(o.center, orb.Point{o.center[0] + wide/2, o.center[1]})
	o.b = geodesy.Distance(o.center, orb.Point{o.center[0], box.Max[1]})
	return o.a > 0 && o.b > 0
}

// reach returns the distance in meters from the center to the farthest shore in a direction in degrees; 0: there is none.
func (o *outline) reach(direction float64) float64 {
	return kept(&o.known, direction, func() float64 { return o.look(direction) })
}

// look measures a reach.
func (o *outline) look(direction float64) (far float64) {
	if o.shore == nil {
		sin, cos := math.Sincos(direction * math.Pi / 180)
		return o.a * o.b / math.Hypot(o.b*sin, o.a*cos)
	}
	if o.spend != nil {
		o.spend(len(o.shore) / glances)
	}
	for _, s := range o.shore {
		d := s.from + math.Remainder(direction-s.from, 360)
		if (d-s.from)*(d-s.to) > 0 {
			continue
		}
		share := 0.0
		if s.to != s.from {
			share = (d - s.from) / (s.to - s.from)
		}
		far = max(far, s.near+share*(s.far-s.near))
	}
	return far
}

// Where the front of a place is looked for, to either side of a direction, and in steps of how much, in degrees: chosen by hand, so that the
// south of Florida is beyond its tip and the east of Honshu beyond Tokyo.
const frontWidth, frontStep = 30, 5

// front returns the reach of the line across a direction that touches the place's farthest shore there, beyond which is what lies in that
// direction of the place.
func (o *outline) front(bearing float64) geodesy.Reach {
	far := 0.0
	for turn := -float64(frontWidth); turn <= frontWidth; turn += frontStep {
		far = max(far, o.reach(bearing+turn)*math.Cos(turn*math.Pi/180))
	}
	return func(direction float64) float64 {
		return max(o.reach(direction), far/math.Cos((direction-bearing)*math.Pi/180))
	}
}

// beyond returns a reach of so many meters beyond another.
func beyond(reach geodesy.Reach, metres float64) geodesy.Reach {
	return func(direction float64) float64 { return reach(direction) + metres }
}
