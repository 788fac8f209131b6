// Package web is the HTTP face of the service: REST, map tiles from the gazetteer itself, and a page that shows what a text names.
//
// Texts are answered in the process, as calls of the gRPC service are, and look-ups by that service over a connection, so that limits, errors and
// answers are the same:
//
//	POST /v1/tag                a TagRequest as JSON, or a text as text/plain; a FeatureCollection
//	POST /v1/tag:stream         TagRequests a line (NDJSON, or RFC 8142); FeatureCollections, as they come, or in GeoJSON text sequences Features
//	GET  /v1/places             ?query=...: a FeatureCollection
//	GET  /v1/places/{place_id}  a Feature
//	GET  /v1/locate             ?lat=...&lon=...: a FeatureCollection
//	GET  /v1/area               ?text=...&place=...: a Feature
//	GET  /v1/gazetteer          what the gazetteer is
//	GET  /openapi.json          all of this as OpenAPI 3.1
//	GET  /tiles/{z}/{x}/{y}.mvt
//	GET  /tiles.json            what tiles there are (TileJSON)
//	GET  /style.json            how MapLibre and QGIS draw them; ?theme=dark
//	GET  /docs/                 the documentation
//
// Parameters are the fields of the request's message by either of its names, of a POST, too; a list may stand between commas, a point is
// LAT,LON, and an enum's value needs its last word only ("boundary"). With ?flat=true properties are plain values. A parameter or a member of a body that the message does not have is an error, unless
// ?lenient=true is given. Errors are google.rpc.Status as JSON.
package web

import (
	"cmp"
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"time"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"github.com/klauspost/compress/gzhttp"
	"golang.org/x/net/netutil"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/docs"
	"example.com/geotag/gazetteer"
	"example.com/geotag/server/access"
	gateway "example.com/geotag/web/gateway/geotag/v1"
	"example.com/geotag/web/tiles"
)

// Options are the limits of the face, and who may call it. The zero value is a good default.
type Options struct {
	// Origins may call from browser pages of their own (CORS), such as "https://example.org"; "*": all may.
	Origins []string
	// Host reports whether a name or an address, in lower case and without a port, is one that requests may be for; nil: all are. On
	// loopback it keeps out pages that make their own name mean this address.
	Host func(host string) bool
	// TrustedProxies are the networks of proxies whose X-Forwarded-For says who calls.
	TrustedProxies []netip.Prefix
	// Access says how many tiles an address may have; the service says the rest. nil: as many as it likes.
	Access *access.Guard
	// TLS is how Serve encrypts connections; nil: not at all. It must offer "h2" and "http/1.1".
	TLS *tls.Config
	// Basemap is the URL of raster tiles to draw below, such as "https://tiles.example.org/{z}/{x}/{y}.png"; empty: the gazetteer's own tiles,
	// and nothing from elsewhere.
	Basemap string
	// GRPC is where the service answers gRPC, as HOST:PORT, whose host may stand for all: the page's examples name it. Of an address of the network, which
	// may be none of who calls, only the port is told. Empty: they show none.
	GRPC string
	// Version is the semantic version of the program, which /openapi.json says; empty: 0.0.0.
	Version string
	// MaxBodyBytes is the largest body that is read; 0: 8 MiB, as the service's own limit.
	MaxBodyBytes int64
	// MaxConns is how many connections may be open; more wait. 0: 4,096.
	MaxConns int
	// MaxConnsPerPeer is how many of one address, or of one IPv6 network of 64 bits; more are closed. 0: 256. TrustedProxies have no limit.
	MaxConnsPerPeer int
	// MaxCallsPerPeer and MaxStreamsPerPeer are how many requests, and streams among them, an address may have under way; more answer 429. 0: 256
	// and 32.
	MaxCallsPerPeer, MaxStreamsPerPeer int
	// Drain is how long Serve waits for requests under way when it is told to stop, before it cuts them off; 0: 10 s.
	Drain time.Duration
	// ErrorLog receives what the HTTP server says of broken connections; nil: nothing does.
	ErrorLog *log.Logger
}

