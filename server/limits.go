package server

import (
	"fmt"

	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/reflect/protoreflect"

	"example.com/geotag"
)

// How many values a request's lists may have, as the .proto states it. They are counted on the wire, before a message is decoded: 8 MiB of
// roles are 32 MiB once they are decoded, and 8 MiB of empty spans 200.
const (
	maxRoles      = 64     // a filter is a set, and there are far fewer roles; so the next two
	maxPlaceTypes = 64     //
	maxCountries  = 300    // ISO 3166-1 has 249
	maxBox        = 4      // west, south, east, north
	maxSpans      = 65_536 // one for every 16 bytes of the longest text
)

// listLimits are the limits by the name of a list's field, which means the same in every request.
var listLimits = map[protoreflect.Name]int{
	"roles": maxRoles, "place_types": maxPlaceTypes, "country_codes": maxCountries, "bbox": maxBox, "spans": maxSpans,
}

// A census counts the values of a message's lists on the wire.
type census map[protoreflect.Name]int

// checkLists returns an *InputError where a list of the message b, of the type of m, has too many values. What is malformed it leaves to
// decoding.
func checkLists(m protoreflect.MessageDescriptor, b []byte) error {
	if len(b) <= maxBox { // no list of so few bytes is too long
		return nil
	}
	count := census{}
	count.message(m, b)
	for _, name := range []protoreflect.Name{"spans", "country_codes", "bbox", "roles", "place_types"} {
		if n := count[name]; n > listLimits[name] {
			return &geotag.InputError{Violations: []geotag.Violation{
				{Field: string(name), Problem: fmt.Sprintf("has more than %d values", listLimits[name])},
			}}
		}
	}
	return nil
}

// message counts what is in b, and in the messages within it, until a list is too long or b is malformed.
func (c census) message(m protoreflect.MessageDescriptor, b []byte) bool {
	fields := m.Fields()
	for len(b) > 0 {
		number, typ, n := protowire.ConsumeTag(b)
		if n < 0 {
			return false
		}
		b = b[n:]
		size := protowire.ConsumeFieldValue(number, typ, b)
		if size < 0 {
			return false
		}
		f := fields.ByNumber(number)
		if f != nil && (f.IsList() || f.Message() != nil) && !c.field(f, typ, b[:size]) {
			return false
		}
		b = b[size:]
	}
	return true
}

// field counts one occurrence of a list, or of a message.
func (c census) field(f protoreflect.FieldDescriptor, typ protowire.Type, value []byte) bool {
	if f.IsList() {
		n := 1
		if typ == protowire.BytesType && f.IsPacked() {
			n = packed(f.Kind(), value)
		}
		if c[f.Name()] += n; c[f.Name()] > listLimits[f.Name()] {
			return false
		}
	}
	if f.Message() == nil || typ != protowire.BytesType {
		return true
	}
	inside, _ := protowire.ConsumeBytes(value)
	return c.message(f.Message(), inside)
}

// packed returns how many numbers a packed list has.
func packed(kind protoreflect.Kind, value []byte) (n int) {
	inside, _ := protowire.ConsumeBytes(value)
	if kind == protoreflect.DoubleKind {
		return len(inside) / 8
	}
	for _, b := range inside { // a varint ends where its highest bit is not set
		if b < 0x80 {
			n++
		}
	}
	return n
}
