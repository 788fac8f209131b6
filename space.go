package geotag

import "github.com/paulmach/orb"

// An answer may take so much memory on its way from the Document to the wire: a part that is free, and so many times the bytes of its
// text. A service that collects its garbage when its heap has doubled then holds no more than twice that for one request. An article takes
// a twentieth of the free part; a megabyte of reports, a third of all.
const (
	freeSpace    = 4 << 20
	spacePerByte = 4
)

// What the parts of an answer weigh: the bytes that each takes in a Document, in its FeatureCollection and in the service's messages, as
// measured on the heap by TestWeights.
const (
	featureWeight     = 2600 // a feature without what is counted below
	mentionWeight     = 200
	alternativeWeight = 700
	evidenceWeight    = 300
	rejectionWeight   = 350
	ancestorWeight    = 0  // shared
	vertexWeight      = 80 // of a shape
)

// A space is what is left of what an answer may weigh.
type space struct {
	left int
	full bool // something was left out
}

func spaceFor(textBytes int) space { return space{left: freeSpace + spacePerByte*textBytes} }

// take makes room for what weighs so much. Once something had no room, nothing has.
func (s *space) take(weight int) bool {
	if s.full = s.full || weight > s.left; s.full {
		return false
	}
	s.left -= weight
	return true
}

// statement makes room for a statement with a shape of so many vertices.
func (s *space) statement(vertices int) bool { return s.take(featureWeight + vertices*vertexWeight) }

// weight is what a reference takes.
func (r *Reference) weight() int {
	return featureWeight + len(r.Mentions)*mentionWeight + len(r.Alternatives)*alternativeWeight + len(r.Evidence)*evidenceWeight
}

// weight is what a document takes.
func (d *Document) weight() (n int) {
	for i := range d.References {
		n += d.References[i].weight()
	}
	n += (len(d.Areas)+len(d.Relations)+len(d.Shares)+len(d.Coordinates))*featureWeight + len(d.Rejected)*rejectionWeight
	for i := range d.Areas {
		n += vertices(d.Areas[i].Shape) * vertexWeight
	}
	for i := range d.Relations {
		n += vertices(d.Relations[i].Shape) * vertexWeight
	}
	return n
}

// vertices counts those of a shape.
func vertices(g orb.Geometry) (n int) {
	switch g := g.(type) {
	case orb.Polygon:
		for _, ring := range g {
			n += len(ring)
		}
	case orb.MultiPolygon:
		for _, polygon := range g {
			n += vertices(polygon)
		}
	case orb.MultiLineString:
		for _, line := range g {
			n += len(line)
		}
	}
	return n
}
