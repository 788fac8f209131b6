package geotag

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sort"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/geodesy"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/measure"
)

// circleVertices is the number of vertices of a stated area's circle.
const circleVertices = 64

// areas finds the areas that the text states and puts each on the map.
func (r *reading) areas() ([]StatedArea, error) {
	var out []StatedArea
	for i, a := range measure.AreasIn(r.text, r.language) {
		if i&63 == 0 && r.ctx.Err() != nil {
			return nil, r.ctx.Err()
		}
		sa := StatedArea{Area: a}
		r.attach(&sa)
		sa.Localize(r.countryOf(&sa))
		sa.draw(r.o.ClipAreas)
		out = append(out, sa)
	}
	return r.shares(out), nil
}

// countryOf returns the country that an area lies in, as an ISO code: that of its place, else of the place named nearest before or after it
// in its sentence.
func (r *reading) countryOf(a *StatedArea) string {
	country := a.Place.Country()
	if at := r.sentenceAt(a.Start); country == "" && at >= 0 {
		se := &r.sentences[at]
		gap := math.MaxInt
		from, to := r.around(a, se.first, se.last)
		for k := from; k < to; k++ {
			if s := &r.spans[k]; s.best >= 0 && s.role != 0 && r.cands[s.best].place.Country() != "" {
				start, end := r.bytes(s)
				if d := max(start-a.End, a.Start-end); d < gap {
					country, gap = r.cands[s.best].place.Country(), d
				}
			}
		}
	}
	return country
}

// draw fills in the share and the shape, once the place and the anchor are known. An area that no circle on the Earth
// has (of less than a square metre, of more than half the Earth) gets no shape. With clip the shape is what of a disc lies in the place, if
// its boundary is known and it has the area.
func (a *StatedArea) draw(clip bool) {
	if !a.Place.IsZero() && a.Place.AreaM2() > 0 {
		a.Share = a.middle() / a.Place.AreaM2()
	}
	if a.Anchor.IsZero() {
		a.Anchor = a.Place
	}
	if clip && a.Place.HasBoundary() {
		// A hundredth of the radius is less than anyone sees.
		shape, err := geodesy.DiscWithin(a.Place.Boundary(geodesy.Radius(a.middle())/100), a.Anchor.Point(), a.middle())
		if a.Clipped = err == nil; a.Clipped {
			a.Shape = shape
			return
		}
	}
	if !a.Anchor.IsZero() {
		a.Shape, _ = geodesy.Circle(a.Anchor.Point(), a.middle(), circleVertices)
	}
}

// middle is the area itself, or the middle of a range, in square metres.
func (a *StatedArea) middle() float64 { return (a.LowM2 + a.HighM2) / 2 }

// A holder is a place that may hold a stated area, with the span that names it.
type holder struct {
	span  int32
	place Place
	far   int // sentences between it and the area
}

// attach finds the place that an area is an area of: the most specific that can hold it, within what "of" names after
// it; near the area rather than far; and the settlement nearest to it inside that place, around which to draw it.
func (r *reading) attach(a *StatedArea) {
	at := r.sentenceAt(a.Start)
	if at < 0 {
		return
	}
	of := r.roomy(r.complement(a), a)
	best, bestCost := -1, math.Inf(1)
	holders := r.holders(a, at, of)
	for i, h := range holders {
		cost := r.cost(a, h, at, of)
		if cost < bestCost {
			best, bestCost = i, cost
		}
	}
	if best < 0 {
		return
	}
	a.Place = holders[best].place
	if r.o.Evidence {
		a.Evidence = r.whyHeld(a, holders[best], at, of)
	}
	for _, h := range holders {
		if h.place != a.Place && !slices.Contains(a.Considered, h.place) {
			a.Considered = append(a.Considered, h.place)
		}
	}
	a.Anchor = r.anchorOf(a, at)
}

const (
	maxFar   = 6   // sentences away that a place may be named to hold an area that does not name it
	maxSpans = 256 // looked at for one area, so that a text of a single sentence stays linear
)

// holders lists the places named around an area that are large enough to hold it, in the order of the text.
func (r *reading) holders(a *StatedArea, at int32, of Place) []holder {
	var out []holder
	from, to := r.around(a, r.sentences[max(0, at-maxFar)].first, math.MaxInt32)
	for k := from; k < to; k++ {
		s := &r.spans[k]
		far := int(r.tokens[s.first].sentence - at)
		if far > maxFar {
			break
		}
		if s.best < 0 || s.role == Dateline || s.role == PartOfName {
			continue
		}
		start, _ := r.bytes(s)
		if like, _, ok := measure.ShareBefore(r.text, start); ok && like.Comparison { // "the size of Latvia" is not in Latvia
			continue
		}
		p := r.cands[s.best].place
		if p = r.roomy(p, a); p.IsZero() || !of.IsZero() && p != of && !within(p, of) {
			continue
		}
		out = append(out, holder{k, p, max(far, -far)})
	}
	return out
}

// roomy returns the place, or the nearest that holds it, which is large enough for an area; published figures of one
// place's area differ by some per cent. What only holds it must have a known area. It returns the zero place if none fits.
func (r *reading) roomy(p Place, a *StatedArea) Place {
	fits := func(p Place) bool { return size(p)*1.05 >= a.ImpliedLowM2 }
	if p.IsZero() || fits(p) {
		return p
	}
	for up := range p.Ancestors() {
		if up.AreaM2() > 0 && fits(up) {
			return up
		}
	}
	return Place{}
}

