package ground

import (
	"context"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/geodesy"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/resolve"
	"example.com/geotag/measure"
)

// circleVertices is the number of vertices of a stated area's circle.
const circleVertices = 64

// An Area is an area that a text states, put on the map.
type Area struct {
	measure.Area
	Place       gazetteer.Place   // what it is an area of; zero: unknown
	Share       float64           // of that place's own area, 0 to 1; 0: unknown
	StatedShare float64           // the part of Place that the text states, 0 to 1; 0: none
	Anchor      gazetteer.Place   // around which Shape is drawn; zero: none
	Considered  []gazetteer.Place // what else it could be an area of, the likeliest first
	Shape       orb.MultiPolygon  // nil where there is no anchor, or no such circle on the Earth
	Clipped     bool              // Shape is what of a disc lies in Place, and no plain circle
	Why         []resolve.Reason  // with Ground.Why: why Place
}

// Areas returns the areas that the text states, in figures and as parts of places, in its order; and the parts of places whose area is
// not known. The only error is the context's.
func (g *Ground) Areas(ctx context.Context) ([]Area, []Share, error) {
	var out []Area
	for _, stated := range g.stated() {
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		if !g.asked(stated.Start, stated.End) {
			continue
		}
		if !g.room(1, nil) {
			return out, nil, nil
		}
		a := g.attach(stated)
		if !g.Wanted(a.Place) {
			continue
		}
		if a.Unit.IsLocal() {
			a.localize(g.region(&a))
		}
		a.Draw(g.atlas(), g.Clip)
		if !g.room(0, a.Shape) {
			return out, nil, nil
		}
		out = append(out, a)
	}
	return g.shares(ctx, out)
}

// stated returns the areas that the text states, each in the language of its paragraph.
func (g *Ground) stated() []measure.Area {
	for i := range g.Text.Sentences {
		if g.Text.Sentences[i].Tag != g.Text.Tag {
			return measure.AreasOf(g.Text.Source, g.locale)
		}
	}
	return measure.AreasIn(g.Text.Source, g.Text.Tag)
}

// locale returns how the part of the text around a byte of it is written.
func (g *Ground) locale(at int) *measure.Locale {
	tag := g.Text.Tag
	if i := g.Text.SentenceAt(at); i >= 0 {
		tag = g.Text.Sentences[i].Tag
	}
	return measure.LocaleOf(tag)
}

// region returns where an area lies: its place, else the place named nearest before or after it in its sentence; zero: not known.
func (g *Ground) region(a *Area) gazetteer.Place {
	region := a.Place
	if at := g.Text.SentenceAt(a.Start); region.Country() == "" && at >= 0 {
		se := &g.Text.Sentences[at]
		gap := math.MaxInt
		from, to := g.around(a.Start, se.First, se.Last)
		for k := from; k < to; k++ {
			if p := g.place(k); p.Country() != "" {
				start, end := g.bytes(k)
				if d := max(start-a.End, a.Start-end); d < gap {
					region, gap = p, d
				}
			}
		}
	}
	return region
}

// localize settles the size of the area's unit by where it lies.
func (a *Area) localize(p gazetteer.Place) {
	division := ""
	if p.Type() == gazetteer.Admin1 {
		division = p.Name()
	}
	for up := range p.Ancestors() {
		if up.Type() == gazetteer.Admin1 {
			division = up.Name()
		}
	}
	a.Localize(p.Country(), division)
}

// Draw fills in the share and the shape, once the place and the anchor are known. An area that no circle on the Earth
// has (of less than a square meter, of more than half the Earth) gets no shape. With clip the shape is what of a disc lies in the place, if
// its boundary is known and it has the area.
func (a *Area) Draw(atlas *Atlas, clip bool) {
	if !a.Place.IsZero() && a.Place.AreaM2() > 0 {
		a.Share = a.middle() / a.Place.AreaM2()
	}
	if a.Anchor.IsZero() {
		a.Anchor = a.Place
	}
	if clip && a.Place.HasBoundary() {
		if a.clip(atlas); a.Clipped {
			return
		}
	}
	if !a.Anchor.IsZero() {
		a.Shape, _ = geodesy.Circle(a.Anchor.Point(), a.middle(), circleVertices)
	}
}

// clip makes the shape what of a disc lies in the place, if that has the area and the atlas may still draw.
func (a *Area) clip(atlas *Atlas) {
	if atlas.spent() {
		atlas.Plain++
		return
	}
	// A hundredth of the radius is less than anyone sees.
	shape, err := geodesy.DiscWithin(atlas.within(a.Place, geodesy.Radius(a.middle())/100), a.Anchor.Point(), a.middle())
	if a.Clipped = err == nil; a.Clipped {
		a.Shape = shape
	}
}

