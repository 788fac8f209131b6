package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	"example.com/geotag/server/access"
	"example.com/geotag/web"
)

// serveFace serves a face on a free port until the test ends, and returns its address.
func serveFace(t testing.TB, o web.Options) string {
	t.Helper()
	h, _ := newFace(t, o)
	lis, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- web.Serve(ctx, lis, h, o) }()
	t.Cleanup(func() {
		stop()
		if err := <-served; err != nil {
			t.Error(err)
		}
	})
	return lis.Addr().String()
}

// hostile are requests as they come over the wire, of which none is a good one. %d is a number, another in each.
func hostile() []string {
	long := strings.Repeat("a", 30_000)
	post := func(path, headers, body string) string {
		return fmt.Sprintf("POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Request-Id: %%[1]d\r\n%sContent-Length: %d\r\n\r\n%s", path, headers, len(body), strings.ReplaceAll(body, "%", "%%"))
	}
	get := func(path, headers string) string {
		return fmt.Sprintf("GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s\r\n", path, headers)
	}
	many := func(n int, each string) string { return strings.Repeat(each, n) }
	return []string{
		get("/v1/places?query="+long, ""),
		get("/v1/places/"+long, ""),
		get("/v1/places?query=a&"+strings.Repeat("x=1&", 5000), ""),
		get("/v1/places?"+strings.Repeat("%%ff", 5000), ""),
		get("/v1/places?query=a&place_types="+strings.Repeat("x,", 10_000), ""),
		get("/v1/places/%%ff%%fe", ""),
		get("/v1/places/%%00", ""),
		get("/v1/places/\xff", ""),
		get("/v1/nothing/"+long, ""),
		get("/v1/places?query=a%%zz", ""),
		get("/v1/gazetteer?x=%%01", ""),
		get("/v1/places?query=Kano", "Cookie: "+long+"\r\n"),
		get("/v1/places?query=", "Grpc-Metadata-Foo: "+long+"\r\n"),
		get("/v1/places?query=", "Grpc-Metadata-Foo-Bin: !!!\r\nGrpc-Metadata-Geotag-Peer: 10.0.0.1\r\nGeotag-Peer: 10.0.0.1\r\n"),
		get("/v1/places?query=", "X-Forwarded-For: "+long+"\r\nX-Forwarded-Host: "+long[:2000]+"\r\n"),
		get("/v1/places?query=", "Authorization: Bearer "+long+"\r\n"),
		get("/v1/places?query=", "Authorization: Bearer \x80\xff\r\n"),
		get("/v1/places?query=", "Authorization: a\r\nAuthorization: b\r\n"),
		get("/v1/places?query=", "X-Request-Id: "+long+"\r\n"),
		get("/v1/places?query=Kano", "Grpc-Timeout: 1n\r\n"),
		get("/v1/places?query=Kano", "Grpc-Timeout: "+long+"\r\n"),
		get("/v1/places?query=Kano", many(2000, "X: 1\r\n")),
		get("/v1/places?query=Kano", "X: "+many(3, long)+"\r\n"),
		get("/v1/locate?lat="+long+"&lon=0", "Accept: "+strings.Repeat("a/b;q=0.5,", 2000)+"\r\n"),
		get("/v1/area?text="+long, ""),
		post("/v1/tag", "", `{"text":"Kano","roles":[`+strings.Repeat(`"x",`, 2000)+`"x"]}`),
		post("/v1/tag", "", `{"text":"Kano","countryCodes":[`+strings.Repeat(`"ééééé",`, 2000)+`"x"]}`),
		post("/v1/tag", "", `{"text":"Kano","spans":[`+strings.Repeat(`{"start":9,"end":1},`, 2000)+`{}]}`),
		post("/v1/tag", "", `{"text":"Kano","id":"`+many(4, long)+`"}`),
		post("/v1/tag", "", `{"text":"Kano","language":"`+many(4, long)+`"}`),
		post("/v1/tag", "", `{"`+many(4, long)+`":1,"text":"Kano"}`),
		post("/v1/tag", "", strings.Repeat(`{"a":`, 5000)),
		post("/v1/tag", "", "{\"text\":\"\xff\"}"),
		post("/v1/tag", "Content-Encoding: gzip\r\n", "\x1f\x8b\x08"),
		post("/v1/tag", "Content-Type: "+long[:9000]+"\r\n", `{"text":1}`),
		post("/v1/tag?bbox=1,2,3&"+long[:9000]+"=1", "", `{"text":"Kano"}`),
		post("/v1/tag:stream", "", strings.Repeat("{bad\n", 100)),
		post("/v1/tag:stream?records=x", "", `{"text":"Kano"}`),
		"POST /v1/tag HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"text\":\"Kan",
		"POST /v1/tag HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
		"POST /v1/tag:stream HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":",
		"GET /tiles/0/0/%[1]d.mvt HTTP/1.1\r\nHost: x\r\nRange: bytes=9-1\r\n\r\n",
		"\x16\x03\x01\x02\x00\x01\x00",
		"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
	}
}

