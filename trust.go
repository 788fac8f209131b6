package geotag

import (
	"errors"
	"math"
	"sync"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/learn"
)

// trust holds the weights of the logistic curve that makes the score of a mention: how likely it is that its span is a
// place's name, and that the place chosen is the one.
type trust [nTrust]float32

const (
	tBias     = iota
	tSpan     // the log odds that the model gives the span
	tChoice   // the log odds of the place among its rivals
	tOnly     // there is no rival
	tUnlisted // the gazetteer lacks the place
	tHosted   // what it lies in stands next to it
	tDemonym
	tPart
	tCountry
	tTown
	tFame // how well known the place is, in tenths of the scale of prior
	nTrust
)

// evidenceOf returns what the score of a span is made of.
func (r *reading) evidenceOf(s *span) (x trust) {
	x[tBias] = 1
	x[tSpan] = logit(float64(s.chance))
	x[tDemonym], x[tPart] = one(s.role == Demonym), one(s.role == PartOfName)
	if s.unlisted {
		x[tUnlisted], x[tHosted] = 1, one(s.container >= 0)
		return x
	}
	se := &r.senses[s.sense]
	c := &r.cands[se.best]
	if x[tOnly] = one(se.to-se.from <= 2); x[tOnly] == 0 {
		x[tChoice] = logit(se.chance)
	}
	x[tCountry], x[tTown] = one(c.kind == gazetteer.Country), one(c.kind == gazetteer.Settlement)
	x[tFame] = c.prior / 10
	return x
}

// logit returns the log odds of a probability, from -5 to 5.
func logit(p float64) float32 {
	return float32(max(-5, min(5, math.Log((p+1e-9)/(1-p+1e-9)))))
}

// scoreOf returns how sure a span's answer is, from 0 to 1: of the answers scored 0.9, nine in ten are right.
func (r *reading) scoreOf(s *span) float64 {
	sum := float32(0)
	for i, v := range r.evidenceOf(s) {
		sum += v * r.model.trust[i]
	}
	return 1 / (1 + math.Exp(-float64(sum)))
}

// trust learns the curve from answers to texts that the models which give them have not seen: those learned from each
// half of the lessons answer the other.
func (t *trainer) trust(lessons []Lesson) (trust, error) {
	t.report("learning from each half")
	var rated [2][]learn.Choice
	var errs [2]error
	var group sync.WaitGroup
	for half := range 2 {
		group.Go(func() { rated[half], errs[half] = t.rateOther(lessons, half) })
	}
	group.Wait()
	if err := errors.Join(errs[:]...); err != nil {
		return trust{}, err
	}
	return trust(learn.TrainRank(append(rated[0], rated[1]...), nTrust, trustOptions)), nil
}

// rateOther learns from one half of the lessons and rates the answers to the other.
func (t *trainer) rateOther(lessons []Lesson, half int) ([]learn.Choice, error) {
	m, err := t.train(lessons, func(i int) bool { return i%2 == half })
	if err != nil {
		return nil, err
	}
	r := newReading(t.ix, m)
	var rated []learn.Choice
	for i := range lessons {
		l := &lessons[i]
		if i%2 == half || l.AllNames || l.Partial {
			continue
		}
		r.reset(t.ctx, l.Text, Options{})
		if err := r.answer(); err != nil {
			return nil, err
		}
		rated = append(rated, r.rate(l)...)
	}
	return rated, nil
}

// rate says of each answer what it is made of and whether it is right.
func (r *reading) rate(l *Lesson) []learn.Choice {
	var out []learn.Choice
	for k := range r.spans {
		s := &r.spans[k]
		if s.role == 0 || l.NoDemonyms && s.role == Demonym {
			continue
		}
		start, end := r.bytes(s)
		right, neutral := false, false
		for _, n := range l.Names {
			if n.Start < end && start < n.End {
				neutral = neutral || n.Point == nil
				right = right || n.Point != nil && n.Start == start && n.End == end && placed(r.answered(s), *n.Point)
			}
		}
		if !neutral {
			x := r.evidenceOf(s)
			out = append(out, learn.Choice{Features: [][]float32{x[:], make([]float32, nTrust)}, Right: []bool{right, !right}, Weight: 1})
		}
	}
	return out
}

// answered returns the place that answers a span.
func (r *reading) answered(s *span) Place {
	if s.unlisted {
		return s.host
	}
	return r.cands[s.best].place
}
