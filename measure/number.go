package measure

import (
	"math"
	"strings"
	"unicode/utf8"
)

// A number is a figure with its precision.
type number struct {
	value float64
	// place is the value of one in the last place that is written, and round the
	// same in the last place that is not a trailing zero: 1 and 100 of "1,300",
	// 0.1e6 and 0.1e6 of "2.5 million".
	place, round float64
	// scale is what the words at its end multiply it by, which the first figure of
	// a range shares with the second: 1e6 of "2.5 million", 1 of "1,300".
	scale float64
	// grouped is the value with the point taken to group thousands, 1300 of
	// "1.300", else 0.
	grouped float64
	// split is the value with the comma taken for a decimal one, 1.3 of "1,300",
	// else 0.
	split float64
	// article says that all there is of it is "a" or "an", and odd that there is some more: "2万多".
	article, odd bool
}

// times returns the number multiplied by a word such as million.
func (n number) times(scale float64) number {
	n.value *= scale
	n.place *= scale
	n.round *= scale
	n.grouped *= scale
	n.split *= scale
	n.scale *= scale
	return n
}

// withComma reads the number as such a language does.
func (n number) withComma() number {
	switch {
	case n.grouped != 0:
		n.value, n.place, n.round = n.grouped, n.scale, n.scale
		for unit := 10 * n.scale; n.round < n.value && math.Mod(n.value, unit) == 0; unit *= 10 {
			n.round = unit
		}
	case n.split != 0:
		n.value, n.place, n.round = n.split, n.scale/1000, n.scale/1000
	}
	n.grouped, n.split = 0, 0
	return n
}

// maxTokens bounds the words of a number: "nine hundred and ninety-nine million
// nine hundred and ninety-nine thousand" has ten.
const maxTokens = 12

// cutNumber takes a number off the end of s: the longest run of words and figures
// that makes one.
func (l *Locale) cutNumber(s string) (rest string, n number, ok bool) {
	var tokens [maxTokens]token
	var before [maxTokens]string // what stands before each of them
	first := maxTokens
	for rest := s; first > 0; {
		next, t, ok := l.cutToken(rest)
		if !ok {
			break
		}
		first--
		tokens[first], before[first] = t, next
		rest = cutGap(next)
		if first > 0 && len(rest) < len(next) {
			tokens[first].spaced = next[len(rest)] == ' '
		}
	}
	for ; first < maxTokens; first++ {
		if n, ok := parse(tokens[first:]); ok {
			r, _ := utf8.DecodeLastRuneInString(before[first])
			return before[first], n, !strings.ContainsRune(several, r)
		}
	}
	return s, number{}, false
}

// several are the signs before those of a multiple that make it no number: "数千".
const several = "数數几幾何수"

// parse reads tokens as one number, or fails.
func parse(tokens []token) (number, bool) {
	if len(tokens) == 1 && tokens[0].kind == article {
		return number{value: 1, place: 1, round: 1, scale: 1, article: true}, true
	}
	var s sum
	if n := len(tokens); n > 1 && tokens[n-1].kind == of && tokens[n-2].kind == multiple && tokens[n-2].value < 100 {
		tokens = tokens[:n-1] // a score of acres
	}
	for len(tokens) > 0 {
		if f, rest, ok := fraction(tokens, &s); ok {
			if s.last == multiple { // a million and a half
				f = f.times(s.lastMultiple)
			}
			s.addFraction(f)
			tokens = rest
			continue
		}
		if !s.add(tokens) {
			return number{}, false
		}
		tokens = tokens[1:]
	}
	return s.number()
}

// A sum is a number as far as it has been read: 1,300 of "one thousand three
// hundred" is a total of 1000 and a part of 300.
type sum struct {
	total, part  number
	digit        number  // the last of part, for ten
	last         kind    // of the last token
	lastMultiple float64 // multiples must fall: a thousand million is none of ours
	han, loose   bool    // that is one of East Asia, after which figures may go on, and which multiplies all before it; figures may go on
	room         float64 // what is added must be less: five after twenty; 0: nothing was added yet
	odd, vague   bool
}

