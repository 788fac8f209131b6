package scale

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/geonames"
	"example.com/geotag/gazetteer/merge"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/fold"
)

// The benchmarks build a gazetteer of so many rows, once. With 13 million it takes minutes and 10 GB of disk:
//
//	go test -run XXX -bench . -benchtime 1x -places 13000000 ./scale
var (
	places = flag.Int("places", 200_000, "benchmark a gazetteer of so many places")
	keep   = flag.String("keep", "", "keep the gazetteer in this file")
)

// A built gazetteer, and what it took.
type built struct {
	file  string
	size  int64 // bytes
	took  time.Duration
	index *gazetteer.Index
}

var dir string // of the built gazetteer

func TestMain(m *testing.M) {
	var err error
	if dir, err = os.MkdirTemp("", "geotag-scale-*"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

var theBuilt = sync.OnceValues(func() (*built, error) {
	ix, err := world.Index()
	if err != nil {
		return nil, err
	}
	b := &built{file: cmp.Or(*keep, filepath.Join(dir, "scale.gaz"))}
	dump := filepath.Join(dir, "dump.txt")
	if _, err = create(dump, func(w io.Writer) error { return WriteDump(w, ix, *places) }); err != nil {
		return nil, err
	}
	began := time.Now()
	if b.size, err = create(b.file, func(w io.Writer) error { return compile(w, dump, ix) }); err != nil {
		return nil, err
	}
	b.took = time.Since(began)
	b.index, err = gazetteer.Open(b.file)
	return b, err
})

func create(name string, write func(io.Writer) error) (size int64, err error) {
	f, err := os.Create(name)
	if err != nil {
		return 0, err
	}
	if err := write(f); err != nil {
		return 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), f.Close()
}

// compile imports the dump on top of the embedded gazetteer, without boundaries, as their bytes are no matter of names.
func compile(w io.Writer, dump string, base *gazetteer.Index) error {
	f, err := os.Open(dump)
	if err != nil {
		return err
	}
	defer f.Close()
	m := merge.New(dir)
	defer m.Close()
	if err := m.Add("dump", merge.GeoNames, geonames.Places(f)); err != nil {
		return err
	}
	err = m.Add("built in", merge.BuiltIn, func(yield func(gazetteer.Entry, error) bool) {
		for e, err := range base.Entries() {
			e.Boundary = nil
			if !yield(e, err) {
				return
			}
		}
	})
	if err != nil {
		return err
	}
	return gazetteer.Compile(w, m.Entries(), gazetteer.Options{TempDir: dir})
}

func build(b *testing.B) *built {
	b.Helper()
	r, err := theBuilt()
	if err != nil {
		b.Fatal(err)
	}
	return r
}

// BenchmarkBuild reports what building took: once, whatever -benchtime says.
func BenchmarkBuild(b *testing.B) {
	r := build(b)
	for b.Loop() {
	}
	m, err := r.index.Meta()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(r.took.Seconds(), "s")
	b.ReportMetric(float64(m.Places), "places")
	b.ReportMetric(float64(m.Names), "names")
	b.ReportMetric(float64(m.Uses), "pairs")
	b.ReportMetric(float64(r.size)/float64(m.Uses), "B/pair")
	b.ReportMetric(peakMB(), "peakMB")
}

// peakMB returns the most memory that the process has had resident, in megabytes; 0 where the system does not tell.
func peakMB() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	kb := 0
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	fmt.Sscan(rest, &kb)
	return float64(kb) / 1e3
}

func BenchmarkOpen(b *testing.B) {
	name := build(b).file
	for b.Loop() {
		opened, err := gazetteer.Open(name)
		if err != nil {
			b.Fatal(err)
		}
		if _, ok := opened.Lookup("Kursk"); !ok {
			b.Fatal("no Kursk")
		}
	}
}

// news makes about n bytes of the texts of testdata/tag, sentence by sentence in a changing order.
func news(b *testing.B, n int) string {
	b.Helper()
	files, err := filepath.Glob("../../../testdata/tag/*.txtar")
	if err != nil || len(files) == 0 {
		b.Fatal("no texts: ", err)
	}
	var sentences []string
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		if err != nil {
			b.Fatal(err)
		}
		for _, f := range a.Files {
			if strings.HasPrefix(f.Name, "text") {
				sentences = append(sentences, strings.SplitAfter(string(f.Data), ". ")...)
			}
		}
	}
	r := rand.New(rand.NewPCG(2, 2))
	var text strings.Builder
	for text.Len() < n {
		text.WriteString(sentences[r.IntN(len(sentences))])
		text.WriteByte(' ')
	}
	return text.String()
}

const newsBytes = 4 << 20

// scan folds a text and calls at for the start of each word.
func scan(buf []byte, text string, at func(rest []byte) int) (folded []byte, found int) {
	buf = fold.AppendName(buf[:0], text)
	for start := 0; ; {
		found += at(buf[start:])
		next := bytes.IndexByte(buf[start:], ' ')
		if next < 0 {
			return buf, found
		}
		start += next + 1
	}
}

