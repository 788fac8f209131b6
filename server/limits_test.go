package server

import (
	"bytes"
	"runtime"
	"strings"
	"testing"

	"google.golang.org/grpc/mem"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// field is a field of bytes as it stands on the wire.
func field(number protowire.Number, b []byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(nil, number, protowire.BytesType), b)
}

func number(n protowire.Number, value uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(nil, n, protowire.VarintType), value)
}

// hostile are messages that say as much as they can in 8 MiB.
func hostile() map[string][]byte {
	const size = 8 << 20
	many := func(one []byte) []byte { return bytes.Repeat(one, size/len(one)) }
	return map[string][]byte{
		"roles":           field(10, make([]byte, size)),
		"roles apart":     many(number(10, 1)),
		"bbox":            field(9, make([]byte, size)),
		"spans":           many(field(7, nil)),
		"spans with ends": many(field(7, []byte{8, 0, 16, 1})),
		"country_codes":   many(field(8, nil)),
		"unknown":         many(number(99, 1)),
		"unknown groups":  many(append(protowire.AppendTag(nil, 99, protowire.StartGroupType), protowire.AppendTag(nil, 99, protowire.EndGroupType)...)),
		"nested groups":   many(protowire.AppendTag(nil, 99, protowire.StartGroupType)),
		"a long text":     field(1, many([]byte("Kano "))),
		"texts":           many(field(1, []byte("Floods in Kano"))),
		"a number again":  many(number(15, 3)),
		"no UTF-8":        field(1, many([]byte{0xFF})),
	}
}

// What decoding allocates in all is more than what is resident at any time.
func TestHostileMessagesCostLittle(t *testing.T) {
	for name, b := range hostile() {
		for _, inStream := range []bool{false, true} {
			var m proto.Message = new(geotagv1.TagRequest)
			if inStream {
				b, m = field(1, b), new(geotagv1.TagStreamRequest)
			}
			f := frame{mem.BufferSlice{mem.SliceBuffer(b)}}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			err := f.decode(m)
			runtime.ReadMemStats(&after)
			if used := after.TotalAlloc - before.TotalAlloc; used > uint64(4*len(b)) {
				t.Errorf("%s: %d bytes took %d to decode: %v", name, len(b), used, err)
			}
		}
	}
}

func TestTooLongLists(t *testing.T) {
	for name, limit := range listLimits {
		m, list := proto.Message(new(geotagv1.TagRequest)), name
		if name == "place_types" {
			m = new(geotagv1.FindPlacesRequest)
		}
		fd := m.ProtoReflect().Descriptor().Fields().ByName(list)
		values := m.ProtoReflect().Mutable(fd).List()
		for range limit {
			values.Append(values.NewElement())
		}
		decoded := func() error {
			b, err := proto.Marshal(m)
			if err != nil {
				t.Fatal(err)
			}
			f := frame{mem.BufferSlice{mem.SliceBuffer(b)}}
			return f.decode(m.ProtoReflect().New().Interface())
		}
		if err := decoded(); err != nil {
			t.Errorf("%d %s: %v", limit, name, err)
		}
		values.Append(values.NewElement())
		if err := decoded(); err == nil || !strings.Contains(err.Error(), string(name)+" has more than") {
			t.Errorf("%d %s: %v", limit+1, name, err)
		}
	}
}

// Every list of every request has a limit, or it would be refused with its first value.
func TestEveryListHasALimit(t *testing.T) {
	methods := geotagv1.File_geotag_v1_geotag_proto.Services().Get(0).Methods()
	for i := range methods.Len() {
		fields := methods.Get(i).Input().Fields()
		for k := range fields.Len() {
			if f := fields.Get(k); f.IsList() && listLimits[f.Name()] == 0 {
				t.Errorf("%s of %s has no limit", f.Name(), methods.Get(i).Input().Name())
			}
		}
	}
}

func FuzzCheckLists(f *testing.F) {
	f.Add(field(7, number(1, 3)))
	f.Add(field(10, []byte{1, 2, 0x80}))
	f.Add(protowire.AppendTag(nil, 9, protowire.StartGroupType))
	f.Fuzz(func(t *testing.T, b []byte) {
		m := new(geotagv1.TagRequest)
		limited := checkLists(m.ProtoReflect().Descriptor(), b)
		if proto.Unmarshal(b, m) != nil {
			return
		}
		long := len(m.Roles) > maxRoles || len(m.Spans) > maxSpans || len(m.CountryCodes) > maxCountries || len(m.Bbox) > maxBox
		if long != (limited != nil) {
			t.Errorf("%d roles, %d spans, %d countries, %d numbers of a box: %v", len(m.Roles), len(m.Spans), len(m.CountryCodes), len(m.Bbox), limited)
		}
	})
}