// A thousand hostile requests of many kinds do not fail one of ten thousand good ones that come over the same connection within the process.
func TestNobodyHurtsTheOthers(t *testing.T) {
	attacks, goods := 1000, 10_000
	if testing.Short() {
		attacks, goods = 200, 1000
	}
	addr := serveFace(t, web.Options{Access: access.New(access.Options{})})
	attack := make(chan string)
	var attackers, callers sync.WaitGroup
	for range 16 {
		attackers.Go(func() {
			for request := range attack {
				// The server may answer and close before it has read everything.
				conn, err := net.Dial("tcp", addr)
				if err != nil {
					t.Error(err)
					continue
				}
				io.WriteString(conn, request)
				if !strings.Contains(request, "Connection: close") { // it does not end, or not well
					conn.(*net.TCPConn).CloseWrite()
				}
				answer, _ := io.ReadAll(conn)
				conn.Close()
				if bytes.HasPrefix(answer, []byte("HTTP/1.1 500")) {
					t.Errorf("%.100q: %.300s", request, answer)
				}
			}
		})
	}
	good := []struct{ method, path, body, holds string }{
		{"GET", "/v1/places/RU.41", "", "Kursk Oblast"},
		{"POST", "/v1/tag", `{"text":"Floods in Kano."}`, `"Kano"`},
		{"GET", "/v1/locate?lat=51.19&lon=35.27", "", "Kursk Oblast"},
		{"POST", "/v1/tag:stream", `{"text":"Floods in Kano."}`, `"Kano"`},
	}
	numbers := make(chan int)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 8}}
	for range 8 {
		callers.Go(func() {
			for i := range numbers {
				g := good[i%len(good)]
				req, err := http.NewRequest(g.method, "http://"+addr+g.path, strings.NewReader(g.body))
				if err != nil {
					t.Error(err)
					continue
				}
				resp, err := client.Do(req)
				if err != nil {
					t.Error(err)
					continue
				}
				body, err := io.ReadAll(resp.Body)
				resp.Body.Close()
				if err != nil || resp.StatusCode != 200 || !bytes.Contains(body, []byte(g.holds)) {
					t.Errorf("%s %s: %d, %v, %.300s", g.method, g.path, resp.StatusCode, err, body)
				}
			}
		})
	}
	kinds := hostile()
	wrong := `{"text":"Kano","countryCodes":["` + strings.Repeat(strings.Repeat("é", 950)+`","`, 4000) + `"]}` // what is wrong with it would be longer than gRPC's headers may be
	enormous := fmt.Sprintf("POST /v1/tag HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s", len(wrong), wrong)
	for i := range goods {
		numbers <- i
		if i%(goods/attacks) == 0 {
			n := i / (goods / attacks)
			if n%400 == 20 {
				attack <- enormous
			} else {
				attack <- fmt.Sprintf(kinds[n%len(kinds)], n)
			}
		}
	}
	close(attack)
	close(numbers)
	attackers.Wait()
	callers.Wait()
}

