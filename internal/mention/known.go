package mention

import (
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/prose"
)

// How well known a place is, as a prior, whose name the joint chain passes over and the rules take: where something beside the name says that it is
// a place's, and where nothing does. The texts that the chain learned from have few of the places that news names, and some have capitals that act
// as bodies. knownUncased is by how much better known it is where no capitals tell names. Set by hand, by what models do on the half of a corpus that
// they have not seen.
const knownCued, knownBare, knownUncased = 3.5, 6, 1

// known reports whether a name that the joint chain passes over is that of a place that those who write the language know.
func (c *Chain) known(a *Advice, k int32) bool {
	n, o := &a.List.Names[k], &a.Opinions[k]
	if a.Text.LanguageAt(n.First).Model != prose.Joint || o.Reason != 0 || o.Role == 0 || n.Demonym || n.Lacks() {
		return false
	}
	switch c.labels[n.First] {
	case model.LabelPerson, model.LabelBody, model.LabelName:
		return false
	}
	best, least := n.Best(), float32(knownBare)
	if o.Cued || o.Role == model.Actor {
		least = knownCued
	}
	if a.Text.Words[n.First].Shape&prose.Uncased != 0 {
		least += knownUncased
	}
	return (best.Main || best.Own) && best.Prior >= least
}

// parts returns the names of which a stretch is made that the gazetteer lacks, from one to before another, where more than a comma or an Arabic "and"
// parts them: "تونس وتركيا".
func parts(a *Advice, st stretch) (from, to int32) {
	all := a.List.Names
	from = a.List.At(st.first)
	if from < 0 || a.Text.LanguageAt(st.first).Model != prose.Joint {
		return 0, 0
	}
	next := st.first
	for to = from; int(to) < len(all) && all[to].First == next && next <= st.last; to++ {
		w := &a.Text.Words[next]
		parted := w.Gap > prose.GapComma || w.Shape&prose.Uncased != 0 && all[to].Inflected
		if a.Opinions[to].Reason != 0 || to > from && !parted {
			return 0, 0
		}
		next = all[to].Last + 1
	}
	if next != st.last+1 || to-from < 2 {
		return 0, 0
	}
	return from, to
}
