package telemetry

import (
	"context"
	"runtime/metrics"
	"strings"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"google.golang.org/grpc/codes"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/server"
	"example.com/geotag/server/access"
)

// The buckets of durations, in seconds, and of sizes: a call takes from a tenth of a millisecond to a deadline, and a message has from a name
// to the limit.
var (
	seconds = []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30}
	sizes   = []float64{256, 1 << 10, 4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20, 8 << 20, 64 << 20}
)

// measures are the metrics. Every label is of a bounded set, none of a caller's words. Those of calls have the names that gRPC gives them (gRFC
// A66), so that its dashboards work; grpc's own plugin for them would take twice the time of all that is told of a call.
type measures struct {
	calls, refusals                                       tally[callKind]
	texts, reloads                                        tally[string]
	textBytes, references                                 tally[bool]
	tokenCalls, tokenTexts, tokenBytes                    tally[string]
	stepNanos                                             tally[string]
	mentions                                              mentions
	tokens, reasons                                       bounded
	took, queued, requests                                metric.Float64Histogram
	received, sent                                        metric.Int64Histogram
	callLabels                                            kept[callKind]
	requestLabels                                         kept[requestKind]
	underWay, waiting, ready, heap, mapped, built, served metric.Int64ObservableGauge
	modelAge, gazetteerAge                                metric.Float64ObservableGauge
}

func newMeasures(t *Telemetry) (*measures, error) {
	m := new(measures)
	b := &builder{meter: t.meters.Meter("example.com/geotag")}
	b.histogram(&m.took, "grpc.server.call.duration", "Time that calls took, by method and status, from their headers to their status.")
	b.sizes(&m.received, "grpc.server.call.rcvd_total_compressed_message_size", "Bytes of the messages of a call, by method and status.")
	b.sizes(&m.sent, "grpc.server.call.sent_total_compressed_message_size", "Bytes of the messages that answer a call, by method and status.")
	b.histogram(&m.queued, "geotag.queue.duration", "Time that calls waited for their turn, of those that had to.")
	b.histogram(&m.requests, "http.server.request.duration", "Time that HTTP requests took, by route, method and status.")
	m.calls.register(b, "geotag.calls", "{call}", "Calls that have ended, by face (grpc, rest), method and code.", callKind.labels)
	m.refusals.register(b, "geotag.refusals", "{call}", "Calls that were refused for want of room, rights or a gazetteer, by face and reason.", callKind.refusal)
	m.registerTexts(b)
	m.reloads.register(b, "geotag.reloads", "{reload}", "Gazetteers that were loaded, by result (ok, refused).", label("result"))
	m.tokenCalls.register(b, "geotag.token.calls", "{call}", "Calls by the name of their token.", label("token"))
	m.tokenTexts.register(b, "geotag.token.texts", "{text}", "Texts that were answered, by the name of the call's token.", label("token"))
	m.tokenBytes.register(b, "geotag.token.received", "By", "Bytes of requests, by the name of the call's token.", label("token"))
	m.registerState(b, t)
	return m, b.err
}

func (m *measures) registerTexts(b *builder) {
	m.texts.register(b, "geotag.texts", "{text}", "Texts that were answered, by language.", label("language"))
	m.textBytes.register(b, "geotag.text.size", "By", "Bytes of the texts that were answered; timed: of those whose steps were timed.", flag("timed"))
	m.references.register(b, "geotag.references", "{place}", "Places that texts refer to, by whether the gazetteer lists them.", flag("listed"))
	b.add(func() error { return m.mentions.register(b) })
	b.add(func() error {
		_, err := b.meter.Float64ObservableCounter("geotag.step.duration", metric.WithUnit("s"),
			metric.WithDescription("Time that the steps of timed texts took, by step."),
			metric.WithFloat64Callback(func(_ context.Context, o metric.Float64Observer) error {
				m.stepNanos.each(func(step string, n int64) {
					o.Observe(time.Duration(n).Seconds(), metric.WithAttributes(attribute.String("step", step)))
				})
				return nil
			}))
		return err
	})
}

