package resolve

import (
	"strings"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/mention"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/prose"
)

// static judges a candidate by itself and by what stands next to its sense: all that does not change between passes.
func (r *Resolver) static(se *sense, is *calling, c *rated, f *model.Features) {
	if c.lacked {
		r.lacking(se, c, f)
		return
	}
	f[model.Prior] = c.Prior
	f[model.Behind] = se.most - c.Prior
	f[model.Best] = one(c.Prior == se.most)
	kindOf(c, f)
	f[model.Exact], f[model.Main], f[model.Foreign] = one(c.Exact), one(c.Main || c.Own), one(c.Foreign)
	f[model.Historic] = one(c.Flags&gazetteer.Historic != 0)
	f[model.Colloquial] = one(c.Flags&gazetteer.Colloquial != 0)
	f[model.Derived] = one(c.Flags&gazetteer.Derived != 0)
	f[model.Short] = one(c.Flags&(gazetteer.Abbreviation|gazetteer.Code) != 0)
	f[model.PeopleTown] = one(r.set.Names[se.first].Demonym && c.Flags&gazetteer.Demonym == 0)
	if !c.Main && !c.Own {
		f[model.OtherTown], f[model.OtherDivision] = one(c.Kind == gazetteer.Settlement), one(c.Kind == gazetteer.Admin1 || c.Kind == gazetteer.Admin2)
		f[model.OtherCountry] = one(c.Kind == gazetteer.Country && r.group.divides(se, c.Place))
	}
	f[model.Holds] = one(c.Place == se.holds)
	if se.container >= 0 {
		out := &r.set.Names[se.container]
		switch h := out.Holder(c.Place); {
		case h < 0:
		case out.Candidates[h].Kind == gazetteer.Country:
			f[model.HeldByCountry] = 1
		default:
			f[model.Held], f[model.HeldTight] = 1, one(tight(r.text, r.set, se))
		}
	}
	r.said(se, is, c, f)
	c.seat = r.group.seatOf(se, c, f)
	f[model.Namesake] = one(c.seat >= 0)
	homely(r.home, c.Place, f)
	if r.areaCode != "" {
		f[model.HomeCountry] = 0 // a telephone number says something of a state, and little of the country
	}
	r.ballot.judge(se, c, len(r.group.senses), f)
	r.vicinity.judge(se, c, f)
	r.abroad(se, c, f)
	if behind := f[model.Behind] - level; behind > 0 {
		f[model.Unbacked] = behind * (1 - r.backed(se, c, f))
	}
}

// level is by how much, in orders of magnitude of people, a place may be less known than another and yet be as likely meant.
const level = 0.3

// backed says how far something that the text names speaks for a candidate, from 0 to 1: what stands next to it, what it is called,
// where the publisher sits, or other names in the same region.
func (r *Resolver) backed(se *sense, c *rated, f *model.Features) float32 {
	for _, said := range [...]model.Feature{
		model.HeldByCountry, model.Held, model.Holds, model.Town, model.Division, model.Nature, model.TheNature, model.HomeCountry, model.HomeAdmin1,
	} {
		if f[said] > 0 {
			return 1
		}
	}
	return r.ballot.backed(se, c, &r.group.rated[se.famed])
}

