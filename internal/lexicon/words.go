package lexicon

import (
	"embed"
	"iter"
	"strings"
	"sync"
)

//go:embed words/*.txt
var wordFiles embed.FS

//go:embed firms.txt
var firmFile string

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

// A table holds the classes of words by their hashes, open-addressed: half a megabyte, of which a look-up touches one
// line of the cache, where a map of strings touches three (a fifth of the time of tagging, measured). Words are not kept:
// 48 bits tell 22,000 of them from each other, which a test checks, and take another word for one of them once in 10^9.
type table struct {
	slots [1 << tableBits]slot
	sets  []Class // the sets of classes that occur; the first is empty
}

// tableBits leaves two thirds of the table empty.
const tableBits = 16

type slot struct {
	mark uint32 // the high half of a word's hash, which is never 0
	set  uint16 // index in sets
}

// firms are companies that nearly all who name them mean, and not the towns called the same. They are no class: the chains have
// learned from the classes.
var firms = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for w := range wordsOf(firmFile) {
		set[w] = true
	}
	return set
})

// loaded is built at first use rather than in init: programs that only link the package do not pay for it.
var loaded = sync.OnceValue(load)

// load reads all lists. It cannot fail on what was compiled in, which the tests check line by line.
func load() *table {
	t := &table{sets: []Class{0}}
	index := map[Class]uint16{0: 0}
	for _, l := range lists {
		text, _ := wordFiles.ReadFile("words/" + l.file + ".txt")
		for w := range wordsOf(string(text)) {
			h := hash(w)
			s := t.find(h)
			c := t.sets[s.set] | l.class
			set, ok := index[c]
			if !ok {
				set = uint16(len(t.sets))
				index[c] = set
				t.sets = append(t.sets, c)
			}
			*s = slot{uint32(h >> 32), set}
		}
	}
	return t
}

// find returns the slot of a hash, or the empty one where it belongs.
func (t *table) find(h uint64) *slot {
	for i := uint16(h); ; i++ {
		if s := &t.slots[i]; s.mark == uint32(h>>32) || s.mark == 0 {
			return s
		}
	}
}

// hash is FNV-1a with its high bits folded in, for the low ones choose the place in the table.
func hash[S string | []byte](word S) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * 1099511628211
	}
	return h ^ h>>32 | 1<<63
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
