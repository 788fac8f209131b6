package server

import (
	"context"
	"errors"
	"io"
	"time"

	"google.golang.org/grpc"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// TagStream answers texts in the order of their requests. What is wrong with one text ends its answer only. Each text waits for its turn
// among the calls of others. When the server is told to stop, the stream ends after the text that is under way, UNAVAILABLE.
func (s *Server) TagStream(stream grpc.BidiStreamingServer[geotagv1.TagStreamRequest, geotagv1.TagStreamResponse]) error {
	if _, err := s.current(); err != nil {
		return err
	}
	ctx, w := stream.Context(), newWaiting()
	defer close(w.calls)
	for texts := 0; ; texts = 1 { // Admit took the first
		f := new(frame)
		err := w.waitFor(idleTimeout, errIdle, s.draining.Done(), func() error { return stream.RecvMsg(f) })
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		s.conns.read(ctx)
		callOf(ctx).RequestBytes += f.size()
		if err := s.opts.Access.Wait(ctx, texts, f.size()); err != nil {
			return err
		}
		resp, err := s.answer(ctx, f)
		if err != nil {
			return err
		}
		if texts == 0 {
			callOf(ctx).identify(ctx, nil)
		}
		if err := w.waitFor(stallTimeout, errStalled, nil, func() error { return stream.SendMsg(resp) }); err != nil {
			return err
		}
	}
}

// A waiting is who waits for the client of a stream: one goroutine, whose stack has grown once the first text was answered. With one for each text and
// another for each answer, the copies of their stacks took 2 % of a stream.
type waiting struct {
	calls chan func() error
	done  chan error
}

// newWaiting returns a waiting whose goroutine ends once calls is closed and the call is over that it waits in.
func newWaiting() waiting {
	w := waiting{make(chan func() error, 1), make(chan error, 1)}
	go func() {
		for call := range w.calls {
			w.done <- call()
		}
	}()
	return w
}

// waitFor is waitFor that ends when stop is closed, too. After an error of its own it is called no more.
func (w waiting) waitFor(d time.Duration, late error, stop <-chan struct{}, call func() error) error {
	w.calls <- call
	return soon(w.done, d, late, stop)
}

// answer answers one text of a stream, or says what is wrong with it. The error is one that ends the stream.
func (s *Server) answer(ctx context.Context, f *frame) (*encoded, error) {
	leave, err := s.turn(ctx, f.size(), true)
	if err != nil {
		return nil, err
	}
	defer leave()
	w := s.writer()
	defer w.free()
	var req geotagv1.TagStreamRequest
	err = f.decode(&req)
	if err == nil {
		err = s.writeText(ctx, w, req.GetRequest())
	}
	if ended := ctx.Err(); ended != nil {
		return nil, ended
	}
	if err == nil {
		var e *encoded
		if e, err = s.encode(ctx, w); err == nil {
			return e, nil
		}
	}
	w.b = w.b[:0]
	if err := w.message(&geotagv1.TagStreamResponse{
		Id:     printable(req.GetRequest().GetId(), maxNameBytes),
		Result: &geotagv1.TagStreamResponse_Error{Error: tagError(err)},
	}); err != nil {
		return nil, err
	}
	return s.encode(ctx, w)
}

// writeText writes the TagStreamResponse that answers a text.
func (s *Server) writeText(ctx context.Context, w *wireWriter, req *geotagv1.TagRequest) error {
	w.text(1, req.GetId())
	from := w.object(2)
	if err := s.writeTag(ctx, w, req); err != nil {
		return err
	}
	w.end(from)
	_, err := s.current() // the gazetteer may have been changed meanwhile
	return err
}
