package client

import (
	"context"
	"errors"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// A TagFunc answers a text: it appends the FeatureCollection to b, as GeoJSON on one line without a line end, and returns b and its error as a
// status. It is safe for concurrent use. Remote makes one of a server's client; (*server.Server).AppendTag is one within the server's process.
type TagFunc func(ctx context.Context, b []byte, req *geotagv1.TagRequest) ([]byte, error)

// Remote returns a Patient TagFunc that asks a server.
func Remote(api geotagv1.GeotagServiceClient) TagFunc {
	return Patient(func(ctx context.Context, b []byte, req *geotagv1.TagRequest) ([]byte, error) {
		resp, err := api.Tag(ctx, req, readAnswer)
		if err != nil {
			return b, err
		}
		doc, err := GeoJSON(resp)
		return append(b, doc...), err
	})
}

// Fatal reports whether an error of a TagFunc is one that the next text would meet as well: the server is gone, or does not let the caller in.
func Fatal(err error) bool {
	switch status.Code(err) {
	case codes.Unavailable, codes.Canceled, codes.Unimplemented, codes.Unauthenticated, codes.PermissionDenied:
		return true
	}
	return false
}

// A server that has too much to do, or whose caller has used up a rate, says when to try again. A text is tried so often, and waits so long
// between.
const (
	mostTries = 100
	mostWait  = time.Minute
)

// Patient returns a TagFunc that asks tag again where it has no time for a text, or the text is beyond the caller's rate: when the error says, a
// hundred times at most.
func Patient(tag TagFunc) TagFunc {
	return func(ctx context.Context, b []byte, req *geotagv1.TagRequest) ([]byte, error) {
		for try := 1; ; try++ {
			doc, err := tag(ctx, b, req)
			wait := tryAgainIn(err)
			if wait <= 0 || try == mostTries {
				return doc, err
			}
			select {
			case <-time.After(min(wait, mostWait)):
			case <-ctx.Done():
				return b, err
			}
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

// A tagError is a geotag.v1.TagError.
type tagError struct {
	Code            codes.Code       `json:"code"`
	Message         string           `json:"message"`
	Reason          string           `json:"reason,omitempty"`
	FieldViolations []FieldViolation `json:"fieldViolations,omitempty"`
}

// tagErrorOf says what an error of one text is.
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
