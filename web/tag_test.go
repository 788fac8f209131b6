package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"google.golang.org/grpc/metadata"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/gazetteer"
	"example.com/geotag/server/access"
	"example.com/geotag/web"
)

// A broken is a body that ends with an error.
type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

// What is wrong with the body of a text, or with how long its caller waits, is said as the caller's fault.
func TestTagRefuses(t *testing.T) {
	t.Parallel()
	h, _ := newFace(t, web.Options{MaxBodyBytes: 1000})
	for name, test := range map[string]struct {
		path    string
		body    io.Reader
		timeout string
		code    int
		says    string
	}{
		"nothing":                      {"/v1/tag", strings.NewReader(""), "", 400, "text is empty"},
		"nothing, and a parameter":     {"/v1/tag?language=en", strings.NewReader(""), "", 400, "no TagRequest"},
		"too much, of no known length": {"/v1/tag", strings.NewReader(strings.Repeat(" ", 2000)), "", 413, "the limit is 1000 bytes"},
		"half of it":                   {"/v1/tag", io.MultiReader(strings.NewReader(`{"text":`), broken{io.ErrUnexpectedEOF}), "", 400, "the body ended before its length"},
		"a broken connection":          {"/v1/tag", broken{fmt.Errorf("malformed chunk")}, "", 400, "malformed chunk"},
		"a timeout that is none":       {"/v1/tag", strings.NewReader(`{"text":"Kano"}`), "5X", 400, "grpc-timeout"},
		"no time":                      {"/v1/tag", strings.NewReader(`{"text":"Kano"}`), "1n", 504, "DEADLINE_EXCEEDED"},
		"time enough":                  {"/v1/tag", strings.NewReader(`{"text":"Kano"}`), "1M", 200, `"Kano"`},
		"a type of the face's own":     {"/v1/tag", strings.NewReader(`{"text":"Kano","x":1}`), "", 400, "did you mean"},
	} {
		r := httptest.NewRequest("POST", test.path, test.body)
		r.ContentLength = -1
		r.Header.Set("Content-Type", "application/x-geotag-lenient+json")
		r.Header.Set("Grpc-Timeout", test.timeout)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != test.code || !strings.Contains(w.Body.String(), test.says) || !json.Valid(w.Body.Bytes()) {
			t.Errorf("%s: %d %.300s, want %d and %q", name, w.Code, w.Body, test.code, test.says)
		}
	}
}

// tagFunc answers texts for a face in a test.
type tagFunc func(ctx context.Context, b []byte, req *geotagv1.TagRequest, patient bool) ([]byte, error)

func (f tagFunc) face(t *testing.T) http.Handler {
	t.Helper()
	h, err := web.Handler(web.Service{Tag: f, Current: func() *gazetteer.Index { return nil }}, web.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// The service is told who calls and with which token, and whether the text is one of many; no other header reaches it.
func TestTagKnowsItsCaller(t *testing.T) {
	t.Parallel()
	var told metadata.MD
	var waits bool
	h := tagFunc(func(ctx context.Context, b []byte, _ *geotagv1.TagRequest, patient bool) ([]byte, error) {
		told, _ = metadata.FromIncomingContext(ctx)
		waits = patient
		return append(b, "{}"...), nil
	}).face(t)
	for path, patient := range map[string]bool{"/v1/tag": false, "/v1/tag:stream": true} {
		r := httptest.NewRequest("POST", path, strings.NewReader(`{"text":"Kano"}`))
		r.RemoteAddr = "192.0.2.7:1234"
		for name, value := range map[string]string{
			"Authorization": "Bearer secret", "X-Request-Id": "0a1b2c3d-4E5F", "Grpc-Metadata-Authorization": "Bearer other", "Cookie": "a=b",
			"Grpc-Metadata-" + access.PeerKey: "192.0.2.9",
		} {
			r.Header.Set(name, value)
		}
		h.ServeHTTP(httptest.NewRecorder(), r)
		for key, want := range map[string]string{"authorization": "Bearer secret", access.RequestIDKey: "0a1b2c3d-4E5F", access.PeerKey: "192.0.2.7", "cookie": ""} {
			if got := strings.Join(told[key], " "); got != want {
				t.Errorf("%s: %s is %q, want %q", path, key, got, want)
			}
		}
		if waits != patient {
			t.Errorf("%s is patient: %v", path, waits)
		}
	}
}

// Bodies and answers share memory, and never with those of another request.
func TestTagKeepsRequestsApart(t *testing.T) {
	t.Parallel()
	h := tagFunc(func(_ context.Context, b []byte, req *geotagv1.TagRequest, _ bool) ([]byte, error) {
		return fmt.Appendf(b, `{"id":%q,"again":%q}`, req.GetText(), req.GetText()), nil
	}).face(t)
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for n := range 200 {
				text := strings.Repeat(fmt.Sprintf("%d.%d ", i, n), n)
				body := fmt.Sprintf(`{"text":%q}`, text)
				if n%2 == 1 {
					body = strings.ReplaceAll(body, "1", "\\u0031") // read another way
				}
				want := fmt.Sprintf(`{"id":%q,"again":%q}`+"\n", text, text)
				if got := do(h, "POST", "/v1/tag", body).Body.String(); got != want {
					t.Errorf("%q is answered by %.200q", text, got)
				}
			}
		})
	}
	group.Wait()
}

// A stuck is an answer whose reader does not read.
type stuck struct {
	*httptest.ResponseRecorder
	waiting chan<- struct{}
	read    <-chan struct{}
}

func (s stuck) Write(b []byte) (int, error) {
	s.waiting <- struct{}{}
	<-s.read
	return len(b), nil
}

// Answers that wait for readers are bounded: one peer's at 128 MiB.
func TestAnswersHeld(t *testing.T) {
	large := bytes.Repeat([]byte(" "), 30<<20)
	h := tagFunc(func(context.Context, []byte, *geotagv1.TagRequest, bool) ([]byte, error) { return large, nil }).face(t)
	waiting, read := make(chan struct{}), make(chan struct{})
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			w := stuck{httptest.NewRecorder(), waiting, read}
			h.ServeHTTP(w, httptest.NewRequest("POST", "/v1/tag", strings.NewReader(`{"text":"Kano"}`)))
		})
		<-waiting
	}
	if w := do(h, "POST", "/v1/tag", `{"text":"Kano"}`); w.Code != 503 || w.Header().Get("Retry-After") == "" {
		t.Errorf("a fifth answer: %d %.100s", w.Code, w.Body)
	}
	go func() {
		for range waiting { // of what is written in parts
		}
	}()
	close(read)
	group.Wait()
	close(waiting)
	if w := do(h, "POST", "/v1/tag", `{"text":"Kano"}`); w.Code != 200 {
		t.Errorf("once they were read: %d", w.Code)
	}
}
