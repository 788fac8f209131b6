package web_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/paulmach/orb/encoding/mvt"

	"example.com/geotag/web"
)

// FuzzREST sends any request: whatever fails is the caller's, and what is called JSON is JSON.
func FuzzREST(f *testing.F) {
	for _, s := range []string{
		`{"text":"Kano"}`, `{"text":"Kano","spans":[{"start":0,"end":4}],"bbox":[1,2,3,4],"roles":["ROLE_LOCATION"]}`, `[`,
		`{"text":"5 km² of Paris","geometry":3,"simplifyToleranceM":1e9}`, `{"text":"\ud83d\ude00","countryCodes":["UA","ua"],"home":"UA"}`,
		"{\"text\":\"\xff\"}", `{"text":"\ud83d"}`,
	} {
		f.Add("POST", "/v1/tag", s)
		f.Add("POST", "/v1/tag:stream", s+"\n"+s)
	}
	for _, s := range []string{
		"/v1/places?query=San&mode=2", "/v1/places/RU?geometry=3", "/v1/locate?lat=1&lon=2", "/v1/area?text=5+km²&place=Kano", "/v1/gazetteer", "/tiles/3/4/2.mvt",
		"/openapi.json", "/", "/basemap.json", "/grpc.json",
		// These were answered with 500.
		"/v1/area?text=5\xa1\xa1\xa1\xa1\xa1+km²&place=Kano", "/\x89", "/v1/places/%ff", "/v1/places?query=%ff", "/v1/places?query=%ff&x=%zz", "/assets/%00", "/v1/tag?language=%ff",
	} {
		f.Add("GET", s, "")
		f.Add("POST", s, `{"text":"Kano"}`)
		f.Add("HEAD", s, "")
	}
	h, _ := newFace(f, web.Options{})
	f.Fuzz(func(t *testing.T, method, path, body string) {
		if len(body) > 2000 || len(path) > 400 || !strings.HasPrefix(path, "/") {
			return
		}
		req, err := http.NewRequestWithContext(t.Context(), method, "http://x"+strings.NewReplacer(" ", "%20", "\n", "%0a", "\r", "%0d").Replace(path), strings.NewReader(body))
		if err != nil {
			return
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, req)
		out := w.Body.Bytes()
		if w.Code >= 500 && w.Code != http.StatusNotImplemented {
			t.Errorf("%s %q %q: %d %.300s", method, path, body, w.Code, out)
		}
		if typ := w.Header().Get("Content-Type"); strings.HasSuffix(typ, "json") && !strings.Contains(typ, "nd") && len(out) > 0 && !json.Valid(out) {
			t.Errorf("%s %q: no JSON: %.300s", method, path, out)
		}
	})
}

// FuzzTile asks for any tile: those that there are come, and are tiles.
func FuzzTile(f *testing.F) {
	for _, x := range [][3]uint16{{0, 0, 0}, {3, 4, 2}, {14, 16383, 16383}, {14, 8000, 5000}, {10, 0, 0}, {5, 31, 0}, {5, 32, 0}, {15, 0, 0}} {
		f.Add(x[0], x[1], x[2])
	}
	h, _ := newFace(f, web.Options{})
	f.Fuzz(func(t *testing.T, z, x, y uint16) {
		w := do(h, "GET", fmt.Sprintf("/tiles/%d/%d/%d.mvt", z, x, y), "")
		if want := z <= 14 && int(x) < 1<<z && int(y) < 1<<z; want != (w.Code == 200) {
			t.Fatalf("%d/%d/%d: %d", z, x, y, w.Code)
		}
		if w.Code == 200 && w.Body.Len() > 0 {
			if _, err := mvt.Unmarshal(w.Body.Bytes()); err != nil {
				t.Fatal(err)
			}
		}
	})
}
