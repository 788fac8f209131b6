package mention

import (
	"cmp"
	"context"
	"slices"

	"example.com/geotag/internal/learn"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// Chain is the Recognizer that was learned: it reads the words around names with the rules' advice among its features.
type Chain struct {
	model     *model.Model
	by        *learn.Chain // reads the island
	joint     bool         // it is the joint chain
	tongue    uint32       // of the island: see tongueOf
	memory    memory
	tokens    []learn.Sum // of the island
	lattice   learn.Lattice
	now, past reading // of the text; and before names were found under other spellings
	labels    []uint8 // of each word, the likeliest that makes no place of it
	stretches []stretch
	alike     map[uint64]alike
	obeyed    []stretch
	faint     []stretch // that are no names by the words alone, and may be by their spelling
	near      near
	features  []uint32
	set       Set
	next      int32 // the word after the last mention
	rules     Rules // of texts that no chain has seen the like of
}

// NewChain returns the Recognizer of a model's chains.
func NewChain(m *model.Model) *Chain { return &Chain{model: m} }

// An Island is a run of words, inclusive, that may hold a name: capitalized words, and what may join them. All other words are
// no names, and are not looked at but as its neighbors.
type Island struct{ First, Last int32 }

// A reading is what a chain makes of the islands of a text: the stretches of all, and how many there are up to the end of each.
type reading struct {
	islands   []Island
	stretches []stretch
	ends      []int
}

// of returns the stretches of an island.
func (r *reading) of(island int) []stretch {
	from := 0
	if island > 0 {
		from = r.ends[island-1]
	}
	return r.stretches[from:r.ends[island]]
}

// A stretch is a run of words that may be a place's name, with the probability that it is one.
type stretch struct {
	first, last int32
	label       int
	chance      float32
}

// Recognize implements Recognizer.
func (c *Chain) Recognize(ctx context.Context, a *Advice) (*Set, error) {
	if a.Bare {
		return c.rules.Recognize(ctx, a)
	}
	c.now.islands = c.now.islands[:0]
	stretches, err := c.label(ctx, a, nil)
	if err != nil {
		return nil, err
	}
	b, err := c.near.advise(ctx, a, stretches, c.faint)
	if err != nil {
		return nil, err
	}
	if b != a {
		a = b
		if stretches, err = c.label(ctx, a, c.near.found); err != nil {
			return nil, err
		}
	}
	widen(a, stretches)
	stretches = c.obey(a, stretches)
	c.set.Begin(len(a.Text.Words))
	c.next = 0
	old := int32(0)
	for _, st := range stretches {
		for ; int(old) < len(a.List.Names) && a.List.Names[old].Last < st.first; old++ {
			c.passOver(a, old)
		}
		c.take(a, st)
		for int(old) < len(a.List.Names) && a.List.Names[old].First <= st.last {
			old++
		}
	}
	for ; int(old) < len(a.List.Names); old++ {
		c.passOver(a, old)
	}
	c.adjectives(a, int32(len(a.Text.Words)))
	return &c.set, nil
}

// obey puts the trusted names among the stretches, instead of those that share a word with one, and takes out those in a blocked name.
func (c *Chain) obey(a *Advice, stretches []stretch) []stretch {
	if !a.List.Decreed {
		return stretches
	}
	out, k := c.obeyed[:0], 0
	trust := func(n *names.Name) {
		if n.Decree == names.Trusted && (len(out) == 0 || out[len(out)-1].first != n.First) {
			out = append(out, stretch{n.First, n.Last, model.LabelPlace, 1})
		}
	}
	for _, s := range stretches {
		for ; k < len(a.List.Names) && a.List.Names[k].Last < s.first; k++ {
			trust(&a.List.Names[k])
		}
		keep := true
		for i := k; i < len(a.List.Names) && a.List.Names[i].First <= s.last; i++ {
			n := &a.List.Names[i]
			trust(n)
			keep = keep && n.Decree != names.Trusted && (n.Decree != names.Blocked || s.first < n.First || s.last > n.Last)
		}
		if keep {
			out = append(out, s)
		}
	}
	for ; k < len(a.List.Names); k++ {
		trust(&a.List.Names[k])
	}
	c.obeyed = out
	return out
}

const (
	longestName = 8    // words
	longestRow  = 20   // characters, where each is a word
	faint       = 0.05 // a beginning less likely than this is not followed
)

// label returns the stretches that are places, in the order of the text. Islands that were read before, and have none of the names that were
// found since in or beside them, are not read again.
func (c *Chain) label(ctx context.Context, a *Advice, found []names.Name) ([]stretch, error) {
	views := a.views()
	c.now, c.past = c.past, c.now
	c.memory.begin(a.Text)
	c.now.islands = islands(a.Text, views, c.now.islands[:0])
	c.now.stretches, c.now.ends = c.now.stretches[:0], c.now.ends[:0]
	c.labels = slices.Grow(c.labels[:0], len(views))[:len(views)]
	k := 0
	for i, is := range c.now.islands {
		if i&63 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for ; k < len(c.past.islands) && c.past.islands[k].First < is.First; k++ {
		}
		if k < len(c.past.islands) && c.past.islands[k] == is && !touched(found, is) {
			c.now.stretches = append(c.now.stretches, c.past.of(k)...)
		} else {
			c.read(a, views, is)
		}
		c.now.ends = append(c.now.ends, len(c.now.stretches))
	}
	c.stretches = append(c.stretches[:0], c.now.stretches...)
	c.agree(a, views, c.stretches)
	c.faint = append(c.faint[:0], c.stretches...)
	return c.stretches[:c.chooseAll(a)], nil
}

// read appends the stretches of an island and notes what its words are.
func (c *Chain) read(a *Advice, views []view, is Island) {
	c.speak(a.Text.LanguageAt(is.First))
	c.tokens = c.tokens[:0]
	for i := is.First; i <= is.Last; i++ {
		c.tokens = append(c.tokens, c.sum(a.Text, views, i))
	}
	c.lattice.Run(c.by, c.tokens)
	from := len(c.now.stretches)
	all := c.gather(views, is, c.now.stretches)
	c.classify(is)
	all = whole(a, all, from, is)
	c.now.stretches = all[:from+merge(all[from:])]
}

// speak takes up the chain of a language.
func (c *Chain) speak(l *prose.Language) {
	c.by, c.joint, c.tongue = c.model.ChainFor(l.Model), l.Model == prose.Joint, c.tongueOf(l)
}

// touched reports whether any of some names is seen from the words of an island.
func touched(found []names.Name, is Island) bool {
	const window = 2 // words: see featurer.word
	return slices.ContainsFunc(found, func(n names.Name) bool { return n.First <= is.Last+window && is.First <= n.Last+window })
}

// chooseAll moves the stretches to keep to the front, island by island, and returns their number.
func (c *Chain) chooseAll(a *Advice) int {
	n, from := 0, 0
	for _, to := range c.now.ends {
		of := c.stretches[from:to]
		n += copy(c.stretches[n:], of[:choose(a, of)])
		from = to
	}
	return n
}

// Islands returns the islands of a text, with the features of each word through visit, which are good until it returns: what
// the chain learns from. hidden says that the language is not to be learned from.
func (c *Chain) Islands(a *Advice, hidden bool, visit func(is Island, word int32, features []uint32)) {
	views := a.views()
	for _, is := range islands(a.Text, views, nil) {
		c.speak(a.Text.LanguageAt(is.First))
		if hidden {
			c.tongue = 0
		}
		for i := is.First; i <= is.Last; i++ {
			visit(is, i, c.wordFeatures(a.Text, views, i))
		}
	}
}

// tongueOf returns what features are hashed with that are a language's own; 0 where the joint chain was not taught it.
func (c *Chain) tongueOf(l *prose.Language) uint32 {
	if l.Model != prose.Joint || !slices.Contains(c.model.Taught, l.Tag) {
		return 0
	}
	return hash32([]byte(l.Tag))
}

// wordFeatures returns the features of a word, good until the next call.
func (c *Chain) wordFeatures(t *prose.Text, views []view, i int32) []uint32 {
	f := c.featurer(views)
	f.word(t, i)
	c.features = f.out
	return f.out
}

func (c *Chain) featurer(views []view) featurer {
	return featurer{views: views, out: c.features[:0], joint: c.joint, tongue: c.tongue}
}

// sum adds up the weights of the features of a word: those of it with its neighbors, and those of each word in reach alone, which are remembered
// of plain words.
func (c *Chain) sum(t *prose.Text, views []view, i int32) learn.Sum {
	f := c.featurer(views)
	f.together(i)
	var known learn.Sum
	for d := int32(-reach); d <= reach; d++ {
		if f.at(i + d).plain() {
			known.Add(c.recall(&f, t, i, d))
		} else {
			f.alone(t, i, d)
		}
	}
	c.features = f.out
	known.Add(c.by.Sum(f.out))
	return known
}

// recall returns the sum of what a plain word d after another one says of that.
func (c *Chain) recall(f *featurer, t *prose.Text, i, d int32) learn.Sum {
	k := c.memory.of(f, i+d)
	if k.features[d+reach] == 0 {
		n := len(f.out)
		f.alone(t, i, d)
		k.keep(d, c.by.Sum(f.out[n:]))
		f.out = f.out[:n]
	}
	return k.at(d)
}

// gather appends all stretches of an island that are likely enough.
func (c *Chain) gather(views []view, is Island, out []stretch) []stretch {
	n := int(is.Last-is.First) + 1
	for i := range n {
		longest := longestName
		if views[is.First+int32(i)].row != 0 {
			longest = longestRow
		}
		for label := model.LabelPlace; label <= model.LabelPart; label++ {
			if c.lattice.Marginal(i, label) < faint {
				continue
			}
			for j := i; j < min(n, i+longest) && !views[is.First+int32(j)].barred; j++ {
				if p := c.lattice.Stretch(i, j, label, model.LabelInside); p >= faint {
					out = append(out, stretch{is.First + int32(i), is.First + int32(j), label, p})
				}
			}
		}
	}
	return out
}

// classify notes of each word of an island what it likeliest is if it is no place.
func (c *Chain) classify(is Island) {
	for i := is.First; i <= is.Last; i++ {
		best := model.LabelOther
		for label := model.LabelPerson; label <= model.LabelName; label++ {
			if c.lattice.Marginal(int(i-is.First), label) > c.lattice.Marginal(int(i-is.First), best) {
				best = label
			}
		}
		c.labels[i] = uint8(best)
	}
}

// merge makes one of stretches of an island that differ in their label only, with the likelier label. It returns their number.
func merge(all []stretch) int {
	slices.SortStableFunc(all, func(a, b stretch) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last), cmp.Compare(b.chance, a.chance))
	})
	n := 0
	for _, s := range all {
		if n > 0 && all[n-1].first == s.first && all[n-1].last == s.last {
			all[n-1].chance += s.chance
			continue
		}
		all[n] = s
		n++
	}
	return n
}

