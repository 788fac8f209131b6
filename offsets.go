package geotag

import "unicode/utf8"

// OffsetUnit is what offsets of a text count. The values are those of geotag.v1.OffsetEncoding; the zero OffsetUnit is OffsetUTF8.
type OffsetUnit uint8

// The units of offsets.
const (
	OffsetUTF8  OffsetUnit = 1 + iota // bytes
	OffsetUTF16                       // code units: what JavaScript, Java and .NET count
	OffsetUTF32                       // code points: what Python counts
)

var offsetUnitNames = [...]string{"unknown", "utf8", "utf16", "utf32"}

// String returns the unit in lower case: "utf16".
func (u OffsetUnit) String() string { return nameIn(offsetUnitNames[:], uint8(u)) }

// offsets turns bytes of a text into the units in which a caller counts. The zero value counts bytes, and so do all units in a text of ASCII.
//
// Every unit of UTF-16 and of UTF-32 can be told from one byte of UTF-8, without decoding: each rune's first byte is one
// unit, and of a rune of four bytes, which UTF-16 writes as a surrogate pair, two.
type offsets struct {
	text  string
	utf16 bool
	marks []uint32 // units before every blockSize-th byte of text; nil: units are bytes
}

// blockSize bounds the bytes that a conversion reads. A text of 1 MiB takes 64 KiB of marks.
const blockSize = 64

func newOffsets(text string, unit OffsetUnit) offsets {
	if unit <= OffsetUTF8 || isASCII(text) {
		return offsets{}
	}
	o := offsets{text: text, utf16: unit == OffsetUTF16}
	o.marks = make([]uint32, 0, len(text)/blockSize+1)
	var n uint32
	for i := range len(text) {
		if i%blockSize == 0 {
			o.marks = append(o.marks, n)
		}
		n += o.unitsOf(text[i])
	}
	return o
}

// unitsOf returns how many units a byte of UTF-8 begins.
func (o *offsets) unitsOf(b byte) uint32 {
	switch {
	case b&0xC0 == 0x80:
		return 0
	case b >= 0xF0 && o.utf16:
		return 2
	}
	return 1
}

// units returns the units before a byte of the text. It must stand on a rune's first, or at the end.
func (o *offsets) units(byteOffset int) int {
	if o.marks == nil {
		return byteOffset
	}
	block := min(byteOffset/blockSize, len(o.marks)-1)
	n := o.marks[block]
	for i := block * blockSize; i < byteOffset; i++ {
		n += o.unitsOf(o.text[i])
	}
	return int(n)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
