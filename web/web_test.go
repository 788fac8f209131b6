package web_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb/encoding/mvt"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/test/bufconn"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/rfc7946"
	"example.com/geotag/server"
	"example.com/geotag/web"
)

// newFace returns the handler of the face of a server of the built-in gazetteer, and a client of that.
func newFace(t testing.TB, o web.Options) (http.Handler, geotagv1.GeotagServiceClient) {
	t.Helper()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	lis := bufconn.Listen(1 << 20)
	srv := server.New(geotag.New(ix), server.Options{Access: o.Access})
	g := srv.Local()
	go g.Serve(lis)
	t.Cleanup(g.Stop)
	conn, err := grpc.NewClient("passthrough:face", grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return lis.DialContext(ctx) }))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	api := geotagv1.NewGeotagServiceClient(conn)
	h, err := web.Handler(web.Service{API: api, Tag: srv.HandleTag, Current: func() *gazetteer.Index { return ix }}, o)
	if err != nil {
		t.Fatal(err)
	}
	return h, api
}

func do(h http.Handler, method, path, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

const text = `Ukrainian forces gained around 1,300 square kilometers (roughly 500 square miles) of Kursk Oblast, including the town of Sudzha, 10 km south of Korenevo.`

// REST gives what the Go client and the command give, byte for byte.
func TestSameAnswer(t *testing.T) {
	t.Parallel()
	h, api := newFace(t, web.Options{})
	req := &geotagv1.TagRequest{Text: text, Geometry: geotagv1.GeometryDetail_GEOMETRY_DETAIL_BOUNDARY, SimplifyToleranceM: 5000, IncludeEvidence: true}
	resp, err := api.Tag(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	want, err := client.GeoJSON(resp)
	if err != nil {
		t.Fatal(err)
	}
	body, _ := json.Marshal(map[string]any{"text": text, "geometry": "GEOMETRY_DETAIL_BOUNDARY", "simplify_tolerance_m": 5000, "includeEvidence": true})
	w := do(h, "POST", "/v1/tag", string(body))
	if got := bytes.TrimSpace(w.Body.Bytes()); w.Code != 200 || !bytes.Equal(got, want) {
		t.Errorf("%d\n got %.300s\nwant %.300s", w.Code, got, want)
	}
	if ct := w.Header().Get("Content-Type"); ct != "application/geo+json" {
		t.Errorf("Content-Type %s", ct)
	}
	if took := w.Header().Get("Server-Timing"); !strings.HasPrefix(took, "service;dur=") || took == "service;dur=0.000" {
		t.Errorf("Server-Timing %q", took)
	}
	line, _ := json.Marshal(map[string]any{"text": text})
	plain, err := api.Tag(t.Context(), &geotagv1.TagRequest{Text: text})
	if err != nil {
		t.Fatal(err)
	}
	want, _ = client.GeoJSON(plain)
	if w := do(h, "POST", "/v1/tag:stream", string(line)); strings.TrimSpace(w.Body.String()) != string(want) {
		t.Errorf("the stream gives %.300s", w.Body)
	}
}

func TestGeoJSON(t *testing.T) {
	t.Parallel()
	h, _ := newFace(t, web.Options{})
	tag, _ := json.Marshal(map[string]string{"text": text})
	for _, tt := range []struct{ method, path, body, holds string }{
		{"POST", "/v1/tag", string(tag), `"FEATURE_KIND_STATED_AREA"`},
		{"POST", "/v1/tag", `{"text":"Nothing here."}`, `"features":[]`},
		{"GET", "/v1/places?query=Sudzha", "", `"486816"`},
		{"GET", "/v1/places?query=murma&mode=FIND_MODE_PREFIX&pageSize=3&near.latitude=68&near.longitude=33", "", "Murmansk"},
		{"GET", "/v1/places?query=murma&mode=prefix&page_size=3&near=68,33&place_types=settlement,admin2", "", "Murmansk"},
		{"GET", "/v1/places?query=Kursk+Oblast&bbox=30,50,40,53&geometry=boundary&simplify_tolerance_m=20000", "", `"Polygon"`},
		{"GET", "/v1/places?query=Sudzha&colour=red&lenient=true", "", `"486816"`},
		{"GET", "/v1/places?query=Xyzzyville", "", `"features":[]`},
		{"GET", "/v1/places/RU.41?geometry=GEOMETRY_DETAIL_BOUNDARY&simplifyToleranceM=20000", "", `"Polygon"`},
		{"GET", "/v1/places/settlement:robotyne", "", "Robotyne"},
		{"GET", "/v1/locate?lat=51.19&lon=35.27", "", "Kursk Oblast"},
		{"GET", "/v1/locate?point=51.19,35.27&geometryFormat=geojson", "", "Kursk Oblast"},
		{"GET", "/v1/area?text=1,300+km2&place=Sudzha", "", `"clipped":true`},
		{"GET", "/v1/area?text=1,300+km2", "", `"geometry":null`},
		{"POST", "/v1/tag?lenient=true", `{"text":"Floods in Kano.","unknown":{"a":[1]}}`, "Kano"},
	} {
		w := do(h, tt.method, tt.path, tt.body)
		if w.Code != 200 || !strings.Contains(w.Body.String(), tt.holds) {
			t.Errorf("%s: %d %.300s", tt.path, w.Code, w.Body)
		}
		if err := rfc7946.Check(w.Body.Bytes()); err != nil {
			t.Errorf("%s: %v", tt.path, err)
		}
	}
	if w := do(h, "GET", "/v1/gazetteer", ""); w.Code != 200 || w.Header().Get("Content-Type") != "application/json" {
		t.Errorf("%d %.200s", w.Code, w.Body)
	}
	if w := do(h, "GET", "/openapi.json", ""); !json.Valid(w.Body.Bytes()) || !strings.Contains(w.Body.String(), `"/v1/tag"`) {
		t.Errorf("%.200s", w.Body)
	}
	if w := do(h, "POST", "/v1/tag", string(tag), "Accept", "application/json"); w.Header().Get("Content-Type") != "application/json" {
		t.Errorf("Content-Type %s", w.Header().Get("Content-Type"))
	}
}

// Each feature of a sequence stands between a record separator and a line feed (RFC 8142, section 2).
func TestSequence(t *testing.T) {
	h, _ := newFace(t, web.Options{})
	w := do(h, "POST", "/v1/tag:stream", "\x1e{\"id\":\"a\",\"text\":\"Rain in Lagos\"}\n\x1e{\"id\":\"b\",\"text\":\"\"}\n\x1e{\"id\":\"c\",\"text\":\"Snow in Oslo\"}\n", "Accept", "application/geo+json-seq")
	if ct := w.Header().Get("Content-Type"); ct != "application/geo+json-seq" {
		t.Errorf("Content-Type %s", ct)
	}
	records := strings.Split(w.Body.String(), "\x1e")
	if len(records) != 4 || records[0] != "" {
		t.Fatalf("%d records: %q", len(records), w.Body)
	}
	for i, id := range []string{"a", "b", "c"} {
		doc, ok := strings.CutSuffix(records[i+1], "\n")
		if err := rfc7946.Check([]byte(doc)); !ok || err != nil || !strings.Contains(doc, `"textId":"`+id+`"`) || !strings.HasPrefix(doc, `{"type":"Feature"`) {
			t.Errorf("record %d: %v %.200s", i, err, doc)
		}
	}
	if !strings.Contains(records[2], `"error":{"code":3`) {
		t.Errorf("the empty text answers %s", records[2])
	}
}

func TestETagGzipCORS(t *testing.T) {
	h, _ := newFace(t, web.Options{Origins: []string{"https://example.org"}})
	first := do(h, "GET", "/v1/places?query=Springfield&pageSize=50", "", "Accept-Encoding", "gzip")
	tag := first.Header().Get("ETag")
	if first.Code != 200 || tag == "" || first.Header().Get("Content-Encoding") != "gzip" {
		t.Fatalf("%d, ETag %q, %s", first.Code, tag, first.Header().Get("Content-Encoding"))
	}
	z, err := gzip.NewReader(first.Body)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(z); err != nil || rfc7946.Check(b) != nil {
		t.Errorf("%v %.100s", err, b)
	}
	if again := do(h, "GET", "/v1/places?query=Springfield&pageSize=50", "", "If-None-Match", `"x", `+tag); again.Code != http.StatusNotModified || again.Body.Len() != 0 {
		t.Errorf("%d with %d bytes", again.Code, again.Body.Len())
	}
	if bad := do(h, "GET", "/v1/places", ""); bad.Header().Get("ETag") != "" || bad.Code != 400 {
		t.Errorf("an error has the ETag %s", bad.Header().Get("ETag"))
	}
	if w := do(h, "OPTIONS", "/v1/tag", "", "Origin", "https://example.org", "Access-Control-Request-Method", "POST"); w.Code != 204 || w.Header().Get("Access-Control-Allow-Origin") != "https://example.org" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	closed, _ := newFace(t, web.Options{})
	if w := do(closed, "OPTIONS", "/v1/tag", "", "Origin", "https://example.org", "Access-Control-Request-Method", "POST"); w.Header().Get("Access-Control-Allow-Origin") != "" {
		t.Error("who was not let in may call")
	}
}

func TestWhereGRPCIs(t *testing.T) {
	for address, want := range map[string]string{
		"[::]:8080": "[::]:8080", "127.0.0.1:8080": "127.0.0.1:8080", "grpc.example.org:443": "grpc.example.org:443", "": "",
		"10.1.2.3:8080": ":8080", "[fd00::7]:8080": ":8080",
	} {
		h, _ := newFace(t, web.Options{GRPC: address})
		if w := do(h, "GET", "/grpc.json", ""); w.Code != 200 || w.Header().Get("Content-Type") != "application/json" || strings.TrimSpace(w.Body.String()) != `{"address":"`+want+`","tls":false}` {
			t.Errorf("%s: %d %v %s", address, w.Code, w.Header(), w.Body)
		}
	}
}

func TestBasemap(t *testing.T) {
	h, _ := newFace(t, web.Options{Basemap: "https://tiles.example.org/{z}/{x}/{y}.png"})
	w := do(h, "GET", "/basemap.json", "")
	if csp := w.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "img-src 'self' data: blob: https://tiles.example.org;") || !strings.Contains(w.Body.String(), "{z}/{x}") {
		t.Errorf("%s %s", csp, w.Body)
	}
	for _, bad := range []string{"tiles", "javascript:alert(1)//{z}", "https://x; script-src *//{z}", "https://tiles.example.org/tiles.png"} {
		if _, err := web.Handler(web.Service{}, web.Options{Basemap: bad}); err == nil {
			t.Errorf("%q passes for a basemap", bad)
		}
	}
}

func TestHostile(t *testing.T) {
	t.Parallel()
	h, _ := newFace(t, web.Options{MaxBodyBytes: 4 << 20})
	for _, tt := range []struct {
		method, path, body string
		code               int
		says               string
	}{
		{"POST", "/v1/tag", `{"text":"` + strings.Repeat("x", 5<<20) + `"}`, 413, "too large"},
		{"POST", "/v1/tag", `{"text":"` + strings.Repeat("x", 2<<20) + `"}`, 400, "the limit is 1048576"},
		{"POST", "/v1/tag", `{"text":`, 400, "unexpected EOF"},
		{"POST", "/v1/tag", `[1,2]`, 400, ""},
		{"POST", "/v1/tag", "", 400, "text is empty"},
		{"POST", "/v1/tag", "{\"text\":\"\xff\xfe\"}", 400, "UTF-8"},
		{"POST", "/v1/tag", strings.Repeat("[", 100_000), 400, ""},
		{"GET", "/v1/tag", "", 405, "not allowed"},
		{"DELETE", "/v1/places", "", 405, "not allowed"},
		{"GET", "/v1/places?pageSize=x&query=a", "", 400, ""},
		{"GET", "/v1/locate?lat=91&lon=0", "", 400, "latitude is 91"},
		{"GET", "/v1/locate?lat=north&lon=0", "", 400, "north"},
		{"GET", "/v1/locate?lat=1", "", 400, "point.longitude is not given"},
		{"GET", "/v1/places?query=a&pageSizes=3", "", 400, "did you mean pageSize?"},
		{"GET", "/v1/places?query=a&near=38", "", 400, "LAT,LON"},
		{"GET", "/v1/places?query=a&near.lat=3", "", 400, "a LatLng has no such member"},
		{"GET", "/v1/places?query=a&geometry=outline", "", 400, "outline"},
		{"GET", "/v1/places/RU?geometry_format=wkb", "", 400, "JSON does not carry"},
		{"GET", "/v1/area?text=1+km2&geometryFormat=2", "", 400, "JSON does not carry"},
		{"POST", "/v1/tag", `{"text":"Kano","geometryFormat":"GEOMETRY_FORMAT_WKB"}`, 400, "JSON does not carry"},
		{"POST", "/v1/tag", `{"text":"Kano","maxAlternative":3}`, 400, "did you mean maxAlternatives?"},
		{"POST", "/v1/tag", `{"text":"Kano","spans":[{"start":0,"end":4},{"strat":0}]}`, 400, "spans[1].strat"},
		{"POST", "/v1/tag", `{"text":"Kano","kind":1}`, 400, "kind"},
		{"GET", "/v1/places/nowhere", "", 404, "no such place"},
		{"GET", "/v1/../../etc/passwd", "", 0, ""},
		{"GET", "/%2e%2e/%2e%2e/etc/passwd", "", 404, ""},
		{"GET", "/assets/", "", 404, ""},
		{"GET", "/..%5c..%5cwindows", "", 404, ""},
		{"POST", "/", "x", 405, ""},
		{"GET", "/tiles/0/0/1.mvt", "", 404, "no tile"},
		{"GET", "/tiles/99/0/0.mvt", "", 404, "no tile"},
		{"GET", "/tiles/3/-1/0.mvt", "", 404, "no number"},
		{"GET", "/tiles/3/1/0.png", "", 404, ""},
	} {
		w := do(h, tt.method, tt.path, tt.body)
		if tt.code != 0 && w.Code != tt.code || !strings.Contains(w.Body.String(), tt.says) || strings.Contains(w.Body.String(), "root:") {
			t.Errorf("%s %s: %d %.200s; want %d with %q", tt.method, tt.path, w.Code, w.Body, tt.code, tt.says)
		}
		if csp := w.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", tt.path, csp)
		}
		if strings.HasPrefix(tt.path, "/v1/t") && w.Code >= 400 {
			var status struct {
				Code    int
				Message string
			}
			if err := json.Unmarshal(w.Body.Bytes(), &status); err != nil || status.Code == 0 || status.Message == "" {
				t.Errorf("%s: %.200s is no google.rpc.Status", tt.path, w.Body)
			}
		}
	}
	if w := do(h, "POST", "/v1/tag", `{"text":"Kano"}`); w.Code != 200 {
		t.Errorf("afterwards: %d", w.Code)
	}
}

