package geotag

import (
	"iter"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/geodesy"
)

// How far from its middle a city or an island holds what is not said to lie in it: so many times its radius, and no less than so far.
const reachRadii, leastReachM = 2, 10e3

// How far from the middle of a county a town may be that is a county by itself, in radii of it, and what it loses by that, in powers of ten of people.
const enclaveRadii, enclaveLoss = 1.2, 1.5

// around reports whether one of a container's cities, islands and regions has the place in or near it: "Chelsea, NYC". Of divisions that is
// asked only where the gazetteer does not say which a place lies in.
func (f *finder) around(p Place, c *container) bool {
	var areas []Place // that contain the place, once that is asked
	for x := range c.wideNear(p) {
		division := x.Type() == gazetteer.Admin1 || x.Type() == gazetteer.Admin2
		switch {
		case x == p || x.Country() != "" && p.Country() != "" && x.Country() != p.Country():
		case division && x.HasBoundary() && divided(p):
		case x.Type() == gazetteer.Settlement && p.Population() >= x.Population() && p.Type() != gazetteer.Postcode:
		case x.HasBoundary():
			if areas == nil {
				areas = slices.AppendSeq([]Place{{}}, f.t.ix.Containing(p.Point()))
			}
			if slices.Contains(areas, x) {
				return true
			}
		case geodesy.Distance(x.Point(), p.Point()) <= reachOf(x):
			return true
		}
	}
	return false
}

func reachOf(x Place) float64 { return max(leastReachM, reachRadii*x.Uncertainty()) }

// enclaves reports whether a place may be a county of its own in or beside the container, which people still say that it is in: Southampton in
// Hampshire, Fairfax in Fairfax County.
func (c *container) enclaves(p Place) bool {
	for county := range c.wideNear(p) {
		up, ok := county.Parent()
		if ok && county.Type() == gazetteer.Admin2 && liesIn(p, up) && geodesy.Distance(p.Point(), county.Point()) <= enclaveRadii*county.Uncertainty() {
			return true
		}
	}
	return false
}

// A cell is a degree of longitude by one of latitude, counted from the south-western corner; everywhere is none of them, and stands for what may
// hold places in very many.
type cell struct{ lon, lat int16 }

var everywhere = cell{-1, -1}

// maxCells is in how many cells a place is noted at most.
const maxCells = 4000

// A reach tells where wide places may hold others.
type reach struct {
	marked [numCells/64 + 1]uint64 // a bit for each cell that is in cells
	cells  map[cell][]Place
}

const numCells = 360 * 180

func (at cell) number() int { return 180*int(at.lon) + int(at.lat) }

// reaches reports whether one of the container's wide places may hold the place: of most, none does.
func (c *container) reaches(p Place) bool {
	if len(c.wide) == 0 {
		return false
	}
	if c.reach == nil {
		c.reach = &reach{cells: map[cell][]Place{}}
		for _, x := range c.wide {
			c.reach.note(x)
		}
	}
	n := cellOf(p.Point()).number()
	return c.reach.marked[n/64]>>(n%64)&1 != 0 || len(c.reach.cells[everywhere]) > 0
}

// wideNear yields those of the wide places that may hold a place that is reached, and some more.
func (c *container) wideNear(p Place) iter.Seq[Place] {
	return func(yield func(Place) bool) {
		for _, at := range [...]cell{cellOf(p.Point()), everywhere} {
			for _, x := range c.reach.cells[at] {
				if !yield(x) {
					return
				}
			}
		}
	}
}

func cellOf(pt orb.Point) cell {
	return cell{min(int16(pt[0]+180), 359), min(int16(pt[1]+90), 179)}
}

// note notes a wide place in the cells that it may hold places in.
func (r *reach) note(x Place) {
	b := bounds(x.Point(), max(reachOf(x), enclaveRadii*x.Uncertainty()))
	extent, known := x.Extent()
	switch {
	case known && extent.Min[0] <= extent.Max[0]:
		b = b.Union(extent.Pad(0.1))
	case known || x.HasBoundary():
		b = orb.Bound{Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}}
	}
	if b.Min[0] < -180 || b.Max[0] > 180 { // across the antimeridian
		b.Min[0], b.Max[0] = -180, 180
	}
	sw, ne := cellOf(orb.Point{b.Min[0], max(b.Min[1], -90)}), cellOf(orb.Point{b.Max[0], min(b.Max[1], 90)})
	if int(ne.lon-sw.lon+1)*int(ne.lat-sw.lat+1) > maxCells {
		r.cells[everywhere] = append(r.cells[everywhere], x)
		return
	}
	for lon := sw.lon; lon <= ne.lon; lon++ {
		for lat := sw.lat; lat <= ne.lat; lat++ {
			at := cell{lon, lat}
			r.cells[at] = append(r.cells[at], x)
			r.marked[at.number()/64] |= 1 << (at.number() % 64)
		}
	}
}

// metersPerDegree is less than a degree of latitude has, so that bounds are no tighter than circles.
const metersPerDegree = 110e3

// bounds returns a box around a circle of so many meters, which may leave ±180.
func bounds(pt orb.Point, radius float64) orb.Bound {
	deg := radius / metersPerDegree
	width := 360.0
	if north := math.Abs(pt[1]) + deg; north < 89 {
		width = deg / math.Cos(north*math.Pi/180)
	}
	return orb.Bound{Min: orb.Point{pt[0] - width, pt[1] - deg}, Max: orb.Point{pt[0] + width, pt[1] + deg}}
}

// liesIn reports whether a place lies in another.
func liesIn(p, in Place) bool {
	for up := range p.Ancestors() {
		if up == in {
			return true
		}
	}
	return false
}

// divided reports whether the gazetteer says which division a place lies in.
func divided(p Place) bool {
	up, ok := p.Parent()
	return ok && (up.Type() == gazetteer.Admin1 || up.Type() == gazetteer.Admin2)
}
