package server_test

import (
	"bufio"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"google.golang.org/protobuf/proto"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/server"
)

// asked are requests that differ in what an answer holds, but for their text.
var asked = map[string]*geotagv1.TagRequest{
	"nothing": {},
	"all": {
		Id: "a \"quoted\" <id>", IncludeRejected: true, IncludeEvidence: true, MaxAlternatives: 5, DisplayLanguage: "fr",
		Geometry: geotagv1.GeometryDetail_GEOMETRY_DETAIL_BOUNDARY, SimplifyToleranceM: 5000,
		OffsetEncoding: geotagv1.OffsetEncoding_OFFSET_ENCODING_UTF16,
	},
	"boxes per mention": {
		FeaturePerMention: true, Geometry: geotagv1.GeometryDetail_GEOMETRY_DETAIL_BBOX, DisplayLanguage: "ru", IncludeRejected: true,
		OffsetEncoding: geotagv1.OffsetEncoding_OFFSET_ENCODING_UTF32,
	},
	"polygons": {GeometryType: geotagv1.GeometryType_GEOMETRY_TYPE_MULTI_POLYGON, Geometry: geotagv1.GeometryDetail_GEOMETRY_DETAIL_BOUNDARY, SimplifyToleranceM: 20000},
	"points":   {GeometryType: geotagv1.GeometryType_GEOMETRY_TYPE_POINT, FeaturePerMention: true, CountryCodes: []string{"US", "NG", "UA"}},
}

// ownTexts are texts of this repository that show what an answer may hold.
func ownTexts(t *testing.T) (texts []string) {
	t.Helper()
	for _, folder := range []string{"tag", "areas"} {
		files, _ := filepath.Glob("../testdata/" + folder + "/*.txtar")
		for _, name := range files {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, string(ar.Files[0].Data))
		}
	}
	files, _ := filepath.Glob("../testdata/languages/*.txt")
	for _, name := range append(files, "../testdata/article.txt") {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	if len(texts) < 50 {
		t.Fatalf("%d texts", len(texts))
	}
	return texts
}

// linesOf returns the texts of a file with one a line.
func linesOf(t testing.TB, name string) (texts []string) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var line struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, line.Text)
	}
	return texts
}

// AppendTag writes the bytes that a client writes of the answer that came over a connection.
func TestAppendTagIsTheJSONOfTheWire(t *testing.T) {
	t.Parallel()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	s := server.New(geotag.New(ix), server.Options{})
	conn, _ := serve(t, s)
	api := geotagv1.NewGeotagServiceClient(conn)
	texts := ownTexts(t)
	own := len(texts)
	gold, _ := filepath.Glob("../testdata/gold/*.jsonl")
	corpora, _ := filepath.Glob("../../shared/corpora/*.jsonl")
	for _, name := range append(gold, corpora...) {
		texts = append(texts, linesOf(t, name)...)
	}
	if len(corpora) == 0 {
		t.Log("SKIPPED: no gold corpora here; the texts of this repository alone are compared")
	}
	names := slices.Sorted(maps.Keys(asked))
	var b []byte
	for i, text := range texts {
		for k, name := range names {
			if i >= own && i%len(names) != k {
				continue // of texts that are many, each is asked about in one way
			}
			req := proto.CloneOf(asked[name])
			req.Text = text
			resp, err := api.Tag(t.Context(), req)
			if err != nil {
				t.Fatal(err)
			}
			want, err := client.GeoJSON(resp)
			if err != nil {
				t.Fatal(err)
			}
			if b, err = s.AppendTag(t.Context(), append(b[:0], "before"...), req); err != nil {
				t.Fatal(err)
			}
			if got := strings.TrimPrefix(string(b), "before"); got != string(want) {
				t.Fatalf("%s of %.60q: %s", name, text, firstDifference(got, string(want)))
			}
		}
	}
}

// firstDifference says where two strings differ.
func firstDifference(got, want string) string {
	i := 0
	for i < min(len(got), len(want)) && got[i] == want[i] {
		i++
	}
	from := max(0, i-60)
	return "at byte " + got[from:min(len(got), i+40)] + "\nwant    " + want[from:min(len(want), i+40)]
}
