package resolve_test

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/mention"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
	"example.com/geotag/internal/resolve"
)

// capitals is a Recognizer that takes every capitalized word for a place, and the longest name that begins there.
type capitals struct{ set mention.Set }

// Recognize implements mention.Recognizer.
func (c *capitals) Recognize(_ context.Context, a *mention.Advice) (*mention.Set, error) {
	c.set.Begin(len(a.Text.Words))
	for i := int32(0); i < int32(len(a.Text.Words)); i++ {
		if a.Text.Words[i].Shape&prose.Capital == 0 {
			continue
		}
		n, m := names.Name{First: i, Last: i, Unlisted: true, Links: names.Unlinked}, mention.Mention{Chance: 0.9}
		if k := a.List.At(i); k >= 0 {
			n = a.List.Names[k]
		} else {
			m.Role = model.Location
		}
		if i < a.Text.SentenceOf(i).Dateline {
			m.Role = model.Dateline
		}
		c.set.Add(n, m)
		i = n.Last
	}
	return &c.set, nil
}

// A setup is what a text is answered by. Its zero fields are the embedded gazetteer and model.
type setup struct {
	ix    *gazetteer.Index
	model *model.Model
	home  string
}

// read returns a text, its mentions and the resolver of them.
func (s setup) read(t *testing.T, source string) (*prose.Text, *mention.Set, *resolve.Resolver) {
	t.Helper()
	var err error
	if s.ix == nil {
		if s.ix, err = world.Index(); err != nil {
			t.Fatal(err)
		}
	}
	m, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	if s.model == nil {
		s.model = m
	}
	text, err := prose.NewReader(s.ix).Read(t.Context(), source, "en")
	if err != nil {
		t.Fatal(err)
	}
	set, err := mention.NewReader(s.ix, m.Roles).Read(t.Context(), text, new(capitals))
	if err != nil {
		t.Fatal(err)
	}
	return text, set, resolve.New(s.ix, s.model)
}

