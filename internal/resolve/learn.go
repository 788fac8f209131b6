package resolve

import (
	"context"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/mention"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/prose"
)

// An Option is a candidate that a pass may choose, as the ranking sees it.
type Option struct {
	Place    gazetteer.Place
	Lacked   bool // the reading that the gazetteer lacks the place, which lies in or near this one
	Features model.Features
}

// Choices yields, for a learner, what the pass after so many has to choose from for the senses of some mentions, each with the
// first of them, if the publisher sits at home (zero: not known). The options are good until yield returns.
func (r *Resolver) Choices(
	ctx context.Context, text *prose.Text, set *mention.Set, home gazetteer.Place, after int, some func(k int) bool, yield func(k int, options []Option),
) error {
	r.home, r.areaCode = home, ""
	if err := r.rankUpTo(ctx, text, set, after); err != nil {
		return err
	}
	if after > 0 {
		r.survey()
	}
	done := map[int32]bool{}
	var options []Option
	for k := range set.Names {
		if !set.Accepted(int32(k)) || !some(k) || done[r.group.of[k]] {
			continue
		}
		done[r.group.of[k]] = true
		se := &r.group.senses[r.group.of[k]]
		options = options[:0]
		for i := se.from; i < se.to; i++ {
			if c := &r.group.rated[i]; r.fits(se, c) {
				options = append(options, Option{c.Place, c.lacked, r.features(se, c)})
			}
		}
		yield(k, options)
	}
	return nil
}

// Passes is the number of passes of the ranking.
const Passes = passes

// Trust returns what the score of an answer is made from.
func (a *Answers) Trust(k int) model.Trust { return a.by.trust(int32(k), &a.All[k]) }
