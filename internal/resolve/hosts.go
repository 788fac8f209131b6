package resolve

import (
	"math"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/model"
)

// lend gives the unlisted places that the gazetteer has no entry for ("Kolonnawa Bridge in Colombo") the place in or near which
// they most likely lie: what stands next to them, else the nearest in the sentence and those before it, else what the text is mostly about.
// Those for which there is none are unplaced.
func (r *Resolver) lend() {
	about, asked := gazetteer.Place{}, false
	for k := range r.answers {
		a := &r.answers[k]
		if !r.set.Names[k].Unlisted || r.set.Mentions[k].Role == 0 {
			continue
		}
		a.Host = r.hostOf(int32(k))
		if a.Host.IsZero() && !asked {
			about, asked = r.about(), true
		}
		if a.Host.IsZero() {
			a.Host = about
		}
		a.Unplaced = a.Host.IsZero()
	}
}

// hosts fills in, for each sense, the place that it would lie in or near if the gazetteer lacked it.
func (r *Resolver) hosts() {
	about := r.about()
	for i := range r.group.senses {
		se := &r.group.senses[i]
		c := &r.group.rated[se.to-1]
		if c.Place = r.hostOf(se.first); c.Place.IsZero() {
			c.Place = about
		}
		c.at, c.line = direction{}, line{}
		if !c.Place.IsZero() {
			c.line = r.ballot.lineOf(c.Place)
		}
	}
}

// chosen returns the candidate that the last pass chose for a mention, or nil: of one that is no place, or that turned out to be
// unlisted.
func (r *Resolver) chosen(k int32) *rated {
	if !r.set.Accepted(k) {
		return nil
	}
	best := r.group.senses[r.group.of[k]].best
	if best < 0 || len(r.answers) > 0 && r.group.rated[best].lacked {
		return nil
	}
	return &r.group.rated[best]
}

// hostSentences is how many sentences back a host is looked for, hostSpans how many names away.
const hostSentences, hostSpans = 3, 24

// hostOf returns the place next to a mention, or the nearest in its sentence or the ones before that is smaller than a
// country.
func (r *Resolver) hostOf(k int32) gazetteer.Place {
	n := &r.set.Names[k]
	if n.Container >= 0 {
		if c := r.chosen(n.Container); c != nil {
			return c.Place
		}
	}
	sentence := r.text.Words[n.First].Sentence
	best, gap := gazetteer.Place{}, int32(math.MaxInt32)
	for _, step := range []int32{-1, 1} {
		for i, tried := k+step, 0; i >= 0 && i < int32(len(r.set.Names)) && tried < hostSpans; i, tried = i+step, tried+1 {
			o := &r.set.Names[i]
			if d := r.text.Words[o.First].Sentence - sentence; d > 0 || d < -hostSentences {
				break
			}
			c := r.chosen(i)
			if c == nil || !r.local(i, c) || !n.Unlisted && r.group.of[i] == r.group.of[k] {
				continue
			}
			if d := max(o.First-n.Last, n.First-o.Last); d < gap {
				best, gap = c.Place, d
			}
			break
		}
	}
	return best
}

// local reports whether a mention means a place that another may lie in or near: where something happens, and no country.
func (r *Resolver) local(k int32, c *rated) bool {
	role := r.set.Mentions[k].Role
	return (role == model.Location || role == model.Dateline) && c.Kind != gazetteer.Country && c.Kind != gazetteer.Continent && !c.lacked
}

// localWeight puts a local place before any number of countries.
const localWeight = 100

// about returns the place that most of the text's mentions mean, smaller than a country if there is one.
func (r *Resolver) about() gazetteer.Place {
	best, most := gazetteer.Place{}, int32(0)
	for i := range r.group.senses {
		se := &r.group.senses[i]
		if se.best < 0 || r.set.Names[se.first].Demonym {
			continue
		}
		c := &r.group.rated[se.best]
		n := se.count
		if r.local(se.first, c) {
			n *= localWeight
		}
		if n > most {
			best, most = c.Place, n
		}
	}
	return best
}
