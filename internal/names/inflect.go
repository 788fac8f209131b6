package names

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.com/geotag/internal/fold"
	"example.com/geotag/internal/prose"
)

// Some languages inflect names, and gazetteers have the nominative: a word that is no name is tried with other endings, then in
// Latin letters.

// How many letters an inflected word has at least, and its stem: before it is looked up as it is, and in Latin letters. Set by
// hand, so that short words do not turn into names by chance.
const inflectedLetters, stemBytes, latinStemBytes = 4, 4, 6

// inflected looks for a name at a Cyrillic word under other endings, or in Latin letters, and fills f.matches with it.
func (f *Finder) inflected(e *prose.Endings, i int32) bool {
	word := f.text.Word(i)
	if c, _ := utf8.DecodeRune(word); !unicode.Is(unicode.Cyrillic, c) || utf8.RuneCount(word) < inflectedLetters {
		return false
	}
	if int(i)+1 < len(f.text.Words) && f.text.Words[i+1].Gap == prose.GapSpace && f.divided(e, i, word) {
		return true
	}
	for _, c := range e.Nouns {
		if stem, ok := bytes.CutSuffix(word, []byte(c.Oblique)); ok && len(stem) >= stemBytes && f.try(string(stem)+c.Nominative, i) {
			return true
		}
	}
	if f.try(Latin(word), i) {
		return true
	}
	for _, c := range e.Nouns {
		if stem, ok := bytes.CutSuffix(word, []byte(c.Oblique)); ok && len(stem) >= latinStemBytes && f.try(Latin([]byte(string(stem)+c.Nominative)), i) {
			return true
		}
	}
	return false
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
