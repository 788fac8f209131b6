package server

import (
	"bytes"
	"io"
	"testing"
	"testing/iotest"

	"golang.org/x/net/http2"
)

func TestSmallFrames(t *testing.T) {
	calls := func(n int, each func(*http2.Framer, uint32)) func(*http2.Framer) {
		return func(f *http2.Framer) {
			for i := range n {
				id := uint32(2*i + 1)
				f.WriteHeaders(http2.HeadersFrameParam{StreamID: id, BlockFragment: []byte{0x82}, EndHeaders: true})
				each(f, id)
			}
		}
	}
	data := func(f *http2.Framer, id uint32, size, n int) {
		for range n {
			f.WriteData(id, false, make([]byte, size))
		}
	}
	for _, test := range []struct {
		name  string
		write func(*http2.Framer)
		want  error
	}{
		{"many calls of small messages", calls(20_000, func(f *http2.Framer, id uint32) {
			data(f, id, 5, 1)
			data(f, id, 30, 1)
			f.WriteData(id, true, nil)
		}), nil},
		{"a large message", calls(1, func(f *http2.Framer, id uint32) { data(f, id, 1<<14, 512) }), nil},
		{"a byte a frame", calls(1, func(f *http2.Framer, id uint32) { data(f, id, 1, 5000) }), errFrames},
		{"nothing in a frame", calls(1, func(f *http2.Framer, id uint32) { data(f, id, 0, 5000) }), errFrames},
		{"calls taken back", calls(resetBurst, func(f *http2.Framer, id uint32) { f.WriteRSTStream(id, http2.ErrCodeCancel) }), nil},
		{"many calls taken back", calls(30*resetBurst, func(f *http2.Framer, id uint32) { f.WriteRSTStream(id, http2.ErrCodeCancel) }), errResets},
		{"over many calls", calls(1000, func(f *http2.Framer, id uint32) { data(f, id, 1, 8) }), errFrames},
	} {
		t.Run(test.name, func(t *testing.T) {
			wire := bytes.NewBufferString(http2.ClientPreface)
			test.write(http2.NewFramer(wire, nil))
			for name, chunked := range map[string]func(io.Reader) io.Reader{
				"whole": func(r io.Reader) io.Reader { return r }, "in bytes": iotest.OneByteReader, "in halves": iotest.HalfReader,
			} {
				f := newFrames(nil, new(connection))
				r, b := chunked(bytes.NewReader(wire.Bytes())), make([]byte, 4096)
				var got error
				for n, err := 0, error(nil); got == nil && err == nil; {
					n, err = r.Read(b)
					got = f.look(b[:n])
				}
				if got != test.want {
					t.Errorf("%s: %v", name, got)
				}
			}
		})
	}
}

// What is read of a stream makes up for its small frames.
func TestSmallFramesOfAStream(t *testing.T) {
	c := new(connection)
	f := newFrames(nil, c)
	f.skip = 0
	var wire bytes.Buffer
	http2.NewFramer(&wire, nil).WriteData(1, false, []byte("small"))
	for i := range 3 * maxSmall {
		if err := f.look(wire.Bytes()); err != nil {
			t.Fatalf("%d messages: %v", i, err)
		}
		c.allowSmall()
	}
}
