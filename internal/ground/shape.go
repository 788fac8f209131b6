package ground

import (
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

// draw fills in what the wording says of the ground.
func (rel *Relation) draw() {
	at, size := rel.Anchor.Point(), rel.Anchor.Uncertainty()
	var shape orb.MultiPolygon
	var err error
	switch rel.Kind {
	case measure.Away:
		rel.away(at, size)
		return
	case measure.Toward:
		rel.Uncertainty = max(awayM, 1.5*size)
		shape, err = geodesy.Sector(at, 0, 2*rel.Uncertainty, rel.Bearing, 2*rel.Spread)
	case measure.Near:
		rel.Point, rel.Uncertainty = &at, max(closeM, 1.5*size)
		if rel.HighM > 0 {
			_, rel.Uncertainty = rel.reach(size)
		}
		shape, err = geodesy.Sector(at, 0, rel.Uncertainty, 0, 180)
	case measure.Off:
		rel.Uncertainty = max(offM, size)
		if rel.HighM > 0 {
			rel.Uncertainty = size + max(rel.ImpliedHighM, rel.HighM)
		}
		shape, err = geodesy.Sector(at, 0, rel.Uncertainty, 0, 180)
	case measure.Outskirts:
		rel.Point, rel.Uncertainty = &at, max(size, 1000)
		spread := 180.0
		if rel.Spread > 0 {
			spread = 2 * rel.Spread
		}
		shape, err = geodesy.Sector(at, 0.6*rel.Uncertainty, 1.4*rel.Uncertainty, rel.Bearing, spread)
	case measure.Between:
		other := rel.Other.Point()
		apart := geodesy.Distance(at, other)
		middle := geodesy.Destination(at, geodesy.Bearing(at, other), apart/2)
		rel.Point, rel.Uncertainty = &middle, max(apart/2, closeM)
		shape, err = geodesy.Corridor(at, other, max(apart/8, 1000))
	case measure.Part:
		shape = part(rel.Anchor, rel.Bearing, rel.Spread)
		rel.Uncertainty = size / 2
	case measure.Border:
		rel.border()
		return
	}
	if err == nil && len(shape) > 0 {
		rel.Shape = shape
	}
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
// directions in a quarter; without a boundary a sector of what it may measure.
func part(p gazetteer.Place, bearing, spread float64) orb.MultiPolygon {
	tolerance := 0.0
	if p.Uncertainty() > 50e3 { // the coarse shape will do, and needs no simplification
		tolerance = 5000
	}
	region := p.Boundary(tolerance)
	if region == nil {
		shape, _ := geodesy.Sector(p.Point(), 0, max(p.Uncertainty(), 1), bearing, 2*spread)
		return shape
	}
	box := region.Bound()
	if box.Max[0]-box.Min[0] > 180 { // across the antimeridian: no side is east
		return nil
	}
	wide, high := box.Max[0]-box.Min[0], box.Max[1]-box.Min[1]
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

// border draws the line that two places share, or all of a place's border where no other is named.
func (rel *Relation) border() {
	lines := borderOf(rel.Anchor.Boundary(5000), rel.Other.Boundary(5000))
	if len(lines) > 0 {
		rel.Shape, rel.Uncertainty = lines, closeM
		return
	}
	if rel.Other.IsZero() {
		return
	}
	a, b := rel.Anchor.Point(), rel.Other.Point()
	if shape, err := geodesy.Corridor(a, b, max(geodesy.Distance(a, b)/8, 1000)); err == nil {
		rel.Shape, rel.Uncertainty = shape, geodesy.Distance(a, b)/2
	}
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
