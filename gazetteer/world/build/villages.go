package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/fold"
	"example.com/geotag/internal/geodesy"
	"github.com/paulmach/orb"
)

// villagesFile is the table of the places of GeoNames' postal tables that the other sources lack: see readPostal.
const villagesFile = "villages.tsv.gz"

// villagesPkg is counted as a source of its own beside the packages.
var villagesPkg = pkg{Source: gazetteer.Source{Name: "GeoNames postal codes", Version: "2024-04", Date: "2024-04", License: "CC-BY-4.0",
	Attribution: geoNamesLine, URL: "https://download.geonames.org/export/zip/"}}

// A village is a row of villages.tsv.gz.
type village struct {
	Country string
	Admin1  string // GeoNames' code without the country; "": the source has another's
	Name    string // in the country's own script
	Point   orb.Point
	Km      float64 // how far the place may be from its point; 0: as usual
}

// readVillages reads villages.tsv.gz: country, code of the first-order division, name, latitude, longitude, uncertainty in kilometers or
// nothing.
func readVillages(r io.Reader) ([]village, error) {
	var list []village
	for f, err := range rows(r, 6) {
		if err != nil {
			return nil, err
		}
		v := village{Country: f.cells[0], Admin1: f.cells[1], Name: f.cells[2]}
		if v.Country == "" || !countryCode.MatchString(v.Country) || !gazetteer.IsName(v.Name) {
			return nil, fmt.Errorf("line %d: country %q, name %q", f.line, v.Country, v.Name)
		}
		if v.Point, err = parsePoint(f.cells[4], f.cells[3]); err != nil {
			return nil, fmt.Errorf("line %d: %w", f.line, err)
		}
		if f.cells[5] != "" {
			if v.Km, err = strconv.ParseFloat(f.cells[5], 64); err != nil || !(v.Km > 0 && v.Km <= 1000) {
				return nil, fmt.Errorf("line %d: uncertainty %q", f.line, f.cells[5])
			}
		}
		list = append(list, v)
	}
	return list, nil
}

// postalLanguages are the languages of countries whose names in the postal tables are Cyrillic.
var postalLanguages = map[string]string{"UA": "uk", "BG": "bg", "BY": "ru"}

// commaBelow gives Romanian letters the commas that they have, for the cedillas of old code pages.
var commaBelow = strings.NewReplacer("ş", "ș", "ţ", "ț", "Ş", "Ș", "Ţ", "Ț")

// latin is the name as it is shown.
func (v village) latin() string {
	if v.Country == "RO" {
		return commaBelow.Replace(v.Name)
	}
	if !cyrillicLetters(v.Name) {
		return v.Name
	}
	return romanizations[postalLanguages[v.Country]].romanize(v.Name)
}

func cyrillicLetters(name string) bool {
	return strings.IndexFunc(name, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) >= 0
}

// villages adds those that no other source has. One that has been there gives its name in its own script.
func (w *world) villages(list []village) {
	t := w.twins(list)
	var fresh []city
	var kept []village
	for _, v := range list {
		switch twin := t.of(v); {
		case twin != nil && twin.world == nil: // one of the list
			continue
		case twin != nil:
			if cyrillicLetters(v.Name) {
				twin.from(villagesPkg, func(n *names) { n.add(v.Name, postalLanguages[v.Country], gazetteer.Preferred) })
			}
			continue
		}
		t.add(v)
		fresh = append(fresh, city{Name: v.latin(), Point: v.Point, Code: "PPL", Country: v.Country, Admin1: v.Admin1})
		kept = append(kept, v)
	}
	for i, id := range freshIDs("P", fresh) {
		e := w.settlement(fresh[i])
		e.ID, e.Parent, e.Uncertainty = id, w.villageParent(fresh[i]), kept[i].Km*1000
		p := w.add(villagesPkg, e)
		p.from(villagesPkg, func(n *names) {
			if cyrillicLetters(kept[i].Name) {
				n.add(kept[i].Name, postalLanguages[e.Country], gazetteer.Preferred)
			}
		})
	}
}

// villageParent is what holds the nearest settlement in the village's division, or in its country where the code is another's.
func (w *world) villageParent(c city) string {
	e := gazetteer.Entry{Type: gazetteer.Settlement, Country: c.Country, Point: c.Point}
	admin1 := c.Country + "." + c.Admin1
	if w.byID[admin1] == nil {
		return w.parentOf(e)
	}
	if e.Country = admin1; len(w.settlements[admin1]) == 0 {
		return admin1
	}
	return w.parentOf(e)
}

// Two settlements that are called alike are one if they are nearer than this in one first-order division, or than sameMetres: a postal
// place may have the point of its office, or of its municipality. Set by hand.
const sameDivisionMetres = 20_000

// twinKey is what names of one place have in common: "Pétion-Ville" and "Pétionville".
func twinKey(name string) string { return strings.ReplaceAll(fold.Name(name), " ", "") }

// twins are the settlements and small divisions by twinKey, of all countries, for sources do not agree on where borders are.
type twins map[string][]*place

// twins finds the places that are called as one of the list.
func (w *world) twins(list []village) twins {
	wanted := make(map[string]bool)
	for _, v := range list {
		wanted[twinKey(v.Name)], wanted[twinKey(v.latin())] = true, true
	}
	t := make(twins)
	note := func(p *place, text string) {
		if k := twinKey(text); wanted[k] && !slices.Contains(t[k], p) {
			t[k] = append(t[k], p)
		}
	}
	for _, p := range w.places {
		if p.Type != gazetteer.Settlement && p.Type != gazetteer.Admin2 {
			continue
		}
		note(p, p.Name)
		for _, n := range p.names.list {
			if n.Flags&notNames == 0 {
				note(p, n.Text)
			}
		}
	}
	return t
}

// add notes a village of the list, so that another is not added beside it.
func (t twins) add(v village) {
	p := &place{Entry: gazetteer.Entry{Point: v.Point, Parent: v.Country + "." + v.Admin1}}
	for _, name := range []string{v.Name, v.latin()} {
		if k := twinKey(name); !slices.Contains(t[k], p) {
			t[k] = append(t[k], p)
		}
	}
}

// of is the nearest place that a village is the same as, or nil.
func (t twins) of(v village) (twin *place) {
	nearest := float64(sameDivisionMetres)
	for _, name := range []string{v.latin(), v.Name} {
		for _, p := range t[twinKey(name)] {
			d := geodesy.Distance(p.Point, v.Point)
			near := d < sameMetres+v.Km*1000 || v.Admin1 != "" && strings.HasPrefix(p.Parent+".", v.Country+"."+v.Admin1+".")
			if near && d < nearest+v.Km*1000 && (twin == nil || d < geodesy.Distance(twin.Point, v.Point)) {
				twin = p
			}
		}
	}
	return twin
}
