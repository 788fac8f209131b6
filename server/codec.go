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

// A frame is a message to decode into, and what went wrong with that. grpc answers a message that it cannot decode with
// INTERNAL and ends the stream before a handler sees it; a text that is not UTF-8 comes so from clients that do not
// check. Receiving frames makes it an INVALID_ARGUMENT, and of a stream only one text's.
type frame struct {
	message proto.Message
	err     error
}

// fault returns what went wrong, or nil.
func (f *frame) fault() error {
	if f.err == nil {
		return nil
	}
	return &malformedError{f.err}
}

// A codec is the usual one that can also receive a frame.
type codec struct{ encoding.CodecV2 }

func newCodec() codec { return codec{encoding.GetCodecV2("proto")} }

func (c codec) Unmarshal(data mem.BufferSlice, m any) error {
	if f, ok := m.(*frame); ok {
		f.err = c.CodecV2.Unmarshal(data, f.message)
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
			f := frame{message: m.(proto.Message)}
			if err := receive(&f); err != nil {
				return err
			}
			return statusError(f.fault())
		}, in)
	}
}
