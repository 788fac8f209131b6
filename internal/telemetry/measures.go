package telemetry

import (
	"context"
	"runtime/metrics"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"google.golang.org/grpc/codes"
	grpctelemetry "google.golang.org/grpc/stats/opentelemetry"

	"example.com/geotag"
	"example.com/geotag/server"
	"example.com/geotag/server/access"
)

// seconds are the buckets of durations: a call takes from a tenth of a millisecond to a deadline.
var seconds = []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30}

// views gives grpc's durations our buckets, which are a third as many.
func views() []sdkmetric.View {
	return []sdkmetric.View{sdkmetric.NewView(
		sdkmetric.Instrument{Name: grpctelemetry.ServerCallDurationMetricName},
		sdkmetric.Stream{Aggregation: sdkmetric.AggregationExplicitBucketHistogram{Boundaries: seconds}})}
}

// measures are the metrics beside grpc's own. Every label is of a bounded set, none of a caller's words.
type measures struct {
	calls, refusals, texts, textBytes, references, stepBytes, loads metric.Int64Counter
	tokenCalls, tokenTexts, tokenBytes                              metric.Int64Counter
	stepSeconds                                                     metric.Float64Counter
	queued, requests                                                metric.Float64Histogram
	mentions                                                        mentions
	tokens, reasons                                                 bounded
	underWay, waiting, ready, heap, mapped, built, served           metric.Int64ObservableGauge
	modelAge, gazetteerAge                                          metric.Float64ObservableGauge
}

func newMeasures(t *Telemetry) (*measures, error) {
	m := new(measures)
	b := builder{meter: t.meters.Meter("example.com/geotag")}
	b.counter(&m.calls, "geotag.calls", "{call}", "Calls that have ended, by face (grpc, rest), method and code.")
	b.counter(&m.refusals, "geotag.refusals", "{call}", "Calls that were refused for want of room, rights or a gazetteer, by face and reason.")
	b.counter(&m.texts, "geotag.texts", "{text}", "Texts that were answered, by language.")
	b.counter(&m.textBytes, "geotag.text.size", "By", "Bytes of the texts that were answered.")
	b.counter(&m.references, "geotag.references", "{place}", "Places that texts refer to, by whether the gazetteer lists them.")
	b.counter(&m.stepBytes, "geotag.step.size", "By", "Bytes of the texts whose steps were timed.")
	b.counter(&m.loads, "geotag.reloads", "{reload}", "Gazetteers that were loaded, by result (ok, refused).")
	b.counter(&m.tokenCalls, "geotag.token.calls", "{call}", "Calls by the name of their token.")
	b.counter(&m.tokenTexts, "geotag.token.texts", "{text}", "Texts that were answered, by the name of the call's token.")
	b.counter(&m.tokenBytes, "geotag.token.received", "By", "Bytes of requests, by the name of the call's token.")
	b.add(func() (err error) {
		m.stepSeconds, err = b.meter.Float64Counter("geotag.step.duration", metric.WithUnit("s"),
			metric.WithDescription("Seconds that the steps of timed texts took, by step."))
		return err
	})
	b.histogram(&m.queued, "geotag.queue.duration", "Time that calls waited for their turn.")
	b.histogram(&m.requests, "http.server.request.duration", "Time that HTTP requests took, by route, method and status.")
	b.gauge(&m.underWay, "geotag.calls.under_way", "{call}", "Calls under way.")
	b.gauge(&m.waiting, "geotag.calls.waiting", "{call}", "Calls that wait for their turn.")
	b.gauge(&m.ready, "geotag.ready", "", "1: the server answers; 0: it has no sound gazetteer, or drains.")
	b.gauge(&m.heap, "geotag.heap.size", "By", "Bytes of live and dead objects in the heap.")
	b.gauge(&m.mapped, "geotag.gazetteer.size", "By", "Bytes of the gazetteer, which are mapped where it is a file.")
	b.gauge(&m.built, "geotag.build.info", "", "Always 1, with the program's version and commit.")
	b.gauge(&m.served, "geotag.serving.info", "", "Always 1, with the versions of the gazetteer and the model.")
	b.add(func() (err error) {
		m.modelAge, err = b.meter.Float64ObservableGauge("geotag.model.age", metric.WithUnit("s"),
			metric.WithDescription("Seconds since the model was learned."))
		return err
	})
	b.add(func() (err error) {
		m.gazetteerAge, err = b.meter.Float64ObservableGauge("geotag.gazetteer.age", metric.WithUnit("s"),
			metric.WithDescription("Seconds since the date of the gazetteer's newest source."))
		return err
	})
	b.add(func() error { return m.mentions.register(b.meter) })
	b.add(func() error {
		_, err := b.meter.RegisterCallback(func(_ context.Context, o metric.Observer) error {
			t.observe(o)
			return nil
		}, m.underWay, m.waiting, m.ready, m.heap, m.mapped, m.built, m.served, m.modelAge, m.gazetteerAge)
		return err
	})
	return m, b.err
}

// A builder makes instruments and keeps the first error.
type builder struct {
	meter metric.Meter
	err   error
}

func (b *builder) add(make func() error) {
	if b.err == nil {
		b.err = make()
	}
}

