package tiles

import (
	"cmp"
	"iter"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geo"
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
	// sooner is the same of countries, of which the large ones come sooner yet, so that the globe as a whole names them. Set by hand.
	sooner, soonest, large = 1, 1.7, 3
	// A tile has 2^acrossBits towns' cells beside one another, of 64 pixels, and 2^downBits above one another, as a name is wider than high: two towns are never
	// in neighboring ones. Set by hand.
	acrossBits, downBits = 3, 5
	// wideState is how many pixels a division measures on a side where its name comes, and lastState for how many zooms it stays. Set by hand.
	wideState = 120
	lastState = 3
	// suburbZoom is the first that names sections of towns, and towns with a third of the people at most of a city within whose reach they lie: meters by
	// the root of its people, as New York reaches 24 km and Leipzig 6. Set by hand.
	suburbZoom  = 11
	overshadows = 3
	reach       = 8
	city        = 200_000
	lastZoom    = 7 // of countries' names
)

// An atlas is what is named in tiles: countries, waters, divisions, and the settlements in order of their rank.
type atlas struct {
	ix     *gazetteer.Index
	marks  []mark // countries and divisions, the most important first
	waters []mark
	towns  []town
	names  map[uint32]string // of towns that are not called as in the gazetteer, by their Ref
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
	a, grades := &atlas{ix: ix, names: map[uint32]string{}}, map[uint32]float64{}
	for _, l := range labels {
		switch l.kind {
		case "town":
			if p, ok := ix.Place(l.id); ok {
				grades[p.Ref()] = l.min
				if l.name != "" {
					a.names[p.Ref()] = l.name
				}
			}
		case "country":
			if p, ok := ix.Place(l.id); ok && p.Type() == gazetteer.Country {
				l.name = p.NameIn("en")
			}
			a.marks = append(a.marks, mark{l.point, l.kind, l.id, l.name, countryZoom(l.min), lastZoom, l.min})
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
	demote(a.towns, grades)
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

// demote gives the grade of a suburb to towns that lie within the reach of one that has many times their people, but for those of Natural Earth.
func demote(towns []town, grades map[uint32]float64) {
	const bits = 32 - 8 // of a cell's side: 157 km at the equator, and at 75 degrees 40
	cities := map[cell][]*town{}
	for i := range towns {
		if t := &towns[i]; t.people >= city {
			at := cell{t.x >> bits, t.y >> bits}
			cities[at] = append(cities[at], t)
		}
	}
	within := func(t *town) bool {
		for at := range (cell{t.x >> bits, t.y >> bits}).around() {
			for _, c := range cities[at] {
				if uint64(c.people) >= overshadows*uint64(t.people) && geo.Distance(c.place.Point(), t.place.Point()) < math.Sqrt(float64(c.people))*reach {
					return true
				}
			}
		}
		return false
	}
	for i := range towns {
		if t := &towns[i]; t.grade < suburbZoom && within(t) {
			if _, known := grades[t.place.Ref()]; !known {
				t.grade = suburbZoom
			}
		}
	}
}

// zoomOf returns the first zoom that is not less than one with a fraction.
func zoomOf(z float64) maptile.Zoom {
	return maptile.Zoom(max(0, math.Ceil(z)))
}

func countryZoom(min float64) maptile.Zoom {
	if min <= large {
		return zoomOf(min - soonest)
	}
	return zoomOf(min - sooner)
}

// never is a grade that no zoom has.
const never = maxZoom + 1

// gradeOf returns the zoom, of tiles of 256 pixels, at which a settlement is important enough: Natural Earth's, or by its people. Sections of towns come
// late, and what is no more never.
func gradeOf(p gazetteer.Place, grades map[uint32]float64) float64 {
	if g, ok := grades[p.Ref()]; ok {
		return g
	}
	// A town of 500,000 comes at 6.5, with half the people or a third half a zoom or one later. Set by hand, by where Natural Earth's own come.
	grade := min(max(6.5-math.Log2(float64(p.Population())/500_000)*0.62, 6), 13)
	switch p.FeatureCode() {
	case "PPLX":
		return suburbZoom + finerZoom
	case "PPLH", "PPLQ", "PPLW", "PPLCH":
		return never
	case "PPLC":
		return grade - 2
	}
	return grade
}

// stateZoom returns the first zoom at which a division is wide enough for its name.
func stateZoom(p gazetteer.Place) maptile.Zoom {
	perPixel := 360 * metresPerDegree * math.Cos(p.Point()[1]*math.Pi/180) / 512
	return maptile.Zoom(max(4, math.Ceil(math.Log2(wideState*perPixel/math.Sqrt(p.AreaM2())))))
}

// square returns where a point is in the square of the web Mercator world, of 2^32.
func square(p orb.Point) (x, y uint32) {
	t := maptile.Fraction(p, 16) // exact to far less than a meter
	at := func(v float64) uint32 { return uint32(min(max(v*(1<<16), 0), math.MaxUint32)) }
	return at(t[0]), at(t[1])
}

// thin finds for each town, the more important first, the first zoom at which it is important enough and none is labeled in its cell or a neighboring one.
func thin(towns []town) {
	taken := map[cell]bool{}
	for z := range uint8(maxZoom) {
		clear(taken)
		across, down := 32-acrossBits-z, 32-downBits-z // bits of a cell's sides
		for i := range towns {
			t := &towns[i]
			if float64(t.grade) > float64(z)+finerZoom {
				break
			}
			at := cell{t.x >> across, t.y >> down}
			if t.from == never && free(taken, at) {
				t.from = z
			}
			if t.from <= z {
				taken[at] = true
			}
		}
	}
}

// free reports whether neither a cell nor any around it is taken.
func free(taken map[cell]bool, at cell) bool {
	for around := range at.around() {
		if taken[around] {
			return false
		}
	}
	return true
}

// A cell is one of a grid over the square.
type cell struct{ x, y uint32 }

// around yields a cell and the eight next to it.
func (c cell) around() iter.Seq[cell] {
	return func(yield func(cell) bool) {
		for dx := range uint32(3) {
			for dy := range uint32(3) {
				if !yield(cell{c.x + dx - 1, c.y + dy - 1}) {
					return
				}
			}
		}
	}
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

// addTowns adds the ranked settlements of a tile and, at high zooms, those around its middle that have no rank.
func (a *atlas) addTowns(fc *geojson.FeatureCollection, t maptile.Tile) {
	ranked, most := map[uint32]bool{}, len(fc.Features)+perTile
	bits := 32 - t.Z
	for rank := range a.towns {
		town := &a.towns[rank]
		if town.x>>bits != t.X || town.y>>bits != t.Y {
			continue
		}
		ranked[town.place.Ref()] = true
		if maptile.Zoom(town.from) <= t.Z && len(fc.Features) < most {
			a.addTown(fc, town.place, rank)
		}
	}
	if t.Z < nearZoom {
		return
	}
	for i, p := range a.around(t) {
		if !ranked[p.Ref()] && len(fc.Features) < most {
			a.addTown(fc, p, maxTowns+i)
		}
	}
}

func (a *atlas) addTown(fc *geojson.FeatureCollection, p gazetteer.Place, rank int) {
	name, ok := a.names[p.Ref()]
	if !ok {
		name = p.NameIn("en")
	}
	f := geojson.NewFeature(p.Point())
	f.Properties = geojson.Properties{"name": name, "id": p.ID(), "kind": "settlement", "rank": rank, "population": float64(p.Population())}
	if p.HasFeatureCode("PPLC") {
		f.Properties["capital"] = 1
	}
	fc.Append(f)
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
