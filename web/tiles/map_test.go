package tiles

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/maptile"
	"github.com/paulmach/orb/planar"
)

// features returns those of a layer of a tile of the embedded gazetteer.
func features(t *testing.T, tile maptile.Tile, layer string) []*geojson.Feature {
	t.Helper()
	b, err := drawnWorld(t).get(t.Context(), tile)
	if err != nil {
		t.Fatal(err)
	}
	layers, err := mvt.Unmarshal(b)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range layers {
		if l.Name == layer {
			return l.Features
		}
	}
	return nil
}

// named returns the names of the places of a kind in a tile, the first in rank first.
func named(t *testing.T, tile maptile.Tile, kind string) (names []string) {
	t.Helper()
	list := features(t, tile, "places")
	slices.SortStableFunc(list, func(a, b *geojson.Feature) int {
		return int(a.Properties["rank"].(float64) - b.Properties["rank"].(float64))
	})
	for _, f := range list {
		if f.Properties["kind"] == kind {
			names = append(names, fmt.Sprint(f.Properties["name"]))
		}
	}
	return names
}

func at(lon, lat float64, z maptile.Zoom) maptile.Tile { return maptile.At(orb.Point{lon, lat}, z) }

// Names come by importance: large countries first, a city before what lies within it, and at no zoom too late.
func TestNames(t *testing.T) {
	t.Parallel()
	world := named(t, at(0, 0, 0), "country")
	if brazil := slices.Index(world, "Brazil"); brazil < 0 || brazil > 20 || slices.Contains(world, "Bouvet Island") {
		t.Errorf("countries of the world: %v", world)
	}
	for z := maptile.Zoom(5); z <= 12; z++ {
		for _, city := range []struct {
			name     string
			lon, lat float64
		}{{"New York", -74.00597, 40.71427}, {"Leipzig", 12.37129, 51.33962}, {"Lagos", 3.39467, 6.45407}, {"Kyiv", 30.5238, 50.45466}} {
			if names := named(t, at(city.lon, city.lat, z), "settlement"); len(names) == 0 || z > 8 && names[0] != city.name || z > 6 && !slices.Contains(names, city.name) {
				t.Errorf("zoom %d around %s: %v", z, city.name, names)
			}
		}
	}
	// Quarters of Leipzig, and of New York.
	for z := range maptile.Zoom(nearZoom) {
		for _, at := range []maptile.Tile{at(12.37129, 51.33962, z), at(-73.9, 40.7, z)} {
			for _, name := range named(t, at, "settlement") {
				if slices.Contains([]string{"Plagwitz", "Gohlis", "Jamaica", "Flushing", "Brooklyn", "Manhattan"}, name) {
					t.Errorf("zoom %d names %s", z, name)
				}
			}
		}
	}
	if len(named(t, at(10, 50, 6), "settlement")) > perTile {
		t.Error("a tile is too full")
	}
}

// Towns stand apart, so that a map is not all names: by 64 pixels beside one another, or 16 above, of which a tile has 512.
func TestTownsStandApart(t *testing.T) {
	t.Parallel()
	for z := maptile.Zoom(3); z < nearZoom; z++ {
		var towns []*geojson.Feature
		for _, f := range features(t, at(7, 51.4, z), "places") {
			if f.Properties["kind"] == "settlement" {
				towns = append(towns, f)
			}
		}
		for i, a := range towns {
			for _, b := range towns[:i] {
				p, q := a.Point(), b.Point()
				if math.Abs(p[0]-q[0]) < tileUnits/8-1 && math.Abs(p[1]-q[1]) < tileUnits/32-1 {
					t.Errorf("zoom %d: %s is too near to %s", z, a.Properties["name"], b.Properties["name"])
				}
			}
		}
		if len(towns) < 2 {
			t.Errorf("zoom %d names %d towns", z, len(towns))
		}
	}
}

// France is named in France, and the seas where they are.
func TestLabelPoints(t *testing.T) {
	t.Parallel()
	if names := named(t, at(2.5, 46.7, 6), "country"); !slices.Contains(names, "France") {
		t.Errorf("in France: %v", names)
	}
	for _, sea := range []struct {
		name string
		in   maptile.Tile
	}{{"Black Sea", at(34, 43.3, 4)}, {"Caspian Sea", at(51, 39, 4)}, {"Lake Victoria", at(33, -1, 6)}} {
		var names []string
		for _, f := range features(t, sea.in, "waters") {
			names = append(names, fmt.Sprint(f.Properties["name"]))
		}
		if !slices.Contains(names, sea.name) {
			t.Errorf("%v has %v, and not the %s", sea.in, names, sea.name)
		}
	}
}

