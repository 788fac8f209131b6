package gazetteer

import (
	"bytes"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"example.com/geotag/internal/fold"
)

var flagNames = map[string]NameFlags{
	"-": 0, "preferred": Preferred, "short": Short, "abbreviation": Abbreviation, "code": Code, "demonym": Demonym,
	"people": People, "historic": Historic, "colloquial": Colloquial, "derived": Derived,
}

// parseEntries reads entries as testdata/v1.txt explains them.
func parseEntries(t testing.TB, text string) []Entry {
	t.Helper()
	var entries []Entry
	var e Entry
	for line := range strings.Lines(text + "\n\n") {
		key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch key {
		case "#":
		case "":
			if e.ID != "" {
				entries = append(entries, e)
			}
			e = Entry{}
		default:
			if err := setField(&e, key, value); err != nil {
				t.Fatalf("%s: %v", strings.TrimSpace(line), err)
			}
		}
	}
	return entries
}

func setField(e *Entry, key, value string) (err error) {
	switch key {
	case "id":
		e.ID = value
	case "name":
		e.Name = value
	case "type":
		e.Type = Type(slices.Index(typeNames[:], value))
	case "feature":
		e.FeatureCode = value
	case "country":
		e.Country = value
	case "parent":
		e.Parent = value
	case "source":
		e.AreaSource = value
	case "population":
		e.Population, err = strconv.ParseUint(value, 10, 64)
	case "area":
		e.AreaM2, err = strconv.ParseFloat(value, 64)
	case "uncertainty":
		e.Uncertainty, err = strconv.ParseFloat(value, 64)
	case "point":
		_, err = fmt.Sscan(value, &e.Point[0], &e.Point[1])
	case "extent":
		_, err = fmt.Sscan(value, &e.Extent.Min[0], &e.Extent.Min[1], &e.Extent.Max[0], &e.Extent.Max[1])
	case "polygon":
		var p orb.Polygon
		for ring := range strings.SplitSeq(value, ";") {
			var r orb.Ring
			for point := range strings.SplitSeq(ring, ",") {
				var pt orb.Point
				if _, err := fmt.Sscan(point, &pt[0], &pt[1]); err != nil {
					return err
				}
				r = append(r, pt)
			}
			p = append(p, r)
		}
		e.Boundary = append(e.Boundary, p)
	case "also":
		f := strings.SplitN(value, " ", 3)
		n := Name{Text: f[2]}
		if f[0] != "-" {
			n.Langs = strings.Split(f[0], ",")
		}
		for flag := range strings.SplitSeq(f[1], ",") {
			n.Flags |= flagNames[flag]
		}
		e.Names = append(e.Names, n)
	default:
		err = fmt.Errorf("unknown field")
	}
	return err
}

func v1Entries(t testing.TB) []Entry {
	t.Helper()
	text, err := os.ReadFile("testdata/v1.txt")
	if err != nil {
		t.Fatal(err)
	}
	return parseEntries(t, string(text))
}

// all yields entries in order and no error.
func all(entries []Entry) iter.Seq2[Entry, error] {
	entries = slices.Clone(entries)
	SortEntries(entries)
	return func(yield func(Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func compile(t testing.TB, entries []Entry) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Compile(&b, all(entries), Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// load loads and verifies data.
func load(t testing.TB, data []byte) *Index {
	t.Helper()
	ix, err := Load(data)
	if err != nil {
		t.Fatal(err)
	}
	if err := ix.Verify(); err != nil {
		t.Fatal(err)
	}
	return ix
}

// index compiles settlements of the given names, whose ids count from 1.
func index(t testing.TB, names ...string) *Index {
	t.Helper()
	var entries []Entry
	for i, n := range names {
		entries = append(entries, Entry{ID: strconv.Itoa(i + 1), Name: n, Type: Settlement})
	}
	return load(t, compile(t, entries))
}

// exercise calls every method, with what there is and with what there is not, and returns how much it saw.
func exercise(ix *Index) (seen int) {
	_, _ = ix.Meta()
	_, _ = ix.Version(), ix.NumNames()
	budget := 4 * len(ix.data) // damaged counts may promise more than there is
	for t := range ix.Toponyms() {
		for n, m := range ix.Match([]byte(t.Key() + " and more")) {
			seen += n + m.NumUses()
		}
		for u := range t.Uses() {
			seen += exerciseUse(u)
		}
		if seen > budget {
			break
		}
	}
	for p := range ix.Places() {
		seen += exercisePlace(p)
		if seen > budget {
			break
		}
	}
	_, _ = ix.Lookup("Saint-Pétersbourg")
	_, _ = ix.Place("RU.41")
	_, _ = ix.Place("9")
	return seen + exerciseBorders(ix)
}

func exerciseUse(u Use) int {
	_, _, _ = u.Flags(), u.HasLang("en"), u.Toponym()
	return len(u.Langs()) + len(u.Spelling()) + exercisePlace(u.Place())
}

func exercisePlace(p Place) int {
	_, _ = p.Extent()
	_, _, _, _, _, _ = p.Point(), p.Population(), p.Type().String(), p.Country(), p.FeatureCode(), p.Uncertainty()
	n := len(p.ID()) + len(p.Name()) + len(p.AreaSource()) + 1
	for up := range p.Ancestors() {
		n += len(up.ID())
	}
	if n2 := p.NumNames(); n2 < 100 {
		n += len(p.NameIn("ru"))
		for range p.Names() {
			n++
		}
	}
	return n
}

// synthetic returns n places with made-up names of about the length and number that GeoNames has: two in ten uses share
// a name, and four in ten names are not the title form of their key.
func synthetic(n int) []Entry {
	r := rand.New(rand.NewPCG(1, 2))
	entries := make([]Entry, n)
	var known []string
	fresh := func() string {
		if len(known) > 100 && r.IntN(10) < 2 {
			return known[r.IntN(len(known))]
		}
		name := syntheticName(r)
		known = append(known, name)
		return name
	}
	langs := []string{"en", "de", "fr", "ru", "zh", "ar", "es", "pt", "uk", "ja"}
	for i := range entries {
		e := &entries[i]
		*e = Entry{ID: strconv.Itoa(1000 + 3*i), Name: fresh(), Type: Settlement, FeatureCode: "PPL", Country: "RU"}
		e.Point = orb.Point{r.Float64()*360 - 180, r.Float64()*180 - 90}
		e.Population = r.Uint64N(100000)
		for range r.IntN(16) / 3 {
			l := langs[r.IntN(len(langs)):]
			e.Names = append(e.Names, Name{Text: fresh(), Langs: slices.Clone(l[:min(len(l), r.IntN(3))])})
		}
		if i > 0 {
			e.Parent = entries[i/10].ID
		}
	}
	return entries
}

func syntheticName(r *rand.Rand) string {
	syllables := strings.Fields("ka ro ma vi le grad ski to bu ri ville são ê na ö st a el qu zhou pu ha da ни ко во по се ля го")
	var b strings.Builder
	for i := range 5 + r.IntN(2) {
		if i == 3 {
			b.WriteString([]string{" ", "-", ""}[r.IntN(3)])
		}
		b.WriteString(syllables[r.IntN(len(syllables))])
	}
	return fold.Title(b.String())
}