// choose moves the stretches of an island to keep to the front: the likeliest that do not overlap, in the order of the text. It returns their number.
func choose(a *Advice, all []stretch) int {
	slices.SortStableFunc(all, func(a, b stretch) int { return cmp.Compare(b.chance, a.chance) })
	n := 0
	for _, s := range all {
		if s.chance >= enough(a, s) && !slices.ContainsFunc(all[:n], func(k stretch) bool { return k.first <= s.last && s.first <= k.last }) {
			all[n] = s
			n++
		}
	}
	slices.SortFunc(all[:n], func(a, b stretch) int { return cmp.Compare(a.first, b.first) })
	return n
}

// The probabilities from which a stretch is taken for a place's name, chosen by cross-validation: in general; of a name
// whose surroundings tell the rules that it is a place; and of one that the gazetteer lacks.
const (
	sureEnough   = 0.42
	sureCued     = 0.34
	sureUnlisted = 0.75
)

// The same of the joint chain, of languages whose file says nothing else (sure): chosen by the score on languages that a chain was not taught.
const jointEnough, jointUnlisted = 0.17, 0.25

// enough is the probability from which a stretch is taken.
func enough(a *Advice, st stretch) float32 {
	if l := a.Text.LanguageAt(st.first); l.Model == prose.Joint {
		return cmp.Or(l.Sure, jointEnough)
	}
	if k := a.List.At(st.first); k >= 0 {
		if n := &a.List.Names[k]; n.Nearly && n.Last == st.last {
			return sureCued
		}
		if o := &a.Opinions[k]; o.Role != 0 && o.Cued && a.List.Names[k].Last == st.last {
			return sureCued
		}
	}
	return sureEnough
}

