package measure

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Names of units in scripts with spaces but other letters than the Latin ones are found word by word: Russian alone has some two hundred of them,
// which begin with the same few letters.

// isWide reports whether a name begins with such a letter.
func isWide(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= utf8.RuneSelf && unicode.IsLetter(r) && !isUnspaced(r)
}

// A wideName is a word of names, with the words that may follow it; "2" stands for a square.
type wideName struct {
	*unitName // nil: no name ends with the word
	next      map[string]*wideName
}

// wideNames are the first words of names, and wideFirst has a bit for their first two letters.
var wideNames, wideFirst = func() (names map[string]*wideName, first [1 << 10]bool) {
	names = map[string]*wideName{}
	for _, n := range allNames {
		if !isWide(n.text) {
			continue
		}
		first[firstTwo(n.text)] = true
		list := names
		words := strings.Fields(strings.NewReplacer("²", " 2", "2", " 2").Replace(n.text))
		for i, word := range words {
			word = strings.ReplaceAll(spelled(word), "\"", "")
			if list[word] == nil {
				list[word] = &wideName{next: map[string]*wideName{}}
			}
			if known := list[word].unitName; i == len(words)-1 && known == nil {
				list[word].unitName = n
			} else if i == len(words)-1 && known.unit == n.unit { // spelled otherwise
				known.tongues = append(known.tongues, n.tongues...)
			}
			list = list[word].next
		}
	}
	return names, first
}()

// firstTwo is the place in wideFirst of a word that begins as s does.
func firstTwo(s string) int {
	a, n := utf8.DecodeRuneInString(s)
	b, _ := utf8.DecodeRuneInString(s[n:])
	if !isLetterOrMark(b) {
		b = 0
	}
	return int(spelledRune(a)*31+unicode.ToLower(b)) & (1<<10 - 1)
}

// wideAt reads the longest such name that begins at i.
func wideAt(text string, i int) (s spot, ok bool) {
	if inWord(text[:i]) || !wideFirst[firstTwo(text[i:])] {
		return s, false
	}
	rest, list := text[i:], wideNames
	for len(list) > 0 {
		var name *wideName
		name, rest = skipWide(rest, list)
		if name == nil {
			break
		}
		if r, _ := utf8.DecodeRuneInString(rest); name.unitName != nil && (!isWordRune(r) || isUnspaced(r)) {
			s, ok = spot{i, len(text) - len(rest), name.unitName}, true
		}
		list = name.next
	}
	return s, ok && mayCount(s.need, text[:i], text[s.end:])
}

// inWord reports whether a word of a script with spaces goes on after s, which is nearly always: most bytes stand within words.
func inWord(s string) bool {
	if s == "" || s[len(s)-1] < utf8.RuneSelf {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return isLetterOrMark(r) && !isUnspaced(r)
}

func isLetterOrMark(r rune) bool {
	if int(r) < len(wordRunes) {
		return wordRunes[r]
	}
	return unicode.IsLetter(r) || unicode.Is(unicode.M, r)
}

// wordRunes are the letters and marks up to those of India.
var wordRunes = func() (is [0xE00]bool) {
	for r := range rune(len(is)) {
		is[r] = unicode.IsLetter(r) || unicode.Is(unicode.M, r)
	}
	return is
}()

// skipWide takes a word of a list off the start of s, with the gap before it; nil: there is none.
func skipWide(s string, list map[string]*wideName) (name *wideName, rest string) {
	for _, square := range [...]string{"²", "2", "^2"} {
		if rest, found := strings.CutPrefix(s, square); found {
			return list["2"], rest
		}
	}
	var low [4 * maxWord]byte
	n, at := 0, 0
	s = skipGap(strings.TrimPrefix(s, "."))
	for at < len(s) && n+utf8.UTFMax <= len(low) {
		r, size := utf8.DecodeRuneInString(s[at:])
		if !isLetterOrMark(r) && r != '\u200c' && !isGershayim(s[:at], r, s[at+size:]) {
			break
		}
		if r != '"' {
			if r = spelledRune(r); r >= 0 {
				n += utf8.EncodeRune(low[n:], r)
			}
		}
		at += size
	}
	return list[string(low[:n])], s[at:]
}

// isGershayim reports whether r is the sign of a Hebrew abbreviation, between its letters before and after: of קמ"ר.
func isGershayim(before string, r rune, after string) bool {
	if r != '"' && r != '״' && r != '\'' && r != '׳' && r != '’' {
		return false
	}
	a, _ := utf8.DecodeLastRuneInString(before)
	b, _ := utf8.DecodeRuneInString(after)
	return unicode.Is(unicode.Hebrew, a) && (unicode.Is(unicode.Hebrew, b) || b == '\'')
}
