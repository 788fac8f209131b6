package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/geodesy"
)

// A place of a table that is nearer than this to one of the same type and name is the same place; so is one whose points
// lie within the uncertainty of both.
const mergeMetres = 25_000

// handPlaces adds the places of the tables. One that is there already only gives it its names.
func (w *world) handPlaces(list []handPlace) error {
	called := w.called(list)
	ids := make(map[string]bool)
	for _, h := range list {
		switch {
		case ids[h.ID]:
			return fmt.Errorf("tables: %s stands twice", h.ID)
		case h.Country != "" && w.byID[h.Country] == nil:
			return fmt.Errorf("tables: %s: no country %s", h.ID, h.Country)
		}
		ids[h.ID] = true
		p := same(called, h)
		if p == nil {
			h.Parent = w.parentOf(h.Entry)
			p = w.add(tablesPkg, h.Entry)
			p.hand = true
			for k := range h.keys() {
				called[k] = append(called[k], p)
			}
		} else {
			w.merged = append(w.merged, fmt.Sprintf("%s %q into %s %q", h.ID, h.Name, p.ID, p.Name))
			p.take(h)
			w.byID[h.ID] = p
		}
		p.fromTables(h.Others)
		if name := streamOf(h); name != "" {
			p.rule([]string{name})
		}
		p.fromTables(w.hand[h.ID])
	}
	return nil
}

// streamOf is what a river is also called where it is clear that a river is meant: "Ohio" of the Ohio River; else "".
func streamOf(h handPlace) string {
	name, ok := strings.CutSuffix(h.Name, " River")
	if h.FeatureCode != "STM" || !ok {
		return ""
	}
	return name
}

// called are the places that have one of the names of the list.
func (w *world) called(list []handPlace) map[string][]*place {
	wanted := make(map[string]bool)
	for _, h := range list {
		for k := range h.keys() {
			wanted[k] = true
		}
	}
	called := make(map[string][]*place)
	note := func(name string, p *place) {
		if k := key(name); wanted[k] && !slices.Contains(called[k], p) {
			called[k] = append(called[k], p)
		}
	}
	for _, p := range w.places {
		note(p.Name, p)
		for _, n := range p.names.list {
			if n.Flags&notNames == 0 {
				note(n.Text, p)
			}
		}
	}
	return called
}

// notNames are the flags of names that do not tell that two places are the same.
const notNames = gazetteer.Demonym | gazetteer.Abbreviation | gazetteer.Code

// keys are those of the names of a place, to its display name true.
func (h handPlace) keys() map[string]bool {
	keys := make(map[string]bool)
	for _, n := range h.Others {
		if n.Flags&notNames == 0 {
			keys[key(n.Text)] = false
		}
	}
	keys[key(h.Name)] = true
	return keys
}

// same is the place that h is: one of its type in its country that has its display name, or whose display name it has,
// and is near. Of several one with the same display name, then the nearest.
func same(called map[string][]*place, h handPlace) (best *place) {
	shown, nearest := false, 0.0
	for k, display := range h.keys() {
		for _, p := range called[k] {
			both := display && key(p.Name) == k
			if !display && key(p.Name) != k || kind(p.Type) != kind(h.Type) || h.Country != "" && p.Country != "" && p.Country != h.Country {
				continue
			}
			d := geodesy.Distance(p.Point, h.Point)
			if d >= max(mergeMetres, min(p.Uncertainty, h.Uncertainty)) {
				continue
			}
			if best == nil || both && !shown || both == shown && (d < nearest || d == nearest && p.ID < best.ID) {
				best, shown, nearest = p, both, d
			}
		}
	}
	return best
}

// kind is a type, for one base may be called an airport and a facility.
func kind(t gazetteer.Type) gazetteer.Type {
	if t == gazetteer.Airport {
		return gazetteer.Facility
	}
	return t
}

// take gives a place the display name of a table's, and what it lacks of the rest.
func (p *place) take(h handPlace) {
	p.from(tablesPkg, func(n *names) { n.add(p.Name, "", 0) })
	p.Name, p.hand = h.Name, true
	if p.Extent.IsZero() && p.Type != gazetteer.Settlement {
		p.Extent = h.Extent
	}
	if p.Country == "" && h.Country != "" {
		p.Country, p.Parent = h.Country, h.Country
	}
}

// parentOf is the administrative place that holds a place which has no code: its country, or what holds the nearest
// settlement there if it is as small as one. A second-order division lies in a first-order one.
func (w *world) parentOf(e gazetteer.Entry) string {
	switch e.Type {
	case gazetteer.Settlement, gazetteer.Facility, gazetteer.Airport, gazetteer.Admin2:
	default:
		return e.Country
	}
	parent, nearest := e.Country, float64(maxParentMetres)
	for _, c := range w.settlements[e.Country] {
		if math.Abs(c.Point[1]-e.Point[1]) > nearest/metresPerLatitude {
			continue
		}
		if d := geodesy.Distance(c.Point, e.Point); d < nearest {
			if e.Type == gazetteer.Admin2 {
				c.Admin2 = ""
			}
			if holder := w.holder(c); holder != c.Country {
				parent, nearest = holder, d
			}
		}
	}
	return parent
}

// Farther settlements do not tell the division of a place.
const maxParentMetres = 50_000

// A degree of latitude is nowhere shorter.
const metresPerLatitude = 110_500
