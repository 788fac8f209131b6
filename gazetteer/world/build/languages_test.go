package main

import (
	"reflect"
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
)

// What a list has of a place gives languages to names that are there, and other names that are marked as a list's.
func TestListedNames(t *testing.T) {
	var n names
	n.add("Kharkiv", "", gazetteer.Preferred)
	n.add("Charkow", "", 0)
	n.add("Харків", "uk", gazetteer.Preferred)
	n.add("Kharkivan", "en", gazetteer.Demonym)
	n.distinct("Kharkiv")
	n.listed("Charkow", "de", gazetteer.Preferred)
	n.listed("Charkow", "pl", 0)
	n.listed("Харків", "uk", gazetteer.Preferred)
	n.listed("哈尔科夫", "zh-Hans", gazetteer.Preferred)
	n.listed("Харків", "uk", gazetteer.Historic)
	want := []gazetteer.Name{
		{Text: "Charkow", Langs: []string{"de", "pl", gazetteer.Und}, Flags: gazetteer.Preferred},
		{Text: "Kharkiv", Flags: gazetteer.Preferred},
		{Text: "Kharkivan", Langs: []string{"en"}, Flags: gazetteer.Demonym},
		{Text: "Харків", Langs: []string{"uk"}, Flags: gazetteer.Preferred},
		{Text: "Харків", Langs: []string{"uk"}, Flags: gazetteer.Historic | gazetteer.Listed},
		{Text: "哈尔科夫", Langs: []string{"zh", "zh-Hans"}, Flags: gazetteer.Preferred | gazetteer.Listed},
	}
	if got := n.sorted(); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\nwant %+v", got, want)
	}
	for lang, want := range map[string]bool{"pl": true, "zh": true, "en": false, "ru": false} {
		if n.speaks(lang) != want {
			t.Errorf("a name in %s: %t", lang, !want)
		}
	}
}

// A short name is kept of places that many know.
func TestObscure(t *testing.T) {
	town := &place{Entry: gazetteer.Entry{Type: gazetteer.Settlement, Population: 9000}}
	city := &place{Entry: gazetteer.Entry{Type: gazetteer.Settlement, Population: 900_000}}
	state := &place{Entry: gazetteer.Entry{Type: gazetteer.Admin1}}
	for text, want := range map[string]bool{"بان": true, "بانا": false, "华安": true, "华安县": false, "Ban": true, "Bans": false} {
		if town.obscure(text) != want || city.obscure(text) || state.obscure(text) {
			t.Errorf("%s: %t of a town, %t of a city, %t of a state", text, town.obscure(text), city.obscure(text), state.obscure(text))
		}
	}
}

func TestOrdinary(t *testing.T) {
	words, err := readOrdinary(strings.NewReader("# remark\nsw\tMali, Sana\nsw\tChini\n"))
	if want := (map[string][]string{"sw": {"mali", "sana", "chini"}}); err != nil || !reflect.DeepEqual(words, want) {
		t.Errorf("%v, %v", words, err)
	}
}
