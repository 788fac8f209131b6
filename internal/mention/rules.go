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
	surnames map[uint64]bool // hashes of folded surnames of persons named in full
	ships    map[uint64]bool // hashes of the folded words that were found to name ships
	reports  []int8          // of each sentence, see report
	opinions []Verdict
	bare     bool // the text is nothing but names
}

// A rule rejects a name for its reason, or, with none, takes it for a part of a name.
type rule struct {
	reason Reason
	match  func(*rules, *names.Name) (Verdict, bool)
}

// inOrder are the rules, the most telling first.
var inOrder = []rule{
	{model.Organization, (*rules).agency},
	{model.CommonWord, (*rules).plain},
	{model.Product, (*rules).currency},
	{model.Vessel, (*rules).vessel},
	{model.Publication, (*rules).publication},
	{model.Team, (*rules).team},
	{model.Team, (*rules).contender},
	{model.Street, (*rules).street},
	{model.Product, (*rules).product},
	{model.Product, (*rules).called},
	{model.Organization, (*rules).listedFirm},
	{model.Organization, (*rules).firm},
	{model.Organization, (*rules).staff},
	{model.Person, (*rules).relative},
	{model.Person, (*rules).personal},
	{model.Person, (*rules).doer},
	{model.Person, (*rules).human},
	{0, (*rules).institution},
	{model.Person, (*rules).forename},
	{model.CommonWord, (*rules).ordinary},
	{model.Person, (*rules).barename},
	{model.Person, (*rules).longer},
	{model.CommonWord, (*rules).untaught},
}

// ofBare are those of a text that is nothing but names.
var ofBare = []rule{
	{model.Organization, (*rules).agency},
	{model.CommonWord, (*rules).plain},
	{model.CommonWord, (*rules).alone},
}

// judge returns what the rules make of each name, good until the next call.
func (r *rules) judge(ctx context.Context, text *prose.Text, list *names.List, bare bool) ([]Verdict, error) {
	r.text, r.list, r.opinions, r.bare = text, list, r.opinions[:0], bare
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
		if n := &list.Names[k]; r.opinions[k].Reason == model.Person && n.First == n.Last {
			r.surnames[r.hash(n.First)] = true
		}
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
	for _, rule := range order {
		if v, ok := rule.match(r, n); ok {
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

// people records the surnames of persons named in full ("Jack London"), so that a later bare surname is known.
func (r *rules) people() {
	if r.surnames == nil {
		r.surnames, r.ships = map[uint64]bool{}, map[uint64]bool{}
	}
	clear(r.surnames)
	clear(r.ships)
	for i := 1; i < len(r.text.Words); i++ {
		w := &r.text.Words[i]
		p := r.text.Before(int32(i))
		if p == nil || w.Shape&prose.Capital == 0 || p.Shape&prose.Capital == 0 || p.Shape&prose.Possessive != 0 || w.Class.Has(lexicon.Common|lexicon.AdminWord) {
			continue
		}
		if p.Class.Has(lexicon.GivenName) && !p.Class.Has(lexicon.AmbiguousName|lexicon.Month|lexicon.Common) {
			r.surnames[r.hash(int32(i))] = true
		}
	}
}

// hash identifies a word's folded form within one text (FNV-1a).
func (r *rules) hash(i int32) uint64 {
	h := uint64(14695981039346656037)
	for _, b := range r.text.Word(i) {
		h = (h ^ uint64(b)) * 1099511628211
	}
	return h
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

// inner reports whether a name stands inside the name of a body: "Kyiv City Council", "Bank of England".
func inner(t *prose.Text, n *names.Name) bool {
	const bodies = lexicon.OrgNoun | lexicon.CivicNoun | lexicon.SchoolNoun | lexicon.FacilityNoun
	if n.Demonym {
		return false
	}
	_, ok := head(t, n, bodies)
	if !ok {
		_, ok = owner(t, n, bodies)
	}
	return ok || n.Container < 0 && carrier(t, n)
}
