package server

import (
	"errors"
	"net"

	"golang.org/x/net/http2"
	"golang.org/x/time/rate"
	"google.golang.org/grpc/credentials"
)

// A message may come in frames of HTTP/2 as small as a byte each, and grpc keeps some 50 bytes a frame until the message is whole: 8 MiB would
// take 400. Clients send a message in frames of 16 KiB, and at most two small ones: its length, and its end.
const (
	frameHeader   = 9    // bytes: RFC 9113 section 4.1
	smallFrame    = 128  // bytes, below which a frame of data is small
	smallAllowed  = 2    // of each call and each message
	maxSmall      = 4096 // that a connection may have beyond that
	prefaceLength = len(http2.ClientPreface)

	// resetRate and resetBurst are how many streams a connection may reset, a second and at once. Who sends a call and takes it back has the server
	// work for both, and pays with two frames of some ten bytes (CVE-2023-44487).
	resetRate  = 1000
	resetBurst = 10_000
)

var (
	errFrames = errors.New("too many small frames")
	errResets = errors.New("too many calls taken back")
)

// watching are credentials whose connections are watched for small frames, where they are counted.
type watching struct {
	credentials.TransportCredentials
	conns *connections
}

func (w watching) ServerHandshake(raw net.Conn) (net.Conn, credentials.AuthInfo, error) {
	conn, info, err := w.TransportCredentials.ServerHandshake(raw)
	if err != nil {
		return nil, nil, err
	}
	if c := w.conns.of(conn.RemoteAddr()); c != nil {
		conn = newFrames(conn, c)
	}
	return conn, info, nil
}

func (w watching) Clone() credentials.TransportCredentials {
	return watching{w.TransportCredentials.Clone(), w.conns}
}

// frames reads a connection and counts its small frames of data, and its resets.
type frames struct {
	net.Conn
	of     *connection
	resets *rate.Limiter
	head   [frameHeader]byte
	have   int // bytes of head
	skip   int // bytes until the next head
}

func newFrames(conn net.Conn, of *connection) *frames {
	return &frames{Conn: conn, of: of, resets: rate.NewLimiter(resetRate, resetBurst), skip: prefaceLength}
}

func (f *frames) Read(b []byte) (int, error) {
	n, err := f.Conn.Read(b)
	if wrong := f.look(b[:n]); wrong != nil {
		return 0, wrong
	}
	return n, err
}

// look follows the frames in b. Its error is of what there were too many of.
func (f *frames) look(b []byte) error {
	for len(b) > 0 {
		if f.skip > 0 {
			n := min(f.skip, len(b))
			f.skip, b = f.skip-n, b[n:]
			continue
		}
		n := copy(f.head[f.have:], b)
		f.have, b = f.have+n, b[n:]
		if f.have == frameHeader {
			f.have = 0
			if err := f.frame(); err != nil {
				return err
			}
		}
	}
	return nil
}

// frame counts the frame whose head is there.
func (f *frames) frame() error {
	f.skip = int(f.head[0])<<16 | int(f.head[1])<<8 | int(f.head[2])
	switch http2.FrameType(f.head[3]) {
	case http2.FrameHeaders:
		f.of.allowSmall()
	case http2.FrameData:
		if f.skip < smallFrame && !http2.Flags(f.head[4]).Has(http2.FlagDataEndStream) {
			if f.of.small.Add(1) > maxSmall {
				return errFrames
			}
		}
	case http2.FrameRSTStream:
		if !f.resets.Allow() {
			return errResets
		}
	}
	return nil
}

// allowSmall makes up for the small frames that a call has, or a message that was read.
func (c *connection) allowSmall() {
	if c.small.Add(-smallAllowed) < 0 {
		c.small.Store(0)
	}
}
