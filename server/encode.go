package server

import (
	"encoding/binary"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"
	"google.golang.org/protobuf/encoding/protowire"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
)

// Answers are written here as the messages of geotag.v1, field by field in the order of their numbers, which geotag.proto says and the comments of
// the functions name the messages of: what there is to write, geotag decides.

// document writes a TagResponse.
func (w *wireWriter) document(c *geotag.FeatureCollection) error {
	if err := w.collection(c); err != nil {
		return err
	}
	w.text(4, c.ID)
	w.text(5, c.Language)
	if c.Focus != nil {
		from := w.object(6)
		fields(w, 1, c.Focus.Countries, (*wireWriter).focusPlace)
		fields(w, 2, c.Focus.Regions, (*wireWriter).focusPlace)
		fields(w, 3, c.Focus.Settlements, (*wireWriter).focusPlace)
		w.end(from)
	}
	fields(w, 7, c.Rejected, (*wireWriter).rejected)
	fields(w, 8, c.Warnings, (*wireWriter).warning)
	w.text(9, c.GazetteerVersion)
	w.text(10, c.ModelVersion)
	return w.tooLarge()
}

// collection writes how each answer of features begins. It gives up where the answer becomes larger than may be sent, before there is more of it.
func (w *wireWriter) collection(c *geotag.FeatureCollection) error {
	w.text(1, c.Type)
	w.numbers(2, c.BBox)
	for i := range c.Features {
		from := w.object(3)
		w.feature(&c.Features[i])
		w.end(from)
		if err := w.tooLarge(); err != nil {
			return err
		}
	}
	return nil
}

// feature writes a Feature.
func (w *wireWriter) feature(f *geotag.Feature) {
	w.text(1, f.Type)
	w.count(2, int(f.ID))
	w.numbers(3, f.BBox)
	w.shown(4, f)
}

// alone writes a response that is a feature itself.
func (w *wireWriter) alone(f *geotag.Feature, version string) error {
	w.text(1, f.Type)
	w.numbers(2, f.BBox)
	w.shown(3, f)
	w.text(5, version)
	return w.tooLarge()
}

// shown writes a feature's geometry, if it has one, and its properties as the next field.
func (w *wireWriter) shown(n protowire.Number, f *geotag.Feature) {
	if f.Geometry.Geometry != nil {
		from := w.object(n)
		w.geometry(f.Geometry.Geometry)
		w.end(from)
	}
	from := w.object(n + 1)
	w.properties(&f.Properties)
	w.end(from)
}

// geometry writes a Geometry in the format that is asked for. Features that share a shape share what it took to write it.
func (w *wireWriter) geometry(g orb.Geometry) {
	w.text(1, g.GeoJSONType())
	if w.format == geotagv1.GeometryFormat_GEOMETRY_FORMAT_WKB {
		shape := wkb.MustMarshal(g, binary.LittleEndian)
		w.key(3, protowire.BytesType)
		w.varint(uint64(len(shape)))
		w.b = append(w.b, shape...)
		return
	}
	key := firstPoint(g)
	if key == nil {
		w.b = appendCoordinates(w.b, g)
		return
	}
	shape, ok := w.shapes[key]
	if !ok {
		shape = appendCoordinates(nil, g)
		if w.shapes == nil {
			w.shapes = map[*orb.Point][]byte{}
		}
		w.shapes[key] = shape
	}
	w.b = append(w.b, shape...)
}

// firstPoint returns where the points of a shape are, which is the same of a shape that features share; nil: g is no MultiPolygon.
func firstPoint(g orb.Geometry) *orb.Point {
	if shape, ok := g.(orb.MultiPolygon); ok && len(shape) > 0 && len(shape[0]) > 0 && len(shape[0][0]) > 0 {
		return &shape[0][0][0]
	}
	return nil
}

