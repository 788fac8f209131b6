// Package resolve tells which place each mention means: an entry of the gazetteer, or, where that lacks the place, what it lies
// in or near.
//
//	mention.Set -> senses -> votes -> passes of ranking -> Answers
//
// By the rule of one sense per document all mentions of a name, in the same container or in none, mean the same place. Senses
// are ranked in passes: first by what is known of the places and by what the other names may mean, then also by what the pass
// before chose for them.
package resolve

import (
	"context"
	"math"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/mention"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/prose"
)

// passes are how often the senses are ranked.
const passes = 3

// Answers are what the mentions of a text mean. They are read-only, and good until the Resolver's next call.
type Answers struct {
	Text *prose.Text
	Set  *mention.Set
	All  []Answer // one for each mention of the set
	by   *Resolver
}

// An Answer is what one mention means: a Place, or a Host alone where the gazetteer lacks the place, or neither where the
// mention is no place.
type Answer struct {
	Place gazetteer.Place // the entry; zero: none
	Host  gazetteer.Place // of an unlisted place: what it lies in or near
	Score float64         // how sure the answer is, 0 to 1
	// Unplaced says that the words are likely a place's, but nothing tells where it is: see mention.Absent.
	Unplaced bool
	host     host
	sense    int32
}

// At returns where an answer is shown: its place, or its host.
func (a *Answer) At() gazetteer.Place {
	if a.Place.IsZero() {
		return a.Host
	}
	return a.Place
}

// Reach returns how far, in meters, an unlisted place may lie from its host's point: half of them lie nearer.
func (a *Answer) Reach() float64 { return a.host.reach() }

// A Resolver resolves the mentions of texts, one after another, and keeps its memory from one to the next. One goroutine at a
// time uses it.
type Resolver struct {
	ix    *gazetteer.Index
	model *model.Model
	sway  float32                     // the most that context may add to a candidate
	draw  float32                     // the part of it that nearness may
	usual map[gazetteer.Place]float32 // what the model's usual places gain

	home     gazetteer.Place // of the publisher, or the state of areaCode; zero: not known
	areaCode string          // of the text's telephone numbers, where nobody told the publisher's home
	text     *prose.Text
	alone    string // the country that a text names, if it names no other and is not in English
	set      *mention.Set
	group    grouping
	ballot   ballot
	vicinity vicinity
	scene    scene
	answers  []Answer
	cities   map[[2]gazetteer.Place]bool // whether a seat has a name that tells it from its division, as far as it was asked
}

// New returns a Resolver that chooses among the places of an index by a model.
func New(ix *gazetteer.Index, m *model.Model) *Resolver {
	r := &Resolver{ix: ix, model: m, usual: map[gazetteer.Place]float32{}, cities: map[[2]gazetteer.Place]bool{}}
	r.sway, r.draw = m.Sway()
	for id, gain := range m.Usual {
		if p, ok := ix.Place(id); ok { // it may have learned over another gazetteer
			r.usual[p] = gain
		}
	}
	return r
}

// Resolve answers the mentions of a text for a publisher who sits at home (zero: not known). The only error is the context's.
func (r *Resolver) Resolve(ctx context.Context, text *prose.Text, set *mention.Set, home gazetteer.Place) (*Answers, error) {
	r.settle(text, home)
	if err := r.rankUpTo(ctx, text, set, passes); err != nil {
		return nil, err
	}
	for i := range r.group.senses {
		se := &r.group.senses[i]
		se.chance = r.group.chance(se, se.best)
		se.near = r.nearOthers(se, &r.group.rated[se.best])
	}
	for k := range set.Names {
		r.answers = append(r.answers, r.answer(int32(k)))
	}
	r.lend()
	for k := range r.answers {
		if a := &r.answers[k]; !a.At().IsZero() {
			a.Score = r.score(int32(k), a)
		}
	}
	return &Answers{Text: text, Set: set, All: r.answers, by: r}, nil
}

