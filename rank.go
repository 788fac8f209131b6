package geotag

import (
	"math/bits"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
)

// feature numbers what speaks for or against a candidate.
type feature uint8

const (
	// What is known of the place.
	fPrior     feature = iota // how well known it is
	fBehind                   // how much less than the best known candidate
	fBest                     // it is the best known candidate
	fFame                     // by how many names it goes
	fPeople                   // the orders of magnitude of its people, of a settlement
	fUnpeopled                // a settlement without a known population
	fCountry
	fAdmin1
	fAdmin2
	fRegion   // or a continent, a union
	fNatural  // a water, a landform, an island
	fBuilt    // an airport, a facility
	fCapital  // of a country
	fSeat     // of a first-order division
	fSection  // of a populated place
	fNamesake // a division, of which the seat bears the name; counts between the two alone (seated)
	// How the text writes it.
	fExact // spelt as the text spells it
	fMain  // by its display name
	fHistoric
	fColloquial
	fDerived
	fShort   // an abbreviation or a code
	fForeign // only other languages than the text's use it
	// What stands next to it.
	fHeldByCountry // the text names the country that holds it next to it
	fHeld          // the text names another thing that holds it next to it
	fHeldTight     // the same, across a comma or a bracket, or as an owner: "Paris, Texas"
	fHolds         // the text names what it holds next to it
	fTown          // "the town of", or a dateline
	fNotTown       // the same, of what is no settlement
	fDivision
	fNotDivision
	fNature // "the river Congo"
	fNotNature
	fTheNature // "the Congo", of a thing of nature or a region
	fTheTown   // the same, of a settlement or a division
	fActing    // a capital or a country that acts: "Beijing accused Washington"
	// What the text's other names may mean, whichever is chosen.
	fCountryVote // the share of the other names that may mean a place there, each by how few countries it leaves open
	fAdmin1Vote
	fAdmin2Vote
	fMayBeHeld // another name may mean the second-order division that holds it
	fMayHold   // another name may mean a place in it, of a second-order division
	// Where the publisher sits.
	fHomeCountry
	fHomeAdmin1
	fHomeNear
	// Of the reading that the gazetteer lacks the place, and that it lies in or near a host.
	fLacked
	fLackedHeld  // the host stands next to it
	fLackedAlone // no other reading lies in the host
	fLackedLong  // the name has several words
	fLackedOnly  // there is one other reading only
	fLackedKnown // how well known the best known of the other readings is, in tenths of the scale of prior
	// What was chosen for the text's other names.
	fCountryNamed
	fAdmin1Named
	fAdmin2Named
	fCountryShare // of the text's other places, by mentions
	fAdmin1Share
	fAdmin2Share
	fNear      // how near the closest of the text's other places is: 1 there, 1/2 at 100 km
	fNearby    // the same, 1/2 at 500 km
	fClose     // the share of the text's other places within 60 km
	fAround    // within 250 km
	fNeighbour // how near the places named before and after it are
	fDateline  // how near the dateline's place is
	nFeatures
)

// inContext is the first of the features that change from pass to pass.
const inContext = fCountryNamed

// features are the values of one candidate.
type features [nFeatures]float32

// score adds up the weighted features from one on, up to another.
func (f *features) score(w *features, from, to feature) float32 {
	sum := float32(0)
	for i := from; i < to; i++ {
		sum += f[i] * w[i]
	}
	return sum
}