// answer answers a text.
func (s setup) answer(t *testing.T, source string) *resolve.Answers {
	t.Helper()
	text, set, r := s.read(t, source)
	ix := s.ix
	if ix == nil {
		ix, _ = world.Index()
	}
	home, ok := ix.Place(s.home)
	if !ok && s.home != "" {
		t.Fatalf("no place %s", s.home)
	}
	a, err := r.Resolve(t.Context(), text, set, home)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// at returns the index of the nth mention, from 0 on, that the text writes so.
func at(t *testing.T, text *prose.Text, set *mention.Set, as string, n int) int {
	t.Helper()
	for k := range set.Names {
		if text.Slice(set.Names[k].First, set.Names[k].Last) == as {
			if n--; n < 0 {
				return k
			}
		}
	}
	t.Fatalf("no mention %q in %q", as, text.Source)
	return -1
}

// id returns the id of the place where the first such mention is shown.
func id(t *testing.T, a *resolve.Answers, as string) string {
	t.Helper()
	at := a.All[at(t, a.Text, a.Set, as, 0)].At()
	if at.IsZero() {
		return ""
	}
	return at.ID()
}

// choices returns the options of the first such mention after so many passes.
func (s setup) choices(t *testing.T, source, as string, after int) []resolve.Option {
	t.Helper()
	text, set, r := s.read(t, source)
	k := at(t, text, set, as, 0)
	var out []resolve.Option
	err := r.Choices(t.Context(), text, set, gazetteer.Place{}, after, func(i int) bool { return i == k }, func(_ int, options []resolve.Option) {
		out = append(out, options...)
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// option returns the option that is a place.
func option(t *testing.T, all []resolve.Option, id string) resolve.Option {
	t.Helper()
	for _, o := range all {
		if !o.Lacked && o.Place.ID() == id {
			return o
		}
	}
	t.Fatalf("%s is no option", id)
	return resolve.Option{}
}

func TestAnswers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ what, source, written, id string }{
		{"the best known", "a fire in Paris", "Paris", "2988507"},
		{"a container", "a fire in Paris, Texas", "Paris", "4717560"},
		{"a container across in", "a fire in Paris in Texas", "Paris", "4717560"},
		{"an owner", "a fire in Texas's Paris", "Paris", "4717560"},
		{"the country that holds", "a fire in Mixco, Guatemala", "Guatemala", "GT"},
		{"a demonym", "the Ukrainian side", "Ukrainian", "UA"},
		{"a list", "buses serve Columbus, Macon and Savannah", "Columbus", "4188985"},
		{"another list", "buses serve Columbus, Dayton and Cleveland", "Columbus", "4509177"},
		{"the seat of a division", "the road to Idlib from Aleppo", "Idlib", "169389"},
		{"a division that is called one", "the Idlib governorate and the villages of Aleppo", "Idlib", "SY.12"},
		{"a town that is called one", "the town of Kursk and its people", "Kursk", "538560"},
	} {
		if got := id(t, setup{}.answer(t, tt.source), tt.written); got != tt.id {
			t.Errorf("%s: %s in %q is %s, want %s", tt.what, tt.written, tt.source, got, tt.id)
		}
	}
}

func TestOneSensePerDocument(t *testing.T) {
	t.Parallel()
	a := setup{}.answer(t, "we saw Paris burn. they left Paris, Texas, by car")
	if first, second := a.All[0].Place, a.All[1].Place; first != second || first.ID() != "4717560" {
		t.Errorf("Paris means %s and then %s", first.ID(), second.ID())
	}
	a = setup{}.answer(t, "they flew from Paris, France, to Paris, Texas, by night")
	if first, second := a.All[0].Place, a.All[2].Place; first.ID() != "2988507" || second.ID() != "4717560" {
		t.Errorf("in two containers Paris means %s and %s", first.ID(), second.ID())
	}
}

// What the first pass chose for the other names changes what the later ones choose.
func TestPasses(t *testing.T) {
	t.Parallel()
	blind := *model.ByRules
	blind.Later = model.Features{}
	blind.Later[model.Prior] = model.ByHand[model.Prior]
	blind.First = blind.Later
	seeing := blind
	for f := model.InContext; f < model.NumFeatures; f++ {
		seeing.Later[f] = model.ByHand[f]
	}
	const cities = "we saw Eugene and Corvallis, and then Albany, before Springfield"
	for _, tt := range []struct {
		model        *model.Model
		source, town string
		id           string
	}{
		{&blind, cities, "Springfield", "4250542"}, {&seeing, cities, "Springfield", "5754005"},
		{&blind, cities, "Albany", "5106834"}, {&seeing, cities, "Albany", "5710756"},
	} {
		if got := id(t, setup{model: tt.model}.answer(t, tt.source), tt.town); got != tt.id {
			t.Errorf("%s is %s, want %s", tt.town, got, tt.id)
		}
	}
}

func TestHome(t *testing.T) {
	t.Parallel()
	const source = "a fire in Springfield is out"
	for home, want := range map[string]string{"US.OR": "5754005", "US.MA": "4951788", "4250542": "4250542"} {
		if got := id(t, setup{home: home}.answer(t, source), "Springfield"); got != want {
			t.Errorf("from %s Springfield is %s, want %s", home, got, want)
		}
	}
	a := setup{home: "US.OR"}.answer(t, source)
	found := false
	for _, r := range a.Why(0) {
		found = found || r.ID == resolve.Home && r.Weight > 0 && strings.Contains(r.Text, "Oregon")
	}
	if !found {
		t.Errorf("the home is no reason: %v", a.Why(0))
	}
}

func TestHosts(t *testing.T) {
	t.Parallel()
	const filler = "20 men slept\n\n"
	countries := "Kenya, Chad, Niger, Mali, Ghana, Togo, Benin, Sudan, Egypt, Libya, Tunisia, Algeria, "
	const about = "in Dhaka and Dhaka and Dhaka rain fell\n\n" // what most is about
	const dhaka, khulna, colombo = "1185241", "1336135", "1248991"
	for _, tt := range []struct{ what, source, want string }{
		{"its container", about + "in Vuplo, Colombo, rain fell", colombo},
		{"the nearest in the sentence", about + "from Khulna to Vuplo rain fell, and then after hours on Colombo", khulna},
		{"the nearest is far from what it is about", about + "from Khulna after many hours of rain on to Vuplo and Colombo", dhaka},
		{"three sentences back", about + "in Khulna rain fell\n\n" + filler + filler + "in Vuplo rain fell", khulna},
		{"too many sentences back", about + "in Khulna rain fell\n\n" + filler + filler + filler + "in Vuplo rain fell", dhaka},
		{"not a sentence after", about + "in Vuplo rain fell\n\n20 men left Khulna", dhaka},
		{"not a country", about + "in Vuplo of Kenya rain fell", dhaka},
		{"behind some names", about + "in Khulna: " + countries + "and Vuplo", khulna},
		{"behind too many names", about + "in Khulna: " + countries + countries + "and Vuplo", dhaka},
		{"a country where there is nothing else", "in Kenya rain fell\n\n20 men left\n\nin Vuplo, too", "KE"},
		{"one other place, listed with it", "in Vuplo and Colombo rain fell", ""},
		{"the only other place, named before it", "in Colombo rain fell\n\nVuplo was dry", colombo},
		{"one other place, to which words lead", "in Vuplo, just outside Colombo, rain fell", colombo},
		{"two places far apart", "Vuplo was told of Khulna\n\n20 men left Colombo", ""},
		{"two countries", "in Kenya rain fell\n\n20 men left Chad\n\nin Vuplo, too", ""},
		{"nothing", "in Vuplo rain fell", ""},
	} {
		a := setup{}.answer(t, tt.source)
		k := at(t, a.Text, a.Set, "Vuplo", 0)
		if got := id(t, a, "Vuplo"); got != tt.want || !a.All[k].Place.IsZero() || a.All[k].Unplaced != (tt.want == "") {
			t.Errorf("%s: hosted by %q, want %q; unplaced %v", tt.what, got, tt.want, a.All[k].Unplaced)
		}
	}
}

// lacking returns a model that takes what may lack for what does.
func lacking() *model.Model {
	m := *model.ByRules
	m.Trust[model.TrustSpan] = 1
	m.First[model.Lacked], m.Later[model.Lacked] = 0, 20
	return &m
}

func TestLacked(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		what, source, written string
		lacked                bool
	}{
		{"a small town", "rain fell on Karoi near Khulna", "Karoi", true},
		{"a large town", "rain fell on Ibadan near Khulna", "Ibadan", false},
		{"a town of several words", "rain fell on Baton Rouge near Khulna", "Baton Rouge", false},
		{"a town without a host", "rain fell on Karoi", "Karoi", false},
	} {
		got := false
		for _, o := range (setup{}).choices(t, tt.source, tt.written, 1) {
			got = got || o.Lacked
			if o.Lacked && o.Place.ID() == "889191" && o.Features[model.LackedAlone] == 0 {
				got = false // what lies in itself is no reading
			} else if o.Lacked && (o.Features[model.Lacked] != 1 || o.Place.ID() != "1336135") {
				t.Errorf("%s: lacked in %s, %v", tt.what, o.Place.ID(), o.Features[model.Lacked])
			}
		}
		if got != tt.lacked {
			t.Errorf("%s: may be lacked %v, want %v", tt.what, got, tt.lacked)
		}
	}
	a := setup{model: lacking()}.answer(t, "rain fell on Karoi near Khulna")
	k := at(t, a.Text, a.Set, "Karoi", 0)
	if !a.All[k].Place.IsZero() || a.All[k].Host.ID() != "1336135" {
		t.Fatalf("Karoi is %s in %s", a.All[k].Place.ID(), a.All[k].Host.ID())
	}
}

// The score of a place that the gazetteer lacks tells how sure it is that it lacks it.
func TestLackedScore(t *testing.T) {
	t.Parallel()
	sure := lacking()
	unsure := *sure
	score := func(m *model.Model) float64 {
		a := setup{model: m}.answer(t, "rain fell on Karoi near Khulna")
		k := at(t, a.Text, a.Set, "Karoi", 0)
		if !a.All[k].Place.IsZero() {
			t.Fatal("Karoi is listed")
		}
		return a.All[k].Score
	}
	// Just enough to choose it.
	for unsure.Later[model.Lacked] = 0; unsure.Later[model.Lacked] < 20; unsure.Later[model.Lacked] += 0.25 {
		a := setup{model: &unsure}.answer(t, "rain fell on Karoi near Khulna")
		if a.All[at(t, a.Text, a.Set, "Karoi", 0)].Place.IsZero() {
			break
		}
	}
	if a, b := score(&unsure), score(sure); a >= b-0.1 {
		t.Errorf("scores %g and %g", a, b)
	}
}

func TestScores(t *testing.T) {
	t.Parallel()
	a := setup{}.answer(t, "rain fell on Paris, Texas, on Vuplo, on Kano, Springfield and the Ukrainian side of the river Congo")
	for k := range a.All {
		if s := a.All[k].Score; !(s > 0 && s <= 1) && !a.All[k].Unplaced {
			t.Errorf("%s has the score %g", a.Text.Slice(a.Set.Names[k].First, a.Set.Names[k].Last), s)
		}
	}
	alone, held := setup{}.answer(t, "rain fell on Springfield"), setup{}.answer(t, "rain fell on Springfield, Oregon")
	if alone.All[0].Score >= held.All[0].Score {
		t.Errorf("a container makes %g of %g", held.All[0].Score, alone.All[0].Score)
	}
}

func TestAlternatives(t *testing.T) {
	t.Parallel()
	a := setup{}.answer(t, "rain fell on Paris, Texas")
	all := a.Alternatives(0, 5)
	if len(all) != 5 || all[0].Place.ID() != "2988507" {
		t.Fatalf("alternatives %v", all)
	}
	seen := map[string]bool{a.All[0].Place.ID(): true}
	for i, o := range all {
		if seen[o.Place.ID()] || o.Chance < 0 || o.Chance > 0.5 || i > 0 && o.Chance > all[i-1].Chance {
			t.Errorf("alternative %d is %s by %g", i, o.Place.ID(), o.Chance)
		}
		seen[o.Place.ID()] = true
	}
	if got := (setup{}).answer(t, "in Vuplo rain fell").Alternatives(0, 5); got != nil {
		t.Errorf("what no place bears may be %v", got)
	}
}

func TestWhy(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		source, written string
		first           resolve.ReasonID
		says            string
	}{
		{"rain fell on Paris, Texas", "Paris", resolve.ContainerNextToIt, "Texas"},
		{"rain fell on Sudzha", "Sudzha", resolve.OnlyOne, "Sudzha"},
		{"rain fell on Paris", "Paris", resolve.Population, "population"},
	} {
		a := setup{}.answer(t, tt.source)
		why := a.Why(at(t, a.Text, a.Set, tt.written, 0))
		if len(why) == 0 || !strings.Contains(why[0].Text, tt.says) || why[0].ID != tt.first {
			t.Errorf("%q: %v", tt.source, why)
		}
		for i := 1; i < len(why); i++ {
			if why[i].Weight > why[i-1].Weight || why[i].Text == "" {
				t.Errorf("%q: reason %d is out of order or mute", tt.source, i)
			}
		}
	}
	if got := (setup{}).answer(t, "in Vuplo rain fell").Why(0); got != nil {
		t.Errorf("reasons for nothing: %v", got)
	}
}