// registerState registers what is at the moment, and not counted.
func (m *measures) registerState(b *builder, t *Telemetry) {
	b.gauge(&m.underWay, "geotag.calls.under_way", "{call}", "Calls under way.")
	b.gauge(&m.waiting, "geotag.calls.waiting", "{call}", "Calls that wait for their turn.")
	b.gauge(&m.ready, "geotag.ready", "", "1: the server answers; 0: it has no sound gazetteer, or drains.")
	b.gauge(&m.heap, "geotag.heap.size", "By", "Bytes of live and dead objects in the heap.")
	b.gauge(&m.mapped, "geotag.gazetteer.size", "By", "Bytes of the gazetteer, which are mapped where it is a file.")
	b.gauge(&m.built, "geotag.build.info", "", "Always 1, with the program's version and commit.")
	b.gauge(&m.served, "geotag.serving.info", "", "Always 1, with the versions of the gazetteer and the model.")
	b.age(&m.modelAge, "geotag.model.age", "Time since the model was learned.")
	b.age(&m.gazetteerAge, "geotag.gazetteer.age", "Time since the date of the gazetteer's newest source.")
	b.add(func() error {
		_, err := b.meter.RegisterCallback(func(_ context.Context, o metric.Observer) error {
			t.observe(o)
			return nil
		}, m.underWay, m.waiting, m.ready, m.heap, m.mapped, m.built, m.served, m.modelAge, m.gazetteerAge)
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
		o.ObserveInt64(m.underWay, int64(load.Working()))
		o.ObserveInt64(m.waiting, int64(load.Waiting()))
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

// A callKind is what calls are counted by: two faces, the server's methods, grpc's codes; of refusals without method, by reason.
type callKind struct {
	face, method string
	code         codes.Code
	reason       string
}

func (k callKind) labels() []attribute.KeyValue {
	return []attribute.KeyValue{attribute.String("face", k.face), attribute.String("method", k.method), attribute.String("code", k.code.String())}
}

func (k callKind) refusal() []attribute.KeyValue {
	return []attribute.KeyValue{attribute.String("face", k.face), attribute.String("reason", k.reason)}
}

// standard are the labels that gRPC has for a call.
func (k callKind) standard() []attribute.KeyValue {
	return []attribute.KeyValue{attribute.String("grpc.method", strings.TrimPrefix(k.method, "/")), attribute.String("grpc.status", canonical(k.code))}
}

// refused are the codes of calls that were not tried.
var refused = map[codes.Code]bool{codes.ResourceExhausted: true, codes.Unauthenticated: true, codes.PermissionDenied: true, codes.Unavailable: true}

// begin makes counts of what should never happen, so that a first time is seen as an increase.
func (m *measures) begin() {
	for _, face := range []string{"grpc", "rest"} {
		for _, method := range []string{
			geotagv1.GeotagService_Tag_FullMethodName, geotagv1.GeotagService_TagStream_FullMethodName, geotagv1.GeotagService_FindPlaces_FullMethodName,
			geotagv1.GeotagService_GetPlace_FullMethodName, geotagv1.GeotagService_LocatePoint_FullMethodName,
			geotagv1.GeotagService_ConvertArea_FullMethodName, geotagv1.GeotagService_GetGazetteer_FullMethodName,
		} {
			m.calls.add(callKind{face: face, method: method, code: codes.Internal}, 0)
		}
	}
	m.reloads.add("ok", 0)
	m.reloads.add("refused", 0)
}

// call counts a call.
func (m *measures) call(ctx context.Context, c server.Call) {
	kind := callKind{face: c.Face, method: c.Method, code: c.Code}
	m.calls.add(kind, 1)
	labels := m.callLabels.of(callKind{method: c.Method, code: c.Code}, callKind.standard)
	m.took.Record(ctx, c.Took.Seconds(), labels)
	m.received.Record(ctx, int64(c.RequestBytes), labels)
	m.sent.Record(ctx, int64(c.AnswerBytes), labels)
	if c.Queued > 0 {
		m.queued.Record(ctx, c.Queued.Seconds())
	}
	if refused[c.Code] && !strings.HasPrefix(c.Method, "/grpc.") { // who watches health is sent away when the server stops
		m.refusals.add(callKind{face: c.Face, reason: m.reasons.of(c.Reason)}, 1)
	}
	if c.Caller.Token != "" {
		token := m.tokens.of(c.Caller.Token)
		m.tokenCalls.add(token, 1)
		m.tokenBytes.add(token, int64(c.RequestBytes))
	}
}

// text counts a text, and what was found in it.
func (m *measures) text(ctx context.Context, x server.Text) {
	m.texts.add(languageOf(x.Document.Language), 1)
	if c := access.CallerOf(ctx); c.Token != "" {
		m.tokenTexts.add(m.tokens.of(c.Token), 1)
	}
	known := 0
	for i := range x.Document.References {
		r := &x.Document.References[i]
		if !r.Place.IsZero() {
			known++
		}
		m.mentions.add(r)
	}
	m.references.add(true, int64(known))
	m.references.add(false, int64(len(x.Document.References)-known))
	t := x.Document.Timings
	if t == nil {
		m.textBytes.add(false, int64(x.Bytes))
		return
	}
	m.textBytes.add(true, int64(x.Bytes))
	for i, took := range t.Steps {
		m.stepNanos.add(geotag.Step(i).String(), int64(took))
	}
	m.stepNanos.add(encode, int64(x.Encoded))
}

// load counts a gazetteer that was loaded or refused.
func (m *measures) load(err error) {
	if err != nil {
		m.reloads.add("refused", 1)
		return
	}
	m.reloads.add("ok", 1)
}
