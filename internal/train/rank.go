package train

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/geodesy"
	"example.com/geotag/internal/learn"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/resolve"
)

// ranks learns the weights of the first pass, then, from what that chooses, those of the later ones.
func (t *trainer) ranks(m *model.Model, lessons []Lesson) error {
	lessons = append(exerciseLessons(t.ix), lessons...)
	for pass := range resolve.Passes {
		r := newReader(t.ix, m)
		var choices []learn.Choice
		for i := range lessons {
			if lessons[i].AllNames {
				continue
			}
			c, err := t.choices(r, &lessons[i], gazetteer.Place{}, pass)
			if err != nil {
				return err
			}
			choices = append(choices, c...)
			home := t.home(lessons, i)
			if home.IsZero() {
				continue
			}
			if c, err = t.choices(r, &lessons[i], home, pass); err != nil {
				return err
			}
			choices = append(choices, c...)
		}
		w := model.Features(learn.TrainRank(choices, int(model.NumFeatures), rankOptions))
		w.Floor()
		if pass == 0 {
			m.First = w
		}
		m.Later = w
	}
	return nil
}

// home returns where the publisher of a lesson sits, as far as the ranking is told of it when it reads the lesson a second time, for it is to do
// with what is said, and without: of one lesson in two the town, of one in four the country, and of one in four the division of the first order.
func (t *trainer) home(lessons []Lesson, i int) gazetteer.Place {
	home, _ := t.ix.Place(lessons[i].Home)
	told := [4]gazetteer.Type{gazetteer.Settlement, gazetteer.Country, gazetteer.Settlement, gazetteer.Admin1}[i%4]
	if home.IsZero() || home.Type() == told {
		return home
	}
	for up := range home.Ancestors() {
		if up.Type() == told {
			return up
		}
	}
	return gazetteer.Place{}
}

// choices reads a lesson, of a publisher who sits at home, up to a pass and returns what that has to choose from.
func (t *trainer) choices(r *reader, l *Lesson, home gazetteer.Place, pass int) (out []learn.Choice, err error) {
	given := l.places()
	if len(given) == 0 {
		return nil, nil
	}
	text, set, err := r.read(t.ctx, l.Text, given)
	if err != nil {
		return nil, err
	}
	err = r.resolver.Choices(t.ctx, text, set, home, pass, func(k int) bool { return l.at(set.Mentions[k].Given) != nil }, func(k int, options []resolve.Option) {
		wide, narrow := choice(options, l.at(set.Mentions[k].Given))
		wide.Weight = l.weight()
		if !home.IsZero() {
			wide.Weight *= toldWeight
		}
		narrow.Weight = narrowWeight * wide.Weight
		for _, c := range []learn.Choice{wide, narrow} {
			if open(c) {
				out = append(out, c)
			}
		}
	})
	return out, err
}

// choice returns the options of a sense, with those right that are placed; and the same choice among the placed ones,
// with those right that are the place itself: that of the name's id if it is there, else those about as near as the
// nearest. That the gazetteer lacks the place is right only where nothing else is.
func choice(options []resolve.Option, n *Name) (wide, narrow learn.Choice) {
	nearest, any := math.Inf(1), false
	away := make([]float64, 0, len(options)) // meters
	for i := range options {
		o := &options[i]
		m := distance(o.Place, *n.Point)
		if n.ID != "" && o.Place.ID() == n.ID {
			m = -nearM
		}
		away = append(away, m)
		if !o.Lacked {
			nearest, any = min(nearest, m), any || m < placedM
		}
	}
	for i, m := range away {
		o := &options[i]
		f := slices.Clone(o.Features[:])
		right := m < placedM && (!o.Lacked || !any)
		wide.Features, wide.Right = append(wide.Features, f), append(wide.Right, right)
		if right {
			narrow.Features, narrow.Right = append(narrow.Features, f), append(narrow.Right, m <= nearest*1.5+nearM)
		}
	}
	return wide, narrow
}

// open reports whether a choice has anything to learn from.
func open(c learn.Choice) bool {
	return slices.Contains(c.Right, true) && slices.Contains(c.Right, false)
}

const (
	placedM = 161e3 // meters within which an answer is right: a hundred miles, as evaluations have it
	nearM   = 5e3   // how far apart, in meters, two gazetteers put the same place
)

// placed reports whether an answer is right by the protocol of evaluations: within a hundred miles, or the country that
// the point lies in.
func placed(p gazetteer.Place, at orb.Point) bool { return distance(p, at) < placedM }

// distance returns how far a place lies from a point, in meters: 0 of a country in whose box it is.
func distance(p gazetteer.Place, at orb.Point) float64 {
	if p.Type() == gazetteer.Country {
		if b, ok := p.Extent(); ok && geodesy.InBox(b, at) {
			return 0
		}
	}
	return geodesy.Distance(p.Point(), at)
}
