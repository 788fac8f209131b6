package main

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
	"github.com/paulmach/orb"
)

func TestNames(t *testing.T) {
	var n names
	n.add("  San   José ", "", 0)
	n.add("San José", "es", gazetteer.Preferred)
	n.add("San José", "en", gazetteer.Derived)
	n.add("San Jose", "", 0)            // compares equal to the one above
	n.add("Sant Josep", "ca", 0)        // has a language
	n.add("San José (ciudad)", "es", 0) // has a remark
	n.add("Josefino", "en", gazetteer.Demonym)
	n.add("Ville de San Jose", "en", gazetteer.Derived)
	n.distinct("San José")
	got := n.sorted()
	want := []gazetteer.Name{
		{Text: "Josefino", Langs: []string{"en"}, Flags: gazetteer.Demonym},
		{Text: "San José", Langs: []string{"en", "es"}, Flags: gazetteer.Preferred},
		{Text: "Sant Josep", Langs: []string{"ca"}},
		{Text: "Ville de San Jose", Langs: []string{"en"}, Flags: gazetteer.Derived},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\nwant %+v", got, want)
	}
}

func TestDivisions(t *testing.T) {
	rules, err := readTable("../tables", "divisions.tsv", readDivisions)
	if err != nil {
		t.Fatal(err)
	}
	d := newDivisions(rules)
	for _, test := range []struct{ name, base, word string }{
		{"Kursk Oblast", "Kursk", "Oblast"},
		{"Volynska oblast", "Volynska", "Oblast"},
		{"Republic of Tatarstan", "Tatarstan", "Republic"},
		{"State of the Amazon", "Amazon", "State"},
		{"Jewish Autonomous Oblast", "Jewish", "Autonomous Oblast"},
		{"Statesboro", "Statesboro", ""},
		{"State", "State", ""},
	} {
		if base, word := d.split(test.name); base != test.base || word != test.word {
			t.Errorf("%s is %q and %q, want %q and %q", test.name, base, word, test.base, test.word)
		}
	}
	for _, test := range []struct {
		country string
		names   []string
		want    string
	}{
		{"RU", []string{"Kursk Oblast", "Kursk"}, "Kursk Oblast, Kursk Region, Kursk Province"},
		{"UA", []string{"Odesa"}, "Odesa Oblast, Odesa Region, Odesa Province"},
		{"RU", []string{"Tatarstan", "Republic of Tatarstan"}, "Tatarstan Republic"},
		{"NG", []string{"Lagos"}, "Lagos State"},
		{"GB", []string{"England"}, ""},
	} {
		if got := slices.Compact(slices.Sorted(slices.Values(d.derive(test.names, test.country)))); !sameItems(got, test.want) {
			t.Errorf("%s %q: derived %q, want %s", test.country, test.names, got, test.want)
		}
	}
	for _, test := range []struct{ country, name, other, want string }{
		{"UA", "Odesa", "", "Odesa Oblast"},
		{"UA", "Kyiv City", "", "Kyiv City"},
		{"RU", "Tatarstan", "Republic of Tatarstan", "Tatarstan"},
		{"US", "Texas", "", "Texas"},
	} {
		if got := d.display(test.name, []string{test.name, test.other}, test.country); got != test.want {
			t.Errorf("%s, %s is shown as %q, want %q", test.name, test.country, got, test.want)
		}
	}
}

func sameItems(got []string, want string) bool {
	var list []string
	if want != "" {
		list = strings.Split(want, ", ")
	}
	slices.Sort(list)
	return slices.Equal(got, list)
}

