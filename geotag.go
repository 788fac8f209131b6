// Package geotag turns text into a map: it finds the places that a text names, resolves each to an entry of a
// gazetteer, and turns the areas that the text states into square meters and shapes.
//
//	text -> prose.Text -> names.List -> mention.Set -> resolve.Answers -> ground -> Document
//
// Each arrow is a package of internal that reads one value and returns the next; this one is their face.
package geotag

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/ground"
	"example.com/geotag/internal/mention"
	"example.com/geotag/internal/model"
	"example.com/geotag/internal/prose"
	"example.com/geotag/internal/resolve"
)

// ErrNotFound reports a place that the gazetteer does not hold.
var ErrNotFound = errors.New("geotag: no such place")

// A Tagger finds places and stated areas in text. It is safe for concurrent use.
type Tagger struct {
	ix        *gazetteer.Index
	model     *Model
	places    *placeTable
	pipelines sync.Pool // of *pipeline
}

// New returns a Tagger over an index that answers by the embedded model.
func New(ix *gazetteer.Index) *Tagger {
	m, err := DefaultModel()
	if err != nil {
		panic(err) // the build is broken: a test reads the model
	}
	return NewWithModel(ix, m)
}

// NewWithModel returns a Tagger over an index that answers by a model.
func NewWithModel(ix *gazetteer.Index, m *Model) *Tagger {
	t, shapes := &Tagger{ix: ix, model: m, places: newPlaceTable(keptPlaces)}, new(ground.Shapes)
	t.pipelines.New = func() any { return newPipeline(ix, &m.weights, shapes) }
	return t
}

// Gazetteer returns the index that the tagger answers from.
func (t *Tagger) Gazetteer() *gazetteer.Index { return t.ix }

// ModelVersion names the model that the tagger answers by.
func (t *Tagger) ModelVersion() string { return t.model.Version() }

// ModelDate returns the day on which the model was learned; the zero time: that is not known.
func (t *Tagger) ModelDate() time.Time { return t.model.Date() }

// A Language is one that a tagger reads.
type Language struct {
	Tag     string // BCP 47
	Reading Reading
}

// Reading is by what a language is read. The values are those of geotag.v1.Reading.
type Reading uint8

// The readings.
const (
	Taught   Reading = 1 + iota // by a model that learned from texts in it
	Untaught                    // by a model that has seen no text in it, and reads it as it reads its kin
	ByRules                     // by rules and the gazetteer alone
)

// Languages returns the languages that the tagger reads by what it knows of them, by tag. A text in another is read by its script and the
// gazetteer.
func (t *Tagger) Languages() (out []Language) {
	for _, tag := range prose.Tags() {
		out = append(out, Language{tag, t.reading(tag)})
	}
	return out
}

func (t *Tagger) reading(tag string) Reading {
	m, name := &t.model.weights, prose.ModelOf(tag)
	switch {
	case m.ChainFor(name) == nil:
		return ByRules
	case name == prose.Joint && !slices.Contains(m.Taught, tag):
		return Untaught
	}
	return Taught
}

// Tag answers a text with what it refers to. Errors: *InputError for what is wrong with the text or the options, and
// the context's own where it ends first.
func (t *Tagger) Tag(ctx context.Context, text string, o Options) (*Document, error) {
	if err := t.check(text, &o); err != nil {
		return nil, err
	}
	p := t.pipelines.Get().(*pipeline)
	doc, err := p.document(ctx, text, &o)
	if doc != nil {
		doc.places = t.places
	}
	// A pipeline that panics is not kept, for nobody knows in which state it is.
	if p.forget() {
		t.pipelines.Put(p)
	}
	return doc, err
}

// A pipeline is the steps that read a text, each with the memory that it keeps for the next. One goroutine at a time uses it.
type pipeline struct {
	ix       *gazetteer.Index
	model    *model.Model
	texts    *prose.Reader
	mentions *mention.Reader
	chain    mention.Recognizer // for languages that the model has a chain for
	rules    mention.Recognizer // for the others
	resolver *resolve.Resolver
	draft    *draft
	words    int // of the last text
}

func newPipeline(ix *gazetteer.Index, m *model.Model, shapes *ground.Shapes) *pipeline {
	return &pipeline{
		ix: ix, model: m, draft: newDraft(ix, shapes), texts: prose.NewReader(ix), mentions: mention.NewReader(ix, m.Roles), chain: mention.NewChain(m),
		rules: new(mention.Rules), resolver: resolve.New(ix, m),
	}
}

// document answers a text part by part.
func (p *pipeline) document(ctx context.Context, text string, o *Options) (*Document, error) {
	d := p.draft
	d.begin(text, o)
	p.texts.Begin(text)
	for p.texts.More() && !d.space.full {
		answers, err := p.answer(ctx, &d.request, d.clock)
		if err != nil {
			return nil, err
		}
		if err := d.add(ctx, answers); err != nil {
			return nil, err
		}
		d.clock.lap(StepAnswer)
	}
	return d.document(), nil
}

// answer walks the next part of a text through the steps up to what its mentions mean. The answers are good until the next call.
func (p *pipeline) answer(ctx context.Context, r *request, clock *Timings) (*resolve.Answers, error) {
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	text, err := p.texts.Next(ctx, r.spans, r.Language)
	if err != nil {
		return nil, err
	}
	clock.lap(StepProse)
	p.words = max(p.words, len(text.Words))
	advice, err := p.mentions.Advise(ctx, text)
	if err != nil {
		return nil, err
	}
	clock.lap(StepNames)
	mentions, err := p.mentions.Recognize(ctx, advice, p.recognizer(text, r))
	if err != nil {
		return nil, err
	}
	clock.lap(StepMentions)
	home, _ := p.ix.Place(r.Home)
	answers, err := p.resolver.Resolve(ctx, text, mentions, home)
	clock.lap(StepResolve)
	return answers, err
}

// recognizer returns what tells the places' names of a part of a text.
func (p *pipeline) recognizer(text *prose.Text, r *request) mention.Recognizer {
	by := p.rules
	if p.model.ChainFor(text.Language.Model) != nil {
		by = p.chain
	}
	if len(r.spans) == 0 {
		return by
	}
	return mention.NewGiven(r.given(text.Input), by)
}

// manyWords is the number of words of a part beyond which the memory of a pipeline is not kept for the next text: twice what a part has
// in ordinary prose.
const manyWords = 12_000

// forget lets go of the last text and reports whether the pipeline's memory is worth keeping.
func (p *pipeline) forget() bool {
	p.texts.Forget()
	p.draft.forget()
	return p.words <= manyWords
}