// multiply takes in a word such as million.
func (s *sum) multiply(t token) {
	if t.name == han && t.value > s.lastMultiple {
		s.part.value, s.total = s.part.value+s.total.value, number{}
		if s.part.place == 0 {
			s.part.place, s.part.round, s.part.scale = s.lastMultiple, s.lastMultiple, 1
		}
	}
	part := s.part.times(t.value)
	if t.kind == multiple && t.value < 100 { // dozens are counted one by one
		part.place, part.round = 1, t.value/4
	}
	part.value += s.total.value
	s.total, s.part, s.lastMultiple, s.han, s.loose = part, number{}, t.value, t.name == han, t.loose
	if s.room = t.value; s.room < 100 { // after dozens anything may stand
		s.room = 0
	}
}

// add reads one more token, the first of those given.
func (s *sum) add(tokens []token) (ok bool) {
	t, next := tokens[0], token{}
	if len(tokens) > 1 {
		next = tokens[1]
	}
	switch t.kind {
	case article: // of "a hundred", "a million"
		if ok = s.last == none && (next.kind == hundred || next.kind == multiple || next.kind == share && next.name == beside); ok {
			s.part = single
		}
	case figures:
		if ok = s.takesFigures(t); ok {
			t.value += s.part.value // साढ़े
			s.part = t.number
		}
	case ones, tens:
		if ok = s.fits(t); ok {
			s.addWord(t)
		}
	case ten, teen:
		ok = s.addTen(t)
	case hundred:
		if t.name != 0 && s.part.value == 0 {
			s.part = single
		}
		if ok = s.part.value >= 1 && s.part.value < 100 && s.last != hundred; ok {
			s.part, s.room = s.part.times(100), 100
		}
	case multiple:
		ok = s.addMultiple(t)
	case and:
		ok = len(tokens) > 1 && (s.last == hundred || s.last == multiple || t.loose && (s.last == ones || s.last == tens))
	case halfMore:
		if ok = len(tokens) > 1 && s.last == none; ok {
			s.part = number{value: 0.5, place: 0.1, round: 0.1, scale: 1}
		}
	case odd:
		s.odd = true
		return s.last != none
	}
	s.last = t.kind
	return ok
}

// single is a one that is not written.
var single = number{value: 1, place: 1, round: 1, scale: 1}

// addWord adds a word such as five or twenty.
func (s *sum) addWord(t token) {
	if t.name == score && s.last == ones { // quatre-vingts
		t.value, s.part.value = 4*t.value, s.part.value-4
	}
	s.part = number{value: s.part.value + t.value, place: t.place, round: t.round, scale: 1}
	s.digit, s.room = t.number, roomAfter(t.number)
	if t.name == score {
		s.room = 20
	}
	if s.last == halfMore {
		s.part.place, s.part.round = 0.1, 0.1
	}
}

// addTen takes in a ten that multiplies the digit before it, or is added to it.
func (s *sum) addTen(t token) bool {
	digit := number{value: 1, place: 1}
	if s.last == ones {
		digit = s.digit
		s.part.value -= digit.value
	} else if s.last == figures || s.last == share {
		return false
	}
	if s.room = 10; t.kind == teen {
		s.part = number{value: s.part.value + 10 + digit.value, place: 1, round: 1, scale: 1}
	} else {
		s.part = number{value: s.part.value + 10*digit.value, place: 10, round: 10, scale: 1}
	}
	return true
}

// addMultiple takes in a word such as million, if it may stand here.
func (s *sum) addMultiple(t token) bool {
	if t.name != 0 && s.last == none {
		s.part, s.vague = single, t.name == vague
	}
	if t.loose && t.name != han && s.part.value >= 1000 && (s.last == ones || s.last == tens) { // two million and three million
		return false
	}
	rises := s.lastMultiple != 0 && t.value >= s.lastMultiple
	if (rises || s.part.value == 0) && (t.name != han || !rises || t.value == s.lastMultiple) {
		return false
	}
	s.multiply(t)
	return true
}

