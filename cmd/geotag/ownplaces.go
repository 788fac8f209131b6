package main

import (
	"fmt"
	"iter"
	"math"
	"strings"

	"github.com/paulmach/orb"
	"golang.org/x/text/language"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/own"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/geodesy"
)

// ownOptions are how places of the user's own are read: countries by any of their names, and what adds to a place of the base.
func ownOptions(base *gazetteer.Index, o own.Options) own.Options {
	o.Country = countryNamed
	if base != nil {
		o.Known = func(e *gazetteer.Entry) own.Standing { return standing(base, e) }
	}
	return o
}

// clashM is how far in meters from a place, beyond its uncertainty, and without a name of it, a row with its id is another's: a round figure that we
// chose.
const clashM = 100e3

// standing tells whether a row adds to the place of the base that has its id.
func standing(base *gazetteer.Index, e *gazetteer.Entry) own.Standing {
	p, ok := base.Place(e.ID)
	switch {
	case !ok:
		return own.New
	case e.Name == "" || !e.HasPoint() || geodesy.Distance(p.Point(), e.Point) <= clashM+p.Uncertainty():
		return own.Same
	}
	for _, n := range append(e.Names, gazetteer.Name{Text: e.Name}) {
		if name, ok := base.Lookup(n.Text); ok {
			for u := range name.Uses() {
				if u.Place() == p {
					return own.Same
				}
			}
		}
	}
	return own.Another
}

// countryNamed returns the code of the country of a name or a code, as what is built in has them.
func countryNamed(text string) (string, bool) {
	if r, err := language.ParseRegion(text); err == nil && len(text) == 3 && r.IsCountry() {
		return r.Canonicalize().String(), true
	}
	ix, err := world.Index()
	if err != nil {
		return "", false
	}
	for _, form := range []string{text, strings.TrimPrefix(strings.ToLower(text), "the ")} {
		name, ok := ix.Lookup(form)
		if !ok {
			continue
		}
		for u := range name.Uses() {
			if p := u.Place(); p.Type() == gazetteer.Country && u.Flags()&(gazetteer.Demonym|gazetteer.Historic) == 0 {
				return p.Country(), true
			}
		}
	}
	return "", false
}

// A locator tells what own places lie in, from the boundaries of the base.
type locator struct{ base *gazetteer.Index }

// located yields the entries with the country and the division that their points lie in, where they do not say so themselves, and notes those
// that do not lie in the country that they say.
func (l locator) located(entries iter.Seq2[gazetteer.Entry, error]) iter.Seq2[gazetteer.Entry, error] {
	return func(yield func(gazetteer.Entry, error) bool) {
		for e, err := range entries {
			note := ""
			if err == nil && e.HasPoint() {
				if note = l.misplaced(&e); note == "" {
					l.locate(&e)
				}
			}
			if !yield(e, err) {
				return
			}
			if note != "" && !yield(gazetteer.Entry{}, &gazetteer.RowError{Row: e.Row, Reason: note, Kind: gazetteer.Partial}) {
				return
			}
		}
	}
}

// misplaced says that a place does not lie in the country that its row gives, and whether it would if its coordinates were exchanged.
func (l locator) misplaced(e *gazetteer.Entry) string {
	if e.Country == "" || e.Type == gazetteer.Country {
		return ""
	}
	at := l.countryAt(e.Point)
	switch back := (orb.Point{e.Point[1], e.Point[0]}); {
	case at == e.Country:
		return ""
	case math.Abs(back[1]) <= 90 && l.countryAt(back) == e.Country:
		return fmt.Sprintf("lat and lon look swapped: the place is in %s only if they are exchanged; taken as it stands", e.Country)
	case at != "":
		return fmt.Sprintf("the country is %s, and the point lies in %s; taken as it stands", e.Country, at)
	}
	return ""
}

// reach is how far from a boundary a point counts as in it, as in reverse.
const reach = 5000

func (l locator) countryAt(pt orb.Point) string {
	for _, a := range l.base.Locate(pt, reach).Areas {
		if a.Place.Type() == gazetteer.Country {
			return a.Place.Country()
		}
	}
	return ""
}

// locate fills in country and parent. What has a boundary lies in a country or a division if all of its corners that are looked at do.
func (l locator) locate(e *gazetteer.Entry) {
	if e.Type == gazetteer.Country || e.Type == gazetteer.Continent || e.Type == gazetteer.Union {
		return
	}
	if _, known := l.base.Place(e.ID); known && e.Type == 0 {
		return // it adds to a place that says so itself
	}
	holders := l.holders(e.Point)
	for _, pt := range corners(e.Boundary) {
		at := map[gazetteer.Place]bool{}
		for _, p := range l.holders(pt) {
			at[p] = true
		}
		kept := holders[:0]
		for _, p := range holders {
			if at[p] {
				kept = append(kept, p)
			}
		}
		holders = kept
	}
	said := e.Parent != ""
	for _, p := range holders {
		switch within := e.Type <= gazetteer.Admin2 && p.Type() >= e.Type; {
		case p.ID() == e.ID, e.Country != "" && p.Country() != e.Country, within && e.Type != 0:
			continue
		}
		e.Country = p.Country()
		if !said {
			e.Parent = p.ID()
		}
	}
}

// holders returns the country and the divisions at a point, the larger first.
func (l locator) holders(pt orb.Point) (list []gazetteer.Place) {
	for _, a := range l.base.Locate(pt, reach).Areas {
		if a.Place.Type() <= gazetteer.Admin2 {
			list = append(list, a.Place)
		}
	}
	return list
}

// mostCorners is how many corners of a boundary are looked at, evenly spread.
const mostCorners = 16

func corners(m orb.MultiPolygon) (list []orb.Point) {
	total := 0
	for _, p := range m {
		total += len(p[0])
	}
	step, i := max(total/mostCorners, 1), 0
	for _, p := range m {
		for _, pt := range p[0] {
			if i%step == 0 {
				list = append(list, pt)
			}
			i++
		}
	}
	return list
}