// properties writes Properties, of which the notes on a place's area have the last numbers, and protobuf writes what is one of several after all else.
func (w *wireWriter) properties(p *geotag.Properties) {
	w.place(p)
	w.reading(p)
	w.lookup(p)
	w.text(40, p.AreaSource)
	w.known(41, p.BoundaryM2)
	w.text(42, p.AreaWarning)
	w.statement(p)
}

// place writes what is known of a place, and where it is shown.
func (w *wireWriter) place(p *geotag.Properties) {
	w.enum(1, uint8(p.Kind))
	w.text(2, p.Name)
	w.text(3, p.PlaceID)
	w.enum(4, uint8(p.PlaceType))
	w.text(5, p.FeatureCode)
	w.text(6, p.CountryCode)
	w.text(7, p.Admin1Name)
	w.text(8, p.Admin1ID)
	w.known(9, p.Population)
	w.known(10, p.AreaM2)
	fields(w, 11, p.Ancestors, (*wireWriter).ancestor)
	if h := p.Host; h != nil {
		from := w.object(12)
		w.text(1, h.PlaceID)
		w.text(2, h.Name)
		w.enum(3, uint8(h.PlaceType))
		w.text(4, h.CountryCode)
		w.location(5, &h.Location)
		w.end(from)
	}
	fields(w, 13, p.Names, (*wireWriter).placeName)
	if p.Location != nil {
		w.location(14, p.Location)
	}
	w.known(15, p.UncertaintyM)
	w.enum(16, uint8(p.GeometrySource))
}

// reading writes what was read in a text.
func (w *wireWriter) reading(p *geotag.Properties) {
	w.optional(17, p.Score)
	w.count(18, p.MentionCount)
	fields(w, 19, p.Mentions, (*wireWriter).mention)
	fields(w, 20, p.Alternatives, (*wireWriter).alternative)
	fields(w, 21, p.Evidence, (*wireWriter).evidence)
}

// lookup writes what only look-ups answer.
func (w *wireWriter) lookup(p *geotag.Properties) {
	if m := p.Match; m != nil {
		from := w.object(25)
		w.text(1, m.Name)
		w.enum(2, uint8(m.Kind))
		w.count(3, m.Edits)
		w.text(4, m.Unread)
		w.end(from)
	}
	w.enum(26, uint8(p.Containment))
	w.optional(27, p.DistanceM)
	w.optional(28, p.BearingDegrees)
}

// location writes a LatLng.
func (w *wireWriter) location(n protowire.Number, p *geotag.LatLng) {
	from := w.object(n)
	w.float(1, p.Latitude)
	w.float(2, p.Longitude)
	w.end(from)
}

// ancestor writes an Ancestor.
func (w *wireWriter) ancestor(a *geotag.Ancestor) {
	w.text(1, a.PlaceID)
	w.text(2, a.Name)
	w.enum(3, uint8(a.PlaceType))
}

// placeName writes a PlaceName.
func (w *wireWriter) placeName(n *geotag.FeatureName) {
	w.text(1, n.Text)
	w.strings(2, n.Languages)
	if len(n.Usages) == 0 {
		return
	}
	from := w.object(3)
	for _, u := range n.Usages {
		w.varint(uint64(u))
	}
	w.end(from)
}

// said writes where the text says something, and its words: the first three fields of whatever tells of that.
func (w *wireWriter) said(start, end int, text string) {
	w.integer(1, start)
	w.integer(2, end)
	w.text(3, text)
}

// mention writes a Mention.
func (w *wireWriter) mention(m *geotag.FeatureMention) {
	w.said(m.Start, m.End, m.Text)
	w.enum(4, uint8(m.Role))
	w.number(5, m.RoleChance)
}

// alternative writes an Alternative.
func (w *wireWriter) alternative(a *geotag.Alternative) {
	w.text(1, a.PlaceID)
	w.text(2, a.Name)
	w.enum(3, uint8(a.PlaceType))
	w.text(4, a.CountryCode)
	w.text(5, a.Admin1Name)
	w.text(6, a.Admin1ID)
	w.location(7, &a.Location)
	w.float(8, a.Score)
}

