package server

import (
	"math"

	"github.com/paulmach/orb"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
)

// A placeFeature is the messages of a place's feature, allocated as one.
type placeFeature struct {
	feature geotagv1.Feature
	props   geotagv1.Properties
	latLng  geotagv1.LatLng
	degrees orb.Point
	shape   geotagv1.Geometry
	wire    [pointWire]byte // of the shape, if it is a point
}

// place writes a place. It counts towards the collection's box.
func (e *encoder) place(p geotag.Place) *geotagv1.Feature {
	m := new(placeFeature)
	point := p.Point()
	m.degrees = orb.Point{round7(point.Lon()), round7(point.Lat())}
	m.latLng.Longitude, m.latLng.Latitude = &m.degrees[0], &m.degrees[1]
	up := e.ancestors(p)
	props := &m.props
	props.Kind = geotagv1.FeatureKind_FEATURE_KIND_PLACE
	props.Name = e.name(p)
	props.PlaceId = p.ID()
	props.PlaceType = geotagv1.PlaceType(p.Type())
	props.FeatureCode = p.FeatureCode()
	props.CountryCode = p.Country()
	props.Admin1 = admin1(up)
	props.Population = float64(p.Population())
	props.Location = &m.latLng
	props.UncertaintyM = math.Round(p.Uncertainty())
	props.AreaM2 = p.AreaM2()
	props.Ancestors = up

	f := &m.feature
	f.Type, f.Properties = feature, props
	extent, ok := p.Extent()
	if ok {
		f.Bbox = wireBox(extent)
	} else {
		extent = point.Bound()
	}
	var shape orb.Geometry
	shape, props.GeometrySource = e.shape(p, extent)
	if ok && props.GeometrySource == geotagv1.GeometrySource_GEOMETRY_SOURCE_BOUNDARY && extent.Min[0] <= extent.Max[0] {
		extent = extent.Union(shape.Bound()) // a boundary has fewer decimals than its box
		f.Bbox = wireBox(extent)
	}
	e.boxes = append(e.boxes, extent)
	f.Geometry = &m.shape
	setGeometry(f.Geometry, m.wire[:0], shape)
	return f
}

// leastUnlisted is the smallest uncertainty, in metres, of a place that is known by what it lies in or near only.
const leastUnlisted = 5000

// unlisted turns the feature of the place that a reference lies in or near into its own: it has the place's point, and
// neither its id nor its extent.
func (e *encoder) unlisted(f *geotagv1.Feature, r geotag.Reference) {
	p := f.Properties
	p.Ancestors = append([]*geotagv1.Ancestor{{
		PlaceId: p.PlaceId, Name: p.Name, PlaceType: p.PlaceType,
	}}, p.Ancestors...)
	p.Name, p.PlaceId, p.PlaceType, p.FeatureCode = r.Name, "", geotagv1.PlaceType_PLACE_TYPE_UNSPECIFIED, ""
	p.Admin1 = admin1(p.Ancestors)
	p.Population, p.AreaM2 = 0, 0
	p.UncertaintyM = max(p.UncertaintyM, leastUnlisted)
	p.GeometrySource = geotagv1.GeometrySource_GEOMETRY_SOURCE_DERIVED
	f.Bbox, f.Geometry = nil, &geotagv1.Geometry{}
	setGeometry(f.Geometry, nil, r.Place.Point())
}

// ancestors writes what holds a place, the smallest first. Places of one document share most of it.
func (e *encoder) ancestors(p geotag.Place) []*geotagv1.Ancestor {
	up, ok := p.Parent()
	if !ok {
		return nil
	}
	if known, ok := e.lines[up.Ref()]; ok {
		return known
	}
	line := append([]*geotagv1.Ancestor{{
		PlaceId: up.ID(), Name: e.name(up), PlaceType: geotagv1.PlaceType(up.Type()),
	}}, e.ancestors(up)...)
	if e.lines == nil {
		e.lines = map[uint32][]*geotagv1.Ancestor{}
	}
	e.lines[up.Ref()] = line
	return line
}

// admin1 returns the name of the first-order division among ancestors, the largest if one holds another.
func admin1(up []*geotagv1.Ancestor) (name string) {
	for _, a := range up {
		if a.PlaceType == geotagv1.PlaceType_PLACE_TYPE_ADMIN1 {
			name = a.Name
		}
	}
	return name
}

// name returns a place's name in the language that is asked for.
func (e *encoder) name(p geotag.Place) string {
	if e.lang == "" {
		return p.Name()
	}
	return p.NameIn(e.lang)
}

// shape returns a place's geometry, in the detail that is asked for and known, and what it is.
func (e *encoder) shape(p geotag.Place, extent orb.Bound) (orb.Geometry, geotagv1.GeometrySource) {
	switch e.detail {
	case geotagv1.GeometryDetail_GEOMETRY_DETAIL_BBOX:
		if g, ok := polygonOf(extent); ok {
			return g, geotagv1.GeometrySource_GEOMETRY_SOURCE_CENTROID
		}
	case geotagv1.GeometryDetail_GEOMETRY_DETAIL_BOUNDARY:
		if m := p.Boundary(e.stray); len(m) == 1 {
			return m[0], geotagv1.GeometrySource_GEOMETRY_SOURCE_BOUNDARY
		} else if len(m) > 1 {
			return m, geotagv1.GeometrySource_GEOMETRY_SOURCE_BOUNDARY
		}
	}
	switch geotagv1.PlaceType(p.Type()) {
	case geotagv1.PlaceType_PLACE_TYPE_SETTLEMENT, geotagv1.PlaceType_PLACE_TYPE_AIRPORT,
		geotagv1.PlaceType_PLACE_TYPE_FACILITY:
		return p.Point(), geotagv1.GeometrySource_GEOMETRY_SOURCE_POINT
	}
	return p.Point(), geotagv1.GeometrySource_GEOMETRY_SOURCE_CENTROID
}

// usages are the names of the bits of a name's flags, the lowest first.
var usages = []string{
	"preferred", "short", "abbreviation", "code", "demonym", "people", "historic", "colloquial", "derived",
}

// placeNames writes all names of a place.
func placeNames(p geotag.Place) (names []*geotagv1.PlaceName) {
	for n := range p.Names() {
		name := &geotagv1.PlaceName{Text: n.Text, Languages: n.Langs}
		for bit, usage := range usages {
			if n.Flags&(1<<bit) != 0 {
				name.Usages = append(name.Usages, usage)
			}
		}
		names = append(names, name)
	}
	return names
}
