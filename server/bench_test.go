package server_test

import (
	"context"
	"net"
	"runtime/debug"
	"sync"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/server"
)

// article is 2 kB of text that names fifteen places.
const article = `LAGOS, Nigeria — Heavy rain that began on Sunday has cut off villages
across northern Nigeria and forced thousands of people to leave their homes, officials and aid workers said on Tuesday.

In Kano, the largest city of the north, the river rose by two metres overnight and carried away a bridge on the road to
Kaduna. Schools in Zaria were closed. "We have not seen water like this in thirty years," said a teacher who had walked
eleven hours with her three children to reach a shelter near the old market.

The government in Abuja said that it had sent boats, tents and medicine. Neighbouring Niger and Chad reported floods as
well: in Niamey the lower quarters stood under water, and in Maiduguri, close to the border, the airport
was shut. Aid groups asked donors for twelve million dollars, and a first aircraft with blankets left Nairobi
for the coast in the morning.

Forecasters in London expect the rain to move south within days. Ibadan and Port Harcourt should prepare, they said, and
so should the towns along the coast, where drains have been blocked with rubbish since the last storms. Farmers around
the city fear for a harvest that was already late: more than half of their fields are under water, and seed for a
second planting would have to be brought in by lorry from Enugu, which takes a week when the roads are good.

Traders at the port said that prices of rice and oil had doubled since Friday. Buses no longer run, and the only railway
line to the north has been closed until engineers can look at it. "People share what they have," said an old man who
sold candles by the road, "but what they have will be gone by the end of the week." A second convoy is expected to set
out on Wednesday if the road holds, and the army has promised to open a field hospital for those who cannot be moved.
`

// An echoServer answers with as many bytes as it is told: what any RPC of the size costs.
type echoServer struct{ answer *wrapperspb.BytesValue }

func (s echoServer) register(g *grpc.Server) {
	g.RegisterService(&grpc.ServiceDesc{
		ServiceName: "geotag.test.Echo",
		HandlerType: (*any)(nil),
		Methods: []grpc.MethodDesc{{MethodName: "Echo",
			Handler: func(_ any, ctx context.Context, decode func(any) error, in grpc.UnaryServerInterceptor) (any, error) {
				req := new(wrapperspb.BytesValue)
				if err := decode(req); err != nil {
					return nil, err
				}
				info := &grpc.UnaryServerInfo{FullMethod: "/geotag.test.Echo/Echo"}
				return in(ctx, req, info, func(context.Context, any) (any, error) { return s.answer, nil })
			}}},
	}, s)
}

// BenchmarkTagAgainstEcho measures how many texts a second are tagged over TCP on this machine, 32 in flight, beside how
// many messages of the same sizes can be echoed by the same server: the ratio is what the work of tagging leaves.
func BenchmarkTagAgainstEcho(b *testing.B) {
	ix, err := world.Index()
	if err != nil {
		b.Fatal(err)
	}
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // about as rarely as geotag serve collects
	g := server.New(geotag.New(ix), server.Options{}).GRPC()
	echo := echoServer{new(wrapperspb.BytesValue)}
	lis, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	echo.register(g)
	go g.Serve(lis)
	defer g.Stop()
	conn, err := grpc.NewClient(lis.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()

	req := &geotagv1.TagRequest{Text: article}
	resp, err := geotagv1.NewGeotagServiceClient(conn).Tag(b.Context(), req)
	if err != nil {
		b.Fatal(err)
	}
	// Both sides are driven with bytes, encoded before and not decoded after: the client shares the machine's cores and is
	// not what is measured.
	tagIn, echoIn := marshal(b, req), marshal(b, &wrapperspb.BytesValue{Value: make([]byte, len(article))})
	echo.answer.Value = make([]byte, proto.Size(resp))
	call := func(method string, in []byte) func() error {
		return func() error {
			var out []byte
			return conn.Invoke(context.Background(), method, in, &out, grpc.ForceCodecV2(rawCodec{}))
		}
	}
	tag := call(geotagv1.GeotagService_Tag_FullMethodName, tagIn)
	ping := call("/geotag.test.Echo/Echo", echoIn)

	var tagged, echoed float64 // calls a second, summed over rounds
	n := 0
	for b.Loop() {
		// In turns, so that what else the machine does falls on both.
		echoed += rate(b, ping)
		tagged += rate(b, tag)
		n++
	}
	b.ReportMetric(tagged/float64(n), "tag/s")
	b.ReportMetric(echoed/float64(n), "echo/s")
	b.ReportMetric(tagged/echoed, "tag/echo")
	b.ReportMetric(float64(len(resp.GetFeatures())), "features")
	b.ReportMetric(float64(proto.Size(resp)), "answer-B")
}

func marshal(b *testing.B, m proto.Message) []byte {
	data, err := proto.Marshal(m)
	if err != nil {
		b.Fatal(err)
	}
	return data
}

const (
	inFlight = 32
	calls    = 4000 // a round
)

// rate returns how many calls a second are answered with inFlight of them under way.
func rate(b *testing.B, call func() error) float64 {
	began := time.Now()
	var group sync.WaitGroup
	for range inFlight {
		group.Go(func() {
			for range calls / inFlight {
				if err := call(); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	return calls / time.Since(began).Seconds()
}

// BenchmarkTag measures one call in memory, with all that a client does.
func BenchmarkTag(b *testing.B) {
	ix, err := world.Index()
	if err != nil {
		b.Fatal(err)
	}
	conn, _ := serve(b, server.New(geotag.New(ix), server.Options{}))
	api := geotagv1.NewGeotagServiceClient(conn)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := api.Tag(b.Context(), &geotagv1.TagRequest{Text: article}); err != nil {
			b.Fatal(err)
		}
	}
}
