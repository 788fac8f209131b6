package main

import (
	"slices"
	"strings"

	"example.com/geotag/gazetteer"
)

// coded are the countries in whose addresses and lists the letters of ISO 3166-2 stand for the divisions.
var coded = map[string]bool{"AU": true, "BR": true, "CA": true, "CH": true, "CL": true, "DE": true, "IN": true, "MX": true, "NL": true, "US": true, "ZA": true}

// longestCode is the length of the longest part of an ISO 3166-2 code behind the country's, and shortestCode of those that
// addresses have: a single letter is none.
const longestCode, shortestCode = 3, 2

// codes adds the ISO 3166-2 code of a division, which CLDR writes "brrj": "BR-RJ"; and its second part, where addresses
// and lists have it: "RJ". What the tables call an abbreviation is no code, but a name of its own.
func (p *place) codes(iso string) {
	country, part := strings.ToUpper(iso[:2]), strings.ToUpper(iso[2:])
	p.from(subdivisionsPkg, func(n *names) {
		n.add(country+"-"+part, "", gazetteer.Abbreviation|gazetteer.Code)
		if !coded[country] || len(part) < shortestCode || len(part) > longestCode || strings.ContainsAny(part, "0123456789") {
			return
		}
		for _, h := range p.world.hand[p.ID] {
			if key(h.Text) == key(part) {
				return
			}
		}
		n.add(part, "", gazetteer.Abbreviation|gazetteer.Code)
	})
}

// admin1 are the entries of first-order divisions.
func (w *world) admin1() {
	subdivisions := make(map[string][]localName)
	joined := joinSubdivisions(w.in, w.divisions)
	for _, s := range w.in.subdivisions {
		if code := joined[s.Code]; code != "" {
			subdivisions[code] = append(subdivisions[code], s)
		}
	}
	regions := joinRegions(w.in, w.divisions)
	for _, a := range w.in.admin1 {
		cc := a.Code[:2]
		named := outAndIn(a.Name)
		p := w.add(citiesJSONPkg, gazetteer.Entry{ID: a.Code, Name: named[0], Type: gazetteer.Admin1, FeatureCode: "ADM1", Country: cc, Parent: cc})
		p.from(citiesJSONPkg, func(n *names) {
			for _, name := range named {
				n.add(name, "en", 0)
			}
		})
		p.alternates()
		p.from(subdivisionsPkg, func(n *names) {
			for _, s := range subdivisions[a.Code] {
				n.add(s.Text, s.Lang, 0)
			}
		})
		p.from(regionDataPkg, func(n *names) {
			for _, name := range regions[a.Code] {
				n.add(name, "en", 0)
			}
		})
		english := slices.Collect(p.names.english())
		p.Name = w.divisions.display(p.Name, english, cc)
		p.plainly()
		p.byHand()
		for iso, code := range sorted(joined) {
			if code == a.Code {
				p.codes(iso)
			}
		}
		if p.hand {
			english = append([]string{p.Name}, english...)
		}
		p.rule(w.divisions.derive(english, cc))
		p.shape(w.shapes.admin1[a.Code], w.settlements[a.Code], center)
	}
}
