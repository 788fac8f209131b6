package train

import (
	"context"
	"maps"
	"math"
	"slices"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/learn"
	"example.com/geotag/internal/mention"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/prose"
	"example.com/geotag/internal/resolve"
)

// The settings of going on from a model with a few texts. Chosen by cross-validation over corpora that the model had not seen, so that
// texts of others are read as well as before.
var (
	ownChainOptions = learn.ChainOptions{Epochs: 4, Rate: 0.02, Decay: 0.4, Caution: 1, Seed: 1}
	ownRoleOptions  = learn.ChainOptions{Epochs: 4, Rate: 0.02, Decay: 0.4, Caution: 1, Seed: 1}
	ownRankOptions  = learn.RankOptions{Epochs: 20, Rate: 0.05, Decay: 300, Seed: 1}
)

// usualGain is what a place gains by e-1 texts that name it, in the scale of the ranking. Chosen by cross-validation.
const usualGain = 2

// GoOn learns from lessons what they say beside what a model knows: which words are names, in English and in other languages, the roles of names
// where the lessons say any, how candidates rank, and which places their texts usually name. All weights are held near what they were, and how sure
// an answer is stays as it was. report is as in Learn; the same input gives the same model. The only errors are the context's.
func GoOn(ctx context.Context, ix *gazetteer.Index, lessons []Lesson, from *model.Model, report func(stage string)) (*model.Model, error) {
	t := newTrainer(ctx, ix, report)
	m := *from
	for _, learn := range []func(m *model.Model, lessons []Lesson) error{t.ownNames, t.ownRoles, t.ownRanks, t.ownPlaces} {
		if err := learn(&m, lessons); err != nil {
			return nil, err
		}
	}
	return model.Read(m.Bytes())
}

// ownNames goes on from the chains of names.
func (t *trainer) ownNames(m *model.Model, lessons []Lesson) error {
	t.report("learning names")
	for _, own := range []struct {
		weights string
		chain   **learn.Chain
	}{{prose.English, &m.Chain}, {prose.Joint, &m.Joint}} {
		if *own.chain == nil {
			continue
		}
		sequences, err := t.ownSequences(m, lessons, own.weights)
		if err != nil {
			return err
		}
		if len(sequences) > 0 {
			o := ownChainOptions
			o.From = *own.chain
			*own.chain = learn.TrainChain(sequences, o)
		}
	}
	return nil
}

// ownSequences makes sequences of the lessons that a model reads by the weights of a name.
func (t *trainer) ownSequences(m *model.Model, lessons []Lesson, weights string) (out []learn.Sequence, err error) {
	x := &islander{ctx: t.ctx, texts: prose.NewReader(t.ix), mentions: mention.NewReader(t.ix, m.Roles), chain: mention.NewChain(m)}
	for i := range lessons {
		if lessons[i].Partial {
			continue
		}
		s, err := x.read(&lessons[i], lessons[i].Language, 0, weights, false)
		if err != nil {
			return nil, err
		}
		out = append(out, s...)
	}
	return out, nil
}

// ownRoles goes on from the chain of roles.
func (t *trainer) ownRoles(m *model.Model, lessons []Lesson) (err error) {
	if !slices.ContainsFunc(lessons, func(l Lesson) bool { return l.tells() }) {
		return nil
	}
	t.report("learning roles")
	o := ownRoleOptions
	o.From = m.Roles
	m.Roles, err = t.roles(m, lessons, o)
	return err
}

// ownRanks goes on from the weights of both kinds of pass.
func (t *trainer) ownRanks(m *model.Model, lessons []Lesson) error {
	t.report("learning which place is meant")
	first, later := m.First, m.Later
	for pass := range resolve.Passes {
		r := newReader(t.ix, m)
		var choices []learn.Choice
		for i := range lessons {
			c, err := t.choices(r, &lessons[i], t.home(lessons, i), pass)
			if err != nil {
				return err
			}
			choices = append(choices, c...)
		}
		w, from := &m.Later, &later
		if pass == 0 {
			w, from = &m.First, &first
		}
		o := ownRankOptions
		o.From = from[:]
		*w = model.Features(learn.TrainRank(choices, int(model.NumFeatures), o))
	}
	return nil
}

// ownPlaces adds to the usual places those that the lessons name, by the texts that name them.
func (t *trainer) ownPlaces(m *model.Model, lessons []Lesson) error {
	r := newReader(t.ix, m)
	texts := map[string]int{}
	for i := range lessons {
		named, err := t.named(r, &lessons[i])
		if err != nil {
			return err
		}
		for id := range named {
			texts[id]++
		}
	}
	usual := maps.Clone(m.Usual)
	if usual == nil {
		usual = map[string]float32{}
	}
	for id, n := range texts {
		usual[id] = max(usual[id], min(model.MostUsual, usualGain*float32(math.Log1p(float64(n)))))
	}
	m.Usual = usual
	return nil
}

// named returns the ids of the places that a lesson's text names.
func (t *trainer) named(r *reader, l *Lesson) (map[string]bool, error) {
	given := l.places()
	if len(given) == 0 {
		return nil, nil
	}
	text, set, err := r.read(t.ctx, l.Text, given)
	if err != nil {
		return nil, err
	}
	ids := map[string]bool{}
	nameOf := func(k int) *Name { return l.at(set.Mentions[k].Given) }
	err = r.resolver.Choices(t.ctx, text, set, gazetteer.Place{}, 0, func(k int) bool { return nameOf(k) != nil }, func(k int, options []resolve.Option) {
		if id := meant(options, nameOf(k)); id != "" {
			ids[id] = true
		}
	})
	return ids, err
}

// meant returns the id of the option that a name means: its own, or the nearest that is placed; empty: none is.
func meant(options []resolve.Option, n *Name) (id string) {
	nearest := placedM
	for i := range options {
		o := &options[i]
		if n.ID != "" && o.Place.ID() == n.ID {
			return n.ID
		}
		if m := distance(o.Place, *n.Point); m < nearest && !o.Lacked {
			id, nearest = o.Place.ID(), m
		}
	}
	return id
}
