package server_test

import (
	"log/slog"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/server"
	"example.com/geotag/server/access"
)

// Clients that try again by themselves are told when, or not to at all; and the status is all that comes of a call that failed, for they try again
// only then.
func TestPushback(t *testing.T) {
	t.Parallel()
	slow := access.New(access.Options{PeerTexts: access.Rate{PerSecond: .002, Burst: 1}})
	long := strings.Repeat("Floods in Kano. ", 1000)
	for name, test := range map[string]struct {
		o        server.Options
		text     string
		code     codes.Code
		pushback func(string) bool
	}{
		"a rate that is used up":   {server.Options{Access: slow}, "Kano", codes.ResourceExhausted, func(s string) bool { return len(s) == len("500000") }}, // 500 s
		"an answer that is longer": {server.Options{MaxAnswerBytes: 1 << 10}, long, codes.ResourceExhausted, func(s string) bool { return s == "-1" }},
		"a text that is empty":     {server.Options{}, "", codes.InvalidArgument, func(s string) bool { return s == "" }},
	} {
		t.Run(name, func(t *testing.T) {
			test.o.LogCalls, test.o.Log = true, slog.New(slog.DiscardHandler)
			api := geotagv1.NewGeotagServiceClient(serveAs(t, server.New(newTagger(t), test.o), "192.0.2.1"))
			if test.o.Access != nil {
				alive(t, api)
			}
			var header, trailer metadata.MD
			_, err := api.Tag(t.Context(), &geotagv1.TagRequest{Text: test.text}, grpc.Header(&header), grpc.Trailer(&trailer))
			if status.Code(err) != test.code || !test.pushback(strings.Join(trailer["grpc-retry-pushback-ms"], " ")) {
				t.Errorf("%v, with the trailer %v", err, trailer)
			}
			if len(header) > 0 || len(trailer[access.RequestIDKey]) != 1 {
				t.Errorf("the header is %v and the trailer %v; want all in the trailer", header, trailer)
			}
		})
	}
}
