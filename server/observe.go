package server

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/netip"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"
	"google.golang.org/grpc/stats"
	"google.golang.org/grpc/status"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/server/access"
)

// A Call is one that has ended, for a log and metrics. No word of a request stands in it.
type Call struct {
	Method       string // full, such as "/geotag.v1.GeotagService/Tag", and one that the server has: of others grpc reports no end
	Face         string // where the call came in: "grpc", or over a connection within the process "rest"
	Code         codes.Code
	Reason       string // the reason of the error's ErrorInfo, such as "INVALID_FIELD"; empty: none
	Caller       access.Caller
	RequestID    string // hexadecimal digits and dashes, at most maxRequestID; empty where calls are not logged
	RequestBytes int    // of all messages, uncompressed
	AnswerBytes  int    // of all messages, uncompressed
	Queued       time.Duration
	Took         time.Duration // from the call's headers to its status, Queued included
}

// A Text is one that was answered.
type Text struct {
	Bytes    int
	Document *geotag.Document // the answer; Timings are there where Options.TimeText asked for them
	Encoded  time.Duration    // how long the answer took from the document to the message; 0: it was not measured
}

// Load is what a server does at this moment.
type Load struct {
	UnderWay int // calls
	Waiting  int // calls that wait for their turn
}

// Load returns what the server does at this moment; the calls of other services of its ports, such as health checks, not counted.
func (s *Server) Load() Load { return Load{UnderWay: int(s.underWay.Load())} }

// RequestIDKey is the metadata, and the header, that names a request.
const RequestIDKey = "x-request-id"

// maxRequestID is the longest id that is taken from a caller: twice what a UUID has.
const maxRequestID = 72

// RequestID returns an id that a caller gave if it is one: from 8 to 72 hexadecimal digits and dashes, as UUIDs and the ids of
// traces are; else one of its own making. Nothing else of a caller's may stand in a log.
func RequestID(given string) string {
	if len(given) < 8 || len(given) > maxRequestID {
		return newRequestID()
	}
	for _, c := range []byte(given) {
		if hex := c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' || c == '-'; !hex {
			return newRequestID()
		}
	}
	return given
}

func newRequestID() string {
	var b [16]byte
	binary.NativeEndian.PutUint64(b[:], rand.Uint64())
	binary.NativeEndian.PutUint64(b[8:], rand.Uint64())
	return hex.EncodeToString(b[:])
}

// A record is what becomes a Call. It rides in the context of a call from its first byte to its last.
type record struct {
	Call
	began          time.Time
	received, sent atomic.Int64
}

type recordKey struct{}

// recordOf returns the record of a call, or nil where nobody observes the server.
func recordOf(ctx context.Context) *record {
	r, _ := ctx.Value(recordKey{}).(*record)
	return r
}

// observed reports whether anybody wants to know of calls.
func (s *Server) observed() bool { return s.opts.Observe != nil || s.opts.LogCalls }

// An observer follows calls through grpc's transport, which knows the bytes and the status that were sent in the end.
type observer struct{ s *Server }

// TagRPC begins the record of a call.
func (o *observer) TagRPC(ctx context.Context, info *stats.RPCTagInfo) context.Context {
	r := &record{began: time.Now()}
	r.Face, r.Method = "grpc", info.FullMethodName
	p, _ := peer.FromContext(ctx)
	if p != nil && p.Addr.Network() == "bufconn" {
		r.Face = "rest"
	} else if p != nil {
		r.Caller.Peer = addrOf(p.Addr)
	}
	if o.s.opts.LogCalls {
		r.RequestID = RequestID(strings.Join(metadata.ValueFromIncomingContext(ctx, RequestIDKey), " "))
	}
	return context.WithValue(ctx, recordKey{}, r)
}

func addrOf(a net.Addr) netip.Addr {
	if tcp, ok := a.(*net.TCPAddr); ok {
		return tcp.AddrPort().Addr().Unmap()
	}
	return netip.Addr{}
}

// HandleRPC counts the bytes of a call, and reports it when it has ended.
func (o *observer) HandleRPC(ctx context.Context, event stats.RPCStats) {
	r := recordOf(ctx)
	if r == nil {
		return
	}
	switch event := event.(type) {
	case *stats.InPayload:
		r.received.Add(int64(event.Length))
	case *stats.OutPayload:
		r.sent.Add(int64(event.Length))
	case *stats.End:
		c := r.Call
		c.Took = time.Since(r.began)
		c.RequestBytes, c.AnswerBytes = int(r.received.Load()), int(r.sent.Load())
		c.Code, c.Reason = status.Code(event.Error), reasonOf(event.Error)
		o.s.report(ctx, &c)
	}
}

// TagConn is part of stats.Handler.
func (o *observer) TagConn(ctx context.Context, _ *stats.ConnTagInfo) context.Context { return ctx }

// HandleConn is part of stats.Handler.
func (o *observer) HandleConn(context.Context, stats.ConnStats) {}

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

// logPanic logs that a call panicked.
func (s *Server) logPanic(ctx context.Context, method string, value any) {
	attrs := append([]slog.Attr{slog.String("method", method)}, PanicAttrs(value)...)
	if r := recordOf(ctx); r != nil {
		attrs = append(attrs, slog.String("requestId", r.RequestID))
	}
	s.opts.Log.LogAttrs(ctx, slog.LevelError, "panic", attrs...)
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
