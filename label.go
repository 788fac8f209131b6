package geotag

import (
	"cmp"
	"slices"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
)

// A stretch is a run of tokens that may be a place's name, with the probability that it is one.
type stretch struct {
	first, last int32
	label       int
	chance      float32
}

const (
	longestName = 8    // tokens
	faint       = 0.05 // a beginning less likely than this is not followed
)

// label reads the islands with the model and returns the stretches that are places, in the order of the text.
func (r *reading) label() []stretch {
	r.stretches = r.stretches[:0]
	for _, is := range r.islands {
		r.lattice.Run(r.model.chain, int(is.last-is.first)+1, func(i int) []uint32 { return r.tokenFeatures(is.first + int32(i)) })
		from := len(r.stretches)
		r.gather(is)
		r.classify(is)
		r.stretches = r.stretches[:from+r.choose(r.stretches[from:])]
	}
	return r.stretches
}

// gather appends all stretches of an island that are likely enough.
func (r *reading) gather(is island) {
	n := int(is.last-is.first) + 1
	for i := range n {
		for label := labelPlace; label <= labelPart; label++ {
			if r.lattice.Marginal(i, label) < faint {
				continue
			}
			for j := i; j < min(n, i+longestName) && !r.views[is.first+int32(j)].barred; j++ {
				if p := r.lattice.Stretch(i, j, label, labelInside); p >= faint {
					r.stretches = append(r.stretches, stretch{is.first + int32(i), is.first + int32(j), label, p})
				}
			}
		}
	}
}

// classify notes of each token what it likeliest is if it is no place.
func (r *reading) classify(is island) {
	for i := is.first; i <= is.last; i++ {
		best := labelOther
		for label := labelPerson; label <= labelName; label++ {
			if r.lattice.Marginal(int(i-is.first), label) > r.lattice.Marginal(int(i-is.first), best) {
				best = label
			}
		}
		r.views[i].label = uint8(best)
	}
}

// choose merges stretches that differ in their label only and moves those to keep to the front: the likeliest that do
// not overlap. It returns their number.
func (r *reading) choose(all []stretch) int {
	slices.SortStableFunc(all, func(a, b stretch) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last), cmp.Compare(b.chance, a.chance))
	})
	n := 0
	for _, s := range all {
		if n > 0 && all[n-1].first == s.first && all[n-1].last == s.last {
			all[n-1].chance += s.chance
			continue
		}
		all[n] = s
		n++
	}
	all = all[:n]
	slices.SortStableFunc(all, func(a, b stretch) int { return cmp.Compare(b.chance, a.chance) })
	n = 0
	for _, s := range all {
		if s.chance >= r.enough(s) && !slices.ContainsFunc(all[:n], func(k stretch) bool { return k.first <= s.last && s.first <= k.last }) {
			all[n] = s
			n++
		}
	}
	slices.SortFunc(all[:n], func(a, b stretch) int { return cmp.Compare(a.first, b.first) })
	return n
}

// The probabilities from which a stretch is taken for a place's name, chosen by cross-validation: in general; of a name
// whose surroundings tell the rules that it is a place; and of one that the gazetteer lacks.
const (
	sureEnough   = 0.4
	sureCued     = 0.34
	sureUnlisted = 0.7
)

// enough is the probability from which a stretch is taken.
func (r *reading) enough(st stretch) float32 {
	if k := r.tokens[st.first].span; k > 0 {
		if s := &r.spans[k-1]; s.role != 0 && s.cued && s.last == st.last {
			return sureCued
		}
	}
	return sureEnough
}

// physical reports whether a span is a name of rivers, mountains, airports and the like alone that says so ("Indus River"); or one after "the" that
// means a river, a mountain or an island first of all ("the Nile").
func (r *reading) physical(s *span) bool {
	first, last := &r.tokens[s.first], &r.tokens[s.last]
	if next := r.after(s.last); s.to == s.from || s.demonym || next != nil && next.shape&capital != 0 || first.class.Has(lexicon.Common) {
		return false
	}
	nature, known := float32(0), r.cands[r.top(s)].prior
	alone := true
	for _, c := range r.cands[s.from:s.to] {
		switch c.kind {
		case gazetteer.Water, gazetteer.Landform, gazetteer.Island:
			nature = max(nature, c.prior)
		case gazetteer.Airport, gazetteer.Facility:
		default:
			alone = false
		}
	}
	const about = 0.5 // as well known
	if before := r.before(s.first); before != nil && r.is(before, "the") && nature >= known-about {
		return r.ends(s)
	}
	says := first.class | last.class
	return alone && s.last > s.first && says.Has(lexicon.FeatureWord|lexicon.FacilityNoun) && !says.Has(lexicon.SchoolNoun)
}

