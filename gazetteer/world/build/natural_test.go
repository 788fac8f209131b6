package main

import (
	"reflect"
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
	"github.com/paulmach/orb"
)

func TestLayerName(t *testing.T) {
	for name, want := range map[string]string{
		"GREAT DIVIDING RANGE": "Great Dividing Range", "Plat. du Tademaït": "Plateau du Tademaït", "Mt. Wilhelm": "Mount Wilhelm", "Cold Mt.": "Cold Mountain",
		"Yap Is.": "Yap Islands", "I. Clarión": "Isla Clarión", "Big Bend NP": "Big Bend National Park", "Katmai NP & PRES": "Katmai National Park and Preserve",
		"Big Thicket N PRES--Neches Bottom": "Big Thicket National Preserve", "Slab Cr.": "Slab Creek", "\u0080nttij\u008arvi": "Änttijärvi",
		"Dome C (Charlie)": "Dome C", "North Pole 2005 (est)": "", "Po": "", "?": "", "la Marte": "", "Rivire Moisie": "Rivière Moisie",
	} {
		if got := layerName(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

const layer = `{"features": [
	{"properties": {"featurecla": "River", "name": "Oka"}, "geometry": {"type": "LineString", "coordinates": [[37, 54], [38, 55]]}},
	{"properties": {"featurecla": "Lake Centerline", "name": "Oka"}, "geometry": {"type": "MultiLineString", "coordinates": [[[38.1, 55], [40, 55]]]}},
	{"properties": {"featurecla": "River", "name": "Oka"}, "geometry": {"type": "LineString", "coordinates": [[100, 53], [101, 54]]}},
	{"properties": {"featurecla": "River", "name": null}, "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}},
	{"properties": {"featurecla": "Canal du Nord", "name": "X"}, "geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}}]}`

// Parts of a river that are near each other are one, and what the table has of it can be read again.
func TestLayers(t *testing.T) {
	list, err := readLayer([]byte(layer), rivers)
	if err != nil {
		t.Fatal(err)
	}
	list = united(list)
	if len(list) != 2 || list[0].name != "Oka River" || len(list[0].shape.parts) != 2 {
		t.Fatalf("%+v", list)
	}
	pieces := shapes{country: map[string]orb.MultiPolygon{"RU": {{box(30, 50, 60, 60)}}}}.pieces()
	got, err := gzipped(readNatural)(strings.NewReader(string(packNatural(list, pieces))))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].ID != "ne:oka-river" || got[1].ID != "ne:oka-river-2" || got[0].Country != "RU" || got[1].Country != "" || got[0].FeatureCode != "STM" {
		t.Errorf("%+v", got)
	}
	if !reflect.DeepEqual(got[0].sketch.parts, list[0].shape.parts) {
		t.Errorf("%v, want %v", got[0].sketch, list[0].shape)
	}
	for _, bad := range []string{`{`, `{"features": [{"properties": {"featurecla": "River", "name": "Oka"}, "geometry": {"type": "LineString", "coordinates": []}}]}`,
		`{"features": [{"properties": {"featurecla": "River", "name": "Oka"}, "geometry": {"type": "Circle", "coordinates": [1]}}]}`} {
		if _, err := readLayer([]byte(bad), rivers); err == nil {
			t.Errorf("%s is read", bad)
		}
	}
}

// A feature of the layers draws the place of a table that it is, is left out where it is a country, and is else a place of its own.
func TestNatural(t *testing.T) {
	hand := handPlace{Entry: gazetteer.Entry{ID: "river:oka", Name: "Oka", Type: gazetteer.Water, FeatureCode: "STM", Point: orb.Point{37.1, 54.2}, Uncertainty: 400_000}}
	line := func(at ...orb.Point) sketch { return sketch{parts: []orb.LineString{at}} }
	row := func(id, name string, typ gazetteer.Type, code string, s sketch) naturalPlace {
		e := gazetteer.Entry{ID: id, Name: name, Type: typ, FeatureCode: code, Point: s.parts[0][0], Uncertainty: 50_000}
		return naturalPlace{handPlace{Entry: e}, s}
	}
	in := &inputs{countries: []country{{Code: "MT", Name: "Malta"}}}
	w, err := newWorld(in, tables{places: []handPlace{hand}, natural: []naturalPlace{
		row("ne:oka-river", "Oka River", gazetteer.Water, "STM", line(orb.Point{37, 54}, orb.Point{38, 55})),
		row("ne:oka-river-2", "Oka River", gazetteer.Water, "STM", line(orb.Point{100, 53}, orb.Point{101, 54})),
		row("ne:malta", "Malta", gazetteer.Island, "ISL", sketch{true, []orb.LineString{orb.LineString(box(-1, -1, 1, 1))}}),
	}})
	if err != nil {
		t.Fatal(err)
	}
	if w.byID["ne:oka-river"] != nil || w.byID["ne:oka-river-2"] == nil || w.byID["ne:malta"] != nil {
		t.Errorf("%v", w.byID)
	}
	p := w.byID["river:oka"]
	if p.Outline == nil || p.Name != "Oka" || p.Extent != (orb.Bound{Min: orb.Point{37, 54}, Max: orb.Point{38, 55}}) {
		t.Errorf("%+v", p.Entry)
	}
}

func FuzzReadNatural(f *testing.F) {
	f.Add("ne:oka\twater\tSTM\tOka\t\t54\t37\t5\t\tRU\tL 37000 54000 1000 1000;38100 55000 1 1")
	f.Add("ne:oka\twater\tLK\tOka\t\t54\t37\t5\t\t\tP 1 1 2 2 3 3 -5 -5")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := readNatural(strings.NewReader(text))
		for _, n := range list {
			if again, err2 := parseOutline(n.sketch.String()); err == nil && (err2 != nil || !reflect.DeepEqual(again.parts, n.sketch.parts) && n.sketch.geometry() != nil) {
				t.Errorf("%v, %v, of %v", again, err2, n.sketch)
			}
		}
	})
}