// What a caller does wrong is answered by a code from 400 to 499 and a google.rpc.Status.
func TestErrorsOfCallers(t *testing.T) {
	t.Parallel()
	h, _ := newFace(t, web.Options{})
	for _, tt := range []struct {
		method, path, body string
		headers            []string
		code               int
		says               string
	}{
		{"GET", "/v1/places?query=%ff", "", nil, 400, "not UTF-8"},
		{"GET", "/v1/places?%ff=a", "", nil, 400, "not UTF-8"},
		{"GET", "/v1/places/%ff%fe", "", nil, 400, "the path is not UTF-8"},
		{"GET", "/v1/places?query=%zz", "", nil, 400, "malformed"},
		{"GET", "/v1/places?query=a;b", "", nil, 400, "malformed"},
		{"POST", "/v1/tag?bbox=%zz", `{"text":"Kano"}`, nil, 400, "malformed"},
		{"POST", "/v1/tag:stream?bbox=%zz", `{"text":"Kano"}`, nil, 400, "malformed"},
		{"GET", "/v1/places/%00", "", nil, 404, "no such place"},
		{"GET", "/v1/places?query=%00", "", nil, 0, ""},
		{"GET", "/v1/places/", "", nil, 400, "place_id is empty"},
		{"GET", "/v1/", "", nil, 404, "not found"},
		{"GET", "/v1/tag:stream", "", nil, 404, "not found"},
		{"GET", "/v1/places:x", "", nil, 404, "not found"},
		{"PUT", "/v1/tag", `{"text":"Kano"}`, nil, 405, "not allowed"},
		{"PATCH", "/v1/places/RU", "", nil, 405, "not allowed"},
		{"HEAD", "/v1/places/nowhere", "", nil, 404, ""},
		{"OPTIONS", "/v1/tag", "", nil, 405, "not allowed"},
		{"OPTIONS", "*", "", nil, 0, ""},
		{"BREW", "/v1/tag", "", nil, 405, "not allowed"},
		{"POST", "/v1/places/RU", "", nil, 405, "not allowed"},
		{"POST", "/v1/gazetteer", "", []string{"X-HTTP-Method-Override", "GET", "Content-Type", "application/x-www-form-urlencoded"}, 405, "not allowed"},
		{"POST", "/v1/locate?lat=1&lon=1", "", []string{"Content-Type", "application/x-www-form-urlencoded"}, 0, ""},
		{"POST", "/v1/tag", "\x1f\x8b", []string{"Content-Encoding", "gzip"}, 415, "encoded as"},
		{"POST", "/v1/tag", `{"text":"Kano"}`, []string{"Content-Encoding", "br, gzip"}, 415, "encoded as"},
		{"POST", "/v1/tag:stream", "x", []string{"Content-Encoding", "zstd"}, 415, "encoded as"},
		{"POST", "/v1/tag", "--b\r\n\r\nx\r\n--b--", []string{"Content-Type", "multipart/form-data; boundary=b"}, 400, "no TagRequest"},
		{"POST", "/v1/tag", "<text/>", []string{"Content-Type", "application/xml"}, 400, "no TagRequest"},
		{"POST", "/v1/tag", "text=Kano", []string{"Content-Type", "application/x-www-form-urlencoded"}, 400, "no TagRequest"},
		{"POST", "/v1/tag", "\xff", []string{"Content-Type", "text/plain"}, 400, "not UTF-8"},
		{"POST", "/v1/tag", "", []string{"Content-Type", "text/plain"}, 400, "text is empty"},
		{"POST", "/v1/tag", "\x0a\x04Kano", []string{"Content-Type", "application/grpc"}, 400, "no TagRequest"},
		{"POST", "/v1/tag", "\xef\xbb\xbf{\"text\":\"Kano\"}", nil, 0, ""},
		{"POST", "/v1/tag", "{\x00\"text\":\"Kano\"}", nil, 400, "no TagRequest"},
		{"POST", "/v1/tag", `{"text":"Kano"}{"text":"Lagos"}`, nil, 400, "no TagRequest"},
		{"POST", "/v1/tag", `"Kano"`, nil, 400, "no TagRequest"},
		{"POST", "/v1/tag", `{"text":{"a":1}}`, nil, 400, "text"},
		{"POST", "/v1/tag", `{"text":"Kano","bbox":"1,2"}`, nil, 400, "bbox"},
		{"POST", "/v1/tag", `{"text":"Kano","geometry":99}`, nil, 400, "geometry"},
		{"POST", "/v1/tag", `{"text":"Kano","maxAlternatives":1e99}`, nil, 400, "maxAlternatives"},
		{"GET", "/v1/places", "", []string{"Grpc-Timeout", "x"}, 400, "grpc-timeout"},
		{"GET", "/v1/places?query=Kano", "", []string{"Grpc-Timeout", "1x"}, 400, "grpc-timeout"},
		{"GET", "/v1/places", "", []string{"Authorization", "\x80"}, 401, "not one bearer token"},
		{"GET", "/v1/places", "", []string{"Authorization", strings.Repeat("a", 5000)}, 401, "not one bearer token"},
		{"GET", "/tiles/0/0/0.mvt/x", "", nil, 404, "not found"},
		{"GET", "/tiles/0/0/0", "", nil, 404, "tiles are"},
		{"GET", "/tiles/x/%ff/0.mvt", "", nil, 400, "the path is not UTF-8"},
		{"GET", "/tiles/0/0/%00.mvt", "", nil, 404, "no number"},
		{"GET", "/tiles/99999999999999999999/0/0.mvt", "", nil, 404, "no number"},
		{"POST", "/tiles/0/0/0.mvt", "", nil, 405, ""},
		{"POST", "/openapi.json", "", nil, 405, ""},
		{"DELETE", "/basemap.json", "", nil, 405, ""},
		{"GET", "/nothing", "", nil, 404, "not found"},
		{"GET", "/%00", "", nil, 404, ""},
		{"GET", "/%ff", "", nil, 400, "the path is not UTF-8"},
		{"PUT", "/", "x", nil, 405, "only GET"},
	} {
		w := do(h, tt.method, tt.path, tt.body, tt.headers...)
		if tt.code != 0 && w.Code != tt.code || w.Code >= 500 || !strings.Contains(w.Body.String(), tt.says) {
			t.Errorf("%s %s %q: %d %.300s; want %d with %q", tt.method, tt.path, tt.body, w.Code, w.Body, tt.code, tt.says)
		}
		if w.Code < 400 || tt.method == "HEAD" {
			continue
		}
		var status struct {
			Code    int
			Message string
		}
		if err := json.Unmarshal(w.Body.Bytes(), &status); err != nil || status.Code == 0 || status.Message == "" {
			t.Errorf("%s %s: %.200s is no google.rpc.Status", tt.method, tt.path, w.Body)
		}
		if typ := w.Header().Get("Content-Type"); typ != "application/json" {
			t.Errorf("%s %s: Content-Type %s", tt.method, tt.path, typ)
		}
	}
}

