package names

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"unicode"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/prose"
)

// A Finder finds names in texts, one after another, and keeps its memory from one to the next. One goroutine at a time uses
// it.
type Finder struct {
	ix         *gazetteer.Index
	trusting   bool // there are trusted names, which may begin with a small letter
	text       *prose.Text
	list       List
	matches    []proposal
	inner      []proposal  // of the name that a noun stands before
	latins     []byte      // a word in Latin letters
	form       []byte      // of a word
	depth      int         // of nouns before nouns before names
	candidates []Candidate // of all names of the text
	known      map[writing]reading
	fames      map[uint32]float32 // by Toponym.Ref: see fame
	usuals     map[usage]float32  // see usual
	judge      judge              // of the name that is read
	cased      []byte             // that name, as it is spelled in running text
	cells      []entry            // of the text
	rows       []row
	column     []entry // of the table that is looked at
	beginnings beginnings
	senses     senses
	respeller  respeller
	aliens     map[alien]kinship
	near       int // names of the text that were looked up under other spellings
}

// NewFinder returns a Finder of the names of an index.
func NewFinder(ix *gazetteer.Index) *Finder {
	return &Finder{ix: ix, trusting: ix.HasUse(gazetteer.Trusted), known: map[writing]reading{}, senses: senses{spans: map[uint64]span{}}, fames: map[uint32]float32{}, usuals: map[usage]float32{}, aliens: map[alien]kinship{}}
}

// Find returns the names of a text, leftmost and longest, linked. The list and its candidates are good until the next
// call. The only error is the context's.
func (f *Finder) Find(ctx context.Context, text *prose.Text) (*List, error) {
	f.text, f.near = text, 0
	f.beginnings.renew(text)
	f.candidates = f.candidates[:0]
	clear(f.known)
	clear(f.fames)
	clear(f.usuals)
	f.list.Begin(len(text.Words))
	var before *Name
	for i, next := int32(0), int32(0); i < int32(len(text.Words)); {
		if i >= next {
			if next = i + 1024; ctx.Err() != nil {
				return nil, ctx.Err()
			}
		}
		if may, capital := f.starts(i); may {
			if n, ok := f.longest(i, before); ok && (capital || n.Decree == Trusted || f.nouned(i)) {
				f.list.Add(n)
				before = &f.list.Names[len(f.list.Names)-1]
				i = n.Last + 1
				continue
			}
		}
		i++
	}
	Link(text, &f.list)
	f.entries()
	return &f.list, nil
}

// match fills f.matches with the names that begin at a word, the shortest first: as they stand, under other endings, without what is
// written together with them.
func (f *Finder) match(i int32) {
	f.matches = f.matches[:0]
	f.whole(i)
	l := f.text.LanguageAt(i)
	if l.Endings != nil {
		f.inflected(l.Endings, i)
		if l.Endings.Divisions != nil {
			f.divided(l.Endings, i)
			f.unlisted(l.Endings, i)
		}
	}
	if l.Prefixes != nil || l.Elided != nil {
		f.prefixed(l, i)
	}
	if l.Leads != nil {
		f.led(i)
	}
	if l.Units != nil {
		f.followed(l)
	}
}

// starts reports whether a name may begin at a word, and whether its capital says so.
func (f *Finder) starts(i int32) (may, capital bool) {
	if f.text.Words[i].Shape&prose.Capital != 0 {
		return true, true
	}
	return f.trusting || f.nouned(i), false
}

// longest returns the longest name that begins at a word and has a candidate. before is the name before, or nil.
func (f *Finder) longest(i int32, before *Name) (Name, bool) {
	f.match(i)
	for _, m := range slices.Backward(f.matches) {
		last := &f.text.Words[m.last]
		ordinary := last.Shape&(prose.Capital|prose.Digits) == 0 && last.Gap != prose.GapNone && !f.belongs(i, m.last) &&
			(last.Class != 0 || f.text.Words[i].Class.Has(lexicon.Determiner))
		if ordinary && !f.trusting || f.unfit(i, m.last) || f.plain(i, &m) {
			continue // "La moneda" is no town
		}
		n := m.at(i)
		if f.text.Words[i].Shape&prose.Uncased != 0 && last.Shape&prose.Uncased != 0 && !f.unspaced(&n, before) {
			continue
		}
		if (f.extend(&n, before) || f.bearsSo(&n, before)) && (!ordinary || n.Decree == Trusted) {
			return n, true
		}
	}
	return Name{}, false
}

