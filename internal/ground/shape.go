package ground

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/geodesy"
	"example.com/geotag/measure"
)

// How far in meters a wording without figures reaches from a settlement: round figures that we chose. From a region it reaches as far as
// that is wide.
const (
	closeM = 10e3
	awayM  = 40e3
	offM   = 50e3
)

// borderM is how far the borders may stray that relations go by, in meters: those of the gazetteer's coarse shapes.
const borderM = 5000

// draw fills in what the wording says of the ground.
func (rel *Relation) draw(a *Atlas) {
	switch rel.Kind {
	case measure.Part:
		rel.Uncertainty = rel.Anchor.Uncertainty() / 2
		rel.show(a.part(rel.Anchor, rel.Bearing, rel.Spread).Clone(), nil)
	case measure.Border, measure.Inside:
		rel.border(a)
	case measure.Between:
		rel.between(a)
	default:
		if o := a.outline(rel.Anchor); o != nil && rel.Kind != measure.Outskirts {
			rel.ashore(o)
			return
		}
		rel.around()
	}
}

// show makes a shape the relation's, if there is one.
func (rel *Relation) show(shape orb.MultiPolygon, err error) {
	if err == nil && len(shape) > 0 {
		rel.Shape = shape
	}
}

// around draws a relation to a spot.
func (rel *Relation) around() {
	at, size := rel.Anchor.Point(), rel.Anchor.Uncertainty()
	switch rel.Kind {
	case measure.Away:
		rel.away(at, size)
	case measure.Toward:
		rel.Uncertainty = max(awayM, 1.5*size)
		rel.show(geodesy.Sector(at, 0, 2*rel.Uncertainty, rel.Bearing, 2*rel.Spread))
	case measure.Near:
		rel.Point, rel.Uncertainty = &at, max(closeM, 1.5*size)
		if rel.HighM > 0 {
			_, rel.Uncertainty = rel.reach(size)
		}
		rel.show(geodesy.Sector(at, 0, rel.Uncertainty, 0, 180))
	case measure.Off:
		rel.Uncertainty = max(offM, size)
		if rel.HighM > 0 {
			rel.Uncertainty = size + max(rel.ImpliedHighM, rel.HighM)
		}
		rel.show(geodesy.Sector(at, 0, rel.Uncertainty, rel.Bearing, rel.side()))
	case measure.Outskirts:
		rel.Point, rel.Uncertainty = &at, max(size, 1000)
		rel.show(geodesy.Sector(at, 0.6*rel.Uncertainty, 1.4*rel.Uncertainty, rel.Bearing, rel.side()))
	}
}

// side is how far to either side of its direction a relation reaches, in degrees: twice its spread; all around where it states none.
func (rel *Relation) side() float64 {
	if rel.Spread > 0 {
		return 2 * rel.Spread
	}
	return 180
}

// ashore draws a relation to a country, division or island, whose distances count from its shore or border.
func (rel *Relation) ashore(o *outline) {
	low, high, spread := 0.0, float64(closeM), rel.side()
	switch rel.Kind {
	case measure.Toward:
		high = max(2*awayM, size2radius(rel.Anchor))
	case measure.Off:
		high = offM
	}
	middle := high / 2
	if rel.HighM > 0 {
		if low, high = rel.ImpliedLowM, rel.ImpliedHighM; high == 0 { // "at least": half as much again
			high = 1.5 * rel.HighM
		}
		low, middle = min(low, 0.9*rel.HighM), (rel.LowM+rel.HighM)/2
	}
	high = max(high, low+1)
	if rel.Kind == measure.Near {
		at := o.center
		rel.Point, rel.Uncertainty = &at, size2radius(rel.Anchor)+high
		rel.show(geodesy.Band(o.center, 0, 180, func(float64) float64 { return 0 }, beyond(o.reach, high)))
		return
	}
	rel.Uncertainty = size2radius(rel.Anchor) + high
	shore := o.reach
	if rel.Spread > 0 && rel.Kind == measure.Away {
		shore, spread = o.front(rel.Bearing), rel.Spread
		point := geodesy.Destination(o.center, rel.Bearing, shore(rel.Bearing)+middle)
		corner := geodesy.Destination(o.center, rel.Bearing+spread, shore(rel.Bearing+spread)+high)
		rel.Point, rel.Uncertainty = &point, geodesy.Distance(point, corner)
	}
	rel.show(geodesy.Band(o.center, rel.Bearing, spread, beyond(shore, low), beyond(shore, high)))
}

// reach returns the distance in meters that the figures allow. What the place measures itself is open, too: nobody says from where in it.
func (rel *Relation) reach(size float64) (low, high float64) {
	low, high = rel.ImpliedLowM, rel.ImpliedHighM
	if high == 0 { // "at least": half as much again
		high = 1.5 * rel.HighM
	}
	return max(low-min(size, rel.LowM/2), 0), high + min(size, rel.HighM/2)
}

// away draws a distance, with a direction or all around.
func (rel *Relation) away(at orb.Point, size float64) {
	low, high := rel.reach(size)
	middle := (rel.LowM + rel.HighM) / 2
	rel.Uncertainty = high
	spread := 180.0
	if rel.Spread > 0 {
		spread = rel.Spread
		point := geodesy.Destination(at, rel.Bearing, middle)
		rel.Point = &point
		rel.Uncertainty = geodesy.Distance(point, geodesy.Destination(at, rel.Bearing+spread, high))
	}
	if shape, err := geodesy.Sector(at, low, high, rel.Bearing, spread); err == nil {
		rel.Shape = shape
	}
}

