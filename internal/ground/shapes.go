package ground

import (
	"sync"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
)

// Shapes keep what relations are drawn by from text to text: the borders that places share and the parts of places. News comes back to the
// same, and each takes a walk over all vertices of a boundary. They take maxShapes bytes at most, and are safe for concurrent use; what they hand
// out is read-only.
type Shapes struct {
	mu    sync.Mutex
	lines map[linesOf]lines
	parts map[partOf]orb.MultiPolygon
	bytes int // that all take, about
}

// maxShapes is how many bytes of shapes are kept: some 300 of the news. When there are more, all are let go of. maxShape is how many one may
// have, so that a few large ones do not drive out the others. Set by hand.
const maxShapes, maxShape = 1 << 20, maxShapes / 16

// What a kept shape takes beside its vertices, and what a vertex takes, in bytes.
const shapeBytes, vertexBytes = 200, 16

// A linesOf is what a border is of: of two places, or of one where the second is none, of all their pieces or of the main ones.
type linesOf struct {
	p, q gazetteer.Place
	main bool
}

// lines are a border, with the vertices of the two boundaries that were read for it, and of the pieces that were compared.
type lines struct {
	shape    orb.MultiLineString
	read     [2]int
	compared int
}

// border returns what is kept of a border, or has it made and keeps it. Nil keeps nothing.
func (s *Shapes) border(of linesOf, make func() lines) lines {
	if s == nil {
		return make()
	}
	return shared(s, &s.lines, of, make, func(l lines) orb.Geometry { return l.shape })
}

// part returns what is kept of a part of a place, or has it made and keeps it.
func (s *Shapes) part(of partOf, make func() orb.MultiPolygon) orb.MultiPolygon {
	if s == nil {
		return make()
	}
	return shared(s, &s.parts, of, make, func(part orb.MultiPolygon) orb.Geometry { return part })
}

// shared returns what is kept under a key, or has it made and keeps it where there is room for its shape.
func shared[K comparable, V any](s *Shapes, in *map[K]V, of K, make func() V, shape func(V) orb.Geometry) V {
	s.mu.Lock()
	known, ok := (*in)[of]
	s.mu.Unlock()
	if ok {
		return known
	}
	made := make()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.room(shape(made)) {
		(*in)[of] = made
	}
	return made
}

// room makes room for a shape, unless it is too large to be kept.
func (s *Shapes) room(shape orb.Geometry) bool {
	n := shapeBytes + vertexBytes*vertices(shape)
	if n > maxShape {
		return false
	}
	if s.bytes += n; s.lines == nil || s.bytes > maxShapes {
		s.lines, s.parts, s.bytes = map[linesOf]lines{}, map[partOf]orb.MultiPolygon{}, n
	}
	return true
}
