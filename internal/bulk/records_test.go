package bulk

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/geotag/client"
)

// recordsOf reads a file of a name.
func recordsOf(t *testing.T, name, content string) (got []string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
	for r, err := range Records(t.Context(), []string{file}, nil) {
		if err != nil {
			t.Fatal(err)
		}
		where := strings.TrimPrefix(r.Where, file)
		if bad, ok := errors.AsType[*FileError](r.Err); ok {
			got = append(got, where+" ! "+bad.Err.Error())
		} else if r.Err != nil {
			got = append(got, where+" ! "+r.Err.Error())
		} else {
			got = append(got, where+" "+string(r.JSON))
		}
	}
	return got
}

func TestRecords(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		what, name, content string
		want                []string
	}{
		{"lines, of which one is wrong", "a.jsonl", "{\"a\":1}\n\n{oops\n\x1e{\"b\":2}", []string{`:1 {"a":1}`, ":3 ! it is no JSON: invalid character 'o' looking for beginning of object key string", `:4 {"b":2}`}},
		{"a document of one text", "a.geojson", "{ \"id\": \"x\",\n \"features\": [ {\"a\": 1},\n {} ], \"text\": \"t\" }\n", []string{` {"id":"x","features":[{"a": 1},{}],"text":"t"}`}},
		{"a document of many", "a.geojson", `{"type":"FeatureCollection","features":[{"properties":{"textId":"a"}},{"properties":{}}]}`, []string{`, record 1 {"properties":{"textId":"a"}}`, `, record 2 {"properties":{}}`}},
		{"an array", "a.json", `[{"a":1}, {"b":2}]`, []string{`, record 1 {"a":1}`, `, record 2 {"b":2}`}},
		{"lines with a document's name", "a.json", "{\"a\":1}\n{\"b\":2}", []string{` {"a":1}`, `, record 2 {"b":2}`}},
		{"a document that is cut short", "a.geojson", `{"features":[{"properties":{"textId":"a"}},{"pro`, []string{`, record 1 {"properties":{"textId":"a"}}`, " ! byte 48: it is no JSON: unexpected EOF"}},
		{"a value that is too long", "a.json", `[{"a":1},"` + strings.Repeat("x", client.MaxLineBytes+1) + `"]`, []string{`, record 1 {"a":1}`, " ! a record is longer than 16777216 bytes"}},
		{"a value that is far too long", "a.json", `{"a":1} {"b":"` + strings.Repeat("x", 3*client.MaxLineBytes) + `"}`, []string{` {"a":1}`, " ! a record is longer than 16777216 bytes"}},
		{"no features", "a.geojson", `{"features":[]}`, []string{` {"features":[]}`}},
		{"nothing", "a.geojson", "", nil},
	} {
		got := recordsOf(t, test.name, test.content)
		if strings.Join(got, "\n") != strings.Join(test.want, "\n") {
			t.Errorf("%s:\ngot  %q\nwant %q", test.what, got, test.want)
		}
	}
}

// Whatever a file holds, it has records or it says what is wrong with it.
func FuzzRecords(f *testing.F) {
	f.Add(`{"type":"FeatureCollection","features":[{"properties":{"textId":"a"}}]}`, true)
	f.Add("[{},[1,", true)
	f.Add("\x1e{}\n{", false)
	f.Add("{\"features\":[],\"features\":7}", true)
	f.Fuzz(func(t *testing.T, content string, document bool) {
		name := "a.jsonl"
		if document {
			name = "a.geojson"
		}
		recordsOf(t, name, content)
	})
}
