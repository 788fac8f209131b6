package main

import (
	"math"
	"slices"
	"testing"

	"example.com/geotag/internal/geodesy"
	"github.com/paulmach/orb"
)

func TestExtent(t *testing.T) {
	bound := func(west, south, east, north float64) orb.Bound {
		return orb.Bound{Min: orb.Point{west, south}, Max: orb.Point{east, north}}
	}
	for name, test := range map[string]struct {
		boxes []orb.Bound
		want  orb.Bound
	}{
		"none":     {nil, orb.Bound{}},
		"one":      {[]orb.Bound{bound(1, 2, 3, 4)}, bound(1, 2, 3, 4)},
		"apart":    {[]orb.Bound{bound(10, 0, 20, 5), bound(-5, 3, 2, 9)}, bound(-5, 0, 20, 9)},
		"nested":   {[]orb.Bound{bound(0, 0, 50, 1), bound(10, 0, 20, 1), bound(60, 0, 61, 1)}, bound(0, 0, 61, 1)},
		"Russia":   {[]orb.Bound{bound(20, 41, 180, 82), bound(-180, 62, -169, 72)}, bound(20, 41, -169, 82)},
		"US":       {[]orb.Bound{bound(-125, 25, -67, 49), bound(172, 51, 180, 53), bound(-180, 51, -130, 71)}, bound(172, 25, -67, 71)},
		"Fiji":     {[]orb.Bound{bound(177, -19, 180, -16), bound(-180, -20, -178, -15)}, bound(177, -20, -178, -15)},
		"half way": {[]orb.Bound{bound(-170, 0, -160, 1), bound(160, 0, 170, 1)}, bound(160, 0, -160, 1)},
	} {
		slices.Reverse(test.boxes)
		if got := extent(test.boxes); got != test.want {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

func TestCenter(t *testing.T) {
	square := orb.Polygon{box(0, 0, 2, 2)}
	ring := orb.Polygon{box(0, 0, 9, 9), box(1, 1, 8, 8)}
	hook := orb.Polygon{{{0, 0}, {10, 0}, {10, 10}, {9, 10}, {9, 1}, {0, 1}, {0, 0}}}
	for name, test := range map[string]struct {
		shape orb.MultiPolygon
		want  orb.Point
	}{
		"centroid inside": {orb.MultiPolygon{square}, orb.Point{1, 1}},
		"in the rim":      {orb.MultiPolygon{ring}, orb.Point{0.5, 4.5}},
		"in the hook":     {orb.MultiPolygon{hook}, orb.Point{9.5, 5}},
		"antimeridian":    {orb.MultiPolygon{{box(179, 0, 180, 2)}, {box(-180, 0, -177, 2)}}, orb.Point{-179, 1}},
		"largest part":    {orb.MultiPolygon{{box(0, 0, 1, 1)}, {box(20, 0, 22, 2)}}, orb.Point{21, 1}},
	} {
		got := center(test.shape)
		if math.Abs(got[0]-test.want[0]) > 0.01 || math.Abs(got[1]-test.want[1]) > 0.01 {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
	if got := mainland(orb.MultiPolygon{{box(0, 0, 4, 4)}, {box(4, 0, 5, 1)}}); got[0] != 2 {
		t.Errorf("mainland point %v, want 2, 2", got)
	}
}

func TestMeanPoint(t *testing.T) {
	fiji := []city{{Point: orb.Point{179, 0}, Population: 300}, {Point: orb.Point{-179, 0}, Population: 100}}
	if got := meanPoint(fiji); geodesy.Distance(got, orb.Point{179.5, 0}) > 100 {
		t.Errorf("mean of 179 and -179, three to one: %v", got)
	}
	if got := meanPoint([]city{{Point: orb.Point{10, 50}}}); geodesy.Distance(got, orb.Point{10, 50}) > 1 {
		t.Errorf("mean of one without population: %v", got)
	}
}

func TestAssign(t *testing.T) {
	made := func(country, name, fips string, west float64) unit {
		return unit{country, name, fips, "", orb.MultiPolygon{{box(west, 0, west+1, 1)}}}
	}
	units := []unit{
		made("AA", "whole", "AX01", 0),
		made("AA", "empty", "AX01", 1),  // no settlement: told by FIPS
		made("AA", "mixed", "AX02", 2),  // holds two divisions
		made("AA", "taken", "AX03", 3),  // its settlements are another country's
		made("AA", "border", "AX01", 4), // one settlement of two is from across the border
		made("-1", "nobody", "", 5),
	}
	at := func(x float64, country, code string) city {
		return city{Point: orb.Point{x, 0.5}, Country: country, Admin1: code}
	}
	cities := []city{at(.1, "AA", "01"), at(.2, "AA", "01"), at(.3, "AA", "01"), at(2.1, "AA", "02"), at(2.2, "AA", "03"),
		at(3.5, "BB", "07"), at(4.1, "AA", "01"), at(4.2, "BB", "07"), at(40, "AA", "09")}
	codes := map[string]bool{"AA.01": true, "AA.02": true, "AA.03": true, "BB.07": true}
	s := assign(units, cities, func(code string) bool { return codes[code] })
	wests := func(m orb.MultiPolygon) (w []float64) {
		for _, p := range m {
			w = append(w, p.Bound().Min[0])
		}
		return w
	}
	for code, want := range map[string][]float64{"AA": {0, 1, 2, 4}, "BB": {3}, "": {5}} {
		if got := wests(s.country[code]); !slices.Equal(got, want) {
			t.Errorf("country %q has the units at %v, want %v", code, got, want)
		}
	}
	for code, want := range map[string][]float64{"AA.01": {0, 1, 4}, "AA.02": nil, "AA.03": nil, "BB.07": {3}} {
		if got := wests(s.admin1[code]); !slices.Equal(got, want) {
			t.Errorf("division %s has the units at %v, want %v", code, got, want)
		}
	}
}
