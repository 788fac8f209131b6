package names_test

import (
	"fmt"
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// find returns a text with the names in it.
func find(t *testing.T, source, language string) (*prose.Text, *names.List) {
	t.Helper()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	text, err := prose.NewReader(ix).Read(t.Context(), source, language)
	if err != nil {
		t.Fatal(err)
	}
	list, err := names.NewFinder(ix).Find(t.Context(), text)
	if err != nil {
		t.Fatal(err)
	}
	return text, list
}

// written returns the names of a list as the text writes them.
func written(text *prose.Text, list *names.List) []string {
	var out []string
	for _, n := range list.Names {
		out = append(out, text.Slice(n.First, n.Last))
	}
	return out
}

// name returns the name that the text writes so.
func name(t *testing.T, text *prose.Text, list *names.List, as string) *names.Name {
	t.Helper()
	for k := range list.Names {
		if n := &list.Names[k]; text.Slice(n.First, n.Last) == as {
			return n
		}
	}
	t.Fatalf("no name %q in %q", as, written(text, list))
	return nil
}

// means reports whether a place is among those a name may mean.
func means(n *names.Name, id string) bool {
	for _, c := range n.Candidates {
		if c.Place.ID() == id {
			return true
		}
	}
	return false
}

func TestFind(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ source, want string }{
		{"We sailed from New York City to Kano.", "New York City|Kano"}, // the longest, not New York
		{"A drive from Kursk Oblast to Kursk.", "Kursk Oblast|Kursk"},
		{"She saw Kano, Lagos and Kano-born men.", "Kano|Lagos|Kano"},
		{"we met in kano, Ghana", "Ghana"}, // small letters are no name where the text has capitals
		{"Nobody has New plans for York.", "York"},
	} {
		text, list := find(t, tt.source, "en")
		var got []string
		for _, w := range written(text, list) {
			if len(w) > 2 && w != "She" && w != "Nobody" && w != "New" {
				got = append(got, w)
			}
		}
		if g := strings.Join(got, "|"); g != tt.want {
			t.Errorf("%q: names %s, want %s", tt.source, g, tt.want)
		}
	}
}

func TestAdminWord(t *testing.T) {
	t.Parallel()
	text, list := find(t, "They drove from Lamar County to Lamar, and from Kano's County Hall to Paris county.", "en")
	n := name(t, text, list, "Lamar County")
	for _, c := range n.Candidates {
		if c.Kind != gazetteer.Admin1 && c.Kind != gazetteer.Admin2 {
			t.Errorf("Lamar County may be %s", c.Place.ID())
		}
	}
	if !n.Admin && len(n.Candidates) == 0 {
		t.Error("Lamar County is no division")
	}
	settled := false
	for _, c := range name(t, text, list, "Lamar").Candidates {
		settled = settled || c.Kind == gazetteer.Settlement
	}
	if !settled {
		t.Error("Lamar alone is no settlement")
	}
	name(t, text, list, "Paris") // a small admin word is no part of the name
	name(t, text, list, "Kano")

	// By the name of Leinster alone a division bears this.
	text, list = find(t, "A fair in Leinster Province was called off.", "en")
	if n := name(t, text, list, "Leinster Province"); !n.Admin || n.Best().Kind != gazetteer.Admin1 {
		t.Errorf("Leinster Province: admin %v, kind %v", n.Admin, n.Best().Kind)
	}
}

