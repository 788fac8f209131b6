package main

import (
	"cmp"
	"math"
	"slices"

	"example.com/geotag/internal/geodesy"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// extent is the smallest box that holds all the boxes. Where the shortest way round crosses the antimeridian its west is
// greater than its east.
func extent(boxes []orb.Bound) orb.Bound {
	if len(boxes) == 0 {
		return orb.Bound{}
	}
	boxes = slices.SortedFunc(slices.Values(boxes), func(a, b orb.Bound) int { return cmp.Compare(a.Min[0], b.Min[0]) })
	south, north := boxes[0].Min[1], boxes[0].Max[1]
	// The widest gap between boxes, the one across the antimeridian first, is what the extent leaves out.
	reach := boxes[0].Max[0]
	for _, b := range boxes {
		south, north, reach = min(south, b.Min[1]), max(north, b.Max[1]), max(reach, b.Max[0])
	}
	west, east := boxes[0].Min[0], reach
	gap := west + 360 - east
	reach = boxes[0].Max[0]
	for _, b := range boxes[1:] {
		if b.Min[0]-reach > gap {
			gap, west, east = b.Min[0]-reach, b.Min[0], reach
		}
		reach = max(reach, b.Max[0])
	}
	return orb.Bound{Min: orb.Point{west, south}, Max: orb.Point{east, north}}
}

// bounds are the boxes of the polygons.
func bounds(m orb.MultiPolygon) []orb.Bound {
	boxes := make([]orb.Bound, len(m))
	for i, p := range m {
		boxes[i] = p.Bound()
	}
	return boxes
}

// center is a point for a shape: its centroid if that is inside, else a point inside its largest polygon.
func center(m orb.MultiPolygon) orb.Point {
	m = unwrap(m)
	p := centroid(m)
	if !planar.MultiPolygonContains(m, p) {
		p = inside(largest(m))
	}
	return wrap(p)
}

// mainland is a point inside a shape's largest polygon.
func mainland(m orb.MultiPolygon) orb.Point {
	return center(orb.MultiPolygon{largest(m)})
}

func largest(m orb.MultiPolygon) orb.Polygon {
	return slices.MaxFunc(m, func(a, b orb.Polygon) int { return cmp.Compare(geodesy.Area(a), geodesy.Area(b)) })
}

// centroid weighs the centroids of polygons by their true areas.
func centroid(m orb.MultiPolygon) orb.Point {
	var x, y, sum float64
	for _, p := range m {
		c, _ := planar.CentroidArea(p)
		area := geodesy.Area(p)
		x, y, sum = x+c[0]*area, y+c[1]*area, sum+area
	}
	if sum == 0 {
		return m.Bound().Center()
	}
	return orb.Point{x / sum, y / sum}
}

// inside is the middle of the widest stretch that a parallel through the polygon's middle has in it.
func inside(p orb.Polygon) orb.Point {
	lat := p.Bound().Center()[1]
	var cuts []float64
	for _, ring := range p {
		for i, b := range ring {
			a := ring[(i+len(ring)-1)%len(ring)]
			if (a[1] > lat) != (b[1] > lat) {
				cuts = append(cuts, a[0]+(lat-a[1])/(b[1]-a[1])*(b[0]-a[0]))
			}
		}
	}
	slices.Sort(cuts)
	var best, width float64
	for i := 0; i+1 < len(cuts); i += 2 {
		if w := cuts[i+1] - cuts[i]; w > width {
			best, width = (cuts[i]+cuts[i+1])/2, w
		}
	}
	if width == 0 {
		return p.Bound().Center()
	}
	return orb.Point{best, lat}
}

// unwrap moves the parts of a shape that crosses the antimeridian to one side of it, so that planar sums make sense.
func unwrap(m orb.MultiPolygon) orb.MultiPolygon {
	if e := extent(bounds(m)); e.Min[0] <= e.Max[0] {
		return m
	}
	m = m.Clone()
	for _, p := range m {
		if p.Bound().Max[0] > 0 {
			continue
		}
		for _, ring := range p {
			for i := range ring {
				ring[i][0] += 360
			}
		}
	}
	return m
}

func wrap(p orb.Point) orb.Point {
	if p[0] > 180 {
		p[0] -= 360
	}
	return p
}

// meanPoint is the mean of settlements weighted by population, on the sphere; a settlement whose population is not
// known counts as one person.
func meanPoint(cities []city) orb.Point {
	var x, y, z float64
	for _, c := range cities {
		w := float64(max(c.Population, 1))
		lon, lat := c.Point[0]*math.Pi/180, c.Point[1]*math.Pi/180
		x += w * math.Cos(lat) * math.Cos(lon)
		y += w * math.Cos(lat) * math.Sin(lon)
		z += w * math.Sin(lat)
	}
	return orb.Point{math.Atan2(y, x) * 180 / math.Pi, math.Atan2(z, math.Hypot(x, y)) * 180 / math.Pi}
}
