package geotag

import (
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
)

// Texts without any capital and sentences in nothing but capitals say nothing by case, so that it is put back where the
// gazetteer and the word lists tell names from words.

// grammar are words that begin and end no name.
const grammar = lexicon.Determiner | lexicon.Preposition | lexicon.Conjunction | lexicon.Pronoun | lexicon.Auxiliary |
	lexicon.Month | lexicon.Weekday | lexicon.NumberWord | lexicon.SayVerb

// truecase gives the tokens the case that they would have in running text.
func (r *reading) truecase() {
	small, large := 0, 0
	for i := range r.tokens {
		if t := &r.tokens[i]; t.shape&(digits|uncased) == 0 {
			if t.shape&capital != 0 {
				large++
			} else if t.shape&possessive == 0 {
				small++
			}
		}
	}
	if large == 0 && small >= leastWords {
		r.raise()
		return
	}
	for i := range r.sentences {
		if s := &r.sentences[i]; r.shouts(s) {
			r.lower(s)
		}
	}
}

// leastWords is how many words show a habit of case.
const leastWords = 4

// raise makes capitals of the tokens of a text in small letters that are likely names.
func (r *reading) raise() {
	for i := 0; i < len(r.tokens); {
		last := r.lowerName(i)
		for k := i; k <= last; k++ {
			r.tokens[k].shape |= capital
		}
		i = max(i, last) + 1
	}
}

// lowerName returns the last token of the name that begins at a token of a text in small letters, or -1.
func (r *reading) lowerName(i int) int {
	t := &r.tokens[i]
	if t.shape&digits != 0 || t.class.Has(grammar) {
		return -1
	}
	r.match(i)
	for k := len(r.matches) - 1; k >= 0; k-- {
		last := int(r.matches[k].last)
		if r.tokens[last].class.Has(grammar) {
			continue
		}
		if last > i && (!r.plainWords(i, last) || r.known(r.matches[k].name)) || last == i && r.rare(t) {
			return last
		}
	}
	const person = lexicon.GivenName | lexicon.Surname
	if t.class.Has(person) && !t.class.Has(lexicon.Common) {
		return i
	}
	return -1
}

// knownPeople is how many people make a town of ordinary words one that is meant: Baton Rouge, but not Most.
const knownPeople = 50_000

// known reports whether a name is a larger town's, a division's or a country's.
func (r *reading) known(name gazetteer.Toponym) bool {
	for use := range name.Uses() {
		if p := use.Place(); p.Type() <= gazetteer.Admin1 || p.Population() >= knownPeople {
			return true
		}
	}
	return false
}

// plainWords reports whether all words of a name are ordinary ones.
func (r *reading) plainWords(first, last int) bool {
	for i := first; i <= last; i++ {
		if !r.tokens[i].class.Has(lexicon.Common) {
			return false
		}
	}
	return true
}

// rare reports whether a word of small letters is hardly ever anything but a name.
func (r *reading) rare(t *token) bool {
	const nouns = lexicon.Common | lexicon.Title | lexicon.OrgNoun | lexicon.FacilityNoun | lexicon.AdminWord | lexicon.SettlementWord |
		lexicon.FeatureWord | lexicon.Directional | lexicon.StreetNoun | lexicon.TeamNoun | lexicon.VesselNoun | lexicon.PersonNoun |
		lexicon.MilitaryNoun | lexicon.GovernmentNoun | lexicon.EventNoun | lexicon.ProductNoun | lexicon.ActVerb | lexicon.MatchVerb
	if t.class.Has(nouns) || t.fend-t.fstart < 4 {
		return false
	}
	k := lexicon.KinOf(r.folded[t.fstart:t.fend])
	return k.Place >= townLike
}

// townLike is how like a town's name, of 15, a word in small letters must be used to pass for one.
const townLike = 7

// shouts reports whether a sentence is in nothing but capitals.
func (r *reading) shouts(s *sentence) bool {
	n := 0
	for i := s.first; i <= s.last; i++ {
		t := &r.tokens[i]
		if t.shape&(digits|uncased) != 0 || t.fend-t.fstart == 1 {
			continue
		}
		if t.shape&allCaps == 0 && t.shape&possessive == 0 {
			return false
		}
		n++
	}
	return n >= leastWords
}

// lower takes the capitals of a sentence that has nothing else from the words that are no names, and leaves the others
// a capital each.
func (r *reading) lower(s *sentence) {
	for i := s.first; i <= s.last; {
		last := r.spelled(i, s.last)
		for k := i; k <= last; k++ {
			r.tokens[k].shape &^= allCaps
		}
		if last < i {
			last = i
			t := &r.tokens[i]
			if t.shape &^= allCaps; t.class.Has(grammar|lexicon.Common) || !t.class.Has(lexicon.GivenName|lexicon.Surname) && !r.rare(t) {
				t.shape &^= capital
			}
		}
		i = last + 1
	}
	s.headline = false
}

// spelled returns the last token of the name of several words that begins at a token, or -1.
func (r *reading) spelled(i, end int32) int32 {
	if r.tokens[i].class.Has(grammar) {
		return -1
	}
	r.match(int(i))
	for k := len(r.matches) - 1; k >= 0; k-- {
		if last := r.matches[k].last; last > i && last <= end && !r.plainWords(int(i), int(last)) {
			return last
		}
	}
	return -1
}
