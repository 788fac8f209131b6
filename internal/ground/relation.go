package ground

import (
	"context"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/model"
	"example.com/geotag/measure"
)

// A Relation is a spot that the text describes by its relation to a place: "30 km south of Taitung".
type Relation struct {
	measure.Relation
	End         int             // the byte after the last name
	Anchor      gazetteer.Place // the place
	Other       gazetteer.Place // the other of "between X and Y"; zero: none
	Point       *orb.Point      // where it is most likely; nil: the wording tells of a stretch
	Shape       orb.Geometry    // a MultiPolygon, or of a border a MultiLineString
	Uncertainty float64         // meters that the truth may lie from Point, or from the middle of Shape
}

// Relations returns the relations that the text states and that can be drawn, in its order. The only error is the context's.
func (g *Ground) Relations(ctx context.Context) ([]Relation, error) {
	var out []Relation
	for k := range int32(len(g.Set.Names)) {
		if k&255 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if rel, ok := g.relation(k); ok {
			out = append(out, rel)
		}
	}
	return out, nil
}

// relation returns the relation to the place of a mention that the words before it state.
func (g *Ground) relation(k int32) (Relation, bool) {
	p := g.place(k)
	if p.IsZero() || g.role(k) != model.Location || !g.Wanted(p) {
		return Relation{}, false
	}
	start, end := g.bytes(k)
	stated, ok := measure.RelationBefore(g.Text.Source, start)
	if !ok || !g.asked(stated.Start, end) || !g.spatial(&stated, p) {
		return Relation{}, false
	}
	rel := Relation{Relation: stated, End: end, Anchor: p}
	if stated.Kind == measure.Between || stated.Kind == measure.Border {
		rel.Other, rel.End = g.otherEnd(k, end)
		if rel.Other.IsZero() && stated.Kind == measure.Between {
			return Relation{}, false
		}
	}
	rel.draw()
	return rel, rel.Shape != nil
}

// How many bytes of a wording, and before it, are looked at.
const wordingBytes, beforeWording = 16, 24

// spatial reports whether a wording tells of the ground here: "talks between Mexico and the United States" and "cordoned off Lagos" do not.
func (g *Ground) spatial(rel *measure.Relation, p gazetteer.Place) bool {
	if rel.Kind != measure.Between && rel.Kind != measure.Off {
		return true
	}
	text, words := g.Text.Source, g.Text.Language.Relations
	wording := strings.ToLower(text[rel.Start:min(rel.Start+wordingBytes, len(text))])
	before := strings.Fields(strings.ToLower(strings.ToValidUTF8(text[max(rel.Start-beforeWording, 0):rel.Start], "")))
	word := ""
	if len(before) > 0 {
		word = strings.Trim(before[len(before)-1], ".,;:()")
	}
	settlement := p.Type() == gazetteer.Settlement
	begins := func(s string) bool { return strings.HasPrefix(wording, s) }
	switch {
	case rel.Kind == measure.Off:
		return rel.HighM > 0 || !settlement || begins(words.OffThe) || slices.Contains(words.Waters, word)
	case slices.ContainsFunc(words.Halfway, begins):
		return true
	case settlement:
		return !slices.Contains(words.Dealings, word)
	}
	return slices.Contains(words.Ways, word)
}

// longestJoint is how many bytes may stand between the two places of "between X and Y".
const longestJoint = 12

// otherEnd returns the place that follows a mention after an "and" or a "with", and where its name ends.
func (g *Ground) otherEnd(k int32, end int) (gazetteer.Place, int) {
	if k+1 < int32(len(g.All)) {
		p := g.place(k + 1)
		if start, stop := g.bytes(k + 1); !p.IsZero() && start > end && start-end < longestJoint {
			words := strings.Fields(g.Text.Source[end:start])
			if len(words) > 0 && slices.Contains(g.Text.Language.Function.Together, words[0]) {
				return p, stop
			}
		}
	}
	return gazetteer.Place{}, end
}
