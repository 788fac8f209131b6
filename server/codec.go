package server

import (
	"context"

	"google.golang.org/grpc"
	"google.golang.org/grpc/encoding"
	_ "google.golang.org/grpc/encoding/proto" // registers the codec that ours wraps
	"google.golang.org/grpc/mem"
	"google.golang.org/protobuf/proto"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// A frame is a message as it came, not yet decoded. grpc answers a message that it cannot decode with INTERNAL and ends
// the stream before a handler sees it; a text that is not UTF-8 comes so from clients that do not check. Taking frames
// and decoding them ourselves makes it an INVALID_ARGUMENT, and of a stream only one text's.
type frame []byte

func (f frame) decode(m proto.Message) error {
	if err := proto.Unmarshal(f, m); err != nil {
		return &malformedError{err}
	}
	return nil
}

// A codec is the usual one that can also receive a frame.
type codec struct{ encoding.CodecV2 }

func newCodec() codec { return codec{encoding.GetCodecV2("proto")} }

func (c codec) Unmarshal(data mem.BufferSlice, m any) error {
	if f, ok := m.(*frame); ok {
		*f = data.Materialize()
		return nil
	}
	return c.CodecV2.Unmarshal(data, m)
}

// serviceDesc is the generated description of the service, its unary methods receiving frames.
func serviceDesc() *grpc.ServiceDesc {
	desc := geotagv1.GeotagService_ServiceDesc
	desc.Methods = make([]grpc.MethodDesc, len(geotagv1.GeotagService_ServiceDesc.Methods))
	for i, m := range geotagv1.GeotagService_ServiceDesc.Methods {
		desc.Methods[i] = grpc.MethodDesc{MethodName: m.MethodName, Handler: decoding(m.Handler)}
	}
	return &desc
}

func decoding(handle grpc.MethodHandler) grpc.MethodHandler {
	return func(srv any, ctx context.Context, receive func(any) error, in grpc.UnaryServerInterceptor) (any, error) {
		return handle(srv, ctx, func(m any) error {
			var f frame
			if err := receive(&f); err != nil {
				return err
			}
			return statusError(f.decode(m.(proto.Message)))
		}, in)
	}
}
