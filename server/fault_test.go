package server_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"google.golang.org/grpc/codes"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/gazetteer"
	"example.com/geotag/server"
)

// mappedTagger returns a tagger of a gazetteer file, and the file.
func mappedTagger(t *testing.T) (*geotag.Tagger, string) {
	t.Helper()
	var b bytes.Buffer
	if err := gazetteer.Compile(&b, entries(), gazetteer.Options{Title: "mapped"}); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "live.gaz")
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	ix, err := gazetteer.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	return geotag.New(ix), name
}

// A file that is truncated while it is mapped, as cp over it does, ends no process: calls are UNAVAILABLE until another is loaded.
func TestTruncatedGazetteer(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("SKIPPED: a file is read, not mapped")
	}
	tagger, name := mappedTagger(t)
	s := server.New(tagger, server.Options{})
	conn, _ := serve(t, s)
	api, health := geotagv1.NewGeotagServiceClient(conn), healthpb.NewHealthClient(conn)
	stream := openStream(t, conn)
	alive(t, api)
	if err := os.Truncate(name, 0); err != nil {
		t.Fatal(err)
	}
	calls := map[string]func() error{
		"Tag": func() error {
			_, err := api.Tag(t.Context(), &geotagv1.TagRequest{Text: "Floods in Kano."})
			return err
		},
		"FindPlaces": func() error {
			_, err := api.FindPlaces(t.Context(), &geotagv1.FindPlacesRequest{Query: "Kano"})
			return err
		},
		"GetPlace": func() error {
			_, err := api.GetPlace(t.Context(), &geotagv1.GetPlaceRequest{PlaceId: "NG"})
			return err
		},
		"LocatePoint": func() error {
			_, err := api.LocatePoint(t.Context(), &geotagv1.LocatePointRequest{Point: latLng(9, 8)})
			return err
		},
		"ConvertArea": func() error {
			_, err := api.ConvertArea(t.Context(), &geotagv1.ConvertAreaRequest{Text: "9 km²", Place: "NG"})
			return err
		},
	}
	var wg sync.WaitGroup
	for name, call := range calls {
		wg.Go(func() {
			for range 20 {
				err := call()
				if code, reason, _ := problem(t, err); code != codes.Unavailable || reason != "GAZETTEER_DAMAGED" {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	}
	wg.Wait()
	if err := stream.Send(&geotagv1.TagStreamRequest{Request: &geotagv1.TagRequest{Text: "Floods in Kano."}}); err != nil {
		t.Fatal(err)
	}
	if resp, err := stream.Recv(); err != nil || resp.GetError().GetReason() != "GAZETTEER_DAMAGED" {
		t.Errorf("a stream's next text: %v, %v", resp, err)
	}
	resp, err := health.Check(t.Context(), &healthpb.HealthCheckRequest{})
	if err != nil || resp.GetStatus() != healthpb.HealthCheckResponse_NOT_SERVING {
		t.Errorf("health is %v, %v", resp.GetStatus(), err)
	}
	s.Use(newTagger(t))
	alive(t, api)
	resp, err = health.Check(t.Context(), &healthpb.HealthCheckRequest{})
	if err != nil || resp.GetStatus() != healthpb.HealthCheckResponse_SERVING {
		t.Errorf("health after a reload is %v, %v", resp.GetStatus(), err)
	}
}

// Another file that is written over the one in use, without a moment in which a call finds it too short.
func TestOverwrittenGazetteer(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("SKIPPED: a file is read, not mapped")
	}
	tagger, name := mappedTagger(t)
	conn, _ := serve(t, server.New(tagger, server.Options{}))
	api := geotagv1.NewGeotagServiceClient(conn)
	alive(t, api)
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt(bytes.Repeat([]byte("other"), int(size)/5), 0); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = api.Tag(t.Context(), &geotagv1.TagRequest{Text: "Floods in Kano."})
	if code, reason, _ := problem(t, err); code != codes.Unavailable || reason != "GAZETTEER_DAMAGED" {
		t.Error(err)
	}
}

// A call is observed once, with who made it.
func TestObserveCaller(t *testing.T) {
	var calls atomic.Int64
	var last atomic.Pointer[server.Call]
	s := server.New(newTagger(t), server.Options{Observe: func(_ context.Context, c server.Call) { calls.Add(1); last.Store(&c) }})
	conn := serveAs(t, s, "192.0.2.7")
	alive(t, geotagv1.NewGeotagServiceClient(conn))
	c := last.Load()
	if calls.Load() != 1 || c.Method != tagMethod || c.Code != codes.OK || c.RequestBytes != len("Floods in Kano.")+2 || c.AnswerBytes < 50 || c.Took <= 0 ||
		c.Caller.Peer.String() != "192.0.2.7" {
		t.Errorf("observed %d times, %+v", calls.Load(), c)
	}
}
