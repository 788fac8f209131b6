package web

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/maptile"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/mmap"
)

const (
	maxZoom   = 14
	maxTiles  = 2048 // that are kept
	mvtType   = "application/vnd.mapbox-vector-tile"
	tileUnits = 4096 // the side of a tile, as usual (Mapbox Vector Tile Specification 2.1)
	edgeUnits = 64   // that shapes go on beyond it, so that no seam shows
)

// tiles makes vector tiles of the gazetteer: the layers land and borders (countries and first-order divisions as polygons, with name and id), and places
// (points with name, kind, population and rank).
type tiles struct {
	current func() *gazetteer.Index
	mu      sync.Mutex
	ix      *gazetteer.Index // of the atlas and the tiles kept
	atlas   *atlas
	kept    map[maptile.Tile][]byte
}

func newTiles(current func() *gazetteer.Index) http.Handler {
	return &tiles{current: current}
}

// ServeHTTP answers /tiles/{z}/{x}/{y}.mvt.
func (t *tiles) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	tile, err := parseTile(r.PathValue("z"), r.PathValue("x"), r.PathValue("name"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	ix := t.current()
	if ix == nil {
		http.Error(w, "the gazetteer is still being read", http.StatusServiceUnavailable)
		return
	}
	unlessKnown(t.current, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		var b []byte
		err := mmap.Guard(func() (err error) {
			b, err = t.get(ix, tile)
			return err
		})
		if errors.Is(err, mmap.ErrChanged) {
			http.Error(w, "the gazetteer is being replaced", http.StatusServiceUnavailable)
			return
		}
		if err != nil {
			http.Error(w, "the tile cannot be made", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", mvtType)
		w.Write(b)
	})).ServeHTTP(w, r)
}

func parseTile(z, x, name string) (maptile.Tile, error) {
	y, ok := strings.CutSuffix(name, ".mvt")
	if !ok {
		return maptile.Tile{}, fmt.Errorf("tiles are /tiles/{z}/{x}/{y}.mvt")
	}
	var n [3]uint64
	for i, s := range []string{z, x, y} {
		v, err := strconv.ParseUint(s, 10, 16)
		if err != nil {
			return maptile.Tile{}, fmt.Errorf("%q is no number of a tile", s)
		}
		n[i] = v
	}
	if n[0] > maxZoom || n[1] >= 1<<n[0] || n[2] >= 1<<n[0] {
		return maptile.Tile{}, fmt.Errorf("there is no tile %d/%d/%d: zooms are 0 to %d", n[0], n[1], n[2], maxZoom)
	}
	return maptile.New(uint32(n[1]), uint32(n[2]), maptile.Zoom(n[0])), nil
}

// get returns a tile, made or kept.
func (t *tiles) get(ix *gazetteer.Index, tile maptile.Tile) ([]byte, error) {
	a, b, ok := t.known(ix, tile)
	if ok {
		return b, nil
	}
	b, err := a.encode(tile)
	if err != nil {
		return nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ix == ix {
		if len(t.kept) >= maxTiles {
			clear(t.kept)
		}
		t.kept[tile] = b
	}
	return b, nil
}

// known returns the atlas, and the tile if it is kept.
func (t *tiles) known(ix *gazetteer.Index, tile maptile.Tile) (a *atlas, b []byte, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ix != ix {
		t.ix, t.atlas, t.kept = ix, newAtlas(ix), map[maptile.Tile][]byte{}
	}
	b, ok = t.kept[tile]
	return t.atlas, b, ok
}

// encode makes a tile.
func (a *atlas) encode(tile maptile.Tile) ([]byte, error) {
	layers := mvt.Layers{
		a.layer("land", tile, gazetteer.Country), a.layer("borders", tile, gazetteer.Admin1), a.labels(tile),
	}
	return mvt.Marshal(layers)
}

// layer makes a layer of the boundaries of one type.
func (a *atlas) layer(name string, tile maptile.Tile, kind gazetteer.Type) *mvt.Layer {
	fc := geojson.NewFeatureCollection()
	bound := tile.Bound()
	// A pixel of a screen is an eighth of what a tile of 512 pixels tells apart; half of one is not seen.
	pixel := (bound.Max[0] - bound.Min[0]) / 512 * metresPerDegree
	for _, area := range a.areas {
		if area.kind != kind || !area.bound.Intersects(bound) || kind == gazetteer.Admin1 && tile.Z < 3 {
			continue
		}
		shape := area.place.Boundary(pixel / 2)
		if len(shape) == 0 {
			continue
		}
		f := geojson.NewFeature(clip.MultiPolygon(pad(bound), shape))
		f.Properties["name"], f.Properties["id"] = area.name, area.id
		fc.Append(f)
	}
	return project(name, fc, tile)
}

// pad returns a tile's bound with its edges.
func pad(b orb.Bound) orb.Bound {
	return b.Pad((b.Max[0] - b.Min[0]) * edgeUnits / tileUnits)
}

func project(name string, fc *geojson.FeatureCollection, tile maptile.Tile) *mvt.Layer {
	l := mvt.NewLayer(name, fc)
	l.Version = 2
	l.ProjectToTile(tile)
	l.Clip(orb.Bound{Min: orb.Point{-edgeUnits, -edgeUnits}, Max: orb.Point{tileUnits + edgeUnits, tileUnits + edgeUnits}})
	l.RemoveEmpty(1, 1)
	return l
}
