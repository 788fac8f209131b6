package server

import (
	"github.com/paulmach/orb"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
)

// An encoder writes the features of one answer as messages, field by field: what they are, geotag decides. It gives up where the answer becomes
// larger than may be sent, before there is more of it.
type encoder struct {
	format geotagv1.GeometryFormat                   // of geometries
	lines  map[*geotag.Ancestor][]*geotagv1.Ancestor // what holds places, which features share
	shapes map[*orb.Point][]byte                     // coordinates of large shapes, which features share
	limit  int                                       // of the answer in bytes
	size   int                                       // of what was written, or less
}

func (s *Server) encoder(req interface {
	GetGeometryFormat() geotagv1.GeometryFormat
}) *encoder {
	return &encoder{format: req.GetGeometryFormat(), limit: s.opts.MaxAnswerBytes}
}

// tooLarge returns an error once more was written than may be sent.
func (e *encoder) tooLarge() error {
	if e.size > e.limit {
		return &tooLargeError{e.limit}
	}
	return nil
}

// document writes the answer to a text.
func (e *encoder) document(c *geotag.FeatureCollection) (*geotagv1.TagResponse, error) {
	features, err := e.features(c.Features)
	if err != nil {
		return nil, err
	}
	resp := &geotagv1.TagResponse{
		Type: c.Type, Bbox: c.BBox, Features: features, Id: c.ID, Language: c.Language, Focus: focus(c.Focus),
		GazetteerVersion: c.GazetteerVersion, ModelVersion: c.ModelVersion,
	}
	for _, r := range c.Rejected {
		resp.Rejected = append(resp.Rejected, &geotagv1.RejectedMention{
			Start: offset(r.Start), End: offset(r.End), Text: r.Text, Reason: geotagv1.RejectionReason(r.Reason), Detail: r.Detail,
		})
		if e.size += len(r.Text) + len(r.Detail); e.size > e.limit {
			return nil, e.tooLarge()
		}
	}
	for _, w := range c.Warnings {
		resp.Warnings = append(resp.Warnings, &geotagv1.Warning{Code: geotagv1.WarningCode(w.Code), Text: w.Text})
	}
	return resp, nil
}

// offset returns an offset of the text, of which 0 is one.
func offset(n int) *uint32 { return new(uint32(n)) }

// manyFeatures are as many as are allocated at once.
const manyFeatures = 1024

