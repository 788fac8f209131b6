package geotag

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
)

// FeatureOptions say how features are made. The zero value is a good default.
type FeatureOptions struct {
	// Language of names, BCP 47; empty: the gazetteer's own, mostly English.
	Language string
	// Geometry says how much of it each place carries.
	Geometry GeometryDetail
	// StrayM is how far a simplified boundary may stray, in meters, with DetailBoundary.
	StrayM float64
	// PerMention makes a feature of each mention, in the order of the text, rather than one of each place with all of its mentions.
	PerMention bool
	// Type makes all geometries of one type. With TypeMultiPolygon a Geometry of DetailPoint counts as DetailBBox.
	Type GeometryType
	// Offsets is what offsets count; zero: bytes.
	Offsets OffsetUnit
}

const (
	typeCollection = "FeatureCollection"
	typeFeature    = "Feature"
)

// FeatureCollection returns the answer to a text as GeoJSON has it: the places in the order of their first mention, then stated areas,
// shares, relations and coordinates in theirs, their ids counting from 1. The text must be the one that was tagged.
func (d *Document) FeatureCollection(text string, o FeatureOptions) *FeatureCollection {
	c, _ := d.Features(context.Background(), text, o)
	return c
}

// Features is FeatureCollection for a caller who may give up. The only error is the context's.
//
// What boundaries and features of single mentions take is bounded with the rest of the answer: a boundary for which there is no space is
// drawn as it is with 5 km of tolerance, or not at all, and a mention without space is left out, each with a Warning.
func (d *Document) Features(ctx context.Context, text string, o FeatureOptions) (*FeatureCollection, error) {
	m := mapper{
		text: text, o: o, offsets: newOffsets(text, o.Offsets), mentions: make([]FeatureMention, 0, d.mentions()), space: spaceFor(len(text)),
		places: d.places,
	}
	if m.places == nil {
		m.places = newPlaceTable(fewPlaces)
	}
	m.space.left = max(m.space.left-d.weight(o.PerMention), 0)
	c := &FeatureCollection{
		Type: typeCollection, Language: d.Language, Warnings: slices.Clone(d.Warnings),
		Features: make([]Feature, len(d.References)+len(d.Areas)+len(d.Relations)+len(d.Shares)+len(d.Coordinates)),
	}
	m.boxes = make([]orb.Bound, 0, len(c.Features))
	for i := range d.References {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		m.reference(&c.Features[i], &d.References[i])
	}
	m.statements(c.Features[len(d.References):], d)
	c.Focus, c.Rejected = m.focus(d.Focus), m.rejected(d.Rejected)
	if o.PerMention {
		c.Features = m.perMention(c.Features)
	}
	c.Warnings = append(c.Warnings, m.warnings()...)
	slices.SortStableFunc(c.Warnings, func(a, b Warning) int { return cmp.Compare(a.Code, b.Code) })
	return m.finish(c, 0), nil
}

// warnings says what the features leave out.
func (m *mapper) warnings() (out []Warning) {
	if m.unsaid > 0 {
		out = append(out, Warning{AnswerCut, fmt.Sprintf("the answer is as large as it may be for a text of this length: %d mentions are left out of it", m.unsaid)})
	}
	if m.coarse > 0 {
		out = append(out, Warning{ShapesCut, fmt.Sprintf("the boundaries of all places are more than one answer may hold: %d features have one with %d km of tolerance, or a point instead", m.coarse, coarseM/1000)})
	}
	return out
}

// statements maps what the text states of the ground, by where it does so.
func (m *mapper) statements(features []Feature, d *Document) {
	areas, relations, shares, points := d.Areas, d.Relations, d.Shares, d.Coordinates
	const never = math.MaxInt
	for i := range features {
		area, relation, share, point := never, never, never, never
		if len(areas) > 0 {
			area = areas[0].Start
		}
		if len(relations) > 0 {
			relation = relations[0].Start
		}
		if len(shares) > 0 {
			share = shares[0].Start
		}
		if len(points) > 0 {
			point = points[0].Start
		}
		switch min(area, relation, share, point) {
		case area:
			m.area(&features[i], &areas[0])
			areas = areas[1:]
		case relation:
			m.relation(&features[i], &relations[0])
			relations = relations[1:]
		case point:
			m.coordinates(&features[i], &points[0])
			points = points[1:]
		default:
			m.share(&features[i], &shares[0])
			shares = shares[1:]
		}
	}
}

