// Package server answers geotag.v1 over gRPC. A handler decodes a request, calls the tagger and encodes its answer;
// everything else stands in interceptors, assembled in [Server.GRPC].
//
// Texts are answered in process, too, as GeoJSON and without messages: [Server.AppendTag], which another face calls within [Server.Handle].
//
// Answers that hold features are written straight to the bytes of their messages, which none of them becomes on its way (see wireWriter). Who calls a
// handler in process gets a message that is read from those bytes.
package server

import (
	"cmp"
	"context"
	"crypto/tls"
	"log/slog"
	"sync/atomic"
	"time"

	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/server/access"
)

// Options are the limits of a Server. The zero value is a good default.
type Options struct {
	// MaxTextBytes is the longest text that is tagged; 0: 1 MiB.
	MaxTextBytes int
	// MaxRequestBytes is the largest message that is read; 0: 8 MiB. Larger ones answer RESOURCE_EXHAUSTED.
	MaxRequestBytes int
	// MaxAnswerBytes is the largest message that is sent; 0: 64 MiB. A larger answer is RESOURCE_EXHAUSTED, and given up while it is made.
	MaxAnswerBytes int
	// MaxMemoryBytes bounds what clients can make the server hold beside the work itself; 0: 1 GiB. Half of it is for messages of streams, of
	// which that many may be open, a quarter for other messages that arrive, a quarter for answers that are not read. A caller (a token, or an
	// address) may have a quarter of each.
	MaxMemoryBytes int64
	// MaxConns is how many connections Serve has open, MaxPeerConns how many of one address (of IPv6, one network of 64 bits); more are
	// closed at once. 0: 1,024, and 64.
	MaxConns, MaxPeerConns int
	// MaxConnAge is how long Serve keeps a connection before it asks the client for another; its calls go on for as long again, at most. 0: an
	// hour.
	MaxConnAge time.Duration
	// DrainTimeout is how long Serve waits for calls under way when it is told to stop, before it cuts them off; 0: 10 s.
	DrainTimeout time.Duration
	// Access says who may call, and how much; nil: everybody, as much as they like.
	Access *access.Guard
	// TLS is how connections are encrypted; nil: not at all. It must offer "h2".
	TLS *tls.Config
	// NoReflection leaves out the service by which tools learn what there is to call.
	NoReflection bool
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
	// Begin is told of each call when it begins, and returns its context, which Observe is handed, too; nil: nobody is.
	Begin func(ctx context.Context, c *Call) context.Context
}

// A Server answers geotag.v1.GeotagService from a tagger. It is safe for concurrent use.
type Server struct {
	geotagv1.UnimplementedGeotagServiceServer
	tagger   atomic.Pointer[geotag.Tagger]
	broken   atomic.Pointer[geotag.Tagger] // the one whose gazetteer is damaged
	health   *health.Server
	opts     Options
	gate     *gate
	conns    *connections
	draining context.Context // ends once the server is told to stop
	drain    func()          // ends it
}

// New returns a Server that answers from t. With a nil t it answers UNAVAILABLE, and its health is NOT_SERVING, until
// Use hands it a tagger: so a port can be open while a gazetteer is still being read.
func New(t *geotag.Tagger, o Options) *Server {
	o.MaxTextBytes = cmp.Or(o.MaxTextBytes, 1<<20)
	o.MaxRequestBytes = cmp.Or(o.MaxRequestBytes, 8<<20)
	o.MaxAnswerBytes = cmp.Or(o.MaxAnswerBytes, 64<<20)
	o.DrainTimeout = cmp.Or(o.DrainTimeout, 10*time.Second)
	o.Log = cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	o.MaxMemoryBytes = cmp.Or(o.MaxMemoryBytes, 1<<30)
	o.MaxConns = cmp.Or(o.MaxConns, 1024)
	o.MaxPeerConns = cmp.Or(o.MaxPeerConns, 64)
	o.MaxConnAge = cmp.Or(o.MaxConnAge, time.Hour)
	s := &Server{health: health.NewServer(), opts: o, gate: newGate(&o), conns: newConnections(&o)}
	draining, drain := context.WithCancel(context.Background())
	s.draining, s.drain = draining, func() {
		s.Retire()
		drain()
	}
	s.setHealth(healthpb.HealthCheckResponse_NOT_SERVING)
	if t != nil {
		s.Use(t)
	}
	return s
}

