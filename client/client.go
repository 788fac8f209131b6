// Package client calls a geotag server and answers with GeoJSON of orb's types. It links no gazetteer.
package client

import (
	"context"
	"fmt"
	"iter"

	"github.com/paulmach/orb/geojson"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// MaxAnswerBytes is the largest answer that a Client reads, and the largest that a server sends unless it is told
// otherwise. grpc's own limit of 4 MiB is less than the answer to a long text can take.
const MaxAnswerBytes = 64 << 20

var readAnswer = grpc.MaxCallRecvMsgSize(MaxAnswerBytes)

// A Client calls a geotag server. It is safe for concurrent use.
type Client struct {
	api   geotagv1.GeotagServiceClient
	close func() error
}

// New returns a Client over a connection, which stays the caller's to close; Dial makes one that is fit for many servers.
func New(conn grpc.ClientConnInterface) *Client {
	return &Client{geotagv1.NewGeotagServiceClient(conn), func() error { return nil }}
}

// Close ends the connections that Dial made, with the calls that are under way.
func (c *Client) Close() error { return c.close() }

// API returns the service as it is on the wire, over the same connections.
func (c *Client) API() geotagv1.GeotagServiceClient { return c.api }

// Tag answers a text with the document that the server's JSON is: a feature a place and stated area, their properties
// as geotag.v1.Properties names them in camel case, and the foreign members of geotag.v1.TagResponse among ExtraMembers. A feature
// without geometry has none of orb's. The request's fields are the options. Errors carry the server's status.
func (c *Client) Tag(ctx context.Context, req *geotagv1.TagRequest) (*geojson.FeatureCollection, error) {
	resp, err := c.api.Tag(ctx, req, readAnswer)
	return parsedCollection(resp, err, "tag")
}

// Find yields the places that bear a name, the best known first, as many as there are: it asks for one page after the other. The request's
// page_size is that of each, and its page_token where to begin. An error ends the sequence and carries the server's status.
func (c *Client) Find(ctx context.Context, req *geotagv1.FindPlacesRequest) iter.Seq2[*geojson.Feature, error] {
	return func(yield func(*geojson.Feature, error) bool) {
		req := proto.CloneOf(req)
		for {
			resp, err := c.api.FindPlaces(ctx, req, readAnswer)
			fc, err := parsedCollection(resp, err, "find")
			if err != nil {
				yield(nil, err)
				return
			}
			for _, f := range fc.Features {
				if !yield(f, nil) {
					return
				}
			}
			if req.PageToken = resp.GetNextPageToken(); req.PageToken == "" {
				return
			}
		}
	}
}

// Place answers an id with its place: names, ancestors and extent. Errors carry the server's status: codes.NotFound where the
// gazetteer does not hold it.
func (c *Client) Place(ctx context.Context, req *geotagv1.GetPlaceRequest) (*geojson.Feature, error) {
	resp, err := c.api.GetPlace(ctx, req, readAnswer)
	return parsedFeature(resp, err, "place")
}

// Locate answers a point with the areas that contain it, the largest first, then the settlements near it, the nearest first. Errors
// carry the server's status.
func (c *Client) Locate(ctx context.Context, req *geotagv1.LocatePointRequest) (*geojson.FeatureCollection, error) {
	resp, err := c.api.LocatePoint(ctx, req, readAnswer)
	return parsedCollection(resp, err, "locate")
}

// ConvertArea answers a stated area with its figures, and with a shape around its place, if it has one. Errors carry the server's status:
// codes.NotFound where no place bears the name.
func (c *Client) ConvertArea(ctx context.Context, req *geotagv1.ConvertAreaRequest) (*geojson.Feature, error) {
	resp, err := c.api.ConvertArea(ctx, req, readAnswer)
	return parsedFeature(resp, err, "convert area")
}

// Gazetteer says which gazetteer answers. Errors carry the server's status.
func (c *Client) Gazetteer(ctx context.Context) (*geotagv1.GetGazetteerResponse, error) {
	resp, err := c.api.GetGazetteer(ctx, &geotagv1.GetGazetteerRequest{})
	if err != nil {
		return nil, fmt.Errorf("client: gazetteer: %w", err)
	}
	return resp, nil
}

// A TextError says what is wrong with one text of many.
type TextError struct {
	ID      string // of the request
	Code    codes.Code
	Reason  string // for a program: UPPER_SNAKE_CASE
	Message string // for a developer
	Fields  []FieldViolation
}

// A FieldViolation is one thing that is wrong with one field of a request.
type FieldViolation struct {
	Field       string `json:"field"` // as the .proto names it: "spans[2].end"
	Description string `json:"description"`
}

func (e *TextError) Error() string { return fmt.Sprintf("client: text %q: %s", e.ID, e.Message) }
