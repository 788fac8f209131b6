//go:build unix

package tiles

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
)

// A tile of a gazetteer whose file is truncated is not to be had, and the process goes on with the next.
func TestTilesOfATruncatedFile(t *testing.T) {
	var b bytes.Buffer
	box := orb.Bound{Min: orb.Point{2, 4}, Max: orb.Point{14, 13}}
	err := gazetteer.Compile(&b, func(yield func(gazetteer.Entry, error) bool) {
		yield(gazetteer.Entry{ID: "NG", Name: "Nigeria", Type: gazetteer.Country, FeatureCode: "PCLI", Country: "NG", Point: orb.Point{8, 10},
			Extent: box, Boundary: orb.MultiPolygon{box.ToPolygon()}}, nil)
	}, gazetteer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "live.gaz")
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	mapped, err := gazetteer.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := gazetteer.Load(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	current := mapped
	mux := http.NewServeMux()
	mux.Handle("GET /tiles/{z}/{x}/{name}", New(func() *gazetteer.Index { return current }))
	tile := func() int {
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequest("GET", "/tiles/0/0/0.mvt", nil))
		return w.Code
	}
	if err := os.Truncate(name, 0); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if code := tile(); code != http.StatusServiceUnavailable {
			t.Errorf("a truncated file: %d", code)
		}
	}
	current = whole
	if code := tile(); code != http.StatusOK {
		t.Errorf("another file: %d", code)
	}
}
