package gazetteer

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"example.com/geotag/internal/fold"
)

// entryOf reads an entry back.
func entryOf(p Place) Entry {
	e := Entry{
		ID: p.ID(), Name: p.Name(), Type: p.Type(), FeatureCode: p.FeatureCode(), Country: p.Country(), Point: p.Point(),
		Population: p.Population(), AreaM2: p.AreaM2(), AreaSource: p.AreaSource(), Names: slices.Collect(p.Names()),
	}
	e.Extent, _ = p.Extent()
	if up, ok := p.Parent(); ok {
		e.Parent = up.ID()
	}
	return e
}

func TestRoundTrip(t *testing.T) {
	t.Parallel()
	want := v1Entries(t)
	want = append(want, Entry{ID: "earth", Name: "Earth", Type: Continent, Population: 8_200_000_000, Point: orb.Point{-180, 90}})
	ix := load(t, compile(t, want))
	for _, w := range want {
		p, ok := ix.Place(w.ID)
		if !ok {
			t.Fatalf("no place %q", w.ID)
		}
		got := entryOf(p)
		if p.NumNames() > len(got.Names) || !p.hasNames(w.Names) || got.Names[0].Text != w.Name {
			t.Errorf("%s has the names %v", w.ID, got.Names)
		}
		if w.Uncertainty != 0 && p.Uncertainty() != w.Uncertainty {
			t.Errorf("%s: uncertainty %v, want %v", w.ID, p.Uncertainty(), w.Uncertainty)
		}
		got.Names, w.Names, w.Uncertainty = nil, nil, 0
		if !reflect.DeepEqual(got, w) {
			t.Errorf("got  %+v\nwant %+v", got, w)
		}
	}
}

// hasNames reports whether the place has each of the names, with its languages and flags.
func (p Place) hasNames(names []Name) bool {
	for _, n := range names {
		found := false
		for u := range p.Uses() {
			found = found || u.SpelledAs([]byte(n.Text)) && u.Flags()&n.Flags == n.Flags && u.hasLangs(n.Langs)
		}
		if !found {
			return false
		}
	}
	return true
}

func (u Use) hasLangs(langs []string) bool {
	return !slices.ContainsFunc(langs, func(l string) bool { return !u.HasLang(l) })
}

func TestSameBytesInAnyOrder(t *testing.T) {
	t.Parallel()
	entries := append(v1Entries(t), synthetic(300)...)
	want := compile(t, entries)
	r := rand.New(rand.NewPCG(3, 4))
	for range 5 {
		r.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })
		for _, e := range entries {
			r.Shuffle(len(e.Names), func(i, j int) { e.Names[i], e.Names[j] = e.Names[j], e.Names[i] })
			for _, n := range e.Names {
				r.Shuffle(len(n.Langs), func(i, j int) { n.Langs[i], n.Langs[j] = n.Langs[j], n.Langs[i] })
			}
		}
		if !bytes.Equal(compile(t, entries), want) {
			t.Fatal("another order gives other bytes")
		}
	}
}

func TestOrderOfPlaces(t *testing.T) {
	t.Parallel()
	var entries []Entry
	for _, id := range []string{"b", "10", "9", "2147483648", "a", "007", "0", "2147483647", "+1"} {
		entries = append(entries, Entry{ID: id, Name: "X", Type: Region})
	}
	ix := load(t, compile(t, entries))
	var got []string
	for p := range ix.Places() {
		if q, ok := ix.Place(p.ID()); !ok || q != p {
			t.Errorf("Place(%q) = %v, %v", p.ID(), q, ok)
		}
		got = append(got, p.ID())
	}
	if s, want := strings.Join(got, " "), "0 9 10 2147483647 +1 007 2147483648 a b"; s != want {
		t.Errorf("places are in the order %s, want %s", s, want)
	}
	for _, id := range []string{"", "1", "00", "-1", "c", "+2"} {
		if _, ok := ix.Place(id); ok {
			t.Errorf("Place(%q) is there", id)
		}
	}
}

