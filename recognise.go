package geotag

import (
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
)

// A verdict is what recognition made of a span: a role, or a reason to reject it, with the token that showed it.
type verdict struct {
	role   Role   // zero: rejected
	reason Reason // zero: accepted
	left   int32  // tokens that the whole rejected name covers, inclusive
	right  int32
	why    string  // how cue showed it, in words: "followed by"
	cue    int32   // token
	silent bool    // rejected as a part of a name that another span answers for
	cued   bool    // accepted because its context says that it is a place
	chance float32 // that the model gives it
	label  uint8   // that the model gives it
	acting bool    // by rule it is an actor
	inner  bool    // by rule it stands inside the name of a body
}

// recognise decides for each span whether it is a place, and in which role. A model may replace it: it reads tokens
// and spans, and writes verdicts.
func (r *reading) recognise() error {
	r.people()
	covered := int32(-1) // the last token of the rejected name before
	for k := range r.spans {
		if k&255 == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		s := &r.spans[k]
		if s.last <= covered {
			s.reason, s.silent = r.spans[k-1].reason, true
			continue
		}
		if s.verdict = r.judge(s); s.reason != 0 {
			covered = s.right
		}
	}
	for k := range r.spans {
		if s := &r.spans[k]; s.reason == Person && s.first == s.last {
			r.surnames[r.hash(s.first)] = true
		}
	}
	for k := range r.spans {
		r.assign(k)
	}
	r.look()
	if r.model.chain != nil && r.english {
		r.relabel()
	} else {
		r.trustRules()
	}
	if len(r.o.Spans) > 0 {
		r.given()
	}
	return nil
}

// trustRules lets the verdicts of the rules stand, where there is no model for the text's language.
func (r *reading) trustRules() {
	for k := range r.spans {
		s := &r.spans[k]
		if s.role != 0 {
			s.chance = uncued
			if s.cued {
				s.chance = cued
			}
		}
	}
}

// How likely, by the rules alone, a name is a place's: where something around it says so, and where nothing does. Set by
// hand.
const cued, uncued = 0.95, 0.85

// rules reject names that are no places, the most telling first.
var rules = []struct {
	reason Reason
	match  func(*reading, *span) (verdict, bool)
}{
	{Organization, (*reading).agency},
	{CommonWord, (*reading).plain},
	{Vessel, (*reading).vessel},
	{Publication, (*reading).publication},
	{Team, (*reading).team},
	{Street, (*reading).street},
	{Product, (*reading).product},
	{Person, (*reading).personal},
	{0, (*reading).institution},
	{Person, (*reading).forename},
	{CommonWord, (*reading).ordinary},
	{Person, (*reading).barename},
}

func (r *reading) judge(s *span) verdict {
	if r.dateline(s) {
		return verdict{role: Dateline, cued: true}
	}
	for _, rule := range rules {
		if v, ok := rule.match(r, s); ok {
			v.reason = rule.reason
			if v.reason == 0 {
				v.role = PartOfName
			}
			return v
		}
	}
	return verdict{}
}

// before and after return the neighbours of a span in its sentence across white space, or nil.
func (r *reading) before(i int32) *token {
	if t := &r.tokens[i]; i > 0 && t.gap == gapSpace && r.tokens[i-1].sentence == t.sentence {
		return &r.tokens[i-1]
	}
	return nil
}

func (r *reading) after(i int32) *token {
	if i+1 < int32(len(r.tokens)) && r.tokens[i+1].gap == gapSpace && r.tokens[i].shape&possessive == 0 {
		return &r.tokens[i+1]
	}
	return nil
}

// head looks for a capitalised noun of the given classes that ends the name which the span begins: "Kyiv Independent",
// "Lagos State University". It returns its token.
func (r *reading) head(s *span, classes lexicon.Class) (int32, bool) {
	found := int32(-1)
	for i, n := s.last, 0; n < 4; n++ {
		t := r.after(i)
		if t == nil || t.shape&capital == 0 {
			break
		}
		i++
		if t.class.Has(classes) {
			found = i
		}
	}
	return found, found >= 0
}