func TestCandidates(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		what, source, written, id string
		want                      bool
	}{
		{"a code after a comma", "He moved to Reno, NV, last year.", "NV", "US.NV", true},
		{"a code in brackets", "He moved to Reno (NV) last year.", "NV", "US.NV", true},
		{"an abbreviation at the end", "He moved to Madison, Wis.", "Wis.", "US.WI", true},
		{"the same without a comma", "He moved on, Wis", "Wis", "US.WI", false},
		{"a code without one", "He moved to NV last year.", "NV", "US.NV", false},
		{"a code after a comma, but no name", "He moved on, NV was next.", "NV", "US.NV", false},
		{"a code in small letters", "He moved to Reno, Nv, last year.", "Nv", "US.NV", false},
		{"an abbreviation with its stop", "It rained in Calif. on Monday.", "Calif.", "US.CA", true},
		{"an initialism of a country", "The U.S. agreed to it.", "U.S.", "US", true},
		{"a country's short form in capitals", "The US agreed to it.", "US", "US", true},
		{"a possessive", "All of Peru's mines are open.", "Peru", "PE", true},
		{"a demonym", "The Ukrainian side agreed.", "Ukrainian", "UA", true},
		{"a town in small capitals", "A fire in PARIS on Monday.", "PARIS", "2988507", true},
	} {
		text, list := find(t, tt.source, "en")
		got := false
		for k := range list.Names {
			if n := &list.Names[k]; text.Slice(n.First, n.Last) == tt.written {
				got = got || means(n, tt.id)
			}
		}
		if got != tt.want {
			t.Errorf("%s: %q may mean %s: %v, want %v", tt.what, tt.written, tt.id, got, tt.want)
		}
	}
	text, list := find(t, "Most of Peru's mines and the Ukrainian ones are open; Ukraine is large.", "en")
	if !name(t, text, list, "Ukrainian").Demonym || name(t, text, list, "Ukraine").Demonym || name(t, text, list, "Peru").Demonym {
		t.Error("of Ukrainian, Ukraine and Peru the first alone is a demonym")
	}
}

func TestPossessiveIsNoPlural(t *testing.T) {
	t.Parallel()
	text, list := find(t, "All of Peru's mines, and Peru’s ports, are far from Perus.", "en")
	if got := strings.Join(written(text, list), "|"); got != "Peru|Peru|Perus" {
		t.Errorf("names %s", got)
	}
}

func TestAcronym(t *testing.T) {
	t.Parallel()
	// Each is a village's name, but not in capitals.
	for _, source := range []string{"The %s won the vote.", "Leaders of the %s met."} {
		for _, village := range []string{"Goa", "Bari", "Lodi"} {
			caps := strings.ToUpper(village)
			text, list := find(t, fmt.Sprintf(source, caps), "en")
			for k := range list.Names {
				n := &list.Names[k]
				for _, c := range n.Candidates {
					if text.Slice(n.First, n.Last) == caps && !c.Exact && c.Flags&(gazetteer.Code|gazetteer.Abbreviation) == 0 {
						t.Errorf("%s may be %s", caps, c.Place.ID())
					}
				}
			}
			text, list = find(t, fmt.Sprintf(source, village), "en")
			name(t, text, list, village)
		}
	}
	text, list := find(t, "BARI, Italy (AP) — Rain fell.", "en")
	name(t, text, list, "BARI") // capitals are a dateline's habit
}

func TestContainers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ what, source, inner, outer string }{
		{"a comma", "A fire in Paris, Texas, is out.", "Paris", "Texas"},
		{"in", "A fire in Sudzha in Kursk Oblast is out.", "Sudzha", "Kursk Oblast"},
		{"a possessive", "A fire in Russia's Kursk Oblast is out.", "Kursk Oblast", "Russia"},
		{"a bracket", "A fire in Kano (Nigeria) is out.", "Kano", "Nigeria"},
		{"some words", "A fire in Kano in the north of Nigeria is out.", "Kano", "Nigeria"},
		{"not what does not hold it", "A fire in Kano, Ghana, is out.", "Kano", ""},
		{"not a demonym", "A fire in Kano, Nigerian officials say, is out.", "Kano", ""},
		{"not across other words", "A fire in Kano reached Nigeria.", "Kano", ""},
		{"not across a sentence", "A fire in Kano. Nigeria burns.", "Kano", ""},
		{"not one of a list", "The fair came to Washington, New York and Boston.", "Washington", ""},
	} {
		text, list := find(t, tt.source, "en")
		got := ""
		if n := name(t, text, list, tt.inner); n.Container >= 0 {
			out := &list.Names[n.Container]
			got = text.Slice(out.First, out.Last)
			if out.Holds < 0 || out.Candidates[out.Holds].Kind == gazetteer.Settlement {
				t.Errorf("%s: what %s means to hold is no division or country", tt.what, got)
			}
		}
		if got != tt.outer {
			t.Errorf("%s: %s lies in %q, want %q", tt.what, tt.inner, got, tt.outer)
		}
	}
}

