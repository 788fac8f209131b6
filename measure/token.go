package measure

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind says what a token can do in a number.
type kind uint8

const (
	none     kind = iota
	figures       // 1,300
	ones          // one to nineteen
	tens          // twenty to ninety
	ten           // 十, of the digit before it
	hundred       //
	multiple      // thousand, million ...
	share         // half, quarters, ½
	article       // a, an
	and           //
	of            //
)

// How a share is written.
const (
	singular = iota // half, quarter
	plural          // quarters, thirds
	ordinal         // third, tenth
	vulgar          // ½, 1/2
)

// How a multiple is used.
const (
	_     = iota
	han   // of East Asia: figures may follow, and it multiplies all before it
	alone // stands for one of it, too: "mil hectáreas"
)

// A token is a word or a group of figures of a number.
type token struct {
	number
	kind   kind
	name   uint8 // of a share
	spaced bool  // a space and no hyphen stands before it
}

// vulgars are the fractions that are one character.
var vulgars = map[rune]float64{'½': 1. / 2, '⅓': 1. / 3, '⅔': 2. / 3, '¼': 1. / 4, '¾': 3. / 4, '⅛': 1. / 8}

// cutToken takes one token of a number off the end of s.
func cutToken(s string) (rest string, t token, ok bool) {
	if s == "" {
		return s, t, false
	}
	r, n := utf8.DecodeLastRuneInString(s)
	if isDigit(s[len(s)-1]) {
		return cutFigures(s)
	}
	if value, ok := vulgars[r]; ok {
		return s[:len(s)-n], shareToken(value, vulgar), true
	}
	if r >= utf8.RuneSelf && unicode.IsDigit(r) {
		return cutOtherDigits(s)
	}
	if t, ok := hanWords[r]; ok {
		return s[:len(s)-n], t, true
	}
	if r == '.' { // of "тыс." and "Mio."
		rest, word := cutLetters(s[:len(s)-1])
		t, ok = words[word]
		return rest, t, ok && abbreviated[word]
	}
	rest, word := cutWord(s)
	if word == "" {
		rest, word = cutLetters(s)
		if t, ok = words[word]; !ok {
			t, ok = joined(word)
		}
		return rest, t, ok
	}
	// "2.5m sq ft" and "300k acres", but not "2.5 m".
	if rest != "" && isDigit(rest[len(rest)-1]) {
		switch word {
		case "m", "M":
			word = "million"
		case "k", "K":
			word = "thousand"
		}
	}
	var low [maxWord]byte
	for i := range len(word) {
		low[i] = lower(word[i])
	}
	if t, ok = words[string(low[:len(word)])]; !ok && len(word) > len("mila") {
		t, ok = joined(string(low[:len(word)]))
	}
	return rest, t, ok
}

// abbreviated are the words of numbers that a full stop may follow.
var abbreviated = wordSet("тыс тис млн mio mln mn bn tys mld mrd")

// cutLetters takes a word of letters of any script off the end of s, and returns it
// in lower case; empty where there is none, or it is long.
func cutLetters(s string) (rest, word string) {
	at := len(s)
	for range maxWord {
		r, n := utf8.DecodeLastRuneInString(s[:at])
		if !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) {
			break
		}
		at -= n
	}
	if r, _ := utf8.DecodeLastRuneInString(s[:at]); at == len(s) || isWordRune(r) && !unicode.IsDigit(r) {
		return s, ""
	}
	return s[:at], strings.ToLower(s[at:])
}

// cutOtherDigits takes a number in the digits of another script off the end of s:
// of Arabic, with its separators of thousands and decimals.
func cutOtherDigits(s string) (rest string, t token, ok bool) {
	at := len(s)
	var ascii [maxFigures]byte
	n := len(ascii)
	for n > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:at])
		c := byte(0)
		switch {
		case '\u0660' <= r && r <= '\u0669':
			c = byte(r-'\u0660') + '0'
		case '\u06F0' <= r && r <= '\u06F9':
			c = byte(r-'\u06F0') + '0'
		case '\u0966' <= r && r <= '\u096F':
			c = byte(r-'\u0966') + '0'
		case '０' <= r && r <= '９':
			c = byte(r-'０') + '0'
		case r == '\u066B', r == '．':
			c = '.'
		case r == '\u066C', r == '，':
			c = ','
		}
		if c == 0 {
			break
		}
		n--
		ascii[n] = c
		at -= size
	}
	if n == len(ascii) || !isDigit(ascii[n]) || !isDigit(ascii[len(ascii)-1]) {
		return s, t, false
	}
	num, ok := readFigures(string(ascii[n:]))
	return s[:at], token{kind: figures, number: num}, ok
}

// maxFigures is longer than any number written in figures that means anything.
const maxFigures = 32

// cutFigures takes a number in figures off the end of s: 1,300, 1300, 1 300, 1.5,
// .5 or 1/2.
func cutFigures(s string) (rest string, t token, ok bool) {
	at, digits := len(s), 0 // digits since the last separator
	for at > 0 {
		if len(s)-at > maxFigures {
			return s, t, false
		}
		r, n := utf8.DecodeLastRuneInString(s[:at])
		left := s[:at-n]
		switch {
		case isDigit(byte(r)) && n == 1:
			digits++
		case (r == '.' || r == ',') && left != "" && isDigit(left[len(left)-1]):
			digits = 0
		case (unicode.IsSpace(r) || isApostrophe(r)) && digits == 3 && endsInGroup(left):
			digits = 0
		default:
			return finishFigures(s, at)
		}
		at -= n
	}
	return finishFigures(s, at)
}

