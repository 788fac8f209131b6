package telemetry

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/encoding"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/dynamicpb"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// canary is a word that stands everywhere in requests where a caller can put one, and must be told to nobody.
const canary = "Zyxquor"

// writeSpan writes all that an exporter is handed of a span.
func writeSpan(w io.Writer, s *tracetest.SpanStub) {
	fmt.Fprintf(w, "%s %v %v %v %v %v %v %s\n", s.Name, s.Attributes, s.Events, s.Links, s.Status, s.SpanContext.TraceState(), s.Resource,
		s.Parent.TraceState())
}

// requests are good ones of each method, for a field at a time to be spoiled.
var requests = map[protoreflect.Name]proto.Message{
	"Tag":          &geotagv1.TagRequest{Text: "Floods in " + canary + " near Kano, and 900 km² of Kano State."},
	"TagStream":    &geotagv1.TagStreamRequest{Request: &geotagv1.TagRequest{Text: "Floods in Kano."}},
	"FindPlaces":   &geotagv1.FindPlacesRequest{Query: "Kano"},
	"GetPlace":     &geotagv1.GetPlaceRequest{PlaceId: "NG"},
	"LocatePoint":  &geotagv1.LocatePointRequest{},
	"ConvertArea":  &geotagv1.ConvertAreaRequest{Text: "900 km²"},
	"GetGazetteer": &geotagv1.GetGazetteerRequest{},
}

// spoiled returns a message once for each of its texts, at any depth, with the canary in that one, and once with it in all.
func spoiled(m proto.Message) (all []proto.Message) {
	fields := 0
	spoil(m.ProtoReflect(), -1, &fields)
	for only := range fields {
		n := 0
		one := proto.Clone(m)
		spoil(one.ProtoReflect(), only, &n)
		all = append(all, one)
	}
	every := proto.Clone(m)
	for only := range fields {
		n := 0
		spoil(every.ProtoReflect(), only, &n)
	}
	return append(all, every)
}

// spoil counts the fields of m that are texts, and puts the canary in the one of a number.
func spoil(m protoreflect.Message, only int, n *int) {
	fields := m.Descriptor().Fields()
	for i := range fields.Len() {
		f := fields.Get(i)
		switch {
		case f.Kind() == protoreflect.MessageKind && !f.IsList() && !f.IsMap():
			if only < 0 {
				spoil(m.Get(f).Message(), only, n)
			} else {
				inner := m.Mutable(f).Message()
				spoil(inner, only, n)
			}
		case f.Kind() == protoreflect.StringKind:
			if *n == only {
				set := protoreflect.ValueOfString(canary)
				if f.IsList() {
					m.Mutable(f).List().Append(set)
				} else {
					m.Set(f, set)
				}
			}
			*n++
		}
	}
}

// words is metadata in which a caller says the canary by every key that anything reads.
func words(ctx context.Context, more ...string) context.Context {
	return metadata.AppendToOutgoingContext(ctx, append([]string{
		"x-request-id", canary, "authorization", "Bearer " + canary, "traceparent", "00-" + strings.Repeat("a1", 16) + "-" + strings.Repeat("b2", 8) + "-01",
		"tracestate", "a=" + canary, "baggage", "a=" + canary, "geotag-peer", canary, "x-" + strings.ToLower(canary), canary, "x-forwarded-for", canary,
		"grpc-trace-bin", canary,
	}, more...)...)
}

// rawCodec sends bytes as they are.
type rawCodec struct{ encoding.Codec }

func (rawCodec) Marshal(v any) ([]byte, error) { return []byte(v.(string)), nil }
func (rawCodec) Unmarshal([]byte, any) error   { return nil }
func (rawCodec) Name() string                  { return "proto" }

func callsOfGRPC(t *testing.T, s *stage) (n int) {
	t.Helper()
	said := false
	service := geotagv1.File_geotag_v1_geotag_proto.Services().Get(0)
	for i := range service.Methods().Len() {
		m := service.Methods().Get(i)
		name := fmt.Sprintf("/%s/%s", service.FullName(), m.Name())
		for _, req := range spoiled(requests[m.Name()]) {
			for _, more := range [][]string{nil, {"panic", "yes"}} {
				reply := dynamicpb.NewMessage(m.Output())
				var err error
				if m.IsStreamingClient() {
					err = exchange(words(t.Context(), more...), s.conn, name, req, reply)
				} else {
					err = s.conn.Invoke(words(t.Context(), more...), name, req, reply)
				}
				said = said || strings.Contains(fmt.Sprint(status.Convert(err).Message(), reply), canary)
				n++
			}
		}
		s.conn.Invoke(words(t.Context()), name, "\x0a\xff"+canary, new(string), grpc.ForceCodec(rawCodec{}))
		s.conn.Invoke(words(t.Context()), name, "\x0a\x08"+canary+"\xff", new(string), grpc.ForceCodec(rawCodec{}))
		n += 2
	}
	if !said {
		t.Error("no caller was told its own word: these requests try nothing")
	}
	err := s.conn.Invoke(words(t.Context()), "/geotag.v1."+canary+"/"+canary, new(geotagv1.TagRequest), new(geotagv1.TagResponse))
	if status.Code(err) != codes.Unimplemented {
		t.Errorf("an unknown method: %v", err)
	}
	s.conn.Invoke(words(t.Context()), "/geotag.v1.GeotagService/"+canary, new(geotagv1.TagRequest), new(geotagv1.TagResponse), grpc.CallAuthority(canary))
	return n + 2
}

