package geodesy

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// A Reach is how far from a center something goes, in meters, in a direction in degrees clockwise from north.
type Reach func(direction float64) float64

// Band returns what lies between two reaches of a center, at most spread degrees to either side of a direction; a spread of 180 and more is
// all around, with a hole where the inner reach is not 0. It is a Sector whose distances count from a shore and not from the center, and
// rings are as Sector's. The outer reach is from one meter to a quarter of the Earth's circumference, and greater than the inner.
func Band(center orb.Point, bearing, spread float64, inner, outer Reach) (orb.MultiPolygon, error) {
	if !(math.Abs(center.Lon()) <= 180 && math.Abs(center.Lat()) <= 90) || !(spread > 0) || math.IsNaN(bearing) || math.IsInf(bearing, 0) {
		return nil, fmt.Errorf("%w: a band around %v at %g±%g", ErrShape, center, bearing, spread)
	}
	spread = min(spread, 180)
	n := 2 * math.Ceil(spread/sectorStep) // even, so that the direction itself is among them
	directions := make([]float64, 0, int(n)+1)
	for k := 0.0; k <= n; k++ { // counter-clockwise
		directions = append(directions, bearing+spread-2*spread*k/n)
	}
	for _, d := range directions {
		if in, out := inner(d), outer(d); !(in >= 0 && in < out && out >= 1 && out < math.Pi/2*semiMinor) {
			return nil, fmt.Errorf("%w: from %g to %g m at %g", ErrShape, in, out, d)
		}
	}
	outside, inside := reachRing(center, directions, outer), reachRing(center, directions, inner)
	if spread == 180 {
		return hollow(outside, inside, inner(bearing) > 0), nil
	}
	slices.Reverse(inside)
	ring, last := outside, outside[len(outside)-1][0]
	for _, p := range inside {
		if p = (orb.Point{last + math.Remainder(p[0]-last, 360), p[1]}); p != ring[len(ring)-1] {
			ring = append(ring, p)
		}
		last = p[0]
	}
	shape := cut(append(ring, ring[0]))
	round(shape)
	return shape, nil
}

// reachRing returns the points at a reach in some directions. No two neighbors are more than half a turn of longitude apart.
func reachRing(center orb.Point, directions []float64, reach Reach) orb.Ring {
	r := gaussianRadius(center.Lat() * radian)
	ring := make(orb.Ring, len(directions))
	last := center[0]
	for i, d := range directions {
		p := capPoint(center, reach(d)/r, -d/360)
		p[0] = last + math.Remainder(p[0]-last, 360)
		ring[i], last = p, p[0]
	}
	return ring
}

// hollow returns the polygon of a closed ring without that of another, which is left out where one is cut at the antimeridian or holds a
// pole: few would see it.
func hollow(outside, inside orb.Ring, hole bool) orb.MultiPolygon {
	if outside[len(outside)-1][0]-outside[0][0] < 180 {
		outside[len(outside)-1] = outside[0]
	}
	shape := cut(outside)
	if inside[len(inside)-1] = inside[0]; hole && len(shape) == 1 {
		if h := cut(inside); len(h) == 1 && math.Abs(ringArea(shape[0][0])) > math.Abs(ringArea(h[0][0])) {
			slices.Reverse(h[0][0])
			shape[0] = append(shape[0], h[0][0])
		}
	}
	round(shape)
	return shape
}
