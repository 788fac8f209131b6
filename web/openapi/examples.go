package main

import (
	"embed"
	"encoding/json"
	"fmt"
	"net/url"
	"path"
	"strconv"
	"strings"
)

//go:embed examples/*.json
var exampleFiles embed.FS

// An example is a request of an operation and the answer to it, as a server gave it.
type example struct {
	name string

	Operation string            `json:"operation"` // its id
	Summary   string            `json:"summary"`
	Path      map[string]string `json:"path,omitempty"`
	Query     map[string]string `json:"query,omitempty"`
	Type      string            `json:"type,omitempty"`   // of the body
	Body      json.RawMessage   `json:"body,omitempty"`   // where the type is not JSON, a string
	Accept    string            `json:"accept,omitempty"` // the type of the answer
	Status    int               `json:"status"`
	Answer    json.RawMessage   `json:"answer"` // where the type is not JSON, a string
}

// readExamples returns the examples in the order of their names.
func readExamples() ([]*example, error) {
	files, err := exampleFiles.ReadDir("examples")
	if err != nil {
		return nil, err
	}
	var all []*example
	for _, f := range files {
		b, err := exampleFiles.ReadFile("examples/" + f.Name())
		if err != nil {
			return nil, err
		}
		e := &example{name: strings.TrimSuffix(f.Name(), ".json")}
		if err := json.Unmarshal(b, e); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name(), err)
		}
		all = append(all, e)
	}
	return all, nil
}

// url returns the URL of the request below an operation's path.
func (e *example) url(at string) string {
	for name, value := range e.Path {
		at = strings.ReplaceAll(at, "{"+name+"}", url.PathEscape(value))
	}
	query := url.Values{}
	for name, value := range e.Query {
		query.Set(name, value)
	}
	if len(query) == 0 {
		return at
	}
	return at + "?" + query.Encode()
}

// add puts an example into a document: the body and the answer beside their schemas, and the parameters where they have no example yet.
func (e *example) add(doc value) error {
	item, operation := find(doc, e.Operation)
	if !operation.there() {
		return fmt.Errorf("there is no operation %s", e.Operation)
	}
	for _, parameters := range []value{item.get("parameters"), operation.get("parameters")} {
		for _, p := range parameters.items() {
			value, ok := e.Query[p.get("name").string()]
			if !ok {
				value, ok = e.Path[p.get("name").string()]
			}
			if ok && e.Status == 200 && !p.get("example").there() {
				p.set("example", typedExample(value, p.get("schema").get("type").string()))
			}
		}
	}
	if e.Body != nil && e.Status == 200 {
		if err := e.show(operation.get("requestBody").get("content").get(e.Type), e.Body); err != nil {
			return fmt.Errorf("the body: %w", err)
		}
	}
	response := operation.get("responses").get(strconv.Itoa(e.Status))
	if to := response.get("$ref").string(); to != "" {
		response = doc.get("components").get("responses").get(path.Base(to))
	}
	if err := e.show(response.get("content").get(e.Accept), e.Answer); err != nil {
		return fmt.Errorf("the answer: %w", err)
	}
	return nil
}

// show puts a value beside a schema.
func (e *example) show(media value, raw []byte) error {
	if !media.there() {
		return fmt.Errorf("the document has no such type of content")
	}
	shown, err := parse(raw)
	if err != nil {
		return err
	}
	if !media.get("examples").there() {
		media.set("examples", object())
	}
	media.get("examples").set(e.name, object("summary", text(e.Summary), "value", shown))
	return nil
}

// typedExample is what a parameter says, as a value of its type.
func typedExample(s, typ string) value {
	switch typ {
	case "number", "integer", "boolean":
		v, err := parse([]byte(s))
		if err == nil {
			return v
		}
	}
	return text(s)
}

// find returns an operation by its id, and the path item that has it.
func find(doc value, id string) (item, operation value) {
	for _, p := range doc.get("paths").members() {
		for _, m := range p.value.members() {
			if m.value.get("operationId").string() == id {
				return p.value, m.value
			}
		}
	}
	return value{}, value{}
}
