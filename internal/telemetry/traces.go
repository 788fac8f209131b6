package telemetry

import (
	"context"
	"math/rand/v2"
	"strings"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc/peer"

	"example.com/geotag"
	"example.com/geotag/server"
)

// A sampler traces a part of the calls. Within the process it follows the span above. A caller decides nothing: neither its sampled flag
// counts, which would let everybody have all their calls traced, nor its trace's id, which it can choose so that a ratio of ids takes it.
type sampler struct {
	ratio float64
	trust bool // callers decide after all
}

func (s sampler) ShouldSample(p sdktrace.SamplingParameters) sdktrace.SamplingResult {
	parent := trace.SpanContextFromContext(p.ParentContext)
	keep := rand.Float64() < s.ratio
	switch {
	case parent.IsValid() && (s.trust || !parent.IsRemote()):
		keep = parent.IsSampled()
	case strings.HasPrefix(p.Name, "Recv.grpc."): // health checks, reflection
		keep = false
	}
	result := sdktrace.SamplingResult{Decision: sdktrace.Drop, Tracestate: parent.TraceState()}
	if keep {
		result.Decision = sdktrace.RecordAndSample
	}
	return result
}

func (s sampler) Description() string { return "a part of the calls, whatever callers say" }

// parents takes the trace and the span above from a caller's traceparent, and nothing else: tracestate and baggage are words of the
// caller's, which would go out with the spans.
type parents struct{ propagation.TraceContext }

func (p parents) Extract(ctx context.Context, c propagation.TextMapCarrier) context.Context {
	ctx = p.TraceContext.Extract(ctx, onlyParent{c})
	if parent := trace.SpanContextFromContext(ctx); parent.IsValid() && inProcess(ctx) {
		ctx = trace.ContextWithSpanContext(ctx, parent.WithRemote(false))
	}
	return ctx
}

// oneTracer has one tracer for all: grpc asks for one with each call, and a provider looks each up under a lock.
type oneTracer struct {
	trace.TracerProvider
	tracer trace.Tracer
}

func (o oneTracer) Tracer(string, ...trace.TracerOption) trace.Tracer { return o.tracer }

// inProcess reports whether a call comes over a connection within the process: from the HTTP face.
func inProcess(ctx context.Context) bool {
	p, ok := peer.FromContext(ctx)
	return ok && p.Addr.Network() == "bufconn"
}

type onlyParent struct{ propagation.TextMapCarrier }

func (c onlyParent) Get(key string) string {
	if key != "traceparent" {
		return ""
	}
	return c.TextMapCarrier.Get(key)
}

// wordless exports spans without the descriptions of their statuses: grpc puts an error's message there, which may quote the request.
type wordless struct{ sdktrace.SpanExporter }

func (w wordless) ExportSpans(ctx context.Context, spans []sdktrace.ReadOnlySpan) error {
	clean := make([]sdktrace.ReadOnlySpan, len(spans))
	for i, s := range spans {
		clean[i] = wordlessSpan{s}
	}
	return w.SpanExporter.ExportSpans(ctx, clean)
}

type wordlessSpan struct{ sdktrace.ReadOnlySpan }

func (s wordlessSpan) Status() sdktrace.Status {
	return sdktrace.Status{Code: s.ReadOnlySpan.Status().Code}
}

// traceSteps makes the spans of a text's steps after they have ended, where its call is traced.
func (t *Telemetry) traceSteps(ctx context.Context, x server.Text) {
	timings := x.Document.Timings
	if timings == nil || !trace.SpanFromContext(ctx).IsRecording() {
		return
	}
	size := trace.WithAttributes(attribute.Int("geotag.text.bytes", x.Bytes))
	at := timings.Began
	for step, took := range timings.Steps {
		_, span := t.tracer.Start(ctx, geotag.Step(step).String(), trace.WithTimestamp(at), size)
		at = at.Add(took)
		span.End(trace.WithTimestamp(at))
	}
	_, span := t.tracer.Start(ctx, encode, trace.WithTimestamp(at), size)
	span.End(trace.WithTimestamp(at.Add(x.Encoded)))
}

// encode names the step after those of the tagger: from the document to the message.
const encode = "encode"
