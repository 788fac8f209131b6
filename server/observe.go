package server

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/internal/mmap"
	"example.com/geotag/server/access"
)

// A Call is one that has ended, for a log and metrics. No word of a request stands in it.
type Call struct {
	Method       string // full, such as "/geotag.v1.GeotagService/Tag"
	Face         string // where the call came in: FaceGRPC or FaceREST
	Code         codes.Code
	Reason       string        // the reason of the error's ErrorInfo, such as "INVALID_FIELD"; empty: none
	Caller       access.Caller // the zero Caller if the call was refused before that was known
	RequestID    string        // hexadecimal digits and dashes; empty where calls are not logged
	RequestBytes int           // of all messages, uncompressed
	AnswerBytes  int           // of all messages, uncompressed
	Queued       time.Duration // how long it waited for its turn
	Took         time.Duration // from the call's headers to its status, Queued included

	began time.Time
}

// The faces where calls come in: over the network, and from within the process.
const (
	FaceGRPC = "grpc"
	FaceREST = "rest"
)

// Began returns when the call's headers were there.
func (c *Call) Began() time.Time { return c.began }

// A Text is one that was answered.
type Text struct {
	Bytes    int
	Document *geotag.Document // the answer; Timings are there where Options.TimeText asked for them
	Encoded  time.Duration    // how long the answer took from the document to the message; 0: it was not measured
}

type callKey struct{}

// callOf returns the Call of a context, to be added to.
func callOf(ctx context.Context) *Call {
	c, ok := ctx.Value(callKey{}).(*Call)
	if !ok {
		return new(Call)
	}
	return c
}

// call runs one call: a fault or another panic becomes an error, an error a status, and the whole a line of the log.
func (s *Server) call(ctx context.Context, from face, method string, run func(context.Context) error) error {
	if err := ctx.Err(); err != nil {
		return statusError(err) // it was taken back before it began
	}
	c := &Call{Method: method, Face: from.name, began: time.Now()}
	if s.opts.LogCalls {
		c.RequestID = access.RequestID(strings.Join(metadata.ValueFromIncomingContext(ctx, access.RequestIDKey), " "))
		grpc.SetHeader(ctx, metadata.Pairs(access.RequestIDKey, c.RequestID))
	}
	ctx = context.WithValue(ctx, callKey{}, c)
	if s.opts.Begin != nil {
		ctx = s.opts.Begin(ctx, c)
	}
	return s.ended(ctx, c, s.survive(ctx, c, func() error { return run(ctx) }))
}

// survive runs what may panic, as where the gazetteer's file was truncated: that becomes an error.
func (s *Server) survive(ctx context.Context, c *Call, run func() error) (err error) {
	t := s.tagger.Load()
	defer guarded()()
	defer func() {
		if p := recover(); p != nil {
			err = s.panicked(ctx, c, t, p)
		}
	}()
	return run()
}

// ended tells of a call that ended with err, and returns the status of that.
func (s *Server) ended(ctx context.Context, c *Call, err error) error {
	if err == errBusy {
		err = s.gate.refuse(ctx)
	}
	err = statusError(err)
	if s.opts.Observe != nil || s.opts.LogCalls {
		c.Code, c.Reason, c.Took = status.Code(err), reasonOf(err), time.Since(c.began)
		s.report(ctx, c)
	}
	return err
}

// panicked returns the error of a call that panicked, and logs why. t is the tagger that was current when it began.
func (s *Server) panicked(ctx context.Context, c *Call, t *geotag.Tagger, p any) error {
	if t != nil && mmap.IsFault(p) {
		s.damaged(t)
		return errDamaged
	}
	attrs := append([]slog.Attr{slog.String("method", c.Method), slog.String("requestId", c.RequestID)}, PanicAttrs(p)...)
	s.opts.Log.LogAttrs(ctx, slog.LevelError, "panic", attrs...)
	return errInternal
}

// reasonOf returns the reason in the ErrorInfo of an error, which is always one of our own words.
func reasonOf(err error) string {
	if err == nil {
		return ""
	}
	for _, d := range status.Convert(err).Details() {
		if info, ok := d.(*errdetails.ErrorInfo); ok && info.GetDomain() == errDomain {
			return info.GetReason()
		}
	}
	return ""
}

// report hands a call to who asked, and logs it. What an error says is for the caller alone: it may quote the request.
func (s *Server) report(ctx context.Context, c *Call) {
	if s.opts.Observe != nil {
		s.opts.Observe(ctx, *c)
	}
	level := slog.LevelInfo
	if !strings.HasPrefix(c.Method, "/"+geotagv1.GeotagService_ServiceDesc.ServiceName) {
		level = slog.LevelDebug // health checks and the like
	}
	if !s.opts.LogCalls || !s.opts.Log.Enabled(ctx, level) {
		return
	}
	attrs := append(make([]slog.Attr, 0, 12),
		slog.String("face", c.Face), slog.String("method", c.Method), slog.String("code", c.Code.String()),
		slog.Int64("micros", c.Took.Microseconds()), slog.Int("requestBytes", c.RequestBytes), slog.Int("answerBytes", c.AnswerBytes),
		slog.String("requestId", c.RequestID))
	if c.Reason != "" {
		attrs = append(attrs, slog.String("reason", c.Reason))
	}
	if c.Queued > 0 {
		attrs = append(attrs, slog.Int64("queuedMicros", c.Queued.Microseconds()))
	}
	if c.Caller.Peer.IsValid() {
		attrs = append(attrs, slog.String("peer", c.Caller.Peer.String()))
	}
	if c.Caller.Token != "" {
		attrs = append(attrs, slog.String("token", c.Caller.Token))
	}
	s.opts.Log.LogAttrs(ctx, level, "call", attrs...)
}

// textSeen returns what is to be called when a text's answer is written, for ObserveText.
func (s *Server) textSeen(text string, doc *geotag.Document) func(ctx context.Context) {
	if s.opts.ObserveText == nil {
		return func(context.Context) {}
	}
	t := Text{Bytes: len(text), Document: doc}
	if doc.Timings == nil {
		return func(ctx context.Context) { s.opts.ObserveText(ctx, t) }
	}
	began := time.Now()
	return func(ctx context.Context) {
		t.Encoded = time.Since(began)
		s.opts.ObserveText(ctx, t)
	}
}

// PanicAttrs says what a log may of a panic, called where it is recovered: where it came from, and of values that are not the runtime's own
// only the type, for they may quote the request.
func PanicAttrs(value any) []slog.Attr {
	what := fmt.Sprintf("%T", value)
	if err, ok := value.(runtime.Error); ok {
		what = err.Error()
	}
	return []slog.Attr{slog.String("value", what), slog.Any("stack", stack())}
}

// stack returns the functions and lines of a panic, from the innermost, without their arguments.
func stack() (lines []string) {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	for {
		f, more := frames.Next()
		lines = append(lines, fmt.Sprintf("%s %s:%d", f.Function, filepath.Base(f.File), f.Line))
		if !more {
			return lines
		}
	}
}