func TestJoins(t *testing.T) {
	rules, err := readTable("../tables", "divisions.tsv", readDivisions)
	if err != nil {
		t.Fatal(err)
	}
	in := &inputs{
		admin1: []admin{{"RU.41", "Kursk Oblast"}, {"RU.03", "Altai"}, {"RU.04", "Altai Krai"}, {"KP.13", "Yanggang-do"}},
		alternates: map[string]translations{
			"en": {"RU.41": "Kursk"},
			"ko": {"KP.13": "량강도"},
		},
		subdivisions: []localName{{"rukrs", "Kursk", "en", ""}, {"rual", "Altai", "en", ""}, {"rualt", "Altai Krai", "en", ""},
			{"kp10", "Ryanggang", "en", ""}, {"kp10", "량강도", "ko", ""}},
		regions: map[string][]string{"RU": {"Kursk Oblast", "Altai Krai"}},
	}
	d := newDivisions(rules)
	// Both Altais have one base, so neither is joined.
	if got, want := joinSubdivisions(in, d), map[string]string{"rukrs": "RU.41", "kp10": "KP.13"}; !reflect.DeepEqual(got, want) {
		t.Errorf("subdivisions %v, want %v", got, want)
	}
	if got, want := joinRegions(in, d), map[string][]string{"RU.41": {"Kursk Oblast"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("regions %v, want %v", got, want)
	}
}

func TestWorthKeeping(t *testing.T) {
	for name, want := range map[string][2]bool{ // in a place below and above 15,000 people
		"Moskau": {true, true}, "Москва": {false, true}, "mo si ke": {false, false}, "MOW": {false, false}, "al-Qāhira": {true, true},
		"Ås": {true, true}, "莫斯科": {false, true}, "İzmir": {true, true}, "XI’AN": {true, true},
	} {
		if got := [2]bool{worthKeeping(name, 14_999), worthKeeping(name, 15_000)}; got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func TestFreshIDs(t *testing.T) {
	at := func(name string, lon, lat float64) city {
		return city{Name: name, Country: "UA", Admin1: "26", Point: orb.Point{lon, lat}}
	}
	got := freshIDs("C", []city{at("Robotyne", 35.83, 47.45), at("Nové", 35, 47), at("Nove", 36, 47), at("Ґ", 1, 1), at(strings.Repeat("x", 90), 1, 1)})
	want := []string{"C:UA.26:Robotyne", "C:UA.26:Nove@47.0,35.0", "C:UA.26:Nove@47.0,36.0", "C:UA.26:-", "C:UA.26:" + strings.Repeat("x", 56)}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// tiny is a world of one country, two divisions and three settlements.
func tiny() *inputs {
	return &inputs{
		countries: []country{{Code: "RU", Name: "Russia", Native: "Россия", Languages: []string{"ru"}}, {Code: "TA", Name: "Tristan", PartOf: "SH"}},
		admin1:    []admin{{"RU.41", "Kursk"}, {"RU.99", "Nowhere"}},
		cities: []city{
			{ID: "486816", Name: "Sudzha", Point: orb.Point{35.27, 51.2}, Code: "PPL", Country: "RU", Admin1: "old", Population: 6940,
				Alternates: []string{"Suja", "Суджа", "sud zha", "SUD"}},
			{ID: "538560", Name: "Kursk’", Point: orb.Point{36.19, 51.74}, Code: "PPLA", Country: "RU", Admin1: "41", Population: 409431},
		},
		newer: []city{
			{Name: "Suja", Point: orb.Point{35.28, 51.2}, Code: "PPL", Country: "RU", Admin1: "41"},
			{Name: "Sudzha", Point: orb.Point{37, 52}, Code: "PPL", Country: "RU", Admin1: "41"},
		},
		alternates:  map[string]translations{"en": {"538560": "Kursk"}, "ru": {"486816": "Суджа", "538560": "Курск", "RU": "Россия"}},
		territories: []localName{{"RU", "Russland", "de", ""}},
		mapUnits:    []unit{{"RU", "Kursk", "RS41", "", orb.MultiPolygon{{box(35, 51, 37.5, 52.5)}}}},
	}
}

func tinyTables() tables {
	return tables{
		names:     []handName{{ID: "RU", Text: "Russian", Flags: gazetteer.Demonym}, {ID: "RU.41", Text: "Kursk Oblast", Display: true}},
		divisions: []division{{Word: "Oblast", Also: []string{"Oblast", "Region"}}},
	}
}

func TestWorld(t *testing.T) {
	w, err := newWorld(tiny(), tinyTables())
	if err != nil {
		t.Fatal(err)
	}
	entries := make(map[string]gazetteer.Entry)
	for e := range w.entries() {
		entries[e.ID] = e
	}
	for id, want := range map[string]struct{ name, parent, names string }{
		"RU":             {"Russia", "", "Republic of Russia[en]256 Russia[en]1 Russian[en]16 Russland[de]1 Россия[ru]0"},
		"RU.41":          {"Kursk Oblast", "RU", "Kursk[en]0 Kursk Oblast[en]1 Kursk Region[en]256"},
		"RU.99":          {"Nowhere", "RU", "Nowhere[en]1"},
		"486816":         {"Sudzha", "RU.41", "Sudzha[]1 Suja[]0 Суджа[ru]1"},
		"538560":         {"Kursk", "RU.41", "Kursk[en]1 Курск[ru]1"},
		"C:RU.41:Sudzha": {"Sudzha", "RU.41", "Sudzha[]1"},
	} {
		e, ok := entries[id]
		if !ok {
			t.Errorf("no place %s", id)
			continue
		}
		var got []string
		for _, n := range e.Names {
			got = append(got, fmt.Sprintf("%s[%s]%d", n.Text, strings.Join(n.Langs, ","), n.Flags))
		}
		if e.Name != want.name || e.Parent != want.parent || strings.Join(got, " ") != want.names {
			t.Errorf("%s: %q in %q, names %q\nwant %q in %q, names %q", id, e.Name, e.Parent, got, want.name, want.parent, want.names)
		}
		delete(entries, id)
	}
	if len(entries) > 0 {
		t.Errorf("more places: %v", entries)
	}
}

func TestWorldShapes(t *testing.T) {
	w, err := newWorld(tiny(), tinyTables())
	if err != nil {
		t.Fatal(err)
	}
	kursk := w.byID["RU.41"]
	want := orb.Bound{Min: orb.Point{35, 51}, Max: orb.Point{37.5, 52.5}}
	if kursk.Extent != want || kursk.BoundaryM2 < 2.8e10 || kursk.BoundaryM2 > 3e10 || kursk.AreaSource != "Natural Earth" {
		t.Errorf("RU.41: extent %v, area %.0f from %s", kursk.Extent, kursk.BoundaryM2, kursk.AreaSource)
	}
	nowhere := w.byID["RU.99"] // without polygon and settlements
	if nowhere.Point != w.byID["RU"].Point || nowhere.Uncertainty < 50_000 || nowhere.BoundaryM2 != 0 {
		t.Errorf("RU.99: point %v, uncertainty %.0f, area %.0f", nowhere.Point, nowhere.Uncertainty, nowhere.BoundaryM2)
	}
}

func TestUnknownHandID(t *testing.T) {
	tables := tinyTables()
	tables.names = append(tables.names, handName{ID: "ZZ", Text: "Zedland"})
	if _, err := newWorld(tiny(), tables); err == nil || err.Error() != "tables: no place ZZ" {
		t.Errorf("error %v", err)
	}
}

// TestSameBytes builds twice, since maps are everywhere in the joins.
func TestSameBytes(t *testing.T) {
	var files [2]bytes.Buffer
	for i := range files {
		w, err := newWorld(tiny(), tinyTables())
		if err != nil {
			t.Fatal(err)
		}
		if err := gazetteer.Compile(&files[i], w.entries(), options()); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(w.countsTable()), "settlement\tGeoNames cities500\t2\t3\n") {
			t.Errorf("counts:\n%s", w.countsTable())
		}
	}
	if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) {
		t.Error("the same inputs gave other bytes")
	}
}

func TestNotice(t *testing.T) {
	licences := make([]string, len(packages))
	licences[slices.IndexFunc(packages, func(p pkg) bool { return p.Name == "countries-list" })] = "Permission is hereby granted"
	text := string(notice(licences))
	for _, want := range []string{"GeoNames", "CC-BY-4.0", "Made with Natural Earth", "Unicode, Inc.", "Licence of countries-list 3.4.1\n\nPermission"} {
		if !strings.Contains(text, want) {
			t.Errorf("NOTICE lacks %q", want)
		}
	}
}
