package geotag_test

import (
	"bufio"
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

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

// BenchmarkNews tags real articles of about 3 kB, one at a time, and reports the median and the 99th percentile. It needs the corpora in the
// folder that the variable CORPORA names.
func BenchmarkNews(b *testing.B) {
	var texts []string
	for _, corpus := range []string{"lgl", "gwn", "geovirus"} {
		f, err := os.Open(filepath.Join(cmp.Or(os.Getenv("CORPORA"), "../shared"), "corpora", corpus+".jsonl"))
		if err != nil {
			b.Skip("no corpus here: ", err)
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<24)
		for lines.Scan() {
			var d struct{ Text string }
			if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
				b.Fatal(err)
			}
			if len(d.Text) > 2700 && len(d.Text) < 3300 {
				texts = append(texts, d.Text)
			}
		}
	}
	tagger := newTagger(b)
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		began := time.Now()
		if _, err := tagger.Tag(b.Context(), texts[i%len(texts)], geotag.Options{}); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-us")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-us")
}
