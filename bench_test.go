package geotag_test

import (
	"os"
	"testing"

	"example.com/geotag"
)

// BenchmarkTag tags an article of 3 kB with some 40 mentions.
func BenchmarkTag(b *testing.B) {
	text, err := os.ReadFile("testdata/article.txt")
	if err != nil {
		b.Fatal(err)
	}
	tagger := newTagger(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := tagger.Tag(b.Context(), string(text), geotag.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
