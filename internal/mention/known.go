package mention

import (
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// How well known a place is, as a prior, whose name the joint chain passes over and the rules take: where something beside the name says that it is
// a place's, where nothing does, and where the name reads like a body's, as those of countries that act do. The texts that the chain learned from have few
// of the places that news names, and some have capitals that act as bodies. knownUncased is by how much better known it is where no capitals tell names. Set
// by hand, by what models do on the half of a corpus that they have not seen.
const knownCued, knownBare, knownBody, knownUncased = 3.5, 6, 7.2, 1

// known reports whether a name that the joint chain passes over is that of a place that those who write the language know.
func (c *Chain) known(a *Advice, k int32) bool {
	n, o := &a.List.Names[k], &a.Opinions[k]
	if (o.Reason != 0 || o.Role == 0) && !headed(a, n, o) || n.Lacks() || a.Text.LanguageAt(n.First).Model != prose.Joint || n.Demonym && !n.Best().Own {
		return false
	}
	best, least := n.Best(), float32(knownBare)
	if best.Kind == gazetteer.Union {
		return false // a body as well, as most who mark names see it
	}
	switch label := c.labels[n.First]; {
	case label == model.LabelPerson || label == model.LabelName:
		return false
	case label == model.LabelBody:
		least = knownBody
	case o.Cued || o.Role == model.Actor:
		least = knownCued
	}
	switch w := &a.Text.Words[n.First]; {
	case w.Shape&prose.Uncased != 0 && !a.Text.LanguageAt(n.First).Taught:
		return true // the chain has seen neither the language nor capitals in it
	case n.First == n.Last && w.Class.Has(lexicon.Directional|lexicon.SettlementWord|lexicon.AdminWord|lexicon.FeatureWord):
		return false // "im Norden"
	case w.Shape&prose.Uncased != 0:
		least += knownUncased
	case a.Text.LanguageAt(n.First).Nouns:
		least = max(least, knownAmongNouns)
	}
	return (best.Main || best.Own) && best.Prior >= least
}

// headed reports whether a title before a name that the rules take for a person's is rather that of who heads the place: "محافظ الإسكندرية", "мэр Москвы".
func headed(a *Advice, n *names.Name, o *Verdict) bool {
	return o.Reason == model.Person && o.Why == precededBy && o.Cue < n.First && a.Text.Words[o.Cue].Class.Has(lexicon.Title) && !n.Lacks() &&
		(n.Inflected || a.Text.Words[n.First].Shape&prose.Uncased != 0 && n.Best().Prior >= famous)
}

// once reports whether a name is, in a text of the past, one that a place had then, and nothing says that it is a person's.
func once(a *Advice, n *names.Name, m *Mention) bool {
	return m.Role == model.Location && !n.Lacks() && n.Best().Own && a.Text.LanguageAt(n.First).Words == nil &&
		(m.Cued || !a.Text.Words[n.First].Class.Has(lexicon.Common|lexicon.GivenName|lexicon.Surname))
}

// unmistakable reports whether a name is that by which a large city or a country goes first of all, and no person's or ordinary word.
func unmistakable(n *names.Name, first lexicon.Class) bool {
	return first == 0 && n.Best().Main && n.Best().Prior >= famous
}

// addressed reports whether a name is a short form where one must be a place's, or the town before one or in an
// address: "Racine, Wis.", "(R-Fla.)", "75001 Paris".
func addressed(a *Advice, k int32) bool {
	n := &a.List.Names[k]
	if n.Sure || n.Holds >= 0 && n.Short() || mailed(a.Text, n) {
		return true
	}
	return n.Container >= 0 && n.Last < a.List.Names[n.Container].First && a.List.Names[n.Container].Short()
}

// inFull reports whether a name is a city's of several words, a hundred thousand people and more, and no part of a longer one.
func inFull(t *prose.Text, n *names.Name) bool {
	return severalWords(t, n) && n.Best().Place.Population() >= 1e5
}

// strange reports whether a name is a town's of several words in full, spelled as it spells itself, of which none is a person's or an ordinary word:
// "Mala Danylivka", "Deir al-Balah". English texts have few of each.
func strange(t *prose.Text, n *names.Name) bool {
	if t.LanguageAt(n.First).Model == prose.Joint || !severalWords(t, n) || !n.Best().Exact || n.Best().Prior < knownCued || t.Words[n.Last].Shape&prose.Capital == 0 {
		return false
	}
	const others = lexicon.GivenName | lexicon.RareName | lexicon.Surname | lexicon.Common | lexicon.Title
	for i := n.First; i <= n.Last; i++ {
		if w := &t.Words[i]; w.Shape&prose.Capital != 0 && w.Class.Has(others) {
			return false
		}
	}
	return true
}

// severalWords reports whether a name is a settlement's of several words and no part of a longer one.
func severalWords(t *prose.Text, n *names.Name) bool {
	if n.First == n.Last || n.Lacks() || n.Demonym || n.Best().Kind != gazetteer.Settlement {
		return false
	}
	before, next := t.Before(n.First), t.After(n.Last)
	if t.Words[n.Last].Shape&prose.Possessive != 0 || int(n.Last)+1 < len(t.Words) && t.Words[n.Last+1].Shape&prose.Possessive != 0 {
		return false // "St. John's": a hospital's, a parish's
	}
	return (before == nil || before.Shape&prose.Capital == 0) && (next == nil || next.Shape&prose.Capital == 0 && (!next.Class.Has(lexicon.SayVerb) || placed(t, n)))
}
