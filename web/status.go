package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"os"
	"strconv"
	"strings"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
)

// answerError answers an error as google.rpc.Status, with the HTTP code that stands for its own.
func answerError(_ context.Context, _ *runtime.ServeMux, _ runtime.Marshaler, w http.ResponseWriter, r *http.Request, err error) {
	if v := visitOf(r.Context()); v != nil && v.wasRefused() {
		err = errFull // the gateway keeps the text of errors only
	}
	s := statusOf(err)
	code := runtime.HTTPStatusFromCode(s.Code())
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok || strings.Contains(s.Message(), "http: request body too large") {
		limit := ""
		if ok {
			limit = fmt.Sprintf(": the limit is %d bytes", tooLarge.Limit)
		}
		s, code = status.New(codes.ResourceExhausted, "the body is too large"+limit), http.StatusRequestEntityTooLarge
	}
	if errors.Is(err, os.ErrDeadlineExceeded) || strings.HasSuffix(s.Message(), "i/o timeout") {
		s, code = status.New(codes.DeadlineExceeded, "the body came too slowly"), http.StatusRequestTimeout
	}
	switch s.Code() {
	case codes.ResourceExhausted:
		if retryAfter(s) == 0 { // too large, and not too often
			code = http.StatusRequestEntityTooLarge
		}
	case codes.Unauthenticated:
		challenge := `Bearer realm="geotag"`
		if r.Header.Get("Authorization") != "" {
			challenge += `, error="invalid_token"`
		}
		w.Header().Set("WWW-Authenticate", challenge)
	case codes.PermissionDenied:
		w.Header().Set("WWW-Authenticate", `Bearer realm="geotag", error="insufficient_scope"`)
	}
	if p := s.Proto(); len(p.GetMessage()) > maxMessage {
		p.Message = strings.ToValidUTF8(p.GetMessage()[:maxMessage], "") + "..."
		s = status.FromProto(p)
	}
	writeStatus(w, s, code)
}

// maxMessage is more than an error has to say that does not repeat what the caller sent.
const maxMessage = 4 << 10

// statusOf returns the status that an error carries, or that says what it is.
func statusOf(err error) *status.Status {
	type carrier interface {
		error
		GRPCStatus() *status.Status
	}
	if c, ok := errors.AsType[carrier](err); ok {
		return c.GRPCStatus()
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return status.New(codes.InvalidArgument, "the body ended before its length")
	}
	return status.Convert(err)
}

// retryAfter returns the seconds after which a status says to try again; 0: it does not say.
func retryAfter(s *status.Status) int {
	for _, d := range s.Details() {
		if info, ok := d.(*errdetails.RetryInfo); ok {
			return max(1, int(math.Ceil(info.GetRetryDelay().AsDuration().Seconds())))
		}
	}
	return 0
}

func answerRoutingError(_ context.Context, _ *runtime.ServeMux, _ runtime.Marshaler, w http.ResponseWriter, r *http.Request, code int) {
	c := codes.NotFound
	if code == http.StatusMethodNotAllowed {
		c = codes.Unimplemented
	} else if code == http.StatusBadRequest {
		c = codes.InvalidArgument
	}
	writeStatus(w, status.Newf(c, "%s %s: %s; see /openapi.json", clipped(r.Method), clipped(r.URL.Path), strings.ToLower(http.StatusText(code))), code)
}

func writeStatus(w http.ResponseWriter, s *status.Status, code int) {
	w.Header().Set("Content-Type", typeJSON)
	if after := retryAfter(s); after > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(after))
	} else if code == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "1")
	}
	w.WriteHeader(code)
	b, err := protojson.Marshal(s.Proto())
	if err != nil { // a detail that this program does not know
		b, _ = json.Marshal(map[string]any{"code": s.Code(), "message": s.Message()})
	}
	w.Write(append(b, '\n'))
}

// plainErrors are the codes of errors that do not come from the service.
var plainErrors = map[int]codes.Code{
	http.StatusBadRequest: codes.InvalidArgument, http.StatusNotFound: codes.NotFound, http.StatusMethodNotAllowed: codes.Unimplemented,
	http.StatusForbidden: codes.PermissionDenied, http.StatusRequestedRangeNotSatisfiable: codes.OutOfRange,
	http.StatusServiceUnavailable: codes.Unavailable, http.StatusInternalServerError: codes.Internal,
}

// errorsAsStatus answers the errors of handlers that know plain text only as google.rpc.Status, too.
func errorsAsStatus(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s := &statusWriter{ResponseWriter: w}
		next.ServeHTTP(s, r)
		s.Write(nil)
	})
}

// A statusWriter holds an error that is plain text back until its text is there.
type statusWriter struct {
	http.ResponseWriter
	failed int  // the code of an error that is not answered yet
	done   bool // it was
}

func (s *statusWriter) WriteHeader(code int) {
	if code < 400 || s.Header().Get("Content-Type") == typeJSON {
		s.ResponseWriter.WriteHeader(code)
	} else if s.failed == 0 {
		s.failed = code
	}
}

func (s *statusWriter) Write(b []byte) (int, error) {
	switch {
	case s.done:
	case s.failed != 0:
		s.done = true
		s.Header().Del("Content-Length")
		message := strings.TrimSpace(string(b))
		if message == "" {
			message = strings.ToLower(http.StatusText(s.failed))
		}
		writeStatus(s.ResponseWriter, status.New(plainErrors[s.failed], message), s.failed)
	case b != nil:
		return s.ResponseWriter.Write(b)
	}
	return len(b), nil
}

// Unwrap lets http.ResponseController through.
func (s *statusWriter) Unwrap() http.ResponseWriter { return s.ResponseWriter }
