package client

import (
	"bytes"
	"errors"
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
	r := plainReader{readerOf(data)}
	if r.message(req.ProtoReflect(), passed) != nil {
		return false
	}
	_, err := r.ReadToken()
	return err == io.EOF
}

// errUnusual is of JSON that is not read in one pass; nobody is told.
var errUnusual = errors.New("not as usual")

// A plainReader reads messages from JSON that is valid, UTF-8 among it.
type plainReader struct{ *jsontext.Decoder }

// message reads an object. A field that is named in both ways is there twice.
func (r plainReader) message(m protoreflect.Message, passed []string) error {
	var seen [64]bool // by the fields' indices
	return eachMember(r.Decoder, func(name string) error {
		fd := FieldNamed(m.Descriptor(), name)
		switch {
		case fd == nil && slices.Contains(passed, name):
			return r.SkipValue()
		case fd == nil || fd.Index() >= len(seen) || seen[fd.Index()]:
			return errUnusual
		}
		seen[fd.Index()] = true
		if fd.IsList() {
			return r.list(m.Mutable(fd).List(), fd)
		}
		v, err := r.scalar(fd)
		if err != nil || fd.ContainingOneof() != nil && !fd.HasOptionalKeyword() { // one of several that exclude each other
			return errUnusual
		}
		m.Set(fd, v)
		return nil
	})
}

// list reads the items of a list. Strings with blanks around them are left to readAny, which takes these off where it has read the object
// anew.
func (r plainReader) list(list protoreflect.List, fd protoreflect.FieldDescriptor) error {
	return eachItem(r.Decoder, func() error {
		if fd.Message() != nil {
			return r.message(list.AppendMutable().Message(), nil)
		}
		v, err := r.scalar(fd)
		if err != nil || fd.Kind() == protoreflect.StringKind && strings.TrimSpace(v.String()) != v.String() {
			return errUnusual
		}
		list.Append(v)
		return nil
	})
}

// scalar reads a value that is no message: a string, a number, a truth value or an enum's value by its full name.
func (r plainReader) scalar(fd protoreflect.FieldDescriptor) (v protoreflect.Value, err error) {
	raw, err := r.ReadValue()
	if err != nil {
		return v, err
	}
	switch kind, field := raw.Kind(), fd.Kind(); {
	case field == protoreflect.StringKind && kind == jsontext.KindString:
		return protoreflect.ValueOfString(unquoted(raw)), nil
	case field == protoreflect.BoolKind && (kind == jsontext.KindTrue || kind == jsontext.KindFalse):
		return protoreflect.ValueOfBool(kind == jsontext.KindTrue), nil
	case field == protoreflect.EnumKind && kind == jsontext.KindString:
		if one := fd.Enum().Values().ByName(protoreflect.Name(unquoted(raw))); one != nil {
			return protoreflect.ValueOfEnum(one.Number()), nil
		}
	case field == protoreflect.DoubleKind && kind == jsontext.KindNumber:
		x, err := strconv.ParseFloat(string(raw), 64)
		return protoreflect.ValueOfFloat64(x), err
	case field == protoreflect.Uint32Kind && kind == jsontext.KindNumber:
		n, err := strconv.ParseUint(string(raw), 10, 32)
		return protoreflect.ValueOfUint32(uint32(n)), err
	}
	return v, errUnusual
}

// unquoted returns what a string says. Most have no escapes: they say what stands there, which is known to be valid.
func unquoted(raw jsontext.Value) string {
	if bytes.IndexByte(raw, '\\') < 0 {
		return string(raw[1 : len(raw)-1])
	}
	s, _ := jsontext.AppendUnquote(make([]byte, 0, len(raw)), raw)
	return string(s)
}