// owner looks for a capitalised noun of the given classes before "of" and the span: "University of Pennsylvania".
func (r *reading) owner(s *span, classes lexicon.Class) (int32, bool) {
	i := s.first
	if t := r.before(i); t != nil && r.is(t, "the") {
		i--
	}
	of := r.before(i)
	if of == nil || !r.is(of, "of") {
		return 0, false
	}
	if noun := r.before(i - 1); noun != nil && noun.shape&capital != 0 && noun.class.Has(classes) {
		return i - 2, true
	}
	return 0, false
}

// widened is the verdict for a name that runs over the given tokens, with a leading capitalised "The".
func (r *reading) widened(from, to int32, why string, cue int32) (verdict, bool) {
	if t := r.before(from); t != nil && t.shape&capital != 0 && r.is(t, "the") {
		from--
	}
	return verdict{left: from, right: to, why: why, cue: cue}, true
}

const (
	followedBy  = "followed by"
	precededBy  = "preceded by"
	knownInFull = "given in full elsewhere:"
)

// agency finds the acronyms of news agencies and broadcasters, which are also names of places ("AP").
func (r *reading) agency(s *span) (verdict, bool) {
	t := &r.tokens[s.first]
	if s.first != s.last || t.shape&allCaps == 0 || !t.class.Has(lexicon.Acronym) {
		return verdict{}, false
	}
	return verdict{left: s.first, right: s.last, why: "the acronym", cue: s.first}, true
}

// plain finds words that hardly ever are a place alone: those of grammar and of the calendar, titles, and the nouns
// that end other names ("University", "Central").
func (r *reading) plain(s *span) (verdict, bool) {
	const grammar = lexicon.Month | lexicon.Weekday | lexicon.Determiner | lexicon.Pronoun | lexicon.Conjunction |
		lexicon.Preposition | lexicon.Auxiliary | lexicon.NumberWord | lexicon.VesselPrefix | lexicon.VeryCommon
	const nouns = lexicon.Title | lexicon.OrgNoun | lexicon.CivicNoun | lexicon.SchoolNoun | lexicon.FacilityNoun |
		lexicon.StreetNoun | lexicon.AdminWord | lexicon.SettlementWord | lexicon.FeatureWord | lexicon.Directional |
		lexicon.SayVerb | lexicon.PersonNoun | lexicon.GovernmentNoun | lexicon.MilitaryNoun | lexicon.EventNoun | lexicon.PublicationNoun
	t := &r.tokens[s.first]
	if s.first != s.last || s.container >= 0 || s.demonym ||
		!t.class.Has(grammar) && (!t.class.Has(nouns) || r.placed(s)) || r.knownCountry(s) && t.shape&allCaps != 0 {
		return verdict{}, false
	}
	return verdict{left: s.first, right: s.last, why: "an ordinary word:", cue: s.first}, true
}

// vessel finds ships and submarines: "USS Cairo", "the tanker Odessa", "the Arkhangelsk nuclear submarine".
func (r *reading) vessel(s *span) (verdict, bool) {
	if s.demonym {
		return verdict{}, false
	}
	if t := r.before(s.first); t != nil {
		if t.class.Has(lexicon.VesselPrefix) && t.shape&allCaps != 0 {
			return r.widened(s.first-1, s.last, precededBy, s.first-1)
		}
		if t.class.Has(lexicon.VesselNoun) && r.definite(s.first-1) {
			return r.widened(s.first-1, s.last, precededBy, s.first-1)
		}
	}
	if !r.definite(s.first) {
		return verdict{}, false
	}
	for i, n := s.last, 0; n < 3; n++ {
		t := r.after(i)
		const others = lexicon.Preposition | lexicon.Conjunction | lexicon.Auxiliary | lexicon.SayVerb | lexicon.ActVerb | lexicon.Determiner | lexicon.AdminWord
		if t == nil || t.class.Has(others) {
			break
		}
		i++
		if t.class.Has(lexicon.VesselNoun) {
			return r.widened(s.first, i, followedBy, i)
		}
	}
	return verdict{}, false
}

// definite reports whether "the" or a possessive stands before token i, with at most two adjectives between.
func (r *reading) definite(i int32) bool {
	for range 3 {
		t := r.before(i)
		if t == nil || t.class.Has(lexicon.Preposition) {
			return false
		}
		if r.is(t, "the") || t.shape&possessive != 0 || t.class.Has(lexicon.Pronoun) {
			return true
		}
		i--
	}
	return false
}

