package web_test

import (
	"bytes"
	"fmt"
	"testing"

	"example.com/geotag/web"
)

// A GET is answered in ranges, and a HEAD says how long the whole is, small or large, good or bad.
func TestRanges(t *testing.T) {
	t.Parallel()
	h, _ := newFace(t, web.Options{Version: "1.2.3+abc"})
	for _, at := range []string{"/v1/places?query=Oslo&pageSize=1", "/v1/places?query=Springfield&pageSize=100", "/v1/gazetteer", "/openapi.json", "/tiles/3/4/3.mvt"} {
		all := do(h, "GET", at, "")
		if all.Code != 200 || all.Header().Get("Accept-Ranges") != "bytes" || all.Header().Get("ETag") == "" {
			t.Errorf("%s: %d %v", at, all.Code, all.Header())
		}
		part := do(h, "GET", at, "", "Range", "bytes=10-29")
		if want := fmt.Sprintf("bytes 10-29/%d", all.Body.Len()); part.Code != 206 || part.Header().Get("Content-Range") != want || !bytes.Equal(part.Body.Bytes(), all.Body.Bytes()[10:30]) {
			t.Errorf("%s: %d %v %q", at, part.Code, part.Header(), part.Body)
		}
		head := do(h, "HEAD", at, "")
		if head.Code != 200 || head.Header().Get("Content-Length") != fmt.Sprint(all.Body.Len()) || head.Header().Get("Content-Type") != all.Header().Get("Content-Type") || head.Body.Len() > 0 {
			t.Errorf("%s: HEAD %d %v", at, head.Code, head.Header())
		}
		if known := do(h, "GET", at, "", "If-None-Match", all.Header().Get("ETag"), "Range", "bytes=10-29"); known.Code != 304 || known.Body.Len() > 0 {
			t.Errorf("%s: %d where the answer is known", at, known.Code)
		}
		if beyond := do(h, "GET", at, "", "Range", "bytes=100000000-"); beyond.Code != 416 || !bytes.Contains(beyond.Body.Bytes(), []byte(`"code":11`)) {
			t.Errorf("%s: %d %.200s beyond the end", at, beyond.Code, beyond.Body)
		}
	}
	if w := do(h, "GET", "/openapi.json", ""); !bytes.Contains(w.Body.Bytes(), []byte(`"version": "1.2.3+abc"`)) {
		t.Errorf("the version is not in %.300s", w.Body)
	}
	if w := do(h, "GET", "/v1/places/nowhere", "", "Range", "bytes=0-9"); w.Code != 404 || !bytes.HasSuffix(w.Body.Bytes(), []byte("}\n")) {
		t.Errorf("an error in parts: %d %s", w.Code, w.Body)
	}
}
