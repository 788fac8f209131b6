package web

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
)

// buffers are for a body and then the answer to it, of small ones.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// tagHandler answers a POST to /v1/tag.
func (s *Service) tagHandler(rest *runtime.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		buf := buffers.Get().(*[]byte)
		doc, err := s.tagged(rest, r, (*buf)[:0])
		if err == nil {
			err = afford(r.Context(), len(doc))
		}
		if err != nil {
			answerError(r.Context(), nil, nil, w, r, err)
			return
		}
		w.Header().Set("Content-Type", negotiated(r, typeGeoJSON, typeJSON))
		sayTime(w, began)
		doc = append(doc, '\n')
		w.Write(doc)
		if *buf = doc; cap(doc) <= small {
			buffers.Put(buf)
		}
	})
}

// tagged returns the answer to a request, in the space of b if that suffices.
func (s *Service) tagged(rest *runtime.ServeMux, r *http.Request, b []byte) ([]byte, error) {
	base, err := baseOf(r)
	if err != nil {
		return nil, err
	}
	ctx, err := runtime.AnnotateIncomingContext(r.Context(), rest, r, geotagv1.GeotagService_Tag_FullMethodName)
	if err != nil {
		return nil, err
	}
	body, err := readBody(r.Body, b)
	if err != nil {
		return nil, err
	}
	req, err := requestOf(r, body, base)
	if err != nil {
		return nil, err
	}
	doc, err := s.Tag(ctx, body[:0], req, false)
	if err == nil && is(r, flatParameter) {
		return client.Flat(doc)
	}
	return doc, err
}

// readBody reads a body whole. What cannot be read is the caller's fault.
func readBody(body io.Reader, b []byte) ([]byte, error) {
	whole := bytes.NewBuffer(b)
	_, err := whole.ReadFrom(body)
	if _, large := errors.AsType[*http.MaxBytesError](err); err != nil && !large && statusOf(err).Code() == codes.Unknown {
		err = status.Error(codes.InvalidArgument, err.Error())
	}
	return whole.Bytes(), err
}
