package prose

import (
	"context"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
)

// Texts without any capital and sentences in nothing but capitals say nothing by case, so that it is put back where the
// gazetteer and the word lists tell names from words.

// grammar are words that begin and end no name.
const grammar = lexicon.Determiner | lexicon.Preposition | lexicon.Conjunction | lexicon.Pronoun | lexicon.Auxiliary |
	lexicon.Month | lexicon.Weekday | lexicon.NumberWord | lexicon.SayVerb

// leastWords is how many words show a habit of case.
const leastWords = 4

// truecase gives the words the case that they would have in running text.
func (r *Reader) truecase(ctx context.Context) error {
	t := &r.text
	small, large := 0, 0
	for i := range t.Words {
		if w := &t.Words[i]; w.Shape&(Digits|Uncased) == 0 {
			if w.Shape&Capital != 0 {
				large++
			} else if w.Shape&Possessive == 0 {
				small++
			}
		}
	}
	if large == 0 && small >= leastWords {
		return r.raise(ctx)
	}
	for i := range t.Sentences {
		if s := &t.Sentences[i]; t.shouts(s) {
			if err := r.lower(ctx, s); err != nil {
				return err
			}
		}
	}
	return nil
}

// raise makes capitals of the words of a text in small letters that are likely names.
func (r *Reader) raise(ctx context.Context) error {
	words := r.text.Words
	for i, next := 0, checkEvery; i < len(words); {
		if i >= next {
			if next = i + checkEvery; ctx.Err() != nil {
				return ctx.Err()
			}
		}
		last := r.lowerName(i)
		for k := i; k <= last; k++ {
			words[k].Shape |= Capital
		}
		i = max(i, last) + 1
	}
	return nil
}

// lowerName returns the last word of the name that begins at a word of a text in small letters, or -1.
func (r *Reader) lowerName(i int) int {
	t := &r.text
	w := &t.Words[i]
	if w.Shape&Digits != 0 || w.Class.Has(grammar) {
		return -1
	}
	r.matches = t.Match(r.ix, int32(i), r.matches[:0])
	for k := len(r.matches) - 1; k >= 0; k-- {
		last := int(r.matches[k].Last)
		if t.Words[last].Class.Has(grammar) {
			continue
		}
		if last > i && (!t.plain(i, last) || known(r.matches[k].Name)) || last == i && t.rare(w) {
			return last
		}
	}
	const person = lexicon.GivenName | lexicon.Surname
	if w.Class.Has(person) && !w.Class.Has(lexicon.Common) {
		return i
	}
	return -1
}

// knownPeople is how many people make a town of ordinary words one that is meant: Baton Rouge, but not Most.
const knownPeople = 50_000

// known reports whether a name is a larger town's, a division's or a country's.
func known(name gazetteer.Toponym) bool {
	for use := range name.Uses() {
		if p := use.Place(); p.Type() <= gazetteer.Admin1 || p.Population() >= knownPeople {
			return true
		}
	}
	return false
}

// plain reports whether all words of a name are ordinary ones.
func (t *Text) plain(first, last int) bool {
	for i := first; i <= last; i++ {
		if !t.Words[i].Class.Has(lexicon.Common) {
			return false
		}
	}
	return true
}

// townLike is how like a town's name, of 15, a word in small letters must be used to pass for one.
const townLike = 7

// rare reports whether a word of small letters is hardly ever anything but a name.
func (t *Text) rare(w *Word) bool {
	const nouns = lexicon.Common | lexicon.Title | lexicon.OrgNoun | lexicon.FacilityNoun | lexicon.AdminWord | lexicon.SettlementWord |
		lexicon.FeatureWord | lexicon.Directional | lexicon.StreetNoun | lexicon.TeamNoun | lexicon.VesselNoun | lexicon.PersonNoun |
		lexicon.MilitaryNoun | lexicon.GovernmentNoun | lexicon.EventNoun | lexicon.ProductNoun | lexicon.ActVerb | lexicon.MatchVerb
	if w.Class.Has(nouns) || w.FoldEnd-w.FoldStart < 4 {
		return false
	}
	return lexicon.KinOf(t.Folded[w.FoldStart:w.FoldEnd]).Place >= townLike
}

// shouts reports whether a sentence is in nothing but capitals.
func (t *Text) shouts(s *Sentence) bool {
	n := 0
	for i := s.First; i <= s.Last; i++ {
		w := &t.Words[i]
		if w.Shape&(Digits|Uncased) != 0 || w.FoldEnd-w.FoldStart == 1 {
			continue
		}
		if w.Shape&AllCaps == 0 && w.Shape&Possessive == 0 {
			return false
		}
		n++
	}
	return n >= leastWords
}

// lower takes the capitals of a sentence that has nothing else from the words that are no names, and leaves the others
// a capital each.
func (r *Reader) lower(ctx context.Context, s *Sentence) error {
	words := r.text.Words
	for i, next := s.First, s.First+checkEvery; i <= s.Last; {
		if i >= next {
			if next = i + checkEvery; ctx.Err() != nil {
				return ctx.Err()
			}
		}
		last := r.spelled(i, s.Last)
		for k := i; k <= last; k++ {
			words[k].Shape &^= AllCaps
		}
		if last < i {
			last = i
			w := &words[i]
			if r.text.code(i) {
				i++
				continue
			}
			w.Shape &^= AllCaps
			if w.Class.Has(grammar|lexicon.Common) || !w.Class.Has(lexicon.GivenName|lexicon.Surname) && !r.text.rare(w) {
				w.Shape &^= Capital
			}
		}
		i = last + 1
	}
	s.Headline = false
	return nil
}

// code reports whether a word in capitals has them by itself: initials and abbreviations with full stops ("N.Y."), and two letters
// after a comma at the end of a line, or before a number ("RENO, NV 89501").
func (t *Text) code(i int32) bool {
	w := &t.Words[i]
	if w.Shape&Dotted != 0 {
		return !w.Class.Has(grammar)
	}
	last := int(i)+1 == len(t.Words) || t.Words[i+1].Gap >= GapSentence || t.Words[i+1].Shape&Digits != 0
	return w.Gap == GapComma && w.FoldEnd-w.FoldStart == 2 && last
}

// spelled returns the last word of the name of several words that begins at a word, or -1.
func (r *Reader) spelled(i, end int32) int32 {
	t := &r.text
	if t.Words[i].Class.Has(grammar) {
		return -1
	}
	r.matches = t.Match(r.ix, i, r.matches[:0])
	for k := len(r.matches) - 1; k >= 0; k-- {
		if last := r.matches[k].Last; last > i && last <= end && !t.plain(int(i), int(last)) {
			return last
		}
	}
	return -1
}
