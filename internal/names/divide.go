package names

import (
	"bytes"
	"strings"

	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/prose"
)

// Nouns for kinds of places stand beside names, and belong to some: "Курской области", "województwa mazowieckiego", "jihar Kano".

// dividing reports whether a word is a noun for a division that stands beside the adjective of its name.
func (f *Finder) dividing(i int32) bool {
	e := f.text.LanguageAt(i).Endings
	return e != nil && e.Divisions != nil && e.Divisions[string(f.text.Word(i))] != ""
}

// belongs reports whether a name in another language than English ends with a noun for a kind of place, or with a direction, which that has in
// small letters: "Чёрного моря", "Afrika kusini". A noun for a division does after an adjective only.
func (f *Finder) belongs(first, last int32) bool {
	const kinds = lexicon.FeatureWord | lexicon.FacilityNoun | lexicon.SettlementWord | lexicon.Directional
	return f.dividing(last) || last > first && f.text.LanguageAt(last).Words != nil && f.text.Words[last].Class.Has(kinds)
}

// nouned reports whether a word is a noun with which a name may begin.
func (f *Finder) nouned(i int32) bool {
	l := f.text.LanguageAt(i)
	return (l.Leads != nil || l.Endings != nil) && (f.lead(i)&prose.LeadTaken != 0 || f.dividing(i))
}

// unfit reports whether words that begin with a noun for a division in small letters are no name of one: the noun alone, and one before
// another name than an adjective, which goes without.
func (f *Finder) unfit(first, last int32) bool {
	if f.text.Words[first].Shape&prose.Capital != 0 || f.lead(first)&prose.LeadTaken != 0 && last > first || !f.nouned(first) {
		return false
	}
	return last == first || f.text.Words[last].Shape&prose.Capital != 0
}

// lead returns what a word does before names.
func (f *Finder) lead(i int32) prose.Lead {
	l := f.text.LanguageAt(i)
	if l.Leads == nil {
		return 0
	}
	word := f.text.Word(i)
	if does := l.Leads[string(word)]; does != 0 {
		return does
	}
	for _, p := range l.Prefixes {
		if rest, ok := bytes.CutPrefix(word, []byte(p.Oblique)); ok && p.Nominative == "" {
			if does := l.Leads[string(rest)]; does != 0 {
				return does
			}
		}
	}
	return 0
}

// divided proposes the division that an adjective and the noun after it name, where gazetteers have it in Latin letters only.
func (f *Finder) divided(e *prose.Endings, i int32) {
	next := i + 1
	if int(next) >= len(f.text.Words) || f.text.Words[next].Gap != prose.GapSpace {
		return
	}
	noun := e.Divisions[string(f.text.Word(next))]
	if noun == "" || f.dividing(i) || len(f.matches) > 0 && f.matches[len(f.matches)-1].last >= next {
		return
	}
	word := f.text.Word(i)
	for _, c := range e.Adjective {
		if stem, ok := bytes.CutSuffix(word, []byte(c.Oblique)); ok {
			root := appendLatin(nil, stem, e.Latin)
			f.call(next, appendLatin(root, []byte(c.Nominative), e.Latin), noun)
			f.call(next, bytes.TrimSuffix(root, []byte("sk")), noun)
		}
	}
}

// unlisted proposes the division of which gazetteers know the town only that its adjective is, too: "Каменск-Уральского района".
func (f *Finder) unlisted(e *prose.Endings, i int32) {
	if len(f.matches) == 0 {
		return
	}
	m := f.matches[len(f.matches)-1]
	next := m.last + 1
	if int(next) >= len(f.text.Words) || f.text.Words[next].Gap != prose.GapSpace || !f.dividing(next) || f.dividing(i) {
		return
	}
	word, key := f.text.Word(m.last), m.name.Key()
	for _, c := range e.Adjective {
		if bytes.HasSuffix(word, []byte(c.Oblique)) && strings.HasSuffix(key, c.Nominative) {
			m.last, m.inflected, m.partial = next, true, true
			f.matches = append(f.matches, m)
			return
		}
	}
}

// call proposes the division of a name and a noun, both in Latin letters, which ends with a word.
func (f *Finder) call(last int32, name []byte, noun string) {
	f.latins = append(append(append(f.latins[:0], name...), ' '), noun...)
	if p, ok := f.ix.Path().Follow(f.latins); ok {
		if t, ok := p.Toponym(); ok {
			f.propose(last-1, last, t, leastKnown)
		}
	}
}

// nested is how many nouns stand before a name at most: "قضاء مدينة عكا".
const nested = 2

// led proposes a noun with the name after it, where they are one: "jihar ta Kano", "provincia di Cuneo".
func (f *Finder) led(i int32) {
	does := f.lead(i)
	if does&prose.LeadTaken == 0 {
		return
	}
	k, ok := f.named(i)
	if !ok || f.depth == nested {
		return
	}
	own := append(f.inner[:0], f.matches...)
	f.inner = nil
	f.depth++
	f.match(k)
	f.depth--
	from := len(own)
	own = append(own, f.matches...)
	for at := from; at < len(own); at++ {
		own[at].led, own[at].admin = true, own[at].admin || does&prose.LeadDivision != 0
	}
	f.inner, f.matches = f.matches, own
}

// followed proposes the longest name with the noun right after it: "新竹县".
func (f *Finder) followed(l *prose.Language) {
	if len(f.matches) == 0 {
		return
	}
	m := f.matches[len(f.matches)-1]
	next := m.last + 1
	if int(next) >= len(f.text.Words) || f.text.Words[next].Gap != prose.GapNone {
		return
	}
	if does := l.Units[string(f.text.Word(next))]; does != 0 {
		m.last, m.admin = next, does&prose.LeadDivision != 0
		f.matches = append(f.matches, m)
	}
}

// linked is how many little words stand between a noun and a name at most: "jihar ta Kano", "provincia de la Rioja".
const linked = 2

// named returns the word at which the name begins that a noun at i stands before.
func (f *Finder) named(i int32) (int32, bool) {
	t := f.text
	function := t.LanguageAt(i).Function
	for k := i + 1; int(k) < len(t.Words) && k <= i+1+linked; k++ {
		w := &t.Words[k]
		switch {
		case w.Gap != prose.GapSpace && w.Gap != prose.GapNone:
			return 0, false
		case w.Shape&prose.Capital != 0 || f.lead(k)&prose.LeadTaken != 0:
			return k, true
		case !t.Is(w, function.Of) && !t.Is(w, function.Article):
			return 0, false
		}
	}
	return 0, false
}

// called reports whether the noun before a name says that it is a division's: "в штате Нью-Йорк", "mkoa wa Kigoma".
func (f *Finder) called(first int32) bool {
	t := f.text
	l := t.LanguageAt(first)
	if l.Leads == nil {
		return false
	}
	for k := first - 1; k >= 0 && k >= first-1-linked && t.Words[k+1].Gap <= prose.GapNone; k-- {
		switch w := &t.Words[k]; {
		case f.lead(k)&prose.LeadDivision != 0:
			return true
		case !t.Is(w, l.Function.Of) && !t.Is(w, l.Function.Article):
			return false
		}
	}
	return false
}
