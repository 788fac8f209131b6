package tiles

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/maptile"
)

// The style has a color for each token in each theme, names layers and attributes that tiles have, and says where they are.
func TestStyle(t *testing.T) {
	t.Parallel()
	for _, theme := range []string{"light", "dark"} {
		b, err := Style(theme, "https://maps.example.org:8443")
		if err != nil {
			t.Fatal(err)
		}
		if i := strings.Index(string(b), `"$`); i >= 0 {
			t.Errorf("%s has no %.20s", theme, b[i:])
		}
		var style struct {
			Sources map[string]struct{ Type, URL string }
			Layers  []struct {
				ID     string
				Source string
				Layer  string `json:"source-layer"`
			}
		}
		if err := json.Unmarshal(b, &style); err != nil {
			t.Fatal(err)
		}
		if base := style.Sources["base"]; base.Type != "vector" || base.URL != "https://maps.example.org:8443/tiles.json" {
			t.Errorf("the source is %v", base)
		}
		ids := map[string]bool{}
		for _, l := range style.Layers {
			if ids[l.ID] || l.Source == "base" && !slices.ContainsFunc(vectorLayers, func(v vectorLayer) bool { return v.ID == l.Layer }) {
				t.Errorf("layer %q is there twice, or draws what no tile has: %q", l.ID, l.Layer)
			}
			ids[l.ID] = true
		}
	}
	if _, err := Style("sepia", ""); err == nil {
		t.Error("any theme will do")
	}
	all, err := palettes()
	if err != nil {
		t.Fatal(err)
	}
	for token := range all["light"] {
		if all["dark"][token] == "" {
			t.Errorf("dark has no %s", token)
		}
		if token != "space" && !strings.Contains(style, `"$`+token+`"`) { // that around the globe is the page's
			t.Errorf("nothing is drawn in %s", token)
		}
	}
}

// TileJSON describes the layers and attributes that tiles have.
func TestTileJSON(t *testing.T) {
	t.Parallel()
	b, err := TileJSON("http://localhost:8081")
	if err != nil {
		t.Fatal(err)
	}
	var described struct {
		TileJSON string
		Tiles    []string
		Layers   []vectorLayer `json:"vector_layers"`
	}
	if err := json.Unmarshal(b, &described); err != nil {
		t.Fatal(err)
	}
	if described.TileJSON != "3.0.0" || !slices.Equal(described.Tiles, []string{"http://localhost:8081/tiles/{z}/{x}/{y}.mvt"}) {
		t.Errorf("%s", b)
	}
	for z := range maxZoom + 1 {
		tile, err := drawnWorld(t).get(t.Context(), at(30.6, 50.3, maptile.Zoom(z)))
		if err != nil {
			t.Fatal(err)
		}
		layers, err := mvt.Unmarshal(tile)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range layers {
			i := slices.IndexFunc(described.Layers, func(v vectorLayer) bool { return v.ID == l.Name })
			if i < 0 {
				t.Fatalf("nothing is said of the layer %s", l.Name)
			}
			if z < described.Layers[i].MinZoom {
				t.Errorf("%s begins at zoom %d", l.Name, z)
			}
			for _, f := range l.Features {
				for name := range f.Properties {
					if described.Layers[i].Fields[name] == "" {
						t.Errorf("nothing is said of %s of %s", name, l.Name)
					}
				}
			}
		}
	}
}