// rankUpTo groups the mentions into senses and ranks those in the first so many passes.
func (r *Resolver) rankUpTo(ctx context.Context, text *prose.Text, set *mention.Set, passes int) error {
	r.text, r.set, r.answers = text, set, r.answers[:0]
	r.scene.reset()
	r.group.gather(text, set)
	r.ballot.elect(r.group.senses, r.group.rated)
	r.vicinity.gather(r.group.senses, r.group.rated)
	if r.alone = ""; text.Language.Countries != nil {
		r.alone = r.oneCountry()
	}
	for n := range passes {
		changed, err := r.pass(ctx, n)
		if err != nil {
			return err
		}
		if n > 0 && !changed {
			break // the next would find what this one found, from the same choices
		}
	}
	return nil
}

// pass ranks the candidates of all senses by what the pass before chose, and reports whether it chose otherwise.
func (r *Resolver) pass(ctx context.Context, n int) (changed bool, err error) {
	w := &r.model.First
	if n > 0 {
		w = &r.model.Later
		r.survey()
	}
	for i := range r.group.senses {
		if i&255 == 0 && ctx.Err() != nil {
			return false, ctx.Err()
		}
		se := &r.group.senses[i]
		before := se.best
		if r.rank(se, w); n > 0 && se.best != before { // those after it see it at once, lest two swap places for ever
			r.scene.move(int32(i), se, &r.group.rated[before], &r.group.rated[se.best])
			changed = true
		}
	}
	return changed, nil
}

// answer returns what a mention means by the sense that was chosen for it; an unlisted one has no host yet.
func (r *Resolver) answer(k int32) Answer {
	if !r.set.Accepted(k) {
		return Answer{sense: -1}
	}
	sense := r.group.of[k]
	c := &r.group.rated[r.group.senses[sense].best]
	if c.lacked || r.set.Names[k].Partial { // what bears a part of the name is where the whole lies
		h := host{c.Place, bearing}
		if c.lacked {
			h = r.group.senses[sense].host
		}
		return Answer{Host: c.Place, host: h, sense: sense}
	}
	return Answer{Place: c.Place, sense: sense}
}

// rank scores the candidates of a sense and chooses the best.
func (r *Resolver) rank(se *sense, w *model.Features) {
	if one, ok := r.only(se); ok {
		se.best = one
		return
	}
	r.weigh(se)
	rated := r.group.rated
	best, top := int32(-1), float32(math.Inf(-1))
	for i := se.from; i < se.to; i++ {
		c := &rated[i]
		if c.score = float32(math.Inf(-1)); !c.fits {
			continue
		}
		if c.score = c.base[0]; w != &r.model.First {
			c.score = c.base[1]
		}
		if top = max(top, c.score); c.score == top {
			best = i
		}
	}
	if w == &r.model.First || r.scene.total == 0 {
		se.best = r.seated(se, w, max(best, se.from))
		return
	}
	first := max(best, se.from)
	r.situate(se, &rated[first], w, float32(math.Inf(-1)))
	top = rated[first].score
	best = -1
	for i := se.from; i < se.to; i++ {
		c := &rated[i]
		if i != first && c.score+r.sway > top { // no context could put it before the first, else
			r.situate(se, c, w, top)
		}
		if best < 0 || c.score > rated[best].score {
			best = i
		}
	}
	se.best = r.seated(se, w, best)
}

// situate adds to the score of a candidate what the context says of it, but not how near other places are where that cannot lift it above top.
func (r *Resolver) situate(se *sense, c *rated, w *model.Features, top float32) {
	var f model.Features
	r.among(se, c, &f)
	c.score += f.Score(w, model.InContext, model.NumFeatures)
	if c.score+r.draw > top {
		r.near(se, c, &f)
		c.score += f.Score(w, model.Near, model.DatelineNear+1)
	}
}

// only returns the candidate that a sense may mean, if there is just one.
func (r *Resolver) only(se *sense) (only int32, ok bool) {
	only = -1
	for i := se.from; i < se.to; i++ {
		if r.fits(se, &r.group.rated[i]) {
			if only >= 0 {
				return 0, false
			}
			only = i
		}
	}
	only = max(only, se.from)
	for i := se.from; i < se.to; i++ {
		r.group.rated[i].score = float32(math.Inf(-1))
	}
	r.group.rated[only].score = 0
	return only, true
}

