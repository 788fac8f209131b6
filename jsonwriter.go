package geotag

import (
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/paulmach/orb"
)

// A jsonWriter appends JSON member by member, as the JSON of protobuf has it. Names come with their quotes and colon.
type jsonWriter struct {
	b   []byte
	err error // the first
}

// done returns what was written, or b and the error.
func (w *jsonWriter) done(b []byte) ([]byte, error) {
	if w.err != nil {
		return b, w.err
	}
	return w.b, nil
}

func (w *jsonWriter) begin(bracket byte) { w.b = append(w.b, bracket) }
func (w *jsonWriter) end(bracket byte)   { w.b = append(w.b, bracket) }

// next writes the comma before another item or member; the first has none.
func (w *jsonWriter) next() {
	if last := w.b[len(w.b)-1]; last != '{' && last != '[' {
		w.b = append(w.b, ',')
	}
}

func (w *jsonWriter) name(name string) {
	w.next()
	w.b = append(w.b, name...)
}

func (w *jsonWriter) object(name string) {
	w.name(name)
	w.begin('{')
}

func (w *jsonWriter) list(name string) {
	w.name(name)
	w.begin('[')
}

// objects writes a list of objects, unless it is empty.
func objects[T any](w *jsonWriter, name string, all []T, members func(*jsonWriter, *T)) {
	if len(all) == 0 {
		return
	}
	w.list(name)
	for i := range all {
		w.next()
		w.begin('{')
		members(w, &all[i])
		w.end('}')
	}
	w.end(']')
}

// text writes a string, unless it is empty.
func (w *jsonWriter) text(name, s string) {
	if s != "" {
		w.name(name)
		w.b = appendString(w.b, s)
	}
}

// strings writes a list of strings, unless it is empty.
func (w *jsonWriter) strings(name string, all []string) {
	if len(all) == 0 {
		return
	}
	w.list(name)
	for _, s := range all {
		w.next()
		w.b = appendString(w.b, s)
	}
	w.end(']')
}

// integer writes a number of which 0 is a value.
func (w *jsonWriter) integer(name string, n int) {
	w.name(name)
	w.b = strconv.AppendInt(w.b, int64(n), 10)
}

// count writes a number, unless it is 0.
func (w *jsonWriter) count(name string, n int) {
	if n != 0 {
		w.integer(name, n)
	}
}

// yes writes true, unless it is false.
func (w *jsonWriter) yes(name string, is bool) {
	if is {
		w.name(name)
		w.b = append(w.b, "true"...)
	}
}

// optional writes a number, unless there is none.
func (w *jsonWriter) optional(name string, x *float64) {
	if x != nil {
		w.name(name)
		w.b = appendNumber(w.b, *x)
	}
}

// known writes a number, unless it is 0 and so unknown.
func (w *jsonWriter) known(name string, x float64) {
	if x != 0 {
		w.optional(name, &x)
	}
}

// number writes a number, unless it is 0; protobuf holds that -0 is not.
func (w *jsonWriter) number(name string, x float64) {
	if math.Float64bits(x) != 0 {
		w.optional(name, &x)
	}
}

// numbers writes a list of numbers, unless it is empty.
func (w *jsonWriter) numbers(name string, all []float64) {
	if len(all) == 0 {
		return
	}
	w.list(name)
	for _, x := range all {
		w.next()
		w.b = appendNumber(w.b, x)
	}
	w.end(']')
}

// enum writes the name of an enum's value, unless that is 0.
func (w *jsonWriter) enum(name string, names wireNames, n uint8) {
	if n != 0 {
		w.name(name)
		w.value(names, n)
	}
}

// value writes the name of an enum's value; the number of one that has none.
func (w *jsonWriter) value(names wireNames, n uint8) {
	if int(n) >= len(names) {
		w.b = strconv.AppendUint(w.b, uint64(n), 10)
		return
	}
	w.b = append(append(append(w.b, '"'), names[n]...), '"')
}

// geometry writes a geometry, or null for none.
func (w *jsonWriter) geometry(g orb.Geometry) {
	b, err := appendGeometry(w.b, g)
	if w.b = b; w.err == nil {
		w.err = err
	}
}

// exactDecimals is a power of ten that a number of so many decimals is a whole number of: those of degrees, the most that an answer has but for
// figures of areas.
const (
	exactDecimals = 7
	exactScale    = 1e7
	exactMost     = 1e8 // below which seven decimals are fifteen digits at most, which a float64 tells apart
)

// appendNumber appends a number as ECMAScript writes it: the fewest digits that are read as the same.
func appendNumber(b []byte, x float64) []byte {
	if scaled := math.Round(x * exactScale); math.Abs(x) < exactMost && scaled/exactScale == x && (math.Abs(scaled) > 9 || scaled == 0 && !math.Signbit(x)) {
		return appendDecimal(b, int64(scaled))
	}
	switch abs := math.Abs(x); {
	case math.IsNaN(x):
		return append(b, `"NaN"`...)
	case math.IsInf(x, 0):
		if b = append(b, '"'); x < 0 {
			b = append(b, '-')
		}
		return append(b, `Infinity"`...)
	case abs != 0 && (abs < 1e-6 || abs >= 1e21):
		b = strconv.AppendFloat(b, x, 'e', -1, 64)
		if n := len(b); b[n-4] == 'e' && b[n-3] == '-' && b[n-2] == '0' { // e-07 is e-7
			b = append(b[:n-2], b[n-1])
		}
		return b
	}
	return strconv.AppendFloat(b, x, 'f', -1, 64)
}

// appendDecimal appends a number of so many ten-millionths, with no more decimals than it has.
func appendDecimal(b []byte, n int64) []byte {
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendInt(b, n/exactScale, 10)
	rest := n % exactScale
	if rest == 0 {
		return b
	}
	b = append(b, '.')
	for rest > 0 {
		rest *= 10
		b = append(b, '0'+byte(rest/exactScale))
		rest %= exactScale
	}
	return b
}

const hexDigits = "0123456789abcdef"

// appendString appends a string between quotes. Bytes that are not UTF-8 become U+FFFD.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0 // what is not yet appended
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && n == 1 {
				b = append(append(b, s[from:i]...), string(utf8.RuneError)...)
				from = i + n
			}
			i += n
			continue
		}
		if i++; c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		b = append(append(b, s[from:i-1]...), '\\')
		switch from = i; c {
		case '"', '\\':
			b = append(b, c)
		case '\b':
			b = append(b, 'b')
		case '\f':
			b = append(b, 'f')
		case '\n':
			b = append(b, 'n')
		case '\r':
			b = append(b, 'r')
		case '\t':
			b = append(b, 't')
		default:
			b = append(b, 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
	}
	return append(append(b, s[from:]...), '"')
}
