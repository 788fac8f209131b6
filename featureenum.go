package geotag

import (
	"strings"

	"example.com/geotag/gazetteer"
	"example.com/geotag/measure"
)

// The enums of a Feature have the numbers of geotag.v1's of the same name and print as these do: "PLACE_TYPE_SETTLEMENT".

// FeatureKind says what a feature stands for.
type FeatureKind uint8

// The kinds of features.
const (
	KindPlace         FeatureKind = 1 + iota // a place of the gazetteer
	KindUnlistedPlace                        // a place that the gazetteer lacks, shown at its host
	KindStatedArea                           // an area that the text states
	KindRelation                             // a spot that the text describes by its relation to a place
	KindStatedShare                          // a part of a place whose area is not known
	KindCoordinates                          // a point that the text states
)

// GeometrySource says what a feature's geometry is, so that a map does not show an area's middle as an address.
type GeometrySource uint8

// The sources of a geometry.
const (
	SourcePoint    GeometrySource = 1 + iota // the place itself, near enough
	SourceCentroid                           // a point inside an area, or its extent
	SourceBoundary                           // the place's boundary, or the course of a river, or the outline of a lake or range
	SourceDerived                            // computed from the text
)

// GeometryDetail says how much geometry a place's feature carries. The zero GeometryDetail is DetailPoint.
type GeometryDetail uint8

// The details of a geometry.
const (
	DetailPoint    GeometryDetail = 1 + iota // its point
	DetailBBox                               // its extent as a polygon, where it is known; else its point
	DetailBoundary                           // its boundary or outline, where one is known; else its point
)

// NameUsage says how a name is used: the bit of gazetteer.NameFlags, counted from 1.
type NameUsage uint8

// Types of other packages, as a Feature prints them.
type (
	PlaceType     gazetteer.Type       // 0: unknown
	Containment   gazetteer.How        // 0: not a question of containment
	AreaUnit      measure.Unit         // 0: none
	AreaQualifier measure.Qualifier    // 0: none
	LikelyMistake measure.Mistake      // 0: none that is known
	RelationKind  measure.RelationKind // 0: none
)

var (
	featureKindNames    = [...]string{"unknown", "place", "unlisted place", "stated area", "relation", "stated share", "coordinates"}
	geometrySourceNames = [...]string{"unknown", "point", "centroid", "boundary", "derived"}
	geometryDetailNames = [...]string{"unknown", "point", "bbox", "boundary"}
	nameUsageNames      = [...]string{
		"unknown", "preferred", "short", "abbreviation", "code", "demonym", "people", "historic", "colloquial", "derived",
	}
	areaUnitNames = [...]string{
		"unknown", "square kilometer", "square mile", "hectare", "acre", "square meter", "square foot", "square yard", "dunam", "feddan", "rai", "mu",
		"jerib", "tsubo", "football field",
		"square centimeter", "square millimeter", "square inch", "square nautical mile", "square li", "are", "decare", "bigha", "katha", "kanal",
		"marla", "guntha", "cent", "ground", "section", "township", "rood", "perch", "morgen", "arpent", "fanega", "manzana", "caballeria",
		"tarea", "cuerda", "alqueire",
	}
)

// nameIn returns the name of a number, or the first.
func nameIn(names []string, n uint8) string {
	if int(n) < len(names) {
		return names[n]
	}
	return names[0]
}

// String returns the kind in lower case: "stated area".
func (k FeatureKind) String() string { return nameIn(featureKindNames[:], uint8(k)) }

// String returns the source in lower case: "centroid".
func (s GeometrySource) String() string { return nameIn(geometrySourceNames[:], uint8(s)) }

// String returns the detail in lower case: "boundary".
func (d GeometryDetail) String() string { return nameIn(geometryDetailNames[:], uint8(d)) }

// String returns the usage in lower case: "preferred".
func (u NameUsage) String() string { return nameIn(nameUsageNames[:], uint8(u)) }

// String returns the unit's name in the singular: "square kilometer".
func (u AreaUnit) String() string { return nameIn(areaUnitNames[:], uint8(u)) }

// wireName returns what geotag.v1 calls an enum's value.
func wireName(enum, value string) ([]byte, error) {
	return []byte(enum + "_" + strings.ToUpper(strings.ReplaceAll(value, " ", "_"))), nil
}

// MarshalText returns geotag.v1's name.
func (k FeatureKind) MarshalText() ([]byte, error) { return wireName("FEATURE_KIND", k.String()) }

// MarshalText returns geotag.v1's name.
func (s GeometrySource) MarshalText() ([]byte, error) { return wireName("GEOMETRY_SOURCE", s.String()) }

// MarshalText returns geotag.v1's name.
func (u NameUsage) MarshalText() ([]byte, error) { return wireName("NAME_USAGE", u.String()) }

// MarshalText returns geotag.v1's name.
func (t PlaceType) MarshalText() ([]byte, error) {
	return wireName("PLACE_TYPE", gazetteer.Type(t).String())
}

// MarshalText returns geotag.v1's name.
func (c Containment) MarshalText() ([]byte, error) {
	return wireName("CONTAINMENT", gazetteer.How(c).String())
}

// MarshalText returns geotag.v1's name.
func (u AreaUnit) MarshalText() ([]byte, error) { return wireName("AREA_UNIT", u.String()) }

// MarshalText returns geotag.v1's name.
func (q AreaQualifier) MarshalText() ([]byte, error) {
	return wireName("AREA_QUALIFIER", measure.Qualifier(q).String())
}

// MarshalText returns geotag.v1's name.
func (m LikelyMistake) MarshalText() ([]byte, error) {
	return wireName("LIKELY_MISTAKE", measure.Mistake(m).String())
}

// MarshalText returns geotag.v1's name.
func (k RelationKind) MarshalText() ([]byte, error) {
	return wireName("RELATION_KIND", measure.RelationKind(k).String())
}

// MarshalText returns geotag.v1's name.
func (r Role) MarshalText() ([]byte, error) { return wireName("ROLE", r.String()) }

// MarshalText returns geotag.v1's name.
func (r Reason) MarshalText() ([]byte, error) { return wireName("REJECTION_REASON", r.String()) }

// MarshalText returns geotag.v1's name.
func (id EvidenceID) MarshalText() ([]byte, error) { return wireName("EVIDENCE_ID", id.String()) }

// MarshalText returns geotag.v1's name.
func (c WarningCode) MarshalText() ([]byte, error) { return wireName("WARNING_CODE", c.String()) }

// MarshalText returns geotag.v1's name.
func (m Match) MarshalText() ([]byte, error) { return wireName("NAME_MATCH_KIND", m.String()) }
