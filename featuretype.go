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
// place; those for whose shape there is no space have a point, and those for which there is none at all are left out, but for the first of each
// place.
func (m *mapper) perMention(features []Feature) (out []Feature) {
	var rest []Feature
	var order []struct{ feature, mention int }
	for i := range features {
		all := features[i].Properties.Mentions
		if len(all) == 0 {
			rest = append(rest, features[i])
		}
		for k := range all {
			order = append(order, struct{ feature, mention int }{i, k})
		}
	}
	slices.SortFunc(order, func(a, b struct{ feature, mention int }) int {
		return cmp.Compare(features[a.feature].Properties.Mentions[a.mention].Start, features[b.feature].Properties.Mentions[b.mention].Start)
	})
	for _, at := range order {
		f := &features[at.feature]
		if at.mention > 0 && !m.space.take(f.weight()) {
			m.unsaid++
			continue
		}
		one := *f
		one.Properties.Mentions = f.Properties.Mentions[at.mention : at.mention+1 : at.mention+1]
		if at.mention > 0 {
			m.redraw(&one)
		}
		out = append(out, one)
	}
	return append(out, rest...)
}

// redraw leaves another feature of a place its shape if there is space for that, and else shows it at its location.
func (m *mapper) redraw(f *Feature) {
	if again := vertices(f.Geometry.Geometry) * wireWeight; again <= m.space.left {
		m.space.left -= again
		return
	}
	at := f.Properties.Location
	f.Geometry = Geometry{roundPoint(orb.Point{at.Longitude, at.Latitude})}
	f.Properties.GeometrySource = SourceCentroid
	m.coarse++
}
