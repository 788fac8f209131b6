package main

import (
	"encoding/binary"
	"hash/crc32"

	"github.com/klauspost/compress/zstd"
	"github.com/paulmach/orb"
)

const maxReady = 6 // the last zoom whose tiles are ready, as web/tiles has it

// A file is base.bin, whose form web/tiles/base.go describes.
type file struct {
	labels    []byte
	directory []byte
	blobs     []byte
	known     map[string]int // where a blob is
	encoder   *zstd.Encoder
}

func newFile(labels []byte) *file {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<20))
	if err != nil {
		panic(err) // the options are fixed
	}
	f := &file{known: map[string]int{}, encoder: e}
	f.labels = f.encoder.EncodeAll(labels, nil)
	f.put(f.labels)
	return f
}

func (f *file) size() int { return len(f.blobs) }

func (f *file) put(blob []byte) {
	at, ok := f.known[string(blob)]
	if !ok {
		at = len(f.blobs)
		f.known[string(blob)] = at
		f.blobs = append(f.blobs, blob...)
	}
	f.directory = binary.LittleEndian.AppendUint32(f.directory, uint32(at))
	f.directory = binary.LittleEndian.AppendUint32(f.directory, uint32(len(blob)))
	f.directory = binary.LittleEndian.AppendUint32(f.directory, crc32.ChecksumIEEE(blob))
}

// addZoom adds the tiles of a zoom, row by row, or with block 1 its blocks.
func (f *file) addZoom(z, block int, layers []*layer) error {
	var prepared [][]piece
	var names []string
	for _, l := range layers {
		prepared, names = append(prepared, prepare(l, z, block == 1)), append(names, l.name)
	}
	n := 1 << z
	tiles := make([][]byte, n*n)
	c := cutting{extent: units, zoom: z, done: func(x, y int, tile []byte) error {
		tiles[y*n+x] = f.encoder.EncodeAll(tile, nil)
		return nil
	}}
	if block == 1 {
		c.extent *= finer
	}
	world := orb.Bound{Min: orb.Point{-beyond, -beyond}, Max: orb.Point{1 + beyond, 1 + beyond}}
	for i := range prepared {
		prepared[i] = clipped(world, prepared[i])
	}
	if err := c.cut(0, 0, 0, prepared, names); err != nil {
		return err
	}
	for _, t := range tiles {
		f.put(t)
	}
	return nil
}

// bytes returns the file as a whole.
func (f *file) bytes() []byte {
	out := []byte("GTBASE2\n")
	out = append(out, f.directory...)
	out = binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE(out))
	return append(out, f.blobs...)
}
