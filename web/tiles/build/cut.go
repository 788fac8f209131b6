package main

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"
)

const (
	units  = 4096 // a tile's side
	margin = 64   // of them, that shapes go on beyond it
	finer  = 4    // how many times finer blocks are than tiles of their zoom

	// What a tile does not show, in its units, of which a pixel has eight: what a line is off, and islands and lakes of half a pixel. Set by hand.
	offTile   = 4
	leastArea = 40
	// The same of a block, in its own.
	offBlock     = 1.5
	leastOfBlock = 24
)

// A cutting is the features of a zoom, layer by layer, to be cut into tiles.
type cutting struct {
	extent float64
	zoom   int
	done   func(x, y int, tile []byte) error
}

// piece is a feature, clipped.
type piece struct {
	*feature
	polygon orb.Polygon
	line    orb.LineString
}

// prepare returns what of a layer is drawn at a zoom, simplified.
func prepare(l *layer, z int, block bool) (list []piece) {
	scale := math.Exp2(float64(z)) * units
	off, least := offTile/scale, leastArea/(scale*scale)
	features := l.at(z)
	if block {
		scale *= finer
		off, least = offBlock/scale, leastOfBlock/(scale*scale)
	}
	for i := range features {
		f := &features[i]
		if !block && f.min > float64(z)+0.5 {
			continue
		}
		if f.polygon != nil {
			if p := simplePolygon(f.polygon, off, least); p != nil {
				list = append(list, piece{f, p, nil})
			}
		} else {
			list = append(list, piece{f, nil, simpleLine(f.line, off)})
		}
	}
	return list
}

// cut hands a tile's layers to done, and those of the tiles within it down to the zoom.
func (c *cutting) cut(z, x, y int, layers [][]piece, names []string) error {
	if z == c.zoom {
		tile, err := c.encode(x, y, layers, names)
		if err != nil {
			return err
		}
		return c.done(x, y, tile)
	}
	for dy := range 2 {
		for dx := range 2 {
			side := math.Exp2(-float64(z + 1))
			pad := side * margin / units
			cx, cy := 2*x+dx, 2*y+dy
			box := orb.Bound{Min: orb.Point{float64(cx)*side - pad, float64(cy)*side - pad}, Max: orb.Point{float64(cx+1)*side + pad, float64(cy+1)*side + pad}}
			inside := make([][]piece, len(layers))
			for i, l := range layers {
				inside[i] = clipped(box, l)
			}
			if err := c.cut(z+1, cx, cy, inside, names); err != nil {
				return err
			}
		}
	}
	return nil
}

func clipped(box orb.Bound, pieces []piece) (list []piece) {
	for _, p := range pieces {
		if p.polygon != nil {
			b := p.polygon.Bound()
			if !b.Intersects(box) {
				continue
			}
			if !box.Contains(b.Min) || !box.Contains(b.Max) {
				p.polygon = clip.Polygon(box, p.polygon.Clone())
			}
			if len(p.polygon) > 0 {
				list = append(list, p)
			}
			continue
		}
		if !p.line.Bound().Intersects(box) {
			continue
		}
		for _, l := range clip.LineString(box, p.line) {
			list = append(list, piece{p.feature, nil, l})
		}
	}
	return list
}

// encode writes the layers of a tile, of each those with the same attributes as one feature.
func (c *cutting) encode(x, y int, layers [][]piece, names []string) ([]byte, error) {
	side := math.Exp2(-float64(c.zoom))
	at := func(p orb.Point) orb.Point {
		return orb.Point{math.Round((p[0]/side - float64(x)) * c.extent), math.Round((p[1]/side - float64(y)) * c.extent)}
	}
	var out mvt.Layers
	for i, l := range layers {
		fc := geojson.NewFeatureCollection()
		for _, group := range grouped(l, float64(c.zoom), c.extent > units) {
			var areas orb.MultiPolygon
			var courses orb.MultiLineString
			for _, p := range group.pieces {
				if q := rounded(p.polygon, at); q != nil {
					areas = append(areas, q)
				}
				if q := roundedPath(p.line, at); len(q) > 1 {
					courses = append(courses, orb.LineString(q))
				}
			}
			var f *geojson.Feature
			switch {
			case areas != nil:
				f = geojson.NewFeature(areas)
			case courses != nil:
				f = geojson.NewFeature(courses)
			default:
				continue
			}
			f.Properties = group.attributes()
			fc.Append(f)
		}
		if len(fc.Features) > 0 {
			made := mvt.NewLayer(names[i], fc)
			made.Version, made.Extent = 2, uint32(c.extent)
			out = append(out, made)
		}
	}
	return mvt.Marshal(out)
}

// A group is pieces with the same attributes.
type group struct {
	kind, name string
	depth, min int
	pieces     []piece
}

func grouped(pieces []piece, z float64, block bool) []*group {
	type key struct {
		kind, name string
		depth, min int
	}
	groups := map[key]*group{}
	var list []*group
	for _, p := range pieces {
		k := key{kind: p.kind, depth: p.depth}
		if p.nameMin <= z+1 || block {
			k.name = p.name
		}
		if block && p.kind == "state" && p.min > z {
			k.min = int(p.min)
		}
		if groups[k] == nil {
			groups[k] = &group{kind: k.kind, name: k.name, depth: k.depth, min: k.min}
			list = append(list, groups[k])
		}
		groups[k].pieces = append(groups[k].pieces, p)
	}
	slices.SortStableFunc(list, func(a, b *group) int {
		return cmp.Or(cmp.Compare(a.depth, b.depth), cmp.Compare(a.kind, b.kind), cmp.Compare(a.min, b.min), cmp.Compare(a.name, b.name))
	})
	return list
}

func (g *group) attributes() geojson.Properties {
	p := geojson.Properties{}
	if g.kind != "" {
		p["kind"] = g.kind
	}
	if g.name != "" {
		p["name"] = g.name
	}
	if g.depth > 0 {
		p["depth"] = g.depth
	}
	if g.min > 0 {
		p["min"] = g.min
	}
	return p
}

// rounded returns a polygon in whole units, without rings that have no area left.
func rounded(p orb.Polygon, at func(orb.Point) orb.Point) (out orb.Polygon) {
	for i, r := range p {
		q := orb.Ring(roundedPath(orb.LineString(r), at))
		if len(q) >= 4 && q.Orientation() == r.Orientation() {
			out = append(out, q)
		} else if i == 0 {
			return nil
		}
	}
	return out
}

// roundedPath returns points in whole units, none twice in a row.
func roundedPath(l orb.LineString, at func(orb.Point) orb.Point) (out orb.LineString) {
	for _, p := range l {
		if q := at(p); len(out) == 0 || out[len(out)-1] != q {
			out = append(out, q)
		}
	}
	return out
}
