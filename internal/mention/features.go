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
	joint  bool   // they are for the joint chain
	tongue uint32 // what features are hashed with that are a language's own; 0: none are
}

func (f *featurer) put(t model.Template, value uint32) {
	f.out = append(f.out, learn.Mix(value+uint32(t)*0x9E3779B1))
}

// both puts a feature of two values at once.
func (f *featurer) both(t model.Template, a, b uint32) { f.put(t, learn.Mix(a)+b*0x85ebca6b) }

// outside is what stands before the first word and after the last.
var outside = view{form: -1, shape: 1 << 14, gap: uint32(prose.GapParagraph)}

func (f *featurer) at(i int32) *view {
	if i < 0 || i >= int32(len(f.views)) {
		return &outside
	}
	return &f.views[i]
}

// within marks the value of a feature that has one, for 0 is that of a word in no name.
const within = 1 << 20

// word puts all features of a word for its chain.
func (f *featurer) word(t *prose.Text, i int32) {
	f.together(i)
	for d := int32(-reach); d <= reach; d++ {
		f.alone(t, i, d)
	}
}

// reach is how far the words are that a word's features tell of.
const reach = 2

// alone puts those that depend on the word d after it and on nothing else.
func (f *featurer) alone(t *prose.Text, i, d int32) {
	f.window(i+d, d)
	if -1 <= d && d <= 1 {
		f.beside(i+d, d)
	}
	switch {
	case d != 0:
	case f.joint:
		f.say(model.Always, 1)
		f.jointOwn(&f.views[i])
		f.spelled(t.Word(i), &f.views[i])
	default:
		f.put(model.Always, 1)
		f.own(&f.views[i])
	}
}

// together puts what the word and its neighbors are at once.
func (f *featurer) together(i int32) {
	v, p, q := &f.views[i], f.at(i-1), f.at(i+1)
	if !f.joint {
		f.pairs(v, p, q)
		return
	}
	f.jointPairs(v, p, q)
	f.rows(i)
}

// window puts what the word d after a word is.
func (f *featurer) window(i, d int32) {
	o, t := f.at(i), model.Window(d)
	if f.joint {
		f.jointWindow(o, t)
		return
	}
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

// beside puts more of the word before, of the word itself, or of the word after.
func (f *featurer) beside(i, d int32) {
	o, t := f.at(i), model.Beside(int(d)+1)
	if f.joint {
		f.jointBeside(o, t)
		return
	}
	f.put(t+model.Tail3, o.tail3)
	f.put(t+model.Tail2, o.tail2)
	f.put(t+model.Head3, o.head)
	f.put(t+model.Standing, o.said.hint|o.said.fame<<8)
	f.put(t+model.UsedSo, o.around)
	f.put(t+model.NameFame, o.name<<4|o.said.fame)
	f.put(t+model.LikeNames, uint32(o.kin.Place)|uint32(o.kin.Person)<<8|o.shape<<16)
	f.put(t+model.Frequency, uint32(o.kin.Rank)|o.name<<8)
}

// own puts two things of a word at once.
func (f *featurer) own(v *view) {
	famed := v.name<<4 | v.said.fame
	f.both(model.NameClass, famed, v.class)
	f.both(model.NameRule, famed, v.said.rule)
	f.both(model.NameUsed, famed, v.around)
	f.both(model.NameWritten, famed, v.shape|v.gap<<16)
	f.both(model.ClusterName, uint32(v.kin.Cluster), v.name)
}

// pairs puts things of a word and of its neighbors at once.
func (f *featurer) pairs(v, p, q *view) {
	famed := v.name<<4 | v.said.fame
	f.both(model.NameClassBefore, famed, p.class)
	f.both(model.NameClassAfter, famed, q.class)
	f.both(model.RuleRuleBefore, v.said.rule, p.said.rule)
	f.both(model.RuleRuleAfter, v.said.rule, q.said.rule)
	f.both(model.ShapesAround, v.shape|q.shape<<16, p.shape|v.gap<<16|q.gap<<24)
	f.both(model.CoarseAround, uint32(p.kin.Coarse)<<8|uint32(q.kin.Coarse), v.name)
	f.both(model.CoarseBefore, uint32(p.kin.Coarse)<<8|uint32(v.kin.Coarse), v.shape)
	f.both(model.CoarseAfter, uint32(v.kin.Coarse)<<8|uint32(q.kin.Coarse), v.shape)
	f.both(model.WordBeforeName, p.word, v.name)
	f.both(model.WordAfterName, q.word, v.name)
	f.both(model.ClassesAround, p.class, q.class)
	f.both(model.NamesAround, v.name, p.name<<16|q.name)
	f.both(model.KindsAround, v.name<<8|v.said.hint, p.kind()<<8|q.kind())
}
