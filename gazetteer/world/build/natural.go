package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/fold"
	"example.com/geotag/internal/geodesy"
	"github.com/paulmach/orb"
)

// naturalFile is the table of Natural Earth's natural features: see naturalTable.
const naturalFile = "natural.tsv.gz"

// layersPkg is counted as a source of its own beside the packages.
var layersPkg = pkg{Source: gazetteer.Source{Name: "Natural Earth layers", Version: "1:10m, 4.0 or near it", Date: "2017", License: "public domain",
	Attribution: "Made with Natural Earth: rivers, lakes, seas, ranges, islands, peaks and US parks; lines simplified.", URL: "https://www.naturalearthdata.com/"}}

// A naturalPlace is a row of natural.tsv.gz: one of a table of places, with its sketch behind.
type naturalPlace struct {
	handPlace
	sketch sketch
}

// readNatural reads natural.tsv.gz.
func readNatural(r io.Reader) ([]naturalPlace, error) {
	var list []naturalPlace
	for f, err := range rows(r, 11) {
		if err != nil {
			return nil, err
		}
		n := naturalPlace{}
		if n.handPlace, err = parsePlace(f.cells[:10]); err == nil {
			n.sketch, err = parseOutline(f.cells[10])
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", f.line, err)
		}
		list = append(list, n)
	}
	return list, nil
}

// natural adds the features of the layers. One that a table has by hand is drawn by them, and keeps its names and point.
func (w *world) natural(list []naturalPlace) {
	known := make(map[string][]*place)
	for _, p := range w.places {
		for k := range naturalKeys(p) {
			known[k] = append(known[k], p)
		}
	}
	for _, n := range list {
		shape := n.sketch
		if p := twinOf(known, n); p != nil {
			if isNatural(p.Type) {
				p.trace(shape)
			}
			continue
		}
		n.Parent = w.parentOf(n.Entry)
		p := w.add(layersPkg, n.Entry)
		p.hand = true
		p.trace(shape)
		if name := streamOf(n.handPlace); name != "" && !englishRivers[n.Country] {
			p.rule([]string{name})
		}
	}
}

// englishRivers are the countries whose smaller rivers are words and names of English without "River": White, Red, Thomas.
var englishRivers = map[string]bool{"US": true, "CA": true, "AU": true, "NZ": true, "GB": true, "IE": true, "": true}

// trace adds lines or rings to the sketch of a place, and makes its extent, if it has none, the box of all and its point.
func (p *place) trace(o sketch) {
	if o.geometry() == nil {
		return
	}
	around := func(o sketch) orb.Bound { return extent(append(o.bounds(), p.Point.Bound())) }
	own := p.Extent.IsZero()
	if have, ok := outlineOf(p.Outline); ok {
		own = p.Extent == around(have)
		o = have.with(o)
	}
	p.Outline = o.geometry()
	if own {
		p.Extent = around(o)
	}
}

// generic are the words of names that say what a place is.
var generic = map[string]bool{"river": true, "rivers": true, "lake": true, "lakes": true, "reservoir": true, "mount": true, "mountain": true, "mountains": true, "range": true,
	"desert": true, "peninsula": true, "island": true, "islands": true, "plateau": true, "the": true, "of": true, "rio": true, "lago": true, "lac": true, "ozero": true,
	"sea": true, "gulf": true, "bay": true, "strait": true, "cape": true, "gora": true, "pico": true, "volcan": true, "cerro": true, "monte": true, "mont": true, "isla": true,
	"canal": true, "riviere": true, "jezioro": true, "nevado": true, "jabal": true, "jebel": true, "kuh": true, "vulkan": true}

// bareKey is a name without the words that say what it is.
func bareKey(name string) string {
	words := slices.DeleteFunc(strings.Fields(fold.Name(name)), func(word string) bool { return generic[word] })
	return strings.Join(words, " ")
}

// families are feature codes that one source has for what is another to the next.
var families = map[string]string{"STMI": "STM", "STMX": "STM", "CNL": "STM", "WAD": "STM", "LKS": "LK", "RSV": "LK", "LKN": "LK", "LKI": "LK", "LGN": "LK",
	"BAY": "SEA", "GULF": "SEA", "STRT": "SEA", "SD": "SEA", "CHN": "SEA", "FJD": "SEA", "INLT": "SEA", "OCN": "SEA", "BSND": "SEA",
	"VLC": "MT", "PK": "MT", "PKS": "MTS", "HLLS": "MTS", "UPLD": "MTS", "HLL": "MT", "ISLS": "ISL", "CAPE": "PEN", "HDLD": "PEN"}

func family(code string) string {
	if f := families[code]; f != "" {
		return f
	}
	return code
}

// isNatural reports whether places of a type are what the layers have: not a country or division that an island is as well.
func isNatural(t gazetteer.Type) bool {
	switch t {
	case gazetteer.Water, gazetteer.Landform, gazetteer.Island, gazetteer.Region, gazetteer.Facility:
		return true
	}
	return false
}

// naturalKeys are what a place may be found by: its names, and if it is natural the rest of them with its family.
func naturalKeys(p *place) map[string]bool {
	keys := make(map[string]bool)
	switch p.Type {
	case gazetteer.Settlement, gazetteer.Airport, gazetteer.Admin2:
		return keys
	}
	note := func(text string) {
		keys[fold.Name(text)] = true
		if bare := bareKey(text); bare != "" && isNatural(p.Type) {
			keys[family(p.FeatureCode)+" "+bare] = true
		}
	}
	note(p.Name)
	for _, n := range p.names.list {
		if n.Flags&notNames == 0 {
			note(n.Text)
		}
	}
	return keys
}

// A river or a range is a place whose point it is nearer to than this, or than half its own extent, if the place is no surer of its point.
// Set by hand.
const traceMetres = 60_000

// twinOf is the nearest place that a feature of the layers is: called alike, and at or in its shape or near its point; natural ones go
// before countries and divisions.
func twinOf(known map[string][]*place, n naturalPlace) (twin *place) {
	nearest := 0.0
	for _, k := range []string{fold.Name(n.Name), family(n.FeatureCode) + " " + bareKey(n.Name)} {
		for _, p := range known[k] {
			d := min(geodesy.Distance(p.Point, n.Point), n.sketch.distance(p.Point))
			if (p.Type == gazetteer.Water) != (n.Type == gazetteer.Water) || d > n.reach(p) {
				continue
			}
			better := twin != nil && isNatural(p.Type) && !isNatural(twin.Type)
			alike := twin != nil && isNatural(p.Type) == isNatural(twin.Type) && d < nearest
			if twin == nil || better || alike {
				twin, nearest = p, d
			}
		}
	}
	return twin
}

// reach is how far from a place of its name a feature may be and be the same: as far as the place is unsure where they are called and coded
// alike, and no other country stands between.
func (n naturalPlace) reach(p *place) float64 {
	unsure := max(mergeMetres, p.Uncertainty)
	switch {
	case fold.Name(p.Name) == fold.Name(n.Name) && family(p.FeatureCode) == family(n.FeatureCode) && (p.Country == "" || n.Country == "" || p.Country == n.Country):
		return unsure
	case n.sketch.geometry() != nil:
		return min(unsure, max(traceMetres, n.Uncertainty))
	}
	return mergeMetres
}
