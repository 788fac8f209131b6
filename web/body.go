package web

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/url"
	"runtime"
	"unicode/utf8"

	gwruntime "github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"github.com/grpc-ecosystem/grpc-gateway/v2/utilities"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
)

// bodied reads what a POST to /v1/tag says in its parameters, and a body that is plain text, and hands both on as the body of a TagRequest. What
// the body says goes before the parameters.
func bodied(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		base, err := baseOf(r)
		if err == nil && r.Method == http.MethodPost && (isText(r) || proto.Size(base) > 0) {
			err = rewriteBody(r, base)
		}
		if err != nil {
			answerError(r.Context(), nil, nil, w, r, err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func isText(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && kind == "text/plain"
}

// isRequest reports whether a body is a request as JSON, whatever it is called: a browser's fetch calls a string text/plain if it is not told.
func isRequest(body []byte) bool {
	var request struct{ Text *string }
	return json.Unmarshal(body, &request) == nil && request.Text != nil
}

// baseOf returns what the parameters of a request say of how texts are to be tagged.
func baseOf(r *http.Request) (*geotagv1.TagRequest, error) {
	base := new(geotagv1.TagRequest)
	if r.URL.RawQuery == "" {
		return base, nil
	}
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

// rewriteBody makes the body of a request that of a TagRequest with all that is said.
func rewriteBody(r *http.Request, base *geotagv1.TagRequest) error {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	said := new(geotagv1.TagRequest)
	if isText(r) && !isRequest(body) {
		if !utf8.Valid(body) {
			return status.Error(codes.InvalidArgument, "the text is not UTF-8")
		}
		said.Text = string(body)
	} else if err := readRequest(body, said, lenient(r)); err != nil {
		return status.Error(codes.InvalidArgument, err.Error())
	}
	whole, err := protojson.Marshal((&client.LineOptions{Base: base}).Request(said))
	if err != nil {
		return status.Error(codes.InvalidArgument, err.Error())
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(whole)), int64(len(whole))
	r.Header.Set("Content-Type", typeJSON)
	return nil
}
