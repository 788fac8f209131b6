package server_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"math"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/server"
	"example.com/geotag/server/access"
)

const tagMethod = geotagv1.GeotagService_Tag_FullMethodName

// halfSent opens so many calls whose message does not come.
func halfSent(t *testing.T, conn *grpc.ClientConn, n int) (streams []grpc.ClientStream) {
	t.Helper()
	for range n {
		s, err := conn.NewStream(t.Context(), &grpc.StreamDesc{ClientStreams: true}, tagMethod)
		if err != nil {
			t.Fatal(err)
		}
		streams = append(streams, s)
	}
	return streams
}

// A peer's calls that send nothing take its places among those that arrive, until their time is over. The call after them is refused as the
// standard says, and the next is answered.
func TestMessagesThatDoNotCome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := server.New(newTagger(t), server.Options{MaxMemoryBytes: 128 << 20}) // 4 places, of a peer 1
		conn := serveAs(t, s, "192.0.2.1")
		slow := halfSent(t, conn, 3)
		synctest.Wait()
		if l := s.Load().Reading; l.Working != 1 || l.Waiting != 2 {
			t.Errorf("the load is %+v", l)
		}
		var trailer metadata.MD
		began := time.Now()
		_, err := geotagv1.NewGeotagServiceClient(conn).Tag(t.Context(), &geotagv1.TagRequest{Text: "Kano"}, grpc.Trailer(&trailer))
		if code, reason, _ := problem(t, err); code != codes.ResourceExhausted || reason != "BUSY" {
			t.Errorf("a call beyond the limit: %v", err)
		}
		if took := time.Since(began); took > time.Second {
			t.Errorf("it was refused after %v", took)
		}
		var retry *errdetails.RetryInfo
		for _, d := range status.Convert(err).Details() {
			if r, ok := d.(*errdetails.RetryInfo); ok {
				retry = r
			}
		}
		if retry.GetRetryDelay().AsDuration() != time.Second || strings.Join(trailer["grpc-retry-pushback-ms"], " ") != "1000" {
			t.Errorf("it may be tried again after %v, says the status, and the trailer %v", retry, trailer)
		}
		if other := geotagv1.NewGeotagServiceClient(serveAs(t, s, "192.0.2.2")); other != nil {
			alive(t, other)
		}
		for i, one := range slow {
			err := one.RecvMsg(new(geotagv1.TagResponse))
			if code, reason, _ := problem(t, err); code != codes.DeadlineExceeded || reason != "MESSAGE_TOO_SLOW" {
				t.Errorf("call %d that sends nothing: %v", i, err)
			}
		}
		if took := time.Since(began); took < 89*time.Second || took > 91*time.Second {
			t.Errorf("they had %v; want 30 s each, one after the other", took)
		}
		alive(t, geotagv1.NewGeotagServiceClient(conn))
	})
}

func TestStreamThatIdles(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		conn, _ := serve(t, newServer(t))
		stream := openStream(t, conn)
		_, err := stream.Recv()
		if code, reason, _ := problem(t, err); code != codes.Unavailable || reason != "IDLE" {
			t.Errorf("a stream that idles: %v", err)
		}
	})
}

// 1,000 hostile calls beside 10,000 good ones, on one connection: none of the good ones fails.
func TestNoFailureCrosses(t *testing.T) {
	t.Parallel()
	conn := serveAs(t, newServer(t), "192.0.2.1", grpc.WithMaxHeaderListSize(8192)) // the default of grpc-java
	bad := hostileCalls(t)
	var failed atomic.Int64
	var wg sync.WaitGroup
	run := func(n int, call func(i int) error) {
		const hands = 4
		for hand := range hands {
			wg.Go(func() {
				for i := hand; i < n; i += hands {
					if err := call(i); err != nil && failed.Add(1) < 5 {
						t.Error(err)
					}
				}
			})
		}
	}
	run(1000, func(i int) error { return bad[i%len(bad)](conn) })
	api := geotagv1.NewGeotagServiceClient(conn)
	run(10_000, func(int) error {
		_, err := api.GetPlace(t.Context(), &geotagv1.GetPlaceRequest{PlaceId: "2335204"})
		return err
	})
	wg.Wait()
}

