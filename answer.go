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

// A draft is the answer to a text as its parts are read. It belongs to a pipeline, which writes one answer after the other, and keeps the memory
// that it writes them in.
type draft struct {
	request
	ix     *gazetteer.Index
	doc    *Document
	refs   []Reference    // the document's, as yet without their mentions
	counts []int          // of the mentions of each
	said   []saidOf       // the mentions of all, in the order of the text
	at     map[uint32]int // index in refs, by Place.Ref
	focus  focus
	atlas  *ground.Atlas
	ground ground.Ground
	origin *prose.Origin // of the part that is read
	space  space
	clock  *Timings // nil: nobody asked
	meant  int      // mentions that are asked about and mean a place, whatever the filters let through
	alien  string   // a language of the text that no model has learned, by its tag or as "of this text"; empty: there is none
	cut    int      // the byte at which the part begins for whose answer there was no space, where there is none left
}

// A saidOf is a mention of one of the references.
type saidOf struct {
	Mention
	ref int
}

func newDraft(ix *gazetteer.Index, shapes *ground.Shapes) *draft {
	d := &draft{ix: ix, atlas: ground.NewAtlas(shapes), at: map[uint32]int{}}
	d.ground = ground.Ground{
		Wanted: d.wanted, Asked: func(start, end int) bool { return d.asked(d.origin.Input(start, end)) }, Atlas: d.atlas, Room: d.space.statements,
	}
	return d
}

// begin starts the answer to another text.
func (d *draft) begin(text string, o *Options) {
	d.request.read(o)
	d.doc, d.space, d.clock = new(Document), spaceFor(len(text)), newTimings(o.Timings)
	d.ground.Clip, d.ground.Why = o.ClipAreas, o.Evidence
	d.meant, d.alien, d.cut = 0, "", 0
}

// manySaid is the number of mentions of a text beyond which the memory that they were written in is not kept for the next: some ten times
// what an article has.
const manySaid = 1000

// forget lets go of the text and its answer.
func (d *draft) forget() {
	if len(d.said) > manySaid {
		d.refs, d.counts, d.said, d.at, d.focus = nil, nil, nil, map[uint32]int{}, focus{}
	}
	clear(d.refs)
	clear(d.at)
	d.refs, d.counts, d.said = d.refs[:0], d.counts[:0], d.said[:0]
	d.request, d.doc, d.origin, d.clock = request{}, nil, nil, nil
	d.ground.Begin(nil)
	d.atlas.Begin()
	d.focus.forget()
}

// add adds what the mentions of a part of the text mean, and what it states. The only error is the context's.
func (d *draft) add(ctx context.Context, a *resolve.Answers) error {
	if d.doc.Language == "" {
		d.doc.Language = a.Text.Tag
	}
	if tag, ok := a.Text.Untaught(); ok && d.alien == "" {
		d.alien = cmp.Or(tag, "of this text")
	}
	d.cut, d.origin = a.Text.Input.Start, &a.Text.Origin
	d.references(a)
	d.clock.lap(StepAnswer)
	if err := d.statements(ctx, a); err != nil {
		return err
	}
	d.clock.lap(StepGround)
	if d.Rejected {
		d.rejections(a)
	}
	return d.coordinates(ctx, a.Text)
}

// statements adds what a part of the text states of the ground.
func (d *draft) statements(ctx context.Context, a *resolve.Answers) error {
	doc, origin := d.doc, d.origin
	d.ground.Begin(a)
	areas, shares, err := d.ground.Areas(ctx)
	if err != nil {
		return err
	}
	relations, err := d.ground.Relations(ctx)
	if err != nil {
		return err
	}
	doc.Areas = slices.Grow(doc.Areas, len(areas))
	for i := range areas {
		doc.Areas = append(doc.Areas, statedArea(&areas[i], origin))
	}
	for _, s := range shares {
		s.Start, s.End = origin.Input(s.Start, s.End)
		doc.Shares = append(doc.Shares, StatedShare(s))
	}
	doc.Relations = slices.Grow(doc.Relations, len(relations))
	for i := range relations {
		r := SpatialRelation(relations[i])
		r.Start, r.End = origin.Input(r.Start, r.End)
		doc.Relations = append(doc.Relations, r)
	}
	return nil
}

// document returns the answer.
func (d *draft) document() *Document {
	d.doc.References = d.written()
	d.doc.Focus = d.focus.of(d.doc.References)
	d.doc.Warnings = d.warnings()
	d.clock.lap(StepAnswer)
	d.doc.Timings = d.clock
	return d.doc
}

// written returns the references with their mentions, each allocated as one.
func (d *draft) written() []Reference {
	if len(d.refs) == 0 {
		return nil
	}
	refs, mentions := make([]Reference, len(d.refs)), make([]Mention, len(d.said))
	copy(refs, d.refs)
	for i, n := range d.counts {
		refs[i].Mentions, mentions = mentions[:0:n], mentions[n:]
	}
	for _, m := range d.said {
		r := &refs[m.ref]
		r.Mentions = append(r.Mentions, m.Mention)
	}
	return refs
}

// warnings says what a caller should know of the answer.
func (d *draft) warnings() (out []Warning) {
	warn := func(code WarningCode, format string, args ...any) {
		out = append(out, Warning{code, fmt.Sprintf(format, args...)})
	}
	if d.alien != "" {
		warn(LanguageWithoutModel, "no model knows the language %s: it is read by what was learned from others, and fewer places are found in it", d.alien)
	}
	if d.meant > 0 && len(d.refs) == 0 {
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
		unlisted := answer.Place.IsZero()
		i, known := d.at[shown.Ref()]
		if unlisted || !known {
			i = len(d.refs)
			ref := d.reference(a, k)
			if !d.space.take(ref.weight() + mentionWeight) {
				return
			}
			if !unlisted {
				d.at[shown.Ref()] = i
			}
			d.refs, d.counts = append(d.refs, ref), append(d.counts, 0)
		} else if !d.space.take(mentionWeight) {
			return
		}
		start, end := a.Set.Input(a.Text, int32(k))
		d.said = append(d.said, saidOf{Mention{start, end, Role(m.Role), float64(m.RoleChance)}, i})
		d.counts[i]++
		ref := &d.refs[i]
		ref.Score += (answer.Score - ref.Score) / float64(d.counts[i]) // the mean of the mentions'
	}
}

// reference returns what a mention refers to, without its mentions.
func (d *draft) reference(a *resolve.Answers, k int) (ref Reference) {
	answer := &a.All[k]
	if !answer.Place.IsZero() {
		d.describe(&ref, a, k)
		return ref
	}
	start, end := a.Set.Bytes(a.Text, int32(k))
	ref.Name, ref.Host, ref.Uncertainty = strings.Clone(a.Text.Source[start:end]), answer.Host, answer.Reach()
	if d.Evidence {
		ref.Evidence = evidence(a.Why(k))
	}
	return ref
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
