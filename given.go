package geotag

import (
	"slices"
	"sort"

	"example.com/geotag/internal/lexicon"
)

// given puts the spans that the caller recognised in the place of those found there. The others stay, for they say where
// the text plays, but are not answered.
func (r *reading) given() {
	found := append(r.oldSpans[:0], r.spans...)
	r.oldSpans = found
	for i := range found {
		r.tokens[found[i].first].span = 0
	}
	r.spans = r.spans[:0]
	at := 0
	for _, g := range r.o.Spans {
		first := sort.Search(len(r.tokens), func(i int) bool { return int(r.tokens[i].end) > g.Start })
		last := first
		for last+1 < len(r.tokens) && int(r.tokens[last+1].start) < g.End {
			last++
		}
		if first == len(r.tokens) || int(r.tokens[first].start) >= g.End || len(r.spans) > 0 && r.spans[len(r.spans)-1].last >= int32(first) {
			continue
		}
		for at < len(found) && found[at].last < int32(first) {
			r.add(found[at])
			at++
		}
		s := r.give(g, int32(first), int32(last))
		for at < len(found) && found[at].first <= int32(last) {
			at++
		}
		r.add(s)
	}
	for ; at < len(found); at++ {
		r.add(found[at])
	}
	r.join()
}

// give returns the span of tokens first to last, with the places that bear its whole name, else the longest name with which
// it begins; without any it is unlisted.
func (r *reading) give(g Span, first, last int32) span {
	s := span{first: first, last: last, given: g, container: -1, holds: -1, listed: -1, best: -1}
	s.chance, s.cued = 1, true
	var ok bool
	if s.name, ok = r.ix.Lookup(r.text[g.Start:g.End]); ok && r.candidates(&s) {
		return s
	}
	r.match(int(first))
	for _, m := range slices.Backward(r.matches) {
		if m.last <= last && (m.last > first || !r.tokens[first].class.Has(lexicon.Directional|lexicon.Common)) {
			s.name, s.partial = m.name, true
			if r.candidates(&s) {
				return s
			}
		}
	}
	s.unlisted, s.role = true, Location
	return s
}
