package client

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"

	"google.golang.org/protobuf/proto"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// LineOptions say how lines are read. The zero value is a good default.
type LineOptions struct {
	// Base is what holds where a line does not say otherwise; nil: nothing.
	Base *geotagv1.TagRequest
	// Lenient ignores members that no TagRequest has; else they are an error of their line.
	Lenient bool
	// Records says what is written for a text.
	Records Records
	// Flat makes properties plain values, as FlatGeoJSON does.
	Flat bool
}

// goldMembers are what gold files have in a line beside the text; they are no one's mistake.
var goldMembers = []string{"kind", "lang", "mentions", "names", "partial", "source"}

// MaxLineBytes is the longest line that is read: twice the largest message that a server takes unless it is told otherwise, for JSON may write
// a byte as six.
const MaxLineBytes = 16 << 20

// TagLines reads requests, a TagRequest in JSON a line, and writes a FeatureCollection a line for each, or its features, in order, as soon as
// there is one and nothing more to write. A member that no TagRequest has is an error of its line, but for those of gold files ("lang", "names",
// "mentions", "source", "partial", "kind"); a record separator before a line (RFC 8142) counts for nothing. A line that fails is answered by
// an empty collection that has its id and an error, and the rest go on; TagLines ends with an error that the next line would meet as well.
// As many lines as there are processors are under way at once.
func TagLines(ctx context.Context, tag TagFunc, in io.Reader, out io.Writer, o LineOptions) error {
	w := bufio.NewWriter(out)
	answer := func(ctx context.Context, line Line) ([]byte, error) { return o.tagLine(ctx, tag, line.Bytes) }
	err := InOrder(ctx, runtime.GOMAXPROCS(0), Lines(in), answer, func(record []byte, more bool) error {
		if len(record) > 0 {
			w.Write(append(record, '\n'))
		}
		if more {
			return nil
		}
		return w.Flush() // who writes one line and waits for its answer gets it
	})
	return errors.Join(w.Flush(), err)
}

// A Line is one of many.
type Line struct {
	Number int    // of the lines with blank ones, from 1
	Bytes  []byte // without the line's end, in memory of its own
}

// Lines yields the lines that are not blank. Of one that is longer than MaxLineBytes a byte more than that is yielded, which ReadLine refuses. An
// error ends them.
func Lines(in io.Reader) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		r := bufio.NewReaderSize(in, 1<<16)
		for n := 1; ; n++ {
			line, err := readLine(r)
			if err != nil && err != io.EOF { // which may be within a line
				yield(Line{}, fmt.Errorf("reading requests: %w", err))
				return
			}
			if line = bytes.TrimSpace(bytes.TrimLeft(line, "\x1e")); len(line) > 0 && !yield(Line{n, line}, nil) {
				return
			}
			if err == io.EOF {
				return
			}
		}
	}
}

// readLine reads to the end of a line, of which it keeps so much.
func readLine(r *bufio.Reader) (line []byte, err error) {
	for {
		var part []byte
		part, err = r.ReadSlice('\n')
		line = append(line, part[:min(len(part), MaxLineBytes+1-len(line))]...)
		if err != bufio.ErrBufferFull {
			return line, err
		}
	}
}

// tagLine answers one line. Its error is one that the next line would meet as well.
func (o *LineOptions) tagLine(ctx context.Context, tag TagFunc, line []byte) ([]byte, error) {
	req, err := o.ReadLine(line)
	if err != nil {
		return o.AppendError(nil, req.GetId(), err)
	}
	doc, err := tag(ctx, nil, req)
	switch {
	case err == nil && o.Records == Collections && !o.Flat:
		return doc, nil
	case err == nil:
		return o.AppendAnswer(nil, doc, req.GetId())
	case Fatal(err):
		return nil, err
	}
	return o.AppendError(nil, req.GetId(), err)
}

// ReadLine returns what a line asks for, with what holds where it does not say otherwise. Errors: *RequestError, with a request that has the
// line's id and nothing else.
func (o *LineOptions) ReadLine(line []byte) (*geotagv1.TagRequest, error) {
	var said geotagv1.TagRequest
	if len(line) > MaxLineBytes {
		return &said, &RequestError{message: "TagRequest", err: fmt.Errorf("the line is longer than %d bytes", MaxLineBytes)}
	}
	if err := readRequest(line, &said, o.Lenient, goldMembers); err != nil {
		return &geotagv1.TagRequest{Id: idOf(line)}, err
	}
	return o.Request(&said), nil
}

// Request returns what a line asks for that says some of it.
func (o *LineOptions) Request(said *geotagv1.TagRequest) *geotagv1.TagRequest {
	if o.Base == nil {
		return said
	}
	req := proto.CloneOf(o.Base)
	if len(said.CountryCodes) > 0 {
		req.CountryCodes = nil
	}
	proto.Merge(req, said)
	return req
}

// idOf returns the id of a line that is no request, if it has one.
func idOf(line []byte) string {
	var some struct{ ID string }
	json.Unmarshal(line, &some)
	return some.ID
}
