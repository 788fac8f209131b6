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
	told := int32(-1) // the last mention that a relation has used up
	for k := range int32(len(g.Set.Names)) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if k <= told || g.place(k).IsZero() {
			continue
		}
		if rel, ok := g.pair(k); ok {
			out, told = g.drawn(out, rel), k+1
			continue
		}
		if rel, ok := g.relation(k); ok {
			out = g.drawn(g.joined(out, rel), rel)
			if !rel.Other.IsZero() {
				told = k + 1
			}
		}
	}
	return out, nil
}

// drawn appends a relation, if it is asked for and can be drawn; without a shape, where the atlas may draw no more.
func (g *Ground) drawn(out []Relation, rel Relation) []Relation {
	if !g.asked(rel.Start, rel.End) || !g.Wanted(rel.Anchor) && (rel.Other.IsZero() || !g.Wanted(rel.Other)) {
		return out
	}
	if atlas := g.atlas(); atlas.spent() {
		atlas.Undrawn++
	} else if rel.draw(atlas); rel.Shape == nil {
		return out
	}
	if !g.room(1, rel.Shape) {
		return out
	}
	return append(out, rel)
}

// maxJoined is how many directions may be joined: "northern, central and eastern".
const maxJoined = 3

// joined appends the parts that are joined to a part, in the order of the text: "southern" of "southern and eastern Spain".
func (g *Ground) joined(out []Relation, rel Relation) []Relation {
	first := len(out)
	at := rel.Start
	for range maxJoined {
		part, ok := measure.PartJoined(g.Text.Source, at)
		if rel.Kind != measure.Part || !ok {
			break
		}
		at = part.Start
		out = g.drawn(out, Relation{Relation: part, End: rel.End, Anchor: rel.Anchor})
	}
	slices.Reverse(out[first:])
	return out
}

// relation returns the relation to the place of a mention that the words around it state.
func (g *Ground) relation(k int32) (Relation, bool) {
	start, end := g.bytes(k)
	if role := g.role(k); role == model.Dateline {
		return Relation{}, false
	}
	if line, ok := measure.LineAfter(g.Text.Source, end); ok {
		return g.toLine(k, line)
	}
	if role := g.role(k); role != model.Location && role != model.Actor {
		return Relation{}, false
	}
	l := g.localeOf(k)
	if rel, ok := g.pairBefore(l, k); ok {
		return rel, true
	}
	stated, ok := l.RelationBefore(g.Text.Source, start)
	if !ok {
		stated, end, ok = l.RelationAfter(g.Text.Source, start, end)
	}
	if stated.Either && g.place(k).Type() != gazetteer.Settlement {
		stated.Kind = measure.Part
	}
	stated.Either = false // it is one of them now
	if !ok || !g.located(k, &stated) || !g.spatial(l, &stated, g.place(k)) {
		return Relation{}, false
	}
	rel := Relation{Relation: stated, End: end, Anchor: g.place(k)}
	switch stated.Kind {
	case measure.Between, measure.Border:
		rel.Other, rel.End = g.otherEnd(k, end, g.joints(&stated, start))
		if rel.Other.IsZero() && stated.Kind == measure.Between {
			return Relation{}, false
		}
		g.neighbor(k, &rel)
	case measure.Toward:
		if far, after, ok := stated.DistanceAfter(g.Text.Source, end); ok {
			rel.Relation, rel.End = far, after
		}
	}
	return rel, true
}

// pairBefore returns the relation that a mention and the next state together with the wording after both: "Ankara ile Konya arasında".
func (g *Ground) pairBefore(l *measure.Locale, k int32) (Relation, bool) {
	if !l.FollowsNames() {
		return Relation{}, false
	}
	start, end := g.bytes(k)
	other, stop := g.otherEnd(k, end, g.language(k).Function.Together)
	if other.IsZero() {
		return Relation{}, false
	}
	stated, stop, ok := l.RelationAfter(g.Text.Source, start, stop)
	return Relation{Relation: stated, End: stop, Anchor: g.place(k), Other: other}, ok && stated.Kind == measure.Between
}

// localeOf returns how the paragraph of a mention is written.
func (g *Ground) localeOf(k int32) *measure.Locale {
	if tag := g.Text.SentenceOf(g.Set.Names[k].First).Tag; g.written == nil || tag != g.tag {
		g.tag, g.written = tag, measure.LocaleOf(tag)
	}
	return g.written
}

// located reports whether a mention is of a place where something happens: by its role, or because a distance counts from it.
func (g *Ground) located(k int32, stated *measure.Relation) bool {
	switch g.role(k) {
	case model.Location:
		return true
	case model.Actor:
		return stated.HighM > 0 || stated.Kind == measure.Border ||
			stated.Kind == measure.Off && strings.HasPrefix(g.wording(stated.Start), g.language(k).Relations.OffThe)
	}
	return false
}

// toLine returns the relation to the border or coast of a place: "30 km from the Polish border", "off Sicily's southern coast".
func (g *Ground) toLine(k int32, line measure.Line) (Relation, bool) {
	start, _ := g.bytes(k)
	stated, ok := measure.RelationToLine(g.Text.Source, start, line)
	if !ok {
		return Relation{}, false
	}
	rel := Relation{Relation: stated, End: line.End, Anchor: g.place(k)}
	if !rel.Anchor.HasBoundary() && line.Kind == measure.Border {
		rel.Kind = measure.Away
		return rel, rel.HighM > 0
	}
	if line.Kind == measure.Border {
		joints := g.language(k).Function.Together
		rel.Other, rel.End = g.otherEnd(k, line.End, joints[min(1, len(joints)):])
		g.neighbor(k, &rel)
	}
	return rel, true
}