// unlisted is the probability from which one is taken that the gazetteer lacks.
func unlisted(a *Advice, st stretch) float32 {
	if l := a.Text.LanguageAt(st.first); l.Model == prose.Joint {
		return cmp.Or(l.SureUnlisted, jointUnlisted)
	}
	return sureUnlisted
}

// take adds the mention of a stretch with its candidates; one without a name is unlisted where the chain is sure of it, and
// rejected else.
func (c *Chain) take(a *Advice, st stretch) {
	st = trimmed(a.Text, st)
	m := Mention{Chance: st.chance, Label: uint8(st.label)}
	n := names.Name{First: st.first, Last: st.last, Links: names.Unlinked}
	if k := a.List.At(st.first); k >= 0 && a.List.Names[k].Last == st.last {
		n = a.List.Names[k]
		m.Cued = a.Opinions[k].Cued
		if a.Opinions[k].Role == model.Dateline {
			m.Role = model.Dateline
		} else if o := &a.Opinions[k]; named(a.Text, &n, o) {
			m.Verdict = *o
		}
	} else if found, ok := a.Finder.Exactly(st.first, st.last, c.lastName()); ok {
		n = found
	}
	if !n.Lacks() {
		c.add(a, n, m)
		return
	}
	if from, to := parts(a, st); to > from {
		for k := from; k < to; k++ {
			m.Cued = a.Opinions[k].Cued
			c.add(a, a.List.Names[k], m)
		}
		return
	}
	if st.label != model.LabelPlace {
		return
	}
	if whole, ok := address(a, st); ok {
		c.add(a, whole, m)
		return
	}
	if n.Unlisted = st.chance >= unlisted(a, st); n.Unlisted {
		m.Role = model.Location
	} else if from, to := inside(a, st); to > from {
		for k := from; k < to; k++ {
			c.passOver(a, k)
		}
		return
	} else {
		m.Verdict = Absent(&n)
		if a.Text.Words[n.Last].Class.Has(lexicon.StreetNoun) {
			m.Verdict = Verdict{Reason: model.Street, Left: n.First, Right: n.Last, Why: "a name that ends with", Cue: n.Last}
		}
	}
	c.add(a, n, m)
}

