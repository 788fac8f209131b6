package names

import (
	"context"
	"slices"
	"strings"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/prose"
)

// A Finder finds names in texts, one after another, and keeps its memory from one to the next. One goroutine at a time uses
// it.
type Finder struct {
	ix         *gazetteer.Index
	text       *prose.Text
	list       List
	matches    []prose.Match
	candidates []Candidate // of all names of the text
	known      map[writing]reading
}

// NewFinder returns a Finder of the names of an index.
func NewFinder(ix *gazetteer.Index) *Finder {
	return &Finder{ix: ix, known: map[writing]reading{}}
}

// Find returns the names of a text, leftmost and longest, linked. The list and its candidates are good until the next
// call. The only error is the context's.
func (f *Finder) Find(ctx context.Context, text *prose.Text) (*List, error) {
	f.text = text
	f.candidates = f.candidates[:0]
	clear(f.known)
	f.list.Begin(len(text.Words))
	before := int32(-1)
	for i, next := int32(0), int32(0); i < int32(len(text.Words)); {
		if i >= next {
			if next = i + 1024; ctx.Err() != nil {
				return nil, ctx.Err()
			}
		}
		if text.Words[i].Shape&prose.Capital != 0 {
			if n, ok := f.longest(i, before); ok {
				f.list.Add(n)
				before = n.Last
				i = n.Last + 1
				continue
			}
		}
		i++
	}
	Link(text, &f.list)
	return &f.list, nil
}

// match fills f.matches with the names that begin at a word, the shortest first.
func (f *Finder) match(i int32) { f.matches = f.text.Match(f.ix, i, f.matches[:0]) }

// longest returns the longest name that begins at a word and has a candidate. before is the last word of the name before.
func (f *Finder) longest(i, before int32) (Name, bool) {
	f.match(i)
	if e := f.text.Language.Endings; e != nil && len(f.matches) == 0 {
		f.inflected(e, i)
	}
	for _, m := range slices.Backward(f.matches) {
		last := &f.text.Words[m.Last]
		if last.Shape&(prose.Capital|prose.Digits) == 0 && last.Gap != prose.GapNone && last.Class != 0 {
			continue
		}
		n := Name{First: i, Last: m.Last, Toponym: m.Name, Links: Unlinked}
		if f.extend(&n, before) || f.bears(&n, before, false) {
			return n, true
		}
	}
	return Name{}, false
}

// extend takes an admin word into a name ("Lamar County" by the name Lamar) if a division bears it.
func (f *Finder) extend(n *Name, before int32) bool {
	words := f.text.Words
	k := n.Last + 1
	if int(k) >= len(words) || words[k].Gap != prose.GapSpace || words[k].Shape&prose.Capital == 0 ||
		!words[k].Class.Has(lexicon.AdminWord) || words[n.Last].Shape&prose.Possessive != 0 {
		return false
	}
	n.Admin = true
	if f.bears(n, before, false) {
		n.Last++
		return true
	}
	n.Admin = false
	return false
}

// Exactly returns the name of the words first to last, and no others. before is the last word of the name before, or -1.
func (f *Finder) Exactly(first, last, before int32) (Name, bool) {
	n := Name{First: first, Last: last, Links: Unlinked}
	f.match(first)
	for _, m := range f.matches {
		if m.Last == last {
			n.Toponym = m.Name
			f.bears(&n, before, false)
		}
	}
	return n, len(n.Candidates) > 0
}

// Called returns the name of the words first to last, which the caller says to be a place's, by a name that is looked up.
func (f *Finder) Called(name string, first, last int32) (Name, bool) {
	n := Name{First: first, Last: last, Links: Unlinked}
	var ok bool
	if n.Toponym, ok = f.ix.Lookup(name); !ok {
		return n, false
	}
	return n, f.bears(&n, -1, true)
}

// Beginning returns the name of the words first to last, which the caller says to be a place's, by the longest name with which
// they begin: a Partial one.
func (f *Finder) Beginning(first, last int32) (Name, bool) {
	n := Name{First: first, Last: last, Links: Unlinked, Partial: true}
	f.match(first)
	for _, m := range slices.Backward(f.matches) {
		if m.Last <= last && (m.Last > first || !f.text.Words[first].Class.Has(lexicon.Directional|lexicon.Common)) {
			if n.Toponym = m.Name; f.bears(&n, -1, false) { // an abbreviation must be written like one: "Mt" is no state
				return n, true
			}
		}
	}
	return Name{First: first, Last: last, Links: Unlinked}, false
}

// A writing is a name as the text writes it: equal writings have equal candidates.
type writing struct {
	name    uint32 // Toponym.Ref
	written string
	admin   bool
	caps    bool // a single word in capitals, in a sentence that is not all capitals
	given   bool // the caller says that it is a place's
}

// A reading is what a name may mean.
type reading struct {
	candidates []Candidate
	top        int32
	demonym    bool
}

// shortest is the length in bytes beyond which what a writing may mean does not depend on what stands before it: a shorter one
// may be a code.
const shortest = 3

