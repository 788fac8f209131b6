package gazetteer

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"
)

// perDegree are the units of a vertex in a degree: one is 11 m on a meridian.
const perDegree = 10_000

// A vertex is longitude and latitude in units of 1/perDegree degree.
type vertex [2]int32

func (v vertex) compare(w vertex) int {
	return cmp.Or(cmp.Compare(v[0], w[0]), cmp.Compare(v[1], w[1]))
}

// signedArea returns twice the area of a ring in square units, positive if it runs counter-clockwise.
func signedArea(ring []vertex) int64 {
	var sum int64
	for i, b := range ring {
		a := ring[(i+len(ring)-1)%len(ring)]
		sum += int64(a[0])*int64(b[1]) - int64(b[0])*int64(a[1])
	}
	return sum
}

// A topology holds the lines that bound shapes, each once, however many shapes it bounds: as lines are simplified and
// coded by themselves, neighbours go on sharing them. Lines end where three or more meet, or two that do not run on together.
type topology struct {
	neighbours map[vertex]*node
	lines      []line
	byEdge     map[[2]vertex]int // number of the line that starts with these vertices, in its own direction
}

// A line is a part of a boundary, in the direction that compares lower. One that no other touches is closed, and ends where it starts.
type line []vertex

// A node is what the rings through a vertex tell of it: two neighbours, or that there are not just two.
type node struct {
	next     [2]vertex
	junction bool
}

// A side is a line as it runs along a ring.
type side struct {
	line     int
	backward bool
}

// newTopology prepares a topology of the rings, each open: its last vertex is not the first again.
func newTopology(rings [][]vertex) *topology {
	t := &topology{neighbours: map[vertex]*node{}, byEdge: map[[2]vertex]int{}}
	for _, ring := range rings {
		for i, v := range ring {
			t.meet(v, ring[(i+len(ring)-1)%len(ring)], ring[(i+1)%len(ring)])
		}
	}
	return t
}

// meet notes that a ring runs from one neighbour of v to the other.
func (t *topology) meet(v, from, to vertex) {
	if from.compare(to) > 0 {
		from, to = to, from
	}
	n := t.neighbours[v]
	if n == nil {
		n = &node{next: [2]vertex{from, to}}
		t.neighbours[v] = n
	}
	n.junction = n.junction || n.next != [2]vertex{from, to} || from == to
}

// sides cuts a ring into lines.
func (t *topology) sides(ring []vertex) []side {
	start := slices.IndexFunc(ring, func(v vertex) bool { return t.neighbours[v].junction })
	if start < 0 {
		start = slices.Index(ring, slices.MinFunc(ring, vertex.compare))
	}
	ring = slices.Concat(ring[start:], ring[:start+1])
	var sides []side
	for from, i := 0, 1; i < len(ring); i++ {
		if i == len(ring)-1 || t.neighbours[ring[i]].junction {
			sides = append(sides, t.side(ring[from:i+1]))
			from = i
		}
	}
	return sides
}

// side returns the line of the vertices, a new one if they are met for the first time.
func (t *topology) side(vertices []vertex) side {
	n := len(vertices) - 1
	backward := cmp.Or(vertices[n].compare(vertices[0]), vertices[n-1].compare(vertices[1])) < 0
	if backward {
		vertices = slices.Clone(vertices)
		slices.Reverse(vertices)
	}
	edge := [2]vertex{vertices[0], vertices[1]}
	i, ok := t.byEdge[edge]
	if !ok {
		i = len(t.lines)
		t.lines = append(t.lines, vertices)
		t.byEdge[edge] = i
	}
	return side{i, backward}
}

// quantise returns a ring in units, open, without repetition and with no edge longer than maxEdge. A ring round nothing is nil.
func quantise(r orb.Ring) []vertex {
	var ring []vertex
	for _, p := range append(r[:len(r):len(r)], r[0]) {
		if v := (vertex{units(p[0]), units(p[1])}); len(ring) == 0 || v != ring[len(ring)-1] {
			ring = append(appendHalves(ring, v), v)
		}
	}
	if ring = ring[:len(ring)-1]; signedArea(ring) == 0 {
		return nil
	}
	return ring
}

// maxEdge is the longest an edge may be in longitude. Many programs take an edge of more than 180 degrees the other way round; with
// half of that, products of coordinates in Containing stay within 64 bits.
const maxEdge = 90 * perDegree

// appendHalves appends what divides the edge from the last vertex to v into equal parts no longer than maxEdge. Neighbours
// divide a shared edge alike, whichever way they run along it.
func appendHalves[L ~[]vertex](ring L, v vertex) L {
	if len(ring) == 0 {
		return ring
	}
	last := ring[len(ring)-1]
	if dx := v[0] - last[0]; -maxEdge <= dx && dx <= maxEdge {
		return ring
	}
	mid := vertex{(last[0] + v[0]) / 2, (last[1] + v[1]) / 2}
	ring = append(appendHalves(ring, mid), mid)
	return appendHalves(ring, v)
}
