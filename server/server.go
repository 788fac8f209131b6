// Package server answers geotag.v1 over gRPC. A handler decodes a request, calls the tagger and encodes its answer;
// everything else stands in interceptors, assembled in [Server.GRPC].
//
// Geometries are written as wire bytes, not as trees of values (see setGeometry): whoever calls a handler in process and
// reads its answer without a connection between finds them empty. The command therefore calls through one in memory.
package server

import (
	"cmp"
	"context"
	"errors"
	"io"
	"log/slog"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
)

// Options are the limits of a Server. The zero value is a good default.
type Options struct {
	// MaxTextBytes is the longest text that is tagged; 0: 1 MiB.
	MaxTextBytes int
	// MaxRequestBytes is the largest message that is read; 0: 8 MiB. Larger ones answer RESOURCE_EXHAUSTED.
	MaxRequestBytes int
	// MaxAnswerBytes is the largest message that is sent; 0: 64 MiB.
	MaxAnswerBytes int
	// DrainTimeout is how long Serve waits for calls under way when it is told to stop, before it cuts them off; 0: 10 s.
	DrainTimeout time.Duration
	// Log receives errors of our own making with their stack, and no word of a request; nil: nothing.
	Log *slog.Logger
	// LogCalls writes a line a call to Log, at info level, and of calls that are not geotag's own, such as health checks, at debug level.
	LogCalls bool
	// Observe is told of each call when it has ended; nil: nobody is. Several may end at once, and it must not block.
	Observe func(ctx context.Context, c Call)
	// ObserveText is told of each text that was answered; nil: nobody is. Several may be answered at once; the document is the caller's, and
	// must not be kept.
	ObserveText func(ctx context.Context, t Text)
	// TimeText says of each text whether its steps are to be timed for ObserveText; nil: never.
	TimeText func(ctx context.Context) bool
	// Instruments are further options of every grpc.Server: stats handlers, and no limits.
	Instruments []grpc.ServerOption
}

// A Server answers geotag.v1.GeotagService from a tagger. It is safe for concurrent use.
type Server struct {
	geotagv1.UnimplementedGeotagServiceServer
	tagger atomic.Pointer[geotag.Tagger]
	health *health.Server
	opts   Options

	underWay atomic.Int64 // calls
}

// New returns a Server that answers from t. With a nil t it answers UNAVAILABLE, and its health is NOT_SERVING, until
// Use hands it a tagger: so a port can be open while a gazetteer is still being read.
func New(t *geotag.Tagger, o Options) *Server {
	o.MaxTextBytes = cmp.Or(o.MaxTextBytes, 1<<20)
	o.MaxRequestBytes = cmp.Or(o.MaxRequestBytes, 8<<20)
	o.MaxAnswerBytes = cmp.Or(o.MaxAnswerBytes, 64<<20)
	o.DrainTimeout = cmp.Or(o.DrainTimeout, 10*time.Second)
	o.Log = cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	s := &Server{health: health.NewServer(), opts: o}
	s.setHealth(healthpb.HealthCheckResponse_NOT_SERVING)
	if t != nil {
		s.Use(t)
	}
	return s
}

// Use makes the server answer from t from the next call on. Calls under way end with the tagger they began with.
func (s *Server) Use(t *geotag.Tagger) {
	s.tagger.Store(t)
	s.setHealth(healthpb.HealthCheckResponse_SERVING)
}

func (s *Server) setHealth(status healthpb.HealthCheckResponse_ServingStatus) {
	s.health.SetServingStatus("", status)
	s.health.SetServingStatus(geotagv1.GeotagService_ServiceDesc.ServiceName, status)
}

// Healthy reports whether the server answers: it has a gazetteer that can be read, and does not drain.
func (s *Server) Healthy() bool {
	resp, err := s.health.Check(context.Background(), new(healthpb.HealthCheckRequest))
	return err == nil && resp.GetStatus() == healthpb.HealthCheckResponse_SERVING
}

// current returns the tagger to answer from.
func (s *Server) current() (*geotag.Tagger, error) {
	t := s.tagger.Load()
	if t == nil {
		return nil, errLoading
	}
	return t, nil
}

// Tagger returns the tagger that the next call answers from, or nil while there is none.
func (s *Server) Tagger() *geotag.Tagger { return s.tagger.Load() }

// Tag answers one text.
func (s *Server) Tag(ctx context.Context, req *geotagv1.TagRequest) (*geotagv1.TagResponse, error) {
	t, err := s.current()
	if err != nil {
		return nil, err
	}
	in, err := decodeTag(req, s.opts.MaxTextBytes)
	if err != nil {
		return nil, err
	}
	in.options.Timings = s.opts.TimeText != nil && s.opts.TimeText(ctx)
	doc, err := t.Tag(ctx, in.text, in.options)
	if err != nil {
		return nil, err
	}
	seen := s.textSeen(in.text, doc)
	doc.Warnings = append(in.warnings(req), doc.Warnings...)
	e := encoder{offsets: in.offsets, format: req.GetGeometryFormat()}
	o := featureOptions(req)
	o.PerMention = req.GetFeaturePerMention()
	resp := e.document(doc.FeatureCollection(in.text, o))
	resp.Id = req.GetId()
	resp.GazetteerVersion, resp.ModelVersion = t.Gazetteer().Version(), t.ModelVersion()
	seen(ctx)
	return resp, nil
}