func (e *encoder) features(all []geotag.Feature) ([]*geotagv1.Feature, error) {
	out := make([]*geotagv1.Feature, len(all))
	var messages []featureMessage
	for i := range all {
		if len(messages) == 0 {
			messages = make([]featureMessage, min(len(all)-i, manyFeatures))
		}
		out[i] = e.feature(&messages[0], &all[i])
		messages = messages[1:]
		if err := e.tooLarge(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// What the smallest of feature and mention take on the wire, in bytes.
const (
	featureSize = 64
	mentionSize = 8
)

// A featureMessage is the messages of a feature, allocated as one, and those of an answer's features as one.
type featureMessage struct {
	feature  geotagv1.Feature
	props    geotagv1.Properties
	location geotagv1.LatLng
	shape    geotagv1.Geometry
	wire     [pointWire]byte // of the shape, if it is a point
}

func (e *encoder) feature(m *featureMessage, f *geotag.Feature) *geotagv1.Feature {
	m.feature.Type, m.feature.Id, m.feature.Bbox = f.Type, f.ID, f.BBox
	if f.Geometry.Geometry != nil {
		m.feature.Geometry = &m.shape
		e.setGeometry(&m.shape, m.wire[:0], f.Geometry.Geometry)
		e.size += len(m.shape.Wkb) + len(m.shape.ProtoReflect().GetUnknown())
	}
	m.feature.Properties = &m.props
	e.properties(m, &f.Properties)
	return &m.feature
}

// properties writes a feature's properties. Numbers are pointed at where they are.
func (e *encoder) properties(m *featureMessage, p *geotag.Properties) {
	to := &m.props
	e.size += featureSize + len(p.Name) + len(p.AreaSource) + len(p.AreaWarning)
	to.Kind, to.Name = geotagv1.FeatureKind(p.Kind), p.Name
	to.PlaceId, to.PlaceType, to.FeatureCode = p.PlaceID, geotagv1.PlaceType(p.PlaceType), p.FeatureCode
	to.CountryCode, to.Admin1Name, to.Admin1Id = p.CountryCode, p.Admin1Name, p.Admin1ID
	to.Population, to.AreaM2, to.UncertaintyM = known(&p.Population), known(&p.AreaM2), known(&p.UncertaintyM)
	to.AreaSource, to.BoundaryAreaM2, to.AreaWarning = p.AreaSource, known(&p.BoundaryM2), p.AreaWarning
	to.Ancestors = e.ancestors(p.Ancestors)
	to.GeometrySource = geotagv1.GeometrySource(p.GeometrySource)
	if p.Location != nil {
		m.location.Latitude, m.location.Longitude = &p.Location.Latitude, &p.Location.Longitude
		to.Location = &m.location
	}
	if h := p.Host; h != nil {
		to.Host = &geotagv1.Host{
			PlaceId: h.PlaceID, Name: h.Name, PlaceType: geotagv1.PlaceType(h.PlaceType), CountryCode: h.CountryCode, Location: latLng(&h.Location),
		}
	}
	e.reading(to, p)
	e.lookup(to, p)
}

// reading writes what was read in a text.
func (e *encoder) reading(to *geotagv1.Properties, p *geotag.Properties) {
	to.Score, to.MentionCount = p.Score, uint32(p.MentionCount)
	to.Mentions = e.mentions(p.Mentions)
	for i := range p.Alternatives {
		a := &p.Alternatives[i]
		e.size += featureSize/2 + len(a.Name)
		to.Alternatives = append(to.Alternatives, &geotagv1.Alternative{
			PlaceId: a.PlaceID, Name: a.Name, PlaceType: geotagv1.PlaceType(a.PlaceType), CountryCode: a.CountryCode,
			Admin1Name: a.Admin1Name, Admin1Id: a.Admin1ID, Location: latLng(&a.Location), Score: &a.Score,
		})
	}
	for _, v := range p.Evidence {
		e.size += len(v.Text)
		to.Evidence = append(to.Evidence, &geotagv1.Evidence{Id: geotagv1.EvidenceId(v.ID), Weight: v.Weight, Text: v.Text})
	}
	switch {
	case p.Area != nil:
		to.Statement = &geotagv1.Properties_Area{Area: area(p.Area)}
	case p.Relation != nil:
		to.Statement = &geotagv1.Properties_Relation{Relation: relation(p.Relation)}
	case p.Share != nil:
		to.Statement = &geotagv1.Properties_Share{Share: share(p.Share)}
	case p.Coordinates != nil:
		c := p.Coordinates
		to.Statement = &geotagv1.Properties_Coordinates{Coordinates: &geotagv1.StatedCoordinates{
			Start: offset(c.Start), End: offset(c.End), Text: c.Text, Format: geotagv1.CoordinateFormat(c.Format),
		}}
	}
}

// lookup writes what only look-ups answer.
func (e *encoder) lookup(to *geotagv1.Properties, p *geotag.Properties) {
	for _, n := range p.Names {
		e.size += len(n.Text)
		name := &geotagv1.PlaceName{Text: n.Text, Languages: n.Languages}
		for _, u := range n.Usages {
			name.Usages = append(name.Usages, geotagv1.NameUsage(u))
		}
		to.Names = append(to.Names, name)
	}
	if m := p.Match; m != nil {
		to.Match = &geotagv1.NameMatch{Name: m.Name, Kind: geotagv1.NameMatchKind(m.Kind), Edits: uint32(m.Edits), Unread: m.Unread}
	}
	to.Containment, to.DistanceM, to.BearingDegrees = geotagv1.Containment(p.Containment), p.DistanceM, p.BearingDegrees
}

// mentions writes mentions, allocated as one.
func (e *encoder) mentions(all []geotag.FeatureMention) []*geotagv1.Mention {
	if len(all) == 0 {
		return nil
	}
	type message struct {
		mention    geotagv1.Mention
		start, end uint32
	}
	out, messages := make([]*geotagv1.Mention, len(all)), make([]message, len(all))
	for i, m := range all {
		e.size += mentionSize + len(m.Text)
		to := &messages[i]
		to.start, to.end = uint32(m.Start), uint32(m.End)
		to.mention.Start, to.mention.End = &to.start, &to.end
		to.mention.Text, to.mention.Role, to.mention.RoleChance = m.Text, geotagv1.Role(m.Role), m.RoleChance
		out[i] = &to.mention
	}
	return out
}

// ancestors writes what holds a place, once for all features that share it.
func (e *encoder) ancestors(up []geotag.Ancestor) []*geotagv1.Ancestor {
	if len(up) == 0 {
		return nil
	}
	for i := range up {
		e.size += len(up[i].PlaceID) + len(up[i].Name)
	}
	if known, ok := e.lines[&up[0]]; ok {
		return known
	}
	out, messages := make([]*geotagv1.Ancestor, len(up)), make([]geotagv1.Ancestor, len(up))
	for i, a := range up {
		out[i] = &messages[i]
		out[i].PlaceId, out[i].Name, out[i].PlaceType = a.PlaceID, a.Name, geotagv1.PlaceType(a.PlaceType)
	}
	if e.lines == nil {
		e.lines = map[*geotag.Ancestor][]*geotagv1.Ancestor{}
	}
	e.lines[&up[0]] = out
	return out
}

// area writes a stated area.
func area(a *geotag.FeatureArea) *geotagv1.StatedArea {
	out := &geotagv1.StatedArea{
		Start: offset(a.Start), End: offset(a.End), Text: a.Text,
		LowM2: a.LowM2, HighM2: a.HighM2, ImpliedLowM2: a.ImpliedLowM2, ImpliedHighM2: a.ImpliedHighM2,
		Unit: geotagv1.AreaUnit(a.Unit), Qualifier: geotagv1.AreaQualifier(a.Qualifier), OtherM2: a.OtherM2,
		SquareKilometers: a.SquareKilometers, SquareMiles: a.SquareMiles, Hectares: a.Hectares, Acres: a.Acres,
		PlaceId: a.PlaceID, ShareOfPlace: a.ShareOfPlace, StatedShare: a.StatedShare, PlaceAreaSource: a.PlaceAreaSource, PlaceAreaWarning: a.PlaceAreaWarning,
		ConsideredPlaceIds: a.ConsideredPlaceIDs, AnchorPlaceId: a.AnchorPlaceID, Clipped: a.Clipped,
	}
	if r := a.Restatement; r != nil {
		out.Restatement = &geotagv1.Restatement{
			Start: offset(r.Start), End: offset(r.End), Text: r.Text, M2: r.M2, Unit: geotagv1.AreaUnit(r.Unit),
			Consistent: r.Consistent, DifferencePercent: r.DifferencePercent, LikelyMistake: geotagv1.LikelyMistake(r.LikelyMistake),
		}
	}
	return out
}

// share writes a part of a place whose area is not known.
func share(s *geotag.FeatureShare) *geotagv1.StatedShare {
	return &geotagv1.StatedShare{
		Start: offset(s.Start), End: offset(s.End), Text: s.Text, PlaceId: s.PlaceID,
		Part: s.Part, ImpliedLow: s.ImpliedLow, ImpliedHigh: s.ImpliedHigh,
	}
}

// relation writes a relation.
func relation(r *geotag.FeatureRelation) *geotagv1.SpatialRelation {
	return &geotagv1.SpatialRelation{
		Start: offset(r.Start), End: offset(r.End), Text: r.Text, Kind: geotagv1.RelationKind(r.Kind),
		AnchorPlaceId: r.AnchorPlaceID, OtherPlaceId: r.OtherPlaceID,
		LowM: r.LowM, HighM: r.HighM, ImpliedLowM: r.ImpliedLowM, ImpliedHighM: r.ImpliedHighM,
		BearingDegrees: r.BearingDegrees, SpreadDegrees: r.SpreadDegrees,
	}
}

// focus writes what a text is about, or nil where nothing tells.
func focus(f *geotag.FeatureFocus) *geotagv1.Focus {
	if f == nil {
		return nil
	}
	shares := func(all []geotag.FocusShare) (out []*geotagv1.FocusPlace) {
		for _, s := range all {
			out = append(out, &geotagv1.FocusPlace{PlaceId: s.PlaceID, Name: s.Name, Share: s.Share})
		}
		return out
	}
	return &geotagv1.Focus{Countries: shares(f.Countries), Regions: shares(f.Regions), Settlements: shares(f.Settlements)}
}

// setGeometry makes m the geometry g in the format that is asked for, in the space of b if that suffices. Features that share a shape share
// its bytes.
func (e *encoder) setGeometry(m *geotagv1.Geometry, b []byte, g orb.Geometry) {
	if e.format == geotagv1.GeometryFormat_GEOMETRY_FORMAT_WKB {
		setWKB(m, g)
		return
	}
	key := firstPoint(g)
	if wire, ok := e.shapes[key]; ok && key != nil {
		m.Type = g.GeoJSONType()
		m.ProtoReflect().SetUnknown(wire)
		return
	}
	setGeometry(m, b, g)
	if key != nil {
		if e.shapes == nil {
			e.shapes = map[*orb.Point][]byte{}
		}
		e.shapes[key] = m.ProtoReflect().GetUnknown()
	}
}

// firstPoint returns where the points of a shape are, which is the same of a shape that features share; nil: g is no MultiPolygon.
func firstPoint(g orb.Geometry) *orb.Point {
	if shape, ok := g.(orb.MultiPolygon); ok && len(shape) > 0 && len(shape[0]) > 0 && len(shape[0][0]) > 0 {
		return &shape[0][0][0]
	}
	return nil
}

func latLng(p *geotag.LatLng) *geotagv1.LatLng {
	return &geotagv1.LatLng{Latitude: &p.Latitude, Longitude: &p.Longitude}
}

// known returns where a number is, or nil where it is 0 and so unknown.
func known(x *float64) *float64 {
	if *x == 0 {
		return nil
	}
	return x
}
