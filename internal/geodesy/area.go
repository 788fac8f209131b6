package geodesy

import (
	"math"

	"github.com/paulmach/orb"
)

// Area returns the area of a polygon on the ellipsoid in square metres: its
// first ring less the others, whichever way they wind. Rings need not be
// closed, must not cross themselves, and stay within ±180° of longitude. A ring
// around a pole runs along the pole's parallel, at latitude ±90.
//
// The result is exact for edges straight in longitude and latitude, up to
// rounding (below 1e-14 of longitude difference times Earth's area).
func Area(p orb.Polygon) float64 {
	var sum float64
	for i, ring := range p {
		if i == 0 {
			sum = math.Abs(ringArea(ring))
		} else {
			sum -= math.Abs(ringArea(ring))
		}
	}
	return max(sum, 0)
}

// MultiArea returns the sum of Area over the polygons, which must not overlap.
func MultiArea(m orb.MultiPolygon) float64 {
	var sum float64
	for _, p := range m {
		sum += Area(p)
	}
	return sum
}

// ringArea is the signed area of a ring, positive where it winds clockwise: the
// line integral of zone(φ) dλ.
func ringArea(r orb.Ring) float64 {
	var sum float64
	for i, b := range r {
		a := r[(i+len(r)-1)%len(r)]
		if dλ := (b.Lon() - a.Lon()) * radian; dλ != 0 {
			sum += dλ * meanZone(a.Lat()*radian, b.Lat()*radian)
		}
	}
	return sum
}

// zoneSeries are the coefficients of zone(φ) = Σ zoneSeries[j]·sin((2j+1)φ), the
// area between the equator and latitude φ of one radian of longitude, in m².
//
// That area is the integral of M·N·cos φ, which the binomial series turns into
// b²·Σ (k+1)/(2k+1)·e²ᵏ·sin²ᵏ⁺¹φ; the power of a sine is a sum of sines of
// multiples, with binomial coefficients. The terms left out are below 1e-15.
var zoneSeries = func() (c [6]float64) {
	const powers = 8
	for k := range powers {
		f := semiMinor * semiMinor * float64(k+1) / float64(2*k+1) * math.Pow(ecc2/4, float64(k))
		choose := 1.0 // (2k+1 choose k-j), from j = k downwards
		for i := 0; i <= k; i++ {
			if j := k - i; j < len(c) {
				c[j] += f * choose * float64(1-2*(j%2))
			}
			choose *= float64(2*k+1-i) / float64(i+1)
		}
	}
	return c
}()

// meanZone is the mean of zone over the latitudes between φ1 and φ2, which is
// what an edge straight in longitude and latitude integrates to. The sine series
// has its mean in closed form, so that no edge needs to be divided.
func meanZone(φ1, φ2 float64) float64 {
	mid, half := (φ1+φ2)/2, (φ2-φ1)/2
	var sum float64
	for j := len(zoneSeries) - 1; j >= 0; j-- {
		m := float64(2*j + 1)
		sum += zoneSeries[j] * math.Sin(m*mid) * sinc(m*half)
	}
	return sum
}

// sinc is sin(x)/x, continued to 1 at zero.
func sinc(x float64) float64 {
	if math.Abs(x) < 1e-4 {
		return 1 - x*x/6
	}
	return math.Sin(x) / x
}
