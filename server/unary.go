package server

import (
	"context"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/mem"
	"google.golang.org/protobuf/proto"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/server/access"
)

// A handler writes the answer to the request that decode decodes.
type handler func(ctx context.Context, w *wireWriter, decode func(proto.Message) error) error

// handlers are those that write answers themselves, by their methods' names. Other methods answer messages.
func (s *Server) handlers() map[string]handler {
	return map[string]handler{
		"Tag": writing(s.writeTag), "FindPlaces": writing(s.writeFound), "GetPlace": writing(s.writePlace),
		"LocatePoint": writing(s.writeLocated), "ConvertArea": writing(s.writeArea),
	}
}

// writing returns the handler that write is once it has its request.
func writing[R any, P interface {
	*R
	proto.Message
}](write func(context.Context, *wireWriter, P) error) handler {
	return func(ctx context.Context, w *wireWriter, decode func(proto.Message) error) error {
		req := P(new(R))
		if err := decode(req); err != nil {
			return err
		}
		return write(ctx, w, req)
	}
}

// answering returns the handler that a generated one is, whose answer is a message.
func (s *Server) answering(handle grpc.MethodHandler) handler {
	return func(ctx context.Context, w *wireWriter, decode func(proto.Message) error) error {
		reply, err := handle(s, ctx, func(m any) error { return decode(m.(proto.Message)) }, nil)
		if err != nil {
			return err
		}
		return w.message(reply.(proto.Message))
	}
}

// message makes resp what write answers, for callers in process.
func message[Q, R proto.Message](ctx context.Context, s *Server, resp R, req Q, write func(context.Context, *wireWriter, Q) error) (none R, _ error) {
	w := s.writer()
	defer w.free()
	if err := write(ctx, w, req); err != nil {
		return none, err
	}
	return resp, proto.Unmarshal(w.b, resp)
}

// serviceDesc is the generated description of the service, whose unary methods take the way of exchange.
func (s *Server) serviceDesc(from face) *grpc.ServiceDesc {
	desc, own := geotagv1.GeotagService_ServiceDesc, s.handlers()
	desc.Methods = make([]grpc.MethodDesc, len(geotagv1.GeotagService_ServiceDesc.Methods))
	for i, m := range geotagv1.GeotagService_ServiceDesc.Methods {
		handle := own[m.MethodName]
		if handle == nil {
			handle = s.answering(m.Handler)
		}
		desc.Methods[i] = grpc.MethodDesc{MethodName: m.MethodName, Handler: s.method("/"+desc.ServiceName+"/"+m.MethodName, handle, from)}
	}
	return &desc
}

// method returns how a unary method is called. grpc calls it once it has the headers, before the message.
func (s *Server) method(name string, handle handler, from face) grpc.MethodHandler {
	return func(_ any, ctx context.Context, receive func(any) error, _ grpc.UnaryServerInterceptor) (any, error) {
		var reply *encoded
		err := s.call(ctx, from, name, func(ctx context.Context) error {
			ctx, err := from.admit(ctx, name)
			if err != nil {
				return err
			}
			reply, err = s.exchange(ctx, receive, handle)
			return err
		})
		if err != nil {
			return nil, err
		}
		return reply, nil
	}
}

// exchange is the way of a call that was admitted: its message arrives, counts against its caller's rate, waits for its turn, and is answered.
func (s *Server) exchange(ctx context.Context, receive func(any) error, handle handler) (*encoded, error) {
	callOf(ctx).Caller = access.CallerOf(ctx)
	f, err := s.receive(ctx, partyOf(ctx), receive)
	if err != nil {
		return nil, err
	}
	leave, err := s.letIn(ctx, f.size(), false)
	if err != nil {
		return nil, err
	}
	defer leave()
	w := s.writer()
	defer w.free()
	if err := handle(ctx, w, f.decode); err != nil {
		return nil, err
	}
	if _, err := s.current(); err != nil { // the gazetteer was changed meanwhile: the answer may be of either
		return nil, err
	}
	return s.encode(ctx, w)
}

