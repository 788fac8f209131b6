package geotag

import (
	"slices"
	"sort"

	"github.com/paulmach/orb"

	"example.com/geotag/internal/geodesy"
	"example.com/geotag/internal/prose"
)

// A request is what is wanted of one text, its filters as sets, so that no list of the caller's is walked for each place.
type request struct {
	Options
	spans     []prose.Span    // in the order of the text
	countries map[string]bool // nil: all
	roles     uint64          // a bit each; 0: all
}

// read takes in what is asked for.
func (r *request) read(o *Options) {
	*r = request{Options: *o}
	for _, s := range o.Spans {
		r.spans = append(r.spans, prose.Span(s))
	}
	slices.SortFunc(r.spans, func(a, b prose.Span) int { return a.Start - b.Start })
	for _, c := range o.Countries {
		if r.countries == nil {
			r.countries = map[string]bool{}
		}
		r.countries[c] = true
	}
	for _, role := range o.Roles {
		r.roles |= 1 << role
	}
}

// asks reports whether a role is asked for.
func (r *request) asks(role Role) bool { return r.roles == 0 || r.roles>>role&1 != 0 }

// asked reports whether a stretch of the text is asked about: with spans of the caller's, what touches none of them is not.
func (r *request) asked(start, end int) bool {
	k := r.spanAfter(start)
	return len(r.spans) == 0 || k < len(r.spans) && r.spans[k].Start < end
}

// spanAfter returns the first span that ends after a byte.
func (r *request) spanAfter(at int) int {
	return sort.Search(len(r.spans), func(k int) bool { return r.spans[k].End > at })
}

// given returns the caller's spans that begin in a part of the text, none longer than that.
func (r *request) given(part prose.Span) []prose.Span {
	from := sort.Search(len(r.spans), func(k int) bool { return r.spans[k].Start >= part.Start })
	to := sort.Search(len(r.spans), func(k int) bool { return r.spans[k].Start >= part.End })
	given := r.spans[from:to:to]
	if n := len(given); n > 0 && given[n-1].End > part.End {
		given = slices.Clone(given)
		given[n-1].End = part.End
	}
	return given
}

// inCountries reports whether a place lies in the countries that are asked for.
func (r *request) inCountries(p Place) bool { return r.countries == nil || r.countries[p.Country()] }

// wanted reports whether the filters let a place through. What is nowhere passes none.
func (r *request) wanted(p Place) bool {
	if p.IsZero() {
		return r.countries == nil && r.Within == (orb.Bound{})
	}
	if !r.inCountries(p) {
		return false
	}
	return r.Within == (orb.Bound{}) || geodesy.InBox(r.Within, p.Point())
}