// endsInGroup reports whether s ends in one to three digits that can be followed
// by a space and a group of three more: "27" does, "2024" and "March 27" do not.
func endsInGroup(s string) bool {
	n := len(s)
	for n > 0 && len(s)-n < 4 && isDigit(s[n-1]) {
		n--
	}
	if digits := len(s) - n; digits == 0 || digits > 3 {
		return false
	}
	_, word := cutWord(strings.TrimSuffix(cutGap(s[:n]), "."))
	return (n == 0 || s[n-1] != '.' && s[n-1] != ',') && !months[strings.ToLower(word)]
}

// isApostrophe reports whether r is what stands between thousands in Switzerland.
func isApostrophe(r rune) bool { return r == '\'' || r == '\u2019' }

// months are the names of months, of which "may" is one.
var months = wordSet(`january february march april may june july august september october november december
	jan feb mar apr jun jul aug sep sept oct nov dec`)

// finishFigures looks at what stands before the figures s[at:].
func finishFigures(s string, at int) (rest string, t token, ok bool) {
	r, n := utf8.DecodeLastRuneInString(s[:at])
	switch {
	case at == 0:
	case r == '/':
		return cutVulgar(s, at)
	case r == '.' && (at == 1 || isSpace(s[at-2]) || s[at-2] == '('):
		at-- // .5
	case isUnspaced(r):
	case isWordRune(r), unicode.Is(unicode.Sc, r), strings.ContainsRune(".:#^@%\\'’", r):
		return s, t, false
	case isHyphen(r): // of a name, "CV-63", unless of "3-to-5-acre"
		q, _ := utf8.DecodeLastRuneInString(s[:at-n])
		if _, word := cutWord(s[:at-n]); unicode.IsLetter(q) && word != "to" {
			return s, t, false
		}
	}
	num, ok := readFigures(s[at:])
	return s[:at], token{kind: figures, number: num}, ok
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// cutVulgar takes a fraction off the end of s, of which s[at:] is the denominator:
// a half to a sixteenth, so that no date is one.
func cutVulgar(s string, at int) (rest string, t token, ok bool) {
	of, err := strconv.ParseUint(s[at:], 10, 5)
	start := at - 1
	for start > 0 && at-1-start < 3 && isDigit(s[start-1]) {
		start--
	}
	parts, err2 := strconv.ParseUint(s[start:at-1], 10, 5)
	r, _ := utf8.DecodeLastRuneInString(s[:start])
	if err != nil || err2 != nil || parts == 0 || parts >= of || of > 16 || isWordRune(r) || r == '/' || unicode.Is(unicode.Sc, r) {
		return s, t, false
	}
	return s[:start], shareToken(float64(parts)/float64(of), vulgar), true
}

// readFigures reads digits with their separators, as English writes them. A comma
// or a space groups thousands and a point is decimal, unless the digits say that
// it is the other way round: "1,5", "1.300.000" and "1.300,5".
func readFigures(s string) (n number, ok bool) {
	point := decimalAt(s)
	whole, decimals := s, ""
	if point >= 0 {
		whole, decimals = s[:point], s[point+1:]
	}
	buf := make([]byte, 0, maxFigures+1)
	group, groups := 0, 0
	for i := 0; i < len(whole); {
		r, size := utf8.DecodeRuneInString(whole[i:])
		if i += size; r < utf8.RuneSelf && isDigit(byte(r)) {
			buf = append(buf, byte(r))
			group++
			continue
		}
		// The first group has one to three digits, the others three, or two in India.
		if group > 3 || groups > 0 && group < 2 {
			return n, false
		}
		group, groups = 0, groups+1
	}
	if groups > 0 && group != 3 {
		return n, false
	}
	n.place = math.Pow10(-len(decimals))
	n.round = n.place
	if decimals == "" {
		for i := len(buf) - 1; i > 0 && buf[i] == '0'; i-- {
			n.round *= 10
		}
	}
	digits := len(buf)
	buf = append(append(buf, '.'), decimals...)
	n.value, _ = strconv.ParseFloat(string(buf), 64)
	n.scale = 1
	if point > 0 && s[point] == '.' && groups == 0 && len(decimals) == 3 && digits <= 3 && s[0] != '0' {
		n.grouped = n.value * 1000
	}
	if point < 0 && groups == 1 && digits <= 6 && strings.Contains(s, ",") {
		n.split = n.value / 1000
	}
	return n, true
}

// decimalAt returns the index of the decimal separator in s, or -1.
func decimalAt(s string) int {
	dots, commas := strings.Count(s, "."), strings.Count(s, ",")
	last := strings.LastIndexAny(s, ".,")
	switch {
	case dots > 0 && commas > 0: // the last one, and it is the only one of its kind
		if strings.Count(s, s[last:last+1]) == 1 {
			return last
		}
	case dots == 1:
		return last
	case commas == 1 && (len(s)-last != 4 || last > 3 || s[0] == '0'):
		return last
	}
	return -1
}
