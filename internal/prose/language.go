package prose

import (
	"strings"

	"example.com/geotag/internal/lexicon"
)

// A Language is all that the steps know of a language. A new one is a row of languages and the data that the row names.
type Language struct {
	// Tag is the language whose use of a name counts in the gazetteer (BCP 47); empty: every language's.
	Tag string
	// Model is the name under which a model holds weights for the language: English or Joint.
	Model string
	// Countries are those where it is spoken most, or by those who govern (ISO 3166); nil: not said, as of English, which is written
	// about all.
	Countries []string
	// Taught says that a model has learned the language, or was measured on it.
	Taught bool
	// Sure is how likely, from 0 to 1, a model must find a place's name, and SureUnlisted one that the gazetteer lacks; 0: as other languages.
	Sure, SureUnlisted float32
	// Demonyms are the endings of adjectives of places that it writes in small letters, with those by which the gazetteer has them.
	Demonyms []Ending
	// Words are its own, by their spelling in small letters, with their classes; nil: those of internal/lexicon.
	Words    map[string]lexicon.Class
	ordinary map[string]bool // those that are no names, in folded form
	frequent map[string]bool // other words of which there are many, in folded form
	// Endings are those by which the language inflects names; nil: it does not.
	Endings *Endings
	// Leads are nouns for kinds of places that stand before names, in folded form, with what they do there; nil: none is known.
	Leads map[string]Lead
	// Units are nouns for kinds of places that stand right after names where no space parts words, in folded form, with what they do there.
	Units map[string]Lead
	// Prefixes are what it writes together with the name after it ("ب" in Arabic), with what they leave of the name.
	Prefixes []Ending
	// Elided are the words that an apostrophe joins to the next ("l" of "l'Espagne"); Suffixed says that an apostrophe stands between a
	// name and its ending ("İzmir'de").
	Elided   []string
	Suffixed bool
	// Nouns says that it writes all nouns with a capital; Articles that it puts articles before the names of towns.
	Nouns, Articles bool
	// Addresses says that places of which one holds the next are written as one name: "湖南省岳阳市".
	Addresses bool
	// Before are the words that stand right before places' names where no space parts words.
	Before []string
	// Function, Deeds, Kinds, Relations, Shares and Areas are words that tell something by themselves, in folded form. Classes of
	// many words stand in internal/lexicon.
	Function  *FunctionWords
	Deeds     *DeedWords
	Matches   *MatchWords  // nil: none is known
	Persons   *PersonWords // nil: none is known
	Voice     *Voice       // nil: that of English, which Deeds tell
	Kinds     *KindWords
	Things    *ThingWords
	Relations *RelationWords
	Shares    *ShareWords
	Areas     *AreaWords
}

// A Lead is what a noun before a name does: "provincia de", "jihar", "قرية". One bit a property.
type Lead uint8

// The properties.
const (
	LeadDivision Lead = 1 << iota // the name is a division's: "штат"
	LeadTaken                     // it is a part of the name for who marks names: "jihar Kano"
)

// FunctionWords join names to what stands around them.
type FunctionWords struct {
	Article  []string // "the"
	Of       []string // before what holds or has: "the town of"
	In       []string // before what holds: "Sudzha in Kursk Oblast"
	And      []string // between the names of a list
	Within   []string // between an area and what it is an area of
	Together []string // before the other of two: "between X and Y"
	Compass  []string // directions in short: "9 km NW of"
}

// DeedWords tell a capital or country that acts from the place.
type DeedWords struct {
	Against []string // before one that acts or is acted upon: "with", "by"
	Going   []string // verbs before which it is a place all the same: "visited"
	Past    string   // the ending of a verb of the past: "ed"
	Located []string // second parts of compounds of which the first is a place: "Kyiv-based"

	Being    []string // before what befalls a place: "was"
	Befallen []string // what befalls it: "flooded"
	Without  []string // before what it lacks or has over it: "under"
	Plight   []string // that: "curfew"

	Personal []string // verbs of which persons alone are the subject: "smiled"
	Playing  []string // verbs of players and teams: "scored"
	Feats    []string // what a player makes: "points"
	Runs     []string // what national teams make as well
}

// PersonWords tell a person with a place's name from the place.
type PersonWords struct {
	Name     []string // before "is" and a person's name: "my name is"
	Named    []string // between a person and the name: "a girl named"
	Kin      []string // whom only persons have: "mother"
	Own      []string // before them: "his"
	Pronouns []string // of persons: "she"
	Turned   []string // before an age: "turned"
	Born     []string // after "was", of a name that towns have
	When     []string // after one, for "years old"
	Years    []string
	Old      []string
}

// MatchWords tell a team with a place's name from the place, in a report of a match. The words of the class SportWord that are none of Loose tell a report by
// themselves.
type MatchWords struct {
	Loose   []string // words of the class that other texts have as well: "season"
	Hints   []string // others that a report has: "game"
	Parts   []string // after a number: "the third quarter"
	Finals  []string // the second part of "semi-final"
	Votes   []string // in sentences whose figures are votes: "voted 5-4"
	Players []string // who plays for a team, after its name: "striker"
	Verbs   []string // what teams do, besides those of the class MatchVerb: "trailed"
	Leaders []string // after a team's name and before a person's: "captain"
	Against []string // before the other team
	Versus  []string // of these, between both
	Over    []string // before the other team, after Results or the score: "a 3-1 win over"
	Results []string // "win"
	Lists   []string // before a colon and teams with their scores: "results"
	For     []string // before a team, after Deeds: "two goals for"
	Deeds   []string
}

