package prose

import (
	"context"
	"slices"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
)

// Texts without any capital and sentences in nothing but capitals say nothing by case, so that it is put back where the
// gazetteer and the word lists tell names from words.

// grammar are words that begin and end no name.
const grammar = lexicon.Determiner | lexicon.Preposition | lexicon.Conjunction | lexicon.Pronoun | lexicon.Auxiliary |
	lexicon.Month | lexicon.Weekday | lexicon.NumberWord | lexicon.SayVerb

// leastWords is how many words in nothing but capitals show a habit; shortText how many words a text has at most whose only capitals,
// at the beginnings of sentences, say nothing of the others. Set by hand.
const leastWords, shortText = 3, 15

// truecase gives the words the case that they would have in running text.
func (r *Reader) truecase(ctx context.Context) error {
	t := &r.text
	clear(r.standings)
	clear(r.held)
	if t.Recased, r.starts = t.whispers(); t.Recased {
		return r.raise(ctx)
	}
	t.Recased = len(t.Sentences) > 0
	for i := range t.Sentences {
		s := &t.Sentences[i]
		if !s.Loud || !t.shouts(s) {
			t.Recased = false
			continue
		}
		if err := r.lower(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// fewCries is to how many words in small letters there may be one in capitals. Set by hand.
const fewCries = 12

// whispers reports whether a text has no capitals but those of a word here and there that is all capitals ("AGAIN"), or, if it is short, none but
// those with which sentences begin, and "I"; and whether it has those. One most of which is of a script without case does not.
func (t *Text) whispers() (quiet, starts bool) {
	small, uncased, cries := 0, 0, 0
	for i := range t.Words {
		w := &t.Words[i]
		switch {
		case w.Shape&Uncased != 0:
			uncased++
		case w.Shape&(Digits|Possessive) != 0:
		case w.Shape&Capital == 0:
			small++
		case w.Shape&AllCaps != 0:
			cries++
		case len(t.Words) > shortText || t.Sentences[w.Sentence].First != int32(i) && w.End-w.Start > 1:
			return false, false
		default:
			starts = true
		}
	}
	return small > uncased && cries*fewCries <= small, starts
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

// lowerName returns the last word of the name that begins at a word of a text in small letters, or of the two of which the other
// holds the first, or -1.
func (r *Reader) lowerName(i int) int {
	t := &r.text
	w := &t.Words[i]
	if w.Shape&(Digits|Capital) != 0 || w.Class.Has(lexicon.Preposition) {
		return -1
	}
	joins := w.Class.Has(grammar) // it begins a name only of several words, of which there is a larger town: "la paz"
	r.matches = t.Match(r.ix, int32(i), r.matches[:0])
	for _, m := range slices.Backward(r.matches) {
		last := int(m.Last)
		if t.Words[last].Class.Has(grammar) && (last < i+2 || !r.known(m.Name)) || joins && (last == i || t.plain(i, last) || !r.known(m.Name)) {
			continue
		}
		if end := r.holder(m); end > last {
			return end
		}
		if last > i && (!t.plain(i, last) || r.known(m.Name)) || last == i && r.meant(int32(i), m.Name) {
			return last
		}
	}
	if !joins && (r.person(int32(i)) || t.mayBeInflected(int32(i))) {
		return i
	}
	return -1
}

// mayBeInflected reports whether a word of small letters may be the name of a place in another case: after a preposition of place, in a
// language that inflects names.
func (t *Text) mayBeInflected(i int32) bool {
	before := t.Before(i)
	return t.LanguageAt(i).Endings != nil && t.Words[i].Class == 0 && before != nil && before.Class.Has(lexicon.PlacePrep)
}

// person reports whether a word of small letters is a person's name, which a place of fame bears only as a part of a full name.
func (r *Reader) person(i int32) bool {
	const names = lexicon.GivenName | lexicon.Surname
	t := &r.text
	w := &t.Words[i]
	if !w.Class.Has(names) || w.Class.Has(lexicon.Common) || t.LanguageAt(i).Words != nil || r.starts {
		return false
	}
	next := t.After(i)
	if next != nil && next.Class.Has(names) && !next.Class.Has(lexicon.Common) || i > 0 && w.Gap == GapSpace && t.Words[i-1].Shape&Capital != 0 {
		return true
	}
	for _, m := range r.matches {
		if s := r.standing(m.Name); m.Last == i && (s.country || s.people >= famousPeople) {
			return false
		}
	}
	return true
}

// holder returns the last word of the division or country that stands right after a name, perhaps across a comma, and holds a place
// of that name ("male, maldives"), or -1.
func (r *Reader) holder(m Match) int {
	t := &r.text
	next := m.Last + 1
	if int(next) >= len(t.Words) || t.Words[next].Gap != GapComma && t.Words[next].Gap != GapSpace || t.Words[next].Class.Has(grammar) {
		return -1
	}
	r.holders = t.Match(r.ix, next, r.holders[:0])
	for _, h := range slices.Backward(r.holders) {
		if r.within(m.Name, h.Name) {
			return int(h.Last)
		}
	}
	return -1
}

// mostUses bounds the places of a name that are looked at: the names of more are those of hamlets beyond.
const mostUses = 64

// within is the function within, which a text often asks the same.
func (r *Reader) within(name, holder gazetteer.Toponym) bool {
	pair := [2]uint32{name.Ref(), holder.Ref()}
	held, ok := r.held[pair]
	if !ok {
		held = within(name, holder)
		r.held[pair] = held
	}
	return held
}

// within reports whether a settlement of a name lies in a country or a first-order division of another, by names that are no codes.
func within(name, holder gazetteer.Toponym) bool {
	n := 0
	for use := range holder.Uses() {
		if use.Place().Type() > gazetteer.Admin1 || use.Flags()&(gazetteer.Code|gazetteer.Abbreviation|gazetteer.Demonym) != 0 {
			continue
		}
		for in := range name.Uses() {
			if n++; n > mostUses {
				return false
			}
			for p := range in.Place().Ancestors() {
				if p == use.Place() && in.Flags()&gazetteer.Demonym == 0 {
					return true
				}
			}
		}
	}
	return false
}

// How many people make a town of ordinary words one that is meant (Baton Rouge, but not Most); one that is meant anyhow; and one that is
// meant after a preposition of place. Set by hand.
const knownPeople, famousPeople, placedPeople = 50_000, 400_000, 15_000

// A standing is how well known the best known places of a name are.
type standing struct {
	people   uint64 // of the largest
	division bool   // it is a country's or a first-order division's
	country  bool   // it is a country's in the language of the text
}

// standing returns that of a name, which a text often repeats.
func (r *Reader) standing(name gazetteer.Toponym) standing {
	s, ok := r.standings[name.Ref()]
	if ok {
		return s
	}
	for use := range name.Uses() {
		if use.Flags()&(gazetteer.Demonym|gazetteer.Code|gazetteer.Abbreviation) != 0 ||
			use.Flags()&gazetteer.Listed != 0 && r.text.Language.Tag != "" && !use.InLang(r.text.Language.Tag) {
			continue
		}
		p := use.Place()
		s.people = max(s.people, p.Population())
		s.division = s.division || p.Type() <= gazetteer.Admin1
		s.country = s.country || p.Type() == gazetteer.Country && (r.text.Language.Tag == "" || use.InLang(r.text.Language.Tag))
	}
	r.standings[name.Ref()] = s
	return s
}

// known reports whether a name is a larger town's, a division's or a country's.
func (r *Reader) known(name gazetteer.Toponym) bool {
	s := r.standing(name)
	return s.division || s.people >= knownPeople
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

// nouns are the classes of ordinary words.
const nouns = lexicon.Common | lexicon.Title | lexicon.OrgNoun | lexicon.FacilityNoun | lexicon.AdminWord | lexicon.SettlementWord |
	lexicon.FeatureWord | lexicon.Directional | lexicon.StreetNoun | lexicon.TeamNoun | lexicon.VesselNoun | lexicon.PersonNoun |
	lexicon.MilitaryNoun | lexicon.GovernmentNoun | lexicon.EventNoun | lexicon.ProductNoun | lexicon.ActVerb | lexicon.MatchVerb

// rare reports whether a word of small letters is hardly ever anything but a name.
func (t *Text) rare(w *Word) bool {
	if w.Class.Has(nouns) || w.FoldEnd-w.FoldStart < 4 || t.Sentences[w.Sentence].Language.Words != nil { // it is English that kins are of
		return false
	}
	return lexicon.KinOf(t.Folded[w.FoldStart:w.FoldEnd]).Place >= townLike
}

// things are names of places that mean something else in small letters as often.
var things = setOf(
	"turkey", "china", "jersey", "guernsey", "guinea", "cologne", "java", "champagne", "madras", "lima", "manila", "bologna", "dijon", "cayenne",
	"tabasco", "panama", "bermuda", "derby", "bordeaux", "burgundy", "cheddar", "limerick", "tangier", "canary", "delta",
	"brunswick", "chile", "ascot", "cardigan", "marathon", "olympia", "troy", "sienna", "magenta", "canton",
)

// meant reports whether a single word of small letters is a place's name: hardly ever anything else, or a country's or a large
// city's, or after a preposition of place a town's. The given name of a person is so after a preposition only, or alone.
func (r *Reader) meant(i int32, name gazetteer.Toponym) bool {
	t := &r.text
	w, s := &t.Words[i], r.standing(name)
	if w.Class.Has(nouns) || w.FoldEnd-w.FoldStart < 4 && (w.Class != 0 || w.FoldEnd-w.FoldStart < 3) {
		return false
	}
	switch {
	case t.placed(i):
		return t.rare(w) || t.unheard(w) || s.division || s.people >= placedPeople
	case len(t.Words) > 1 && things[string(t.Word(i))]:
		return false
	case w.Class.Has(lexicon.GivenName|lexicon.Surname) && len(t.Words) > 1 && (!w.Class.Has(lexicon.AmbiguousName) || !t.rare(w) && !s.country):
		return false
	}
	return t.rare(w) || s.country || s.people >= famousPeople
}

// placed reports whether a preposition of place stands before a word in small letters, or a name that was made of one and "and".
func (t *Text) placed(i int32) bool {
	if before := t.Before(i); before != nil && i > 1 && t.Is(before, t.LanguageAt(i).Function.And) && before.Gap == GapSpace && t.Words[i-2].Shape&Capital != 0 {
		for i -= 2; i > 0 && t.Words[i-1].Shape&Capital != 0; {
			i--
		}
	}
	before := t.Before(i)
	return before != nil && before.Class.Has(lexicon.PlacePrep)
}

// unheard reports whether a word is none that English uses.
func (t *Text) unheard(w *Word) bool {
	return w.Class == 0 && w.FoldEnd-w.FoldStart > 4 && t.Sentences[w.Sentence].Language.Words == nil && lexicon.KinOf(t.Folded[w.FoldStart:w.FoldEnd]).Rank == 0
}

// shouts reports whether a sentence in nothing but capitals is long enough to be read as if it had none.
func (t *Text) shouts(s *Sentence) bool {
	n := 0
	for i := s.First; i <= s.Last; i++ {
		w := &t.Words[i]
		if w.Shape&(Digits|Uncased|Possessive) == 0 && w.FoldEnd-w.FoldStart > 1 {
			n++
		}
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
			if !r.capital(i) {
				w.Shape &^= Capital
			}
		}
		i = last + 1
	}
	s.Headline = false
	return nil
}

// capital reports whether a word of a sentence in capitals would have one elsewhere.
func (r *Reader) capital(i int32) bool {
	t := &r.text
	w := &t.Words[i]
	if w.Class.Has(grammar | lexicon.Common) {
		return false
	}
	if w.Class.Has(lexicon.GivenName|lexicon.Surname) || t.rare(w) || t.unheard(w) {
		return true
	}
	r.matches = t.Match(r.ix, i, r.matches[:0])
	for _, m := range r.matches {
		if m.Last == i && r.meant(i, m.Name) {
			return true
		}
	}
	return false
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
	placed := t.placed(i)
	if t.Words[i].Class.Has(grammar) && !placed {
		return -1
	}
	r.matches = t.Match(r.ix, i, r.matches[:0])
	for k := len(r.matches) - 1; k >= 0; k-- {
		if last := r.matches[k].Last; last > i && last <= end && (placed || !t.plain(int(i), int(last))) {
			return last
		}
	}
	return -1
}
