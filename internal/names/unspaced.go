package names

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.com/geotag/internal/prose"
)

// Where no space parts words, a name of two characters is a part of a longer word as often as a word: it counts where the place is well
// known, or what stands beside it says that it is one.

// How well known a place is, as a prior, of which a short name is taken within a row of characters, and a longer one. Set by hand.
const knownInRow, knownLongInRow = 5.4, 4

// unspaced reports whether a name in a script without spaces is a word of its own, by what stands beside it. before is the name
// before, or nil. It is true of names in other scripts.
func (f *Finder) unspaced(n *Name, before *Name) bool {
	t := f.text
	first, _ := utf8.DecodeRuneInString(t.Source[t.Words[n.First].Start:])
	row := rowOf(first)
	if row == nil {
		return true
	}
	letters := n.Last - n.First + 1
	l := t.LanguageAt(n.First)
	if letters < 2 || f.inside(n, row) || l.Words[t.Slice(n.First, n.Last)] != 0 {
		return false
	}
	lead, rest := f.around(n)
	begins := lead == "" || before != nil && before.Last == n.First-1
	if l.Model == prose.Joint { // the chain chooses
		return row != unicode.Hangul || begins
	}
	switch {
	case row == unicode.Hiragana:
		return begins && rest == ""
	case row == unicode.Hangul:
		return begins && (rest == "" || slices.Contains(l.After, rest) || hasSuffix(l.Suffixes, rest) || letters > 2)
	case begins && rest == "", hasSuffix(l.Suffixes, rest), endsWith(lead, l.Before):
		return true
	case letters > 3 || row != unicode.Han && letters > 2:
		return f.fame(n.Toponym) >= knownLongInRow
	}
	return f.fame(n.Toponym) >= knownInRow
}

// rows are the scripts without spaces, and that in which endings follow without one.
var rows = []*unicode.RangeTable{unicode.Han, unicode.Katakana, unicode.Hiragana, unicode.Hangul, unicode.Thai}

func rowOf(c rune) *unicode.RangeTable {
	for _, r := range rows {
		if unicode.Is(r, c) {
			return r
		}
	}
	return nil
}

// inside reports whether a name ends within a character, or in a word of a script whose words end where others begin: katakana.
func (f *Finder) inside(n *Name, row *unicode.RangeTable) bool {
	t := f.text
	next, _ := utf8.DecodeRuneInString(t.Source[t.Words[n.Last].End:])
	last, _ := utf8.DecodeLastRuneInString(t.Source[:t.Words[n.First].Start])
	long := func(c rune) bool { return c == 'ー' || unicode.Is(unicode.Katakana, c) }
	return unicode.IsMark(next) || row == unicode.Katakana && (long(next) || long(last))
}

// mostAround is how many characters beside a name are looked at.
const mostAround = 6

// around returns the characters that stand right before a name and right after it, without a gap.
func (f *Finder) around(n *Name) (before, after string) {
	words := f.text.Words
	from, to := n.First, n.Last
	for from > 0 && n.First-from < mostAround && words[from].Gap == prose.GapNone {
		from--
	}
	for int(to)+1 < len(words) && to-n.Last < mostAround && words[to+1].Gap == prose.GapNone {
		to++
	}
	if from < n.First {
		before = f.text.Source[words[from].Start:words[n.First].Start]
	}
	return before, f.text.Source[words[n.Last].End:words[to].End]
}

// hasSuffix reports whether a word begins with any of some.
func hasSuffix(some []string, word string) bool {
	return slices.ContainsFunc(some, func(s string) bool { return strings.HasPrefix(word, s) })
}

// endsWith reports whether a word ends with any of some.
func endsWith(word string, some []string) bool {
	return slices.ContainsFunc(some, func(s string) bool { return strings.HasSuffix(word, s) })
}
