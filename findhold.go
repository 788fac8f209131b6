package geotag

import (
	"strings"

	"golang.org/x/text/language"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/fold"
	"example.com/geotag/internal/geodesy"
)

// A container is a name or code of what is to hold the places.
type container struct {
	code    string          // as it is written, in capitals
	country string          // that it is the ISO 3166-1 code of, as alpha-2; empty: of none
	places  gazetteerPlaces // that bear the name
	wide    []Place         // those of them that hold places which no source puts into them: cities, islands, regions
	begun   string          // what a name that is still being typed begins with, folded; empty: it is whole
}

type gazetteerPlaces map[Place]bool

// codeLen are the lengths of codes of countries and divisions: "TX", "VIC".
const minCode, maxCode = 2, 3

// known reports whether anything bears the name, or may have it for a code.
func (c *container) known() bool {
	return len(c.places) > 0 || c.country != "" || minCode <= len(c.code) && len(c.code) <= maxCode || isSubdivision(c.code)
}

func isSubdivision(code string) bool {
	_, ok := gazetteer.Subdivision(code)
	return ok
}

// countryOf returns the alpha-2 code of a country by its ISO 3166-1 code of two or three letters, or by UK.
func countryOf(code string) string {
	if len(code) < minCode || len(code) > maxCode || strings.ContainsAny(code, "0123456789") {
		return ""
	}
	r, err := language.ParseRegion(code)
	if err != nil || !r.Canonicalize().IsCountry() {
		return ""
	}
	return r.Canonicalize().String()
}

// container reads a name or code. A name that nothing bears is tried with its abbreviations written out: "Co. Kerry".
func (f *finder) container(text string) container {
	c := container{code: strings.ToUpper(strings.TrimRight(text, ".")), places: gazetteerPlaces{}}
	c.country = countryOf(strings.ReplaceAll(c.code, ".", ""))
	f.bearers(&c, text)
	for _, long := range writtenOut(text) {
		if len(c.places) == 0 {
			f.bearers(&c, long)
		}
	}
	for p := range c.places {
		switch p.Type() {
		case gazetteer.Settlement, gazetteer.Island, gazetteer.Region, gazetteer.Landform, gazetteer.Admin1, gazetteer.Admin2:
			c.wide = append(c.wide, p)
		}
	}
	return c
}

// bearers adds the places that bear a name to a container.
func (f *finder) bearers(c *container, name string) {
	t, _ := f.t.ix.Lookup(name)
	for u := range t.Uses() {
		if u.Flags()&gazetteer.Demonym == 0 {
			c.places[u.Place()] = true
		}
	}
}

// containers reads the names of what is to hold the places. One that nothing bears may be several: "FL USA".
func (f *finder) containers(parts []string) []container {
	var all []container
	for _, part := range parts {
		c := f.container(part)
		if words := strings.Fields(part); !c.known() && len(words) > 1 && len(words) <= maxWords {
			if several := f.segments(words, 1); len(several) > 0 {
				all = append(all, several[0]...)
				continue
			}
		}
		all = append(all, c)
	}
	if n := len(all); n > 0 && f.q.Mode == FindPrefix {
		all[n-1].begun = fold.Name(all[n-1].code)
	}
	return all
}

// maxWords is how many words a name without commas may have to be taken apart, and maxSplits in how many ways at most.
const maxWords, maxSplits = 12, 8

// segments returns up to most ways to read words as known containers one after the other, longer names first.
func (f *finder) segments(words []string, most int) [][]container {
	if len(words) == 0 {
		return [][]container{nil}
	}
	var ways [][]container
	for n := min(len(words), maxContainerWords); n > 0 && len(ways) < most; n-- {
		c := f.named(strings.Join(words[:n], " "))
		if !c.known() {
			continue
		}
		for _, rest := range f.segments(words[n:], most-len(ways)) {
			ways = append(ways, append([]container{*c}, rest...))
		}
	}
	return ways
}

// maxContainerWords is how many words the name of what holds a place may have where no comma ends it.
const maxContainerWords = 6

// named is container, which it calls once for each text.
func (f *finder) named(text string) *container {
	c, ok := f.read[text]
	if !ok {
		made := f.container(text)
		c = &made
		if f.read == nil {
			f.read = map[string]*container{}
		}
		f.read[text] = c
	}
	return c
}

// held reports whether each container holds the place.
func (f *finder) held(p Place, in []container) bool {
	for i := range in {
		if !in[i].holds(p) && !f.around(p, &in[i]) {
			return false
		}
	}
	return true
}

// holds reports whether the container is one that the gazetteer puts the place into, by name or by code.
func (c *container) holds(p Place) bool {
	country := p.Country()
	if country != "" && (country == c.country || country == c.code) {
		return true
	}
	division, ok := gazetteer.Subdivision(c.code) // "DE-BY"
	if !ok && len(c.code) <= maxCode {
		division, ok = gazetteer.Subdivision(country + "-" + c.code) // "BY", of a place in Germany
	}
	for up := range p.Ancestors() {
		id := up.ID()
		last := id[strings.LastIndexByte(id, '.')+1:] // "MI" of "IT.09.MI", which addresses and ISO 3166-2 write
		if c.places[up] || ok && id == division || last == c.code || country+"-"+last == c.code {
			return true
		}
		if c.begun != "" && strings.HasPrefix(fold.Name(up.Name()), c.begun) {
			return true
		}
	}
	return false
}

// How far from its middle a city or an island holds what is not said to lie in it: so many times its radius, and no less than so far.
const reachRadii, leastReachM = 2, 10e3

// around reports whether one of a container's cities, islands and regions has the place in or near it: "Chelsea, NYC".
func (f *finder) around(p Place, c *container) bool {
	for _, x := range c.wide {
		switch {
		case x == p || x.Country() != "" && p.Country() != "" && x.Country() != p.Country():
		case x.Type() == gazetteer.Settlement && p.Population() >= x.Population() && p.Type() != gazetteer.Postcode:
		case x.HasBoundary():
			for area := range f.t.ix.Containing(p.Point()) {
				if area == x {
					return true
				}
			}
		case x.Type() != gazetteer.Admin1 && x.Type() != gazetteer.Admin2 &&
			geodesy.Distance(x.Point(), p.Point()) <= max(leastReachM, reachRadii*x.Uncertainty()):
			return true
		}
	}
	return false
}
