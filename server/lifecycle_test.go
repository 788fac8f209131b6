package server_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	reflectionpb "google.golang.org/grpc/reflection/grpc_reflection_v1"
	"google.golang.org/grpc/status"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/server"
	"example.com/geotag/server/access"
)

const serviceName = "geotag.v1.GeotagService"

func TestLoading(t *testing.T) {
	s := server.New(nil, server.Options{})
	conn, _ := serve(t, s)
	api, health := geotagv1.NewGeotagServiceClient(conn), healthpb.NewHealthClient(conn)
	check := func(want healthpb.HealthCheckResponse_ServingStatus) {
		t.Helper()
		for _, name := range []string{"", serviceName} {
			resp, err := health.Check(t.Context(), &healthpb.HealthCheckRequest{Service: name})
			if err != nil || resp.GetStatus() != want {
				t.Errorf("health of %q: %v, %v; want %v", name, resp.GetStatus(), err, want)
			}
		}
	}
	check(healthpb.HealthCheckResponse_NOT_SERVING)
	_, err := api.Tag(t.Context(), &geotagv1.TagRequest{Text: "Kano"})
	if code, reason, _ := problem(t, err); code != codes.Unavailable || reason != "LOADING" {
		t.Errorf("Tag while loading: %v", err)
	}
	stream, err := api.TagStream(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, err = stream.Recv()
	if code, reason, _ := problem(t, err); code != codes.Unavailable || reason != "LOADING" {
		t.Errorf("TagStream while loading: %v", err)
	}
	s.Use(newTagger(t))
	check(healthpb.HealthCheckResponse_SERVING)
	alive(t, api)
}

func TestStopEndsStreams(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		conn, stop := serve(t, newServer(t))
		watch, err := healthpb.NewHealthClient(conn).Watch(t.Context(), &healthpb.HealthCheckRequest{Service: serviceName})
		if err != nil {
			t.Fatal(err)
		}
		status := func() healthpb.HealthCheckResponse_ServingStatus {
			resp, err := watch.Recv()
			if err != nil {
				t.Fatal(err)
			}
			return resp.GetStatus()
		}
		if got := status(); got != healthpb.HealthCheckResponse_SERVING {
			t.Errorf("health is %v", got)
		}
		stream := openStream(t, conn)
		stopped, began := make(chan error), time.Now()
		go func() { stopped <- stop() }()
		if got := status(); got != healthpb.HealthCheckResponse_NOT_SERVING {
			t.Errorf("health while draining is %v", got)
		}
		// Who watches is told, and does not hold up the rest.
		_, err = watch.Recv()
		if code, reason, _ := problem(t, err); code != codes.Unavailable || reason != "STOPPING" {
			t.Errorf("who watches health while draining: %v", err)
		}
		// The text that was under way was answered; for the next the client calls another server.
		_, err = stream.Recv()
		if code, reason, _ := problem(t, err); code != codes.Unavailable || reason != "STOPPING" {
			t.Errorf("the stream while draining: %v", err)
		}
		if err := <-stopped; err != nil {
			t.Error(err)
		}
		if took := time.Since(began); took != 0 {
			t.Errorf("stopping took %v, and nothing was under way", took)
		}
	})
}

// A server that is retired says so, and answers on.
func TestRetire(t *testing.T) {
	s := newServer(t)
	conn, stop := serve(t, s)
	watch, err := healthpb.NewHealthClient(conn).Watch(t.Context(), &healthpb.HealthCheckRequest{Service: serviceName})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []healthpb.HealthCheckResponse_ServingStatus{healthpb.HealthCheckResponse_SERVING, healthpb.HealthCheckResponse_NOT_SERVING} {
		if i == 1 {
			s.Retire()
		}
		if resp, err := watch.Recv(); err != nil || resp.GetStatus() != want {
			t.Errorf("health is %v, %v; want %v", resp.GetStatus(), err, want)
		}
	}
	s.Use(newTagger(t)) // as a reload does: it is for good
	if s.Healthy() {
		t.Error("a retired server is healthy again")
	}
	alive(t, geotagv1.NewGeotagServiceClient(conn))
	if err := stop(); err != nil {
		t.Error(err)
	}
	if _, err := watch.Recv(); status.Code(err) != codes.Unavailable {
		t.Errorf("who watches a server that stops later: %v", err)
	}
}

