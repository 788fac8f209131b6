package mention

import (
	"context"

	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/names"
	"example.com/geotag/internal/prose"
)

// How likely, by the rules alone, a name is a place's: where something around it says so, and where nothing does. Set by
// hand.
const chanceCued, chanceUncued = 0.95, 0.85

// Rules is the Recognizer that lets the opinions of the rules stand: for texts that are nothing but names, and for models that are
// not learned yet.
type Rules struct{ set Set }

// Recognize implements Recognizer.
func (r *Rules) Recognize(_ context.Context, a *Advice) (*Set, error) {
	r.set.Begin(len(a.Text.Words))
	r.set.Cast = true
	for k, o := range a.Opinions {
		m := Mention{Verdict: o}
		if m.Role != 0 {
			m.Chance = chanceUncued
			if m.Cued {
				m.Chance = chanceCued
			}
		}
		r.set.Add(a.List.Names[k], m)
	}
	return &r.set, nil
}

// rules judge the names of a text.
type rules struct {
	text     *prose.Text
	list     *names.List
	hearer   *hearer
	site     site    // of the name that is judged
	marks    marks   // of the text's words
	reports  []int8  // of each sentence, see report
	capitals []int32 // the words that begin with a capital
	opinions []Verdict
	bare     bool // the text is nothing but names
}

// A rule rejects a name for its reason, or, with none, takes it for a part of a name. It is asked only where it can have something to say: of names
// whose first word is of one of the classes own, and that have a word of the classes near or with one of the cues in their sight; of all, where these
// are zero.
type rule struct {
	reason Reason
	match  func(*rules, *site) (Verdict, bool)
	own    lexicon.Class
	near   lexicon.Class
	cues   cue
}

// inOrder are the rules, the most telling first.
var inOrder = []rule{
	{reason: model.Organization, match: (*rules).agency, own: lexicon.Acronym},
	{reason: model.CommonWord, match: (*rules).plain, own: grammar | plainNouns},
	{reason: model.Product, match: (*rules).currency},
	{reason: model.Vessel, match: (*rules).vessel, near: lexicon.VesselNoun | lexicon.VesselPrefix, cues: cueShip},
	{reason: model.Vessel, match: (*rules).shipElsewhere},
	{reason: model.Vessel, match: (*rules).shipAfter, near: lexicon.VesselNoun},
	{reason: model.Publication, match: (*rules).publication, near: lexicon.PublicationNoun},
	{reason: model.Team, match: (*rules).team, near: lexicon.TeamNoun | lexicon.MatchVerb},
	{reason: model.Team, match: (*rules).contender, near: lexicon.MatchVerb, cues: cueBeside | cueFigure},
	{reason: model.Street, match: (*rules).route, cues: cueFigure},
	{reason: model.Street, match: (*rules).street, near: lexicon.StreetNoun, cues: cueStreet},
	{reason: model.Product, match: (*rules).product, near: lexicon.ProductNoun | lexicon.EventNoun},
	{reason: model.Product, match: (*rules).called, cues: cueCalled | cueZone | cueTime},
	{reason: model.Organization, match: (*rules).listedFirm, cues: cueShares | cueOpens},
	{reason: model.Organization, match: (*rules).firm},
	{reason: model.Organization, match: (*rules).staff, near: lexicon.PersonNoun | lexicon.Title},
	{reason: model.Person, match: (*rules).relative, cues: cueKin},
	{reason: model.Person, match: (*rules).personal},
	{reason: model.Person, match: (*rules).doer, own: lexicon.GivenName | lexicon.AmbiguousName | lexicon.Surname, cues: cueDeed},
	{reason: model.Person, match: (*rules).human, own: lexicon.GivenName},
	{match: (*rules).institution, near: bodies, cues: cueAirs | cueWays},
	{reason: model.Person, match: (*rules).forename, own: lexicon.GivenName | lexicon.AmbiguousName},
	{reason: model.CommonWord, match: (*rules).ordinary, own: lexicon.Common},
	{reason: model.Person, match: (*rules).barename, own: lexicon.GivenName | lexicon.RareName | lexicon.Surname},
	{reason: model.Person, match: (*rules).longer, cues: cueForeign},
	{reason: model.CommonWord, match: (*rules).untaught, cues: cueForeign},
}

// ofBare are those of a text that is nothing but names.
var ofBare = []rule{
	{reason: model.Organization, match: (*rules).agency, own: lexicon.Acronym},
	{reason: model.CommonWord, match: (*rules).plain, own: grammar | plainNouns},
	{reason: model.CommonWord, match: (*rules).alone},
}

// asks reports whether the rule can have something to say of a name.
func (a *rule) asks(s *site) bool {
	return (a.own == 0 || s.first.Class.Has(a.own)) && (a.near == 0 && a.cues == 0 || s.near.Has(a.near) || s.cues&a.cues != 0)
}

// judge returns what the rules make of each name, good until the next call.
func (r *rules) judge(ctx context.Context, text *prose.Text, list *names.List, bare bool) ([]Verdict, error) {
	r.text, r.list, r.opinions, r.bare = text, list, r.opinions[:0], bare
	r.hearer.begin(text)
	r.people()
	r.unread()
	covered := int32(-1) // the last word of the rejected name before
	for k := range list.Names {
		if k&255 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		n := &list.Names[k]
		var v Verdict
		if n.Last <= covered && n.Decree == 0 {
			v = Verdict{Reason: r.opinions[k-1].Reason, Silent: true}
		} else if v = r.opinion(n); v.Reason != 0 {
			covered = v.Right
		}
		r.opinions = append(r.opinions, v)
	}
	for k := range list.Names {
		r.assign(int32(k))
	}
	return r.opinions, nil
}

