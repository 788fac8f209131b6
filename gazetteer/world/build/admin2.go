package main

import (
	"math"
	"strings"

	"example.com/geotag/gazetteer"
)

// A second-order division without polygon or settlement is put at the point of its first-order division if that is no wider
// than this, as a disc; otherwise it is left out, for a point so far off would mislead.
const maxGuessMetres = 60_000

// admin2 are the entries of second-order divisions.
func (w *world) admin2() {
	counties := w.censusShapes()
	for _, a := range w.in.admin2 {
		w.division(a, counties[a.Code])
		delete(counties, a.Code)
	}
	for code, c := range sorted(counties) {
		up := code[:strings.LastIndexByte(code, '.')]
		switch p := w.byID[code]; {
		case p != nil && len(p.Boundary) == 0:
			p.draw(countiesPkg, c.Shape, center) // Puerto Rico's are of the first order
		case p == nil && up == "US.CT":
			// The counties of Connecticut, which Census and GeoNames have replaced, are still what people say.
			w.division(admin{code, c.Name + " County"}, c)
		}
	}
}

// plated are the countries whose second-order divisions GeoNames codes by the letters of car plates, which addresses there have:
// "Monza (MB)".
var plated = map[string]bool{"IT": true}

func (w *world) division(a admin, c county) {
	cc, up := a.Code[:2], a.Code[:strings.LastIndexByte(a.Code, '.')]
	named := outAndIn(a.Name)
	if in := named[len(named)-1]; len(named) > 1 && len(in) <= longestCode && in == strings.ToUpper(in) {
		named = named[:1] // "Campbelltown (SA)"
	}
	seat, shared := w.seats[up+"/"+key(named[0])]
	forms := w.units.forms(named[0], cc, shared)
	if !shared {
		seat, shared = w.seats[up+"/"+key(w.units.base(named[0], cc))]
	}
	e := gazetteer.Entry{ID: a.Code, Name: forms[0], Type: gazetteer.Admin2, FeatureCode: "ADM2", Country: cc, Parent: up}
	parent := w.byID[up]
	switch members := w.settlements[a.Code]; {
	case len(c.Shape) > 0:
	case len(members) > 0:
		e.Point = meanPoint(members)
	case shared:
		e.Point = seat.Point
	case parent.Uncertainty == 0 && parent.BoundaryM2 > 0 && math.Sqrt(parent.BoundaryM2/math.Pi) <= maxGuessMetres:
		e.Point, e.Uncertainty = parent.Point, math.Sqrt(parent.BoundaryM2/math.Pi)
	default:
		return
	}
	p := w.add(citiesJSONPkg, e)
	if len(c.Shape) > 0 {
		p.draw(countiesPkg, c.Shape, center)
	}
	p.from(citiesJSONPkg, func(n *names) {
		for _, name := range named {
			n.add(name, "", 0)
		}
	})
	if plated[cc] {
		p.from(citiesJSONPkg, func(n *names) { n.add(a.Code[len(up)+1:], "", gazetteer.Abbreviation|gazetteer.Code) })
	}
	p.byHand()
	p.rule(forms)
	p.rule(variants(forms, cc))
	for _, name := range named[1:] {
		p.rule(w.units.forms(name, cc, false))
	}
}

// territories are the country codes of states that are countries of their own in ISO 3166.
var territories = map[string]string{"60": "AS", "66": "GU", "69": "MP", "72": "PR", "78": "VI"}

// censusShapes are the counties of us-atlas by GeoNames code ("US.TX.277", "PR.021").
func (w *world) censusShapes() map[string]county {
	states := make(map[string]string) // codes by name
	for _, a := range w.in.admin1 {
		if strings.HasPrefix(a.Code, "US.") {
			states[a.Name] = a.Code
		}
	}
	codes := make(map[string]string) // by FIPS code
	shapes := make(map[string]county)
	for _, c := range w.in.counties {
		if len(c.FIPS) == 2 {
			codes[c.FIPS] = states[c.Name]
			if cc, ok := territories[c.FIPS]; ok {
				codes[c.FIPS] = cc
			}
		} else if code := codes[c.FIPS[:2]]; code != "" {
			shapes[code+"."+c.FIPS[2:]] = c
		}
	}
	return shapes
}
