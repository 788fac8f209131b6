package measure

import (
	"strings"
	"unicode/utf8"
)

// An area is also stated by its two sides: "300 m by 400 m", "three miles long and two miles wide". It is found by the word between them, or
// after the second.

// sideWords are those words, in lower case, with what they need.
var sideWords = map[string]need{
	"by": twoSides, "mal": twoSides, "por": twoSides, "sur": twoSides, "bij": twoSides, "на": twoSides,
	"wide": bothSides, "long": bothSides, "broad": bothSides, "width": bothSides, "length": bothSides, "breadth": bothSides,
}

// crossAt returns the length of the cross that s begins with, or of the letter x in its place; 0: there is none.
func crossAt(s string) int {
	switch {
	case s[0]|0x20 == 'x':
		return 1
	case strings.HasPrefix(s, "×"):
		return len("×")
	}
	return 0
}

// crossName is that of a cross.
var crossName = unitName{text: "x", need: twoSides}

// isBetween reports whether a number may begin after a word between sides.
func isBetween(after string) bool {
	after = skipGap(after)
	if after == "" || isDigit(after[0]) {
		return after != ""
	}
	first, _ := skipLetters(after)
	t := words[strings.ToLower(first)]
	return t.kind != none && t.kind != article
}

// isSide reports whether s ends in a unit of length, or in what may stand after one.
func isSide(s string) bool {
	_, word := cutLetters(cutGap(s))
	return word == "in" || sides[word].metres > 0
}

// A side is a unit of length with the unit of area that is its square.
type side struct {
	metres float64
	square Unit
}

// sides are the units of length in which the sides of land are given: so no inches and centimetres.
var sides = func() map[string]side {
	m := map[string]side{}
	for s, names := range map[side]string{
		{1000, SquareKilometer}: "km kms kilometer kilometers kilometre kilometres quilômetros quilómetros kilómetros kilomètres chilometri kilometrów км километров километра",
		{1, SquareMeter}:        "m meter meters metre metres metro metros mètres metern metri metrów м метров метра",
		{1609.344, SquareMile}:  "mile miles mi",
		{0.3048, SquareFoot}:    "ft foot feet",
		{0.9144, SquareYard}:    "yd yds yard yards",
	} {
		for name := range strings.FieldsSeq(names) {
			m[name] = s
		}
	}
	return m
}()

// A length is a side as it is written; of no unit where it is the number alone.
type length struct {
	number
	side
}

// sidesAt reads the area of two sides, of which u is the word between them or after both, looking back no further than floor.
func sidesAt(text string, floor int, u spot, loc *Locale) (f figure, ok bool) {
	left, a, b, end, ok := cutSides(text, floor, u, loc)
	if !ok || isThird(left, text[end:]) {
		return f, false
	}
	if a.metres == 0 {
		if u.text != "by" && isRelay(&a, &b) && !isLand(text[end:]) {
			return f, false
		}
		a.side = b.side
	}
	if loc.comma {
		a.number, b.number = a.withComma(), b.withComma()
	}
	scaled := b.times(b.metres / a.metres)
	n := number{value: a.value * scaled.value, place: a.value*scaled.place + scaled.value*a.place, round: a.value*scaled.round + scaled.value*a.round, scale: 1}
	return figure{start: floor + len(left), end: end, low: n, high: n, unit: a.square, sides: true, l: loc}, true
}

// cutSides reads the two sides, of which the second has a unit, and where they end; left is what stands before them.
func cutSides(text string, floor int, u spot, loc *Locale) (left string, a, b length, end int, ok bool) {
	left = text[floor:u.start]
	if u.need == twoSides {
		b, end, ok = loc.sideAfter(text, u.end)
	} else {
		left, _ = cutPhrase(left, "in")
		left, b, ok = loc.cutSide(left)
		left, _ = loc.cutHedge(left)
		if ok = ok && b.metres > 0; ok {
			left, ok = loc.cutSideJoint(left)
		}
		end = u.end
	}
	if ok {
		left, a, ok = loc.cutSide(left)
	}
	return left, a, b, end, ok
}

