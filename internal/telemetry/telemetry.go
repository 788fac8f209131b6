// Package telemetry tells an operator what a server does: metrics for Prometheus or over OTLP, traces over OTLP, a log, and a listener for
// administrators. All of it is off unless it is asked for, and then costs nothing. No word of a request is told to anybody.
package telemetry

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	promexporter "go.opentelemetry.io/otel/exporters/prometheus"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"

	"example.com/geotag"
	"example.com/geotag/server"
)

// Options say what is told, beside what the standard environment variables of OpenTelemetry ask for. The zero value: nothing.
type Options struct {
	// Admin says that there will be a listener that serves Handler, and so that there are metrics.
	Admin bool
	// Log receives a line a request where LogCalls is set, panics, and what goes wrong with exports; nil: nothing.
	Log *slog.Logger
	// LogCalls asks for a line a request; server.Options.LogCalls, which Instrument sets, for one a call.
	LogCalls bool
	// TrustCallers lets callers say, by the sampled flag of their traceparent, that a call is to be traced. Only behind a gateway of one's
	// own: a trace costs, and on the open internet everybody would be traced who wishes to.
	TrustCallers bool
	// Version and Commit name the program.
	Version, Commit string
	// Getenv returns the environment's variables; nil: none is set.
	Getenv func(string) string

	spans   sdktrace.SpanExporter // of tests
	metrics metric.Reader         // of tests
}

// A Telemetry is what one process tells. It is safe for concurrent use.
type Telemetry struct {
	opts     Options
	registry *prometheus.Registry // nil: no metrics for Prometheus
	meters   *metric.MeterProvider
	traces   *sdktrace.TracerProvider
	tracer   trace.Tracer // nil: no traces
	ratio    float64      // of calls that are traced
	measures *measures    // nil: no metrics
	server   atomic.Pointer[server.Server]
	facts    atomic.Pointer[facts]
	queue    atomic.Pointer[Queue] // nil: none
	texts    atomic.Uint64         // so far, of which one in timedEvery is timed
}

// New returns what the options and the environment ask for. The error says which variable is wrong.
func New(ctx context.Context, o Options) (*Telemetry, error) {
	if o.Getenv == nil {
		o.Getenv = func(string) string { return "" }
	}
	o.Log = cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	env, err := readEnvironment(o.Getenv)
	if err != nil {
		return nil, err
	}
	if env.prometheus && !o.Admin {
		return nil, errors.New("telemetry: OTEL_METRICS_EXPORTER is prometheus, which needs an admin listener")
	}
	t := &Telemetry{opts: o}
	about, err := resource.New(ctx,
		resource.WithAttributes(attribute.String("service.name", "geotag"), attribute.String("service.version", o.Version)),
		resource.WithTelemetrySDK(), resource.WithFromEnv())
	if err != nil {
		return nil, fmt.Errorf("telemetry: OTEL_RESOURCE_ATTRIBUTES: %w", err)
	}
	if err := t.startTraces(ctx, env, about); err != nil {
		return nil, err
	}
	if err := t.startMetrics(ctx, env, about); err != nil {
		return nil, errors.Join(err, t.Shutdown(ctx))
	}
	if t.traces != nil || t.meters != nil {
		otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) { o.Log.Warn("telemetry", "err", err) }))
	}
	return t, nil
}

func (t *Telemetry) startTraces(ctx context.Context, env *environment, about *resource.Resource) error {
	exporter := t.opts.spans
	if exporter == nil && env.traces {
		var err error
		if exporter, err = spanExporter(ctx, env); err != nil {
			return fmt.Errorf("telemetry: traces: %w", err)
		}
	}
	if exporter == nil {
		return nil
	}
	t.traces = sdktrace.NewTracerProvider(
		sdktrace.WithBatcher(exporter), sdktrace.WithResource(about), sdktrace.WithSampler(sdktrace.AlwaysSample())) // keeps samples
	t.ratio = env.ratio
	t.tracer = t.traces.Tracer("example.com/geotag")
	return nil
}

func (t *Telemetry) startMetrics(ctx context.Context, env *environment, about *resource.Resource) error {
	options := []metric.Option{metric.WithResource(about)}
	n := len(options)
	if t.opts.metrics != nil {
		options = append(options, metric.WithReader(t.opts.metrics))
	}
	if t.opts.Admin {
		t.registry = prometheus.NewRegistry()
		t.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
		reader, err := promexporter.New(promexporter.WithRegisterer(t.registry), promexporter.WithoutScopeInfo())
		if err != nil {
			return fmt.Errorf("telemetry: %w", err)
		}
		options = append(options, metric.WithReader(reader))
	}
	if env.metrics {
		reader, err := metricReader(ctx, env)
		if err != nil {
			return fmt.Errorf("telemetry: metrics: %w", err)
		}
		options = append(options, metric.WithReader(reader))
	}
	if len(options) == n {
		return nil
	}
	t.meters = metric.NewMeterProvider(options...)
	var err error
	t.measures, err = newMeasures(t)
	return err
}

// Shutdown sends what has not been sent yet, and ends what New began.
func (t *Telemetry) Shutdown(ctx context.Context) error {
	var errs []error
	if t.traces != nil {
		errs = append(errs, t.traces.Shutdown(ctx))
	}
	if t.meters != nil {
		errs = append(errs, t.meters.Shutdown(ctx))
	}
	return errors.Join(errs...)
}

// Instrument adds to the options of a server what is told of its calls.
func (t *Telemetry) Instrument(o *server.Options) {
	o.LogCalls = o.LogCalls || t.opts.LogCalls
	if o.LogCalls || t.tracer != nil {
		o.Begin = t.begin
	}
	if t.measures == nil && t.tracer == nil {
		return
	}
	o.ObserveText, o.TimeText = t.text, t.timed
	o.Observe = func(ctx context.Context, c server.Call) {
		if t.measures != nil {
			t.measures.call(ctx, c)
		}
		endSpan(ctx, c)
	}
}

// Watch tells of a server's health and load.
func (t *Telemetry) Watch(s *server.Server) {
	t.server.Store(s)
	if t.measures != nil {
		t.measures.begin()
	}
}

// timedEvery is of how many texts one is timed step by step: a clock is read a dozen times, some microsecond of the millisecond that a text of
// two kilobytes takes.
const timedEvery = 64

// timed says whether the steps of a text are timed: it is traced, or its turn.
func (t *Telemetry) timed(ctx context.Context) bool {
	return t.texts.Add(1)%timedEvery == 1 || t.tracer != nil && trace.SpanFromContext(ctx).IsRecording()
}

// text tells of a text that was answered.
func (t *Telemetry) text(ctx context.Context, x server.Text) {
	if t.measures != nil {
		t.measures.text(ctx, x)
	}
	if t.tracer != nil {
		t.traceSteps(ctx, x)
	}
}

// facts are what a server answers from.
type facts struct {
	gazetteer, model         string // versions
	gazetteerDate, modelDate time.Time
	size                     int // bytes of the gazetteer
}

// Loaded tells that a server answers from a tagger from now on, or with an error that it could not.
func (t *Telemetry) Loaded(tagger *geotag.Tagger, err error) {
	if t.measures == nil {
		return
	}
	t.measures.load(err)
	if err != nil {
		return
	}
	ix := tagger.Gazetteer()
	f := &facts{gazetteer: ix.Version(), model: tagger.ModelVersion(), modelDate: tagger.ModelDate(), size: ix.Size()}
	if meta, err := ix.Meta(); err == nil {
		f.gazetteerDate, _ = time.Parse(time.DateOnly, meta.Date)
	}
	t.facts.Store(f)
}
