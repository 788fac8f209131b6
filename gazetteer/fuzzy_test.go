package gazetteer

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"example.com/geotag/internal/fold"
)

// distance is the restricted Damerau-Levenshtein distance, by the whole table.
func distance(a, b []rune) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

// like returns what Fuzzy should: all names within most edits.
func like(ix *Index, name string, most int) map[string]int {
	want := []rune(fold.Name(name))
	near := map[string]int{}
	for t := range ix.Toponyms() {
		if d := distance([]rune(t.Key()), want); d <= most && len(want) > 0 && sameScripts(t.Key(), string(want)) {
			near[t.Key()] = d
		}
	}
	return near
}

// sameScripts reports whether each letter of a name is Latin, or of a script that the other name has, too.
func sameScripts(name, other string) bool {
	script := func(lead byte) int {
		return slices.IndexFunc(scripts[:], func(last byte) bool { return lead <= last })
	}
	for _, r := range name {
		if k := script(string(r)[0]); k > 0 && !strings.ContainsFunc(other, func(o rune) bool { return script(string(o)[0]) == k }) {
			return false
		}
	}
	return true
}

func fuzzy(t testing.TB, ix *Index, name string, most int) map[string]int {
	t.Helper()
	got := map[string]int{}
	for toponym, d := range ix.Fuzzy(t.Context(), name, most) {
		if _, twice := got[toponym.Key()]; twice {
			t.Errorf("Fuzzy(%q, %d) yields %q twice", name, most, toponym.Key())
		}
		got[toponym.Key()] = d
	}
	return got
}

func named(names ...string) []Entry {
	var entries []Entry
	for i, n := range names {
		entries = append(entries, Entry{ID: fmt.Sprint(i), Name: n, Type: Settlement, Population: uint64(i + 1)})
	}
	return entries
}

func TestFuzzy(t *testing.T) {
	t.Parallel()
	ix := load(t, compile(t, named("Murmansk", "Murom", "Kursk", "Мурманск", "Łódź", "東京", "東京都", "Minsk", "Münster", "Ur")))
	for _, tt := range []struct {
		name string
		most int
		want string
	}{
		{"Murmansk", 0, "map[murmansk:0]"},
		{"Murmanks", 1, "map[murmansk:1]"},
		{"Murmank", 1, "map[murmansk:1]"},
		{"Umrmansk", 1, "map[murmansk:1]"},
		{"Murmnask", 1, "map[murmansk:1]"},
		{"Murrmansk", 1, "map[murmansk:1]"},
		{"Mxrmanks", 1, "map[]"},
		{"Mxrmanks", 2, "map[murmansk:2]"},
		{"Мурмнаск", 1, "map[мурманск:1]"},
		{"lodx", 1, "map[lodz:1]"},
		{"京東", 1, "map[東京:1]"},
		{"大京", 1, "map[東京:1]"},
		{"Mursk", 2, "map[kursk:1 minsk:2 murom:2]"},
		{"U", 2, "map[ur:1]"},
		{"", 2, "map[]"},
		{strings.Repeat("a", 61), 2, "map[]"},
	} {
		if got := fmt.Sprint(fuzzy(t, ix, tt.name, tt.most)); got != tt.want {
			t.Errorf("Fuzzy(%q, %d) = %s, want %s", tt.name, tt.most, got, tt.want)
		}
	}
	for range ix.Fuzzy(t.Context(), "Mursk", 2) {
		break // it stops where its caller does
	}
}

// Every misspelling of every name finds what the whole table of distances finds.
func TestFuzzyAgainstTable(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(8, 8))
	letters := []rune("abcdé 東京ы")
	word := func() string {
		w := make([]rune, 1+r.IntN(7))
		for i := range w {
			w[i] = letters[r.IntN(len(letters))]
		}
		return "x" + string(w)
	}
	var names []string
	for range 400 {
		names = append(names, word())
	}
	ix := load(t, compile(t, named(names...)))
	for range 2000 {
		name, most := word(), r.IntN(3)
		if got, want := fuzzy(t, ix, name, most), like(ix, name, most); !maps.Equal(got, want) {
			t.Fatalf("Fuzzy(%q, %d) = %v, want %v", name, most, got, want)
		}
	}
}

func FuzzFuzzy(f *testing.F) {
	f.Add("Murmansk\nMurom\nKursk\nМурманск", "Murmanks", 2)
	f.Add("東京\n東京都\na", "京東", 1)
	f.Fuzz(func(t *testing.T, lines, name string, most int) {
		var names []string
		for line := range strings.SplitSeq(lines, "\n") {
			if line = Clean(line); IsName(line) && len(names) < 50 && len(line) < 200 {
				names = append(names, line)
			}
		}
		most = min(max(most, 0), maxEdits)
		ix := load(t, compile(t, named(names...)))
		if got, want := fuzzy(t, ix, name, most), like(ix, name, most); len([]rune(fold.Name(name))) <= maxFuzzy && !maps.Equal(got, want) {
			t.Errorf("Fuzzy(%q, %d) = %v, want %v", name, most, got, want)
		}
	})
}