// A line of a stream is held to what a request has, unless it is lenient; what gold files have besides is passed over.
func TestStreamIsStrict(t *testing.T) {
	t.Parallel()
	h, _ := newFace(t, web.Options{})
	const lines = `{"id":"a","text":"Floods in Kano.","langauge":"en"}` + "\n" + `{"id":"b","text":"Floods in Kano.","mentions":[],"kind":"gold"}`
	got := do(h, "POST", "/v1/tag:stream", lines).Body.String()
	if !strings.Contains(got, `"id":"a","error":{"code":3,"message":"\"langauge\": did you mean language?"`) || strings.Count(got, `"error"`) != 1 {
		t.Errorf("got %s", got)
	}
	if got := do(h, "POST", "/v1/tag:stream?lenient=true", lines).Body.String(); strings.Contains(got, `"error"`) {
		t.Errorf("leniently: %s", got)
	}
}

// Thousands of connections that say nothing, and some that trickle a body, do not keep others out for long.
func TestIdleConnections(t *testing.T) {
	h, _ := newFace(t, web.Options{})
	lis, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- web.Serve(ctx, lis, h, web.Options{}) }()
	var idle []net.Conn
	for i := range 2000 {
		c, err := net.Dial("tcp", lis.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		if i%100 == 0 { // a body that never comes
			fmt.Fprint(c, "POST /v1/tag HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{")
		}
		idle = append(idle, c)
	}
	// Another host is answered at once, whatever the first has open.
	other := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 2)}}
	resp, err := (&http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{DialContext: other.DialContext, DisableKeepAlives: true}}).Post("http://"+lis.Addr().String()+"/v1/tag", "application/json", strings.NewReader(`{"text":"Kano"}`))
	if err != nil || resp.StatusCode != 200 {
		t.Errorf("%v, %v", resp, err)
	} else {
		resp.Body.Close()
	}
	for _, c := range idle {
		c.Close()
	}
	stop()
	if err := <-served; err != nil {
		t.Error(err)
	}
}

func TestTiles(t *testing.T) {
	h, _ := newFace(t, web.Options{})
	names := func(path, layer string) map[string]bool {
		w := do(h, "GET", path, "")
		layers, err := mvt.Unmarshal(w.Body.Bytes())
		if w.Code != 200 || err != nil {
			t.Fatalf("%s: %d, %v", path, w.Code, err)
		}
		out := map[string]bool{}
		for _, l := range layers {
			if l.Name != layer {
				continue
			}
			for _, f := range l.Features {
				out[fmt.Sprint(f.Properties["name"])] = true
			}
		}
		return out
	}
	if countries := names("/tiles/0/0/0.mvt", "places"); !countries["Brazil"] || countries["Bouvet Island"] {
		t.Errorf("the world's countries: %v", countries)
	}
	// Tile 6/38/21 holds Kursk Oblast, and Kursk.
	if places := names("/tiles/6/38/21.mvt", "places"); !places["Kursk"] {
		t.Errorf("places: %v", places)
	}
	var once sync.WaitGroup
	for range 8 { // the same tile at once
		once.Go(func() { do(h, "GET", "/tiles/5/18/10.mvt", "") })
	}
	once.Wait()
}
