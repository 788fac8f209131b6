package geonames

import (
	"io"
	"iter"

	"golang.org/x/text/language"

	"example.com/geotag/gazetteer"
)

// Alternates reads alternateNamesV2.txt: a name a row, which adds to the place of the number. Links, postal codes and
// other codes that nobody says are Unwanted.
func Alternates(r io.Reader) iter.Seq2[gazetteer.Entry, error] {
	langs := map[string][]string{}
	return table(r, 4, func(f []string) (gazetteer.Entry, error) { return alternate(f, langs) })
}

func alternate(f []string, langs map[string][]string) (gazetteer.Entry, error) {
	e := gazetteer.Entry{ID: f[1], Point: gazetteer.NoPoint}
	if err := number(f[1]); err != nil {
		return e, err
	}
	n := gazetteer.Name{Text: f[3]}
	switch lang := f[2]; lang {
	case "link", "wkdt", "post", "unlc", "tcid", "faac", "phon":
		return e, unwanted(lang + " is no name")
	case "iata", "icao":
		n.Flags |= gazetteer.Code
	case "abbr":
		n.Flags |= gazetteer.Abbreviation
	default:
		tags, ok := langs[lang]
		if !ok {
			tags = languages(lang)
			langs[lang] = tags
		}
		n.Langs = tags
	}
	if !gazetteer.IsName(n.Text) {
		return e, unwanted("a name without a letter or digit")
	}
	for i, flag := range []gazetteer.NameFlags{gazetteer.Preferred, gazetteer.Short, gazetteer.Colloquial, gazetteer.Historic} {
		if len(f) > 4+i && f[4+i] == "1" {
			n.Flags |= flag
		}
	}
	if len(f) > 9 && f[9] != "" { // used until then
		n.Flags |= gazetteer.Historic
	}
	e.Names = []gazetteer.Name{n}
	return e, nil
}

// languages returns what a row calls a language as BCP 47, or nothing for what is none, such as fr_1793.
func languages(s string) []string {
	if s == "piny" {
		return []string{"zh-Latn"}
	}
	t, err := language.Parse(s)
	if s == "" || err != nil {
		return nil
	}
	return []string{t.String()}
}