// evidence writes Evidence.
func (w *wireWriter) evidence(e *geotag.Evidence) {
	w.enum(1, uint8(e.ID))
	w.number(2, e.Weight)
	w.text(3, e.Text)
}

// focusPlace writes a FocusPlace.
func (w *wireWriter) focusPlace(s *geotag.FocusShare) {
	w.text(1, s.PlaceID)
	w.text(2, s.Name)
	w.number(3, s.Share)
}

// rejected writes a RejectedMention.
func (w *wireWriter) rejected(r *geotag.RejectedMention) {
	w.said(r.Start, r.End, r.Text)
	w.enum(4, uint8(r.Reason))
	w.text(5, r.Detail)
}

// warning writes a Warning.
func (w *wireWriter) warning(n *geotag.Warning) {
	w.enum(1, uint8(n.Code))
	w.text(2, n.Text)
}

// statement writes what the text states, of which a feature has one at most.
func (w *wireWriter) statement(p *geotag.Properties) {
	var from int
	switch {
	case p.Area != nil:
		from = w.object(22)
		w.area(p.Area)
	case p.Relation != nil:
		from = w.object(23)
		w.relation(p.Relation)
	case p.Share != nil:
		from = w.object(24)
		w.share(p.Share)
	case p.Coordinates != nil:
		from = w.object(29)
		w.said(p.Coordinates.Start, p.Coordinates.End, p.Coordinates.Text)
		w.enum(4, uint8(p.Coordinates.Format))
	default:
		return
	}
	w.end(from)
}

// area writes a StatedArea.
func (w *wireWriter) area(a *geotag.FeatureArea) {
	w.said(a.Start, a.End, a.Text)
	w.optional(4, a.LowM2)
	w.optional(5, a.HighM2)
	w.optional(6, a.ImpliedLowM2)
	w.optional(7, a.ImpliedHighM2)
	w.enum(8, uint8(a.Unit))
	w.enum(9, uint8(a.Qualifier))
	w.optional(10, a.OtherM2)
	if r := a.Restatement; r != nil {
		from := w.object(11)
		w.said(r.Start, r.End, r.Text)
		w.optional(4, r.M2)
		w.enum(5, uint8(r.Unit))
		w.yes(6, r.Consistent)
		w.optional(7, r.DifferencePercent)
		w.enum(8, uint8(r.LikelyMistake))
		w.end(from)
	}
	w.optional(12, a.SquareKilometers)
	w.optional(13, a.SquareMiles)
	w.optional(14, a.Hectares)
	w.optional(15, a.Acres)
	w.text(16, a.PlaceID)
	w.optional(17, a.ShareOfPlace)
	w.optional(18, a.StatedShare)
	w.text(19, a.PlaceAreaSource)
	w.strings(20, a.ConsideredPlaceIDs)
	w.text(21, a.AnchorPlaceID)
	w.yes(22, a.Clipped)
	w.text(40, a.PlaceAreaWarning)
}

// relation writes a SpatialRelation.
func (w *wireWriter) relation(r *geotag.FeatureRelation) {
	w.said(r.Start, r.End, r.Text)
	w.enum(4, uint8(r.Kind))
	w.text(5, r.AnchorPlaceID)
	w.text(6, r.OtherPlaceID)
	w.optional(7, r.LowM)
	w.optional(8, r.HighM)
	w.optional(9, r.ImpliedLowM)
	w.optional(10, r.ImpliedHighM)
	w.optional(11, r.BearingDegrees)
	w.optional(12, r.SpreadDegrees)
}

// share writes a StatedShare.
func (w *wireWriter) share(s *geotag.FeatureShare) {
	w.said(s.Start, s.End, s.Text)
	w.text(4, s.PlaceID)
	w.optional(5, s.Part)
	w.optional(6, s.ImpliedLow)
	w.optional(7, s.ImpliedHigh)
}
