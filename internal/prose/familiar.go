package prose

import (
	"encoding/binary"
	"math/bits"

	"example.com/geotag/internal/lexicon"
)

// Nine words in ten are of a few ASCII letters with a space or a comma after them, and were written so before: their case is then read off, and
// their form found, without a look at each letter.

// longestFamiliar is the length of a familiar word at most, in bytes.
const longestFamiliar = 16

// mostFamiliar is how many familiar words are kept, each in the one place that its letters give it: 128 kB.
const mostFamiliar = 1 << 12

// A familiar is what a word of ASCII letters is: as it is written, not as it is folded.
type familiar struct {
	low, high uint64        // its letters, the first lowest
	class     lexicon.Class // in English
	form      Form
	shape     Shape
	era       era
}

// splits are the ASCII characters that end a familiar word: all but those that may go on with it, or belong to it.
var splits = func() (is [256]bool) {
	for c := range 0x80 {
		is[c] = !isWord(rune(c))
	}
	for _, c := range "'`\"&." {
		is[c] = false
	}
	return is
}()

// familiar appends the word that begins at byte i, which w is, where it is a familiar one, and returns its length; else 0.
func (t *Text) familiar(w *Word, i int) int {
	if i+longestFamiliar >= len(t.Source) {
		return 0
	}
	low, high := eight(t.Source[i:]), eight(t.Source[i+8:])
	n := letters(low)
	if n == 8 {
		n += letters(high)
		high &= first(n - 8)
	} else {
		low, high = low&first(n), 0
	}
	if n == 0 || !splits[t.Source[i+n]] {
		return 0
	}
	const small = 0x2020202020202020
	at := len(t.Folded)
	t.Folded = binary.LittleEndian.AppendUint64(t.Folded, low|small)
	t.Folded = binary.LittleEndian.AppendUint64(t.Folded, high|small)[:at+n]
	o := &t.forms.familiar[(low*0x9E3779B97F4A7C15^high*0xC2B2AE3D27D4EB4F)>>(64-12)]
	if o.low != low || o.high != high {
		form := t.forms.of(t.Folded[at:])
		k := &t.forms.known[form]
		*o = familiar{low, high, k.class, form, shapeOf(low, high, n), k.era}
	}
	w.Form, w.Shape, w.Class, w.era = o.form, o.shape, o.class, o.era
	w.End, w.FoldEnd = int32(i+n), int32(at+n)
	t.Words = append(t.Words, *w)
	return n
}

// eight returns the first eight bytes of a text, the first lowest.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// first is a mask of the lowest bytes, so many of eight.
func first(n int) uint64 { return 1<<(8*n) - 1 }

// each has a byte in all of eight.
const each = 0x0101010101010101

// letters returns with how many ASCII letters eight bytes begin.
func letters(eight uint64) int {
	small := eight | 0x20*each
	low := small &^ (0x80 * each)
	isLetter := (low + (0x80-'a')*each) &^ (low + (0x80-'z'-1)*each) &^ small & (0x80 * each)
	return bits.TrailingZeros64(isLetter^0x80*each) / 8
}

// shapeOf returns how a word of n ASCII letters is written.
func shapeOf(low, high uint64, n int) (s Shape) {
	small := bits.OnesCount64(low&(0x20*each)) + bits.OnesCount64(high&(0x20*each))
	if low&0x20 == 0 {
		s |= Capital
	}
	if small == 0 && n > 1 {
		s |= AllCaps
	}
	return s
}
