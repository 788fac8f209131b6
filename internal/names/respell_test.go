package names

import (
	"testing"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/fold"
)

// respelt returns the folded names that differ from a name by so many slips and by families, with what the families cost.
func respelt(t testing.TB, name string, slips int, letters bool) map[string]float32 {
	t.Helper()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	s := respeller{want: fold.AppendName(nil, name), letters: letters, keep: func(gazetteer.Toponym, bool) bool { return true }}
	s.leeway = leeway(len(s.want), slips)
	s.respell(ix, slips)
	if s.steps > 2*respellingSteps { // those under way end at once
		t.Errorf("%q takes %d steps", name, s.steps)
	}
	found := map[string]float32{}
	for _, r := range s.found {
		found[r.name.Key()] = r.cost
		if r.cost > s.leeway {
			t.Errorf("%q differs from %q by %v", r.name.Key(), name, r.cost)
		}
	}
	return found
}

// Names are found by each kind of difference.
func TestRespell(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		slips   int
		letters bool
		want    string // empty: nothing
	}{
		{"Murmanks", 1, false, "murmansk"},      // swapped
		{"Murmasnkk", 2, false, "murmansk"},     // swapped and doubled
		{"Murmnsk", 1, false, "murmansk"},       // left out
		{"Murmarnsk", 1, false, "murmansk"},     // put in
		{"Murmensk", 1, false, "murmansk"},      // replaced
		{"Murmansk", 1, false, "murmashi"},      // one is too few
		{"Qoryoley", 0, false, "qoryooley"},     // doubled
		{"Marrseille", 0, false, "marseille"},   // written once
		{"Khan Younes", 0, true, "khan yunis"},  // transliterated
		{"Khan Younes", 0, false, "khan yunis"}, // but not where names are spelled one way
		{"Mahmudiya", 0, true, "al mahmudiyah"}, // without its article
		{"Boulogne-Mer", 0, false, "boulogne sur mer"},
		{"San Ives", 0, false, "saint ives"},
		{"Gazi Antep", 0, false, "gaziantep"},
	} {
		found := respelt(t, tt.name, tt.slips, tt.letters)
		wanted := tt.want != "murmashi" && (tt.letters || tt.want != "khan yunis")
		if _, ok := found[tt.want]; ok != wanted {
			t.Errorf("%q with %d slips: %v", tt.name, tt.slips, found)
		}
	}
}

// Countries that write another script, or whose names others respell, are told from the rest.
func TestLandOf(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]bool{"LB": true, "UA": true, "CN": true, "SO": true, "TR": true, "US": false, "FR": false, "": false, "??": false} {
		if got := LandOf(code).Respelt; got != want {
			t.Errorf("%q: %v", code, got)
		}
	}
}

// Whatever a name is, looking it up takes so many steps at most, and what is found differs by no more than is allowed.
func FuzzRespell(f *testing.F) {
	for _, name := range []string{"Qoryoley", "al al al al", "Khan Younes", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "San San San San San", "Мурманкс", "", " ", "\xff"} {
		f.Add(name, 1, true)
	}
	f.Fuzz(func(t *testing.T, name string, slips int, letters bool) {
		if len(name) <= 4*mostRespelled {
			respelt(t, name, min(max(slips, 0), 2), letters)
		}
	})
}