// Handle runs a call of another face in this process, such as REST's, as one that came over a connection of Local: answer is called once the caller
// may, by the incoming metadata of ctx (authorization, access.PeerKey, access.RequestIDKey), and once it is the call's turn, and returns how many
// bytes the answer has, uncompressed. A panic of answer becomes an error, the call is told to Observe and the log, and a
// span in ctx is the parent of its own.
//
// The method is the full name of one of the service's, and decides who may call; size is that of the message, which has arrived. A patient call waits for
// its turn as a text of a stream does, and for its rate; another is refused where too many wait. Several may be handled at once. The error is a
// status, as gRPC sends it.
func (s *Server) Handle(ctx context.Context, method string, size int, patient bool, answer func(ctx context.Context) (size int, err error)) error {
	from := s.local()
	return s.call(ctx, from, method, func(ctx context.Context) error {
		ctx, err := from.admit(ctx, method)
		if err != nil {
			return err
		}
		leave, err := s.letIn(ctx, size, patient)
		if err != nil {
			return err
		}
		defer leave()
		n, err := answer(ctx)
		if err != nil {
			return err
		}
		callOf(ctx).AnswerBytes += n
		_, err = s.current() // the gazetteer may have been changed meanwhile: the answer may be of either
		return err
	})
}

// HandleTag is AppendTag of a call that Handle lets in. A patient one is a text of many.
func (s *Server) HandleTag(ctx context.Context, b []byte, req *geotagv1.TagRequest, patient bool) ([]byte, error) {
	doc := b
	err := s.Handle(ctx, geotagv1.GeotagService_Tag_FullMethodName, proto.Size(req), patient, func(ctx context.Context) (_ int, err error) {
		doc, err = s.AppendTag(ctx, b, req)
		return len(doc) - len(b), err
	})
	if err != nil {
		return b, err
	}
	return doc, nil
}

// letIn counts a message that arrived against its caller's rate and waits for its turn, and returns what ends that.
func (s *Server) letIn(ctx context.Context, size int, patient bool) (leave func(), err error) {
	c := callOf(ctx)
	c.Caller, c.RequestBytes = access.CallerOf(ctx), size
	spend := s.opts.Access.Spend
	if patient {
		spend = s.opts.Access.Wait
	}
	if err := spend(ctx, 0, size); err != nil {
		return nil, err
	}
	return s.turn(ctx, size, patient)
}

// receive returns the call's message, which has its place among those that arrive until it is there.
func (s *Server) receive(ctx context.Context, who party, receive func(any) error) (*frame, error) {
	began := time.Now()
	leave, err := s.arrive(ctx, &s.gate.reading, who)
	callOf(ctx).Queued += time.Since(began)
	if err != nil {
		return nil, err
	}
	defer leave()
	f := new(frame)
	return f, waitFor(receiveTimeout, errSlow, func() error { return receive(f) })
}

// arrive takes a place in a lane of calls whose messages arrive, unless the caller has too many answers to read.
func (s *Server) arrive(ctx context.Context, l *lane, who party) (leave func(), err error) {
	if s.conns.full(ctx) {
		return nil, errUnread
	}
	return l.enter(ctx, who, 1, false)
}

// turn waits until a message of so many bytes may be worked on, and returns what ends that.
func (s *Server) turn(ctx context.Context, size int, patient bool) (leave func(), err error) {
	began := time.Now()
	leave, err = s.gate.lane(size).enter(ctx, partyOf(ctx), size+callWeight, patient)
	callOf(ctx).Queued += time.Since(began)
	if err == nil && s.conns.full(ctx) {
		leave()
		return nil, errUnread
	}
	return leave, err
}

// encode returns what was written as grpc sends it. Its bytes are counted until the client has taken them.
func (s *Server) encode(ctx context.Context, w *wireWriter) (*encoded, error) {
	if err := w.tooLarge(); err != nil {
		return nil, err
	}
	callOf(ctx).AnswerBytes += len(w.b)
	b := mem.DefaultBufferPool().Get(len(w.b))
	copy(*b, w.b)
	data, err := s.conns.buffer(ctx, b)
	if err != nil {
		return nil, err
	}
	return &encoded{mem.BufferSlice{data}}, nil
}

// waitFor runs a call of grpc's that waits for the client, for a while. Such a call ends when its handler has returned, and what it returns then is
// nobody's.
func waitFor(d time.Duration, late error, wait func() error) error {
	done := make(chan error, 1)
	go func() { done <- wait() }()
	return soon(done, d, late, nil)
}

// soon returns what done says within a while and before stop is closed.
func soon(done <-chan error, d time.Duration, late error, stop <-chan struct{}) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case err := <-done:
		return err
	case <-t.C:
		return late
	case <-stop:
		return errDraining
	}
}
