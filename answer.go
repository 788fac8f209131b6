package geotag

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/ground"
	"example.com/geotag/internal/lexicon"
	"example.com/geotag/internal/mention"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/prose"
	"example.com/geotag/internal/resolve"
)

// A draft is the answer to a text as its parts are read.
type draft struct {
	*request
	ix    *gazetteer.Index
	doc   *Document
	at    map[uint32]int // index in the document's references, by Place.Ref
	atlas *ground.Atlas
	space space
	clock *Timings // nil: nobody asked
	meant int      // mentions that are asked about and mean a place, whatever the filters let through
	alien string   // a language of the text that no model has learned, by its tag or as "of this text"; empty: there is none
	cut   int      // the byte at which the part begins for whose answer there was no space, where there is none left
}

func newDraft(p *pipeline, text string, r *request) *draft {
	return &draft{request: r, ix: p.ix, doc: new(Document), at: map[uint32]int{}, atlas: ground.NewAtlas(p.shapes), space: spaceFor(len(text)), clock: newTimings(r.Timings)}
}

// add adds what the mentions of a part of the text mean, and what it states. The only error is the context's.
func (d *draft) add(ctx context.Context, a *resolve.Answers) error {
	if d.doc.Language == "" {
		d.doc.Language = a.Text.Tag
	}
	if tag, ok := a.Text.Untaught(); ok && d.alien == "" {
		d.alien = cmp.Or(tag, "of this text")
	}
	d.cut = a.Text.Input.Start
	d.references(a)
	d.clock.lap(StepAnswer)
	if err := d.ground(ctx, a); err != nil {
		return err
	}
	d.clock.lap(StepGround)
	if d.Rejected {
		d.rejections(a)
	}
	return d.coordinates(ctx, a.Text)
}

// ground adds what a part of the text states of the ground.
func (d *draft) ground(ctx context.Context, a *resolve.Answers) error {
	doc, origin := d.doc, &a.Text.Origin
	g := &ground.Ground{
		Answers: a, Wanted: d.wanted, Asked: func(start, end int) bool { return d.asked(origin.Input(start, end)) },
		Clip: d.ClipAreas, Why: d.Evidence, Atlas: d.atlas, Room: d.space.statements,
	}
	areas, shares, err := g.Areas(ctx)
	if err != nil {
		return err
	}
	relations, err := g.Relations(ctx)
	if err != nil {
		return err
	}
	for i := range areas {
		doc.Areas = append(doc.Areas, statedArea(&areas[i], origin))
	}
	for _, s := range shares {
		s.Start, s.End = origin.Input(s.Start, s.End)
		doc.Shares = append(doc.Shares, StatedShare(s))
	}
	for i := range relations {
		r := SpatialRelation(relations[i])
		r.Start, r.End = origin.Input(r.Start, r.End)
		doc.Relations = append(doc.Relations, r)
	}
	return nil
}

// document returns the answer.
func (d *draft) document() *Document {
	d.doc.Focus = focus(d.doc.References)
	d.doc.Warnings = d.warnings()
	d.clock.lap(StepAnswer)
	d.doc.Timings = d.clock
	return d.doc
}

// warnings says what a caller should know of the answer.
func (d *draft) warnings() (out []Warning) {
	warn := func(code WarningCode, format string, args ...any) {
		out = append(out, Warning{code, fmt.Sprintf(format, args...)})
	}
	if d.alien != "" {
		warn(LanguageWithoutModel, "no model knows the language %s: it is read by what was learned from others, and fewer places are found in it", d.alien)
	}
	if d.meant > 0 && len(d.doc.References) == 0 {
		warn(FilteredOut, "places were found in %d spots of the text, and the filters of the request left none of them", d.meant)
	}
	if d.space.full {
		warn(AnswerCut, "the answer is as large as it may be for a text of this length: what the text says from byte %d on is left out of it, in part or in whole", d.cut)
	}
	if plain, undrawn := d.atlas.Plain, d.atlas.Undrawn; plain+undrawn > 0 {
		warn(ShapesCut, "the text states more than is drawn: %d areas are plain circles, though the boundary of their place is known, and %d relations have no shape", plain, undrawn)
	}
	return out
}

// answers reports whether a mention is asked about: with spans of the caller's, those alone are.
func (d *draft) answers(m *mention.Mention) bool { return len(d.spans) == 0 || m.Given.End > 0 }

// references adds the mentions of a part of the text by place, in the order of their first mention.
func (d *draft) references(a *resolve.Answers) {
	mentions := make([]Mention, 0, len(a.All)) // the first of each reference, allocated as one
	for k := range a.All {
		answer, m := &a.All[k], &a.Set.Mentions[k]
		shown := answer.At()
		if shown.IsZero() || !d.answers(m) {
			continue
		}
		d.meant++
		if !d.asks(Role(m.Role)) || !d.wanted(shown) {
			continue
		}
		start, end := a.Set.Input(a.Text, int32(k))
		said := Mention{start, end, Role(m.Role), float64(m.RoleChance)}
		i, known := d.at[shown.Ref()]
		if unlisted := answer.Place.IsZero(); unlisted || !known {
			mentions = append(mentions, said)
			ref := Reference{Mentions: mentions[len(mentions)-1 : len(mentions) : len(mentions)], Score: answer.Score}
			if unlisted {
				start, end := a.Set.Bytes(a.Text, int32(k))
				ref.Name, ref.Host, ref.Uncertainty = strings.Clone(a.Text.Source[start:end]), answer.Host, answer.Reach()
				if d.Evidence {
					ref.Evidence = evidence(a.Why(k))
				}
			} else {
				d.describe(&ref, a, k)
			}
			if !d.space.take(ref.weight()) {
				return
			}
			if !unlisted {
				d.at[shown.Ref()] = len(d.doc.References)
			}
			d.doc.References = append(d.doc.References, ref)
			continue
		}
		if !d.space.take(mentionWeight) {
			return
		}
		ref := &d.doc.References[i]
		ref.Mentions = append(ref.Mentions, said)
		ref.Score += (answer.Score - ref.Score) / float64(len(ref.Mentions)) // the mean of the mentions'
	}
}

// describe fills in the place of a mention, with what else is asked for of it.
func (d *draft) describe(ref *Reference, a *resolve.Answers, k int) {
	ref.Place = a.All[k].Place
	if d.Alternatives > 0 {
		for _, other := range a.Alternatives(k, d.Alternatives) {
			ref.Alternatives = append(ref.Alternatives, Candidate{other.Place, other.Chance})
		}
	}
	if d.Evidence {
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

// rejections adds the names of a part of the text that are no places here, in its order, with the regions of no fixed bounds
// ("the West") and agencies that the gazetteer has no name for.
func (d *draft) rejections(a *resolve.Answers) {
	first := len(d.doc.Rejected)
	reject := func(v mention.Verdict) {
		if r := rejection(a, v); d.asked(r.Start, r.End) && d.space.take(rejectionWeight) {
			d.doc.Rejected = append(d.doc.Rejected, r)
		}
	}
	words := a.Text.Words
	for i := int32(0); i < int32(len(words)) && !d.space.full; i++ {
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
	slices.SortStableFunc(d.doc.Rejected[first:], func(a, b Rejection) int { return a.Start - b.Start })
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
