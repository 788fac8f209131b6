package tiles

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
)

const (
	typeJSON = "application/json"

	// attribution is what NOTICE asks those for who show the tiles.
	attribution = `<a href="https://www.naturalearthdata.com/">Natural Earth</a> · <a href="https://www.geonames.org/">GeoNames</a> CC BY 4.0, modified`
)

// style is the map's one style, in which colors are tokens such as "$land"; palettes has what they are by theme. The page is built with the same files.
var (
	//go:embed style.json
	style string
	//go:embed palettes.json
	palettesFile []byte

	palettes = sync.OnceValues(func() (map[string]map[string]string, error) {
		var all map[string]map[string]string
		if err := json.Unmarshal(palettesFile, &all); err != nil {
			return nil, fmt.Errorf("tiles: palettes.json: %w", err)
		}
		return all, nil
	})
)

// Style returns the map's style in the form of MapLibre, version 8, for tiles served at origin, such as "https://example.org". The theme is "light" or
// "dark"; another is an error.
func Style(theme, origin string) ([]byte, error) {
	all, err := palettes()
	if err != nil {
		return nil, err
	}
	palette, ok := all[theme]
	if !ok {
		return nil, fmt.Errorf("tiles: there is no theme %q: they are light and dark", theme)
	}
	quoted := func(s string) string {
		b, _ := json.Marshal(s) // a string always is JSON
		return string(b)
	}
	pairs := []string{`"$tiles"`, quoted(origin + "/tiles.json")}
	for token, color := range palette {
		pairs = append(pairs, quoted("$"+token), quoted(color))
	}
	return []byte(strings.NewReplacer(pairs...).Replace(style)), nil
}

// A vectorLayer is a layer as TileJSON describes it.
type vectorLayer struct {
	ID      string            `json:"id"`
	Fields  map[string]string `json:"fields"`
	MinZoom int               `json:"minzoom"`
	MaxZoom int               `json:"maxzoom"`
}

// vectorLayers are the layers that Tiles describes.
var vectorLayers = []vectorLayer{
	{"depth", map[string]string{"depth": "meters that the sea is deeper than"}, 0, maxZoom},
	{"land", map[string]string{"kind": "polar: its edge is not all coast"}, 0, maxZoom},
	{"ice", map[string]string{}, 0, maxZoom},
	{"urban", map[string]string{}, 3, maxZoom},
	{"rivers", map[string]string{"kind": "river or intermittent", "name": "in English, where it is to be shown"}, 1, maxZoom},
	{"water", map[string]string{}, 0, maxZoom},
	{"borders", map[string]string{"kind": "country, disputed or state"}, 0, maxZoom},
	{"waters", map[string]string{"name": "in English", "kind": "ocean, sea, bay or lake", "rank": "the lower, the sooner it should stand"}, 0, maxZoom},
	{"places", map[string]string{
		"name": "in English", "kind": "country, state or settlement", "id": "in the gazetteer", "rank": "the lower, the sooner it should stand",
		"population": "people, of settlements", "capital": "1 of capitals of countries",
	}, 0, maxZoom},
}

// TileJSON describes tiles served at origin, such as "https://example.org": TileJSON 3.0.0.
func TileJSON(origin string) ([]byte, error) {
	return json.Marshal(map[string]any{
		"tilejson": "3.0.0", "name": "geotag", "scheme": "xyz", "tiles": []string{origin + "/tiles/{z}/{x}/{y}.mvt"},
		"minzoom": 0, "maxzoom": maxZoom, "bounds": []float64{-180, -85.0511287798066, 180, 85.0511287798066}, "center": []float64{10, 30, 1},
		"attribution": attribution, "vector_layers": vectorLayers,
	})
}

// ServeTileJSON answers /tiles.json for who reached the server at origin.
func ServeTileJSON(w http.ResponseWriter, r *http.Request, origin string) {
	b, err := TileJSON(origin)
	if err != nil {
		http.Error(w, "the tiles cannot be described", http.StatusInternalServerError)
		return
	}
	answer(w, r, typeJSON, b)
}

// ServeStyle answers /style.json?theme=light|dark, light where none is asked for, for who reached the server at origin.
func ServeStyle(w http.ResponseWriter, r *http.Request, origin string) {
	theme := r.URL.Query().Get("theme")
	if theme == "" {
		theme = "light"
	}
	b, err := Style(theme, origin)
	if err != nil {
		http.Error(w, strings.TrimPrefix(err.Error(), "tiles: "), http.StatusBadRequest)
		return
	}
	answer(w, r, typeJSON, b)
}
