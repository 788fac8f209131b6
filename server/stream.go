package server

import (
	"context"
	"errors"
	"io"

	"google.golang.org/grpc"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// TagStream answers texts in the order of their requests. What is wrong with one text ends its answer only. Each text waits for its turn
// among the calls of others. When the server is told to stop, the stream ends after the text that is under way, UNAVAILABLE.
func (s *Server) TagStream(stream grpc.BidiStreamingServer[geotagv1.TagStreamRequest, geotagv1.TagStreamResponse]) error {
	if _, err := s.current(); err != nil {
		return err
	}
	ctx := stream.Context()
	for texts := 0; ; texts = 1 { // Admit took the first
		f := new(frame)
		err := waitFor(idleTimeout, errIdle, s.draining.Done(), func() error { return stream.RecvMsg(f) })
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
		if err := waitFor(stallTimeout, errStalled, nil, func() error { return stream.SendMsg(resp) }); err != nil {
			return err
		}
	}
}

// answer answers one text of a stream, or says what is wrong with it. The error is one that ends the stream.
func (s *Server) answer(ctx context.Context, f *frame) (*encoded, error) {
	leave, err := s.turn(ctx, f.size(), true)
	if err != nil {
		return nil, err
	}
	defer leave()
	var req geotagv1.TagStreamRequest
	resp, err := new(geotagv1.TagStreamResponse), f.decode(&req)
	if err == nil {
		err = s.tagText(ctx, req.GetRequest(), resp)
	}
	if ended := ctx.Err(); ended != nil {
		return nil, ended
	}
	if err == nil {
		var e *encoded
		if e, err = s.encode(ctx, resp); err == nil {
			return e, nil
		}
	}
	return s.encode(ctx, &geotagv1.TagStreamResponse{
		Id:     printable(req.GetRequest().GetId(), maxNameBytes),
		Result: &geotagv1.TagStreamResponse_Error{Error: tagError(err)},
	})
}

// tagText makes resp the answer to a text.
func (s *Server) tagText(ctx context.Context, req *geotagv1.TagRequest, resp *geotagv1.TagStreamResponse) error {
	doc, err := s.Tag(ctx, req)
	if err == nil {
		_, err = s.current() // the gazetteer may have been changed meanwhile
	}
	if err == nil {
		resp.Id, resp.Result = doc.Id, &geotagv1.TagStreamResponse_Document{Document: doc}
	}
	return err
}
