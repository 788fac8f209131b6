package mention

import (
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/prose"
)

// A name that a text uses twice nearly always is the same thing both times, and where one sentence says little another says more.

// alike is what a text makes of all stretches with the same words: the sum of their chances, and how many they are.
type alike struct{ sum, n float32 }

// agreement is how far the chance of a stretch moves at most towards the mean of the others with the same words, agreeing how many others there
// must be for that, and namesake what a person's last name counts as another that is none. jointAgreement is that of the joint chain, whose names
// are often inflected and seldom repeated. Chosen by cross-validation, the last by the score on all other languages.
const agreement, agreeing, namesake, jointAgreement = 0.8, 1.5, 0.5, 0.4

// agree moves the chance of each stretch towards the mean chance of the others with the same words, in time in proportion to their number. Where the
// text has the word as the last name of a person in full, as of "John Lincoln", that speaks against it.
func (c *Chain) agree(a *Advice, views []view, all []stretch) {
	c.count(views, all)
	for i := range all {
		s := &all[i]
		k := c.alike[written(views, s.first, s.last)]
		others := k.n - 1
		if others <= 0 {
			continue
		}
		mean, most := (k.sum-s.chance)/others, float32(agreement)
		joint := a.Text.LanguageAt(s.first).Model == prose.Joint
		if joint {
			most = jointAgreement
		}
		if mean > s.chance && c.stands(a, s, joint) {
			continue
		}
		s.chance += most * min(1, others/agreeing) * (mean - s.chance)
	}
}

// count counts the stretches with the same words.
func (c *Chain) count(views []view, all []stretch) {
	if c.alike == nil {
		c.alike = map[uint64]alike{}
	}
	clear(c.alike)
	for i := range all {
		words := written(views, all[i].first, all[i].last)
		k := c.alike[words]
		c.alike[words] = alike{k.sum + all[i].chance, k.n + 1}
	}
	for _, is := range c.now.islands {
		for i := is.First + 1; i <= is.Last; i++ {
			if c.labels[i-1] != uint8(model.LabelPerson) || c.labels[i] != uint8(model.LabelPerson) {
				continue
			}
			words := written(views, i, i)
			if k, ok := c.alike[words]; ok {
				c.alike[words] = alike{k.sum, k.n + namesake}
			}
		}
	}
}

// stands reports whether a stretch is what it seems whatever others are: an ordinary word to the rules, as "Reading" at the beginning of a sentence,
// or a street; a body to the joint chain, whose texts have unions so.
func (c *Chain) stands(a *Advice, s *stretch, joint bool) bool {
	if joint {
		return c.labels[s.first] == uint8(model.LabelBody)
	}
	k := a.List.At(s.first)
	if k < 0 || a.List.Names[k].Last != s.last {
		return false
	}
	reason := a.Opinions[k].Reason
	return reason == model.CommonWord || reason == model.Street
}

// written identifies the folded words from one to another, inclusive, within a text.
func written(views []view, first, last int32) uint64 {
	h := uint64(last - first)
	for i := first; i <= last; i++ {
		h = (h ^ uint64(views[i].word)) * 0x9E3779B97F4A7C15
		h ^= h >> 29
	}
	return h
}
