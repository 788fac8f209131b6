package resolve

import (
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/model"
)

// What the weights of the ranking do not know of, for they were learned from English texts, where most names are those of their language.

// mostBehind is by how much, on the scale of names.Prior, a place in the one country that a text names may be less known than another of its
// name; inOne how far that country speaks for it, as if it stood next to it. Set by hand.
const mostBehind, inOne = 2, 0.5

// abroad judges a candidate by what a text in another language than English names around it.
func (r *Resolver) abroad(se *sense, c *rated, f *model.Features) {
	if r.text.LanguageAt(r.set.Names[se.first].First).Countries == nil {
		return
	}
	if r.alone != "" && c.Kind != gazetteer.Country && c.Place.Country() == r.alone && f[model.Behind] <= mostBehind {
		f[model.HeldByCountry] = max(f[model.HeldByCountry], inOne)
	}
	if c.Kind == gazetteer.Admin1 && r.amongDivisions(se.first, c.Place.Country()) {
		f[model.Division] = 1
	}
}

// oneCountry returns the country that a text names, if it names no other.
func (r *Resolver) oneCountry() string {
	one := ""
	for k := range r.set.Names {
		n := &r.set.Names[k]
		if !r.set.Accepted(int32(k)) || n.Best().Kind != gazetteer.Country {
			continue
		}
		if at := n.Best().Place.Country(); one == "" {
			one = at
		} else if at != one {
			return ""
		}
	}
	return one
}

// amongDivisions reports whether a mention is listed with a first-order division of a country: "Georgia y Florida".
func (r *Resolver) amongDivisions(k int32, country string) bool {
	all := r.set.Names
	for _, pair := range [...][2]int32{{k, all[k].Listed}, {k + 1, k + 1}} {
		i, other := pair[0], pair[1]
		if int(i) >= len(all) || other < 0 || all[i].Listed != i-1 || !r.set.Accepted(other) {
			continue
		}
		if b := all[other].Best(); b.Kind == gazetteer.Admin1 && b.Place.Country() == country {
			return true
		}
	}
	return false
}
