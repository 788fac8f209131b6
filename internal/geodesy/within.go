package geodesy

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

const (
	arcStep = math.Pi / 180 // an arc's chords: they lose 0.005 % of the disc

	// An edge of a region is straight in longitude and latitude. It is taken to be so in the plane over half the radius of the disc, in degrees
	// of latitude, but for no more and no less than this.
	longest, shortest = 0.5, 0.005
)

// DiscWithin returns the part of a disc around center that lies in region and has the given area in square metres: the disc is as large
// as that takes. Region is as RFC 7946 wants it: rings closed, exterior ones counter-clockwise, holes clockwise, cut at the
// antimeridian; so is the result. Its Area is the one asked for within 0.1 %, or an ErrShape says that there is no such part: the region is
// smaller, or its rings cross each other.
//
// All is done in the plane of Lambert's azimuthal equal-area projection around center, of the sphere of authalic latitudes, in which areas
// are the ellipsoid's (Snyder 1987, pp. 16 and 182). The disc is round there, and out of round on the ground by at most 0.4 %.
func DiscWithin(region orb.MultiPolygon, center orb.Point, areaM2 float64) (orb.MultiPolygon, error) {
	switch {
	case !(math.Abs(center.Lon()) <= 180 && math.Abs(center.Lat()) <= 90):
		return nil, fmt.Errorf("%w: center %v is not on the Earth", ErrShape, center)
	case !(areaM2 >= 1 && areaM2 <= EarthArea/2):
		return nil, fmt.Errorf("%w: area of %g m² is not between 1 m² and half the Earth", ErrShape, areaM2)
	}
	pl := newPlane(center)
	pl.step = min(max(Radius(areaM2)/2/MeanRadius/radian, shortest), longest)
	rings, radius, ok := pl.solve(region, areaM2)
	if !ok {
		return nil, fmt.Errorf("%w: the region has less than %g m²", ErrShape, areaM2)
	}
	shape, ok := assemble(pl.clip(rings, radius))
	if !ok {
		return nil, fmt.Errorf("%w: the region's rings cross", ErrShape)
	}
	round(shape)
	if got := MultiArea(shape); math.Abs(got/areaM2-1) > 1e-3 {
		return nil, fmt.Errorf("%w: clipping left %g m² of %g", ErrShape, got, areaM2)
	}
	return shape, nil
}

// The window in which the edges of a region are divided is so much wider than a disc of the area, and wider by so many metres, within which an
// edge of at most longest is straight; a disc that reaches beyond is looked for in one that is widened again.
const widen, windowSlack = 2, 1000

// solve returns the rings of a region in the plane and the radius of the disc, of which so much lies in them. Edges that lie far from
// the disc are not divided: it takes no part of them.
func (pl *plane) solve(region orb.MultiPolygon, areaM2 float64) (rings [][]spot, radius float64, ok bool) {
	for window := Radius(areaM2); ; {
		window = widen*window + windowSlack
		pl.look(window)
		rings = rings[:0]
		for _, polygon := range region {
			for _, ring := range polygon {
				if spots := pl.ring(ring); len(spots) >= 3 {
					rings = append(rings, spots)
				}
			}
		}
		if radius, ok = solveRadius(rings, areaM2, window); !ok || radius+windowSlack < window || pl.all {
			return rings, radius, ok
		}
		window = max(window, radius)
	}
}

// A spot is a point in degrees and in the plane, in metres.
type spot struct {
	at   orb.Point
	x, y float64
}

// A plane is the projection around a center.
type plane struct {
	lon        float64 // of the center, in radians
	sinβ, cosβ float64 // of its authalic latitude
	step       float64 // the longest edge that is not divided, in degrees

	// The window outside which edges are divided no more than they need: of longitudes and latitudes around the center, in degrees.
	center     orb.Point
	wide, high float64
	all        bool // it is all of the Earth
}

// look sets the window to what lies within so many metres of the center, or a little further.
func (pl *plane) look(metres float64) {
	const slack = 1.02 // authalic latitudes and chords differ by less
	angle := 2 * math.Asin(min(metres/(2*math.Sqrt(authalic)), 1)) * slack
	pl.high = angle / radian
	top := math.Abs(pl.center.Lat())*radian + angle
	pl.all = top >= math.Pi/2
	pl.wide = 180
	if !pl.all {
		pl.wide = math.Asin(min(math.Sin(angle)/math.Cos(pl.center.Lat()*radian), 1)) / radian * slack
	}
}

