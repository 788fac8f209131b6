package web

import (
	"encoding/json"
	"mime"
	"net/http"
	"net/url"
	"runtime"
	"unicode/utf8"

	gwruntime "github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"github.com/grpc-ecosystem/grpc-gateway/v2/utilities"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
)

func isText(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && kind == "text/plain"
}

// isRequest reports whether a body is a request as JSON, whatever it is called: a browser's fetch calls a string text/plain if it is not told.
func isRequest(body []byte) bool {
	var request struct{ Text *string }
	return json.Unmarshal(body, &request) == nil && request.Text != nil
}

// baseOf returns what the parameters of a request say of how texts are to be tagged; nil: it has none.
func baseOf(r *http.Request) (*geotagv1.TagRequest, error) {
	if r.URL.RawQuery == "" {
		return nil, nil
	}
	base := new(geotagv1.TagRequest)
	q := query{message: base.ProtoReflect().Descriptor(), lenient: lenient(r), out: url.Values{}}
	for name, values := range r.URL.Query() {
		q.read(name, values)
	}
	if len(q.wrong) > 0 {
		return nil, q.err()
	}
	if err := gwruntime.PopulateQueryParameters(base, q.out, utilities.NewDoubleArray(nil)); err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	return base, nil
}

// largeBodies are those that are read as JSON at the same time: half of the processors stay with what others ask.
var largeBodies = make(chan struct{}, max(1, runtime.GOMAXPROCS(0)/2))

// readRequest is client.ReadRequest, of large bodies a few at a time.
func readRequest(body []byte, req proto.Message, lenient bool) error {
	if len(body) > small {
		largeBodies <- struct{}{}
		defer func() { <-largeBodies }()
	}
	return client.ReadRequest(body, req, lenient)
}

// requestOf returns what a body asks for, which is a TagRequest in JSON or plain text, with what the parameters say where it does not.
func requestOf(r *http.Request, body []byte, base *geotagv1.TagRequest) (*geotagv1.TagRequest, error) {
	said := new(geotagv1.TagRequest)
	switch {
	case isText(r) && !isRequest(body):
		if !utf8.Valid(body) {
			return nil, status.Error(codes.InvalidArgument, "the text is not UTF-8")
		}
		said.Text = string(body)
	case len(body) > 0 || proto.Size(base) > 0:
		if err := readRequest(body, said, lenient(r)); err != nil {
			return nil, status.Error(codes.InvalidArgument, err.Error())
		}
	}
	return (&client.LineOptions{Base: base}).Request(said), nil
}