// Who watches health takes no place among streams of texts, needs no token and no rate, and is never sent away for want of texts.
func TestWatchingIsNoCall(t *testing.T) {
	guard := access.New(access.Options{PeerTexts: access.Rate{PerSecond: 1, Burst: 1}})
	synctest.Test(t, func(t *testing.T) {
		s := server.New(newTagger(t), server.Options{MaxMemoryBytes: 64 << 20, Access: guard}) // 4 streams, of a peer 1
		conn := serveAs(t, s, "192.0.2.1")
		var watches []healthpb.Health_WatchClient
		for range 20 {
			w, err := healthpb.NewHealthClient(conn).Watch(t.Context(), &healthpb.HealthCheckRequest{Service: serviceName})
			if err != nil {
				t.Fatal(err)
			}
			watches = append(watches, w)
		}
		time.Sleep(24 * time.Hour)
		openStream(t, conn)
		if l := s.Load(); l.Streams.Working != 1 || l.Reading.Admitted != 0 {
			t.Errorf("the load is %+v", l)
		}
		s.Retire()
		for _, w := range watches {
			for _, want := range []healthpb.HealthCheckResponse_ServingStatus{healthpb.HealthCheckResponse_SERVING, healthpb.HealthCheckResponse_NOT_SERVING} {
				if resp, err := w.Recv(); err != nil || resp.GetStatus() != want {
					t.Fatalf("health is %v, %v; want %v", resp.GetStatus(), err, want)
				}
			}
		}
	})
}

// A client that sends and never reads fills its stream's window; the server must go on, and stop in time.
func TestClientThatNeverReads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		conn, stop := serve(t, newServer(t))
		stream := openStream(t, conn)
		sent := make(chan int)
		go func() {
			n := 0
			text := strings.Repeat("Kano and Ibadan. ", 500)
			for stream.Send(&geotagv1.TagStreamRequest{Request: &geotagv1.TagRequest{Text: text}}) == nil {
				n++
			}
			sent <- n
		}()
		synctest.Wait() // nothing moves any more on that stream
		alive(t, geotagv1.NewGeotagServiceClient(conn))
		began := time.Now()
		if err := stop(); err != nil {
			t.Error(err)
		}
		if took := time.Since(began); took != 10*time.Second {
			t.Errorf("stopping took %v; want the drain timeout of 10s", took)
		}
		if n := <-sent; n == 0 || n > 1000 {
			t.Errorf("the server took %d texts", n)
		}
	})
}

// openStream opens a stream that has answered one text.
func openStream(t *testing.T, conn grpc.ClientConnInterface) geotagv1.GeotagService_TagStreamClient {
	t.Helper()
	stream, err := geotagv1.NewGeotagServiceClient(conn).TagStream(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := stream.Send(&geotagv1.TagStreamRequest{Request: &geotagv1.TagRequest{Text: "Floods in Kano."}}); err != nil {
		t.Fatal(err)
	}
	if _, err := stream.Recv(); err != nil {
		t.Fatal(err)
	}
	return stream
}

func TestStopBeforeServe(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	lis := listen()
	if err := newServer(t).Serve(ctx, lis); err != nil {
		t.Error(err)
	}
}

// Both versions of reflection are the same messages under two names; older tools only know the second.
func TestReflection(t *testing.T) {
	conn, _ := serve(t, newServer(t))
	for _, version := range []string{"v1", "v1alpha"} {
		desc := &grpc.StreamDesc{ClientStreams: true, ServerStreams: true}
		stream, err := conn.NewStream(t.Context(), desc, "/grpc.reflection."+version+".ServerReflection/ServerReflectionInfo")
		if err != nil {
			t.Fatal(err)
		}
		ask := func(req *reflectionpb.ServerReflectionRequest) *reflectionpb.ServerReflectionResponse {
			if err := stream.SendMsg(req); err != nil {
				t.Fatal(err)
			}
			resp := new(reflectionpb.ServerReflectionResponse)
			if err := stream.RecvMsg(resp); err != nil {
				t.Fatal(err)
			}
			return resp
		}
		list := ask(&reflectionpb.ServerReflectionRequest{MessageRequest: &reflectionpb.ServerReflectionRequest_ListServices{}})
		var names []string
		for _, s := range list.GetListServicesResponse().GetService() {
			names = append(names, s.GetName())
		}
		if !slices.Contains(names, serviceName) || !slices.Contains(names, "grpc.health.v1.Health") {
			t.Errorf("%s lists %v", version, names)
		}
		file := ask(&reflectionpb.ServerReflectionRequest{
			MessageRequest: &reflectionpb.ServerReflectionRequest_FileContainingSymbol{FileContainingSymbol: serviceName},
		})
		if len(file.GetFileDescriptorResponse().GetFileDescriptorProto()) == 0 {
			t.Errorf("%s knows no file of %s: %v", version, serviceName, file)
		}
	}
}
