package server_test

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"net"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/test/bufconn"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/gazetteer"
	"example.com/geotag/server"
)

func box(west, south, east, north float64) orb.Bound {
	return orb.Bound{Min: orb.Point{west, south}, Max: orb.Point{east, north}}
}

func named(lang string, flags gazetteer.NameFlags, text string) gazetteer.Name {
	return gazetteer.Name{Text: text, Langs: []string{lang}, Flags: flags}
}

// places are a gazetteer small enough to read. Fiji lies across the antimeridian; Springfield is many.
var places = []gazetteer.Entry{
	{ID: "NG", Name: "Nigeria", Type: gazetteer.Country, FeatureCode: "PCLI", Country: "NG", Point: orb.Point{8, 10},
		Extent: box(2.67, 4.27, 14.68, 13.89), Population: 195874740, AreaM2: 923768e6, AreaSource: "Natural Earth",
		Boundary: orb.MultiPolygon{box(2.67, 4.27, 14.68, 13.89).ToPolygon()},
		Names:    []gazetteer.Name{named("de", gazetteer.Preferred, "Nigeria"), named("en", gazetteer.Demonym, "Nigerian")}},
	{ID: "NG.29", Name: "Kano State", Type: gazetteer.Admin1, FeatureCode: "ADM1", Country: "NG", Parent: "NG",
		Point: orb.Point{8.5, 11.5}, Extent: box(7.68, 10.56, 9.4, 12.6), AreaM2: 20131e6, AreaSource: "Natural Earth"},
	{ID: "2335204", Name: "Kano", Type: gazetteer.Settlement, FeatureCode: "PPLA", Country: "NG", Parent: "NG.29",
		Point: orb.Point{8.5167762, 12.0001234}, Population: 3626068,
		Names: []gazetteer.Name{named("ru", gazetteer.Preferred, "Кано"), named("en", gazetteer.Historic, "Dala")}},
	{ID: "2339354", Name: "Ibadan", Type: gazetteer.Settlement, FeatureCode: "PPLA", Country: "NG", Parent: "NG",
		Point: orb.Point{3.90591, 7.37756}, Population: 3565108},
	{ID: "FJ", Name: "Fiji", Type: gazetteer.Country, FeatureCode: "PCLI", Country: "FJ", Point: orb.Point{178, -18},
		Extent: box(177, -19.2, -179.8, -16.1), Population: 883483, AreaM2: 18274e6, AreaSource: "Natural Earth",
		Boundary: orb.MultiPolygon{box(177, -19.2, 180, -16.1).ToPolygon(), box(-180, -19.2, -179.8, -16.1).ToPolygon()}},
	{ID: "2198148", Name: "Suva", Type: gazetteer.Settlement, FeatureCode: "PPLC", Country: "FJ", Parent: "FJ",
		Point: orb.Point{178.4415, -18.1416}, Population: 77366},
	{ID: "4036284", Name: "Alofi", Type: gazetteer.Settlement, FeatureCode: "PPLC", Country: "NU",
		Point: orb.Point{-169.9179, -19.0595}, Population: 624},
}

// springfields is how many places bear that name.
const springfields = 25

func entries() iter.Seq2[gazetteer.Entry, error] {
	all := slices.Clone(places)
	for i := range springfields {
		all = append(all, gazetteer.Entry{ID: fmt.Sprint(1000 + i), Name: "Springfield", Type: gazetteer.Settlement, FeatureCode: "PPL",
			Country: "US", Point: orb.Point{-90 - float64(i), 40}, Population: uint64(1000 * (i + 1))})
	}
	gazetteer.SortEntries(all)
	return func(yield func(gazetteer.Entry, error) bool) {
		for _, e := range all {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func newTagger(t testing.TB) *geotag.Tagger {
	t.Helper()
	var b bytes.Buffer
	if err := gazetteer.Compile(&b, entries(), gazetteer.Options{Title: "test"}); err != nil {
		t.Fatal(err)
	}
	ix, err := gazetteer.Load(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return geotag.New(ix)
}

func listen() *bufconn.Listener { return bufconn.Listen(1 << 20) }

// serve serves s in memory. It returns a connection to it, and a function that tells it to stop and returns what Serve did.
func serve(t testing.TB, s *server.Server) (*grpc.ClientConn, func() error) {
	t.Helper()
	lis := listen()
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx, lis) }()
	conn, err := grpc.NewClient("passthrough:test",
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return lis.DialContext(ctx) }),
		grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(); cancel() })
	return conn, func() error { cancel(); return <-served }
}

// newAPI serves the places above in memory.
func newAPI(t testing.TB) geotagv1.GeotagServiceClient {
	t.Helper()
	conn, _ := serve(t, newServer(t))
	return geotagv1.NewGeotagServiceClient(conn)
}

// alive fails the test unless the server still answers.
func alive(t *testing.T, api geotagv1.GeotagServiceClient) {
	t.Helper()
	resp, err := api.Tag(t.Context(), &geotagv1.TagRequest{Text: "Floods in Kano."})
	if err != nil || len(resp.GetFeatures()) != 1 {
		t.Errorf("the next call: %v features, error %v; want one", len(resp.GetFeatures()), err)
	}
}

func newServer(t testing.TB) *server.Server { return server.New(newTagger(t), server.Options{}) }
