package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	_ "google.golang.org/grpc/encoding/gzip" // for hostile messages
	"google.golang.org/grpc/mem"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
)

// The addresses that clients call from: the server sees a peer in each.
const (
	fromGood    = "127.0.0.1"
	fromHurried = "127.0.0.2"
	fromHostile = "127.0.0.3"
	fromWrong   = "127.0.0.4"
)

// dialFrom returns a dialer that calls from an address of this host.
func dialFrom(address string) *net.Dialer {
	return &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(address)}, Timeout: 5 * time.Second}
}

// dial returns a connection for gRPC from an address.
func (s *service) dial(from string, more ...grpc.DialOption) (*grpc.ClientConn, error) {
	creds := insecure.NewCredentials()
	if s.full {
		creds = credentials.NewTLS(s.certs.trust())
	}
	d := dialFrom(from)
	return grpc.NewClient("passthrough:"+s.rpc, append([]grpc.DialOption{
		grpc.WithTransportCredentials(creds),
		grpc.WithContextDialer(func(ctx context.Context, a string) (net.Conn, error) { return d.DialContext(ctx, "tcp", a) }),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(client.MaxAnswerBytes)),
		grpc.WithDisableRetry(),
	}, more...)...)
}

// as returns a context of a call by a caller with a token; with an empty name, of one without.
func (s *service) as(ctx context.Context, name string) context.Context {
	if a := s.authorization(name); a != "" {
		return metadata.AppendToOutgoingContext(ctx, "authorization", a)
	}
	return ctx
}

// rawCodec sends and receives messages as bytes that the caller has encoded: the client shares the machine's cores.
type rawCodec struct{}

func (rawCodec) Name() string { return "proto" }

func (rawCodec) Marshal(v any) (mem.BufferSlice, error) {
	if m, ok := v.(proto.Message); ok {
		b, err := proto.Marshal(m)
		return mem.BufferSlice{mem.SliceBuffer(b)}, err
	}
	return mem.BufferSlice{mem.SliceBuffer(v.([]byte))}, nil
}

func (rawCodec) Unmarshal(data mem.BufferSlice, v any) error {
	*v.(*[]byte) = data.Materialize()
	return nil
}

var raw = grpc.ForceCodecV2(rawCodec{})

// answer asks a question.
func (q *question) answer(ctx context.Context, conn *grpc.ClientConn) (out []byte, err error) {
	err = conn.Invoke(ctx, q.method, q.in, &out, raw)
	return out, err
}

// right is the end of a question that was answered.
func (q *question) right(out []byte) end {
	if sha256.Sum256(out) != q.sum {
		return end{code: "wrong answer", detail: fmt.Sprintf("%s: another answer than before, of %d bytes", q.name, len(out))}
	}
	return end{code: good}
}

// endOf is the end of a call of gRPC.
func endOf(err error) end {
	if err == nil || errors.Is(err, io.EOF) {
		return end{code: good}
	}
	s := status.Convert(err)
	e := end{code: s.Code().String(), detail: s.Message()}
	for _, d := range s.Details() {
		if r, ok := d.(*errdetails.RetryInfo); ok {
			e.retry = max(r.GetRetryDelay().AsDuration(), time.Millisecond)
		}
	}
	return e
}

// streamDesc is that of TagStream.
var streamDesc = &grpc.StreamDesc{ServerStreams: true, ClientStreams: true}

// streamed wraps a Tag question for TagStream.
func (q *question) streamed() []byte {
	return protowire.AppendBytes(protowire.AppendTag(nil, 1, protowire.BytesType), q.in)
}

// textRefused is the end of a text of a stream that has no answer. A server that is busy may refuse a text, and the stream goes on.
func textRefused(code int32, message string) end {
	switch c := codes.Code(code); c {
	case codes.ResourceExhausted:
		return end{code: c.String(), retry: time.Second, detail: message}
	case codes.Unavailable: // as of a server that is away
		return end{code: c.String(), detail: message}
	}
	return end{code: "text refused", detail: fmt.Sprint(code, " ", message)}
}

// document takes the answer to a text out of the message of a stream, or the end that the text came to.
func document(out []byte) (doc []byte, e end) {
	resp := new(geotagv1.TagStreamResponse)
	if err := proto.Unmarshal(out, resp); err != nil {
		return nil, end{code: "wrong answer", detail: err.Error()}
	}
	if bad := resp.GetError(); bad != nil {
		return nil, textRefused(bad.GetCode(), bad.GetMessage())
	}
	for rest := out; len(rest) > 0; {
		n, typ, size := protowire.ConsumeTag(rest)
		if n == 2 {
			doc, _ = protowire.ConsumeBytes(rest[size:])
			return doc, end{code: good}
		}
		rest = rest[size+protowire.ConsumeFieldValue(n, typ, rest[size:]):]
	}
	return nil, end{code: "wrong answer", detail: "a message of a stream without a document"}
}
