package names

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/prose"
)

func index(t *testing.T) *gazetteer.Index {
	t.Helper()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

// What a Finder keeps in mind of names and words is what it finds anew, in whatever order and languages it reads texts.
func TestMemory(t *testing.T) {
	t.Parallel()
	ix := index(t)
	texts := []struct{ source, language string }{
		{"Paris, Texas, is not in France, said Georgia's New York Times. PARIS and N.Y. are.", "en"},
		{"À Paris, la Géorgie et New York; le Georgia.", "fr"},
		{"In Paris sagte der Georgier aus New York nichts.", "de"},
		{"Перед Парижем лежит Новый Орлеан, а в Нью-Йорке Paris.", "ru"},
		{"In 1912, in 1913 and in 1914 ships left Constantinople for Petrograd and Leningrad.", "en"},
		{"Ships left Constantinople for Petrograd and Leningrad.", "en"},
		{"İstanbul'da, Paris'te ve New York'ta.", "tr"},
		{"NEW YORK, San Jose and Santa Cruz, San Antonio", ""},
	}
	reader, finder := prose.NewReader(ix), NewFinder(ix)
	found := func(r *prose.Reader, f *Finder, source, language string) string {
		text, err := r.Read(t.Context(), source, language)
		if err != nil {
			t.Fatal(err)
		}
		list, err := f.Find(t.Context(), text)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for i := range list.Names {
			n := &list.Names[i]
			fmt.Fprintln(&b, n.First, n.Last, n.Top, n.Sure, n.Links)
			for _, c := range n.Candidates {
				fmt.Fprintln(&b, c.Place.ID(), c.Flags, c.Kind, c.Exact, c.Main, c.Foreign, c.Own, c.Known, c.Prior, c.Size)
			}
		}
		return b.String()
	}
	for round := range 3 {
		for _, x := range texts {
			want := found(prose.NewReader(ix), NewFinder(ix), x.source, x.language)
			if got := found(reader, finder, x.source, x.language); got != want || got == "" {
				t.Errorf("round %d: %q has\n%swant\n%s", round, x.source, got, want)
			}
		}
		slices.Reverse(texts)
	}
	var b strings.Builder
	for k := range 40_000 { // words enough to number the forms anew
		fmt.Fprintf(&b, "Q%dx ", k)
	}
	age := finder.beginnings.age
	found(reader, finder, b.String(), "en")
	for _, x := range texts {
		if got, want := found(reader, finder, x.source, x.language), found(prose.NewReader(ix), NewFinder(ix), x.source, x.language); got != want {
			t.Errorf("after many words %q has\n%swant\n%s", x.source, got, want)
		}
	}
	if finder.beginnings.age == age {
		t.Error("the forms were not numbered anew")
	}
}

// Of too many candidates the best known are kept, in the order of a stable sort.
func TestPrune(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 4 * maxCandidates {
		all := make([]Candidate, n)
		for i := range all {
			all[i] = Candidate{Prior: float32(random.IntN(20)), Size: float32(i)}
		}
		want := slices.Clone(all)
		if n > maxCandidates {
			slices.SortStableFunc(want, func(a, b Candidate) int { return cmp.Compare(b.Prior, a.Prior) })
			want = want[:maxCandidates]
		}
		if got := prune(all); !slices.Equal(got, want) {
			t.Fatalf("of %d candidates: %v, want %v", n, got, want)
		}
	}
}

// The senses of a name are those of its uses, after as many other names as are kept, too; and no more than those are kept.
func TestSenses(t *testing.T) {
	t.Parallel()
	ix := index(t)
	kept := senses{spans: map[uint64]span{}}
	manners := []manner{{language: prose.LanguageOf("en")}, {prose.LanguageOf("fr"), false, true}, {prose.LanguageOf("xx"), true, false}}
	most, k := 0, 0
	for name := range ix.Toponyms() {
		if k++; k > 3*mostSenses {
			break
		}
		m := manners[k%len(manners)]
		for range 2 {
			got := kept.of(name, m)
			if len(got) != name.NumUses() {
				t.Fatalf("%s: %d senses of %d uses", name.Key(), len(got), name.NumUses())
			}
			most = max(most, len(kept.all)-len(got))
			i := 0
			for use := range name.Uses() {
				s := got[i]
				if spelling := string(kept.spellings[s.spelling.from:s.spelling.to]); spelling != use.Spelling() {
					t.Fatalf("%s: use %d is spelled %q, want %q", name.Key(), i, spelling, use.Spelling())
				}
				s.spelling = span{}
				if want := senseOf(use, m); s != want {
					t.Fatalf("%s: sense %d is %+v, want %+v", name.Key(), i, s, want)
				}
				i++
			}
		}
	}
	if most > mostSenses || len(kept.spellings) > 64*mostSenses {
		t.Errorf("%d senses are kept beside those of the last name, with %d bytes of spellings", most, len(kept.spellings))
	}
}
