package geotag

import (
	"context"
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"example.com/geotag/internal/geodesy"
	"example.com/geotag/internal/ground"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/mention"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/prose"
	"example.com/geotag/internal/resolve"
)

// document makes the answer to a text of what its mentions mean.
func document(ctx context.Context, a *resolve.Answers, o Options, clock *Timings) (*Document, error) {
	d := &Document{Language: a.Text.Tag, References: references(a, &o)}
	clock.lap(StepAnswer)
	origin := &a.Text.Origin
	asked := func(start, end int) bool { return o.asked(origin.Input(start, end)) }
	g := &ground.Ground{Answers: a, Wanted: o.wanted, Asked: asked, Clip: o.ClipAreas, Why: o.Evidence}
	areas, shares, err := g.Areas(ctx)
	if err != nil {
		return nil, err
	}
	relations, err := g.Relations(ctx)
	if err != nil {
		return nil, err
	}
	clock.lap(StepGround)
	for i := range areas {
		d.Areas = append(d.Areas, statedArea(&areas[i], origin))
	}
	for _, s := range shares {
		s.Start, s.End = origin.Input(s.Start, s.End)
		d.Shares = append(d.Shares, StatedShare(s))
	}
	for i := range relations {
		r := SpatialRelation(relations[i])
		r.Start, r.End = origin.Input(r.Start, r.End)
		d.Relations = append(d.Relations, r)
	}
	if o.Rejected {
		d.Rejected = rejections(a, &o)
	}
	d.Focus = focus(d.References)
	d.Warnings = warnings(a, d, &o)
	return d, nil
}

// warnings says what a caller should know of the answer.
func warnings(a *resolve.Answers, d *Document, o *Options) []Warning {
	var out []Warning
	if a.Text.Language.Model == "" {
		name := a.Text.Tag
		if name == "" {
			name = "of this text"
		}
		out = append(out, Warning{LanguageWithoutModel, "no model knows the language " + name + ": fewer places are found in it than in an English text"})
	}
	if n := meant(a, o); n > 0 && len(d.References) == 0 {
		out = append(out, Warning{FilteredOut, fmt.Sprintf("places were found in %d spots of the text, and the filters of the request left none of them", n)})
	}
	return out
}

// meant returns how many mentions that are asked about mean a place, whatever the filters let through.
func meant(a *resolve.Answers, o *Options) (n int) {
	for k := range a.All {
		if !a.All[k].At().IsZero() && o.answers(&a.Set.Mentions[k]) {
			n++
		}
	}
	return n
}

// answers reports whether a mention is asked about: with spans of the caller's, those alone are.
func (o *Options) answers(m *mention.Mention) bool { return len(o.Spans) == 0 || m.Given.End > 0 }

// references gathers the mentions by place, in the order of their first mention.
func references(a *resolve.Answers, o *Options) []Reference {
	var refs []Reference
	at := make(map[uint32]int, len(a.All))     // by Place.Ref
	mentions := make([]Mention, 0, len(a.All)) // the first of each reference, allocated as one
	for k := range a.All {
		answer, m := &a.All[k], &a.Set.Mentions[k]
		shown := answer.At()
		if shown.IsZero() || !o.wanted(shown) || !o.answers(m) || !o.asks(Role(m.Role)) {
			continue
		}
		start, end := a.Set.Input(a.Text, int32(k))
		said := Mention{start, end, Role(m.Role)}
		i, known := at[shown.Ref()]
		if unlisted := answer.Place.IsZero(); unlisted || !known {
			mentions = append(mentions, said)
			ref := Reference{Mentions: mentions[len(mentions)-1 : len(mentions) : len(mentions)], Score: answer.Score}
			if unlisted {
				start, end := a.Set.Bytes(a.Text, int32(k))
				ref.Name, ref.Host = a.Text.Source[start:end], answer.Host
			} else {
				at[shown.Ref()] = len(refs)
				describe(&ref, a, k, o)
			}
			refs = append(refs, ref)
			continue
		}
		ref := &refs[i]
		ref.Mentions = append(ref.Mentions, said)
		ref.Score += (answer.Score - ref.Score) / float64(len(ref.Mentions)) // the mean of the mentions'
	}
	return refs
}

