package names

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/prose"
)

// Many languages inflect names, and gazetteers have the nominative: words are tried with other endings along the names of the index, so
// that a try ends where no name goes on, and what names no place is tried in Latin letters.

// How many letters an inflected word has at least, and how many of them no ending touches, in its own letters and in Latin ones. Set by
// hand, so that short words do not turn into names by chance.
const inflectedLetters, stemLetters, romanStem = 4, 1, 3

// A name of one word that is found under another ending is at least so well known, as a prior: a village; one in Latin letters a larger
// one, a short one a town, and where capitals say nothing each a city. Set by hand.
const leastKnown, leastKnownLatin, leastKnownShort, leastKnownRecased, shortName = 2.8, 3.2, 4.2, 5.3, 4

// How many words such a name has at most, and in Latin letters.
const longestInflected, longestLatin = 5, 3

// A proposal is a name that the words from one on may bear.
type proposal struct {
	last      int32
	name      gazetteer.Toponym
	inflected bool    // under other endings, in Latin letters or without what is written together with it
	admin     bool    // it is a division's, by a word beside it
	led       bool    // it begins with a noun that belongs to it
	partial   bool    // it is that of a part of the words
	known     float32 // how well, if it is inflected: see usual
}

// inflected adds to f.matches the names that begin at a word under other endings, the best known of each length.
func (f *Finder) inflected(e *prose.Endings, i int32) {
	s := speller{finder: f, endings: e, first: i}
	s.spell(i, f.ix.Path(), false)
	if len(f.matches) > 0 || f.text.Recased || f.nouned(i) || !f.romanizable(i) || s.ordinary() {
		return
	}
	for _, own := range [...][]prose.Ending{e.Latin, nil} {
		if s.latin, s.own = true, own; len(f.matches) == 0 {
			s.spell(i, f.ix.Path(), true)
		}
	}
}

// romanizable reports whether a word is a Cyrillic or Greek one of some length.
func (f *Finder) romanizable(i int32) bool {
	word := f.text.Word(i)
	c, _ := utf8.DecodeRune(word)
	return unicode.In(c, unicode.Cyrillic, unicode.Greek) && utf8.RuneCount(word) >= inflectedLetters
}

// A speller walks along the names of an index by the words of a text with other endings.
type speller struct {
	finder  *Finder
	endings *prose.Endings
	first   int32
	latin   bool           // names in Latin letters are looked up
	own     []prose.Ending // Latin letters of the language's own
}

// spell goes on with a word. changed says that one before has another ending.
func (s *speller) spell(i int32, from gazetteer.Path, changed bool) {
	word := s.finder.text.Word(i)
	if s.latin {
		s.romanize(i, from, word)
		return
	}
	t, ok := trailOf(from, word)
	if !ok {
		return
	}
	if t.steps == t.most {
		s.arrive(i, t.paths[t.steps], changed)
	}
	if utf8.RuneCount(word) < inflectedLetters {
		return
	}
	for _, c := range s.endings.Of(word) {
		at := t.most - len(c.Oblique)
		if at < 0 || at > t.steps || !bytes.HasSuffix(word, []byte(c.Oblique)) || utf8.RuneCount(word[:len(word)-len(c.Oblique)]) < stemLetters {
			continue
		}
		if p, ok := t.paths[at].Follow([]byte(c.Nominative)); ok {
			s.arrive(i, p, true)
		}
	}
}

// romanize goes on with a word in Latin letters, as it stands and under other endings.
func (s *speller) romanize(i int32, from gazetteer.Path, word []byte) {
	if s.first < i && s.finder.text.Words[i].Shape&prose.Capital == 0 {
		return
	}
	s.tryLatin(i, from, word, "")
	for _, c := range s.endings.Of(word) {
		if stem, ok := bytes.CutSuffix(word, []byte(c.Oblique)); ok && utf8.RuneCount(stem) >= romanStem {
			s.tryLatin(i, from, stem, c.Nominative)
		}
	}
}

// tryLatin goes on with a stem and an ending in Latin letters.
func (s *speller) tryLatin(i int32, from gazetteer.Path, stem []byte, ending string) {
	f := s.finder
	f.latins = appendLatin(appendLatin(f.latins[:0], stem, s.own), []byte(ending), s.own)
	if p, ok := from.Follow(f.latins); ok {
		s.arrive(i, p, true)
	}
}

// ordinary reports whether the first word is one of the language's own, under any ending.
func (s *speller) ordinary() bool {
	f := s.finder
	l, word := f.text.LanguageAt(s.first), f.text.Word(s.first)
	if l.Ordinary(word) {
		return true
	}
	for _, c := range s.endings.Of(word) {
		if stem, ok := bytes.CutSuffix(word, []byte(c.Oblique)); ok && utf8.RuneCount(stem) >= stemLetters {
			if f.form = append(append(f.form[:0], stem...), c.Nominative...); l.Ordinary(f.form) {
				return true
			}
		}
	}
	return false
}

