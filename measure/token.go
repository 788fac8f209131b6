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
	teen          // belas, of the digit before it
	halfMore      // साढ़े, of the number after it
	odd           // 多: and some more
)

// How a share is written.
const (
	singular = iota // half, quarter
	plural          // quarters, thirds
	ordinal         // third, tenth
	vulgar          // ½, 1/2
	beside          // buçuk: the half that is added to the number before it
	score           // vingt, soixante: up to nineteen may be added, and four before it multiply it
)

// How a multiple is used.
const (
	_     = iota
	han   // of East Asia: figures may follow, and it multiplies all before it
	alone // stands for one of it, too: "mil hectáreas"
	vague // stands for one of it after a hedge: "более тысячи", but not "тысячи гектаров"
)

// A token is a word or a group of figures of a number.
type token struct {
	number
	kind   kind
	name   uint8 // of a share
	spaced bool  // a space and no hyphen stands before it
	loose  bool  // of a language whose figures may follow a multiple: "bin 300", "2 тысячи 500"
}

// vulgars are the fractions that are one character.
var vulgars = map[rune]float64{'½': 1. / 2, '⅓': 1. / 3, '⅔': 2. / 3, '¼': 1. / 4, '¾': 3. / 4, '⅛': 1. / 8}

// cutToken takes one token of a number off the end of s.
func (l *Locale) cutToken(s string) (rest string, t token, ok bool) {
	if s == "" {
		return s, t, false
	}
	r, n := utf8.DecodeLastRuneInString(s)
	if _, isDigit := digitOf(r); isDigit {
		return cutFigures(s)
	}
	if value, ok := vulgars[r]; ok {
		return s[:len(s)-n], shareToken(value, vulgar), true
	}
	if t, ok := hanWords[r]; ok {
		return s[:len(s)-n], t, !l.isWordEnd(s, r)
	}
	if r == '.' { // of "тыс." and "Mio."
		rest, word := cutLetters(s[:len(s)-1])
		t, ok = l.token(word)
		return rest, t, ok && l.abbreviates(word)
	}
	rest, word := cutWord(s)
	if word == "" {
		return l.cutForeign(s)
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
	t, ok = l.token(string(low[:len(word)]))
	if !ok && len(word) > len("mila") {
		t, ok = joined(string(low[:len(word)]))
	}
	return rest, t, ok
}

// cutForeign takes a word off the end of s that is long, or has other letters than those of English.
func (l *Locale) cutForeign(s string) (rest string, t token, ok bool) {
	rest, word := cutLetters(s)
	if word == "" && l.lexis() != nil && l.lexis().compounds {
		rest, word = cutLong(s)
	}
	if t, ok = l.token(word); ok {
		return rest, t, true
	}
	if r, n := utf8.DecodeRuneInString(word); strings.ContainsRune(proclitics, r) {
		if t, ok = l.token(word[n:]); ok {
			return s[:len(rest)+n], t, true
		}
	}
	t, ok = joined(word)
	return rest, t, ok
}

// isWordEnd reports whether a sign of a number that ends s, r, ends an ordinary word of Korean: "면적이".
func (l *Locale) isWordEnd(s string, r rune) bool {
	if !unicode.Is(unicode.Hangul, r) || hanWords[r].kind != ones {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:len(s)-utf8.RuneLen(r)])
	return unicode.Is(unicode.Hangul, before) && hanWords[before].kind == none
}

// abbreviates reports whether a full stop may follow a word of a number.
func (l *Locale) abbreviates(word string) bool {
	x := l.lexis()
	return abbreviated[word] || x != nil && x.abbreviated[word]
}

// abbreviated are the words of numbers that a full stop may follow.
var abbreviated = wordSet("тыс тис млн mio mln mn bn tys mld mrd")

// cutLetters takes a word of letters of any script off the end of s, and returns it
// in plain form; empty where there is none, or it is long.
func cutLetters(s string) (rest, word string) { return cutLettersOf(s, maxWord) }

// cutLong takes a word off the end of s that may be as long as "siebenhundertfünfundzwanzigtausend".
func cutLong(s string) (rest, word string) { return cutLettersOf(s, 3*maxWord) }

func cutLettersOf(s string, most int) (rest, word string) {
	at := len(s)
	for range most {
		r, n := utf8.DecodeLastRuneInString(s[:at])
		if !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) && !(isApostrophe(r) && at < len(s) && isCyrillicBefore(s[:at-n])) {
			break
		}
		at -= n
	}
	if r, _ := utf8.DecodeLastRuneInString(s[:at]); at == len(s) || isWordRune(r) && !unicode.IsDigit(r) {
		return s, ""
	}
	return s[:at], spelled(s[at:])
}

// isCyrillicBefore reports whether s ends in a Cyrillic letter, as before the apostrophe of "п'ять".
func isCyrillicBefore(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.Is(unicode.Cyrillic, r)
}

// maxFigures is longer than any number written in figures that means anything.
const maxFigures = 32

