package main

import (
	"slices"

	"example.com/geotag/gazetteer"
)

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
		if p.hand {
			english = append([]string{p.Name}, english...)
		}
		p.rule(w.divisions.derive(english, cc))
		p.shape(w.shapes.admin1[a.Code], w.settlements[a.Code], center)
	}
}
