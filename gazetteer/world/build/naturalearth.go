package main

import (
	"slices"

	"example.com/geotag/gazetteer"
	"github.com/paulmach/orb"
)

// naturalUnits are the entries of Natural Earth's units that are finer than GeoNames' first-order divisions: British
// districts, French departments, Philippine provinces. One that GeoNames has as a second-order division gives it its
// shape; one that is called as what holds it is nothing new.
func (w *world) naturalUnits() {
	known := make(map[string]*place) // by first-order division and name
	for _, p := range w.places {
		if p.Type == gazetteer.Admin2 {
			for _, n := range p.names.list {
				known[p.Parent+"/"+key(n.Text)] = p
			}
		}
	}
	for up, units := range sorted(w.shapes.finer) {
		holder := key(w.units.base(w.byID[up].Name, up[:2]))
		var rest []unit
		for _, u := range units {
			forms := w.naturalForms(up, u)
			if len(forms) == 0 || key(u.Name) == holder || key(w.units.base(forms[0], up[:2])) == holder {
				continue
			}
			p := first(known, up, forms)
			if p == nil || len(p.Boundary) > 0 && p.AreaSource != qgisPkg.Source.Name {
				rest = append(rest, u)
				continue
			}
			p.extend(u.Shape)
		}
		for _, u := range rest {
			// GeoNames' name may be a neighbour's, whose shape has been found by now.
			p := first(known, up, append(w.units.forms(u.Other, up[:2], false), u.Other))
			if p == nil || len(p.Boundary) > 0 {
				w.naturalUnit(up, u, w.naturalForms(up, u))
				continue
			}
			p.extend(u.Shape)
		}
	}
}

// first is the place that is known by the first of the names that any is known by.
func first(known map[string]*place, up string, names []string) *place {
	for _, name := range names {
		if p := known[up+"/"+key(name)]; p != nil {
			return p
		}
	}
	return nil
}

// naturalForms are the names of a unit, the one to show first: the one with a word for its kind if there is one.
func (w *world) naturalForms(up string, u unit) []string {
	var forms []string
	names := w.naturalNames(up, u)
	for _, name := range slices.Backward(names) {
		forms = append(forms, w.units.worded(name, up[:2], w.seats[up+"/"+key(name)].Name != "")...)
	}
	return append(forms, names...)
}

// naturalNames are a unit's names without those made from them. GeoNames' is only taken if it is the same in ASCII
// letters, for some belong to a neighbour.
func (w *world) naturalNames(up string, u unit) []string {
	var names []string
	if u.Name == "City" {
		u.Name = "City of London"
	}
	for _, name := range outAndIn(u.Name) {
		if key(name) != "" {
			names = append(names, name)
		}
	}
	if base := w.units.base(u.Other, up[:2]); len(names) > 0 && key(base) == key(w.units.base(names[0], up[:2])) {
		names = append(names, u.Other)
	}
	return names
}

func (w *world) naturalUnit(up string, u unit, forms []string) {
	e := gazetteer.Entry{ID: "NE:" + up + ":" + asciiName(forms[0]), Name: forms[0], Type: gazetteer.Admin2,
		FeatureCode: "ADM2", Country: up[:2], Parent: up}
	if w.byID[e.ID] != nil {
		w.byID[e.ID].extend(u.Shape)
		return
	}
	p := w.add(qgisPkg, e)
	p.draw(qgisPkg, u.Shape, center)
	p.from(qgisPkg, func(n *names) {
		for _, name := range w.naturalNames(up, u) {
			n.add(name, "", 0)
		}
	})
	p.byHand()
	p.rule(forms)
}

// extend draws a place with one polygon more than it has.
func (p *place) extend(m orb.MultiPolygon) {
	p.draw(qgisPkg, slices.Concat(p.Boundary, m), center)
}
