package main

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/quick"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"
)

// trimmed is what the map has of records, a line each.
func trimmed(t *testing.T, records ...string) []string {
	t.Helper()
	var got []string
	kept := newAtlasPlaces()
	join := &atlasJoin{done: func(d *atlasDocument) error {
		kept.trim(d)
		line, err := json.Marshal(d)
		got = append(got, string(line))
		return err
	}}
	for _, r := range records {
		if err := join.add([]byte(r)); err != nil {
			t.Fatalf("%s: %v", r, err)
		}
	}
	if err := join.end(); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestAtlasKeepsWhatTheMapShows(t *testing.T) {
	t.Parallel()
	const kano = `{"type":"Feature","id":1,"bbox":[1,2,3,4],"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,2],[3,4],[1,2]]]},"properties":{` +
		`"kind":"FEATURE_KIND_PLACE","name":"Kano","placeId":"2335204","population":4,"uncertaintyM":9,"ancestors":[{"name":"Nigeria"}],` +
		`"location":{"latitude":12.000123,"longitude":8.516721},"score":0.9,"mentions":[{"start":0,"end":4,"text":"Kano","role":"ROLE_LOCATION","roleChance":0.9}]}}`
	const area = `{"type":"Feature","bbox":[8.123456,1,2,3],"geometry":{"type":"Point","coordinates":[8.123456,-7.98765]},"properties":{"kind":"FEATURE_KIND_STATED_AREA","name":"900 km²","area":{"start":5,"end":9,"text":"9 ha"}}}`
	got := trimmed(t,
		`{"type":"FeatureCollection","id":"a","Published":"2024-05-01T10:00:00Z","gazetteerVersion":"x","features":[`+kano+`,`+area+`]}`,
		`{"type":"FeatureCollection","id":"b","columns":{"pub_date":"2024","headline":"Rain"},"text":"Kano","features":[`+kano+`,null,{"type":"Feature"}]}`,
		strings.Replace(kano, `"properties":{`, `"properties":{"textId":"c",`, 1), strings.Replace(area, `"properties":{`, `"properties":{"textId":"c",`, 1),
	)
	const short = `{"type":"Feature","properties":{"mentions":[{"start":0,"end":4,"text":"Kano","role":"ROLE_LOCATION"}],"placeId":"2335204","score":0.9}}`
	const drawn = `{"type":"Feature","bbox":[8.1235,1,2,3],"geometry":{"type":"Point","coordinates":[8.1235,-7.9877]},"properties":{"area":{"start":5,"end":9,"text":"9 ha"},"kind":"FEATURE_KIND_STATED_AREA","name":"900 km²"}}`
	want := []string{
		`{"type":"FeatureCollection","id":"a","date":"2024-05-01T10:00:00Z","features":[{"type":"Feature","properties":{"kind":"FEATURE_KIND_PLACE","location":{"latitude":12.0001,"longitude":8.5167},` +
			`"mentions":[{"start":0,"end":4,"text":"Kano","role":"ROLE_LOCATION"}],"name":"Kano","placeId":"2335204","population":4,"score":0.9}},` + drawn + `]}`,
		`{"type":"FeatureCollection","id":"b","title":"Rain","date":"2024","text":"Kano","features":[` + short + `]}`,
		`{"type":"FeatureCollection","id":"c","features":[` + short + `,` + drawn + `]}`,
	}
	for i, w := range want {
		if i >= len(got) || got[i] != w {
			t.Errorf("got  %s\nwant %s", got[min(i, len(got)-1)], w)
		}
	}
}

// A place that two documents describe in two ways is described in both.
func TestAtlasKeepsOtherDescriptions(t *testing.T) {
	t.Parallel()
	feature := func(name string) string {
		return `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kind":"FEATURE_KIND_PLACE","placeId":"1","name":"` + name + `","location":{"latitude":1,"longitude":2}}}]}`
	}
	got := trimmed(t, feature("Bern"), feature("Berne"), feature("Bern"))
	if !strings.Contains(got[1], "Berne") || strings.Contains(got[2], "Bern") {
		t.Errorf("got %s", got)
	}
}

// The tiles of a point have it in them or beside them, and none is twice there or outside of the world.
func TestTilesAroundPlaces(t *testing.T) {
	t.Parallel()
	check := func(lon, lat int16, z uint8) bool {
		at := orb.Point{float64(lon) / 32768 * 180, float64(lat) / 32768 * 90}
		zoom := maptile.Zoom(z % (atlasMaxZoom + 1))
		seen := map[maptile.Tile]bool{}
		for _, tile := range tilesAt(zoom, []weight{{at, 1}}) {
			if seen[tile] || tile.X >= 1<<zoom || tile.Y >= 1<<zoom {
				return false
			}
			seen[tile] = true
		}
		return seen[maptile.At(at, zoom)]
	}
	if err := quick.Check(check, nil); err != nil {
		t.Error(err)
	}
}

// Whatever a record holds, it is trimmed to JSON or refused.
func FuzzAtlasRecord(f *testing.F) {
	f.Add(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"placeId":"1","location":{"latitude":1}}}],"columns":{"date":[1]}}`)
	f.Add(`{"type":"Feature","geometry":{"type":"Point","coordinates":[1e999,2]},"properties":{"textId":"a","mentions":{}}}`)
	f.Add(`{"type":"Feature","bbox":[1.23456789],"geometry":7,"properties":{"area":1,"location":null,"error":{"message":7}}}`)
	f.Fuzz(func(t *testing.T, record string) {
		kept := newAtlasPlaces()
		join := &atlasJoin{done: func(d *atlasDocument) error {
			kept.trim(d)
			line, err := json.Marshal(d)
			if err != nil || !json.Valid(line) {
				t.Errorf("%q became %q, %v", record, line, err)
			}
			return nil
		}}
		join.add([]byte(record))
		join.end()
		for _, w := range kept.weights() {
			tilesAt(5, []weight{w})
		}
	})
}
