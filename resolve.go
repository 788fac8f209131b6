package geotag

import (
	"math"
	"strings"

	"example.com/geotag/gazetteer"
)

// A sense is a name in one meaning: by the rule of one sense per document, all spans that bear the name, in the same
// container or in none, mean the same place.
type sense struct {
	from, to  int32      // candidates, those of its first span
	first     int32      // its first span
	container int32      // the span that holds it, or -1
	count     int32      // spans
	holds     Place      // what it must mean to hold another: Ontario in "London, Ontario"
	best      int32      // candidate
	chance    float64    // of the best among the others
	vote      [3]float32 // what it adds to the votes of countries and divisions
	most      float32    // the largest prior of its candidates
}

// A senseKey tells senses apart.
type senseKey struct {
	name, container uint32 // Toponym.Ref
	demonym, admin  bool
}

// passes are how often the senses are ranked: first by what is known of the places, then also by what was chosen around
// them.
const passes = 3

// resolve chooses a place for every accepted span.
func (r *reading) resolve() error {
	r.group()
	r.elect()
	for n := range passes {
		if err := r.pass(n); err != nil {
			return err
		}
	}
	for i := range r.senses {
		se := &r.senses[i]
		se.chance = r.chance(se, se.best)
	}
	for k := range r.spans {
		s := &r.spans[k]
		if s.role == 0 || s.unlisted {
			continue
		}
		se := &r.senses[s.sense]
		s.best = se.best
		if c := &r.cands[se.best]; c.lacked {
			s.unlisted, s.host, s.best = true, c.place, -1
			s.chance *= float32(se.chance)
			continue
		}
	}
	r.lend()
	return nil
}

// pass ranks the candidates of all senses by what the pass before chose.
func (r *reading) pass(n int) error {
	w := &r.model.first
	if n > 0 {
		w = &r.model.later
		r.survey()
	}
	for i := range r.senses {
		if i&255 == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		r.rank(&r.senses[i], w)
	}
	return nil
}

// group gathers the accepted spans into senses; those with a container first, for they tell what the others mean.
func (r *reading) group() {
	for _, contained := range []bool{true, false} {
		for k := range r.spans {
			s := &r.spans[k]
			if s.role == 0 || s.unlisted || (s.container >= 0) != contained {
				continue
			}
			key := senseKey{name: s.name.Ref(), demonym: s.demonym, admin: s.admin}
			if contained {
				key.container = r.spans[s.container].name.Ref()
			}
			id, ok := r.bySense[key]
			if !ok {
				id = int32(len(r.senses))
				r.bySense[key] = id
				from, to := r.own(s)
				r.senses = append(r.senses, sense{from: from, to: to, first: int32(k), container: s.container, best: -1, most: r.cands[r.top(s)].prior})
				if bare := (senseKey{name: s.name.Ref(), demonym: s.demonym, admin: s.admin}); contained {
					if _, taken := r.bySense[bare]; !taken {
						r.bySense[bare] = id
					}
				}
			}
			s.sense = id
			r.senses[id].count++
			if s.holds >= 0 {
				r.senses[id].holds = r.cands[s.holds].place
			}
		}
	}
}

// own returns the candidates of a span as a range of its sense's own, for scores differ by sense; the last is the
// reading that the gazetteer lacks the place.
func (r *reading) own(s *span) (from, to int32) {
	from = int32(len(r.cands))
	r.cands = append(r.cands, r.cands[s.from:s.to]...)
	r.cands = append(r.cands, candidate{lacked: true})
	return from, int32(len(r.cands))
}

// rank scores the candidates of a sense and chooses the best.
func (r *reading) rank(se *sense, w *features) {
	if only, ok := r.only(se); ok {
		se.best = only
		return
	}
	best, top := int32(-1), float32(math.Inf(-1))
	for i := se.from; i < se.to; i++ {
		c := &r.cands[i]
		if c.score = float32(math.Inf(-1)); !r.fits(se, c) {
			continue
		}
		r.weigh(se, c)
		if c.score = c.base[0]; w != &r.model.first {
			c.score = c.base[1]
		}
		if top = max(top, c.score); c.score == top {
			best = i
		}
	}
	if w == &r.model.first || r.total == 0 {
		se.best = r.seated(se, w, max(best, se.from))
		return
	}
	best = -1
	for i := se.from; i < se.to; i++ {
		c := &r.cands[i]
		if c.score+r.model.sway > top { // no context could put it before the others, else
			var f features
			r.context(se, c, &f)
			c.score += f.score(w, inContext, nFeatures)
		}
		if best < 0 || c.score > r.cands[best].score {
			best = i
		}
	}
	se.best = r.seated(se, w, best)
}

