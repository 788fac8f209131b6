//go:build unix

package server_test

import (
	"cmp"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/server"
)

// BenchmarkFastLane tags a corpus of news in three ways, a round of all texts each: the bare library, the library with what makes a map of its
// answer, and AppendTag, which is what geotag tag -lines does with a line once it is read. It reports what each takes of the processors, garbage
// collection and all, in microseconds a text, its allocations, and what AppendTag takes as a multiple of the bare library. Without a corpus it
// takes an article of this repository.
func BenchmarkFastLane(b *testing.B) {
	ix, err := world.Index()
	if err != nil {
		b.Fatal(err)
	}
	tagger := geotag.New(ix)
	s := server.New(tagger, server.Options{})
	texts := newsTexts(b)
	var buf []byte
	bare := func(text string) error {
		_, err := tagger.Tag(b.Context(), text, geotag.Options{})
		return err
	}
	mapped := func(text string) error {
		doc, err := tagger.Tag(b.Context(), text, geotag.Options{})
		if err == nil {
			buf, err = doc.FeatureCollection(text, geotag.FeatureOptions{}).AppendJSON(buf[:0])
		}
		return err
	}
	lane := func(text string) (err error) {
		buf, err = s.AppendTag(b.Context(), buf[:0], &geotagv1.TagRequest{Text: text})
		return err
	}
	round(b, texts, bare)
	var took [3]time.Duration
	var allocated [3]uint64
	rounds := 0
	for b.Loop() {
		for way, tag := range []func(string) error{bare, mapped, lane} {
			cpu, mallocs := round(b, texts, tag)
			took[way], allocated[way] = took[way]+cpu, allocated[way]+mallocs
		}
		rounds++
	}
	n := float64(rounds * len(texts))
	for way, name := range []string{"bare", "map", "lane"} {
		b.ReportMetric(float64(took[way].Microseconds())/n, name+"-us")
		b.ReportMetric(float64(allocated[way])/n, name+"-allocs")
	}
	b.ReportMetric(float64(took[2])/float64(took[0]), "lane/bare")
}

// round tags all texts, and returns what that took of the processors, and how many allocations.
func round(b *testing.B, texts []string, tag func(string) error) (time.Duration, uint64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	began := cpuTime(b)
	for _, text := range texts {
		if err := tag(text); err != nil {
			b.Fatal(err)
		}
	}
	took := cpuTime(b) - began
	runtime.ReadMemStats(&after)
	return took, after.Mallocs - before.Mallocs
}

// cpuTime is what this process has had of the processors.
func cpuTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// newsTexts returns the texts of the corpora of news, or of this repository where they are not at hand.
func newsTexts(b *testing.B) (texts []string) {
	for _, corpus := range []string{"lgl", "gwn", "geovirus"} {
		name := filepath.Join(cmp.Or(os.Getenv("CORPORA"), "../../shared"), "corpora", corpus+".jsonl")
		if _, err := os.Stat(name); err == nil {
			texts = append(texts, linesOf(b, name)...)
		}
	}
	if len(texts) == 0 {
		return []string{article}
	}
	return texts
}
