package geotag

import (
	"context"
	"strings"
	"sync"
	"testing"

	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/ground"
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

// A pipeline writes answers in the same memory, one after the other: none changes with the next, and none differs for what was read before it,
// be that more than the memory is kept for.
func TestAnswersAreWrittenAfresh(t *testing.T) {
	t.Parallel()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	const text = "BERLIN, Germany — Floods covered 900 km² of Kano State in northern Nigeria, near Lagos and 30 km south of Kano. Berlin and Lagos sent help."
	p := newPipeline(ix, &New(ix).model.weights, new(ground.Shapes))
	read := func(text string) (*Document, string) {
		d, err := p.document(t.Context(), text, &Options{Rejected: true, Evidence: true, Alternatives: 2})
		p.forget()
		if err != nil {
			t.Fatal(err)
		}
		doc, err := d.GeoJSON(text)
		if err != nil {
			t.Fatal(err)
		}
		return d, string(doc)
	}
	first, want := read(text)
	if len(first.References) < 4 || len(first.Areas) != 1 || len(first.Relations) < 2 {
		t.Fatalf("too little is found: %s", want)
	}
	for _, between := range []string{"Nothing here.", "It rained in Paris, Texas.", strings.Repeat("Paris and Lagos and Kano are near Berlin. ", manySaid)} {
		read(between)
		if _, got := read(text); got != want {
			t.Errorf("after %.20q: %s\nwant %s", between, got, want)
		}
	}
	if got, _ := first.GeoJSON(text); string(got) != want {
		t.Errorf("the first answer is now %s\nwant %s", got, want)
	}
}
