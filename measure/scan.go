package measure

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A spot is where a text names a unit, or what joins the two sides of an area, of which the unit is none.
type spot struct {
	start, end int
	*unitName
}

// begins says of a byte what the search for units needs: whether it is a letter,
// and whether the name of a unit begins with it.
var begins = func() (class [256]uint8) {
	for c := range class {
		if isLetter(byte(c)) {
			class[c] = letter
		}
	}
	for _, name := range allNames {
		bit := uint8(initial)
		if isWide(name.text) {
			bit = wide
		}
		class[name.text[0]] |= bit
		class[strings.ToUpper(name.text)[0]] |= bit
	}
	class['x'] |= initial | cross
	class['X'] |= initial | cross
	class["×"[0]] |= initial | cross
	return class
}()

const (
	letter = 1 << iota
	initial
	wide  // of one of wideNames
	cross // or its first byte: it may follow a unit of length without a space
)

// nextUnit finds the first name of a unit that starts at or after from. It is
// where the time goes on a text without areas: of eight bytes of ASCII at once it
// sees where words begin, and has another look at those that begin as a unit does.
func nextUnit(text string, from int) (s spot, ok bool) {
	inWord := from > 0 && isLetter(text[from-1])
	last := len(text) - 1
	for i := from; i < last; {
		if i+8 <= last {
			if letters, spots, ascii := eight(text[i:i+8], inWord); ascii {
				for ; spots != 0; spots &= spots - 1 {
					at := i + bits.TrailingZeros64(spots)/8
					if !mayBegin(text, at) && begins[text[at]]&cross == 0 { // as nearly always
						continue
					}
					if s, ok := unitAt(text, at); ok {
						return s, true
					}
				}
				inWord = letters>>63 != 0
				i += 8
				continue
			}
		}
		for end := min(i+8, last); i < end; i++ {
			class := begins[text[i]]
			if class&wide != 0 && !inWord {
				if s, ok := wideAt(text, i); ok {
					return s, true
				}
			}
			if class&initial != 0 && !inWord || class&cross != 0 {
				if s, ok := unitAt(text, i); ok {
					return s, true
				}
			}
			inWord = class&letter != 0
		}
	}
	return spot{}, false
}

// eight tells of eight bytes, if they are ASCII, which are letters, and at which a unit may begin: at the first letter of a word, and at
// any x. A byte's answer is its highest bit.
func eight(s string, inWord bool) (letters, spots uint64, ascii bool) {
	const ones, highest = 0x0101010101010101, 0x8080808080808080
	_ = s[7]
	all := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	if all&highest != 0 {
		return 0, 0, false
	}
	low := all | 0x20*ones
	letters = (low + (0x80-'a')*ones) &^ (low + (0x7f-'z')*ones) & highest
	before := letters << 8
	if inWord {
		before |= 0x80
	}
	crosses := ^((low ^ 'x'*ones) + 0x7f*ones) & highest
	return letters, letters&^before | crosses, true
}

// mayBegin reports whether the letters at i, which at least one byte follows, are the first of a name, or as good as.
func mayBegin(text string, i int) bool {
	return i+2 >= len(text) || thirds[int(text[i]&0x1f)<<5|int(text[i+1]&0x1f)]>>(text[i+2]&0x1f)&1 != 0
}

// unitAt reads the name of a unit, or a word between sides, at i, which at least one byte follows.
func unitAt(text string, i int) (s spot, ok bool) {
	if n := crossAt(text[i:]); n > 0 {
		s = spot{i, i + n, &crossName}
		next := text[i+n:]
		return s, next != "" && (i == 0 || !isLetter(text[i-1]) || isDigit(next[0])) && isBetween(next)
	}
	if !mayBegin(text, i) {
		return s, false
	}
	list := unitNames[pair(text[i:])]
	third := byte(0)
	if i+2 < len(text) {
		third = lower(text[i+2])
	}
	for at := range list {
		name := &list[at]
		if name.third != third && (name.third != 0 || len(name.text) == 2 && isLetter(third)) { // as nearly always
			continue
		}
		rest, ok := skipPhrase(text[i:], name.text, name.cased)
		if !ok {
			continue
		}
		if name.seconds != nil {
			if name, rest = name.second(rest); name == nil {
				continue
			}
		}
		if r, _ := utf8.DecodeLastRuneInString(text[:i]); unicode.IsLetter(r) && !isUnspaced(r) {
			return s, false
		}
		return spot{i, len(text) - len(rest), name}, mayCount(name.need, text[:i], rest)
	}
	return s, false
}

// mayCount reports whether a cheap look at what stands beside a name allows it what it needs.
func mayCount(n need, before, after string) bool {
	switch n {
	case 0:
		return true
	case twoSides:
		return isBetween(after)
	case bothSides:
		return isSide(before)
	}
	return afterNumber(before)
}

// afterNumber reports whether s ends in a number, or may.
func afterNumber(s string) bool {
	s = cutGap(s)
	r, _ := utf8.DecodeLastRuneInString(s)
	if unicode.IsDigit(r) || vulgars[r] != 0 {
		return true
	}
	_, word := cutLetters(s)
	return words[word].kind != none
}