// handWeights were set by hand; a model's replace them.
var handWeights = features{
	fPrior: 1.2, fNamesake: -3, fExact: 0.6, fMain: 0.6, fHistoric: -0.5, fColloquial: -0.5, fDerived: -0.3, fForeign: -1.5,
	fHeldByCountry: 4, fHeld: 4, fHeldTight: 3, fHolds: 4, fTown: 2, fNotTown: -2, fDivision: 2, fNotDivision: -1.5,
	fNature: 2, fNotNature: -2, fTheNature: 1.5, fTheTown: -1, fActing: 1, fCountryNamed: 0.6, fAdmin1Named: 2.5, fAdmin2Named: 2.5, fCountryShare: 2.5,
	fNear: 2.5, fNearby: 1.2, fHomeCountry: 1.5, fHomeAdmin1: 1.5, fHomeNear: 3,
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

// static judges a candidate by itself and by what stands next to its sense: all that does not change between passes.
func (r *reading) static(se *sense, c *candidate, f *features) {
	if c.lacked {
		r.lacking(se, c, f)
		return
	}
	f[fPrior] = c.prior
	f[fBehind] = se.most - c.prior
	f[fBest] = one(c.prior == se.most)
	f[fFame] = log2(uint64(1 + c.place.NumNames()))
	r.kind(c, f)
	f[fExact], f[fMain], f[fForeign] = one(c.exact), one(c.main), one(c.foreign)
	f[fHistoric] = one(c.flags&gazetteer.Historic != 0)
	f[fColloquial] = one(c.flags&gazetteer.Colloquial != 0)
	f[fDerived] = one(c.flags&gazetteer.Derived != 0)
	f[fShort] = one(c.flags&(gazetteer.Abbreviation|gazetteer.Code) != 0)
	f[fHolds] = one(c.place == se.holds)
	if se.container >= 0 {
		switch h := r.holder(&r.spans[se.container], c.place); {
		case h < 0:
		case r.cands[h].kind == gazetteer.Country:
			f[fHeldByCountry] = 1
		default:
			f[fHeld], f[fHeldTight] = 1, one(r.tight(se))
		}
	}
	r.said(se, c, f)
	c.seat = r.seatOf(se, c, f)
	f[fNamesake] = one(c.seat >= 0)
	r.homely(c.place, f)
	r.voted(se, c, f)
}

func one(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

func (r *reading) kind(c *candidate, f *features) {
	switch c.kind {
	case gazetteer.Country:
		f[fCountry] = 1
	case gazetteer.Admin1:
		f[fAdmin1] = 1
	case gazetteer.Admin2:
		f[fAdmin2] = 1
	case gazetteer.Settlement:
		n := c.place.Population()
		f[fPeople], f[fUnpeopled] = log2(1+n)*log10of2, one(n == 0)
		f[fCapital], f[fSeat] = one(c.place.HasFeatureCode("PPLC")), one(c.place.HasFeatureCode("PPLA"))
		f[fSection] = one(c.place.HasFeatureCode("PPLX"))
	case gazetteer.Water, gazetteer.Landform, gazetteer.Island:
		f[fNatural] = 1
	case gazetteer.Airport, gazetteer.Facility:
		f[fBuilt] = 1
	default:
		f[fRegion] = 1
	}
}

// seatOf returns the seat of a division that a sense may mean as well, or -1; none of a division that the text calls one, or of which it names what
// it holds.
func (r *reading) seatOf(se *sense, c *candidate, f *features) (seat int32) {
	seat = -1
	if c.kind != gazetteer.Admin1 && c.kind != gazetteer.Admin2 || f[fDivision]+f[fHolds] > 0 {
		return seat
	}
	for i := se.from; i < se.to; i++ {
		o := &r.cands[i]
		if o.kind == gazetteer.Settlement && !o.lacked && (seat < 0 || o.prior > r.cands[seat].prior) && within(o.place, c.place) && isSeat(o.place) {
			seat = i
		}
	}
	return seat
}

func isSeat(p Place) bool {
	return p.HasFeatureCode("PPLA") || p.HasFeatureCode("PPLA2") || p.HasFeatureCode("PPLC")
}

// lacking judges the reading that the gazetteer lacks the place, which lies in or near the candidate's.
func (r *reading) lacking(se *sense, c *candidate, f *features) {
	f[fLacked] = 1
	f[fLackedHeld] = one(se.container >= 0)
	alone := float32(1)
	for k := se.from; k < se.to; k++ {
		if o := &r.cands[k]; !o.lacked && (within(o.place, c.place) || o.place == c.place) {
			alone = 0
		}
	}
	f[fLackedAlone] = alone
	s := &r.spans[se.first]
	f[fLackedLong] = one(s.last > s.first)
	f[fLackedOnly] = one(se.to-se.from == 2)
	f[fLackedKnown] = se.most / 10
}

// usage orders the uses of a name when a query asks for it.
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

// holder returns that of a span's candidates which holds the place, or -1: the smallest, but the country whose name it is before those in it that
// share the name. "Toluca, Mexico" names the country, and not the State of Mexico.
func (r *reading) holder(s *span, p Place) (found int32) {
	found = -1
	for a := range p.Ancestors() {
		for i := s.from; i < s.to; i++ {
			c := &r.cands[i]
			if c.kind != gazetteer.Settlement && c.place == a && (found < 0 || c.kind == gazetteer.Country && c.main) {
				found = i
			}
		}
	}
	return found
}

// tight reports whether only a comma, a bracket or a possessive stands between a sense's first span and its container.
func (r *reading) tight(se *sense) bool {
	a, b := &r.spans[se.first], &r.spans[se.container]
	if se.container < se.first {
		a, b = b, a
	}
	return b.first-a.last == 1 || b.first-a.last == 2 && r.tokens[a.last].shape&possessive != 0
}

// homely says how near the publisher's place a candidate lies.
func (r *reading) homely(p Place, f *features) {
	if r.home.IsZero() {
		return
	}
	f[fHomeCountry] = one(p.Country() == r.home.Country())
	f[fHomeAdmin1] = one(p == r.home || within(p, r.home) && r.home.Type() != gazetteer.Country)
	for h := range r.home.Ancestors() {
		if h.Type() == gazetteer.Admin1 && within(p, h) {
			f[fHomeAdmin1] = 1
		}
	}
	if r.home.Type() != gazetteer.Country && p.Type() != gazetteer.Country {
		f[fHomeNear] = float32(1 / (1 + chord(directionOf(p.Point()).dot(directionOf(r.home.Point())))/100))
	}
}

// said says whether the text calls the place a settlement ("the town of Sudzha"), a division ("Kursk region") or a thing of nature ("the river
// Congo").
func (r *reading) said(se *sense, c *candidate, f *features) {
	s := &r.spans[se.first]
	before, next := r.before(s.first), r.after(s.last)
	town, division, province := s.role == Dateline && se.holds.IsZero(), s.admin, false
	if before != nil && r.is(before, "of") {
		if noun := r.before(s.first - 1); noun != nil {
			town = town || noun.class.Has(lexicon.SettlementWord)
			division = division || !town && noun.class.Has(lexicon.AdminWord)
			province = division && !r.isAny(noun, "state", "republic", "kingdom", "sultanate", "emirate", "federation", "commonwealth")
		}
	}
	if next != nil && next.shape&capital == 0 && next.class.Has(lexicon.AdminWord) && !next.class.Has(lexicon.SettlementWord) {
		division = true
	}
	division = division || r.coordinated(se.first)
	settled := c.kind == gazetteer.Settlement
	f[fTown], f[fNotTown] = one(town && settled), one(town && !settled)
	country := c.kind == gazetteer.Country
	f[fDivision], f[fNotDivision] = one(division && !settled && !country), one(division && settled || province && country)
	f[fActing] = one(s.role == Actor && (country || f[fCapital] > 0))
	nature := c.kind == gazetteer.Water || c.kind == gazetteer.Landform || c.kind == gazetteer.Island
	if r.natural(before) || r.natural(next) {
		f[fNature], f[fNotNature] = one(nature), one(!nature)
	}
	if before != nil && r.is(before, "the") && r.ends(s) {
		f[fTheNature] = one(nature || c.kind == gazetteer.Region)
		f[fTheTown] = one(settled || c.kind == gazetteer.Admin1 || c.kind == gazetteer.Admin2)
	}
}

// natural reports whether a token is a plain noun for things of nature: "river".
func (r *reading) natural(t *token) bool {
	return t != nil && t.shape&capital == 0 &&
		r.isAny(t, "river", "rivers", "lake", "lakes", "island", "islands", "peninsula", "mountain", "mountains", "volcano", "glacier", "desert", "basin")
}

// longestList bounds the names of a list that are looked at for one of them.
const longestList = 12

// coordinated reports whether a span shares its admin word with those listed after it: "Kherson and Zaporizhzhia regions".
func (r *reading) coordinated(k int32) bool {
	for n := k + 1; n < min(k+longestList, int32(len(r.spans))) && r.spans[n].listed == n-1; n++ {
		next := r.after(r.spans[n].last)
		if next != nil && next.shape&capital == 0 && next.class.Has(lexicon.AdminWord) && !next.class.Has(lexicon.SettlementWord) {
			return true
		}
	}
	return false
}
