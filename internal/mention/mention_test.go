package mention

import (
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// open returns the embedded gazetteer and model.
func open(t testing.TB) (*gazetteer.Index, *model.Model) {
	t.Helper()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	return ix, m
}

// readText reads an English text with steps of its own.
func readText(t *testing.T, source string) *prose.Text {
	t.Helper()
	ix, _ := open(t)
	text, err := prose.NewReader(ix).Read(t.Context(), source, "en")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// read returns the mentions of an English text.
func read(t *testing.T, source string, by Recognizer) (*prose.Text, *Set) {
	t.Helper()
	ix, m := open(t)
	text := readText(t, source)
	set, err := NewReader(ix, m.Roles).Read(t.Context(), text, by)
	if err != nil {
		t.Fatal(err)
	}
	if len(set.Mentions) != len(set.Names) {
		t.Fatalf("%d mentions of %d names", len(set.Mentions), len(set.Names))
	}
	return text, set
}

// advise returns the advice on an English text.
func advise(t *testing.T, source string) *Advice {
	t.Helper()
	ix, m := open(t)
	a, err := NewReader(ix, m.Roles).Advise(t.Context(), readText(t, source))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func chainOf(t *testing.T) *Chain {
	_, m := open(t)
	return NewChain(m)
}

// nth returns the index of the nth mention, from 0 on, that the text writes so, or -1.
func nth(text *prose.Text, set *Set, as string, n int) int32 {
	for k := range set.Names {
		if text.Slice(set.Names[k].First, set.Names[k].Last) == as {
			if n--; n < 0 {
				return int32(k)
			}
		}
	}
	return -1
}

// mentionOf returns the first mention that a text writes so.
func mentionOf(t *testing.T, text *prose.Text, set *Set, as string) *Mention {
	t.Helper()
	k := nth(text, set, as, 0)
	if k < 0 {
		t.Fatalf("no mention %q in %q", as, text.Source)
	}
	return &set.Mentions[k]
}

func TestRules(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		source, written string
		reason          Reason
		covers, why     string
	}{
		{"They boarded the USS Cairo at noon.", "Cairo", model.Vessel, "USS Cairo", precededBy},
		{"They boarded the tanker Odessa at noon.", "Odessa", model.Vessel, "tanker Odessa", precededBy},
		{"They raised the Arkhangelsk nuclear submarine.", "Arkhangelsk", model.Vessel, "Arkhangelsk nuclear submarine", followedBy},
		{"As The Kyiv Independent wrote, it rained.", "Kyiv", model.Publication, "The Kyiv Independent", followedBy},
		{"As the Times of Malta wrote, it rained.", "Malta", model.Publication, "Times of Malta", precededBy},
		{"They say Manchester United lost again.", "Manchester", model.Team, "Manchester United", followedBy},
		{"They say FC Barcelona lost again.", "Barcelona", model.Team, "FC Barcelona", precededBy},
		{"The striker was new this season when Chelsea beat everyone.", "Chelsea", model.Team, "Chelsea", followedBy},
		{"Her flat on Dublin Road is damp.", "Dublin", model.Street, "Dublin Road", followedBy},
		{"They all signed the Paris Agreement at noon.", "Paris", model.Product, "Paris Agreement", followedBy},
		{"He ran the Boston Marathon twice.", "Boston", model.Product, "Boston Marathon", followedBy},
		{"They saw General Lincoln at noon.", "Lincoln", model.Person, "General Lincoln", precededBy},
		{"They saw J. Houston at noon.", "Houston", model.Person, "J. Houston", precededBy},
		{"They saw Jack London at noon.", "London", model.Person, "Jack London", ""},
		{"They saw Paris Hilton at noon.", "Paris", model.Person, "Paris Hilton", followedBy},
		{"They say that Sullivan agreed.", "Sullivan", model.Person, "Sullivan", "a person's name as often as a place's:"},
		{"They say that Chester agreed.", "Chester", model.Person, "Chester", "a person's name as often as a place's:"},
		{"Reading is fun for them all.", "Reading", model.CommonWord, "Reading", ordinary},
		{"They left in March for good.", "March", model.CommonWord, "March", ordinary},
	} {
		text, set := read(t, tt.source, new(Rules))
		m := mentionOf(t, text, set, tt.written)
		if m.Reason != tt.reason || m.Role != 0 {
			t.Errorf("%q: %s is rejected for %d, want %d", tt.source, tt.written, m.Reason, tt.reason)
			continue
		}
		k := nth(text, set, tt.written, 0)
		for m.Silent { // the name that answers for it covers it
			k--
			m = &set.Mentions[k]
		}
		if got := text.Slice(m.Left, m.Right); got != tt.covers {
			t.Errorf("%q: the rejected name is %q, want %q", tt.source, got, tt.covers)
		}
		if tt.why != "" && m.Why != tt.why {
			t.Errorf("%q: because %q, want %q", tt.source, m.Why, tt.why)
		}
	}
}

// What a rule would reject elsewhere is a place where something says so.
func TestRulesLetPass(t *testing.T) {
	t.Parallel()
	for source, written := range map[string]string{
		"They met in Reading at noon.":            "Reading",
		"They lived in Sullivan for years.":       "Sullivan",
		"A fire in Lincoln, Nebraska, is out.":    "Lincoln",
		"They swam in Chelsea beat by beat.":      "Chelsea",
		"Everybody in Manchester was happy then.": "Manchester",
		"They say that Lagos agreed.":             "Lagos",
	} {
		text, set := read(t, source, new(Rules))
		if m := mentionOf(t, text, set, written); m.Role == 0 {
			t.Errorf("%q: %s is rejected for %d", source, written, m.Reason)
		}
	}
	text, set := read(t, "They saw Jack London there. To London they gave nothing, but in London they slept.", new(Rules))
	if a, b := set.Mentions[nth(text, set, "London", 1)], set.Mentions[nth(text, set, "London", 2)]; a.Role != model.Location && a.Why != knownInFull || b.Role != model.Location {
		t.Errorf("after Jack London: %+v, %+v", a.Verdict, b.Verdict)
	}
	text, set = read(t, "They saw Jack London there, and London smiled.", new(Rules))
	if m := set.Mentions[nth(text, set, "London", 1)]; m.Reason != model.Person || m.Why != knownInFull {
		t.Errorf("a surname that was given in full: %+v", m.Verdict)
	}
}

func TestChances(t *testing.T) {
	t.Parallel()
	text, set := read(t, "They met in Kano while Lagos burned and Reading was fun.", new(Rules))
	cued, plain := mentionOf(t, text, set, "Kano"), mentionOf(t, text, set, "Lagos")
	if !cued.Cued || plain.Cued || cued.Chance <= plain.Chance || plain.Chance <= 0 || cued.Chance > 1 {
		t.Errorf("a cue makes %g of %g", cued.Chance, plain.Chance)
	}
}

func TestRoles(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		source, written string
		n               int
		role            Role
	}{
		{"Moscow's war goes on without an end.", "Moscow", 0, model.Actor},
		{"Moscow's suburbs sleep all through the day.", "Moscow", 0, model.Location},
		{"Many Kyiv-based firms wait for a sign.", "Kyiv", 0, model.Location},
		{"Their talks with Moscow failed in the end.", "Moscow", 0, model.Actor},
		{"They all visited Moscow in the end.", "Moscow", 0, model.Location},
		{"It was in Moscow that they met again.", "Moscow", 0, model.Location},
		{"After an hour China, India and Brazil agreed.", "China", 0, model.Actor},
		{"After an hour China, India and Brazil agreed.", "India", 0, model.Actor},
		{"The Ukrainian side left in a hurry.", "Ukrainian", 0, model.Demonym},
		{"LAGOS, Nigeria (AP) — It rained on everyone.", "LAGOS", 0, model.Dateline},
		{"LAGOS, Nigeria (AP) — It rained on everyone.", "Nigeria", 0, model.Dateline},
		{"The Bank of England raised its rates again.", "England", 0, model.PartOfName},
		{"The Lagos Police raised their rates again.", "Lagos", 0, model.PartOfName},
		{"Aid was sent to Russia's Kursk Oblast to help many.", "Kursk Oblast", 0, model.Location},
		{"It rained on Kano for an hour.", "Kano", 0, model.Location},
	} {
		for who, by := range map[string]Recognizer{"rules": new(Rules), "chain": chainOf(t)} {
			text, set := read(t, tt.source, by)
			k := nth(text, set, tt.written, tt.n)
			if k < 0 {
				t.Errorf("%s: no %s in %q", who, tt.written, tt.source)
			} else if got := set.Mentions[k].Role; got != tt.role {
				t.Errorf("%s: %s in %q has the role %d, want %d", who, tt.written, tt.source, got, tt.role)
			}
		}
	}
}

// Places listed before one that acts act with it, but for those that are neither countries nor capitals.
func TestAlongside(t *testing.T) {
	t.Parallel()
	text, set := read(t, "After an hour China, Kano, India and Brazil agreed.", new(Rules))
	for written, want := range map[string]Role{"Brazil": model.Actor, "India": model.Actor, "Kano": model.Location, "China": model.Location} {
		if got := mentionOf(t, text, set, written).Role; got != want {
			t.Errorf("%s has the role %d, want %d", written, got, want)
		}
	}
}

func TestDatelineOverrules(t *testing.T) {
	t.Parallel()
	text, set := read(t, "READING, England (AP) — It rained on everyone.", new(Rules))
	if m := mentionOf(t, text, set, "READING"); m.Role != model.Dateline || !m.Cued {
		t.Errorf("a dateline is %+v", m.Verdict)
	}
}

func TestUnnamed(t *testing.T) {
	t.Parallel()
	text := readText(t, "In the West, AFP said, the Western Cape and west winds differ. West of it is the West Bank.")
	var got []string
	for i := range text.Words {
		if v, ok := Unnamed(text, int32(i)); ok {
			got = append(got, text.Slice(v.Left, v.Right))
			if (v.Reason == model.Organization) != (got[len(got)-1] == "AFP") {
				t.Errorf("%s for the reason %d", got[len(got)-1], v.Reason)
			}
		}
	}
	if g := strings.Join(got, "|"); g != "West|AFP" {
		t.Errorf("unnamed: %s", g)
	}
}

func TestPhysical(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]bool{
		"They crossed the Nile in a boat.":       true,
		"They crossed Nile in a boat.":           false,
		"They saw the Amazon basin at night.":    false,
		"They saw the Amazon River at night.":    true,
		"They crossed Kano in a car.":            false,
		"They say the river Nile rose.":          true,
		"They say the river Kano rose.":          false,
		"They crossed the Amazon Bypass by car.": false,
		"They crossed the Amazon Vuplo by car.":  false,
	} {
		a := advise(t, source)
		got := false
		for k := range a.List.Names {
			got = got || physical(a.Text, &a.List.Names[k])
		}
		if got != want {
			t.Errorf("%q: a thing of nature %v, want %v", source, got, want)
		}
	}
}

