package lexicon

import (
	"embed"
	"iter"
	"strings"
	"sync"
)

//go:embed words/*.txt
var wordFiles embed.FS

// lists names the file of each class; a class may have several files. Articles
// and pronouns are common by definition: the derived lists lack "a" and "i".
var lists = []struct {
	file  string
	class Class
}{
	{"given", GivenName},
	{"given-world", GivenName},
	{"given-rare", RareName},
	{"ambiguous", AmbiguousName},
	{"surname", Surname},
	{"common", Common},
	{"verycommon", Common | VeryCommon},
	{"title", Title},
	{"person", PersonNoun},
	{"government", GovernmentNoun},
	{"military", MilitaryNoun},
	{"say", SayVerb},
	{"act", ActVerb},
	{"auxiliary", Auxiliary},
	{"org", OrgNoun},
	{"civic", CivicNoun},
	{"school", SchoolNoun},
	{"facility", FacilityNoun},
	{"team", TeamNoun},
	{"vessel", VesselNoun},
	{"vessel-prefix", VesselPrefix},
	{"publication", PublicationNoun},
	{"street", StreetNoun},
	{"product", ProductNoun},
	{"event", EventNoun},
	{"admin", AdminWord},
	{"settlement", SettlementWord},
	{"feature", FeatureWord},
	{"directional", Directional},
	{"month", Month},
	{"weekday", Weekday},
	{"number", NumberWord},
	{"place-prep", PlacePrep | Preposition},
	{"preposition", Preposition},
	{"determiner", Determiner | Common | VeryCommon},
	{"pronoun", Pronoun | Common | VeryCommon},
	{"conjunction", Conjunction},
	{"acronym", Acronym},
	{"sport", SportWord},
	{"match", MatchVerb},
}

// tableSize is a little more than the number of distinct words, so that the
// table is allocated once; a test holds it to that.
const tableSize = 22_500

// table is built at first use rather than in init: programs that only link the
// package do not pay for it.
var table = sync.OnceValue(buildTable)

// buildTable reads all lists. It cannot fail on what was compiled in, which the
// tests check line by line.
func buildTable() map[string]Class {
	t := make(map[string]Class, tableSize)
	for _, l := range lists {
		text, _ := wordFiles.ReadFile("words/" + l.file + ".txt")
		for w := range wordsOf(string(text)) {
			t[w] |= l.class
		}
	}
	return t
}

// wordsOf yields the words of a list: separated by spaces and line ends, with
// comments from # to the end of the line.
func wordsOf(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range strings.Lines(text) {
			line, _, _ = strings.Cut(line, "#")
			for w := range strings.FieldsSeq(line) {
				if !yield(w) {
					return
				}
			}
		}
	}
}
