package names

import (
	"bytes"
	"unicode/utf8"

	"example.com/geotag/internal/fold"
	"example.com/geotag/internal/prose"
)

// latinLetters are the Latin ones of folded Cyrillic and Greek letters, as news write them (after BGN/PCGN 1947 and 2019, and ELOT 743).
var latinLetters = letters(map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'ґ': "g", 'д': "d", 'е': "e", 'є': "ye", 'ж': "zh", 'з': "z", 'и': "i", 'і': "i", 'к': "k",
	'л': "l", 'м': "m", 'н': "n", 'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch",
	'ш': "sh", 'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "", 'э': "e", 'ю': "yu", 'я': "ya", 'ў': "u", 'ј': "j", 'љ': "lj", 'њ': "nj", 'ћ': "c", 'ђ': "d", 'џ': "dz",
	'α': "a", 'β': "v", 'γ': "g", 'δ': "d", 'ε': "e", 'ζ': "z", 'η': "i", 'θ': "th", 'ι': "i", 'κ': "k", 'λ': "l", 'μ': "m", 'ν': "n",
	'ξ': "x", 'ο': "o", 'π': "p", 'ρ': "r", 'σ': "s", 'ς': "s", 'τ': "t", 'υ': "y", 'φ': "f", 'χ': "ch", 'ψ': "ps", 'ω': "o",
})

// firstLetter is the first rune of latinLetters.
const firstLetter = 0x370 // Greek

// letters makes an array of letters that are few and stand close to each other, for it is read for every letter of many words. One without
// Latin letters has the byte 0.
func letters(of map[rune]string) (out [0x4A0 - firstLetter]string) {
	for i := range out {
		out[i] = "\x00"
	}
	for c, s := range of {
		out[c-firstLetter] = s
	}
	return out
}

// Latin writes folded Cyrillic and Greek words in Latin letters, folded. Other letters stay.
func Latin(word []byte) string { return fold.Name(string(appendLatin(nil, word, nil))) }

// appendLatin appends a folded word in Latin letters, those of its language's own first.
func appendLatin(dst, word []byte, own []prose.Ending) []byte {
	for len(word) > 0 {
		s, n := latinOf(word, own)
		if s == "" && n == 0 {
			_, n = utf8.DecodeRune(word)
			s = string(word[:n])
		}
		dst, word = append(dst, s...), word[n:]
	}
	return dst
}

// latinOf returns the Latin letters of the first letters of a word, and how many bytes those are; 0 where they have none.
func latinOf(word []byte, own []prose.Ending) (string, int) {
	for i := range own {
		if bytes.HasPrefix(word, []byte(own[i].Oblique)) {
			return own[i].Nominative, len(own[i].Oblique)
		}
	}
	if bytes.HasPrefix(word, []byte("ου")) {
		return "ou", len("ου")
	}
	c, n := utf8.DecodeRune(word)
	if c < firstLetter || int(c-firstLetter) >= len(latinLetters) || latinLetters[c-firstLetter] == "\x00" {
		return "", 0
	}
	return latinLetters[c-firstLetter], n
}
