package world

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/geodesy"
	"github.com/paulmach/orb"
)

func index(t testing.TB) *gazetteer.Index {
	t.Helper()
	ix, err := Index()
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

// table reads a tab-separated file of testdata; lines that begin with # are remarks.
func table(t *testing.T, name string) (rows [][]string) {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if line := s.Text(); line != "" && line[0] != '#' {
			rows = append(rows, strings.Split(line, "\t"))
		}
	}
	return rows
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// uses are the uses of a name by places that fit.
func uses(ix *gazetteer.Index, name string, fit func(gazetteer.Use) bool) []gazetteer.Use {
	toponym, ok := ix.Lookup(name)
	if !ok {
		return nil
	}
	return slices.DeleteFunc(slices.Collect(toponym.Uses()), func(u gazetteer.Use) bool { return !fit(u) })
}

func TestCountries(t *testing.T) {
	t.Parallel()
	ix := index(t)
	rows := table(t, "countries.tsv")
	if len(rows) != 250 {
		t.Errorf("%d countries in the table, want 249 of ISO 3166-1 and Kosovo", len(rows))
	}
	for _, row := range rows {
		id, name := row[0], row[1]
		p, ok := ix.Place(id)
		if !ok || p.Type() != gazetteer.Country || p.Country() != id {
			t.Errorf("%s: no country with this id", id)
			continue
		}
		if p.Name() != name || p.NameIn("en") != name {
			t.Errorf("%s is shown as %q, in English %q, want %q", id, p.Name(), p.NameIn("en"), name)
		}
		if len(uses(ix, name, func(u gazetteer.Use) bool { return u.Place() == p })) == 0 {
			t.Errorf("%s is not found as %q", id, name)
		}
		if p.Point() == (orb.Point{}) {
			t.Errorf("%s has no point", id)
		}
	}
}

func TestProbes(t *testing.T) {
	t.Parallel()
	ix := index(t)
	const tolerance = 25_000 // metres
	for _, row := range table(t, "probes.tsv") {
		name, country := row[0], row[1]
		at := orb.Point{number(t, row[2]), number(t, row[3])}
		near := uses(ix, name, func(u gazetteer.Use) bool {
			p := u.Place()
			return p.Type() == gazetteer.Settlement && p.Country() == country && geodesy.Distance(p.Point(), at) <= tolerance
		})
		if len(near) == 0 {
			t.Errorf("%s, %s: no settlement of this name within 25 km of %v", name, country, at)
		}
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	ix := index(t)
	const abbreviation, demonym, people = gazetteer.Abbreviation, gazetteer.Demonym, gazetteer.Demonym | gazetteer.People
	for _, test := range []struct {
		name, id string
		flags    gazetteer.NameFlags // that the use has
	}{
		{"Kursk Oblast", "RU.41", 0},
		{"Kursk Region", "RU.41", gazetteer.Derived},
		{"Kursk Province", "RU.41", gazetteer.Derived},
		{"Курская область", "RU.41", 0},
		{"Lagos State", "NG.05", 0},
		{"Khabarovsk Territory", "RU.30", gazetteer.Derived},
		{"Aleppo Governorate", "SY.09", 0},
		{"Crimea", "UA.11", 0},
		{"Kharkiv Region", "UA.07", gazetteer.Derived},
		{"Chagang Province", "KP.01", 0},
		{"Bavaria", "DE.02", 0},
		{"Россия", "RU", gazetteer.Preferred},
		{"Russian Federation", "RU", 0},
		{"U.S.", "US", abbreviation},
		{"America", "US", gazetteer.Short},
		{"UK", "GB", abbreviation},
		{"Great Britain", "GB", gazetteer.Short},
		{"DPRK", "KP", abbreviation},
		{"Burma", "MM", gazetteer.Historic},
		{"Holland", "NL", gazetteer.Colloquial},
		{"Czech Republic", "CZ", 0},
		{"Türkiye", "TR", 0},
		{"Swaziland", "SZ", gazetteer.Historic},
		{"Côte d'Ivoire", "CI", 0},
		{"DR Congo", "CD", 0},
		{"Calif.", "US.CA", abbreviation},
		{"CA", "US.CA", abbreviation},
		{"D.C.", "US.DC", abbreviation},
		{"NSW", "AU.02", abbreviation},
		{"B.C.", "CA.02", abbreviation},
		{"Russian", "RU", demonym},
		{"Russians", "RU", people},
		{"Dutch", "NL", demonym},
		{"Britons", "GB", people},
		{"Filipino", "PH", demonym},
		{"Emirati", "AE", demonym},
		{"North Korean", "KP", demonym},
		{"South Koreans", "KR", people},
		{"Kosovar", "XK", demonym},
		{"Danes", "DK", people},
		{"Scottish", "GB.SCT", demonym},
		{"Welsh", "GB.WLS", demonym},
		{"Northern Irish", "GB.NIR", demonym},
		{"Englishmen", "GB.ENG", people},
		{"Texan", "US.TX", demonym},
	} {
		found := uses(ix, test.name, func(u gazetteer.Use) bool {
			return u.Place().ID() == test.id && u.Flags()&test.flags == test.flags
		})
		if len(found) == 0 {
			t.Errorf("%s is no name of %s with flags %b", test.name, test.id, test.flags)
		}
	}
}

func TestDisplayNames(t *testing.T) {
	t.Parallel()
	ix := index(t)
	for id, want := range map[string]string{
		"RU.41": "Kursk Oblast", "RU.06": "Arkhangelsk Oblast", "RU.73": "Tatarstan", "UA.26": "Zaporizhzhia Oblast",
		"KP.09": "Kangwon Province", "US.CA": "California", "GB.ENG": "England", "DE.02": "Bavaria", "CN.13": "Xinjiang",
		"524305": "Murmansk", "581049": "Arkhangelsk", "703448": "Kyiv", "486816": "Sudzha",
	} {
		if p, ok := ix.Place(id); !ok || p.Name() != want {
			t.Errorf("%s is shown as %q, want %q", id, p.Name(), want)
		}
	}
}

// TestAntimeridian checks that the extents of countries on both sides of it go the short way round and hold the capital.
func TestAntimeridian(t *testing.T) {
	t.Parallel()
	ix := index(t)
	for _, test := range []struct {
		id      string
		capital orb.Point
		crosses bool
	}{
		{"RU", orb.Point{37.62, 55.75}, true},
		{"US", orb.Point{-77.04, 38.90}, true},
		{"FJ", orb.Point{178.44, -18.14}, true},
		{"NZ", orb.Point{174.78, -41.29}, true},
		{"RU.15", orb.Point{177.51, 64.73}, true},
		{"FR", orb.Point{2.35, 48.86}, false},
		{"UA.11", orb.Point{34.10, 44.95}, false},
	} {
		p, _ := ix.Place(test.id)
		e, ok := p.Extent()
		if !ok {
			t.Errorf("%s has no extent", test.id)
			continue
		}
		if crosses := e.Min[0] > e.Max[0]; crosses != test.crosses {
			t.Errorf("%s: extent %v crosses the antimeridian: %t", test.id, e, crosses)
		}
		if !holds(e, test.capital) || !holds(e, p.Point()) {
			t.Errorf("%s: extent %v does not hold %v and %v", test.id, e, test.capital, p.Point())
		}
	}
}

// holds reports whether p lies in a box that may cross the antimeridian.
func holds(e orb.Bound, p orb.Point) bool {
	between := e.Min[0] <= p[0] && p[0] <= e.Max[0]
	if e.Min[0] > e.Max[0] {
		between = p[0] >= e.Min[0] || p[0] <= e.Max[0]
	}
	return between && e.Min[1] <= p[1] && p[1] <= e.Max[1]
}

// TestAreas checks what boundaries measure; that the areas that are told are the official ones is tested by package geotag.
func TestAreas(t *testing.T) {
	t.Parallel()
	ix := index(t)
	for _, row := range table(t, "areas.tsv") {
		p, _ := ix.Place(row[0])
		published, allowed := number(t, row[1]), number(t, row[2])
		got := p.BoundaryM2() / 1e6
		off := (got/published - 1) * 100
		t.Logf("%-7s %-22s published %10.0f km², here %10.0f, %+.1f %%", row[0], p.Name(), published, got, off)
		if math.Abs(off) > allowed {
			t.Errorf("%s: %.0f km², want %.0f within %v %%", row[0], got, published, allowed)
		}
	}
}

// TestPlaces checks what holds for all places.
func TestPlaces(t *testing.T) {
	t.Parallel()
	ix := index(t)
	count := make(map[gazetteer.Type]int)
	for p := range ix.Places() {
		count[p.Type()]++
		var err error
		switch parent, ok := p.Parent(); {
		case ok && parent.Country() != p.Country():
			err = fmt.Errorf("its parent is %s", parent.ID())
		case !ok && p.Country() != "" && p.Type() != gazetteer.Country:
			err = fmt.Errorf("it has no parent")
		case p.Point() == (orb.Point{}):
			err = fmt.Errorf("it has no point")
		}
		if e, ok := p.Extent(); err == nil && ok && p.Type() != gazetteer.Settlement && !holds(e, p.Point()) {
			err = fmt.Errorf("its point %v is not in its extent %v", p.Point(), e)
		}
		if err != nil {
			t.Errorf("%s, %s: %v", p.ID(), p.Name(), err)
		}
	}
	for kind, want := range map[gazetteer.Type]int{gazetteer.Country: 250, gazetteer.Admin1: 3_800, gazetteer.Settlement: 230_000} {
		if count[kind] < want {
			t.Errorf("%d places of type %s, want %d and more", count[kind], kind, want)
		}
	}
}

func TestSources(t *testing.T) {
	t.Parallel()
	meta, err := index(t).Meta()
	if err != nil {
		t.Fatal(err)
	}
	notice, err := os.ReadFile("NOTICE")
	if err != nil {
		t.Fatal(err)
	}
	if len(meta.Sources) == 0 {
		t.Error("no sources in the metadata")
	}
	for _, s := range meta.Sources {
		for _, text := range []string{s.Name, s.Version, s.License, s.Attribution} {
			if text == "" || !strings.Contains(string(notice), text) {
				t.Errorf("NOTICE does not say %q of %s", text, s.Name)
			}
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	ix := index(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := ix.Lookup("Murmansk"); !ok {
			b.Fatal("no Murmansk")
		}
	}
}