// An error is short, however much is wrong.
func TestErrorsAreShort(t *testing.T) {
	t.Parallel()
	h, _ := newFace(t, web.Options{})
	long := strings.Repeat("z", 1<<18)
	var members, parameters strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&members, `"m%d":1,`, i)
	}
	for i := range 3000 {
		fmt.Fprintf(&parameters, "m%d=1&", i)
	}
	for _, tt := range [][2]string{
		{"/v1/tag", `{` + members.String() + `"text":"Kano"}`},
		{"/v1/tag", `{"text":"Kano","spans":[` + strings.Repeat(`{"x":1},`, 20_000) + `{}]}`},
		{"/v1/tag", `{"` + long + `":1}`},
		{"/v1/tag", `{"text":1` + strings.Repeat("0", 1<<18) + `}`},
		{"/v1/tag", `{"geometry":"` + long + `"}`},
		{"/v1/tag", `{"bbox":"` + long + `"}`},
		{"/v1/tag:stream", `{"` + long + `":1}`},
		{"/v1/tag:stream", `{"near":"` + long + `"}`},
		{"/v1/tag?" + parameters.String(), `{"text":"Kano"}`},
		{"/v1/tag?near=" + long[:30_000], `{"text":"Kano"}`},
		{"/v1/tag?geometry=" + long[:30_000], `{"text":"Kano"}`},
	} {
		path, body := tt[0], tt[1]
		if w := do(h, "POST", path, body); w.Body.Len() > 16<<10 {
			t.Errorf("%.60s: %d bytes, %.200s", path, w.Body.Len(), w.Body)
		}
	}
}
