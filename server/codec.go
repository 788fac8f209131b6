package server

import (
	"google.golang.org/grpc/encoding"
	_ "google.golang.org/grpc/encoding/proto" // registers the codec that ours wraps
	"google.golang.org/grpc/mem"
	"google.golang.org/protobuf/proto"
)

// A frame is a message as it came. grpc answers a message that it cannot decode with INTERNAL and ends the stream before a handler sees it;
// a text that is not UTF-8 comes so from clients that do not check. Receiving frames makes it an INVALID_ARGUMENT, and of a stream only one
// text's; and a handler knows how large a message is before it decodes it.
type frame struct{ data mem.BufferSlice }

// size returns the bytes of the message.
func (f *frame) size() int { return f.data.Len() }

// decode makes m the message, whose bytes are gone then. Fields that m does not know are left out. The error is an *InputError where a list
// is too long, and a malformedError where it is no message of m's type.
func (f *frame) decode(m proto.Message) error {
	b := f.data.MaterializeToBuffer(mem.DefaultBufferPool())
	f.data.Free()
	f.data = nil
	defer b.Free()
	if err := checkLists(m.ProtoReflect().Descriptor(), b.ReadOnlyData()); err != nil {
		return err
	}
	if err := (proto.UnmarshalOptions{DiscardUnknown: true}).Unmarshal(b.ReadOnlyData(), m); err != nil {
		return &malformedError{err}
	}
	return nil
}

// An encoded answer is one whose bytes are there already.
type encoded struct{ data mem.BufferSlice }

// A codec is the usual one that can also receive a frame and send what is encoded.
type codec struct{ encoding.CodecV2 }

func newCodec() codec { return codec{encoding.GetCodecV2("proto")} }

func (c codec) Unmarshal(data mem.BufferSlice, m any) error {
	if f, ok := m.(*frame); ok {
		data.Ref()
		f.data = data
		return nil
	}
	return c.CodecV2.Unmarshal(data, m)
}

func (c codec) Marshal(m any) (mem.BufferSlice, error) {
	if e, ok := m.(*encoded); ok {
		return e.data, nil
	}
	return c.CodecV2.Marshal(m)
}
