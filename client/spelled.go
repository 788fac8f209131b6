package client

import (
	"encoding/json"
	"strconv"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// EnumName returns the full name of an enum's value: "boundary" is GEOMETRY_DETAIL_BOUNDARY, in either case, and a number the value that it
// counts. What names none is returned as it is.
func EnumName(d protoreflect.EnumDescriptor, word string) string {
	prefix := strings.TrimSuffix(string(d.Values().ByNumber(0).Name()), "UNSPECIFIED")
	full := strings.ToUpper(strings.ReplaceAll(word, "-", "_"))
	for _, name := range []string{full, prefix + full} {
		if v := d.Values().ByName(protoreflect.Name(name)); v != nil {
			return string(v.Name())
		}
	}
	if n, err := strconv.ParseInt(word, 10, 32); err == nil {
		if v := d.Values().ByNumber(protoreflect.EnumNumber(n)); v != nil {
			return string(v.Name())
		}
	}
	return word
}

// spelledOut returns a request in which the values of enums have their full names, and a list that is written in one string, "W,S,E,N", is a
// list. What is no object is nil.
func spelledOut(data []byte, d protoreflect.MessageDescriptor) []byte {
	var object map[string]json.RawMessage
	if json.Unmarshal(data, &object) != nil {
		return nil
	}
	for name, value := range object {
		fd := FieldNamed(d, name)
		if fd == nil {
			continue
		}
		var word string
		var words []string
		switch {
		case json.Unmarshal(value, &word) == nil && fd.IsList():
			words = strings.Split(word, ",")
		case json.Unmarshal(value, &word) == nil && fd.Enum() != nil:
			object[name], _ = json.Marshal(EnumName(fd.Enum(), word))
			continue
		case fd.Enum() == nil || json.Unmarshal(value, &words) != nil:
			continue
		}
		for i, w := range words {
			if words[i] = strings.TrimSpace(w); fd.Enum() != nil {
				words[i] = EnumName(fd.Enum(), words[i])
			}
		}
		object[name], _ = json.Marshal(words)
	}
	out, err := json.Marshal(object)
	if err != nil {
		return nil
	}
	return out
}
