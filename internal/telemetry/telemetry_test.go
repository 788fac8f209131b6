package telemetry

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/server"
	"example.com/geotag/server/access"
)

func TestEnvironment(t *testing.T) {
	for _, test := range []struct{ vars, want string }{
		{"", "false false false 1"},
		{"OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318", "true true false 1"},
		{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://c:4318", "true false false 1"},
		{"OTEL_TRACES_EXPORTER=otlp OTEL_METRICS_EXPORTER=none", "true false false 1"},
		{"OTEL_TRACES_EXPORTER=none OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318", "false true false 1"},
		{"OTEL_METRICS_EXPORTER=prometheus", "false false true 1"},
		{"OTEL_SDK_DISABLED=true OTEL_TRACES_EXPORTER=otlp OTEL_TRACES_SAMPLER=odd", "false false false 0"},
		{"OTEL_TRACES_SAMPLER=always_off", "false false false 0"},
		{"OTEL_TRACES_SAMPLER=parentbased_traceidratio OTEL_TRACES_SAMPLER_ARG=0.25", "false false false 0.25"},
		{"OTEL_TRACES_EXPORTER=jaeger", `OTEL_TRACES_EXPORTER is "jaeger": it must be otlp or none`},
		{"OTEL_EXPORTER_OTLP_PROTOCOL=http/json", `OTEL_EXPORTER_OTLP_PROTOCOL is "http/json"`},
		{"OTEL_TRACES_SAMPLER=odd", `OTEL_TRACES_SAMPLER is "odd"`},
		{"OTEL_TRACES_SAMPLER=traceidratio OTEL_TRACES_SAMPLER_ARG=2", `OTEL_TRACES_SAMPLER_ARG is "2"`},
		{"OTEL_TRACES_SAMPLER=traceidratio OTEL_TRACES_SAMPLER_ARG=NaN", `OTEL_TRACES_SAMPLER_ARG is "NaN"`},
	} {
		e, err := readEnvironment(func(name string) string {
			for pair := range strings.FieldsSeq(test.vars) {
				if k, v, _ := strings.Cut(pair, "="); k == name {
					return v
				}
			}
			return ""
		})
		got := fmt.Sprint(err)
		if err == nil {
			got = fmt.Sprint(e.traces, e.metrics, e.prometheus, e.ratio)
		}
		if !strings.Contains(got, test.want) {
			t.Errorf("%s: %s; want %s", test.vars, got, test.want)
		}
	}
	if _, err := New(t.Context(), Options{Getenv: vars("OTEL_METRICS_EXPORTER", "prometheus")}); err == nil {
		t.Error("prometheus without a listener is no error")
	}
}

// Where nothing is asked for a server is left as it is.
func TestOffIsOff(t *testing.T) {
	tel, err := New(t.Context(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var o server.Options
	tel.Instrument(&o)
	if o.Observe != nil || o.ObserveText != nil || o.TimeText != nil || o.LogCalls || o.Begin != nil || len(tel.DialOptions()) > 0 {
		t.Errorf("it is instrumented: %+v", o)
	}
	tel.Loaded(nil, errors.New("x"))
	if err := tel.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}

// An id that a caller gives is taken if it is one, is the same in the log and in the answer, and goes from a request to its calls.
func TestRequestIDs(t *testing.T) {
	s := set(t, Options{})
	const given = "0123abcd-4567-89EF"
	resp := s.do(t, "POST", "/v1/tag", `{"text":"Floods in Kano."}`, "X-Request-Id", given)
	if got := resp.Header.Get("X-Request-Id"); got != given {
		t.Errorf("the answer has the id %q", got)
	}
	var header metadata.MD
	api := geotagv1.NewGeotagServiceClient(s.conn)
	if _, err := api.GetGazetteer(t.Context(), new(geotagv1.GetGazetteerRequest), grpc.Header(&header)); err != nil {
		t.Fatal(err)
	}
	made := header.Get(access.RequestIDKey)
	if len(made) != 1 || len(made[0]) != 32 {
		t.Fatalf("a call without an id was answered with %q", made)
	}
	s.settle()
	var calls []string
	for line := range strings.Lines(s.log.String()) {
		var l struct{ Msg, Face, Level, RequestID string }
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		calls = append(calls, fmt.Sprint(l.Level, " ", l.Msg, " ", l.Face, " ", l.RequestID))
	}
	slices.Sort(calls) // a request's line may be written before that of its call
	want := []string{"DEBUG request http " + given, "INFO call grpc " + made[0], "INFO call rest " + given}
	if fmt.Sprint(calls) != fmt.Sprint(want) {
		t.Errorf("the log has\n%s\nwant\n%s", strings.Join(calls, "\n"), strings.Join(want, "\n"))
	}
}

func TestAdmin(t *testing.T) {
	s := set(t, Options{Version: "1.2.3"})
	lis, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.tel.Serve(ctx, lis) }()
	ask := func(path, host string, header ...string) (int, string) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+lis.Addr().String()+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = host
		for i := 0; i < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, string(body)
	}
	for path, want := range map[string]string{
		"/healthz": "alive", "/readyz": "ready", "/version": `"version": "1.2.3"`, "/metrics": "geotag_ready 1", "/debug/pprof/": "goroutine",
		"/debug/pprof/heap?debug=1": "heap profile",
	} {
		if code, body := ask(path, ""); code != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: %d %.200s", path, code, body)
		}
	}
	for _, host := range []string{"evil.example", "127.0.0.1.evil.example", "evil.example:9090", "10.0.0.1"} {
		if code, _ := ask("/metrics", host); code != http.StatusForbidden {
			t.Errorf("under the name %s: %d", host, code)
		}
	}
	if code, _ := ask("/metrics", "localhost:9090", "Sec-Fetch-Site", "cross-site"); code != http.StatusForbidden {
		t.Errorf("for a page of others: %d", code)
	}
	if code, _ := ask("/metrics", "[::1]:9090"); code != http.StatusOK {
		t.Errorf("under the name [::1]: %d", code)
	}
	const up, down, unknown = "SERVING", "NOT_SERVING", "NotFound"
	probes(t, lis.Addr().String(), map[string]string{"": up, "geotag.v1.GeotagService": up, "liveness": up, "another": unknown})
	s.srv = server.New(nil, server.Options{})
	s.tel.Watch(s.srv)
	if code, _ := ask("/readyz", ""); code != http.StatusServiceUnavailable {
		t.Errorf("a server without a gazetteer is ready: %d", code)
	}
	if _, body := ask("/metrics", ""); !strings.Contains(body, "geotag_ready 0") {
		t.Error("the metrics say that it is ready")
	}
	probes(t, lis.Addr().String(), map[string]string{"": down, "geotag.v1.GeotagService": down, "liveness": up})
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

var ours = regexp.MustCompile(`(?m)^geotag_(?:texts|references|mentions).*`)

// What a server counts is what was asked of it.
func TestCounts(t *testing.T) {
	s := set(t, Options{})
	api := geotagv1.NewGeotagServiceClient(s.conn)
	text := &geotagv1.TagRequest{Text: "Floods hit Kano and Bern. Troops were killed in Zorvalka, Nigeria on Monday."}
	for range 3 {
		if _, err := api.Tag(t.Context(), text); err != nil {
			t.Fatal(err)
		}
	}
	s.do(t, "POST", "/v1/tag", `{"text":"Floods hit Kano on Monday, and the people of the town have left it."}`)
	s.do(t, "GET", "/v1/places/nowhere", "")
	s.tel.Loaded(nil, errors.New("bad"))
	s.settle()
	metrics := s.scrape(t, "/metrics")
	for _, want := range []string{
		`geotag_calls_total{code="OK",face="grpc",method="/geotag.v1.GeotagService/Tag"} 3`,
		`geotag_calls_total{code="OK",face="rest",method="/geotag.v1.GeotagService/Tag"} 1`,
		`geotag_calls_total{code="NotFound",face="rest",method="/geotag.v1.GeotagService/GetPlace"} 1`,
		`geotag_calls_total{code="Internal",face="grpc",method="/geotag.v1.GeotagService/Tag"} 0`,
		`grpc_server_call_duration_seconds_count{grpc_method="geotag.v1.GeotagService/GetPlace",grpc_status="NOT_FOUND"} 1`,
		`http_server_request_duration_seconds_count{http_request_method="GET",http_response_status_code="404",http_route="/v1/places/{place_id}"} 1`,
		`geotag_texts_total{language="en"} 4`, `geotag_mentions_total{country="CH",role="location"} 3`, `geotag_references_total{listed="false"} 3`,
		`geotag_reloads_total{result="ok"} 1`, `geotag_reloads_total{result="refused"} 1`, "geotag_calls_under_way 0",
	} {
		if !strings.Contains(metrics, want+"\n") {
			t.Errorf("no %s in\n%s", want, strings.Join(ours.FindAllString(metrics, -1), "\n"))
		}
	}
	if !strings.Contains(metrics, `geotag_step_duration_seconds_total{step="resolve"}`) || strings.Contains(metrics, "step_duration_seconds_total{step=\"resolve\"} 0\n") {
		t.Error("no step was timed")
	}
}

func TestLabelsAreBounded(t *testing.T) {
	for tag, want := range map[string]string{"en": "en", "de-CH": "de", "pt-BR": "pt", "": other, "qq": other, "xyz": other, "e": other, "EN": other, "\xff\xff": other, "en_x": other} {
		if got := languageOf(tag); got != want {
			t.Errorf("language %q: %q; want %q", tag, got, want)
		}
	}
	for _, code := range []string{"AA", "NG", "ZZ"} {
		if got := countryName(countryIndex(code)); got != code {
			t.Errorf("country %s: %s", code, got)
		}
	}
	for _, code := range []string{"", "N", "ng", "NGA", "N1"} {
		if got := countryName(countryIndex(code)); got != "none" {
			t.Errorf("country %s: %s", code, got)
		}
	}
	var b bounded
	for i := range 2 * maxValues {
		b.of(fmt.Sprint(i))
	}
	if b.of("0") != "0" || b.of("new") != other || len(b.seen) != maxValues {
		t.Errorf("%d values are let through", len(b.seen))
	}
}

func TestLoggers(t *testing.T) {
	var b buffer
	if _, err := NewLogger(&b, "xml", 0); err == nil {
		t.Error("xml is a form")
	}
	tel, err := New(t.Context(), Options{Log: slog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	if err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]string{
		"http: TLS handshake error from 1.2.3.4:5: tls: client offered " + canary: `what="TLS handshake error"`,
		"http: panic serving 1.2.3.4:5: " + canary:                                "what=\"panic serving 1.2.3.4\"",
		canary + ": http": "what=",
	} {
		tel.HTTPErrors().Print(line)
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s: %s", line, &b)
		}
	}
}

// probes asks for services as the kubelet does, in plain text, and wants these states.
func probes(t *testing.T, addr string, want map[string]string) {
	t.Helper()
	conn, err := grpc.NewClient(addr, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for service, state := range want {
		resp, err := healthpb.NewHealthClient(conn).Check(t.Context(), &healthpb.HealthCheckRequest{Service: service})
		got := resp.GetStatus().String()
		if err != nil {
			got = status.Code(err).String()
		}
		if got != state {
			t.Errorf("probe of %q: %s, %v, want %s", service, got, err, state)
		}
	}
}
