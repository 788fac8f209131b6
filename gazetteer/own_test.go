package gazetteer

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

// What a place is called by itself: in English, in the language of its country, and as it is shown; but not long ago, and not by others.
func TestIsOwn(t *testing.T) {
	t.Parallel()
	ix := load(t, compile(t, []Entry{{ID: "1", Name: "Rome", Type: Settlement, Country: "IT", Names: []Name{
		{Text: "Roma", Langs: []string{"es", "it"}}, {Text: "Rom", Langs: []string{"de"}}, {Text: "Eternal City", Langs: []string{"en"}, Flags: Colloquial},
		{Text: "Caput Mundi", Langs: []string{"en"}, Flags: Historic}, {Text: "Roman", Langs: []string{"en"}, Flags: Demonym}, {Text: "Romma"},
	}}}))
	for name, want := range map[string]bool{"rome": true, "roma": true, "rom": false, "eternal city": true, "caput mundi": false, "roman": false, "romma": false} {
		toponym, _ := ix.Lookup(name)
		for u := range toponym.Uses() {
			if u.IsOwn() != want {
				t.Errorf("%s: own is %t", name, u.IsOwn())
			}
		}
	}
	for country, want := range map[string]string{"AT": "de", "BR": "pt", "JP": "ja", "UA": "uk", "ZZ": "", "": ""} {
		e := Entry{ID: "1", Name: "X", Type: Settlement, Country: country}
		p, _ := load(t, compile(t, []Entry{e})).Place("1")
		if got := p.Language(); got != want {
			t.Errorf("the language of %q is %q, want %q", country, got, want)
		}
	}
}

// The table of ISO 3166-2 codes has the form that its reader wants, and each division once.
func TestSubdivision(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{"BR-SP": "BR.27", "de-by": "DE.02", "MX-PUE": "MX.21", "US-TX": "US.TX", "GB-SCT": "GB.SCT", "JP-13": "JP.40", "XX-YY": "", "": "", "TX": ""} {
		if got, ok := Subdivision(code); got != want || ok != (want != "") {
			t.Errorf("Subdivision(%q) = %q, %t, want %q", code, got, ok, want)
		}
	}
	row := regexp.MustCompile(`^[A-Z]{2}-[A-Z0-9]{1,3}\t[A-Z]{2}\.[A-Z0-9]+\n$`)
	seen := map[string]bool{}
	for line := range strings.Lines(subdivisionsTable) {
		_, id, _ := strings.Cut(line, "\t")
		if line[0] != '#' && (!row.MatchString(line) || seen[id]) {
			t.Errorf("row %q", line)
		}
		seen[id] = true
	}
	if n := len(subdivisions()); n < 3000 {
		t.Errorf("%d codes", n)
	}
}

// Beginning yields the names that begin so, in order, and CompletionsOf the weightiest of the wanted places among them.
func TestBeginning(t *testing.T) {
	t.Parallel()
	ix := index(t, "New York", "Newark", "New Orleans", "Nice", "Newer")
	keys := func(name string) string {
		var all []string
		for n := range ix.Beginning(name) {
			all = append(all, n.Key())
		}
		return strings.Join(all, "|")
	}
	for name, want := range map[string]string{"new": "new orleans|new york|newark|newer", "NEW ": "new orleans|new york", "nice": "nice", "x": "", "newarkx": ""} {
		if got := keys(name); got != want {
			t.Errorf("Beginning(%q) = %s, want %s", name, got, want)
		}
	}
	asked := 0
	keep := func(p Place) bool { asked++; return strings.Contains(p.Name(), " ") }
	filter := NewFilter(nil, []Type{Settlement}, orb.Bound{Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}})
	var names []string
	for _, c := range ix.CompletionsOf(t.Context(), "new", 9, &filter, keep) {
		names = append(names, c.Place.Name())
	}
	slices.Sort(names)
	if want := []string{"New Orleans", "New York"}; !slices.Equal(names, want) || asked != 4 {
		t.Errorf("%v, asked of %d", names, asked)
	}
	if got := ix.CompletionsOf(t.Context(), "new", 0, &filter, nil); len(got) != 0 {
		t.Errorf("of none wanted came %v", got)
	}
}
