package server

import (
	"math"
	"sync"
	"unicode/utf8"

	"github.com/paulmach/orb"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// A wireWriter appends a message to its bytes, field by field in the order of their numbers, as proto.Marshal writes it. It knows no message: who
// calls it says the fields' numbers, which are those of the .proto.
//
// An answer is written so straight from what geotag made, at a third of what it took to make its messages and then to marshal them.
type wireWriter struct {
	b      []byte
	format geotagv1.GeometryFormat
	limit  int                   // of the answer in bytes
	shapes map[*orb.Point][]byte // coordinates of large shapes, which features share
}

// writers are kept with their bytes, of small ones.
var writers = sync.Pool{New: func() any { return new(wireWriter) }}

// mostKept is the largest buffer that is kept for the next answer: nearly all answers to articles fit.
const mostKept = 64 << 10

// writer returns a writer of an answer, to be given back by free.
func (s *Server) writer() *wireWriter {
	w := writers.Get().(*wireWriter)
	w.limit = s.opts.MaxAnswerBytes
	return w
}

// free gives the writer back, whose bytes are gone then.
func (w *wireWriter) free() {
	if cap(w.b) <= mostKept {
		*w = wireWriter{b: w.b[:0]}
		writers.Put(w)
	}
}

// tooLarge returns an error once more was written than may be sent.
func (w *wireWriter) tooLarge() error {
	if len(w.b) > w.limit {
		return &tooLargeError{w.limit}
	}
	return nil
}

// message writes a message that is there.
func (w *wireWriter) message(m proto.Message) (err error) {
	w.b, err = proto.MarshalOptions{}.MarshalAppend(w.b, m)
	return err
}

// key writes which field follows and how it is written. Numbers go to 2047: what takes more than two bytes is not ours.
func (w *wireWriter) key(n protowire.Number, typ protowire.Type) {
	k := protowire.EncodeTag(n, typ)
	if k < 0x80 {
		w.b = append(w.b, byte(k))
	} else {
		w.b = append(w.b, byte(k)|0x80, byte(k>>7))
	}
}

func (w *wireWriter) varint(x uint64) {
	if x < 0x80 {
		w.b = append(w.b, byte(x))
	} else {
		w.b = protowire.AppendVarint(w.b, x)
	}
}

// object begins a message that is a field, and returns where its bytes do, for end.
func (w *wireWriter) object(n protowire.Number) (from int) {
	w.key(n, protowire.BytesType)
	w.b = append(w.b, 0) // most are short: their length is one byte
	return len(w.b)
}

// end ends a message that is a field.
func (w *wireWriter) end(from int) {
	size := len(w.b) - from
	if size < 0x80 {
		w.b[from-1] = byte(size)
		return
	}
	more := protowire.SizeVarint(uint64(size)) - 1
	w.b = append(w.b, "0123456789"[:more]...)
	copy(w.b[from+more:], w.b[from:from+size])
	protowire.AppendVarint(w.b[:from-1], uint64(size))
}

// fields writes a list of messages.
func fields[T any](w *wireWriter, n protowire.Number, all []T, write func(*wireWriter, *T)) {
	for i := range all {
		from := w.object(n)
		write(w, &all[i])
		w.end(from)
	}
}

// text writes a string, unless it is empty. Bytes that are not UTF-8 become U+FFFD: clients would take the answer for none.
func (w *wireWriter) text(n protowire.Number, s string) {
	if s != "" {
		w.item(n, s)
	}
}

// strings writes a list of strings.
func (w *wireWriter) strings(n protowire.Number, all []string) {
	for _, s := range all {
		w.item(n, s)
	}
}

func (w *wireWriter) item(n protowire.Number, s string) {
	if !utf8.ValidString(s) {
		s = string([]rune(s))
	}
	w.key(n, protowire.BytesType)
	w.varint(uint64(len(s)))
	w.b = append(w.b, s...)
}

// integer writes a number of which 0 is a value.
func (w *wireWriter) integer(n protowire.Number, x int) {
	w.key(n, protowire.VarintType)
	w.varint(uint64(uint32(x)))
}

// count writes a number, or an enum's, unless it is 0.
func (w *wireWriter) count(n protowire.Number, x int) {
	if x != 0 {
		w.integer(n, x)
	}
}

// enum writes the number of an enum's value, unless that is 0.
func (w *wireWriter) enum(n protowire.Number, x uint8) { w.count(n, int(x)) }

// yes writes true, unless it is false.
func (w *wireWriter) yes(n protowire.Number, is bool) {
	if is {
		w.integer(n, 1)
	}
}

func (w *wireWriter) float(n protowire.Number, x float64) {
	w.key(n, protowire.Fixed64Type)
	w.b = protowire.AppendFixed64(w.b, math.Float64bits(x))
}

// optional writes a number, unless there is none.
func (w *wireWriter) optional(n protowire.Number, x *float64) {
	if x != nil {
		w.float(n, *x)
	}
}

// known writes a number, unless it is 0 and so unknown.
func (w *wireWriter) known(n protowire.Number, x float64) {
	if x != 0 {
		w.float(n, x)
	}
}

// number writes a number, unless it is 0; protobuf holds that -0 is not.
func (w *wireWriter) number(n protowire.Number, x float64) {
	if math.Float64bits(x) != 0 {
		w.float(n, x)
	}
}

// numbers writes a list of numbers, packed.
func (w *wireWriter) numbers(n protowire.Number, all []float64) {
	if len(all) == 0 {
		return
	}
	w.key(n, protowire.BytesType)
	w.varint(uint64(8 * len(all)))
	for _, x := range all {
		w.b = protowire.AppendFixed64(w.b, math.Float64bits(x))
	}
}
