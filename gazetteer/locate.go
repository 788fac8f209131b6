package gazetteer

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"math"
	"runtime"
	"slices"

	"github.com/paulmach/orb"

	"example.com/geotag/internal/geodesy"
)

// A Location is what is at a point and around it.
type Location struct {
	// Areas are the places that contain the point, the larger before the smaller: country, first-order, second-order division.
	Areas []Area
	// Settlements are the nearest ones, up to five within 200 km, nearest first.
	Settlements []Near
}

// An Area is a place that contains a point.
type Area struct {
	Place Place
	How   How
	// DistanceM is how far the point is from the boundary (NearBoundary, Undecided) or from the settlement (BySettlement), in metres; else 0.
	DistanceM float64
}

// How says why a place is said to contain a point.
type How uint8

const (
	ByBoundary   How = 1 + iota // its boundary contains the point
	NearBoundary                // its boundary comes nearest, within the tolerance, and no other of its kind contains the point
	BySettlement                // the nearest settlement is said to lie in it, and no boundary tells better; or it is at the point itself
	Undecided                   // a border is so near that the point may be in this country or in another one, which is Undecided as well
)

// String returns the name in lower case: "by boundary".
func (h How) String() string {
	names := [...]string{ByBoundary: "by boundary", NearBoundary: "near boundary", BySettlement: "by settlement", Undecided: "undecided"}
	if h == 0 || int(h) >= len(names) {
		return fmt.Sprintf("how(%d)", uint8(h))
	}
	return names[h]
}

const (
	nearestCount = 5
	nearestM     = 200e3
	// settlementReach is how far a settlement speaks for a place whose boundary is not known: a round figure that we chose.
	settlementReach = 50e3
	// atSettlement is how near a settlement's word goes before that of a boundary, which is simplified and may be older than
	// the division: a round figure that we chose.
	atSettlement = 1e3
	// inSettlement is where it goes before it at all events.
	inSettlement = 100
	// maxTolerance keeps a look at the boundaries around a point short.
	maxTolerance = 100e3
)

// Locate says which places contain the point and which settlements are near. Where no boundary of a country, a first-order or a second-order
// division contains it, the one counts that comes nearest within toleranceM (at most 100 km), so that a harbour does not fall into the sea;
// failing that, the one that the nearest settlement lies in, if that is within toleranceM, or within 50 km and the boundary is not known. What
// counts so lies in the larger places that are known already. Where a settlement is within 1 km of the point, the country and the first-order
// division that it is said to lie in go before those whose boundary contains the point, if their own is not known or within toleranceM; within 100 m
// they always do. Where the boundary of another country than the one that contains the point is nearer than what boundaries stray, the settlements around
// tell which it is, or both countries are Undecided. A point that is not on Earth is nowhere.
func (ix *Index) Locate(pt orb.Point, toleranceM float64) Location {
	if !onEarth(pt) {
		return Location{}
	}
	tolerance := min(toleranceM, maxTolerance)
	l := Location{Settlements: ix.Nearest(pt, nearestCount, nearestM)}
	for p := range ix.Containing(pt) {
		l.Areas = append(l.Areas, Area{Place: p, How: ByBoundary})
	}
	ix.atBorder(&l, pt)
	var near []Area
	if len(l.Settlements) > 0 && l.Settlements[0].DistanceM <= atSettlement {
		near = ix.attest(&l, pt, tolerance)
	}
	for t := Country; t <= Admin2; t++ {
		if slices.ContainsFunc(l.Areas, func(a Area) bool { return a.Place.Type() == t }) {
			continue
		}
		if near == nil {
			near = ix.nearBoundaries(pt, tolerance)
		}
		area, ok := l.fitting(t, near)
		if !ok {
			area, ok = l.bySettlement(t, tolerance)
		}
		if ok {
			i := slices.IndexFunc(l.Areas, func(a Area) bool { return a.Place.Type() > t && a.Place.Type() <= Admin2 })
			if i < 0 {
				i = len(l.Areas)
			}
			l.Areas = slices.Insert(l.Areas, i, area)
		}
	}
	runtime.KeepAlive(ix)
	return l
}

// attest puts the country and the first-order division of a settlement at the point in the place of others, and what lies in
// those. It returns the boundaries near the point if it had to look for them.
func (ix *Index) attest(l *Location, pt orb.Point, toleranceM float64) (near []Area) {
	s := l.Settlements[0]
	for up := range s.Place.Ancestors() {
		same := func(a Area) bool { return a.Place == up }
		if up.Type() > Admin1 || slices.ContainsFunc(l.Areas, same) {
			continue
		}
		if near == nil && up.HasBoundary() {
			near = ix.nearBoundaries(pt, toleranceM)
		}
		if up.HasBoundary() && s.DistanceM > inSettlement && !slices.ContainsFunc(near, same) {
			continue
		}
		l.Areas = slices.DeleteFunc(l.Areas, func(a Area) bool {
			return a.Place.Type() == up.Type() || a.Place.Type() > up.Type() && !a.Place.in(up)
		})
		l.Areas = append(l.Areas, Area{up, BySettlement, s.DistanceM})
	}
	slices.SortStableFunc(l.Areas, func(a, b Area) int { return cmp.Compare(a.Place.Type(), b.Place.Type()) })
	return near
}