// publication finds newspapers and stations: "The Kyiv Independent", "Times of Malta".
func (r *reading) publication(s *span) (verdict, bool) {
	if i, ok := r.head(s, lexicon.PublicationNoun); ok {
		return r.widened(s.first, i, followedBy, i)
	}
	if i, ok := r.owner(s, lexicon.PublicationNoun); ok {
		return r.widened(i, s.last, precededBy, i)
	}
	return verdict{}, false
}

// team finds sports teams: "Manchester United", "FC Barcelona", "Chelsea beat Arsenal" in a report of a match.
func (r *reading) team(s *span) (verdict, bool) {
	if i, ok := r.head(s, lexicon.TeamNoun); ok && !r.placed(s) && (r.after(i) == nil || r.after(i).shape&capital == 0) {
		return r.widened(s.first, i, followedBy, i)
	}
	if t := r.before(s.first); t != nil && t.class.Has(lexicon.TeamNoun) && t.shape&capital != 0 {
		return r.widened(s.first-1, s.last, precededBy, s.first-1)
	}
	t := r.after(s.last)
	if t != nil && t.class.Has(lexicon.MatchVerb) && r.sport && r.cands[s.from].kind == gazetteer.Settlement {
		return verdict{left: s.first, right: s.last, why: followedBy, cue: s.last + 1}, true
	}
	p := r.before(s.first)
	if p != nil && p.class.Has(lexicon.MatchVerb) && r.sport && r.cands[s.from].kind == gazetteer.Settlement {
		return verdict{left: s.first, right: s.last, why: precededBy, cue: s.first - 1}, true
	}
	return verdict{}, false
}

// street finds streets: "Dublin Road".
func (r *reading) street(s *span) (verdict, bool) {
	if i, ok := r.head(s, lexicon.StreetNoun); ok && !s.demonym {
		return r.widened(s.first, i, followedBy, i)
	}
	return verdict{}, false
}

// product finds treaties, events and goods: "the Paris Agreement", "Boston Marathon".
func (r *reading) product(s *span) (verdict, bool) {
	if i, ok := r.head(s, lexicon.ProductNoun|lexicon.EventNoun); ok && !s.demonym {
		return r.widened(s.first, i, followedBy, i)
	}
	return verdict{}, false
}

// institution finds the place inside the name of a body: "Kyiv City Council", "Bank of England".
func (r *reading) institution(s *span) (verdict, bool) {
	const bodies = lexicon.OrgNoun | lexicon.CivicNoun | lexicon.SchoolNoun | lexicon.FacilityNoun
	if s.demonym {
		return verdict{}, false
	}
	_, ok := r.head(s, bodies)
	if !ok {
		_, ok = r.owner(s, bodies)
	}
	return verdict{cued: true}, ok
}

// personal finds persons by what stands before: a title, a given name, an initial; and a surname that the text has
// given in full elsewhere.
func (r *reading) personal(s *span) (verdict, bool) {
	t := r.before(s.first)
	switch {
	case t == nil, t.shape&possessive != 0, s.demonym && !t.class.Has(lexicon.GivenName):
	case t.shape&initial != 0:
		return r.widened(s.first-1, s.last, precededBy, s.first-1)
	case t.class.Has(lexicon.Title) && !t.class.Has(lexicon.Common) && !r.knownCountry(s):
		return r.widened(s.first-1, s.last, precededBy, s.first-1)
	case t.shape&capital != 0 && t.class.Has(lexicon.GivenName) && !t.class.Has(lexicon.AmbiguousName|lexicon.Month):
		return r.widened(s.first-1, s.last, precededBy, s.first-1)
	}
	if s.first == s.last && !s.demonym && !r.placed(s) && s.container < 0 && r.surnames[r.hash(s.last)] {
		return verdict{left: s.first, right: s.last, why: knownInFull, cue: s.first}, true
	}
	return verdict{}, false
}

