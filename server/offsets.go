package server

import (
	"unicode/utf8"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// A cursor finds the bytes of a text at which a client's units begin. It reads on from where it stood, and from the start where it must go back:
// spans that are apart and in order are converted in one walk over the text.
type cursor struct {
	text      string
	encoding  geotagv1.OffsetEncoding
	at, units int // a rune's first byte, or the end, and the units before it
}

// unitsOf returns how many units a rune of so many bytes is, which UTF-16 writes as a surrogate pair where they are four.
func (c *cursor) unitsOf(size int) int {
	switch {
	case c.encoding <= geotagv1.OffsetEncoding_OFFSET_ENCODING_UTF8:
		return size
	case c.encoding == geotagv1.OffsetEncoding_OFFSET_ENCODING_UTF16 && size == utf8.UTFMax:
		return 2
	}
	return 1
}

// bytes returns the byte at which a unit begins. It is false for one past the text's end, and within a rune.
func (c *cursor) bytes(unit uint32) (int, bool) {
	if int(unit) < c.units {
		c.at, c.units = 0, 0
	}
	for c.at < len(c.text) && c.units < int(unit) {
		_, size := utf8.DecodeRuneInString(c.text[c.at:])
		c.at += size
		c.units += c.unitsOf(size)
	}
	return c.at, c.units == int(unit)
}
