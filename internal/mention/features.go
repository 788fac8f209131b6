package mention

import (
	"example.com/geotag/internal/learn"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/prose"
)

// A featurer gathers the features of one word or mention: hashes of templates with values.
type featurer struct {
	views  []view
	out    []uint32
	tongue uint32 // what features are hashed with that are a language's own; 0: none are
}

func (f *featurer) put(t model.Template, value uint32) {
	f.out = append(f.out, learn.Mix(value+uint32(t)*0x9E3779B1))
}

// both puts a feature of two values at once.
func (f *featurer) both(t model.Template, a, b uint32) { f.put(t, learn.Mix(a)+b*0x85ebca6b) }

// outside is what stands before the first word and after the last.
var outside = view{shape: 1 << 14, gap: uint32(prose.GapParagraph)}

func (f *featurer) at(i int32) *view {
	if i < 0 || i >= int32(len(f.views)) {
		return &outside
	}
	return &f.views[i]
}

// within marks the value of a feature that has one, for 0 is that of a word in no name.
const within = 1 << 20

// word puts the features of a word for the chain of names.
func (f *featurer) word(i int32) {
	v := &f.views[i]
	f.put(model.Always, 1)
	for d := int32(-2); d <= 2; d++ {
		o, t := f.at(i+d), model.Window(d)
		f.put(t+model.Folded, o.word)
		f.put(t+model.Classes, o.class)
		f.put(t+model.Written, o.shape|o.gap<<16)
		f.put(t+model.InName, o.name|within)
		if o.kin.Rank > 0 {
			f.put(t+model.Cluster, uint32(o.kin.Cluster))
			f.put(t+model.Coarse, uint32(o.kin.Coarse))
		}
		f.put(t+model.RuleSays, o.said.rule|within)
	}
	p, q := f.at(i-1), f.at(i+1)
	for k, o := range [...]*view{p, v, q} {
		t := model.Beside(k)
		f.put(t+model.Tail3, o.tail3)
		f.put(t+model.Tail2, o.tail2)
		f.put(t+model.Head3, o.head)
		f.put(t+model.Standing, o.said.hint|o.said.fame<<8)
		f.put(t+model.UsedSo, o.around)
		f.put(t+model.NameFame, o.name<<4|o.said.fame)
		f.put(t+model.LikeNames, uint32(o.kin.Place)|uint32(o.kin.Person)<<8|o.shape<<16)
		f.put(t+model.Frequency, uint32(o.kin.Rank)|o.name<<8)
	}
	f.pairs(v, p, q)
}

// pairs puts features of two things at once.
func (f *featurer) pairs(v, p, q *view) {
	famed := v.name<<4 | v.said.fame
	f.both(model.NameClassBefore, famed, p.class)
	f.both(model.NameClassAfter, famed, q.class)
	f.both(model.NameClass, famed, v.class)
	f.both(model.NameRule, famed, v.said.rule)
	f.both(model.NameUsed, famed, v.around)
	f.both(model.NameWritten, famed, v.shape|v.gap<<16)
	f.both(model.RuleRuleBefore, v.said.rule, p.said.rule)
	f.both(model.RuleRuleAfter, v.said.rule, q.said.rule)
	f.both(model.ShapesAround, v.shape|q.shape<<16, p.shape|v.gap<<16|q.gap<<24)
	f.both(model.CoarseAround, uint32(p.kin.Coarse)<<8|uint32(q.kin.Coarse), v.name)
	f.both(model.CoarseBefore, uint32(p.kin.Coarse)<<8|uint32(v.kin.Coarse), v.shape)
	f.both(model.CoarseAfter, uint32(v.kin.Coarse)<<8|uint32(q.kin.Coarse), v.shape)
	f.both(model.WordBeforeName, p.word, v.name)
	f.both(model.WordAfterName, q.word, v.name)
	f.both(model.ClusterName, uint32(v.kin.Cluster), v.name)
	f.both(model.ClassesAround, p.class, q.class)
	f.both(model.NamesAround, v.name, p.name<<16|q.name)
	f.both(model.KindsAround, v.name<<8|v.said.hint, p.kind()<<8|q.kind())
}
