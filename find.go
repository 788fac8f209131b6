package geotag

import (
	"cmp"
	"slices"

	"example.com/geotag/gazetteer"
)

// A Query asks for the places that bear a name.
type Query struct {
	Name      string           // in any case, with or without diacritics and punctuation
	Countries []string         // keep only these (ISO 3166-1 alpha-2); none: all
	Types     []gazetteer.Type // keep only these; none: all
}

// Find returns the places that bear a name, the best known first. Demonyms are no names of places here.
func (t *Tagger) Find(q Query) []Place {
	name, ok := t.ix.Lookup(q.Name)
	if !ok {
		return nil
	}
	type hit struct {
		place Place
		rank  float32
	}
	var hits []hit
	for use := range name.Uses() {
		p := use.Place()
		if use.Flags()&gazetteer.Demonym != 0 ||
			len(q.Countries) > 0 && !slices.Contains(q.Countries, p.Country()) ||
			len(q.Types) > 0 && !slices.Contains(q.Types, p.Type()) {
			continue
		}
		c := candidate{flags: use.Flags(), foreign: !use.InLang("en"), main: use.IsDisplay()}
		rank := prior(p, p.Type()) + usage(&c)
		if use.SpelledAs([]byte(q.Name)) {
			rank += handWeights[fExact]
		}
		if i := slices.IndexFunc(hits, func(h hit) bool { return h.place == p }); i >= 0 {
			hits[i].rank = max(hits[i].rank, rank)
			continue
		}
		hits = append(hits, hit{p, rank})
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(b.rank, a.rank) })
	places := make([]Place, len(hits))
	for i, h := range hits {
		places[i] = h.place
	}
	return places
}