// opinion returns the verdict of the first rule that has one; the zero Verdict where none has. What the builder of the gazetteer
// says of a name goes before all rules.
func (r *rules) opinion(n *names.Name) Verdict {
	switch n.Decree {
	case names.Trusted:
		return Verdict{Cued: true}
	case names.Blocked:
		v := only(n, listed)
		v.Reason = model.CommonWord
		return v
	}
	if inDateline(r.text, n) {
		return Verdict{Role: model.Dateline, Cued: true}
	}
	if n.Entry {
		return Verdict{Cued: true}
	}
	order := inOrder
	if r.bare {
		order = ofBare
	}
	r.look(n)
	for i := range order {
		rule := &order[i]
		if !rule.asks(&r.site) {
			continue
		}
		if v, ok := rule.match(r, &r.site); ok {
			v.Reason = rule.reason
			if v.Reason == 0 {
				v.Role = model.PartOfName
			}
			return v
		}
	}
	return Verdict{}
}

// assign gives a name, if it was not rejected, its role.
func (r *rules) assign(k int32) {
	n, o := &r.list.Names[k], &r.opinions[k]
	if o.Reason != 0 || o.Role != 0 {
		return
	}
	o.Cued = o.Cued || n.Admin || n.Container >= 0 || placed(r.text, n) || n.Listed >= 0 && r.opinions[n.Listed].Cued
	roleOf := func(i int32) Role { return r.opinions[i].Role }
	switch {
	case n.Demonym:
		o.Role, o.Cued = model.Demonym, true
	case acts(r.text, n, roleOf):
		o.Role = model.Actor
		alongside(r.text, r.list, k, func(i int32) *Verdict { return &r.opinions[i] })
	default:
		o.Role = model.Location
	}
}

// people finds the words with capitals, and marks the surnames of persons named in full ("Jack London"), so that a later bare surname is known.
func (r *rules) people() {
	r.marks.begin(r.text.Forms)
	r.capitals = r.capitals[:0]
	for i := range r.text.Words {
		w := &r.text.Words[i]
		if w.Shape&prose.Capital == 0 {
			continue
		}
		r.capitals = append(r.capitals, int32(i))
		if w.Class.Has(lexicon.Common | lexicon.AdminWord) {
			continue
		}
		p := r.text.Before(int32(i))
		if p == nil || p.Shape&prose.Capital == 0 || p.Shape&prose.Possessive != 0 {
			continue
		}
		if p.Class.Has(lexicon.GivenName) && !p.Class.Has(lexicon.AmbiguousName|lexicon.Month|lexicon.Common) {
			r.marks.add(w.Form, surname)
		}
	}
}

// head looks for a capitalized noun of the given classes that ends the name which n begins: "Kyiv Independent", "Lagos State
// University". It returns its word.
func head(t *prose.Text, n *names.Name, classes lexicon.Class) (int32, bool) {
	found, voice := int32(-1), t.LanguageAt(n.First).Voice
	for i, k := n.Last, 0; k < 4; k++ {
		w := t.After(i)
		if w == nil || w.Shape&prose.Capital == 0 || voice != nil && w.Shape&prose.Uncased != 0 {
			break
		}
		i++
		if w.Class.Has(classes) {
			found = i
		}
	}
	return found, found >= 0
}

// owner looks for a capitalized noun of the given classes before "of" and n: "University of Pennsylvania".
func owner(t *prose.Text, n *names.Name, classes lexicon.Class) (int32, bool) {
	function := t.LanguageAt(n.First).Function
	i := n.First
	if w := t.Before(i); w != nil && t.Is(w, function.Article) {
		i--
	}
	of := t.Before(i)
	if of == nil || !t.Is(of, function.Of) {
		return 0, false
	}
	if noun := t.Before(i - 1); noun != nil && noun.Shape&prose.Capital != 0 && noun.Class.Has(classes) && !begun(t, i-2) {
		return i - 2, true
	}
	return 0, false
}

// inDateline reports whether a name stands in a dateline.
func inDateline(t *prose.Text, n *names.Name) bool {
	return n.First < t.SentenceOf(n.First).Dateline && !n.Demonym
}

// placed reports whether a preposition of place stands right before a name ("in Reading").
func placed(t *prose.Text, n *names.Name) bool {
	w := t.Before(n.First)
	if w != nil && (t.Is(w, t.LanguageAt(n.First).Function.Article) || w.Class.Has(lexicon.Directional)) {
		w = t.Before(n.First - 1)
	}
	return w != nil && w.Class.Has(lexicon.PlacePrep) && !w.Class.Has(lexicon.VesselNoun)
}

// bodies are the nouns with which names of bodies end or begin.
const bodies = lexicon.OrgNoun | lexicon.CivicNoun | lexicon.SchoolNoun | lexicon.FacilityNoun

// inner reports whether a name stands inside the name of a body: "Kyiv City Council", "Bank of England".
func inner(t *prose.Text, n *names.Name) bool {
	if n.Demonym {
		return false
	}
	_, ok := head(t, n, bodies)
	if !ok {
		_, ok = owner(t, n, bodies)
	}
	return ok || n.Container < 0 && carrier(t, n)
}
