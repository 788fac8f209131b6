package names

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/fold"
	"example.com/geotag/internal/prose"
)

// Some languages write little words together with the name after them: "ב" and "ל" in Hebrew, "ال" after "ب" in Arabic, "L'" in French
// where a sentence begins.

// A name of one word after a prefix has so many letters at least, and is so well known, as a prior: a town, for many words begin like a
// prefix; a city, if it is no longer than that. Set by hand.
const prefixedLetters, prefixedKnown, prefixedShortKnown = 3, 4.4, 5.3

// prefixed adds to f.matches the names that begin at a word without one of the prefixes of its language.
func (f *Finder) prefixed(l *prose.Language, i int32) {
	w := &f.text.Words[i]
	word := f.text.Word(i)
	for _, p := range l.Prefixes {
		if len(word) > len(p.Oblique) && bytes.HasPrefix(word, []byte(p.Oblique)) {
			f.after(i, len(p.Oblique), p.Nominative)
		}
	}
	if l.Elided == nil {
		return
	}
	if k := strings.IndexAny(f.text.Source[w.Start:w.End], "'’"); k > 0 {
		before := strings.ToLower(f.text.Source[w.Start : int(w.Start)+k])
		for _, e := range l.Elided {
			if e == before {
				f.after(i, len(fold.Name(e)), "")
			}
		}
	}
}

// longestPrefixed is how many words a name has at most whose first has a prefix.
const longestPrefixed = 4

// after tries the words from i on, as many as join, without so many bytes of the first, with what they leave.
func (f *Finder) after(i int32, prefix int, leaves string) {
	t := f.text
	from := int(t.Words[i].FoldStart) + prefix
	p, ok := f.ix.Path().Follow([]byte(leaves))
	for last := i; ok && int(last) < len(t.Words) && last-i < longestPrefixed && (last == i || t.Words[last].Gap.Joins()); last++ {
		to := int(t.Words[last].FoldEnd)
		if to < from {
			return
		}
		if p, ok = p.Follow(t.Folded[from:to]); !ok {
			return
		}
		f.bare(p, i, last)
		from = to
	}
}

// bare proposes the name that a walk ends with.
func (f *Finder) bare(p gazetteer.Path, first, last int32) {
	name, ok := p.Toponym()
	if !ok {
		return
	}
	switch letters := utf8.RuneCountInString(name.Key()); {
	case letters > prefixedLetters:
		f.propose(first, last, name, prefixedKnown)
	case letters == prefixedLetters:
		f.propose(first, last, name, prefixedShortKnown)
	}
}
