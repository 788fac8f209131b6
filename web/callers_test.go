package web_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"example.com/geotag/server/access"
	"example.com/geotag/web"
)

// from asks h as a connection from an address does.
func from(h http.Handler, addr, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", path, nil)
	r.RemoteAddr = addr
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// The rate is that of the address that calls: the connection's, or what a trusted proxy says, but nothing that a caller can say itself.
func TestWhoCalls(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name          string
		first, second []string // address and headers of two requests
		same          bool     // they come from one caller
	}{
		{"two connections of a host", []string{"192.0.2.1:1"}, []string{"192.0.2.1:2"}, true},
		{"two hosts", []string{"192.0.2.1:1"}, []string{"192.0.2.2:1"}, false},
		{"an IPv6 network", []string{"[2001:db8::1]:1"}, []string{"[2001:db8::2]:1"}, true},
		{"what a stranger says", []string{"192.0.2.1:1", "X-Forwarded-For", "1.1.1.1"}, []string{"192.0.2.1:1", "X-Forwarded-For", "2.2.2.2"}, true},
		{"what a stranger says to the service", []string{"192.0.2.1:1", "Geotag-Peer", "1.1.1.1"}, []string{"192.0.2.1:1", "Grpc-Metadata-Geotag-Peer", "2.2.2.2"}, true},
		{"what a proxy says", []string{"10.0.0.1:1", "X-Forwarded-For", "1.1.1.1"}, []string{"10.0.0.1:1", "X-Forwarded-For", "2.2.2.2"}, false},
		{"the same by two proxies", []string{"10.0.0.1:1", "X-Forwarded-For", "1.1.1.1"}, []string{"10.0.0.2:1", "X-Forwarded-For", "1.1.1.1"}, true},
		{"what a caller told a proxy", []string{"10.0.0.1:1", "X-Forwarded-For", "9.9.9.9, 1.1.1.1"}, []string{"10.0.0.1:1", "X-Forwarded-For", "8.8.8.8, 1.1.1.1"}, true},
		{"a proxy behind a proxy", []string{"10.0.0.1:1", "X-Forwarded-For", "1.1.1.1, 10.0.0.9"}, []string{"10.0.0.1:1", "X-Forwarded-For", "2.2.2.2,10.0.0.9"}, false},
		{"two headers", []string{"10.0.0.1:1", "X-Forwarded-For", "9.9.9.9", "X-Forwarded-For", "1.1.1.1"}, []string{"10.0.0.1:1", "X-Forwarded-For", "1.1.1.1"}, true},
		{"ports and brackets", []string{"10.0.0.1:1", "X-Forwarded-For", "[2001:db8::1]:99"}, []string{"10.0.0.1:1", "X-Forwarded-For", "2001:db8::2"}, true},
		{"nonsense", []string{"10.0.0.1:1", "X-Forwarded-For", "unknown"}, []string{"10.0.0.1:1", "X-Forwarded-For", "1.1.1.1, _hidden"}, true},
	} {
		h, _ := newFace(t, web.Options{
			Access:         access.New(access.Options{PeerTexts: access.Rate{PerSecond: 0.001, Burst: 1}}),
			TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")},
		})
		want := 200
		if tt.same {
			want = 429
		}
		first, second := from(h, tt.first[0], "/v1/places/RU", tt.first[1:]...), from(h, tt.second[0], "/v1/places/RU", tt.second[1:]...)
		if first.Code != 200 || second.Code != want {
			t.Errorf("%s: %d, %d; want 200, %d", tt.name, first.Code, second.Code, want)
		}
	}
}

// A rate that is used up is 429 and says when there is more; so is that of tiles.
func TestRateExhausted(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/v1/places/RU", "/tiles/0/0/0.mvt"} {
		h, _ := newFace(t, web.Options{Access: access.New(access.Options{PeerTexts: access.Rate{PerSecond: 0.0001, Burst: 2}})})
		var w *httptest.ResponseRecorder
		for range 3 {
			w = from(h, "192.0.2.1:1", path)
		}
		if after, _ := strconv.Atoi(w.Header().Get("Retry-After")); w.Code != 429 || after < 9900 || after > 10_000 || !strings.Contains(w.Body.String(), "RetryInfo") {
			t.Errorf("%s: %d, Retry-After %q, %s", path, w.Code, w.Header().Get("Retry-After"), w.Body)
		}
	}
}