// named reports whether a rule sees that a name is that of a street or a team alone: "Madison" in "Madison Avenue", and not in "Madison Street
// Market"; "Toronto" in "Toronto Raptors".
func named(t *prose.Text, n *names.Name, o *Verdict) bool {
	if o.Why != followedBy || n.Admin || o.Cue != n.Last+1 {
		return false
	}
	cue := &t.Words[o.Cue]
	if o.Reason == model.Team {
		return cue.Class.Has(lexicon.TeamNoun) && !cue.Class.Has(lexicon.SettlementWord|lexicon.AdminWord|lexicon.FeatureWord) && cue.Shape&prose.Capital != 0
	}
	if o.Reason != model.Street || cue.Class.Has(lexicon.CivicNoun) {
		return false
	}
	next := t.After(o.Right)
	return next == nil || next.Shape&(prose.Capital|prose.Digits) == 0
}

// add adds a mention, and before it the adjectives of places in small letters, which the chain does not look at.
func (c *Chain) add(a *Advice, n names.Name, m Mention) {
	c.adjectives(a, n.First)
	c.set.Add(n, m)
	c.next = n.Last + 1
}

// lastName returns the last name so far, or nil.
func (c *Chain) lastName() *names.Name {
	if k := len(c.set.Names); k > 0 {
		return &c.set.Names[k-1]
	}
	return nil
}

// longestIsland bounds an island, in words, so that a text in capitals stays linear. One of a script without capitals has room for a sentence.
const longestIsland, longestUncased = 64, 128

// islands appends the islands of a text.
func islands(t *prose.Text, views []view, out []Island) []Island {
	for i := int32(0); i < int32(len(t.Words)); i++ {
		if t.Words[i].Shape&prose.Capital == 0 && views[i].name == 0 {
			continue
		}
		longest := int32(longestIsland)
		if t.Words[i].Shape&prose.Uncased != 0 {
			longest = longestUncased
		}
		if k := len(out) - 1; k >= 0 && i-out[k].First < longest && bridged(t, out[k].Last, i) {
			out[k].Last = i
		} else {
			out = append(out, Island{i, i})
		}
	}
	return out
}

// bridge is the most words between two parts of one name.
const bridge = 2

// bridged reports whether only joining words stand between the words i and j of one sentence.
func bridged(t *prose.Text, i, j int32) bool {
	if j-i > bridge+1 || t.Words[i].Sentence != t.Words[j].Sentence {
		return false
	}
	for k := i + 1; k < j; k++ {
		w := &t.Words[k]
		if w.Shape&prose.Possessive == 0 && !w.Class.Has(lexicon.Preposition|lexicon.Determiner|lexicon.Conjunction) {
			return false
		}
	}
	return true
}
