package server

import (
	"math"

	"github.com/paulmach/orb"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
)

// Square metres of the units that an answer counts in; the mile and the acre are the international ones.
const (
	squareKilometer = 1e6
	squareMile      = 2589988.110336
	hectare         = 1e4
	acre            = 4046.8564224
)

// area writes a stated area. It counts towards the collection's box where it has a shape.
func (e *encoder) area(a geotag.StatedArea) *geotagv1.Feature {
	middle := (a.LowM2 + a.HighM2) / 2
	stated := &geotagv1.StatedArea{
		Start: e.units(a.Start), End: e.units(a.End), Text: e.text[a.Start:a.End],
		LowM2: figure(a.LowM2), HighM2: figure(a.HighM2),
		ImpliedLowM2: figure(a.ImpliedLowM2), ImpliedHighM2: figure(a.ImpliedHighM2),
		Unit: geotagv1.AreaUnit(a.Unit), Qualifier: geotagv1.AreaQualifier(a.Qualifier),
		SquareKilometers: figure(middle / squareKilometer), SquareMiles: figure(middle / squareMile),
		Hectares: figure(middle / hectare), Acres: figure(middle / acre),
		PlaceId: a.Place.ID(), ShareOfPlace: figure(a.Share), AnchorPlaceId: a.Anchor.ID(), Clipped: a.Clipped, StatedShare: figure(a.StatedShare), OtherM2: figure(a.OtherM2),
	}
	if a.Share > 0 {
		stated.PlaceAreaSource = a.Place.AreaSource()
	}
	for _, p := range a.Considered {
		stated.ConsideredPlaceIds = append(stated.ConsideredPlaceIds, p.ID())
	}
	if r := a.Restatement; r != nil {
		stated.Restatement = &geotagv1.Restatement{
			Start: e.units(r.Start), End: e.units(r.End), Text: e.text[r.Start:r.End],
			M2: figure(r.M2), Unit: geotagv1.AreaUnit(r.Unit), Consistent: r.Consistent,
			DifferencePercent: math.Round(r.DifferencePercent*100) / 100, LikelyMistake: r.LikelyMistake,
		}
	}
	f := &geotagv1.Feature{Type: feature, Properties: &geotagv1.Properties{
		Kind:   geotagv1.FeatureKind_FEATURE_KIND_STATED_AREA,
		Name:   stated.Text,
		AreaM2: figure(middle),
		Area:   stated,
	}}
	for _, v := range a.Evidence {
		f.Properties.Evidence = append(f.Properties.Evidence, &geotagv1.Evidence{Id: v.ID.String(), Weight: round4(v.Weight), Text: v.Text})
	}
	if len(a.Shape) > 0 {
		f.Properties.GeometrySource = geotagv1.GeometrySource_GEOMETRY_SOURCE_DERIVED
	}
	f.Geometry, f.Bbox = e.drawn(a.Shape)
	return f
}

// drawn writes a shape and its box: a Polygon where it is one. A shape unknown is a Polygon without coordinates, which
// RFC 7946 section 3.1 lets readers take as null; a message cannot say null and keep the member.
func (e *encoder) drawn(shape orb.MultiPolygon) (*geotagv1.Geometry, []float64) {
	if len(shape) == 0 {
		return geometry(orb.Polygon{}), nil
	}
	bounds := make([]orb.Bound, len(shape))
	for i, p := range shape {
		bounds[i] = p.Bound()
	}
	box := unionBox(bounds)
	e.boxes = append(e.boxes, box)
	if len(shape) == 1 {
		return geometry(shape[0]), wireBox(box)
	}
	return geometry(shape), wireBox(box)
}

// relation writes a spot that is described by its relation to a place.
func (e *encoder) relation(r geotag.SpatialRelation) *geotagv1.Feature {
	rel := &geotagv1.SpatialRelation{
		Start: e.units(r.Start), End: e.units(r.End), Text: e.text[r.Start:r.End], Kind: geotagv1.RelationKind(r.Kind),
		AnchorPlaceId: r.Anchor.ID(), OtherPlaceId: r.Other.ID(),
		LowM: figure(r.LowM), HighM: figure(r.HighM), ImpliedLowM: figure(r.ImpliedLowM), ImpliedHighM: figure(r.ImpliedHighM),
		SpreadDegrees: r.Spread,
	}
	if r.Spread > 0 {
		rel.BearingDegrees = &r.Bearing
	}
	f := &geotagv1.Feature{Type: feature, Properties: &geotagv1.Properties{
		Kind: geotagv1.FeatureKind_FEATURE_KIND_RELATION, Name: rel.Text, Relation: rel,
		UncertaintyM: math.Round(r.Uncertainty), GeometrySource: geotagv1.GeometrySource_GEOMETRY_SOURCE_DERIVED,
	}}
	if r.Point != nil {
		f.Properties.Location = latLng(*r.Point)
	}
	switch shape := r.Shape.(type) {
	case orb.MultiPolygon:
		f.Geometry, f.Bbox = e.drawn(shape)
	case orb.MultiLineString:
		e.boxes = append(e.boxes, shape.Bound())
		f.Geometry, f.Bbox = geometry(shape), wireBox(shape.Bound())
	}
	return f
}

// figure rounds to ten significant digits, beyond which conversion leaves noise. What is not finite is absent.
func figure(x float64) float64 {
	if x == 0 || math.IsInf(x, 0) || math.IsNaN(x) {
		return 0
	}
	scale := math.Pow10(9 - int(math.Floor(math.Log10(math.Abs(x)))))
	return math.Round(x*scale) / scale
}