func (o Options) withDefaults() Options {
	o.MaxBodyBytes = cmp.Or(o.MaxBodyBytes, 8<<20)
	o.MaxConns = cmp.Or(o.MaxConns, 4096)
	o.MaxConnsPerPeer = cmp.Or(o.MaxConnsPerPeer, maxConnsPerPeer)
	o.MaxCallsPerPeer = cmp.Or(o.MaxCallsPerPeer, maxCallsPerPeer)
	o.MaxStreamsPerPeer = cmp.Or(o.MaxStreamsPerPeer, maxStreamsPerPeer)
	o.Drain = cmp.Or(o.Drain, 10*time.Second)
	o.ErrorLog = cmp.Or(o.ErrorLog, log.New(io.Discard, "", 0))
	return o
}

// A Service is what the face answers from.
type Service struct {
	// API answers what is no text, over a connection within the process.
	API geotagv1.GeotagServiceClient
	// Tag answers a text: it appends the FeatureCollection to b as GeoJSON on one line, for who calls by the context's incoming metadata. A patient
	// one is of many, and waits for its turn. Errors are statuses. (*server.Server).HandleTag is such a function.
	Tag func(ctx context.Context, b []byte, req *geotagv1.TagRequest, patient bool) ([]byte, error)
	// Current returns the gazetteer that tiles and ETags come from, which may be another at each call; nil: none is there yet.
	Current func() *gazetteer.Index
}

// Handler returns the face of a service.
func Handler(s Service, o Options) (http.Handler, error) {
	o = o.withDefaults()
	current, rest := s.Current, newGateway()
	if err := gateway.RegisterGeotagServiceHandlerClient(context.Background(), rest, s.API); err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	page, err := pageHandler()
	if err != nil {
		return nil, err
	}
	manual, err := docs.Handler()
	if err != nil {
		return nil, err
	}
	allowed, err := policyFor(o.Basemap)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/v1/", unlessKnown(current, whole(wellFormed(accepting(queried(timed(rest)))))))
	mux.Handle("POST /v1/tag", wellFormed(o.asked(s.tagHandler(rest))))
	mux.Handle("POST "+streamPath, wellFormed(o.asked(s.streamHandler())))
	mux.Handle("GET /openapi.json", openAPIHandler(o.Version))
	mux.Handle("GET /tiles/{z}/{x}/{name}", o.rated(tiles.New(current)))
	mux.HandleFunc("GET /tiles.json", func(w http.ResponseWriter, r *http.Request) { tiles.ServeTileJSON(w, r, o.originOf(r)) })
	mux.HandleFunc("GET /style.json", func(w http.ResponseWriter, r *http.Request) { tiles.ServeStyle(w, r, o.originOf(r)) })
	mux.HandleFunc("GET /basemap.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", typeJSON)
		json.NewEncoder(w).Encode(map[string]string{"tiles": o.Basemap})
	})
	mux.HandleFunc("GET /grpc.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", typeJSON)
		json.NewEncoder(w).Encode(map[string]any{"address": told(o.GRPC), "tls": o.TLS != nil})
	})
	mux.Handle("GET "+docs.Root, manual)
	mux.Handle("/", page)
	gzipped, err := gzhttp.NewWrapper(gzhttp.ContentTypes([]string{
		"application/geo+json", "application/json", "text/html", "text/css", "text/javascript", "application/vnd.mapbox-vector-tile", "image/svg+xml",
	}))
	if err != nil {
		return nil, fmt.Errorf("web: %w", err)
	}
	shared, err := o.shared(o.admitted(gzipped(errorsAsStatus(mux))))
	if err != nil {
		return nil, err
	}
	return paced(o.guard(allowed, shared)), nil
}

// told returns an address without its host where that is one of the machine's in its network: whoever reached the page has a name for the machine.
func told(address string) string {
	at, err := netip.ParseAddrPort(address)
	if err != nil || at.Addr().IsLoopback() || at.Addr().IsUnspecified() {
		return address
	}
	return fmt.Sprint(":", at.Port())
}