// seated returns the seat of the best candidate, a division, where it bears the same name and is meant rather: nothing says that "Idlib" is the
// governorate. The two trade their scores.
func (r *reading) seated(se *sense, w *features, best int32) int32 {
	division := &r.cands[best]
	if division.lacked || division.seat < se.from || !r.fits(se, &r.cands[division.seat]) {
		return best
	}
	seat := &r.cands[division.seat]
	if seat.score = seat.base[0]; w != &r.model.first {
		seat.score = seat.base[1]
		if r.total > 0 {
			var f features
			r.context(se, seat, &f)
			seat.score += f.score(w, inContext, nFeatures)
		}
	}
	least := division.score + w[fNamesake]
	if division.main && !seat.main && !strings.HasPrefix(seat.place.Name(), division.place.Name()+" ") {
		least -= w[fMain] // the canton's Geneva is as good a name of Genève, but Oklahoma is none of Oklahoma City
	}
	if seat.score <= least || r.cityOf(seat.place, division.place) {
		return best
	}
	seat.score, division.score = division.score, least
	return division.seat
}

// cityOf reports whether the seat of a division has a name that tells it from that: Quebec City.
func (r *reading) cityOf(seat, division Place) bool {
	name, ok := r.ix.Lookup(division.Name() + " City")
	if ok {
		for u := range name.Uses() {
			if u.Place() == seat {
				return true
			}
		}
	}
	return false
}

// only returns the candidate that a sense may mean, if there is just one.
func (r *reading) only(se *sense) (only int32, ok bool) {
	only = -1
	for i := se.from; i < se.to; i++ {
		if c := &r.cands[i]; r.fits(se, c) {
			if only >= 0 {
				return 0, false
			}
			only = i
		}
	}
	return max(only, se.from), true
}

// weigh computes the part of a candidate's score that does not change between passes, once for both kinds of pass.
func (r *reading) weigh(se *sense, c *candidate) {
	if c.weighed && !c.lacked {
		return
	}
	var f features
	r.static(se, c, &f)
	f[fNamesake] = 0 // against other places, a division with such a seat is as likely as any
	c.base = [2]float32{f.score(&r.model.first, 0, inContext), f.score(&r.model.later, 0, inContext)}
	c.weighed = true
}

// The best known place of a name beyond which a text hardly means one that the gazetteer lacks, as a prior: a settlement
// of a hundred thousand people; of a thousand, where the name has several words.
const town, hamlet = 5, 3.2

// fits reports whether a sense may mean a candidate: a demonym means what it is made from.
func (r *reading) fits(se *sense, c *candidate) bool {
	if c.lacked {
		most := float32(town)
		if s := &r.spans[se.first]; s.last > s.first && !s.partial {
			most = hamlet // names of several words are seldom shared
		}
		return !c.place.IsZero() && se.most < most && r.english
	}
	if h := se.holds; !h.IsZero() && h.Type() == gazetteer.Country && c.place != h && c.place.Country() == h.Country() {
		return false // "Mixco, Guatemala" names the country, and not the city
	}
	return !r.spans[se.first].demonym || c.flags&gazetteer.Demonym != 0
}

// features judges a candidate of a sense.
func (r *reading) features(se *sense, c *candidate) (f features) {
	r.static(se, c, &f)
	r.context(se, c, &f)
	return f
}

// chance returns the probability of a candidate among those of its sense: the softmax of their scores. The weights
// are set by hand, so that it orders answers and does not promise a rate.
func (r *reading) chance(se *sense, i int32) float64 {
	sum := 0.0
	for j := se.from; j < se.to; j++ {
		if r.cands[j].place != r.cands[i].place || j == i {
			sum += math.Exp(float64(r.cands[j].score - r.cands[i].score))
		}
	}
	return 1 / sum
}
