package tiles

import (
	"bytes"
	"compress/gzip"
	"testing"
	"time"

	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"
)

// BenchmarkTile makes tiles that are not kept: of each zoom those around a few towns.
func BenchmarkTile(b *testing.B) {
	var all []maptile.Tile
	for z := range maptile.Zoom(maxZoom + 1) {
		for _, at := range []orb.Point{{36.2, 51.7}, {-95.4, 29.8}, {8.5, 12}, {77.2, 28.6}, {151.2, -33.9}, {10.7, 59.9}} {
			all = append(all, maptile.At(at, z))
		}
	}
	d := drawnWorld(b)
	if _, _, err := d.open(); err != nil { // what is read once
		b.Fatal(err)
	}
	var took []time.Duration
	for i := 0; b.Loop(); i++ {
		if i%len(all) == 0 {
			d.ground.blocks.Purge()
		}
		began := time.Now()
		if _, err := d.make(b.Context(), all[i%len(all)]); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2].Seconds()*1e3, "p50-ms")
	b.ReportMetric(took[len(took)*95/100].Seconds()*1e3, "p95-ms")
	b.ReportMetric(took[len(took)-1].Seconds()*1e3, "max-ms")
}

// BenchmarkWorld weighs the whole world from zoom 0 to 6, as it is sent.
func BenchmarkWorld(b *testing.B) {
	d := drawnWorld(b)
	for b.Loop() {
		raw, sent := 0, 0
		for z := range maptile.Zoom(7) {
			for x := range uint32(1) << z {
				for y := range uint32(1) << z {
					tile, err := d.make(b.Context(), maptile.New(x, y, z))
					if err != nil {
						b.Fatal(err)
					}
					raw, sent = raw+len(tile), sent+gzipped(b, tile)
				}
			}
		}
		b.ReportMetric(float64(raw)/1e6, "MB-raw")
		b.ReportMetric(float64(sent)/1e6, "MB-gzip")
	}
}

// gzipped returns how many bytes are sent: the handler leaves what is less than a kilobyte as it is.
func gzipped(b *testing.B, tile []byte) int {
	b.Helper()
	if len(tile) < 1024 {
		return len(tile)
	}
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(tile); err != nil {
		b.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	return out.Len()
}
