package telemetry

import (
	"context"
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/otel/attribute"
	otelcodes "go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"example.com/geotag/server"
	"example.com/geotag/server/access"
)

// A request is one of the HTTP face under way. It rides in its context.
type request struct {
	id     string
	called atomic.Bool // the service, whose own line tells of it
}

type requestKey struct{}

// HTTP tells of the requests that next answers, each with an id that the answer's X-Request-Id header has, too. A panic of next becomes a 500
// and a line of the log.
func (t *Telemetry) HTTP(next http.Handler) http.Handler {
	next = t.surviving(next)
	if !t.opts.LogCalls && t.measures == nil && t.tracer == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		req := &request{id: access.RequestID(r.Header.Get(access.RequestIDKey))}
		r.Header.Set("X-Request-Id", req.id)
		w.Header().Set("X-Request-Id", req.id)
		ctx := context.WithValue(r.Context(), requestKey{}, req)
		method, route := methodOf(r), routeOf(r.URL.Path)
		ctx, end := t.traceRequest(ctx, r, method, route)
		out := &answer{ResponseWriter: w}
		defer func() {
			out.status = max(out.status, http.StatusOK)
			end(out.status)
			t.measures.request(ctx, requestKind{method, route, out.status}, time.Since(began))
			t.logRequest(ctx, r, method, route, out, time.Since(began))
		}()
		next.ServeHTTP(out, r.WithContext(ctx))
	})
}

// traceRequest begins the span of a request, and returns how it ends.
func (t *Telemetry) traceRequest(ctx context.Context, r *http.Request, method, route string) (context.Context, func(status int)) {
	ctx, keep := t.keeps(ctx, propagation.HeaderCarrier(r.Header))
	if !keep {
		return ctx, func(int) {}
	}
	ctx, span := t.tracer.Start(ctx, method+" "+route, trace.WithSpanKind(trace.SpanKindServer),
		trace.WithAttributes(attribute.String("http.request.method", method), attribute.String("http.route", route)))
	return ctx, func(status int) {
		span.SetAttributes(attribute.Int("http.response.status_code", status))
		if status >= http.StatusInternalServerError {
			span.SetStatus(otelcodes.Error, "")
		}
		span.End()
	}
}

// A requestKind is what requests are measured by: the methods and routes of the face, and its statuses.
type requestKind struct {
	method, route string
	status        int
}

func (k requestKind) labels() []attribute.KeyValue {
	return []attribute.KeyValue{
		attribute.String("http.request.method", k.method), attribute.String("http.route", k.route), attribute.Int("http.response.status_code", k.status),
	}
}

func (m *measures) request(ctx context.Context, kind requestKind, took time.Duration) {
	if m != nil {
		m.requests.Record(ctx, took.Seconds(), m.requestLabels.of(kind, requestKind.labels))
	}
}

// logRequest writes a request's line: at info level, unless the service was called and wrote one.
func (t *Telemetry) logRequest(ctx context.Context, r *http.Request, method, route string, out *answer, took time.Duration) {
	level := slog.LevelInfo
	req := ctx.Value(requestKey{}).(*request)
	if req.called.Load() {
		level = slog.LevelDebug
	}
	if !t.opts.LogCalls || !t.opts.Log.Enabled(ctx, level) {
		return
	}
	attrs := []slog.Attr{
		slog.String("face", "http"), slog.String("method", method), slog.String("route", route), slog.Int("status", out.status),
		slog.Int64("micros", took.Microseconds()), slog.Int64("requestBytes", max(r.ContentLength, 0)), slog.Int64("answerBytes", out.bytes),
		slog.String("requestId", req.id),
	}
	if addr, err := netip.ParseAddrPort(r.RemoteAddr); err == nil {
		attrs = append(attrs, slog.String("peer", addr.Addr().Unmap().String()))
	}
	t.opts.Log.LogAttrs(ctx, level, "request", attrs...)
}

// surviving answers a panic with a 500, or cuts the connection where the answer had begun. net/http would log the panic's value, which may
// quote the request.
func (t *Telemetry) surviving(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		out := &answer{ResponseWriter: w}
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if p == http.ErrAbortHandler {
				panic(p)
			}
			attrs := append([]slog.Attr{slog.String("route", routeOf(r.URL.Path))}, server.PanicAttrs(p)...)
			if req, ok := r.Context().Value(requestKey{}).(*request); ok {
				attrs = append(attrs, slog.String("requestId", req.id))
			}
			t.opts.Log.LogAttrs(r.Context(), slog.LevelError, "panic", attrs...)
			if out.status != 0 {
				panic(http.ErrAbortHandler)
			}
			http.Error(out, "the server failed on this request; its log says where", http.StatusInternalServerError)
		}()
		next.ServeHTTP(out, r)
	})
}

