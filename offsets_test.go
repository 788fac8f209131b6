package geotag

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// count returns the units of a text by decoding it, the slow and plain way.
func count(s string, unit OffsetUnit) int {
	switch unit {
	case OffsetUTF16:
		return len(utf16.Encode([]rune(s)))
	case OffsetUTF32:
		return utf8.RuneCountInString(s)
	}
	return len(s)
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
		for unit := range OffsetUnit(4) {
			o := newOffsets(text, unit)
			for i := range text + "." { // every rune's first byte, and the end
				if got, want := o.units(i), count(text[:i], unit); got != want {
					t.Fatalf("%.60q: byte %d is %v %d; want %d", text, i, unit, got, want)
				}
			}
		}
	})
}
