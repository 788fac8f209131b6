package features

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
)

// mostTopoPoints bounds the points of a TopoJSON file's features: its lines may be used as often as it likes.
const mostTopoPoints = 20_000_000

// A topology is a TopoJSON file (https://github.com/topojson/topojson-specification): lines that shapes share.
type topology struct {
	Transform *struct{ Scale, Translate orb.Point }
	Arcs      [][][]float64
	Objects   map[string]topoGeometry

	lines  []orb.LineString
	points int // handed out so far
}

// A topoGeometry is a geometry of a topology: its arcs are numbers of lines, ^i of line i backwards.
type topoGeometry struct {
	Type        string
	ID          json.RawMessage
	Properties  json.RawMessage
	Arcs        json.RawMessage
	Coordinates json.RawMessage
	Geometries  []topoGeometry
}

// topology yields the geometries of a TopoJSON file as features, those of its objects one after the other.
func (s *stream) topology(members map[string]json.RawMessage) error {
	whole, err := json.Marshal(members)
	if err != nil {
		return err
	}
	var t topology
	if err := json.Unmarshal(whole, &t); err != nil {
		return fmt.Errorf("no TopoJSON: %w", err)
	}
	if err := t.decode(); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(t.Objects)) {
		o := t.Objects[name]
		list := []topoGeometry{o}
		if o.Type == "GeometryCollection" {
			list = o.Geometries
		}
		for _, g := range list {
			s.n++
			f, err := t.feature(g)
			if !s.yield(f, rowError(s.n, err)) {
				return errStop
			}
		}
	}
	return nil
}

// decode makes lines of the arcs: with a transform these are differences in steps of a grid.
func (t *topology) decode() error {
	for i, arc := range t.Arcs {
		line := make(orb.LineString, len(arc))
		at := orb.Point{}
		for j, p := range arc {
			if len(p) < 2 {
				return fmt.Errorf("position %d of arc %d of the TopoJSON is no position", j, i)
			}
			if t.Transform == nil {
				line[j] = orb.Point{p[0], p[1]}
				continue
			}
			at[0], at[1] = at[0]+p[0], at[1]+p[1]
			line[j] = t.point(at)
		}
		t.lines = append(t.lines, line)
	}
	return nil
}

// point returns a position in degrees.
func (t *topology) point(p orb.Point) orb.Point {
	if x := t.Transform; x != nil {
		return orb.Point{p[0]*x.Scale[0] + x.Translate[0], p[1]*x.Scale[1] + x.Translate[1]}
	}
	return p
}

func (t *topology) feature(g topoGeometry) (*geojson.Feature, error) {
	f := geojson.NewFeature(nil)
	raw := idAndProperties{g.ID, g.Properties}
	if err := raw.set(f); err != nil {
		return nil, err
	}
	var err error
	f.Geometry, err = t.geometry(g)
	return f, err
}

func (t *topology) geometry(g topoGeometry) (orb.Geometry, error) {
	switch g.Type {
	case "":
		return nil, nil // which the specification calls null
	case "Point":
		var p orb.Point
		err := json.Unmarshal(g.Coordinates, &p)
		return t.point(p), err
	case "MultiPoint":
		var list orb.MultiPoint
		err := json.Unmarshal(g.Coordinates, &list)
		for i, p := range list {
			list[i] = t.point(p)
		}
		return list, err
	case "LineString":
		var arcs []int
		if err := json.Unmarshal(g.Arcs, &arcs); err != nil {
			return nil, err
		}
		return t.line(arcs)
	case "Polygon":
		var arcs [][]int
		if err := json.Unmarshal(g.Arcs, &arcs); err != nil {
			return nil, err
		}
		return t.polygon(arcs)
	case "MultiLineString", "MultiPolygon":
		return t.several(g)
	}
	return nil, fmt.Errorf("a %q, which is no geometry of places", g.Type)
}

func (t *topology) several(g topoGeometry) (orb.Geometry, error) {
	if g.Type == "MultiLineString" {
		var arcs [][]int
		if err := json.Unmarshal(g.Arcs, &arcs); err != nil {
			return nil, err
		}
		var m orb.MultiLineString
		for _, a := range arcs {
			l, err := t.line(a)
			if err != nil {
				return nil, err
			}
			m = append(m, l)
		}
		return m, nil
	}
	var arcs [][][]int
	if err := json.Unmarshal(g.Arcs, &arcs); err != nil {
		return nil, err
	}
	var m orb.MultiPolygon
	for _, a := range arcs {
		p, err := t.polygon(a)
		if err != nil {
			return nil, err
		}
		m = append(m, p)
	}
	return m, nil
}

func (t *topology) polygon(rings [][]int) (orb.Polygon, error) {
	var p orb.Polygon
	for _, arcs := range rings {
		l, err := t.line(arcs)
		if err != nil {
			return nil, err
		}
		p = append(p, orb.Ring(l))
	}
	return p, nil
}

// line joins lines, each of which begins where the one before it ends.
func (t *topology) line(arcs []int) (orb.LineString, error) {
	var out orb.LineString
	for _, n := range arcs {
		i := max(n, ^n)
		if i >= len(t.lines) {
			return nil, fmt.Errorf("arc %d of %d", n, len(t.lines))
		}
		if t.points += len(t.lines[i]); t.points > mostTopoPoints {
			return nil, errors.New("the arcs come to too many points")
		}
		line := t.lines[i]
		if n < 0 {
			line = line.Clone()
			line.Reverse()
		}
		if len(out) > 0 && len(line) > 0 {
			line = line[1:]
		}
		out = append(out, line...)
	}
	return out, nil
}
