// Package geodesy computes with areas and distances on the WGS84 ellipsoid.
//
// Points are longitude, latitude in degrees, as in GeoJSON. An edge of a
// polygon is a straight line in longitude and latitude, as RFC 7946 section
// 3.1.1 means it, and not a geodesic; it is never taken the short way round:
// a shape that crosses the antimeridian is cut there before it comes here.
package geodesy

import (
	"math"

	"github.com/paulmach/orb"
)

// The WGS84 ellipsoid: its defining semi-major axis and flattening (NIMA
// TR8350.2), and what follows from them.
const (
	semiMajor  = 6378137.0 // metres
	flattening = 1 / 298.257223563
	semiMinor  = semiMajor * (1 - flattening)
	ecc2       = flattening * (2 - flattening) // first eccentricity squared
	MeanRadius = (2*semiMajor + semiMinor) / 3 // IUGG R1
	radian     = math.Pi / 180
)

// EarthArea is the surface of the whole WGS84 ellipsoid in square metres.
const EarthArea = 510_065_621_724_088.5

// Distance returns the metres between two points along a great circle of a
// sphere of the Earth's mean radius (6,371,008.8 m, haversine formula). It is
// within 0.6 % of the distance on the ellipsoid.
func Distance(a, b orb.Point) float64 {
	φ1, φ2 := a.Lat()*radian, b.Lat()*radian
	sinφ, sinλ := math.Sin((φ2-φ1)/2), math.Sin((b.Lon()-a.Lon())*radian/2)
	h := sinφ*sinφ + math.Cos(φ1)*math.Cos(φ2)*sinλ*sinλ
	return 2 * MeanRadius * math.Asin(math.Sqrt(min(h, 1)))
}

// Bearing returns the direction in which the great circle from a to b starts,
// in degrees clockwise from north, in [0, 360). It is 0 where a equals b.
func Bearing(a, b orb.Point) float64 {
	φ1, φ2, dλ := a.Lat()*radian, b.Lat()*radian, (b.Lon()-a.Lon())*radian
	y := math.Sin(dλ) * math.Cos(φ2)
	x := math.Cos(φ1)*math.Sin(φ2) - math.Sin(φ1)*math.Cos(φ2)*math.Cos(dλ)
	return math.Mod(math.Atan2(y, x)/radian+360, 360)
}

// Radius returns the radius in metres of the plane disc of the given area in
// square metres. For 1e6 km² the radius on the Earth is 0.03 % longer.
func Radius(areaM2 float64) float64 {
	return math.Sqrt(areaM2 / math.Pi)
}

// gaussianRadius returns sqrt(M·N), the radius of the sphere that has the
// ellipsoid's Gaussian curvature at latitude φ, in radians: areas around a point
// are true on it, which they are on no sphere of one radius.
func gaussianRadius(φ float64) float64 {
	s := math.Sin(φ)
	return semiMinor / (1 - ecc2*s*s)
}

// InBox reports whether a box of degrees, which crosses the antimeridian where its west is greater than its east, contains a point.
func InBox(b orb.Bound, p orb.Point) bool {
	if p[1] < b.Min[1] || p[1] > b.Max[1] {
		return false
	}
	if b.Min[0] <= b.Max[0] {
		return b.Min[0] <= p[0] && p[0] <= b.Max[0]
	}
	return p[0] >= b.Min[0] || p[0] <= b.Max[0]
}
