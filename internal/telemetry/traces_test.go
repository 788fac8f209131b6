package telemetry

import (
	"fmt"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"google.golang.org/grpc/metadata"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// forced is a traceparent that asks to be sampled, with an id that samplers of ids take at any ratio.
const forced = "00-ab000000000000000000000000000001-00000000000000b2-01"

// tracedCalls makes calls over both faces that ask to be traced, and returns the spans.
func tracedCalls(t *testing.T, o Options) tracetest.SpanStubs {
	t.Helper()
	s := set(t, o)
	api := geotagv1.NewGeotagServiceClient(s.conn)
	for range 20 {
		ctx := metadata.AppendToOutgoingContext(t.Context(), "traceparent", forced)
		if _, err := api.Tag(ctx, &geotagv1.TagRequest{Text: "Floods in Kano."}); err != nil {
			t.Fatal(err)
		}
		s.do(t, "POST", "/v1/tag", `{"text":"Floods in Kano."}`, "Traceparent", forced, "Grpc-Metadata-Traceparent", forced)
	}
	s.settle()
	if err := s.tel.traces.ForceFlush(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s.spans.GetSpans()
}

// A caller cannot make its calls be traced, nor keep them from it.
func TestCallersDoNotSample(t *testing.T) {
	ratio := func(r string) func(string) string {
		return vars("OTEL_TRACES_SAMPLER", "parentbased_traceidratio", "OTEL_TRACES_SAMPLER_ARG", r)
	}
	if spans := tracedCalls(t, Options{Getenv: ratio("0")}); len(spans) > 0 {
		t.Errorf("%d spans, first %s, where none was to be kept", len(spans), spans[0].Name)
	}
	if spans := tracedCalls(t, Options{Getenv: ratio("0"), TrustCallers: true}); len(spans) == 0 {
		t.Error("no spans of callers who are trusted")
	}
	if spans := tracedCalls(t, Options{Getenv: ratio("1")}); len(spans) == 0 {
		t.Error("no spans where all were to be kept")
	}
}

// A call's span lies below the request's, and a text's steps below the call's, all in the caller's trace.
func TestSpansOfACall(t *testing.T) {
	names := map[string]string{}
	var lines []string
	spans := tracedCalls(t, Options{})
	for _, s := range spans {
		names[s.SpanContext.SpanID().String()] = s.Name
	}
	for _, s := range spans {
		if s.SpanContext.TraceID().String() != forced[3:35] {
			t.Fatalf("%s is in another trace", s.Name)
		}
		lines = append(lines, fmt.Sprint(names[s.Parent.SpanID().String()], " > ", s.Name))
	}
	all := strings.Join(lines, "\n")
	for _, want := range []string{
		" > POST /v1/tag", "POST /v1/tag > geotag.v1.GeotagService/Tag", " > geotag.v1.GeotagService/Tag",
		"geotag.v1.GeotagService/Tag > prose", "geotag.v1.GeotagService/Tag > ground", "geotag.v1.GeotagService/Tag > encode",
	} {
		if !strings.Contains("\n"+all+"\n", "\n"+want+"\n") {
			t.Errorf("no %q in\n%s", want, all)
		}
	}
	if len(spans) != 20*(1+7)+20*(2+7) {
		t.Errorf("%d spans", len(spans))
	}
	for _, s := range spans {
		if s.EndTime.Before(s.StartTime) {
			t.Errorf("%s ends before it begins", s.Name)
		}
	}
}