func (b *builder) counter(to *metric.Int64Counter, name, unit, what string) {
	b.add(func() (err error) {
		*to, err = b.meter.Int64Counter(name, metric.WithUnit(unit), metric.WithDescription(what))
		return err
	})
}

func (b *builder) gauge(to *metric.Int64ObservableGauge, name, unit, what string) {
	b.add(func() (err error) {
		*to, err = b.meter.Int64ObservableGauge(name, metric.WithUnit(unit), metric.WithDescription(what))
		return err
	})
}

func (b *builder) histogram(to *metric.Float64Histogram, name, what string) {
	b.add(func() (err error) {
		*to, err = b.meter.Float64Histogram(name, metric.WithUnit("s"), metric.WithDescription(what), metric.WithExplicitBucketBoundaries(seconds...))
		return err
	})
}

// observe tells of what is at the moment. It reads nothing of a gazetteer, whose file may be gone.
func (t *Telemetry) observe(o metric.Observer) {
	m := t.measures
	heap := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(heap)
	o.ObserveInt64(m.heap, int64(heap[0].Value.Uint64()))
	o.ObserveInt64(m.built, 1, metric.WithAttributes(attribute.String("version", t.opts.Version), attribute.String("commit", t.opts.Commit)))
	if s := t.server.Load(); s != nil {
		load, ready := s.Load(), int64(0)
		if s.Healthy() {
			ready = 1
		}
		o.ObserveInt64(m.ready, ready)
		o.ObserveInt64(m.underWay, int64(load.UnderWay))
		o.ObserveInt64(m.waiting, int64(load.Waiting))
	}
	f := t.facts.Load()
	if f == nil {
		return
	}
	o.ObserveInt64(m.mapped, int64(f.size))
	o.ObserveInt64(m.served, 1, metric.WithAttributes(attribute.String("gazetteer", f.gazetteer), attribute.String("model", f.model)))
	if !f.modelDate.IsZero() {
		o.ObserveFloat64(m.modelAge, time.Since(f.modelDate).Seconds())
	}
	if !f.gazetteerDate.IsZero() {
		o.ObserveFloat64(m.gazetteerAge, time.Since(f.gazetteerDate).Seconds())
	}
}

// refused are the codes of calls that were not tried.
var refused = map[codes.Code]bool{codes.ResourceExhausted: true, codes.Unauthenticated: true, codes.PermissionDenied: true, codes.Unavailable: true}

// call counts a call.
func (m *measures) call(ctx context.Context, c server.Call) {
	face := attribute.String("face", c.Face)
	m.calls.Add(ctx, 1, metric.WithAttributeSet(attribute.NewSet(face, attribute.String("method", c.Method), attribute.String("code", c.Code.String()))))
	m.queued.Record(ctx, c.Queued.Seconds())
	if refused[c.Code] {
		m.refusals.Add(ctx, 1, metric.WithAttributes(face, attribute.String("reason", m.reasons.of(c.Reason))))
	}
	if c.Caller.Token != "" {
		token := m.token(c.Caller)
		m.tokenCalls.Add(ctx, 1, token)
		m.tokenBytes.Add(ctx, int64(c.RequestBytes), token)
	}
}

func (m *measures) token(c access.Caller) metric.MeasurementOption {
	return metric.WithAttributeSet(attribute.NewSet(attribute.String("token", m.tokens.of(c.Token))))
}

// Attributes that stand in the way of every text, made once.
var (
	listed   = metric.WithAttributeSet(attribute.NewSet(attribute.Bool("listed", true)))
	unlisted = metric.WithAttributeSet(attribute.NewSet(attribute.Bool("listed", false)))
	steps    = func() (all [len(geotag.Timings{}.Steps) + 1]metric.MeasurementOption) {
		for i := range all {
			name := encode
			if i < len(all)-1 {
				name = geotag.Step(i).String()
			}
			all[i] = metric.WithAttributeSet(attribute.NewSet(attribute.String("step", name)))
		}
		return all
	}()
)

// text counts a text, and what was found in it.
func (m *measures) text(ctx context.Context, x server.Text) {
	m.texts.Add(ctx, 1, metric.WithAttributeSet(attribute.NewSet(attribute.String("language", languageOf(x.Document.Language)))))
	m.textBytes.Add(ctx, int64(x.Bytes))
	if c := access.CallerOf(ctx); c.Token != "" {
		m.tokenTexts.Add(ctx, 1, m.token(c))
	}
	known := 0
	for i := range x.Document.References {
		r := &x.Document.References[i]
		if !r.Place.IsZero() {
			known++
		}
		m.mentions.add(r)
	}
	m.references.Add(ctx, int64(known), listed)
	m.references.Add(ctx, int64(len(x.Document.References)-known), unlisted)
	if t := x.Document.Timings; t != nil {
		m.stepBytes.Add(ctx, int64(x.Bytes))
		for i, took := range t.Steps {
			m.stepSeconds.Add(ctx, took.Seconds(), steps[i])
		}
		m.stepSeconds.Add(ctx, x.Encoded.Seconds(), steps[len(steps)-1])
	}
}

// load counts a gazetteer that was loaded or refused.
func (m *measures) load(ctx context.Context, err error) {
	result := "ok"
	if err != nil {
		result = "refused"
	}
	m.loads.Add(ctx, 1, metric.WithAttributes(attribute.String("result", result)))
}
