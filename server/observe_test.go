package server_test

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"

	"google.golang.org/grpc/codes"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/server"
)

// told are the calls and texts that a server told of.
type told struct {
	mu    sync.Mutex
	calls []server.Call
	texts []server.Text
}

func (o *told) call(_ context.Context, c server.Call) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.calls = append(o.calls, c)
}

func (o *told) text(_ context.Context, x server.Text) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.texts = append(o.texts, x)
}

// A server tells of each call once when it has ended, with the bytes of all its messages, and of each text of it.
func TestObserve(t *testing.T) {
	var seen told
	s := server.New(newTagger(t), server.Options{
		Observe: seen.call, ObserveText: seen.text, TimeText: func(context.Context) bool { return true },
	})
	conn, stop := serve(t, s)
	api := geotagv1.NewGeotagServiceClient(conn)
	if _, err := api.Tag(t.Context(), &geotagv1.TagRequest{Text: "Floods in Kano."}); err != nil {
		t.Fatal(err)
	}
	if _, err := api.GetPlace(t.Context(), &geotagv1.GetPlaceRequest{PlaceId: "nowhere"}); err == nil {
		t.Fatal("nowhere is a place")
	}
	stream, err := api.TagStream(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"Rain in Suva.", "", "Rain in Ibadan."} {
		if err := stream.Send(&geotagv1.TagStreamRequest{Request: &geotagv1.TagRequest{Text: text}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := stream.CloseSend(); err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := stream.Recv(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	if len(seen.calls) != 3 || len(seen.texts) != 3 {
		t.Fatalf("%d calls and %d texts", len(seen.calls), len(seen.texts))
	}
	slices.SortFunc(seen.calls, func(a, b server.Call) int { return strings.Compare(a.Method, b.Method) }) // the order in which they ended is not theirs
	for i, want := range []server.Call{
		{Method: "/geotag.v1.GeotagService/GetPlace", Code: codes.NotFound, Reason: "PLACE_NOT_FOUND", RequestBytes: 9},
		{Method: "/geotag.v1.GeotagService/Tag", Code: codes.OK, RequestBytes: 17},
		{Method: "/geotag.v1.GeotagService/TagStream", Code: codes.OK, RequestBytes: 2 + 15 + 2 + 2 + 17},
	} {
		got := seen.calls[i]
		if got.Method != want.Method || got.Code != want.Code || got.Reason != want.Reason || got.RequestBytes != want.RequestBytes || got.Took <= 0 {
			t.Errorf("got %+v; want %+v", got, want)
		}
		if (got.AnswerBytes > 0) != (want.Code == codes.OK) {
			t.Errorf("%s: %d bytes of answer", got.Method, got.AnswerBytes)
		}
	}
	for _, x := range seen.texts {
		if x.Document.Timings == nil || x.Encoded <= 0 || len(x.Document.References) != 1 || x.Bytes < 13 {
			t.Errorf("got %+v", x)
		}
	}
	if load := s.Load(); load.Working() != 0 || s.Healthy() {
		t.Errorf("a server that has stopped has %d calls at work, healthy: %v", load.Working(), s.Healthy())
	}
}
