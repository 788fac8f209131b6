package server_test

import (
	"context"
	"math"
	"strings"
	"testing"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/mem"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// problem returns an error's code, the reason of its ErrorInfo, and the fields of its violations.
func problem(t *testing.T, err error) (code codes.Code, reason, fields string) {
	t.Helper()
	s := status.Convert(err)
	var at []string
	for _, d := range s.Details() {
		switch d := d.(type) {
		case *errdetails.ErrorInfo:
			reason = d.GetReason()
			if d.GetDomain() != "geotag" {
				t.Errorf("the domain is %q", d.GetDomain())
			}
		case *errdetails.BadRequest:
			for _, v := range d.GetFieldViolations() {
				at = append(at, v.GetField())
				if v.GetDescription() == "" {
					t.Errorf("the violation of %s says nothing", v.GetField())
				}
			}
		}
	}
	return s.Code(), reason, strings.Join(at, " ")
}

func latLng(lat, lon float64) *geotagv1.LatLng {
	return &geotagv1.LatLng{Latitude: &lat, Longitude: &lon}
}

func span(start, end uint32) *geotagv1.Span { return &geotagv1.Span{Start: &start, End: &end} }

func TestTagRefuses(t *testing.T) {
	t.Parallel()
	api := newAPI(t)
	const text = "Floods in Kano 🌊 and Ibadan"
	const utf16 = geotagv1.OffsetEncoding_OFFSET_ENCODING_UTF16
	for _, test := range []struct {
		name   string
		req    *geotagv1.TagRequest
		fields string
	}{
		{"no text", &geotagv1.TagRequest{}, "text"},
		{"a text of 2 MiB", &geotagv1.TagRequest{Text: strings.Repeat("ab ", 2<<20/3)}, "text"},
		{"unknown offset encoding", &geotagv1.TagRequest{Text: text, OffsetEncoding: 9}, "offset_encoding"},
		{"unknown format", &geotagv1.TagRequest{Text: text, GeometryFormat: 3}, "geometry_format"},
		{"unknown geometry", &geotagv1.TagRequest{Text: text, Geometry: -1}, "geometry"},
		{"unknown role", &geotagv1.TagRequest{Text: text, Roles: []geotagv1.Role{1, 77}}, "roles[1]"},
		{"unspecified role", &geotagv1.TagRequest{Text: text, Roles: []geotagv1.Role{0}}, "roles[0]"},
		{"language", &geotagv1.TagRequest{Text: text, Language: "en_US", DisplayLanguage: "-"}, "language display_language"},
		{"bbox of three", &geotagv1.TagRequest{Text: text, Bbox: []float64{1, 2, 3}}, "bbox"},
		{"bbox upside down", &geotagv1.TagRequest{Text: text, Bbox: []float64{1, 5, 2, 4}}, "bbox"},
		{"bbox of no width", &geotagv1.TagRequest{Text: text, Bbox: []float64{0, 0, 0, 1}}, "bbox"},
		{"bbox off the map", &geotagv1.TagRequest{Text: text, Bbox: []float64{-181, 0, 1, 1}}, "bbox"},
		{"bbox beyond a pole", &geotagv1.TagRequest{Text: text, Bbox: []float64{0, 0, 1, 91}}, "bbox"},
		{"bbox of NaN", &geotagv1.TagRequest{Text: text, Bbox: []float64{0, math.NaN(), 1, 1}}, "bbox"},
		{"country in lower case", &geotagv1.TagRequest{Text: text, CountryCodes: []string{"NG", "ng", "NGA"}}, "country_codes[1] country_codes[2]"},
		{"alternatives", &geotagv1.TagRequest{Text: text, MaxAlternatives: 21}, "max_alternatives"},
		{"tolerance", &geotagv1.TagRequest{Text: text, SimplifyToleranceM: -1}, "simplify_tolerance_m"},
		{"infinite tolerance", &geotagv1.TagRequest{Text: text, SimplifyToleranceM: math.Inf(1)}, "simplify_tolerance_m"},
		{"home", &geotagv1.TagRequest{Text: text, Home: strings.Repeat("x", 65)}, "home"},
		{"spans overlap", &geotagv1.TagRequest{Text: text, Spans: []*geotagv1.Span{span(10, 14), span(13, 20)}}, "spans[1]"},
		{"spans overlap, out of order", &geotagv1.TagRequest{Text: text, Spans: []*geotagv1.Span{span(10, 14), span(0, 11)}}, "spans[0]"},
		{"an empty span", &geotagv1.TagRequest{Text: text, Spans: []*geotagv1.Span{span(10, 10)}}, "spans[0]"},
		{"a span without its end", &geotagv1.TagRequest{Text: text, Spans: []*geotagv1.Span{{Start: new(uint32(1))}}}, "spans[0]"},
		{"a span past the end", &geotagv1.TagRequest{Text: text, Spans: []*geotagv1.Span{span(10, 31)}}, "spans[0].end"},
		{"a span far past the end", &geotagv1.TagRequest{Text: text, Spans: []*geotagv1.Span{span(1<<32-2, 1<<32-1)}}, "spans[0].start"},
		{"a span inside a rune", &geotagv1.TagRequest{Text: text, Spans: []*geotagv1.Span{span(10, 17)}}, "spans[0].end"},
		{"a span inside a surrogate pair", &geotagv1.TagRequest{Text: text, OffsetEncoding: utf16, Spans: []*geotagv1.Span{span(16, 20)}}, "spans[0].start"},
		{"several at once", &geotagv1.TagRequest{MaxAlternatives: 99, Geometry: 99}, "text geometry max_alternatives"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := api.Tag(t.Context(), test.req)
			code, reason, fields := problem(t, err)
			if code != codes.InvalidArgument || reason != "INVALID_FIELD" || fields != test.fields {
				t.Errorf("%v\ngot  %v %s %s\nwant InvalidArgument INVALID_FIELD %s", err, code, reason, fields, test.fields)
			}
			alive(t, api)
		})
	}
}

