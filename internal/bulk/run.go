package bulk

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
)

// A Run tags texts and writes their answers.
type Run struct {
	Tag     client.TagFunc
	Encoder Encoder
	Output  *Output
	// Workers is how many texts are tagged at once.
	Workers int
	// Seen is told of each text once its answer is written, in order, with what was wrong with it, or nil.
	Seen func(t *Text, err error)
}

// A tagged text has its records.
type tagged struct {
	Text
	records *[]byte
	n       int64
	err     error
}

// Do answers texts, so many at once, and writes their answers in order. A text that fails is answered by its error. An error that the next text would
// meet as well ends it, as does one of the output or the context; the output, which stays the caller's to finish or to close, then has all answers
// before.
func (r *Run) Do(ctx context.Context, texts iter.Seq2[Text, error]) error {
	err := client.InOrder(ctx, r.Workers, texts, r.answer, r.write)
	if err == nil && !r.Output.Begun {
		err = r.begin(nil)
	}
	return err
}

// buffers are for documents and records. None is kept that a large answer has made large.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

const largestKept = 1 << 20

func release(b *[]byte) {
	if cap(*b) <= largestKept {
		*b = (*b)[:0]
		buffers.Put(b)
	}
}

// answer tags a text and makes its records. Its error is one that the next text would meet as well.
func (r *Run) answer(ctx context.Context, t Text) (a tagged, err error) {
	a = tagged{Text: t, err: t.Err}
	if _, ok := errors.AsType[*FileError](t.Err); ok {
		return a, nil
	}
	var doc *[]byte
	if t.Err == nil {
		doc = buffers.Get().(*[]byte)
		defer release(doc)
		*doc, a.err = r.Tag(ctx, *doc, t.Request)
		if a.err != nil && client.Fatal(a.err) {
			return a, a.err
		}
	}
	var found []byte
	if a.err == nil {
		found = *doc
	}
	a.records = buffers.Get().(*[]byte)
	*a.records, a.n, err = r.Encoder.Append(*a.records, &t, found, a.err)
	a.Request = &geotagv1.TagRequest{Id: t.Request.GetId()} // what waits for its turn holds no text
	return a, err
}

// write writes the records of a text.
func (r *Run) write(a tagged, more bool) error {
	state := &r.Output.State
	if a.records != nil {
		defer release(a.records)
		if err := r.begin(a.Columns); err != nil {
			return err
		}
	}
	state.Texts++
	switch {
	case a.err != nil && a.records == nil:
		state.Files++
	case a.err != nil:
		state.Failed++
	}
	if r.Seen != nil {
		defer r.Seen(&a.Text, a.err)
	}
	if a.records == nil {
		return r.Output.Add(nil, more)
	}
	records := *a.records
	if state.Records == 0 {
		records = r.Encoder.First(records)
	}
	state.Records += a.n
	return r.Output.Add(records, more)
}

// begin writes what stands before the first answer, and checks that all texts have the same columns where an output has one header for all.
func (r *Run) begin(columns []string) error {
	state := &r.Output.State
	if state.Begun {
		if r.Encoder.Format == CSV && !slices.Equal(columns, state.Columns) {
			return fmt.Errorf("a table of answers has one header, and after texts with %s there is one with %s: write jsonl",
				columnsOf(state.Columns), columnsOf(columns))
		}
		return nil
	}
	state.Begun, state.Columns = true, columns
	head, err := r.Encoder.Begin(nil, columns)
	if err != nil {
		return err
	}
	return r.Output.Add(head, true)
}

// columnsOf lists the columns of texts.
func columnsOf(names []string) string {
	if len(names) == 0 {
		return "no columns"
	}
	return "the columns " + quoted(names)
}
