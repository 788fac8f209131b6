package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/geonames"
	"example.com/geotag/gazetteer/sourcefile"
	"example.com/geotag/gazetteer/whosonfirst"
	"example.com/geotag/internal/geodesy"
)

// Real files of GeoNames, Natural Earth and Who's On First, joined: a hundred places of each of two of them are found by
// name, at their number and within a kilometre.
func TestRealSources(t *testing.T) {
	t.Parallel()
	const data = "../../../shared/data/"
	if _, err := os.Stat(data); err != nil {
		t.Skip("no real files here: ", err)
	}
	out := filepath.Join(t.TempDir(), "real.gaz")
	var stdout bytes.Buffer
	args := []string{"-o", out, "-base", "none", "-geonames", data + "geonames/NL_mordecai.txt", "-geonames", data + "geonames/AD.txt",
		"-geonames", data + "geonames/MC.txt", "-admin1", data + "geonames/admin1CodesASCII.txt",
		"-admin2", data + "geonames/admin2Codes.txt", "-countries", data + "geonames/countryInfo.txt", "-wof", data + "wof/wof-admin-kp.ndjson.gz",
		"-natural-earth", data + "ne/ne_10m_populated_places.zip"}
	if err := gazetteerBuild(t.Context(), env{stdout: &stdout, stderr: io.Discard}, args); err != nil {
		t.Fatal(err)
	}
	ix, err := gazetteer.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	if n := ix.NumPlaces(); n != 64_817 {
		t.Errorf("%d places:\n%s", n, stdout.String())
	}
	for file, read := range map[string]importer{
		"geonames/NL_mordecai.txt": {read: geonames.Places}, "wof/wof-admin-kp.ndjson.gz": {read: whosonfirst.Read},
	} {
		f, err := sourcefile.Open(data + file)
		if err != nil {
			t.Fatal(err)
		}
		row, checked := 0, 0
		for e, err := range read.read(f) {
			if row++; err != nil || row%50 != 0 {
				continue
			}
			if checked++; checked > 100 {
				break
			}
			if !findsPlace(ix, e) {
				t.Errorf("%s: no %q of number %s near %v", file, e.Name, e.ID, e.Point)
			}
		}
		f.Close()
		if checked < 100 {
			t.Errorf("%s: %d places checked", file, checked)
		}
	}
	// North Korea's regions came with boundaries, of which one holds Pyongyang.
	if kp, ok := ix.Place("KP.12"); !ok || !kp.HasBoundary() {
		t.Error("KP.12 has no boundary")
	}
}

// findsPlace reports whether the name leads to the entry's place.
func findsPlace(ix *gazetteer.Index, e gazetteer.Entry) bool {
	name, ok := ix.Lookup(e.Name)
	if !ok {
		return false
	}
	for u := range name.Uses() {
		if p := u.Place(); p.ID() == e.ID && geodesy.Distance(p.Point(), e.Point) < 1000 {
			return true
		}
	}
	return false
}
