package client

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/server"
)

// documents are answers to texts of this repository, with all that an answer may hold.
func documents(t *testing.T) (docs [][]byte) {
	t.Helper()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	s := server.New(geotag.New(ix), server.Options{})
	files, _ := filepath.Glob("../testdata/*/*.txtar")
	for _, name := range files {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := s.AppendTag(t.Context(), nil, &geotagv1.TagRequest{
			Text: string(ar.Files[0].Data) + "\n<b>Nothing</b> & more\u2028of it.", IncludeEvidence: true, IncludeRejected: true, MaxAlternatives: 2,
			Geometry: geotagv1.GeometryDetail_GEOMETRY_DETAIL_BBOX, Id: "a<b>\u2028",
		})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		docs = append(docs, doc)
	}
	if len(docs) < 50 {
		t.Fatalf("%d documents", len(docs))
	}
	return append(docs, []byte(`{"type":"FeatureCollection","features":[]}`),
		[]byte(`{"type":"FeatureCollection","features":[{"type":"Feature","id":1,"geometry":null,"properties":{"name":"R&D <x>","a":[{"b":[1,2e3]},{"c":true}]}}]}`))
}

// flatSlowly is Flat by way of encoding/json.
func flatSlowly(t *testing.T, doc []byte) []byte {
	t.Helper()
	var top map[string]json.RawMessage
	if err := json.Unmarshal(doc, &top); err != nil {
		t.Fatal(err)
	}
	if features, ok := top["features"]; ok {
		var all []json.RawMessage
		if err := json.Unmarshal(features, &all); err != nil {
			t.Fatal(err)
		}
		for i, f := range all {
			all[i] = flatSlowly(t, f)
		}
		top["features"], _ = json.Marshal(all)
	}
	if nested, ok := top["properties"]; ok {
		d := json.NewDecoder(bytes.NewReader(nested))
		d.UseNumber()
		var properties map[string]any
		if err := d.Decode(&properties); err != nil {
			t.Fatal(err)
		}
		flat := map[string]any{}
		flatten(flat, "", properties)
		top["properties"], _ = json.Marshal(flat)
	}
	out, err := json.Marshal(top)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// recordsSlowly are a document's features by way of encoding/json.
func recordsSlowly(t *testing.T, doc []byte, textID string) []byte {
	t.Helper()
	var c struct {
		Features []struct {
			Type       string          `json:"type"`
			BBox       json.RawMessage `json:"bbox,omitempty"`
			Geometry   json.RawMessage `json:"geometry"`
			Properties json.RawMessage `json:"properties"`
		}
	}
	if err := json.Unmarshal(doc, &c); err != nil {
		t.Fatal(err)
	}
	var lines [][]byte
	for _, f := range c.Features {
		if id, _ := json.Marshal(textID); textID != "" {
			f.Properties = bytes.Join([][]byte{[]byte(`{"textId":`), id, []byte(","), f.Properties[1:]}, nil)
		}
		line, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	return bytes.Join(lines, []byte("\n"))
}

// What is read part by part is what encoding/json makes of it: each record, flat or not, with an id or without.
func TestAppendAnswer(t *testing.T) {
	t.Parallel()
	for _, doc := range documents(t) {
		given, flat := bytes.Clone(doc), flatSlowly(t, doc)
		for _, id := range []string{"", "text <1>"} {
			for o, want := range map[LineOptions][]byte{
				{}:                              doc,
				{Flat: true}:                    flat,
				{Records: Features}:             recordsSlowly(t, doc, id),
				{Records: Features, Flat: true}: recordsSlowly(t, flat, id),
			} {
				got, err := o.AppendAnswer([]byte("before"), doc, id)
				if err != nil || string(got) != "before"+string(want) {
					t.Errorf("%+v: %v\n%.3000s\nand not\n%.3000s", o, err, got, want)
				}
			}
		}
		if !bytes.Equal(doc, given) {
			t.Fatalf("the document was written into: %.300s", doc)
		}
	}
}

// What is no such document is an error, and nothing of it is written.
func TestAppendAnswerOfNone(t *testing.T) {
	t.Parallel()
	o := LineOptions{Records: Features}
	for _, doc := range []string{
		``, `[]`, `{"features":{}}`, `{"features":[1]}`, `{"features":[{"type":"Feature","properties":{"a":1}},{]}`, `{"features":[{"type":"Feature"}]}`,
		`{"features":[{"type":"Feature","properties":null}]}`, `{"features":[`, `{"type":"FeatureCollection"`,
	} {
		if got, err := o.AppendAnswer([]byte("before"), []byte(doc), "id"); err == nil || string(got) != "before" {
			t.Errorf("%s: %q, %v", doc, got, err)
		}
	}
	if got, err := o.AppendAnswer(nil, []byte(`{"features":[{"type":"Feature","geometry":null,"properties":{}}]}`), "a"); err != nil || !json.Valid(got) {
		t.Errorf("a feature of nothing: %s, %v", got, err)
	}
	for _, doc := range []string{``, `[]`, `{"features":{}}`, `{"features":[1]}`, `{"properties":[]}`, `{"type":`} {
		if flat, err := Flat([]byte(doc)); err == nil {
			t.Errorf("%s is flat as %s", doc, flat)
		}
	}
}
