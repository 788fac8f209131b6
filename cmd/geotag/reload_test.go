package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/test/bufconn"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/model"
	"example.com/geotag/server"
)

// writeGazetteer replaces a gazetteer by one of a place with the name.
func writeGazetteer(t *testing.T, file, name string) {
	t.Helper()
	var b bytes.Buffer
	err := gazetteer.Compile(&b, func(yield func(gazetteer.Entry, error) bool) {
		yield(gazetteer.Entry{ID: "1", Name: name, Type: gazetteer.Settlement, Population: 5000}, nil)
	}, gazetteer.Options{})
	if err == nil {
		err = os.WriteFile(file+".new", b.Bytes(), 0o600)
	}
	if err == nil {
		err = os.Rename(file+".new", file)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestReloadUnderLoad(t *testing.T) {
	file := filepath.Join(t.TempDir(), "small.gaz")
	writeGazetteer(t, file, "Sylvania")
	r := &reloader{gazetteer: servedFile{file: file}, srv: server.New(nil, server.Options{}), log: slog.New(slog.DiscardHandler), tell: silent(t).Loaded}
	if _, err := r.load(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	lis := bufconn.Listen(1 << 20)
	go r.srv.Serve(ctx, lis)
	conn, err := dial("passthrough:in-process", unencrypted, grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return lis.DialContext(ctx) }))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	api := geotagv1.NewGeotagServiceClient(conn)

	done := make(chan struct{})
	calls := make([]int, 4)
	var load sync.WaitGroup
	for i := range calls {
		load.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				resp, err := api.FindPlaces(ctx, &geotagv1.FindPlacesRequest{Query: "Sylvania"})
				if err != nil || len(resp.GetFeatures()) != 1 {
					t.Errorf("call %d: %v, %v", calls[i], resp, err)
					return
				}
				calls[i]++
			}
		})
	}
	const reloads = 200
	for i := range reloads {
		writeGazetteer(t, file, fmt.Sprintf("SYLVANIA%s", strings.Repeat(".", i%50))) // other bytes, the same name folded
		r.reload(ctx)
	}
	close(done)
	load.Wait()
	for i, n := range calls {
		if n < reloads/10 {
			t.Errorf("caller %d got %d answers", i, n)
		}
	}
	n := mappings(t, file)
	for try := 0; n > 1 && try < 100; try++ { // what the last calls held, and cleanups that are still to run
		runtime.GC()
		n = mappings(t, file)
	}
	if n > 1 {
		t.Errorf("%d mappings after %d reloads", n, reloads)
	}
}

// mappings counts the mappings of a file, those of files that it replaced among them.
func mappings(t *testing.T, file string) int {
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		t.Skip("this system does not tell its mappings: ", err)
	}
	return strings.Count(string(maps), file)
}

func TestBadFileIsRefused(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "small.gaz")
	writeGazetteer(t, file, "Sylvania")
	var log bytes.Buffer
	srv := server.New(nil, server.Options{})
	r := &reloader{gazetteer: servedFile{file: file}, srv: srv, log: slog.New(slog.NewTextHandler(io.Writer(&log), nil)), tell: silent(t).Loaded}
	tagger, err := r.load()
	if err != nil || r.gazetteer.changed() {
		t.Fatal(err)
	}
	if err := os.WriteFile(file+".bad", []byte("no gazetteer"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(file+".bad", file); err != nil {
		t.Fatal(err)
	}
	if !r.gazetteer.changed() {
		t.Error("the other file is not noticed")
	}
	r.reload(t.Context())
	if !strings.Contains(log.String(), "refused") || !strings.Contains(log.String(), file) {
		t.Errorf("log: %s", log.String())
	}
	if r.gazetteer.changed() {
		t.Error("a bad file is read again and again")
	}
	resp, err := srv.GetGazetteer(t.Context(), nil)
	if err != nil || resp.GetVersion() != tagger.Gazetteer().Version() {
		t.Errorf("the server answers from %v, %v; want %s", resp.GetVersion(), err, tagger.Gazetteer().Version())
	}
}

// A server answers by a model that replaces another, and goes on by the one before where the new one is bad.
func TestReloadModel(t *testing.T) {
	t.Parallel()
	m, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "own.model")
	replace := func(data []byte) {
		t.Helper()
		if err := writeWhole(file, data); err != nil {
			t.Fatal(err)
		}
	}
	own := *m
	own.Usual = map[string]float32{"5754005": 3}
	replace(own.Bytes())
	var log bytes.Buffer
	srv := server.New(nil, server.Options{})
	r := &reloader{model: servedFile{file: file}, srv: srv, log: slog.New(slog.NewTextHandler(&log, nil)), tell: silent(t).Loaded}
	if _, err := r.load(); err != nil {
		t.Fatal(err)
	}
	version := func() string {
		t.Helper()
		resp, err := srv.Tag(t.Context(), &geotagv1.TagRequest{Text: "Floods hit Kano."})
		if err != nil {
			t.Fatal(err)
		}
		return resp.GetModelVersion()
	}
	first := version()
	if first == m.Version {
		t.Fatal("the server answers by the built-in model")
	}
	other := bytes.Replace(own.Bytes(), []byte("geotag model 3\n"), []byte("geotag model 9\n"), 1)
	foreign := bytes.Clone(own.Bytes())
	foreign[len("geotag model 3\n")]++ // a byte of the fingerprint
	for what, bad := range map[string][]byte{"another form": other, "another fingerprint": foreign, "cut": own.Bytes()[:1000], "empty": nil} {
		replace(bad)
		log.Reset()
		r.reload(t.Context())
		if version() != first || !strings.Contains(log.String(), "a file is refused") || !strings.Contains(log.String(), file) {
			t.Errorf("%s: version %s, log %s", what, version(), log.String())
		}
	}
	own.Usual = map[string]float32{"5754005": 4}
	replace(own.Bytes())
	if !r.model.changed() {
		t.Error("the other file is not noticed")
	}
	loads, signals := make(chan error), make(chan os.Signal)
	r.tell = func(_ *geotag.Tagger, err error) { loads <- err }
	ended := make(chan struct{})
	ctx, cancel := context.WithCancel(t.Context())
	go func() { defer close(ended); r.run(ctx, signals, 0) }()
	signals <- syscall.SIGHUP
	if err := <-loads; err != nil {
		t.Error(err)
	}
	cancel()
	<-ended
	if version() == first || version() == m.Version {
		t.Errorf("the server answers by %s, as before", version())
	}
}
