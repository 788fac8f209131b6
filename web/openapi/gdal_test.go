package main

import (
	"encoding/json"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// ogr runs a program of GDAL, whose cache of what it read by HTTP begins anew, and returns what it prints.
func ogr(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput()
	if err != nil || strings.Contains(string(out), "ERROR") {
		t.Errorf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// layer is what ogrinfo says of the first layer of a source.
type layer struct {
	Name, geometry string
	FeatureCount   int
}

func layerOf(t *testing.T, args ...string) layer {
	t.Helper()
	out := ogr(t, "ogrinfo", append([]string{"-ro", "-so", "-al"}, args...)...)
	var l layer
	for line := range strings.SplitSeq(out, "\n") {
		name, value, _ := strings.Cut(line, ": ")
		switch name {
		case "Layer name":
			l.Name = value
		case "Geometry":
			l.geometry = value
		case "Feature Count":
			l.FeatureCount, _ = strconv.Atoi(value)
		}
	}
	return l
}

// TestGDAL has GDAL read every collection by its URL, in ranges and whole, and what POST answers from a file; and write them to GeoPackage and FlatGeobuf.
func TestGDAL(t *testing.T) {
	for _, tool := range []string{"ogrinfo", "ogr2ogr"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("SKIPPED: GDAL's reading, as there is no ", tool, " here: it is in Debian's gdal-bin")
		}
	}
	base, dir, read := serve(t), t.TempDir(), 0
	same := func(source, body string) layer {
		t.Helper()
		var doc struct{ Features []json.RawMessage }
		if err := json.Unmarshal([]byte(body), &doc); err != nil {
			t.Fatal(err)
		}
		l := layerOf(t, source)
		if want := max(1, len(doc.Features)); l.FeatureCount != want {
			t.Errorf("%s: %d features, want %d", source, l.FeatureCount, want)
		}
		read++
		return l
	}
	for _, at := range []string{
		"/v1/places?query=Kursk", "/v1/places?query=Springfield&pageSize=100", "/v1/places?query=Springfield&pageSize=100&flat=true", "/v1/places?query=Kursk+Oblast&geometry=boundary&geometryType=multi-polygon",
		"/v1/places/RU.41?geometry=boundary", "/v1/places/RU?geometry=boundary&simplifyToleranceM=100", "/v1/places/486816",
		"/v1/locate?lat=51.19&lon=35.27", "/v1/locate?lat=51.19&lon=35.27&geometry=boundary", "/v1/area?text=" + url.QueryEscape("1,300 km²") + "&place=Sudzha",
	} {
		body := string(ask(t, "GET", base+at, "").body)
		same("/vsicurl/"+base+at, body)
		same(base+at, body)
	}

	request := `{"text":"Floods covered 900 km² of Kano State, 30 km south of Ibadan and near Port Harcourt."}`
	kinds := map[string]string{"tag.geojson": "/v1/tag", "flat.geojson": "/v1/tag?flat=true&geometry=boundary", "polygons.geojson": "/v1/tag?flat=true&geometry=boundary&geometry_type=multi-polygon"}
	for name, at := range kinds {
		body := ask(t, "POST", base+at, request).body
		same(saved(t, dir, name, body), string(body))
	}
	records := ask(t, "POST", base+"/v1/tag:stream?flat=true", request+"\n"+request, "Accept", "application/geo+json-seq").body
	if l := layerOf(t, saved(t, dir, "texts.geojsons", records)); l.FeatureCount != strings.Count(string(records), "\n") {
		t.Errorf("of the text sequence %d features, not %d", l.FeatureCount, strings.Count(string(records), "\n"))
	}
	saved(t, dir, "text.txt", []byte("Floods covered 900 km² of Kano State, 30 km south of Ibadan."))
	ogr(t, os.Getenv("GEOTAG"), "tag", "-o", filepath.Join(dir, "command.geojson"), filepath.Join(dir, "text.txt"))
	if l := layerOf(t, filepath.Join(dir, "command.geojson")); l.FeatureCount < 3 {
		t.Errorf("of what the command writes %d features", l.FeatureCount)
	}
	read += 2

	for _, to := range []struct{ form, file string }{{"GPKG", "out.gpkg"}, {"FlatGeobuf", "out.fgb"}} {
		out := filepath.Join(dir, to.file)
		ogr(t, "ogr2ogr", "-f", to.form, out, filepath.Join(dir, "polygons.geojson"), "-nln", "places")
		ogr(t, "ogr2ogr", "-f", to.form, filepath.Join(dir, "url-"+to.file), "/vsicurl/"+base+"/v1/places?query=Springfield&pageSize=100&flat=true", "-nln", "places")
		if l := layerOf(t, out); l.FeatureCount < 3 || l.geometry != "Multi Polygon" {
			t.Errorf("%s: %d features, %s", to.form, l.FeatureCount, l.geometry)
		}
		if l := layerOf(t, filepath.Join(dir, "url-"+to.file)); l.FeatureCount < 20 || l.geometry != "Point" {
			t.Errorf("%s of a URL: %d features, %s", to.form, l.FeatureCount, l.geometry)
		}
	}
	t.Logf("%d sources", read)
}

// saved writes a file and returns its path.
func saved(t *testing.T, dir, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, b, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}
