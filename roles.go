package geotag

import (
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/learn"
)

// The labels of the chain that tells roles. Datelines are told by where they stand.
const (
	roleLocation = iota
	roleActor
	rolePart
	roleDemonym
)

// roleFollows lets any of the roles stand alone.
var roleFollows = func() (f [learn.Labels + 1]learn.Set) {
	f[learn.Labels] = 1<<roleLocation | 1<<roleActor | 1<<rolePart | 1<<roleDemonym
	return f
}()

// How likely the model must find that a name acts: where the rules say so, too, and where they do not. Set by hand.
const (
	actsByRule = 0.15
	actsAlone  = 0.6
)

// cast gives each accepted span its role.
func (r *reading) cast() {
	for k := range r.spans {
		s := &r.spans[k]
		if s.reason != 0 || s.unlisted || s.role == Dateline {
			continue
		}
		r.lattice.Run(r.model.roles, 1, func(int) []uint32 { return r.roleFeatures(s) })
		acts, part := r.lattice.Marginal(0, roleActor), r.lattice.Marginal(0, rolePart)
		switch {
		case s.inner && !s.demonym || r.joined(s) && part > 0.5:
			s.role = PartOfName
		case s.demonym:
			s.role = Demonym
		case s.acting && acts > actsByRule || acts > actsAlone:
			s.role = Actor
		default:
			s.role = Location
		}
	}
	for k := range r.spans {
		s := &r.spans[k]
		if s.role == Actor {
			r.actAlong(k)
		} else if s.listed >= 0 && r.spans[s.listed].role == Actor && s.role == Location && s.to > s.from && sovereign(&r.cands[r.top(s)]) {
			s.role = Actor // "Chad, Niger and Mali" act together
		}
	}
}

// joined reports whether a capitalised word stands right next to a span.
func (r *reading) joined(s *span) bool {
	p, q := r.before(s.first), r.after(s.last)
	return p != nil && p.shape&capital != 0 || q != nil && q.shape&capital != 0
}

// roleFeatures returns the features of a span for its role.
func (r *reading) roleFeatures(s *span) []uint32 {
	f := featurer{r: r, out: r.feats[:0]}
	p, q := f.at(s.first-1), f.at(s.last+1)
	pp, qq := f.at(s.first-2), f.at(s.last+2)
	var kind, named uint32
	if s.to > s.from {
		top := &r.cands[r.top(s)]
		kind, named = uint32(top.kind)<<1|flag(sovereign(top)), flag(top.flags&gazetteer.Abbreviation != 0)
	}
	begins := flag(r.sentences[r.tokens[s.first].sentence].first == s.first)
	owner := flag(r.tokens[s.last].shape&possessive != 0)
	next := flag(q.shape&uint32(capital) != 0 && q.gap <= uint32(gapHyphen))
	f.put(0, kind|1<<8)
	f.put(1, owner|next<<1|begins<<2|q.gap<<4|p.gap<<8)
	f.put(2, uint32(s.label)|flag(s.demonym)<<4)
	f.put(3, flag(s.acting)|flag(s.inner)<<9|flag(s.container >= 0)<<1|flag(s.holds >= 0)<<2|flag(s.listed >= 0)<<3|kind<<4)
	f.put(4, named)
	for i, v := range [...]*view{pp, p, q, qq} {
		n := uint32(10 + 10*i)
		f.put(n, v.word)
		f.put(n+1, v.class)
		f.put(n+2, uint32(v.kin.Cluster))
		f.put(n+3, uint32(v.kin.Coarse)|v.gap<<8)
		f.put(n+4, v.tail2|1)
		f.put(n+5, v.kind()<<8|kind)
	}
	both := func(n, a, b uint32) { f.put(n, learn.Mix(a)+b*0x85ebca6b) }
	both(60, p.class, kind)
	both(61, q.class, kind)
	both(62, p.word, kind|owner<<8)
	both(63, uint32(q.kin.Coarse), kind|owner<<8|next<<9)
	both(64, p.class, q.class)
	both(65, uint32(p.kin.Coarse), uint32(q.kin.Coarse))
	both(66, uint32(s.label), next|owner<<1|begins<<2)
	both(67, flag(s.acting)|flag(s.inner)<<1, p.class)
	both(69, flag(s.inner)|next<<1, uint32(s.label))
	f.put(5, flag(s.inner))
	f.put(6, flag(s.acting))
	both(68, begins|owner<<1, uint32(qq.kin.Coarse))
	r.feats = f.out
	return f.out
}

// kind is the kind of the place whose name the token belongs to.
func (v *view) kind() uint32 { return v.gaz >> 4 & 15 }
