package main

import (
	"reflect"
	"strings"
	"testing"
	"unicode"

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
		{Text: "Charkow", Langs: []string{"de", gazetteer.Und}, Flags: gazetteer.Preferred},
		{Text: "Charkow", Langs: []string{"pl"}, Flags: gazetteer.Listed}, // of the usual ones in Polish it is none
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

// A short name is kept of places that many know, or whose country speaks so.
func TestObscure(t *testing.T) {
	w := &world{spoken: map[string][]string{"IR": {"fa"}}}
	town := &place{world: w, Entry: gazetteer.Entry{Type: gazetteer.Settlement, Country: "IR", Population: 9000}}
	city := &place{world: w, Entry: gazetteer.Entry{Type: gazetteer.Settlement, Population: 900_000}}
	capital := &place{world: w, Entry: gazetteer.Entry{Type: gazetteer.Settlement, FeatureCode: "PPLC"}}
	state := &place{world: w, Entry: gazetteer.Entry{Type: gazetteer.Admin1}}
	for text, want := range map[string]bool{"بان": true, "باناباد": false, "华安": true, "华安县": false, "Ban": true, "Bans": false, "マンガ": true, "マンガン": false} {
		if town.obscure(text, "ar") != want || town.obscure(text, "fa") || city.obscure(text, "ar") || capital.obscure(text, "ar") || state.obscure(text, "ar") {
			t.Errorf("%s: %t of a town", text, town.obscure(text, "ar"))
		}
	}
}

func TestOrdinary(t *testing.T) {
	words, err := readOrdinary(strings.NewReader("# remark\nsw\tMali, Sana\nsw\tChini\n"))
	if want := (map[string][]string{"sw": {"mali", "sana", "chini"}}); err != nil || !reflect.DeepEqual(words, want) {
		t.Errorf("%v, %v", words, err)
	}
}

// scripts are those of the languages that do not write Latin letters.
var scripts = map[string][]*unicode.RangeTable{
	"ru": {unicode.Cyrillic}, "uk": {unicode.Cyrillic}, "ar": {unicode.Arabic}, "fa": {unicode.Arabic}, "he": {unicode.Hebrew},
	"hi": {unicode.Devanagari}, "zh": {unicode.Han}, "zh-Hans": {unicode.Han}, "zh-Hant": {unicode.Han},
	"ja": {unicode.Han, unicode.Katakana, unicode.Hiragana}, "ko": {unicode.Hangul},
}

// Names by language are written in the script of their language, but for abbreviations and the "DC" of "ワシントンDC", and none stands twice.
func TestTablesByLanguage(t *testing.T) {
	l, err := readByLanguage("../tables")
	if err != nil {
		t.Fatal(err)
	}
	if len(l.byHand) < 15_000 || len(l.joined) < 40_000 || len(l.ordinary) < 9 {
		t.Errorf("%d names by hand, %d of lists, ordinary words of %d languages", len(l.byHand), len(l.joined), len(l.ordinary))
	}
	for _, list := range [][]handName{l.byHand, l.joined} {
		type use struct {
			id, text, lang string
			flags          gazetteer.NameFlags
		}
		seen := map[use]bool{}
		for _, n := range list {
			for _, lang := range n.Langs {
				u := use{n.ID, n.Text, lang, n.Flags}
				if seen[u] {
					t.Errorf("%v stands twice", u)
				}
				seen[u] = true
				if want := scripts[lang]; n.Flags&gazetteer.Abbreviation == 0 && strings.ContainsFunc(strings.TrimSuffix(n.Text, "DC"), func(r rune) bool { return foreign(r, want) }) {
					t.Errorf("%s %q is not written as %s is", n.ID, n.Text, lang)
				}
			}
		}
	}
}

// foreign reports whether a letter is of no script of some, or, where there are none, not Latin.
func foreign(r rune, scripts []*unicode.RangeTable) bool {
	if !unicode.IsLetter(r) || unicode.Is(unicode.Common, r) {
		return false
	}
	return scripts != nil && !unicode.In(r, scripts...) || scripts == nil && !unicode.Is(unicode.Latin, r)
}
