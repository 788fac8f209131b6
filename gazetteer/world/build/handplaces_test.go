package main

import (
	"reflect"
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
	"github.com/paulmach/orb"
)

const blackSea = "sea:black-sea\twater\tSEA\tBlack Sea\thistoric:Euxine Sea|Schwarzes Meer[de]|Mar Negro[es,pt]\t43.4\t34\t400\t27.4 40.9 41.8 46.8\t\n"

func TestReadPlaces(t *testing.T) {
	const fiji = "island:taveuni\tisland\tISL\tTaveuni\t\t-16.85\t179.98\t20\t179.8 -17 -179.8 -16.7\tFJ\n"
	got, err := readPlaces(strings.NewReader("# remark\n" + blackSea + fiji))
	want := []handPlace{{
		Entry: gazetteer.Entry{ID: "sea:black-sea", Name: "Black Sea", Type: gazetteer.Water, FeatureCode: "SEA",
			Point: orb.Point{34, 43.4}, Uncertainty: 400_000, Extent: orb.Bound{Min: orb.Point{27.4, 40.9}, Max: orb.Point{41.8, 46.8}}},
		Others: []handName{
			{ID: "sea:black-sea", Text: "Euxine Sea", Flags: gazetteer.Historic},
			{ID: "sea:black-sea", Text: "Schwarzes Meer", Langs: []string{"de"}},
			{ID: "sea:black-sea", Text: "Mar Negro", Langs: []string{"es", "pt"}},
		},
	}, {
		Entry: gazetteer.Entry{ID: "island:taveuni", Name: "Taveuni", Type: gazetteer.Island, FeatureCode: "ISL", Country: "FJ",
			Point: orb.Point{179.98, -16.85}, Uncertainty: 20_000, Extent: orb.Bound{Min: orb.Point{179.8, -17}, Max: orb.Point{-179.8, -16.7}}},
	}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v\nwant %+v", got, err, want)
	}
}

func TestReadPlacesErrors(t *testing.T) {
	for _, test := range []struct{ old, new, want string }{
		{"sea:black-sea", "Black Sea", `id "Black Sea"`},
		{"\twater\t", "\tsea\t", `no type "sea"`},
		{"\twater\t", "\tcountry\t", `no type "country"`},
		{"SEA", "sea", `feature code "sea"`},
		{"Black Sea", " ", `name ""`},
		{"historic:", "ancient:", `no usage "ancient" in "ancient:Euxine Sea"`},
		{"[de]", "[German]", `languages of "Schwarzes Meer[German]"`},
		{"[de]", "[de", `languages of "Schwarzes Meer[de"`},
		{"[de]", "[]", `languages of "Schwarzes Meer[]"`},
		{"historic:Euxine Sea", "", `name ""`},
		{"43.4", "north", `latitude "north"`},
		{"\t34\t", "\t340\t", `longitude "340"`},
		{"400", "-1", `uncertainty "-1"`},
		{"27.4 40.9 41.8", "27.4 41.8", `extent "27.4 41.8 46.8", want west south east north`},
		{"27.4 40.9 41.8 46.8", "27.4 46.8 41.8 40.9", `extent "27.4 46.8 41.8 40.9" does not hold the point [34 43.4]`},
		{"27.4 40.9", "27.4 -99", `extent "27.4 -99 41.8 46.8": latitude "-99"`},
		{"46.8\t", "46.8\tTurkey", `country "Turkey"`},
		{"46.8\t", "46.8\tTR\t1", "11 cells, want 10 beginning with an id"},
	} {
		table := blackSea + strings.Replace(blackSea, test.old, test.new, 1)
		if _, err := readPlaces(strings.NewReader(table)); err == nil || err.Error() != "line 2: "+test.want {
			t.Errorf("%q for %q: error %v, want %q in line 2", test.new, test.old, err, test.want)
		}
	}
}

