package geotag

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/geodesy"
	"example.com/geotag/internal/learn"
)

const (
	placedM       = 161e3 // metres within which an answer is right: a hundred miles, as evaluations have it
	narrowWeight  = 0.5   // of the choice among places that all count as right
	partialWeight = 0.3   // of a choice in a text that marks only some places, for there are many such texts of one kind
)

// weight is what the choices of a lesson count.
func (l *Lesson) weight() float32 {
	if l.Partial && l.Corpus != exerciseCorpus {
		return partialWeight
	}
	return 1
}

// ranks learns the weights of the first pass, then, from what that chooses, those of the later ones.
func (t *trainer) ranks(m *Model, lessons []Lesson) error {
	r := newReading(t.ix, m)
	lessons = append(exerciseLessons(t.ix), lessons...)
	for pass := range passes {
		var choices []learn.Choice
		for i := range lessons {
			if lessons[i].AllNames {
				continue
			}
			c, err := t.choices(r, &lessons[i], pass)
			if err != nil {
				return err
			}
			choices = append(choices, c...)
		}
		w := features(learn.TrainRank(choices, int(nFeatures), rankOptions))
		w.floor()
		if pass == 0 {
			m.first = w
		}
		m.later = w
		m.swayed()
	}
	return nil
}

// floor raises the weights of what texts seldom contradict, and so do not teach, to those set by hand, and sets those of
// the publisher's home, which the lessons do not say.
func (w *features) floor() {
	for _, f := range []feature{fCapital, fHeldByCountry, fHeldTight, fHolds, fTown, fDivision, fNature, fTheNature, fActing} {
		w[f] = max(w[f], handWeights[f])
	}
	for _, f := range []feature{fNamesake, fNotTown, fNotDivision, fNotNature, fTheTown} {
		w[f] = min(w[f], handWeights[f])
	}
	w[fHomeCountry], w[fHomeAdmin1], w[fHomeNear] = handWeights[fHomeCountry], handWeights[fHomeAdmin1], handWeights[fHomeNear]
}

// choices reads a lesson up to a pass and returns what that has to choose from.
func (t *trainer) choices(r *reading, l *Lesson, pass int) ([]learn.Choice, error) {
	if err := r.follow(t.ctx, l); err != nil || len(r.o.Spans) == 0 {
		return nil, err
	}
	r.group()
	r.elect()
	for before := range pass {
		if err := r.pass(before); err != nil {
			return nil, err
		}
	}
	if pass > 0 {
		r.survey()
	}
	var out []learn.Choice
	done := map[int32]bool{}
	for k := range r.spans {
		s := &r.spans[k]
		n := l.nameAt(s.given)
		if n == nil || s.unlisted || s.role == 0 || done[s.sense] {
			continue
		}
		done[s.sense] = true
		wide, narrow := r.choice(&r.senses[s.sense], n)
		wide.Weight = l.weight()
		narrow.Weight = narrowWeight * wide.Weight
		for _, c := range []learn.Choice{wide, narrow} {
			if open(c) {
				out = append(out, c)
			}
		}
	}
	return out, nil
}

// choice returns the candidates of a sense, with those right that are placed; and the same choice among the placed ones,
// with those right that are the place itself: that of the name's id if it is there, else those about as near as the
// nearest. That the gazetteer lacks the place is right only where nothing else is.
func (r *reading) choice(se *sense, n *LessonName) (wide, narrow learn.Choice) {
	nearest, any := math.Inf(1), false
	away := make([]float64, 0, se.to-se.from) // metres
	for i := se.from; i < se.to; i++ {
		c := &r.cands[i]
		m := distance(c.place, *n.Point)
		if n.ID != "" && c.place.ID() == n.ID {
			m = -nearM
		}
		away = append(away, m)
		if r.fits(se, c) && !c.lacked {
			nearest, any = min(nearest, m), any || m < placedM
		}
	}
	for i, m := range away {
		c := &r.cands[se.from+int32(i)]
		if !r.fits(se, c) {
			continue
		}
		f := r.features(se, c)
		right := m < placedM && (!c.lacked || !any)
		wide.Features, wide.Right = append(wide.Features, f[:]), append(wide.Right, right)
		if right {
			narrow.Features, narrow.Right = append(narrow.Features, f[:]), append(narrow.Right, m <= nearest*1.5+nearM)
		}
	}
	return wide, narrow
}

// open reports whether a choice has anything to learn from.
func open(c learn.Choice) bool {
	return slices.Contains(c.Right, true) && slices.Contains(c.Right, false)
}

// nearM is how far apart, in metres, two gazetteers put the same place.
const nearM = 5e3

// placed reports whether an answer is right by the protocol of evaluations: within a hundred miles, or the country that
// the point lies in.
func placed(p Place, at orb.Point) bool { return distance(p, at) < placedM }

// distance returns how far a place lies from a point, in metres: 0 of a country in whose box it is.
func distance(p Place, at orb.Point) float64 {
	if p.Type() == gazetteer.Country {
		if b, ok := p.Extent(); ok && contains(b, at) {
			return 0
		}
	}
	return geodesy.Distance(p.Point(), at)
}