func TestLookupsRefuse(t *testing.T) {
	t.Parallel()
	api := newAPI(t)
	find := func(req *geotagv1.FindPlacesRequest) func(context.Context) error {
		return func(ctx context.Context) error { _, err := api.FindPlaces(ctx, req); return err }
	}
	get := func(req *geotagv1.GetPlaceRequest) func(context.Context) error {
		return func(ctx context.Context) error { _, err := api.GetPlace(ctx, req); return err }
	}
	locate := func(req *geotagv1.LocatePointRequest) func(context.Context) error {
		return func(ctx context.Context) error { _, err := api.LocatePoint(ctx, req); return err }
	}
	convert := func(text, place string) func(context.Context) error {
		return func(ctx context.Context) error {
			_, err := api.ConvertArea(ctx, &geotagv1.ConvertAreaRequest{Text: text, Place: place})
			return err
		}
	}
	for _, test := range []struct {
		name string
		call func(context.Context) error
		want string
	}{
		{"no query", find(&geotagv1.FindPlacesRequest{}), "InvalidArgument INVALID_FIELD query"},
		{"a long query", find(&geotagv1.FindPlacesRequest{Query: strings.Repeat("x", 257)}), "InvalidArgument INVALID_FIELD query"},
		{"a negative page", find(&geotagv1.FindPlacesRequest{Query: "x", PageSize: -1}), "InvalidArgument INVALID_FIELD page_size"},
		{"a page of 101", find(&geotagv1.FindPlacesRequest{Query: "x", PageSize: 101}), "InvalidArgument INVALID_FIELD page_size"},
		{"a token of nobody's", find(&geotagv1.FindPlacesRequest{Query: "x", PageToken: "AAAAAAAAAAAAAAAA"}), "InvalidArgument INVALID_FIELD page_token"},
		{"a token that is none", find(&geotagv1.FindPlacesRequest{Query: "x", PageToken: "?"}), "InvalidArgument INVALID_FIELD page_token"},
		{"an unknown type", find(&geotagv1.FindPlacesRequest{Query: "x", PlaceTypes: []geotagv1.PlaceType{99}}), "InvalidArgument INVALID_FIELD place_types[0]"},
		{"no id", get(&geotagv1.GetPlaceRequest{}), "InvalidArgument INVALID_FIELD place_id"},
		{"an unknown id", get(&geotagv1.GetPlaceRequest{PlaceId: "12345"}), "NotFound PLACE_NOT_FOUND "},
		{"no point", locate(&geotagv1.LocatePointRequest{}), "InvalidArgument INVALID_FIELD point"},
		{"half a point", locate(&geotagv1.LocatePointRequest{Point: &geotagv1.LatLng{Longitude: new(8.0)}}), "InvalidArgument INVALID_FIELD point.latitude"},
		{"a latitude of 91", locate(&geotagv1.LocatePointRequest{Point: latLng(91, 0)}), "InvalidArgument INVALID_FIELD point.latitude"},
		{"a longitude of NaN", locate(&geotagv1.LocatePointRequest{Point: latLng(0, math.NaN())}), "InvalidArgument INVALID_FIELD point.longitude"},
		{"a tolerance of a continent", locate(&geotagv1.LocatePointRequest{Point: latLng(0, 0), ToleranceM: new(1e6)}), "InvalidArgument INVALID_FIELD tolerance_m"},
		{"no area text", convert("", ""), "InvalidArgument INVALID_FIELD text"},
		{"a text without an area", convert("a lot of land", ""), "InvalidArgument INVALID_FIELD text"},
		{"a long text", convert(strings.Repeat("1 km² ", 200), ""), "InvalidArgument INVALID_FIELD text"},
		{"an area of nowhere", convert("1,300 km²", "Atlantis"), "NotFound PLACE_NOT_FOUND "},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := test.call(t.Context())
			code, reason, fields := problem(t, err)
			if got := code.String() + " " + reason + " " + fields; got != test.want {
				t.Errorf("%v\ngot  %s\nwant %s", err, got, test.want)
			}
			alive(t, api)
		})
	}
}