func TestIslands(t *testing.T) {
	t.Parallel()
	a := advise(t, "The University of Kano in the Lagos area and Rome's men met. Paris slept.")
	var got []string
	for _, is := range islands(a.Text, a.views(), nil) {
		got = append(got, a.Text.Slice(is.First, is.Last))
	}
	if g := strings.Join(got, "|"); g != "The University of Kano in the Lagos|Rome|Paris" {
		t.Errorf("islands %s", g)
	}
	a = advise(t, "a "+strings.Repeat("Kano ", 4*longestIsland))
	words := 0
	for _, is := range islands(a.Text, a.views(), nil) {
		n := int(is.Last-is.First) + 1
		if words += n; n > longestIsland {
			t.Errorf("an island of %d words", n)
		}
	}
	if words != 4*longestIsland {
		t.Errorf("islands of %d words", words)
	}
	visited := 0
	chainOf(t).Islands(a, false, func(is Island, word int32, features []uint32) {
		if visited++; word < is.First || word > is.Last || len(features) == 0 {
			t.Errorf("word %d of %v with %d features", word, is, len(features))
		}
	})
	if visited != words {
		t.Errorf("%d words visited", visited)
	}
}

func TestChoose(t *testing.T) {
	t.Parallel()
	a := advise(t, "They met in Kano while Lagos and Ibadan slept.") // words 3, 5 and 7
	if !a.Opinions[a.List.At(3)].Cued || a.Opinions[a.List.At(5)].Cued {
		t.Fatal("of Kano and Lagos, Kano alone is cued")
	}
	for _, tt := range []struct {
		what string
		all  []stretch
		want []stretch
	}{
		{"likely", []stretch{{5, 5, 0, 0.45}}, []stretch{{5, 5, 0, 0.45}}},
		{"unlikely", []stretch{{5, 5, 0, 0.37}}, nil},
		{"unlikely, but cued", []stretch{{3, 3, 0, 0.37}}, []stretch{{3, 3, 0, 0.37}}},
		{"unlikely, though cued", []stretch{{3, 3, 0, 0.3}}, nil},
		{"two labels", []stretch{{5, 5, 0, 0.25}, {5, 5, 1, 0.3}}, []stretch{{5, 5, 1, 0.55}}},
		{"two that overlap", []stretch{{4, 5, 0, 0.5}, {5, 6, 0, 0.45}}, []stretch{{4, 5, 0, 0.5}}},
		{"two in the order of the text", []stretch{{7, 7, 0, 0.9}, {5, 5, 0, 0.5}}, []stretch{{5, 5, 0, 0.5}, {7, 7, 0, 0.9}}},
	} {
		merged := tt.all[:merge(tt.all)]
		got := merged[:choose(a, merged)]
		same := len(got) == len(tt.want)
		for i := 0; same && i < len(got); i++ {
			same = got[i] == tt.want[i]
		}
		if !same {
			t.Errorf("%s: %v, want %v", tt.what, got, tt.want)
		}
	}
}

