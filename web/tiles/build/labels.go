package main

import (
	"bytes"
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geo"
	"github.com/paulmach/orb/planar"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
)

// readLabels returns the table of labels, whose form web/tiles/base.go describes: countries, waters, and from which zoom towns are labeled.
func readLabels(src source) ([]byte, error) {
	var out bytes.Buffer
	for _, read := range []func(source, *bytes.Buffer) error{countryLabels, seaLabels, lakeLabels, townLabels} {
		if err := read(src, &out); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}

func addLabel(out *bytes.Buffer, kind, id, name string, at orb.Point, min float64) {
	fmt.Fprintf(out, "%s\t%s\t%s\t%.4f\t%.4f\t%.1f\n", kind, id, name, at[0], at[1], min)
}

func countryLabels(src source, out *bytes.Buffer) error {
	rows, err := src.table("ne_50m_admin_0_countries")
	for _, r := range rows {
		id := r.text("iso_a2_eh")
		if len(id) != 2 { // none: what few states recognize is a disputed border, and no name across the one that most do
			continue
		}
		// Natural Earth's rank of people is 13 from a million on; an island with fewer comes later than its zoom, which is by its size on paper. Set by hand.
		min := r.number("min_label", 0) + 0.2*max(0, 13-r.number("pop_rank", 13))
		if id == "AQ" {
			min = 1 // on the globe it is seen as a whole
		}
		addLabel(out, "country", id, r.text("name_en"), orb.Point{r.number("label_x", 0), r.number("label_y", 0)}, min)
	}
	return err
}

func seaLabels(src source, out *bytes.Buffer) error {
	rows, err := src.plainRows("ne_10m_geography_marine_polys")
	seas := map[string]orb.Polygon{} // one of a name: the largest
	for _, r := range rows {
		name := r.text("name")
		seas[name] = largest(append(polygons(r.geometry), seas[name]))
	}
	for _, r := range rows {
		kind := r.text("featurecla")
		switch kind {
		case "ocean", "sea":
		case "river", "reef", "generic":
			continue
		default:
			kind = "bay"
		}
		if p := seas[r.text("name")]; p != nil {
			addLabel(out, kind, "", titled(r.text("name")), unproject(middle(p)), r.number("min_label", 9))
			delete(seas, r.text("name"))
		}
	}
	return err
}

func lakeLabels(src source, out *bytes.Buffer) error {
	rows, err := src.rows("ne_10m_lakes")
	for _, r := range rows {
		if p := largest(polygons(r.geometry)); p != nil && r.text("name") != "" {
			addLabel(out, "lake", "", r.text("name"), unproject(middle(p)), r.number("min_label", 9))
		}
	}
	return err
}

const (
	sameTown = 15_000 // meters that a town may be elsewhere in the other source
	nearby   = 12     // of the gazetteer's places around it that are compared
)

// townLabels finds Natural Earth's populated places in the embedded gazetteer: by the name and the place, as few have its number.
func townLabels(src source, out *bytes.Buffer) error {
	rows, err := src.table("ne_10m_populated_places")
	if err != nil {
		return err
	}
	ix, err := world.Index()
	if err != nil {
		return err
	}
	for _, r := range rows {
		at := orb.Point{r.number("longitude", 0), r.number("latitude", 0)}
		p, ok := townAt(ix, at, r)
		if !ok {
			continue
		}
		// The name is the gazetteer's or, where that knows it, Natural Earth's, which is the one by which a town is known in the world.
		known, name := r.text("name_en"), ""
		if p.Language() == "en" {
			known = strings.Join(strings.Fields(r.text("name")), " ")
		}
		for n := range p.Names() {
			if n.Text == known && known != p.NameIn("en") {
				name = known
			}
		}
		addLabel(out, "town", p.ID(), name, p.Point(), r.number("min_zoom", 9))
	}
	return nil
}

func townAt(ix *gazetteer.Index, at orb.Point, r row) (best gazetteer.Place, ok bool) {
	if n := r.number("geonamesid", 0); n > 0 {
		if p, found := ix.Place(fmt.Sprintf("%.0f", n)); found && geo.Distance(p.Point(), at) < 2*sameTown && p.Type() == gazetteer.Settlement {
			return p, true
		}
	}
	if t, found := ix.Lookup(r.text("name_en")); found {
		for u := range t.Uses() {
			p := u.Place()
			if p.Type() == gazetteer.Settlement && geo.Distance(p.Point(), at) < 2*sameTown && (!ok || p.Population() > best.Population()) {
				best, ok = p, true
			}
		}
	}
	if ok {
		return best, true
	}
	for _, n := range ix.Nearest(at, nearby, sameTown) {
		if n.Place.Type() == gazetteer.Settlement && n.Place.Population() > 0 && (!ok || n.Place.Population() > best.Population()) {
			best, ok = n.Place, true
		}
	}
	return best, ok
}

func largest(list []orb.Polygon) (best orb.Polygon) {
	var most float64
	for _, p := range list {
		if len(p) == 0 {
			continue
		}
		if a := math.Abs(planar.Area(p[0])); a > most {
			best, most = p, a
		}
	}
	return best
}

// unproject turns a point of the square into degrees.
func unproject(p orb.Point) orb.Point {
	return orb.Point{(p[0] - 0.5) * 360, math.Atan(math.Sinh((0.5-p[1])*2*math.Pi)) * 180 / math.Pi}
}

// titled writes a name in capitals as names are written.
func titled(name string) string {
	if name != strings.ToUpper(name) {
		return name
	}
	words := strings.Fields(strings.ToLower(name))
	for i, w := range words {
		if i == 0 || w != "of" && w != "the" {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, " ")
}