// arrive takes the name that ends with a word, if any does and a word of it has another ending, and goes on with the next word.
func (s *speller) arrive(i int32, p gazetteer.Path, changed bool) {
	if changed {
		if name, ok := p.Toponym(); ok && (i > s.first || !s.ordinary()) && !(s.latin && sovereign(name)) {
			least := max(leastKnown, s.endings.Least)
			if s.latin {
				least = max(least, leastKnownLatin)
			}
			s.finder.propose(s.first, i, name, least)
		}
	}
	t := s.finder.text
	next := i + 1
	if int(next) >= len(t.Words) || !spaced(t.Words[next].Gap) || next-s.first >= s.longest() {
		return
	}
	if p, ok := p.Follow(t.Folded[t.Words[i].FoldEnd:t.Words[next].FoldStart]); ok {
		s.spell(next, p, changed)
	}
}

// longest is how many words the names have at most that are looked for.
func (s *speller) longest() int32 {
	if s.latin {
		return longestLatin
	}
	return longestInflected
}

// sovereign reports whether a country bears a name: each has one in every language, and so none in Latin letters only.
func sovereign(name gazetteer.Toponym) bool {
	for use := range name.Uses() {
		if use.Place().Type() == gazetteer.Country {
			return true
		}
	}
	return false
}

// spaced reports whether a gap parts two words of a name.
func spaced(g prose.Gap) bool { return g == prose.GapSpace || g == prose.GapHyphen }

// A trail is the walk along the last letters of a word.
type trail struct {
	paths       [prose.LongestEnding + 1]gazetteer.Path // after each of them, as far as names go
	steps, most int                                     // how many bytes names go, of how many
}

// trailOf walks along a word. ok is false where no name goes up to its last letters.
func trailOf(from gazetteer.Path, word []byte) (t trail, ok bool) {
	t.most = min(len(word), prose.LongestEnding)
	stem := len(word) - t.most
	if t.paths[0], ok = from.Follow(word[:stem]); !ok {
		return t, false
	}
	for k := range t.most {
		p, ok := t.paths[k].Follow(word[stem+k : stem+k+1])
		if !ok {
			break
		}
		t.steps++
		t.paths[t.steps] = p
	}
	return t, true
}

// outranks says by how much better known a place is, in orders of magnitude of people, whose name a word is under another ending than
// that whose name it is as it stands. Set by hand.
const outranks = outdone

// propose adds a name under other endings, if it is known well enough, better than those so far of the same words, and, a single
// word, far better than what bears the name as it stands.
func (f *Finder) propose(first, last int32, name gazetteer.Toponym, least float32) {
	known := f.usual(name, first)
	if first == last && !f.lonely(first, name, known, least) {
		return
	}
	p := proposal{last: last, name: name, inflected: true, known: known}
	at := 0
	for at < len(f.matches) && f.matches[at].last < last {
		at++
	}
	if at == len(f.matches) || f.matches[at].last > last {
		f.matches = append(f.matches, proposal{})
		copy(f.matches[at+1:], f.matches[at:])
		f.matches[at] = p
		return
	}
	switch m := &f.matches[at]; {
	case m.inflected && known > m.known, !m.inflected && first == last && known >= f.usual(m.name, first)+outranks:
		*m = p
	}
}

// lonely reports whether a single word may stand for a name under another ending.
func (f *Finder) lonely(i int32, name gazetteer.Toponym, known, least float32) bool {
	const others = lexicon.Common | lexicon.Month | lexicon.Weekday | lexicon.NumberWord
	if f.text.Words[i].Class.Has(others) || known < least || f.text.Recased && known < leastKnownRecased {
		return false
	}
	return known >= leastKnownShort || utf8.RuneCountInString(name.Key()) > shortName
}

// adjectiveFame is by how much less a word for what belongs to a place is known than the place, so that "Polski" is rather an inflected
// Polska. Set by hand, above outdone.
const adjectiveFame = 2

// fame is how well known the best known place of a name is, as a prior.
func (f *Finder) fame(name gazetteer.Toponym) float32 {
	most, ok := f.fames[name.Ref()]
	if !ok {
		for use := range name.Uses() {
			p := use.Place()
			prior := Prior(p, p.Type())
			if use.Flags()&gazetteer.Demonym != 0 {
				prior -= adjectiveFame
			}
			most = max(most, prior)
		}
		f.fames[name.Ref()] = most
	}
	return most
}

// A usage is a name in a language.
type usage struct {
	ref  uint32 // Toponym.Ref
	code string // of the language
}

// strange is by how much less likely, on the scale of Prior, a text means a place by a name that only other languages have for it. Set by
// hand.
const strange = 1

// usual is how well known the best known place is that a text may mean by a name, as a prior, in the language of a word: by no abbreviation,
// and by a name of other languages less likely.
func (f *Finder) usual(name gazetteer.Toponym, word int32) float32 {
	u := usage{name.Ref(), f.text.LanguageAt(word).Tag}
	most, ok := f.usuals[u]
	if ok {
		return most
	}
	for use := range name.Uses() {
		if use.Flags()&(gazetteer.Abbreviation|gazetteer.Code) != 0 {
			continue
		}
		p := use.Place()
		known := Prior(p, p.Type())
		if u.code != "" && !use.InLang(u.code) && !use.IsDisplay() {
			known -= strange
		}
		most = max(most, known)
	}
	f.usuals[u] = most
	return most
}
