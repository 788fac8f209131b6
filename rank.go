package geotag

import (
	"math/bits"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
)

// feature numbers what speaks for a candidate. A learned ranker replaces the weights and moves nothing else.
type feature uint8

const (
	fPopulation feature = iota // the prior: population, kind, seat of government
	fExact                     // spelt as the text spells it
	fUsage                     // by another than its display name, by a historic, colloquial or rule-made name, or one of other languages
	fContainer                 // the text names what holds it, or what it holds, next to it
	fNamed                     // the text names its region elsewhere
	fCountry                   // the share of the text's places that lie in its country
	fNear                      // how near the closest of the text's other places is
	fHome                      // the publisher sits there
	fWord                      // "the town of", "Province": the text says of what kind it is
	nFeatures
)

// weights were set by hand on texts of our own.
var weights = features{
	fPopulation: 1.2, fExact: 0.6, fUsage: 1, fContainer: 8, fNamed: 2.5, fCountry: 2.5, fNear: 2.5, fHome: 3, fWord: 2,
}

// features are the values of one candidate.
type features [nFeatures]float32

func (f *features) score() float32 {
	sum := float32(0)
	for i, v := range f {
		sum += v * weights[i]
	}
	return sum
}

// prior says how well a place is known before any context, in orders of magnitude of people: a settlement by its
// population and rank, others by their kind.
func prior(p Place, kind gazetteer.Type) float32 {
	fame := log2(uint64(1+p.NumNames())) * 0.1
	switch kind {
	case gazetteer.Country, gazetteer.Continent, gazetteer.Union:
		return 8 + fame
	case gazetteer.Admin1:
		return 5.8 + fame
	case gazetteer.Region, gazetteer.Water:
		return 4.5 + fame
	case gazetteer.Admin2, gazetteer.Landform, gazetteer.Island, gazetteer.Airport, gazetteer.Facility:
		return 3.5 + fame
	}
	known := log2(1+p.Population())*log10of2 + fame
	switch {
	case p.HasFeatureCode("PPLC"):
		return known + 1.2
	case p.HasFeatureCode("PPLA"):
		return known + 0.5
	case p.HasFeatureCode("PPLX"):
		return known - 0.8
	}
	return known
}

const log10of2 = 0.30103

// log2 is the binary logarithm of n > 0 to within 0.09: linear between powers of two, for it runs once a candidate.
func log2(n uint64) float32 {
	whole := bits.Len64(n) - 1
	return float32(whole) + float32(n-1<<whole)/float32(uint64(1)<<whole)
}

// maxNear is the most that fNear can be.
const maxNear = 1.5

// features judges a candidate of a sense in its context.
func (r *reading) features(se *sense, c *candidate) features {
	f := r.unplaced(se, c)
	f[fNear] = r.near(se, c)
	return f
}

// near says how near the closest of the text's other places is: half of what it can be at 150 km.
func (r *reading) near(se *sense, c *candidate) float32 {
	if len(r.anchors) == 0 || c.kind == gazetteer.Country || se.to-se.from == 1 {
		return 0
	}
	_, km := r.nearest(se, c.place)
	return float32(1/(1+km/100) + 0.5/(1+km/500))
}

// unplaced are the features but for fNear, which costs more than the others together.
func (r *reading) unplaced(se *sense, c *candidate) features {
	var f features
	f[fPopulation] = c.prior
	if c.exact {
		f[fExact] = 1
	}
	f[fUsage] = usage(c)
	if c.place == se.holds || se.container >= 0 && r.holds(se.container, c.place) {
		f[fContainer] = 1
	}
	f[fNamed] = r.namedAround(se, c)
	if c.country != [2]byte{} {
		f[fCountry] = r.country[countryIndex(c.country)]
	}
	f[fHome] = r.homely(c.place)
	f[fWord] = r.said(se, c)
	return f
}

func usage(c *candidate) float32 {
	v := float32(0)
	if !c.main {
		v -= 0.6
	}
	if c.flags&gazetteer.Historic != 0 {
		v -= 0.5
	}
	if c.flags&gazetteer.Colloquial != 0 {
		v -= 0.5
	}
	if c.flags&gazetteer.Derived != 0 {
		v -= 0.3
	}
	if c.foreign {
		v -= 1.5
	}
	return v
}

// holds reports whether one of a span's candidates holds the place.
func (r *reading) holds(container int32, p Place) bool {
	s := &r.spans[container]
	for a := range p.Ancestors() {
		for _, c := range r.cands[s.from:s.to] {
			if c.kind != gazetteer.Settlement && c.place == a {
				return true
			}
		}
	}
	return false
}

// namedAround says how closely the text names, elsewhere, what holds the candidate: its division 1, its country a
// quarter.
func (r *reading) namedAround(se *sense, c *candidate) float32 {
	v := float32(0)
	if len(r.named) == 0 {
		return v
	}
	for a := range c.place.Ancestors() {
		if r.named[a.Ref()] == 0 || se.best >= 0 && a == r.cands[se.best].place {
			continue
		}
		if a.Type() == gazetteer.Country {
			v = max(v, 0.25)
		} else {
			v = max(v, 1)
		}
	}
	return v
}

// homely says how near the publisher's place a candidate lies: in its country 0.5, in its division 1.
func (r *reading) homely(p Place) float32 {
	if r.home.IsZero() {
		return 0
	}
	if p == r.home {
		return 1
	}
	if p.Country() != r.home.Country() {
		return 0
	}
	for a := range p.Ancestors() {
		if a == r.home && a.Type() != gazetteer.Country {
			return 1
		}
		for h := range r.home.Ancestors() {
			if a == h && a.Type() == gazetteer.Admin1 {
				return 1
			}
		}
	}
	return 0.5
}

// said reports whether the text says of what kind the place is: "the town of Sudzha" 1 for a settlement and -1 for
// anything else; "Kursk region" the other way round.
func (r *reading) said(se *sense, c *candidate) float32 {
	s := &r.spans[se.first]
	town, region := false, s.admin
	if of := r.before(s.first); of != nil && r.is(of, "of") {
		if noun := r.before(s.first - 1); noun != nil {
			town = noun.class.Has(lexicon.SettlementWord)
			region = !town && noun.class.Has(lexicon.AdminWord)
		}
	}
	if next := r.after(s.last); next != nil && next.shape&capital == 0 && next.class.Has(lexicon.AdminWord) && !next.class.Has(lexicon.SettlementWord) {
		region = true
	}
	settled := c.kind == gazetteer.Settlement
	switch {
	case town == region:
		return 0
	case town == settled:
		return 1
	}
	return -1
}