// An answer counts what is written of one.
type answer struct {
	http.ResponseWriter
	status int // 0: nothing is written yet
	bytes  int64
}

func (a *answer) WriteHeader(status int) {
	if a.status == 0 && status >= http.StatusOK {
		a.status = status
	}
	a.ResponseWriter.WriteHeader(status)
}

func (a *answer) Write(b []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	n, err := a.ResponseWriter.Write(b)
	a.bytes += int64(n)
	return n, err
}

// Flush sends what was written: gzip asks for it by this method.
func (a *answer) Flush() { http.NewResponseController(a.ResponseWriter).Flush() }

// Unwrap lets http.ResponseController through.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// methodOf returns a request's method as a label: of those that the face has.
func methodOf(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodOptions:
		return r.Method
	}
	return other
}

// routeOf returns the route of a path as a label. A path may hold a caller's words and an id; a route holds neither.
func routeOf(path string) string {
	switch path {
	case "/v1/tag", "/v1/tag:stream", "/v1/places", "/v1/locate", "/v1/area", "/v1/gazetteer", "/openapi.json", "/basemap.json", "/grpc.json", "/tiles.json", "/style.json", "/":
		return path
	}
	switch {
	case strings.HasPrefix(path, "/v1/places/"):
		return "/v1/places/{place_id}"
	case strings.HasPrefix(path, "/tiles/"):
		return "/tiles/{z}/{x}/{y}"
	case strings.HasPrefix(path, "/docs/"):
		return "/docs/{file}"
	case strings.HasPrefix(path, "/assets/"):
		return "/assets/{file}"
	}
	return other
}

// DialOptions are those of the connection by which the HTTP face calls the service: a call has its request's id and trace.
func (t *Telemetry) DialOptions() []grpc.DialOption {
	if !t.opts.LogCalls && t.measures == nil && t.tracer == nil {
		return nil
	}
	return []grpc.DialOption{
		grpc.WithChainUnaryInterceptor(func(ctx context.Context, method string, req, reply any, conn *grpc.ClientConn, call grpc.UnaryInvoker, o ...grpc.CallOption) error {
			return call(calling(ctx), method, req, reply, conn, o...)
		}),
		grpc.WithChainStreamInterceptor(func(ctx context.Context, desc *grpc.StreamDesc, conn *grpc.ClientConn, method string, call grpc.Streamer, o ...grpc.CallOption) (grpc.ClientStream, error) {
			return call(calling(ctx), desc, conn, method, o...)
		}),
	}
}

// calling returns the context of a call that a request makes.
func calling(ctx context.Context) context.Context {
	req, ok := ctx.Value(requestKey{}).(*request)
	if !ok {
		return ctx
	}
	req.called.Store(true)
	md, _ := metadata.FromOutgoingContext(ctx)
	md = md.Copy()
	if md == nil {
		md = metadata.MD{}
	}
	for _, key := range []string{"traceparent", "tracestate", "grpc-trace-bin"} {
		md.Delete(key)
	}
	md.Set(access.RequestIDKey, req.id)
	above := propagation.MapCarrier{}
	propagation.TraceContext{}.Inject(ctx, above)
	if parent := above["traceparent"]; parent != "" {
		md.Set("traceparent", parent)
	}
	return metadata.NewOutgoingContext(ctx, md)
}

// HTTPErrors is for http.Server.ErrorLog. Of what net/http has to say of broken connections it keeps, at debug level, the beginning, without what a client sent, such as the names of
// protocols in a handshake.
func (t *Telemetry) HTTPErrors() *log.Logger { return log.New(errorLines{"http", t.opts.Log}, "", 0) }

// GRPCErrors is for grpclog.SetLoggerV2, which grpc and its gateway write errors to, in the same way.
func (t *Telemetry) GRPCErrors() io.Writer { return errorLines{"grpc", t.opts.Log} }

type errorLines struct {
	of  string
	log *slog.Logger
}

func (h errorLines) Write(line []byte) (int, error) {
	what := strings.TrimSpace(strings.TrimPrefix(string(line), "http: "))
	if _, after, ok := strings.Cut(what, "ERROR: "); ok {
		what = after
	}
	what, _, _ = strings.Cut(what, " from ")
	what, _, _ = strings.Cut(what, ":")
	what, _, _ = strings.Cut(what, "\n")
	level := slog.LevelDebug // who floods a port would flood the log
	if strings.HasPrefix(what, "panic") {
		level = slog.LevelError
	}
	h.log.Log(context.Background(), level, h.of, "what", what)
	return len(line), nil
}
