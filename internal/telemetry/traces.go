package telemetry

import (
	"context"
	"math/rand/v2"
	"strings"

	"go.opentelemetry.io/otel/attribute"
	otelcodes "go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"

	"example.com/geotag"
	"example.com/geotag/server"
)

// keeps says whether a call or request from outside is traced, and returns its context with the span above it in the caller's trace.
//
// A part is, and the dice says which. A caller decides nothing, unless callers are trusted: neither its sampled flag counts, which would let
// everybody have all their calls traced, nor its trace's id, which it can choose so that a ratio of ids takes it. What is not kept costs no more
// than the dice.
func (t *Telemetry) keeps(ctx context.Context, c propagation.TextMapCarrier) (context.Context, bool) {
	if t.tracer == nil {
		return ctx, false
	}
	if t.opts.TrustCallers {
		above := parentOf(ctx, c)
		if parent := trace.SpanContextFromContext(above); parent.IsValid() {
			return above, parent.IsSampled()
		}
	}
	if rand.Float64() >= t.ratio {
		return ctx, false
	}
	return parentOf(ctx, c), true
}

// parentOf returns a context with the trace and the span above from a caller's traceparent, and nothing else: tracestate and baggage are words of
// the caller's, which would go out with the spans.
func parentOf(ctx context.Context, c propagation.TextMapCarrier) context.Context {
	return propagation.TraceContext{}.Extract(ctx, onlyParent{c})
}

// begin returns the context of a call that begins, with its span if it is traced. A call from within the process is if the request is that it
// comes from, whose span is in the context, or was sent over a connection.
//
// grpc's own instrumentation would ask for it after seven events a call had been made for it, of those that are not traced, too: 4 % of a call of
// 2 kB (make overhead).
func (t *Telemetry) begin(ctx context.Context, c *server.Call) context.Context {
	if req, ok := ctx.Value(requestKey{}).(*request); ok {
		req.called.Store(true)
	}
	if t.tracer == nil || strings.HasPrefix(c.Method, "/grpc.") { // health checks, reflection
		return ctx
	}
	md := incoming{ctx}
	keep := false
	if c.Face == server.FaceREST {
		ctx = parentOf(ctx, md)
		keep = trace.SpanContextFromContext(ctx).IsSampled()
	} else {
		ctx, keep = t.keeps(ctx, md)
	}
	if !keep {
		return ctx
	}
	name := strings.TrimPrefix(c.Method, "/")
	service, method, _ := strings.Cut(name, "/")
	ctx, _ = t.tracer.Start(ctx, name, trace.WithSpanKind(trace.SpanKindServer), trace.WithTimestamp(c.Began()), trace.WithAttributes(
		attribute.String("rpc.system", "grpc"), attribute.String("rpc.service", service), attribute.String("rpc.method", method)))
	return ctx
}

// endSpan ends the span of a call. An error's message may quote the request, and does not go out.
func endSpan(ctx context.Context, c server.Call) {
	span := trace.SpanFromContext(ctx)
	if !span.IsRecording() {
		return
	}
	span.SetAttributes(attribute.Int("rpc.grpc.status_code", int(c.Code)), attribute.Int("geotag.request.bytes", c.RequestBytes),
		attribute.Int("geotag.answer.bytes", c.AnswerBytes), attribute.Int64("geotag.queued.us", c.Queued.Microseconds()))
	if c.Code != codes.OK {
		span.SetStatus(otelcodes.Error, "")
	}
	span.End()
}

// incoming reads a call's metadata.
type incoming struct{ ctx context.Context }

func (i incoming) Get(key string) string {
	if v := metadata.ValueFromIncomingContext(i.ctx, key); len(v) > 0 {
		return v[0]
	}
	return ""
}

func (incoming) Set(string, string) {}
func (incoming) Keys() []string     { return nil }

type onlyParent struct{ propagation.TextMapCarrier }

func (c onlyParent) Get(key string) string {
	if key != "traceparent" {
		return ""
	}
	return c.TextMapCarrier.Get(key)
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
