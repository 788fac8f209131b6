package prose

import (
	"slices"
	"strings"

	"example.com/geotag/internal/lexicon"
)

// everywhere are the classes of names and of what stands in them in any language.
const everywhere = lexicon.GivenName | lexicon.RareName | lexicon.AmbiguousName | lexicon.Surname | lexicon.Acronym | lexicon.TeamNoun |
	lexicon.VesselPrefix

// classify gives the words of a text in a language that has words of its own their classes there: what is an English word is none of it.
func (t *Text) classify() {
	own := t.Language.Words
	if own == nil {
		return
	}
	for i := range t.Words {
		w := &t.Words[i]
		class, ok := own[strings.ToLower(t.Source[w.Start:w.End])]
		if w.Class &= everywhere; ok {
			w.Class = class
		}
	}
}

// parts reports whether the text's language parts words at apostrophes, of which the text has some.
func (t *Text) parts() bool {
	return (t.Language.Suffixed || t.Language.Elided != nil) && strings.ContainsAny(t.Source, "'’")
}

// parted reports whether an apostrophe ends a word here, by what stands before it: "l" in French, "İzmir" in Turkish.
func (t *Text) parted(word string) bool {
	l := t.Language
	return l != nil && (l.Suffixed || slices.Contains(l.Elided, word))
}