// cutFigures takes a number in figures of any script off the end of s: 1,300, 1300, 1 300, 1.5,
// .5, 1/2, ١٬٣٠٠.
func cutFigures(s string) (rest string, t token, ok bool) {
	var ascii [maxFigures]byte
	at, first := len(s), len(ascii)
	digits := 0    // since the last separator
	exact := false // a separator says by itself what it is
	after := rune(0)
	for at > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:at])
		left := s[:at-n]
		c, isNumeral := digitOf(r)
		if isNumeral {
			digits++
		} else if c = separatorOf(r, after); c != 0 && digits > 0 && endsInDigit(left) {
			exact = exact || r == '\u066B' || r == '\u066C'
			digits = 0
		} else if (unicode.IsSpace(r) || isApostrophe(r)) && digits == 3 && endsInGroup(left) {
			c, digits = ' ', 0
		} else {
			break
		}
		if first == 0 {
			return s, t, false
		}
		first--
		ascii[first] = c
		at -= n
		after = r
	}
	return finishFigures(s, at, string(ascii[first:]), exact)
}

// digitOf returns the ASCII digit of a digit of any script.
func digitOf(r rune) (c byte, ok bool) {
	if r < utf8.RuneSelf {
		return byte(r), isDigit(byte(r))
	}
	for _, block := range unicode.Nd.R16 {
		if rune(block.Lo) <= r && r <= rune(block.Hi) {
			return byte((r-rune(block.Lo))%10) + '0', true
		}
	}
	return 0, false
}

// separatorOf returns the point or comma that r is between digits, of which after is the second: signs of other scripts between theirs only.
func separatorOf(r, after rune) byte {
	switch r {
	case '.', ',':
		return byte(r)
	case '\u066B': // of Arabic, for decimals
		return '.'
	case '\u066C': // and for thousands
		return ','
	}
	if after < utf8.RuneSelf {
		return 0
	}
	switch r {
	case '．':
		return '.'
	case '，', '\u060C':
		return ','
	case '/': // of Persian, for decimals
		if 0x06F0 <= after && after <= 0x06F9 {
			return '.'
		}
	}
	return 0
}

// endsInDigit reports whether s ends in a digit of any script.
func endsInDigit(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	_, ok := digitOf(r)
	return ok
}

// endsInGroup reports whether s ends in one to three digits that can be followed
// by a space and a group of three more: "27" does, "2024" and "March 27" do not.
func endsInGroup(s string) bool {
	at, digits := len(s), 0
	for ; digits < 4; digits++ {
		r, n := utf8.DecodeLastRuneInString(s[:at])
		if _, ok := digitOf(r); !ok {
			break
		}
		at -= n
	}
	if digits == 0 || digits > 3 {
		return false
	}
	_, word := cutWord(strings.TrimSuffix(cutGap(s[:at]), "."))
	return (at == 0 || s[at-1] != '.' && s[at-1] != ',') && !months[strings.ToLower(word)]
}

// isApostrophe reports whether r is what stands between thousands in Switzerland.
func isApostrophe(r rune) bool { return r == '\'' || r == '\u2019' || r == '\u02BC' }

// months are the names of months, of which "may" is one.
var months = wordSet(`january february march april may june july august september october november december
	jan feb mar apr jun jul aug sep sept oct nov dec`)

// finishFigures looks at what stands before the figures s[at:], which are these in ASCII.
func finishFigures(s string, at int, ascii string, exact bool) (rest string, t token, ok bool) {
	r, n := utf8.DecodeLastRuneInString(s[:at])
	switch {
	case at == 0:
	case r == '/':
		return cutVulgar(s, at)
	case r == '.' && (at == 1 || isSpace(s[at-2]) || s[at-2] == '('):
		at-- // .5
		ascii = "." + ascii
	case isUnspaced(r), isProclitic(s[:at]):
	case isWordRune(r), unicode.Is(unicode.Sc, r), strings.ContainsRune(".:#^@%\\'’", r):
		return s, t, false
	case isHyphen(r): // of a name, "CV-63", unless of "3-to-5-acre"
		q, _ := utf8.DecodeLastRuneInString(s[:at-n])
		if _, word := cutWord(s[:at-n]); unicode.IsLetter(q) && word != "to" && !isProclitic(s[:at-n]) {
			return s, t, false
		}
	}
	num, ok := readFigures(ascii)
	if exact {
		num.grouped, num.split = 0, 0
	}
	return s[:at], token{kind: figures, number: num}, ok
}

// proclitics are the words of one letter in Arabic and Hebrew that are written together with the word after them.
const proclitics = "وبلفكהבלמכוש"

// isProclitic reports whether s ends in letters of Arabic or Hebrew that are written together with the word after them, such as "and" and
// "about": one or two, and no other word.
func isProclitic(s string) bool {
	r, n := utf8.DecodeLastRuneInString(s)
	if r != '\u0640' && !strings.ContainsRune(proclitics, r) {
		return false
	}
	before, n2 := utf8.DecodeLastRuneInString(s[:len(s)-n])
	if !isWordRune(before) {
		return true
	}
	first, _ := utf8.DecodeLastRuneInString(s[:len(s)-n-n2])
	return strings.ContainsRune("وفبלהבמוש", before) && !isWordRune(first)
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
