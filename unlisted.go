package geotag

import (
	"math"

	"example.com/geotag/gazetteer"
)

// lend gives the places that the gazetteer has no entry for ("Kolonnawa Bridge in Colombo") the place in or near which
// they most likely lie: what stands next to them, else the nearest in the sentence and those before it, else what the text is mostly about.
// Those for which there is none are dropped.
func (r *reading) lend() {
	about, asked := Place{}, false
	for k := range r.spans {
		s := &r.spans[k]
		if !s.unlisted || s.role == 0 || !s.host.IsZero() {
			continue
		}
		s.host = r.hostOf(int32(k))
		if s.host.IsZero() && !asked {
			about, asked = r.about(), true
		}
		if s.host.IsZero() {
			s.host = about
		}
		if s.host.IsZero() {
			s.verdict = verdict{reason: UnknownPlace, left: s.first, right: s.last, why: "not in the gazetteer:", cue: s.first}
		}
	}
}

// hosts fills in, for each sense, the place that it would lie in or near if the gazetteer lacked it.
func (r *reading) hosts() {
	about := r.about()
	for i := range r.senses {
		se := &r.senses[i]
		c := &r.cands[se.to-1]
		if c.place = r.hostOf(se.first); c.place.IsZero() {
			c.place = about
		}
		c.at, c.line = direction{}, line{}
		if !c.place.IsZero() {
			c.line = r.lineOf(c.place)
		}
	}
}

// chosen returns the candidate that the last pass chose for a span, or nil.
func (r *reading) chosen(s *span) *candidate {
	if s.role == 0 || s.unlisted || r.senses[s.sense].best < 0 {
		return nil
	}
	return &r.cands[r.senses[s.sense].best]
}

// hostSentences is how many sentences back a host is looked for, hostSpans how many names away.
const hostSentences, hostSpans = 3, 24

// hostOf returns the place next to the span k, or the nearest in its sentence or the ones before that is smaller than a
// country.
func (r *reading) hostOf(k int32) Place {
	s := &r.spans[k]
	if s.container >= 0 {
		if c := r.chosen(&r.spans[s.container]); c != nil {
			return c.place
		}
	}
	sentence := r.tokens[s.first].sentence
	best, gap := Place{}, int32(math.MaxInt32)
	for _, step := range []int32{-1, 1} {
		for i, n := k+step, 0; i >= 0 && i < int32(len(r.spans)) && n < hostSpans; i, n = i+step, n+1 {
			o := &r.spans[i]
			if d := r.tokens[o.first].sentence - sentence; d > 0 || d < -hostSentences {
				break
			}
			c := r.chosen(o)
			if c == nil || !local(o, c) || !s.unlisted && o.sense == s.sense {
				continue
			}
			if d := max(o.first-s.last, s.first-o.last); d < gap {
				best, gap = c.place, d
			}
			break
		}
	}
	return best
}

// local reports whether a span means a place that another may lie in or near: where something happens, and no country.
func local(s *span, c *candidate) bool {
	return (s.role == Location || s.role == Dateline) && c.kind != gazetteer.Country && c.kind != gazetteer.Continent && !c.lacked
}

// about returns the place that most of the text's mentions mean, smaller than a country if there is one.
func (r *reading) about() Place {
	best, most := Place{}, int32(0)
	for i := range r.senses {
		se := &r.senses[i]
		if se.best < 0 || r.spans[se.first].demonym {
			continue
		}
		c := &r.cands[se.best]
		n := se.count
		if local(&r.spans[se.first], c) {
			n *= 100
		}
		if n > most {
			best, most = c.place, n
		}
	}
	return best
}
