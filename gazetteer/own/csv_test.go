package own

import (
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
)

// told tells entries and errors, a line each.
func told(entries iter.Seq2[gazetteer.Entry, error]) string {
	var b strings.Builder
	for e, err := range entries {
		if bad, ok := errors.AsType[*gazetteer.RowError](err); ok {
			kept := ""
			if bad.Kind == gazetteer.Partial {
				kept = ", kept"
			}
			fmt.Fprintf(&b, "row %d%s: %s\n", bad.Row, kept, bad.Reason)
		} else if err != nil {
			fmt.Fprintf(&b, "error: %v\n", err)
		} else {
			fmt.Fprintf(&b, "%s %s %s %.6v %d", e.ID, e.Type, e.Name, e.Point, e.Population)
			if e.Country != "" {
				fmt.Fprint(&b, " ", e.Country)
			}
			if len(e.Boundary) > 0 {
				fmt.Fprintf(&b, " %d polygons", len(e.Boundary))
			}
			for _, n := range e.Names {
				fmt.Fprint(&b, " +", n.Text, strings.Join(n.Langs, ","))
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func TestCSV(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text string
		o    Options
		want string
	}{
		{"id,name,lat,lon,population,names\nx:1,\"Camp, North\",1.5,2,300,Camp A|Lager\nx:2,B,91,2,,\nx:3,C\nx:4,D,,2,,\nx:5,E,1,2,-1,\nx:6,F,0,0,,\n", Options{},
			"x:1 settlement Camp, North [2 1.5] 300 +Camp A +Lager\nrow 3: lat \"91\" is not a number from -90 to 90; are lat and lon swapped?\nrow 4: 2 columns, the header has 6\n" +
				"row 5: lat \"\" is not a number from -90 to 90\nx:5 settlement E [2 1] 0\nrow 6, kept: population \"-1\" is not a number from 0 to 1e+11: taken for unknown\nx:6 settlement F [0 0] 0\n"},
		{"\ufeffCode;Ort;Breite;Laenge;Art\n7;Hütte;47;11;facility\n8;X;1;1;hut\n", Options{Map: Mapping{id: "code", name: "Ort"}},
			"7 facility Hütte [11 47] 0\n8 settlement X [1 1] 0\nrow 3, kept: type \"hut\" is none of those known: taken for a settlement\n"},
		{"id\tname\tlat\tlon\n1\tA, B\t1\t2\n2\t\"C\" D\t3\t4\n", Options{}, "1 settlement A, B [2 1] 0\n2 settlement \"C\" D [4 3] 0\n"},
		{"id,name,lat\n", Options{}, "error: own: the header has no column for lon; it has id, name, lat; say which it is by -map FIELD=COLUMN, or give the columns of a table without a header by -columns\n"},
		{"id,name,lat,lon\n", Options{Map: Mapping{parent: "within"}}, "error: own: the header has no column \"within\"; it has id, name, lat, lon\n"},
		{"name lat lon\nA 1 2\n", Options{}, "error: own: the header has one column, \"name lat lon\": columns are parted by commas, semicolons, tabs or |\n"},
		{"", Options{}, "error: own: no header row: the file is empty\n"},
		{"{\"type\":1,\n", Options{}, "error: own: this is JSON and no table: read it by -geojson\n"},
		{"id,name,lat,lon\n1," + strings.Repeat("x", 3<<20) + ",1,1\n", Options{}, "error: own: line 2 is longer than 1048576 bytes\n"},
		// decimal commas, other separators and ends of lines
		{"id;name;lat;lon\r\n1;Zürs;47,17;-10,2\r\n", Options{}, "1 settlement Zürs [-10.2 47.17] 0\n"},
		{"id|name|lat|lon\r1|Oulu|65|25\r", Options{}, "1 settlement Oulu [25 65] 0\n"},
		{"sep=;\nid;name;lat;lon\n1;A;1;2\n", Options{}, "1 settlement A [2 1] 0\n"},
		{"id,name,lat,lon\n1,\"An\nold \"\"town\"\"\",1,2\n2,\"B\" town,3,4\n3,C\" town,5,6\n4,\"D,7,8\n5,E,9,10\n", Options{},
			"1 settlement An\nold \"town\" [2 1] 0\n2 settlement \"B\" town [4 3] 0\n3 settlement C\" town [6 5] 0\n4 settlement \"D [8 7] 0\n5 settlement E [10 9] 0\n"},
		// headers of several languages, and none
		{"Titel,Breitengrad,Längengrad\nA,1,2\n", Options{}, "own:d10d6e43088c settlement A [2 1] 0\n"},
		{"nom;latitude (WGS84);location.lng\nA;1;2\n", Options{}, "own:d10d6e43088c settlement A [2 1] 0\n"},
		{"名称,纬度,经度\n北山,40,116\n", Options{}, "own:a5b76d228c92 settlement 北山 [116 40] 0\n"},
		{"A,1,2\nB,3,4\n", Options{Columns: []string{"name", "lat", "lon"}}, "own:d10d6e43088c settlement A [2 1] 0\nown:7af538f467cd settlement B [4 3] 0\n"},
		{"Alfa|10,5|20,5\n", Options{Columns: []string{"name", "lat", "lon"}}, "own:bc70c977f090 settlement Alfa [20.5 10.5] 0\n"},
		{"name,lat,lon\nAlfa,10,5,20,5\n\"B\", 1, \"2\"\n", Options{},
			"row 2: 5 columns, the header has 3: is there a ',' in a text without quotes, or in a number?\nown:d72c22495253 settlement B [2 1] 0\n"},
		// geometries
		{"id;name;wkt\n1;P;POINT(2 1)\n2;Q;POLYGON((0 0,4 0,4 4,0 4,0 0))\n3;R;\"SRID=4326;MULTIPOLYGON(((0 0,4 0,4 4,0 0)),((9 9,8 9,8 8,9 9)))\"\n4;S;POINT Z (2 1 99)\n5;T;hole\n6;U;SRID=3857;POINT(1 2)\n", Options{},
			"1 settlement P [2 1] 0\n2 region Q [2 2] 0 1 polygons\n3 region R [3 2] 0 2 polygons\n4 settlement S [2 1] 0\nrow 6: geometry \"hole\": no WKT: wkt: unsupported geometry\n" +
				"row 7: geometry: SRID 3857 looks projected: degrees (4326) are needed\n"},
		{"id,name,geo_point_2d\n1,P,\"48.85, 2.35\"\n2,Q,\"{\"\"type\"\":\"\"Point\"\",\"\"coordinates\"\":[2,1]}\"\n3,R,\"148.85, 2.35\"\n", Options{},
			"1 settlement P [2.35 48.85] 0\n2 settlement Q [2 1] 0\nrow 4: lat \"148.85\" is not a number from -90 to 90; are lat and lon swapped?\n"},
		{"id,name,lat,lon\n1,P,\"12°30'36\"\"N\",45.5W\n2,Q,12 30 S,200\n3,R,51E,1\n4,S,5820000,390000\n", Options{},
			"1 settlement P [-45.5 12.51] 0\n2 settlement Q [-160 -12.5] 0\nrow 4: lat \"51E\" is not a number from -90 to 90\nrow 5: lat \"5820000\" looks projected, in meters: degrees are needed\n"},
		// optional values
		{"id,name,lat,lon,pop,country,type\n1,P,1,2,\"1,200\",jp,Small town\n2,Q,1,2,1.2e3,Japan,capital\n3,R,1,2,n/a,Utopia,province\n4,S,1,2,\"1 200,5\",uk,place=hamlet\n", Options{Country: func(s string) (string, bool) { return "JP", s == "Japan" }},
			"1 settlement P [2 1] 1200 JP\n2 settlement Q [2 1] 1200 JP\n3 admin1 R [2 1] 0\nrow 4, kept: country \"Utopia\" is none that is known: left out\n4 settlement S [2 1] 1200 GB\n"},
		{"id,name,lat,lon\nDépôt 1,A,1,2\n,B,1,2\n3,,1,2\n,,1,2\n5,!!,1,2\n", Options{},
			"own:ee3c6a94cad6 settlement A [2 1] 0\nown:d72c22495253 settlement B [2 1] 0\n3 type(0)  [2 1] 0\nrow 5: no id and no name\nrow 6: name \"!!\" has no letter and no digit\n"},
	} {
		if got := told(CSV(strings.NewReader(tt.text), tt.o)); got != tt.want {
			t.Errorf("%.60q\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"486816,Sudscha\n486816,Суджа,ru\n":         "486816 type(0)  [NaN NaN] 0 +Sudscha\n486816 type(0)  [NaN NaN] 0 +Суджаru\n",
		"Name;ID\nGroßstadt;x 1\n":                  "x 1 type(0)  [NaN NaN] 0 +Großstadt\n",
		"id\tname\n1\t\"Old\" town\n2\t\n\tNo id\n": "1 type(0)  [NaN NaN] 0 +\"Old\" town\nrow 3: name \"\" has no letter and no digit\nrow 4: no id\n",
	} {
		if got := told(Names(strings.NewReader(text))); got != want {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
	}
	list, err := List(strings.NewReader("# names\n\ufeffNice\r\n\n Sector 7 \n"))
	if fmt.Sprint(list) != "[Nice Sector 7]" || err != nil {
		t.Errorf("%q, %v", list, err)
	}
	if _, err := List(strings.NewReader("a\n--\n")); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("err = %v", err)
	}
}

func TestMappingSet(t *testing.T) {
	t.Parallel()
	var m Mapping
	if err := m.Set("id=code, lat = y"); err != nil || m[id] != "code" || m[lat] != "y" {
		t.Errorf("%v, %v", m, err)
	}
	for _, bad := range []string{"x", "id=", "breadth=y"} {
		if err := m.Set(bad); err == nil || !strings.Contains(err.Error(), bad) {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func FuzzCSV(f *testing.F) {
	f.Add("id,name,lat,lon\n1,A,1,2\n")
	f.Add("id;name;lat;lon;names\n1;\"A\n;\";1;2;x|y\n")
	f.Add("name|wkt|pop\nA|POLYGON((0 0,1 1,1 0,0 1))|1,2\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, read := range []func() iter.Seq2[gazetteer.Entry, error]{
			func() iter.Seq2[gazetteer.Entry, error] { return CSV(strings.NewReader(text), Options{}) },
			func() iter.Seq2[gazetteer.Entry, error] {
				return CSV(strings.NewReader(text), Options{Columns: []string{"name", "lat", "lon"}})
			},
			func() iter.Seq2[gazetteer.Entry, error] { return Names(strings.NewReader(text)) },
		} {
			n := 0
			for range read() {
				if n++; n > 10*len(text)+10 {
					t.Fatal("more rows than bytes")
				}
			}
		}
	})
}

func FuzzGeometry(f *testing.F) {
	f.Add("POINT(1 2)")
	f.Add("SRID=4326;MULTIPOLYGON Z (((0 0 1,1 0 1,1 1 1,0 0 1)),((2 2,3 2,3 3,2 2)))")
	f.Add("GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(1 2,3 4))")
	f.Add("48.85, 2.35")
	f.Fuzz(func(t *testing.T, text string) { parseGeometry(text) })
}