func TestVotes(t *testing.T) {
	t.Parallel()
	all := setup{}.choices(t, "buses serve Columbus, Macon and Savannah", "Columbus", 0)
	georgia, ohio := option(t, all, "4188985"), option(t, all, "4509177")
	for _, f := range []model.Feature{model.CountryVote, model.Admin1Vote} {
		if georgia.Features[f] <= 0 || georgia.Features[f] > 1 {
			t.Errorf("the vote for Columbus, Georgia, is %g", georgia.Features[f])
		}
	}
	if georgia.Features[model.Admin1Vote] <= ohio.Features[model.Admin1Vote] {
		t.Error("Macon and Savannah vote for Ohio")
	}
	// A name does not vote for its own places.
	if own := option(t, setup{}.choices(t, "rain on Kano", "Kano", 0), "2335204"); own.Features[model.CountryVote] != 0 {
		t.Errorf("Kano votes for itself: %g", own.Features[model.CountryVote])
	}
}

func TestContext(t *testing.T) {
	t.Parallel()
	kano := option(t, setup{}.choices(t, "rain on Kano, Ibadan and Kaduna in all of Nigeria", "Kano", 1), "2335204").Features
	if kano[model.CountryNamed] != 1 || kano[model.CountryShare] != 0.75 || kano[model.Admin1Named] != 0 {
		t.Errorf("named %g, share %g, state named %g", kano[model.CountryNamed], kano[model.CountryShare], kano[model.Admin1Named])
	}
	if kano[model.Near] <= 0 || kano[model.Near] >= 1 || kano[model.Nearby] <= kano[model.Near] || kano[model.Around] != float32(1)/3 || kano[model.Close] != 0 {
		t.Errorf("near %g, nearby %g, within 250 km %g", kano[model.Near], kano[model.Nearby], kano[model.Around])
	}
	if kano[model.Neighbor] <= 0 {
		t.Error("Ibadan is no neighbor of Kano")
	}
	// A sense is no context of its own.
	alone := option(t, setup{}.choices(t, "rain on Kano. snow on Kano", "Kano", 1), "2335204").Features
	for f := model.InContext; f < model.NumFeatures; f++ {
		if alone[f] != 0 {
			t.Errorf("alone Kano has a context: feature %d is %g", f, alone[f])
		}
	}
	line := option(t, setup{}.choices(t, "KADUNA, Nigeria (AP) — rain on Kano", "Kano", 1), "2335204").Features
	if math.Abs(float64(line[model.DatelineNear]-line[model.Near])) > 1e-6 || line[model.DatelineNear] == 0 {
		t.Errorf("the dateline is near by %g, the nearest place by %g", line[model.DatelineNear], line[model.Near])
	}
}

