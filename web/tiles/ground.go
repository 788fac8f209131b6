package tiles

import (
	"math"

	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/maptile"
	"github.com/paulmach/orb/planar"
)

// openBlocks is how many blocks are kept open: about those that a screen shows at once. The largest takes 2 MB.
const openBlocks = 6

// A ground makes the layers below the names.
type ground struct {
	base   *base
	blocks *lru.Cache[maptile.Tile, []blockLayer]
}

// A blockLayer is a layer of a block, in its units.
type blockLayer struct {
	name     string
	features []blockFeature
}

// A blockFeature has pieces: polygons, or lines.
type blockFeature struct {
	properties geojson.Properties
	min        float64 // the first zoom that shows it
	pieces     []piece
}

type piece struct {
	bound orb.Bound
	shape orb.Geometry // an orb.Polygon or an orb.LineString
}

func newGround(b *base) *ground {
	blocks, err := lru.New[maptile.Tile, []blockLayer](openBlocks)
	if err != nil {
		panic(err) // the size is fixed
	}
	return &ground{b, blocks}
}

// tile returns the layers of a tile, as a Mapbox Vector Tile.
func (g *ground) tile(t maptile.Tile) ([]byte, error) {
	if t.Z <= maxReady {
		return g.base.ready(t)
	}
	deeper := t.Z - maxReady
	block := maptile.New(t.X>>deeper, t.Y>>deeper, maxReady)
	layers, err := g.open(block)
	if err != nil {
		return nil, err
	}
	side := float64(blockUnits) / math.Exp2(float64(deeper))
	origin := orb.Point{float64(t.X-block.X<<deeper) * side, float64(t.Y-block.Y<<deeper) * side}
	box := orb.Bound{Min: origin, Max: orb.Point{origin[0] + side, origin[1] + side}}.Pad(side * edgeUnits / tileUnits)
	at := func(p orb.Point) orb.Point {
		return orb.Point{math.Round((p[0] - origin[0]) / side * tileUnits), math.Round((p[1] - origin[1]) / side * tileUnits)}
	}
	var out mvt.Layers
	for _, l := range layers {
		fc := geojson.NewFeatureCollection()
		for _, f := range l.features {
			if f.min > float64(t.Z) {
				continue
			}
			if shape := f.within(box, at); shape != nil {
				cut := geojson.NewFeature(shape)
				cut.Properties = f.properties
				fc.Append(cut)
			}
		}
		if len(fc.Features) > 0 {
			made := mvt.NewLayer(l.name, fc)
			made.Version = 2
			out = append(out, made)
		}
	}
	return mvt.Marshal(out)
}

// open returns the layers of a block, decoded or kept.
func (g *ground) open(at maptile.Tile) ([]blockLayer, error) {
	if layers, ok := g.blocks.Get(at); ok {
		return layers, nil
	}
	b, err := g.base.block(at.X, at.Y)
	if err != nil {
		return nil, err
	}
	decoded, err := mvt.Unmarshal(b)
	if err != nil {
		return nil, err
	}
	var layers []blockLayer
	for _, l := range decoded {
		one := blockLayer{name: l.Name}
		for _, f := range l.Features {
			min, _ := f.Properties["min"].(float64)
			delete(f.Properties, "min")
			one.features = append(one.features, blockFeature{f.Properties, min, piecesOf(f.Geometry)})
		}
		layers = append(layers, one)
	}
	g.blocks.Add(at, layers)
	return layers, nil
}

func piecesOf(g orb.Geometry) (list []piece) {
	switch g := g.(type) {
	case orb.Polygon:
		list = append(list, piece{g.Bound(), g})
	case orb.LineString:
		list = append(list, piece{g.Bound(), g})
	case orb.MultiPolygon:
		for _, p := range g {
			list = append(list, piece{p.Bound(), p})
		}
	case orb.MultiLineString:
		for _, l := range g {
			list = append(list, piece{l.Bound(), l})
		}
	}
	return list
}

// within returns what of a feature lies within a box, in a tile's units; nil: nothing.
func (f *blockFeature) within(box orb.Bound, at func(orb.Point) orb.Point) orb.Geometry {
	var areas orb.MultiPolygon
	var lines orb.MultiLineString
	for _, p := range f.pieces {
		if !p.bound.Intersects(box) {
			continue
		}
		switch shape := p.shape.(type) {
		case orb.Polygon:
			if area := fit(cut(box, shape), at); area != nil {
				areas = append(areas, area)
			}
		case orb.LineString:
			for _, l := range clip.LineString(box, shape) {
				if l = rounded(l, at); len(l) > 1 {
					lines = append(lines, l)
				}
			}
		}
	}
	switch {
	case areas != nil:
		return areas
	case lines != nil:
		return lines
	}
	return nil
}

// cut returns what of a polygon lies within a box. Rings far from its edges are neither copied nor looked at point by point twice.
func cut(box orb.Bound, p orb.Polygon) (out orb.Polygon) {
	for i, r := range p {
		switch b := r.Bound(); {
		case !b.Intersects(box):
			r = nil
		case !box.Contains(b.Min) || !box.Contains(b.Max):
			r = clip.Ring(box, r.Clone())
		}
		if len(r) > 0 {
			out = append(out, r)
		} else if i == 0 {
			return nil
		}
	}
	return out
}

// fit returns a polygon in whole units, without rings of which no area is left.
func fit(p orb.Polygon, at func(orb.Point) orb.Point) (out orb.Polygon) {
	for i, r := range p {
		q := orb.Ring(rounded(orb.LineString(r), at))
		if len(q) >= 4 && math.Abs(planar.Area(q)) >= 1 {
			out = append(out, q)
		} else if i == 0 {
			return nil
		}
	}
	return out
}

// rounded returns points in whole units, none of them twice in a row.
func rounded(l orb.LineString, at func(orb.Point) orb.Point) orb.LineString {
	out := make(orb.LineString, 0, len(l))
	for _, p := range l {
		if q := at(p); len(out) == 0 || out[len(out)-1] != q {
			out = append(out, q)
		}
	}
	return out
}
