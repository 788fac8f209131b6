package gazetteer

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestMatch(t *testing.T) {
	t.Parallel()
	ix := index(t, "Paris", "Paris Nord", "Par", "Parma", "York", "New York", "New York City", "東京", "東京都", "A", "U.S.")
	for _, tt := range []struct{ key, want string }{
		{"", ""},
		{"paris", "par paris"},
		{"paris nord", "par paris|paris nord"},
		{"parish", "par paris"},
		{"pa", ""},
		{"parma ham", "par parma"},
		{"new york city hall", "new york|new york city"},
		{"new", ""},
		{"newark", ""},
		{"york", "york"},
		{"東京都庁", "東京 東京都"},
		{"東", ""},
		{"a", "a"},
		{"us", "us"},
		{"zz", ""},
		{"\xff", ""},
		{"par\xff", "par"},
		{"\x00", ""},
		{"par\x00", "par"},
	} {
		var got []string
		for n, name := range ix.Match([]byte(tt.key)) {
			if name.Key() != tt.key[:n] {
				t.Errorf("Match(%q): %d bytes are %q", tt.key, n, name.Key())
			}
			got = append(got, name.Key())
		}
		if s := strings.ReplaceAll(tt.want, "|", " "); strings.Join(got, " ") != s {
			t.Errorf("Match(%q) = %q, want %q", tt.key, got, s)
		}
		for range ix.Match([]byte(tt.key)) {
			break // a loop that ends early must not be called again
		}
	}
}

func TestLookup(t *testing.T) {
	t.Parallel()
	ix := load(t, v1(t))
	for _, tt := range []struct{ name, want string }{
		{"Kursk", "100 Kursk"},
		{"KURSK", "100 Kursk"},
		{"курск", "100 Курск"},
		{"lodz", "2147483647 Lodz|2147483647 Łódź"},
		{"Georgia", "8 Georgia|GE Georgia"},
		{"Rostov on Don", "101 Rostov-on-Don"},
		{"us", "US U.S.|US US"},
		{"D. C.", ""},
		{"Kurs", ""},
		{"", ""},
		{strings.Repeat("long ", 100), ""},
	} {
		name, ok := ix.Lookup(tt.name)
		var got []string
		for u := range name.Uses() {
			got = append(got, u.Place().ID()+" "+u.Spelling())
		}
		// The display name's use stands first within a place; sort it away here, TestMergedNames has the order.
		if len(got) == 2 && got[0] == "2147483647 Łódź" {
			got[0], got[1] = got[1], got[0]
		}
		if s := strings.Join(got, "|"); s != tt.want || ok != (tt.want != "") {
			t.Errorf("Lookup(%q) = %s, %v, want %s", tt.name, s, ok, tt.want)
		}
	}
}

func TestUse(t *testing.T) {
	t.Parallel()
	ix := load(t, v1(t))
	name, _ := ix.Lookup("Курск")
	if name.NumUses() != 1 {
		t.Fatalf("%q has %d uses", name.Key(), name.NumUses())
	}
	for u := range name.Uses() {
		if u.Langs() != "bg,ru,uk" || u.Flags() != Preferred || u.Toponym() != name {
			t.Errorf("use of %q: languages %q, flags %d", name.Key(), u.Langs(), u.Flags())
		}
		for lang, want := range map[string]bool{"bg": true, "ru": true, "uk": true, "u": false, "bg,ru": false, "": false, "en": false} {
			if u.HasLang(lang) != want {
				t.Errorf("HasLang(%q) = %v", lang, !want)
			}
		}
		for text, want := range map[string]bool{"Курск": true, "курск": false, "Курс": false, "": false} {
			if u.SpelledAs([]byte(text)) != want {
				t.Errorf("SpelledAs(%q) = %v", text, !want)
			}
		}
	}
	rus, _ := ix.Lookup("RUS")
	for u := range rus.Uses() {
		if u.Langs() != "" || u.HasLang("") || !u.SpelledAs([]byte("RUS")) {
			t.Errorf("RUS: languages %q, spelling %q", u.Langs(), u.Spelling())
		}
	}
}

func TestNameIn(t *testing.T) {
	t.Parallel()
	ix := load(t, v1(t))
	for _, tt := range []struct{ id, lang, want string }{
		{"RU", "en", "Russia"}, // not Russian Federation, which is not preferred or the display name, not Russian
		{"RU", "ru", "Россия"},
		{"RU", "fr", "Russia"},
		{"US", "en", "United States"}, // not the abbreviation
		{"US", "es", "Estados Unidos"},
		{"7", "en", "Washington"},
		{"7", "ru", "Вашингтон"},
		{"9", "en", "Saint Petersburg"}, // not Leningrad
		{"9", "pt", "São Petersburgo"},
		{"101", "en", "Rostov-on-Don"},
		{"101", "", "Rostov-na-Donu"},
	} {
		p, ok := ix.Place(tt.id)
		if got := p.NameIn(tt.lang); !ok || got != tt.want {
			t.Errorf("place %s in %q is %q, want %q", tt.id, tt.lang, got, tt.want)
		}
	}
}

func TestAncestors(t *testing.T) {
	t.Parallel()
	kursk, _ := load(t, v1(t)).Place("100")
	var got []string
	for up := range kursk.Ancestors() {
		got = append(got, up.ID())
	}
	if s := strings.Join(got, " "); s != "RU.41 RU" {
		t.Errorf("ancestors of Kursk: %s", s)
	}
}