// cost orders holders: near before far, a place that holds a settlement of the area's own sentence before one that
// does not, and a small one before a large.
func (r *reading) cost(a *StatedArea, h holder, at int32, of Place) float64 {
	c := math.Log10(size(h.place))
	town := r.holdsTown(a, h.place, at)
	if town {
		c -= 2
	}
	if !town && h.place != of {
		c += 2 * float64(h.far)
		if r.spans[h.span].role == Demonym {
			c += 2
		}
	}
	return c
}

// holdsTown reports whether a settlement named in a sentence lies in a place.
func (r *reading) holdsTown(a *StatedArea, p Place, at int32) bool {
	se := &r.sentences[at]
	from, to := r.around(a, se.first, se.last)
	for k := from; k < to; k++ {
		s := &r.spans[k]
		if s.best >= 0 && s.role == Location && r.cands[s.best].kind == gazetteer.Settlement && within(r.cands[s.best].place, p) {
			return true
		}
	}
	return false
}

// anchorOf returns the settlement named nearest to an area, in its sentence or the ones beside it, that lies in its
// place; or the zero place.
func (r *reading) anchorOf(a *StatedArea, at int32) Place {
	best, gap := Place{}, math.MaxInt
	first, last := r.sentences[max(0, at-1)].first, r.sentences[min(at+1, int32(len(r.sentences))-1)].last
	from, to := r.around(a, first, last)
	for k := from; k < to; k++ {
		s := &r.spans[k]
		if s.best < 0 || s.role != Location || r.cands[s.best].kind != gazetteer.Settlement {
			continue
		}
		p := r.cands[s.best].place
		if p != a.Place && !within(p, a.Place) {
			continue
		}
		start, end := r.bytes(s)
		d := max(start-a.End, a.Start-end)
		if r.tokens[s.first].sentence != at {
			d += 1000 // the area's own sentence first
		}
		if d < gap {
			best, gap = p, d
		}
	}
	return best
}

// complement returns the place named in "of ..." after an area and its restatement, or the zero place.
func (r *reading) complement(a *StatedArea) Place {
	end := a.End
	if a.Restatement != nil {
		end = max(end, a.Restatement.End)
	}
	i := r.tokenAt(end)
	if i < 0 || !r.isAny(&r.tokens[i], "of", "in", "within", "inside", "across") {
		return Place{}
	}
	for n := 0; n < 6 && i < int32(len(r.tokens)) && r.tokens[i].gap < gapSentence; n++ {
		t := &r.tokens[i]
		if t.span > 0 {
			if s := &r.spans[t.span-1]; s.best >= 0 {
				return r.cands[s.best].place
			}
		}
		if n > 0 && t.class.Has(lexicon.SayVerb|lexicon.Conjunction) {
			break
		}
		i++
	}
	return Place{}
}

// size is a place's area in square metres, or, where it is unknown, that of the circle of its uncertainty.
func size(p Place) float64 {
	if a := p.AreaM2(); a > 0 {
		return a
	}
	u := p.Uncertainty()
	return math.Pi * u * u
}

// within reports whether the place p lies in q.
func within(p, q Place) bool {
	for a := range p.Ancestors() {
		if a == q {
			return true
		}
	}
	return false
}

// tokenAt returns the first token that begins at byte i of the text or later, or -1.
func (r *reading) tokenAt(i int) int32 {
	k := sort.Search(len(r.tokens), func(k int) bool { return int(r.tokens[k].start) >= i })
	if k == len(r.tokens) {
		return -1
	}
	return int32(k)
}

// sentenceAt returns the sentence of the token at byte i of the text, or -1.
func (r *reading) sentenceAt(i int) int32 {
	if k := r.tokenAt(i); k >= 0 {
		return r.tokens[k].sentence
	}
	return int32(len(r.sentences)) - 1
}

// around returns the spans, at most maxSpans, between two tokens around an area.
func (r *reading) around(a *StatedArea, first, last int32) (from, to int32) {
	mid := r.spanFrom(max(r.tokenAt(a.Start), 0))
	from = max(r.spanFrom(first), mid-maxSpans/2)
	to = min(r.spanFrom(last)+1, mid+maxSpans/2, int32(len(r.spans)))
	if to > from && r.spans[to-1].first > last {
		to--
	}
	return from, to
}

// spanFrom returns the first span that begins at the token i or later.
func (r *reading) spanFrom(i int32) int32 {
	return int32(sort.Search(len(r.spans), func(k int) bool { return r.spans[k].first >= i }))
}

// ConvertArea answers the first area that a text states, as an area of a place given by id or name (empty: none).
// Errors: *InputError where the text states no area, ErrNotFound where no place bears the name, and the context's own where it ends first.
func (t *Tagger) ConvertArea(ctx context.Context, text, place string) (StatedArea, error) {
	found := measure.Areas(text)
	if len(found) == 0 {
		return StatedArea{}, &InputError{[]Violation{{"text", "states no area; write a figure with a unit, such as \"1,300 km²\""}}}
	}
	a := StatedArea{Area: found[0]}
	if place == "" {
		return a, nil
	}
	p, ok := t.ix.Place(place)
	if !ok {
		byName, err := t.Find(ctx, Query{Name: place, Mode: FindExact})
		if err != nil {
			return StatedArea{}, err
		}
		if len(byName) == 0 {
			return StatedArea{}, fmt.Errorf("%w: %q", ErrNotFound, place)
		}
		p = byName[0].Place
	}
	a.Place = p
	for up := range p.Ancestors() { // of what a town is too small for it is the middle, and the area one of what holds the town
		if size(a.Place)*1.05 >= a.ImpliedLowM2 {
			break
		}
		if up.AreaM2() > 0 {
			a.Place, a.Anchor = up, p
		}
	}
	a.Localize(p.Country())
	a.draw(true)
	return a, nil
}
