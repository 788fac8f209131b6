package rfc7946

import (
	"encoding/json"
	"fmt"
)

type position [2]float64

// geometry returns the geometry's positions.
func (c *checker) geometry(path string, v any) (all []position) {
	o, ok := v.(object)
	if !ok {
		c.fault(path, "not an object")
		return nil
	}
	c.foreign(path, o, "geometry", "properties", "features")
	coordinates, isArray := o["coordinates"].([]any)
	switch o["type"] {
	case "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon":
		if !isArray {
			c.fault(path, `"coordinates" is no array`)
		}
	default:
		c.fault(path, "type is %v", o["type"])
	}
	if len(coordinates) == 0 {
		return nil // section 3.1: to be read as null
	}
	path += ".coordinates"
	switch o["type"] {
	case "Point":
		all = c.positions(path, []any{coordinates})
	case "MultiPoint":
		all = c.positions(path, coordinates)
	case "LineString":
		all = c.line(path, coordinates)
	case "MultiLineString":
		all = c.each(path, coordinates, c.line)
	case "Polygon":
		all = c.polygon(path, coordinates)
	case "MultiPolygon":
		all = c.each(path, coordinates, c.polygon)
	}
	c.bbox(path, o, all)
	return all
}

// each applies a check to each array of an array.
func (c *checker) each(path string, items []any, check func(string, []any) []position) (all []position) {
	for i, item := range items {
		at := fmt.Sprintf("%s[%d]", path, i)
		if array, ok := item.([]any); ok {
			all = append(all, check(at, array)...)
		} else {
			c.fault(at, "not an array")
		}
	}
	return all
}

func (c *checker) positions(path string, items []any) []position {
	return c.each(path, items, func(at string, item []any) []position {
		var p position
		if len(item) != len(p) {
			c.fault(at, "a position of %d numbers", len(item))
			return nil
		}
		for i, limit := range []float64{180, 90} {
			n, ok := item[i].(json.Number)
			x, err := n.Float64()
			if !ok || err != nil {
				c.fault(at, "%v is no number", item[i])
			} else if x < -limit || x > limit {
				c.fault(at, "%v is beyond %v degrees", x, limit)
			} else if decimals(n) > 7 {
				c.fault(at, "%v has more than 7 decimals", n)
			}
			p[i] = x
		}
		return []position{p}
	})
}

func (c *checker) line(path string, items []any) []position {
	ps := c.positions(path, items)
	if len(ps) < 2 {
		c.fault(path, "a line of %d positions", len(ps))
	}
	for i := 1; i < len(ps); i++ {
		if d := ps[i][0] - ps[i-1][0]; d > 180 || d < -180 {
			c.fault(path, "the edge from %v to %v crosses the antimeridian", ps[i-1], ps[i])
		}
	}
	return ps
}

func (c *checker) polygon(path string, rings []any) []position {
	exterior := true
	return c.each(path, rings, func(at string, ring []any) []position {
		ps := c.line(at, ring)
		if len(ps) < 4 {
			c.fault(at, "a ring of %d positions", len(ps))
		} else if ps[0] != ps[len(ps)-1] {
			c.fault(at, "the ring is not closed")
		} else if area := signedArea(ps); (area > 0) != exterior || area == 0 {
			c.fault(at, "the ring runs the wrong way, or round nothing")
		}
		exterior = false
		return ps
	})
}

// signedArea is positive for a ring that runs counter-clockwise.
func signedArea(ring []position) (sum float64) {
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		sum += (a[0]-ring[0][0])*(b[1]-ring[0][1]) - (b[0]-ring[0][0])*(a[1]-ring[0][1])
	}
	return sum / 2
}

// bbox checks the bbox of an object, if it has one, and that it holds the object's positions.
func (c *checker) bbox(path string, o object, hold []position) {
	v, ok := o["bbox"]
	if !ok {
		return
	}
	items, _ := v.([]any)
	if len(items) != 4 {
		c.fault(path, "bbox %v has not four numbers", v)
		return
	}
	corners := c.positions(path+".bbox", []any{items[:2], items[2:]})
	if len(corners) != 2 {
		return
	}
	sw, ne := corners[0], corners[1]
	if sw[1] > ne[1] {
		c.fault(path, "bbox %v has its south above its north", v)
	}
	for _, p := range hold {
		inside := sw[0] <= p[0] && p[0] <= ne[0]
		if sw[0] > ne[0] { // across the antimeridian
			inside = sw[0] <= p[0] || p[0] <= ne[0]
		}
		if !inside || p[1] < sw[1] || p[1] > ne[1] {
			c.fault(path, "bbox %v does not hold %v", v, p)
		}
	}
}
