package rfc7946

import (
	"strings"
	"testing"
)

func TestCheckAccepts(t *testing.T) {
	t.Parallel()
	for name, doc := range map[string]string{
		"empty collection": `{"type":"FeatureCollection","features":[]}`,
		"point":            `{"type":"Point","coordinates":[37.6175,55.7504461]}`,
		"unlocated":        `{"type":"Feature","geometry":null,"properties":{}}`,
		"empty geometry":   `{"type":"Feature","geometry":{"type":"Polygon","coordinates":[]},"properties":{}}`,
		"polygon with a hole": `{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,9],[0,0]],
			[[2,2],[2,4],[4,4],[4,2],[2,2]]]}`,
		"across the antimeridian": `{"type":"FeatureCollection","bbox":[177,-20,-178,-16],"id":"x","features":[
			{"type":"Feature","id":1,"bbox":[177,-20,-178,-16],"properties":{"a":1},"geometry":{"type":"MultiPolygon","coordinates":[
				[[[177,-20],[180,-20],[180,-16],[177,-16],[177,-20]]],[[[-180,-20],[-178,-20],[-178,-16],[-180,-16],[-180,-20]]]]}}]}`,
		"lines": `{"type":"MultiLineString","coordinates":[[[0,0],[1,1]]]}`,
	} {
		if err := Check([]byte(doc)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCheckRefuses(t *testing.T) {
	t.Parallel()
	feature := func(geometry string) string {
		return `{"type":"Feature","properties":{},"geometry":` + geometry + `}`
	}
	for _, test := range []struct{ doc, want string }{
		{"{\"type\":\"\xff\"}", "not UTF-8"},
		{`{}{}`, "more than one"},
		{`[]`, "not an object"},
		{`{"type":"Circle","coordinates":[1,2]}`, "type is Circle"},
		{`{"type":"FeatureCollection"}`, `"features" is no array`},
		{`{"type":"FeatureCollection","features":[{"type":"Point","coordinates":[1,2]}]}`, "not a Feature"},
		{`{"type":"FeatureCollection","features":[],"geometry":null}`, `"geometry" does not belong`},
		{`{"type":"FeatureCollection","features":[],"crs":{}}`, `"crs" does not belong`},
		{`{"type":"FeatureCollection","features":[],"bbox":[1,2,3]}`, "not four numbers"},
		{`{"type":"FeatureCollection","features":[],"bbox":[1,5,3,4]}`, "south above its north"},
		{`{"type":"FeatureCollection","features":[` + feature(`null`) + `,{"type":"Feature","id":1,"properties":{},"geometry":null},
			{"type":"Feature","id":1,"properties":{},"geometry":null}]}`, "stands twice"},
		{`{"type":"FeatureCollection","bbox":[0,0,1,1],"features":[` + feature(`{"type":"Point","coordinates":[2,1]}`) + `]}`, "does not hold"},
		{`{"type":"Feature","geometry":null}`, `"properties" is no object`},
		{`{"type":"Feature","geometry":null,"properties":null}`, `"properties" is no object`},
		{`{"type":"Feature","properties":{}}`, `"geometry" is missing`},
		{`{"type":"Feature","id":[],"properties":{},"geometry":null}`, "neither a string nor a number"},
		{feature(`{"type":"Point"}`), "no array"},
		{feature(`{"type":"Point","coordinates":[1]}`), "a position of 1 numbers"},
		{feature(`{"type":"Point","coordinates":["1",2]}`), "is no number"},
		{feature(`{"type":"Point","coordinates":[181,0]}`), "beyond 180"},
		{feature(`{"type":"Point","coordinates":[0,-90.1]}`), "beyond 90"},
		{feature(`{"type":"Point","coordinates":[0.12345678,0]}`), "more than 7 decimals"},
		{feature(`{"type":"Point","coordinates":[1e-8,0]}`), "more than 7 decimals"},
		{feature(`{"type":"LineString","coordinates":[[1,1]]}`), "a line of 1 positions"},
		{feature(`{"type":"LineString","coordinates":[[179,1],[-179,1]]}`), "crosses the antimeridian"},
		{feature(`{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}`), "a ring of 3 positions"},
		{feature(`{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}`), "not closed"},
		{feature(`{"type":"Polygon","coordinates":[[[0,0],[0,1],[1,1],[1,0],[0,0]]]}`), "wrong way"},
		{feature(`{"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[2,2],[4,2],[4,4],[2,4],[2,2]]]}`), "wrong way"},
		{feature(`{"type":"Polygon","coordinates":[1]}`), "not an array"},
	} {
		err := Check([]byte(test.doc))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s:\n got %v\nwant %s", test.doc, err, test.want)
		}
	}
}

func FuzzCheck(f *testing.F) {
	f.Add([]byte(`{"type":"FeatureCollection","bbox":[1,2,3,4],"features":[{"type":"Feature","id":1,"properties":{},"geometry":null}]}`))
	f.Add([]byte(`{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],1,[[2]]]}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		Check(doc) // must not panic
	})
}
