//go:build unix

package telemetry

import (
	"bytes"
	"context"
	"io"
	"net"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/mem"
	"google.golang.org/protobuf/proto"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/server"
)

// sentences are what the texts of the benchmark repeat up to two kilobytes.
const sentences = `LAGOS, Nigeria — Heavy rain has cut off villages across northern Nigeria, officials said on Tuesday. In Kano the river rose by two metres
and carried away a bridge on the road to Kaduna; schools in Zaria were closed. "We have not seen water like this in thirty years," said a teacher who had
walked eleven hours with her three children. The government in Abuja sent boats, tents and medicine, and in Niamey the lower quarters stood under water. `

// BenchmarkInstrumented measures how many texts of two kilobytes a second are tagged over TCP, 32 in flight, with metrics and traces of 1 %
// on, beside the same with all off and beside a second server that is off, in turns: on/off is what telemetry leaves, off/off how much
// of a difference the machine makes by itself.
func BenchmarkInstrumented(b *testing.B) {
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // about as rarely as geotag serve collects
	off, control := benched(b, Options{}), benched(b, Options{})
	on := benched(b, Options{Admin: true, spans: tracetest.NewNoopExporter(), Getenv: vars("OTEL_TRACES_SAMPLER", "traceidratio", "OTEL_TRACES_SAMPLER_ARG", ".01")})
	req, err := proto.Marshal(&geotagv1.TagRequest{Text: strings.Repeat(sentences, 4)})
	if err != nil {
		b.Fatal(err)
	}
	var took [3]time.Duration
	var spent [3]time.Duration // of the processors, client and server
	rounds := 0
	for b.Loop() {
		for i := range took {
			i = (i + rounds) % len(took)
			t, c := round(b, [...]*grpc.ClientConn{off, control, on}[i], req)
			took[i] += t
			spent[i] += c
		}
		rounds++
	}
	b.ReportMetric(float64(took[0])/float64(took[2]), "on/off")
	b.ReportMetric(float64(took[0])/float64(took[1]), "off/off")
	b.ReportMetric(float64(spent[0])/float64(spent[2]), "on/off-cpu")
	b.ReportMetric(float64(spent[0])/float64(spent[1]), "off/off-cpu")
	b.ReportMetric(float64(spent[2]-spent[0])/float64(rounds*callsARound)/1e3, "µs-cpu/call")
	b.ReportMetric(float64(spent[0])/float64(rounds*callsARound)/1e3, "off-µs-cpu/call")
}

// benched serves what the options tell, and returns a connection to it.
func benched(b *testing.B, o Options) *grpc.ClientConn {
	tel, err := New(b.Context(), o)
	if err != nil {
		b.Fatal(err)
	}
	ix, err := world.Index()
	if err != nil {
		b.Fatal(err)
	}
	options := server.Options{Log: o.Log}
	tel.Instrument(&options)
	g := server.New(geotag.New(ix), options).GRPC()
	lis, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	go g.Serve(lis)
	conn, err := grpc.NewClient(lis.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { conn.Close(); g.Stop(); tel.Shutdown(context.Background()) })
	return conn
}

const callsARound = 512

// round returns how long the calls of a round took, and how much of the processors.
func round(b *testing.B, conn *grpc.ClientConn, req []byte) (took, spent time.Duration) {
	began, before := time.Now(), processors(b)
	var group sync.WaitGroup
	const inFlight = 32
	for range inFlight {
		group.Go(func() {
			for range callsARound / inFlight {
				var out bytes.Buffer
				if err := conn.Invoke(context.Background(), geotagv1.GeotagService_Tag_FullMethodName, req, &out, grpc.ForceCodecV2(asItIs{})); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	return time.Since(began), processors(b) - before
}

func processors(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// asItIs sends bytes, and reads none: the client is not what is measured.
type asItIs struct{}

func (asItIs) Marshal(v any) (mem.BufferSlice, error) {
	return mem.BufferSlice{mem.SliceBuffer(v.([]byte))}, nil
}
func (asItIs) Unmarshal(mem.BufferSlice, any) error { return nil }
func (asItIs) Name() string                         { return "proto" }

// BenchmarkCall measures a call of next to no work, of which telemetry's cost is what it takes longer.
func BenchmarkCall(b *testing.B) {
	log, err := NewLogger(io.Discard, "json", 0)
	if err != nil {
		b.Fatal(err)
	}
	sampled := vars("OTEL_TRACES_SAMPLER", "traceidratio", "OTEL_TRACES_SAMPLER_ARG", ".01")
	for name, o := range map[string]Options{
		"off": {}, "metrics": {Admin: true}, "traces": {spans: tracetest.NewNoopExporter(), Getenv: sampled},
		"both": {Admin: true, spans: tracetest.NewNoopExporter(), Getenv: sampled}, "log": {LogCalls: true, Log: log},
	} {
		b.Run(name, func(b *testing.B) {
			api := geotagv1.NewGeotagServiceClient(benched(b, o))
			before := processors(b)
			n := 0
			for b.Loop() {
				if _, err := api.GetPlace(b.Context(), &geotagv1.GetPlaceRequest{PlaceId: "2335204"}); err != nil {
					b.Fatal(err)
				}
				n++
			}
			b.ReportMetric(float64((processors(b)-before).Nanoseconds())/1e3/float64(n), "µs-cpu/call")
		})
	}
}
