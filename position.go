package geotag

import (
	"context"
	"math"

	"github.com/paulmach/orb"

	"example.com/geotag/internal/coordinates"
	"example.com/geotag/internal/geodesy"
	"example.com/geotag/internal/prose"
)

// StatedCoordinates are a point that a text states in figures: "51.19 N 35.27 E".
type StatedCoordinates struct {
	coordinates.Position
	Place Place // the smallest that the point falls in; zero: none, as at sea
}

// CoordinateFormat is how a point is written. The values are those of geotag.v1.CoordinateFormat; the zero value is none.
type CoordinateFormat coordinates.Format

var coordinateFormatNames = [...]string{"unknown", "decimal", "sexagesimal", "utm", "mgrs"}

// String returns the format in lower case: "decimal".
func (f CoordinateFormat) String() string { return nameIn(coordinateFormatNames[:], uint8(f)) }

// MarshalText returns geotag.v1's name.
func (f CoordinateFormat) MarshalText() ([]byte, error) { return coordinateFormatWire.text(uint8(f)) }

// coordinates adds the points that a part of the text states, with the place that each falls in, if the options let it through. The only
// error is the context's.
func (d *draft) coordinates(ctx context.Context, text *prose.Text) error {
	if !d.asks(Location) {
		return nil
	}
	for _, p := range coordinates.Find(text.Source, text.Tag) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		p.Start, p.End = text.Origin.Input(p.Start, p.End)
		if !d.asked(p.Start, p.End) || d.Within != (orb.Bound{}) && !geodesy.InBox(d.Within, p.Point) {
			continue
		}
		c := StatedCoordinates{Position: p}
		if areas := d.ix.Locate(p.Point, pointToleranceM).Areas; len(areas) > 0 {
			c.Place = areas[len(areas)-1].Place
		}
		if d.countries != nil && (c.Place.IsZero() || !d.inCountries(c.Place)) {
			continue
		}
		if !d.space.statements(1, 0) {
			break
		}
		d.doc.Coordinates = append(d.doc.Coordinates, c)
	}
	return nil
}

// A FeatureCoordinates is the wording of a point that is stated, [Start, End).
type FeatureCoordinates struct {
	Start  int              `json:"start"`
	End    int              `json:"end"`
	Text   string           `json:"text"`
	Format CoordinateFormat `json:"format,omitempty"`
}

// coordinates maps a point that the text states. What it falls in are its ancestors.
func (m *mapper) coordinates(f *Feature, c *StatedCoordinates) {
	start, end := m.units(c.Start, c.End)
	said := &FeatureCoordinates{Start: start, End: end, Text: m.text[c.Start:c.End], Format: CoordinateFormat(c.Format)}
	f.Type = typeFeature
	p := &f.Properties
	p.Kind, p.Name, p.Coordinates = KindCoordinates, said.Text, said
	p.MentionCount, p.Mentions = 1, []FeatureMention{{Start: said.Start, End: said.End, Text: said.Text, Role: Location}}
	if !c.Place.IsZero() {
		in := m.of(c.Place)
		p.CountryCode, p.Ancestors = in.CountryCode, in.line
		p.Admin1ID, p.Admin1Name = admin1(p.Ancestors)
	}
	p.Location, p.GeometrySource, p.UncertaintyM = new(latLng(c.Point)), SourcePoint, max(1, math.Round(c.UncertaintyM))
	m.boxes = append(m.boxes, c.Point.Bound())
	f.Geometry = Geometry{roundPoint(c.Point)}
}
