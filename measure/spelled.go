package measure

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// spelled returns a word as the tables have it: in small letters, without what writers of Arabic, Persian, Hindi and Ukrainian put or leave out.
func spelled(word string) string {
	for i := range len(word) {
		if word[i] >= utf8.RuneSelf {
			return strings.Map(spelledRune, word)
		}
	}
	return strings.ToLower(word)
}

// spelledRune returns a letter as the tables have it; -1: none.
func spelledRune(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		if isApostrophe(r) {
			return -1
		}
	case 0x064B <= r && r <= 0x0652, r == 0x0640, r == 0x093C, r == 0x200C, r == '’', r == 'ʼ', r == '״', r == '׳', r == 0x0307: // vowel signs, tatweel, nukta, joiners
		return -1
	case r == 'ی', r == 'ى':
		return 'ي'
	case r == 'ک':
		return 'ك'
	case 0x0958 <= r && r <= 0x095F: // of one sign, with a nukta
		return nuktas[r-0x0958]
	}
	return unicode.ToLower(r)
}

// nuktas are the letters with a nukta, without it.
var nuktas = []rune("कखगजडढफय")
