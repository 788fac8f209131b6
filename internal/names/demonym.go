package names

import (
	"bytes"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/prose"
)

// Adjective returns the name of the place that a word in small letters is an adjective of, in a language that writes those so: "ukrainischen".
func (f *Finder) Adjective(i int32) (Name, bool) {
	t := f.text
	w, l := &t.Words[i], t.LanguageAt(i)
	if l.Demonyms == nil || w.Shape&(prose.Capital|prose.Digits) != 0 || w.Class != 0 {
		return Name{}, false
	}
	word := t.Word(i)
	for _, e := range l.Demonyms {
		stem, ok := bytes.CutSuffix(word, []byte(e.Oblique))
		if !ok || len(stem) < stemLetters {
			continue
		}
		top, ok := f.ix.Lookup(string(stem) + e.Nominative)
		if !ok || !demonym(top, l.Tag) {
			continue
		}
		n := Name{First: i, Last: i, Toponym: top, Inflected: e.Oblique != e.Nominative, Links: Unlinked}
		if f.bears(&n, nil, false) && n.Demonym {
			return n, true
		}
	}
	return Name{}, false
}

// demonym reports whether a name is an adjective of a place in a language.
func demonym(name gazetteer.Toponym, lang string) bool {
	for use := range name.Uses() {
		if use.Flags()&gazetteer.Demonym != 0 && use.HasLang(lang) {
			return true
		}
	}
	return false
}
