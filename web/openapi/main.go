// The command openapi makes web/openapi.json, which the server answers with at /openapi.json: a plugin of protoc that joins frame.yaml, the messages of
// geotag.proto with their comments, and the examples. `make generate` runs it.
package main

import (
	_ "embed"
	"fmt"

	"google.golang.org/protobuf/compiler/protogen"
	"google.golang.org/protobuf/types/pluginpb"
)

//go:embed frame.yaml
var frame []byte

func main() {
	protogen.Options{}.Run(func(gen *protogen.Plugin) error {
		gen.SupportedFeatures = uint64(pluginpb.CodeGeneratorResponse_FEATURE_PROTO3_OPTIONAL)
		for _, f := range gen.Files {
			if !f.Generate {
				continue
			}
			doc, err := document(frame, f)
			if err != nil {
				return fmt.Errorf("openapi: %w", err)
			}
			if _, err := gen.NewGeneratedFile("openapi.json", "").Write(doc); err != nil {
				return err
			}
		}
		return nil
	})
}

// document returns the OpenAPI document of a file, as indented JSON.
func document(frame []byte, f *protogen.File) ([]byte, error) {
	doc, err := parse(frame)
	if err != nil {
		return nil, err
	}
	m := messagesOf(f)
	for _, path := range doc.get("paths").members() {
		if err := m.addParameters(path.value); err != nil {
			return nil, fmt.Errorf("%s: %w", path.name, err)
		}
	}
	if err := m.addSchemas(doc.get("components").get("schemas")); err != nil {
		return nil, err
	}
	examples, err := readExamples()
	if err != nil {
		return nil, err
	}
	for _, e := range examples {
		if err := e.add(doc); err != nil {
			return nil, fmt.Errorf("the example %s: %w", e.name, err)
		}
	}
	for _, path := range doc.get("paths").members() {
		addHead(path.value)
	}
	return doc.json()
}

// addHead puts a HEAD beside a GET, which is answered alike but for the body.
func addHead(path value) {
	get := path.get("get")
	if !get.there() {
		return
	}
	head := object()
	head.set("operationId", text(get.get("operationId").string()+"Head"))
	head.set("tags", get.get("tags"))
	head.set("summary", text("The same without the body."))
	head.set("description", text("Answers with the headers that GET has, the length of the body among them."))
	if security := get.get("security"); security.there() {
		head.set("security", security)
	}
	good := object("description", text("GET would be answered."))
	if headers := get.get("responses").get("200").get("headers"); headers.there() {
		good.set("headers", headers)
	}
	head.set("responses", object(
		"200", good,
		"4XX", object("description", text("GET would be refused.")),
		"5XX", object("description", text("GET would fail.")),
	))
	path.set("head", head)
}
