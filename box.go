package geotag

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"
)

// wireBox returns a box as GeoJSON writes it: west, south, east, north.
func wireBox(b orb.Bound) []float64 {
	return []float64{round7(b.Min[0]), round7(b.Min[1]), round7(b.Max[0]), round7(b.Max[1])}
}

// unionBox returns the smallest box around boxes, at least one, of which those whose west is greater than their east cross the
// antimeridian; so does the answer where that makes it smaller. The boxes are put in another order.
func unionBox(boxes []orb.Bound) orb.Bound {
	slices.SortFunc(boxes, func(a, b orb.Bound) int { return cmp.Compare(a.Min[0], b.Min[0]) })
	u := boxes[0]
	reach := -540.0 // how far east the boxes before reach; at first, those that come round
	for _, b := range boxes {
		u.Min[1], u.Max[1] = min(u.Min[1], b.Min[1]), max(u.Max[1], b.Max[1])
		reach = max(reach, eastOf(b)-360)
	}
	// The answer is what the widest gap between boxes leaves.
	widest := 0.0
	u.Min[0], u.Max[0] = -180, 180
	for i, b := range boxes {
		if gap := b.Min[0] - reach; gap > widest {
			widest = gap
			u.Min[0], u.Max[0] = b.Min[0], reach
			if i == 0 && reach <= -180 { // the gap lies across the antimeridian, not the box
				u.Max[0] += 360
			}
		}
		reach = max(reach, eastOf(b))
	}
	return u
}

// around returns a box, which may cross the antimeridian, widened to what of a shape lies a little outside it.
func around(box orb.Bound, shape orb.Geometry) orb.Bound {
	grow := func(p orb.Point) {
		box.Min[1], box.Max[1] = min(box.Min[1], p[1]), max(box.Max[1], p[1])
		switch west, east := box.Min[0]-p[0], p[0]-box.Max[0]; {
		case west <= 0 && east <= 0, box.Min[0] > box.Max[0] && (west <= 0 || east <= 0):
		case west > 0 && (east <= 0 || west < east):
			box.Min[0] = p[0]
		default:
			box.Max[0] = p[0]
		}
	}
	var lines [][]orb.Point
	switch s := shape.(type) {
	case orb.Polygon:
		lines = append(lines, s[0])
	case orb.MultiPolygon:
		for _, p := range s {
			lines = append(lines, p[0])
		}
	case orb.MultiLineString:
		for _, l := range s {
			lines = append(lines, l)
		}
	}
	for _, l := range lines {
		for _, at := range l {
			grow(at)
		}
	}
	return box
}

// eastOf returns a box's east, counted on beyond 180 where the box crosses the antimeridian.
func eastOf(b orb.Bound) float64 {
	if b.Min[0] > b.Max[0] {
		return b.Max[0] + 360
	}
	return b.Max[0]
}

// polygonOf returns a box as a polygon, cut in two where it crosses the antimeridian, and false where it has no area.
func polygonOf(b orb.Bound) (orb.Geometry, bool) {
	if b.Min[0] <= b.Max[0] {
		return b.ToPolygon(), b.Min[0] < b.Max[0] && b.Min[1] < b.Max[1]
	}
	west, east := b, b
	west.Max[0], east.Min[0] = 180, -180
	var m orb.MultiPolygon
	for _, half := range []orb.Bound{west, east} {
		if half.Min[0] < half.Max[0] && half.Min[1] < half.Max[1] {
			m = append(m, half.ToPolygon())
		}
	}
	return m, len(m) > 0
}
