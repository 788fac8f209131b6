package mention

import (
	"cmp"
	"context"
	"slices"

	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// A near finds the names of a text that the gazetteer spells otherwise ("Qoryoley"), among the stretches that the chain takes or thinks
// possible and the runs of words that may be one name, in the countries in which what else the text names may lie. It keeps its memory from one
// text to the next.
type near struct {
	where  []names.Land
	tried  []stretch
	found  []names.Name
	list   names.List
	rules  rules
	advice Advice
}

// How likely a stretch is by its words alone that is looked up under other spellings: in general, and where a preposition of place leads to it. A run of
// words counts as one that likely, for the chain sees few. Set by hand.
const (
	leastNear = 0.2
	leastLed  = 0.05
)

// maxCountries bounds the countries of a text in which names are looked up under other spellings: the first.
const maxCountries = 6

// advise returns the advice on a text with the names that are spelt nearly as its stretches, among the others and instead of those that share a word with
// them, if there are any. faint are stretches that are too unlikely by the words alone. The only error is the context's.
func (e *near) advise(ctx context.Context, a *Advice, stretches, faint []stretch) (*Advice, error) {
	e.tried, e.found = e.tried[:0], e.found[:0]
	e.gather(a, stretches, faint)
	if len(e.tried) == 0 {
		return a, nil
	}
	e.locate(a, stretches)
	slices.SortStableFunc(e.tried, func(a, b stretch) int {
		return cmp.Or(cmp.Compare(b.last-b.first, a.last-a.first), cmp.Compare(b.chance, a.chance))
	})
	for _, st := range e.tried {
		if slices.ContainsFunc(e.found, func(n names.Name) bool { return n.First <= st.last && st.first <= n.Last }) {
			continue
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if n, ok := nearly(a, st, e.where); ok {
			e.found = append(e.found, n.Name)
		}
	}
	if len(e.found) == 0 {
		return a, nil
	}
	slices.SortFunc(e.found, func(a, b names.Name) int { return cmp.Compare(a.First, b.First) })
	e.merge(a)
	e.rules.hearer = a.hearer
	opinions, err := e.rules.judge(ctx, a.Text, &e.list, false)
	if err != nil {
		return nil, err
	}
	e.advice = Advice{Text: a.Text, List: &e.list, Opinions: opinions, Finder: a.Finder, sight: a.sight, hearer: a.hearer}
	for i := range e.found {
		e.advice.see(a.List, &e.found[i])
	}
	return &e.advice, nil
}

// see puts a name that was found under another spelling into what the features see, instead of those of a list that share a word with it.
func (a *Advice) see(before *names.List, found *names.Name) {
	forget := func(first, last int32) {
		for i := first; i <= last; i++ {
			v := &a.sight.views[i]
			v.name, v.said, v.extent, v.barred = 0, said{}, 0, false
		}
	}
	for k := max(0, before.From(found.First)-1); int(k) < len(before.Names) && before.Names[k].First <= found.Last; k++ {
		if n := &before.Names[k]; n.Last >= found.First {
			forget(n.First, n.Last)
		}
	}
	forget(found.First, found.Last)
	if k := a.List.At(found.First); k >= 0 {
		a.sight.enter(&a.List.Names[k], &a.Opinions[k])
	}
}

// merge fills e.list with the names of a text and those that were found.
func (e *near) merge(a *Advice) {
	e.list.Begin(len(a.Text.Words))
	next := int32(0) // the first word after the last name
	old := a.List.Names
	for i := 0; i <= len(e.found); i++ {
		first := int32(len(a.Text.Words))
		if i < len(e.found) {
			first = e.found[i].First
		}
		for ; len(old) > 0 && old[0].Last < first; old = old[1:] {
			if old[0].First >= next {
				e.list.Add(old[0])
			}
		}
		if i < len(e.found) {
			e.list.Add(e.found[i])
			next = e.found[i].Last + 1
		}
	}
	names.Link(a.Text, &e.list)
}

// gather fills e.tried with the stretches to look up.
func (e *near) gather(a *Advice, stretches, faint []stretch) {
	for _, st := range stretches {
		if lacks(a, st) {
			e.tried = append(e.tried, st)
		}
	}
	for _, st := range faint {
		if lacks(a, st) && taughtAlone(a, st) && !overlaps(stretches, st) && (st.chance >= leastNear || guided(a, st.first, st.last, stretches)) {
			e.tried = append(e.tried, st)
		}
	}
	e.runs(a, stretches)
}

// taughtAlone reports whether a stretch is in a language that has a chain of its own: the one that reads the others knows too little of what may be a name.
func taughtAlone(a *Advice, st stretch) bool { return a.Text.LanguageAt(st.first).Model != prose.Joint }

// lacks reports whether the gazetteer has no name for a stretch that may be a place's.
func lacks(a *Advice, st stretch) bool {
	k := a.List.At(st.first)
	if st.label != model.LabelPlace || k >= 0 && a.List.Names[k].Last == st.last || a.Text.Words[st.first].Shape&(prose.Capital|prose.Uncased) != prose.Capital {
		return false
	}
	if before := a.List.From(st.first) - 1; before >= 0 && a.List.Names[before].Last >= st.first {
		return false // a part of a listed name
	}
	if a.hearer.cues(&a.Text.Words[st.last])&cueParticle != 0 {
		return false
	}
	for i := st.first; i <= st.last; i++ {
		if w := &a.Text.Words[i]; w.Class.Has(ordinaries) && w.Shape&prose.Capital != 0 {
			return false
		}
	}
	if l := a.Text.LanguageAt(st.first); l.Endings != nil || l.Leads != nil {
		return false // words under other endings are looked up by the language's own rules
	}
	return true
}

// ordinaries are words of which the names of bodies, persons, things and headlines are made, and hardly one that the gazetteer spells otherwise.
const ordinaries = lexicon.VeryCommon | lexicon.PersonNoun | lexicon.GovernmentNoun | lexicon.MilitaryNoun | lexicon.OrgNoun | lexicon.CivicNoun |
	lexicon.SchoolNoun | lexicon.FacilityNoun | lexicon.TeamNoun | lexicon.VesselNoun | lexicon.PublicationNoun | lexicon.StreetNoun | lexicon.ProductNoun | lexicon.EventNoun |
	lexicon.Month | lexicon.Weekday | lexicon.Pronoun | lexicon.Acronym

// particles are words in small letters that stand within names of places.
var particles = []string{
	"al", "el", "ul", "e", "i", "de", "del", "la", "las", "los", "le", "les", "du", "des", "do", "da", "dos", "di", "della", "na", "nad", "am", "an", "der",
	"ob", "den", "aan", "sur", "sous", "en", "upon", "y",
}

// runs adds the runs of words that may be one name, by a particle, or because a preposition of place leads to them.
func (e *near) runs(a *Advice, stretches []stretch) {
	t := a.Text
	const no = lexicon.Determiner | lexicon.Preposition | lexicon.Conjunction
	for i := int32(0); i < int32(len(t.Words)); i++ {
		if t.Words[i].Shape&(prose.Capital|prose.Uncased) != prose.Capital || t.Words[i].Class.Has(no) {
			continue
		}
		last, joined := runFrom(a, i)
		if last == i {
			continue
		}
		st := stretch{i, last, model.LabelPlace, leastLed}
		if lacks(a, st) && taughtAlone(a, st) && (joined || guided(a, i, last, stretches)) {
			e.tried = append(e.tried, st)
		}
		i = last
	}
}

// runFrom returns the last word of the run of capitalized words that begins at a word, and whether a particle joins any.
func runFrom(a *Advice, first int32) (last int32, joined bool) {
	t := a.Text
	last = first
	for j := first + 1; j < int32(len(t.Words)) && j < first+longestName; j++ {
		w := &t.Words[j]
		capital := w.Shape&prose.Capital != 0
		if !w.Gap.Joins() || w.Shape&prose.Possessive != 0 || !capital && w.Gap != prose.GapHyphen && a.hearer.cues(w)&cueParticle == 0 {
			break
		}
		if capital {
			joined = joined || last < j-1
			last = j
		}
	}
	return last, joined
}

// takers are verbs whose object is often a place.
var takers = []string{
	"fled", "reached", "left", "entered", "hit", "struck", "shelled", "bombed", "captured", "seized", "stormed", "visited", "retook", "besieged", "flooded",
}

// guided reports whether what stands beside the words first to last leads to a place: a preposition of place, "the town of", a verb such as "reached", a
// place listed with them, or one that they are said to be in or near.
func guided(a *Advice, first, last int32, stretches []stretch) bool {
	t := a.Text
	if before := t.Before(first); before != nil {
		noun := t.Before(first - 1)
		if before.Class.Has(lexicon.PlacePrep) || a.hearer.cues(before)&cueTaker != 0 || noun != nil && t.Is(before, t.LanguageAt(first).Function.Of) && noun.Class.Has(lexicon.SettlementWord) {
			return true
		}
	}
	before := func(o stretch, word int32) int { return cmp.Compare(o.first, word) }
	if next := t.After(last); next != nil && next.Class.Has(lexicon.PlacePrep) {
		if _, named := slices.BinarySearchFunc(stretches, last+2, before); named {
			return true
		}
	}
	i, _ := slices.BinarySearchFunc(stretches, first, before)
	j, _ := slices.BinarySearchFunc(stretches, last+1, before)
	return i > 0 && beside(t, stretches[i-1].last, first) || j < len(stretches) && beside(t, last, stretches[j].first)
}

// beside reports whether nothing but a comma or "and" stands between a word and another after it.
func beside(t *prose.Text, word, other int32) bool {
	switch other - word {
	case 1:
		return t.Words[other].Gap == prose.GapComma
	case 2:
		return t.Words[word+1].Class.Has(lexicon.Conjunction) && t.Words[word+1].Gap <= prose.GapComma && t.Words[other].Gap == prose.GapSpace
	}
	return false
}

// locate finds the countries in which what the text names may lie, as far as the best known place of each name tells.
func (e *near) locate(a *Advice, stretches []stretch) {
	e.where = e.where[:0]
	for _, st := range stretches {
		if k := a.List.At(st.first); k >= 0 {
			e.where = addCountry(e.where, &a.List.Names[k])
		}
	}
}

// addCountry adds the country of the best known place that a name may mean.
func addCountry(where []names.Land, n *names.Name) []names.Land {
	if n.Lacks() || len(where) == maxCountries {
		return where
	}
	if c := n.Best().Place.Country(); c != "" && !slices.ContainsFunc(where, func(l names.Land) bool { return l.Code == c }) {
		where = append(where, names.LandOf(c))
	}
	return where
}

// nearly returns the name in one of the countries that a stretch may bear under another spelling.
func nearly(a *Advice, st stretch, where []names.Land) (names.Near, bool) {
	n, ok := a.Finder.Nearly(st.first, st.last, st.chance >= unlisted(a, st), where)
	return n, ok && closeness(&n) >= closeEnough
}

// closeEnough is how close a name must be to a stretch to be tried in its place. Set by hand.
const closeEnough = 0

// closeness says how likely the likeness of a name to a stretch is no chance: the more letters they have, the better known the place is, and the less they differ. Set by
// hand, near what a logistic curve of pairs of spellings says.
func closeness(n *names.Near) float32 {
	x := 0.5*float32(n.Letters-5) - n.Cost - 2*float32(n.Slips) + names.Prior(n.Best().Place, n.Best().Kind) - 4
	if n.Slips == 0 {
		x += 0.7
	}
	if !n.Respelt {
		x -= 1 // what looks alike is rather another village
	}
	return x
}

// whole adds to an island's stretches, from one on, those that the gazetteer spells otherwise, and gives each the chance of its parts, too, for a part of a name that
// is known is no name: the chain seldom sees "Mazar-e-Sherif" as one.
func whole(a *Advice, stretches []stretch, from int, is Island) []stretch {
	for k := a.List.From(is.First); int(k) < len(a.List.Names) && a.List.Names[k].Last <= is.Last; k++ {
		n := &a.List.Names[k]
		if !n.Nearly {
			continue
		}
		st := stretch{n.First, n.Last, model.LabelPlace, 0}
		stretches = append(stretches, st)
		for j := from; j < len(stretches)-1; j++ {
			if o := &stretches[j]; o.label == model.LabelPlace && n.First <= o.first && o.last <= n.Last {
				st.chance = min(1, st.chance+o.chance)
				if o.first == n.First && o.last == n.Last {
					o.chance = 0
				}
			}
		}
		stretches[len(stretches)-1] = st
	}
	return stretches
}

// overlaps reports whether a stretch shares a word with any of some that are in the order of the text and do not overlap.
func overlaps(some []stretch, st stretch) bool {
	i, _ := slices.BinarySearchFunc(some, st.first, func(o stretch, first int32) int { return cmp.Compare(o.last, first) })
	return i < len(some) && some[i].first <= st.last
}