func exchange(ctx context.Context, conn *grpc.ClientConn, name string, req, reply any) error {
	stream, err := conn.NewStream(ctx, &grpc.StreamDesc{ClientStreams: true, ServerStreams: true}, name)
	if err != nil {
		return err
	}
	if err := stream.SendMsg(req); err != nil {
		return err
	}
	if err := stream.CloseSend(); err != nil {
		return err
	}
	for {
		if err := stream.RecvMsg(reply); err != nil {
			return err
		}
	}
}

func callsOfREST(t *testing.T, s *stage) (n int) {
	t.Helper()
	q := url.QueryEscape(canary)
	bodies := []string{`{"text":"Floods in ` + canary + `, Kano."}`, `{"` + canary + `":1}`, canary, `{"text":"x","language":"` + canary + `"}`, `{"text":` + canary}
	for _, r := range []struct{ method, url string }{
		{"POST", "/v1/tag"}, {"POST", "/v1/tag?" + q + "=1"}, {"POST", "/v1/tag?geometry=" + q}, {"POST", "/v1/tag:stream"}, {"POST", "/v1/tag:stream?records=" + q},
		{"GET", "/v1/places?query=" + q}, {"GET", "/v1/places?query=Kano&mode=" + q}, {"GET", "/v1/places?query=Kano&page_token=" + q}, {"GET", "/v1/places/" + q},
		{"GET", "/v1/locate?lat=" + q}, {"GET", "/v1/area?text=" + q + "&place=" + q}, {"GET", "/v1/" + q}, {"GET", "/" + q + "?" + q}, {"GET", "/tiles/1/2/" + q},
		{strings.ToUpper(canary), "/v1/tag"}, {"OPTIONS", "/" + q}, {"GET", "/v1/places/" + q + "%ff"},
	} {
		for _, body := range bodies {
			for _, how := range [][]string{
				{"Content-Type", canary, "Accept", canary, "Origin", canary}, {"Content-Type", "application/json"}, {"Panic", "yes"},
			} {
				s.do(t, r.method, r.url, body, append(how, "X-Request-Id", canary, "User-Agent", canary, "Referer", canary, "Authorization", "Bearer "+canary, "Cookie", canary+"=1",
					"Traceparent", "00-"+strings.Repeat("a1", 16)+"-"+strings.Repeat("b2", 8)+"-01", "Tracestate", "a="+canary, "Baggage", "a="+canary,
					"X-"+canary, canary, "Grpc-Metadata-Tracestate", "a="+canary, "Grpc-Metadata-X-Request-Id", canary, "Grpc-Timeout", canary)...)
				n++
			}
		}
	}
	return n
}

// garbage sends both faces what is no request at all, or the beginning of one.
func garbage(t *testing.T, s *stage) {
	t.Helper()
	for _, addr := range []string{s.conn.Target(), strings.TrimPrefix(s.rest, "http://")} {
		for _, sent := range []string{
			canary, "GET /" + canary + " HTTP/1.1\r\n" + canary + "\r\n\r\n", canary + " / HTTP/9.9\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + canary + canary + canary,
			"POST /v1/tag HTTP/1.1\r\nHost: " + canary + "\r\nContent-Length: " + canary + "\r\n\r\n" + canary,
			"GET / HTTP/1.1\r\nHost: " + canary + " " + canary + "\r\n\r\n", "\x16\x03\x01\x00\x20" + canary,
		} {
			conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", addr)
			if err != nil {
				t.Fatal(err)
			}
			io.WriteString(conn, sent)
			conn.(*net.TCPConn).CloseWrite()
			io.Copy(io.Discard, conn) // until it is refused
			conn.Close()
		}
	}
}

// No word of a request is told to anybody: by a log, a span, a metric, in an error or a panic, on any face, at debug level, with every call traced.
func TestNoWordIsTold(t *testing.T) {
	s := set(t, Options{})
	n := callsOfGRPC(t, s) + callsOfREST(t, s)
	garbage(t, s)
	told := s.told(t)
	for where, what := range told {
		if i := strings.Index(strings.ToLower(what), strings.ToLower(canary)); i >= 0 {
			t.Errorf("%s: ...%s...", where, what[max(0, i-300):min(len(what), i+100)])
		}
	}
	if lines := strings.Count(told["log"], "\n"); lines < n {
		t.Errorf("%d lines of log for %d calls", lines, n)
	}
	for _, want := range []string{`"msg":"panic"`, `"code":"Internal"`, `"face":"rest"`, `"face":"http"`, `"reason":"INVALID_FIELD"`} {
		if !strings.Contains(told["log"], want) {
			t.Errorf("the log lacks %s", want)
		}
	}
	if len(s.spans.GetSpans()) < n {
		t.Errorf("%d spans of %d calls", len(s.spans.GetSpans()), n)
	}
}
