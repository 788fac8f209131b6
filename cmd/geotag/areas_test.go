package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"example.com/geotag/internal/rfc7946"
)

// TestAreaTexts holds the maps of testdata/areas, each a text and its GeoJSON, a feature a line, to be opened in any viewer. UPDATE=1 writes
// them anew: look at them before they are committed.
func TestAreaTexts(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../testdata/areas/*.txtar")
	if err != nil || len(files) < 10 {
		t.Fatal(len(files), "texts: ", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			e := env{stdin: bytes.NewReader(ar.Files[0].Data), stdout: &out, stderr: io.Discard}
			if err := tag(t.Context(), e, nil); err != nil {
				t.Fatal(err)
			}
			if err := rfc7946.Check(out.Bytes()); err != nil {
				t.Error(err)
			}
			got := readable(t, out.Bytes())
			if os.Getenv("UPDATE") != "" {
				ar.Files[1].Data = got
				if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want := scores.ReplaceAll(ar.Files[1].Data, nil)
			if got := scores.ReplaceAll(got, nil); !bytes.Equal(got, want) {
				t.Errorf("the map differs; UPDATE=1 writes it anew:\n%s", firstDifference(string(want), string(got)))
			}
		})
	}
}

// scores are left out of the comparison: they change a little with every model.
var scores = regexp.MustCompile(`"score":[0-9.]+,`)

// readable prints a collection with a feature a line, without the versions, which change with every build.
func readable(t *testing.T, doc []byte) []byte {
	t.Helper()
	var d struct {
		Features []json.RawMessage `json:"features"`
	}
	if err := json.Unmarshal(doc, &d); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	b.WriteString("{\"type\":\"FeatureCollection\",\"features\":[\n")
	for i, f := range d.Features {
		if i > 0 {
			b.WriteString(",\n")
		}
		b.Write(f)
	}
	b.WriteString("\n]}\n")
	return b.Bytes()
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return "want " + w[i] + "\n got " + g[i]
		}
	}
	return "one is longer"
}
