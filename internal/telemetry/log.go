package telemetry

import (
	"context"
	"fmt"
	"io"
	"log/slog"

	"go.opentelemetry.io/otel/trace"
)

// NewLogger returns a logger that writes to w in a form: "json", a line an object, or "text". What is logged
// within a trace that is kept has its id as traceId.
func NewLogger(w io.Writer, form string, level slog.Level) (*slog.Logger, error) {
	o := &slog.HandlerOptions{Level: level}
	switch form {
	case "json":
		return slog.New(traced{slog.NewJSONHandler(w, o)}), nil
	case "text":
		return slog.New(traced{slog.NewTextHandler(w, o)}), nil
	}
	return nil, fmt.Errorf("telemetry: a log is json or text, not %q", form)
}

// traced adds the trace of a record's context.
type traced struct{ slog.Handler }

func (h traced) Handle(ctx context.Context, r slog.Record) error {
	if span := trace.SpanContextFromContext(ctx); span.IsSampled() {
		r.AddAttrs(slog.String("traceId", span.TraceID().String()))
	}
	return h.Handler.Handle(ctx, r)
}

func (h traced) WithAttrs(attrs []slog.Attr) slog.Handler { return traced{h.Handler.WithAttrs(attrs)} }

func (h traced) WithGroup(name string) slog.Handler { return traced{h.Handler.WithGroup(name)} }
