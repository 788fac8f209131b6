package geotag

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// GeoJSON returns the answer to a text as an RFC 7946 FeatureCollection on one line, the same bytes for the same answer: a map of it
// that any reader of GeoJSON shows. It is the JSON of FeatureCollection with no options. It fails where the text cannot be the
// one that was tagged.
func (d *Document) GeoJSON(text string) ([]byte, error) {
	if end := d.end(); end > len(text) {
		return nil, fmt.Errorf("geotag: the document reaches to byte %d, and the text ends at %d: it is not the text that was tagged", end, len(text))
	}
	return d.FeatureCollection(text, FeatureOptions{}).AppendJSON(nil)
}

// end returns the last byte of the text that the document tells of.
func (d *Document) end() (last int) {
	for _, r := range d.References {
		last = max(last, r.Mentions[len(r.Mentions)-1].End)
	}
	for _, a := range d.Areas {
		if last = max(last, a.End); a.Restatement != nil {
			last = max(last, a.Restatement.End)
		}
	}
	for _, r := range d.Relations {
		last = max(last, r.End)
	}
	for _, c := range d.Coordinates {
		last = max(last, c.End)
	}
	for _, r := range d.Rejected {
		last = max(last, r.End)
	}
	return last
}

// MarshalJSON returns the geometry as GeoJSON. Errors: a type of geometry that a Feature does not have, and numbers that are not finite.
func (g Geometry) MarshalJSON() ([]byte, error) { return appendGeometry(nil, g.Geometry) }

// appendGeometry appends a geometry as GeoJSON; null for none.
func appendGeometry(b []byte, g orb.Geometry) ([]byte, error) {
	if g == nil {
		return append(b, "null"...), nil
	}
	b = append(append(b, `{"type":"`...), g.GeoJSONType()...)
	b, err := appendCoordinates(append(b, `","coordinates":`...), g)
	return append(b, '}'), err
}

// appendCoordinates appends what GeoJSON nests.
func appendCoordinates(b []byte, g orb.Geometry) ([]byte, error) {
	switch g := g.(type) {
	case orb.Point:
		return appendPoint(b, g)
	case orb.LineString:
		return appendList(b, g, appendPoint)
	case orb.Ring:
		return appendList(b, g, appendPoint)
	case orb.MultiLineString:
		return appendList(b, g, appendPart)
	case orb.Polygon:
		return appendList(b, g, appendPart)
	case orb.MultiPolygon:
		return appendList(b, g, appendPart)
	}
	return b, fmt.Errorf("geotag: no feature has a %T", g)
}

func appendPart[G orb.Geometry](b []byte, g G) ([]byte, error) { return appendCoordinates(b, g) }

func appendList[T any](b []byte, list []T, item func([]byte, T) ([]byte, error)) (_ []byte, err error) {
	b = append(b, '[')
	for i, one := range list {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = item(b, one); err != nil {
			return b, err
		}
	}
	return append(b, ']'), nil
}

func appendPoint(b []byte, p orb.Point) ([]byte, error) {
	if x := p[0] + p[1]; math.IsNaN(x) || math.IsInf(x, 0) {
		return b, fmt.Errorf("geotag: the point %v is nowhere", p)
	}
	b = appendNumber(append(b, '['), p[0])
	b = appendNumber(append(b, ','), p[1])
	return append(b, ']'), nil
}
