package geotag

import "github.com/paulmach/orb"

// A FeatureCollection is an answer as RFC 7946 has it: AppendJSON and encoding/json write the same JSON as the service's, member for member.
// Offsets of the text, as of all that is of it, count in the unit of FeatureOptions.Offsets. What is zero or nil is left out, but for what
// RFC 7946 asks for.
type FeatureCollection struct {
	Type     string            `json:"type"`           // "FeatureCollection"
	BBox     []float64         `json:"bbox,omitempty"` // west, south, east, north in degrees; west > east across the antimeridian
	Features []Feature         `json:"features"`       // never nil
	ID       string            `json:"id,omitempty"`   // the request's, of a service's answer
	Language string            `json:"language,omitempty"`
	Focus    *FeatureFocus     `json:"focus,omitempty"`
	Rejected []RejectedMention `json:"rejected,omitempty"`
	Warnings []Warning         `json:"warnings,omitempty"`

	GazetteerVersion string `json:"gazetteerVersion,omitempty"` // of a service's answer, as the next
	ModelVersion     string `json:"modelVersion,omitempty"`
}

// A Feature is a GeoJSON feature.
type Feature struct {
	Type       string     `json:"type"`           // "Feature"
	ID         uint32     `json:"id,omitempty"`   // counts from 1 within an answer; 0: it stands alone
	BBox       []float64  `json:"bbox,omitempty"` // as of a collection
	Geometry   Geometry   `json:"geometry"`
	Properties Properties `json:"properties"`
}

// A Geometry is a geometry of orb's that prints as GeoJSON: a Point, Polygon, MultiPolygon or MultiLineString, of degrees with at most
// 7 decimals. The zero Geometry is none and prints as null.
type Geometry struct{ orb.Geometry }

// Properties are what is known of a feature, as geotag.v1.Properties names it.
type Properties struct {
	// Place says once more what the members below say of a place of the gazetteer by itself: the features of many answers share it, so that
	// who writes them may keep what it wrote. nil: the feature is no such place.
	Place *FeaturePlace `json:"-"`

	Kind FeatureKind `json:"kind"`
	Name string      `json:"name,omitempty"` // in the language that is asked for; else as the text says

	PlaceID     string        `json:"placeId,omitempty"`
	PlaceType   PlaceType     `json:"placeType,omitempty"`
	FeatureCode string        `json:"featureCode,omitempty"` // GeoNames'
	CountryCode string        `json:"countryCode,omitempty"` // ISO 3166-1 alpha-2
	Admin1Name  string        `json:"admin1Name,omitempty"`
	Admin1ID    string        `json:"admin1Id,omitempty"`
	Population  float64       `json:"population,omitempty"`     // 0: unknown
	AreaM2      float64       `json:"areaM2,omitempty"`         // the place's, or the stated one; 0: unknown
	AreaSource  string        `json:"areaSource,omitempty"`     // of a place, as the two below
	BoundaryM2  float64       `json:"boundaryAreaM2,omitempty"` // what the boundary on file measures; 0: there is none
	AreaWarning string        `json:"areaWarning,omitempty"`    // what to beware of in AreaM2
	Ancestors   []Ancestor    `json:"ancestors,omitempty"`      // the smallest first; shared among features, not to be changed
	Host        *Host         `json:"host,omitempty"`           // of a place that the gazetteer lacks
	Names       []FeatureName `json:"names,omitempty"`          // of PlaceFeature

	Location       *LatLng        `json:"location,omitempty"`     // shared among features, not to be changed
	UncertaintyM   float64        `json:"uncertaintyM,omitempty"` // from Location or the middle of the geometry; 0: unknown
	GeometrySource GeometrySource `json:"geometrySource,omitempty"`

	Score        *float64         `json:"score,omitempty"` // 0 to 1; nil: nothing was read
	MentionCount int              `json:"mentionCount,omitempty"`
	Mentions     []FeatureMention `json:"mentions,omitempty"`
	Alternatives []Alternative    `json:"alternatives,omitempty"`
	Evidence     []Evidence       `json:"evidence,omitempty"`

	Area        *FeatureArea        `json:"area,omitempty"`        // of a stated area
	Relation    *FeatureRelation    `json:"relation,omitempty"`    // of a relation
	Share       *FeatureShare       `json:"share,omitempty"`       // of a stated share
	Coordinates *FeatureCoordinates `json:"coordinates,omitempty"` // of a point that is stated

	Match          *NameMatch  `json:"match,omitempty"`          // of FoundFeatures
	Containment    Containment `json:"containment,omitempty"`    // of LocatedFeatures
	DistanceM      *float64    `json:"distanceM,omitempty"`      // of LocatedFeatures, from the point
	BearingDegrees *float64    `json:"bearingDegrees,omitempty"` // of LocatedFeatures, clockwise from north, 0 to 360
}

// A LatLng is a point on WGS84, in degrees.
type LatLng struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

// An Ancestor is a place that holds another.
type Ancestor struct {
	PlaceID   string    `json:"placeId"`
	Name      string    `json:"name,omitempty"`
	PlaceType PlaceType `json:"placeType,omitempty"`
}

// A Host is the place in or near which another lies that the gazetteer lacks.
type Host struct {
	PlaceID     string    `json:"placeId"`
	Name        string    `json:"name,omitempty"`
	PlaceType   PlaceType `json:"placeType,omitempty"`
	CountryCode string    `json:"countryCode,omitempty"`
	Location    LatLng    `json:"location"`
}

// A FeatureName is one name of a place.
type FeatureName struct {
	Text      string      `json:"text"`
	Languages []string    `json:"languages,omitempty"` // BCP 47; none: unknown
	Usages    []NameUsage `json:"usages,omitempty"`
}

