package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"example.com/geotag/internal/geodesy"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// An sketch is what natural.tsv.gz has of a place's shape: a point, the lines of a river, or the exterior rings of a lake, range or park.
type sketch struct {
	closed bool // the parts are rings
	parts  []orb.LineString
}

// readOutline reads the coordinates of a GeoJSON geometry.
func readOutline(typ string, coordinates []byte) (o sketch, err error) {
	switch typ {
	case "Point":
		var g orb.Point
		err = json.Unmarshal(coordinates, &g)
		o.parts = []orb.LineString{{g}}
	case "LineString":
		var g orb.LineString
		err = json.Unmarshal(coordinates, &g)
		o.parts = []orb.LineString{g}
	case "MultiLineString":
		err = json.Unmarshal(coordinates, &o.parts)
	case "Polygon":
		var g orb.Polygon
		err = json.Unmarshal(coordinates, &g)
		o, _ = outlineOf(orb.MultiPolygon{g})
	case "MultiPolygon":
		var g orb.MultiPolygon
		err = json.Unmarshal(coordinates, &g)
		o, _ = outlineOf(g)
	default:
		err = fmt.Errorf("geometry %q", typ)
	}
	if err == nil && len(o.points()) == 0 {
		err = errors.New("a geometry without points")
	}
	return o, err
}

// outlineOf takes a geometry's lines or exterior rings.
func outlineOf(g orb.Geometry) (o sketch, ok bool) {
	switch g := g.(type) {
	case orb.MultiLineString:
		o.parts = g
	case orb.MultiPolygon:
		o.closed = true
		for _, p := range g {
			if len(p) > 0 {
				o.parts = append(o.parts, orb.LineString(p[0]))
			}
		}
	}
	return o, len(o.parts) > 0
}

// with is one sketch of both; of a line and rings it is the rings, and of a point and more it is not the point.
func (o sketch) with(other sketch) sketch {
	switch {
	case other.geometry() == nil:
		return o
	case o.geometry() == nil:
		return other
	case o.closed == other.closed:
		return sketch{o.closed, append(o.parts[:len(o.parts):len(o.parts)], other.parts...)}
	case o.closed:
		return o
	}
	return other
}

func (o sketch) points() (list []orb.Point) {
	for _, p := range o.parts {
		list = append(list, p...)
	}
	return list
}

// bounds are the boxes of the parts.
func (o sketch) bounds() []orb.Bound {
	boxes := make([]orb.Bound, len(o.parts))
	for i, p := range o.parts {
		boxes[i] = p.Bound()
	}
	return boxes
}

// near reports whether a vertex of one is near to one of the other.
func (o sketch) near(other sketch) bool {
	for _, a := range o.parts {
		box := a.Bound().Pad(nearDegrees)
		for _, b := range other.parts {
			if !box.Intersects(b.Bound()) {
				continue
			}
			for _, p := range b {
				if !box.Contains(p) {
					continue
				}
				for _, q := range a {
					if math.Abs(p[0]-q[0]) < nearDegrees && math.Abs(p[1]-q[1]) < nearDegrees {
						return true
					}
				}
			}
		}
	}
	return false
}

// distance is how far a point is from the nearest vertex, in meters, and 0 inside of rings.
func (o sketch) distance(p orb.Point) float64 {
	if o.closed && planar.MultiPolygonContains(o.polygons(), p) {
		return 0
	}
	nearest := math.Inf(1)
	for _, q := range o.points() {
		nearest = min(nearest, geodesy.Distance(p, q))
	}
	return nearest
}

// simplified has fewer vertices, and no parts that come to less than a part of the whole.
func (o sketch) simplified() sketch {
	whole := extent(o.bounds())
	out := sketch{closed: o.closed}
	for _, p := range o.parts {
		line := simplifier(whole).LineString(p.Clone())
		box := p.Bound()
		small := max(box.Max[0]-box.Min[0], box.Max[1]-box.Min[1]) < smallPart*(whole.Max[1]-whole.Min[1])
		switch {
		case o.closed && small && len(o.parts) > 1:
		case o.closed && len(line) < ringPoints: // it has come to nothing
			out.parts = append(out.parts, p)
		default:
			out.parts = append(out.parts, line)
		}
	}
	if len(out.parts) == 0 {
		return o
	}
	return out
}