// pair returns the relation that two names with a hyphen or dash between them state: "the US-Mexico border", "the Karachi-Lahore motorway".
func (g *Ground) pair(k int32) (Relation, bool) {
	if k+1 >= int32(len(g.All)) || g.place(k+1).IsZero() {
		return Relation{}, false
	}
	start, end := g.bytes(k)
	next, last := g.bytes(k + 1)
	if !slices.Contains(g.language(k).Relations.Hyphens, g.Text.Source[end:next]) {
		return Relation{}, false
	}
	rel := Relation{End: last, Anchor: g.place(k), Other: g.place(k + 1)}
	if line, ok := measure.LineAfter(g.Text.Source, last); ok && line.Kind == measure.Border {
		rel.Relation, _ = measure.RelationToLine(g.Text.Source, start, line)
		rel.End = line.End
		return rel, true
	}
	if after, ok := measure.WayAfter(g.Text.Source, last); ok {
		rel.Relation, rel.End = measure.Relation{Kind: measure.Between, Start: start}, after
		return rel, true
	}
	return rel, false
}

// How many bytes of a wording, and before it, are looked at.
const wordingBytes, beforeWording = 16, 24

// wording returns the beginning of the wording of a relation in lower case.
func (g *Ground) wording(start int) string {
	return strings.ToLower(g.Text.Source[start:min(start+wordingBytes, len(g.Text.Source))])
}

// spatial reports whether a wording tells of the ground here: "talks between Mexico and the United States" and "cordoned off Lagos" do not.
func (g *Ground) spatial(l *measure.Locale, rel *measure.Relation, p gazetteer.Place) bool {
	if rel.Kind != measure.Between && rel.Kind != measure.Off {
		return true
	}
	text, words := g.Text.Source, g.Text.Language.Relations
	wording := g.wording(rel.Start)
	before := strings.Fields(strings.ToLower(strings.ToValidUTF8(text[max(rel.Start-beforeWording, 0):rel.Start], "")))
	word := ""
	if len(before) > 0 {
		word = strings.Trim(before[len(before)-1], ".,;:()")
	}
	settlement := p.Type() == gazetteer.Settlement
	begins := func(s string) bool { return strings.HasPrefix(wording, s) }
	if l.HasWordings() {
		dealing, way := l.Between(word)
		several := strings.Contains(strings.TrimSpace(wording), " ") // "au large de", but not "vor"
		return rel.Kind == measure.Off && (rel.HighM > 0 || !settlement || several) || rel.Kind == measure.Between && (way || settlement && !dealing)
	}
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

// joints are the words before the other place: "and", or "to" after "the road from".
func (g *Ground) joints(stated *measure.Relation, start int) []string {
	words := strings.Fields(strings.ToLower(g.Text.Source[stated.Start:start]))
	if stated.Kind == measure.Between && slices.Contains(words, "from") {
		return g.Text.Language.Relations.Onward
	}
	return g.Text.Language.Function.Together
}

// otherEnd returns the place that follows a mention, or its border, after one of some words, and where its name ends.
func (g *Ground) otherEnd(k int32, end int, joints []string) (gazetteer.Place, int) {
	if k+1 < int32(len(g.All)) {
		p := g.place(k + 1)
		if start, stop := g.bytes(k + 1); !p.IsZero() && start > end && start-end < longestJoint {
			l, words := g.localeOf(k), strings.Fields(g.Text.Source[end:start])
			if len(words) > 0 && (slices.Contains(joints, words[0]) || l.Joins(words[0])) {
				return p, stop
			}
			if len(words) == 0 && strings.HasPrefix(g.Text.Source[start:], "و") && l.Joins("و") { // Arabic writes "and" and the name as one word
				return p, stop
			}
		}
	}
	return gazetteer.Place{}, end
}

// maxNeighbors is how many places of a sentence are tried as neighbors.
const maxNeighbors = 4

// neighbor fills in the other side of a border that the wording does not name: the only country named in the sentence that shares it.
func (g *Ground) neighbor(k int32, rel *Relation) {
	if !rel.Other.IsZero() || rel.Kind != measure.Border || rel.Anchor.Type() != gazetteer.Country {
		return
	}
	se := g.Text.SentenceOf(g.Set.Names[k].First)
	from, to := g.around(rel.Start, se.First, se.Last)
	var tried []gazetteer.Place
	for j := from; j < to && len(tried) < maxNeighbors; j++ {
		c := countryOf(g.place(j))
		if c.IsZero() || c == rel.Anchor || slices.Contains(tried, c) {
			continue
		}
		if tried = append(tried, c); len(g.atlas().between(rel.Anchor, c)) == 0 {
			continue
		}
		if !rel.Other.IsZero() { // two share it
			rel.Other = gazetteer.Place{}
			return
		}
		rel.Other = c
	}
}

// countryOf returns the country that a place is or lies in, or the zero Place.
func countryOf(p gazetteer.Place) gazetteer.Place {
	if p.Type() == gazetteer.Country {
		return p
	}
	for up := range p.Ancestors() {
		if up.Type() == gazetteer.Country {
			return up
		}
	}
	return gazetteer.Place{}
}
