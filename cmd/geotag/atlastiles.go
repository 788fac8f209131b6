package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/klauspost/compress/gzip"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"

	"example.com/geotag/web/tiles"
)

// What of the base map is in the file: the whole world to a zoom, then around the places that most texts name, as deep as there is room. Set by hand: at
// zoom 9 towns stand apart, and four megabytes are what a page of news takes.
const (
	atlasWorldZoom = 3
	atlasMaxZoom   = 9
	atlasTileBytes = 4 << 20
)

// A weight is a point and how many texts name it.
type weight struct {
	at    orb.Point
	texts int
}

// weights returns the places that were counted.
func (k *atlasPlaces) weights() []weight {
	var all []weight
	for at, n := range k.counts {
		all = append(all, weight{orb.Point{math.Mod(at[0]+900, 360) - 180, at[1]}, n})
	}
	return all
}

// writeTiles writes tiles as members of an object, gzip in base64 by z/x/y, until there are enough of them.
func writeTiles(ctx context.Context, w io.Writer, from *tiles.Tiles, places []weight) error {
	left := atlasTileBytes
	comma := ""
	for z := maptile.Zoom(0); z <= atlasMaxZoom; z++ {
		for _, tile := range tilesAt(z, places) {
			b, err := from.Tile(ctx, tile)
			if err != nil {
				return err
			}
			text, err := packed(b)
			if err != nil {
				return err
			}
			if left -= len(text) + len(`"9/123/123":"",`); left < 0 && z > atlasWorldZoom {
				return nil
			}
			if _, err := fmt.Fprintf(w, `%s"%d/%d/%d":"%s"`, comma, tile.Z, tile.X, tile.Y, text); err != nil {
				return err
			}
			comma = ","
		}
	}
	return nil
}

// packed is bytes as gzip in base64.
func packed(b []byte) (string, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return "", err
	}
	w.Write(b)
	err = w.Close()
	return base64.StdEncoding.EncodeToString(out.Bytes()), err
}

// tilesAt returns all tiles of a low zoom, or those of a higher one that have places and those next to them, the ones with most texts first.
func tilesAt(z maptile.Zoom, places []weight) []maptile.Tile {
	side := int(1) << z
	var all []maptile.Tile
	if z <= atlasWorldZoom {
		for x := range side {
			for y := range side {
				all = append(all, maptile.New(uint32(x), uint32(y), z))
			}
		}
		return all
	}
	texts := map[maptile.Tile]int{}
	for _, p := range places {
		at := maptile.At(p.at, z)
		for dx := -1; dx <= 1; dx++ {
			for dy := -1; dy <= 1; dy++ {
				if y := int(at.Y) + dy; y >= 0 && y < side {
					texts[maptile.New(uint32((int(at.X)+dx+side)%side), uint32(y), z)] += p.texts
				}
			}
		}
	}
	for tile := range texts {
		all = append(all, tile)
	}
	slices.SortFunc(all, func(a, b maptile.Tile) int {
		return cmp.Or(cmp.Compare(texts[b], texts[a]), cmp.Compare(a.X, b.X), cmp.Compare(a.Y, b.Y))
	})
	return all
}
