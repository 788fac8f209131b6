package main

import (
	"fmt"

	"github.com/paulmach/orb"
)

// A layer is one of the tiles' layers: its features for zooms up to maxCoarse, of Natural Earth's 1:50m, and beyond, of its 1:10m.
type layer struct {
	name         string
	coarse, fine []feature
}

// maxCoarse is the last zoom whose pixels the coasts of 1:50m fill. Set by hand.
const maxCoarse = 4

// A feature is one polygon or one line in the square, from a zoom on.
type feature struct {
	polygon orb.Polygon // nil: it is a line
	line    orb.LineString
	min     float64
	nameMin float64 // the zoom from which name is in tiles
	name    string
	kind    string
	depth   int // meters
}

// at returns the features of a zoom.
func (l *layer) at(z int) []feature {
	if z <= maxCoarse {
		return l.coarse
	}
	return l.fine
}

// readLayers reads what tiles show, in the order in which it is drawn.
func readLayers(src source) ([]*layer, error) {
	var list []*layer
	for _, one := range []struct {
		name         string
		coarse, fine []string
		read         func([]row) []feature
	}{
		{"depth", []string{"ne_10m_bathymetry_K_200", "ne_10m_bathymetry_I_2000"}, []string{"ne_10m_bathymetry_K_200", "ne_10m_bathymetry_I_2000"}, areas},
		{"land", []string{"ne_50m_land"}, []string{"ne_10m_land"}, areas},
		{"ice", []string{"ne_50m_glaciated_areas"}, []string{"ne_10m_glaciated_areas"}, areas},
		{"urban", []string{"ne_50m_urban_areas"}, []string{"ne_50m_urban_areas"}, areas},
		{"rivers", []string{"ne_50m_rivers_lake_centerlines"}, []string{"ne_10m_rivers_lake_centerlines", "ne_10m_rivers_europe", "ne_10m_rivers_north_america"}, courses},
		{"water", []string{"ne_50m_lakes"}, []string{"ne_10m_lakes", "ne_10m_lakes_europe", "ne_10m_lakes_north_america"}, areas},
		{
			"borders", []string{"ne_50m_admin_0_boundary_lines_land", "ne_50m_admin_0_boundary_lines_disputed_areas"},
			[]string{"ne_10m_admin_0_boundary_lines_land", "ne_10m_admin_0_boundary_lines_disputed_areas"}, borders,
		},
	} {
		l := &layer{name: one.name}
		for _, level := range []struct {
			files []string
			into  *[]feature
		}{{one.coarse, &l.coarse}, {one.fine, &l.fine}} {
			for _, file := range level.files {
				rows, err := src.rows(file)
				if err != nil {
					return nil, err
				}
				*level.into = append(*level.into, one.read(rows)...)
			}
		}
		list = append(list, l)
	}
	last := list[len(list)-1]
	outer := net{}
	for _, l := range list {
		for _, f := range l.fine {
			switch {
			case l.name == "land":
				for _, r := range f.polygon {
					outer.add(orb.LineString(r))
				}
			case l == last:
				outer.add(f.line)
			}
		}
	}
	states, err := stateLines(outer)
	if err != nil {
		return nil, fmt.Errorf("divisions: %w", err)
	}
	last.coarse, last.fine = append(last.coarse, states...), append(last.fine, states...)
	return list, nil
}

// areas reads polygons.
func areas(rows []row) (list []feature) {
	for _, r := range rows {
		if r.text("featurecla") == "Land" { // all of it, however small: the tolerance of a zoom leaves out what is
			r.attributes["min_zoom"] = 0.0
		}
		for _, p := range polygons(r.geometry) {
			f := feature{polygon: p, min: r.number("min_zoom", 0), depth: int(r.number("depth", 0))}
			if r.text("featurecla") == "Land" && p.Bound().Max[1] > 1 {
				f.kind = "polar" // its edge is no coast where the square ends
			}
			list = append(list, f)
		}
	}
	return list
}

// courses reads rivers, but for what of them lies in lakes.
func courses(rows []row) (list []feature) {
	for _, r := range rows {
		kind := "river"
		switch class := r.text("featurecla"); class {
		case "Lake Centerline", "Lake Centerline (Intermittent)":
			continue
		case "Intermittent River", "River (Intermittent)":
			kind = "intermittent"
		}
		name := r.text("name_en")
		if name == "" {
			name = r.text("name")
		}
		for _, l := range lines(r.geometry) {
			list = append(list, feature{line: l, min: r.number("min_zoom", 0), nameMin: r.number("min_label", 99), name: name, kind: kind})
		}
	}
	return list
}

// borders reads the boundaries of countries, of which those that somebody disputes are told apart.
func borders(rows []row) (list []feature) {
	for _, r := range rows {
		kind := "disputed"
		switch r.text("featurecla") {
		case "International boundary (verify)":
			kind = "country"
		case "Overlay limit", "Lease limit", "Reference line":
			continue // of no state's territory
		}
		for _, l := range lines(r.geometry) {
			list = append(list, feature{line: l, min: r.number("min_zoom", 0), kind: kind})
		}
	}
	return list
}
