package names

import (
	"unicode"
	"unicode/utf8"

	"example.com/geotag/internal/prose"
)

// Where no space parts words, a name of two characters is a part of a longer word as often as a word. The joint chain tells them apart; in an English
// text, which quotes few, one counts where the place is well known or nothing stands beside it.

// How well known a place is, as a prior, of which an English text has a short name within a row of characters, and a longer one. Set by hand.
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
	words := t.Words
	begins := n.First == 0 || words[n.First].Gap != prose.GapNone || before != nil && before.Last == n.First-1
	ends := int(n.Last)+1 == len(words) || words[n.Last+1].Gap != prose.GapNone
	switch {
	case l.Model == prose.Joint: // the chain chooses
		return row != unicode.Hangul || begins
	case begins && ends:
		return true
	case row == unicode.Hiragana:
		return false
	case row == unicode.Hangul:
		return begins && letters > 2
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
