package tiles

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"
)

// base.bin is what tiles show below the names: land, depths of the sea, ice, towns' ground, rivers, lakes and borders, of Natural Earth and, between
// divisions, of the embedded gazetteer. build makes it: `make basemap`. Integers are little-endian and of 32 bits.
//
//	"GTBASE2\n"
//	the directory: where a blob is, after the directory, its bytes, and their CRC (IEEE)
//	  the table of labels
//	  the tiles of the zooms 0 to maxReady, row by row: Mapbox Vector Tiles
//	  the blocks, which are those of maxReady with finer units, of which tiles beyond are cut
//	the CRC of all of the above
//	blobs, each a frame of zstd; equal ones stand there once
//
// The table of labels is lines of text with tabs between: the kind (country, ocean, sea, bay, lake, town), the id in the gazetteer, the English name (of
// towns where it is not the gazetteer's), the longitude, the latitude, and the zoom of 256 pixels from which it is shown, as Natural Earth has it.
//
//go:embed base.bin
var baseFile string

const (
	baseMagic  = "GTBASE2\n"
	maxReady   = 6
	readyTiles = (1<<(2*(maxReady+1)) - 1) / 3
	blobCount  = 1 + readyTiles + 1<<(2*maxReady)
	entryBytes = 12
	headBytes  = len(baseMagic) + blobCount*entryBytes + 4
	maxBlob    = 8 << 20 // bytes of a blob, decoded; the largest has less than one
	blockUnits = 4 * tileUnits
)

// A base is the file, which is read in place: it takes no memory, and pages of it only when they are used.
type base struct{ file string }

// theBase is the embedded one.
var theBase = sync.OnceValues(func() (*base, error) { return newBase(baseFile) })

// decoder unpacks blobs; it may be used by several goroutines at once.
var decoder = sync.OnceValue(func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(maxBlob))
	if err != nil {
		panic(err) // the options are fixed
	}
	return d
})

// newBase refuses a file whose directory is not whole.
func newBase(file string) (*base, error) {
	if len(file) < headBytes || file[:len(baseMagic)] != baseMagic {
		return nil, errors.New("tiles: the base map is no file of this form")
	}
	head := []byte(file[:headBytes-4])
	if crc32.ChecksumIEEE(head) != binary.LittleEndian.Uint32([]byte(file[headBytes-4:headBytes])) {
		return nil, errors.New("tiles: the directory of the base map is damaged")
	}
	return &base{file}, nil
}

// blob unpacks a blob, and refuses one that is damaged.
func (b *base) blob(i int) ([]byte, error) {
	entry := []byte(b.file[len(baseMagic)+i*entryBytes:][:entryBytes])
	at, size, sum := int(binary.LittleEndian.Uint32(entry)), int(binary.LittleEndian.Uint32(entry[4:])), binary.LittleEndian.Uint32(entry[8:])
	if blobs := b.file[headBytes:]; at <= len(blobs) && size <= len(blobs)-at {
		if packed := []byte(blobs[at : at+size]); crc32.ChecksumIEEE(packed) == sum {
			out, err := decoder().DecodeAll(packed, nil)
			if err == nil {
				return out, nil
			}
		}
	}
	return nil, fmt.Errorf("tiles: blob %d of the base map is damaged", i)
}

// ready returns the layers of a tile of a zoom up to maxReady, as a Mapbox Vector Tile.
func (b *base) ready(t maptile.Tile) ([]byte, error) {
	before := (1<<(2*t.Z) - 1) / 3
	return b.blob(1 + before + int(t.Y)<<t.Z + int(t.X))
}

// block returns the block that a tile beyond maxReady lies in, as a Mapbox Vector Tile with blockUnits to a side.
func (b *base) block(x, y uint32) ([]byte, error) {
	return b.blob(1 + readyTiles + int(y)<<maxReady + int(x))
}

// A label is a line of the table of labels.
type label struct {
	kind, id, name string
	point          orb.Point
	min            float64
}

// labels reads the table.
func (b *base) labels() ([]label, error) {
	table, err := b.blob(0)
	if err != nil {
		return nil, err
	}
	var list []label
	for line := range strings.Lines(string(table)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 6 {
			return nil, fmt.Errorf("tiles: line %d of the base map's labels has %d fields", len(list)+1, len(f))
		}
		var n [3]float64
		for i := range n {
			if n[i], err = strconv.ParseFloat(f[3+i], 64); err != nil {
				return nil, fmt.Errorf("tiles: line %d of the base map's labels: %w", len(list)+1, err)
			}
		}
		list = append(list, label{f[0], f[1], f[2], orb.Point{n[0], n[1]}, n[2]})
	}
	return list, nil
}
