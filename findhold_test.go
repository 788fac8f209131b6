package geotag

import (
	"context"
	"errors"
	"testing"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
)

func worldFinder(t *testing.T, mode FindMode) *finder {
	t.Helper()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	return &finder{ctx: t.Context(), t: New(ix), q: Query{Mode: mode}}
}

// What a container is asked once for many places, and by cells, is what it would say of each place if all that may hold it were looked at.
func TestHeldByCells(t *testing.T) {
	t.Parallel()
	held := 0
	for _, parts := range [][]string{{"San Jose"}, {"Hampshire"}, {"Borneo"}, {"Fiji"}, {"Fairfax"}, {"NYC"}, {"TX"}, {"Texas", "us"}, {"s"}, {"BY"}, {"Balkans"}} {
		f := worldFinder(t, FindPrefix)
		in := f.containers(parts)
		for p := range f.t.ix.Places() {
			if p.Ref()%97 != 0 {
				continue
			}
			loss, ok := f.held(p, in)
			if ok {
				held++
			}
			var plain []*container
			for _, c := range in {
				one := *c
				one.inside, one.divisions = verdicts{}, map[string]string{}
				one.reach = &reach{cells: map[cell][]Place{everywhere: c.wide}}
				plain = append(plain, &one)
			}
			if wantLoss, want := f.held(p, plain); loss != wantLoss || ok != want {
				t.Fatalf("%v holds %s (%s): %v, %v; want %v, %v", parts, p.Name(), p.ID(), loss, ok, wantLoss, want)
			}
		}
	}
	if held < 100 {
		t.Errorf("%d places are held", held)
	}
}

// ending is a context that ends when it has been asked so many times.
type ending struct {
	context.Context
	left int
}

func (e *ending) Err() error {
	if e.left--; e.left < 0 {
		return context.Canceled
	}
	return nil
}

// Wherever the context ends, Find answers its error, and asks it no more than a few times again: it does not go on.
func TestFindEnds(t *testing.T) {
	t.Parallel()
	tagger := worldFinder(t, 0).t
	for _, q := range []Query{
		{Name: "s", Mode: FindPrefix, Types: []gazetteer.Type{gazetteer.Continent}},
		{Name: "s, san jose, us", Mode: FindPrefix, Near: &orb.Point{139.7, 35.7}},
		{Name: "saiajaja xanta", Mode: FindFuzzy},
		{Name: "san m. de la x., springfield tx us, a b c d e f g h"},
		{Name: "350 fifth ave zzyzx san jose xx 10118"},
	} {
		most := 1 << 20
		all := &ending{t.Context(), most}
		if _, err := tagger.Find(all, q); err != nil {
			t.Fatal(err)
		}
		asked := most - all.left
		if asked < 3 {
			t.Errorf("%q asks the context %d times", q.Name, asked)
		}
		for n := range min(asked, 40) {
			ends := &ending{t.Context(), n}
			if _, err := tagger.Find(ends, q); !errors.Is(err, context.Canceled) || -ends.left > 100 {
				t.Fatalf("%q ended after %d of %d: %v, and was asked %d times more", q.Name, n, asked, err, -ends.left)
			}
		}
	}
}
