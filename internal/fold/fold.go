// Package fold gives the comparison form of place names: what is left of a spelling when case, accents, apostrophes,
// full stops and the kind of hyphen no longer matter. Text and gazetteer are folded alike, so names match by bytes.
//
//	Łódź -> lodz    Rostov-na-Donu -> rostov na donu    U.S. -> us    Xi’an -> xian    Bosnia & Herzegovina -> bosnia and herzegovina
//
// Folding is idempotent. A folded name holds letters, digits, marks and single spaces, never a byte below 0x20 or 0xFF.
package fold

import (
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// AppendRune appends the comparison form of r to dst: nothing, a space, or lower-case letters and digits without
// Latin, Greek, Cyrillic, Arabic and Hebrew accents. It works a rune at a time, so that a caller can keep the offsets
// of the text beside the folded bytes. Runes that are not valid give a space.
func AppendRune(dst []byte, r rune) []byte {
	if uint32(r) < uint32(len(low)) {
		c := &low[r]
		if c.n == 1 {
			return append(dst, c.b[0])
		}
		return append(dst, c.b[:c.n]...)
	}
	if uint32(r) < blocksEnd {
		if c := &blockOf(r)[r%blockSize]; c.n <= uint8(len(c.b)) {
			return append(dst, c.b[:c.n]...)
		}
	}
	return appendSlow(dst, r)
}

// AppendName appends the comparison form of the whole name s to dst, with runs of spaces made one and none at the ends.
func AppendName(dst []byte, s string) []byte {
	start := len(dst)
	for _, r := range s {
		n := len(dst)
		dst = AppendRune(dst, r)
		end := n
		for _, c := range dst[n:] { // a rune such as ㈱ gives several
			if c != ' ' || end > start && dst[end-1] != ' ' {
				dst[end] = c
				end++
			}
		}
		dst = dst[:end]
	}
	if n := len(dst); n > start && dst[n-1] == ' ' {
		dst = dst[:n-1]
	}
	return dst
}

// Name returns the comparison form of s. It is empty if s holds no letter and no digit.
func Name(s string) string {
	return string(AppendName(make([]byte, 0, 64), s))
}

// AppendTitle appends folded with the first letter of each word in title case: "new york" gives "New York".
func AppendTitle(dst, folded []byte) []byte {
	first := true
	for len(folded) > 0 {
		r, n := utf8.DecodeRune(folded)
		if first && r != utf8.RuneError {
			dst = utf8.AppendRune(dst, unicode.ToTitle(r))
		} else {
			dst = append(dst, folded[:n]...)
		}
		first = r == ' '
		folded = folded[n:]
	}
	return dst
}

// Title is AppendTitle for strings. Most names are spelled so, and need not be stored beside their folded form.
func Title(folded string) string {
	return string(AppendTitle(make([]byte, 0, 64), []byte(folded)))
}

// A cell holds the comparison form of one of the runes below U+0530: Latin, Greek and Cyrillic.
type cell struct {
	b [3]byte
	n uint8
}

// low spares most text the tables of package unicode.
var low = func() (t [0x530]cell) {
	for r := range t {
		t[r].n = uint8(copy(t[r].b[:], appendSlow(nil, rune(r))))
	}
	return t
}()

// The runes from Armenian to kana are kept in blocks, each made when the first of its runes is folded: a program reads few scripts.
const blockSize, blocksEnd = 256, 0x3100

var blocks [blocksEnd / blockSize]atomic.Pointer[[blockSize]wideCell]

// A wideCell holds the comparison form of one rune of a block; n is more than b has where that is longer.
type wideCell struct {
	b [6]byte // two letters
	n uint8
}

// blockOf returns the block of a rune below blocksEnd. Two goroutines may make the same one.
func blockOf(r rune) *[blockSize]wideCell {
	at := &blocks[r/blockSize]
	b := at.Load()
	if b == nil {
		b = new([blockSize]wideCell)
		first := r - r%blockSize
		for i := range b {
			form := appendSlow(nil, first+rune(i))
			b[i].n = uint8(len(form))
			copy(b[i].b[:], form)
		}
		at.Store(b)
	}
	return b
}

func appendSlow(dst []byte, r rune) []byte {
	if 0x4E00 <= r && r <= 0x9FFF || 0xAC00 <= r && r <= 0xD7A3 {
		return utf8.AppendRune(dst, r) // Han is as it is; Hangul would decompose to three times its size
	}
	if s, ok := whole[r]; ok {
		return append(dst, s...)
	}
	var buf [utf8.UTFMax]byte
	parts := norm.NFKD.Properties(buf[:utf8.EncodeRune(buf[:], r)]).Decomposition()
	if parts == nil {
		return appendPart(dst, r)
	}
	for len(parts) > 0 {
		r, n := utf8.DecodeRune(parts)
		dst = appendPart(dst, r)
		parts = parts[n:]
	}
	return dst
}

// appendPart appends the comparison form of a rune that does not decompose further.
func appendPart(dst []byte, r rune) []byte {
	if unicode.IsLetter(r) {
		r = unicode.ToLower(unicode.ToUpper(r)) // ToUpper makes one of the variants of a small letter, such as σ and ς
	}
	if s, ok := special[r]; ok {
		return append(dst, s...)
	}
	switch {
	case r == utf8.RuneError:
		return append(dst, ' ')
	case unicode.Is(unicode.Mn, r) && unicode.In(r, unicode.Inherited, unicode.Hebrew) && r != 0x3099 && r != 0x309A:
		return dst // an accent or a vowel point; the two voicing marks of kana tell letters apart
	case unicode.Is(unicode.Cf, r):
		return dst // soft hyphens, joiners, directions
	case unicode.In(r, unicode.L, unicode.M, unicode.N):
		return utf8.AppendRune(dst, r)
	default:
		return append(dst, ' ')
	}
}
