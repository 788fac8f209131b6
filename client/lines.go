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
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// A lineAnswer is a line's document, or what ends them all.
type lineAnswer struct {
	doc []byte
	err error
}

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

// TagLines reads requests, a TagRequest in JSON a line, and writes a FeatureCollection a line for each, or its features, in order, as soon as
// there is one and nothing more to write. A member that no TagRequest has is an error of its line, but for those of gold files ("lang", "names",
// "mentions", "source", "partial", "kind"); a record separator before a line (RFC 8142) counts for nothing. A line that fails is answered by
// an empty collection that has its id and an error, and the rest go on; TagLines ends with an error that the next line would meet as well. A
// line that the server has no time for, or that is beyond the caller's rate, is sent again when the server says.
// As many lines as there are processors are under way at once.
func TagLines(ctx context.Context, api geotagv1.GeotagServiceClient, in io.Reader, out io.Writer, o LineOptions) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	answers := make(chan chan lineAnswer, runtime.GOMAXPROCS(0))
	go func() {
		defer close(answers)
		for line, err := range readLines(in) {
			a := make(chan lineAnswer, 1)
			select {
			case answers <- a:
			case <-ctx.Done():
				return
			}
			if err != nil {
				a <- lineAnswer{nil, fmt.Errorf("reading requests: %w", err)}
				return
			}
			go func() {
				doc, err := tagLine(ctx, api, line, o)
				a <- lineAnswer{doc, err}
			}()
		}
	}()
	w := bufio.NewWriter(out)
	for next := range answers {
		a := <-next
		if a.err != nil {
			return errors.Join(w.Flush(), a.err)
		}
		if len(a.doc) > 0 {
			w.Write(append(a.doc, '\n'))
		}
		if len(answers) == 0 { // who writes one line and waits for its answer gets it
			if err := w.Flush(); err != nil {
				return err
			}
		}
	}
	return w.Flush()
}

// readLines yields the lines that are not blank, of any length, without their ends.
func readLines(in io.Reader) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		r := bufio.NewReaderSize(in, 1<<16)
		for {
			line, err := r.ReadBytes('\n')
			if line = bytes.TrimSpace(bytes.TrimLeft(line, "\x1e")); len(line) > 0 && !yield(line, nil) {
				return
			}
			if err == io.EOF {
				return
			} else if err != nil {
				yield(nil, err)
				return
			}
		}
	}
}

// tagLine answers one line. Its error is one that the next line would meet as well.
func tagLine(ctx context.Context, api geotagv1.GeotagServiceClient, line []byte, o LineOptions) ([]byte, error) {
	var said geotagv1.TagRequest
	if err := readRequest(line, &said, o.Lenient, goldMembers); err != nil {
		return o.failed(idOf(line), tagErrorOf(err))
	}
	req := o.Request(&said)
	resp, err := tagInTime(ctx, api, req)
	switch status.Code(err) {
	case codes.OK:
		return o.records(resp)
	case codes.Unavailable, codes.Canceled, codes.Unimplemented, codes.Unauthenticated, codes.PermissionDenied:
		return nil, err
	}
	return o.failed(req.GetId(), tagErrorOf(err))
}

// A server that has too much to do, or whose caller has used up a rate, says when to try again. A line is tried so often, and waits so long
// between.
const (
	mostTries = 100
	mostWait  = time.Minute
)

// tagInTime tags a text when the server has time for it.
func tagInTime(ctx context.Context, api geotagv1.GeotagServiceClient, req *geotagv1.TagRequest) (*geotagv1.TagResponse, error) {
	for try := 1; ; try++ {
		resp, err := api.Tag(ctx, req)
		wait := tryAgainIn(err)
		if wait <= 0 || try == mostTries {
			return resp, err
		}
		select {
		case <-time.After(min(wait, mostWait)):
		case <-ctx.Done():
			return nil, err
		}
	}
}

// tryAgainIn returns when a server that refused a call wants it again; 0: never.
func tryAgainIn(err error) time.Duration {
	s := status.Convert(err)
	for _, d := range s.Details() {
		if info, ok := d.(*errdetails.RetryInfo); ok && s.Code() == codes.ResourceExhausted {
			return info.GetRetryDelay().AsDuration()
		}
	}
	return 0
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

// A tagError is a geotag.v1.TagError.
type tagError struct {
	Code            codes.Code       `json:"code"`
	Message         string           `json:"message"`
	Reason          string           `json:"reason,omitempty"`
	FieldViolations []FieldViolation `json:"fieldViolations,omitempty"`
}

// tagErrorOf says what an error of one line is.
func tagErrorOf(err error) tagError {
	if bad, ok := errors.AsType[*RequestError](err); ok {
		return tagError{codes.InvalidArgument, bad.Error(), "INVALID_FIELD", bad.Fields}
	}
	s := status.Convert(err)
	e := tagError{Code: s.Code(), Message: s.Message()}
	for _, d := range s.Details() {
		switch d := d.(type) {
		case *errdetails.ErrorInfo:
			e.Reason = d.GetReason()
		case *errdetails.BadRequest:
			for _, v := range d.GetFieldViolations() {
				e.FieldViolations = append(e.FieldViolations, FieldViolation{v.GetField(), v.GetDescription()})
			}
		}
	}
	return e
}
