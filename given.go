package geotag

import "sort"

// given takes the spans that the caller recognised, in place of spot.
func (r *reading) given() error {
	for _, g := range r.o.Spans {
		first := sort.Search(len(r.tokens), func(i int) bool { return int(r.tokens[i].end) > g.Start })
		last := first
		for last+1 < len(r.tokens) && int(r.tokens[last+1].start) < g.End {
			last++
		}
		if first < len(r.tokens) && int(r.tokens[first].start) < g.End {
			r.give(g, first, last)
		}
	}
	r.link()
	return nil
}

// give appends the span of tokens first to last, with the places that bear its whole name, else the first and longest
// name within it. A span without any is left out.
func (r *reading) give(g Span, first, last int) {
	s := span{first: int32(first), last: int32(last), given: g, container: -1, holds: -1, listed: -1, best: -1}
	var ok bool
	if s.name, ok = r.ix.Lookup(r.text[g.Start:g.End]); ok {
		ok = r.candidates(&s)
	}
	for i := first; i <= last && !ok; i++ {
		r.match(i)
		for k := len(r.matches) - 1; k >= 0 && !ok; k-- {
			if m := r.matches[k]; int(m.last) <= last {
				s.name = m.name
				ok = r.candidates(&s)
			}
		}
	}
	if ok {
		r.spans = append(r.spans, s)
		r.tokens[first].span = int32(len(r.spans))
	}
}
