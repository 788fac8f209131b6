package world

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"example.com/geotag/gazetteer"
)

// tongues are the languages that the gazetteer has names in, and their scripts; nil is Latin, in which the display name stands where no other
// is known.
var tongues = map[string][]*unicode.RangeTable{
	"en": nil, "pl": nil, "de": nil, "fr": nil, "es": nil, "it": nil, "pt": nil, "tr": nil, "sw": nil, "ha": nil, "id": nil,
	"ru": {unicode.Cyrillic}, "uk": {unicode.Cyrillic}, "ar": {unicode.Arabic}, "fa": {unicode.Arabic}, "he": {unicode.Hebrew},
	"hi": {unicode.Devanagari}, "zh": {unicode.Han}, "ja": {unicode.Han, unicode.Katakana, unicode.Hiragana}, "ko": {unicode.Hangul},
}

// called reports whether a place has a name that is marked as one in a language and written in its script, or in Latin letters the display
// name, where that may be one.
func called(p gazetteer.Place, lang string) bool {
	scripts := tongues[lang]
	for u := range p.Uses() {
		in, has := u.Speaks(lang)
		if u.Flags()&(gazetteer.Demonym|gazetteer.Code) != 0 || !has && (scripts != nil || !u.IsDisplay()) {
			continue
		}
		first := []rune(u.Spelling())[0]
		if scripts == nil && unicode.Is(unicode.Latin, first) && (in || u.IsDisplay()) || scripts != nil && unicode.In(first, scripts...) {
			return true
		}
	}
	return false
}

// TestNamesByLanguage holds that the largest cities and the countries have names in twenty languages.
func TestNamesByLanguage(t *testing.T) {
	t.Parallel()
	var cities, countries []gazetteer.Place
	for p := range index(t).Places() {
		switch {
		case p.Type() == gazetteer.Settlement && !p.HasFeatureCode("PPLX"):
			cities = append(cities, p)
		case p.Type() == gazetteer.Country:
			countries = append(countries, p)
		}
	}
	slices.SortFunc(cities, func(a, b gazetteer.Place) int {
		return cmp.Or(cmp.Compare(b.Population(), a.Population()), cmp.Compare(a.ID(), b.ID()))
	})
	for lang := range tongues {
		for _, group := range []struct {
			what   string
			places []gazetteer.Place
			least  float64
		}{{"cities", cities[:500], .97}, {"countries", countries, .98}} {
			missing := slices.DeleteFunc(slices.Clone(group.places), func(p gazetteer.Place) bool { return called(p, lang) })
			have := len(group.places) - len(missing)
			t.Logf("%s: %d of %d %s", lang, have, len(group.places), group.what)
			if float64(have) < group.least*float64(len(group.places)) {
				t.Errorf("%s: %d of %d %s have a name; not %s", lang, have, len(group.places), group.what, missing[0].Name())
			}
		}
	}
}

// ownLanguages are the languages in which all first-order divisions of a country must have names.
var ownLanguages = map[string]string{
	"RU": "ru", "UA": "uk", "DE": "de", "FR": "fr", "ES": "es", "IT": "it", "PL": "pl", "TR": "tr", "BR": "pt", "MX": "es", "CN": "zh", "IN": "hi", "JP": "ja",
}

// TestDivisionsInTheirLanguage holds that divisions are known by what their own press calls them, and in English.
func TestDivisionsInTheirLanguage(t *testing.T) {
	t.Parallel()
	ix := index(t)
	n := 0
	for p := range ix.Places() {
		lang := ownLanguages[p.Country()]
		if p.Type() != gazetteer.Admin1 || lang == "" {
			continue
		}
		n++
		for _, l := range []string{lang, "en"} {
			if !called(p, l) {
				t.Errorf("%s %s has no name in %s", p.ID(), p.Name(), l)
			}
		}
	}
	if n < 440 {
		t.Errorf("%d divisions", n)
	}
	for lang, forms := range lists(t, "ownnames.tsv") {
		for _, form := range forms {
			if !has(ix, form, func(u gazetteer.Use) bool { return u.HasLang(lang) && u.Flags()&gazetteer.Demonym == 0 }) {
				t.Errorf("no place is called %q in %s", form, lang)
			}
		}
	}
	for lang, words := range lists(t, "owndemonyms.tsv") {
		for _, word := range words {
			if !has(ix, word, func(u gazetteer.Use) bool { return u.HasLang(lang) && u.Flags()&gazetteer.Demonym != 0 }) {
				t.Errorf("%q is of no place in %s", word, lang)
			}
		}
	}
}

// TestEverydayWords holds that frequent words are no names in their languages.
func TestEverydayWords(t *testing.T) {
	t.Parallel()
	ix := index(t)
	for lang, words := range lists(t, "everyday.tsv") {
		for _, word := range words {
			if has(ix, word, func(u gazetteer.Use) bool {
				return u.HasLang(lang) && u.Flags()&gazetteer.Listed != 0 && u.Place().Population() < 500_000
			}) {
				t.Errorf("%q is a place's name in %s", word, lang)
			}
		}
	}
}

// TestDemonymsShadowNothing holds that a word for what belongs to a place is not what a country, a division, a region, a water or a larger town
// is called in the same language.
func TestDemonymsShadowNothing(t *testing.T) {
	t.Parallel()
	// Words that are rather what belongs to the place.
	allowed := map[string]bool{"Salisburghese": true, "Fiorentino": true, "Russe": true, "Somalí": true, "סומלי": true}
	const listed = gazetteer.Demonym | gazetteer.Listed
	for p := range index(t).Places() {
		for word := range p.Uses() {
			if word.Flags()&listed != listed || allowed[word.Spelling()] {
				continue
			}
			for u := range word.Toponym().Uses() {
				if q := u.Place(); u.Flags()&gazetteer.Demonym == 0 && (u.IsDisplay() || slices.ContainsFunc(strings.Split(word.Langs(), ","), u.HasLang)) && (q == p || renowned(q)) {
					t.Errorf("%s is of %s in %s, and %s", word.Spelling(), p.Name(), word.Langs(), q.Name())
				}
			}
		}
	}
}

func renowned(p gazetteer.Place) bool {
	switch p.Type() {
	case gazetteer.Country, gazetteer.Admin1, gazetteer.Region, gazetteer.Water:
		return true
	}
	return p.Population() > 100_000
}