// forename finds persons by what stands after: "Paris Hilton", "Vladimir Putin".
func (r *reading) forename(s *span) (verdict, bool) {
	t, self := r.after(s.last), r.tokens[s.first].class
	if t == nil || s.first != s.last || t.shape&(capital|allCaps) != capital || s.demonym || r.knownCountry(s) {
		return verdict{}, false
	}
	unknown := t.class == 0 || t.class.Has(lexicon.Surname|lexicon.GivenName)
	if !unknown || !self.Has(lexicon.GivenName|lexicon.AmbiguousName) || r.begins(s.last+1) {
		return verdict{}, false
	}
	if self.Has(lexicon.AmbiguousName) && r.placed(s) {
		return verdict{}, false
	}
	return r.widened(s.first, s.last+1, followedBy, s.last+1)
}

// ordinary finds plain words that only begin a sentence, or stand in a headline, with a capital; and bare surnames.
func (r *reading) ordinary(s *span) (verdict, bool) {
	t := &r.tokens[s.first]
	if s.first != s.last || s.container >= 0 || s.demonym || r.placed(s) || r.knownCountry(s) {
		return verdict{}, false
	}
	v := verdict{left: s.first, right: s.last, why: "an ordinary word:", cue: s.first}
	switch {
	case t.class.Has(lexicon.Common) && r.cands[r.top(s)].prior < famous:
		return v, true
	case t.class.Has(lexicon.Common) && !t.class.Has(lexicon.AmbiguousName):
		st := &r.sentences[t.sentence]
		return v, st.first == s.first || st.headline
	}
	return verdict{}, false
}

// barename finds given names and surnames that stand alone with nothing around them that says place: "Sullivan said".
func (r *reading) barename(s *span) (verdict, bool) {
	const names = lexicon.GivenName | lexicon.RareName | lexicon.Surname
	t := &r.tokens[s.first]
	if s.first != s.last || s.container >= 0 || s.holds >= 0 || s.demonym || !t.class.Has(names) || r.placed(s) ||
		s.listed >= 0 || r.cands[r.top(s)].prior >= famous {
		return verdict{}, false
	}
	return verdict{left: s.first, right: s.last, why: "a person's name as often as a place's:", cue: s.first}, true
}

// famous is the prior of a place that most readers know: a settlement of half a million, a country, a region.
const famous = 5.7

// top returns the best known candidate of a span.
func (r *reading) top(s *span) int32 {
	best := s.from
	for i := s.from + 1; i < s.to; i++ {
		if r.cands[i].prior > r.cands[best].prior {
			best = i
		}
	}
	return best
}

// knownCountry reports whether the span names a country.
func (r *reading) knownCountry(s *span) bool { return r.cands[r.top(s)].kind == gazetteer.Country }

// placed reports whether a preposition of place stands right before the span ("in Reading").
func (r *reading) placed(s *span) bool {
	t := r.before(s.first)
	if t != nil && (r.is(t, "the") || t.class.Has(lexicon.Directional)) {
		t = r.before(s.first - 1)
	}
	return t != nil && t.class.Has(lexicon.PlacePrep) && !t.class.Has(lexicon.VesselNoun)
}

// begins reports whether a country's name begins at token i.
func (r *reading) begins(i int32) bool {
	k := r.tokens[i].span
	return k > 0 && r.knownCountry(&r.spans[k-1])
}

// people records the surnames of persons named in full ("Jack London"), so that a later bare surname is known.
func (r *reading) people() {
	for i := 1; i < len(r.tokens); i++ {
		t := &r.tokens[i]
		p := r.before(int32(i))
		if p == nil || t.shape&capital == 0 || p.shape&capital == 0 || p.shape&possessive != 0 || t.class.Has(lexicon.Common|lexicon.AdminWord) {
			continue
		}
		if p.class.Has(lexicon.GivenName) && !p.class.Has(lexicon.AmbiguousName|lexicon.Month|lexicon.Common) {
			r.surnames[r.hash(int32(i))] = true
		}
	}
}

// hash identifies a token's folded form within one text (FNV-1a).
func (r *reading) hash(i int32) uint64 {
	h := uint64(14695981039346656037)
	for _, b := range r.folded[r.tokens[i].fstart:r.tokens[i].fend] {
		h = (h ^ uint64(b)) * 1099511628211
	}
	return h
}