// middle is the area itself, or the middle of a range, in square meters.
func (a *Area) middle() float64 { return (a.LowM2 + a.HighM2) / 2 }

// Of makes a stated area one of a place; of what is far too small for it the place is the middle, and the area one of what holds the
// place.
func Of(stated measure.Area, p gazetteer.Place) Area {
	a := Area{Area: stated, Place: p}
	for up := range p.Ancestors() {
		if fits(a.Place, &stated) || nearlyFits(p, &stated) {
			break
		}
		if up.AreaM2() > 0 {
			a.Place, a.Anchor = up, p
		}
	}
	a.localize(p)
	a.Draw(NewAtlas(nil), true)
	return a
}

// A holder is a place that may hold a stated area, with the mention that names it.
type holder struct {
	mention int32
	place   gazetteer.Place
	far     int  // sentences between it and the area
	outside bool // it is named in another clause
	named   bool // the text names it, and not only what lies in it
}

// A claim is a stated area with what the search for its place goes by.
type claim struct {
	*measure.Area
	sentence            int32
	first, clause, last int32           // words: of the area the first; of its clause the first and the last
	complement          int32           // the mention that "of" or "in" names after it; -1: none
	of                  gazetteer.Place // the place of that, or what holds it; zero: nothing

	towns bool              // hold is known
	town  gazetteer.Place   // the last settlement of the clause
	hold  []gazetteer.Place // what holds the settlements of its clause
}

// attach finds the place that an area is an area of: what "of" names after it, or the place whose own area the sentence states; else the
// most specific that can hold it, near the area rather than far; and the settlement nearest to it inside that place, around which to draw it.
func (g *Ground) attach(stated measure.Area) Area {
	a := Area{Area: stated}
	c := g.claimOf(&a.Area)
	if c.sentence < 0 {
		return a
	}
	if k := g.ownedBy(&c); k >= 0 {
		a.Place = own(g.place(k), c.Area)
		a.Anchor = a.Place
		if g.Why {
			a.Why = g.whyOwn(&c, k, a.Place)
		}
		return a
	}
	best, bestCost := -1, math.Inf(1)
	holders := g.holders(&c)
	for i, h := range holders {
		if cost := g.cost(&c, h); cost < bestCost {
			best, bestCost = i, cost
		}
	}
	if best < 0 {
		return a
	}
	a.Place = holders[best].place
	if g.Why {
		a.Why = g.why(&c, holders[best])
	}
	for _, h := range holders {
		if h.place != a.Place && !slices.Contains(a.Considered, h.place) {
			a.Considered = append(a.Considered, h.place)
		}
	}
	a.Anchor = g.anchorOf(&c, a.Place)
	return a
}

// ownedBy fills in what "of" names after an area, and returns the mention of the place whose own area it is, or -1. After "of" it is nobody's
// own; after "in" it may be, if its size says so, too: "Monaco covers 2 km² in Europe".
func (g *Ground) ownedBy(c *claim) int32 {
	k, direct := g.complement(c)
	subject := g.subject(c)
	if subject >= 0 && (k < 0 || g.like(subject, c) && !(direct && g.saysOf(c))) {
		return subject
	}
	if c.complement = k; k >= 0 {
		c.of = g.holding(k, c)
	}
	return -1
}

// holding returns the place of a mention, or the nearest that holds it, which is large enough for an area; of what "of" names after it the area
// may be up to likeOwn times as large, for areas on file are often too small.
func (g *Ground) holding(k int32, c *claim) gazetteer.Place {
	p := g.place(k)
	if k == c.complement && nearlyFits(p, c.Area) {
		return p
	}
	return roomy(p, c.Area)
}

// saysOf reports whether an "of" stands after an area.
func (g *Ground) saysOf(c *claim) bool {
	i := g.Text.WordAt(c.end())
	return i >= 0 && g.Text.Is(&g.Text.Words[i], g.Text.LanguageAt(i).Function.Of)
}

// maxFar is how many sentences away a place may be named to hold an area that does not name it.
const maxFar = 6

// holders lists the places named around an area that are large enough to hold it, in the order of the text. The list is good until the next.
func (g *Ground) holders(c *claim) []holder {
	out := g.held[:0]
	from, to := g.around(c.Start, g.Text.Sentences[max(0, c.sentence-maxFar)].First, math.MaxInt32)
	for k := from; k < to; k++ {
		far := int(g.Text.Words[g.Set.Names[k].First].Sentence - c.sentence)
		if far > maxFar {
			break
		}
		p, role := g.place(k), g.role(k)
		if p.IsZero() || role == model.Dateline || role == model.PartOfName {
			continue
		}
		if g.speaks(k) && p.Type() == gazetteer.Settlement {
			continue
		}
		room := g.holding(k, c)
		if room.IsZero() || !c.of.IsZero() && room != c.of && !resolve.Within(room, c.of) {
			continue
		}
		if g.compared(k) {
			continue
		}
		out = append(out, holder{k, room, max(far, -far), c.outside(g, k), room == p})
	}
	g.held = out
	return g.plausible(c, out)
}

