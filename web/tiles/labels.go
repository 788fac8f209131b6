package tiles

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/maptile"

	"example.com/geotag/gazetteer"
)

const (
	metresPerDegree = 111_195 // of the mean sphere

	maxTowns  = 50_000 // settlements that are ranked
	perTile   = 40     // settlements
	nearZoom  = 10     // from here on a tile's own neighborhood is searched, too
	nearFound = 60

	// finerZoom is how many zooms sooner Natural Earth's figures, of tiles of 256 pixels, come true in tiles of 512, less a bit for calm. Set by hand.
	finerZoom = 0.7
	// sooner is the same of countries. Set by hand: that the globe as a whole names the largest.
	sooner = 1.7
	// cells is how many towns' cells a tile has on a side: two towns are never in neighboring ones. Set by hand: 64 pixels.
	cells = 8
	// wideState is how many pixels a division measures on a side where its name comes, and lastState for how many zooms it stays. Set by hand.
	wideState = 110
	lastState = 3
	// suburbZoom is the first that names sections of towns.
	suburbZoom = 11
	lastZoom   = 7 // of countries' names
)

// An atlas is what is named in tiles: countries, waters, divisions, and the settlements in order of their rank.
type atlas struct {
	ix     *gazetteer.Index
	marks  []mark // countries and divisions, the most important first
	waters []mark
	towns  []town
}

// A mark is a name that is shown from one zoom to another.
type mark struct {
	point     orb.Point
	kind      string
	id, name  string
	from, to  maptile.Zoom
	important float64 // the less, the more
}

// A town is a settlement, and the zoom from which it is labeled.
type town struct {
	place  gazetteer.Place
	x, y   uint32  // in the square of the web Mercator world, of 2^32
	people uint32  // at most
	grade  float32 // the zoom at which a place like it is important enough
	from   uint8
}

// newAtlas reads all places once.
func newAtlas(ix *gazetteer.Index, labels []label) *atlas {
	a, grades := &atlas{ix: ix}, map[string]float64{}
	for _, l := range labels {
		switch l.kind {
		case "town":
			grades[l.id] = l.min
		case "country":
			if p, ok := ix.Place(l.id); ok && p.Type() == gazetteer.Country {
				l.name = p.NameIn("en")
			}
			a.marks = append(a.marks, mark{l.point, l.kind, l.id, l.name, zoomOf(l.min - sooner), lastZoom, l.min})
		default:
			a.waters = append(a.waters, mark{l.point, l.kind, "", l.name, zoomOf(l.min - finerZoom), maxZoom, l.min})
		}
	}
	for p := range ix.Places() {
		switch t := p.Type(); {
		case t == gazetteer.Admin1 && p.AreaM2() > 0:
			if from := stateZoom(p); from <= 9 {
				a.marks = append(a.marks, mark{p.Point(), "state", p.ID(), p.NameIn("en"), from, from + lastState, float64(from) + 100})
			}
		case t == gazetteer.Settlement && p.Population() > 0:
			if grade := gradeOf(p, grades); grade < never {
				x, y := square(p.Point())
				a.towns = append(a.towns, town{p, x, y, uint32(min(p.Population(), math.MaxUint32)), float32(grade), never})
			}
		}
	}
	byImportance := func(x, y mark) int { return cmp.Or(cmp.Compare(x.important, y.important), cmp.Compare(x.name, y.name)) }
	slices.SortStableFunc(a.marks, byImportance)
	slices.SortStableFunc(a.waters, byImportance)
	slices.SortFunc(a.towns, func(x, y town) int {
		return cmp.Or(cmp.Compare(x.grade, y.grade), cmp.Compare(y.people, x.people), cmp.Compare(x.place.Ref(), y.place.Ref()))
	})
	if len(a.towns) > maxTowns {
		a.towns = slices.Clone(a.towns[:maxTowns])
	}
	thin(a.towns)
	return a
}

// zoomOf returns the first zoom that is not less than one with a fraction.
func zoomOf(z float64) maptile.Zoom {
	return maptile.Zoom(max(0, math.Ceil(z)))
}

// never is a grade that no zoom has.
const never = maxZoom + 1

// gradeOf returns the zoom, of tiles of 256 pixels, at which a settlement is important enough: Natural Earth's, or by its people. Sections of towns come
// late, and what is no more never.
func gradeOf(p gazetteer.Place, grades map[string]float64) float64 {
	if g, ok := grades[p.ID()]; ok {
		return g
	}
	switch p.FeatureCode() {
	case "PPLX":
		return suburbZoom + finerZoom
	case "PPLH", "PPLQ", "PPLW", "PPLCH":
		return never
	case "PPLC":
		return 4
	}
	// A town of 500,000 comes at 6.5, with half the people or a third half a zoom or one later. Set by hand, by where Natural Earth's own come.
	return min(max(6.5-math.Log2(float64(p.Population())/500_000)*0.62, 6), 13)
}

