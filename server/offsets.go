package server

import (
	"sort"
	"unicode/utf8"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// offsets converts between bytes of a text and the units in which a client counts. The zero value counts bytes, and so
// do all encodings in a text of ASCII.
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

func newOffsets(text string, encoding geotagv1.OffsetEncoding) offsets {
	if encoding <= geotagv1.OffsetEncoding_OFFSET_ENCODING_UTF8 || isASCII(text) {
		return offsets{text: text}
	}
	o := offsets{text: text, utf16: encoding == geotagv1.OffsetEncoding_OFFSET_ENCODING_UTF16}
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
func (o *offsets) units(byteOffset int) uint32 {
	if o.marks == nil {
		return uint32(byteOffset)
	}
	block := min(byteOffset/blockSize, len(o.marks)-1)
	n := o.marks[block]
	for i := block * blockSize; i < byteOffset; i++ {
		n += o.unitsOf(o.text[i])
	}
	return n
}

// bytes returns the byte at which a unit begins. It is false for one past the text's end, and within a rune.
func (o *offsets) bytes(unit uint32) (int, bool) {
	i, n := 0, uint32(0)
	if o.marks == nil {
		i, n = int(min(uint64(unit), uint64(len(o.text))+1)), unit
	} else {
		block := sort.Search(len(o.marks), func(k int) bool { return o.marks[k] > unit }) - 1
		i, n = block*blockSize, o.marks[block]
	}
	for i < len(o.text) && (n < unit || o.marks != nil && o.unitsOf(o.text[i]) == 0) {
		n += o.unitsOf(o.text[i])
		i++
	}
	return i, n == unit && i <= len(o.text) && (i == len(o.text) || o.text[i]&0xC0 != 0x80)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
