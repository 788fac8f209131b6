// Package names finds the stretches of a text that bear a name of the gazetteer, with the places that each may mean, and how
// they stand to each other: what holds what, what is listed with what.
//
//	prose.Text -> List
package names

import (
	"example.com/geotag/gazetteer"
)

// A Name is a stretch of words that bears a name of the gazetteer, with the places it may mean.
type Name struct {
	First, Last int32             // words, inclusive
	Toponym     gazetteer.Toponym // the name as the gazetteer has it; zero where it has none
	Candidates  []Candidate       // read-only, in the gazetteer's order; empty where no place bears the name
	Top         int32             // the best known of them
	Demonym     bool              // the name is an adjective or a people first of all
	Admin       bool              // an admin word belongs to it, or stands before it: "Kursk Oblast" by the name Kursk
	Inflected   bool              // the text has it under another ending, in other letters or together with a little word: "Львова", "בחיפה"
	Led         bool              // it begins with a noun that belongs to it: "jihar Kano"
	Partial     bool              // the gazetteer has an entry for a part of it only
	Sure        bool              // what stands around it leaves little doubt that it is a place's: "(R-Fla.)", "CO 80470", "the banks of the Ohio"
	Unlisted    bool              // it is a place's, though the gazetteer has no entry for it
	Entry       bool              // it fills an entry of a list or of a table's column, most of which are places
	Nearly      bool              // the gazetteer spells it otherwise: Toponym
	Decree      Decree            // what the builder of the gazetteer says of it
	Links
}

// Links are how a name stands to others of its List: their indices, or -1.
type Links struct {
	Container int32 // the name that holds it: Texas in "Paris, Texas"
	Holds     int32 // of its own candidates that which holds another name: Texas there
	Listed    int32 // the name before it in a list: "Kano, Ibadan and Port Harcourt"
	Misplaced int32 // the country or division that is said to hold it, where the gazetteer has no such place: Japan in "Dresden, Japan."
}

// Unlinked are the links of a name that stands alone.
var Unlinked = Links{-1, -1, -1, -1}

// A Decree is what the builder of a gazetteer says of a name, and no model overrules.
type Decree uint8

// The decrees.
const (
	Trusted Decree = 1 + iota // spelled so it is a place's
	Blocked                   // it is never a place's
)

// Best returns the best known candidate of a name that has candidates.
func (n *Name) Best() *Candidate { return &n.Candidates[n.Top] }

// Lacks reports whether no place bears the name.
func (n *Name) Lacks() bool { return len(n.Candidates) == 0 }

// A Candidate is a place that a name may mean, by one use of it.
type Candidate struct {
	Place   gazetteer.Place
	Flags   gazetteer.NameFlags
	Kind    gazetteer.Type
	Exact   bool    // the text spells the name as the use does
	Main    bool    // it is the place's display name
	Foreign bool    // only other languages than the text's use it
	Own     bool    // the text's language, which is not English, is known to use it, or writes so, or is that of its country
	Known   bool    // it is the display name, or the text's language is known to use it
	Prior   float32 // how well known the place is by this name, before any context: Prior and Usage
	Size    float32 // how large the place is, before any context, in orders of magnitude of people
}

// A List holds the names of a text in its order; no two share a word. It is read-only, but for who makes it.
type List struct {
	Names   []Name
	Decreed bool    // one of them has a Decree
	at      []int32 // of each word, one more than the index of the name that begins there, or 0
}

// At returns the index of the name that begins at a word, or -1.
func (l *List) At(word int32) int32 { return l.at[word] - 1 }

// Begin empties a list for a text of so many words, keeping its memory.
func (l *List) Begin(words int) {
	l.Names, l.Decreed = l.Names[:0], false
	if cap(l.at) < words {
		l.at = make([]int32, words, words+words/2)
		return
	}
	l.at = l.at[:words]
	clear(l.at)
}

// Add appends a name, which must begin after all others of the list end.
func (l *List) Add(n Name) {
	l.Names, l.Decreed = append(l.Names, n), l.Decreed || n.Decree != 0
	l.at[n.First] = int32(len(l.Names))
}

// From returns the first name that begins at a word or later.
func (l *List) From(word int32) int32 {
	lo, hi := 0, len(l.Names)
	for lo < hi {
		if mid := int(uint(lo+hi) >> 1); l.Names[mid].First >= word {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return int32(lo)
}