func TestDemonymMeansWhatItIsMadeFrom(t *testing.T) {
	t.Parallel()
	for _, demonym := range []string{"Ukrainian", "French", "Turkish", "Polish", "Georgian", "Indian", "Dutch"} {
		for _, o := range (setup{}).choices(t, "the "+demonym+" side left", demonym, 0) {
			made := o.Features[model.PeopleTown] == 1 && o.Place.Type() == gazetteer.Settlement && strings.EqualFold(o.Place.Name(), demonym)
			for u := range o.Place.Uses() {
				made = made || u.Flags()&gazetteer.Demonym != 0 && strings.EqualFold(u.Spelling(), demonym)
			}
			if !made {
				t.Errorf("%s may be %s", demonym, o.Place.ID())
			}
		}
	}
}

func TestWithin(t *testing.T) {
	t.Parallel()
	a := setup{}.answer(t, "rain on Paris, Texas")
	paris, texas := a.All[0].Place, a.All[1].Place
	if !resolve.Within(paris, texas) || resolve.Within(texas, paris) || resolve.Within(texas, texas) {
		t.Error("Paris lies in Texas, and nothing else")
	}
}

func TestCanceled(t *testing.T) {
	t.Parallel()
	text, set, r := setup{}.read(t, "rain on Kano")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.Resolve(ctx, text, set, gazetteer.Place{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
