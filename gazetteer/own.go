package gazetteer

import (
	"sync"

	"golang.org/x/text/language"
)

// languages are the languages most spoken in countries, by the letters of their codes, as Unicode CLDR has them; empty: not known.
var languages = sync.OnceValue(func() []string {
	all := make([]string, 26*26)
	for i := range all {
		r, err := language.ParseRegion(countries[2*i:][:2])
		if err != nil || !r.IsCountry() {
			continue
		}
		tag, _ := language.Compose(language.Und, r)
		if base, sure := tag.Base(); sure != language.No {
			all[i] = base.String()
		}
	}
	return all
})

// Language returns the language most spoken in the place's country ("de" for Austria), as Unicode CLDR has it, or nothing.
func (p Place) Language() string {
	c := p.Country()
	if c == "" {
		return ""
	}
	return languages()[26*int(c[0]-'A')+int(c[1]-'A')]
}

// IsOwn reports whether a use is what the place itself is called: its display name, or its name in English or in the language most spoken in
// its country, today. Mauritius is not called Île de France, nor Colombia Columbia, whoever calls them so.
func (u Use) IsOwn() bool {
	if u.IsDisplay() {
		return true
	}
	if u.Flags()&(Historic|Demonym) != 0 {
		return false
	}
	if u.HasLang("en") {
		return true
	}
	lang := u.Place().Language()
	return lang != "" && u.HasLang(lang)
}
