package mention

import (
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// physical reports whether a name is one of rivers, mountains, airports and the like alone that says so ("Indus River"); or one
// after "the" that means a river, a mountain, an island or a region first of all ("the Nile", "the Nordics"), or after what it is ("the river Elbe").
func physical(t *prose.Text, n *names.Name) bool {
	first, last := &t.Words[n.First], &t.Words[n.Last]
	if next := t.After(n.Last); n.Lacks() || n.Demonym || next != nil && next.Shape&prose.Capital != 0 || first.Class.Has(lexicon.Common) {
		return false
	}
	nature, alone := float32(0), true
	for i := range n.Candidates {
		switch c := &n.Candidates[i]; c.Kind {
		case gazetteer.Water, gazetteer.Landform, gazetteer.Island, gazetteer.Region:
			nature = max(nature, c.Prior)
		case gazetteer.Airport, gazetteer.Facility:
		default:
			alone = false
		}
	}
	const about = 0.5 // as well known
	if before := t.Before(n.First); before != nil {
		article := t.LanguageAt(n.First).Function.Article
		if t.Is(before, article) && nature >= n.Best().Prior-about {
			return EndsPhrase(t, n)
		}
		if the := t.Before(n.First - 1); nature > 0 && before.Class.Has(lexicon.FeatureWord) && before.Shape&prose.Capital == 0 && the != nil && t.Is(the, article) {
			return true
		}
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

// mailed reports whether a town's name ends an address: after a postal code ("12 rue X, 1000 Bruxelles"), or before one of the
// United Kingdom ("Manchester M13 9PL").
func mailed(t *prose.Text, n *names.Name) bool {
	if n.Lacks() || n.Demonym || n.Best().Kind != gazetteer.Settlement {
		return false
	}
	const shortest, longest = 4, 6 // digits of a code
	next, i := t.After(n.Last), n.First-1
	if next != nil && next.Shape&prose.Capital != 0 && next.Shape&prose.Digits == 0 && postal(t, n.Last+1) && postal(t, n.Last+2) {
		return true
	}
	if next != nil || i < 1 || t.Words[n.First].Gap != prose.GapSpace || t.Words[i].Gap != prose.GapComma {
		return false
	}
	code := t.Word(i)
	return t.Words[i].Shape&prose.Digits != 0 && len(code) >= shortest && len(code) <= longest
}

// postal reports whether a word is a part of a postcode of the United Kingdom: of capitals and a digit at least.
func postal(t *prose.Text, i int32) bool {
	if i >= int32(len(t.Words)) || t.Words[i].Gap != prose.GapSpace {
		return false
	}
	letters, digits := 0, 0
	for _, c := range t.Source[t.Words[i].Start:t.Words[i].End] {
		switch {
		case '0' <= c && c <= '9':
			digits++
		case 'A' <= c && c <= 'Z':
			letters++
		default:
			return false
		}
	}
	return letters > 0 && digits > 0 && letters+digits <= 4
}
