// Package geotag turns text into a map: it finds the places that a text names, resolves each to an entry of a
// gazetteer, and turns the areas that the text states into square metres and shapes.
//
//	tokenize -> spot -> recognise -> resolve -> Document
//
// Each step reads what the step before wrote into the reading of the text, and only its own file knows how.
package geotag

import (
	"context"
	"errors"
	"sync"

	"example.com/geotag/gazetteer"
)

// ErrNotFound reports a place that the gazetteer does not hold.
var ErrNotFound = errors.New("geotag: no such place")

// A Tagger finds places and stated areas in text. It is safe for concurrent use.
type Tagger struct {
	ix       *gazetteer.Index
	readings sync.Pool // of *reading
}

// New returns a Tagger over an index.
func New(ix *gazetteer.Index) *Tagger {
	return &Tagger{ix: ix, readings: sync.Pool{New: func() any { return newReading(ix) }}}
}

// Gazetteer returns the index that the tagger answers from.
func (t *Tagger) Gazetteer() *gazetteer.Index { return t.ix }

// ModelVersion names the rules and weights that the tagger answers with.
func (t *Tagger) ModelVersion() string { return "rules-1" }

// Tag answers a text with what it refers to. Errors: *InputError for what is wrong with the text or the options, and
// the context's own where it ends first.
func (t *Tagger) Tag(ctx context.Context, text string, o Options) (*Document, error) {
	if err := t.check(text, &o); err != nil {
		return nil, err
	}
	r := t.readings.Get().(*reading)
	r.reset(ctx, text, o)
	defer func() {
		r.ctx, r.text, r.o = nil, "", Options{} // keep no caller's memory alive
		t.readings.Put(r)
	}()
	r.tokenize()
	r.habits()
	steps := []func() error{r.spot, r.recognise, r.resolve}
	if len(o.Spans) > 0 {
		steps[0] = r.given
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return r.document()
}
