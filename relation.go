package geotag

import (
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/geodesy"
	"example.com/geotag/measure"
)

// A SpatialRelation is a spot that the text describes by its relation to a place: "30 km south of Taitung".
type SpatialRelation struct {
	measure.Relation
	End         int          // the byte after the last name
	Anchor      Place        // the place
	Other       Place        // the other of "between X and Y"; zero: none
	Point       *orb.Point   // where it is most likely; nil: the wording tells of a stretch
	Shape       orb.Geometry // a MultiPolygon, or of a border a MultiLineString; nil: none can be drawn
	Uncertainty float64      // metres that the truth may lie from Point, or from the middle of Shape
}

// relations finds the relations that the text states, in its order.
func (r *reading) relations() []SpatialRelation {
	var out []SpatialRelation
	for k := range r.spans {
		s := &r.spans[k]
		if s.best < 0 || s.role != Location {
			continue
		}
		p := r.cands[s.best].place
		if !r.wanted(p) {
			continue
		}
		start, end := r.bytes(s)
		stated, ok := measure.RelationBefore(r.text, start)
		if !ok {
			continue
		}
		if !r.spatial(&stated, p) {
			continue
		}
		rel := SpatialRelation{Relation: stated, End: end, Anchor: p}
		if stated.Kind == measure.Between || stated.Kind == measure.Border {
			rel.Other, rel.End = r.otherEnd(k, end)
			if rel.Other.IsZero() && stated.Kind == measure.Between {
				continue
			}
		}
		rel.draw()
		if rel.Shape != nil {
			out = append(out, rel)
		}
	}
	return out
}

// spatial reports whether a wording tells of the ground here: "talks between Mexico and the United States" and "cordoned off Lagos" do not.
func (r *reading) spatial(rel *measure.Relation, p Place) bool {
	if rel.Kind != measure.Between && rel.Kind != measure.Off {
		return true
	}
	wording := strings.ToLower(r.text[rel.Start:min(rel.Start+16, len(r.text))])
	before := strings.Fields(strings.ToLower(strings.ToValidUTF8(r.text[max(rel.Start-24, 0):rel.Start], "")))
	word := ""
	if len(before) > 0 {
		word = strings.Trim(before[len(before)-1], ".,;:()")
	}
	settlement := p.Type() == gazetteer.Settlement
	switch {
	case rel.Kind == measure.Off:
		return rel.HighM > 0 || !settlement || strings.HasPrefix(wording, "off the") || slices.Contains(waterWords, word)
	case strings.HasPrefix(wording, "halfway"), strings.HasPrefix(wording, "midway"):
		return true
	case settlement:
		return !slices.Contains(dealings, word)
	}
	return slices.Contains(ways, word)
}

var (
	// waterWords stand before "off" and a port, as other words do before a verb's "off".
	waterWords = []string{"miles", "km", "kilometers", "kilometres", "waters", "sea", "just", "anchored", "sank", "sunk", "aground", "ship", "vessel", "tanker", "ferry", "boat"}
	// dealings are what is between two places without being there.
	dealings = []string{
		"flights", "flight", "talks", "relations", "relationship", "time", "ties", "match", "game", "games", "agreement", "signed", "trade", "deal", "differences", "difference",
		"dispute", "choose", "divided", "split", "rivalry", "partnership", "cooperation", "dialogue", "meeting", "merger", "final", "playoff",
	}
	// ways are what lies between two countries or regions.
	ways = []string{"border", "borders", "frontier", "road", "roads", "highway", "route", "line", "strait", "corridor", "railway", "crossing", "lies", "lie", "located", "situated", "somewhere", "mountains", "sea", "waters", "island", "area", "zone"}
)

// otherEnd returns the place that follows a span after an "and" or a "with", and where its name ends.
func (r *reading) otherEnd(k, end int) (Place, int) {
	if k+1 < len(r.spans) {
		next := &r.spans[k+1]
		if start, stop := r.bytes(next); next.best >= 0 && next.role != 0 && start > end && start-end < 12 {
			if words := strings.Fields(r.text[end:start]); len(words) > 0 && (words[0] == "and" || words[0] == "with") {
				return r.cands[next.best].place, stop
			}
		}
	}
	return Place{}, end
}

// How far in metres a wording without figures reaches from a settlement: round figures that we chose. From a region it reaches as far as
// that is wide.
const (
	closeM = 10e3
	awayM  = 40e3
	offM   = 50e3
)

// draw fills in what the wording says of the ground.
func (rel *SpatialRelation) draw() {
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

// reach returns the distance in metres that the figures allow. What the place measures itself is open, too: nobody says from where in it.
func (rel *SpatialRelation) reach(size float64) (low, high float64) {
	low, high = rel.ImpliedLowM, rel.ImpliedHighM
	if high == 0 { // "at least": half as much again
		high = 1.5 * rel.HighM
	}
	return max(low-min(size, rel.LowM/2), 0), high + min(size, rel.HighM/2)
}

// away draws a distance, with a direction or all around.
func (rel *SpatialRelation) away(at orb.Point, size float64) {
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
func part(p Place, bearing, spread float64) orb.MultiPolygon {
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
	return slices.DeleteFunc(kept, func(p orb.Polygon) bool { return len(p) == 0 || len(p[0]) < 4 })
}

// border draws the line that two places share, or all of a place's border where no other is named.
func (rel *SpatialRelation) border() {
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

// borderOf returns the stretches of a's rings whose vertices b's rings have, too; neighbours share them. Without b it returns all rings.
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
