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
	plural          // quarters
	ordinal         // third, tenth
	vulgar          // ½, 1/2
)

// A token is a word or a group of figures of a number.
type token struct {
	number
	kind   kind
	name   uint8 // of a share
	spaced bool  // a space and no hyphen stands before it
}

// words are the words of numbers, in lower case.
var words = func() map[string]token {
	w := map[string]token{
		"a": {kind: article}, "an": {kind: article}, "and": {kind: and}, "of": {kind: of},
		"hundred": {kind: hundred},
	}
	plain := func(k kind, value, round float64) token {
		return token{kind: k, number: number{value: value, place: 1, round: round, scale: 1}}
	}
	for i, name := range strings.Fields(`one two three four five six seven eight nine ten eleven twelve
		thirteen fourteen fifteen sixteen seventeen eighteen nineteen`) {
		w[name] = plain(ones, float64(i+1), 1)
	}
	w["ten"] = plain(ones, 10, 10)
	for i, name := range strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety") {
		w[name] = plain(tens, float64(i+2)*10, 10)
	}
	for name, value := range map[string]float64{
		"thousand": 1e3, "million": 1e6, "mn": 1e6, "mln": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12,
		"тыс": 1e3, "тысяч": 1e3, "тысячи": 1e3, "тысяча": 1e3, "тис": 1e3, "тисяч": 1e3, "тисячі": 1e3, "тисяча": 1e3,
		"млн": 1e6, "миллион": 1e6, "миллиона": 1e6, "миллионов": 1e6, "мільйон": 1e6, "мільйона": 1e6, "мільйони": 1e6, "мільйонів": 1e6,
		"tausend": 1e3, "millionen": 1e6, "mio": 1e6, "mille": 1e3, "millions": 1e6, "mil": 1e3, "millones": 1e6, "millón": 1e6,
	} {
		w[name] = plain(multiple, value, value)
	}
	for name := range strings.FieldsSeq("полтора полторы півтора півтори anderthalb") {
		w[name] = token{kind: ones, number: number{value: 1.5, place: 0.1, round: 0.1, scale: 1}}
	}
	for name, value := range map[string]float64{"half": 1. / 2, "quarter": 1. / 4} {
		w[name] = shareToken(value, singular)
	}
	w["quarters"] = shareToken(1./4, plural)
	for name, value := range map[string]float64{"third": 3, "fifth": 5, "eighth": 8, "tenth": 10} {
		w[name] = shareToken(1/value, ordinal)
		w[name+"s"] = shareToken(1/value, ordinal)
	}
	return w
}()

// vulgars are the fractions that are one character.
var vulgars = map[rune]float64{'½': 1. / 2, '⅓': 1. / 3, '⅔': 2. / 3, '¼': 1. / 4, '¾': 3. / 4, '⅛': 1. / 8}

// shareToken is a share of one. It is taken to be good to a tenth, or to a fifth
// of itself where that is less.
func shareToken(value float64, name uint8) token {
	p := min(0.1, value/5)
	return token{kind: share, name: name, number: number{value: value, place: p, round: p, scale: 1}}
}

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
	if r == '.' { // of "тыс." and "Mio."
		rest, word := cutLetters(s[:len(s)-1])
		t, ok = words[word]
		return rest, t, ok && abbreviated[word]
	}
	rest, word := cutWord(s)
	if word == "" {
		rest, word = cutLetters(s)
		t, ok = words[word]
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
	t, ok = words[string(low[:len(word)])]
	return rest, t, ok
}

// abbreviated are the words of numbers that a full stop may follow.
var abbreviated = wordSet("тыс тис млн mio mln mn bn")

// cutLetters takes a word of letters of any script off the end of s, and returns it
// in lower case; empty where there is none, or it is long.
func cutLetters(s string) (rest, word string) {
	at := len(s)
	for range maxWord {
		r, n := utf8.DecodeLastRuneInString(s[:at])
		if !unicode.IsLetter(r) {
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
		case r == '\u066B':
			c = '.'
		case r == '\u066C':
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
		case unicode.IsSpace(r) && digits == 3 && endsInGroup(left):
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
