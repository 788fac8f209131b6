package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"google.golang.org/protobuf/compiler/protogen"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// required are the members that a message's JSON always has. Others are left out where they say nothing. The tests hold answers against them.
var required = map[string][]string{
	"Alternative":          {"placeId", "name", "location"},
	"Ancestor":             {"placeId", "name"},
	"ConvertAreaRequest":   {"text"},
	"ConvertAreaResponse":  {"type", "geometry", "properties", "gazetteerVersion"},
	"Evidence":             {"id", "text"},
	"Feature":              {"type", "id", "geometry", "properties"},
	"FieldViolation":       {"field", "description"},
	"FindPlacesRequest":    {"query"},
	"FindPlacesResponse":   {"type", "features", "gazetteerVersion"},
	"FocusPlace":           {"placeId", "name", "share"},
	"GazetteerSource":      {"name"},
	"GetGazetteerResponse": {"version", "placeCount", "nameCount"},
	"GetPlaceRequest":      {"placeId"},
	"GetPlaceResponse":     {"type", "geometry", "properties", "gazetteerVersion"},
	"Host":                 {"placeId", "name", "location"},
	"LatLng":               {"latitude", "longitude"},
	"LocatePointResponse":  {"type", "features", "gazetteerVersion"},
	"Mention":              {"start", "end", "text", "role"},
	"NameMatch":            {"name", "kind"},
	"PlaceName":            {"text"},
	"Properties":           {"kind", "name"},
	"RejectedMention":      {"start", "end", "text", "reason"},
	"Restatement":          {"start", "end", "text", "m2"},
	"Span":                 {"start", "end"},
	"SpatialRelation":      {"start", "end", "text", "kind"},
	"StatedArea":           {"start", "end", "text", "qualifier", "squareKilometers", "squareMiles", "hectares", "acres"},
	"StatedCoordinates":    {"start", "end", "text", "format"},
	"StatedShare":          {"start", "end", "text"},
	"TagError":             {"code", "message"},
	"TagRequest":           {"text"},
	"TagResponse":          {"type", "features", "gazetteerVersion", "modelVersion"},
	"TextLanguage":         {"tag", "reading"},
	"TypeCount":            {"placeType", "count"},
	"Warning":              {"code", "text"},
}

// typed says what a message's member type says, which is one of GeoJSON's words.
var typed = map[string]string{
	"Feature": "Feature", "GetPlaceResponse": "Feature", "ConvertAreaResponse": "Feature",
	"FindPlacesResponse": "FeatureCollection", "LocatePointResponse": "FeatureCollection", "TagResponse": "FeatureCollection",
}

// unspoken reports whether a field is none of JSON's: how geometry is written is for callers over gRPC.
func unspoken(f *protogen.Field) bool { return f.Desc.Name() == "geometry_format" }

// messages are those of a file, by name.
type messages struct {
	byName map[string]*protogen.Message
	enums  map[string]*protogen.Enum
	made   []string // the schemas that were asked for, in that order
}

func messagesOf(f *protogen.File) *messages {
	m := &messages{byName: map[string]*protogen.Message{}, enums: map[string]*protogen.Enum{}}
	for _, one := range f.Messages {
		m.byName[string(one.Desc.Name())] = one
	}
	for _, one := range f.Enums {
		m.enums[string(one.Desc.Name())] = one
	}
	return m
}

// addSchemas adds to those that are written by hand the schemas of the messages and enums that an answer or a TagRequest has, or that
// were asked for.
func (m *messages) addSchemas(schemas value) error {
	for _, name := range []string{
		"TagRequest", "TagResponse", "FindPlacesResponse", "GetPlaceResponse", "LocatePointResponse", "ConvertAreaResponse", "GetGazetteerResponse", "TagError",
	} {
		m.want(name)
	}
	for i := 0; i < len(m.made); i++ {
		name := m.made[i]
		if schemas.get(name).there() { // by hand
			continue
		}
		if enum := m.enums[name]; enum != nil {
			schemas.set(name, enumSchema(enum))
			continue
		}
		message := m.byName[name]
		if message == nil {
			return fmt.Errorf("there is no message %s", name)
		}
		schemas.set(name, m.messageSchema(message))
	}
	return nil
}

