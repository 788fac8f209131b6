package measure

import (
	"unicode"
	"unicode/utf8"
)

// A spot is where a text names a unit.
type spot struct {
	start, end int
	unit       Unit
	comma      bool // its name is of a language that writes decimals after a comma
}

// begins says of a byte what the search for units needs: whether it is a letter,
// and whether the name of a unit begins with it.
var begins = func() (class [256]uint8) {
	for c := range class {
		if isLetter(byte(c)) {
			class[c] = letter
		}
	}
	for _, list := range unitNames {
		for _, name := range list {
			c := name.text[0]
			class[c] |= initial
			if isLetter(c) {
				class[c-'a'+'A'] |= initial
			}
		}
	}
	return class
}()

const (
	letter = 1 << iota
	initial
)

// nextUnit finds the first name of a unit that starts at or after from. It is
// where the time goes on a text without areas: a look at each byte, and another
// at the words that begin as a unit does.
func nextUnit(text string, from int) (s spot, ok bool) {
	before := uint8(0)
	if from > 0 {
		before = begins[text[from-1]]
	}
	for i := from; i < len(text)-1; i++ {
		class := begins[text[i]]
		if class&initial != 0 && before&letter == 0 {
			if s, ok := unitAt(text, i); ok {
				return s, true
			}
		}
		before = class
	}
	return spot{}, false
}

// unitAt reads the name of a unit at i.
func unitAt(text string, i int) (s spot, ok bool) {
	for _, name := range unitNames[pair(text[i:])] {
		rest, ok := skipPhrase(text[i:], name.text, name.cased)
		if !ok {
			continue
		}
		if r, _ := utf8.DecodeLastRuneInString(text[:i]); unicode.IsLetter(r) {
			return s, false
		}
		return spot{i, len(text) - len(rest), name.unit, name.comma}, true
	}
	return s, false
}
