package geotag

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.com/geotag/internal/fold"
)

// Russian and Ukrainian inflect names: "под Харьковом", "в Курской области". Gazetteers have the nominative, so that a
// Cyrillic word which is no name is tried with other endings, then in Latin letters.

// cases lists the endings of the oblique cases of nouns with those of the nominative that they may stand for, in folded
// form (й is и, ї is і), the longest first.
var cases = []struct{ oblique, nominative string }{
	{"ами", "ы"}, {"ями", "и"}, {"ому", "ое"}, {"ого", "ое"}, {"ами", "и"},
	{"ах", "ы"}, {"ах", "и"}, {"ям", "и"}, {"ом", ""}, {"ом", "о"}, {"ем", "ь"}, {"ем", "е"}, {"ем", ""}, {"єм", "ь"},
	{"ои", "а"}, {"еи", "я"}, {"ою", "а"}, {"ею", "я"}, {"ию", "ия"}, {"ии", "ия"}, {"іі", "ія"}, {"ію", "ія"}, {"ью", "ь"},
	{"ві", "в"}, {"ові", ""}, {"еві", "ь"}, {"єві", "ів"}, {"єва", "ів"}, {"єву", "ів"}, {"ова", "ів"}, {"ову", "ів"}, {"ові", "ів"},
	{"а", ""}, {"а", "о"}, {"у", ""}, {"у", "а"}, {"у", "о"}, {"е", "а"}, {"е", ""}, {"е", "о"}, {"ы", "а"}, {"и", "а"}, {"и", "ь"}, {"и", "я"},
	{"і", "а"}, {"і", ""}, {"і", "ь"}, {"і", "о"}, {"ю", "я"}, {"ю", "ь"}, {"я", "ь"}, {"я", "е"},
}

// adjectives lists the endings of adjectives before a noun for a division, with those of the nominative.
var adjectives = []struct{ oblique, nominative string }{
	{"скои", "ская"}, {"скую", "ская"}, {"ском", "скии"}, {"ского", "скии"}, {"скому", "скии"},
	{"ськои", "ська"}, {"ськоі", "ська"}, {"ську", "ська"}, {"ськіи", "ська"}, {"ському", "ськии"}, {"ського", "ськии"},
}

// divisions lists the oblique forms of the nouns themselves.
var divisions = map[string]string{
	"области": "область", "областью": "область", "область": "область", "областю": "область", "областям": "область", "області": "область",
	"крае": "краи", "края": "краи", "краю": "краи", "краи": "краи",
	"районе": "раион", "района": "раион", "району": "раион", "районі": "раион", "раионе": "раион", "раиона": "раион", "раиону": "раион", "раионі": "раион",
}

// inflected looks for a name at a Cyrillic token under other endings, or in Latin letters, and fills r.matches with it.
func (r *reading) inflected(i int) bool {
	t := &r.tokens[i]
	word := r.folded[t.fstart:t.fend]
	if c, _ := utf8.DecodeRune(word); !unicode.Is(unicode.Cyrillic, c) || utf8.RuneCount(word) < 4 {
		return false
	}
	if i+1 < len(r.tokens) && r.tokens[i+1].gap == gapSpace && r.divided(i, word) {
		return true
	}
	for _, c := range cases {
		if stem, ok := bytes.CutSuffix(word, []byte(c.oblique)); ok && len(stem) >= 4 && r.try(string(stem)+c.nominative, i) {
			return true
		}
	}
	if r.try(latin(word), i) {
		return true
	}
	for _, c := range cases {
		if stem, ok := bytes.CutSuffix(word, []byte(c.oblique)); ok && len(stem) >= 6 && r.try(latin([]byte(string(stem)+c.nominative)), i) {
			return true
		}
	}
	return false
}

// divided looks for the division that an adjective and the noun after it name: "Курской области".
func (r *reading) divided(i int, word []byte) bool {
	next := &r.tokens[i+1]
	noun, ok := divisions[string(r.folded[next.fstart:next.fend])]
	if !ok {
		return false
	}
	for _, a := range adjectives {
		if stem, ok := bytes.CutSuffix(word, []byte(a.oblique)); ok {
			name := string(stem) + a.nominative
			return r.try(name+" "+noun, i+1) || r.try(latin([]byte(name))+" "+latinNoun[noun], i+1) || r.try(latin(stem)+"sk "+latinNoun[noun], i+1)
		}
	}
	return false
}

var latinNoun = map[string]string{"область": "oblast", "краи": "krai", "раион": "raion"}

// try sets r.matches to a name that ends with token last, if there is such a name.
func (r *reading) try(name string, last int) bool {
	top, ok := r.ix.Lookup(name)
	if !ok {
		return false
	}
	r.matches = append(r.matches[:0], match{int32(last), top})
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

// latin writes folded Cyrillic and Greek words in Latin letters.
func latin(word []byte) string {
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
