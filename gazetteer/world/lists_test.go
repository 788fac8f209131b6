package world

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
)

// lists yields the rows of a file of testdata: a code and what is listed for it, separated by |.
func lists(t *testing.T, name string) map[string][]string {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows := map[string][]string{}
	for s := bufio.NewScanner(f); s.Scan(); {
		if code, list, ok := strings.Cut(s.Text(), "\t"); ok && !strings.HasPrefix(code, "#") {
			rows[code] = append(rows[code], strings.Split(list, "|")...)
		}
	}
	return rows
}

// has reports whether a name leads to a place that fits.
func has(ix *gazetteer.Index, name string, fits func(gazetteer.Use) bool) bool {
	top, ok := ix.Lookup(name)
	if !ok {
		return false
	}
	for u := range top.Uses() {
		if fits(u) {
			return true
		}
	}
	return false
}

// TestDivisions holds that the provinces, counties, oblasts and states that news names resolve in their country.
func TestDivisions(t *testing.T) {
	t.Parallel()
	ix := index(t)
	n, missing := 0, 0
	for country, names := range lists(t, "divisions.tsv") {
		for _, name := range names {
			n++
			if !has(ix, name, func(u gazetteer.Use) bool {
				p := u.Place()
				return p.Country() == country && p.Type() != gazetteer.Settlement
			}) {
				missing++
				t.Logf("%s: no division %q", country, name)
			}
		}
	}
	if missing > 0 {
		t.Errorf("%d of %d divisions are missing", missing, n)
	}
}

// TestCounties holds that every county of the United States resolves by its name, or, where GeoNames has it as one with
// its city, that the city does.
func TestCounties(t *testing.T) {
	t.Parallel()
	ix := index(t)
	n, missing := 0, 0
	for state, counties := range lists(t, "counties.tsv") {
		for _, c := range counties {
			code, name, _ := strings.Cut(c, " ")
			n++
			if !has(ix, name, func(u gazetteer.Use) bool {
				p := u.Place()
				if p.ID() == state+"."+code || p.ID() == state {
					return true
				}
				for up := range p.Ancestors() {
					if up.ID() == state {
						return p.Type() == gazetteer.Settlement
					}
				}
				return false
			}) {
				missing++
				t.Logf("%s.%s: not found by %q", state, code, name)
			}
		}
	}
	if n < 3100 || missing > 0 {
		t.Errorf("%d of %d counties are missing", missing, n)
	}
}

// TestAdmin1 holds that every first-order division resolves by its display name and its code.
func TestAdmin1(t *testing.T) {
	t.Parallel()
	ix := index(t)
	n := 0
	for p := range ix.Places() {
		if p.Type() != gazetteer.Admin1 {
			continue
		}
		n++
		if q, ok := ix.Place(p.ID()); !ok || q != p {
			t.Errorf("%s is not found by its code", p.ID())
		}
		if !has(ix, p.Name(), func(u gazetteer.Use) bool { return u.Place() == p }) {
			t.Errorf("%s is not found by its name %q", p.ID(), p.Name())
		}
		if up, ok := p.Parent(); !ok || up.Type() != gazetteer.Country {
			t.Errorf("%s %s lies in no country", p.ID(), p.Name())
		}
	}
	if n < 3860 {
		t.Errorf("%d first-order divisions", n)
	}
}

// TestSize holds what the gazetteer promises of its size.
func TestSize(t *testing.T) {
	t.Parallel()
	ix := index(t)
	if ix.NumPlaces() < 260_000 || ix.NumNames() < 700_000 {
		t.Errorf("%d places, %d names", ix.NumPlaces(), ix.NumNames())
	}
	if info, err := os.Stat("world.gaz"); err != nil || info.Size() > 60e6 {
		t.Errorf("world.gaz: %v, error %v", info.Size(), err)
	}
}