func one(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

// kindOf says what kind of place a candidate is.
func kindOf(c *rated, f *model.Features) {
	switch c.Kind {
	case gazetteer.Country:
		f[model.Country] = 1
	case gazetteer.Admin1:
		f[model.Admin1] = 1
	case gazetteer.Admin2:
		f[model.Admin2] = 1
	case gazetteer.Settlement:
		n := c.Place.Population()
		f[model.Unpeopled] = one(n == 0)
		f[model.Capital], f[model.Seat] = one(c.Place.HasFeatureCode("PPLC")), one(c.Place.HasFeatureCode("PPLA"))
		f[model.Section] = one(c.Place.HasFeatureCode("PPLX"))
	case gazetteer.Water, gazetteer.Landform, gazetteer.Island:
		f[model.Natural] = 1
	case gazetteer.Airport, gazetteer.Facility:
		f[model.Built] = 1
	default:
		f[model.Region] = 1
	}
}

// seatOf returns the seat of a division that a sense may mean as well, or -1; none of a division that the text calls one, or of
// which it names what it holds.
func (g *grouping) seatOf(se *sense, c *rated, f *model.Features) (seat int32) {
	seat = -1
	if c.Kind != gazetteer.Admin1 && c.Kind != gazetteer.Admin2 || f[model.Division]+f[model.Holds] > 0 {
		return seat
	}
	for i := se.from; i < se.to; i++ {
		o := &g.rated[i]
		if o.Kind == gazetteer.Settlement && !o.lacked && (seat < 0 || o.Prior > g.rated[seat].Prior) && o.line.has(c.region) && isSeat(o.Place) {
			seat = i
		}
	}
	return seat
}

// divides reports whether a sense may mean a first-order division of a country that has the name as its display name.
func (g *grouping) divides(se *sense, country gazetteer.Place) bool {
	for i := se.from; i < se.to; i++ {
		if o := &g.rated[i]; o.Kind == gazetteer.Admin1 && o.Main && Within(o.Place, country) {
			return true
		}
	}
	return false
}

func isSeat(p gazetteer.Place) bool {
	return p.HasFeatureCode("PPLA") || p.HasFeatureCode("PPLA2") || p.HasFeatureCode("PPLC")
}

// Within reports whether the place p lies in q.
func Within(p, q gazetteer.Place) bool {
	for a := range p.Ancestors() {
		if a == q {
			return true
		}
	}
	return false
}

// seated returns the seat of the best candidate, a division, where it bears the same name and is meant rather: nothing says that
// "Idlib" is the governorate. The two trade their scores.
func (r *Resolver) seated(se *sense, w *model.Features, best int32) int32 {
	division := &r.group.rated[best]
	if country := r.national(se, best); country >= 0 {
		return country
	}
	if division.Kind == gazetteer.Settlement && division.Main && isSeat(division.Place) {
		return r.unseated(se, best)
	}
	if city := r.listed(se, best); city >= 0 {
		return city
	}
	if division.lacked || division.seat < se.from || !r.fits(se, &r.group.rated[division.seat]) {
		return best
	}
	seat := &r.group.rated[division.seat]
	if seat.score = seat.base[0]; w != &r.model.First {
		seat.score = seat.base[1]
		if r.scene.total > 0 {
			var f model.Features
			r.context(se, seat, &f)
			seat.score += f.Score(w, model.InContext, model.NumFeatures)
		}
	}
	least := division.score + w[model.Namesake]
	if division.Main && !seat.Main && !strings.HasPrefix(seat.Place.Name(), division.Place.Name()+" ") {
		least -= w[model.Main] // the canton's Geneva is as good a name of Genève, but Oklahoma is none of Oklahoma City
	}
	if seat.score <= least || r.cityOf(seat.Place, division.Place) {
		return best
	}
	seat.score, division.score = division.score, least
	return division.seat
}

// national returns the country of the best candidate, a first-order division that is spelled otherwise, where the text writes the country's name and does
// not call it a division: "Mexico" is no México. The two trade their scores. It returns -1 where there is none.
func (r *Resolver) national(se *sense, best int32) int32 {
	division, n := &r.group.rated[best], &r.set.Names[se.first]
	if division.Kind != gazetteer.Admin1 || division.lacked || n.Container >= 0 {
		return -1
	}
	for i := se.from; i < se.to; i++ {
		c := &r.group.rated[i]
		if c.Kind != gazetteer.Country || !c.Main || !c.Exact || c.lacked || !r.fits(se, c) || division.Place.Name() == c.Place.Name() || !Within(division.Place, c.Place) {
			continue
		}
		if r.called(se, division) {
			return -1
		}
		c.score, division.score = division.score, c.score
		return i
	}
	return -1
}

// called reports whether the text calls a sense a division, which a candidate is.
func (r *Resolver) called(se *sense, division *rated) bool {
	return r.calls(se).division && division.Kind != gazetteer.Settlement && division.Kind != gazetteer.Country
}

// largeCity is the prior of a city that most readers know, of some half a million. Set by hand.
const largeCity = 5.7

// listed returns the city that the best candidate, a first-order division, has under its own name, where the text lists it among towns: "New York, London
// and Paris". The two trade their scores. It returns -1 where there is none.
func (r *Resolver) listed(se *sense, best int32) int32 {
	division, n := &r.group.rated[best], &r.set.Names[se.first]
	if division.Kind != gazetteer.Admin1 || division.lacked || n.Container >= 0 || !se.holds.IsZero() || r.called(se, division) || !r.amongTowns(se.first) {
		return -1
	}
	for i := se.from; i < se.to; i++ {
		c := &r.group.rated[i]
		if c.Kind == gazetteer.Settlement && c.Prior >= largeCity && !c.lacked && r.fits(se, c) && Within(c.Place, division.Place) {
			c.score, division.score = division.score, c.score
			return i
		}
	}
	return -1
}

// amongTowns reports whether all names that are listed with a mention are best known as those of towns.
func (r *Resolver) amongTowns(k int32) bool {
	all, others := r.set.Names, 0
	town := func(i int32) bool {
		others++
		return !all[i].Lacks() && all[i].Best().Kind == gazetteer.Settlement && all[i].Container < 0
	}
	for i := all[k].Listed; i >= 0 && k-i < longestList; i = all[i].Listed {
		if !town(i) {
			return false
		}
	}
	for i := k + 1; i < min(k+longestList, int32(len(all))) && all[i].Listed == i-1; i++ {
		if !town(i) {
			return false
		}
	}
	return others > 0
}

// unseated returns the first-order division of the best candidate, its seat, where English tells the two apart: "Quebec" is the province,
// unless the text calls it a city. The two trade their scores.
func (r *Resolver) unseated(se *sense, best int32) int32 {
	seat := &r.group.rated[best]
	for i := se.from; i < se.to; i++ {
		d := &r.group.rated[i]
		if d.Kind != gazetteer.Admin1 || !d.Main || !r.fits(se, d) || !Within(seat.Place, d.Place) || !r.cityOf(seat.Place, d.Place) {
			continue
		}
		if r.calls(se).town && seat.Kind == gazetteer.Settlement {
			return best
		}
		seat.score, d.score = d.score, seat.score
		return i
	}
	return best
}

// cityOf reports whether the seat of a division has a name that tells it from that: Quebec City.
func (r *Resolver) cityOf(seat, division gazetteer.Place) bool {
	pair := [2]gazetteer.Place{seat, division}
	told, known := r.cities[pair]
	if known {
		return told
	}
	if name, ok := r.ix.Lookup(division.Name() + " City"); ok {
		for u := range name.Uses() {
			told = told || u.Place() == seat
		}
	}
	if len(r.cities) < maxCities {
		r.cities[pair] = told
	}
	return told
}

// maxCities bounds what a Resolver remembers of seats and their divisions, of which the world has some 50,000.
const maxCities = 4096

// lacking judges the reading that the gazetteer lacks the place, which lies in or near the candidate's.
func (r *Resolver) lacking(se *sense, c *rated, f *model.Features) {
	f[model.Lacked] = 1
	f[model.LackedHeld] = one(se.container >= 0)
	alone := float32(1)
	for k := se.from; k < se.to; k++ {
		if o := &r.group.rated[k]; !o.lacked && (Within(o.Place, c.Place) || o.Place == c.Place) {
			alone = 0
		}
	}
	f[model.LackedAlone] = alone
	n := &r.set.Names[se.first]
	f[model.LackedLong] = one(n.Last > n.First)
	f[model.LackedOnly] = one(se.to-se.from == 2)
	f[model.LackedKnown] = se.most / 10
}

// tight reports whether only a comma, a bracket or a possessive stands between a sense's first mention and its container.
func tight(t *prose.Text, set *mention.Set, se *sense) bool {
	a, b := &set.Names[se.first], &set.Names[se.container]
	if se.container < se.first {
		a, b = b, a
	}
	return b.First-a.Last == 1 || b.First-a.Last == 2 && t.Words[a.Last].Shape&prose.Possessive != 0
}

// homely says how near the publisher's place a candidate lies.
func homely(home, p gazetteer.Place, f *model.Features) {
	if home.IsZero() {
		return
	}
	f[model.HomeCountry] = one(p.Country() == home.Country())
	f[model.HomeAdmin1] = one(p == home || home.Type() != gazetteer.Country && (Within(p, home) || p.Type() == gazetteer.Admin1 && Within(home, p)))
	for h := range home.Ancestors() {
		if h.Type() == gazetteer.Admin1 && Within(p, h) {
			f[model.HomeAdmin1] = 1
		}
	}
	if home.Type() != gazetteer.Country && p.Type() != gazetteer.Country {
		km := chord(directionOf(p.Point()).dot(directionOf(home.Point())))
		f[model.HomeNear], f[model.HomeLocal] = nearness(km, halfNearKM), float32(1/(1+(km/halfVoteKM)*(km/halfVoteKM)))
	}
}

// A calling is what the text calls the place that a sense means: a settlement ("the town of Sudzha"), a division ("Kursk region"), a province or
// a state of another kind than a country, a thing of nature ("the river Congo"), or something that has an article.
type calling struct{ town, division, province, nature, article bool }

// calls returns what the text calls the place of a sense.
func (r *Resolver) calls(se *sense) (is calling) {
	t, n, m := r.text, &r.set.Names[se.first], &r.set.Mentions[se.first]
	language := t.LanguageAt(n.First)
	function, kinds := language.Function, language.Kinds
	before, next := t.Before(n.First), t.After(n.Last)
	is.town, is.division = m.Role == model.Dateline && se.holds.IsZero(), n.Admin
	if before != nil && t.Is(before, function.Of) {
		if noun := t.Before(n.First - 1); noun != nil {
			is.town = is.town || noun.Class.Has(lexicon.SettlementWord) || t.Is(noun, kinds.Towns)
			is.division = is.division || !is.town && (noun.Class.Has(lexicon.AdminWord) || t.Is(noun, kinds.Divisions))
			is.province = is.division && !t.Is(noun, kinds.States)
		}
	}
	if before != nil {
		is.town = is.town || t.Is(before, kinds.Towns)
		is.division = is.division || !is.town && t.Is(before, kinds.Divisions)
	}
	is.division = is.division || callsDivision(next) || r.coordinated(se.first)
	is.nature = natural(t, before) || natural(t, next)
	is.article = before != nil && t.Is(before, function.Article) && mention.EndsPhrase(t, n)
	return is
}

// said says how what the text calls the place of a sense speaks for a candidate.
func (r *Resolver) said(se *sense, is *calling, c *rated, f *model.Features) {
	m := &r.set.Mentions[se.first]
	country, settled := c.Kind == gazetteer.Country, c.Kind == gazetteer.Settlement
	f[model.Town], f[model.NotTown] = one(is.town && settled), one(is.town && !settled)
	f[model.Division], f[model.NotDivision] = one(is.division && !settled && !country), one(is.division && settled || is.province && country)
	f[model.Acting] = one(m.Role == model.Actor && m.Acting && (country || f[model.Capital] > 0))
	nature := c.Kind == gazetteer.Water || c.Kind == gazetteer.Landform || c.Kind == gazetteer.Island
	if is.nature {
		f[model.Nature], f[model.NotNature] = one(nature), one(!nature)
	}
	if is.article {
		f[model.TheNature] = one(nature || c.Kind == gazetteer.Region)
		f[model.TheTown] = one(settled || c.Kind == gazetteer.Admin1 || c.Kind == gazetteer.Admin2)
	}
}

// callsDivision reports whether a word after a name calls it a division: "Kursk region".
func callsDivision(next *prose.Word) bool {
	return next != nil && next.Shape&prose.Capital == 0 && next.Class.Has(lexicon.AdminWord) && !next.Class.Has(lexicon.SettlementWord)
}

// natural reports whether a word is a plain noun for things of nature: "river".
func natural(t *prose.Text, w *prose.Word) bool {
	return w != nil && w.Shape&prose.Capital == 0 && t.Is(w, t.Sentences[w.Sentence].Language.Kinds.Nature)
}

// longestList bounds the names of a list that are looked at for one of them.
const longestList = 12

// coordinated reports whether a mention shares its admin word with those listed after it: "Kherson and Zaporizhzhia regions".
func (r *Resolver) coordinated(k int32) bool {
	all := r.set.Names
	for i := k + 1; i < min(k+longestList, int32(len(all))) && all[i].Listed == i-1; i++ {
		if callsDivision(r.text.After(all[i].Last)) {
			return true
		}
	}
	return false
}
