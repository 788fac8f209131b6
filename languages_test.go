package geotag_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"example.com/geotag"
)

// articleBytes is how long a text of BenchmarkLanguages is: what an article has in a script of one byte a letter.
const articleBytes = 2500

// languageTexts returns the texts of testdata/languages by the tag of their language.
func languageTexts(tb testing.TB) map[string]string {
	tb.Helper()
	files, err := filepath.Glob("testdata/languages/*.txt")
	if err != nil || len(files) == 0 {
		tb.Fatal("no texts: ", err)
	}
	texts := map[string]string{}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		texts[strings.TrimSuffix(filepath.Base(name), ".txt")] = string(text)
	}
	return texts
}

// BenchmarkLanguages tags a text of 2.5 kB in each of twenty languages: a report that names its places twice or three times.
func BenchmarkLanguages(b *testing.B) {
	tagger := newTagger(b)
	texts := languageTexts(b)
	for _, tag := range slices.Sorted(maps.Keys(texts)) {
		text := strings.Repeat(texts[tag]+"\n", 2+articleBytes/len(texts[tag]))[:articleBytes+utf8.UTFMax]
		for !utf8.ValidString(text) {
			text = text[:len(text)-1]
		}
		b.Run(tag, func(b *testing.B) {
			var took []time.Duration
			b.ReportAllocs()
			for b.Loop() {
				began := time.Now()
				if _, err := tagger.Tag(b.Context(), text, geotag.Options{}); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			b.ReportMetric(float64(len(text))/1000, "kB")
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
		})
	}
}
