package client

import (
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// readPlain reads a request as requests usually are, in one pass, and reports whether it is one: its members are those of the message, or passed over,
// each is there once, and its value is of the field's own type. It reads it as readAny does, to which all others are left; what req holds
// then is of no use.
func readPlain(data []byte, req proto.Message, passed []string) bool {
	proto.Reset(req)
	r := plainReader{jsontext.NewDecoder(bytes.NewBuffer(data), jsontext.AllowDuplicateNames(true))} // message sees those that matter
	if !r.message(req.ProtoReflect(), passed) {
		return false
	}
	_, err := r.ReadToken()
	return err == io.EOF
}

// A plainReader reads messages from JSON that is valid, UTF-8 among it.
type plainReader struct{ *jsontext.Decoder }

// opens reports whether the next token is one that opens an object or a list.
func (r plainReader) opens(kind jsontext.Kind) bool {
	tok, err := r.ReadToken()
	return err == nil && tok.Kind() == kind
}

// message reads an object. A field that is named in both ways is there twice.
func (r plainReader) message(m protoreflect.Message, passed []string) bool {
	if !r.opens(jsontext.KindBeginObject) {
		return false
	}
	var seen [64]bool // by the fields' indices
	for {
		tok, err := r.ReadToken()
		if err != nil || tok.Kind() == jsontext.KindEndObject {
			return err == nil
		}
		name := tok.String()
		fd := FieldNamed(m.Descriptor(), name)
		switch {
		case fd == nil:
			if !slices.Contains(passed, name) || r.SkipValue() != nil {
				return false
			}
		case fd.Index() >= len(seen) || seen[fd.Index()] || !r.field(m, fd):
			return false
		default:
			seen[fd.Index()] = true
		}
	}
}

// field reads the value of a field, which is none of several that exclude each other.
func (r plainReader) field(m protoreflect.Message, fd protoreflect.FieldDescriptor) bool {
	if fd.IsList() {
		return r.list(m.Mutable(fd).List(), fd)
	}
	v, ok := r.scalar(fd)
	if !ok || fd.ContainingOneof() != nil && !fd.HasOptionalKeyword() {
		return false
	}
	m.Set(fd, v)
	return true
}

// list reads the items of a list. Strings with blanks around them are left to readAny, which takes these off where it has read the object
// anew.
func (r plainReader) list(list protoreflect.List, fd protoreflect.FieldDescriptor) bool {
	if !r.opens(jsontext.KindBeginArray) {
		return false
	}
	for r.PeekKind() != jsontext.KindEndArray {
		if fd.Message() != nil {
			if !r.message(list.AppendMutable().Message(), nil) {
				return false
			}
			continue
		}
		v, ok := r.scalar(fd)
		if !ok || fd.Kind() == protoreflect.StringKind && strings.TrimSpace(v.String()) != v.String() {
			return false
		}
		list.Append(v)
	}
	_, err := r.ReadToken()
	return err == nil
}

// scalar reads a value that is no message: a string, a number, a truth value or an enum's value by its full name.
func (r plainReader) scalar(fd protoreflect.FieldDescriptor) (v protoreflect.Value, ok bool) {
	raw, err := r.ReadValue()
	if err != nil {
		return v, false
	}
	kind := raw.Kind()
	switch fd.Kind() {
	case protoreflect.StringKind:
		if kind == jsontext.KindString {
			return protoreflect.ValueOfString(unquoted(raw)), true
		}
	case protoreflect.BoolKind:
		return protoreflect.ValueOfBool(kind == jsontext.KindTrue), kind == jsontext.KindTrue || kind == jsontext.KindFalse
	case protoreflect.EnumKind:
		if kind == jsontext.KindString {
			if one := fd.Enum().Values().ByName(protoreflect.Name(unquoted(raw))); one != nil {
				return protoreflect.ValueOfEnum(one.Number()), true
			}
		}
	case protoreflect.DoubleKind, protoreflect.Uint32Kind:
		if kind == jsontext.KindNumber {
			return number(string(raw), fd.Kind())
		}
	}
	return v, false
}

// unquoted returns what a string says. Most have no escapes: they say what stands there, which is known to be valid.
func unquoted(raw jsontext.Value) string {
	if bytes.IndexByte(raw, '\\') < 0 {
		return string(raw[1 : len(raw)-1])
	}
	s, _ := jsontext.AppendUnquote(nil, raw)
	return string(s)
}

// number reads a number that is written as one of its kind is.
func number(s string, kind protoreflect.Kind) (v protoreflect.Value, ok bool) {
	if kind == protoreflect.DoubleKind {
		x, err := strconv.ParseFloat(s, 64)
		return protoreflect.ValueOfFloat64(x), err == nil
	}
	n, err := strconv.ParseUint(s, 10, 32)
	return protoreflect.ValueOfUint32(uint32(n)), err == nil
}
