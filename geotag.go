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
	model    *Model
	readings sync.Pool // of *reading
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
	return &Tagger{ix: ix, model: m, readings: sync.Pool{New: func() any { return newReading(ix, m) }}}
}

// Gazetteer returns the index that the tagger answers from.
func (t *Tagger) Gazetteer() *gazetteer.Index { return t.ix }

// ModelVersion names the model that the tagger answers by.
func (t *Tagger) ModelVersion() string { return t.model.Version() }

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
	if err := r.answer(); err != nil {
		return nil, err
	}
	return r.document()
}

// names finds the names of places and their roles.
func (r *reading) names() error {
	r.tokenize()
	r.truecase()
	r.habits()
	if err := r.spot(); err != nil {
		return err
	}
	return r.recognise()
}

// answer finds the places and decides which each is.
func (r *reading) answer() error {
	if err := r.names(); err != nil {
		return err
	}
	return r.resolve()
}