// ringPoints is how many points a ring has at least, the last being the first.
const ringPoints = 4

// smallPart is what part of the height of the whole an island of a group has at least. Set by hand.
const smallPart = 0.02

// center is a point on the middle of the longest line, or in the largest ring.
func (o sketch) center() orb.Point {
	if o.closed {
		return center(o.polygons())
	}
	longest := o.parts[0]
	for _, p := range o.parts {
		if length(p) > length(longest) {
			longest = p
		}
	}
	half := length(longest) / 2
	for i := 1; i < len(longest); i++ {
		if half -= geodesy.Distance(longest[i-1], longest[i]); half <= 0 {
			return longest[i]
		}
	}
	return longest[0]
}

func length(l orb.LineString) (m float64) {
	for i := 1; i < len(l); i++ {
		m += geodesy.Distance(l[i-1], l[i])
	}
	return m
}

func (o sketch) polygons() orb.MultiPolygon {
	m := make(orb.MultiPolygon, len(o.parts))
	for i, p := range o.parts {
		m[i] = orb.Polygon{orb.Ring(p)}
	}
	return m
}

// pointKm is how far a peak, cape or park of which only the point is known may reach, in kilometers. Set by hand.
const pointKm = 5

// radiusKm is half the diagonal of the extent.
func (o sketch) radiusKm() float64 {
	e := extent(o.bounds())
	if e.Min == e.Max {
		return pointKm
	}
	return max(1, math.Ceil(geodesy.Distance(e.Min, e.Max)/2000))
}

// geometry is the sketch as the gazetteer has it; nil of a point.
func (o sketch) geometry() orb.Geometry {
	switch {
	case len(o.parts) == 0 || len(o.parts) == 1 && len(o.parts[0]) < 2:
		return nil
	case o.closed:
		return o.polygons()
	}
	return orb.MultiLineString(o.parts)
}

// String writes an sketch: nothing of a point, else L or P for lines or rings, and the parts, separated by semicolons: longitude and
// latitude of the first vertex and the differences of the others, in thousandths of a degree.
func (o sketch) String() string {
	if o.geometry() == nil {
		return ""
	}
	var b strings.Builder
	b.WriteByte("LP"[map[bool]int{true: 1}[o.closed]])
	for i, p := range o.parts {
		if i > 0 {
			b.WriteByte(';')
		}
		var x, y int
		for _, v := range p {
			nx, ny := int(math.Round(v[0]*1000)), int(math.Round(v[1]*1000))
			fmt.Fprintf(&b, " %d %d", nx-x, ny-y)
			x, y = nx, ny
		}
	}
	return b.String()
}

// parseOutline reads what String wrote.
func parseOutline(cell string) (o sketch, err error) {
	if cell == "" {
		return o, nil
	}
	if cell[0] != 'L' && cell[0] != 'P' {
		return o, errors.New("an sketch begins with L or P")
	}
	o.closed = cell[0] == 'P'
	for part := range strings.SplitSeq(cell[1:], ";") {
		f := strings.Fields(part)
		if least := map[bool]int{false: 2, true: ringPoints}[o.closed]; len(f)%2 != 0 || len(f) < 2*least {
			return o, fmt.Errorf("%d numbers in a part of an outline", len(f))
		}
		var line orb.LineString
		var x, y int
		for i := 0; i < len(f); i += 2 {
			dx, err := strconv.Atoi(f[i])
			dy, err2 := strconv.Atoi(f[i+1])
			if err := errors.Join(err, err2); err != nil {
				return o, fmt.Errorf("outline: %w", err)
			}
			x, y = x+dx, y+dy
			if max(x, -x) > 180_000 || max(y, -y) > 90_000 {
				return o, fmt.Errorf("outline: %d %d is beyond the earth", x, y)
			}
			line = append(line, orb.Point{float64(x) / 1000, float64(y) / 1000})
		}
		o.parts = append(o.parts, line)
	}
	return o, nil
}
