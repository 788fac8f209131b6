// Package scale measures gazetteers of millions of places. As no dump of that size comes with the project, it makes one: a
// table in GeoNames' own format whose names are put together of those of the embedded gazetteer.
package scale

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"

	"example.com/geotag/gazetteer"
)

// A dump makes rows. Names are drawn so that a few are borne by thousands of places and most by one or two, as GeoNames' are.
type dump struct {
	r       *rand.Rand
	known   *rand.Zipf
	names   []string // of the embedded gazetteer
	words   []string // of which names are made
	places  []gazetteer.Place
	classes []class
}

// A class is a kind of feature and its share of GeoNames' rows, in per cent.
type class struct {
	letter, code string
	share        int
}

// The shares are those of GeoNames' statistics of feature classes, rounded (https://www.geonames.org/statistics/total.html).
var classes = []class{
	{"P", "PPL", 38}, {"H", "STM", 19}, {"T", "HLL", 14}, {"S", "FRM", 20}, {"L", "LCTY", 6}, {"V", "FRST", 1}, {"A", "ADM4", 2},
}

// WriteDump writes so many rows of GeoNames' table, the same each time, with 1.6 names a row, of which about half are borne by
// no other place.
func WriteDump(w io.Writer, ix *gazetteer.Index, rows int) error {
	d := newDump(ix)
	out := bufio.NewWriterSize(w, 1<<20)
	for i := range rows {
		// The embedded places' own numbers end below 13 million, and an import joins by number: begin above.
		d.row(out, 20_000_000+i)
	}
	return out.Flush()
}

func newDump(ix *gazetteer.Index) *dump {
	d := &dump{r: rand.New(rand.NewPCG(1, 13)), classes: classes}
	seen := map[string]bool{}
	for p := range ix.Places() {
		if p.Type() != gazetteer.Settlement {
			continue
		}
		d.places = append(d.places, p)
		name := p.Name()
		d.names = append(d.names, name)
		for word := range strings.FieldsSeq(name) {
			if len(word) > 2 && !seen[word] {
				seen[word] = true
				d.words = append(d.words, word)
			}
		}
	}
	d.r.Shuffle(len(d.names), func(i, j int) { d.names[i], d.names[j] = d.names[j], d.names[i] })
	d.known = rand.NewZipf(d.r, 1.1, 20, uint64(len(d.names)-1))
	return d
}

// name draws a name: one that exists, or one of one to three words.
func (d *dump) name() string {
	switch k := d.r.IntN(100); {
	case k < 35:
		return d.names[d.known.Uint64()]
	case k < 45:
		return d.word() + [...]string{"ville", "ovo", "abad", "berg", "ka", "pur", "ino", "stad"}[d.r.IntN(8)]
	case k < 85:
		return d.word() + " " + d.word()
	default:
		return d.word() + " " + d.word() + " " + d.word()
	}
}

func (d *dump) word() string { return d.words[d.r.IntN(len(d.words))] }

func (d *dump) row(w io.Writer, id int) {
	near := d.places[d.r.IntN(len(d.places))]
	c, k := d.classes[0], d.r.IntN(100)
	for _, c = range d.classes {
		if k -= c.share; k < 0 {
			break
		}
	}
	name := d.name()
	var others []string
	for d.r.IntN(100) < 38 {
		others = append(others, d.name())
	}
	admin1, admin2 := "", ""
	for up := range near.Ancestors() {
		switch parts := strings.Split(up.ID(), "."); len(parts) {
		case 2:
			admin1 = parts[1]
		case 3:
			admin2 = parts[2]
		}
	}
	pt := near.Point()
	lat, lon := min(max(pt.Lat()+d.r.NormFloat64()/10, -90), 90), min(max(pt.Lon()+d.r.NormFloat64()/10, -180), 180)
	population := 0
	if c.letter == "P" && d.r.IntN(10) == 0 {
		population = d.r.IntN(5000)
	}
	fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%.5f\t%.5f\t%s\t%s\t%s\t\t%s\t%s\t\t\t%d\t\t0\tEtc/UTC\t2026-01-01\n",
		id, name, name, strings.Join(others, ","), lat, lon, c.letter, c.code, near.Country(), admin1, admin2, population)
}