// A token opens what it may, over REST as over gRPC; the page, its tiles and the description of the service need none.
func TestTokens(t *testing.T) {
	t.Parallel()
	token, hash := access.NewToken()
	file := filepath.Join(t.TempDir(), "tokens.txt")
	if err := os.WriteFile(file, fmt.Appendf(nil, "finder find %x\n", hash), 0o600); err != nil {
		t.Fatal(err)
	}
	tokens, err := access.OpenTokens(file)
	if err != nil {
		t.Fatal(err)
	}
	h, _ := newFace(t, web.Options{Access: access.New(access.Options{Tokens: tokens})})
	for _, tt := range []struct {
		method, path, shown string
		code                int
		challenge           string
	}{
		{"GET", "/", "", 200, ""},
		{"GET", "/tiles/0/0/0.mvt", "", 200, ""},
		{"GET", "/openapi.json", "", 200, ""},
		{"GET", "/v1/places/RU", "", 401, `Bearer realm="geotag"`},
		{"GET", "/v1/places/RU", "Bearer " + token, 200, ""},
		{"GET", "/v1/places/RU", "Bearer " + token + "x", 401, `Bearer realm="geotag", error="invalid_token"`},
		{"GET", "/v1/places/RU", "Basic " + token, 401, `Bearer realm="geotag", error="invalid_token"`},
		{"POST", "/v1/tag", "Bearer " + token, 403, `Bearer realm="geotag", error="insufficient_scope"`},
		{"POST", "/v1/tag", "", 401, `Bearer realm="geotag"`},
	} {
		w := do(h, tt.method, tt.path, `{"text":"Kano"}`, "Authorization", tt.shown)
		if tt.shown == "" {
			w = do(h, tt.method, tt.path, `{"text":"Kano"}`)
		}
		if got := w.Header().Get("WWW-Authenticate"); w.Code != tt.code || got != tt.challenge {
			t.Errorf("%s %s %.12s: %d %s; want %d %s", tt.method, tt.path, tt.shown, w.Code, got, tt.code, tt.challenge)
		}
	}
	for _, path := range []string{"/v1/tag", "/v1/tag:stream"} {
		r := httptest.NewRequest("POST", path, unread{t})
		r.Header.Set("Authorization", "Bearer "+token)
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code != 403 {
			t.Errorf("%s without its scope: %d %s", path, w.Code, w.Body)
		}
	}
}

// unread is a body that must not be read.
type unread struct{ t *testing.T }

func (u unread) Read([]byte) (int, error) {
	u.t.Error("the body of a caller who may not call is read")
	return 0, io.EOF
}

// A peer that has as much under way as it may is refused, and others are not; what ends makes room.
func TestUnderWay(t *testing.T) {
	o := web.Options{MaxCallsPerPeer: 8, MaxStreamsPerPeer: 2}
	h, _ := newFace(t, o)
	open := func(addr string) (*io.PipeWriter, chan int) {
		in, w := io.Pipe()
		r := httptest.NewRequest("POST", "/v1/tag:stream", in)
		r.RemoteAddr = addr
		done := make(chan int, 1)
		go func() {
			answer := httptest.NewRecorder()
			h.ServeHTTP(answer, r)
			done <- answer.Code
		}()
		return w, done
	}
	type stream struct {
		in   *io.PipeWriter
		done chan int
	}
	var under []stream
	for range 2 {
		in, done := open("192.0.2.1:1")
		io.WriteString(in, "\n") // it is under way once that is read
		under = append(under, stream{in, done})
	}
	if _, done := open("192.0.2.1:9"); <-done != 429 {
		t.Error("a third stream is open")
	}
	in, done := open("192.0.2.2:1")
	io.WriteString(in, "\n")
	in.Close()
	if code := <-done; code != 200 {
		t.Errorf("another address: %d", code)
	}
	if w := from(h, "192.0.2.1:2", "/v1/places/RU"); w.Code != 200 {
		t.Errorf("beside its streams: %d", w.Code)
	}
	for _, s := range under {
		s.in.Close()
		if code := <-s.done; code != 200 {
			t.Errorf("a stream ended with %d", code)
		}
	}
	in, done = open("192.0.2.1:3")
	in.Close()
	if code := <-done; code != 200 {
		t.Errorf("after the others ended: %d", code)
	}
}

// An id that a caller gives its request is the answer's; what is none is replaced.
func TestRequestID(t *testing.T) {
	t.Parallel()
	h, _ := newFace(t, web.Options{})
	for given, kept := range map[string]bool{"0a1b2c3d-4E5F": true, "": false, "a-1.B_2": false, "a b": false, strings.Repeat("x", 65): false, "é": false} {
		got := do(h, "GET", "/v1/gazetteer", "", "X-Request-Id", given).Header().Get("X-Request-Id")
		if kept && got != given || !kept && (got == given || len(got) < 20) {
			t.Errorf("%q became %q", given, got)
		}
	}
}

func TestHost(t *testing.T) {
	t.Parallel()
	h, _ := newFace(t, web.Options{Host: func(host string) bool { return host == "localhost" || host == "::1" || host == "geo.example" }})
	for host, code := range map[string]int{
		"localhost": 200, "localhost:8081": 200, "LocalHost.": 200, "[::1]:8081": 200, "[::1]": 200, "geo.example:1": 200,
		"evil.example": 421, "localhost.evil.example": 421, "127.0.0.1": 421, "": 421, "[::2]": 421, "localhost:8081:1": 421,
	} {
		r := httptest.NewRequest("GET", "/v1/gazetteer", nil)
		r.Host = host
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code != code {
			t.Errorf("%q: %d, want %d", host, w.Code, code)
		}
	}
}

