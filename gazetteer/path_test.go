package gazetteer

import "testing"

// A walk along a name ends with it, however its letters are divided, and ends where no name goes on.
func TestPath(t *testing.T) {
	t.Parallel()
	ix := load(t, compile(t, named("Newcastle", "New York", "New", "Paris", "新潟")))
	for _, tt := range []struct {
		steps []string
		want  string // the name that ends there; "-": none does, and empty: none begins so
	}{
		{[]string{"new", " york"}, "new york"},
		{[]string{"n", "e", "w", ""}, "new"},
		{[]string{"newc"}, "-"},
		{[]string{"newc", "astle"}, "newcastle"},
		{[]string{"newcastles"}, ""},
		{[]string{"par", "iz"}, ""},
		{[]string{"pari", "s"}, "paris"},
		{[]string{"paris", "h"}, ""},
		{[]string{"新", "潟"}, "新潟"},
		{[]string{"\xff"}, ""},
		{[]string{"new\x00"}, ""},
		{nil, "-"},
	} {
		p, ok := ix.Path(), true
		for _, s := range tt.steps {
			if ok {
				p, ok = p.Follow([]byte(s))
			}
		}
		got := ""
		if ok {
			got = "-"
			if name, ends := p.Toponym(); ends {
				got = name.Key()
			}
		}
		if got != tt.want {
			t.Errorf("%q: %q, want %q", tt.steps, got, tt.want)
		}
	}
}

// Every name of an index is reached, letter by letter, and is itself.
func TestPathReachesAll(t *testing.T) {
	t.Parallel()
	ix := load(t, compile(t, named("Ab", "Abc", "Abcd", "Abd", "B", "Bb b", "Bb bb")))
	for name := range ix.Toponyms() {
		p, ok := ix.Path(), true
		for _, c := range []byte(name.Key()) {
			if p.Latin()&LatinBit(c) == 0 {
				t.Errorf("%s: %q does not go on with %q", name.Key(), name.Key()[:p.depth], c)
			}
			if p, ok = p.Follow([]byte{c}); !ok {
				t.Fatalf("%s: the walk ends at %q", name.Key(), c)
			}
		}
		if got, ok := p.Toponym(); !ok || got != name {
			t.Errorf("%s: %s, %t", name.Key(), got.Key(), ok)
		}
	}
}

// The letters that go on from a beginning are those of the names that begin so, and no others.
func TestPathLatin(t *testing.T) {
	t.Parallel()
	ix := load(t, compile(t, named("New York", "Newa", "Newz", "Paris", "新潟")))
	for begin, want := range map[string]string{"": "np", "new": " az", "p": "a", "paris": "", "新": ""} {
		p, _ := ix.Path().Follow([]byte(begin))
		bits := uint32(0)
		for _, c := range []byte(want) {
			bits |= LatinBit(c)
		}
		if got := p.Latin(); got != bits {
			t.Errorf("%q: %b, want %b", begin, got, bits)
		}
	}
}
