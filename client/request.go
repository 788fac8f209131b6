package client

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/internal/spelling"
)

// A RequestError says what is wrong with the JSON of a request, member by member where it is known.
type RequestError struct {
	Fields  []FieldViolation // none: it is no JSON, or not of the request's form
	message protoreflect.Name
	err     error
}

func (e *RequestError) Error() string {
	if e.err != nil { // proto's errors begin with its name and a blank of one kind or another
		return fmt.Sprintf("this is no %s: %.500s", e.message, strings.TrimSpace(strings.TrimPrefix(e.err.Error(), "proto:")))
	}
	parts := make([]string, len(e.Fields))
	for i, f := range e.Fields {
		parts[i] = f.Description
	}
	return strings.Join(parts, "; ")
}

// Unwrap returns what the JSON's reader said, or nil.
func (e *RequestError) Unwrap() error { return e.err }

// ReadRequest reads a request of the service from its JSON, whose members may be named in camelCase or in snake_case. A member that the
// request does not have is an error, unless lenient: then it is ignored. Errors: *RequestError, also for GEOMETRY_FORMAT_WKB, because
// what is asked for in JSON is answered in JSON, as GeoJSON.
func ReadRequest(data []byte, req proto.Message, lenient bool) error {
	return readRequest(data, req, lenient, nil)
}

// readRequest is ReadRequest that passes some members over.
func readRequest(data []byte, req proto.Message, lenient bool, passed []string) error {
	if readPlain(data, req, passed) && !wantsWKB(req) {
		return nil
	}
	return readAny(data, req, lenient, passed)
}

// readAny reads a request however it is written, or says what is wrong with it.
func readAny(data []byte, req proto.Message, lenient bool, passed []string) error {
	err := protojson.UnmarshalOptions{DiscardUnknown: lenient}.Unmarshal(data, req)
	if err != nil {
		if said := spelledOut(data, req.ProtoReflect().Descriptor()); said != nil {
			proto.Reset(req)
			data, err = said, protojson.UnmarshalOptions{DiscardUnknown: lenient}.Unmarshal(said, req)
		}
	}
	if err != nil && !lenient {
		if unknown := unknownMembers(data, req.ProtoReflect().Descriptor(), "", passed); len(unknown) > 0 {
			return &RequestError{Fields: unknown}
		}
		proto.Reset(req)
		err = protojson.UnmarshalOptions{DiscardUnknown: true}.Unmarshal(data, req) // what was unknown is passed over
	}
	if err != nil {
		return &RequestError{message: req.ProtoReflect().Descriptor().Name(), err: err}
	}
	if wantsWKB(req) {
		return &RequestError{Fields: []FieldViolation{NoWKB}}
	}
	return nil
}

// wantsWKB reports whether a request asks for well-known binary.
func wantsWKB(req proto.Message) bool {
	r, ok := req.(interface {
		GetGeometryFormat() geotagv1.GeometryFormat
	})
	return ok && r.GetGeometryFormat() == geotagv1.GeometryFormat_GEOMETRY_FORMAT_WKB
}

// NoWKB is what is wrong with a request in JSON for well-known binary.
var NoWKB = FieldViolation{
	"geometry_format", "geometry_format is GEOMETRY_FORMAT_WKB, which JSON does not carry: leave it out, or call the service over gRPC",
}

// unknownMembers returns the members of an object that a message does not have, in the order of their names, then those of the messages in
// it. What is no object has none.
func unknownMembers(data []byte, d protoreflect.MessageDescriptor, path string, passed []string) (unknown []FieldViolation) {
	var object map[string]json.RawMessage
	if json.Unmarshal(data, &object) != nil {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		fd := FieldNamed(d, name)
		switch {
		case len(unknown) >= MaxViolations:
			return unknown[:MaxViolations]
		case fd == nil && !slices.Contains(passed, name):
			unknown = append(unknown, UnknownField(d, path, name))
		case fd != nil && fd.Message() != nil:
			unknown = append(unknown, unknownInside(object[name], fd, path+name)...)
		}
	}
	return unknown
}

// unknownInside does the same in a member that is a message or a list of them.
func unknownInside(data []byte, fd protoreflect.FieldDescriptor, path string) (unknown []FieldViolation) {
	if !fd.IsList() {
		return unknownMembers(data, fd.Message(), path+".", nil)
	}
	var list []json.RawMessage
	if json.Unmarshal(data, &list) != nil {
		return nil
	}
	for i, one := range list {
		if len(unknown) >= MaxViolations {
			break
		}
		unknown = append(unknown, unknownMembers(one, fd.Message(), fmt.Sprintf("%s[%d].", path, i), nil)...)
	}
	return unknown
}

// MaxViolations is how many things that are wrong with a request an error names. A request may have a million.
const MaxViolations = 20

// FieldNamed returns the field of a message that JSON names in camelCase or in snake_case, or nil.
func FieldNamed(d protoreflect.MessageDescriptor, name string) protoreflect.FieldDescriptor {
	if fd := d.Fields().ByJSONName(name); fd != nil {
		return fd
	}
	return d.Fields().ByTextName(name)
}

// UnknownField says that a message has no field of a name, and which may have been meant. The path stands before the name: "spans[0].".
func UnknownField(d protoreflect.MessageDescriptor, path, name string) FieldViolation {
	var names []string
	for i := range d.Fields().Len() {
		fd := d.Fields().Get(i)
		names = append(names, fd.JSONName(), fd.TextName())
	}
	field := fmt.Sprintf("%s%.100s", path, strings.ToValidUTF8(name, "\uFFFD")) // a name may be as long as a request
	v := FieldViolation{Field: field, Description: fmt.Sprintf("%q: a %s has no such member", field, d.Name())}
	if near := spelling.Nearest(name, names); near != "" {
		v.Description = fmt.Sprintf("%q: did you mean %s?", field, near)
	}
	return v
}
