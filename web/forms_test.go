package web_test

import (
	"encoding/json"
	"strings"
	"testing"

	"example.com/geotag/internal/rfc7946"
	"example.com/geotag/web"
)

// The type of an answer is what the Accept header weighs most, whatever the type of the body.
func TestAccept(t *testing.T) {
	t.Parallel()
	h, _ := newFace(t, web.Options{})
	for _, tt := range []struct{ accept, body, want string }{
		{"", "application/json", "application/geo+json"},
		{"*/*", "text/json", "application/geo+json"},
		{"application/geo+json", "application/json", "application/geo+json"},
		{"application/geo+json, application/json", "application/x-www-form-urlencoded", "application/geo+json"},
		{"application/json, application/geo+json;q=0.8", "application/json", "application/json"},
		{"application/json;q=0.2, application/geo+json;q=0.8", "application/json", "application/geo+json"},
		{"application/*;q=0.9, application/geo+json;q=0.1", "text/html", "application/json"},
		{"text/html, */*;q=0.1", "text/html", "application/geo+json"},
		{"APPLICATION/GEO+JSON; charset=utf-8", "application/json", "application/geo+json"},
		{"application/json;q=0, */*", "application/json", "application/geo+json"},
		{"image/png", "application/json", "application/geo+json"},
	} {
		w := do(h, "POST", "/v1/tag", `{"text":"Snow in Turku."}`, "Accept", tt.accept, "Content-Type", tt.body)
		if got := w.Header().Get("Content-Type"); w.Code != 200 || got != tt.want {
			t.Errorf("Accept %q of a body of %q: %d %s, want %s", tt.accept, tt.body, w.Code, got, tt.want)
		}
	}
}

// What the command takes in flags REST takes in parameters and in the body, in its short forms.
func TestShortForms(t *testing.T) {
	t.Parallel()
	h, _ := newFace(t, web.Options{})
	for _, tt := range []struct{ path, typ, body, holds, lacks string }{
		{"/v1/tag", "text/plain; charset=utf-8", "Snow in Turku and in Lund.", `"Lund"`, ""},
		{"/v1/tag", "text/plain; charset=utf-8", `{"text": "Snow in Lund.", "geometry": "GEOMETRY_DETAIL_BBOX"}`, `"start":8`, ""},
		{"/v1/tag", "text/plain; charset=utf-8", `{"note": "Snow in Lund."}`, `"start":18`, ""},
		{"/v1/tag?bbox=15,56,30,70&geometry=bbox", "text/plain", "Snow in Finland and in Lund.", `"Polygon"`, `"Lund"`},
		{"/v1/tag?geometry=BBOX", "application/json", `{"text":"Snow in Finland."}`, `"Polygon"`, ""},
		{"/v1/tag?geometry=boundary", "application/json", `{"text":"Snow in Turku.","geometry":"point"}`, `"Point"`, `"Polygon"`},
		{"/v1/tag", "application/json", `{"text":"Snow in Turku.","geometry":"Boundary","roles":["location"],"offset_encoding":"utf16"}`, `"Turku"`, ""},
		{"/v1/tag", "application/json", `{"text":"Snow in Turku and Lund.","bbox":"20, 59, 30, 70","roles":"location,demonym"}`, `"Turku"`, `"Lund"`},
		{"/v1/tag?geometry_type=point", "application/json", `{"text":"About 40 km² of Gotland burned.","geometry":"boundary"}`, `"Point"`, "Polygon"},
		{"/v1/tag?geometryType=multi-polygon", "application/json", `{"text":"Fire on Gotland, in Visby."}`, `"MultiPolygon"`, `"Point"`},
		{"/v1/tag?feature_per_mention=true", "application/json", `{"text":"Lund is Lund."}`, `"id":2`, ""},
		{"/v1/tag?flat=true", "application/json", `{"text":"Lund is Lund."}`, `"mentions_text":"Lund; Lund"`, `"mentions":`},
	} {
		w := do(h, "POST", tt.path, tt.body, "Content-Type", tt.typ)
		body := w.Body.String()
		if w.Code != 200 || !strings.Contains(body, tt.holds) || tt.lacks != "" && strings.Contains(body, tt.lacks) {
			t.Errorf("%s %s: %d %.600s", tt.path, tt.body, w.Code, body)
		}
		if err := rfc7946.Check(w.Body.Bytes()); err != nil {
			t.Errorf("%s: %v", tt.path, err)
		}
	}
	for path, says := range map[string]string{
		"/v1/tag?geometri=bbox":                "did you mean geometry",
		"/v1/tag?geometry=spheres":             "spheres",
		"/v1/tag:stream?records=rows":          "features or collections",
		"/v1/tag?bbox=1,2,3":                   "bbox has 3 numbers",
		"/v1/tag:stream?geometry_type=spheres": "spheres",
	} {
		if w := do(h, "POST", path, `{"text":"Snow in Turku."}`); w.Code != 400 || !strings.Contains(w.Body.String(), says) {
			t.Errorf("%s: %d %.300s, want 400 and %q", path, w.Code, w.Body, says)
		}
	}
	if w := do(h, "POST", "/v1/tag", "Schnee in Z\xfcrich.", "Content-Type", "text/plain"); w.Code != 400 || !strings.Contains(w.Body.String(), "not UTF-8") {
		t.Errorf("Latin-1: %d %.300s, want 400, for offsets would be those of another text", w.Code, w.Body)
	}
}

