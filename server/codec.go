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
	size    int // in bytes, on the wire
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
		f.size, f.err = data.Len(), c.CodecV2.Unmarshal(data, f.message)
		return nil
	}
	return c.CodecV2.Unmarshal(data, m)
}

// serviceDesc is the generated description of the service, its unary methods admitting their callers before they receive frames.
func (s *Server) serviceDesc(admit admission) *grpc.ServiceDesc {
	desc := geotagv1.GeotagService_ServiceDesc
	desc.Methods = make([]grpc.MethodDesc, len(geotagv1.GeotagService_ServiceDesc.Methods))
	for i, m := range geotagv1.GeotagService_ServiceDesc.Methods {
		desc.Methods[i] = grpc.MethodDesc{MethodName: m.MethodName, Handler: s.decoding(m.Handler, admit)}
	}
	return &desc
}

func (s *Server) decoding(handle grpc.MethodHandler, admit admission) grpc.MethodHandler {
	return func(srv any, ctx context.Context, receive func(any) error, in grpc.UnaryServerInterceptor) (any, error) {
		method, _ := grpc.Method(ctx)
		ctx, err := admit(ctx, method)
		if err != nil {
			return nil, err
		}
		return handle(srv, ctx, func(m any) error {
			f := frame{message: m.(proto.Message)}
			if err := receive(&f); err != nil {
				return err
			}
			if err := s.opts.Access.Spend(ctx, 0, f.size); err != nil {
				return err
			}
			return statusError(f.fault())
		}, in)
	}
}
