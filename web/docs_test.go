package web_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"example.com/geotag/web"
)

// The documentation is served beside the page, compressed, with the same headers, and to who has its ETag in a few bytes.
func TestDocs(t *testing.T) {
	t.Parallel()
	h, _ := newFace(t, web.Options{})
	w := do(h, "GET", "/docs/operations", "", "Accept-Encoding", "gzip")
	z, err := gzip.NewReader(bytes.NewReader(w.Body.Bytes()))
	if err != nil {
		t.Fatal(err, w.Result())
	}
	if b, err := io.ReadAll(z); err != nil || !strings.Contains(string(b), `<h2 id="who-may-call">`) {
		t.Errorf("the page is not there: %v\n%.500s", err, b)
	}
	if policy := w.Header().Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none'") {
		t.Errorf("the policy is %q", policy)
	}
	if again := do(h, "GET", "/docs/operations", "", "If-None-Match", w.Header().Get("ETag")); again.Code != http.StatusNotModified || again.Body.Len() > 0 {
		t.Errorf("who has it is told %d, with %d bytes", again.Code, again.Body.Len())
	}
	if w := do(h, "GET", "/docs", ""); w.Code != http.StatusTemporaryRedirect || w.Header().Get("Location") != "/docs/" {
		t.Errorf("/docs leads to %d %q", w.Code, w.Header().Get("Location"))
	}
	if w := do(h, "POST", "/docs/using", ""); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST answers %d", w.Code)
	}
}
