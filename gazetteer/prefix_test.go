package gazetteer

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"example.com/geotag/internal/fold"
)

func completed(ix *Index, name string, n int) string {
	var b strings.Builder
	for _, c := range ix.Completions(name, n) {
		fmt.Fprintf(&b, "%s=%s ", c.Toponym.Key(), c.Place.ID())
	}
	return strings.TrimSpace(b.String())
}

func TestCompletions(t *testing.T) {
	t.Parallel()
	entries := named("Newcastle", "New York", "New Orleans", "Newark", "Paris", "新潟")
	entries[1].Names = []Name{{Text: "New Amsterdam", Flags: Historic}, {Text: "New Yorker", Flags: Demonym}}
	ix := load(t, compile(t, entries))
	for _, tt := range []struct {
		name string
		n    int
		want string
	}{
		{"new", 9, "new york=1 newark=3 new orleans=2 newcastle=0"},
		{"new", 2, "new york=1 newark=3"},
		{"NEW ", 9, "new york=1 new orleans=2"},
		{"New Y", 9, "new york=1"},
		{"new a", 9, "new amsterdam=1"},
		{"new yorke", 9, ""},
		{"parisx", 9, ""},
		{"par", 9, "paris=4"},
		{"新", 9, "新潟=5"},
		{"x", 9, ""},
		{"", 2, "新潟=5 paris=4"},
		{"new", 0, ""},
	} {
		if got := completed(ix, tt.name, tt.n); got != tt.want {
			t.Errorf("Completions(%q, %d) = %s, want %s", tt.name, tt.n, got, tt.want)
		}
	}
}

// With a prefix section the answers are those of reading all names.
func TestPrefixSection(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(4, 4))
	var entries []Entry
	for i := range 4000 {
		w := []rune{rune('a' + r.IntN(3)), rune('a' + r.IntN(3)), rune('a' + r.IntN(20)), rune('a' + r.IntN(20)), 'é', rune('a' + r.IntN(26))}
		e := Entry{ID: fmt.Sprint(i), Name: string(w[:2+r.IntN(5)]), Type: Type(1 + r.IntN(int(Facility))), Population: uint64(r.IntN(50))}
		for range r.IntN(3) {
			e.Names = append(e.Names, Name{Text: string(w[r.IntN(2):]), Flags: NameFlags(r.IntN(int(allFlags)))})
		}
		entries = append(entries, e)
	}
	ix := load(t, compile(t, entries))
	if len(ix.prefix) == 0 {
		t.Fatal("no prefix section")
	}
	plain := *ix
	plain.prefix = nil
	for _, name := range []string{"", "a", "ab", "abc", "c", "cc", "bé", "abcd"} {
		for _, n := range []int{1, 10, prefixTop, prefixTop + 1} {
			if got, want := completed(ix, name, n), completed(&plain, name, n); got != want {
				t.Errorf("Completions(%q, %d)\n got %s\nwant %s", name, n, got, want)
			}
		}
		// What is read is the weightiest of all, whatever the order.
		var all []Completion
		for toponym := range ix.Toponyms() {
			if strings.HasPrefix(toponym.Key(), fold.Name(name)) {
				top := completions{most: 1 << 20}
				top.addName(ix, toponym.off, ix.name(toponym.off))
				all = append(all, top.list...)
			}
		}
		slices.SortFunc(all, compareCompletions)
		if got := ix.Completions(name, 1); len(all) > 0 && got[0].Weight != all[0].Weight {
			t.Errorf("Completions(%q, 1) weighs %d, want %d", name, got[0].Weight, all[0].Weight)
		}
	}
	row := ix.prefix[4:8]
	row[0]++
	if err := ix.verifyPrefix(); err == nil {
		t.Error("another row passes for right")
	}
}
