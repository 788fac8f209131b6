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

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// A lineAnswer is a line's document, or what ends them all.
type lineAnswer struct {
	doc []byte
	err error
}

// TagLines reads requests, a TagRequest in JSON a line, and writes a FeatureCollection a line for each, in order, as soon as there is one
// and nothing more to write. Members that no TagRequest has are ignored, those that a line lacks are base's, and a record separator before a
// line (RFC 8142) counts for nothing. A line that fails is answered by an empty collection that has its id and an error, and the rest go on; TagLines
// ends with an error that the next line would meet as well. As many lines as there are processors are under way at once.
func TagLines(ctx context.Context, api geotagv1.GeotagServiceClient, base *geotagv1.TagRequest, in io.Reader, out io.Writer) error {
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
				doc, err := tagLine(ctx, api, base, line)
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
		w.Write(append(a.doc, '\n'))
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
func tagLine(ctx context.Context, api geotagv1.GeotagServiceClient, base *geotagv1.TagRequest, line []byte) ([]byte, error) {
	var said geotagv1.TagRequest
	if err := (protojson.UnmarshalOptions{DiscardUnknown: true}).Unmarshal(line, &said); err != nil {
		var some struct{ ID string }
		json.Unmarshal(line, &some) // the id, if there is one
		return failed(some.ID, status.Error(codes.InvalidArgument, "the line is no TagRequest: "+err.Error()))
	}
	req := proto.CloneOf(base)
	if len(said.CountryCodes) > 0 {
		req.CountryCodes = nil
	}
	proto.Merge(req, &said)
	resp, err := api.Tag(ctx, req)
	switch status.Code(err) {
	case codes.OK:
		return GeoJSON(resp)
	case codes.Unavailable, codes.Canceled, codes.Unimplemented:
		return nil, err
	}
	return failed(req.GetId(), err)
}

// failed returns the document of a line that failed: an empty collection with an id and an error, as a TagError.
func failed(id string, err error) ([]byte, error) {
	s := status.Convert(err)
	type tagError struct {
		Code    codes.Code `json:"code"`
		Message string     `json:"message"`
		Reason  string     `json:"reason,omitempty"`
	}
	e := tagError{Code: s.Code(), Message: s.Message()}
	for _, d := range s.Details() {
		if info, ok := d.(*errdetails.ErrorInfo); ok {
			e.Reason = info.GetReason()
		}
	}
	return json.Marshal(struct {
		Type     string   `json:"type"`
		Features []string `json:"features"`
		ID       string   `json:"id,omitempty"`
		Error    tagError `json:"error"`
	}{"FeatureCollection", []string{}, id, e})
}
