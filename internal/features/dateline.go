package features

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
)

// Wrapped returns a longitude as one from -180 to 180, if it is one of up to two turns; else as it is.
func Wrapped(lon float64) float64 {
	if math.Abs(lon) <= 180 || !(math.Abs(lon) <= 540) {
		return lon
	}
	return math.Remainder(lon, 360)
}

// split cuts polygons at the antimeridian where they run past it: by longitudes beyond 180 degrees, or by a step from one side of it to the
// other. Others stay as they are.
func split(m orb.MultiPolygon) orb.MultiPolygon {
	var out orb.MultiPolygon
	for _, p := range m {
		p = unrolled(p)
		box := p.Bound()
		if box.Min[0] >= -180 && box.Max[0] <= 180 || box.Min[0] < -540 || box.Max[0] > 540 {
			out = append(out, p)
			continue
		}
		for turn := -360.0; turn <= 360; turn += 360 {
			window := orb.Bound{Min: orb.Point{turn - 180, -90}, Max: orb.Point{turn + 180, 90}}
			if part := clip.Polygon(window, p.Clone()); len(part) > 0 {
				out = append(out, shifted(part, -turn))
			}
		}
	}
	return out
}

func shifted(p orb.Polygon, by float64) orb.Polygon {
	for _, r := range p {
		for i := range r {
			r[i][0] += by
		}
	}
	return p
}

// unrolled returns a polygon whose rings step from one side of the antimeridian to the other, as one that runs on past 180 degrees. A step is
// an edge of more than half a turn, in a ring that comes to less than that when it is taken the short way.
func unrolled(p orb.Polygon) orb.Polygon {
	var out orb.Polygon
	for i, r := range p {
		u := unrolledRing(r)
		if i == 0 && len(u) > 0 && sameRing(u, r) {
			return p
		}
		if i > 0 && len(u) > 0 { // a hole lies where its polygon does
			c := out[0].Bound().Center()[0]
			for k, at := 0, u.Bound().Center()[0]; k < 2 && math.Abs(c-at) > 180; k++ {
				step := math.Copysign(360, c-at)
				u, at = shifted(orb.Polygon{u.Clone()}, step)[0], at+step
			}
		}
		out = append(out, u)
	}
	return out
}

func sameRing(a, b orb.Ring) bool { return &a[0] == &b[0] }

// unrolledRing returns the ring itself if it makes no step.
func unrolledRing(r orb.Ring) orb.Ring {
	steps := false
	for i := 1; i < len(r) && !steps; i++ {
		steps = math.Abs(r[i][0]-r[i-1][0]) > 180
	}
	if !steps {
		return r
	}
	u := r.Clone()
	for i := 1; i < len(u); i++ {
		if d := u[i][0] - u[i-1][0]; math.Abs(d) <= 720 {
			u[i][0] -= 360 * math.Round(d/360)
		}
	}
	if box := u.Bound(); u[0] != u[len(u)-1] && r[0] == r[len(r)-1] || box.Max[0]-box.Min[0] >= 180 {
		return r // it goes round a pole, or is as wide as it says
	}
	return u
}