// Names of one place, as given and as they come back: the display name is Vasa.
func TestMergedNames(t *testing.T) {
	t.Parallel()
	en, sv := []string{"en"}, []string{"sv"}
	for _, tt := range []struct {
		what string
		in   []Name
		want string
	}{
		{"display name only", nil, "Vasa[] 0"},
		{"languages of one spelling", []Name{{"Vasa", sv, 0}, {"Vasa", en, Preferred}}, "Vasa[en sv] 1"},
		{"a language twice", []Name{{"Vasa", sv, 0}, {"Vasa", sv, 0}}, "Vasa[sv] 0"},
		{"a historic use is another", []Name{{"Vasa", sv, Historic}, {"Vasa", en, Historic}}, "Vasa[] 0, Vasa[en sv] 64"},
		{"a demonym alike is another", []Name{{"Vasa", en, Demonym}}, "Vasa[] 0, Vasa[en] 16"},
		{"spellings that fold alike", []Name{{"VASA", en, 0}, {"Väsa", sv, 0}}, "Vasa[] 0, VASA[en] 0, Väsa[sv] 0"},
		{"another name", []Name{{"Nikolaistad", sv, 0}}, "Vasa[] 0, Nikolaistad[sv] 0"},
	} {
		p, _ := load(t, compile(t, []Entry{{ID: "1", Name: "Vasa", Type: Settlement, Names: tt.in}})).Place("1")
		var got []string
		for n := range p.Names() {
			got = append(got, fmt.Sprintf("%s%v %d", n.Text, n.Langs, n.Flags))
		}
		if s := strings.Join(got, ", "); s != tt.want {
			t.Errorf("%s: %s, want %s", tt.what, s, tt.want)
		}
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	ok := Entry{ID: "7", Name: "X", Type: Settlement}
	with := func(change func(*Entry)) []Entry {
		e := ok
		change(&e)
		return []Entry{e}
	}
	name := func(n Name) []Entry { return with(func(e *Entry) { e.Names = []Name{n} }) }
	chain := []Entry{ok}
	for i := range maxDepth + 1 {
		chain = append(chain, Entry{ID: strconv.Itoa(8 + i), Name: "X", Type: Region, Parent: strconv.Itoa(7 + i)})
	}
	for _, tt := range []struct {
		entries []Entry
		want    string
	}{
		{with(func(e *Entry) { e.ID = "" }), `entry "": the id`},
		{with(func(e *Entry) { e.ID = "ä" }), `entry "ä": the id`},
		{with(func(e *Entry) { e.ID = strings.Repeat("7", 65) }), `7": the id`},
		{[]Entry{ok, ok}, `entry "7": it stands twice`},
		{with(func(e *Entry) { e.Type = 0 }), `entry "7": unknown type 0`},
		{with(func(e *Entry) { e.Type = Postcode + 1 }), `entry "7": unknown type 14`},
		{with(func(e *Entry) { e.Name = "" }), `entry "7": a name is missing`},
		{with(func(e *Entry) { e.Name = "..." }), `entry "7": name "..." has no letter`},
		{with(func(e *Entry) { e.Name = "a\xff" }), `entry "7": name "a\xff" is not UTF-8`},
		{name(Name{Text: "-"}), `entry "7": name "-" has no letter`},
		{name(Name{Text: "x", Langs: []string{"en,de"}}), `entry "7": name "x": "en,de" is not a language`},
		{name(Name{Text: "x", Langs: []string{""}}), `entry "7": name "x": "" is not a language`},
		{name(Name{Text: "x", Flags: Listed << 1}), `entry "7": name "x": unknown flags`},
		{with(func(e *Entry) { e.Country = "ru" }), `entry "7": country "ru"`},
		{with(func(e *Entry) { e.FeatureCode = "\x00" }), `entry "7": feature code`},
		{with(func(e *Entry) { e.AreaSource = "\xff" }), `entry "7": area source`},
		{with(func(e *Entry) { e.Point[0] = 180.1 }), `entry "7": point`},
		{with(func(e *Entry) { e.Point[1] = math.NaN() }), `entry "7": point`},
		{with(func(e *Entry) { e.Extent.Max[1] = 91 }), `entry "7": extent`},
		{with(func(e *Entry) { e.Extent.Min[1] = 1 }), `entry "7": extent`},
		{with(func(e *Entry) { e.AreaM2 = -1 }), `entry "7": area`},
		{with(func(e *Entry) { e.AreaM2 = math.Inf(1) }), `entry "7": area`},
		{with(func(e *Entry) { e.Uncertainty = math.NaN() }), `entry "7": area`},
		{with(func(e *Entry) { e.Population = math.MaxUint64 }), `entry "7": population`},
		{with(func(e *Entry) { e.Parent = "8" }), `entry "7": unknown parent "8"`},
		{with(func(e *Entry) { e.Parent = "7" }), `entry "7": a cycle of parents`},
		{chain, `entry "40": a cycle of parents, or more than 32`},
	} {
		var b bytes.Buffer
		err := Compile(&b, all(tt.entries), Options{})
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.HasPrefix(err.Error(), "gazetteer: ") {
			t.Errorf("Compile = %v, want %s", err, tt.want)
		}
	}
	load(t, compile(t, chain[:maxDepth+1]))
}

func TestUnsorted(t *testing.T) {
	t.Parallel()
	for _, ids := range [][2]string{{"10", "9"}, {"b", "a"}, {"a", "1"}} {
		err := Compile(new(bytes.Buffer), func(yield func(Entry, error) bool) {
			for _, id := range ids {
				if !yield(Entry{ID: id, Name: "X", Type: Region}, nil) {
					return
				}
			}
		}, Options{})
		if want := fmt.Sprintf("entry %q: out of order: it comes after %q", ids[1], ids[0]); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Compile = %v, want %s", err, want)
		}
	}
}

