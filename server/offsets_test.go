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

// checkOffsets compares every offset of a text, and every unit, with the plain way.
func checkOffsets(t *testing.T, text string, encoding geotagv1.OffsetEncoding) {
	t.Helper()
	o := newOffsets(text, encoding)
	byteOf := map[int]int{}
	for i := range text + "." { // every rune's first byte, and the end
		n := count(text[:i], encoding)
		byteOf[n] = i
		if got := o.units(i); int(got) != n {
			t.Fatalf("%.60q: byte %d is unit %d; want %d", text, i, got, n)
		}
	}
	for n := range count(text, encoding) + 2 {
		i, ok := o.bytes(uint32(n))
		if want, exists := byteOf[n]; ok != exists || ok && i != want {
			t.Fatalf("%.60q: unit %d is byte %d, %t; want %d, %t", text, n, i, ok, want, exists)
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
			checkOffsets(t, text, encoding)
		}
	})
}