// Every value of flat properties is a plain one, also of areas, relations and coordinates.
func TestFlat(t *testing.T) {
	t.Parallel()
	h, _ := newFace(t, web.Options{})
	const text = "Some 40 km² of Gotland burned, 20 km south of Visby; a boat waits at 57.5000 N 18.1000 E."
	body, _ := json.Marshal(map[string]any{"text": text, "max_alternatives": 3, "include_evidence": true})
	w := do(h, "POST", "/v1/tag?flat=1", string(body))
	var doc struct {
		Features []struct{ Properties map[string]any }
	}
	if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil || len(doc.Features) < 4 {
		t.Fatalf("%v: %d %s", err, w.Code, w.Body)
	}
	for _, f := range doc.Features {
		for name, value := range f.Properties {
			switch value.(type) {
			case string, float64, bool:
			default:
				t.Errorf("%s is %v", name, value)
			}
		}
	}
}

// Records of a stream are features or collections, as the type of the answer or the parameter says.
func TestRecords(t *testing.T) {
	t.Parallel()
	h, _ := newFace(t, web.Options{})
	const lines = `{"id":"a","text":"Rain in Lund and Turku"}` + "\n" + `{"id":"b","text":"Nothing."}` + "\n"
	for _, tt := range []struct {
		path, accept string
		records      int
		begins       string
	}{
		{"/v1/tag:stream", "", 2, `{"type":"FeatureCollection"`},
		{"/v1/tag:stream", "application/geo+json-seq", 2, `{"type":"Feature",`},
		{"/v1/tag:stream", "application/x-ndjson;q=0.5, application/geo+json-seq", 2, `{"type":"Feature",`},
		{"/v1/tag:stream", "application/geo+json-seq;q=0.5, application/x-ndjson", 2, `{"type":"FeatureCollection"`},
		{"/v1/tag:stream?records=features", "", 2, `{"type":"Feature",`},
		{"/v1/tag:stream?records=collections", "application/geo+json-seq", 2, `{"type":"FeatureCollection"`},
	} {
		w := do(h, "POST", tt.path, lines, "Accept", tt.accept)
		records := strings.Split(strings.TrimSpace(w.Body.String()), "\n")
		if len(records) != tt.records {
			t.Errorf("%s, Accept %q: %d records: %s", tt.path, tt.accept, len(records), w.Body)
		}
		for _, r := range records {
			r = strings.TrimPrefix(r, "\x1e")
			if err := rfc7946.Check([]byte(r)); err != nil || !strings.HasPrefix(r, tt.begins) {
				t.Errorf("%s, Accept %q: %v: %.100s, want %s", tt.path, tt.accept, err, r, tt.begins)
			}
		}
	}
}
