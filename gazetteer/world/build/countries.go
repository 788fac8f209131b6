package main

import (
	"slices"
	"strings"

	"example.com/geotag/gazetteer"
	"github.com/paulmach/orb"
)

// featureCodes are GeoNames' codes of what is not an independent state (PCLI).
var featureCodes = func() map[string]string {
	codes := map[string]string{"AQ": "TERR", "EH": "TERR", "HK": "PCLS", "MO": "PCLS", "CK": "PCLS", "NU": "PCLS"}
	for cc := range strings.FieldsSeq(`AI AS AW AX BL BM BQ BV CC CW CX FK FO GF GG GI GL GP GS GU HM IM IO JE KY MF MP MQ
		MS NC NF PF PM PN PR RE SH SJ SX TC TF TK UM VG VI WF YT`) {
		codes[cc] = "PCLD"
	}
	return codes
}()

// countries are the entries of states and territories.
func (w *world) countries() {
	territories := make(map[string][]localName)
	for _, t := range w.in.territories {
		territories[t.Code] = append(territories[t.Code], t)
	}
	for _, c := range w.in.countries {
		if c.PartOf == "SH" {
			continue // Ascension and Tristan da Cunha are divisions of SH in GeoNames
		}
		code := featureCodes[c.Code]
		if code == "" {
			code = "PCLI"
		}
		p := w.add(countriesListPkg, gazetteer.Entry{ID: c.Code, Name: c.Name, Type: gazetteer.Country, FeatureCode: code, Country: c.Code})
		p.from(countriesListPkg, func(n *names) {
			n.add(c.Name, "en", 0)
			for _, alias := range c.Alias {
				n.add(alias, "en", 0)
			}
			if len(c.Languages) > 0 {
				n.add(c.Native, c.Languages[0], 0)
			}
		})
		p.from(cldrPkg, func(n *names) {
			for _, t := range territories[c.Code] {
				n.add(t.Text, t.Lang, territoryFlags(t))
			}
		})
		if code == "PCLI" {
			p.from(rulesPkg, func(n *names) { n.add(style(c.Code)+" of "+c.Name, "en", gazetteer.Derived) })
		}
		p.alternates()
		p.byHand()
		w.shapeCountry(p)
	}
}

// monarchies are the independent states that call themselves kingdoms.
var monarchies = strings.Fields("BE BH BT DK ES GB JO KH LS MA NL NO SA SE SZ TH TO")

// style is the word that stands before a state's name in its full one: "Republic of Armenia".
func style(code string) string {
	if slices.Contains(monarchies, code) {
		return "Kingdom"
	}
	return "Republic"
}

// territoryFlags are those of a CLDR name. In English the display name is preferred, and is set elsewhere.
func territoryFlags(t localName) gazetteer.NameFlags {
	switch {
	case t.Alt == "short":
		return gazetteer.Short
	case t.Alt == "" && t.Lang != "en":
		return gazetteer.Preferred
	default:
		return 0
	}
}

// shapeCountry sets extent and area from the units of a country, and its point in the largest piece of the country as a
// whole, which is not cut into units.
func (w *world) shapeCountry(p *place) {
	var whole orb.MultiPolygon
	for _, u := range w.in.mapCountries {
		if u.Country == p.ID {
			whole = append(whole, u.Shape...)
		}
	}
	units := w.shapes.country[p.ID]
	if len(units) == 0 {
		units = whole
	}
	if len(whole) == 0 {
		whole = units
	}
	p.shape(units, w.settlements[p.ID], func(orb.MultiPolygon) orb.Point { return mainland(whole) })
}
