package web_test

import (
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/server"
	"example.com/geotag/web"
)

// cpu is the processor time that the process has used, in nanoseconds.
func cpu(b *testing.B) float64 {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return float64(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkTagBoth asks over REST and over gRPC for the same text, each over loopback, and reports the processor time of the whole process, callers
// among it, and the ratio.
func BenchmarkTagBoth(b *testing.B) {
	long := strings.Repeat(text+" Moscow has yet to comment. ", 10)
	h, _ := newFace(b, web.Options{})
	lis, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	go web.Serve(b.Context(), lis, h, web.Options{})
	ix, err := world.Index()
	if err != nil {
		b.Fatal(err)
	}
	rpc, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	g := server.New(geotag.New(ix), server.Options{}).GRPC()
	go g.Serve(rpc)
	defer g.Stop()
	conn, err := grpc.NewClient(rpc.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
	api := geotagv1.NewGeotagServiceClient(conn)
	body := `{"text":"` + long + `"}`
	var rest, direct float64
	for b.Loop() {
		before := cpu(b)
		resp, err := http.Post("http://"+lis.Addr().String()+"/v1/tag", "application/json", strings.NewReader(body))
		if err != nil {
			b.Fatal(err)
		}
		io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		between := cpu(b)
		if _, err := api.Tag(b.Context(), &geotagv1.TagRequest{Text: long}); err != nil {
			b.Fatal(err)
		}
		rest, direct = rest+between-before, direct+cpu(b)-between
	}
	b.ReportMetric(rest/float64(b.N)/1e3, "rest-us")
	b.ReportMetric(direct/float64(b.N)/1e3, "grpc-us")
	b.ReportMetric(rest/direct, "ratio")
}