func TestReadNames(t *testing.T) {
	got, err := readNames(strings.NewReader("US.NY\tcolloquial:Empire State|people:New Yorker\tNew York\n"))
	want := []handName{
		{ID: "US.NY", Text: "Empire State", Flags: gazetteer.Colloquial},
		{ID: "US.NY", Text: "New Yorker", Flags: gazetteer.Demonym | gazetteer.People},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := readNames(strings.NewReader("US\tdemonym:\tUnited States\n")); err == nil || err.Error() != `line 1: name "demonym:"` {
		t.Errorf("error %v", err)
	}
}

func FuzzReadPlaces(f *testing.F) {
	f.Add(blackSea)
	f.Add("island:x\tisland\tISL\tX\tabbr:Y|demonym:Xian\t-16.85\t180\t20\t179 -17 -179 -16\tFJ")
	f.Fuzz(func(t *testing.T, s string) {
		places, err := readPlaces(strings.NewReader(s))
		for _, p := range places {
			if err == nil && !p.Extent.IsZero() && !holds(p.Extent, p.Point) {
				t.Errorf("%v is not in %v", p.Point, p.Extent)
			}
		}
		readNames(strings.NewReader(s))
	})
}

// TestHandPlaces adds places to the tiny world: one that is new, and four that are there already in some way.
func TestHandPlaces(t *testing.T) {
	const table = "place:robotyne\tsettlement\tPPL\tRobotyne\t\t51.35\t36\t1\t\tRU\n" + // 45 km from Kursk, in RU.41
		"place:suja\tsettlement\tPPL\tSuja\thistoric:Sudja\t51.3\t35.3\t2\t\tRU\n" + // an alternate of Sudzha, 11 km away
		"place:far\tsettlement\tPPL\tKursk\t\t51.3\t35.5\t2\t\tRU\n" + // 68 km from Kursk
		"sea:a\twater\tSEA\tAzov Sea\tSea of Azov|demonym:Azovian\t46\t37\t200\t34 45 39.3 47.3\t\n" +
		"sea:b\twater\tSEA\tSea of Azov\tAsowsches Meer[de]\t46\t36\t150\t34 45 39.3 47.3\t\n" + // the same, and 77 km away
		"region:azov\tregion\tRGN\tAzov Sea\t\t46\t37\t200\t\t\n" // of another type
	tables := tinyTables()
	places, err := readPlaces(strings.NewReader(table))
	if err != nil {
		t.Fatal(err)
	}
	tables.places = places
	tables.names = append(tables.names, handName{ID: "sea:b", Text: "Meotian Swamp", Flags: gazetteer.Historic})
	w, err := newWorld(tiny(), tables)
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{ // display name, parent, other names
		"place:robotyne": "Robotyne RU.41 ",
		"486816":         "Suja RU.41 Sudja,Sudzha,Суджа",
		"place:far":      "Kursk RU.41 ",
		"sea:a":          "Sea of Azov  Asowsches Meer,Azov Sea,Azovian,Meotian Swamp",
		"sea:b":          "Sea of Azov  Asowsches Meer,Azov Sea,Azovian,Meotian Swamp",
		"region:azov":    "Azov Sea  ",
	} {
		p := w.byID[id]
		if p == nil {
			t.Errorf("no place %s", id)
			continue
		}
		var others []string
		for _, n := range p.names.sorted() {
			if n.Text != p.Name {
				others = append(others, n.Text)
			}
		}
		if got := p.Name + " " + p.Parent + " " + strings.Join(others, ","); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
	if len(w.merged) != 2 || w.merged[0] != `place:suja "Suja" into 486816 "Sudzha"` {
		t.Errorf("merged %q", w.merged)
	}
	for _, bad := range []string{"\tRU\n" + table, "\tXX\n"} {
		tables.places, err = readPlaces(strings.NewReader(strings.Replace(table, "\tRU\n", bad, 1)))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := newWorld(tiny(), tables); err == nil || !strings.HasPrefix(err.Error(), "tables: place:robotyne") {
			t.Errorf("error %v", err)
		}
	}
}
