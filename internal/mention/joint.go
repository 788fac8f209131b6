package mention

import (
	"unicode/utf8"

	"example.com/geotag/internal/learn"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/prose"
)

// say puts a feature twice: for all languages, and for that of the text.
func (f *featurer) say(t model.Template, value uint32) {
	h := learn.Mix(value + uint32(t)*0x9E3779B1)
	f.out = append(f.out, h)
	if f.tongue != 0 {
		f.out = append(f.out, learn.Mix(h^f.tongue))
	}
}

// sayBoth puts a feature of two values at once, as say does.
func (f *featurer) sayBoth(t model.Template, a, b uint32) { f.say(t, learn.Mix(a)+b*0x85ebca6b) }

// jointWindow is window for the joint chain.
func (f *featurer) jointWindow(o *view, t model.Template) {
	f.say(t+model.Folded, o.word)
	f.say(t+model.Classes, o.class)
	f.say(t+model.Written, o.shape|o.gap<<16)
	f.say(t+model.InName, o.name|within)
	f.say(t+model.RuleSays, o.said.rule|within)
}

// jointBeside is beside for the joint chain.
func (f *featurer) jointBeside(o *view, t model.Template) {
	f.say(t+model.Tail3, o.tail3)
	f.say(t+model.Tail2, o.tail2)
	f.say(t+model.Head3, o.head)
	f.say(t+model.Standing, o.said.hint|o.said.fame<<8)
	f.say(t+model.UsedSo, o.around)
	f.say(t+model.NameFame, o.name<<4|o.said.fame)
}

// jointOwn is own for the joint chain.
func (f *featurer) jointOwn(v *view) {
	famed := v.name<<4 | v.said.fame
	f.sayBoth(model.JointTailName, v.tail3, v.name)
	f.sayBoth(model.NameClass, famed, v.class)
	f.sayBoth(model.NameRule, famed, v.said.rule)
	f.sayBoth(model.NameUsed, famed, v.around)
	f.sayBoth(model.NameWritten, famed, v.shape|v.gap<<16)
}

// jointPairs is pairs for the joint chain, with how long the name is.
func (f *featurer) jointPairs(v, p, q *view) {
	famed := v.name<<4 | v.said.fame
	f.say(model.JointExtent, uint32(v.extent)|v.said.fame<<12|v.kind()<<16)
	f.sayBoth(model.JointTailBefore, p.tail3, v.name)
	f.sayBoth(model.NameClassBefore, famed, p.class)
	f.sayBoth(model.NameClassAfter, famed, q.class)
	f.sayBoth(model.RuleRuleBefore, v.said.rule, p.said.rule)
	f.sayBoth(model.RuleRuleAfter, v.said.rule, q.said.rule)
	f.sayBoth(model.ShapesAround, v.shape|q.shape<<16, p.shape|v.gap<<16|q.gap<<24)
	f.sayBoth(model.WordBeforeName, p.word, v.name)
	f.sayBoth(model.WordAfterName, q.word, v.name)
	f.sayBoth(model.ClassesAround, p.class, q.class)
	f.sayBoth(model.NamesAround, v.name, p.name<<16|q.name)
	f.sayBoth(model.KindsAround, v.name<<8|v.said.hint, p.kind()<<8|q.kind())
}

// spelled puts the beginnings and endings of a word, and, where there is no case to tell names, all its letters three by three.
func (f *featurer) spelled(word []byte, v *view) {
	const most = 5
	at := 0
	for k := range most - 1 {
		_, n := utf8.DecodeRune(word[at:])
		if at += n; n == 0 {
			break
		}
		f.say(model.JointHead1+model.Template(k), hash32(word[:at]))
	}
	at = len(word)
	for k := range most {
		_, n := utf8.DecodeLastRune(word[:at])
		if at -= n; n == 0 {
			break
		}
		f.say(model.JointTail1+model.Template(k), hash32(word[at:]))
	}
	if v.shape&uint32(prose.Uncased) != 0 && v.row == 0 {
		f.grams(word)
	}
}

// mostGrams bounds the features of one word's letters.
const mostGrams = 8

// grams puts the letters of a word three by three.
func (f *featurer) grams(word []byte) {
	var starts [4]int
	for at, k := 0, 0; at < len(word) && k < mostGrams+3; k++ {
		_, n := utf8.DecodeRune(word[at:])
		at += n
		starts[0], starts[1], starts[2], starts[3] = starts[1], starts[2], starts[3], at
		if k >= 2 {
			f.say(model.JointGram, hash32(word[starts[0]:at]))
		}
	}
}

// rows puts a character that is a word by itself together with those beside it.
func (f *featurer) rows(i int32) {
	if f.views[i].row == 0 {
		return
	}
	pp, p, v, q, qq := f.at(i-2), f.at(i-1), &f.views[i], f.at(i+1), f.at(i+2)
	f.sayBoth(model.JointPair, p.word, v.word)
	f.sayBoth(model.JointPairAfter, v.word, q.word)
	f.sayBoth(model.JointTriple, learn.Mix(pp.word)+p.word, v.word)
	f.sayBoth(model.JointTripleAfter, learn.Mix(v.word)+q.word, qq.word)
	f.sayBoth(model.JointMiddle, learn.Mix(p.word)+v.word, q.word)
	f.say(model.JointSame, uint32(pp.row)|uint32(p.row)<<4|uint32(v.row)<<8|uint32(q.row)<<12|uint32(qq.row)<<16)
	f.sayBoth(model.JointAround, p.word, q.word)
	if v.row == hangul {
		f.runs(i)
	}
}

// longestRun is how many syllables of a word are read together, before one and after it: few words have more.
const longestRun = 6

// runs puts the syllables of a Korean word together: those up to this one, and those after it, among which are the endings.
func (f *featurer) runs(i int32) {
	joined := func(k int32) bool {
		return f.at(k).row == f.views[i].row && f.views[k].gap == uint32(prose.GapNone)
	}
	first, last := i, i
	for i-first < longestRun && joined(first) && f.at(first-1).row == f.views[i].row {
		first--
	}
	for last-i < longestRun && f.at(last+1).row == f.views[i].row && joined(last+1) {
		last++
	}
	head, tail := uint32(f.views[i].row), uint32(f.views[i].row)
	for k := first; k <= i; k++ {
		head = learn.Mix(head) + f.views[k].word
	}
	for k := i + 1; k <= last; k++ {
		tail = learn.Mix(tail) + f.views[k].word
	}
	f.say(model.JointRunHead, head)
	f.say(model.JointRunTail, tail)
	f.sayBoth(model.JointRun, head, tail)
	f.sayBoth(model.JointRunBefore, f.at(first-1).word, uint32(i-first))
	f.sayBoth(model.JointRunAfter, f.at(last+1).word, uint32(last-i))
	f.sayBoth(model.JointRunName, tail, f.views[i].name)
	f.say(model.JointRunLength, uint32(i-first)|uint32(last-i)<<4|uint32(f.views[i].row)<<8)
}