func TestUncertainty(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		e    Entry
		want float64
	}{
		{Entry{Type: Settlement}, 500},
		{Entry{Type: Settlement, Population: 1000}, 500},
		{Entry{Type: Settlement, Population: 100_000}, 2523},
		{Entry{Type: Settlement, Population: 20_000_000}, 15_000},
		{Entry{Type: Settlement, Population: 100_000, AreaM2: 314e6}, 9997},
		{Entry{Type: Settlement, Population: 100_000, AreaM2: 314e6, Uncertainty: 70}, 70},
		{Entry{Type: Country, Population: 100_000}, 300e3},
		{Entry{Type: Facility}, 500},
	} {
		tt.e.ID, tt.e.Name = "1", "X"
		p, _ := load(t, compile(t, []Entry{tt.e})).Place("1")
		if got := math.Round(p.Uncertainty()); got != tt.want {
			t.Errorf("%v of %d people and %v m²: %v m, want %v", tt.e.Type, tt.e.Population, tt.e.AreaM2, got, tt.want)
		}
	}
	for typ := Country; typ.valid(); typ++ {
		if usualRadius[typ] == 0 || typeNames[typ] == "" {
			t.Errorf("type %d has no name or no usual radius", typ)
		}
	}
}

func TestEmpty(t *testing.T) {
	t.Parallel()
	ix := index(t)
	if exercise(ix) != 0 || ix.NumPlaces() != 0 || ix.NumNames() != 0 {
		t.Error("an empty index holds something")
	}
	if exercisePlace(Place{}) != 1 || exerciseUse(Use{}) != 1 || (Toponym{}).Key() != "" || (Toponym{}).NumUses() != 0 {
		t.Error("zero handles give something")
	}
	if p := (Place{}); !p.IsZero() || p.Type().String() != "type(0)" || p.Ref() != 0 {
		t.Errorf("the zero place: %v", p.Type())
	}
	for range (Toponym{}).Uses() {
		t.Error("the zero toponym has uses")
	}
}

func TestVersion(t *testing.T) {
	t.Parallel()
	a, b := index(t, "Paris"), index(t, "Paris", "Paris")
	if a.Version() == b.Version() || len(a.Version()) != 12 || a.Version() != index(t, "Paris").Version() {
		t.Errorf("versions %s and %s", a.Version(), b.Version())
	}
}

func TestConcurrentUse(t *testing.T) {
	t.Parallel()
	ix := load(t, v1(t))
	want := exercise(ix)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 20 {
				if got := exercise(ix); got != want {
					t.Errorf("saw %d, want %d", got, want)
				}
			}
		})
	}
	wg.Wait()
}

func TestOpen(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	bad := filepath.Join(dir, "bad.gaz")
	if err := os.WriteFile(bad, []byte("no gazetteer"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{bad, filepath.Join(dir, "absent.gaz"), dir} {
		if _, err := Open(name); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("Open(%s) = %v", name, err)
		}
	}
}

// The mapping lives as long as one handle does, and not longer.
func TestMappingIsReleased(t *testing.T) {
	name := filepath.Join(t.TempDir(), "leak.gaz")
	if err := os.WriteFile(name, v1(t), 0o600); err != nil {
		t.Fatal(err)
	}
	mapped := func() bool {
		maps, err := os.ReadFile("/proc/self/maps")
		if err != nil {
			t.Skipf("cannot see mappings: %v", err)
		}
		return bytes.Contains(maps, []byte(name))
	}
	p := func() Place {
		ix, err := Open(name)
		if err != nil {
			t.Fatal(err)
		}
		p, _ := ix.Place("100")
		return p
	}()
	for range 5 {
		runtime.GC()
	}
	if !mapped() || p.Name() != "Kursk" {
		t.Fatal("the mapping is gone while a place is held")
	}
	runtime.KeepAlive(p)
	p = Place{}
	for deadline := time.Now().Add(10 * time.Second); mapped(); runtime.GC() {
		if time.Now().After(deadline) {
			t.Fatal("the mapping is still there though no handle is")
		}
	}
}

func TestNoAllocations(t *testing.T) {
	ix := load(t, v1(t))
	key, text := []byte("saint petersburg and more"), []byte("Saint Petersburg")
	kursk, _ := ix.Place("100")
	seen := 0
	for what, f := range map[string]func(){
		"Match": func() {
			for n, name := range ix.Match(key) {
				seen += n + name.NumUses()
			}
		},
		"Uses": func() {
			for _, name := range ix.Match(key) {
				for u := range name.Uses() {
					if u.SpelledAs(text) && !u.HasLang("en") && u.Flags() == 0 {
						seen += int(u.Place().Population())
					}
				}
			}
		},
		"Lookup": func() { _, _ = ix.Lookup("Saint-Pétersbourg") },
		"Place":  func() { _, _ = ix.Place("RU.41") },
		"fields": func() {
			_, _ = kursk.Extent()
			_, _ = kursk.Parent()
			seen += len(kursk.Point()) + int(kursk.Type()) + kursk.NumNames() + int(kursk.Uncertainty())
			for range kursk.Ancestors() {
				seen++
			}
		},
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s allocates %v times", what, n)
		}
	}
	if seen == 0 {
		t.Error("nothing was seen")
	}
}

func ExampleIndex_Match() {
	var file bytes.Buffer
	entries := []Entry{
		{ID: "2988507", Name: "Paris", Type: Settlement, Country: "FR"},
		{ID: "4717560", Name: "Paris", Type: Settlement, Country: "US"},
	}
	if err := Compile(&file, all(entries), Options{}); err != nil {
		fmt.Println(err)
		return
	}
	ix, err := Load(file.Bytes())
	if err != nil {
		fmt.Println(err)
		return
	}
	for n, name := range ix.Match([]byte("paris is the capital")) {
		for use := range name.Uses() {
			fmt.Println(n, use.Spelling(), use.Place().Country())
		}
	}
	// Output:
	// 5 Paris FR
	// 5 Paris US
}
