package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"sync"
	"sync/atomic"

	"github.com/paulmach/orb/geojson"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

const (
	// mostUnanswered is how many texts of a TagAll are sent and not answered: more than keep one server busy, which answers them one by one.
	mostUnanswered = 64
	// mostFailures is how many streams of a TagAll may break in a row without an answer: half a minute of them, by their back-off.
	mostFailures = 10
)

// TagAll answers many texts over a stream, in their order and each once: for each its document, or a *TextError after which the next
// follows. Where the stream breaks, or its server stops, is busy or has waited too long for a text, those that are not answered go over another, to
// another server if there is one, with a back-off; 64 are kept at most. After ten streams in a row without an answer, and after any other error, that
// ends the sequence. The requests are read by another goroutine, ahead of the answers; it stops at the first that it reads after the loop has ended.
// They must not be changed before they are answered.
func (c *Client) TagAll(ctx context.Context, reqs iter.Seq[*geotagv1.TagRequest]) iter.Seq2[*geojson.FeatureCollection, error] {
	return func(yield func(*geojson.FeatureCollection, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		t := &tagging{c.api, feed(ctx, reqs), make(chan *geotagv1.TagRequest, mostUnanswered), make(chan struct{}, mostUnanswered)}
		pause := firstPause
		for failures := 1; ; failures++ {
			answered, err := t.stream(ctx, yield)
			if err == nil || err == errLeft {
				return
			}
			if answered {
				failures, pause = 0, firstPause
			}
			wait := tryAgainIn(err)
			if status.Code(err) == codes.Unavailable {
				wait = jittered(pause)
			}
			if wait <= 0 || failures == mostFailures || !sleep(ctx, wait) {
				yield(nil, fmt.Errorf("client: tag all: %w", err))
				return
			}
			pause = min(2*pause, mostPause)
		}
	}
}

// feed reads requests in a goroutine of its own, until ctx ends.
func feed(ctx context.Context, reqs iter.Seq[*geotagv1.TagRequest]) <-chan *geotagv1.TagRequest {
	next := make(chan *geotagv1.TagRequest)
	go func() {
		defer close(next)
		for req := range reqs {
			select {
			case next <- req:
			case <-ctx.Done():
				return
			}
		}
	}()
	return next
}

// A tagging is a TagAll under way.
type tagging struct {
	api  geotagv1.GeotagServiceClient
	next <-chan *geotagv1.TagRequest // those that were not sent yet
	sent chan *geotagv1.TagRequest   // those that were, and are not answered, in their order
	room chan struct{}               // as many as are in sent or about to be
}

// errLeft says that the loop over the answers was left.
var errLeft = errors.New("left")

// stream sends what is not answered yet and what comes then over one stream, until all is answered or the stream ends. It reports whether it answered
// anything.
func (t *tagging) stream(ctx context.Context, yield func(*geojson.FeatureCollection, error) bool) (answered bool, err error) {
	unanswered := t.unanswered()
	if len(unanswered) == 0 {
		first := t.take(ctx)
		if first == nil {
			return false, ctx.Err()
		}
		unanswered = append(unanswered, first)
	}
	var sending sync.WaitGroup
	defer sending.Wait()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stream, err := t.api.TagStream(ctx, readAnswer, grpc.WaitForReady(false))
	if err != nil {
		return false, err
	}
	var all atomic.Bool // was sent
	sending.Go(func() {
		err := t.send(ctx, stream, unanswered, &all)
		if err != nil {
			cancel(err)
		}
	})
	for {
		resp, err := stream.Recv()
		if err == io.EOF && all.Load() && len(t.sent) == 0 {
			return answered, nil
		} else if err == io.EOF {
			return answered, errCut
		} else if err != nil {
			return answered, cmp.Or(context.Cause(ctx), err)
		}
		answered = true
		<-t.sent
		<-t.room
		if !yield(answer(resp)) {
			return answered, errLeft
		}
	}
}

// errCut is that of a stream that ends as if all were answered, which is not a server's doing.
var errCut = status.Error(codes.Unavailable, "the stream ended before all was answered")

// unanswered returns what was sent and not answered. Nothing is being sent.
func (t *tagging) unanswered() []*geotagv1.TagRequest {
	all := make([]*geotagv1.TagRequest, len(t.sent))
	for i := range all {
		all[i] = <-t.sent
		t.sent <- all[i]
	}
	return all
}

// take returns the next text, which counts as sent, once few enough are not answered; nil: there is none, or ctx has ended.
func (t *tagging) take(ctx context.Context) *geotagv1.TagRequest {
	select {
	case t.room <- struct{}{}:
	case <-ctx.Done():
		return nil
	}
	select {
	case req, ok := <-t.next:
		if ok {
			t.sent <- req
			return req
		}
	case <-ctx.Done():
	}
	<-t.room
	return nil
}

// send sends what a stream before did not answer, and then what comes, until there is nothing more or the stream is broken, which its receiver learns
// of.
func (t *tagging) send(ctx context.Context, stream geotagv1.GeotagService_TagStreamClient, again []*geotagv1.TagRequest, all *atomic.Bool) error {
	for {
		for _, req := range again {
			if err := stream.Send(&geotagv1.TagStreamRequest{Request: req}); err == io.EOF {
				return nil
			} else if err != nil {
				return fmt.Errorf("text %q: %w", req.GetId(), err)
			}
		}
		req := t.take(ctx)
		if req == nil {
			all.Store(ctx.Err() == nil)
			return stream.CloseSend()
		}
		again = append(again[:0], req)
	}
}

func answer(resp *geotagv1.TagStreamResponse) (*geojson.FeatureCollection, error) {
	e := resp.GetError()
	if e == nil {
		return parsedCollection(resp.GetDocument(), nil, "tag all")
	}
	bad := &TextError{ID: resp.GetId(), Code: codes.Code(e.GetCode()), Reason: e.GetReason(), Message: e.GetMessage()}
	for _, v := range e.GetFieldViolations() {
		bad.Fields = append(bad.Fields, FieldViolation{v.GetField(), v.GetDescription()})
	}
	return nil, bad
}