func TestHolder(t *testing.T) {
	t.Parallel()
	text, list := find(t, "It rained in Toluca, Mexico, and in Austin, Texas.", "en")
	mexico, texas := name(t, text, list, "Mexico"), name(t, text, list, "Texas")
	if mexico.Holds < 0 || mexico.Candidates[mexico.Holds].Place.ID() != "MX" {
		t.Error("the State of Mexico, and not the country, holds Toluca")
	}
	if texas.Holds < 0 || texas.Candidates[texas.Holds].Place.ID() != "US.TX" {
		t.Error("Austin does not lie in the state of Texas")
	}
	kano := nameIn(t, "Kano burns.", "Kano")
	if h := mexico.Holder(kano.Best().Place); h != -1 {
		t.Errorf("Mexico holds Kano as its candidate %d", h)
	}
}

// nameIn returns a name of a text of its own.
func nameIn(t *testing.T, source, as string) *names.Name {
	t.Helper()
	text, list := find(t, source, "en")
	return name(t, text, list, as)
}

func TestLists(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ source, want string }{
		{"It flies to Kano, Ibadan and Port Harcourt.", "Kano<Ibadan Ibadan<Port Harcourt"},
		{"The fair came to Washington, New York and Boston.", "Washington<New York New York<Boston"},
		{"It flies to Kano. Ibadan is next.", ""},
		{"It flies to Kano with Ibadan.", ""},
		{"It flies to Paris, Texas, for a day.", ""}, // a container is no list
	} {
		text, list := find(t, tt.source, "en")
		var got []string
		for _, n := range list.Names {
			if n.Listed >= 0 {
				b := &list.Names[n.Listed]
				got = append(got, text.Slice(b.First, b.Last)+"<"+text.Slice(n.First, n.Last))
			}
		}
		if g := strings.Join(got, " "); g != tt.want {
			t.Errorf("%q: lists %q, want %q", tt.source, g, tt.want)
		}
	}
}

func TestInflection(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ source, written, id string }{
		{"Пожары вспыхнули под Харьковом вчера ночью", "Харьковом", "706483"},
		{"Пожары вспыхнули в Курской области вчера ночью", "Курской области", "RU.41"},
		{"Пожежі спалахнули біля Суджі вчора", "Суджі", "486816"},
		{"Пожежі спалахнули в Києві та у передмісті", "Києві", "703448"},     // by an ending alone
		{"Пожары вспыхнули около города Суземка вчера", "Суземка", "485817"}, // by its Latin letters
		{"Пожары вспыхнули около города Суземки вчера", "Суземки", "485817"}, // and by another ending
	} {
		text, list := find(t, tt.source, "")
		if n := name(t, text, list, tt.written); !means(n, tt.id) {
			t.Errorf("%s does not mean %s", tt.written, tt.id)
		}
	}
	if got := names.Latin([]byte("суземка")); got != "suzemka" {
		t.Errorf("Latin letters %q", got)
	}
	if got := names.Latin([]byte("щука")); got != "shchuka" {
		t.Errorf("Latin letters %q", got)
	}
	text, list := find(t, "We were in Lagosom yesterday", "en")
	if len(list.Names) > 0 && text.Slice(list.Names[len(list.Names)-1].First, list.Names[len(list.Names)-1].Last) == "Lagosom" {
		t.Error("English inflects a name")
	}
}

