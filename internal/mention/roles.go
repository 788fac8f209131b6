package mention

import (
	"math"
	"slices"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/learn"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// How likely the model must find that a name is a place where something is or happens, and that it is a part of another name. Chosen by
// cross-validation, and set by hand.
const (
	placeEnough = 0.45
	partAlone   = 0.5
)

// A caster gives mentions their roles.
type caster struct {
	chain *learn.Chain
	usage usage
	odds  []odds // of each mention
}

// odds are what the model makes of the use of a name.
type odds struct {
	place float32 // the logarithm of the odds that it is a place where something is or happens
	part  float32 // how likely it is a part of another name
	first int32   // the first name of its list
	sum   float32 // of the first: that of place of all names of the list
	n     float32 // of the first: their number
}

// cast links the names of a set that a Recognizer made and gives each accepted one its role.
func (c *caster) cast(t *prose.Text, views []view, set *Set) {
	names.Link(t, &set.List)
	roleOf := func(k int32) Role { return set.Mentions[k].Role }
	for k := range set.Names {
		if n, m := &set.Names[k], &set.Mentions[k]; takesRole(set, k) && !n.Lacks() {
			m.Acting, m.Inner = acts(t, n, roleOf), inner(t, n)
		}
	}
	c.weigh(t, views, set)
	for k := range set.Names {
		if m := &set.Mentions[k]; takesRole(set, k) {
			m.Role, m.RoleChance = c.role(t, &set.Names[k], m, &c.odds[k])
		}
	}
	for k := range set.Names {
		n, m := &set.Names[k], &set.Mentions[k]
		switch {
		case t.LanguageAt(n.First).Voice == nil:
		case m.Role == model.Actor:
			alongside(t, &set.List, int32(k), func(i int32) *Verdict { return &set.Mentions[i].Verdict })
		case n.Listed >= 0 && set.Mentions[n.Listed].Role == model.Actor && m.Role == model.Location && !n.Lacks() && n.Best().Sovereign():
			m.Role = model.Actor // "Chad, Niger and Mali" act together
		}
	}
}

// takesRole reports whether the model says the role of a mention: not of a dateline, nor of what the gazetteer lacks.
func takesRole(set *Set, k int) bool {
	m := &set.Mentions[k]
	return m.Reason == 0 && !set.Names[k].Unlisted && m.Role != model.Dateline
}

// weigh fills in the odds of all mentions; names of one list are used for one thing, so that each has the mean of them.
func (c *caster) weigh(t *prose.Text, views []view, set *Set) {
	c.usage.scene.sentence = 0
	c.odds = slices.Grow(c.odds[:0], len(set.Names))[:len(set.Names)]
	for k := range set.Names {
		n := &set.Names[k]
		if !takesRole(set, k) || (n.Demonym || t.LanguageAt(n.First).Voice != nil) && !joined(t, n) { // of which rules know all
			c.odds[k] = odds{first: int32(k)}
			continue
		}
		c.usage.begin(t, views, n)
		c.usage.features(&set.Mentions[k])
		is := c.chain.Single(c.usage.sum(c.chain))
		place := float64(is[model.RoleLabelLocation])
		o := odds{place: float32(math.Log((place+least)/(1-place+least))) - ruleWeight*float32(bit(set.Mentions[k].Acting)), part: is[model.RoleLabelPart], first: int32(k)}
		if n.Listed >= 0 {
			first := c.odds[n.Listed].first
			if c.odds[first].n > 0 && !(set.Mentions[k].Acting && placed(t, &set.Names[first])) { // not "left from Niamey, and Mali agreed"
				o.first = first
			}
		}
		c.odds[k] = o
		first := &c.odds[o.first]
		first.sum, first.n = first.sum+o.place, first.n+1
	}
	for k := range c.odds {
		if first := &c.odds[c.odds[k].first]; first.n > 1 {
			c.odds[k].place = first.sum / first.n
		}
	}
}

// least keeps the odds of what is certain finite, ruleWeight is how much it counts that by rule a name acts. Set by hand.
const (
	least      = 1e-4
	ruleWeight = 0.7
)

// role returns the role of an accepted mention, and how likely it is; 0 where no model says it.
func (c *caster) role(t *prose.Text, n *names.Name, m *Mention, o *odds) (Role, float32) {
	place := float32(1 / (1 + math.Exp(-float64(o.place))))
	switch {
	case m.Inner && !n.Demonym || o.part > partAlone && joined(t, n):
		return model.PartOfName, max(o.part, 1-place)
	case n.Demonym:
		return model.Demonym, 0
	case t.LanguageAt(n.First).Voice != nil:
		if m.Acting {
			return model.Actor, 0
		}
		return model.Location, 0
	case m.Acting && n.Best().Seat() || place < placeEnough && mayAct(t, n):
		return model.Actor, 1 - place
	}
	return model.Location, max(place, placeEnough) // where a rule knows better, it is no less likely than not
}

// mayAct reports whether a name may be that of one who acts: not "Russia's Kursk Oblast", "Kyiv-based", a river, or what was flooded.
func mayAct(t *prose.Text, n *names.Name) bool {
	if k := n.Best().Kind; k == gazetteer.Water || k == gazetteer.Landform {
		return false
	}
	return !n.Sure && n.Container < 0 && !located(t, n) && !befallen(t, n)
}

// joined reports whether a capitalized word stands right next to a name.
func joined(t *prose.Text, n *names.Name) bool {
	english := t.LanguageAt(n.First).Voice == nil // its texts quote few words that have no capitals
	begins := func(w *prose.Word) bool {
		return w != nil && w.Shape&prose.Capital != 0 && !w.Class.Has(lexicon.Determiner) && (english || w.Shape&prose.Uncased == 0)
	}
	return begins(t.Before(n.First)) || begins(t.After(n.Last))
}

// features returns the features of a mention for its role, good until the next call.
func (c *caster) features(t *prose.Text, views []view, n *names.Name, m *Mention) []uint32 {
	c.usage.begin(t, views, n)
	c.usage.features(m)
	c.usage.out = append(c.usage.out, c.usage.scene.features...)
	return c.usage.out
}
