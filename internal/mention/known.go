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
