package server

import (
	"errors"
	"net"

	"golang.org/x/net/http2"
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
)

var errFrames = errors.New("too many small frames")

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
		conn = &frames{Conn: conn, of: c, skip: prefaceLength}
	}
	return conn, info, nil
}

func (w watching) Clone() credentials.TransportCredentials {
	return watching{w.TransportCredentials.Clone(), w.conns}
}

// frames reads a connection and counts its small frames of data.
type frames struct {
	net.Conn
	of   *connection
	head [frameHeader]byte
	have int // bytes of head
	skip int // bytes until the next head
}

func (f *frames) Read(b []byte) (int, error) {
	n, err := f.Conn.Read(b)
	if !f.look(b[:n]) {
		return 0, errFrames
	}
	return n, err
}

// look follows the frames in b. It is false once there were too many small ones.
func (f *frames) look(b []byte) bool {
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
			if !f.frame() {
				return false
			}
		}
	}
	return true
}

// frame counts the frame whose head is there.
func (f *frames) frame() bool {
	f.skip = int(f.head[0])<<16 | int(f.head[1])<<8 | int(f.head[2])
	switch http2.FrameType(f.head[3]) {
	case http2.FrameHeaders:
		f.of.allowSmall()
	case http2.FrameData:
		if f.skip < smallFrame && !http2.Flags(f.head[4]).Has(http2.FlagDataEndStream) {
			return f.of.small.Add(1) <= maxSmall
		}
	}
	return true
}

// allowSmall makes up for the small frames that a call has, or a message that was read.
func (c *connection) allowSmall() {
	if c.small.Add(-smallAllowed) < 0 {
		c.small.Store(0)
	}
}
