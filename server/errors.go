package server

import (
	"context"
	"errors"
	"strings"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/protoadapt"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
)

// errDomain is the domain of every ErrorInfo that the service sends.
const errDomain = "geotag"

var (
	errLoading  = errors.New("the gazetteer is still being read: try again in a moment")
	errInternal = errors.New("the server failed on this request; its log says where")
)

// A malformedError reports a message that is no message of its type.
type malformedError struct{ err error }

func (e *malformedError) Error() string { return "the message is malformed: " + e.err.Error() }

// statusError returns err as the service reports it: with a code, and why as an ErrorInfo; nil for nil. What carries a
// status already keeps it.
func statusError(err error) error {
	if err == nil {
		return nil
	}
	if _, ok := status.FromError(err); ok {
		return err
	}
	code, reason := codes.Internal, "INTERNAL"
	message := strings.TrimPrefix(err.Error(), "geotag: ")
	var details []protoadapt.MessageV1
	if input, ok := errors.AsType[*geotag.InputError](err); ok {
		code, reason = codes.InvalidArgument, "INVALID_FIELD"
		details = append(details, badRequest(input))
	} else if _, ok := errors.AsType[*malformedError](err); ok {
		code, reason = codes.InvalidArgument, "MALFORMED_MESSAGE"
	}
	switch {
	case errors.Is(err, geotag.ErrNotFound):
		code, reason = codes.NotFound, "PLACE_NOT_FOUND"
	case errors.Is(err, errLoading):
		code, reason = codes.Unavailable, "LOADING"
	case errors.Is(err, context.DeadlineExceeded):
		code, reason = codes.DeadlineExceeded, "DEADLINE_EXCEEDED"
	case errors.Is(err, context.Canceled):
		code, reason = codes.Canceled, "CANCELED"
	}
	details = append(details, &errdetails.ErrorInfo{Reason: reason, Domain: errDomain})
	s, detailErr := status.New(code, message).WithDetails(details...)
	if detailErr != nil {
		return status.Error(code, message)
	}
	return s.Err()
}

func badRequest(input *geotag.InputError) *errdetails.BadRequest {
	bad := new(errdetails.BadRequest)
	for _, v := range input.Violations {
		bad.FieldViolations = append(bad.FieldViolations,
			&errdetails.BadRequest_FieldViolation{Field: v.Field, Description: v.Field + " " + v.Problem})
	}
	return bad
}

// tagError returns err as the stream reports it, text by text.
func tagError(err error) *geotagv1.TagError {
	s, _ := status.FromError(statusError(err))
	e := &geotagv1.TagError{Code: int32(s.Code()), Message: s.Message()}
	for _, d := range s.Details() {
		switch d := d.(type) {
		case *errdetails.ErrorInfo:
			e.Reason = d.GetReason()
		case *errdetails.BadRequest:
			for _, v := range d.GetFieldViolations() {
				e.FieldViolations = append(e.FieldViolations, &geotagv1.FieldViolation{Field: v.GetField(), Description: v.GetDescription()})
			}
		}
	}
	return e
}
