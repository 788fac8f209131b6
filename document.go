package geotag

import (
	"strings"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/measure"
)

// A Place is an entry of the gazetteer: a small comparable handle that decodes on demand. The zero Place is none.
type Place = gazetteer.Place

// A Document is the answer to one text: what it refers to, what it states, and what was set aside.
// All offsets count bytes of the text.
type Document struct {
	Language    string      // BCP 47, as stated or as detected; empty: not known, or several of which none has half of the text
	References  []Reference // in the order of their first mention
	Areas       []StatedArea
	Relations   []SpatialRelation
	Shares      []StatedShare       // of places whose area is not known
	Coordinates []StatedCoordinates // in the order of the text
	Rejected    []Rejection         // with Options.Rejected, in the order of the text
	Focus       Focus
	Warnings    []Warning // what a caller should know, in the order of the codes; mostly none
	Timings     *Timings  // with Options.Timings, else nil

	places *placeTable // the tagger's; nil: no tagger made the document
}

// A Reference is a place that a text refers to, with all its mentions. A place that the gazetteer lacks has no Place, but the Name
// that the text gives it and the Host that it lies in or near.
type Reference struct {
	Place        Place       // zero: the gazetteer lacks it
	Name         string      // as the text writes it, where Place is zero; else empty
	Host         Place       // what it lies in or near, where Place is zero; else zero
	Uncertainty  float64     // meters that it may lie from the point of its host, where Place is zero; else 0
	Mentions     []Mention   // in the order of the text, at least one
	Score        float64     // how sure the answer is, 0 to 1
	Alternatives []Candidate // with Options.Alternatives, the likeliest first
	Evidence     []Evidence  // with Options.Evidence, the weightiest first
}

// Shown returns the place at whose point the reference is shown: its own, or its host.
func (r *Reference) Shown() Place {
	if r.Place.IsZero() {
		return r.Host
	}
	return r.Place
}

// A Mention is one spot of the text that names a place.
type Mention struct {
	Start, End int
	Role       Role
	// RoleChance is how likely it is used in its role, 0 to 1, as the model that tells roles has it; 0: no model said, as of datelines, of adjectives,
	// of places that the gazetteer lacks and in other languages than English.
	RoleChance float64
}

// Role is how a mention uses its place. The values are those of geotag.v1.Role.
type Role uint8

// The roles of a mention.
const (
	Location   Role = 1 + iota // where something is or happens
	Actor                      // a capital or country that acts
	Demonym                    // an adjective or people made from a place
	Dateline                   // where a report was filed
	PartOfName                 // inside an institution's name
)

// A Candidate is a place that a mention might mean.
type Candidate struct {
	Place Place
	Score float64 // 0 to 1
}

// Evidence is one reason for an answer, against its runner-up.
type Evidence struct {
	ID     EvidenceID `json:"id"`
	Weight float64    `json:"weight,omitempty"` // negative where it spoke for the runner-up
	Text   string     `json:"text"`             // in words
}

// EvidenceID names a reason for an answer. The values are those of geotag.v1.EvidenceId.
type EvidenceID uint8

// The reasons for a place, then those why an area is one of a place.
const (
	ByPopulation        EvidenceID = 1 + iota // how many people live there, or how well known it is
	ByKind                                    // what kind of place it is
	BySpelling                                // how the name is spelled and used
	ByContainerNextToIt                       // what holds it stands next to it
	ByKindNamed                               // the text says what kind of place it is
	ByContainerNamed                          // what holds it is named elsewhere
	BySameRegion                              // other places of the text lie in the same region
	ByNearOthers                              // other places of the text lie near it
	ByHome                                    // it lies near the publisher's home
	ByOnlyOne                                 // no other place bears the name
	ByComplement                              // the text says that the area is one of the place
	ByWithinComplement                        // the place lies in what the area is said to be one of
	ByHoldsTown                               // the place holds a settlement named beside the area
	ByTooSmall                                // the place named is too small, what holds it is not
	BySameSentence                            // the place is named in the sentence of the area, or of what the gazetteer lacks
	BySentencesAway                           // it is named some sentences away, or in the dateline, and nothing nearer fits
)

// A Rejection is a place's name that is no place in this text.
type Rejection struct {
	Start, End int
	Reason     Reason
	Detail     string // what showed it, in words
}

// Reason is why a name was rejected. The values are those of geotag.v1.RejectionReason.
type Reason uint8

// The reasons for a rejection.
const (
	Person Reason = 1 + iota
	Organization
	Team
	Vessel
	Publication
	Street
	Product
	CommonWord
	UnknownPlace
)

// A Warning says what a caller should know of an answer that is no error.
type Warning struct {
	Code WarningCode `json:"code"`
	Text string      `json:"text"` // the same in words, with its particulars
}

// WarningCode says what a Warning warns of. The values are those of geotag.v1.WarningCode.
type WarningCode uint8

