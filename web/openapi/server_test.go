package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// serve starts the program that GEOTAG names, with more flags, and returns where it answers REST until the test ends.
func serve(t *testing.T, flags ...string) string {
	t.Helper()
	bin := os.Getenv("GEOTAG")
	if bin == "" {
		t.Skip("GEOTAG names no program to hold the document against")
	}
	ctx, stop := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, bin, append([]string{"serve", "-listen", "127.0.0.1:0", "-http", "127.0.0.1:0"}, flags...)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(); cmd.Wait() })
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if url := regexp.MustCompile(`http://[^\s/]+`).FindString(lines.Text()); url != "" {
			go io.Copy(io.Discard, out)
			return url
		}
	}
	t.Fatal("the server ended")
	return ""
}

// An answer is what came of a request.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) typ() string {
	return strings.TrimSpace(strings.Split(a.header.Get("Content-Type"), ";")[0])
}

// ask makes a request, whose headers are names and values in turns.
func ask(t *testing.T, method, url, body string, headers ...string) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	r.Host = r.Header.Get("Host")
	resp, err := (&http.Transport{DisableCompression: true, DisableKeepAlives: true, ExpectContinueTimeout: time.Minute}).RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{resp.StatusCode, resp.Header, b}
}

// committed is the document as the program has it.
func committed(t *testing.T) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "openapi.json"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A checker holds values against the schemas of the document.
type checker struct {
	compiler *jsonschema.Compiler
	checked  int
}

// newChecker returns a checker to which a member that a schema does not name is an error, if it is strict.
func newChecker(t *testing.T, strict bool) *checker {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(committed(t)))
	if err != nil {
		t.Fatal(err)
	}
	if strict {
		closeObjects(doc.(map[string]any)["components"].(map[string]any)["schemas"])
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("file:///openapi.json", doc); err != nil {
		t.Fatal(err)
	}
	return &checker{compiler: c}
}

// closeObjects forbids the members that an object's schema does not name.
func closeObjects(v any) {
	switch v := v.(type) {
	case map[string]any:
		if _, named := v["properties"].(map[string]any); named && v["additionalProperties"] == nil {
			v["additionalProperties"] = false
		}
		for _, one := range v {
			closeObjects(one)
		}
	case []any:
		for _, one := range v {
			closeObjects(one)
		}
	}
}

// check holds a value against what stands at a JSON pointer of the document.
func (c *checker) check(t *testing.T, what, pointer string, raw []byte) {
	t.Helper()
	schema, err := c.compiler.Compile("file:///openapi.json#" + pointer)
	if err != nil {
		t.Fatalf("%s: %v", pointer, err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Errorf("%s: %v: %.200s", what, err, raw)
		return
	}
	c.checked++
	if err := schema.Validate(v); err != nil {
		t.Errorf("%s is no %s: %v\n%.2000s", what, pointer, err, raw)
	}
}

// quoted returns a string as JSON.
func quoted(s string) json.RawMessage {
	b, _ := json.Marshal(s)
	return b
}
