package web

import (
	"context"
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
	"golang.org/x/sync/singleflight"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/mmap"
)

const (
	maxZoom   = 14
	keptBytes = 32 << 20 // of tiles; then they are made anew
	tileBytes = 256      // that a tile takes to be kept, beside its own: an estimate
	mvtType   = "application/vnd.mapbox-vector-tile"
	tileUnits = 4096 // the side of a tile, as usual (Mapbox Vector Tile Specification 2.1)
	edgeUnits = 64   // that shapes go on beyond it, so that no seam shows
)

// tiles makes vector tiles of the gazetteer: the layers land and borders (countries and first-order divisions as polygons, with name and id), and places
// (points with name, kind, population and rank).
type tiles struct {
	current func() *gazetteer.Index
	mu      sync.Mutex
	drawn   *drawn
}

// drawn is what is drawn of one gazetteer. Tiles that many ask for at once are made once.
type drawn struct {
	ix     *gazetteer.Index
	making singleflight.Group

	opening sync.Mutex
	atlas   *atlas // nil: it is not made yet

	mu   sync.Mutex
	kept map[maptile.Tile][]byte
	size int // of what is kept, in bytes
}

func newTiles(current func() *gazetteer.Index) http.Handler {
	return &tiles{current: current}
}

// of returns what is drawn of a gazetteer; what was drawn of another goes.
func (t *tiles) of(ix *gazetteer.Index) *drawn {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.drawn == nil || t.drawn.ix != ix {
		t.drawn = &drawn{ix: ix, kept: map[maptile.Tile][]byte{}}
	}
	return t.drawn
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
		b, err := t.of(ix).get(r.Context(), tile)
		if r.Context().Err() != nil {
			return // nobody listens
		}
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

// get returns a tile, made or kept. Of those who ask for a tile at once the first makes it; where that one's context ends before the tile is made, another
// does.
func (d *drawn) get(ctx context.Context, tile maptile.Tile) ([]byte, error) {
	for ctx.Err() == nil {
		if b, ok := d.find(tile); ok {
			return b, nil
		}
		made, err, _ := d.making.Do(fmt.Sprint(tile), func() (any, error) {
			var b []byte
			err := mmap.Guard(func() (err error) {
				b, err = d.open().encode(ctx, tile)
				return err
			})
			if err == nil {
				d.keep(tile, b)
			}
			return b, err
		})
		if !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
			return made.([]byte), err
		}
	}
	return nil, ctx.Err()
}

// open returns the atlas, which it makes once. Tiles that are kept do not wait for it.
func (d *drawn) open() *atlas {
	d.opening.Lock()
	defer d.opening.Unlock()
	if d.atlas == nil {
		d.atlas = newAtlas(d.ix)
	}
	return d.atlas
}

func (d *drawn) find(tile maptile.Tile) ([]byte, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	b, ok := d.kept[tile]
	return b, ok
}

func (d *drawn) keep(tile maptile.Tile, b []byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.size += len(b) + tileBytes; d.size > keptBytes {
		clear(d.kept)
		d.size = len(b) + tileBytes
	}
	d.kept[tile] = b
}

// encode makes a tile. It ends early where the context does.
func (a *atlas) encode(ctx context.Context, tile maptile.Tile) ([]byte, error) {
	layers := mvt.Layers{
		a.layer(ctx, "land", tile, gazetteer.Country), a.layer(ctx, "borders", tile, gazetteer.Admin1), a.labels(tile),
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return mvt.Marshal(layers)
}

// layer makes a layer of the boundaries of one type.
func (a *atlas) layer(ctx context.Context, name string, tile maptile.Tile, kind gazetteer.Type) *mvt.Layer {
	fc := geojson.NewFeatureCollection()
	bound := tile.Bound()
	// A pixel of a screen is an eighth of what a tile of 512 pixels tells apart; half of one is not seen.
	pixel := (bound.Max[0] - bound.Min[0]) / 512 * metresPerDegree
	for _, area := range a.areas {
		if area.kind != kind || !area.bound.Intersects(bound) || kind == gazetteer.Admin1 && tile.Z < 3 {
			continue
		}
		if ctx.Err() != nil {
			break
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