func TestTake(t *testing.T) {
	t.Parallel()
	a := advise(t, "They met in Zzyrkovo near Kano on Vuplo Road.") // words 3, 5, 7 and 8
	c := chainOf(t)
	for _, tt := range []struct {
		what string
		st   stretch
		want Verdict
		kept int
	}{
		{"a name", stretch{5, 5, model.LabelPlace, 0.5}, Verdict{Cued: true}, 1},
		{"an unlisted name", stretch{3, 3, model.LabelPlace, 0.8}, Verdict{Role: model.Location}, 1},
		{"a likely unlisted name", stretch{3, 3, model.LabelPlace, 0.6}, Verdict{Reason: model.UnknownPlace, Left: 3, Right: 3, Why: "not in the gazetteer:", Cue: 3}, 1},
		{"an unlisted street", stretch{7, 8, model.LabelPlace, 0.6}, Verdict{Reason: model.Street, Left: 7, Right: 8, Why: "a name that ends with", Cue: 8}, 1},
		{"an unlisted people", stretch{3, 3, model.LabelPeople, 0.9}, Verdict{}, 0},
	} {
		c.set.Begin(len(a.Text.Words))
		c.take(a, tt.st)
		if len(c.set.Names) != tt.kept {
			t.Errorf("%s: %d mentions", tt.what, len(c.set.Names))
		} else if tt.kept > 0 && c.set.Mentions[0].Verdict != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.what, c.set.Mentions[0].Verdict, tt.want)
		}
	}
	if v := Absent(&names.Name{First: 3, Last: 4}); v.Reason != model.UnknownPlace || v.Left != 3 || v.Right != 4 || v.Role != 0 {
		t.Errorf("absent: %+v", v)
	}
}

func TestChain(t *testing.T) {
	t.Parallel()
	text, set := read(t, "Karim Lagos said that a fire in Kano reached the port of Ibadan on Sunday.", chainOf(t))
	for written, want := range map[string]bool{"Kano": true, "Ibadan": true, "Lagos": false} {
		k := nth(text, set, written, 0)
		if got := k >= 0 && set.Accepted(k); got != want {
			t.Errorf("%s is a place %v, want %v", written, got, want)
		}
		if k >= 0 && (set.Mentions[k].Chance < 0 || set.Mentions[k].Chance > 1.0001) {
			t.Errorf("%s is likely by %g", written, set.Mentions[k].Chance)
		}
	}
	// What a rule bars beyond doubt, no chain accepts.
	text, set = read(t, "Everybody knows that the USS Cairo sailed to Odessa in the end.", chainOf(t))
	if k := nth(text, set, "Cairo", 0); k >= 0 && set.Accepted(k) {
		t.Error("a vessel is a place")
	}
}