// Use makes the server answer from t from the next call on. Calls under way end with the tagger they began with. It mends a server whose
// gazetteer was damaged.
func (s *Server) Use(t *geotag.Tagger) {
	s.tagger.Store(t)
	s.setHealth(healthpb.HealthCheckResponse_SERVING)
}

// Retire makes health NOT_SERVING for good, while calls are answered as before: so balancers and readiness probes, which take some seconds to see
// it, send no more of them by the time that Serve's context ends.
func (s *Server) Retire() { s.health.Shutdown() }

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
	switch t := s.tagger.Load(); {
	case t == nil:
		return nil, errLoading
	case t == s.broken.Load():
		return nil, errDamaged
	case !t.Gazetteer().Intact():
		s.damaged(t)
		return nil, errDamaged
	default:
		return t, nil
	}
}

// Tagger returns the tagger that the next call answers from, or nil while there is none.
func (s *Server) Tagger() *geotag.Tagger { return s.tagger.Load() }

// Tag answers one text.
func (s *Server) Tag(ctx context.Context, req *geotagv1.TagRequest) (*geotagv1.TagResponse, error) {
	return message(ctx, s, new(geotagv1.TagResponse), req, s.writeTag)
}

func (s *Server) writeTag(ctx context.Context, w *wireWriter, req *geotagv1.TagRequest) error {
	c, seen, err := s.features(ctx, req)
	if err != nil {
		return err
	}
	w.format = req.GetGeometryFormat()
	if err := w.document(c); err != nil {
		return err
	}
	seen(ctx)
	return nil
}

// AppendTag is Tag whose answer is appended to b as GeoJSON on one line: the bytes that client.GeoJSON makes of Tag's answer, of which there may be
// Options.MaxAnswerBytes. It is for callers in this process: a panic becomes an error, and errors are statuses, as gRPC sends them; beside those
// of Tag there is INVALID_ARGUMENT where well-known binary is asked for, which JSON does not carry. With an error it returns b as it was. No lane or
// rate holds the call up, and no log tells of it: a face that has callers of its own lets them in by Handle.
func (s *Server) AppendTag(ctx context.Context, b []byte, req *geotagv1.TagRequest) ([]byte, error) {
	doc := b
	err := s.survive(ctx, callOf(ctx), func() (err error) {
		doc, err = s.appendTag(ctx, b, req)
		return err
	})
	if err != nil {
		return b, statusError(err)
	}
	return doc, nil
}

func (s *Server) appendTag(ctx context.Context, b []byte, req *geotagv1.TagRequest) ([]byte, error) {
	if err := checkJSON(req); err != nil {
		return nil, err
	}
	c, seen, err := s.features(ctx, req)
	if err != nil {
		return nil, err
	}
	doc, err := c.AppendJSON(b)
	if err != nil {
		return nil, err
	}
	if len(doc)-len(b) > s.opts.MaxAnswerBytes {
		return nil, &tooLargeError{s.opts.MaxAnswerBytes}
	}
	seen(ctx)
	_, err = s.current() // the gazetteer may have been changed meanwhile
	return doc, err
}

