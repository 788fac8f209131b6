package server_test

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/server"
	"example.com/geotag/server/access"
)

// fromPeer is the context of a call that a face handles for a peer.
func fromPeer(t *testing.T, more ...string) context.Context {
	return metadata.NewIncomingContext(t.Context(), metadata.Pairs(append(more, access.PeerKey, "192.0.2.7")...))
}

// What a face handles in process is told of as what came over its connection, and AppendTag within it once.
func TestHandleIsACall(t *testing.T) {
	t.Parallel()
	var seen told
	var log bytes.Buffer
	s := server.New(newTagger(t), server.Options{Observe: seen.call, ObserveText: seen.text, LogCalls: true, Log: slog.New(slog.NewJSONHandler(&log, nil))})
	var doc []byte
	answer := func(req *geotagv1.TagRequest) func(context.Context) (int, error) {
		return func(ctx context.Context) (n int, err error) {
			doc, err = s.AppendTag(ctx, nil, req)
			return len(doc), err
		}
	}
	ctx := fromPeer(t, access.RequestIDKey, "abcdef01-2345")
	if err := s.Handle(ctx, tagMethod, 123, false, answer(&geotagv1.TagRequest{Text: "Floods in Kano."})); err != nil {
		t.Fatal(err)
	}
	size := len(doc)
	if err := s.Handle(ctx, tagMethod, 7, true, answer(&geotagv1.TagRequest{})); status.Code(err) != codes.InvalidArgument {
		t.Errorf("no text: %v", err)
	}
	if err := s.Handle(ctx, tagMethod, 7, false, func(context.Context) (int, error) { panic("a fault of ours") }); status.Code(err) != codes.Internal {
		t.Errorf("a panic: %v", err)
	}
	if len(seen.calls) != 3 || len(seen.texts) != 1 {
		t.Fatalf("%d calls, %d texts", len(seen.calls), len(seen.texts))
	}
	for i, code := range []codes.Code{codes.OK, codes.InvalidArgument, codes.Internal} {
		c := seen.calls[i]
		if c.Code != code || c.Face != server.FaceREST || c.Method != tagMethod || c.Caller.Peer.String() != "192.0.2.7" || c.RequestID != "abcdef01-2345" || c.Took <= 0 {
			t.Errorf("call %d is %+v", i, c)
		}
	}
	if c := seen.calls[0]; c.RequestBytes != 123 || c.AnswerBytes != size || size < 500 {
		t.Errorf("%d bytes were answered: %+v", size, c)
	}
	if lines := log.String(); strings.Count(lines, `"msg":"call"`) != 3 || !strings.Contains(lines, `"msg":"panic"`) || strings.Contains(lines, "a fault of ours") {
		t.Errorf("the log is\n%s", lines)
	}
	if load := s.Load(); load.Working() != 0 {
		t.Errorf("%d calls are at work", load.Working())
	}
}

// Who may not call, or too often, is kept out before anything is answered; a text of a stream waits until its rate lets it.
func TestHandleAdmits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rate := access.Rate{PerSecond: 1000, Burst: 1000}
		s := server.New(newTagger(t), server.Options{Access: access.New(access.Options{Anonymous: access.Tag, PeerBytes: rate})})
		answer := func(context.Context) (int, error) { return 0, nil }
		for i, test := range []struct {
			method string
			want   codes.Code
		}{
			{geotagv1.GeotagService_FindPlaces_FullMethodName, codes.Unauthenticated}, {tagMethod, codes.OK}, {tagMethod, codes.ResourceExhausted},
		} {
			if err := s.Handle(fromPeer(t), test.method, 1000, false, answer); status.Code(err) != test.want {
				t.Errorf("call %d: %v", i, err)
			}
		}
		time.Sleep(10 * time.Millisecond) // of the test's clock: ten bytes are there again
		began := time.Now()
		if err := s.Handle(fromPeer(t), tagMethod, 1000, true, answer); err != nil || time.Since(began) < 980*time.Millisecond {
			t.Errorf("a text of a stream at more than the rate: %v after %v", err, time.Since(began))
		}
	})
}