func TestCalledAndBeginning(t *testing.T) {
	t.Parallel()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	text, err := prose.NewReader(ix).Read(t.Context(), "At Kano Gate and Port Harcourt it rained.", "en")
	if err != nil {
		t.Fatal(err)
	}
	f := names.NewFinder(ix)
	if _, err := f.Find(t.Context(), text); err != nil {
		t.Fatal(err)
	}
	if n, ok := f.Called("Port Harcourt", 4, 5); !ok || n.Partial || !means(&n, "2324774") {
		t.Errorf("Port Harcourt: %v, partial %v", ok, n.Partial)
	}
	if _, ok := f.Called("Kano Gate", 1, 2); ok {
		t.Error("the gazetteer has a Kano Gate")
	}
	if n, ok := f.Beginning(1, 2); !ok || !n.Partial || n.Last != 2 || !means(&n, "2335204") {
		t.Errorf("Kano Gate: %v, partial %v, last %d", ok, n.Partial, n.Last)
	}
	if n, ok := f.Exactly(4, 5, nil); !ok || n.Last != 5 {
		t.Error("Port Harcourt is not found where it stands")
	}
	if _, ok := f.Exactly(3, 5, nil); ok {
		t.Error("there is a place called and Port Harcourt")
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	text, list := find(t, "Rain fell on Kano and on Ibadan.", "en")
	kano := name(t, text, list, "Kano")
	if k := list.At(kano.First); k < 0 || &list.Names[k] != kano || list.At(kano.First-1) >= 0 {
		t.Errorf("at the word of Kano stands name %d", k)
	}
	if k := list.From(kano.Last + 1); text.Slice(list.Names[k].First, list.Names[k].Last) != "Ibadan" {
		t.Errorf("after Kano comes name %d", k)
	}
	if k := list.From(kano.Last + 100); int(k) != len(list.Names) {
		t.Errorf("after all comes name %d of %d", k, len(list.Names))
	}
}

func place(t *testing.T, id string) gazetteer.Place {
	t.Helper()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	p, ok := ix.Place(id)
	if !ok {
		t.Fatalf("no place %s", id)
	}
	return p
}

// A town is misplaced where what closes its phrase holds no place of its name.
func TestMisplaced(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		source, town string
		want         bool
	}{
		{"He lives in Dresden, Japan.", "Dresden", true},
		{"He lives in Dresden, Japan, alone.", "Dresden", true},
		{"He lives in Dresden (Japan).", "Dresden", true},
		{"He lives in Dresden in Japan.", "Dresden", true},
		{"A man from Dresden in Japan paid.", "Dresden", false},
		{"He lives in Dresden, Tennessee.", "Dresden", false},
		{"He saw Dresden, Japan and Peru.", "Dresden", false},
		{"He saw Dresden, Japan, Peru.", "Dresden", false},
		{"After Dresden, Japan went home.", "Dresden", false},
		{"After Dresden, Japan's team went home.", "Dresden", false},
		{"He saw Kenya, Japan.", "Kenya", false},
		{"He saw Dresden, Osaka.", "Dresden", false},
	} {
		if n := nameIn(t, tt.source, tt.town); n.Misplaced >= 0 != tt.want {
			t.Errorf("%q: misplaced %v", tt.source, n.Misplaced >= 0)
		}
	}
}

func TestPriorAndUsage(t *testing.T) {
	t.Parallel()
	kano, nigeria := nameIn(t, "Kano burns.", "Kano").Best(), nameIn(t, "All of Nigeria burns.", "Nigeria").Best()
	if nigeria.Prior <= kano.Prior {
		t.Errorf("Nigeria %g is no better known than Kano %g", nigeria.Prior, kano.Prior)
	}
	for _, better := range [][2]string{ // by the names of many, by rank, by area; and not by a name that is hardly used
		{"2640729", "4520760"}, {"284315", "5180225"}, {"2643123", "JM.04"}, {"US.TX", "JM.04"}, {"RU", "GD"},
	} {
		if a, b := place(t, better[0]), place(t, better[1]); names.Prior(a, a.Type()) <= names.Prior(b, b.Type()) {
			t.Errorf("%s is no better known than %s of %s", a.Name(), b.Name(), b.Country())
		}
	}
	for text, want := range map[string]string{"Bethlehem slept.": "284315", "Granada slept.": "2517117"} {
		if n := nameIn(t, text, strings.Fields(text)[0]); n.Best().Place.ID() != want {
			t.Errorf("%s best known is %s", text, n.Best().Place.ID())
		}
	}
	plain := names.Candidate{Main: true}
	for _, c := range []names.Candidate{{}, {Foreign: true}, {Known: true}, {Main: true, Flags: gazetteer.Historic}, {Main: true, Flags: gazetteer.Derived}} {
		if c.Usage() >= plain.Usage() {
			t.Errorf("%+v is as usual as a display name", c)
		}
	}
	if !nigeria.Sovereign() || kano.Sovereign() {
		t.Error("Nigeria alone is sovereign")
	}
}