// A name has room for 255 spellings beside its title form; the most usual ones are kept.
func TestManySpellings(t *testing.T) {
	t.Parallel()
	var spellings []Entry
	for i := range 300 {
		s := []byte("abcdefghi")
		for bit := range s {
			if i>>bit&1 == 1 {
				s[bit] -= 'a' - 'A'
			}
		}
		spellings = append(spellings, Entry{ID: strconv.Itoa(i), Name: string(s), Type: Region})
	}
	usual := spellings[299].Name
	spellings = append(spellings, Entry{ID: "300", Name: usual, Type: Region})
	ix := load(t, compile(t, spellings))
	for id, want := range map[string]string{"300": usual, "298": spellings[298].Name, "0": "Abcdefghi"} {
		if p, _ := ix.Place(id); p.Name() != want {
			t.Errorf("place %s is %q, want %q", id, p.Name(), want)
		}
	}
}

func TestIteratorError(t *testing.T) {
	t.Parallel()
	bad := errors.New("line 7 has three columns")
	err := Compile(new(bytes.Buffer), func(yield func(Entry, error) bool) {
		_ = yield(Entry{ID: "1", Name: "X", Type: Region}, nil) && yield(Entry{}, bad)
	}, Options{})
	if !errors.Is(err, bad) {
		t.Errorf("Compile = %v, want the error of the iterator", err)
	}
}

// A full disk must not pass for a finished file, wherever it fills.
func TestWriteError(t *testing.T) {
	t.Parallel()
	entries := v1Entries(t)
	size := len(compile(t, entries))
	for room := 0; room < size; room += 100 {
		if err := Compile(&smallDisk{room}, all(entries), Options{}); !errors.Is(err, errFull) {
			t.Fatalf("room for %d of %d bytes: %v", room, size, err)
		}
	}
}

var errFull = errors.New("disk full")

type smallDisk struct{ room int }

func (d *smallDisk) Write(b []byte) (int, error) {
	if d.room -= len(b); d.room < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestMetadata(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := Compile(&b, all(v1Entries(t)), v1Options); err != nil {
		t.Fatal(err)
	}
	ix := load(t, b.Bytes())
	m, err := ix.Meta()
	if err != nil {
		t.Fatal(err)
	}
	if m.Title != "test" || m.Date != "2026-01-02" || !reflect.DeepEqual(m.Sources, v1Options.Sources) {
		t.Errorf("metadata: %+v", m)
	}
	if m.Places != 11 || m.ByType["country"] != 3 || m.ByCountry["RU"] != 5 || m.ByCountry[""] != 2 {
		t.Errorf("counts: %+v", m)
	}
	uses := 0
	for n := range ix.Toponyms() {
		uses += n.NumUses()
	}
	if m.Names != ix.NumNames() || m.Uses != uses {
		t.Errorf("%d names and %d uses, want %d and %d", m.Names, m.Uses, ix.NumNames(), uses)
	}
}

// FuzzCompileMatch compiles the lines of a text and matches another against them: the answer is what a plain search finds.
func FuzzCompileMatch(f *testing.F) {
	f.Add("Paris\nParis Nord\nPari\nÎle", "paris nord est")
	f.Add("a\nab\nabc\nabcd\nb", "abcde")
	f.Add("東京\n東京都\n京都", "東京都庁")
	f.Add("one", "")
	f.Add("۟\x03", "")
	f.Fuzz(func(t *testing.T, lines, text string) {
		var entries []Entry
		keys := map[string]bool{}
		for line := range strings.SplitSeq(lines, "\n") {
			line = Clean(line)
			if key := fold.Name(line); key != "" && len(line) <= maxText {
				keys[key] = true
				entries = append(entries, Entry{ID: strconv.Itoa(len(entries)), Name: line, Type: Region})
			}
		}
		var b bytes.Buffer
		if err := Compile(&b, all(entries), Options{}); err != nil {
			t.Fatal(err)
		}
		ix := load(t, b.Bytes())
		for _, e := range entries {
			if name, ok := ix.Lookup(e.Name); !ok || name.Key() != fold.Name(e.Name) {
				t.Errorf("Lookup(%q) = %q, %v", e.Name, name.Key(), ok)
			}
			if p, _ := ix.Place(e.ID); p.Name() != e.Name && len(entries) <= 255 {
				t.Errorf("place %s is %q, want %q", e.ID, p.Name(), e.Name)
			}
		}
		var want []string
		for key := range keys {
			if strings.HasPrefix(text, key) {
				want = append(want, key)
			}
		}
		slices.SortFunc(want, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
		var got []string
		for n, name := range ix.Match([]byte(text)) {
			if name.Key() != text[:n] {
				t.Errorf("match of %d bytes of %q: %q", n, text, name.Key())
			}
			got = append(got, name.Key())
		}
		if !slices.Equal(got, want) {
			t.Errorf("Match(%q) = %q, want %q", text, got, want)
		}
	})
}