// newGateway returns what turns requests into calls.
func newGateway() *runtime.ServeMux {
	return runtime.NewServeMux(
		runtime.WithMarshalerOption(runtime.MIMEWildcard, &marshaler{}),
		runtime.WithMarshalerOption(anything, &marshaler{}),
		runtime.WithMarshalerOption(typeJSON, &marshaler{plain: true}),
		runtime.WithMarshalerOption(flat+anything, &marshaler{flat: true}),
		runtime.WithMarshalerOption(flat+typeJSON, &marshaler{plain: true, flat: true}),
		runtime.WithIncomingHeaderMatcher(func(string) (string, bool) { return "", false }), // what the service is told stands in forwarded
		runtime.WithMetadata(func(ctx context.Context, _ *http.Request) metadata.MD { return forwarded(ctx) }),
		runtime.WithOutgoingHeaderMatcher(func(string) (string, bool) { return "", false }), // gRPC's own headers say nothing here
		runtime.WithForwardResponseOption(func(ctx context.Context, w http.ResponseWriter, answer proto.Message) error {
			if err := afford(ctx, jsonPerWire*proto.Size(answer)); err != nil {
				return err
			}
			began, _ := ctx.Value(begun{}).(time.Time)
			sayTime(w, began)
			return nil
		}),
		runtime.WithErrorHandler(answerError),
		runtime.WithRoutingErrorHandler(answerRoutingError),
		runtime.WithUnescapingMode(runtime.UnescapingModeAllExceptReserved),
		runtime.WithDisableHTTPMethodOverride(),
		runtime.WithDisablePathLengthFallback(), // a form is no GET
	)
}

// asked asks whether a caller may tag before a body is read, and read as JSON, that the service would refuse.
func (o *Options) asked(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := metadata.NewIncomingContext(r.Context(), authorization(r))
		if v := visitOf(ctx); v != nil {
			ctx = access.WithCaller(ctx, access.Caller{Peer: v.addr})
		}
		if err := o.Access.Check(ctx, geotagv1.GeotagService_Tag_FullMethodName); err != nil {
			answerError(r.Context(), nil, nil, w, r, err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// rated takes a request from the rate of its address.
func (o *Options) rated(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if v := visitOf(r.Context()); v != nil {
			if _, err := o.Access.Admit(access.WithCaller(r.Context(), access.Caller{Peer: v.addr}), access.Tiles); err != nil {
				answerError(r.Context(), nil, nil, w, r, err)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// anything is what a caller accepts who does not care.
const anything = "*/*"

// accepting puts the one type in the Accept header that the answer will have, as the gateway knows it: it compares types to the letter, and
// where it knows none of them answers in the type of the body.
func accepting(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		typ := anything
		if negotiated(r, typeGeoJSON, typeJSON) == typeJSON {
			typ = typeJSON
		}
		if is(r, flatParameter) {
			typ = flat + typ
		}
		r.Header.Set("Accept", typ)
		next.ServeHTTP(w, r)
	})
}

// begun is the context's key of when a request came.
type begun struct{}

// timed notes when a request came.
func timed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), begun{}, time.Now())))
	})
}

// sayTime says in a Server-Timing header, in milliseconds, how long it took from a request's headers to the service's answer.
func sayTime(w http.ResponseWriter, began time.Time) {
	w.Header().Set("Server-Timing", fmt.Sprintf("service;dur=%.3f", float64(time.Since(began).Microseconds())/1000))
}

// Serve serves a Handler on lis until ctx ends, then lets requests under way end for a while. It closes lis.
func Serve(ctx context.Context, lis net.Listener, h http.Handler, o Options) error {
	o = o.withDefaults()
	srv := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       time.Minute, // until paced says more
		WriteTimeout:      2 * time.Minute,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    32 << 10,
		TLSConfig:         o.TLS,
		ErrorLog:          o.ErrorLog,
		HTTP2: &http.HTTP2Config{ // spoken over TLS only
			MaxConcurrentStreams:          100, // the least that RFC 9113 asks for
			MaxReceiveBufferPerConnection: 1 << 20,
			MaxReceiveBufferPerStream:     256 << 10,
			SendPingTimeout:               30 * time.Second,
			WriteByteTimeout:              30 * time.Second,
		},
	}
	stopped := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(stopped)
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), o.Drain)
		defer cancel()
		if srv.Shutdown(ctx) != nil {
			srv.Close()
		}
	})
	lis = netutil.LimitListener(&peerListener{Listener: lis, most: o.MaxConnsPerPeer, exempt: o.trusts, open: map[netip.Prefix]int{}}, o.MaxConns)
	serve := srv.Serve
	if o.TLS != nil {
		serve = func(lis net.Listener) error { return srv.ServeTLS(lis, "", "") }
	}
	err := serve(lis)
	if !stop() {
		<-stopped
	}
	if ctx.Err() != nil {
		return nil
	}
	return fmt.Errorf("web: %w", err)
}
