package geotag

import (
	"slices"
	"strings"

	"golang.org/x/text/language"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/fold"
	"example.com/geotag/internal/geodesy"
)

// A container is a name or code of what is to hold the places.
type container struct {
	code    string         // as it is written, in capitals
	coded   bool           // it may be the code of a division: "TX", "VIC", "DE-BY"
	country string         // that it is the ISO 3166-1 code of, as alpha-2; empty: of none
	places  map[Place]bool // that bear the name
	wide    []Place        // those of them that hold places which no source puts into them: cities, islands, regions
	begun   string         // what a name that is still being typed begins with, folded; empty: it is whole

	beginners map[Place]bool // whether a name begins with begun, of those that were asked for it
}

// How many letters codes of countries and divisions have: "TX", "VIC".
const minCode, maxCode = 2, 3

// known reports whether anything bears the name, or may have it for a code.
func (c *container) known() bool {
	return len(c.places) > 0 || c.country != "" || c.coded
}

// couldCode reports whether a text in capitals may be the code of a division, by itself or behind that of its country.
func couldCode(text string) bool {
	if country, rest, ok := strings.Cut(text, "-"); ok && len(country) == minCode {
		text = rest
	}
	_, ok := customaryCodes()[text]
	return len(text) <= maxCode && len(text) > 0 || ok
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

// container reads a name or code, and the name also with its abbreviations written out: "Co. Kerry", "Hants".
func (f *finder) container(text string) container {
	c := container{code: strings.ToUpper(text), places: map[Place]bool{}}
	if strings.Contains(text, ".") { // "N.L.", "Q. Roo"
		c.code = strings.NewReplacer(".", "", " ", "").Replace(c.code)
	}
	c.coded = couldCode(c.code)
	c.country = countryOf(c.code)
	f.bearers(&c, text)
	for _, long := range writtenOut(text) {
		f.bearers(&c, long)
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
		c := *f.named(part)
		if words := strings.Fields(part); !c.known() && len(words) > 1 && len(words) <= maxWords {
			if several := f.segments(words, 1); len(several) > 0 {
				all = append(all, several[0]...)
				continue
			}
		}
		all = append(all, c)
	}
	if n := len(all); n > 0 && f.q.Mode == FindPrefix {
		all[n-1].begun, all[n-1].beginners = fold.Name(parts[len(parts)-1]), map[Place]bool{}
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

// held reports whether each container holds the place, and what the place loses where one does so only by hearsay.
func (f *finder) held(p Place, in []container) (loss float32, ok bool) {
	for i := range in {
		switch c := &in[i]; {
		case c.holds(p), f.around(p, c):
		case c.enclaves(p):
			loss += enclaveLoss
		default:
			return 0, false
		}
	}
	return loss, true
}

// holds reports whether the container is one that the gazetteer puts the place into, by name or by code.
func (c *container) holds(p Place) bool {
	country := p.Country()
	if country != "" && (country == c.country || country == c.code) {
		return true
	}
	division := ""
	for up := range p.Ancestors() {
		if c.places[up] || c.begins(up) {
			return true
		}
		if !c.coded {
			continue
		}
		if division == "" {
			division = c.division(country)
		}
		id := up.ID()
		last := id[strings.LastIndexByte(id, '.')+1:] // "MI" of "IT.09.MI", which addresses and ISO 3166-2 write
		if id == division || last == c.code || len(c.code) > len(country) && strings.HasPrefix(c.code, country) && c.code[len(country):] == "-"+last {
			return true
		}
	}
	return false
}

// begins reports whether a place's name begins as the container's, which is still being typed.
func (c *container) begins(p Place) bool {
	if c.begun == "" {
		return false
	}
	ok, known := c.beginners[p]
	if !known {
		ok = strings.HasPrefix(fold.Name(p.Name()), c.begun)
		c.beginners[p] = ok
	}
	return ok
}

// division returns the id of the division of a country that the container is the ISO 3166-2 code of: "BY", or "DE-BY"; else "-", which is none.
func (c *container) division(country string) string {
	for _, code := range []string{c.code, country + "-" + c.code, customaryCodes()[country+"-"+c.code]} {
		if id, ok := gazetteer.Subdivision(code); ok {
			return id
		}
	}
	return "-"
}

// delivered reports whether a place may be the town of the query's postal code: all may where that is in no gazetteer.
func (f *finder) delivered(p Place) bool {
	return len(f.postal) == 0 || p.Type() == gazetteer.Settlement && slices.ContainsFunc(f.postal, func(h hit) bool {
		return geodesy.Distance(h.found.Place.Point(), p.Point()) <= max(leastReachM, reachRadii*p.Uncertainty())
	})
}

// How far from its middle a city or an island holds what is not said to lie in it: so many times its radius, and no less than so far.
const reachRadii, leastReachM = 2, 10e3

// around reports whether one of a container's cities, islands and regions has the place in or near it: "Chelsea, NYC". Of divisions that is
// asked only where the gazetteer does not say which a place lies in.
func (f *finder) around(p Place, c *container) bool {
	for _, x := range c.wide {
		division := x.Type() == gazetteer.Admin1 || x.Type() == gazetteer.Admin2
		switch {
		case x == p || x.Country() != "" && p.Country() != "" && x.Country() != p.Country():
		case division && x.HasBoundary() && divided(p):
		case x.Type() == gazetteer.Settlement && p.Population() >= x.Population() && p.Type() != gazetteer.Postcode:
		case x.HasBoundary():
			for area := range f.t.ix.Containing(p.Point()) {
				if area == x {
					return true
				}
			}
		case geodesy.Distance(x.Point(), p.Point()) <= max(leastReachM, reachRadii*x.Uncertainty()):
			return true
		}
	}
	return false
}

// How far from the middle of a county a town may be that is a county by itself, in radii of it, and what it loses by that, in powers of ten of people.
const enclaveRadii, enclaveLoss = 1.2, 1.5

// enclaves reports whether a place may be a county of its own in or beside the container, which people still say that it is in: Southampton in
// Hampshire, Fairfax in Fairfax County.
func (c *container) enclaves(p Place) bool {
	for _, county := range c.wide {
		up, ok := county.Parent()
		if ok && county.Type() == gazetteer.Admin2 && within(p, up) && geodesy.Distance(p.Point(), county.Point()) <= enclaveRadii*county.Uncertainty() {
			return true
		}
	}
	return false
}

// within reports whether a place lies in another.
func within(p, in Place) bool {
	for up := range p.Ancestors() {
		if up == in {
			return true
		}
	}
	return false
}

// divided reports whether the gazetteer says which division a place lies in.
func divided(p Place) bool {
	up, ok := p.Parent()
	return ok && (up.Type() == gazetteer.Admin1 || up.Type() == gazetteer.Admin2)
}
