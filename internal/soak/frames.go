package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
	"google.golang.org/grpc/metadata"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// framesFor is how long an attacker sends frames.
const framesFor = 2 * time.Second

// frameAttacks are made of the frames of HTTP/2, which no library sends so.
func frameAttacks() []attack {
	ends := append([]string{good}, cut...)
	framed := func(name string, send func(p *peer, id uint32) error) attack {
		return attack{name, func(ctx context.Context, t *trial) end { return t.frame(ctx, send) }, ends}
	}
	return []attack{
		framed("streams reset at once", func(p *peer, id uint32) error {
			return errors.Join(p.head(id, true), p.WriteRSTStream(id, http2.ErrCodeCancel))
		}),
		framed("messages reset at once", func(p *peer, id uint32) error {
			return errors.Join(p.head(id, true), p.WriteData(id, true, p.message), p.WriteRSTStream(id, http2.ErrCodeCancel))
		}),
		framed("a flood of pings", func(p *peer, _ uint32) error { return p.WritePing(false, [8]byte{1}) }),
		framed("a flood of settings", func(p *peer, _ uint32) error {
			return p.WriteSettings(http2.Setting{ID: http2.SettingInitialWindowSize, Val: 65535})
		}),
		framed("headers that never end", func(p *peer, id uint32) error {
			if id == 1 {
				return p.head(1, false)
			}
			p.block.Reset()
			p.field(fmt.Sprint("x-", id), strings.Repeat("a", 15_000))
			return p.WriteContinuation(1, false, p.block.Bytes())
		}),
		framed("messages that stop half-way", func(p *peer, id uint32) error {
			if id > 20 {
				time.Sleep(50 * time.Millisecond) // no more of them, and the connection stays
				return p.WritePing(true, [8]byte{})
			}
			half := binary.BigEndian.AppendUint32([]byte{0}, 8<<20-100)
			return errors.Join(p.head(id, true), p.WriteData(id, false, append(half, make([]byte, 8000)...)))
		}),
		{"connections that say nothing", silent, ends},
		{"connections that come and go", churn, ends},
		{"bytes that are no HTTP/2", noise, ends},
	}
}

// A peer is an attacker's end of a connection.
type peer struct {
	*http2.Framer
	block         bytes.Buffer
	encoder       *hpack.Encoder
	authorization string
	message       []byte
}

// field adds a header field to the block.
func (p *peer) field(name, value string) {
	p.encoder.WriteField(hpack.HeaderField{Name: name, Value: value, Sensitive: len(value) > 1000})
}

// head writes the headers of a call.
func (p *peer) head(id uint32, whole bool) error {
	p.block.Reset()
	for _, f := range [][2]string{{":method", "POST"}, {":scheme", "https"}, {":path", geotagv1.GeotagService_Tag_FullMethodName}, {":authority", "localhost"},
		{"content-type", "application/grpc"}, {"te", "trailers"}} {
		p.field(f[0], f[1])
	}
	if p.authorization != "" {
		p.field("authorization", p.authorization)
	}
	return p.WriteHeaders(http2.HeadersFrameParam{StreamID: id, BlockFragment: p.block.Bytes(), EndHeaders: whole})
}

// frame sends frames of one kind, with a fresh stream each, until the server hangs up or the time is over.
func (t *trial) frame(ctx context.Context, send func(p *peer, id uint32) error) end {
	c, err := t.connect(ctx, t.rpc, fromHostile, "h2")
	if err != nil {
		return endOfHTTP(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(framesFor))
	io.WriteString(c, http2.ClientPreface)
	go io.Copy(io.Discard, c)
	in := t.catalog.texts[3].in
	p := &peer{Framer: http2.NewFramer(c, nil), authorization: t.authorization("hostile"), message: append(binary.BigEndian.AppendUint32([]byte{0}, uint32(len(in))), in...)}
	p.encoder = hpack.NewEncoder(&p.block)
	err = p.WriteSettings()
	for id := uint32(1); err == nil && ctx.Err() == nil; id += 2 {
		err = send(p, id)
	}
	if err == nil || errors.Is(err, os.ErrDeadlineExceeded) {
		return end{code: good} // the server bore it, or the trial is over
	}
	return endOfHTTP(err)
}

// silent opens connections and says nothing on them.
func silent(ctx context.Context, t *trial) end {
	for _, a := range []string{t.rpc, t.http} {
		for range 20 {
			c, err := dialFrom(fromHostile).DialContext(ctx, "tcp", a)
			if err != nil {
				return endOfHTTP(err)
			}
			defer c.Close()
		}
	}
	pause(ctx, framesFor)
	return end{code: good}
}

// churn opens connections and closes them at once, some after a handshake.
func churn(ctx context.Context, t *trial) end {
	for i := range 200 {
		a := []string{t.rpc, t.http}[i%2]
		c, err := dialFrom(fromHostile).DialContext(ctx, "tcp", a)
		if i%10 == 0 && err == nil {
			c.Close()
			c, err = t.connect(ctx, a, fromHostile, "h2")
		}
		if err != nil {
			return endOfHTTP(err)
		}
		c.Close()
	}
	return end{code: good}
}

// noise sends what is neither TLS nor HTTP/2 to the port of gRPC.
func noise(ctx context.Context, t *trial) end {
	for _, open := range []func() (net.Conn, error){
		func() (net.Conn, error) { return dialFrom(fromHostile).DialContext(ctx, "tcp", t.rpc) },
		func() (net.Conn, error) { return t.connect(ctx, t.rpc, fromHostile, "h2") },
	} {
		c, err := open()
		if err != nil {
			return endOfHTTP(err)
		}
		c.SetDeadline(time.Now().Add(framesFor))
		io.WriteString(c, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"+strings.Repeat("\x00\xff", 10_000))
		io.Copy(io.Discard, c)
		c.Close()
	}
	return end{code: good}
}

// withMuch adds a megabyte of metadata to a call.
func withMuch(ctx context.Context) context.Context {
	for i := range 1000 {
		ctx = metadata.AppendToOutgoingContext(ctx, fmt.Sprint("x-", i), strings.Repeat("a", 1000))
	}
	return ctx
}
