package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the answers of the examples anew, as the program gives them")

// TestExamples holds the examples against the answers of the program, and both against the schemas: they are the same but for versions, chances and figures that
// change with the gazetteer and the model.
func TestExamples(t *testing.T) {
	base, c := serve(t), newChecker(t, true)
	doc, err := parse(committed(t))
	if err != nil {
		t.Fatal(err)
	}
	examples, err := readExamples()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range examples {
		t.Run(e.name, func(t *testing.T) { e.test(t, base, doc, c) })
	}
}

func (e *example) test(t *testing.T, base string, doc value, c *checker) {
	at, method := placeOf(doc, e.Operation)
	body := string(e.Body)
	if e.Type != "" && e.Type != "application/json" {
		body = unquoted(t, e.Body)
	} else if e.Status == 200 && body != "" {
		c.check(t, "the body", "/components/schemas/TagRequest", e.Body)
	}
	got := ask(t, strings.ToUpper(method), base+e.url(at), body, "Content-Type", e.Type, "Accept", e.Accept)
	if got.status != e.Status || got.typ() != e.Accept {
		t.Fatalf("%d %s: %.300s", got.status, got.typ(), got.body)
	}
	media := doc.get("paths").get(at).get(method).get("responses").get(strconv.Itoa(e.Status))
	if to := media.get("$ref").string(); to != "" {
		media = doc.get("components").get("responses").get(to[strings.LastIndexByte(to, '/')+1:])
	}
	schema := media.get("content").get(e.Accept).get("schema")
	if item := schema.get("contentSchema").get("items"); item.there() {
		for _, line := range records(got.body) {
			c.check(t, "a record", item.get("$ref").string()[1:], line)
		}
		got.body = quoted(string(got.body))
	} else {
		c.check(t, "the answer", schema.get("$ref").string()[1:], got.body)
	}
	if *update {
		e.Answer = bytes.TrimSpace(got.body)
		b, err := json.MarshalIndent(e, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("examples/"+e.name+".json", append(b, '\n'), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want, have := steady(t, e.Answer), steady(t, got.body); !reflect.DeepEqual(want, have) {
		t.Errorf("the example is stale: see go test -run Examples -update; then make generate\n got %.1000s\nwant %.1000s", got.body, e.Answer)
	}
	if shown := media.get("content").get(e.Accept).get("examples").get(e.name).get("value"); !shown.there() {
		t.Error("the document lacks it: make generate")
	}
}

// placeOf returns the path and the method of an operation.
func placeOf(doc value, id string) (at, method string) {
	for _, p := range doc.get("paths").members() {
		for _, m := range p.value.members() {
			if m.value.get("operationId").string() == id {
				return p.name, m.name
			}
		}
	}
	return "", ""
}

// records returns the lines of a stream without their separators.
func records(stream []byte) (all [][]byte) {
	for line := range bytes.SplitSeq(stream, []byte("\n")) {
		if line = bytes.TrimPrefix(line, []byte{0x1E}); len(line) > 0 {
			all = append(all, line)
		}
	}
	return all
}

func unquoted(t *testing.T, raw []byte) (s string) {
	t.Helper()
	if err := json.Unmarshal(raw, &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// steady returns what of an answer stays, of a stream its records.
func steady(t *testing.T, raw []byte) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	if s, ok := v.(string); ok {
		var all []any
		for _, line := range records([]byte(s)) {
			all = append(all, steady(t, line))
		}
		return all
	}
	return withoutFigures(v)
}

// withoutFigures puts what changes with the gazetteer and the model at nought.
func withoutFigures(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name, one := range v {
			if strings.HasSuffix(name, "ersion") {
				one = ""
			}
			v[name] = withoutFigures(one)
		}
	case []any:
		for i, one := range v {
			v[i] = withoutFigures(one)
		}
	case float64:
		return 0.0
	}
	return v
}