// Texts of streams wait where single calls are refused.
func TestHandleWaitsItsTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newServer(t)
		done := make(chan struct{})
		handle := func(patient bool, errs chan<- error) {
			errs <- s.Handle(fromPeer(t), tagMethod, 10_000, patient, func(context.Context) (int, error) { <-done; return 0, nil })
		}
		n := 100 * runtime.GOMAXPROCS(0)
		single, patient := make(chan error, n), make(chan error, n)
		for range n {
			go handle(false, single)
			go handle(true, patient)
		}
		synctest.Wait()
		close(done)
		refused := 0
		for range n {
			if err := <-single; status.Code(err) == codes.ResourceExhausted {
				refused++
			} else if err != nil {
				t.Error(err)
			}
			if err := <-patient; err != nil {
				t.Errorf("a text of a stream: %v", err)
			}
		}
		if refused == 0 || refused == n {
			t.Errorf("%d of %d single calls were refused", refused, n)
		}
	})
}

// AppendTag refuses what a connection would, with a status, and leaves the buffer as it was.
func TestAppendTagRefuses(t *testing.T) {
	t.Parallel()
	s := server.New(newTagger(t), server.Options{MaxTextBytes: 1000, MaxAnswerBytes: 600})
	for name, test := range map[string]struct {
		req    *geotagv1.TagRequest
		code   codes.Code
		reason string
	}{
		"no text":      {&geotagv1.TagRequest{}, codes.InvalidArgument, "INVALID_FIELD"},
		"long":         {&geotagv1.TagRequest{Text: strings.Repeat("a", 1001)}, codes.InvalidArgument, "INVALID_FIELD"},
		"no UTF-8":     {&geotagv1.TagRequest{Text: "Kano \xff"}, codes.InvalidArgument, "INVALID_FIELD"},
		"id":           {&geotagv1.TagRequest{Text: "Kano", Id: "\xc3"}, codes.InvalidArgument, "INVALID_FIELD"},
		"binary":       {&geotagv1.TagRequest{Text: "Kano", GeometryFormat: geotagv1.GeometryFormat_GEOMETRY_FORMAT_WKB}, codes.InvalidArgument, "INVALID_FIELD"},
		"large answer": {&geotagv1.TagRequest{Text: "Kano, Ibadan, Suva"}, codes.ResourceExhausted, "ANSWER_TOO_LARGE"},
	} {
		b, err := s.AppendTag(t.Context(), []byte("before"), test.req)
		if code, reason, _ := problem(t, err); code != test.code || reason != test.reason || string(b) != "before" {
			t.Errorf("%s: %v and %q", name, err, b)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.AppendTag(ctx, nil, &geotagv1.TagRequest{Text: "Kano"}); status.Code(err) != codes.Canceled {
		t.Errorf("given up: %v", err)
	}
	if _, err := server.New(nil, server.Options{}).AppendTag(t.Context(), nil, &geotagv1.TagRequest{Text: "Kano"}); status.Code(err) != codes.Unavailable {
		t.Errorf("without a gazetteer: %v", err)
	}
}

// A file that is truncated while it is mapped ends no process in which AppendTag is called.
func TestAppendTagOfTruncatedGazetteer(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("SKIPPED: a file is read, not mapped")
	}
	tagger, name := mappedTagger(t)
	s := server.New(tagger, server.Options{})
	req := &geotagv1.TagRequest{Text: "Floods in Kano."}
	if _, err := s.AppendTag(t.Context(), nil, req); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(name, 0); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		_, err := s.AppendTag(t.Context(), nil, req)
		if code, reason, _ := problem(t, err); code != codes.Unavailable || reason != "GAZETTEER_DAMAGED" {
			t.Error(err)
		}
	}
}