// mentions returns how many mentions the document has.
func (d *Document) mentions() (n int) {
	for i := range d.References {
		n += len(d.References[i].Mentions)
	}
	return n
}

// FoundFeatures returns places that Find found, in their order. The id of the first is one more than the number of those before
// it on other pages.
func FoundFeatures(found []Found, before int, o FeatureOptions) *FeatureCollection {
	m := mapper{o: o, places: newPlaceTable(fewPlaces), space: spaceFor(0)}
	c := &FeatureCollection{Type: typeCollection, Features: make([]Feature, len(found))}
	for i := range found {
		m.place(&c.Features[i], found[i].Place)
		c.Features[i].Properties.Match = &NameMatch{found[i].Name, found[i].Match, found[i].Edits, found[i].Unread}
	}
	return m.finish(c, before)
}

// LocatedFeatures returns what is at a point: the areas that contain it, then the settlements near it.
func LocatedFeatures(at gazetteer.Location, o FeatureOptions) *FeatureCollection {
	m := mapper{o: o, places: newPlaceTable(fewPlaces), space: spaceFor(0)}
	c := &FeatureCollection{Type: typeCollection, Features: make([]Feature, len(at.Areas)+len(at.Settlements))}
	for i, a := range at.Areas {
		f := &c.Features[i]
		m.place(f, a.Place)
		if f.Properties.Containment = Containment(a.How); a.DistanceM > 0 {
			f.Properties.DistanceM = new(math.Round(a.DistanceM))
		}
	}
	for i, n := range at.Settlements {
		f := &c.Features[len(at.Areas)+i]
		m.place(f, n.Place)
		f.Properties.DistanceM = new(math.Round(n.DistanceM))
		f.Properties.BearingDegrees = new(math.Mod(math.Round(n.Bearing), 360))
	}
	return m.finish(c, 0)
}

// PlaceFeature returns a place by itself, with its names.
func PlaceFeature(p Place, o FeatureOptions) *Feature {
	f, m := new(Feature), mapper{o: o, places: newPlaceTable(fewPlaces), space: space{left: math.MaxInt}}
	m.place(f, p)
	if o.Type != 0 {
		f.Geometry = o.Type.of(f)
	}
	f.Properties.Names = featureNames(p)
	return f
}

// Feature returns a stated area by itself. The text must be the one that states it.
func (a *StatedArea) Feature(text string) *Feature {
	f, m := new(Feature), mapper{text: text, places: newPlaceTable(fewPlaces)}
	m.area(f, a)
	return f
}

// A mapper turns places and what a text says into the features of one answer.
type mapper struct {
	text    string
	o       FeatureOptions
	offsets offsets
	boxes   []orb.Bound // of the features so far
	places  *placeTable
	// mentions are those of all features, allocated as one.
	mentions []FeatureMention
	space    space // for boundaries and the features of single mentions
	coarse   int   // features whose boundary has more tolerance than asked for, or that have none, for want of space
	unsaid   int   // mentions that have no feature for the same
}

// units returns a stretch of the text in the unit that is asked for.
func (m *mapper) units(start, end int) (int, int) {
	return m.offsets.units(start), m.offsets.units(end)
}

// finish numbers the features and draws the box around all of them.
func (m *mapper) finish(c *FeatureCollection, before int) *FeatureCollection {
	for i := range c.Features {
		f := &c.Features[i]
		f.ID = uint32(before + i + 1)
		if m.o.Type != 0 {
			f.Geometry = m.o.Type.of(f)
		}
	}
	if len(m.boxes) > 0 {
		c.BBox = wireBox(unionBox(m.boxes))
	}
	return c
}