// leastPlain is how well known a place is, as a prior, that a single word may mean which its language has as another word: a country. Set by
// hand.
const leastPlain = 6

// plain reports whether a single word is one that its language has for something else than the place.
func (f *Finder) plain(i int32, m *proposal) bool {
	return m.last == i && f.text.LanguageAt(i).Frequent(f.text.Word(i)) && f.usual(m.name, i) < leastPlain && !f.trusting
}

// at returns the name that is proposed, from a word on.
func (p *proposal) at(first int32) Name {
	return Name{First: first, Last: p.last, Toponym: p.name, Inflected: p.inflected, Admin: p.admin, Led: p.led, Partial: p.partial, Links: Unlinked}
}

// bearsSo fills in the places that a name may mean: the divisions alone, where a word beside it says that it is one's.
func (f *Finder) bearsSo(n, before *Name) bool {
	if !n.Admin && !f.called(n.First) {
		return f.bears(n, before, false)
	}
	n.Admin = true
	if f.bears(n, before, false) {
		return true
	}
	n.Admin = false
	return f.bears(n, before, false)
}

// extend takes an admin word into a name ("Lamar County" by the name Lamar) if a division bears it.
func (f *Finder) extend(n, before *Name) bool {
	words := f.text.Words
	k := n.Last + 1
	if int(k) >= len(words) || words[k].Gap != prose.GapSpace || words[k].Shape&(prose.Capital|prose.Uncased) != prose.Capital ||
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

// Exactly returns the name of the words first to last, and no others. before is the name before, or nil.
func (f *Finder) Exactly(first, last int32, before *Name) (Name, bool) {
	n := Name{First: first, Last: last, Links: Unlinked}
	f.match(first)
	for _, m := range f.matches {
		if m.last == last {
			n = m.at(first)
			f.bearsSo(&n, before)
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
	return n, f.bears(&n, nil, true)
}

// Beginning returns the name of the words first to last, which the caller says to be a place's, by the longest name with which
// they begin: a Partial one.
func (f *Finder) Beginning(first, last int32) (Name, bool) {
	n := Name{First: first, Last: last, Links: Unlinked, Partial: true}
	f.match(first)
	for _, m := range slices.Backward(f.matches) {
		if m.last <= last && (m.last > first || !f.text.Words[first].Class.Has(lexicon.Directional|lexicon.Common)) {
			n.Toponym = m.name
			if f.bears(&n, nil, false) && n.inFull() { // an abbreviation must be written like one: "Mt" is no state
				return n, true
			}
		}
	}
	return Name{First: first, Last: last, Links: Unlinked}, false
}

// inFull leaves out the buildings that a name means in short only, which lend it to no others: the "Oregon State" of a prison is no university. It
// reports whether any candidates are left.
func (n *Name) inFull() bool {
	inShort := func(c Candidate) bool { return c.Kind == gazetteer.Facility && !c.Main }
	if slices.ContainsFunc(n.Candidates, inShort) {
		n.Candidates = slices.DeleteFunc(slices.Clone(n.Candidates), inShort)
		n.top()
	}
	return len(n.Candidates) > 0
}

// A writing is a name as the text writes it: equal writings have equal candidates.
type writing struct {
	ref     uint32 // Toponym.Ref
	written string
	nature  nature
	admin   bool
	caps    bool // a single word in capitals, in a sentence that is not all capitals
	given   bool // the caller says that it is a place's
}

// A reading is what a name may mean.
type reading struct {
	candidates []Candidate
	top        int32
	demonym    bool
	decree     Decree
	sure       bool
	peak       bool // a division and a mountain bear it
}

// bears fills in the places that a name may mean and reports whether there are any. What a short form means depends on what
// stands around it; that of other writings is remembered.
func (f *Finder) bears(n, before *Name, given bool) bool {
	t := f.text
	first := &t.Words[n.First]
	written := t.Slice(n.First, n.Last)
	st := &t.Sentences[first.Sentence]
	caps := n.First == n.Last && first.Shape&(prose.AllCaps|prose.Uncased) == prose.AllCaps && !st.Headline && !st.Loud && n.First >= st.Dateline
	w := writing{n.Toponym.Ref(), written, natureOf(t, n), n.Admin, caps, given}
	r := f.recall(n, before, w)
	if r.peak && w.nature == unsaid && !divided(t, n) {
		w.nature = height
		r = f.recall(n, before, w)
	}
	n.Candidates, n.Top, n.Demonym, n.Sure, n.Decree = r.candidates, r.top, r.demonym, r.sure, r.decree
	return len(n.Candidates) > 0
}

// recall returns what a writing may mean, from memory if it can.
func (f *Finder) recall(n, before *Name, w writing) reading {
	r, ok := f.known[w]
	if ok {
		return r
	}
	f.cased = append(f.cased[:0], w.written...)
	if st := f.text.SentenceOf(n.First); f.text.Recased || st.Loud {
		f.cased = titled(f.cased)
	}
	f.judge = judge{writing: w, text: f.text, name: *n, single: n.First == n.Last, before: before, ix: f.ix}
	f.judge.shape()
	r = f.read(n)
	if f.text.Words[n.Last].Shape&(prose.Dotted|prose.AllCaps) == 0 {
		f.known[w] = r
	}
	return r
}

// maxCandidates bounds the places that one name may mean: the best known. The names borne by more (San José, Santa Cruz) are
// borne by hamlets beyond.
const maxCandidates = 64

// read gathers the candidates of a name.
func (f *Finder) read(n *Name) reading {
	j := &f.judge
	from := len(f.candidates)
	senses := f.senses.of(n.Toponym, manner{f.text.LanguageAt(n.First), j.written[0] >= latinEnd, f.text.Past})
	for k := range senses {
		s := &senses[k]
		if k == 0 || s.spelling != senses[k-1].spelling {
			j.spelling = f.senses.spellings[s.spelling.from:s.spelling.to]
			j.exact = bytes.Equal(j.spelling, f.cased)
		}
		if c, ok := j.candidate(s, k); ok {
			f.candidates = append(f.candidates, c)
		}
	}
	if j.holds {
		kept := slices.DeleteFunc(f.candidates[from:], func(c Candidate) bool { return c.Flags&short == 0 || !j.fits(&c) })
		f.candidates = f.candidates[:from+len(kept)]
	}
	f.candidates = f.candidates[:from+len(prune(n.natural(f.candidates[from:], j.nature, f.text)))]
	r := reading{candidates: f.candidates[from:len(f.candidates):len(f.candidates)]}
	demonym, other := float32(0), float32(0) // the best known of each
	for i := range r.candidates {
		c := &r.candidates[i]
		if c.Prior > r.candidates[r.top].Prior {
			r.top = int32(i)
		}
		switch {
		case c.Flags&gazetteer.Blocked != 0:
			r.decree = Blocked
		case c.Flags&gazetteer.Trusted != 0 && r.decree == 0:
			r.decree = Trusted
		}
		if c.Flags&gazetteer.Demonym != 0 {
			demonym = max(demonym, c.Prior)
		} else {
			other = max(other, c.Prior)
		}
	}
	r.demonym = demonym > 0 && demonym >= other
	r.peak = len(r.candidates) > 1 && peaks(r.candidates, &r.candidates[r.top])
	r.sure = n.Sure || j.sure && !r.demonym && r.candidates[r.top].Flags&short != 0
	return r
}

// prune keeps the best known of too many candidates, the best of all first, in a stable order.
func prune(all []Candidate) []Candidate {
	if len(all) <= maxCandidates {
		return all
	}
	best := all[:0]
	for _, c := range all {
		at := len(best)
		for at > 0 && best[at-1].Prior < c.Prior {
			at--
		}
		if len(best) < maxCandidates {
			best = best[:len(best)+1]
		}
		if at < maxCandidates {
			copy(best[at+1:], best[at:])
			best[at] = c
		}
	}
	return best
}

// A judge says which uses of a name a writing of it may be.
type judge struct {
	writing
	text     *prose.Text
	ix       *gazetteer.Index
	name     Name
	spelling []byte // that of the use which is judged
	exact    bool   // the text has it
	single   bool   // it is of one word
	glued    bool   // it ends with "'s"
	acronym  bool   // it is written as acronyms are, which other names than abbreviations are not
	before   *Name  // the name before, or nil
	holds    bool   // it is a code, and one that it may be holds the name before
	sure     bool   // it is one where nothing else is likely to stand
}

// shape notes how the name is written.
func (j *judge) shape() {
	first, last := &j.text.Words[j.name.First], &j.text.Words[j.name.Last]
	j.glued = last.Gap == prose.GapNone && last.Shape&prose.Possessive != 0
	j.acronym = j.caps && len(j.written) <= 4 || j.single && first.Shape&(prose.Dotted|prose.AllCaps) == prose.Dotted|prose.AllCaps
}

// trustedFame is how much better known, on the scale of Prior, a place is to those who built the gazetteer than to the world, so that a post of
// theirs goes before a town of its name; up to mostTrusted, that of a country. Set by hand.
const trustedFame, mostTrusted = 4, 8

// spoken is how much better known, on the scale of Prior, a place is to those who speak the language of its country. It settles ties, and
// no more. Set by hand.
const spoken = 0.3

// latinEnd is the least first byte of the letters after the Latin ones, U+0370: those before are of so many languages that what a
// list has of others says little.
const latinEnd = 0xCD

// candidate judges one use of the name, of which a sense is known.
func (j *judge) candidate(s *sense, use int) (c Candidate, ok bool) {
	if s.kind == gazetteer.Postcode || j.name.Admin && s.kind != gazetteer.Admin1 && s.kind != gazetteer.Admin2 {
		return c, false
	}
	if j.glued && !j.exact && string(j.spelling) != strings.ReplaceAll(j.written, "’", "'") {
		return c, false // "Peru's" is Peru's, and not Perus
	}
	c = Candidate{
		Place: j.ix.PlaceAt(s.place), Flags: s.flags, Kind: s.kind, Exact: j.exact, Main: s.main, Foreign: s.foreign, Own: s.own, Known: s.known,
		Prior: s.prior, Size: s.size,
	}
	if c.Flags&gazetteer.Trusted != 0 {
		if string(j.spelling) == j.written || j.possessive() || j.unmistakable() {
			c.Prior = max(c.Prior, min(c.Prior+trustedFame, mostTrusted))
		} else {
			c.Flags &^= gazetteer.Trusted
		}
	}
	if c.Flags&short != 0 {
		if !j.abbreviated(&c) {
			return c, false
		}
	} else if !c.Exact && j.acronym {
		return c, false // "GOP", "D.E.": an acronym, not the village
	}
	if s.strayed { // "Sin" is China in Hausa only, and "Romano" who is of Rome in Spanish
		return c, false
	}
	return c, c.Kind != gazetteer.Country || !j.foreign(s, use) // "RU": the United Kingdom in Spanish
}

// titled gives each word of a name that stands where case says nothing a capital, and no more.
func titled(name []byte) []byte {
	first := true
	return bytes.Map(func(c rune) rune {
		up := first
		first = !unicode.IsLetter(c) && c != '\'' && c != '’'
		if up {
			return unicode.ToTitle(c)
		}
		return unicode.ToLower(c)
	}, name)
}

// unmistakable reports whether the name is one of several words, one of which is no word but in names: its case does not matter.
func (j *judge) unmistakable() bool {
	rare := false
	for i := j.name.First; i <= j.name.Last; i++ {
		rare = rare || j.text.Words[i].Class == 0
	}
	return rare && !j.single
}

// possessive reports whether the text has the use's spelling with 's.
func (j *judge) possessive() bool {
	bare, ok := strings.CutSuffix(strings.ReplaceAll(j.written, "’", "'"), "'s")
	return ok && string(j.spelling) == bare
}