// sees reports whether an edge may come into the window.
func (pl *plane) sees(a, b orb.Point) bool {
	if pl.all {
		return true
	}
	if min(a[1], b[1]) > pl.center[1]+pl.high || max(a[1], b[1]) < pl.center[1]-pl.high {
		return false
	}
	from := math.Remainder(a[0]-pl.center[0], 360)
	west, east := min(from, from+b[0]-a[0]), max(from, from+b[0]-a[0])
	return west <= pl.wide && east >= -pl.wide || west <= pl.wide-360 || east >= 360-pl.wide
}

// zoneArea is the area between the equator and a latitude of one radian of longitude, in square metres.
func zoneArea(φ float64) float64 { return meanZone(φ, φ) }

// authalic is the square of the radius of the sphere with the ellipsoid's area.
var authalic = zoneArea(math.Pi / 2)

func newPlane(center orb.Point) *plane {
	sinβ := zoneArea(center.Lat()*radian) / authalic
	return &plane{lon: center.Lon() * radian, sinβ: sinβ, cosβ: math.Sqrt(max(1-sinβ*sinβ, 0)), center: center}
}

func (pl *plane) spot(p orb.Point) spot {
	sinβ := min(max(zoneArea(p.Lat()*radian)/authalic, -1), 1)
	cosβ := math.Sqrt(1 - sinβ*sinβ)
	sinλ, cosλ := math.Sincos(p.Lon()*radian - pl.lon)
	k := math.Sqrt(2 * authalic / max(1+pl.sinβ*sinβ+pl.cosβ*cosβ*cosλ, 1e-12))
	return spot{p, k * cosβ * sinλ, k * (pl.cosβ*sinβ - pl.sinβ*cosβ*cosλ)}
}

// ring projects a ring, open, with long edges divided.
func (pl *plane) ring(r orb.Ring) []spot {
	out := make([]spot, 0, len(r))
	for i, b := range r {
		if i > 0 {
			a := r[i-1]
			step := pl.step
			if !pl.sees(a, b) {
				step = longest
			}
			n := math.Ceil(max(math.Abs(b[0]-a[0]), math.Abs(b[1]-a[1])) / step)
			for k := 1.0; k < n; k++ {
				out = append(out, pl.spot(orb.Point{a[0] + (b[0]-a[0])*k/n, a[1] + (b[1]-a[1])*k/n}))
			}
		}
		out = append(out, pl.spot(b))
	}
	if n := len(out); n > 1 && out[0].at == out[n-1].at {
		out = out[:n-1]
	}
	return out
}

// point returns the point at a spot of the plane.
func (pl *plane) point(x, y float64) orb.Point {
	ρ := math.Hypot(x, y)
	if ρ == 0 {
		ρ = 1e-9
	}
	sinHalf := min(ρ/(2*math.Sqrt(authalic)), 1)
	sinC, cosC := 2*sinHalf*math.Sqrt(1-sinHalf*sinHalf), 1-2*sinHalf*sinHalf
	sinβ := min(max(cosC*pl.sinβ+y*sinC*pl.cosβ/ρ, -1), 1)
	λ := pl.lon + math.Atan2(x*sinC, ρ*pl.cosβ*cosC-y*pl.sinβ*sinC)
	return orb.Point{math.Remainder(λ/radian, 360), latitude(sinβ) / radian}
}

// latitude returns the latitude of which zoneArea is sinβ of the pole's, by Newton's method: its slope is M·N·cos φ.
func latitude(sinβ float64) float64 {
	φ := math.Asin(sinβ)
	for range 6 {
		r := gaussianRadius(φ)
		slope := r * r * math.Cos(φ)
		if slope < 1 {
			break
		}
		step := (sinβ*authalic - zoneArea(φ)) / slope
		φ = min(max(φ+step, -math.Pi/2), math.Pi/2)
		if math.Abs(step) < 1e-15 {
			break
		}
	}
	return φ
}

