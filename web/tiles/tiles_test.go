package tiles

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/paulmach/orb/maptile"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
)

// theWorld is what is drawn of the embedded gazetteer, of which no test may count what is kept.
var theWorld = sync.OnceValues(func() (*drawn, error) {
	ix, err := world.Index()
	return (&Tiles{}).of(ix), err
})

func drawnWorld(t testing.TB) *drawn {
	t.Helper()
	d, err := theWorld()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// A caller who has gone gets no tile, and spoils none for those who stay.
func TestTileCanceled(t *testing.T) {
	t.Parallel()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	d := (&Tiles{}).of(ix)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	tile := maptile.New(18, 10, 5)
	if _, err := d.get(gone, tile); !errors.Is(err, context.Canceled) || len(d.kept) > 0 {
		t.Errorf("%v, %d kept", err, len(d.kept))
	}
	if _, err := d.make(gone, tile); !errors.Is(err, context.Canceled) {
		t.Errorf("a tile for nobody: %v", err)
	}
	var all sync.WaitGroup
	for i := range 8 {
		ctx := t.Context()
		if i%2 == 0 {
			ctx = gone
		}
		all.Go(func() {
			if b, err := d.get(ctx, tile); (err == nil) != (ctx.Err() == nil) || err == nil && len(b) == 0 {
				t.Errorf("%d bytes, %v", len(b), err)
			}
		})
	}
	all.Wait()
}

// Tiles are kept within their bytes.
func TestTilesKept(t *testing.T) {
	t.Parallel()
	d := &drawn{kept: map[maptile.Tile][]byte{}}
	for i := range uint32(100) {
		d.keep(maptile.New(i, 0, 14), make([]byte, keptBytes/10))
		size := 0
		for _, b := range d.kept {
			size += len(b) + tileBytes
		}
		if size > keptBytes || size != d.size {
			t.Fatalf("%d bytes are kept, counted as %d", size, d.size)
		}
	}
	if b, ok := d.find(maptile.New(99, 0, 14)); !ok || len(b) != keptBytes/10 {
		t.Error("the last tile is not kept")
	}
	ix := new(gazetteer.Index)
	var faces Tiles
	if a := faces.of(ix); a != faces.of(ix) || a == faces.of(new(gazetteer.Index)) {
		t.Error("what is drawn is not of one gazetteer")
	}
}