// in reports whether the place lies in q.
func (p Place) in(q Place) bool {
	for up := range p.Ancestors() {
		if up == q {
			return true
		}
	}
	return false
}

// fitting returns the first area of the type that lies in the larger ones that are known.
func (l *Location) fitting(t Type, areas []Area) (Area, bool) {
	i := slices.IndexFunc(areas, func(a Area) bool { return a.Place.Type() == t && l.fits(a.Place) })
	if i < 0 {
		return Area{}, false
	}
	return areas[i], true
}

// bySettlement returns the place of the type in which the nearest settlement lies.
func (l *Location) bySettlement(t Type, toleranceM float64) (Area, bool) {
	for _, s := range l.Settlements {
		if !l.fits(s.Place) {
			continue
		}
		for up := range s.Place.Ancestors() {
			if up.Type() == t && (s.DistanceM <= toleranceM || s.DistanceM <= settlementReach && !up.HasBoundary()) {
				return Area{up, BySettlement, s.DistanceM}, true
			}
		}
		break
	}
	return Area{}, false
}

// fits reports whether p can be in the countries and first-order divisions that are known: it must be in one of each, or have none.
func (l *Location) fits(p Place) bool {
	for _, t := range []Type{Country, Admin1} {
		for up := range p.Ancestors() {
			if up.Type() != t {
				continue
			}
			known, same := false, false
			for _, a := range l.Areas {
				known, same = known || a.Place.Type() == t, same || a.Place == up
			}
			if known && !same {
				return false
			}
		}
	}
	return true
}

// nearBoundaries returns the places whose boundary is within the distance in metres, nearest first.
func (ix *Index) nearBoundaries(pt orb.Point, maxM float64) []Area {
	least := map[uint32]float64{} // by rank
	if !(maxM > 0) || len(ix.grid) == 0 {
		return nil
	}
	for row, col := range cellsAround(pt, maxM) {
		_, lines := ix.cell(row, col)
		for off := range offsets(lines) {
			set, d := ix.distance(off, pt)
			if d > maxM {
				continue
			}
			for _, rank := range ix.toggleSet(nil, set) {
				if was, ok := least[rank]; !ok || d < was {
					least[rank] = d
				}
			}
		}
	}
	order := func(a, b uint32) int { return cmp.Or(cmp.Compare(least[a], least[b]), cmp.Compare(a, b)) }
	areas := make([]Area, 0, len(least))
	for _, rank := range slices.SortedFunc(maps.Keys(least), order) {
		areas = append(areas, Area{Place{ix, ix.bound(boundRef, rank)}, NearBoundary, least[rank]})
	}
	return areas
}

// cellsAround yields row and column of each cell within so many metres of the point.
func cellsAround(pt orb.Point, radius float64) iter.Seq2[int, int] {
	return func(yield func(row, col int) bool) {
		south, north, halfWidth := around(pt, radius)
		first, last := int(math.Floor((pt.Lon()-halfWidth+180)*4)), int(math.Floor((pt.Lon()+halfWidth+180)*4))
		last = min(last, first+gridCols-1)
		for row := int((south + 90) * 4); row <= min(int((north+90)*4), gridRows-1); row++ {
			for col := first; col <= last; col++ {
				if !yield(row, (col+gridCols)%gridCols) {
					return
				}
			}
		}
	}
}

// distance returns the metres from the point to the line at off, and the set of the shapes that it bounds. The nearest
// point of the line is looked for as if the Earth were flat around the point.
func (ix *Index) distance(off uint32, pt orb.Point) (set uint32, metres float64) {
	c := at(ix.lines, uint64(off))
	set = uint32(c.uvarint())
	n := c.uvarint()
	shrink := math.Cos(pt.Lat() * math.Pi / 180)
	v := c.vertex(vertex{})
	a := orb.Point{math.Remainder(degrees(v[0])-pt[0], 360) * shrink, degrees(v[1]) - pt[1]}
	least, nearest := math.Inf(1), orb.Point{}
	for range n {
		next := c.vertex(v)
		if c.bad {
			break
		}
		b := orb.Point{a[0] + degrees(next[0]-v[0])*shrink, a[1] + degrees(next[1]-v[1])}
		p := nearestToOrigin(a, b)
		if d := math.Hypot(p[0], p[1]); d < least {
			least, nearest = d, p
		}
		a, v = b, next
	}
	if math.IsInf(least, 1) || shrink == 0 {
		return set, least
	}
	return set, geodesy.Distance(pt, orb.Point{pt[0] + nearest[0]/shrink, pt[1] + nearest[1]})
}

// nearestToOrigin returns the point of the segment from a to b that is nearest to 0, 0.
func nearestToOrigin(a, b orb.Point) orb.Point {
	dx, dy := b[0]-a[0], b[1]-a[1]
	along := 0.0
	if square := dx*dx + dy*dy; square > 0 {
		along = max(0, min(1, -(a[0]*dx+a[1]*dy)/square))
	}
	return orb.Point{a[0] + along*dx, a[1] + along*dy}
}