// A FeatureMention is one spot of the text that names a place, [Start, End).
type FeatureMention struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	Role  Role   `json:"role,omitempty"`
	// RoleChance is how likely it is used in its role, 0 to 1; 0: no model said.
	RoleChance float64 `json:"roleChance,omitempty"`
}

// An Alternative is another reading of a mention.
type Alternative struct {
	PlaceID     string    `json:"placeId"`
	Name        string    `json:"name,omitempty"`
	PlaceType   PlaceType `json:"placeType,omitempty"`
	CountryCode string    `json:"countryCode,omitempty"`
	Admin1Name  string    `json:"admin1Name,omitempty"`
	Admin1ID    string    `json:"admin1Id,omitempty"`
	Location    LatLng    `json:"location"`
	Score       float64   `json:"score"` // 0 to 1
}

// A NameMatch says how a name that was found compares with the one asked for.
type NameMatch struct {
	Name  string `json:"name"`
	Kind  Match  `json:"kind,omitempty"`
	Edits int    `json:"edits,omitempty"`
	// Unread is what of the query was not looked up, such as a street: "221B Baker Street".
	Unread string `json:"unread,omitempty"`
}

// A FeatureFocus says what a text is about, the weightiest first.
type FeatureFocus struct {
	Countries   []FocusShare `json:"countries,omitempty"`
	Regions     []FocusShare `json:"regions,omitempty"`
	Settlements []FocusShare `json:"settlements,omitempty"`
}

// A FocusShare is a place with its share of the mentions of its level, 0 to 1.
type FocusShare struct {
	PlaceID string  `json:"placeId"`
	Name    string  `json:"name,omitempty"`
	Share   float64 `json:"share,omitempty"`
}

// A RejectedMention is a place's name that is no place here, [Start, End).
type RejectedMention struct {
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Text   string `json:"text"`
	Reason Reason `json:"reason,omitempty"`
	Detail string `json:"detail,omitempty"`
}

// A FeatureArea is the figures of a stated area, [Start, End). Figures have ten significant digits; nil: unknown or
// unbounded.
type FeatureArea struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`

	LowM2         *float64            `json:"lowM2,omitempty"`
	HighM2        *float64            `json:"highM2,omitempty"`
	ImpliedLowM2  *float64            `json:"impliedLowM2,omitempty"`
	ImpliedHighM2 *float64            `json:"impliedHighM2,omitempty"` // nil: unbounded
	Unit          AreaUnit            `json:"unit,omitempty"`
	Qualifier     AreaQualifier       `json:"qualifier,omitempty"`
	OtherM2       *float64            `json:"otherM2,omitempty"`
	Restatement   *FeatureRestatement `json:"restatement,omitempty"`

	SquareKilometers *float64 `json:"squareKilometers,omitempty"` // of a range, its middle
	SquareMiles      *float64 `json:"squareMiles,omitempty"`
	Hectares         *float64 `json:"hectares,omitempty"`
	Acres            *float64 `json:"acres,omitempty"`

	PlaceID            string   `json:"placeId,omitempty"`
	ShareOfPlace       *float64 `json:"shareOfPlace,omitempty"`
	StatedShare        *float64 `json:"statedShare,omitempty"`
	PlaceAreaSource    string   `json:"placeAreaSource,omitempty"`
	PlaceAreaWarning   string   `json:"placeAreaWarning,omitempty"`
	ConsideredPlaceIDs []string `json:"consideredPlaceIds,omitempty"`
	AnchorPlaceID      string   `json:"anchorPlaceId,omitempty"`
	Clipped            bool     `json:"clipped,omitempty"`
}

// A FeatureRestatement is an area stated a second time, [Start, End).
type FeatureRestatement struct {
	Start             int           `json:"start"`
	End               int           `json:"end"`
	Text              string        `json:"text"`
	M2                *float64      `json:"m2,omitempty"`
	Unit              AreaUnit      `json:"unit,omitempty"`
	Consistent        bool          `json:"consistent,omitempty"`
	DifferencePercent *float64      `json:"differencePercent,omitempty"`
	LikelyMistake     LikelyMistake `json:"likelyMistake,omitempty"`
}

// A FeatureShare is what the text says of a part of a place whose area is not known, [Start, End).
type FeatureShare struct {
	Start       int      `json:"start"`
	End         int      `json:"end"`
	Text        string   `json:"text"`
	PlaceID     string   `json:"placeId,omitempty"`
	Part        *float64 `json:"part,omitempty"` // 0 to 1, as the two below
	ImpliedLow  *float64 `json:"impliedLow,omitempty"`
	ImpliedHigh *float64 `json:"impliedHigh,omitempty"`
}

// A FeatureRelation is what the text says of a spot that it describes by its relation to a place, [Start, End).
type FeatureRelation struct {
	Start         int          `json:"start"`
	End           int          `json:"end"`
	Text          string       `json:"text"`
	Kind          RelationKind `json:"kind,omitempty"`
	AnchorPlaceID string       `json:"anchorPlaceId,omitempty"`
	OtherPlaceID  string       `json:"otherPlaceId,omitempty"`

	LowM         *float64 `json:"lowM,omitempty"` // meters, as the three below; nil: no distance is stated
	HighM        *float64 `json:"highM,omitempty"`
	ImpliedLowM  *float64 `json:"impliedLowM,omitempty"`
	ImpliedHighM *float64 `json:"impliedHighM,omitempty"` // nil: unbounded, if a distance is stated

	BearingDegrees *float64 `json:"bearingDegrees,omitempty"` // clockwise from north; nil: no direction is stated
	SpreadDegrees  *float64 `json:"spreadDegrees,omitempty"`  // to either side of it
}
