package main

import (
	"context"
	"strings"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// An attack is one way to hurt a server. It is run many times, must end by itself within attackWithin, and says how the server answered.
type attack struct {
	name string
	run  func(ctx context.Context, t *trial) end
	ends []string // that are expected
}

// attackWithin is how long an attack may last, with the server's patience for what never ends.
const attackWithin = 20 * time.Second

// Ends of hostile calls: the server says what is wrong, or that it has had enough, or hangs up.
var (
	refusals = []string{"InvalidArgument", "ResourceExhausted", "OutOfRange"}
	hangups  = []string{"closed", "Unavailable", "Internal", "ResourceExhausted"} // a client of gRPC takes a broken connection for any of these
	cut      = []string{"closed", "timeout", "ResourceExhausted", "DeadlineExceeded", "Unavailable"}
	rejected = []string{"closed", "HTTP 400", "HTTP 401", "HTTP 403", "HTTP 404", "HTTP 405", "HTTP 408", "HTTP 411", "HTTP 413", "HTTP 414", "HTTP 415",
		"HTTP 417", "HTTP 421", "HTTP 429", "HTTP 431", "HTTP 501", "HTTP 503", "HTTP 505"}
)

// hostileJobs are clients who take one attack after another.
func (t *trial) hostileJobs() []job {
	var chosen []attack
	for _, a := range append(append(listAttacks(), frameAttacks()...), rawAttacks()...) {
		if strings.Contains(a.name, t.only) {
			chosen = append(chosen, a)
		}
	}
	if len(chosen) == 0 {
		return nil
	}
	var next atomic.Int64
	return []job{{"hostile", 3, func(ctx context.Context) {
		for ctx.Err() == nil {
			a := chosen[int(next.Add(1)-1)%len(chosen)]
			began := time.Now()
			within, cancel := context.WithTimeout(ctx, attackWithin)
			e := a.run(within, t)
			cancel()
			if ctx.Err() == nil {
				t.record("hostile: "+a.name, began, e, a.ends...)
			}
			think(ctx, 100*time.Millisecond)
		}
	}}}
}

// hostile runs f with a connection of the hostile caller's.
func (t *trial) hostile(ctx context.Context, f func(ctx context.Context, api geotagv1.GeotagServiceClient) error, more ...grpc.DialOption) end {
	conn, err := t.dial(fromHostile, more...)
	if err != nil {
		return end{code: "dial", detail: err.Error()}
	}
	defer conn.Close()
	return endOf(f(t.as(ctx, "hostile"), geotagv1.NewGeotagServiceClient(conn)))
}

// calling is an attack of one call.
func calling(name string, ends []string, f func(ctx context.Context, api geotagv1.GeotagServiceClient) error, more ...grpc.DialOption) attack {
	return attack{name, func(ctx context.Context, t *trial) end { return t.hostile(ctx, f, more...) }, ends}
}

// texting is an attack by a TagRequest.
func texting(name string, ends []string, req func() *geotagv1.TagRequest) attack {
	return calling(name, ends, func(ctx context.Context, api geotagv1.GeotagServiceClient) error {
		_, err := api.Tag(ctx, req())
		return err
	})
}

// finding is an attack by a FindPlacesRequest.
func finding(name string, ends []string, req func() *geotagv1.FindPlacesRequest) attack {
	return calling(name, ends, func(ctx context.Context, api geotagv1.GeotagServiceClient) error {
		_, err := api.FindPlaces(ctx, req())
		return err
	})
}

// listAttacks are small messages that ask for much, and large ones that ask for nothing.
func listAttacks() []attack {
	const many = 1 << 20
	answered := append([]string{good}, refusals...)
	boundary := geotagv1.GeometryDetail_GEOMETRY_DETAIL_BOUNDARY
	return []attack{
		texting("a million wrong roles", refusals, func() *geotagv1.TagRequest {
			return &geotagv1.TagRequest{Text: "x", Roles: make([]geotagv1.Role, many)}
		}),
		texting("a million empty country codes", refusals, func() *geotagv1.TagRequest {
			return &geotagv1.TagRequest{Text: "x", CountryCodes: make([]string, many)}
		}),
		texting("10,000 countries to keep", answered, func() *geotagv1.TagRequest {
			return &geotagv1.TagRequest{Text: strings.Repeat("Springfield, San Jose, Victoria and Georgetown. ", 100), CountryCodes: strings.Fields(strings.Repeat("QQ ", 10_000))}
		}),
		texting("100,000 empty spans", refusals, func() *geotagv1.TagRequest {
			spans := make([]*geotagv1.Span, 100_000)
			for i := range spans {
				spans[i] = &geotagv1.Span{}
			}
			return &geotagv1.TagRequest{Text: "x", Spans: spans}
		}),
		texting("stated areas with boundaries", answered, func() *geotagv1.TagRequest {
			return &geotagv1.TagRequest{Text: strings.Repeat("About 9,000 km² of Russia, 4,000 km² of Canada. ", 200), Geometry: boundary}
		}),
		texting("names that many places bear", answered, func() *geotagv1.TagRequest {
			return &geotagv1.TagRequest{Text: strings.Repeat("San Jose, Santa Maria, San Antonio, Victoria, Richmond. ", 2000), MaxAlternatives: 20, IncludeEvidence: true}
		}),
		texting("a text without a sentence", answered, func() *geotagv1.TagRequest { return &geotagv1.TagRequest{Text: strings.Repeat("9 km²,", 20_000)} }),
		texting("a text over the limit", refusals, func() *geotagv1.TagRequest { return &geotagv1.TagRequest{Text: strings.Repeat("a", 1<<20+1)} }),
		texting("a message over the limit", refusals, func() *geotagv1.TagRequest { return &geotagv1.TagRequest{Text: strings.Repeat("a", 9<<20)} }),
		calling("a gzip bomb", append(hangups, append(refusals, "Unimplemented")...), func(ctx context.Context, api geotagv1.GeotagServiceClient) error {
			_, err := api.Tag(ctx, &geotagv1.TagRequest{Text: strings.Repeat("a", 64<<20)}, grpc.UseCompressor("gzip"))
			return err
		}),
		finding("a beginning of one letter, filtered", answered, func() *geotagv1.FindPlacesRequest {
			return &geotagv1.FindPlacesRequest{Query: "a", Mode: geotagv1.FindMode_FIND_MODE_PREFIX, CountryCodes: []string{"VA"}}
		}),
		finding("a million kinds of place", refusals, func() *geotagv1.FindPlacesRequest {
			return &geotagv1.FindPlacesRequest{Query: "a", PlaceTypes: make([]geotagv1.PlaceType, many)}
		}),
		finding("a list of codes", answered, func() *geotagv1.FindPlacesRequest {
			return &geotagv1.FindPlacesRequest{Query: strings.Repeat("CA, ", 63)}
		}),
		garbled(), unread(), trickled(), flooded(),
	}
}

// garbled is bytes that are no message.
func garbled() attack {
	return attack{"bytes that are no message", func(ctx context.Context, t *trial) end {
		conn, err := t.dial(fromHostile)
		if err != nil {
			return end{code: "dial", detail: err.Error()}
		}
		defer conn.Close()
		var out []byte
		return endOf(conn.Invoke(t.as(ctx, "hostile"), geotagv1.GeotagService_Tag_FullMethodName, []byte("\x0a\xff\xff\xff\xff\x0fgeotag"), &out, raw))
	}, []string{"Internal", "InvalidArgument"}}
}

// unread is streams whose answers nobody reads.
func unread() attack {
	return attack{"answers that nobody reads", func(ctx context.Context, t *trial) end {
		within, cancel := context.WithTimeout(ctx, 5*time.Second)
		defer cancel()
		return t.hostile(within, func(ctx context.Context, api geotagv1.GeotagServiceClient) error {
			var streams []geotagv1.GeotagService_TagStreamClient
			for range 10 {
				s, err := api.TagStream(ctx)
				if err != nil {
					return err
				}
				streams = append(streams, s)
			}
			for i := range 100 {
				req := &geotagv1.TagStreamRequest{Request: &geotagv1.TagRequest{Text: strings.Repeat("9 km²,", 1000)}}
				if err := streams[i%len(streams)].Send(req); err != nil {
					return streams[i%len(streams)].RecvMsg(new(geotagv1.TagStreamResponse))
				}
			}
			<-ctx.Done()
			return nil
		}, grpc.WithInitialWindowSize(65535), grpc.WithInitialConnWindowSize(65535))
	}, append([]string{good}, cut...)}
}

// trickled is many streams that send a short text now and then.
func trickled() attack {
	return attack{"100 trickled streams", func(ctx context.Context, t *trial) end {
		return t.hostile(ctx, func(ctx context.Context, api geotagv1.GeotagServiceClient) error {
			ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
			defer cancel()
			for range 100 {
				s, err := api.TagStream(ctx)
				if err != nil {
					return err
				}
				go func() {
					for s.Send(&geotagv1.TagStreamRequest{Request: &geotagv1.TagRequest{Text: "Floods in Kano"}}) == nil {
						s.Recv()
						pause(ctx, 500*time.Millisecond)
					}
				}()
			}
			<-ctx.Done()
			return nil
		})
	}, append([]string{good}, cut...)}
}

// flooded is a call with more metadata than any server needs.
func flooded() attack {
	return attack{"a megabyte of metadata", func(ctx context.Context, t *trial) end {
		conn, err := t.dial(fromHostile)
		if err != nil {
			return end{code: "dial", detail: err.Error()}
		}
		defer conn.Close()
		return endOf(conn.Invoke(withMuch(t.as(ctx, "hostile")), geotagv1.GeotagService_Tag_FullMethodName, t.catalog.texts[0].in, new([]byte), raw))
	}, append(hangups, "Unknown")}
}
