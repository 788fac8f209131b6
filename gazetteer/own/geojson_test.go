package own

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
)

func outline(text string) string {
	var b strings.Builder
	for e, err := range GeoJSON(strings.NewReader(text)) {
		if bad, ok := errors.AsType[*gazetteer.RowError](err); ok {
			fmt.Fprintf(&b, "row %d: %s\n", bad.Row, bad.Reason)
		} else if err != nil {
			fmt.Fprintf(&b, "error: %v\n", err)
		} else {
			fmt.Fprintf(&b, "%s %s %s %v %d polygons %v\n", e.ID, e.Type, e.Name, e.Point, len(e.Boundary), e.Names)
		}
	}
	return b.String()
}

func TestGeoJSON(t *testing.T) {
	t.Parallel()
	feature := func(properties, geometry string) string {
		return `{"type":"Feature","id":"own:9","properties":{` + properties + `},"geometry":` + geometry + "}\n"
	}
	point := `{"type":"Point","coordinates":[35,51]}`
	for _, tt := range []struct{ in, want string }{
		{feature(`"name":"Camp"`, point), "own:9 settlement Camp [35 51] 0 polygons []\n"},
		{feature(`"id":486816,"names":{"ru":["Суджа"],"en":"Sudja"}`, "null"), "486816 type(0)  [NaN NaN] 0 polygons [{Sudja [en] 0} {Суджа [ru] 0}]\n"},
		{feature(`"name":"Zone","type":"region","names":["Sector"]`, `{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,0]]]}`), "own:9 region Zone [1.5 1] 1 polygons [{Sector [] 0}]\n"},
		{feature(`"name":"Bow","type":"region"`, `{"type":"Polygon","coordinates":[[[0,0],[2,2],[2,0],[0,2],[0,0]]]}`),
			"own:9 region Bow [0.5 1] 0 polygons []\nrow 1: boundary: ring 0 of polygon 0 crosses itself: between [0 2] and [0 0]\n"},
		{feature(`"name":"X","type":"hut"`, point), "row 1: type \"hut\" is none of those known\n"},
		{feature(`"name":"X","population":"many"`, point), "row 1: property population is many, not a number from 0 on\n"},
		{`{"type":"Feature","properties":{"name":"X"},"geometry":null}`, "row 1: no id\n"},
	} {
		if got := outline(tt.in); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.in, got, tt.want)
		}
	}
}

func FuzzGeoJSON(f *testing.F) {
	f.Add(`{"type":"Feature","id":1,"properties":{"name":"A","names":["b"]},"geometry":{"type":"Point","coordinates":[1,2]}}`)
	f.Fuzz(func(t *testing.T, text string) { _ = outline(text) })
}
