package web_test

import (
	"encoding/json"
	"net/netip"
	"strings"
	"testing"

	"example.com/geotag/web"
)

// The description of the tiles and their style name the address by which a caller reached the server: that of the connection, or what a trusted proxy says.
func TestMapAddress(t *testing.T) {
	t.Parallel()
	h, _ := newFace(t, web.Options{TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}})
	forwarded := []string{"X-Forwarded-Proto", "https", "X-Forwarded-Host", "maps.example.org"}
	for _, tt := range []struct {
		addr    string
		headers []string
		want    string
	}{
		{"192.0.2.1:1", nil, "http://example.com"},
		{"192.0.2.1:1", forwarded, "http://example.com"}, // a stranger's word
		{"10.0.0.1:1", forwarded, "https://maps.example.org"},
		{"10.0.0.1:1", []string{"X-Forwarded-Proto", "javascript"}, "http://example.com"},
		{"10.0.0.1:1", []string{"X-Forwarded-Host", "said.by.caller, maps.example.org:8443"}, "http://maps.example.org:8443"},
		{"10.0.0.1:1", []string{"X-Forwarded-Host", "[fd00::1]:80"}, "http://[fd00::1]:80"},
		{"10.0.0.1:1", []string{"X-Forwarded-Host", `a"b/c`}, "http://example.com"},
	} {
		var described struct{ Tiles []string }
		var style struct {
			Sources map[string]struct{ URL string }
		}
		for path, into := range map[string]any{"/tiles.json": &described, "/style.json": &style} {
			w := from(h, tt.addr, path, tt.headers...)
			if err := json.Unmarshal(w.Body.Bytes(), into); err != nil || w.Code != 200 || w.Header().Get("Content-Type") != "application/json" {
				t.Fatalf("%s: %d, %v", path, w.Code, err)
			}
		}
		if got := style.Sources["base"].URL; got != tt.want+"/tiles.json" {
			t.Errorf("%v: the style has %s", tt, got)
		}
		if len(described.Tiles) != 1 || described.Tiles[0] != tt.want+"/tiles/{z}/{x}/{y}.mvt" {
			t.Errorf("%v: tiles are at %s", tt, described.Tiles)
		}
	}
}

// What draws the map is answered as all else is: HEAD without the body, 304 to who has it, other origins where they are let in, and errors.
func TestMapAnswers(t *testing.T) {
	t.Parallel()
	h, _ := newFace(t, web.Options{Origins: []string{"https://example.org"}})
	for _, path := range []string{"/tiles.json", "/style.json", "/style.json?theme=dark", "/tiles/3/4/2.mvt"} {
		get, head := do(h, "GET", path, "", "Origin", "https://example.org"), do(h, "HEAD", path, "")
		if get.Code != 200 || head.Code != 200 || get.Header().Get("Access-Control-Allow-Origin") != "https://example.org" {
			t.Errorf("%s: %d, %d, %v", path, get.Code, head.Code, get.Header())
		}
		tag := get.Header().Get("ETag")
		if again := do(h, "GET", path, "", "If-None-Match", `"other", `+tag); tag == "" || again.Code != 304 || again.Body.Len() > 0 {
			t.Errorf("%s: %s again is %d", path, tag, again.Code)
		}
		if gzipped := do(h, "GET", path, "", "Accept-Encoding", "gzip"); gzipped.Header().Get("Content-Encoding") != "gzip" {
			t.Errorf("%s is sent as it is", path)
		}
	}
	if light, dark := do(h, "GET", "/style.json", ""), do(h, "GET", "/style.json?theme=dark", ""); light.Body.String() == dark.Body.String() {
		t.Error("light is dark")
	}
	if w := do(h, "GET", "/style.json?theme=sepia", ""); w.Code != 400 || !strings.Contains(w.Body.String(), "light and dark") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := do(h, "POST", "/tiles.json", "{}"); w.Code != 405 {
		t.Errorf("POST is %d", w.Code)
	}
}