// hostileCalls return an error unless they are refused as they should be.
func hostileCalls(t *testing.T) (calls []func(*grpc.ClientConn) error) {
	var roles []geotagv1.Role
	var countries []string
	var spans []*geotagv1.Span
	for range 10_000 {
		roles, countries, spans = append(roles, 99), append(countries, "Ångström\x00%"), append(spans, new(geotagv1.Span))
	}
	long := strings.Repeat("\u202e漢%\n", 5000)
	ctx := calledBy(t.Context(), "192.0.2.66")
	for _, req := range []*geotagv1.TagRequest{
		{Text: "Kano", Roles: roles}, {Text: "Kano", Roles: roles[:60]},
		{Text: "Kano", CountryCodes: countries}, {Text: "Kano", CountryCodes: countries[:200]},
		{Text: "Kano", Spans: spans}, {Text: "Kano", Bbox: []float64{1}},
		{Text: "Kano", Language: long, DisplayLanguage: long, Home: long, Id: long, SimplifyToleranceM: math.Inf(1), MaxAlternatives: 99},
		{},
	} {
		msg, err := proto.Marshal(req)
		if err != nil {
			t.Fatal(err)
		}
		calls = append(calls, refusedCall(ctx, msg))
	}
	calls = append(calls, refusedCall(ctx, invalidUTF8()), refusedCall(ctx, []byte{0x0A, 200}))
	return append(calls, func(conn *grpc.ClientConn) error { // one that is given up
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		_, err := conn.NewStream(ctx, &grpc.StreamDesc{ClientStreams: true}, tagMethod)
		return err
	})
}

func refusedCall(ctx context.Context, msg []byte) func(*grpc.ClientConn) error {
	return func(conn *grpc.ClientConn) error {
		var reply []byte
		return refused(conn.Invoke(ctx, tagMethod, msg, &reply, grpc.ForceCodecV2(rawCodec{})))
	}
}

// refused returns an error unless err is an INVALID_ARGUMENT that fits into the headers of any client, or says that this peer has sent enough.
func refused(err error) error {
	s := status.Convert(err)
	if s.Code() == codes.ResourceExhausted {
		return nil
	}
	if s.Code() != codes.InvalidArgument {
		return fmt.Errorf("refused with %.300v", err)
	}
	details, _ := proto.Marshal(s.Proto())
	size := base64.StdEncoding.EncodedLen(len(details))
	for _, b := range []byte(s.Message()) { // as gRPC over HTTP/2 has it in a header
		if size++; b < ' ' || b > '~' || b == '%' {
			size += 2
		}
	}
	if size > 9<<9 {
		return fmt.Errorf("an error of %d bytes", size)
	}
	for _, d := range s.Details() {
		if bad, ok := d.(*errdetails.BadRequest); ok && len(bad.GetFieldViolations()) > 20 {
			return fmt.Errorf("%d violations", len(bad.GetFieldViolations()))
		}
	}
	if strings.ContainsAny(s.Message(), "\x00\n\u202e") {
		return fmt.Errorf("the message has control characters: %q", s.Message())
	}
	return nil
}

// calledBy returns a context of a call that a face makes for a peer, unless it is for another already.
func calledBy(ctx context.Context, peer string) context.Context {
	if md, _ := metadata.FromOutgoingContext(ctx); len(md[access.PeerKey]) > 0 {
		return ctx
	}
	return metadata.AppendToOutgoingContext(ctx, access.PeerKey, peer)
}

// serveAs serves s to a face within the process, which calls for a peer.
func serveAs(t testing.TB, s *server.Server, peer string, opts ...grpc.DialOption) *grpc.ClientConn {
	t.Helper()
	lis, g := listen(), s.Local()
	go g.Serve(lis)
	conn, err := grpc.NewClient("passthrough:face", append(opts,
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return lis.DialContext(ctx) }),
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithUnaryInterceptor(func(ctx context.Context, method string, req, reply any, conn *grpc.ClientConn, call grpc.UnaryInvoker, o ...grpc.CallOption) error {
			return call(calledBy(ctx, peer), method, req, reply, conn, o...)
		}),
		grpc.WithStreamInterceptor(func(ctx context.Context, desc *grpc.StreamDesc, conn *grpc.ClientConn, method string, call grpc.Streamer, o ...grpc.CallOption) (grpc.ClientStream, error) {
			return call(calledBy(ctx, peer), desc, conn, method, o...)
		}))...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(); g.Stop() })
	return conn
}
