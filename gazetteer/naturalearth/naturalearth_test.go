package naturalearth

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path"
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
)

func outline(entries iter.Seq2[gazetteer.Entry, error]) string {
	var b strings.Builder
	for e, err := range entries {
		if bad, ok := errors.AsType[*gazetteer.RowError](err); ok {
			fmt.Fprintf(&b, "row %d (kind %d): %s\n", bad.Row, bad.Kind, bad.Reason)
		} else if err != nil {
			fmt.Fprintf(&b, "error: %v\n", err)
		} else {
			fmt.Fprintf(&b, "%s %s %s %q in %q same %v pop %d, %d polygons %v\n", e.ID, e.Type, e.FeatureCode, e.Name, e.Parent, e.SameAs, e.Population, len(e.Boundary), e.Names)
		}
	}
	return b.String()
}

func TestGeoJSON(t *testing.T) {
	t.Parallel()
	feature := func(properties string) string {
		return `{"type":"Feature","properties":{` + properties + `},"geometry":{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,0]]]}}`
	}
	for _, tt := range []struct{ properties, want string }{
		{`"featurecla":"Admin-0 country","NAME":"France","ISO_A2":"-99","ISO_A2_EH":"FR","POP_EST":67059887,"NAME_DE":"Frankreich"`,
			"FR country  \"France\" in \"\" same [] pop 67059887, 1 polygons [{Frankreich [de] 0}]\n"},
		{`"featurecla":"Admin-1 scale rank","name":"Western Australia","iso_a2":"AU","gn_id":2058645,"gn_a1_code":"AU.08"`,
			"AU.08 admin1 ADM1 \"Western Australia\" in \"AU\" same [2058645] pop 0, 1 polygons []\n"},
		{`"FEATURECLA":"Admin-1 capital","NAME":"Kursk","ISO_A2":"RU","GEONAMEID":538560.0,"POP_MAX":409431`,
			"538560 settlement PPL \"Kursk\" in \"RU\" same [] pop 409431, 1 polygons []\n"},
		{`"featurecla":"sea","name":"BARENTS SEA","ne_id":1159117307`, "ne:1159117307 water SEA \"Barents Sea\" in \"\" same [] pop 0, 1 polygons []\n"},
		{`"featurecla":"Range/mtn","name":"ALPS"`, "ne:range/mtn--ALPS landform MTS \"ALPS\" in \"\" same [] pop 0, 1 polygons []\n"},
		{`"featurecla":"scientific station","name":"X"`, "row 1 (kind 1): kind \"scientific station\"\n"},
		{`"featurecla":"Lake"`, "row 1 (kind 1): no name\n"},
		{`"name":"X"`, "row 1 (kind 0): no attribute featurecla: this is no layer of Natural Earth\n"},
	} {
		if got := outline(GeoJSON(strings.NewReader(feature(tt.properties)))); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.properties, got, tt.want)
		}
	}
}

func TestShapefileError(t *testing.T) {
	t.Parallel()
	got := outline(Shapefile(strings.NewReader("no shapes"), strings.NewReader("")))
	if got != "error: .shp: unexpected EOF\n" {
		t.Error(got)
	}
}

// Real layers, with how many records give an entry, how many of those a boundary, and how many are left out.
func TestRealFiles(t *testing.T) {
	t.Parallel()
	const dir = "../../../shared/data/ne/"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no real files here: ", err)
	}
	for _, tt := range []struct {
		file                  string
		kept, boundaries, out int
	}{
		{"ne_10m_populated_places.zip", 7301, 0, 41}, {"ne_50m_admin_0_countries.zip", 242, 242, 0}, {"ne_10m_lakes.zip", 755, 755, 600},
		{"ne_10m_geography_marine_polys.zip", 295, 293, 13}, {"geojson/ne_50m_admin_1_states_provinces.json", 100, 100, 0},
		{"geojson/ne_110m_admin_0_countries.json", 177, 177, 1}, // the rings of Sudan cross each other
		{"geojson/ne_10m_geography_regions_points.json", 235, 0, 0}, {"geojson/ne_50m_populated_places.json", 1209, 0, 40},
	} {
		kept, boundaries, out := 0, 0, 0
		for e, err := range layer(t, dir+tt.file) {
			if _, ok := errors.AsType[*gazetteer.RowError](err); ok {
				out++
				continue
			}
			if err != nil {
				t.Fatal(tt.file, err)
			}
			kept++
			if len(e.Boundary) > 0 {
				boundaries++
			}
		}
		if kept != tt.kept || boundaries != tt.boundaries || out != tt.out {
			t.Errorf("%s: %d entries, %d boundaries, %d left out; want %d, %d, %d", tt.file, kept, boundaries, out, tt.kept, tt.boundaries, tt.out)
		}
	}
}

func layer(t *testing.T, file string) iter.Seq2[gazetteer.Entry, error] {
	t.Helper()
	if path.Ext(file) == ".json" {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		return GeoJSON(f)
	}
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { z.Close() })
	member := map[string]io.Reader{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { r.Close() })
		member[path.Ext(f.Name)] = r
	}
	return Shapefile(member[".shp"], member[".dbf"])
}

func FuzzGeoJSON(f *testing.F) {
	f.Add(`{"type":"Feature","properties":{"featurecla":"sea","name":"A","ne_id":5},"geometry":{"type":"Point","coordinates":[1,2]}}`)
	f.Fuzz(func(t *testing.T, text string) { _ = outline(GeoJSON(strings.NewReader(text))) })
}
