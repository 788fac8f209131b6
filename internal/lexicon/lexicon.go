// Package lexicon knows what kind of word a word is: a given name, a title, a
// noun that makes an organisation of the place before it, a plain English word.
// It knows single words of news English only, out of context; "may" is a month,
// a given name and a common word at once, and the caller decides.
//
// The lists are the text files under words. Two of them, given.txt and
// common.txt, are derived from public-domain data by the command in build; all
// others are written by hand.
package lexicon

import (
	"math/bits"
	"strings"
)

//go:generate go run -C build .

// Class is a set of word classes, one bit each. The zero Class is an unknown word.
type Class uint64

// The classes. A word may have several.
const (
	GivenName     Class = 1 << iota // a first name: "vladimir", "mary"
	RareName                        // a first name seldom given, weak evidence alone: "amparo"; never with GivenName
	AmbiguousName                   // a first or last name that in news is a place at least as often: "paris", "jordan", "houston"
	Surname                         // a frequent last name: "smith", "putin"

	Common     // one of the most frequent English words, excluding words that are nearly always names
	VeryCommon // one of the thousand most frequent of Common

	Title          // directly before a person's name: "president", "mr", "lt", "coach"
	PersonNoun     // people, as after a demonym: "man", "residents", "troops"
	GovernmentNoun // those who act for a state: "government", "officials", "kremlin"
	MilitaryNoun   // armed forces and their parts: "army", "brigade", "troops"

	SayVerb   // speaking, inflected: "said", "warns"
	ActVerb   // what states and organisations do, inflected: "deployed", "imposes"
	Auxiliary // forms of be, have, do and the modals: "is", "has", "would"

	OrgNoun         // ends a company's, party's or agency's name: "bank", "inc", "association"
	CivicNoun       // a body of the place itself: "police", "council", "ministry"
	SchoolNoun      // "university", "academy"
	FacilityNoun    // a building or site: "hospital", "airport", "prison"
	TeamNoun        // a sports team or its nickname: "rovers", "lakers", "fc"
	VesselNoun      // "submarine", "frigate", "ferry"
	VesselPrefix    // before a ship's name: "uss", "hms", "mv"
	PublicationNoun // ends the name of a paper or station: "times", "herald", "independent"
	StreetNoun      // "street", "rd", "avenue", "interstate"
	ProductNoun     // a thing called after a place: "wine", "whisky", "virus"
	EventNoun       // a treaty, meeting or race called after a place: "accord", "summit", "marathon"

	AdminWord      // a division: "oblast", "county", "state"
	SettlementWord // "city", "town", "village"
	FeatureWord    // a natural feature: "river", "mount", "island"
	Directional    // "north", "eastern", "central", "downtown"

	Month      // full and abbreviated
	Weekday    // full and abbreviated
	NumberWord // "two", "dozens", "million", "third"

	PlacePrep   // a preposition that a place often follows: "in", "near", "outside"
	Preposition // any preposition; includes every PlacePrep
	Determiner  // "the", "this", "every"
	Pronoun     // "he", "its", "who"
	Conjunction // "and", "but", "because"

	Acronym   // a news agency, broadcaster or body in capitals, not a place: "ap", "afp", "nato"
	SportWord // a report of a match: "striker", "season", "innings"
	MatchVerb // what teams do to each other, inflected: "beat", "drew", "thrashed"
)

// classNames are the constants' names in bit order, for String.
var classNames = [...]string{
	"GivenName", "RareName", "AmbiguousName", "Surname", "Common", "VeryCommon",
	"Title", "PersonNoun", "GovernmentNoun", "MilitaryNoun", "SayVerb", "ActVerb", "Auxiliary",
	"OrgNoun", "CivicNoun", "SchoolNoun", "FacilityNoun", "TeamNoun", "VesselNoun", "VesselPrefix",
	"PublicationNoun", "StreetNoun", "ProductNoun", "EventNoun",
	"AdminWord", "SettlementWord", "FeatureWord", "Directional", "Month", "Weekday", "NumberWord",
	"PlacePrep", "Preposition", "Determiner", "Pronoun", "Conjunction",
	"Acronym", "SportWord", "MatchVerb",
}

// Has reports whether c and any share a class.
func (c Class) Has(any Class) bool { return c&any != 0 }

// String lists the classes of c as "GivenName|Common", for explanations and
// tests; the zero Class is "unknown".
func (c Class) String() string {
	if c == 0 {
		return "unknown"
	}
	var s []string
	for ; c != 0; c &= c - 1 {
		s = append(s, classNames[bits.TrailingZeros64(uint64(c))])
	}
	return strings.Join(s, "|")
}

// Of returns the classes of word, which must be in folded form: lower case,
// without diacritics or full stops. It does not allocate and may be called
// concurrently; the first call of the process builds the table.
func Of(word []byte) Class {
	t := loaded()
	return t.sets[t.find(hash(word)).set]
}

// Firm reports whether a folded word is the name of a company that is better known than the town that has it.
func Firm(word []byte) bool { return firms()[string(word)] }

// ClassNames returns the names of the classes, that of the lowest bit first.
func ClassNames() []string { return classNames[:] }
