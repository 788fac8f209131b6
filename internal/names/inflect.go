package names

import (
	"bytes"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/fold"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/prose"
)

// Some languages inflect names, and gazetteers have the nominative: a word that is no name is tried with other endings, then in
// Latin letters.

// How many letters an inflected word has at least, as the name that it is made from, and how long in bytes the stem of one is that is
// looked up in Latin letters. Set by hand, so that short words do not turn into names by chance.
const inflectedLetters, latinStemBytes = 4, 6

// A name found under other endings is at least so well known, as a prior: a village of a thousand people; a short one is a town.
const leastKnown, leastKnownShort, shortName = 3.2, 4.5, 4

// inflected looks for a name at a word under other endings, or in Latin letters, and sets f.matches to the best known one. A
// name that the word bears as it is must be far less known.
func (f *Finder) inflected(e *prose.Endings, i int32) {
	word := f.text.Word(i)
	if utf8.RuneCount(word) < inflectedLetters || f.text.Words[i].Class.Has(lexicon.Common|lexicon.Month|lexicon.Weekday|lexicon.NumberWord) {
		return
	}
	joined := int(i)+1 < len(f.text.Words) && f.text.Words[i+1].Gap.Joins()
	if joined && f.text.Words[i+1].Gap == prose.GapSpace && f.divided(e, i, word) {
		return
	}
	b := bearer{finder: f, prior: leastKnown}
	for _, m := range f.matches {
		if m.Last > i {
			return // a name of several words is none by chance
		}
		b.prior = max(b.prior, f.fame(m.Name)+outdone)
	}
	if joined {
		b.pair(e, word, f.text.Word(i+1), i+1)
		b.compound(e, f.text, i)
		if w := &f.text.Words[i+1]; !b.found && w.Shape&prose.Capital != 0 && w.Class == 0 {
			b.prior = max(b.prior, leastKnownShort) // it is hardly the whole name
		}
	}
	if !b.found {
		b.single(e, word, i)
	}
	if !b.found && len(f.matches) == 0 && !f.text.Recased {
		b.latin(e, word, i)
	}
	if b.found {
		f.matches = append(f.matches[:0], b.match)
	}
}

// A bearer is the best known of names that are looked up.
type bearer struct {
	finder *Finder
	match  prose.Match
	prior  float32 // to be reached
	found  bool
}

// try looks up a name that would end with a word.
func (b *bearer) try(name []byte, last int32) {
	top, ok := b.finder.ix.Lookup(string(name))
	if !ok {
		return
	}
	if p := b.finder.fame(top); p >= b.prior && (p >= leastKnownShort || utf8.RuneCount(name) > shortName) {
		b.match, b.prior, b.found = prose.Match{Last: last, Name: top}, p, true
	}
}

// single tries a word under other endings.
func (b *bearer) single(e *prose.Endings, word []byte, i int32) {
	for name := range forms(word, e.Nouns) {
		if utf8.RuneCount(name) >= inflectedLetters {
			b.try(name, i)
		}
	}
}

// pair tries two words, of which either may be inflected.
func (b *bearer) pair(e *prose.Endings, first, second []byte, last int32) {
	for _, w := range [...][]byte{first, second} {
		if utf8.RuneCount(w) < inflectedLetters {
			return
		}
	}
	two := func(a, z []byte) { b.try(append(append(append([]byte(nil), a...), ' '), z...), last) }
	for z := range forms(second, e.Nouns) {
		two(first, z)
		for a := range forms(first, e.Attributes) {
			two(a, z)
		}
	}
	for a := range forms(first, e.Attributes) {
		two(a, second)
		for z := range forms(second, e.Attributes) {
			two(a, z)
		}
	}
	for a := range forms(first, e.Nouns) {
		for z := range forms(second, e.Attributes) {
			two(a, z)
		}
	}
}

// longestCompound is how many words hyphens join to a name at most.
const longestCompound = 4

// compound tries a word under other endings with those that hyphens join to it: "Ростове-на-Дону".
func (b *bearer) compound(e *prose.Endings, t *prose.Text, i int32) {
	last := i
	for int(last)+1 < len(t.Words) && t.Words[last+1].Gap == prose.GapHyphen && last-i < longestCompound {
		last++
	}
	if last == i {
		return
	}
	rest := t.Folded[t.Words[i].FoldEnd:t.Words[last].FoldEnd]
	for a := range forms(t.Word(i), e.Nouns) {
		b.try(append(append([]byte(nil), a...), rest...), last)
	}
}

// latin tries a Cyrillic or Greek word in Latin letters.
func (b *bearer) latin(e *prose.Endings, word []byte, i int32) {
	if c, _ := utf8.DecodeRune(word); !unicode.In(c, unicode.Cyrillic, unicode.Greek) {
		return
	}
	b.try([]byte(Latin(word)), i)
	for name := range forms(word, e.Nouns) {
		if len(name) >= latinStemBytes {
			b.try([]byte(Latin(name)), i)
		}
	}
}

// forms yields the nominatives that a word may be of.
func forms(word []byte, endings []prose.Ending) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for _, c := range endings {
			stem, ok := bytes.CutSuffix(word, []byte(c.Oblique))
			if ok && utf8.RuneCount(stem) >= stemLetters && !yield(append(append([]byte(nil), stem...), c.Nominative...)) {
				return
			}
		}
	}
}

// stemLetters is how many letters of a name no ending touches, at least.
const stemLetters = 2

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

// divided looks for the division that an adjective and the noun after it name: "Курской области".
func (f *Finder) divided(e *prose.Endings, i int32, word []byte) bool {
	noun, ok := e.Divisions[string(f.text.Word(i+1))]
	if !ok {
		return false
	}
	for _, a := range e.Adjectives {
		if stem, ok := bytes.CutSuffix(word, []byte(a.Oblique)); ok {
			name := string(stem) + a.Nominative
			latin := e.Latin[noun]
			return f.try(name+" "+noun, i+1) || f.try(Latin([]byte(name))+" "+latin, i+1) || f.try(Latin(stem)+"sk "+latin, i+1)
		}
	}
	return false
}

// try sets f.matches to a name that ends with a word, if there is such a name.
func (f *Finder) try(name string, last int32) bool {
	top, ok := f.ix.Lookup(name)
	if !ok {
		return false
	}
	f.matches = append(f.matches[:0], prose.Match{Last: last, Name: top})
	return true
}

// latinLetters are the Latin ones of folded Cyrillic and Greek letters, as news write them (after BGN/PCGN 1947 and 2019, and ELOT 743).
var latinLetters = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'ґ': "g", 'д': "d", 'е': "e", 'є': "ye", 'ж': "zh", 'з': "z", 'и': "i", 'і': "i", 'к': "k",
	'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch",
	'ш': "sh", 'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya", 'ў': "u", 'ј': "j", 'љ': "lj", 'њ': "nj", 'ћ': "c", 'ђ': "d", 'џ': "dz",
	'α': "a", 'β': "v", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k", 'λ': "l", 'μ': "m", 'ν': "n",
	'ξ': "x", 'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'ς': "s", 'τ': "t", 'υ': "y", 'φ': "f", 'χ': "ch", 'ψ': "ps", 'ω': "o",
}

// Latin writes folded Cyrillic and Greek words in Latin letters, folded. Other letters stay.
func Latin(word []byte) string {
	var b strings.Builder
	for _, c := range strings.ReplaceAll(string(word), "ου", "ou") {
		if s, ok := latinLetters[c]; ok {
			b.WriteString(s)
		} else {
			b.WriteRune(c)
		}
	}
	return fold.Name(b.String())
}
