package server

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/geotag"
)

func TestPanicBecomesAnError(t *testing.T) {
	var log bytes.Buffer
	s := New(nil, Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	info := &grpc.UnaryServerInfo{FullMethod: "/geotag.v1.GeotagService/Tag"}
	resp, err := s.unary(face{"grpc", s.opts.Access.Admit})(t.Context(), nil, info, func(context.Context, any) (any, error) { panic("no such vertex as the text has") })
	if status.Code(err) != codes.Internal || resp != nil {
		t.Errorf("got %v, %v", resp, err)
	}
	if strings.Contains(err.Error(), "vertex") {
		t.Errorf("the client learns of our insides: %v", err)
	}
	if strings.Contains(log.String(), "vertex") {
		t.Errorf("the log learns of the text: %s", &log)
	}
	for _, want := range []string{"value=string", "GeotagService/Tag", "TestPanicBecomesAnError"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log lacks %q: %s", want, &log)
		}
	}
}

func TestStatusError(t *testing.T) {
	for _, test := range []struct {
		err  error
		want codes.Code
	}{
		{nil, codes.OK},
		{errors.New("disk on fire"), codes.Internal},
		{context.Canceled, codes.Canceled},
		{context.DeadlineExceeded, codes.DeadlineExceeded},
		{geotag.ErrNotFound, codes.NotFound},
		{errLoading, codes.Unavailable},
		{&malformedError{errors.New("x")}, codes.InvalidArgument},
		{&geotag.InputError{}, codes.InvalidArgument},
		{status.Error(codes.Aborted, "x"), codes.Aborted},
	} {
		if got := status.Code(statusError(test.err)); got != test.want {
			t.Errorf("%v: code %v; want %v", test.err, got, test.want)
		}
	}
}
