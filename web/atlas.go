package web

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/maptile"

	"example.com/geotag/gazetteer"
)

const (
	metresPerDegree = 111_195 // of the mean sphere

	maxTowns  = 50_000 // settlements that are labelled from far
	perTile   = 40     // labels
	nearZoom  = 10     // from here on a tile's own neighbourhood is searched
	nearFound = 60
)

// An atlas is what tiles are made of: areas with a boundary, and the most populous settlements.
type atlas struct {
	ix    *gazetteer.Index
	areas []area
	towns []town
}

type area struct {
	place    gazetteer.Place
	kind     gazetteer.Type
	bound    orb.Bound
	id, name string
}

type town struct {
	place  gazetteer.Place
	point  orb.Point
	people uint64
}

// newAtlas reads all places once.
func newAtlas(ix *gazetteer.Index) *atlas {
	a := &atlas{ix: ix}
	for p := range ix.Places() {
		switch t := p.Type(); {
		case (t == gazetteer.Country || t == gazetteer.Admin1) && p.HasBoundary():
			if bound, ok := p.Extent(); ok {
				if bound.Min[0] > bound.Max[0] { // across the antimeridian
					bound.Min[0], bound.Max[0] = -180, 180
				}
				a.areas = append(a.areas, area{p, t, bound, p.ID(), p.NameIn("en")})
			}
		case t == gazetteer.Settlement && p.Population() > 0:
			a.towns = append(a.towns, town{p, p.Point(), p.Population()})
		}
	}
	slices.SortFunc(a.towns, func(x, y town) int {
		return cmp.Or(cmp.Compare(capital(y.place), capital(x.place)), cmp.Compare(y.people, x.people), cmp.Compare(x.place.Ref(), y.place.Ref()))
	})
	if len(a.towns) > maxTowns {
		a.towns = slices.Clone(a.towns[:maxTowns])
	}
	return a
}

func capital(p gazetteer.Place) int {
	if p.HasFeatureCode("PPLC") {
		return 1
	}
	return 0
}

// labels makes the layer places: the most populous settlements of a tile and, at low zooms, the countries.
func (a *atlas) labels(tile maptile.Tile) *mvt.Layer {
	fc := geojson.NewFeatureCollection()
	bound := tile.Bound()
	add := func(p gazetteer.Place, pt orb.Point, kind string) {
		f := geojson.NewFeature(pt)
		f.Properties["name"], f.Properties["id"], f.Properties["kind"] = p.NameIn("en"), p.ID(), kind
		f.Properties["population"], f.Properties["rank"] = float64(p.Population()), len(fc.Features)
		fc.Append(f)
	}
	for _, c := range a.areas {
		if pt := c.place.Point(); tile.Z < 7 && c.kind == gazetteer.Country && bound.Contains(pt) {
			add(c.place, pt, "country")
		}
	}
	if tile.Z >= nearZoom {
		reach := (bound.Max[0] - bound.Min[0]) * metresPerDegree
		for _, n := range a.ix.Nearest(bound.Center(), nearFound, reach) {
			if pt := n.Place.Point(); bound.Contains(pt) {
				add(n.Place, pt, "settlement")
			}
		}
	} else {
		// How far down the list a zoom looks: the world shows the largest hundred.
		list := a.towns[:min(len(a.towns), 100<<(2*min(tile.Z, 5)))]
		for i := 0; i < len(list) && len(fc.Features) < perTile; i++ {
			if bound.Contains(list[i].point) {
				add(list[i].place, list[i].point, "settlement")
			}
		}
	}
	return project("places", fc, tile)
}
