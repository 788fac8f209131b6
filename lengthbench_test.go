package geotag_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"example.com/geotag"
)

// BenchmarkLength tags a megabyte of news as texts of 1 kB to 1 MB, made of the paragraphs of testdata/gold in a changing order, each with a number of its
// own: ns/kB that do not grow from one length to the next show that the work is linear.
func BenchmarkLength(b *testing.B) {
	tagger := newTagger(b)
	paragraphs := goldTexts(b, "own.jsonl", "genres.jsonl")
	r := rand.New(rand.NewPCG(9, 9))
	const all = 1e6
	var news strings.Builder
	for news.Len() < all {
		fmt.Fprintf(&news, "%s It was report %d.\n\n", paragraphs[r.IntN(len(paragraphs))], r.IntN(1e6))
	}
	for _, size := range []int{1e3, 1e4, 1e5, 1e6} {
		b.Run(fmt.Sprintf("%dkB", size/1000), func(b *testing.B) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			for b.Loop() {
				for at := 0; at < all; at += size {
					if _, err := tagger.Tag(b.Context(), strings.ToValidUTF8(news.String()[at:at+size], ""), geotag.Options{}); err != nil {
						b.Fatal(err)
					}
				}
			}
			runtime.ReadMemStats(&after)
			kB := float64(b.N) * all / 1000
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/kB, "ns/kB")
			b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/kB, "B/kB")
			b.ReportMetric(float64(after.Mallocs-before.Mallocs)/kB, "allocs/kB")
			b.ReportMetric(0, "ns/op")
		})
	}
}
