package mention

import (
	"strings"

	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// acts reports whether a country, a capital or a seat of power is an actor here: the subject or object of saying and deciding, or the
// owner of a government, a force or a deed. roleOf is the role so far of a name before it.
func acts(t *prose.Text, n *names.Name, roleOf func(k int32) Role) bool {
	if v := t.LanguageAt(n.First).Voice; v != nil {
		return voiced(t, n, v) || n.Listed >= 0 && roleOf(n.Listed) == model.Actor && able(t, n) && !placed(t, n)
	}
	if !n.Best().Sovereign() && !seat(t, n) || n.Container >= 0 {
		return false
	}
	deeds := t.LanguageAt(n.First).Deeds
	if next := n.Last + 1; next < int32(len(t.Words)) && t.Words[next].Gap == prose.GapHyphen {
		return !located(t, n)
	}
	if placed(t, n) || befallen(t, n) {
		return false
	}
	if owns(t, n) || doing(t, n.Last+1) {
		return true
	}
	if n.Listed >= 0 && roleOf(n.Listed) == model.Actor {
		return true
	}
	before := t.Before(n.First)
	return before != nil && before.Shape&prose.Capital == 0 &&
		(t.Is(before, deeds.Against) || isVerb(t, before) && !t.Is(before, deeds.Going))
}

// located reports whether a name is the first half of a compound that says where something is: "Kyiv-based".
func located(t *prose.Text, n *names.Name) bool {
	next := n.Last + 1
	return next < int32(len(t.Words)) && t.Words[next].Gap == prose.GapHyphen && t.Is(&t.Words[next], t.LanguageAt(n.First).Deeds.Located)
}

// befallen reports whether a name is that of a place that something befell: "Jakarta was badly flooded", "Texas is without power". What befalls
// teams is told with the same words.
func befallen(t *prose.Text, n *names.Name) bool {
	if t.Sport || t.Words[n.Last].Shape&prose.Possessive != 0 {
		return false
	}
	deeds := t.LanguageAt(n.First).Deeds
	being, adverb := false, false
	for i := n.Last + 1; i <= n.Last+longestPredicate && i < int32(len(t.Words)) && t.Words[i].Gap == prose.GapSpace; i++ {
		switch w := &t.Words[i]; {
		case t.Is(w, deeds.Being):
			being = true
		case being && t.Is(w, deeds.Befallen):
			return true
		case being && t.Is(w, deeds.Without):
			next := t.After(i)
			return next != nil && t.Is(next, deeds.Plight)
		case being && !adverb && !w.Class.Has(lexicon.Determiner|lexicon.SayVerb):
			adverb = true
		case being || !w.Class.Has(lexicon.Auxiliary):
			return false
		}
	}
	return false
}

// shortestVerb is the length in bytes of the shortest word that is taken for a verb by its ending.
const shortestVerb = 5

// isVerb reports whether a word is, to all appearances, a verb of saying or deciding.
func isVerb(t *prose.Text, w *prose.Word) bool {
	if w.Class.Has(lexicon.SayVerb | lexicon.ActVerb) {
		return true
	}
	folded := string(t.Folded[w.FoldStart:w.FoldEnd])
	return len(folded) >= shortestVerb && strings.HasSuffix(folded, t.Sentences[w.Sentence].Language.Deeds.Past)
}

// owns reports whether what a possessive owns makes its owner an actor: "Moscow's war", but not "Moscow's suburbs".
func owns(t *prose.Text, n *names.Name) bool {
	if t.Words[n.Last].Shape&prose.Possessive == 0 {
		return false
	}
	var owned *prose.Word
	if n.Last+1 < int32(len(t.Words)) {
		owned = t.After(n.Last + 1)
	}
	if n.Last+2 < int32(len(t.Words)) && t.Words[n.Last+2].Gap == prose.GapSpace {
		owned = &t.Words[n.Last+2]
	}
	const things = lexicon.FacilityNoun | lexicon.StreetNoun | lexicon.SettlementWord | lexicon.AdminWord |
		lexicon.FeatureWord | lexicon.Directional
	return owned != nil && owned.Shape&prose.Capital == 0 && !owned.Class.Has(things)
}

// longestPredicate is how many words after its subject a verb is looked for.
const longestPredicate = 5

// doing reports whether the word i is, to all appearances, a verb of saying or deciding of which the word before is
// the subject, perhaps after an auxiliary: "has yet to accept".
func doing(t *prose.Text, i int32) bool {
	for k := 0; k < longestPredicate && i < int32(len(t.Words)); k++ {
		w := &t.Words[i]
		if w.Gap != prose.GapSpace || w.Shape&prose.Capital != 0 {
			return false
		}
		if isVerb(t, w) {
			return true
		}
		if k == 0 && !w.Class.Has(lexicon.Auxiliary) || w.Class.Has(lexicon.Determiner) {
			return false
		}
		i++
	}
	return false
}

// alongside makes actors of the places listed before the actor k: "China, India and Brazil agreed".
func alongside(t *prose.Text, list *names.List, k int32, verdict func(k int32) *Verdict) {
	for i := list.Names[k].Listed; i >= 0; i = list.Names[i].Listed {
		n, v := &list.Names[i], verdict(i)
		if v.Reason != 0 || n.Unlisted || v.Role != model.Location || placed(t, n) || !n.Best().Sovereign() {
			return
		}
		v.Role = model.Actor
	}
}