// Over TLS a browser is told to ask over TLS only, but on localhost, which is not ours alone.
func TestStrictTransport(t *testing.T) {
	t.Parallel()
	h, _ := newFace(t, web.Options{})
	for url, want := range map[string]bool{"https://geo.example/": true, "https://localhost:8081/": false, "http://geo.example/": false} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", url, nil))
		if got := w.Header().Get("Strict-Transport-Security"); (got != "") != want {
			t.Errorf("%s: %q", url, got)
		}
	}
}

// What a peer may send at once is bounded, however many requests it spreads over; others are not kept out, and what ends makes room.
func TestBodiesHeld(t *testing.T) {
	h, _ := newFace(t, web.Options{})
	send := func(addr string, parts ...io.Reader) int {
		r := httptest.NewRequest("POST", "/v1/tag", io.MultiReader(parts...))
		r.ContentLength, r.RemoteAddr = -1, addr
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code == 503 && w.Header().Get("Retry-After") == "" {
			t.Error("it is not said when to try again")
		}
		return w.Code
	}
	const most, each = 128 << 20, 8_000_000
	blank := bytes.Repeat([]byte(" "), each)
	end := make(chan struct{})
	read, codes := make(chan struct{}), make(chan int)
	for range most / each {
		go func() {
			codes <- send("192.0.2.1:1", bytes.NewReader(blank), waiting{read, end}, strings.NewReader(`{"text":"Kano"}`))
		}()
		<-read // the server has all of it, and waits for the rest
	}
	if code := send("192.0.2.1:1", bytes.NewReader(blank)); code != 503 {
		t.Errorf("one more: %d", code)
	}
	if code := send("192.0.2.1:1", strings.NewReader(`{"text":"Kano"}`)); code != 200 {
		t.Errorf("a small one: %d", code)
	}
	if code := send("192.0.2.2:1", bytes.NewReader(blank), strings.NewReader(`{"text":"Kano"}`)); code != 200 {
		t.Errorf("another address: %d", code)
	}
	close(end)
	for range most / each {
		if code := <-codes; code != 200 {
			t.Errorf("one of those before: %d", code)
		}
	}
	if code := send("192.0.2.1:1", bytes.NewReader(blank), strings.NewReader(`{"text":"Kano"}`)); code != 200 {
		t.Errorf("afterwards: %d", code)
	}
}

// waiting says when it is read, and has nothing to read once it may end.
type waiting struct {
	read chan<- struct{}
	end  <-chan struct{}
}

func (w waiting) Read([]byte) (int, error) {
	w.read <- struct{}{}
	<-w.end
	return 0, io.EOF
}

// Pages of the origins that are named may call, with a token, and read what they are told; pages of others may neither.
func TestOrigins(t *testing.T) {
	t.Parallel()
	h, _ := newFace(t, web.Options{Origins: []string{"https://one.example", "http://two.example:8080"}})
	for origin, may := range map[string]bool{
		"https://one.example": true, "http://two.example:8080": true, "http://one.example": false, "https://one.example.evil": false,
		"https://two.example": false, "null": false, "https://evil.example": false,
	} {
		asked := do(h, "OPTIONS", "/v1/tag", "", "Origin", origin, "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization,content-type")
		if got := asked.Header().Get("Access-Control-Allow-Origin"); (got == origin) != may || !may && got != "" {
			t.Errorf("%s may call: %q", origin, got)
		}
		if headers := asked.Header().Get("Access-Control-Allow-Headers"); may && !strings.Contains(headers, "authorization") {
			t.Errorf("%s may send %q", origin, headers)
		}
		if asked.Header().Get("Access-Control-Allow-Credentials") != "" {
			t.Error("a browser may send what it keeps")
		}
		w := do(h, "POST", "/v1/tag", `{"text":"Kano"}`, "Origin", origin)
		if got := w.Header().Get("Access-Control-Allow-Origin"); (got == origin) != may || (w.Code == 200) != may {
			t.Errorf("%s: %d, %q", origin, w.Code, got)
		}
	}
	all, _ := newFace(t, web.Options{Origins: []string{"*"}})
	if w := do(all, "POST", "/v1/tag", `{"text":"Kano"}`, "Origin", "https://anyone.example"); w.Code != 200 || w.Header().Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	for _, bad := range []string{"one.example", "https://*.example", "https://one.example/path", "ftp://"} {
		if _, err := web.Handler(web.Service{}, web.Options{Origins: []string{bad}}); err == nil {
			t.Errorf("%q passes for an origin", bad)
		}
	}
}

// Lines that come faster than their caller may send are slowed, and none is refused.
func TestLinesAreSlowed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h, _ := newFace(t, web.Options{Access: access.New(access.Options{PeerTexts: access.Rate{PerSecond: 10, Burst: 5}})})
		r := httptest.NewRequest("POST", "/v1/tag:stream", strings.NewReader(strings.Repeat("{\"text\":\"Floods in Kano.\"}\n", 55)))
		w, began := httptest.NewRecorder(), time.Now()
		h.ServeHTTP(w, r)
		if took := time.Since(began); strings.Count(w.Body.String(), `"placeId":"2335204"`) < 55 || took < 5*time.Second || took > 6*time.Second {
			t.Errorf("55 lines at 10 a second, of which 5 at once, took %v: %.600s", took, w.Body)
		}
	})
}
