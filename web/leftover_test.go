package web_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/test/bufconn"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/server"
	"example.com/geotag/web"
)

// newFaceOf returns the face of a server that answers with a tagger, or without one says at once that it cannot, and what ends it.
func newFaceOf(t *testing.T, tagger *geotag.Tagger) (h http.Handler, stop func()) {
	t.Helper()
	lis := bufconn.Listen(1 << 20)
	g := server.New(tagger, server.Options{}).GRPC()
	go g.Serve(lis)
	t.Cleanup(g.Stop)
	conn, err := grpc.NewClient("passthrough:face", grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return lis.DialContext(ctx) }))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	h, err = web.Handler(geotagv1.NewGeotagServiceClient(conn), func() *gazetteer.Index { return nil }, web.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return h, g.Stop
}

// What is left of a stream's body when the answer ends early is no request, though it looks like one: behind a proxy that shares its
// connections, it would be answered to somebody else.
func TestLeftoverIsNoRequest(t *testing.T) {
	t.Parallel()
	h, _ := newFaceOf(t, nil)
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
	h, _ := newFaceOf(t, nil)
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
		h, stop := newFaceOf(t, geotag.New(ix))
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
		stop()
		go fmt.Fprintln(more, `{"text":"Floods in Ibadan"}`)
		if rest, err := io.ReadAll(lines); err == nil {
			t.Errorf("HTTP/2 %v: the stream ends as if it were whole, with %q", http2, rest)
		}
		resp.Body.Close()
		body.Close()
	}
}