func BenchmarkScan(b *testing.B) {
	ix := build(b).index
	text := news(b, newsBytes)
	var buf []byte
	found := 0
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	buf, _ = scan(buf, text, func([]byte) int { return 0 })
	for b.Loop() {
		buf, found = scan(buf, text, func(rest []byte) int {
			most := 0
			for n := range ix.Match(rest) {
				if n == len(rest) || rest[n] == ' ' {
					most = 1
				}
			}
			return most
		})
	}
	b.ReportMetric(float64(found)/float64(len(text))*1e3, "names/kB")
}

// BenchmarkScanMap is what one would write without an index: a Go map of all names, and one that says how many words the longest name
// that begins with a word has.
func BenchmarkScanMap(b *testing.B) {
	ix := build(b).index
	names := make(map[string]struct{}, ix.NumNames())
	words := map[string]int{}
	for t := range ix.Toponyms() {
		key := t.Key()
		names[key] = struct{}{}
		first, _, _ := strings.Cut(key, " ")
		words[first] = max(words[first], strings.Count(key, " ")+1)
	}
	text := news(b, newsBytes)
	var buf []byte
	found := 0
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	buf, _ = scan(buf, text, func([]byte) int { return 0 })
	for b.Loop() {
		buf, found = scan(buf, text, func(rest []byte) int {
			end := wordEnd(rest, 0)
			hit := 0
			for n := words[string(rest[:end])]; n > 0; n-- {
				if _, ok := names[string(rest[:end])]; ok {
					hit = 1
				}
				if end == len(rest) {
					break
				}
				end = wordEnd(rest, end+1)
			}
			return hit
		})
	}
	b.ReportMetric(float64(found)/float64(len(text))*1e3, "names/kB")
}

func wordEnd(text []byte, from int) int {
	if n := bytes.IndexByte(text[from:], ' '); n >= 0 {
		return from + n
	}
	return len(text)
}

// queries are names of the gazetteer in no order.
func queries(ix *gazetteer.Index, n int) []string {
	r := rand.New(rand.NewPCG(3, 3))
	var names []string
	step := max(1, ix.NumPlaces()/n)
	for p := range ix.Places() {
		if int(p.Ref())%step == 0 {
			names = append(names, p.Name())
		}
	}
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	return names
}

func BenchmarkLookup(b *testing.B) {
	ix := build(b).index
	names := queries(ix, 100_000)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, ok := ix.Lookup(names[i%len(names)]); !ok {
			b.Fatal(names[i%len(names)])
		}
	}
}

// misspelt changes a name by so many edits, as fingers do: a letter left out, doubled, replaced, or swapped with the next.
func misspelt(name string, edits int, r *rand.Rand) string {
	w := []rune(name)
	for range edits {
		i := 1 + r.IntN(len(w)-2)
		switch r.IntN(4) {
		case 0:
			w = append(w[:i:i], w[i+1:]...)
		case 1:
			w = append(w[:i:i], w[i-1:]...)
		case 2:
			w[i] = rune('a' + r.IntN(26))
		default:
			w[i], w[i+1] = w[i+1], w[i]
		}
	}
	return string(w)
}

// longNames are names of the embedded gazetteer, which all are in the other, of six runes and more: shorter ones are like
// too many others for a typo to be told.
func longNames(b *testing.B) []string {
	b.Helper()
	ix, err := world.Index()
	if err != nil {
		b.Fatal(err)
	}
	var names []string
	for _, n := range queries(ix, 20_000) {
		if len([]rune(n)) >= 6 {
			names = append(names, n)
		}
	}
	return names[:2000]
}

func benchFuzzy(b *testing.B, edits int) {
	ix := build(b).index
	names := longNames(b)
	r := rand.New(rand.NewPCG(4, 4))
	for i, n := range names {
		names[i] = misspelt(n, edits, r)
	}
	found := 0
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		for range ix.Fuzzy(b.Context(), names[i%len(names)], edits) {
			found++
		}
	}
	b.ReportMetric(float64(found)/float64(b.N), "names/op")
}

func BenchmarkFuzzy1(b *testing.B) { benchFuzzy(b, 1) }
func BenchmarkFuzzy2(b *testing.B) { benchFuzzy(b, 2) }

// BenchmarkCompletions asks for the ten best of beginnings of two to six runes.
func BenchmarkCompletions(b *testing.B) {
	ix := build(b).index
	var beginnings []string
	for i, n := range longNames(b) {
		beginnings = append(beginnings, string([]rune(n)[:2+i%5]))
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if len(ix.Completions(beginnings[i%len(beginnings)], 10)) == 0 {
			b.Fatal(beginnings[i%len(beginnings)])
		}
	}
}
