// Package ground puts on the map what a text states of the ground: areas, parts of places, and spots described by their relation
// to a place.
//
//	resolve.Answers -> areas, shares, relations, with their shapes
package ground

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/prose"
	"example.com/geotag/internal/resolve"
	"example.com/geotag/measure"
)

// A Ground puts the statements of one answered text on the map. The zero value of its options is a good default.
type Ground struct {
	*resolve.Answers
	// Wanted reports whether a statement of a place is asked for.
	Wanted func(gazetteer.Place) bool
	// Asked reports whether a stretch of the text, in bytes, is asked about; nil: all are.
	Asked func(start, end int) bool
	// Clip draws areas within the boundary of their place, where it is known; else they are plain circles.
	Clip bool
	// Why asks for the reasons of the places of areas.
	Why bool
	// Atlas draws; nil: one of its own.
	Atlas *Atlas
	// Room reports whether there is room for so many statements more and for shapes of so many vertices, and takes it; nil: there always is.
	// The first statement for which there is none is left out, with all that follow. One that is not Wanted takes room, too, for the work on
	// it is the same.
	Room func(statements, vertices int) bool

	likened []likeness // of each mention, as far as it was asked
	held    []holder   // of the last area
	tag     string     // of the language that was last asked for, mostly that of all of the text
	written *measure.Locale
}

// Begin puts another answered text, or part of one, in the place of that before.
func (g *Ground) Begin(a *resolve.Answers) { g.Answers, g.likened = a, g.likened[:0] }

// atlas returns what draws.
func (g *Ground) atlas() *Atlas {
	if g.Atlas == nil {
		g.Atlas = NewAtlas(nil)
	}
	return g.Atlas
}

// room reports whether there is room for so many statements more and for a shape.
func (g *Ground) room(statements int, shape orb.Geometry) bool {
	return g.Room == nil || g.Room(statements, vertices(shape))
}

// vertices counts those of a shape.
func vertices(shape orb.Geometry) (n int) {
	switch shape := shape.(type) {
	case orb.MultiPolygon:
		for _, polygon := range shape {
			for _, ring := range polygon {
				n += len(ring)
			}
		}
	case orb.MultiLineString:
		for _, line := range shape {
			n += len(line)
		}
	}
	return n
}

// asked reports whether a stretch of the text is asked about.
func (g *Ground) asked(start, end int) bool { return g.Asked == nil || g.Asked(start, end) }

// place returns the entry that a mention means, or the zero Place.
func (g *Ground) place(k int32) gazetteer.Place { return g.All[k].Place }

// role returns the role of a mention.
func (g *Ground) role(k int32) model.Role { return g.Set.Mentions[k].Role }

// language returns what a mention is read by.
func (g *Ground) language(k int32) *prose.Language { return g.Text.LanguageAt(g.Set.Names[k].First) }

// bytes returns where a mention stands.
func (g *Ground) bytes(k int32) (start, end int) { return g.Set.Bytes(g.Text, k) }

// settled reports whether a mention is where something happens, in a settlement.
func (g *Ground) settled(k int32) bool {
	p := g.place(k)
	return !p.IsZero() && g.role(k) == model.Location && p.Type() == gazetteer.Settlement && !g.speaks(k)
}

// maxNames is how many names are looked at for one statement, so that a text of a single sentence stays linear.
const maxNames = 256

// around returns the names between two words around a byte of the text: at most maxNames, the nearest.
func (g *Ground) around(start int, first, last int32) (from, to int32) {
	mid := g.Set.From(max(g.Text.WordAt(start), 0))
	from = max(g.Set.From(first), mid-maxNames/2)
	to = min(g.Set.From(min(last, math.MaxInt32-1)+1), mid+maxNames/2)
	return from, to
}

// size is a place's area in square meters, or, where it is unknown, that of the circle of its uncertainty.
func size(p gazetteer.Place) float64 {
	if a := p.AreaM2(); a > 0 {
		return a
	}
	u := p.Uncertainty()
	return math.Pi * u * u
}

// without leaves out the polygons that clipping left nothing of.
func without(kept orb.MultiPolygon) orb.MultiPolygon {
	return slices.DeleteFunc(kept, func(p orb.Polygon) bool { return len(p) == 0 || len(p[0]) < 4 })
}
