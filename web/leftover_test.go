package web_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http/httptest"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/test/bufconn"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/gazetteer"
	"example.com/geotag/server"
	"example.com/geotag/web"
)

// What is left of a stream's body when the answer ends early is no request, though it looks like one: behind a proxy that shares its
// connections, it would be answered to somebody else.
func TestLeftoverIsNoRequest(t *testing.T) {
	t.Parallel()
	lis := bufconn.Listen(1 << 20)
	g := server.New(nil, server.Options{}).GRPC() // which has nothing to answer from, and says so at once
	go g.Serve(lis)
	t.Cleanup(g.Stop)
	conn, err := grpc.NewClient("passthrough:face", grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return lis.DialContext(ctx) }))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	h, err := web.Handler(geotagv1.NewGeotagServiceClient(conn), func() *gazetteer.Index { return nil }, web.Options{})
	if err != nil {
		t.Fatal(err)
	}
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
