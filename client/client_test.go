package client_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/test/bufconn"
	"google.golang.org/protobuf/proto"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/rfc7946"
	"example.com/geotag/server"
)

// connect returns a connection to a server in this process, and what ends both.
func connect() (*grpc.ClientConn, func(), error) {
	ix, err := world.Index()
	if err != nil {
		return nil, nil, err
	}
	lis := bufconn.Listen(1 << 20)
	ctx, cancel := context.WithCancel(context.Background())
	go server.New(geotag.New(ix), server.Options{DrainTimeout: time.Millisecond}).Serve(ctx, lis)
	conn, err := grpc.NewClient("passthrough:in-process",
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return lis.DialContext(ctx) }),
		grpc.WithTransportCredentials(insecure.NewCredentials()))
	return conn, func() { conn.Close(); cancel() }, err
}

func newConn(t *testing.T) *grpc.ClientConn {
	t.Helper()
	conn, stop, err := connect()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return conn
}

func texts(s ...string) iter.Seq[*geotagv1.TagRequest] {
	return func(yield func(*geotagv1.TagRequest) bool) {
		for i, text := range s {
			if !yield(&geotagv1.TagRequest{Id: fmt.Sprint(i), Text: text}) {
				return
			}
		}
	}
}

func TestTagAllKeepsOrderAndGoesOn(t *testing.T) {
	t.Parallel()
	c := client.New(newConn(t))
	var got strings.Builder
	for fc, err := range c.TagAll(t.Context(), texts("Floods in Kano.", "", "Nobody came.", "Fire in Ibadan.")) {
		if bad, ok := errors.AsType[*client.TextError](err); ok {
			fmt.Fprintf(&got, "%s %v %s %s %v\n", bad.ID, bad.Code, bad.Reason, bad.Message, bad.Fields)
		} else if err != nil {
			t.Fatal(err)
		} else {
			fmt.Fprintln(&got, fc.ExtraMembers["id"], len(fc.Features))
		}
	}
	if want := "0 1\n1 InvalidArgument INVALID_FIELD text is empty [{text text is empty}]\n2 0\n3 1\n"; got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", &got, want)
	}
}

func TestTagAllMayBeLeft(t *testing.T) {
	t.Parallel()
	c := client.New(newConn(t))
	endless := func(yield func(*geotagv1.TagRequest) bool) {
		for yield(&geotagv1.TagRequest{Text: "Floods in Kano."}) {
		}
	}
	n := 0
	for _, err := range c.TagAll(t.Context(), endless) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 3 {
			break
		}
	}
}

func TestTagAllEndsWithTheStream(t *testing.T) {
	t.Parallel()
	closing := newConn(t)
	for name, test := range map[string]struct {
		conn *grpc.ClientConn
		reqs iter.Seq[*geotagv1.TagRequest]
		want string
	}{
		"a text that is not UTF-8": {newConn(t), texts("Floods in Kano.", "Kano \xff"), "UTF-8"},
		"a closed connection": {closing, func(yield func(*geotagv1.TagRequest) bool) {
			closing.Close()
			yield(&geotagv1.TagRequest{Text: "Kano"})
		}, "clos"},
	} {
		t.Run(name, func(t *testing.T) {
			var errs []error
			for _, err := range client.New(test.conn).TagAll(t.Context(), test.reqs) {
				if err != nil {
					errs = append(errs, err)
				}
			}
			if len(errs) != 1 || !strings.Contains(errs[0].Error(), test.want) {
				t.Errorf("got %v", errs)
			}
		})
	}
}

func TestErrorsCarryTheStatus(t *testing.T) {
	t.Parallel()
	c := client.New(newConn(t))
	_, err := c.Tag(t.Context(), &geotagv1.TagRequest{})
	if status.Code(err) != codes.InvalidArgument || !strings.HasPrefix(err.Error(), "client: tag: ") {
		t.Errorf("got %v", err)
	}
}

func TestGeoJSONIsStable(t *testing.T) {
	t.Parallel()
	api := geotagv1.NewGeotagServiceClient(newConn(t))
	var docs []string
	for range 20 {
		resp, err := api.Tag(t.Context(), &geotagv1.TagRequest{Text: "Floods in Kano and Ibadan, Nigeria."})
		if err != nil {
			t.Fatal(err)
		}
		doc, err := client.GeoJSON(resp)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, string(doc))
	}
	if len(slices.Compact(docs)) != 1 {
		t.Error("the same answer prints in several ways")
	}
	if err := rfc7946.Check([]byte(docs[0])); err != nil {
		t.Error(err)
	}
	if strings.ContainsAny(strings.ReplaceAll(docs[0], "Kano State", ""), "\n\t") || strings.Contains(docs[0], `": `) {
		t.Errorf("not compact: %s", docs[0])
	}
}

func TestGeoJSONOfNothing(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		msg  proto.Message
		want string
	}{
		{&geotagv1.TagResponse{Type: "FeatureCollection"}, `{"type":"FeatureCollection","features":[]}`},
		{&geotagv1.TagResponse{Type: "FeatureCollection", Id: "x"}, `{"type":"FeatureCollection","features":[],"id":"x"}`},
		{&geotagv1.FindPlacesResponse{Type: "FeatureCollection"}, `{"type":"FeatureCollection","features":[]}`},
		{&geotagv1.GetPlaceResponse{Type: "Feature"}, `{"type":"Feature","geometry":null}`},
		{&geotagv1.ConvertAreaResponse{Type: "Feature", GazetteerVersion: "x"}, `{"type":"Feature","geometry":null,"gazetteerVersion":"x"}`},
		{&geotagv1.TagResponse{Type: "FeatureCollection", Id: "x", Features: []*geotagv1.Feature{{Type: "Feature", Id: 1}, {Type: "Feature", Id: 2}}},
			`{"type":"FeatureCollection","features":[{"type":"Feature","id":1,"geometry":null},{"type":"Feature","id":2,"geometry":null}],"id":"x"}`},
		{&geotagv1.GetGazetteerResponse{Title: "x"}, `{"title":"x"}`},
	} {
		got, err := client.GeoJSON(test.msg)
		if err != nil || string(got) != test.want {
			t.Errorf("got %s, %v; want %s", got, err, test.want)
		}
	}
}
