package gazetteer

import "encoding/binary"

// A cursor reads a section front to back. After the first read beyond the end, all reads yield nothing.
type cursor struct {
	b   []byte // what is left
	bad bool
}

// at starts a cursor at an offset, which may be anything.
func at(b []byte, off uint64) cursor {
	if off >= uint64(len(b)) {
		return cursor{bad: true}
	}
	return cursor{b: b[off:]}
}

func (c *cursor) uvarint() int {
	v, n := binary.Uvarint(c.b)
	if n <= 0 || v > 1<<31-1 {
		c.fail()
		return 0
	}
	c.b = c.b[n:]
	return int(v)
}

// varint reads a signed number: 0, -1, 1, -2 are the uvarints 0, 1, 2, 3.
func (c *cursor) varint() int {
	v := c.uvarint()
	return v>>1 ^ -(v & 1)
}

// next returns the n next bytes, or none.
func (c *cursor) next(n int) []byte {
	if uint(n) > uint(len(c.b)) {
		c.fail()
		return nil
	}
	b := c.b[:n:n]
	c.b = c.b[n:]
	return b
}

// str returns the bytes of a string: its length and so many bytes.
func (c *cursor) str() []byte { return c.next(c.uvarint()) }

func (c *cursor) fail() { c.b, c.bad = nil, true }

func appendString[S string | []byte](dst []byte, s S) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(s)))
	return append(dst, s...)
}

// fixed reads the i-th of a column of numbers of the given width in bytes, 0 beyond its end.
func fixed(b []byte, width, i int) uint32 {
	if i < 0 || width > 4 || i >= len(b)/max(width, 1) {
		return 0
	}
	var v uint32
	for k, c := range b[i*width : (i+1)*width] {
		v |= uint32(c) << (8 * k)
	}
	return v
}

func appendFixed(dst []byte, width int, v uint32) []byte {
	var b [4]byte
	le.PutUint32(b[:], v)
	return append(dst, b[:width]...)
}
