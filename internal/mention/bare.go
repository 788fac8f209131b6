package mention

import (
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// onlyNames reports whether a text is nothing but names that the gazetteer has: a cell of a table, a caption, a list, a query. No chain has
// seen the like, and that names stand alone says enough.
func onlyNames(t *prose.Text, list *names.List) bool {
	for i := int32(0); i < int32(len(t.Words)); {
		k := list.At(i)
		if k < 0 {
			if w := &t.Words[i]; w.Shape&prose.Digits == 0 && !t.Is(w, t.LanguageAt(i).Function.And) {
				return false
			}
			i++
			continue
		}
		n := &list.Names[k]
		if w := t.Before(i); w != nil && k > 0 && list.Names[k-1].Last == i-1 && !holds(n, &list.Names[k-1]) {
			return false // "Michael Jordan"
		}
		i = n.Last + 1
	}
	return len(list.Names) > 0
}

// holds reports whether a place of the name out holds one of the name in.
func holds(out, in *names.Name) bool {
	for i := range in.Candidates {
		if h := out.Holder(in.Candidates[i].Place); h >= 0 && out.Candidates[h].Kind <= gazetteer.Admin1 {
			return true
		}
	}
	return false
}

// How well known, as a prior, the place of a name is that is a whole text: a village of a thousand people; a town, if persons bear the
// name or it may be an acronym. Set by hand.
const knownAlone, townAlone, acronymLetters = 3.2, 5, 3

// cityAlone is how well known the place of a name is that is a word of another language, too: Como, but not Un.
const cityAlone = 5.3

// alone finds the names of a bare text that are no places all the same: ordinary words, and what persons and bodies are called
// rather than a small place.
func (r *rules) alone(n *site) (Verdict, bool) {
	if n.First != n.Last || n.Container >= 0 || n.Holds >= 0 {
		return Verdict{}, false
	}
	w, prior := n.first, n.Best().Prior
	const persons = lexicon.GivenName | lexicon.Surname
	switch {
	case w.Class.Has(lexicon.Common) && !(knownCountry(n.Name) && n.Best().Main):
		return only(n.Name, ordinary), r.allOrdinary()
	case len(r.list.Names) == 1 && prose.InAnyLanguage(r.text.Slice(n.First, n.Last)):
		return only(n.Name, ordinary), prior < cityAlone || !n.Best().Main
	case w.Class.Has(persons), w.Shape&prose.AllCaps != 0 && w.FoldEnd-w.FoldStart <= acronymLetters:
		return only(n.Name, "a person's name as often as a place's:"), prior < townAlone && len(r.list.Names) == 1
	}
	return only(n.Name, "too small to be all of a text:"), prior < knownAlone && len(r.list.Names) == 1
}

// allOrdinary reports whether all names of a text are ordinary words.
func (r *rules) allOrdinary() bool {
	for k := range r.list.Names {
		if n := &r.list.Names[k]; n.First < n.Last || !r.text.Words[n.First].Class.Has(lexicon.Common) {
			return false
		}
	}
	return true
}
