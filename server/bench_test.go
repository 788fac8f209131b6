package server_test

import (
	"context"
	"net"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/encoding/protowire"
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
		Streams: []grpc.StreamDesc{{StreamName: "EchoStream", ClientStreams: true, ServerStreams: true,
			Handler: func(_ any, stream grpc.ServerStream) error {
				for {
					if err := stream.RecvMsg(new(wrapperspb.BytesValue)); err != nil {
						return nil // the client has no more
					}
					if err := stream.SendMsg(s.answer); err != nil {
						return err
					}
				}
			}}},
	}, s)
}

// A contest is tagging beside echoing messages of the same sizes, by one server over TCP. Both sides are driven with bytes, encoded before and not
// decoded after: the client shares the machine's cores and is not what is measured.
type contest struct {
	conn             *grpc.ClientConn
	tags, echoes     [][]byte // requests, a text each
	features, answer float64  // of a text, in the mean; bytes
}

func newContest(b *testing.B, texts []string) *contest {
	ix, err := world.Index()
	if err != nil {
		b.Fatal(err)
	}
	collect := debug.SetGCPercent(400) // about as rarely as geotag serve collects
	g := server.New(geotag.New(ix), server.Options{}).GRPC()
	echo := echoServer{new(wrapperspb.BytesValue)}
	lis, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	echo.register(g)
	go g.Serve(lis)
	conn, err := grpc.NewClient(lis.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		conn.Close()
		g.Stop()
		debug.SetGCPercent(collect)
	})
	c := &contest{conn: conn}
	for _, text := range texts {
		req := &geotagv1.TagRequest{Text: text}
		resp, err := geotagv1.NewGeotagServiceClient(conn).Tag(b.Context(), req)
		if err != nil {
			b.Fatal(err)
		}
		c.tags, c.echoes = append(c.tags, marshal(b, req)), append(c.echoes, marshal(b, &wrapperspb.BytesValue{Value: make([]byte, len(text))}))
		c.features += float64(len(resp.GetFeatures())) / float64(len(texts))
		c.answer += float64(proto.Size(resp)) / float64(len(texts))
	}
	echo.answer.Value = make([]byte, int(c.answer))
	return c
}

// call returns what calls a method with the messages in turns.
func (c *contest) call(method string, in [][]byte) func() error {
	var next atomic.Int64
	return func() error {
		var out []byte
		return c.conn.Invoke(context.Background(), method, in[int(next.Add(1))%len(in)], &out, grpc.ForceCodecV2(rawCodec{}))
	}
}

// run reports how many texts a second are tagged beside how many are echoed, the ratio of which is what the work of tagging leaves, and what both take
// of the processors, client and server together, in microseconds a text.
func (c *contest) run(b *testing.B, tag, echo func(b *testing.B) float64) {
	tag(b)                     // the first texts find caches empty
	var tagged, echoed float64 // texts a second, summed over rounds
	var tagging, echoing time.Duration
	n := 0
	for b.Loop() {
		// In turns, so that what else the machine does falls on both.
		began := cpuTime(b)
		echoed += echo(b)
		between := cpuTime(b)
		tagged += tag(b)
		echoing, tagging = echoing+between-began, tagging+cpuTime(b)-between
		n++
	}
	b.ReportMetric(tagged/float64(n), "tag/s")
	b.ReportMetric(echoed/float64(n), "echo/s")
	b.ReportMetric(tagged/echoed, "tag/echo")
	b.ReportMetric(float64(tagging.Microseconds())/float64(n*calls), "tag-us")
	b.ReportMetric(float64(echoing.Microseconds())/float64(n*calls), "echo-us")
	b.ReportMetric(c.features, "features")
	b.ReportMetric(c.answer, "answer-B")
}

// unary runs the contest with single calls.
func (c *contest) unary(b *testing.B) {
	tag, echo := c.call(geotagv1.GeotagService_Tag_FullMethodName, c.tags), c.call("/geotag.test.Echo/Echo", c.echoes)
	c.run(b, func(b *testing.B) float64 { return rate(b, tag) }, func(b *testing.B) float64 { return rate(b, echo) })
}

// BenchmarkTagAgainstEcho measures how many texts a second are tagged over TCP on this machine, 32 in flight, beside how
// many messages of the same sizes can be echoed by the same server. It is always the same text, which flatters what is remembered of words.
func BenchmarkTagAgainstEcho(b *testing.B) { newContest(b, []string{article}).unary(b) }

// BenchmarkNewsAgainstEcho is BenchmarkTagAgainstEcho with articles of about the same length in turns.
func BenchmarkNewsAgainstEcho(b *testing.B) { newContest(b, shortNews(b)).unary(b) }

// BenchmarkStreamAgainstEcho is BenchmarkNewsAgainstEcho with streams on both sides, each with some texts on their way.
func BenchmarkStreamAgainstEcho(b *testing.B) {
	c := newContest(b, shortNews(b))
	texts := make([][]byte, len(c.tags))
	for i, req := range c.tags {
		texts[i] = protowire.AppendBytes(protowire.AppendTag(nil, 1, protowire.BytesType), req) // TagStreamRequest.request
	}
	c.run(b, func(b *testing.B) float64 {
		return c.streamed(b, geotagv1.GeotagService_TagStream_FullMethodName, texts)
	},
		func(b *testing.B) float64 { return c.streamed(b, "/geotag.test.Echo/EchoStream", c.echoes) })
}

// shortNews returns articles of news of two thirds of a page. Without a corpus the benchmark is skipped.
func shortNews(b *testing.B) (texts []string) {
	for _, text := range newsTexts(b) {
		if 1700 <= len(text) && len(text) <= 2100 {
			texts = append(texts, text)
		}
	}
	if len(texts) < 30 {
		b.Skip("SKIPPED: no corpus of news here")
	}
	return texts
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
	streams  = 4
	window   = 16 // texts of a stream on their way
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

// streamed returns how many texts a second are answered by streams.
func (c *contest) streamed(b *testing.B, method string, in [][]byte) float64 {
	began := time.Now()
	var group sync.WaitGroup
	for k := range streams {
		stream, err := c.conn.NewStream(b.Context(), &grpc.StreamDesc{ClientStreams: true, ServerStreams: true}, method, grpc.ForceCodecV2(rawCodec{}))
		if err != nil {
			b.Fatal(err)
		}
		underWay := make(chan bool, window)
		group.Go(func() {
			for i := range calls / streams {
				underWay <- true
				if err := stream.SendMsg(in[(k+i*streams)%len(in)]); err != nil {
					b.Error(err)
				}
			}
			stream.CloseSend()
		})
		group.Go(func() {
			var out []byte
			for stream.RecvMsg(&out) == nil {
				<-underWay
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