// A Voice is how a language tells a capital or country that acts, besides verbs of saying and deciding right before or after its name,
// which are of the class SayVerb. All is as a text spells it.
type Voice struct {
	Subject []string // what stands right after a subject: "は", "ने"
	Stems   []string // of verbs of saying and deciding, where no space parts words or endings vary much: "表明"
	Last    bool     // the verb may end the clause
	Chained bool     // an owner follows what it owns without a word between: "حكومة مصر"
}

// ThingWords tell things, times and firms with a place's name from the place.
type ThingWords struct {
	Called   []string // things: "Stockholm syndrome"
	Treaties []string // what is agreed in a town: "the Dayton accords"
	Zones    []string // that have a time: "Pacific time"
	Standard []string // between a zone and its time: "Pacific Standard Time"
	Time     []string // after a zone
	Hours    []string // besides figures: "noon Moscow time"
	Shares   []string // what firms have: "Nokia shares"
	// Of firms' names:
	Exchanges []string // before a sign in brackets: "(NYSE: X)"
	Airs      []string // before a place: "Air India"
	Ways      []string // after one: "Norfolk Southern"
}

// KindWords say what kind of place a name means.
type KindWords struct {
	States []string // nouns before "of" and a country: "the Republic of"
	Nature []string // nouns beside a thing of nature: "the river Congo"

	// Of a language that is not English, whose words internal/lexicon has.
	Towns     []string // nouns before a settlement's name: "la ciudad de Palma", "в городе Орле"
	Divisions []string // before or after a division's
	Sides     []string // before what holds: "в Рыльске, на севере области"

	Rivers   []string // after the name of one river, and of several: "the Missouri and Mississippi rivers"
	Watery   []string // words soon before "the" and a river's name: "on the banks of the Ohio"
	Swelling []string // verbs after a river's name: "the Congo burst its banks"
	Reaches  []string // of a river: "the upper Missouri"
	Climbing []string // before a mountain's name: "climbed Kilimanjaro"
	Slopes   []string // before "of" and a mountain's name
	Articled []string // countries with a river's name that have the article themselves: "the Congo"
}

// RelationWords tell whether "between" and "off" speak of the ground.
type RelationWords struct {
	Halfway  []string // beginnings that always do
	OffThe   string   // a beginning that does before a port, too
	Waters   []string // words before "off" and a port
	Dealings []string // what is between two towns without being there
	Ways     []string // what lies between two countries
	Onward   []string // before the other of two ends of a way: "the road from X to Y"
	Hyphens  []string // what joins two names: "the X-Y border"
}

// ShareWords tell a part of a place's land from one of its people.
type ShareWords struct {
	Land    []string // after a possessive: "of Ukraine's territory"
	Holding []string // beginnings of verbs of holding and covering land
	Lying   []string // what land is said to be, after its name
	Joining []string // between a share and the figure that restates it
}

// AreaWords tell what a stated area is an area of.
type AreaWords struct {
	Extent  []string // between a place and its own area: "covers", "area"
	Between []string // what else may stand there: "a", "total", "about"
	Clause  []string // words that begin another clause: "while"
	Telling []string // between a verb of saying and "in" before where it is said: "reporters"
}

// Ordinary reports whether a folded word is one of the language's own that are no names.
func (l *Language) Ordinary(word []byte) bool { return l.ordinary[string(word)] }

// The names under which a model holds weights: for English, and for all other languages at once.
const (
	English = "en"
	Joint   = "joint"
)

// Frequent reports whether a folded word is one of which the language has many, which place names may look like all the same.
func (l *Language) Frequent(word []byte) bool { return l.frequent[string(word)] }

// english is what a text is read by that is English, or too short to tell.
var english = Language{
	Tag: "en", Model: English, Taught: true, Function: &functionEN, Deeds: &deedsEN, Matches: &matchesEN, Persons: &personsEN, Kinds: &kindsEN, Things: &thingsEN, Relations: &relationsEN,
	Shares: &sharesEN, Areas: &areasAny, // short texts of any language are read as English
}

// other reads a language of which nothing is known: Cyrillic names are tried in the cases of Russian and Ukrainian (see readRows), and the
// words are English ones, which texts of many languages quote.
var other = Language{
	Model: Joint, Function: &functionEN, Deeds: &deedsEN, Kinds: &kindsEN, Things: &thingsEN, Relations: &relationsEN, Shares: &sharesEN,
	Areas: &areasAny,
}

// sameAs are tags of languages that are read as another.
var sameAs = map[string]string{
	"no": "nb", "nn": "nb", "ms": "id", "bs": "hr", "sh": "hr", "sr-latn": "hr", "fil": "tl", "iw": "he", "in": "id", "gl": "pt", "mo": "ro", "yue": "zh",
}

// LanguageOf returns what a language is read by. It is never nil.
func LanguageOf(tag string) *Language {
	tag = strings.ToLower(tag)
	if same := sameAs[tag]; same != "" {
		tag = same
	}
	base, _, _ := strings.Cut(tag, "-")
	if same := sameAs[base]; same != "" {
		base = same
	}
	if base == "en" {
		return &english
	}
	t := rowsOf()
	if i, ok := t.index[base]; ok && base != "" {
		return t.rows[i]
	}
	return t.other
}