// features returns the answer to a text, and what is to be called when it is written.
func (s *Server) features(ctx context.Context, req *geotagv1.TagRequest) (_ *geotag.FeatureCollection, seen func(context.Context), _ error) {
	t, err := s.current()
	if err != nil {
		return nil, nil, err
	}
	in, err := decodeTag(req, s.opts.MaxTextBytes)
	if err != nil {
		return nil, nil, err
	}
	in.options.Timings = s.opts.TimeText != nil && s.opts.TimeText(ctx)
	doc, err := t.Tag(ctx, in.text, in.options)
	if err != nil {
		return nil, nil, err
	}
	seen = s.textSeen(in.text, doc)
	doc.Warnings = append(in.warnings(req), doc.Warnings...)
	o := featureOptions(req)
	o.PerMention, o.Offsets = req.GetFeaturePerMention(), geotag.OffsetUnit(req.GetOffsetEncoding())
	c, err := doc.Features(ctx, in.text, o)
	if err != nil {
		return nil, nil, err
	}
	c.ID, c.GazetteerVersion, c.ModelVersion = req.GetId(), t.Gazetteer().Version(), t.ModelVersion()
	return c, seen, nil
}

// FindPlaces answers a name, a page at a time.
func (s *Server) FindPlaces(ctx context.Context, req *geotagv1.FindPlacesRequest) (*geotagv1.FindPlacesResponse, error) {
	return message(ctx, s, new(geotagv1.FindPlacesResponse), req, s.writeFound)
}

func (s *Server) writeFound(ctx context.Context, w *wireWriter, req *geotagv1.FindPlacesRequest) error {
	t, err := s.current()
	if err != nil {
		return err
	}
	version := t.Gazetteer().Version()
	query, page, err := decodeFind(req, version)
	if err != nil {
		return err
	}
	found, err := t.Find(ctx, query)
	if err != nil {
		return err
	}
	from, to, next := page.of(len(found))
	w.format = req.GetGeometryFormat()
	if err := w.collection(geotag.FoundFeatures(found[from:to], from, featureOptions(req))); err != nil {
		return err
	}
	w.text(4, next)
	w.text(5, version)
	return w.tooLarge()
}

// GetPlace answers an id.
func (s *Server) GetPlace(ctx context.Context, req *geotagv1.GetPlaceRequest) (*geotagv1.GetPlaceResponse, error) {
	return message(ctx, s, new(geotagv1.GetPlaceResponse), req, s.writePlace)
}

func (s *Server) writePlace(_ context.Context, w *wireWriter, req *geotagv1.GetPlaceRequest) error {
	t, err := s.current()
	if err != nil {
		return err
	}
	if err := checkGetPlace(req); err != nil {
		return err
	}
	p, ok := t.Gazetteer().Place(req.GetPlaceId())
	if !ok {
		return geotag.ErrNotFound
	}
	w.format = req.GetGeometryFormat()
	return w.alone(geotag.PlaceFeature(p, featureOptions(req)), t.Gazetteer().Version())
}

// ConvertArea answers a stated area.
func (s *Server) ConvertArea(ctx context.Context, req *geotagv1.ConvertAreaRequest) (*geotagv1.ConvertAreaResponse, error) {
	return message(ctx, s, new(geotagv1.ConvertAreaResponse), req, s.writeArea)
}

func (s *Server) writeArea(ctx context.Context, w *wireWriter, req *geotagv1.ConvertAreaRequest) error {
	t, err := s.current()
	if err != nil {
		return err
	}
	if err := checkConvertArea(req); err != nil {
		return err
	}
	area, err := t.ConvertArea(ctx, req.GetText(), req.GetPlace())
	if err != nil {
		return err
	}
	w.format = req.GetGeometryFormat()
	return w.alone(area.Feature(req.GetText()), t.Gazetteer().Version())
}

// GetGazetteer answers which gazetteer the server answers from.
func (s *Server) GetGazetteer(context.Context, *geotagv1.GetGazetteerRequest) (*geotagv1.GetGazetteerResponse, error) {
	t, err := s.current()
	if err != nil {
		return nil, err
	}
	return gazetteerInfo(t)
}