// ends reports whether a name ends its phrase: no noun follows that it stands before, as in "the Amazon basin".
func (r *reading) ends(s *span) bool {
	const words = lexicon.Preposition | lexicon.Auxiliary | lexicon.Conjunction | lexicon.Determiner | lexicon.Pronoun | lexicon.SayVerb | lexicon.ActVerb
	next := r.after(s.last)
	return next == nil || next.class.Has(words)
}

// relabel replaces the spans that the rules judged by those that the model found.
func (r *reading) relabel() {
	stretches := r.label()
	old := r.oldSpans[:0]
	old = append(old, r.spans...)
	r.oldSpans = old
	for _, s := range r.spans {
		r.tokens[s.first].span = 0
	}
	r.spans = r.spans[:0]
	at := 0
	for _, st := range stretches {
		for at < len(old) && old[at].last < st.first {
			r.reject(&old[at])
			at++
		}
		s := r.bear(st, old[at:])
		for at < len(old) && old[at].first <= st.last {
			at++
		}
		if s.to == s.from {
			if st.label != labelPlace {
				continue
			}
			if s.unlisted = st.chance >= sureUnlisted; s.unlisted {
				s.role = Location
			} else {
				s.verdict = r.absent(&s)
			}
		}
		r.add(s)
	}
	for ; at < len(old); at++ {
		r.reject(&old[at])
	}
	r.join()
}

// join finds the containers and lists among the spans and gives each span its role.
func (r *reading) join() {
	for k := range r.spans {
		s := &r.spans[k]
		s.container, s.holds, s.listed = -1, -1, -1
	}
	r.link()
	for k := range r.spans {
		if s := &r.spans[k]; s.to > s.from {
			s.acting = r.acts(s)
			_, s.inner = r.institution(s)
		}
	}
	r.cast()
}

// absent is the verdict for a likely place that the gazetteer lacks, and of which the model is not sure enough.
func (r *reading) absent(s *span) verdict {
	v := verdict{reason: UnknownPlace, left: s.first, right: s.last, why: "not in the gazetteer:", cue: s.first}
	if r.tokens[s.last].class.Has(lexicon.StreetNoun) {
		v.reason, v.why, v.cue = Street, "a name that ends with", s.last
	}
	return v
}

func (r *reading) add(s span) {
	r.spans = append(r.spans, s)
	r.tokens[s.first].span = int32(len(r.spans))
}

// How sure a place is that the model passes over: a dateline's, for what else do they name? And a river's or an airport's, of which the texts
// that it learned from have few.
const (
	sureDateline = 0.7
	surePhysical = 0.5
)

// reject keeps a span that the model takes for no place, with the rules' reason if they have one, else the model's. Of a dateline and of what
// no town is called the rules know better.
func (r *reading) reject(s *span) {
	switch {
	case s.role == Dateline && s.to > s.from && !r.tokens[s.first].class.Has(lexicon.Common|lexicon.Month):
		s.chance, s.label = sureDateline, labelPlace
	case r.physical(s):
		s.verdict = verdict{role: Location, chance: surePhysical, label: labelPlace}
	case s.reason == 0:
		s.verdict = verdict{left: s.first, right: s.last, cue: s.first}
		switch r.views[s.first].label {
		case labelPerson:
			s.reason, s.why = Person, "reads like a person's name:"
		case labelBody:
			s.reason, s.why = Organization, "reads like the name of a body:"
		case labelName:
			s.reason, s.why = Product, "reads like another thing's name:"
		default:
			s.reason, s.why = UnknownPlace, "nothing says that it is a place:"
			if r.tokens[s.first].class.Has(lexicon.Common) {
				s.reason, s.why = CommonWord, "an ordinary word:"
			}
		}
	}
	s.container, s.holds, s.listed = -1, -1, -1
	r.add(*s)
}

// bear returns the span of a stretch with its candidates; one without a name if the gazetteer has none.
func (r *reading) bear(st stretch, old []span) span {
	s := span{first: st.first, last: st.last, container: -1, holds: -1, listed: -1, best: -1}
	s.chance, s.label = st.chance, uint8(st.label)
	for i := range old {
		o := &old[i]
		if o.first > st.first {
			break
		}
		if o.first == st.first && o.last == st.last {
			s.name, s.from, s.to, s.demonym, s.admin, s.cued = o.name, o.from, o.to, o.demonym, o.admin, o.cued
			if o.role == Dateline {
				s.role = Dateline
			}
			break
		}
	}
	if s.to == s.from {
		r.match(int(st.first))
		for _, m := range r.matches {
			if m.last == st.last {
				s.name = m.name
				r.candidates(&s)
			}
		}
	}
	return s
}
