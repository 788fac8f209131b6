package geotag

import "github.com/paulmach/orb"

// An answer may take so much memory on its way from the Document to the wire: a part that is free, and so many times the bytes of its
// text, so that one request takes at most 8 MiB and 16 times its size, with the garbage that it leaves. An article takes a few per cent of the
// free part, which has room for the boundaries of Canada, the United States and Russia, the largest three; a megabyte of reports takes less than half
// of all.
const (
	freeSpace    = 6 << 20
	spacePerByte = 4
)

// What the parts of an answer weigh: the bytes that each takes in a Document, in its FeatureCollection and in the service's messages.
// TestAnswerLivesInBounds of the server holds them.
const (
	featureWeight     = 2600 // a feature without what is counted below
	mentionWeight     = 200
	alternativeWeight = 700
	evidenceWeight    = 300
	rejectionWeight   = 350
	vertexWeight      = 80 // a vertex of a shape
	wireWeight        = 60 // the same of a shape that another feature has, too: in messages alone
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

// statements makes room for so many statements and for shapes of so many vertices.
func (s *space) statements(n, vertices int) bool {
	return s.take(n*featureWeight + vertices*vertexWeight)
}

// weight is what a reference takes.
func (r *Reference) weight() int {
	return featureWeight + len(r.Mentions)*mentionWeight + len(r.Alternatives)*alternativeWeight + len(r.Evidence)*evidenceWeight
}

// weight is what the feature of a single mention takes without its shape.
func (f *Feature) weight() int {
	p := &f.Properties
	return featureWeight + mentionWeight + len(p.Alternatives)*alternativeWeight + len(p.Evidence)*evidenceWeight
}

// weight is what a document takes; with the first mention of each reference alone, if a feature is to be made of each.
func (d *Document) weight(perMention bool) (n int) {
	for i := range d.References {
		r := &d.References[i]
		if n += r.weight(); perMention {
			n -= (len(r.Mentions) - 1) * mentionWeight
		}
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
