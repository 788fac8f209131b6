package geotag

import (
	"math"

	"github.com/paulmach/orb"

	"example.com/geotag/measure"
)

// area maps a stated area. It counts towards the collection's box where it has a shape.
func (m *mapper) area(f *Feature, a *StatedArea) {
	middle := a.middle()
	start, end := m.units(a.Start, a.End)
	said := &FeatureArea{
		Start: start, End: end, Text: m.text[a.Start:a.End],
		LowM2: figure(a.LowM2), HighM2: figure(a.HighM2), ImpliedLowM2: figure(a.ImpliedLowM2), ImpliedHighM2: known(a.ImpliedHighM2),
		Unit: AreaUnit(a.Unit), Qualifier: AreaQualifier(a.Qualifier), OtherM2: known(a.OtherM2), Restatement: m.restatement(a.Restatement),
		SquareKilometers: figure(measure.SquareKilometer.FromM2(middle)), SquareMiles: figure(measure.SquareMile.FromM2(middle)),
		Hectares: figure(measure.Hectare.FromM2(middle)), Acres: figure(measure.Acre.FromM2(middle)),
		PlaceID: a.Place.ID(), ShareOfPlace: known(a.Share), StatedShare: known(a.StatedShare),
		AnchorPlaceID: a.Anchor.ID(), Clipped: a.Clipped,
	}
	if a.Share > 0 {
		said.PlaceAreaSource, said.PlaceAreaWarning = areaNotes(a.Place)
	}
	for _, p := range a.Considered {
		said.ConsideredPlaceIDs = append(said.ConsideredPlaceIDs, p.ID())
	}
	f.Type = typeFeature
	p := &f.Properties
	p.Kind, p.Name, p.Area, p.Evidence = KindStatedArea, said.Text, said, rounded4(a.Evidence)
	if m2 := known(middle); m2 != nil {
		p.AreaM2 = *m2
	}
	if len(a.Shape) > 0 {
		p.GeometrySource = SourceDerived
		m.draw(f, a.Shape)
	}
}

func (m *mapper) restatement(r *measure.Restatement) *FeatureRestatement {
	if r == nil {
		return nil
	}
	start, end := m.units(r.Start, r.End)
	return &FeatureRestatement{
		Start: start, End: end, Text: m.text[r.Start:r.End], M2: figure(r.M2), Unit: AreaUnit(r.Unit), Consistent: r.Consistent,
		DifferencePercent: figure(math.Round(r.DifferencePercent*100) / 100), LikelyMistake: LikelyMistake(r.LikelyMistake),
	}
}

// relation maps a spot that is described by its relation to a place.
func (m *mapper) relation(f *Feature, r *SpatialRelation) {
	start, end := m.units(r.Start, r.End)
	said := &FeatureRelation{
		Start: start, End: end, Text: m.text[r.Start:r.End], Kind: RelationKind(r.Kind),
		AnchorPlaceID: r.Anchor.ID(), OtherPlaceID: r.Other.ID(),
	}
	if r.HighM > 0 {
		said.LowM, said.HighM = figure(r.LowM), figure(r.HighM)
		said.ImpliedLowM, said.ImpliedHighM = figure(r.ImpliedLowM), known(r.ImpliedHighM)
	}
	if r.Spread > 0 {
		said.BearingDegrees, said.SpreadDegrees = new(r.Bearing), new(r.Spread)
	}
	f.Type = typeFeature
	p := &f.Properties
	p.Kind, p.Name, p.Relation = KindRelation, said.Text, said
	if r.Shape == nil { // the atlas was to draw no more
		return
	}
	p.UncertaintyM, p.GeometrySource = math.Round(r.Uncertainty), SourceDerived
	if r.Point != nil {
		p.Location = new(latLng(*r.Point))
	}
	m.draw(f, r.Shape)
}

// share maps a part of a place whose area is not known. It is shown at the place.
func (m *mapper) share(f *Feature, s *StatedShare) {
	start, end := m.units(s.Start, s.End)
	said := &FeatureShare{
		Start: start, End: end, Text: m.text[s.Start:s.End], PlaceID: s.Place.ID(),
		Part: figure(s.Part), ImpliedLow: figure(s.ImpliedLow), ImpliedHigh: figure(s.ImpliedHigh),
	}
	f.Type = typeFeature
	p := &f.Properties
	p.Kind, p.Name, p.Share = KindStatedShare, said.Text, said
	p.Location, p.UncertaintyM, p.GeometrySource = new(latLng(s.Place.Point())), math.Round(s.Place.Uncertainty()), SourceDerived
	m.boxes = append(m.boxes, s.Place.Point().Bound())
	f.Geometry = Geometry{roundPoint(s.Place.Point())}
}

// draw gives a feature a shape of the text's, and its box; an empty one is none.
func (m *mapper) draw(f *Feature, shape orb.Geometry) {
	var box orb.Bound
	switch s := shape.(type) {
	case orb.MultiPolygon:
		if len(s) == 0 {
			return
		}
		bounds := make([]orb.Bound, len(s))
		for i, p := range s {
			bounds[i] = p.Bound()
		}
		box, shape = unionBox(bounds), simplest(s)
	case orb.MultiLineString:
		box = s.Bound()
	default:
		return
	}
	m.boxes = append(m.boxes, box)
	f.BBox, f.Geometry = wireBox(box), Geometry{rounded(shape)}
}

// figure rounds to ten significant digits, beyond which conversion leaves noise. What is not finite is nil.
func figure(x float64) *float64 {
	if math.IsInf(x, 0) || math.IsNaN(x) {
		return nil
	}
	if x == 0 {
		return new(float64)
	}
	scale := math.Pow10(9 - int(math.Floor(math.Log10(math.Abs(x)))))
	if x = math.Round(x*scale) / scale; math.IsInf(x, 0) || math.IsNaN(x) { // the scale is beyond a float64's reach
		return nil
	}
	return &x
}

// known is figure of what is unknown where it is 0.
func known(x float64) *float64 {
	if x == 0 {
		return nil
	}
	return figure(x)
}

// round4 rounds to four decimals: the further digits of a probability say nothing.
func round4(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// round7 rounds to 1e-7 degrees, 11 mm: the precision of gazetteers, and less to print.
func round7(degrees float64) float64 {
	return math.Round(degrees*1e7)/1e7 + 0 // + 0: no negative zero
}

func roundPoint(p orb.Point) orb.Point { return orb.Point{round7(p[0]), round7(p[1])} }

func latLng(p orb.Point) LatLng { return LatLng{Latitude: round7(p.Lat()), Longitude: round7(p.Lon())} }

// rounded returns a copy of a geometry that is computed, its coordinates rounded. Those of the gazetteer are round.
func rounded(g orb.Geometry) orb.Geometry {
	switch g := g.(type) {
	case orb.Point:
		return roundPoint(g)
	case orb.LineString:
		return orb.LineString(roundPoints(g))
	case orb.Ring:
		return orb.Ring(roundPoints(g))
	case orb.MultiLineString:
		return orb.MultiLineString(roundEach(g))
	case orb.Polygon:
		return orb.Polygon(roundEach(g))
	case orb.MultiPolygon:
		return orb.MultiPolygon(roundEach(g))
	}
	return g
}

func roundPoints(points []orb.Point) []orb.Point {
	out := make([]orb.Point, len(points))
	for i, p := range points {
		out[i] = roundPoint(p)
	}
	return out
}

func roundEach[G orb.Geometry](parts []G) []G {
	out := make([]G, len(parts))
	for i, p := range parts {
		out[i] = rounded(p).(G)
	}
	return out
}