// cutSideJoint takes what stands between "3 miles long" and "2 miles wide" off the end of s, down to the word for the first side.
func (loc *Locale) cutSideJoint(s string) (rest string, ok bool) {
	rest, j := loc.cutJoint(strings.TrimSuffix(cutGap(s), ","))
	if j == choice || j == dash {
		return s, false
	}
	return cutDimension(strings.TrimSuffix(cutGap(rest), ","))
}

// cutSide takes a length, or its number alone, off the end of s, with the word for which of the sides it is.
func (loc *Locale) cutSide(s string) (rest string, l length, ok bool) {
	s = cutGap(s)
	if short, found := cutDimension(s); found {
		s = cutGap(short)
	}
	if short, word := cutLetters(strings.TrimSuffix(s, ".")); sides[word].metres > 0 {
		s, l.side = cutGap(short), sides[word]
	} else if short, found := strings.CutSuffix(s, "'"); found {
		s, l.side = short, sides["ft"]
	}
	rest, l.number, ok = loc.cutNumber(s)
	ok = ok && (!l.article || l.metres > 0) // "a mile wide"
	l.article = false
	return rest, l, ok
}

// cutDimension takes "long" and the like off the end of s.
func cutDimension(s string) (rest string, ok bool) {
	rest, word := cutWord(cutGap(s))
	if sideWords[strings.ToLower(word)] != bothSides {
		return s, false
	}
	if short, in := cutPhrase(rest, "in"); in {
		rest = short
	}
	return rest, true
}

// maxSide is how many bytes a side may have: "four hundred and fifty kilometres".
const maxSide = 40

// sideAfter reads the length with a unit that begins at text[from:], and returns where it ends.
func (loc *Locale) sideAfter(text string, from int) (l length, end int, ok bool) {
	s := text[from:min(from+maxSide, len(text))]
	for at := 0; at < len(s); {
		r, size := utf8.DecodeRuneInString(s[at:])
		word, _ := skipLetters(s[at:])
		if r == '\'' && at > 0 && isDigit(s[at-1]) {
			word, l.side = "'", sides["ft"]
		} else if word == "" {
			at += size
			continue
		} else {
			l.side = sides[strings.ToLower(word)]
		}
		if l.metres > 0 {
			end = from + at + len(word)
			var rest string
			rest, l.number, ok = loc.cutNumber(cutGap(s[:at]))
			return l, end, ok && !l.article && cutGap(rest) == "" && !isPartOfWord(text[end:])
		}
		if words[strings.ToLower(word)].kind == none {
			break
		}
		at += len(word)
	}
	return l, 0, false
}

// isPartOfWord reports whether a word goes on at s.
func isPartOfWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isWordRune(r) || r == '²' || r == '^' || r == '/'
}

// isThird reports whether there is a third side before the others or after them: a volume.
func isThird(left, right string) bool {
	left, right = cutGap(left), skipGap(right)
	for _, cross := range [...]string{"x", "X", "×", "by"} {
		if short, ok := strings.CutSuffix(left, cross); ok {
			short = cutGap(short)
			return short != "" && isDigit(short[len(short)-1]) || isSide(short)
		}
		if next, ok := strings.CutPrefix(right, cross); ok {
			next = skipGap(next)
			return next != "" && isDigit(next[0])
		}
	}
	return false
}

// isRelay reports whether a, a number without a unit, counts what is done over a distance, rather than being a side: "4 x 100 m", "3 x 10 km".
func isRelay(a, b *length) bool {
	return a.value <= 12 && (b.square == SquareMeter && b.value >= 25 && b.value >= 5*a.value || b.square == SquareKilometer || b.square == SquareMile)
}
