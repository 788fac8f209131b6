package web

import (
	"bytes"
	"context"
	"net/http"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
)

// streamPath is where lines are answered.
const streamPath = "/v1/tag:stream"

// authorization is what a request shows, as the service is told it.
func authorization(r *http.Request) metadata.MD {
	if shown := r.Header.Get("Authorization"); shown != "" {
		return metadata.Pairs("authorization", shown)
	}
	return nil
}

// streamHandler answers lines with lines, as geotag tag -lines does; to who accepts application/geo+json-seq with Features, each after a
// record separator (RFC 8142). With ?records=features or collections the lines are what it says in either.
func (s *Service) streamHandler() http.Handler {
	tag := client.Patient(func(ctx context.Context, b []byte, req *geotagv1.TagRequest) ([]byte, error) {
		return s.Tag(ctx, b, req, true)
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		out := &lines{w: w, control: http.NewResponseController(w)}
		typ := negotiated(r, typeNDJSON, typeSeq)
		o, err := lineOptions(r, typ)
		if err != nil {
			answerError(r.Context(), nil, nil, w, r, err)
			return
		}
		w.Header().Set("Content-Type", typ)
		if typ == typeSeq {
			out.separator = []byte{0x1E}
		}
		if r.ProtoMajor == 1 {
			// What is left of a body when the answer ends, after an error, must not be read as the next request.
			w.Header().Set("Connection", "close")
		}
		out.control.EnableFullDuplex() // answers are written while lines are still read; HTTP/1 would stop reading
		ctx := metadata.NewIncomingContext(r.Context(), metadata.Join(forwarded(r.Context()), authorization(r)))
		if err := client.TagLines(ctx, tag, r.Body, out, o); err != nil && !out.begun {
			s := status.Convert(err)
			if s.Code() == codes.Unknown {
				s = status.New(codes.InvalidArgument, err.Error())
			}
			answerError(r.Context(), nil, nil, w, r, s.Err())
		} else if err != nil {
			panic(http.ErrAbortHandler) // who reads the lines that have come must not take them for all
		}
	})
}

// lineOptions returns what the parameters of a stream say.
func lineOptions(r *http.Request, typ string) (client.LineOptions, error) {
	base, err := baseOf(r)
	if err != nil {
		return client.LineOptions{}, err
	}
	o := client.LineOptions{Base: base, Lenient: lenient(r), Flat: is(r, flatParameter)}
	switch records := r.URL.Query().Get(recordsParameter); {
	case records == "features" || records == "" && typ == typeSeq:
		o.Records = client.Features
	case records != "collections" && records != "":
		return o, status.Errorf(codes.InvalidArgument, "records is %q: it must be features or collections", records)
	}
	return o, nil
}

// lines writes lines, each after a separator, and sends what is there at once.
type lines struct {
	w         http.ResponseWriter
	control   *http.ResponseController
	separator []byte
	begun     bool
	inside    bool // of a line
}

func (l *lines) Write(b []byte) (int, error) {
	l.begun = true
	for rest := b; len(rest) > 0; {
		line, more, whole := bytes.Cut(rest, []byte("\n"))
		if !l.inside {
			if _, err := l.w.Write(l.separator); err != nil {
				return 0, err
			}
		}
		if whole {
			line = rest[:len(line)+1]
		}
		if _, err := l.w.Write(line); err != nil {
			return 0, err
		}
		l.inside = !whole
		rest = more
	}
	return len(b), l.control.Flush()
}
