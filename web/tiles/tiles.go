// Package tiles makes the map below what a text names: vector tiles of Natural Earth's land, sea, waters and borders and of the names of the gazetteer
// that serves, and the style that draws them. Nothing is fetched from anywhere.
package tiles

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

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

// Tiles makes vector tiles with these layers, in the order in which they are drawn. Layers that would be empty are left out, but for the names.
//
//	depth    areas deeper than depth meters: 200 and 2,000
//	land     areas, islands among them; of kind polar is Antarctica, whose edge is not all coast
//	ice      areas that glaciers cover
//	urban    areas that towns cover, from zoom 3
//	rivers   lines with kind (river, intermittent) and, where it is to be shown, name
//	water    areas of lakes and reservoirs
//	borders  lines with kind: country, disputed (of countries, and somebody says otherwise), state (between first-order divisions, where those are wide enough)
//	waters   points with name, kind (ocean, sea, bay, lake) and rank
//	places   points with name, kind (country, state, settlement), id in the gazetteer and rank, of settlements also population, and capital where they are one
//
// The lower its rank, the sooner a name should stand. A Tiles may be used by several goroutines at once.
type Tiles struct {
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
	ground  *ground

	mu   sync.Mutex
	kept map[maptile.Tile][]byte
	size int // of what is kept, in bytes
}

// New returns the tiles of the gazetteer that current returns, which may be another at each call; nil: none is there yet.
func New(current func() *gazetteer.Index) *Tiles {
	return &Tiles{current: current}
}

// of returns what is drawn of a gazetteer; what was drawn of another goes.
func (t *Tiles) of(ix *gazetteer.Index) *drawn {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.drawn == nil || t.drawn.ix != ix {
		t.drawn = &drawn{ix: ix, kept: map[maptile.Tile][]byte{}}
	}
	return t.drawn
}

// ErrReading says that there is no gazetteer yet.
var ErrReading = errors.New("the gazetteer is still being read")

// Tile returns a tile of a zoom from 0 to 14, made or kept: a Mapbox Vector Tile, which is not to be changed. It ends early where the context does. Errors
// are ErrReading, mmap.ErrChanged where the gazetteer's file was changed, and what is wrong with the base map.
func (t *Tiles) Tile(ctx context.Context, tile maptile.Tile) ([]byte, error) {
	ix := t.current()
	if ix == nil {
		return nil, ErrReading
	}
	return t.of(ix).get(ctx, tile)
}

// ServeHTTP answers /tiles/{z}/{x}/{name}, where name is {y}.mvt.
func (t *Tiles) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	tile, err := parseTile(r.PathValue("z"), r.PathValue("x"), r.PathValue("name"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	b, err := t.Tile(r.Context(), tile)
	switch {
	case r.Context().Err() != nil: // nobody listens
	case errors.Is(err, ErrReading):
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
	case errors.Is(err, mmap.ErrChanged):
		http.Error(w, "the gazetteer is being replaced", http.StatusServiceUnavailable)
	case err != nil:
		http.Error(w, "the tile cannot be made", http.StatusInternalServerError)
	default:
		answer(w, r, mvtType, b)
	}
}

// answer writes a body, a part of it where that is asked for, or 304 where the caller has it.
func answer(w http.ResponseWriter, r *http.Request, typ string, body []byte) {
	sum := sha256.Sum256(body)
	w.Header().Set("ETag", fmt.Sprintf(`W/"%x"`, sum[:8]))
	w.Header().Set("Cache-Control", "no-cache") // keep it, and ask
	w.Header().Set("Content-Type", typ)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
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
				b, err = d.make(ctx, tile)
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

// make makes a tile: what lies below the names, and the names.
func (d *drawn) make(ctx context.Context, tile maptile.Tile) ([]byte, error) {
	ground, atlas, err := d.open()
	if err != nil {
		return nil, err
	}
	below, err := ground.tile(tile)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	names, err := mvt.Marshal(atlas.tile(tile))
	return append(below, names...), err // as layers are repeated fields of the message
}

// open returns the atlas and the ground, which it makes once. Tiles that are kept do not wait for it.
func (d *drawn) open() (*ground, *atlas, error) {
	d.opening.Lock()
	defer d.opening.Unlock()
	if d.atlas != nil {
		return d.ground, d.atlas, nil
	}
	base, err := theBase()
	if err != nil {
		return nil, nil, err
	}
	labels, err := base.labels()
	if err != nil {
		return nil, nil, err
	}
	d.ground, d.atlas = newGround(base), newAtlas(d.ix, labels)
	return d.ground, d.atlas, nil
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

func project(name string, fc *geojson.FeatureCollection, tile maptile.Tile) *mvt.Layer {
	l := mvt.NewLayer(name, fc)
	l.Version = 2
	l.ProjectToTile(tile)
	return l
}