// plausible leaves out what a text does not name, where it names another place of the area's sentence that is large enough: what "of" names
// is meant, and a county that no one speaks of is not. Within a country or what an adjective names, it may be.
func (g *Ground) plausible(c *claim, all []holder) []holder {
	var named []gazetteer.Place
	for i := range all {
		if h := &all[i]; h.named && h.far == 0 && !h.outside && !g.speaks(h.mention) && !slices.Contains(named, h.place) {
			named = append(named, h.place)
		}
	}
	return slices.DeleteFunc(all, func(h holder) bool {
		if h.named || h.place == c.of {
			return false
		}
		if !c.of.IsZero() {
			return !c.adjective(g)
		}
		return slices.ContainsFunc(named, func(o gazetteer.Place) bool { return !resolve.Within(h.place, o) })
	})
}

// tolerance is by how much published figures of one place's area differ.
const tolerance = 1.05

// fits reports whether a place is large enough for an area.
func fits(p gazetteer.Place, a *measure.Area) bool { return size(p)*tolerance >= a.ImpliedLowM2 }

// nearlyFits reports whether an area is one of a place that is said to be its place: areas on file are often too small.
func nearlyFits(p gazetteer.Place, a *measure.Area) bool {
	return p.AreaM2() > 0 && a.ImpliedLowM2 <= likeOwn*p.AreaM2()
}

// roomy returns the place, or the nearest that holds it, which is large enough for an area. What only holds it must have a known
// area. It returns the zero place if none fits.
func roomy(p gazetteer.Place, a *measure.Area) gazetteer.Place {
	if p.IsZero() || fits(p, a) {
		return p
	}
	for up := range p.Ancestors() {
		if up.AreaM2() > 0 && fits(up, a) {
			return up
		}
	}
	return gazetteer.Place{}
}

// What costs a holder of an area, in orders of magnitude of its size: that no settlement of the area's clause lies in it, each
// sentence between, to be named in another clause, by a demonym, or as where someone speaks. Set by hand.
const townGain, sentenceCost, clauseCost, demonymCost, speakerCost = 2, 2, 5, 2, 3

// cost orders holders: near before far, a place that holds a settlement of the area's own sentence before one that
// does not, and a small one before a large.
func (g *Ground) cost(c *claim, h holder) float64 {
	cost := math.Log10(size(h.place))
	if g.holdsTown(c, h.place) {
		return cost - townGain
	}
	if h.place != c.of {
		cost += sentenceCost * float64(h.far)
		if h.outside && !(h.far > 0 && c.adjective(g)) {
			cost += clauseCost
		}
		if g.speaks(h.mention) {
			cost += speakerCost
		}
		if g.role(h.mention) == model.Demonym {
			cost += demonymCost
		}
	}
	return cost
}

// adjective reports whether what "of" names after an area is an adjective, which leaves open where in the country: "of Russian territory".
func (c *claim) adjective(g *Ground) bool {
	return c.complement >= 0 && g.role(c.complement) == model.Demonym
}

// holdsTown reports whether a settlement named in an area's clause lies in a place.
func (g *Ground) holdsTown(c *claim, p gazetteer.Place) bool {
	if !c.towns {
		c.towns = true
		from, to := g.around(c.Start, c.clause, c.last)
		for k := from; k < to; k++ {
			if town := g.place(k); town != c.town && g.settled(k) {
				c.town = town
				c.hold = append(c.hold, slices.Collect(town.Ancestors())...)
			}
		}
	}
	return slices.Contains(c.hold, p)
}

// otherSentence is what a settlement in a sentence beside the area's own is further away, in bytes.
const otherSentence = 1000

// anchorOf returns the settlement named nearest to an area, in its sentence or the ones beside it, that lies in its
// place; or the zero place.
func (g *Ground) anchorOf(c *claim, place gazetteer.Place) gazetteer.Place {
	best, gap := gazetteer.Place{}, math.MaxInt
	sentences := g.Text.Sentences
	first, last := sentences[max(0, c.sentence-1)].First, sentences[min(c.sentence+1, int32(len(sentences))-1)].Last
	from, to := g.around(c.Start, first, last)
	for k := from; k < to; k++ {
		if !g.settled(k) {
			continue
		}
		p := g.place(k)
		if p != place && !resolve.Within(p, place) {
			continue
		}
		start, end := g.bytes(k)
		d := max(start-c.End, c.Start-end)
		if g.Text.Words[g.Set.Names[k].First].Sentence != c.sentence {
			d += otherSentence
		}
		if d < gap {
			best, gap = p, d
		}
	}
	return best
}