// bears fills in the places that a name may mean and reports whether there are any.
func (f *Finder) bears(n *Name, before int32, given bool) bool {
	t := f.text
	first := &t.Words[n.First]
	written := t.Slice(n.First, n.Last)
	single := n.First == n.Last
	st := &t.Sentences[first.Sentence]
	caps := single && first.Shape&(prose.AllCaps|prose.Uncased) == prose.AllCaps && !st.Headline && n.First >= st.Dateline
	w := writing{n.Toponym.Ref(), written, n.Admin, caps, given}
	r, ok := f.known[w]
	if !ok {
		r = f.read(n, judge{text: t, name: n, written: written, single: single, caps: caps, given: given, follows: before >= 0 && before == n.First-1})
		if len(written) > shortest {
			f.known[w] = r
		}
	}
	n.Candidates, n.Top, n.Demonym = r.candidates, r.top, r.demonym
	return len(n.Candidates) > 0
}

// maxCandidates bounds the places that one name may mean: the best known. The names borne by more (San José, Santa Cruz) are
// borne by hamlets beyond.
const maxCandidates = 64

// read gathers the candidates of a name.
func (f *Finder) read(n *Name, j judge) reading {
	from := len(f.candidates)
	for use := range n.Toponym.Uses() {
		if c, ok := j.candidate(use); ok {
			f.candidates = append(f.candidates, c)
		}
	}
	prune(f.candidates[from:])
	f.candidates = f.candidates[:min(len(f.candidates), from+maxCandidates)]
	r := reading{candidates: f.candidates[from:len(f.candidates):len(f.candidates)]}
	demonym, other := float32(0), float32(0) // the best known of each
	for i := range r.candidates {
		c := &r.candidates[i]
		if c.Prior > r.candidates[r.top].Prior {
			r.top = int32(i)
		}
		if c.Flags&gazetteer.Demonym != 0 {
			demonym = max(demonym, c.Prior)
		} else {
			other = max(other, c.Prior)
		}
	}
	r.demonym = demonym > 0 && demonym >= other
	return r
}

// prune puts the best known of too many candidates first, in a stable order.
func prune(all []Candidate) {
	if len(all) <= maxCandidates {
		return
	}
	slices.SortStableFunc(all, func(a, b Candidate) int {
		switch {
		case a.Prior > b.Prior:
			return -1
		case a.Prior < b.Prior:
			return 1
		}
		return 0
	})
}

// A judge says which uses of a name a writing of it may be.
type judge struct {
	text         *prose.Text
	name         *Name
	written      string
	single, caps bool // as of a writing
	given        bool
	follows      bool // it stands right after another name
}

// candidate judges one use of the name.
func (j *judge) candidate(use gazetteer.Use) (Candidate, bool) {
	c := Candidate{Place: use.Place(), Flags: use.Flags(), Exact: use.SpelledAs([]byte(j.written)), Main: use.IsDisplay()}
	c.Kind = c.Place.Type()
	if w := &j.text.Words[j.name.Last]; w.Gap == prose.GapNone && w.Shape&prose.Possessive != 0 && !c.Exact {
		if !use.SpelledAs([]byte(strings.ReplaceAll(j.written, "’", "'"))) {
			return c, false // "Peru's" is Peru's, and not Perus
		}
	}
	if j.name.Admin && c.Kind != gazetteer.Admin1 && c.Kind != gazetteer.Admin2 {
		return c, false
	}
	if c.Flags&(gazetteer.Abbreviation|gazetteer.Code) != 0 {
		if !j.abbreviated(&c) {
			return c, false
		}
	} else if !c.Exact && (j.caps && len(j.written) <= 4 ||
		j.single && j.text.Words[j.name.First].Shape&(prose.Dotted|prose.AllCaps) == prose.Dotted|prose.AllCaps) {
		return c, false // "GOP", "D.E.": an acronym, not the village
	}
	tag := j.text.Language.Tag
	c.Foreign = tag != "" && !use.InLang(tag)
	c.Known = c.Main || !c.Foreign && (tag == "" && !use.InLang("") || use.HasLang(tag))
	c.Prior = Prior(c.Place, c.Kind) + c.Usage()
	return c, true
}

// abbreviated reports whether the text writes a name as an abbreviation is written: with full stops, or in capitals; and a
// bare code of two letters ("OR", "IN") only where an address has it, after a comma or in brackets.
func (j *judge) abbreviated(c *Candidate) bool {
	w := &j.text.Words[j.name.Last]
	beside := (w.Gap == prose.GapComma || w.Gap == prose.GapOpen) && j.follows
	if w.Shape&prose.Dotted != 0 || j.given {
		return true
	}
	if j.single && w.FoldEnd-w.FoldStart <= 2 && c.Kind != gazetteer.Country && c.Kind != gazetteer.Union {
		return w.Shape&prose.AllCaps != 0 && beside
	}
	if n := w.FoldEnd - w.FoldStart; n >= 3 && beside || n > 3 && (c.Exact || w.Gap == prose.GapHyphen) {
		return c.Flags&gazetteer.Code == 0 // "Wis" at the end of a sentence, "Calif" in "D-Calif"
	}
	return c.Flags&gazetteer.Code == 0 && w.Shape&prose.AllCaps != 0
}