// stateZoom returns the first zoom at which a division is wide enough for its name.
func stateZoom(p gazetteer.Place) maptile.Zoom {
	perPixel := 360 * metresPerDegree * math.Cos(p.Point()[1]*math.Pi/180) / 512
	return maptile.Zoom(max(3, math.Ceil(math.Log2(wideState*perPixel/math.Sqrt(p.AreaM2())))))
}

// square returns where a point is in the square of the web Mercator world, of 2^32.
func square(p orb.Point) (x, y uint32) {
	t := maptile.Fraction(p, 16) // exact to far less than a meter
	at := func(v float64) uint32 { return uint32(min(max(v*(1<<16), 0), math.MaxUint32)) }
	return at(t[0]), at(t[1])
}

// thin finds for each town, the more important first, the first zoom at which it is important enough and none is labeled in its cell or a neighboring one.
func thin(towns []town) {
	type cell struct{ x, y uint32 }
	taken := map[cell]bool{}
	for z := range uint8(maxZoom) {
		clear(taken)
		bits := 32 - 3 - z // of a cell's side, as 2^3 are cells
		for i := range towns {
			t := &towns[i]
			if float64(t.grade) > float64(z)+finerZoom {
				break
			}
			at := cell{t.x >> bits, t.y >> bits}
			if t.from == never && free(taken, at.x, at.y, func(x, y uint32) cell { return cell{x, y} }) {
				t.from = z
			}
			if t.from <= z {
				taken[at] = true
			}
		}
	}
}

func free[C comparable](taken map[C]bool, x, y uint32, at func(x, y uint32) C) bool {
	for dx := range uint32(3) {
		for dy := range uint32(3) {
			if taken[at(x+dx-1, y+dy-1)] {
				return false
			}
		}
	}
	return true
}

// tile makes the layers of names: waters, and places, which are countries, divisions and settlements. The lower its rank, the sooner a name should stand.
func (a *atlas) tile(t maptile.Tile) mvt.Layers {
	places := geojson.NewFeatureCollection()
	addMarks(places, a.marks, t)
	a.addTowns(places, t)
	waters := geojson.NewFeatureCollection()
	addMarks(waters, a.waters, t)
	return mvt.Layers{project("waters", waters, t), project("places", places, t)}
}

func addMarks(fc *geojson.FeatureCollection, marks []mark, t maptile.Tile) {
	bound := t.Bound()
	for rank, m := range marks {
		if m.from > t.Z || t.Z > m.to || !bound.Contains(m.point) {
			continue
		}
		f := geojson.NewFeature(m.point)
		f.Properties["name"], f.Properties["kind"], f.Properties["rank"] = m.name, m.kind, rank
		if m.id != "" {
			f.Properties["id"] = m.id
		}
		fc.Append(f)
	}
}

// addTowns adds the ranked settlements of a tile and, at high zooms, those around its middle that are not.
func (a *atlas) addTowns(fc *geojson.FeatureCollection, t maptile.Tile) {
	known := map[uint32]bool{}
	add := func(p gazetteer.Place, rank int) {
		known[p.Ref()] = true
		f := geojson.NewFeature(p.Point())
		f.Properties = geojson.Properties{"name": p.NameIn("en"), "id": p.ID(), "kind": "settlement", "rank": rank, "population": float64(p.Population())}
		if p.HasFeatureCode("PPLC") {
			f.Properties["capital"] = 1
		}
		fc.Append(f)
	}
	bits := 32 - t.Z
	for rank := range a.towns {
		if len(known) == perTile {
			return
		}
		if town := &a.towns[rank]; uint32(town.x>>bits) == t.X && town.y>>bits == t.Y && maptile.Zoom(town.from) <= t.Z {
			add(town.place, rank)
		}
	}
	if t.Z < nearZoom {
		return
	}
	for _, p := range a.around(t) {
		if len(known) < perTile && !known[p.Ref()] {
			add(p, maxTowns+len(known))
		}
	}
}

// around returns the settlements nearest to the middle of a tile that lie in it, the most populous first.
func (a *atlas) around(t maptile.Tile) (list []gazetteer.Place) {
	bound := t.Bound()
	for _, n := range a.ix.Nearest(bound.Center(), nearFound, (bound.Max[0]-bound.Min[0])*metresPerDegree) {
		if p := n.Place; p.Type() == gazetteer.Settlement && bound.Contains(p.Point()) && gradeOf(p, nil) <= float64(t.Z)+finerZoom {
			list = append(list, p)
		}
	}
	slices.SortStableFunc(list, func(x, y gazetteer.Place) int { return cmp.Compare(y.Population(), x.Population()) })
	return list
}
