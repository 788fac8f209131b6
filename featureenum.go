package geotag

import (
	"strconv"
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

// wireNames are what geotag.v1 calls an enum's values, by their numbers.
type wireNames []string

// wireNamesOf returns what geotag.v1 calls the values of an enum, of which name knows all that there are.
func wireNamesOf[E ~uint8](enum string, name func(E) string) wireNames {
	names, unknown := wireNames{enum + "_UNSPECIFIED"}, name(0)
	for n := E(1); name(n) != unknown && !strings.Contains(name(n), "("); n++ {
		names = append(names, enum+"_"+strings.ToUpper(strings.ReplaceAll(name(n), " ", "_")))
	}
	return names
}

// text returns the name of a value; the number of one that has none.
func (w wireNames) text(n uint8) ([]byte, error) {
	if int(n) < len(w) {
		return []byte(w[n]), nil
	}
	return strconv.AppendUint(nil, uint64(n), 10), nil
}

var (
	featureKindWire      = wireNamesOf("FEATURE_KIND", FeatureKind.String)
	geometrySourceWire   = wireNamesOf("GEOMETRY_SOURCE", GeometrySource.String)
	nameUsageWire        = wireNamesOf("NAME_USAGE", NameUsage.String)
	placeTypeWire        = wireNamesOf("PLACE_TYPE", gazetteer.Type.String)
	containmentWire      = wireNamesOf("CONTAINMENT", gazetteer.How.String)
	areaUnitWire         = wireNamesOf("AREA_UNIT", AreaUnit.String)
	areaQualifierWire    = wireNamesOf("AREA_QUALIFIER", measure.Qualifier.String)
	likelyMistakeWire    = wireNamesOf("LIKELY_MISTAKE", measure.Mistake.String)
	relationKindWire     = wireNamesOf("RELATION_KIND", measure.RelationKind.String)
	roleWire             = wireNamesOf("ROLE", Role.String)
	reasonWire           = wireNamesOf("REJECTION_REASON", Reason.String)
	evidenceWire         = wireNamesOf("EVIDENCE_ID", EvidenceID.String)
	warningWire          = wireNamesOf("WARNING_CODE", WarningCode.String)
	matchWire            = wireNamesOf("NAME_MATCH_KIND", Match.String)
	coordinateFormatWire = wireNamesOf("COORDINATE_FORMAT", CoordinateFormat.String)
)

// MarshalText returns geotag.v1's name.
func (k FeatureKind) MarshalText() ([]byte, error) { return featureKindWire.text(uint8(k)) }

// MarshalText returns geotag.v1's name.
func (s GeometrySource) MarshalText() ([]byte, error) { return geometrySourceWire.text(uint8(s)) }

// MarshalText returns geotag.v1's name.
func (u NameUsage) MarshalText() ([]byte, error) { return nameUsageWire.text(uint8(u)) }

// MarshalText returns geotag.v1's name.
func (t PlaceType) MarshalText() ([]byte, error) { return placeTypeWire.text(uint8(t)) }

// MarshalText returns geotag.v1's name.
func (c Containment) MarshalText() ([]byte, error) { return containmentWire.text(uint8(c)) }

// MarshalText returns geotag.v1's name.
func (u AreaUnit) MarshalText() ([]byte, error) { return areaUnitWire.text(uint8(u)) }

// MarshalText returns geotag.v1's name.
func (q AreaQualifier) MarshalText() ([]byte, error) { return areaQualifierWire.text(uint8(q)) }

// MarshalText returns geotag.v1's name.
func (m LikelyMistake) MarshalText() ([]byte, error) { return likelyMistakeWire.text(uint8(m)) }

// MarshalText returns geotag.v1's name.
func (k RelationKind) MarshalText() ([]byte, error) { return relationKindWire.text(uint8(k)) }

// MarshalText returns geotag.v1's name.
func (r Role) MarshalText() ([]byte, error) { return roleWire.text(uint8(r)) }

// MarshalText returns geotag.v1's name.
func (r Reason) MarshalText() ([]byte, error) { return reasonWire.text(uint8(r)) }

// MarshalText returns geotag.v1's name.
func (id EvidenceID) MarshalText() ([]byte, error) { return evidenceWire.text(uint8(id)) }

// MarshalText returns geotag.v1's name.
func (c WarningCode) MarshalText() ([]byte, error) { return warningWire.text(uint8(c)) }

// MarshalText returns geotag.v1's name.
func (m Match) MarshalText() ([]byte, error) { return matchWire.text(uint8(m)) }