// solveRadius finds the radius in metres of the disc around the origin of which so much lies in the rings; beyond the window it need not be
// the right one. It is false if the rings have less.
func solveRadius(rings [][]spot, areaM2, window float64) (float64, bool) {
	var all, far float64
	for _, ring := range rings {
		a := ring[len(ring)-1]
		for _, b := range ring {
			all += (a.x*b.y - b.x*a.y) / 2
			far = max(far, math.Hypot(a.x, a.y))
			a = b
		}
	}
	if all < areaM2 {
		return 0, false
	}
	low, high := math.Sqrt(areaM2/math.Pi)*(1-1e-9), far // no smaller disc has the area at all
	near := nearEdges(rings, window)
	r := low
	for range 100 {
		area, arc := near.discArea(r)
		if area < areaM2 {
			low = r
		} else {
			high = r
		}
		if math.Abs(area/areaM2-1) < 1e-9 || high-low < 1e-6 {
			break
		}
		// Newton's step: the area grows by the arc that lies inside.
		if next := r + (areaM2-area)/arc; arc > 0 && low < next && next < high {
			r = next
		} else {
			r = (low + high) / 2
		}
	}
	return r, true
}

// Edges are those of rings that may come within a distance of the center, and the angle in radians that the others turn around it.
type edges struct {
	within [][2]spot
	turn   float64
}

// nearEdges parts the edges of rings by whether they come within a distance of the center.
func nearEdges(rings [][]spot, distance float64) (e edges) {
	for _, ring := range rings {
		a := ring[len(ring)-1]
		for _, b := range ring {
			if _, _, crosses := chord([2]float64{a.x, a.y}, [2]float64{b.x, b.y}, distance); crosses {
				e.within = append(e.within, [2]spot{a, b})
			} else {
				e.turn += math.Atan2(a.x*b.y-a.y*b.x, a.x*b.x+a.y*b.y)
			}
			a = b
		}
	}
	return e
}

// discArea returns how much of the disc of radius r lies in the rings, and how much of its circle, in closed form: each edge adds the part of
// the disc between it and the center, signed.
func (e *edges) discArea(r float64) (area, arc float64) {
	area, arc = r*r*e.turn/2, r*e.turn
	sector := func(a, b [2]float64) {
		turn := math.Atan2(a[0]*b[1]-a[1]*b[0], a[0]*b[0]+a[1]*b[1])
		area += r * r * turn / 2
		arc += r * turn
	}
	for i := range e.within {
		p, q := &e.within[i][0], &e.within[i][1]
		a, b := [2]float64{p.x, p.y}, [2]float64{q.x, q.y}
		t, u, crosses := chord(a, b, r)
		if !crosses {
			sector(a, b)
			continue
		}
		c, d := along(a, b, t), along(a, b, u)
		if t > 0 {
			sector(a, c)
		}
		area += (c[0]*d[1] - c[1]*d[0]) / 2
		if u < 1 {
			sector(d, b)
		}
	}
	return area, arc
}

func along(a, b [2]float64, t float64) [2]float64 {
	return [2]float64{a[0] + (b[0]-a[0])*t, a[1] + (b[1]-a[1])*t}
}

// chord returns between which parts of the way from a to b the edge lies in the disc of radius r; it does not if crosses is false.
func chord(a, b [2]float64, r float64) (from, to float64, crosses bool) {
	dx, dy := b[0]-a[0], b[1]-a[1]
	long, half := dx*dx+dy*dy, a[0]*dx+a[1]*dy
	disc := half*half - long*(a[0]*a[0]+a[1]*a[1]-r*r)
	if disc <= 0 || long == 0 {
		return 0, 0, false
	}
	root := math.Sqrt(disc)
	from, to = max((-half-root)/long, 0), min((-half+root)/long, 1)
	return from, to, from < to
}

// A chain is a part of a ring that lies in the disc, from where the ring comes in to where it goes out.
type chain struct {
	points  orb.Ring
	in, out float64 // directions from the center, in radians
	used    bool
}

// clip returns the rings of what lies both in the rings and in the disc, closed: exteriors counter-clockwise, holes clockwise.
func (pl *plane) clip(rings [][]spot, r float64) []orb.Ring {
	var whole []orb.Ring
	var chains []*chain
	for _, ring := range rings {
		inside, parts := cutRing(ring, r)
		if inside {
			closed := make(orb.Ring, 0, len(ring)+1)
			for _, s := range ring {
				closed = append(closed, s.at)
			}
			whole = append(whole, append(closed, closed[0]))
		}
		chains = append(chains, parts...)
	}
	if len(chains) == 0 {
		near := nearEdges(rings, r)
		if _, arc := near.discArea(r); arc > math.Pi*r { // the whole circle lies inside
			whole = append(whole, append(pl.arc(nil, r, 0, 2*math.Pi), pl.point(r, 0)))
			last := whole[len(whole)-1]
			last[0] = last[len(last)-1]
		}
		return whole
	}
	return append(whole, pl.link(chains, r)...)
}

