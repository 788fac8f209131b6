package web_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"example.com/geotag"
	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/server"
	"example.com/geotag/web"
)

// newFaceOf returns the face of a server, of texts alone.
func newFaceOf(t *testing.T, s *server.Server) http.Handler {
	t.Helper()
	h, err := web.Handler(web.Service{Tag: s.HandleTag, Current: func() *gazetteer.Index { return nil }}, web.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// What is left of a stream's body when the answer ends early is no request, though it looks like one: behind a proxy that shares its
// connections, it would be answered to somebody else.
func TestLeftoverIsNoRequest(t *testing.T) {
	t.Parallel()
	h := newFaceOf(t, server.New(nil, server.Options{}))
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	host := strings.TrimPrefix(s.URL, "http://")
	c, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	hidden := "GET /openapi.json HTTP/1.1\r\nHost: " + host + "\r\n\r\n"
	body := strings.Repeat(`{"text":"Floods in Kano"}`+"\n", 20_000) + strings.Repeat(hidden, 10_000)
	go fmt.Fprintf(c, "POST /v1/tag:stream HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n%s", host, len(body), body)
	answers, _ := io.ReadAll(c) // ends, maybe by a reset, as the server closes
	if n := bytes.Count(answers, []byte("HTTP/1.1 ")); n != 1 || !bytes.HasPrefix(answers, []byte("HTTP/1.1 503")) {
		t.Errorf("%d answers to one request, the first: %.40q", n, answers)
	}
}

// Over HTTP/2, too, lines that are still coming when the answer has ended do no harm: whoever reads them must not touch the connection.
func TestLinesAfterTheAnswer(t *testing.T) {
	t.Parallel()
	h := newFaceOf(t, server.New(nil, server.Options{}))
	s := httptest.NewUnstartedServer(h)
	s.EnableHTTP2 = true
	s.StartTLS()
	t.Cleanup(s.Close)
	for range 50 {
		body, more := io.Pipe()
		go func() { // a line, and another one that goes on until nobody wants more of it
			fmt.Fprint(more, `{"text":"Floods in Kano"}`+"\n"+`{"text":"`)
			for err := error(nil); err == nil; {
				_, err = more.Write(bytes.Repeat([]byte("a"), 1<<10))
			}
		}()
		resp, err := s.Client().Post(s.URL+"/v1/tag:stream", "application/json", body)
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		body.Close()
		if resp.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("the status is %s", resp.Status)
		}
	}
}

// A stream that is cut does not look whole.
func TestCutStream(t *testing.T) {
	t.Parallel()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	for _, http2 := range []bool{false, true} {
		srv := server.New(geotag.New(ix), server.Options{})
		h := newFaceOf(t, srv)
		s := httptest.NewUnstartedServer(h)
		s.EnableHTTP2 = http2
		s.StartTLS()
		t.Cleanup(s.Close)
		body, more := io.Pipe()
		go fmt.Fprintln(more, `{"text":"Floods in Kano"}`)
		resp, err := s.Client().Post(s.URL+"/v1/tag:stream", "application/json", body)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewReader(resp.Body)
		if line, err := lines.ReadString('\n'); err != nil || !strings.Contains(line, "Kano") {
			t.Fatalf("the first line is %q: %v", line, err)
		}
		srv.Use(nil)
		go fmt.Fprintln(more, `{"text":"Floods in Ibadan"}`)
		if rest, err := io.ReadAll(lines); err == nil {
			t.Errorf("HTTP/2 %v: the stream ends as if it were whole, with %q", http2, rest)
		}
		resp.Body.Close()
		body.Close()
	}
}
