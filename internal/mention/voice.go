package mention

import (
	"slices"
	"strings"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// voiced reports whether a country, a union, a division or its seat is the subject or the object of a verb of saying or
// deciding, by the order of words and the particles of a language that is not English: "Москва заявила", "anunció Bogotá".
func voiced(t *prose.Text, n *names.Name, v *prose.Voice) bool {
	if n.Container >= 0 || n.Lacks() || n.Demonym || placed(t, n) || !able(t, n) || belongs(t, n.Last+1) {
		return false
	}
	if before := t.Before(n.First); before != nil && !capital(before) {
		if before.Class.Has(lexicon.SayVerb) || before.Class.Has(lexicon.Auxiliary) && closes(t, n.Last+1, longestClause) {
			return true
		}
	}
	if !heads(t, n, v) {
		return false
	}
	if v.Subject != nil || v.Stems != nil {
		return marked(t, n, v)
	}
	return says(t, n.Last+1) || v.Last && closes(t, n.Last+1, shortClause)
}

// belongs reports whether the word i goes on with a name of a body: "Ankara Valiliği".
func belongs(t *prose.Text, i int32) bool {
	if int(i) >= len(t.Words) {
		return false
	}
	w := &t.Words[i]
	return w.Gap == prose.GapSpace && capital(w) || w.Gap == prose.GapHyphen
}

// capital reports whether a word begins with a capital, in a script that has any.
func capital(w *prose.Word) bool { return w.Shape&(prose.Capital|prose.Uncased) == prose.Capital }

// heads reports whether a name begins its phrase, so that it may be a subject: what stands before it has it neither after a preposition nor, in
// a language that needs none, as its owner ("мэр Москвы заявил").
func heads(t *prose.Text, n *names.Name, v *prose.Voice) bool {
	first := n.First
	before := t.Before(first)
	if before != nil && t.Is(before, t.LanguageAt(first).Function.Article) {
		first--
		before = t.Before(first)
	}
	switch {
	case before == nil:
		return true
	case n.Listed >= 0 && t.Is(before, t.LanguageAt(first).Function.And):
		return !led(t, first-1)
	case before.Class.Has(lexicon.Conjunction):
		return true
	case before.Class.Has(lexicon.Preposition):
		return false
	}
	return !v.Chained || t.LanguageAt(first).Endings != nil && n.Best().Exact && n.Best().Known
}

// able reports whether a name is that of a place that acts.
func able(t *prose.Text, n *names.Name) bool {
	best := n.Best()
	if best.Kind == gazetteer.Settlement {
		return best.Sovereign() || best.Place.HasFeatureCode("PPLA")
	}
	return best.Kind == gazetteer.Country || best.Kind == gazetteer.Union || best.Kind == gazetteer.Admin1 || seat(t, n)
}

// longestBefore is how many words before "and" a preposition is looked for that leads a list: "از اهواز و اصفهان". Set by hand.
const longestBefore = 4

// led reports whether a preposition leads the list that goes on with the word i.
func led(t *prose.Text, i int32) bool {
	for k := 0; k < longestBefore && i > 0 && t.Words[i].Gap <= prose.GapComma; k++ {
		if i--; t.Words[i].Class.Has(lexicon.Preposition) {
			return true
		}
	}
	return false
}

// says reports whether a verb of saying or deciding stands at the word i, or soon after an auxiliary there: "a annoncé", "не комментирует".
func says(t *prose.Text, i int32) bool {
	helped := false
	for k := 0; k < longestPredicate || helped && k < longestClause; k++ {
		if int(i) >= len(t.Words) {
			return false
		}
		w := &t.Words[i]
		switch {
		case w.Gap > prose.GapHyphen || k == 0 && w.Gap == prose.GapHyphen:
			return false
		case w.Class.Has(lexicon.SayVerb):
			return true
		case w.Class.Has(lexicon.Auxiliary):
			helped = true
		case !helped:
			return false
		}
		i++
	}
	return false
}

// longestClause is how many words a clause has at most at whose end a verb is looked for, after an auxiliary, or a comma that parts the subject;
// shortClause where there is neither. Set by hand.
const longestClause, shortClause = 16, 4

// closes reports whether the clause whose second word is i ends with a verb of saying or deciding: "Ankara, sınırın kapandığını söyledi".
func closes(t *prose.Text, i int32, most int32) bool {
	if int(i) >= len(t.Words) || t.Words[i].Gap != prose.GapSpace && t.Words[i].Gap != prose.GapComma {
		return false
	}
	if t.Words[i].Gap == prose.GapComma {
		most = longestClause
	}
	last := i
	for int(last)+1 < len(t.Words) && t.Words[last+1].Gap.Joins() && last-i < most {
		last++
	}
	if last-i >= most {
		return false
	}
	w := &t.Words[last]
	return w.Class.Has(lexicon.SayVerb) || w.Class.Has(lexicon.Auxiliary) && last > i && t.Words[last-1].Class.Has(lexicon.SayVerb)
}

// longestMarked is how many characters after a subject a verb is looked for where a particle marks it; nearest how many where none does.
// Set by hand.
const longestMarked, nearest = 60, 4

// marked reports whether a particle of the subject follows the name, and a verb of saying or deciding that; or, in a language without such
// particles that does not part words, a verb follows nearly at once: "北京表示".
func marked(t *prose.Text, n *names.Name, v *prose.Voice) bool {
	if v.Subject == nil && v.Stems == nil {
		return false
	}
	end := t.Words[n.Last].End
	rest := runes(t.Source[end:t.Words[t.SentenceOf(n.First).Last].End], longestMarked)
	if v.Subject == nil {
		in := func(before string) bool { return strings.HasSuffix(t.Source[:t.Words[n.First].Start], before) }
		return holdsAny(runes(rest, nearest), v.Stems) && !slices.ContainsFunc(t.LanguageAt(n.First).Before, in)
	}
	after := strings.TrimLeft(rest, " ")
	if !slices.ContainsFunc(v.Subject, func(s string) bool { return strings.HasPrefix(after, s) }) {
		return false
	}
	return v.Stems != nil && holdsAny(rest, v.Stems) || v.Stems == nil && anywhere(t, n.Last+1, lexicon.SayVerb)
}

// anywhere reports whether a clause has a word of some classes, from its word i on.
func anywhere(t *prose.Text, i int32, classes lexicon.Class) bool {
	for k := 0; k < longestClause && int(i) < len(t.Words) && t.Words[i].Gap <= prose.GapComma; k++ {
		if t.Words[i].Class.Has(classes) {
			return true
		}
		i++
	}
	return false
}

// holdsAny reports whether a text has any of some stems.
func holdsAny(text string, stems []string) bool {
	return slices.ContainsFunc(stems, func(s string) bool { return strings.Contains(text, s) })
}

// runes returns the first so many characters of a text.
func runes(text string, most int) string {
	for i := range text {
		if most == 0 {
			return text[:i]
		}
		most--
	}
	return text
}
