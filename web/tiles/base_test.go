package tiles

import (
	"bytes"
	"testing"

	"github.com/paulmach/orb/maptile"
)

// A file that is damaged is refused, wherever it is.
func TestDamage(t *testing.T) {
	t.Parallel()
	tile, deep := at(10, 50, 5), at(10, 50, 9)
	b, err := theBase()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := newGround(b).tile(deep); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"", baseMagic, baseFile[:headBytes-1], "x" + baseFile[1:], flipped(100), flipped(headBytes - 1)} {
		if _, err := newBase(file); err == nil {
			t.Errorf("%d bytes are taken", len(file))
		}
	}
	cut, err := newBase(baseFile[:headBytes+1000])
	if err != nil {
		t.Fatal(err)
	}
	for _, tile := range []maptile.Tile{tile, deep} {
		if _, err := newGround(cut).tile(tile); err == nil {
			t.Errorf("%v is taken from a file that was cut", tile)
		}
	}
	if damaged, err := newBase(flipped(headBytes + 10)); err != nil {
		t.Error(err)
	} else if _, err := damaged.labels(); err == nil {
		t.Error("damaged labels are taken")
	}
}

// flipped returns the file with another byte.
func flipped(i int) string { return baseFile[:i] + string(baseFile[i]^1) + baseFile[i+1:] }

// FuzzBase damages the file: its tiles are refused, or are what they were.
func FuzzBase(f *testing.F) {
	b, err := theBase()
	if err != nil {
		f.Fatal(err)
	}
	good := []byte(baseFile)
	f.Add(uint32(headBytes+5), byte(1), uint32(5), uint32(16), uint32(10))
	f.Add(uint32(20), byte(255), uint32(8), uint32(130), uint32(80))
	f.Fuzz(func(t *testing.T, where uint32, with byte, z, x, y uint32) {
		z %= maxZoom + 1
		tile := maptile.New(x%(1<<z), y%(1<<z), maptile.Zoom(z))
		whole, err := newGround(b).tile(tile)
		if err != nil {
			t.Fatal(err)
		}
		where %= uint32(len(good))
		good[where] ^= with
		damaged, err := newBase(string(good))
		good[where] ^= with
		if err != nil {
			return
		}
		if tile, err := newGround(damaged).tile(tile); err == nil && !bytes.Equal(tile, whole) {
			t.Error("a damaged tile is another")
		}
		if _, err := damaged.labels(); err != nil && with == 0 {
			t.Error(err)
		}
	})
}
