package gazetteer

import (
	"cmp"
	"iter"
	"math"
	"runtime"
	"slices"
	"sort"

	"github.com/paulmach/orb"

	"example.com/geotag/internal/geodesy"
)

// The near section has the settlements in bands of half a degree of latitude.
const (
	numBands = 360
	bandDeg  = 180.0 / numBands
)

// A Near is a place near a point.
type Near struct {
	Place     Place
	DistanceM float64 // metres along a great circle, within 0.6 %
	Bearing   float64 // in which direction the place lies, in degrees clockwise from north, in [0, 360)
}

// Nearest returns the n settlements nearest to the point, at most maxM metres off, nearest first.
func (ix *Index) Nearest(pt orb.Point, n int, maxM float64) []Near {
	if !onEarth(pt) || n <= 0 || !(maxM >= 0) || len(ix.near) == 0 {
		return nil
	}
	var found []Near
	// Most of what is wanted is close by. Twice the radius is four times the settlements, so that what was in vain costs a third.
	for radius := 8e3; ; radius *= 2 {
		found = ix.within(found[:0], pt, n, min(radius, maxM))
		if len(found) == n || radius >= min(maxM, math.Pi*geodesy.MeanRadius) {
			break
		}
	}
	for i := range found {
		found[i].Bearing = geodesy.Bearing(pt, found[i].Place.Point())
	}
	runtime.KeepAlive(ix)
	return found
}

// within appends the n nearest settlements within the radius in metres, nearest first.
func (ix *Index) within(dst []Near, pt orb.Point, n int, radius float64) []Near {
	south, north, halfWidth := around(pt, radius)
	for band := bandOf(south); band <= bandOf(north); band++ {
		for ref := range ix.inBand(band, pt.Lon(), halfWidth) {
			p := Place{ix, ref}
			to := p.Point()
			if to.Lat() < south || to.Lat() > north {
				continue
			}
			d := geodesy.Distance(pt, to)
			if d > radius || len(dst) == n && d >= dst[n-1].DistanceM {
				continue
			}
			i := sort.Search(len(dst), func(i int) bool { return dst[i].DistanceM > d })
			dst = slices.Insert(dst[:min(len(dst), n-1)], i, Near{Place: p, DistanceM: d})
		}
	}
	return dst
}

// around returns the latitudes that a circle of so many metres reaches, and how far it reaches east and west, all in degrees.
func around(pt orb.Point, radius float64) (south, north, halfWidth float64) {
	deg := radius / metresPerDegree
	south, north = max(pt.Lat()-deg, -90), min(pt.Lat()+deg, 90)
	if south <= -90 || north >= 90 {
		return south, north, 180
	}
	sin := math.Sin(deg*math.Pi/180) / math.Cos(pt.Lat()*math.Pi/180)
	return south, north, math.Asin(min(sin, 1)) * 180 / math.Pi
}

func bandOf(lat float64) int { return min(int((lat+90)/bandDeg), numBands-1) }

// inBand yields the refs of the settlements of a band whose longitude is within halfWidth of lon.
func (ix *Index) inBand(band int, lon, halfWidth float64) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		refs := ix.near[min(4*(numBands+1), len(ix.near)):]
		lo, hi := int(fixed(ix.near, 4, band)), int(fixed(ix.near, 4, band+1))
		hi = min(hi, len(refs)/ix.refWidth)
		lonAt := func(i int) float64 { return Place{ix, fixed(refs, ix.refWidth, i)}.Point().Lon() }
		for _, turn := range [3]float64{0, -360, 360} {
			west, east := max(lon+turn-halfWidth, -180), min(lon+turn+halfWidth, 180)
			switch {
			case halfWidth >= 180 && turn == 0:
				west, east = -180, 180
			case halfWidth >= 180 || west > east || lo >= hi:
				continue
			}
			first := lo + sort.Search(hi-lo, func(i int) bool { return lonAt(lo+i) >= west })
			for i := first; i < hi && lonAt(i) <= east; i++ {
				if !yield(fixed(refs, ix.refWidth, i)) {
					return
				}
			}
		}
	}
}

// buildNear returns the near section for the places section: where each band starts, and the refs of its settlements from west to east.
func buildNear(places []byte) []byte {
	type settlement struct {
		band int
		lon  int32
		ref  uint32
	}
	var all []settlement
	for i := 0; i < len(places); i += placeSize {
		if r := places[i:][:placeSize]; Type(r[atType]) == Settlement {
			lat := fromE7(le.Uint32(r[atLat:]))
			all = append(all, settlement{bandOf(lat), int32(le.Uint32(r[atLon:])), uint32(i / placeSize)})
		}
	}
	if len(all) == 0 {
		return nil
	}
	slices.SortFunc(all, func(a, b settlement) int {
		return cmp.Or(cmp.Compare(a.band, b.band), cmp.Compare(a.lon, b.lon), cmp.Compare(a.ref, b.ref))
	})
	var b []byte
	for band, i := 0, 0; band <= numBands; band++ {
		for i < len(all) && all[i].band < band {
			i++
		}
		b = le.AppendUint32(b, uint32(i))
	}
	w := width(len(places) / placeSize)
	for _, s := range all {
		b = appendFixed(b, w, s.ref)
	}
	return b
}
