package server

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// count returns the units of a text by decoding it, the slow and plain way.
func count(s string, encoding geotagv1.OffsetEncoding) int {
	switch encoding {
	case geotagv1.OffsetEncoding_OFFSET_ENCODING_UTF16:
		return len(utf16.Encode([]rune(s)))
	case geotagv1.OffsetEncoding_OFFSET_ENCODING_UTF32:
		return utf8.RuneCountInString(s)
	}
	return len(s)
}

// checkUnits compares every unit of a text with the plain way, in order and back and forth.
func checkUnits(t *testing.T, text string, encoding geotagv1.OffsetEncoding) {
	t.Helper()
	byteOf := map[int]int{}
	for i := range text + "." { // every rune's first byte, and the end
		byteOf[count(text[:i], encoding)] = i
	}
	forward, jumping := cursor{text: text, encoding: encoding}, cursor{text: text, encoding: encoding}
	last := count(text, encoding) + 1
	for n := range last + 1 {
		want, exists := byteOf[n]
		if i, ok := forward.bytes(uint32(n)); ok != exists || ok && i != want {
			t.Fatalf("%.60q: unit %d is byte %d, %t; want %d, %t", text, n, i, ok, want, exists)
		}
		jumping.bytes(uint32(last - n))
		if i, ok := jumping.bytes(uint32(n)); ok != exists || ok && i != want {
			t.Fatalf("%.60q: unit %d after %d is byte %d, %t; want %d, %t", text, n, last-n, i, ok, want, exists)
		}
	}
}

func FuzzOffsets(f *testing.F) {
	for _, s := range []string{
		"", "Kano", "à Łódź", "🌊", "漢字🌊漢字",
		strings.Repeat("a", 63) + "🌊" + strings.Repeat("é", 40), strings.Repeat("🌊", 50), strings.Repeat("ab漢", 100),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 1000 {
			t.Skip()
		}
		for encoding := range geotagv1.OffsetEncoding(4) {
			checkUnits(t, text, encoding)
		}
	})
}
