package geodesy

import (
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// ErrShape says that no circle can be drawn for what was asked.
var ErrShape = errors.New("geodesy: no such circle")

// maxStep is the widest an edge of a circle may be in longitude, in degrees:
// past a pole a few vertices would not do, since edges are straight in longitude
// and latitude.
const maxStep = 10

// smallAngle is the radius in radians, 19 km, up to which the first guess at a circle has its area within 7e-8, measured from the
// equator to latitude 88.
const smallAngle = 0.003

// Circle returns the disc around center with the given area in square metres,
// from one to half of EarthArea, as a polygon of n vertices (at least 8) and
// some more where it passes near a pole. Rings are counter-clockwise and closed,
// coordinates rounded to seven decimals (1.1 cm). A disc across the antimeridian
// is cut into two polygons there; one around a pole is one polygon that runs
// along the antimeridian and the pole's parallel.
//
// The disc is drawn on the sphere with the ellipsoid's curvature at center and is
// out of round by at most 0.4 % of its radius for that. Its Area is the one asked
// for, but for the rounding of the coordinates.
func Circle(center orb.Point, areaM2 float64, n int) (orb.MultiPolygon, error) {
	switch {
	case !(math.Abs(center.Lon()) <= 180 && math.Abs(center.Lat()) <= 90):
		return nil, fmt.Errorf("%w: center %v is not on the Earth", ErrShape, center)
	case !(areaM2 >= 1 && areaM2 <= EarthArea/2):
		return nil, fmt.Errorf("%w: area of %g m² is not between 1 m² and half the Earth", ErrShape, areaM2)
	case n < 8:
		return nil, fmt.Errorf("%w: %d vertices are fewer than 8", ErrShape, n)
	}
	// The cap of the area, and a polygon on it that has lost nothing to its chords.
	r := gaussianRadius(center.Lat() * radian)
	angle := math.Acos(max(1-areaM2/(2*math.Pi*r*r), -1))
	if angle < 1e-4 {
		angle = Radius(areaM2) / r // the cosine has no digits left
	}
	step := 2 * math.Pi / float64(n)
	angle *= math.Sqrt(step / math.Sin(step))

	// What is left to correct is the curvature's change over the disc and the
	// bend of edges straight in longitude and latitude. The directions stay as they
	// are: if vertices came and went, the area would not follow the angle smoothly.
	directions := turns(center, angle, n)
	if angle < smallAngle && math.Abs(center.Lat()) < 88 { // there is next to nothing to correct
		return smallCircle(center, angle, directions, areaM2), nil
	}
	var shape orb.MultiPolygon
	for range 6 {
		angle = min(angle, math.Pi/2-1e-9) // more would hold both poles
		shape = cut(capRing(center, angle, directions))
		got := MultiArea(shape)
		if math.Abs(got/areaM2-1) < 1e-7 { // a hundredth of what is promised
			break
		}
		angle *= math.Sqrt(areaM2 / got)
	}
	round(shape)
	return shape, nil
}

// smallCircle returns a circle whose area is right but for the rounding of its coordinates, which takes up to 3e-5 off one of a hectare: of
// those below a square kilometre it turns the vertices a little, up to a hundred times, and returns the first that is within 5e-6, or the best.
func smallCircle(center orb.Point, angle float64, directions []float64, areaM2 float64) orb.MultiPolygon {
	var best orb.MultiPolygon
	least := math.Inf(1)
	for k := range 100 {
		if k > 0 {
			for i := range directions {
				directions[i] += 1. / 9973
			}
		}
		shape := cut(capRing(center, angle, directions))
		round(shape)
		if areaM2 >= 1e6 {
			return shape
		}
		if off := math.Abs(MultiArea(shape)/areaM2 - 1); off < least {
			best, least = shape, off
		}
		if least < 5e-6 {
			break
		}
	}
	return best
}

// turns returns the directions of the vertices of a cap's boundary as turns from
// 0 to 1: n equal steps, halved as long as they are wider than maxStep in longitude.
func turns(center orb.Point, angle float64, n int) []float64 {
	out := make([]float64, 1, n+n/4)
	// Far from the poles no edge is too wide: it is at most as long as its arc, on the highest parallel touched.
	if top := math.Abs(center.Lat())*radian + angle; top < 85*radian &&
		2*math.Pi/float64(n)*math.Sin(angle)/math.Cos(top) <= maxStep*radian {
		for i := range n {
			out = append(out, float64(i+1)/float64(n))
		}
		return out
	}
	var divide func(from, to float64)
	divide = func(from, to float64) {
		a, b := capPoint(center, angle, from), capPoint(center, angle, to)
		if math.Abs(math.Remainder(b[0]-a[0], 360)) <= maxStep || to-from < 1e-5 {
			out = append(out, to)
			return
		}
		divide(from, (from+to)/2)
		divide((from+to)/2, to)
	}
	for i := range n {
		divide(float64(i)/float64(n), float64(i+1)/float64(n))
	}
	return out
}

// capRing returns the boundary of the spherical cap around center,
// counter-clockwise and closed. Longitudes run on beyond ±180 rather than
// jump: the last point is a whole turn off the first where a pole is inside.
func capRing(center orb.Point, angle float64, turns []float64) orb.Ring {
	ring := make(orb.Ring, len(turns))
	last := 0.0
	c := newSphericalCap(center, angle)
	for i, turn := range turns {
		p := c.point(turn)
		if math.Abs(p[0]-last) > 180 {
			p[0] = last + math.Remainder(p[0]-last, 360)
		}
		ring[i], last = p, p[0]
	}
	return ring
}

// capPoint is the point at the given angle from center, in the direction of the
// turn: 0 is north, 0.25 west.
func capPoint(center orb.Point, angle, turn float64) orb.Point {
	c := newSphericalCap(center, angle)
	return c.point(turn)
}

// A sphericalCap is all points within an angle from a center.
type sphericalCap struct {
	lon                    float64 // of the center, in degrees
	sinφ, cosφ, sinα, cosα float64
}

func newSphericalCap(center orb.Point, angle float64) sphericalCap {
	c := sphericalCap{lon: center.Lon()}
	c.sinφ, c.cosφ = math.Sincos(center.Lat() * radian)
	c.sinα, c.cosα = math.Sincos(angle)
	return c
}

// point is the point of the boundary in the direction of the turn.
func (c *sphericalCap) point(turn float64) orb.Point {
	sinθ, cosθ := math.Sincos(-2 * math.Pi * turn)
	// The vector to the point with its x axis on the meridian of center. Its
	// latitude by Atan2 keeps the digits that Asin loses near a pole.
	x := c.cosφ*c.cosα - c.sinφ*c.sinα*cosθ
	y := c.sinα * sinθ
	z := c.sinφ*c.cosα + c.cosφ*c.sinα*cosθ
	return orb.Point{
		c.lon + math.Atan2(y, x)/radian,
		math.Atan2(z, math.Sqrt(x*x+y*y)) / radian,
	}
}

// cut makes polygons within ±180° of longitude of a ring of capRing's.
func cut(ring orb.Ring) orb.MultiPolygon {
	if turn := ring[len(ring)-1][0] - ring[0][0]; math.Abs(turn) > 180 {
		return orb.MultiPolygon{{between180(aroundPole(ring, math.Copysign(1, turn)), 0)}}
	}
	inside := ring[0] == ring[len(ring)-1]
	for _, p := range ring {
		inside = inside && math.Abs(p[0]) < 180
	}
	if inside {
		one := &struct {
			polygons [1]orb.Polygon
			rings    [1]orb.Ring
		}{rings: [1]orb.Ring{ring}}
		one.polygons[0] = one.rings[:]
		return one.polygons[:]
	}
	var shape orb.MultiPolygon
	for _, shift := range []float64{0, -360, 360} {
		if part := between180(ring, shift); len(part) > 0 {
			shape = append(shape, orb.Polygon{part})
		}
	}
	return shape
}

// aroundPole closes a ring that runs one turn around a pole: repeated on either
// side, it reaches past both sides of the map, and returns along the pole. East
// (1) is counter-clockwise around the north pole, and west (-1) around the south.
func aroundPole(ring orb.Ring, sign float64) orb.Ring {
	out := make(orb.Ring, 0, 3*len(ring)+3)
	for i, turn := range []float64{-360, 0, 360} {
		for _, p := range ring[min(i, 1):] { // its first point is the last of the turn before
			out = append(out, orb.Point{p[0] + turn*sign, p[1]})
		}
	}
	for _, lon := range []float64{540, 0, -540} { // no edge of the result is over 180° long
		out = append(out, orb.Point{lon * sign, 90 * sign})
	}
	return out
}

// between180 returns the part of the ring between -180° and 180° once it is
// shifted, closed, or nothing.
func between180(ring orb.Ring, shift float64) orb.Ring {
	out := make(orb.Ring, len(ring))
	for i, p := range ring {
		out[i] = orb.Point{p[0] + shift, p[1]}
	}
	out = clip(clip(out, -1), 1)
	if len(out) > 0 && out[0] != out[len(out)-1] {
		out = append(out, out[0])
	}
	return out
}

// clip keeps what lies on the near side of the meridian 180·sign. A cap crosses
// a meridian at most twice, so that one ring stays one ring.
func clip(ring orb.Ring, sign float64) orb.Ring {
	inside := func(p orb.Point) bool { return p[0]*sign <= 180 }
	var out orb.Ring
	for i, b := range ring {
		a := ring[(i+len(ring)-1)%len(ring)]
		if inside(a) != inside(b) {
			lon := 180 * sign
			out = append(out, orb.Point{lon, a[1] + (b[1]-a[1])*(lon-a[0])/(b[0]-a[0])})
		}
		if inside(b) {
			out = append(out, b)
		}
	}
	return out
}

// round rounds coordinates to seven decimals and drops points that fall together.
func round(shape orb.MultiPolygon) {
	for _, polygon := range shape {
		for i, ring := range polygon {
			kept := ring[:0]
			for _, p := range ring {
				p = orb.Point{math.Round(p[0]*1e7) / 1e7, math.Round(p[1]*1e7) / 1e7}
				if len(kept) == 0 || kept[len(kept)-1] != p {
					kept = append(kept, p)
				}
			}
			polygon[i] = kept
		}
	}
}