// The warnings. A Tagger never cuts a text: TextCut is for those who hand it the beginning of one.
const (
	TextCut              WarningCode = 1 + iota // only the beginning of the text was read
	LanguageWithoutModel                        // no model has learned the language of the text or of a paragraph, or it is not known
	FilteredOut                                 // a filter removed every place that was found
	AnswerCut                                   // the answer is as large as it may be, and leaves out some of what the text says
	ShapesCut                                   // what the text says is drawn more simply than it might be, or not at all
)

// Focus is what a text is about, the weightiest first.
type Focus struct {
	Countries, Regions, Settlements []FocusPlace
}

// A FocusPlace is a place with its share of the mentions of its level, 0 to 1.
type FocusPlace struct {
	Place Place
	Share float64
}

// A StatedArea is an area that a text states, put on the map.
type StatedArea struct {
	measure.Area
	Place Place   // what it is an area of; zero: unknown
	Share float64 // of that place's own area, 0 to 1; 0: unknown
	// StatedShare is the part of Place that the text states, "20 % of Ukraine", 0 to 1; 0: none. Without a figure the area is computed from
	// it, and has no unit.
	StatedShare float64
	Anchor      Place            // around which Shape is drawn; zero: none
	Considered  []Place          // what else it could be an area of, the likeliest first
	Shape       orb.MultiPolygon // nil where there is no anchor, or no such circle on the Earth
	Clipped     bool             // Shape is what of a disc lies in Place, and no plain circle
	Evidence    []Evidence       // with Options.Evidence: why Place
}

// A StatedShare is a part that a text states of a place whose area is not known: "80 % of the town". Where it is known, the share is
// a StatedArea.
type StatedShare struct {
	Start, End              int     // up to the end of the place's name
	Place                   Place   // never zero
	Part                    float64 // 0 to 1
	ImpliedLow, ImpliedHigh float64 // what the rounding and the hedge allow
}

// A SpatialRelation is a spot that the text describes by its relation to a place: "30 km south of Taitung".
type SpatialRelation struct {
	measure.Relation
	End         int          // the byte after the last name
	Anchor      Place        // the place
	Other       Place        // the other of "between X and Y"; zero: none
	Point       *orb.Point   // where it is most likely; nil: the wording tells of a stretch
	Shape       orb.Geometry // a MultiPolygon, or of a border a MultiLineString
	Uncertainty float64      // meters that the truth may lie from Point, or from the middle of Shape
}

// Options say what is wanted of a text. The zero value is a good default.
type Options struct {
	// Language of all of the text, BCP 47; empty: that of each paragraph is detected.
	Language string
	// Spans to resolve instead of those the tagger would find, in any order, not overlapping.
	Spans []Span
	// Countries keeps only places in these (ISO 3166-1 alpha-2); none: all.
	Countries []string
	// Within keeps only places in this box (Min[0] > Max[0] across the antimeridian); the zero value: all.
	Within orb.Bound
	// Home is where the publisher sits, a place id: a prior, never a filter.
	Home string
	// Roles keeps only mentions in these roles; none: all.
	Roles []Role
	// Rejected, Evidence and Timings ask for those parts of the answer.
	Rejected, Evidence, Timings bool
	// ClipAreas draws stated areas within the boundary of their place, where it is known; else they are plain circles.
	ClipAreas bool
	// Alternatives is how many other readings of each place to show.
	Alternatives int
}

// A Span is a stretch of a text, in bytes.
type Span struct{ Start, End int }

// An InputError says what is wrong with a request, field by field.
type InputError struct{ Violations []Violation }

// A Violation is one thing that is wrong with one field.
type Violation struct {
	Field   string // as the wire names it: "text", "spans[2].end"
	Problem string // "is empty"
}

func (e *InputError) Error() string {
	parts := make([]string, len(e.Violations))
	for i, v := range e.Violations {
		parts[i] = v.Field + " " + v.Problem
	}
	return "geotag: " + strings.Join(parts, "; ")
}

var roleNames = [...]string{"unknown", "location", "actor", "demonym", "dateline", "part of name"}

func (r Role) String() string {
	if int(r) < len(roleNames) {
		return roleNames[r]
	}
	return roleNames[0]
}

var reasonNames = [...]string{
	"unknown", "person", "organization", "team", "vessel", "publication", "street", "product", "common word", "unknown place",
}

func (r Reason) String() string {
	if int(r) < len(reasonNames) {
		return reasonNames[r]
	}
	return reasonNames[0]
}

var evidenceNames = [...]string{
	"unknown", "population", "kind", "spelling", "container next to it", "kind named", "container named", "same region", "near others", "home", "only one",
	"complement", "within complement", "holds town", "too small", "same sentence", "sentences away",
}

// String returns the reason in lower case: "container next to it".
func (id EvidenceID) String() string {
	if int(id) < len(evidenceNames) {
		return evidenceNames[id]
	}
	return evidenceNames[0]
}

var warningNames = [...]string{"unknown", "text cut", "language without model", "filtered out", "answer cut", "shapes cut"}

// String returns the code in lower case: "text cut".
func (c WarningCode) String() string {
	if int(c) < len(warningNames) {
		return warningNames[c]
	}
	return warningNames[0]
}