// describe fills in the place of a mention, with what else is asked for of it.
func describe(ref *Reference, a *resolve.Answers, k int, o *Options) {
	ref.Place = a.All[k].Place
	if o.Alternatives > 0 {
		for _, other := range a.Alternatives(k, o.Alternatives) {
			ref.Alternatives = append(ref.Alternatives, Candidate{other.Place, other.Chance})
		}
	}
	if o.Evidence {
		ref.Evidence = evidence(a.Why(k))
	}
}

func evidence(reasons []resolve.Reason) (out []Evidence) {
	for _, r := range reasons {
		out = append(out, Evidence{EvidenceID(r.ID), r.Weight, r.Text})
	}
	return out
}

// statedArea is an area that a text states, with the bytes of what was handed in.
func statedArea(a *ground.Area, origin *prose.Origin) StatedArea {
	stated := a.Area
	stated.Start, stated.End = origin.Input(stated.Start, stated.End)
	if stated.Restatement != nil {
		again := *stated.Restatement
		again.Start, again.End = origin.Input(again.Start, again.End)
		stated.Restatement = &again
	}
	return StatedArea{
		Area: stated, Place: a.Place, Share: a.Share, StatedShare: a.StatedShare, Anchor: a.Anchor, Considered: a.Considered,
		Shape: a.Shape, Clipped: a.Clipped, Evidence: evidence(a.Why),
	}
}

// asks reports whether the options ask for a role.
func (o *Options) asks(r Role) bool { return len(o.Roles) == 0 || slices.Contains(o.Roles, r) }

// asked reports whether a stretch of the text is asked about: with spans of the caller's, what touches none of them is not.
func (o *Options) asked(start, end int) bool {
	return len(o.Spans) == 0 || slices.ContainsFunc(o.Spans, func(s Span) bool { return s.Start < end && start < s.End })
}

// inCountries reports whether a place lies in the countries that are asked for.
func (o *Options) inCountries(p Place) bool {
	return len(o.Countries) == 0 || slices.Contains(o.Countries, p.Country())
}

// wanted reports whether the filters let a place through. What is nowhere passes none.
func (o *Options) wanted(p Place) bool {
	if p.IsZero() {
		return len(o.Countries) == 0 && o.Within == (orb.Bound{})
	}
	if !o.inCountries(p) {
		return false
	}
	return o.Within == (orb.Bound{}) || geodesy.InBox(o.Within, p.Point())
}

// rejections lists the names that are no places here, in the order of the text, with the regions of no fixed bounds
// ("the West") and agencies that the gazetteer has no name for.
func rejections(a *resolve.Answers, o *Options) []Rejection {
	var out []Rejection
	reject := func(v mention.Verdict) {
		if r := rejection(a, v); o.asked(r.Start, r.End) {
			out = append(out, r)
		}
	}
	words := a.Text.Words
	for i := int32(0); i < int32(len(words)); i++ {
		unnamed, ok := mention.Unnamed(a.Text, i)
		k := a.Set.At(i)
		if k < 0 {
			if ok {
				reject(unnamed)
			}
			continue
		}
		n, v := &a.Set.Names[k], a.Set.Mentions[k].Verdict
		if a.All[k].Unplaced {
			v = mention.Absent(n)
		}
		if ok && v.Reason == model.CommonWord {
			reject(unnamed)
		} else if v.Reason != 0 && !v.Silent && !words[n.First].Class.Has(lexicon.VeryCommon) {
			reject(v)
		}
		i = max(i, n.Last)
	}
	slices.SortStableFunc(out, func(a, b Rejection) int { return a.Start - b.Start })
	return out
}

func rejection(a *resolve.Answers, v mention.Verdict) Rejection {
	words := a.Text.Words
	start, end := a.Text.Origin.Input(int(words[v.Left].Start), int(words[v.Right].End))
	return Rejection{
		Start: start, End: end, Reason: Reason(v.Reason),
		Detail: v.Why + " “" + a.Text.Slice(v.Cue, v.Cue) + "”",
	}
}

// middle is the area itself, or the middle of a range, in square meters.
func (a *StatedArea) middle() float64 { return (a.LowM2 + a.HighM2) / 2 }