// TagStream answers texts in the order of their requests. What is wrong with one text ends its answer only.
func (s *Server) TagStream(stream grpc.BidiStreamingServer[geotagv1.TagStreamRequest, geotagv1.TagStreamResponse]) error {
	if _, err := s.current(); err != nil {
		return err
	}
	for {
		var req geotagv1.TagStreamRequest
		f := frame{message: &req}
		if err := stream.RecvMsg(&f); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		resp := s.answer(stream.Context(), &req, f.fault())
		if err := stream.Context().Err(); err != nil {
			return err
		}
		if err := stream.Send(resp); err != nil {
			return err
		}
	}
}

// answer answers one text of a stream, or says what is wrong with it: err, if it could not even be decoded.
func (s *Server) answer(ctx context.Context, req *geotagv1.TagStreamRequest, err error) *geotagv1.TagStreamResponse {
	if err == nil {
		var doc *geotagv1.TagResponse
		if doc, err = s.Tag(ctx, req.GetRequest()); err == nil {
			return &geotagv1.TagStreamResponse{Id: doc.Id, Result: &geotagv1.TagStreamResponse_Document{Document: doc}}
		}
	}
	return &geotagv1.TagStreamResponse{
		Id:     req.GetRequest().GetId(),
		Result: &geotagv1.TagStreamResponse_Error{Error: tagError(err)},
	}
}

// FindPlaces answers a name, a page at a time.
func (s *Server) FindPlaces(ctx context.Context, req *geotagv1.FindPlacesRequest) (*geotagv1.FindPlacesResponse, error) {
	t, err := s.current()
	if err != nil {
		return nil, err
	}
	version := t.Gazetteer().Version()
	query, page, err := decodeFind(req, version)
	if err != nil {
		return nil, err
	}
	found, err := t.Find(ctx, query)
	if err != nil {
		return nil, err
	}
	from, to, next := page.of(len(found))
	c := geotag.FoundFeatures(found[from:to], from, featureOptions(req))
	e := encoder{format: req.GetGeometryFormat()}
	return &geotagv1.FindPlacesResponse{
		Type: c.Type, Bbox: c.BBox, Features: e.features(c.Features), NextPageToken: next, GazetteerVersion: version,
	}, nil
}

// GetPlace answers an id.
func (s *Server) GetPlace(_ context.Context, req *geotagv1.GetPlaceRequest) (*geotagv1.GetPlaceResponse, error) {
	t, err := s.current()
	if err != nil {
		return nil, err
	}
	if err := checkGetPlace(req); err != nil {
		return nil, err
	}
	p, ok := t.Gazetteer().Place(req.GetPlaceId())
	if !ok {
		return nil, geotag.ErrNotFound
	}
	e := encoder{format: req.GetGeometryFormat()}
	f := e.feature(new(featureMessage), geotag.PlaceFeature(p, featureOptions(req)))
	return &geotagv1.GetPlaceResponse{
		Type: f.Type, Bbox: f.Bbox, Geometry: f.Geometry, Properties: f.Properties,
		GazetteerVersion: t.Gazetteer().Version(),
	}, nil
}

// ConvertArea answers a stated area.
func (s *Server) ConvertArea(ctx context.Context, req *geotagv1.ConvertAreaRequest) (*geotagv1.ConvertAreaResponse, error) {
	t, err := s.current()
	if err != nil {
		return nil, err
	}
	if err := checkConvertArea(req); err != nil {
		return nil, err
	}
	area, err := t.ConvertArea(ctx, req.GetText(), req.GetPlace())
	if err != nil {
		return nil, err
	}
	e := encoder{format: req.GetGeometryFormat(), offsets: newOffsets(req.GetText(), 0)}
	f := e.feature(new(featureMessage), area.Feature(req.GetText()))
	return &geotagv1.ConvertAreaResponse{
		Type: f.Type, Bbox: f.Bbox, Geometry: f.Geometry, Properties: f.Properties,
		GazetteerVersion: t.Gazetteer().Version(),
	}, nil
}

// GetGazetteer answers which gazetteer the server answers from.
func (s *Server) GetGazetteer(context.Context, *geotagv1.GetGazetteerRequest) (*geotagv1.GetGazetteerResponse, error) {
	t, err := s.current()
	if err != nil {
		return nil, err
	}
	return gazetteerInfo(t)
}
