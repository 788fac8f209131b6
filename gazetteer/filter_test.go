package gazetteer

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"example.com/geotag/internal/fold"
)

// manyPlaces returns places of few countries, types and letters, so that names, filters and weights often meet.
func manyPlaces(n int) []Entry {
	r := rand.New(rand.NewPCG(5, 5))
	word := func() string {
		w := make([]rune, 1+r.IntN(4))
		for i := range w {
			w[i] = []rune("aabcéяю")[r.IntN(7)]
		}
		return string(w)
	}
	var entries []Entry
	for i := range n {
		e := Entry{
			ID: fmt.Sprint(i), Name: word(), Type: Type(1 + r.IntN(int(Postcode))), Population: uint64(r.IntN(6)) * 1000,
			Country: []string{"", "AA", "DE", "US", "ZZ"}[r.IntN(5)], Point: orb.Point{float64(r.IntN(361) - 180), float64(r.IntN(181) - 90)},
		}
		for range r.IntN(4) {
			e.Names = append(e.Names, Name{Text: word(), Flags: NameFlags(r.IntN(int(allFlags))), Langs: []string{"en", "de"}[:r.IntN(3)]})
		}
		entries = append(entries, e)
	}
	return entries
}

// completeAll returns all places with a name that begins so, by all names of all places.
func completeAll(ix *Index, name string) []Completion {
	var all []Completion
	for p := range ix.Places() {
		var best Completion
		for u := range p.Uses() {
			c := Completion{u.Toponym(), p, u.Weight()}
			if c.Weight > 0 && strings.HasPrefix(u.Toponym().Key(), fold.Name(name)) && (best.Weight == 0 || compareCompletions(c, best) < 0) {
				best = c
			}
		}
		if best.Weight > 0 {
			all = append(all, best)
		}
	}
	slices.SortFunc(all, compareCompletions)
	return all
}

// What is found by either way is what a look at everything finds, in the same order.
func TestCompletionsOf(t *testing.T) {
	t.Parallel()
	ix := load(t, compile(t, manyPlaces(3000)))
	boxes := []orb.Bound{{}, {Min: orb.Point{-20, -20}, Max: orb.Point{30, 30}}, {Min: orb.Point{170, -90}, Max: orb.Point{-170, 90}}, {Min: orb.Point{3.1, 3.1}, Max: orb.Point{3.2, 3.2}}}
	byPlaces, byNames := 0, 0
	for _, name := range []string{"", "a", "b", "ab", "aaa", "я", "яю", "é", "cab", "q"} {
		if unit, ok := ix.unit(beginningKey(name)); ok {
			if first, end := ix.stretchOf(unit); ix.manyNames(end - first) {
				byPlaces++
			} else {
				byNames++
			}
		}
		all := completeAll(ix, name)
		for _, countries := range [][]string{nil, {"DE"}, {"QQ"}, {"AA", "ZZ", "AA"}, {"x", "USA"}} {
			for _, types := range [][]Type{nil, {Settlement}, {Country, Postcode}, {200}} {
				for i, box := range boxes {
					f := NewFilter(countries, types, box)
					keep := func(p Place) bool { return i%2 == 0 || p.ref%3 > 0 }
					wants := func(p Place) bool {
						return (countries == nil || slices.Contains(countries, p.Country())) && (types == nil || slices.Contains(types, p.Type())) &&
							(box == orb.Bound{} || inside(box, p.Point())) && keep(p)
					}
					var want []Completion
					for _, c := range all {
						if wants(c.Place) {
							want = append(want, c)
						}
					}
					for _, n := range []int{1, 20, 5000} {
						want := want[:min(n, len(want))]
						if got := ix.CompletionsOf(t.Context(), name, n, &f, keep); !slices.Equal(got, want) {
							t.Fatalf("CompletionsOf(%q, %d) of %v, %v in %v: %d, want %d places", name, n, countries, types, box, len(got), len(want))
						}
					}
				}
			}
		}
	}
	if byPlaces == 0 || byNames == 0 {
		t.Errorf("%d beginnings by the places, %d by the names", byPlaces, byNames)
	}
}

// inside reports whether a point is in a box, which may cross the antimeridian.
func inside(b orb.Bound, p orb.Point) bool {
	if b.Min[0] > b.Max[0] {
		return inside(orb.Bound{Min: b.Min, Max: orb.Point{180, b.Max[1]}}, p) || inside(orb.Bound{Min: orb.Point{-180, b.Min[1]}, Max: b.Max}, p)
	}
	return b.Contains(p)
}

// The names that begin so are those of the places that say so.
func TestBeginners(t *testing.T) {
	t.Parallel()
	ix := load(t, compile(t, manyPlaces(300)))
	for _, name := range []string{"a", "ab", "я", "q", "aaab", "c"} {
		b := ix.Beginners(name)
		for p := range ix.Places() {
			if got, want := p.NamedAmong(b), strings.HasPrefix(fold.Name(p.Name()), name); got != want {
				t.Errorf("%q begins with %q: %v", p.Name(), name, got)
			}
		}
	}
	if (Place{}).NamedAmong(ix.Beginners("a")) || ix.Beginners("q") != (Beginners{}) {
		t.Error("no place, or no name, begins so")
	}
}
