package geodesy

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// Destination returns the point at so many metres along the great circle that leaves p in a direction in degrees clockwise from
// north, on the sphere of the ellipsoid's curvature at p. Its longitude is in [-180, 180].
func Destination(p orb.Point, bearing, metres float64) orb.Point {
	q := capPoint(p, metres/gaussianRadius(p.Lat()*radian), -bearing/360)
	q[0] = math.Remainder(q[0], 360)
	return q
}

// sectorStep is the widest step of an arc in degrees.
const sectorStep = 5

// Sector returns what lies between two distances in metres of a center, and at most spread degrees to either side of a direction; a
// spread of 180 and more is all around, with a hole where the inner distance is not 0. Rings are as Circle's. The outer distance is from one metre
// to a quarter of the Earth's circumference.
func Sector(center orb.Point, inner, outer, bearing, spread float64) (orb.MultiPolygon, error) {
	switch {
	case !(math.Abs(center.Lon()) <= 180 && math.Abs(center.Lat()) <= 90):
		return nil, fmt.Errorf("%w: center %v is not on the Earth", ErrShape, center)
	case !(inner >= 0 && inner < outer && outer >= 1 && outer < math.Pi/2*semiMinor) || !(spread > 0) || math.IsNaN(bearing) || math.IsInf(bearing, 0):
		return nil, fmt.Errorf("%w: from %g to %g m at %g±%g", ErrShape, inner, outer, bearing, spread)
	}
	r := gaussianRadius(center.Lat() * radian)
	if spread >= 180 {
		return ringAround(center, inner/r, outer/r), nil
	}
	// Counter-clockwise: the outer arc against the compass, and back along the inner one, or by the center.
	n := math.Ceil(2 * spread / sectorStep)
	turns := make([]float64, 0, int(n)+1)
	for k := 0.0; k <= n; k++ {
		turns = append(turns, -(bearing+spread-2*spread*k/n)/360)
	}
	ring := capRing(center, outer/r, turns)
	last := ring[len(ring)-1][0]
	if inner > 0 {
		slices.Reverse(turns)
		for _, p := range capRing(center, inner/r, turns) {
			ring = append(ring, orb.Point{last + math.Remainder(p[0]-last, 360), p[1]})
			last = ring[len(ring)-1][0]
		}
	} else {
		ring = append(ring, orb.Point{last + math.Remainder(center[0]-last, 360), center[1]})
	}
	shape := cut(append(ring, ring[0]))
	round(shape)
	return shape, nil
}

// ringAround returns the disc of an angle without that of a smaller one. Where it is cut at the antimeridian or holds a pole, the hole is left
// out: few would see it.
func ringAround(center orb.Point, inner, outer float64) orb.MultiPolygon {
	shape := cut(capRing(center, outer, turns(center, outer, 72)))
	if inner > 0 && len(shape) == 1 {
		hole := cut(capRing(center, inner, turns(center, inner, 72)))
		if len(hole) == 1 && math.Abs(ringArea(shape[0][0])) > math.Abs(ringArea(hole[0][0])) {
			slices.Reverse(hole[0][0])
			shape[0] = append(shape[0], hole[0][0])
		}
	}
	round(shape)
	return shape
}

// Corridor returns what lies within so many metres of the way between two points, roughly: a band along it with rounded ends.
func Corridor(a, b orb.Point, metres float64) (orb.MultiPolygon, error) {
	if !(metres >= 1 && metres < 1e6) || Distance(a, b) > 5e6 {
		return nil, fmt.Errorf("%w: %g m around the way from %v to %v", ErrShape, metres, a, b)
	}
	bearing := Bearing(a, b)
	ring := make(orb.Ring, 0, 2*13+1)
	add := func(p orb.Point) {
		if len(ring) > 0 {
			last := ring[len(ring)-1][0]
			p[0] = last + math.Remainder(p[0]-last, 360)
		}
		ring = append(ring, p)
	}
	for k := 0.0; k <= 180; k += 15 { // around the far end, counter-clockwise
		add(Destination(b, bearing+90-k, metres))
	}
	for k := 0.0; k <= 180; k += 15 {
		add(Destination(a, bearing-90-k, metres))
	}
	shape := cut(append(ring, ring[0]))
	round(shape)
	return shape, nil
}