// reference maps a place with its mentions.
func (m *mapper) reference(f *Feature, r *Reference) {
	if r.Place.IsZero() {
		m.unlisted(f, r)
	} else {
		m.place(f, r.Place)
	}
	p := &f.Properties
	p.Score = new(round4(r.Score))
	p.MentionCount = len(r.Mentions)
	first := len(m.mentions)
	for _, at := range r.Mentions {
		start, end := m.units(at.Start, at.End)
		m.mentions = append(m.mentions, FeatureMention{start, end, m.text[at.Start:at.End], at.Role, round4(at.RoleChance)})
	}
	p.Mentions = m.mentions[first:len(m.mentions):len(m.mentions)]
	for _, c := range r.Alternatives {
		p.Alternatives = append(p.Alternatives, m.alternative(c))
	}
	p.Evidence = rounded4(r.Evidence)
}

func (m *mapper) alternative(c Candidate) Alternative {
	p := m.of(c.Place)
	return Alternative{
		PlaceID: p.PlaceID, Name: p.Name, PlaceType: p.PlaceType, CountryCode: p.CountryCode,
		Admin1ID: p.Admin1ID, Admin1Name: p.Admin1Name, Location: p.Location, Score: round4(c.Score),
	}
}

// rounded4 returns evidence with its weights rounded.
func rounded4(evidence []Evidence) (out []Evidence) {
	for _, e := range evidence {
		out = append(out, Evidence{e.ID, round4(e.Weight), e.Text})
	}
	return out
}

// place maps a place of the gazetteer. It counts towards the collection's box.
func (m *mapper) place(f *Feature, p Place) {
	known := m.of(p)
	f.Type = typeFeature
	props := &f.Properties
	props.Kind, props.Place = KindPlace, known
	props.Name, props.PlaceID, props.PlaceType, props.FeatureCode = known.Name, known.PlaceID, known.PlaceType, known.FeatureCode
	props.CountryCode, props.Ancestors = known.CountryCode, known.Ancestors
	props.Admin1ID, props.Admin1Name = known.Admin1ID, known.Admin1Name
	props.Population, props.AreaM2, props.BoundaryM2 = known.Population, known.AreaM2, known.BoundaryM2
	props.AreaSource, props.AreaWarning = known.AreaSource, known.AreaWarning
	props.Location, props.UncertaintyM = &known.Location, known.uncertain

	var shape orb.Geometry
	extent := known.extent
	shape, props.GeometrySource = m.shape(known)
	if f.BBox = known.bbox; f.BBox != nil && props.GeometrySource == SourceBoundary {
		extent = around(extent, shape) // a boundary has fewer decimals than its box
		f.BBox = wireBox(extent)
	}
	m.boxes = append(m.boxes, extent)
	f.Geometry = Geometry{shape}
}

// unlisted maps a place that the gazetteer lacks: it has its host's point, and neither its extent nor its kind.
func (m *mapper) unlisted(f *Feature, r *Reference) {
	host := m.of(r.Host)
	f.Type = typeFeature
	p := &f.Properties
	p.Kind, p.Name = KindUnlistedPlace, r.Name
	p.CountryCode, p.Ancestors = host.CountryCode, host.line
	p.Admin1ID, p.Admin1Name = admin1(host.line)
	p.Host = &Host{host.PlaceID, host.Name, host.PlaceType, host.CountryCode, host.Location}
	p.Location, p.GeometrySource = &host.Location, SourceDerived
	p.UncertaintyM = math.Round(r.Uncertainty)
	m.boxes = append(m.boxes, r.Host.Point().Bound())
	f.Geometry = Geometry{rounded(host.point)}
}

// admin1 returns the first-order division among ancestors, the largest if one holds another.
func admin1(up []Ancestor) (id, name string) {
	for _, a := range up {
		if a.PlaceType == PlaceType(gazetteer.Admin1) {
			id, name = a.PlaceID, a.Name
		}
	}
	return id, name
}

