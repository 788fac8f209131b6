package merge

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
)

func of(entries ...gazetteer.Entry) iter.Seq2[gazetteer.Entry, error] {
	return func(yield func(gazetteer.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// merged adds sources in order and returns what comes of them, by id.
func merged(t *testing.T, m *Merger, sources map[string]iter.Seq2[gazetteer.Entry, error], order ...Rank) map[string]gazetteer.Entry {
	t.Helper()
	for _, rank := range order {
		name := [...]string{Own: "own", GeoNames: "geonames", BuiltIn: "builtin"}[rank]
		if err := m.Add(name, rank, sources[name]); err != nil {
			t.Fatal(err)
		}
	}
	out := map[string]gazetteer.Entry{}
	for e, err := range m.Entries() {
		if err != nil {
			t.Fatal(err)
		}
		out[e.ID] = e
	}
	return out
}

func named(name string) gazetteer.Entry { return gazetteer.Entry{Name: name, Point: gazetteer.NoPoint} }

func place(id, name string, typ gazetteer.Type, parent string, lon, lat float64) gazetteer.Entry {
	return gazetteer.Entry{ID: id, Name: name, Type: typ, Parent: parent, Point: orb.Point{lon, lat}}
}

func TestMerge(t *testing.T) {
	t.Parallel()
	builtIn := place("RU.41", "Kursk Oblast", gazetteer.Admin1, "RU", 36, 51.5)
	builtIn.Names = []gazetteer.Name{{Text: "Kursk Region", Flags: gazetteer.Derived}}
	builtIn.AreaM2, builtIn.AreaSource = 3e10, "a map"
	fromTable := gazetteer.Entry{ID: "RU.41", SameAs: []string{"538555"}, Name: "Kurskaya Oblast'", Type: gazetteer.Admin1, Population: 1_100_000, Point: gazetteer.NoPoint}
	name := gazetteer.Entry{ID: "538555", Names: []gazetteer.Name{{Text: "Курская область", Langs: []string{"ru"}}}, Point: gazetteer.NoPoint}
	sudzha := place("486816", "Sudzha", gazetteer.Settlement, "RU.41.99", 35.27, 51.2)
	mine := gazetteer.Entry{ID: "486816", Name: "Our Sudzha", Population: 5000, Point: orb.Point{35, 51}}
	m := New("")
	defer m.Close()
	got := merged(t, m, map[string]iter.Seq2[gazetteer.Entry, error]{
		"builtin":  of(place("RU", "Russia", gazetteer.Country, "", 100, 60), builtIn),
		"geonames": of(fromTable, name, sudzha),
		"own":      of(mine),
	}, BuiltIn, GeoNames, Own)

	kursk := got["RU.41"]
	if kursk.Name != "Kurskaya Oblast'" || kursk.Population != 1_100_000 || kursk.Point != (orb.Point{36, 51.5}) || kursk.AreaSource != "a map" || kursk.Parent != "RU" {
		t.Errorf("RU.41 = %+v", kursk)
	}
	var names []string
	for _, n := range kursk.Names {
		names = append(names, n.Text)
	}
	slices.Sort(names)
	if want := []string{"Kursk Oblast", "Kursk Region", "Курская область"}; !slices.Equal(names, want) {
		t.Errorf("names of RU.41 = %q, want %q", names, want)
	}
	town := got["486816"]
	if town.Name != "Our Sudzha" || town.Type != gazetteer.Settlement || town.Population != 5000 || town.Point != (orb.Point{35, 51}) {
		t.Errorf("the user's own values do not come first: %+v", town)
	}
	if town.Parent != "RU.41" {
		t.Errorf("parent %q, want the next coarser that is known, RU.41", town.Parent)
	}
	if len(got) != 3 {
		t.Errorf("%d places", len(got))
	}
	var b bytes.Buffer
	for _, r := range m.Reports() {
		fmt.Fprintf(&b, "%s %d %d %d %d\n", r.Name, r.Read, r.Kept, r.Merged, r.Skipped)
	}
	if want := "builtin 2 1 1 0\ngeonames 3 2 1 0\nown 1 0 1 0\n"; b.String() != want {
		t.Errorf("reports\n%swant\n%s", b.String(), want)
	}
}

// A division of which a table gives no point stands where its seat does.
func TestSeat(t *testing.T) {
	t.Parallel()
	big, capital := place("1", "Big", gazetteer.Settlement, "XX.01", 1, 1), place("2", "Seat", gazetteer.Settlement, "XX.01", 2, 2)
	big.Population, capital.FeatureCode = 900_000, "PPLA"
	division, empty := named("Division"), named("Nowhere")
	division.ID, division.Type = "XX.01", gazetteer.Admin1
	empty.ID, empty.Type = "XX.02", gazetteer.Admin1
	m := New("")
	defer m.Close()
	got := merged(t, m, map[string]iter.Seq2[gazetteer.Entry, error]{"geonames": of(division, empty, big, capital)}, GeoNames)
	if p := got["XX.01"].Point; p != (orb.Point{2, 2}) {
		t.Errorf("the division lies at %v", p)
	}
	if e, ok := got["XX.02"]; ok {
		t.Errorf("a division of no settlement is there: %+v", e)
	}
	if r := m.Reports()[0]; r.Skipped != 1 {
		t.Errorf("report %+v", r)
	}
}

// A built-in settlement without a number is the one that a table gives a number to.
func TestTwins(t *testing.T) {
	t.Parallel()
	at := func(id string, lon float64) gazetteer.Entry {
		e := place(id, "Robotyne", gazetteer.Settlement, "", lon, 47.4)
		e.Country = "UA"
		return e
	}
	builtIn, far := at("C:UA.26:Robotyne", 35.85), at("C:UA.01:Robotyne", 30)
	builtIn.Names = []gazetteer.Name{{Text: "Rabotino"}}
	m := New("")
	defer m.Close()
	m.Await(&builtIn)
	m.Await(&far)
	got := merged(t, m, map[string]iter.Seq2[gazetteer.Entry, error]{"geonames": of(at("695635", 35.83)), "builtin": of(builtIn, far)}, GeoNames, BuiltIn)
	if len(got) != 2 || len(got["695635"].Names) != 2 || got["C:UA.01:Robotyne"].ID == "" {
		t.Errorf("%+v", got)
	}
}

func TestBadRows(t *testing.T) {
	t.Parallel()
	rows := func(yield func(gazetteer.Entry, error) bool) {
		south := place("2", "South of the pole", gazetteer.Settlement, "", 0, -91)
		_ = yield(gazetteer.Entry{}, &gazetteer.RowError{Row: 1, Reason: "two columns"}) &&
			yield(place("1", "A", gazetteer.Settlement, "", 0, 0), nil) && yield(place("1", "B", gazetteer.Settlement, "", 0, 0), nil) &&
			yield(south, nil) && yield(gazetteer.Entry{}, &gazetteer.RowError{Row: 5, Reason: "a road", Kind: gazetteer.Unwanted})
	}
	m := New("")
	defer m.Close()
	m.MaxErrors = 2
	got := merged(t, m, map[string]iter.Seq2[gazetteer.Entry, error]{"own": rows}, Own)
	if len(got) != 1 || got["1"].Name != "A" {
		t.Errorf("places %v", got)
	}
	r := m.Reports()[0]
	if r.Read != 5 || r.Kept != 1 || r.Skipped != 4 || len(r.Reasons) != 4 || r.Reasons[1].Row != 4 || !strings.Contains(r.Reasons[1].Text, "-91") {
		t.Errorf("report %+v", r)
	}
	strict := New("")
	defer strict.Close()
	strict.MaxErrors = 1
	if err := strict.Add("mine.csv", Own, rows); !errors.Is(err, ErrTooMany) || !strings.Contains(err.Error(), "mine.csv") || !strings.Contains(err.Error(), "row 4") {
		t.Errorf("err = %v", err)
	}
	broken := errors.New("the disk is gone")
	if err := New("").Add("x", Own, func(yield func(gazetteer.Entry, error) bool) { yield(gazetteer.Entry{}, broken) }); !errors.Is(err, broken) {
		t.Errorf("err = %v", err)
	}
}

func TestCode(t *testing.T) {
	t.Parallel()
	e := place("wof:7", "Ö", gazetteer.Region, "8", -1.5, 2)
	e.Names = []gazetteer.Name{{Text: "a\x00b", Langs: []string{"de", "en"}, Flags: gazetteer.Short}}
	e.Boundary = orb.MultiPolygon{{{{0, 0}, {1, 0}, {0, 1}}}}
	b := appendEntry(nil, &e, Own, 9, 3)
	s, err := decodeEntry(b)
	if err != nil || s.source != 3 || !reflect.DeepEqual(s.Entry, e) {
		t.Errorf("%+v, %v", s, err)
	}
	for n := range b {
		if _, err := decodeEntry(b[:n]); !errors.Is(err, errRecord) {
			t.Fatalf("the first %d bytes: %v", n, err)
		}
	}
}

// A table may have a postal code in several places, which are all its names; another id that stands twice is a mistake.
func TestPostcodeTwice(t *testing.T) {
	t.Parallel()
	code := func(town string, lon float64) gazetteer.Entry {
		e := place("postcode:AR:3636", "3636", gazetteer.Postcode, "", lon, -23)
		e.Names = []gazetteer.Name{{Text: "3636 " + town}}
		return e
	}
	m := New(t.TempDir())
	defer m.Close()
	got := merged(t, m, map[string]iter.Seq2[gazetteer.Entry, error]{"geonames": of(code("Pozo", -62), place("1", "A", gazetteer.Settlement, "", 1, 1), code("Salta", -61),
		place("1", "A", gazetteer.Settlement, "", 1, 1))}, GeoNames)
	e := got["postcode:AR:3636"]
	if len(e.Names) != 3 || e.Point[0] != -62 {
		t.Errorf("%+v", e)
	}
	if r := m.Reports()[0]; r.Kept != 2 || r.Merged != 1 || r.Skipped != 1 {
		t.Errorf("%+v", r)
	}
}

// Characters that do not show are left out and counted; a report quotes no row at length.
func TestHostileText(t *testing.T) {
	t.Parallel()
	m := New(t.TempDir())
	defer m.Close()
	m.MaxErrors = 10
	red := place("1", "Red\x1b[31mTown", gazetteer.Settlement, "", 1, 1)
	red.Names = []gazetteer.Name{{Text: "Bi\u202edi"}, {Text: "\u200b"}}
	got := merged(t, m, map[string]iter.Seq2[gazetteer.Entry, error]{"own": of(red, place("2", strings.Repeat("long ", 1<<16), gazetteer.Settlement, "", 2, 2),
		place(strings.Repeat("\x1b", 1<<16), "Town", gazetteer.Settlement, "", 3, 3))}, Own)
	if e := got["1"]; len(got) != 1 || e.Name != "RedTown" || len(e.Names) == 0 || e.Names[0].Text != "Bidi" {
		t.Errorf("%v", got)
	}
	r := m.Reports()[0]
	if r.Skipped != 2 || len(r.Reasons) != 3 || !r.Reasons[0].Partial {
		t.Errorf("%+v", r)
	}
	for _, why := range r.Reasons {
		if len(why.Text) > 310 || strings.Contains(why.Text, "\x1b") {
			t.Errorf("a reason of %d bytes: %.60q", len(why.Text), why.Text)
		}
	}
}
