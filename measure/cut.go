package measure

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A stated area is read from its unit leftwards. The functions named cut take
// what they know off the end of a string and return the rest, so that nothing is
// read twice; each looks at a bounded number of bytes, which keeps the whole linear.

// maxGap is the most runes that may stand between two words.
const maxGap = 4

// cutGap takes a gap off the end of s: spaces of any kind, with at most one line
// break and one hyphen among them.
func cutGap(s string) string { return gap{}.cut(s) }

// cutSpaces takes a gap without a hyphen off the end of s.
func cutSpaces(s string) string { return gap{hyphens: 1}.cut(s) }

// withoutGap takes a gap off the end of s before many phrases are tried there, which cutPhrase then passes over by their last letter. A gap
// that is longer than it may be stays, for no phrase stands before it.
func withoutGap(s string) string {
	if rest := cutGap(s); rest != "" && solid(rest[len(rest)-1]) {
		return rest
	}
	return s
}

// skipGap takes a gap off the start of s.
func skipGap(s string) string {
	var g gap
	for range maxGap {
		r, n := utf8.DecodeRuneInString(s)
		if !g.takes(r) {
			break
		}
		s = s[n:]
	}
	return s
}

// gap counts what a gap may hold only once.
type gap struct{ breaks, hyphens int }

func (g gap) cut(s string) string {
	for range maxGap {
		if s == "" || solid(s[len(s)-1]) {
			break // as nearly always
		}
		r, n := utf8.DecodeLastRuneInString(s)
		if !g.takes(r) {
			break
		}
		s = s[:len(s)-n]
	}
	return s
}

func (g *gap) takes(r rune) bool {
	switch {
	case r == '\n':
		g.breaks++
	case r == '\u200c' || '\u200e' <= r && r <= '\u200f' || '\u202a' <= r && r <= '\u202e' || '\u2066' <= r && r <= '\u2069': // of the direction of writing
		return true
	case isHyphen(r):
		g.hyphens++
	case !unicode.IsSpace(r):
		return false
	}
	return g.breaks <= 1 && g.hyphens <= 1
}

// solid reports whether a byte is of ASCII and no gap may end in it.
func solid(c byte) bool { return c > ' ' && c < utf8.RuneSelf && c != '-' }

// isHyphen reports whether r joins words: the ASCII hyphen, U+2010, U+2011, or that of Hebrew.
func isHyphen(r rune) bool { return r == '-' || r == '\u2010' || r == '\u2011' || r == '\u05be' }

// isDash reports whether r can stand between the ends of a range.
func isDash(r rune) bool { return isHyphen(r) || r == '\u2013' || r == '\u2014' || r == '\u2212' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// maxWord is longer than any word that is looked for.
const maxWord = 14

// cutWord takes a word of ASCII letters off the end of s. The word is empty where
// there is none, or it is longer than maxWord or has other letters or digits.
func cutWord(s string) (rest, word string) {
	i := len(s)
	for i > 0 && isLetter(s[i-1]) {
		if i--; len(s)-i > maxWord {
			return s, ""
		}
	}
	if r, _ := utf8.DecodeLastRuneInString(s[:i]); isWordRune(r) && (r >= utf8.RuneSelf || !isDigit(byte(r))) {
		return s, ""
	}
	return s[:i], s[i:]
}

// isWordRune reports whether r belongs to the word beside it.
func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_'
}

// cutPhrase takes a phrase in lower case off the end of s, in any case, together
// with the gap after it. A space in the phrase stands for a gap.
func cutPhrase(s, phrase string) (rest string, ok bool) {
	if s == "" || solid(s[len(s)-1]) && lower(s[len(s)-1]) != phrase[len(phrase)-1] {
		return s, false // as nearly always
	}
	rest = cutGap(s)
	for i := len(phrase) - 1; i >= 0; i-- {
		if phrase[i] == ' ' {
			short := cutGap(rest)
			if len(short) == len(rest) {
				return s, false
			}
			rest = short
			continue
		}
		if rest == "" || lower(rest[len(rest)-1]) != phrase[i] {
			return s, false
		}
		rest = rest[:len(rest)-1]
	}
	first, _ := utf8.DecodeRuneInString(phrase)
	if r, _ := utf8.DecodeLastRuneInString(rest); unicode.IsLetter(first) && isWordRune(r) && !isUnspaced(first) && !isProclitic(rest) {
		return s, false
	}
	return rest, true
}

// skipPhrase takes a phrase in lower case off the start of s, in any case unless
// cased. A space in the phrase stands for a gap or a full stop, or both.
func skipPhrase(s, phrase string, cased bool) (rest string, ok bool) {
	rest = s
	for i := range len(phrase) {
		if phrase[i] == ' ' {
			short := skipGap(strings.TrimPrefix(rest, "."))
			if len(short) == len(rest) {
				return s, false
			}
			rest = short
			continue
		}
		if rest == "" || rest[0] != phrase[i] && (cased || lower(rest[0]) != phrase[i]) {
			return s, false
		}
		rest = rest[1:]
	}
	if r, _ := utf8.DecodeRuneInString(rest); isWordRune(r) && !joinsTo(phrase, r) {
		return s, false
	}
	return rest, true
}

// joinsTo reports whether a word that begins with next may follow a phrase without a space. After pyeong, which is one syllable, it must be an
// ending.
func joinsTo(phrase string, next rune) bool {
	last, n := utf8.DecodeLastRuneInString(phrase)
	if !isUnspaced(last) {
		return isUnspaced(next) && last != 'x'
	}
	return n < len(phrase) || !unicode.Is(unicode.Hangul, last) || strings.ContainsRune("의을은에과도", next)
}

// isUnspaced reports whether r is of a script that sets no spaces between words, or none before endings.
func isUnspaced(r rune) bool {
	if 0x3400 <= r && r <= 0x9FFF || 0xAC00 <= r && r <= 0xD7A3 { // as nearly always
		return true
	}
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