// cutRing returns the parts of a ring in the disc of radius r, or that all of it is.
func cutRing(ring []spot, r float64) (inside bool, parts []*chain) {
	inside = true
	var open *chain
	var first *chain // a part that the ring begins with, and that goes on at its end
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		pa, pb := [2]float64{a.x, a.y}, [2]float64{b.x, b.y}
		t, u, crosses := chord(pa, pb, r)
		if !crosses || t > 0 || u < 1 {
			inside = false
		}
		if !crosses {
			if open != nil { // it touched the circle with a vertex
				open.out, open = math.Atan2(a.y, a.x), nil
			}
			continue
		}
		at := func(t float64) orb.Point {
			return orb.Point{a.at[0] + (b.at[0]-a.at[0])*t, a.at[1] + (b.at[1]-a.at[1])*t}
		}
		if t > 0 || open == nil {
			in := along(pa, pb, t)
			open = &chain{points: orb.Ring{at(t)}, in: math.Atan2(in[1], in[0])}
			parts = append(parts, open)
			if i == 0 && t == 0 {
				first = open
			}
		}
		open.points = append(open.points, at(u))
		if u < 1 {
			out := along(pa, pb, u)
			open.out = math.Atan2(out[1], out[0])
			open = nil
		}
	}
	if inside {
		return true, nil
	}
	if open != nil && first != nil && open != first {
		open.points = append(open.points, first.points[1:]...)
		open.out = first.out
		parts = slices.DeleteFunc(parts, func(c *chain) bool { return c == first })
	}
	return false, parts
}

// link joins chains to rings: where one goes out, the circle leads counter-clockwise to where the next comes in.
func (pl *plane) link(chains []*chain, r float64) []orb.Ring {
	byIn := slices.Clone(chains)
	slices.SortFunc(byIn, func(a, b *chain) int { return cmp.Compare(a.in, b.in) })
	next := func(angle float64) *chain {
		i, _ := slices.BinarySearchFunc(byIn, angle, func(c *chain, a float64) int { return cmp.Compare(c.in, a) })
		return byIn[i%len(byIn)]
	}
	var rings []orb.Ring
	for _, start := range chains {
		if start.used {
			continue
		}
		var ring orb.Ring
		for c := start; !c.used; {
			c.used = true
			ring = append(ring, c.points...)
			to := next(c.out)
			ring = pl.arc(ring, r, c.out, to.in)
			c = to
		}
		rings = append(rings, append(ring, ring[0]))
	}
	return rings
}

// arc appends the points between two directions on the circle, counter-clockwise.
func (pl *plane) arc(ring orb.Ring, r, from, to float64) orb.Ring {
	for to <= from {
		to += 2 * math.Pi
	}
	n := math.Ceil((to - from) / arcStep)
	first := 1.0
	if len(ring) == 0 {
		first = 0
	}
	for k := first; k < n; k++ {
		sin, cos := math.Sincos(from + (to-from)*k/n)
		ring = append(ring, pl.point(r*cos, r*sin))
	}
	return ring
}

// assemble makes polygons of rings: each hole goes to the smallest exterior around it. It is false if one has none.
func assemble(rings []orb.Ring) (orb.MultiPolygon, bool) {
	var m orb.MultiPolygon
	var holes []orb.Ring
	for _, ring := range rings {
		switch a := ringArea(ring); {
		case len(ring) < 4 || a == 0:
		case a < 0: // counter-clockwise
			m = append(m, orb.Polygon{ring})
		default:
			holes = append(holes, ring)
		}
	}
	for _, hole := range holes {
		best, size := -1, math.Inf(1)
		for i, p := range m {
			if a := math.Abs(ringArea(p[0])); a < size && ringContains(p[0], hole[0]) {
				best, size = i, a
			}
		}
		if best < 0 {
			return nil, false
		}
		m[best] = append(m[best], hole)
	}
	return m, len(m) > 0
}

// ringContains reports whether a point lies in a ring, by the even-odd rule.
func ringContains(ring orb.Ring, p orb.Point) bool {
	in := false
	for i, b := range ring {
		a := ring[(i+len(ring)-1)%len(ring)]
		if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < a[0]+(p[1]-a[1])/(b[1]-a[1])*(b[0]-a[0]) {
			in = !in
		}
	}
	return in
}
