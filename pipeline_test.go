package geotag

import (
	"context"
	"sync"
	"testing"

	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/mention"
)

// faulty panics, as reading a file does that was cut off under a mapping.
type faulty struct{}

func (faulty) Recognize(context.Context, *mention.Advice) (*mention.Set, error) { panic("fault") }

// A pipeline that panicked is in no known state, and serves no other text.
func TestPanickedPipelineIsDropped(t *testing.T) {
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	tagger := New(ix)
	made := 0
	tagger.pipelines = sync.Pool{New: func() any {
		p := newPipeline(ix, &tagger.model.weights, nil)
		if made++; made == 1 {
			p.chain, p.rules = faulty{}, faulty{}
		}
		return p
	}}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the fault is gone")
			}
		}()
		tagger.Tag(t.Context(), "Floods hit Kano.", Options{})
	}()
	d, err := tagger.Tag(t.Context(), "Floods hit Kano.", Options{})
	if err != nil || len(d.References) != 1 || made != 2 {
		t.Errorf("the next text: error %v, %d pipelines made, want 2", err, made)
	}
}