// part returns the part of a place in a direction: of its boundary what lies in two fifths of its box, or between two
// directions in a quarter; of its middle (a spread of 0) what lies in the inner half; without a boundary a sector of what it may measure.
func part(p gazetteer.Place, bearing, spread float64) orb.MultiPolygon {
	tolerance := 0.0
	if p.Uncertainty() > 50e3 { // the coarse shape will do, and needs no simplification
		tolerance = 5000
	}
	region := p.Boundary(tolerance)
	if region == nil {
		if spread == 0 {
			bearing, spread = 0, 90
		}
		shape, _ := geodesy.Sector(p.Point(), 0, max(p.Uncertainty(), 1), bearing, 2*spread)
		return shape
	}
	box := mainBox(region)
	if box.Max[0]-box.Min[0] > 180 { // across the antimeridian: no side is east
		return nil
	}
	wide, high := box.Max[0]-box.Min[0], box.Max[1]-box.Min[1]
	if spread == 0 {
		return without(clip.MultiPolygon(box.Pad(-min(wide, high)/4), region.Clone()))
	}
	share := 0.4
	if int(bearing)%90 != 0 {
		share = 0.5
	}
	switch {
	case bearing < 90 || bearing > 270:
		box.Min[1] = box.Max[1] - share*high
	case bearing > 90 && bearing < 270:
		box.Max[1] = box.Min[1] + share*high
	}
	switch {
	case bearing > 0 && bearing < 180:
		box.Min[0] = box.Max[0] - share*wide
	case bearing > 180:
		box.Max[0] = box.Min[0] + share*wide
	}
	kept := clip.MultiPolygon(box, region.Clone())
	return without(kept)
}

// border draws the line that two places share, or all of a place's border where no other is named, or none that touches it. A distance
// from it is how far the truth may lie from the line.
func (rel *Relation) border(a *Atlas) {
	lines := a.between(rel.Anchor, rel.Other)
	if len(lines) > 0 {
		rel.Shape, rel.Uncertainty = lines.Clone(), max(closeM, rel.HighM)
		return
	}
	if !rel.Other.IsZero() {
		rel.between(a)
	}
}

// between draws what lies between two places: the border that they share, the narrowest gap between two that do not, else the way from
// middle to middle.
func (rel *Relation) between(a *Atlas) {
	p, q := rel.Anchor, rel.Other
	if lines := a.onMainland(p, q); len(lines) > 0 {
		point, far := middleOf(lines)
		rel.Shape, rel.Point, rel.Uncertainty = lines.Clone(), &point, max(awayM, far)
		return
	}
	from, to := a.narrowest(p, q)
	apart := geodesy.Distance(from, to)
	middle := geodesy.Destination(from, geodesy.Bearing(from, to), apart/2)
	rel.Point, rel.Uncertainty = &middle, max(apart/2, closeM)
	rel.show(geodesy.Corridor(from, to, max(apart/8, 1000)))
}

// middleOf returns the vertex of some lines that is nearest to the middle of their box, and how far the farthest lies from it in meters.
func middleOf(lines orb.MultiLineString) (middle orb.Point, far float64) {
	center := lines.Bound().Center()
	least := math.Inf(1)
	for _, line := range lines {
		for _, p := range line {
			if d := geodesy.Distance(center, p); d < least {
				least, middle = d, p
			}
		}
	}
	for _, line := range lines {
		for _, p := range line {
			far = max(far, geodesy.Distance(middle, p))
		}
	}
	return middle, far
}

// maxVertices is how many vertices of a shore are tried for the narrowest gap.
const maxVertices = 200

// shoreOf returns some vertices of a place's outline, or its point where it is a spot.
func shoreOf(p gazetteer.Place) []orb.Point {
	var pieces orb.MultiPolygon
	switch {
	case p.HasBoundary():
		pieces = mainPieces(p.Boundary(astray(p)), mainPiece)
	case p.Type() == gazetteer.Island:
		pieces = pieceAround(countryOf(p).Boundary(astray(p)), p.Point())
	}
	all := 0
	for _, piece := range pieces {
		all += len(piece[0])
	}
	if all == 0 {
		return []orb.Point{p.Point()}
	}
	step, i := all/maxVertices+1, 0
	var out []orb.Point
	for _, piece := range pieces {
		for _, q := range piece[0] {
			if i++; i%step == 0 {
				out = append(out, q)
			}
		}
	}
	return out
}

// borderOf returns the stretches of a's rings whose vertices b's rings have, too; neighbors share them. Without b it returns all rings.
func borderOf(a, b orb.MultiPolygon) orb.MultiLineString {
	has := map[orb.Point]bool{}
	for _, polygon := range b {
		for _, ring := range polygon {
			for _, p := range ring {
				has[p] = true
			}
		}
	}
	var out orb.MultiLineString
	for _, polygon := range a {
		for _, ring := range polygon {
			var line orb.LineString
			for i, p := range ring {
				on := has[p] || len(b) == 0
				if on {
					line = append(line, p)
				}
				if !on || i == len(ring)-1 {
					if len(line) > 1 {
						out = append(out, line)
					}
					line = nil
				}
			}
		}
	}
	return out
}
