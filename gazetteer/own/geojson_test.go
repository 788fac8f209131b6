package own

import (
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
)

func TestGeoJSON(t *testing.T) {
	t.Parallel()
	feature := func(properties, geometry string) string {
		return `{"type":"Feature","id":"own:9","properties":{` + properties + `},"geometry":` + geometry + "}\n"
	}
	point := `{"type":"Point","coordinates":[35,51]}`
	for _, tt := range []struct {
		in   string
		o    Options
		want string
	}{
		{feature(`"name":"Camp"`, point), Options{}, "own:9 settlement Camp [35 51] 0\n"},
		{feature(`"id":486816,"names":{"ru":["Суджа"],"en":"Sudja"}`, "null"), Options{}, "486816 type(0)  [NaN NaN] 0 +Sudjaen +Суджаru\n"},
		{feature(`"name":"Zone","names":["Sector"]`, `{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,0]]]}`), Options{}, "own:9 region Zone [1.5 1] 0 1 polygons +Sector\n"},
		{feature(`"name":"Bow","type":"region"`, `{"type":"Polygon","coordinates":[[[0,0],[2,2],[2,0],[0,2],[0,0]]]}`), Options{},
			"own:9 region Bow [0.5 1] 0 2 polygons\nrow 1, kept: boundary mended: a ring that crosses itself\n"},
		{feature(`"name":"X","type":"hut"`, point), Options{}, "own:9 settlement X [35 51] 0\nrow 1, kept: type \"hut\" is none of those known: taken for a settlement\n"},
		{feature(`"name":"X","population":"many","names":7`, point), Options{},
			"own:9 settlement X [35 51] 0\nrow 1, kept: property names is 7, not a list, or an object by language: left out\nrow 1, kept: population \"many\" is not a number from 0 to 1e+11: taken for unknown\n"},
		{`{"type":"Feature","properties":{"title":"X","pop":"1 200"},"geometry":` + point + "}", Options{}, "own:bc239c19bf81 settlement X [35 51] 1200\n"},
		{`{"type":"Feature","properties":{"name":"X"},"geometry":null}`, Options{}, "row 1: no id, and no geometry or point to make one of\n"},
		{`{"type":"Feature","properties":{},"geometry":` + point + "}", Options{}, "row 1: no id and no name\n"},
		// ids to the digit
		{`{"type":"Feature","id":9007199254740993,"properties":{"name":"X"},"geometry":` + point + "}", Options{}, "9007199254740993 settlement X [35 51] 0\n"},
		{`{"type":"Feature","properties":{"id":12345678901234567891,"name":"X"},"geometry":` + point + "}", Options{}, "12345678901234567891 settlement X [35 51] 0\n"},
		// properties by another name
		{feature(`"KEY":7,"BEZ":"X","name":"not this"`, point), Options{Map: Mapping{id: "key", name: "BEZ"}}, "7 settlement X [35 51] 0\n"},
		// a known place that nothing is said of
		{feature(`"name":"Other"`, point), Options{Known: func(e *gazetteer.Entry) Standing { return Same }}, "own:9 type(0) Other [35 51] 0\n"},
		{`{"type":"Feature","id":71,"properties":{"name":"X"},"geometry":` + point + "}", Options{Known: func(e *gazetteer.Entry) Standing { return Another }},
			"own:f330946bf806 settlement X [35 51] 0\nrow 1, kept: id \"71\" is that of another place, which is called otherwise and far away: taken as own:f330946bf806\n"},
		// coordinates
		{feature(`"name":"X"`, `{"type":"Point","coordinates":[5820000,390000]}`), Options{}, "row 1: the coordinates [5.82e+06 390000] look projected, in meters: degrees are needed\n"},
		{feature(`"name":"X"`, `{"type":"Point","coordinates":[35,139]}`), Options{}, "row 1: the latitude in [35 139] is not from -90 to 90: longitude and latitude look swapped\n"},
		{feature(`"name":"X"`, `{"type":"Point","coordinates":[190,-16]}`), Options{}, "own:9 settlement X [-170 -16] 0\n"},
		{feature(`"name":"X"`, `{"type":"Polygon","coordinates":[[[179,0],[181,0],[181,1],[179,1],[179,0]]]}`), Options{}, "own:9 region X [179.5 0.5] 0 2 polygons\n"},
		{feature(`"name":"X"`, `{"type":"Polygon","coordinates":[[[179,0],[-179,0],[-179,1],[179,1],[179,0]]]}`), Options{}, "own:9 region X [179.5 0.5] 0 2 polygons\n"},
		{feature(`"name":"X"`, `{"type":"GeometryCollection","geometries":[`+point+`,{"type":"LineString","coordinates":[[1,2],[3,4]]}]}`), Options{}, "own:9 region X [3 4] 0\n"},
		// TopoJSON
		{`{"type":"Topology","transform":{"scale":[0.5,0.5],"translate":[10,20]},"objects":{"towns":{"type":"GeometryCollection","geometries":[` +
			`{"type":"Point","coordinates":[2,2],"properties":{"name":"P","id":1}},{"type":"Polygon","arcs":[[0,-2]],"id":"z","properties":{"name":"Z"}},{"type":"Polygon","arcs":[[7]],"properties":{"name":"Q"}}]}},` +
			`"arcs":[[[0,0],[4,0],[0,4]],[[0,0],[0,4],[4,0]]]}`, Options{},
			"1 settlement P [11 21] 0\nz region Z [11 21] 0 1 polygons\nrow 3: arc 7 of 2\n"},
	} {
		if got := told(GeoJSON(strings.NewReader(tt.in), tt.o)); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.in, got, tt.want)
		}
	}
}

func FuzzGeoJSON(f *testing.F) {
	f.Add(`{"type":"Feature","id":1,"properties":{"name":"A","names":["b"]},"geometry":{"type":"Point","coordinates":[1,2]}}`)
	f.Add(`{"type":"Topology","objects":{"a":{"type":"Polygon","arcs":[[0,-1]],"properties":{"name":"A","id":9007199254740993}}},"arcs":[[[0,0],[1,0],[1,1],[0,0]]]}`)
	f.Fuzz(func(t *testing.T, text string) { _ = told(GeoJSON(strings.NewReader(text), Options{})) })
}
