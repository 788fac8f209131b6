package mention

import (
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// physical reports whether a name is one of rivers, mountains, airports and the like alone that says so ("Indus River"); or one
// after "the" that means a river, a mountain or an island first of all ("the Nile").
func physical(t *prose.Text, n *names.Name) bool {
	first, last := &t.Words[n.First], &t.Words[n.Last]
	if next := t.After(n.Last); n.Lacks() || n.Demonym || next != nil && next.Shape&prose.Capital != 0 || first.Class.Has(lexicon.Common) {
		return false
	}
	nature, alone := float32(0), true
	for i := range n.Candidates {
		switch c := &n.Candidates[i]; c.Kind {
		case gazetteer.Water, gazetteer.Landform, gazetteer.Island:
			nature = max(nature, c.Prior)
		case gazetteer.Airport, gazetteer.Facility:
		default:
			alone = false
		}
	}
	const about = 0.5 // as well known
	if before := t.Before(n.First); before != nil && t.Is(before, t.Language.Function.Article) && nature >= n.Best().Prior-about {
		return EndsPhrase(t, n)
	}
	says := first.Class | last.Class
	return alone && n.Last > n.First && says.Has(lexicon.FeatureWord|lexicon.FacilityNoun) && !says.Has(lexicon.SchoolNoun)
}

// EndsPhrase reports whether a name ends its phrase: no noun follows that it stands before, as in "the Amazon basin".
func EndsPhrase(t *prose.Text, n *names.Name) bool {
	const words = lexicon.Preposition | lexicon.Auxiliary | lexicon.Conjunction | lexicon.Determiner | lexicon.Pronoun | lexicon.SayVerb | lexicon.ActVerb
	next := t.After(n.Last)
	return next == nil || next.Class.Has(words)
}
