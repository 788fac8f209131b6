package merge

import (
	"iter"
	"slices"
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
)

// A place of one's own takes in what other sources have of its name and type nearby, and keeps its id.
func TestOwnTwins(t *testing.T) {
	t.Parallel()
	mine := place("m:1", "Torka", gazetteer.Settlement, "", 30, 50)
	mine.Names = []gazetteer.Name{{Text: "Our Torka"}}
	near, far, other := place("71", "TORKA", gazetteer.Settlement, "", 30.05, 50), place("72", "Torka", gazetteer.Settlement, "", 31, 50), place("73", "Torka", gazetteer.Facility, "", 30, 50)
	near.Names, near.Population = []gazetteer.Name{{Text: "Torkaburg"}}, 700
	child := place("74", "Suburb", gazetteer.Settlement, "71", 30.06, 50)
	m := New("")
	defer m.Close()
	got := merged(t, m, map[string]iter.Seq2[gazetteer.Entry, error]{"own": of(mine), "geonames": of(near, far, other), "builtin": of(near, child)}, Own, GeoNames, BuiltIn)
	if len(got) != 4 || got["71"].ID != "" {
		t.Errorf("places %v", got)
	}
	torka := got["m:1"]
	for _, want := range []string{"Our Torka", "Torkaburg"} {
		if !slices.ContainsFunc(torka.Names, func(n gazetteer.Name) bool { return n.Text == want }) {
			t.Errorf("%q is no name of %+v", want, torka)
		}
	}
	if torka.Name != "Torka" || torka.Population != 700 || torka.Point[0] != 30 {
		t.Errorf("%+v", torka)
	}
	if p := got["74"].Parent; p != "m:1" {
		t.Errorf("what lay in the twin lies in %q", p)
	}
}

// A country keeps the name that what is built in has, unless one of the builder's own sources gives another.
func TestCountryName(t *testing.T) {
	t.Parallel()
	formal, usual := place("XX", "Grand Duchy of Xanadu", gazetteer.Country, "", 1, 1), place("XX", "Xanadu", gazetteer.Country, "", 1, 1)
	own := gazetteer.Entry{ID: "XX", Name: "Our Xanadu", Point: gazetteer.NoPoint}
	for want, sources := range map[string]map[string]iter.Seq2[gazetteer.Entry, error]{
		"Xanadu":     {"geonames": of(formal), "builtin": of(usual), "own": of()},
		"Our Xanadu": {"geonames": of(formal), "builtin": of(usual), "own": of(own)},
	} {
		m := New("")
		e := merged(t, m, sources, Own, GeoNames, BuiltIn)["XX"]
		m.Close()
		if e.Name != want || !slices.ContainsFunc(e.Names, func(n gazetteer.Name) bool { return n.Text == formal.Name }) {
			t.Errorf("%q, %v; want %q", e.Name, e.Names, want)
		}
	}
}

// A row that closes a ring of parents loses its parent, and the rest is as it was.
func TestRings(t *testing.T) {
	t.Parallel()
	in := func(id, parent string) gazetteer.Entry {
		return gazetteer.Entry{ID: id, Parent: parent, Point: gazetteer.NoPoint}
	}
	m := New("")
	defer m.Close()
	places := of(place("1", "A", gazetteer.Admin2, "", 1, 1), place("2", "B", gazetteer.Admin2, "", 2, 2), place("3", "C", gazetteer.Admin2, "", 3, 3), place("XX", "X", gazetteer.Country, "", 1, 1),
		place("XX.1", "Y", gazetteer.Admin1, "XX", 1, 1))
	if err := m.Add("places", GeoNames, places); err != nil {
		t.Fatal(err)
	}
	if err := m.Add("hierarchy", GeoNames, of(in("1", "2"), in("2", "3"), in("3", "1"), in("3", "XX"), in("XX", "XX.1"), in("1", "1"))); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for e, err := range m.Entries() {
		if err != nil {
			t.Fatal(err)
		}
		got[e.ID] = e.Parent
	}
	if got["1"] != "2" || got["2"] != "3" || got["3"] != "XX" || got["XX"] != "" || got["XX.1"] != "XX" {
		t.Errorf("parents %v", got)
	}
	r := m.Reports()[1]
	if len(r.Reasons) != 2 || r.Reasons[0].Row != 3 || r.Reasons[1].Row != 5 || r.Reasons[0].Partial || !strings.Contains(r.Reasons[0].Text, "3 would lie in 1") {
		t.Errorf("reasons %+v", r.Reasons)
	}
}

// Names that are trusted or blocked are marked in whatever place has them, and one's own are trusted.
func TestLists(t *testing.T) {
	t.Parallel()
	m := New("")
	defer m.Close()
	m.Trust([]string{"reading", "Nowhere"})
	m.Block([]string{"Nice"})
	a, b := place("1", "Reading", gazetteer.Settlement, "", 1, 1), place("2", "Nice", gazetteer.Settlement, "", 2, 2)
	b.Names = []gazetteer.Name{{Text: "Nizza"}}
	got := merged(t, m, map[string]iter.Seq2[gazetteer.Entry, error]{"own": of(place("3", "Post", gazetteer.Facility, "", 9, 9)), "geonames": of(a, b)}, Own, GeoNames)
	for id, want := range map[string]gazetteer.Name{
		"1": {Text: "Reading", Flags: gazetteer.Trusted}, "2": {Text: "Nice", Flags: gazetteer.Blocked}, "3": {Text: "Post", Flags: gazetteer.Trusted},
	} {
		if !slices.ContainsFunc(got[id].Names, func(n gazetteer.Name) bool { return n.Text == want.Text && n.Flags == want.Flags }) {
			t.Errorf("%s: %+v, want %v", id, got[id].Names, want)
		}
	}
	if slices.ContainsFunc(got["2"].Names, func(n gazetteer.Name) bool { return n.Text == "Nizza" && n.Flags != 0 }) {
		t.Errorf("%+v", got["2"])
	}
	if trusted, blocked := m.Idle(); trusted != 1 || blocked != 0 {
		t.Errorf("idle: %d, %d", trusted, blocked)
	}
}
