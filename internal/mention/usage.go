package mention

import (
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/learn"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// A usage gathers the features that tell how a name is used.
type usage struct {
	featurer
	text     *prose.Text
	n        *names.Name
	from, to int32  // the words of its sentence, inclusive
	last     int32  // the last of its own, with the "s" of a possessive
	kind     uint32 // of its best known place, and whether that is sovereign
	owner    uint32 // whether it owns
	governor int32  // the word that governs it; -1: none
	governs  governs
	scene    scene
}

// A scene is what a sentence is of.
type scene struct {
	sentence  int32 // one more than its index
	countries uint32
	results   uint32 // whether it has one: "2-1"
	classes   lexicon.Class
	features  []uint32 // of the clusters of its words that are of some weight, the first of them
	summed    bool
	sum       learn.Sum // of their weights, if they are summed
}

// governs is what kind of word governs a name.
type governs uint32

const (
	byNone governs = iota // a clause begins with the name
	byPreposition
	byVerb
	byName
	byJoint // a conjunction or a pronoun
	byOther
)

// How many words are looked at: before and after a name, one by one; in search of what governs it; and of its sentence in all. Set by
// hand; a text of one long sentence stays linear.
const (
	nearby         = 4
	farthest       = 16
	longestContext = 60
)

// begin takes up a name, keeping its memory.
func (u *usage) begin(t *prose.Text, views []view, n *names.Name) {
	s := t.SentenceOf(n.First)
	*u = usage{featurer: featurer{views: views, out: u.out[:0]}, text: t, n: n, last: n.Last, scene: u.scene}
	u.from, u.to = max(s.First, n.First-longestContext), min(s.Last, n.Last+longestContext)
	if !n.Lacks() {
		best := n.Best()
		u.kind = uint32(best.Kind)<<1 | bit(best.Sovereign())
	}
	u.owner = bit(t.Words[n.Last].Shape&prose.Possessive != 0)
	if next := u.last + 1; next <= u.to && t.Words[next].Shape&prose.Possessive != 0 && t.Words[next].Gap == prose.GapNone {
		u.owner, u.last = 1, next
	}
	u.governor = u.findGovernor()
	u.governs = u.howGoverned()
}

// findGovernor returns the word before a name that governs it, over articles, directional words and the names listed before it; -1 where a
// clause begins with it.
func (u *usage) findGovernor() int32 {
	gap, listed := u.text.Words[u.n.First].Gap, false
	for k := u.n.First - 1; k >= max(u.from, u.n.First-farthest); k-- {
		w := &u.text.Words[k]
		named := u.views[k].name != 0
		switch {
		case gap >= prose.GapOpen && gap != prose.GapQuote:
			return -1
		case gap == prose.GapSpace && (w.Class.Has(lexicon.Determiner) || w.Class.Has(lexicon.Directional) && !listed):
		case u.text.Is(w, u.text.LanguageAt(k).Function.And) && k > u.from && u.views[k-1].name != 0, named && (listed || gap == prose.GapComma):
			listed = true
		case gap == prose.GapComma:
			return -1
		default:
			return k
		}
		gap = w.Gap
	}
	return -1
}

func (u *usage) howGoverned() governs {
	if u.governor < 0 {
		return byNone
	}
	w := &u.text.Words[u.governor]
	switch {
	case w.Class.Has(lexicon.Preposition):
		return byPreposition
	case u.verb(u.governor):
		return byVerb
	case w.Shape&prose.Capital != 0:
		return byName
	case w.Class.Has(lexicon.Conjunction | lexicon.Pronoun):
		return byJoint
	}
	return byOther
}

func (u *usage) verb(i int32) bool {
	w := &u.text.Words[i]
	return w.Shape&prose.Capital == 0 && (w.Class.Has(lexicon.Auxiliary|lexicon.MatchVerb) || isVerb(u.text, w))
}

// in returns the view of a word of the sentence, or of what stands outside.
func (u *usage) in(i int32) *view {
	if i < u.from || i > u.to {
		return &outside
	}
	return &u.views[i]
}

// What words count as that are names, and what stands outside the sentence.
const (
	noWord = 1 + iota
	aName
)

// word is a word's hash; all names are one.
func (u *usage) word(i int32) uint32 {
	switch v := u.in(i); {
	case v == &outside:
		return noWord
	case v.name != 0:
		return aName
	default:
		return v.word
	}
}

// stem is the hash of a word's beginning, which its inflections share.
func (u *usage) stem(i int32) uint32 {
	const letters = 5
	if w := u.word(i); w <= aName {
		return w
	}
	w := u.text.Word(i)
	return hash32(w[:min(len(w), letters)])
}

func (u *usage) cluster(i int32) uint32 { return uint32(u.in(i).kin.Cluster) }

func (u *usage) coarse(i int32) uint32 { return uint32(u.in(i).kin.Coarse) }

// slot puts what a slot's word is.
func (u *usage) slot(s model.RoleSlot, i int32) {
	v := u.in(i)
	u.put(s.Of(model.SlotWord), u.word(i))
	u.put(s.Of(model.SlotClasses), v.class)
	if v.kin.Rank > 0 {
		u.put(s.Of(model.SlotCluster), uint32(v.kin.Cluster))
		u.put(s.Of(model.SlotCoarse), uint32(v.kin.Coarse)|v.gap<<8)
	}
}

// features puts all features but those that all names of the sentence have, which are the scene's.
func (u *usage) features(m *Mention) {
	u.itself(m)
	u.around()
	u.governed()
	u.sentence()
}

// itself puts what the name is.
func (u *usage) itself(m *Mention) {
	n, t := u.n, u.text
	p, q := u.at(n.First-1), u.at(n.Last+1)
	links := bit(n.Container >= 0)<<1 | bit(n.Holds >= 0)<<2 | bit(n.Listed >= 0)<<3
	u.put(model.RoleAlways, 1)
	u.put(model.RoleKind, u.kind)
	u.put(model.RoleEdges, u.owner|u.next()<<1|u.begins()<<2|q.gap<<4|p.gap<<8)
	u.put(model.RoleDemonym, bit(n.Demonym))
	u.put(model.RoleSaid, bit(m.Acting)|bit(m.Inner)<<9|links|u.kind<<4)
	u.put(model.RoleShort, bit(!n.Lacks() && n.Best().Flags&gazetteer.Abbreviation != 0))
	u.put(model.RoleInner, bit(m.Inner))
	u.put(model.RoleActing, bit(m.Acting))
	u.put(model.RolePlace, u.begins()|bit(n.First-t.SentenceOf(n.First).First < 4)<<1|u.kind<<4)
	u.put(model.RoleName, u.views[n.First].word)
	u.put(model.RoleNameKin, uint32(u.views[n.First].kin.Cluster))
}

// begins is whether the sentence begins with the name, next whether a capital follows it.
func (u *usage) begins() uint32 { return bit(u.text.SentenceOf(u.n.First).First == u.n.First) }

func (u *usage) next() uint32 {
	q := u.at(u.n.Last + 1)
	return bit(q.shape&uint32(prose.Capital) != 0 && q.gap <= uint32(prose.GapHyphen))
}

// window is how many words before and after a name have slots. Chosen by cross-validation.
const window = 1

// around puts the words around the name.
func (u *usage) around() {
	for d := range int32(window) {
		u.slot(model.SlotBefore+model.RoleSlot(d), u.n.First-1-d)
		u.slot(model.SlotAfter+model.RoleSlot(d), u.last+1+d)
	}
	for d := int32(1); d <= nearby; d++ {
		if i := u.n.First - d; i >= u.from {
			u.put(model.RoleNearBefore, u.word(i))
		}
		if i := u.last + d; i <= u.to {
			u.put(model.RoleNearAfter, u.word(i))
		}
	}
}

// governed puts what governs the name.
func (u *usage) governed() {
	g := u.governor
	u.slot(model.SlotGovernor, g)
	u.both(model.SlotGovernor.Of(model.SlotStem), u.stem(g), uint32(u.governs))
	u.both(model.RoleGovernor, u.word(g), u.owner|u.kind<<1)
	u.put(model.RoleGoverned, uint32(u.governs)|u.kind<<8|u.owner<<20)
	if u.governs != byPreposition {
		return
	}
	u.slot(model.SlotTaker, g-1)
	u.both(model.RoleTaken, u.word(g), u.word(g-1))
	u.both(model.RoleTakenKin, u.word(g), u.cluster(g-1))
	u.both(model.RoleTakenCoarse, u.word(g), u.coarse(g-1))
	u.both(model.RoleTakenFar, u.word(g), u.coarse(g-2))
	u.both(model.RoleTakenStem, u.word(g), u.stem(g-1))
}

// sentence puts what the sentence is of.
func (u *usage) sentence() {
	if at := u.text.Words[u.n.First].Sentence; u.scene.sentence != at+1 {
		u.scan(at)
	}
	sc := &u.scene
	u.put(model.RoleCountries, min(sc.countries, 4)|u.kind<<8)
	u.put(model.RoleSport, bit(sc.classes.Has(lexicon.SportWord|lexicon.MatchVerb))|bit(u.text.Sport)<<1|sc.results<<2)
	u.put(model.RolePower, bit(sc.classes.Has(lexicon.GovernmentNoun)))
	u.put(model.RoleForce, bit(sc.classes.Has(lexicon.MilitaryNoun)))
	u.put(model.RoleEvent, bit(sc.classes.Has(lexicon.EventNoun|lexicon.TeamNoun)))
}

// sum adds up the weights of all features; those of the scene once for all names of the sentence.
func (u *usage) sum(c *learn.Chain) learn.Sum {
	if sc := &u.scene; !sc.summed {
		sc.sum, sc.summed = c.Sum(sc.features), true
	}
	sum := c.Sum(u.out)
	sum.Add(u.scene.sum)
	return sum
}

// mostKin is how many words of a sentence are kept. Set by hand.
const mostKin = 40

// scan reads a sentence, once for all its names.
func (u *usage) scan(sentence int32) {
	const little = lexicon.Preposition | lexicon.Determiner | lexicon.Conjunction | lexicon.Pronoun | lexicon.Auxiliary
	sc, f := scene{sentence: sentence + 1}, featurer{out: u.scene.features[:0]}
	s := &u.text.Sentences[sentence]
	for i := s.First; i <= s.Last; i++ {
		v, w := &u.views[i], &u.text.Words[i]
		sc.classes |= w.Class
		sc.countries += bit(v.name&15 == nameBegins && v.kind() == uint32(gazetteer.Country))
		sc.results |= bit(w.Shape&prose.Digits != 0 && w.Gap == prose.GapHyphen)
		if len(f.out) < mostKin && v.kin.Rank > 0 && !w.Class.Has(little) {
			f.put(model.RoleSentence, uint32(v.kin.Cluster))
		}
	}
	sc.features = f.out
	u.scene = sc
}