// language returns a copy of the language of names, which may be a piece of a request.
func (m *mapper) language() string { return strings.Clone(m.o.Language) }

// name returns a place's name in the language that is asked for.
func (m *mapper) name(p Place) string {
	if m.o.Language == "" {
		return p.Name()
	}
	return p.NameIn(m.o.Language)
}

// shape returns a place's geometry, in the detail that is asked for and known, and what it is.
func (m *mapper) shape(known *FeaturePlace) (orb.Geometry, GeometrySource) {
	p, extent, detail := known.place, known.extent, m.o.Geometry
	if m.o.Type == TypeMultiPolygon && detail != DetailBoundary {
		detail = DetailBBox
	}
	switch detail {
	case DetailBBox:
		if g, ok := polygonOf(extent); ok {
			return g, SourceCentroid
		}
	case DetailBoundary:
		if b := m.boundary(p); len(b) > 0 {
			return simplest(b), SourceBoundary
		}
		switch o := m.outline(p).(type) {
		case orb.MultiPolygon:
			return simplest(o), SourceBoundary
		case orb.MultiLineString:
			if g, ok := polygonOf(extent); ok && m.o.Type == TypeMultiPolygon {
				return g, SourceCentroid
			}
			return o, SourceBoundary
		}
	}
	switch p.Type() {
	case gazetteer.Settlement, gazetteer.Airport, gazetteer.Facility:
		return known.point, SourcePoint
	}
	return known.point, SourceCentroid
}

// coarseM is the tolerance in meters of boundaries for which there is no space as they are asked for: that of the gazetteer's coarse shapes,
// of which those of all countries have 52,000 vertices.
const coarseM = 5000

// boundary returns a place's boundary: as it is asked for, if there is space for that, else a coarse one, or none.
func (m *mapper) boundary(p Place) orb.MultiPolygon {
	b := p.Boundary(m.o.StrayM)
	n := vertices(b) * vertexWeight
	if n <= m.space.left {
		m.space.left -= n
		return b
	}
	m.coarse++
	if m.o.StrayM >= coarseM {
		return nil
	}
	b = p.Boundary(coarseM)
	if n = vertices(b) * vertexWeight; n > m.space.left {
		return nil
	}
	m.space.left -= n
	return b
}

// outline returns the course of a river or the outline of a lake or range, if it is known and there is space for it.
func (m *mapper) outline(p Place) orb.Geometry {
	o := p.Outline()
	n := vertices(o) * vertexWeight
	if n > m.space.left {
		m.coarse++
		return nil
	}
	m.space.left -= n
	return o
}

// simplest returns polygons as a Polygon where they are one.
func simplest(m orb.MultiPolygon) orb.Geometry {
	if len(m) == 1 {
		return m[0]
	}
	return m
}

// featureNames returns all names of a place.
func featureNames(p Place) (names []FeatureName) {
	for n := range p.Names() {
		name := FeatureName{Text: n.Text, Languages: n.Langs}
		for u := NameUsage(1); int(u) < len(nameUsageNames); u++ {
			if n.Flags&(1<<(u-1)) != 0 {
				name.Usages = append(name.Usages, u)
			}
		}
		names = append(names, name)
	}
	return names
}

// focus maps what a text is about, or returns nil where nothing tells.
func (m *mapper) focus(f Focus) *FeatureFocus {
	shares := func(places []FocusPlace) (out []FocusShare) {
		for _, p := range places {
			known := m.of(p.Place)
			out = append(out, FocusShare{known.PlaceID, known.Name, round4(p.Share)})
		}
		return out
	}
	if len(f.Countries)+len(f.Regions)+len(f.Settlements) == 0 {
		return nil
	}
	return &FeatureFocus{shares(f.Countries), shares(f.Regions), shares(f.Settlements)}
}

func (m *mapper) rejected(all []Rejection) (out []RejectedMention) {
	for _, r := range all {
		start, end := m.units(r.Start, r.End)
		out = append(out, RejectedMention{start, end, m.text[r.Start:r.End], r.Reason, r.Detail})
	}
	return out
}
