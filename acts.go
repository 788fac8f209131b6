package geotag

import (
	"bytes"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
)

// datelineEnd returns the token that follows the dateline with which a sentence begins, or its first token if it has
// none: at the head of a paragraph, names in capitals or followed by an agency in brackets, then a dash.
func (r *reading) datelineEnd(s *sentence) int32 {
	if !s.para || r.tokens[s.first].shape&capital == 0 {
		return s.first
	}
	sure := r.tokens[s.first].shape&allCaps != 0
	for i := s.first + 1; i <= s.last && i < s.first+12; i++ {
		t := &r.tokens[i]
		sure = sure || t.gap == gapOpen
		if t.gap == gapDash {
			if sure {
				return i
			}
			break
		}
		if t.shape&(capital|digits) == 0 {
			break
		}
	}
	return s.first
}

// dateline reports whether a span stands in a dateline.
func (r *reading) dateline(s *span) bool {
	return s.first < r.sentences[r.tokens[s.first].sentence].dateline && !s.demonym
}

// assign gives the span k, if it was not rejected, its role.
func (r *reading) assign(k int) {
	s := &r.spans[k]
	if s.reason != 0 || s.role != 0 || s.unlisted {
		return
	}
	s.cued = s.cued || s.admin || s.container >= 0 || r.placed(s) || s.listed >= 0 && r.spans[s.listed].cued
	switch {
	case s.demonym:
		s.role, s.cued = Demonym, true
	case r.acts(s):
		s.role = Actor
		r.actAlong(k)
	default:
		s.role = Location
	}
}

// acts reports whether a country or capital is an actor here: the subject or object of saying and deciding, or the
// owner of a government, a force or a deed.
func (r *reading) acts(s *span) bool {
	if !sovereign(&r.cands[r.top(s)]) || s.container >= 0 {
		return false
	}
	if next := s.last + 1; next < int32(len(r.tokens)) && r.tokens[next].gap == gapHyphen {
		return !r.located(next)
	}
	if r.placed(s) {
		return false
	}
	if r.owns(s) || r.doing(s.last+1) {
		return true
	}
	if s.listed >= 0 && r.spans[s.listed].role == Actor {
		return true
	}
	before := r.before(s.first)
	return before != nil && before.shape&capital == 0 && (r.isAny(before, "with", "by", "against", "between", "for") ||
		r.verb(before) && !r.isAny(before, "visited", "reached", "entered", "crossed", "toured", "left", "invaded"))
}

// verb reports whether a token is, to all appearances, a verb of saying or deciding.
func (r *reading) verb(t *token) bool {
	w := r.folded[t.fstart:t.fend]
	return t.class.Has(lexicon.SayVerb|lexicon.ActVerb) || len(w) > 4 && bytes.HasSuffix(w, []byte("ed"))
}

// located reports whether the second part of a compound says that its first is a place: "Kyiv-based".
func (r *reading) located(i int32) bool {
	return r.isAny(&r.tokens[i], "based", "born", "held", "occupied", "controlled", "area", "bound", "wide")
}

// owns reports whether what a possessive owns makes its owner an actor: "Moscow's war", but not "Moscow's suburbs".
func (r *reading) owns(s *span) bool {
	if r.tokens[s.last].shape&possessive == 0 {
		return false
	}
	owned := r.after(s.last + 1)
	if s.last+2 < int32(len(r.tokens)) && r.tokens[s.last+2].gap == gapSpace {
		owned = &r.tokens[s.last+2]
	}
	const things = lexicon.FacilityNoun | lexicon.StreetNoun | lexicon.SettlementWord | lexicon.AdminWord |
		lexicon.FeatureWord | lexicon.Directional
	return owned != nil && owned.shape&capital == 0 && !owned.class.Has(things)
}

// doing reports whether the token i is, to all appearances, a verb of saying or deciding of which the word before is
// the subject, perhaps after an auxiliary: "has yet to accept".
func (r *reading) doing(i int32) bool {
	for n := 0; n < 5 && i < int32(len(r.tokens)); n++ {
		t := &r.tokens[i]
		if t.gap != gapSpace || t.shape&capital != 0 {
			return false
		}
		if r.verb(t) {
			return true
		}
		if n == 0 && !t.class.Has(lexicon.Auxiliary) || t.class.Has(lexicon.Determiner) {
			return false
		}
		i++
	}
	return false
}

// actAlong makes actors of the places listed before an actor: "China, India and Brazil agreed".
func (r *reading) actAlong(k int) {
	for i := r.spans[k].listed; i >= 0; i = r.spans[i].listed {
		s := &r.spans[i]
		if s.reason != 0 || s.unlisted || s.role != Location || r.placed(s) || !sovereign(&r.cands[r.top(s)]) {
			return
		}
		s.role = Actor
	}
}

// sovereign reports whether a candidate is a country or a capital.
func sovereign(c *candidate) bool {
	return c.kind == gazetteer.Country || c.kind == gazetteer.Settlement && c.place.HasFeatureCode("PPLC")
}

func (r *reading) isAny(t *token, words ...string) bool {
	for _, w := range words {
		if r.is(t, w) {
			return true
		}
	}
	return false
}