// The coasts are where they are at all zooms: points a few kilometers off them on either side.
func TestCoasts(t *testing.T) {
	t.Parallel()
	for z := maptile.Zoom(5); z <= maxZoom; z++ {
		for _, p := range []struct {
			lon, lat float64
			land     bool
		}{
			{30.7233, 46.4825, true}, {30.85, 46.45, false}, // Odesa, and the roads off it
			{-73.97, 40.77, true}, {-73.8, 40.4, false}, // Manhattan, and the bight
			{179.9, 68.9, true}, {-179.9, 68.9, true}, {179.9, 72, false}, // Chukotka on either side of the dateline
			{0.01, 78, false}, {20, -84, true}, // the Greenland Sea, Antarctica
		} {
			tile := at(p.lon, p.lat, z)
			f := maptile.Fraction(orb.Point{p.lon, p.lat}, z)
			pt := orb.Point{(f[0] - float64(tile.X)) * tileUnits, (f[1] - float64(tile.Y)) * tileUnits}
			covered := false
			for _, f := range features(t, tile, "land") {
				switch g := f.Geometry.(type) {
				case orb.Polygon:
					covered = covered || planar.PolygonContains(g, pt)
				case orb.MultiPolygon:
					covered = covered || planar.MultiPolygonContains(g, pt)
				}
			}
			if covered != p.land {
				t.Errorf("zoom %d, %v, %v: land is %v", z, p.lon, p.lat, covered)
			}
		}
	}
}

// Land that the dateline cuts has no edge on it, which a map would draw.
func TestNoSeam(t *testing.T) {
	t.Parallel()
	for z := maptile.Zoom(0); z <= 10; z++ {
		for _, lon := range []float64{-179.9999, 179.9999} {
			edge, seen := 0.0, false
			if lon > 0 {
				edge = tileUnits
			}
			for _, f := range features(t, at(lon, 68, z), "land") {
				for _, r := range rings(f.Geometry) {
					for i := 1; i < len(r); i++ {
						seen = seen || lon < 0 && r[i][0] < edge || lon > 0 && r[i][0] > edge
						if r[i][0] == edge && r[i-1][0] == edge && math.Abs(r[i][1]-r[i-1][1]) > 8 { // a pixel
							t.Errorf("zoom %d: an edge of %v lies on the dateline", z, math.Abs(r[i][1]-r[i-1][1]))
						}
					}
				}
			}
			if !seen && z > 1 {
				t.Errorf("zoom %d at %v: no land crosses the dateline", z, lon)
			}
		}
	}
}

func rings(g orb.Geometry) (list []orb.Ring) {
	switch g := g.(type) {
	case orb.Polygon:
		list = g
	case orb.MultiPolygon:
		for _, p := range g {
			list = append(list, p...)
		}
	}
	return list
}

// Divisions have lines where they are wide enough: the states of the USA at 3, Slovenia's communes at 9. What is disputed is told apart.
func TestBorders(t *testing.T) {
	t.Parallel()
	kinds := func(tile maptile.Tile) map[string]int {
		n := map[string]int{}
		for _, f := range features(t, tile, "borders") {
			n[fmt.Sprint(f.Properties["kind"])]++
		}
		return n
	}
	for z := range maptile.Zoom(3) {
		if n := kinds(at(-95, 40, z)); n["state"] > 0 || n["country"] == 0 {
			t.Errorf("zoom %d: %v", z, n)
		}
	}
	if n := kinds(at(-95, 40, 3)); n["state"] == 0 {
		t.Errorf("the USA: %v", n)
	}
	for z := maptile.Zoom(3); z < 11; z++ {
		if has := crosses(t, at(14.85, 46.05, z), orb.Bound{Min: orb.Point{14.4, 45.9}, Max: orb.Point{15.2, 46.2}}); has != (z >= 9) {
			t.Errorf("zoom %d: Slovenia has lines within: %v", z, has)
		}
	}
	if n := kinds(at(76.5, 34.5, 5)); n["disputed"] == 0 {
		t.Errorf("Kashmir: %v", n)
	}
}

// crosses reports whether a line between divisions has a corner within a bound.
func crosses(t *testing.T, tile maptile.Tile, in orb.Bound) bool {
	t.Helper()
	for _, f := range features(t, tile, "borders") {
		lines, _ := f.Geometry.(orb.MultiLineString)
		if l, ok := f.Geometry.(orb.LineString); ok {
			lines = orb.MultiLineString{l}
		}
		for _, l := range lines {
			for _, p := range l {
				n := math.Exp2(float64(tile.Z))
				lon := (float64(tile.X)+p[0]/tileUnits)/n*360 - 180
				lat := math.Atan(math.Sinh(math.Pi*(1-2*(float64(tile.Y)+p[1]/tileUnits)/n))) * 180 / math.Pi
				if f.Properties["kind"] == "state" && in.Contains(orb.Point{lon, lat}) {
					return true
				}
			}
		}
	}
	return false
}
