package main

import (
	"io"
	"reflect"
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
)

func TestReadAbbreviations(t *testing.T) {
	got, err := readAbbreviations(strings.NewReader("# remark\n\nUS\tU.S.\tabbreviation, short\nCD\tCongo\nRU\tRussia\tdisplay\n"))
	want := []handName{
		{ID: "US", Text: "U.S.", Flags: gazetteer.Abbreviation | gazetteer.Short},
		{ID: "CD", Text: "Congo"},
		{ID: "RU", Text: "Russia", Display: true},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestReadDemonyms(t *testing.T) {
	got, err := readDemonyms(strings.NewReader("DK\tDanish\tDane\tDanes\nVA\tVatican\n"))
	const people = gazetteer.Demonym | gazetteer.People
	want := []handName{
		{ID: "DK", Text: "Danish", Flags: gazetteer.Demonym}, {ID: "DK", Text: "Dane", Flags: people},
		{ID: "DK", Text: "Danes", Flags: people}, {ID: "VA", Text: "Vatican", Flags: gazetteer.Demonym},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestReadDivisions(t *testing.T) {
	got, err := readDivisions(strings.NewReader("Krai\tKrai,Territory\t*\n-\tOblast,Region\tRU,UA\tdisplay\n"))
	want := []division{
		{Word: "Krai", Also: []string{"Krai", "Territory"}},
		{Also: []string{"Oblast", "Region"}, Countries: map[string]bool{"RU": true, "UA": true}, Display: true},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestTableErrors(t *testing.T) {
	abbreviations := func(s string) error { _, err := readAbbreviations(strings.NewReader(s)); return err }
	demonyms := func(s string) error { _, err := readDemonyms(strings.NewReader(s)); return err }
	divisions := func(s string) error { _, err := readDivisions(strings.NewReader(s)); return err }
	for _, test := range []struct {
		read        func(string) error
		table, want string
	}{
		{abbreviations, "US\tU.S.\tabbreviation\nUS\tStates\tslang\n", `line 2: no flag "slang"`},
		{abbreviations, "#\n\nUS U.S. abbreviation\n", "line 3: 1 cells, want 3 beginning with an id"},
		{abbreviations, "US\tU.S.\tabbreviation\tmore\n", "line 1: 4 cells, want 3 beginning with an id"},
		{demonyms, "\tDanish\n", "line 1: 2 cells, want 4 beginning with an id"},
		{demonyms, "DK\tDanish\nDK\t\tDane\n", "line 2: no adjective"},
		{divisions, "Krai\t\t*\n", "line 1: want word, words, countries, display or nothing"},
		{divisions, "Krai\tKrai\t*\tshow\n", "line 1: want word, words, countries, display or nothing"},
	} {
		if err := test.read(test.table); err == nil || err.Error() != test.want {
			t.Errorf("%q: error %v, want %q", test.table, err, test.want)
		}
	}
}

// TestTables reads the real ones. It checks that no row stands twice in a table and that adjectives are not swapped with
// words for the people.
func TestTables(t *testing.T) {
	tables, err := readTables("../tables")
	if err != nil {
		t.Fatal(err)
	}
	adjectives := 0
	for _, n := range tables.names {
		if n.Flags&(gazetteer.Demonym|gazetteer.People) == gazetteer.Demonym {
			adjectives++
		}
	}
	if adjectives < 250 {
		t.Errorf("%d adjectives, want 250 and more", adjectives)
	}
	ids := make(map[string]bool)
	for _, p := range tables.places {
		if ids[p.ID] {
			t.Errorf("%s stands twice", p.ID)
		}
		ids[p.ID] = true
	}
	if _, err := readTable("../tables", "none.tsv", readDemonyms); err == nil {
		t.Error("no error for a table that is not there")
	}
}

func TestNoNameTwice(t *testing.T) {
	type use struct {
		id, text string
		kind     gazetteer.NameFlags
	}
	readers := map[string]func(io.Reader) ([]handName, error){"abbreviations.tsv": readAbbreviations, "demonyms.tsv": readDemonyms}
	for _, file := range nameTables {
		readers[file] = readNames
	}
	for file, read := range readers {
		names, err := readAll("../tables", []string{file}, read)
		if err != nil {
			t.Error(err)
		}
		seen := make(map[use]bool)
		for _, n := range names {
			u := use{n.ID, n.Text, n.Flags & (gazetteer.Demonym | gazetteer.People)}
			if seen[u] && u.kind&gazetteer.People == 0 { // "Dane" and "Danes" may be one word: "Swiss"
				t.Errorf("%s: %s %q stands twice", file, n.ID, n.Text)
			}
			seen[u] = true
		}
	}
}

func FuzzTables(f *testing.F) {
	f.Add("US\tU.S.\tabbreviation,display\nDK\tDanish\tDane\tDanes\n#\n-\tOblast\t*\tdisplay")
	f.Fuzz(func(t *testing.T, s string) {
		names, err := readAbbreviations(strings.NewReader(s))
		if err == nil && len(names) > strings.Count(s, "\n")+1 {
			t.Errorf("%d names in %q", len(names), s)
		}
		readDemonyms(strings.NewReader(s))
		readDivisions(strings.NewReader(s))
	})
}
