package geotag

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"
)

// GeometryType makes all geometries of an answer of one type. The values are those of geotag.v1.GeometryType; the zero value leaves each
// its own.
type GeometryType uint8

// The types that all geometries may be made of.
const (
	TypePoint        GeometryType = 1 + iota // its location, or the middle of what is drawn
	TypeMultiPolygon                         // its extent or boundary; none where it has neither
)

var geometryTypeNames = [...]string{"unknown", "point", "multi polygon"}

// String returns the type in lower case: "multi polygon".
func (t GeometryType) String() string { return nameIn(geometryTypeNames[:], uint8(t)) }

// of returns a feature's geometry in the type.
func (t GeometryType) of(f *Feature) Geometry {
	switch g := f.Geometry.Geometry.(type) {
	case nil:
		return f.Geometry
	case orb.Point:
		if t == TypeMultiPolygon {
			return Geometry{}
		}
	case orb.Polygon:
		if t == TypeMultiPolygon {
			return Geometry{orb.MultiPolygon{g}}
		}
	case orb.MultiLineString:
		if t == TypeMultiPolygon {
			return Geometry{}
		}
	}
	if t != TypePoint {
		return f.Geometry
	}
	if at := f.Properties.Location; at != nil {
		return Geometry{orb.Point{at.Longitude, at.Latitude}}
	}
	return Geometry{middleOf(f.BBox)}
}

// middleOf returns the middle of a box: west, south, east, north; west > east across the antimeridian.
func middleOf(box []float64) orb.Point {
	west, east := box[0], box[2]
	if west > east {
		east += 360
	}
	lon := (west + east) / 2
	if lon > 180 {
		lon -= 360
	}
	return orb.Point{round7(lon), round7((box[1] + box[3]) / 2)}
}

// perMention returns a feature for each mention, in the order of the text, before those without any. Each repeats all that is known of its
// place, so that those come to an end with the space for the answer.
func (m *mapper) perMention(features []Feature) (out []Feature) {
	var rest []Feature
	for i := range features {
		f := &features[i]
		if len(f.Properties.Mentions) == 0 {
			rest = append(rest, *f)
		}
		again := featureWeight + vertices(f.Geometry.Geometry)*vertexWeight +
			len(f.Properties.Alternatives)*alternativeWeight + len(f.Properties.Evidence)*evidenceWeight
		for k := range f.Properties.Mentions {
			if k > 0 && !m.space.take(again) {
				m.unsaid += len(f.Properties.Mentions) - k
				break
			}
			one := *f
			one.Properties.Mentions = f.Properties.Mentions[k : k+1 : k+1]
			out = append(out, one)
		}
	}
	slices.SortStableFunc(out, func(a, b Feature) int {
		return cmp.Compare(a.Properties.Mentions[0].Start, b.Properties.Mentions[0].Start)
	})
	return append(out, rest...)
}
