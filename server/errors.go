package server

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/protoadapt"
	"google.golang.org/protobuf/types/known/durationpb"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
)

// errDomain is the domain of every ErrorInfo that the service sends.
const errDomain = "geotag"

var (
	errLoading  = errors.New("the gazetteer is still being read: try again in a moment")
	errInternal = errors.New("the server failed on this request; its log says where")
	errDraining = errors.New("the server is stopping: call another, or try again in a moment")
	errUnread   = errors.New("the answers before were not read: read them, and try again")
	errSlow     = errors.New("the message did not arrive in time")
	errIdle     = errors.New("no text came for a while: open another stream")
	errStalled  = errors.New("an answer was not read in time")
)

// The limits of an error, so that it fits into the 8 KiB of headers that the smallest of clients, grpc-java, takes by default, and leaves room
// for others: a status' message stands there twice, and the second time with its details as base64, together in some 4 KiB.
const (
	maxMessage     = 768 // bytes as the header has them
	maxViolations  = 20
	maxDescription = 200  // bytes of what one violation says
	maxDetails     = 1536 // bytes of all violations
)

// A tooLargeError reports an answer that is larger than the limit.
type tooLargeError struct{ limit int }

func (e *tooLargeError) Error() string {
	return "the answer is larger than " + strconv.Itoa(e.limit) +
		" bytes: ask for a shorter text, or for no boundaries, a greater simplify_tolerance_m, or a feature for each place rather than for each mention"
}

// A malformedError reports a message that is no message of its type.
type malformedError struct{ err error }

func (e *malformedError) Error() string { return "the message is malformed: " + e.err.Error() }

// reasons are the codes and reasons of errors that say no more than that.
var reasons = []struct {
	err    error
	code   codes.Code
	reason string
}{
	{geotag.ErrNotFound, codes.NotFound, "PLACE_NOT_FOUND"},
	{errLoading, codes.Unavailable, "LOADING"},
	{errDamaged, codes.Unavailable, "GAZETTEER_DAMAGED"},
	{errDraining, codes.Unavailable, "STOPPING"},
	{errIdle, codes.Unavailable, "IDLE"},
	{errStalled, codes.Unavailable, "ANSWER_NOT_READ"},
	{errUnread, codes.ResourceExhausted, "ANSWERS_NOT_READ"},
	{errSlow, codes.DeadlineExceeded, "MESSAGE_TOO_SLOW"},
	{context.DeadlineExceeded, codes.DeadlineExceeded, "DEADLINE_EXCEEDED"},
	{context.Canceled, codes.Canceled, "CANCELED"},
}

// statusError returns err as the service reports it: with a code, and why as an ErrorInfo; nil for nil. What carries a
// status already keeps it.
func statusError(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, errBusy) {
		return busy
	}
	if _, ok := status.FromError(err); ok {
		return err
	}
	code, reason := codes.Internal, "INTERNAL"
	var details []protoadapt.MessageV1
	if input, ok := errors.AsType[*geotag.InputError](err); ok {
		code, reason = codes.InvalidArgument, "INVALID_FIELD"
		details = append(details, badRequest(input))
	} else if _, ok := errors.AsType[*malformedError](err); ok {
		code, reason = codes.InvalidArgument, "MALFORMED_MESSAGE"
	} else if _, ok := errors.AsType[*tooLargeError](err); ok {
		code, reason = codes.ResourceExhausted, "ANSWER_TOO_LARGE"
	}
	for _, r := range reasons {
		if errors.Is(err, r.err) {
			code, reason = r.code, r.reason
			break
		}
	}
	if errors.Is(err, errUnread) {
		details = append(details, &errdetails.RetryInfo{RetryDelay: durationpb.New(retryAfter)})
	}
	message := printable(strings.TrimPrefix(err.Error(), "geotag: "), maxMessage)
	details = append(details, &errdetails.ErrorInfo{Reason: reason, Domain: errDomain})
	s, detailErr := status.New(code, message).WithDetails(details...)
	if detailErr != nil {
		return status.Error(code, message)
	}
	return s.Err()
}

// badRequest returns as many violations as fit.
func badRequest(input *geotag.InputError) *errdetails.BadRequest {
	bad, size := new(errdetails.BadRequest), 0
	for _, v := range input.Violations {
		field := printable(v.Field, maxDescription/2)
		one := &errdetails.BadRequest_FieldViolation{Field: field, Description: printable(field+" "+v.Problem, maxDescription)}
		size += len(one.Field) + len(one.Description) + 8
		if len(bad.FieldViolations) == maxViolations || size > maxDetails {
			break
		}
		bad.FieldViolations = append(bad.FieldViolations, one)
	}
	return bad
}

// printable returns the beginning of s that takes at most so many bytes as a header of gRPC has them, where a byte beyond ASCII takes three.
// What does not print is written as an escape, as in Go.
func printable(s string, most int) string {
	const more = "..."
	var b strings.Builder
	room := most - len(more)
	for i, r := range s {
		size := 1
		switch {
		case r == utf8.RuneError || !unicode.IsPrint(r):
			q := strconv.QuoteToASCII(string(r))
			if size = len(q) - 2; size <= room {
				b.WriteString(q[1 : len(q)-1])
			}
		default:
			if r >= utf8.RuneSelf || r == '%' {
				size = 3 * utf8.RuneLen(r)
			}
			if size <= room {
				b.WriteRune(r)
			}
		}
		if room -= size; room < 0 && i < len(s) {
			return b.String() + more
		}
	}
	return b.String()
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
