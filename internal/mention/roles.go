package mention

import (
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/learn"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// How likely the model must find that a name acts: where the rules say so, too, and where they do not; and that it is a part of
// another name. Set by hand.
const (
	actsByRule = 0.15
	actsAlone  = 0.6
	partAlone  = 0.5
)

// A caster gives mentions their roles.
type caster struct {
	chain   *learn.Chain
	lattice learn.Lattice
	out     []uint32
}

// cast links the names of a set that a Recognizer made and gives each accepted one its role.
func (c *caster) cast(t *prose.Text, views []view, set *Set) {
	names.Link(t, &set.List)
	roleOf := func(k int32) Role { return set.Mentions[k].Role }
	for k := range set.Names {
		if n, m := &set.Names[k], &set.Mentions[k]; !n.Lacks() {
			m.Acting, m.Inner = acts(t, n, roleOf), inner(t, n)
		}
	}
	for k := range set.Names {
		n, m := &set.Names[k], &set.Mentions[k]
		if m.Reason == 0 && !n.Unlisted && m.Role != model.Dateline {
			m.Role = c.role(t, views, n, m)
		}
	}
	for k := range set.Names {
		n, m := &set.Names[k], &set.Mentions[k]
		if m.Role == model.Actor {
			alongside(t, &set.List, int32(k), func(i int32) *Verdict { return &set.Mentions[i].Verdict })
		} else if n.Listed >= 0 && set.Mentions[n.Listed].Role == model.Actor && m.Role == model.Location && !n.Lacks() && n.Best().Sovereign() {
			m.Role = model.Actor // "Chad, Niger and Mali" act together
		}
	}
}

// role returns the role of an accepted mention.
func (c *caster) role(t *prose.Text, views []view, n *names.Name, m *Mention) Role {
	c.lattice.Run(c.chain, 1, func(int) []uint32 { return c.features(t, views, n, m) })
	acts, part := c.lattice.Marginal(0, model.RoleLabelActor), c.lattice.Marginal(0, model.RoleLabelPart)
	switch {
	case m.Inner && !n.Demonym || joined(t, n) && part > partAlone:
		return model.PartOfName
	case n.Demonym:
		return model.Demonym
	case t.LanguageAt(n.First).Voice != nil:
		if m.Acting {
			return model.Actor
		}
	case m.Acting && (acts > actsByRule || n.Best().Seat()) || acts > actsAlone && n.Container < 0: // not "Russia's Kursk Oblast"
		return model.Actor
	}
	return model.Location
}

// joined reports whether a capitalized word stands right next to a name.
func joined(t *prose.Text, n *names.Name) bool {
	english := t.LanguageAt(n.First).Voice == nil // its texts quote few words that have no capitals
	begins := func(w *prose.Word) bool {
		return w != nil && w.Shape&prose.Capital != 0 && (english || w.Shape&prose.Uncased == 0)
	}
	return begins(t.Before(n.First)) || begins(t.After(n.Last))
}

// features returns the features of a mention for its role, good until the next call.
func (c *caster) features(t *prose.Text, views []view, n *names.Name, m *Mention) []uint32 {
	f := featurer{views: views, out: c.out[:0]}
	p, q := f.at(n.First-1), f.at(n.Last+1)
	pp, qq := f.at(n.First-2), f.at(n.Last+2)
	var kind, short uint32
	if !n.Lacks() {
		best := n.Best()
		kind, short = uint32(best.Kind)<<1|bit(best.Sovereign()), bit(best.Flags&gazetteer.Abbreviation != 0)
	}
	begins := bit(t.SentenceOf(n.First).First == n.First)
	owner := bit(t.Words[n.Last].Shape&prose.Possessive != 0)
	next := bit(q.shape&uint32(prose.Capital) != 0 && q.gap <= uint32(prose.GapHyphen))
	links := bit(n.Container >= 0)<<1 | bit(n.Holds >= 0)<<2 | bit(n.Listed >= 0)<<3
	f.put(model.RoleKind, kind|1<<8)
	f.put(model.RoleEdges, owner|next<<1|begins<<2|q.gap<<4|p.gap<<8)
	f.put(model.RoleLabel, uint32(m.Label)|bit(n.Demonym)<<4)
	f.put(model.RoleSaid, bit(m.Acting)|bit(m.Inner)<<9|links|kind<<4)
	f.put(model.RoleShort, short)
	for i, v := range [...]*view{pp, p, q, qq} {
		at := model.RoleBeside(i)
		f.put(at+model.BesideFolded, v.word)
		f.put(at+model.BesideClasses, v.class)
		f.put(at+model.BesideCluster, uint32(v.kin.Cluster))
		f.put(at+model.BesideCoarse, uint32(v.kin.Coarse)|v.gap<<8)
		f.put(at+model.BesideTail, v.tail2|1)
		f.put(at+model.BesideKind, v.kind()<<8|kind)
	}
	f.both(model.RoleClassBefore, p.class, kind)
	f.both(model.RoleClassAfter, q.class, kind)
	f.both(model.RoleWordBefore, p.word, kind|owner<<8)
	f.both(model.RoleCoarseAfter, uint32(q.kin.Coarse), kind|owner<<8|next<<9)
	f.both(model.RoleClasses, p.class, q.class)
	f.both(model.RoleCoarses, uint32(p.kin.Coarse), uint32(q.kin.Coarse))
	f.both(model.RoleLabelEdges, uint32(m.Label), next|owner<<1|begins<<2)
	f.both(model.RoleActingClass, bit(m.Acting)|bit(m.Inner)<<1, p.class)
	f.both(model.RoleInnerLabel, bit(m.Inner)|next<<1, uint32(m.Label))
	f.put(model.RoleInner, bit(m.Inner))
	f.put(model.RoleActing, bit(m.Acting))
	f.both(model.RoleBeginsCoarse, begins|owner<<1, uint32(qq.kin.Coarse))
	c.out = f.out
	return f.out
}
