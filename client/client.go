// Package client calls a geotag server and answers with GeoJSON of orb's types. It links no gazetteer.
package client

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"

	"github.com/paulmach/orb/geojson"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// MaxAnswerBytes is the largest answer that a Client reads, and the largest that a server sends unless it is told
// otherwise. grpc's own limit of 4 MiB is less than the answer to a long text can take.
const MaxAnswerBytes = 64 << 20

var readAnswer = grpc.MaxCallRecvMsgSize(MaxAnswerBytes)

// A Client calls a geotag server. It is safe for concurrent use.
type Client struct {
	api geotagv1.GeotagServiceClient
}

// New returns a Client over a connection, which stays the caller's to close.
func New(conn grpc.ClientConnInterface) *Client {
	return &Client{geotagv1.NewGeotagServiceClient(conn)}
}

// Tag answers a text with the document that the server's JSON is: a feature a place and stated area, their properties
// as geotag.v1.Properties names them in camel case, and the foreign members of geotag.v1.TagResponse among ExtraMembers.
// The request's fields are the options. Errors carry the server's status.
func (c *Client) Tag(ctx context.Context, req *geotagv1.TagRequest) (*geojson.FeatureCollection, error) {
	resp, err := c.api.Tag(ctx, req, readAnswer)
	if err != nil {
		return nil, fmt.Errorf("client: tag: %w", err)
	}
	return collection(resp)
}

// A TextError says what is wrong with one text of many.
type TextError struct {
	ID      string // of the request
	Code    codes.Code
	Reason  string // for a program: UPPER_SNAKE_CASE
	Message string // for a developer
}

func (e *TextError) Error() string { return fmt.Sprintf("client: text %q: %s", e.ID, e.Message) }

// TagAll answers many texts over one stream, in their order: for each its document, or a *TextError after which the next
// follows. Any other error is the stream's end. The requests are read by another goroutine, ahead of the answers; it
// stops at the first that it reads after the loop has ended.
func (c *Client) TagAll(ctx context.Context, reqs iter.Seq[*geotagv1.TagRequest]) iter.Seq2[*geojson.FeatureCollection, error] {
	return func(yield func(*geojson.FeatureCollection, error) bool) {
		ctx, cancel := context.WithCancelCause(ctx)
		defer cancel(nil)
		stream, err := c.api.TagStream(ctx, readAnswer)
		if err != nil {
			yield(nil, fmt.Errorf("client: tag all: %w", err))
			return
		}
		go func() {
			if err := send(stream, reqs); err != nil {
				cancel(err)
			}
		}()
		for {
			resp, err := stream.Recv()
			if err == io.EOF {
				return
			} else if err != nil {
				yield(nil, fmt.Errorf("client: tag all: %w", cmp.Or(context.Cause(ctx), err)))
				return
			}
			if !yield(answer(resp)) {
				return
			}
		}
	}
}

// send sends until there is nothing more or the stream is broken, which its receiver learns of.
func send(stream geotagv1.GeotagService_TagStreamClient, reqs iter.Seq[*geotagv1.TagRequest]) error {
	for req := range reqs {
		if err := stream.Send(&geotagv1.TagStreamRequest{Request: req}); err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("text %q: %w", req.GetId(), err)
		}
	}
	return stream.CloseSend()
}

func answer(resp *geotagv1.TagStreamResponse) (*geojson.FeatureCollection, error) {
	if e := resp.GetError(); e != nil {
		return nil, &TextError{ID: resp.GetId(), Code: codes.Code(e.GetCode()), Reason: e.GetReason(), Message: e.GetMessage()}
	}
	return collection(resp.GetDocument())
}
