package main

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
)

const (
	// wide is how many pixels three of four of a country's divisions measure on a side at least, at the zoom from which their lines are drawn: fewer are noise. Set by
	// hand: the states of the USA and Canada's provinces come at 3, Russia's and Brazil's at 4, most of Europe's at 5, the communes of Slovenia at 9.
	wide      = 36
	pixels    = 512 // of a tile's side
	equator   = 40_075_017.0
	firstLine = 3
)

type edge struct{ from, to orb.Point }

// stateLines returns the lines between the first-order divisions of a country: the edges that two of them share. Their outer ones are the country's, and
// the coasts, of which there are better ones, and on which they are made to end.
func stateLines(outer net) (list []feature, err error) {
	ix, err := world.Index()
	if err != nil {
		return nil, err
	}
	divisions := map[string][]gazetteer.Place{}
	for p := range ix.Places() {
		if p.Type() == gazetteer.Admin1 && p.HasBoundary() {
			divisions[p.Country()] = append(divisions[p.Country()], p)
		}
	}
	for _, country := range slices.Sorted(maps.Keys(divisions)) {
		min := lineZoom(divisions[country])
		lines, meet := joined(shared(divisions[country]))
		for _, l := range lines {
			projected := make(orb.LineString, len(l))
			for i, p := range l {
				projected[i] = project(p)
			}
			for _, end := range []orb.Point{l[0], l[len(l)-1]} { // turned around twice
				projected.Reverse()
				if meet[end] == 1 {
					projected = outer.catch(projected)
				}
			}
			list = append(list, feature{line: projected, min: min, kind: "state"})
		}
	}
	return list, nil
}

// lineZoom returns the zoom from which the lines between divisions are drawn.
func lineZoom(divisions []gazetteer.Place) float64 {
	var sides []float64 // in pixels of zoom 0
	for _, p := range divisions {
		sides = append(sides, math.Sqrt(p.BoundaryM2())/(equator*math.Cos(p.Point()[1]*math.Pi/180)/pixels))
	}
	slices.Sort(sides)
	return max(firstLine, math.Ceil(math.Log2(wide/sides[len(sides)/4])))
}

// shared returns the edges of which two places have the one as the other, from the lesser point to the greater one, in order.
func shared(places []gazetteer.Place) []edge {
	count := map[edge]int{}
	for _, p := range places {
		for _, polygon := range p.Boundary(0) {
			for _, ring := range polygon {
				for i := 1; i < len(ring); i++ {
					e := edge{ring[i-1], ring[i]}
					if comparePoints(e.from, e.to) > 0 {
						e.from, e.to = e.to, e.from
					}
					count[e]++
				}
			}
		}
	}
	var list []edge
	for e, n := range count {
		if n > 1 && math.Abs(e.from[0]-e.to[0]) < 180 {
			list = append(list, e)
		}
	}
	slices.SortFunc(list, func(a, b edge) int { return cmp.Or(comparePoints(a.from, b.from), comparePoints(a.to, b.to)) })
	return list
}

func comparePoints(a, b orb.Point) int {
	return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
}

// joined makes lines of edges, from where one or more than two meet to where they do again, and then rings of what is left; and says how many meet at each
// point.
func joined(edges []edge) (list []orb.LineString, meet map[orb.Point]int) {
	at := map[orb.Point][]int{}
	for i, e := range edges {
		at[e.from], at[e.to] = append(at[e.from], i), append(at[e.to], i)
	}
	used := make([]bool, len(edges))
	walk := func(i int, p orb.Point) {
		line := orb.LineString{p}
		for i >= 0 {
			used[i] = true
			if p == edges[i].from {
				p = edges[i].to
			} else {
				p = edges[i].from
			}
			line = append(line, p)
			i = -1
			if next := at[p]; len(next) == 2 {
				for _, k := range next {
					if !used[k] {
						i = k
					}
				}
			}
		}
		list = append(list, line)
	}
	for i, e := range edges {
		for _, p := range []orb.Point{e.from, e.to} {
			if !used[i] && len(at[p]) != 2 {
				walk(i, p)
			}
		}
	}
	for i, e := range edges {
		if !used[i] {
			walk(i, e.from)
		}
	}
	meet = map[orb.Point]int{}
	for p, all := range at {
		meet[p] = len(all)
	}
	return list, meet
}
