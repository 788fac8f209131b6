package prose

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"example.com/geotag/internal/lexicon"
)

// everywhere are the classes of names and of what stands in them in any language.
const everywhere = lexicon.GivenName | lexicon.RareName | lexicon.AmbiguousName | lexicon.Surname | lexicon.Acronym | lexicon.TeamNoun |
	lexicon.VesselPrefix

// classify gives the words of a language that has words of its own their classes there: what is an English word is none of it.
func (t *Text) classify() {
	for k := range t.paragraphs {
		own := t.paragraphs[k].language.Words
		if own == nil {
			continue
		}
		end := len(t.Words)
		if k+1 < len(t.paragraphs) {
			end = int(t.WordAt(int(t.paragraphs[k+1].start)))
		}
		for i := int(t.WordAt(int(t.paragraphs[k].start))); i < end; i++ {
			w := &t.Words[i]
			class, ok := own[lower(t.Source[w.Start:w.End])]
			if w.Class &= everywhere; ok {
				w.Class = class
			}
		}
	}
}

// lower returns a word in small letters. That of the Turkish İ is one letter.
func lower(word string) string {
	for _, c := range word {
		if !small(c) {
			return strings.ReplaceAll(strings.ToLower(word), "i\u0307", "i")
		}
	}
	return word
}

// small reports whether a character is, at a glance, no capital letter: of ASCII, a Russian or Ukrainian one, or of a script without case.
func small(c rune) bool {
	return c < utf8.RuneSelf && uint32(c-'A') > 'Z'-'A' || 0xDF <= c && c <= 0xFF || 'а' <= c && c <= 'ї' || 0x5D0 <= c && c < 0x10A0
}

// apostrophes are those that part words in some languages.
const apostrophes = "'’"

// parts reports whether the language of a paragraph parts words at apostrophes, of which the text has some.
func (t *Text) parts() bool {
	parts := func(p paragraph) bool { return p.language.Suffixed || p.language.Elided != nil }
	return slices.ContainsFunc(t.paragraphs, parts) && strings.ContainsAny(t.Source, apostrophes)
}

// parted reports whether an apostrophe ends a word that begins at a byte, by what stands before it: "l" in French, "İzmir" in Turkish.
func (t *Text) parted(start int32, word string) bool {
	k := sort.Search(len(t.paragraphs), func(k int) bool { return t.paragraphs[k].start > start }) - 1
	if k < 0 {
		return false // no language is known yet
	}
	l := t.paragraphs[k].language
	return l.Suffixed || slices.Contains(l.Elided, word)
}
