package main

import (
	"fmt"
	"slices"

	"google.golang.org/protobuf/compiler/protogen"
)

// addParameters puts the fields of the message that x-fields-of names, of a path or of its POST, before its parameters.
func (m *messages) addParameters(path value) error {
	for _, at := range []value{path, path.get("post")} {
		if !at.there() {
			continue
		}
		name := at.remove("x-fields-of").string()
		if name == "" {
			continue
		}
		message := m.byName[name]
		if message == nil {
			return fmt.Errorf("there is no message %s", name)
		}
		all := list()
		for _, f := range message.Fields {
			for _, p := range m.parameters(name, f) {
				all.Content = append(all.Content, p.Node)
			}
		}
		for _, p := range at.get("parameters").items() {
			all.Content = append(all.Content, p.Node)
		}
		at.set("parameters", all)
	}
	return nil
}

// parameters returns what a field is in a URL: usually one parameter; a point to locate is two; and of a text to tag neither the text nor spans.
func (m *messages) parameters(message string, f *protogen.Field) []value {
	name := f.Desc.JSONName()
	switch {
	case unspoken(f), message == "TagRequest" && slices.Contains([]string{"text", "spans"}, name):
		return nil
	case name == "point":
		return []value{degrees("lat", "Degrees north.", 90), degrees("lon", "Degrees east.", 180)}
	case message == "GetPlaceRequest" && name == "placeId":
		return []value{object("name", text(name), "in", text("path"), "description", text(sentences(f.Comments)), "required", truth(true), "schema", m.fieldSchema(f))}
	}
	p := object("name", text(name), "in", text("query"), "description", text(sentences(f.Comments)+alias(f)))
	if slices.Contains(required[message], name) {
		p.set("required", truth(true))
	}
	if f.Desc.IsList() {
		p.set("style", text("form"))
		p.set("explode", truth(false))
	}
	if f.Message != nil {
		p.set("schema", object("type", text("string"), "pattern", text(`^-?[0-9.]+,-?[0-9.]+$`))) // a point
	} else {
		p.set("schema", m.fieldSchema(f))
	}
	if other := f.Desc.TextName(); other != name {
		p.set("x-also", text(other))
	}
	return []value{p}
}

// degrees returns a parameter of so many degrees at most.
func degrees(name, said string, most int) value {
	return object("name", text(name), "in", text("query"), "required", truth(true), "description", text(said),
		"schema", object("type", text("number"), "minimum", number(-most), "maximum", number(most)))
}