// rawCodec sends bytes as they are: a client that does not check what it sends.
type rawCodec struct{}

func (rawCodec) Marshal(v any) (mem.BufferSlice, error) {
	return mem.BufferSlice{mem.SliceBuffer(v.([]byte))}, nil
}
func (rawCodec) Unmarshal(data mem.BufferSlice, v any) error {
	*v.(*[]byte) = data.Materialize()
	return nil
}
func (rawCodec) Name() string { return "proto" }

// invalidUTF8 is a TagRequest whose text is not UTF-8, which no checking client can send.
func invalidUTF8() []byte {
	return protowire.AppendString(protowire.AppendTag(nil, 1, protowire.BytesType), "Kano \xff")
}

func TestMalformedMessages(t *testing.T) {
	t.Parallel()
	conn, _ := serve(t, newServer(t))
	api := geotagv1.NewGeotagServiceClient(conn)
	for name, msg := range map[string][]byte{
		"text that is not UTF-8": invalidUTF8(),
		"truncated":              {0x0A, 200},
	} {
		t.Run(name, func(t *testing.T) {
			var reply []byte
			err := conn.Invoke(t.Context(), geotagv1.GeotagService_Tag_FullMethodName, msg, &reply, grpc.ForceCodecV2(rawCodec{}))
			if code, reason, _ := problem(t, err); code != codes.InvalidArgument || reason != "MALFORMED_MESSAGE" {
				t.Errorf("got %v %s: %v", code, reason, err)
			}
			alive(t, api)
		})
	}
}

func TestMalformedTextOfStream(t *testing.T) {
	t.Parallel()
	conn, _ := serve(t, newServer(t))
	desc := &grpc.StreamDesc{ClientStreams: true, ServerStreams: true}
	stream, err := conn.NewStream(t.Context(), desc, geotagv1.GeotagService_TagStream_FullMethodName, grpc.ForceCodecV2(rawCodec{}))
	if err != nil {
		t.Fatal(err)
	}
	good, _ := proto.Marshal(&geotagv1.TagStreamRequest{Request: &geotagv1.TagRequest{Id: "b", Text: "Floods in Kano."}})
	bad := protowire.AppendBytes(protowire.AppendTag(nil, 1, protowire.BytesType), invalidUTF8())
	for _, msg := range [][]byte{bad, good} {
		if err := stream.SendMsg(msg); err != nil {
			t.Fatal(err)
		}
	}
	var first, second geotagv1.TagStreamResponse
	for _, m := range []*geotagv1.TagStreamResponse{&first, &second} {
		var b []byte
		if err := stream.RecvMsg(&b); err != nil {
			t.Fatal(err)
		}
		if err := proto.Unmarshal(b, m); err != nil {
			t.Fatal(err)
		}
	}
	if e := first.GetError(); codes.Code(e.GetCode()) != codes.InvalidArgument || e.GetReason() != "MALFORMED_MESSAGE" {
		t.Errorf("the bad text answers %v", &first)
	}
	if second.GetId() != "b" || len(second.GetDocument().GetFeatures()) != 1 {
		t.Errorf("the good one after it answers %v", &second)
	}
}

func TestMessageTooLarge(t *testing.T) {
	t.Parallel()
	api := newAPI(t)
	_, err := api.Tag(t.Context(), &geotagv1.TagRequest{Text: strings.Repeat("Kano ", 2<<20)})
	if status.Code(err) != codes.ResourceExhausted || !strings.Contains(err.Error(), "larger than max") {
		t.Errorf("got %v", err)
	}
	alive(t, api)
}

func TestGivenUpCalls(t *testing.T) {
	t.Parallel()
	api := newAPI(t)
	long := &geotagv1.TagRequest{Text: strings.Repeat("Floods in Kano and Ibadan. ", 1<<20/27)}
	t.Run("cancelled", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		stop := time.AfterFunc(time.Millisecond, cancel)
		defer stop.Stop()
		if _, err := api.Tag(ctx, long); status.Code(err) != codes.Canceled {
			t.Errorf("got %v", err)
		}
		alive(t, api)
	})
	t.Run("deadline", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if _, err := api.Tag(ctx, long); status.Code(err) != codes.DeadlineExceeded {
			t.Errorf("got %v", err)
		}
		alive(t, api)
	})
}
