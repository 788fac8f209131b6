package names

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"example.com/geotag/internal/fold"
	"example.com/geotag/internal/prose"
)

// Some languages write little words together with the name after them: "ב" and "ל" in Hebrew, "ال" after "ب" in Arabic, "L'" in French
// where a sentence begins.

// A name after a prefix has so many letters at least, and is so well known, as a prior: a town, for many words begin like a prefix; a
// city, if it is no longer than that.
const prefixedLetters, prefixedKnown, prefixedShortKnown = 3, 4.4, 5.3

// prefixed looks for a name at a word without one of the prefixes of its language, and fills f.matches with the best known.
func (f *Finder) prefixed(l *prose.Language, i int32) {
	w := &f.text.Words[i]
	b := bearer{finder: f, prior: prefixedKnown}
	word := f.text.Word(i)
	for _, p := range l.Prefixes {
		rest, ok := bytes.CutPrefix(word, []byte(p.Oblique))
		if !ok || len(rest) == 0 {
			continue
		}
		least := b.prior
		if utf8.RuneCount(rest) <= prefixedLetters {
			b.prior = max(b.prior, prefixedShortKnown)
		}
		f.after(&b, i, p.Oblique, p.Nominative)
		if !b.found {
			b.prior = least
		}
	}
	if k := strings.IndexAny(f.text.Source[w.Start:w.End], "'’"); k > 0 && l.Elided != nil {
		before := strings.ToLower(f.text.Source[w.Start : int(w.Start)+k])
		for _, e := range l.Elided {
			if e == before {
				f.after(&b, i, fold.Name(e), "")
			}
		}
	}
	if b.found {
		f.matches = append(f.matches[:0], b.match)
	}
}

// longestPrefixed is how many words a name has at most whose first has a prefix.
const longestPrefixed = 4

// after tries the words from i on, as many as join, without the prefix of the first, with what it leaves.
func (f *Finder) after(b *bearer, i int32, prefix, leaves string) {
	t := f.text
	for last := i; int(last) < len(t.Words) && last-i < longestPrefixed && (last == i || t.Words[last].Gap.Joins()); last++ {
		name := append([]byte(leaves), t.Folded[int(t.Words[i].FoldStart)+len(prefix):t.Words[last].FoldEnd]...)
		if utf8.RuneCount(name) >= prefixedLetters {
			b.try(name, last)
		}
	}
}