// weigh finds which candidates a sense may mean, and computes the part of their scores that does not change between passes, once for both kinds
// of pass.
func (r *Resolver) weigh(se *sense) {
	var f [model.AtOnce]model.Features
	var of [model.AtOnce]*rated
	var is *calling // once anything is to be weighed that it tells of
	n := 0
	for i := se.from; i < se.to; i++ {
		c := &r.group.rated[i]
		if c.fits = r.fits(se, c); !c.fits || c.weighed && !c.lacked {
			continue
		}
		if is == nil && !c.lacked {
			heard := r.calls(se)
			is = &heard
		}
		f[n], of[n] = model.Features{}, c
		r.static(se, is, c, &f[n])
		f[n][model.Namesake] = 0 // against other places, a division with such a seat is as likely as any
		if n++; n == len(of) {
			r.base(&f, of[:n])
			n = 0
		}
	}
	r.base(&f, of[:n])
}

// base adds up what was found of some candidates.
func (r *Resolver) base(f *[model.AtOnce]model.Features, of []*rated) {
	if len(of) == 0 {
		return
	}
	sums := model.Scores(f, &r.model.First, &r.model.Later, model.InContext)
	for i, c := range of {
		c.base, c.weighed = sums[i], true
		if !c.lacked {
			gain := r.usual[c.Place]
			c.base[0], c.base[1] = c.base[0]+gain, c.base[1]+gain
		}
	}
}

// The best known place of a name beyond which a text hardly means one that the gazetteer lacks, as a prior: a settlement
// of a hundred thousand people; of a thousand, where the name has several words.
const town, hamlet = 5, 3.2

// fits reports whether a sense may mean a candidate: a demonym means what it is made from, or a town that is called so, as Lombard in Illinois is.
func (r *Resolver) fits(se *sense, c *rated) bool {
	n := &r.set.Names[se.first]
	if se.misplaced && !c.Place.IsZero() {
		return c.lacked || r.group.rated[se.to-1].Place.IsZero() // no place elsewhere is meant, once it is known where it is said to be
	}
	if se.partial && !r.group.rated[se.to-1].Place.IsZero() {
		return !c.away
	}
	if lacked := &r.group.rated[se.to-1]; se.generic && !lacked.Place.IsZero() && !lacked.away {
		return c.lacked
	}
	if c.lacked {
		return !n.Nearly && !c.Place.IsZero() && se.most < r.mostLacked(se) && r.text.LanguageAt(n.First).Model != "" && r.group.mayLack(se, c.Place)
	}
	if h := se.holds; !h.IsZero() && h.Type() == gazetteer.Country && c.Place != h && c.Place.Country() == h.Country() {
		return false // "Mixco, Guatemala" names the country, and not the city
	}
	return !n.Demonym || c.Flags&gazetteer.Demonym != 0 || c.Kind == gazetteer.Settlement && c.Main
}

// mostLacked returns the prior from which on the gazetteer does not lack what a sense means.
func (r *Resolver) mostLacked(se *sense) float32 {
	if n := &r.set.Names[se.first]; n.Last > n.First && !n.Partial {
		return hamlet // names of several words are seldom shared
	}
	return town
}

// mayLack reports whether the gazetteer may lack what a sense means, in or near a host: not where the host bears the name itself,
// nor where a country or a region does.
func (g *grouping) mayLack(se *sense, host gazetteer.Place) bool {
	for i := se.from; i < se.to-1; i++ {
		switch c := &g.rated[i]; c.Kind {
		case gazetteer.Country, gazetteer.Admin1, gazetteer.Region, gazetteer.Union, gazetteer.Continent:
			return false
		default:
			if c.Place == host {
				return false
			}
		}
	}
	return true
}

// features judges a candidate of a sense.
func (r *Resolver) features(se *sense, c *rated) (f model.Features) {
	is := r.calls(se)
	r.static(se, &is, c, &f)
	r.context(se, c, &f)
	return f
}

// chance returns the probability of a candidate among those of its sense: the softmax of their scores. The weights
// are no likelihoods, so that it orders answers and does not promise a rate.
func (g *grouping) chance(se *sense, i int32) float64 {
	sum := 0.0
	for j := se.from; j < se.to; j++ {
		if g.rated[j].Place != g.rated[i].Place || j == i {
			sum += math.Exp(float64(g.rated[j].score - g.rated[i].score))
		}
	}
	return 1 / sum
}
