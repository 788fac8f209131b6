package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/paulmach/orb"
)

// A county is a county of us-atlas, or what counts as one, or a state.
type county struct {
	FIPS  string           // "48" for a state, "48277" for a county
	Name  string           // without the word "County"
	Shape orb.MultiPolygon // of a county
}

// A topology is a TopoJSON file: lines that shapes share, whose points are differences in steps of a grid.
type topology struct {
	Transform struct{ Scale, Translate orb.Point }
	Arcs      [][]orb.Point
	Objects   map[string]struct {
		Geometries []struct {
			Type       string
			ID         string
			Arcs       json.RawMessage
			Properties struct{ Name string }
		}
	}
}

// readCounties reads counties-10m.json of us-atlas: the states, without their shapes, and the counties.
func readCounties(r io.Reader) ([]county, error) {
	var t topology
	if err := json.NewDecoder(r).Decode(&t); err != nil {
		return nil, err
	}
	t.decode()
	var counties []county
	for _, g := range t.Objects["states"].Geometries {
		counties = append(counties, county{FIPS: g.ID, Name: g.Properties.Name})
	}
	for i, g := range t.Objects["counties"].Geometries {
		shape, err := t.shape(g.Type, g.Arcs)
		if err != nil {
			return nil, fmt.Errorf("county %d, %s: %w", i+1, g.Properties.Name, err)
		}
		counties = append(counties, county{g.ID, g.Properties.Name, shape})
	}
	return counties, nil
}

// decode turns the differences of all lines into degrees.
func (t *topology) decode() {
	scale, zero := t.Transform.Scale, t.Transform.Translate
	for _, arc := range t.Arcs {
		var at orb.Point
		for i, d := range arc {
			at[0], at[1] = at[0]+d[0], at[1]+d[1]
			arc[i] = orb.Point{at[0]*scale[0] + zero[0], at[1]*scale[1] + zero[1]}
		}
	}
}

func (t *topology) shape(kind string, arcs json.RawMessage) (orb.MultiPolygon, error) {
	var polygons [][][]int
	switch kind {
	case "Polygon":
		polygons = make([][][]int, 1)
		if err := json.Unmarshal(arcs, &polygons[0]); err != nil {
			return nil, err
		}
	case "MultiPolygon":
		if err := json.Unmarshal(arcs, &polygons); err != nil {
			return nil, err
		}
	default:
		return nil, fmt.Errorf("a %q, want polygons", kind)
	}
	var m orb.MultiPolygon
	for _, rings := range polygons {
		var p orb.Polygon
		for _, numbers := range rings {
			ring, err := t.ring(numbers)
			if err != nil {
				return nil, err
			}
			if len(ring) < 4 && len(p) == 0 {
				break // an island that the grid has made a line
			} else if len(ring) >= 4 {
				p = append(p, ring)
			}
		}
		if len(p) > 0 {
			m = append(m, p)
		}
	}
	return m, nil
}

// ring joins lines, each of which starts where the one before it ended. A number ^i is line i backwards.
func (t *topology) ring(numbers []int) (orb.Ring, error) {
	var ring orb.Ring
	for _, n := range numbers {
		i, backwards := n, n < 0
		if backwards {
			i = ^n
		}
		if i >= len(t.Arcs) || len(t.Arcs[i]) == 0 {
			return nil, fmt.Errorf("no line %d", n)
		}
		line := append(orb.Ring(nil), t.Arcs[i]...)
		if backwards {
			line.Reverse()
		}
		if len(ring) > 0 {
			line = line[1:]
		}
		ring = append(ring, line...)
	}
	if len(ring) == 0 || ring[0] != ring[len(ring)-1] {
		return nil, fmt.Errorf("lines %v make no ring", numbers)
	}
	return ring, nil
}
