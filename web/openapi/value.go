package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// A value is one of JSON's, whose members keep their order. The zero value is none.
type value struct{ *yaml.Node }

// A member is one of an object's.
type member struct {
	name  string
	value value
}

// parse reads YAML, of which JSON is a part.
func parse(b []byte) (value, error) {
	var n yaml.Node
	if err := yaml.Unmarshal(b, &n); err != nil {
		return value{}, err
	}
	return value{n.Content[0]}, nil
}

// object returns an object of names and values in turns.
func object(members ...any) value {
	v := value{&yaml.Node{Kind: yaml.MappingNode}}
	for i := 0; i < len(members); i += 2 {
		v.set(members[i].(string), members[i+1].(value))
	}
	return v
}

func list(items ...value) value {
	v := value{&yaml.Node{Kind: yaml.SequenceNode}}
	for _, item := range items {
		v.Content = append(v.Content, item.Node)
	}
	return v
}

func text(s string) value {
	return value{&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}}
}

func number(n int) value {
	return value{&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: strconv.Itoa(n)}}
}

func truth(b bool) value {
	return value{&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: strconv.FormatBool(b)}}
}

func ref(to string) value { return object("$ref", text("#/components/"+to)) }

func (v value) there() bool { return v.Node != nil }

func (v value) string() string {
	if v.Node == nil {
		return ""
	}
	return v.Value
}

// resolved is the value that an alias stands for.
func (v value) resolved() value {
	if v.Node != nil && v.Kind == yaml.AliasNode {
		return value{v.Alias}
	}
	return v
}

// members returns those of an object, in their order.
func (v value) members() (all []member) {
	v = v.resolved()
	if v.Node == nil || v.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(v.Content); i += 2 {
		all = append(all, member{v.Content[i].Value, value{v.Content[i+1]}.resolved()})
	}
	return all
}

// items returns those of a list.
func (v value) items() (all []value) {
	v = v.resolved()
	if v.Node == nil || v.Kind != yaml.SequenceNode {
		return nil
	}
	for _, n := range v.Content {
		all = append(all, value{n}.resolved())
	}
	return all
}

// get returns a member, or none.
func (v value) get(name string) value {
	for _, m := range v.members() {
		if m.name == name {
			return m.value
		}
	}
	return value{}
}

// set sets a member, at the end where it is new.
func (v value) set(name string, to value) {
	for i := 0; i+1 < len(v.Content); i += 2 {
		if v.Content[i].Value == name {
			v.Content[i+1] = to.Node
			return
		}
	}
	v.Content = append(v.Content, text(name).Node, to.Node)
}

// remove takes a member out and returns it, or none.
func (v value) remove(name string) value {
	for i := 0; i+1 < len(v.Content); i += 2 {
		if v.Content[i].Value == name {
			was := value{v.Content[i+1]}.resolved()
			v.Content = append(v.Content[:i], v.Content[i+2:]...)
			return was
		}
	}
	return value{}
}

// json returns the value as indented JSON.
func (v value) json() ([]byte, error) {
	b, err := v.appendJSON(nil)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := json.Indent(&out, b, "", "  "); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

func (v value) appendJSON(b []byte) (_ []byte, err error) {
	switch v = v.resolved(); v.Kind {
	case yaml.MappingNode:
		b = append(b, '{')
		for i, m := range v.members() {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendText(b, m.name), ':')
			if b, err = m.value.appendJSON(b); err != nil {
				return nil, fmt.Errorf("%s: %w", m.name, err)
			}
		}
		return append(b, '}'), nil
	case yaml.SequenceNode:
		b = append(b, '[')
		for i, item := range v.items() {
			if i > 0 {
				b = append(b, ',')
			}
			if b, err = item.appendJSON(b); err != nil {
				return nil, err
			}
		}
		return append(b, ']'), nil
	}
	switch v.ShortTag() {
	case "!!int", "!!float", "!!bool", "!!null":
		return append(b, v.Value...), nil
	}
	return appendText(b, v.Value), nil
}

// appendText appends a string as JSON, without escapes that only HTML needs.
func appendText(b []byte, s string) []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.Encode(s) // a string
	return append(b, bytes.TrimSuffix(out.Bytes(), []byte("\n"))...)
}
