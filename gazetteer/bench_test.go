package gazetteer

import (
	"bytes"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"example.com/geotag/internal/fold"
)

// benchPlaces is the size of the embedded world, about: 300,000 places.
const benchPlaces = 300_000

var bench = sync.OnceValue(func() *Index {
	var b bytes.Buffer
	if err := Compile(&b, all(synthetic(benchPlaces)), Options{}); err != nil {
		panic(err)
	}
	ix, err := Load(b.Bytes())
	if err != nil {
		panic(err)
	}
	return ix
})

// benchText makes a text of about n bytes in which one word in ten starts a name.
func benchText(ix *Index, n int) string {
	r := rand.New(rand.NewPCG(5, 6))
	words := strings.Fields("the of and to said on Tuesday that government officials were killed in an attack near village " +
		"after rebels seized control northern province president reported minister border people region army city")
	places := ix.NumPlaces()
	var b strings.Builder
	for b.Len() < n {
		if r.IntN(10) == 0 {
			b.WriteString(Place{ix, r.Uint32N(uint32(places))}.Name())
		} else {
			b.WriteString(words[r.IntN(len(words))])
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// BenchmarkMatch folds a text and matches at the start of every word, over 4 MB so that the index is not in the cache.
func BenchmarkMatch(b *testing.B) {
	ix := bench()
	text := benchText(ix, 4<<20)
	buf := make([]byte, 0, 2*len(text))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	found := 0
	for b.Loop() {
		buf = fold.AppendName(buf[:0], text)
		for start := 0; start < len(buf); start += bytes.IndexByte(buf[start:], ' ') + 1 {
			for n := range ix.Match(buf[start:]) {
				if end := start + n; end == len(buf) || buf[end] == ' ' {
					found++
				}
			}
			if bytes.IndexByte(buf[start:], ' ') < 0 {
				break
			}
		}
	}
	if found == 0 {
		b.Error("nothing was found")
	}
}

func BenchmarkLookup(b *testing.B) {
	ix := bench()
	names := strings.Fields(benchText(ix, 1<<20))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		ix.Lookup(names[i%len(names)])
	}
}

func BenchmarkPlace(b *testing.B) {
	ix := bench()
	var ids []string
	for p := range ix.Places() {
		ids = append(ids, p.ID())
	}
	rand.New(rand.NewPCG(7, 8)).Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		ix.Place(ids[i%len(ids)])
	}
}

func BenchmarkName(b *testing.B) {
	ix := bench()
	n := uint32(ix.NumPlaces())
	b.ReportAllocs()
	for i := uint32(0); b.Loop(); i++ {
		_ = Place{ix, i * 7919 % n}.Name()
	}
}

func BenchmarkLoad(b *testing.B) {
	data := bench().data
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	ix := bench()
	b.SetBytes(int64(len(ix.data)))
	for b.Loop() {
		if err := ix.Verify(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	entries := synthetic(benchPlaces)
	b.ReportAllocs()
	for b.Loop() {
		if err := Compile(io.Discard, all(entries), Options{}); err != nil {
			b.Fatal(err)
		}
	}
	ix := bench()
	m, err := ix.Meta()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(len(ix.data))/float64(m.Names), "B/name")
	b.ReportMetric(float64(m.Names), "names")
	b.ReportMetric(float64(m.Uses), "uses")
	b.ReportMetric(float64(len(ix.data)), "B")
}