// want notes that a schema is referred to.
func (m *messages) want(name string) value {
	if !slices.Contains(m.made, name) {
		m.made = append(m.made, name)
	}
	return ref("schemas/" + name)
}

func (m *messages) messageSchema(message *protogen.Message) value {
	name := string(message.Desc.Name())
	s := object("type", text("object"), "description", text(sentences(message.Comments)))
	if always := required[name]; len(always) > 0 {
		l := list()
		for _, one := range always {
			l.Content = append(l.Content, text(one).Node)
		}
		s.set("required", l)
	}
	properties := object()
	for _, f := range message.Fields {
		if unspoken(f) {
			continue
		}
		p := m.fieldSchema(f)
		if f.Desc.Name() == "type" && typed[name] != "" {
			p = object("type", text("string"), "const", text(typed[name]))
		}
		said := sentences(f.Comments)
		switch {
		case string(f.Desc.Name()) == "geometry" && f.Message != nil:
			p = object("anyOf", list(p, object("type", text("null"))))
			said = strings.ReplaceAll(strings.ReplaceAll(said, "absent (in JSON, but for plain proto JSON, null)", "null"), "Without a place there is none (in JSON, but for plain proto JSON, null).", "Null without a place.")
		case name == "TagRequest":
			said += alias(f)
		}
		p.set("description", text(said))
		properties.set(f.Desc.JSONName(), p)
	}
	if name == "Properties" {
		properties.set("textId", object("type", text("string"), "description", text("In a record of a stream: the request's id.")))
	}
	s.set("properties", properties)
	return s
}

// alias says by which other name a field may be named.
func alias(f *protogen.Field) string {
	if f.Desc.TextName() == f.Desc.JSONName() {
		return ""
	}
	return " Also named " + f.Desc.TextName() + "."
}

// fieldSchema returns the schema of a field's values, without a description.
func (m *messages) fieldSchema(f *protogen.Field) value {
	if f.Desc.Name() == "bbox" {
		return ref("schemas/BoundingBox")
	}
	one := m.scalarSchema(f)
	if f.Desc.IsList() {
		return object("type", text("array"), "items", one)
	}
	return one
}

func (m *messages) scalarSchema(f *protogen.Field) value {
	switch f.Desc.Kind() {
	case protoreflect.BoolKind:
		return object("type", text("boolean"))
	case protoreflect.DoubleKind:
		return object("type", text("number"))
	case protoreflect.Uint32Kind:
		return object("type", text("integer"), "minimum", number(0))
	case protoreflect.Int32Kind:
		return object("type", text("integer"))
	case protoreflect.EnumKind:
		return m.want(string(f.Enum.Desc.Name()))
	case protoreflect.MessageKind:
		return m.want(string(f.Message.Desc.Name()))
	}
	return object("type", text("string"))
}

// enumSchema returns the names of an enum's values, but for the one that says nothing.
func enumSchema(enum *protogen.Enum) value {
	said, names := sentences(enum.Comments), list()
	for _, v := range enum.Values[1:] {
		if v.Desc.Name() == "GEOMETRY_FORMAT_WKB" {
			continue
		}
		names.Content = append(names.Content, text(string(v.Desc.Name())).Node)
		said += fmt.Sprintf("\n- `%s`: %s", v.Desc.Name(), sentences(v.Comments))
	}
	return object("type", text("string"), "description", text(said), "enum", names)
}

// inBrackets is what a comment says to who reads the .proto.
var inBrackets = regexp.MustCompile(` \((A double, so|Counts are doubles, so)[^)]*\)`)

// sentences returns a comment as it reads in one paragraph.
func sentences(c protogen.CommentSet) string {
	s := strings.Join(strings.Fields(strings.ReplaceAll(string(c.Leading), "//", " ")), " ")
	return inBrackets.ReplaceAllString(s, "")
}
