package telemetry

import (
	"bytes"
	"context"
	"fmt"
	"io"
	stdlog "log"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/grpclog"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/test/bufconn"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/server"
	"example.com/geotag/web"
)

// A buffer is a log that several write to.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// elsewhere is what grpc and net/http say by themselves.
var elsewhere buffer

func init() {
	grpclog.SetLoggerV2(grpclog.NewLoggerV2(io.Discard, &elsewhere, &elsewhere))
	stdlog.SetOutput(&elsewhere)
}

// A stage is a server on the network with both faces and all that is told of it.
type stage struct {
	tel   *Telemetry
	srv   *server.Server
	log   buffer
	spans *tracetest.InMemoryExporter
	conn  *grpc.ClientConn // to the gRPC face
	rest  string           // the URL of the HTTP face
	stops []func()
}

// settle lets all calls end, to the last line of the log, which comes after the answer. No call can be made afterwards.
func (s *stage) settle() {
	for _, stop := range s.stops {
		stop()
	}
	s.stops = nil
}

// vars makes an environment of pairs of a name and a value.
func vars(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

// set serves the embedded gazetteer. Who sends the metadata "panic", or that header, makes a handler panic with the request.
func set(t *testing.T, o Options) *stage {
	t.Helper()
	s := &stage{spans: tracetest.NewInMemoryExporter()}
	log, err := NewLogger(&s.log, "json", slog.LevelDebug)
	if err != nil {
		t.Fatal(err)
	}
	o.Log, o.spans, o.Admin, o.LogCalls = log, s.spans, true, true
	if s.tel, err = New(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	options := server.Options{Log: log}
	s.tel.Instrument(&options)
	timed := options.TimeText
	options.TimeText = func(ctx context.Context) bool {
		if md, _ := metadata.FromIncomingContext(ctx); len(md["panic"]) > 0 {
			panic(fmt.Sprint(md)) // what a caller sent
		}
		return timed(ctx)
	}
	tagger := geotag.New(ix)
	s.srv = server.New(tagger, options)
	s.tel.Watch(s.srv)
	s.tel.Loaded(tagger, nil)

	lis, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.conn = s.dialed(t, s.srv.GRPC(), lis, lis.Addr().String())
	within := bufconn.Listen(1 << 20)
	local := s.dialed(t, s.srv.Local(), within, "passthrough:within", append(s.tel.DialOptions(),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return within.DialContext(ctx) }))...)
	face, err := web.Handler(web.Service{
		API: geotagv1.NewGeotagServiceClient(local), Tag: s.srv.HandleTag, Current: func() *gazetteer.Index { return ix },
	}, web.Options{})
	if err != nil {
		t.Fatal(err)
	}
	h := httptest.NewUnstartedServer(s.tel.HTTP(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Panic") != "" {
			panic(r.URL.String())
		}
		face.ServeHTTP(w, r)
	})))
	h.Config.ErrorLog = s.tel.HTTPErrors()
	h.Start()
	t.Cleanup(h.Close)
	s.stops = append([]func(){h.Close}, s.stops...)
	s.rest = h.URL
	return s
}

func (s *stage) dialed(t *testing.T, g *grpc.Server, lis net.Listener, target string, o ...grpc.DialOption) *grpc.ClientConn {
	t.Helper()
	go g.Serve(lis)
	s.stops = append(s.stops, g.GracefulStop)
	conn, err := grpc.NewClient(target, append(o, grpc.WithTransportCredentials(insecure.NewCredentials()))...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(); g.Stop() })
	return conn
}

// told returns all that was told of the server, by where: what the log, the spans and the metrics say.
func (s *stage) told(t *testing.T) map[string]string {
	t.Helper()
	s.settle()
	if err := s.tel.traces.ForceFlush(t.Context()); err != nil {
		t.Fatal(err)
	}
	var spans strings.Builder
	for _, span := range s.spans.GetSpans() {
		writeSpan(&spans, &span)
	}
	return map[string]string{"log": s.log.String(), "spans": spans.String(), "metrics": s.scrape(t, "/metrics"), "standard error": elsewhere.String()}
}

// scrape returns what the admin listener answers.
func (s *stage) scrape(t *testing.T, path string) string {
	t.Helper()
	w := httptest.NewRecorder()
	s.tel.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
	return w.Body.String()
}

func (s *stage) do(t *testing.T, method, url, body string, header ...string) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.rest+url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		t.Fatal(err)
	}
	return resp
}
