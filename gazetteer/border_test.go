package gazetteer

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paulmach/orb"
)

// Two countries meet at longitude 10; 0.001 degrees are 111 m there, on the equator.
func TestLocateAtBorder(t *testing.T) {
	t.Parallel()
	square := func(west, east float64) orb.MultiPolygon {
		return orb.MultiPolygon{{{{west, -2}, {east, -2}, {east, 2}, {west, 2}, {west, -2}}}}
	}
	entries := []Entry{
		{ID: "WW", Name: "West", Type: Country, Country: "WW", Point: orb.Point{9, 0}, Boundary: square(8, 10)},
		{ID: "WW.1", Name: "West One", Type: Admin1, Country: "WW", Parent: "WW", Point: orb.Point{9, 0}, Boundary: square(8, 10)},
		{ID: "EE", Name: "East", Type: Country, Country: "EE", Point: orb.Point{11, 0}, Boundary: square(10, 12)},
	}
	town := func(country, parent string, lon, lat float64) {
		entries = append(entries, Entry{ID: fmt.Sprint(len(entries)), Name: "Town", Type: Settlement, Country: country, Parent: parent, Point: orb.Point{lon, lat}})
	}
	for i := range 4 { // a valley of the east at latitude 1
		town("EE", "EE", 10.02, 1+float64(i)*0.01)
	}
	town("WW", "WW.1", 9.97, -1) // one town each at latitude -1
	town("EE", "EE", 10.03, -1)
	town("WW", "WW.1", 9.99, -1.5) // one of the west at -1.5
	SortEntries(entries)
	ix := load(t, compile(t, entries))
	for _, tt := range []struct {
		what string
		pt   orb.Point
		want string
	}{
		{"far from the border", orb.Point{9.9, 0}, "WW by boundary, WW.1 by boundary"},
		{"400 m from it", orb.Point{9.9964, 0}, "WW by boundary, WW.1 by boundary"},
		{"100 m from it, no town near", orb.Point{9.999, 0}, "WW undecided, EE undecided, WW.1 undecided"},
		{"on the other side", orb.Point{10.001, 0}, "EE undecided, WW undecided"},
		{"only towns of the other country around", orb.Point{9.999, 1.01}, "EE by settlement"},
		{"the same, on their side", orb.Point{10.001, 1.01}, "EE by boundary"},
		{"the same, 400 m from it", orb.Point{9.9964, 1.01}, "WW by boundary, WW.1 by boundary"},
		{"between two towns", orb.Point{9.999, -1}, "WW undecided, EE undecided, WW.1 undecided"},
		{"a town of the country near", orb.Point{9.999, -1.49}, "WW by boundary, WW.1 by boundary"},
		{"a town of the other at a kilometer", orb.Point{10.0005, -1.495}, "EE undecided, WW undecided"},
	} {
		var got []string
		for _, a := range ix.Locate(tt.pt, 0).Areas {
			got = append(got, a.Place.ID()+" "+a.How.String())
		}
		if s := strings.Join(got, ", "); s != tt.want {
			t.Errorf("%s: %s, want %s", tt.what, s, tt.want)
		}
	}
}