// fits reports whether a number word can follow: twenty after "hundred", five
// after "twenty", nothing after figures.
func (s *sum) fits(t token) bool {
	switch s.last {
	case figures, share, article:
		return false
	case ones:
		if t.name == score && t.value == 20 && s.digit.value == 4 {
			return true
		}
	case and:
		if t.loose && s.digit.value == s.part.value && s.part.value < 10 { // "five and twenty"
			return s.part.value == 0 || t.kind == tens && t.value < 100
		}
	}
	return s.room == 0 || t.value < s.room
}

// roomAfter returns what may be added to a word of a number: less than ten to twenty, nothing to nineteen.
func roomAfter(n number) float64 {
	if n.value < 20 && n.value != 10 {
		return 1
	}
	return n.round
}

// takesFigures reports whether figures may follow what was read.
func (s *sum) takesFigures(t token) bool {
	switch s.last {
	case none, halfMore:
		return true
	case multiple:
		return s.han || s.loose && t.value < s.lastMultiple
	case and:
		return s.loose && s.part.value == 0 && t.value < s.lastMultiple
	}
	return false
}

// addFraction adds the half of "two and a half".
func (s *sum) addFraction(f number) {
	f.value += s.part.value
	s.part, s.last = f, share
}

// number returns what was read, if it is whole.
func (s *sum) number() (number, bool) {
	n := s.part
	n.odd, n.article = s.odd, s.vague
	switch {
	case s.last == and || s.last == none || s.last == halfMore:
		return n, false
	case s.lastMultiple == 0:
	case n.value == 0:
		n = s.total
		n.odd, n.article = s.odd, s.vague
	default: // one thousand three hundred
		n.value += s.total.value
		n.scale, n.grouped, n.split = 1, 0, 0
	}
	return n, n.value > 0 && !math.IsInf(n.value, 0)
}

// fraction reads a part of a whole: "half a", "a quarter of a", "three-quarters
// of a", "½", and after another number "and a half" and "½".
func fraction(tokens []token, s *sum) (n number, rest []token, ok bool) {
	t := tokens
	switch s.last {
	case none:
	case figures, ones, tens, article:
		if t[0].kind == and && len(t) > 1 {
			t = t[1:]
		} else if t[0].kind != share || t[0].name != vulgar && t[0].name != beside {
			return n, nil, false
		}
	case multiple:
		if t[0].kind != and || len(t) < 3 && !(len(t) == 2 && t[1].loose) {
			return n, nil, false
		}
		t = t[1:]
	default:
		return n, nil, false
	}
	n, t, ok = shareOf(t)
	if !ok {
		return n, nil, false
	}
	if s.last == multiple && len(t) > 0 && t[0].loose && t[0].kind == multiple && t[0].value == s.lastMultiple {
		t = t[1:] // "مليون ونصف المليون"
	}
	if len(t) > 1 && t[0].kind == of && t[1].kind == article {
		return n, t[2:], true
	}
	if len(t) > 0 && t[0].kind == article && s.last == none { // half a million, half an acre
		return n, t[1:], true
	}
	return n, t, true
}

// shareOf reads the share itself: "half", "a quarter", "three-quarters", "½".
func shareOf(t []token) (n number, rest []token, ok bool) {
	parts := 0.0
	if len(t) > 1 && t[1].kind == share && t[1].name != vulgar && t[1].name != beside {
		switch {
		case t[0].kind == article:
			parts = 1
		case t[0].kind == ones && t[0].value < 10, t[0].kind == figures && t[0].value < 10:
			parts = t[0].value
			// "three quarter-acre lots" are three of a quarter.
			if parts > 1 && t[1].name != plural && t[1].spaced {
				return n, nil, false
			}
		}
		if parts > 0 {
			t = t[1:]
		}
	}
	if t[0].kind != share || t[0].name == plural && parts == 0 {
		return n, nil, false
	}
	n = t[0].number
	n.value *= max(parts, 1)
	// "A third acre" is another acre: smaller shares than a quarter need their "of".
	if t[0].name == ordinal && (len(t) < 2 || t[1].kind != of) {
		return n, nil, false
	}
	return n, t[1:], n.value < 1
}
