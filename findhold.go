package geotag

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/geodesy"
)

// A container is a name or code of what is to hold the places.
type container struct {
	code    string              // as it is written, in capitals
	coded   bool                // it may be the code of a division: "TX", "VIC", "DE-BY"
	country string              // that it is the ISO 3166-1 code of, as alpha-2; empty: of none
	places  map[Place]bool      // that bear the name
	wide    []Place             // those of them that hold places which no source puts into them: cities, islands, regions
	begun   gazetteer.Beginners // the names that begin as one does which is still being typed; zero: it is whole

	divisions map[string]string // by country: what division returned
	inside    verdicts          // what over returned, of codes where a place and what it lies in are of one country
	reach     *reach            // of the wide ones, once that is asked
}

// verdicts are answers of yes or no by the refs of places, in pages: divisions stand side by side.
type verdicts struct{ pages []*[512]int8 }

// of returns where the verdict of a ref stands: 0: it is not known; 1: no; 2: yes.
func (v *verdicts) of(ref uint32) *int8 {
	at := int(ref / 512)
	if at >= len(v.pages) {
		v.pages = append(v.pages, make([]*[512]int8, at+1-len(v.pages))...)
	}
	if v.pages[at] == nil {
		v.pages[at] = new([512]int8)
	}
	return &v.pages[at][ref%512]
}

// A within is a place, of a country, in another place.
type within struct {
	in      Place
	country string
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

func newContainer(code string) *container {
	return &container{code: code, places: map[Place]bool{}, divisions: map[string]string{}}
}

// container reads a name or code, and the name also with its abbreviations written out: "Co. Kerry", "Hants".
func (f *finder) container(text string) *container {
	c := newContainer(strings.ToUpper(text))
	if strings.Contains(text, ".") { // "N.L.", "Q. Roo"
		c.code = strings.NewReplacer(".", "", " ", "").Replace(c.code)
	}
	c.coded = couldCode(c.code)
	c.country = countryOf(c.code)
	f.bearers(c, text)
	for _, long := range writtenOut(text) {
		f.bearers(c, long)
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
func (f *finder) containers(parts []string) []*container {
	var all []*container
	for i, part := range parts {
		if slices.Contains(parts[:i], part) && (f.q.Mode != FindPrefix || i < len(parts)-1) || f.ended() {
			continue
		}
		c := f.named(part)
		if words := strings.Fields(part); !c.known() && len(words) > 1 && len(words) <= maxWords {
			if several := f.segments(words, 1); len(several) > 0 {
				all = append(all, several[0]...)
				continue
			}
		}
		all = append(all, c)
	}
	if n := len(all); n > 0 && f.q.Mode == FindPrefix {
		last := *all[n-1]
		last.begun, last.inside = f.t.ix.Beginners(parts[len(parts)-1]), verdicts{}
		all[n-1] = &last
	}
	return all
}

// maxWords is how many words a name without commas may have to be taken apart, and maxSplits in how many ways at most.
const maxWords, maxSplits = 12, 8

// segments returns up to most ways to read words as known containers one after the other, longer names first.
func (f *finder) segments(words []string, most int) [][]*container {
	if len(words) == 0 {
		return [][]*container{nil}
	}
	var ways [][]*container
	for n := min(len(words), maxContainerWords); n > 0 && len(ways) < most && !f.ended(); n-- {
		c := f.named(strings.Join(words[:n], " "))
		if !c.known() {
			continue
		}
		for _, rest := range f.segments(words[n:], most-len(ways)) {
			ways = append(ways, append([]*container{c}, rest...))
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
		c = f.container(text)
		if f.read == nil {
			f.read = map[string]*container{}
		}
		f.read[text] = c
	}
	return c
}

// held reports whether each container holds the place, and what the place loses where one does so only by hearsay.
func (f *finder) held(p Place, in []*container) (loss float32, ok bool) {
	for _, c := range in {
		switch {
		case c.holds(p):
		case !c.reaches(p):
			return 0, false
		case f.around(p, c):
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
	up, ok := p.Parent()
	return ok && c.over(within{up, country}, 0)
}

// maxDepth is how many places are looked at that lie in each other.
const maxDepth = 32

// over reports whether what a place lies in is the container or lies in it. Most places lie in what was asked for before.
func (c *container) over(w within, depth int) bool {
	var known *int8
	if !c.coded || w.in.Country() == w.country { // of countries, only codes ask
		if known = c.inside.of(w.in.Ref()); *known != 0 {
			return *known == 2
		}
	}
	ok := c.is(w)
	if up, more := w.in.Parent(); !ok && more && depth < maxDepth {
		ok = c.over(within{up, w.country}, depth+1)
	}
	if known != nil {
		if *known = 1; ok {
			*known = 2
		}
	}
	return ok
}

// is reports whether what a place lies in is the container.
func (c *container) is(w within) bool {
	if c.places[w.in] || w.in.NamedAmong(c.begun) {
		return true
	}
	if !c.coded {
		return false
	}
	var buf [64]byte
	id := w.in.AppendID(buf[:0])
	last := id[bytes.LastIndexByte(id, '.')+1:] // "MI" of "IT.09.MI", which addresses and ISO 3166-2 write
	rest, own := strings.CutPrefix(c.code, w.country)
	return string(id) == c.division(w.country) || string(last) == c.code || own && len(rest) > 0 && rest[0] == '-' && rest[1:] == string(last)
}

// division returns the id of the division of a country that the container is the ISO 3166-2 code of: "BY", or "DE-BY"; else "-", which is none.
func (c *container) division(country string) string {
	id, known := c.divisions[country]
	if known {
		return id
	}
	id = "-"
	for _, code := range []string{c.code, country + "-" + c.code, customaryCodes()[country+"-"+c.code]} {
		if found, ok := gazetteer.Subdivision(code); ok {
			id = found
			break
		}
	}
	c.divisions[country] = id
	return id
}

// delivered reports whether a place may be the town of the query's postal code: all may where that is in no gazetteer.
func (f *finder) delivered(p Place) bool {
	return len(f.postal) == 0 || p.Type() == gazetteer.Settlement && slices.ContainsFunc(f.postal, func(h hit) bool {
		return geodesy.Distance(h.found.Place.Point(), p.Point()) <= max(leastReachM, reachRadii*p.Uncertainty())
	})
}
