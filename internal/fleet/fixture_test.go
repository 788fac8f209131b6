package fleet

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// The tests share one server of NATS, each with streams of its own.
func TestMain(m *testing.M) {
	code := m.Run()
	if server.stop != nil {
		server.stop()
	}
	os.Exit(code)
}

// server is what natsServer has started.
var server struct {
	once sync.Once
	url  string
	err  error
	stop func()
}

// dialServer connects to a real nats-server, the tool of tools.mod, or skips the test where it cannot be had.
func dialServer(t *testing.T) *nats.Conn {
	t.Helper()
	server.once.Do(func() { server.url, server.stop, server.err = startServer() })
	if server.err != nil {
		t.Skipf("SKIPPED: no nats-server here: %v", server.err)
	}
	nc, err := Connection{URL: server.url}.Dial()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	return nc
}

func startServer() (url string, stop func(), err error) {
	out, err := exec.Command("go", "tool", "-n", "-modfile="+filepath.Join("..", "..", "tools.mod"), "nats-server").CombinedOutput()
	if err != nil {
		return "", nil, fmt.Errorf("%w: %s", err, out)
	}
	dir, err := os.MkdirTemp("", "geotag-nats-")
	if err != nil {
		return "", nil, err
	}
	lis, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	url = "nats://" + lis.Addr().String()
	_, port, _ := net.SplitHostPort(lis.Addr().String())
	lis.Close()
	cmd := exec.Command(strings.TrimSpace(string(out)), "-js", "-sd", dir, "-a", "127.0.0.1", "-p", port)
	if err := cmd.Start(); err != nil {
		return "", nil, err
	}
	stop = func() {
		cmd.Process.Kill()
		cmd.Wait()
		os.RemoveAll(dir)
	}
	for begun := time.Now(); ; {
		nc, err := nats.Connect(url)
		if err == nil {
			nc.Close()
			return url, stop, nil
		}
		if time.Since(begun) > time.Minute {
			return "", stop, err
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// namesOf returns streams of a test's own.
func namesOf(t *testing.T) Names {
	word := strings.NewReplacer("/", "_", "#", "_").Replace(t.Name())
	return Names{Stream: word, Subject: "articles." + word + ".>", Results: "P" + word}.WithDefaults()
}

// answerOf is a TagFunc that answers with what a text says: "CC", "CC.REGION", or an error.
func answerOf(_ context.Context, b []byte, req *geotagv1.TagRequest) ([]byte, error) {
	switch req.GetText() {
	case "panic":
		panic("no word of this goes anywhere")
	case "long":
		return b, status.Error(codes.InvalidArgument, "text is too long")
	case "fail":
		return b, status.Error(codes.Aborted, "not now")
	case "huge", "dense": // which cannot be compressed
		for range map[string]int{"huge": 1 << 18, "dense": 1 << 7}[req.GetText()] {
			b = fmt.Appendf(b, "%x", rand.Uint64())
		}
		return b, nil
	}
	country, _, region := strings.Cut(req.GetText(), ".")
	f := map[string]any{"countries": []map[string]string{{"placeId": country}}}
	if region {
		f["regions"] = []map[string]string{{"placeId": req.GetText()}}
	}
	doc, err := json.Marshal(map[string]any{
		"type": "FeatureCollection", "features": []int{}, "id": req.GetId(), "focus": f, "note": strings.Repeat("to be compressed ", 100),
	})
	return append(b, doc...), err
}

// put puts requests on the articles' stream, which it makes.
func put(t *testing.T, nc *nats.Conn, n Names, requests ...string) {
	t.Helper()
	putPacked(t, nc, n, 1, requests...)
}

// putPacked puts so many requests into a message.
func putPacked(t *testing.T, nc *nats.Conn, n Names, pack int, requests ...string) {
	t.Helper()
	s, err := NewSubmitter(t.Context(), nc, n, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	s.Pack = pack
	err = s.Run(t.Context(), func(yield func(Submission, error) bool) {
		for i, r := range requests {
			if !yield(Submission{ID: fmt.Sprint("put", i), Request: []byte(r), Read: int64(i)}, nil) {
				return
			}
		}
	}, func(ended []Ended) error { return ended[0].Err })
	if err != nil {
		t.Fatal(err)
	}
}

// A running worker.
type running struct {
	*Worker
	log  *lines
	stop func() error // and wait
}

// start starts a worker.
func start(t *testing.T, o WorkOptions) *running {
	t.Helper()
	r := &running{log: new(lines)}
	o.Log = slog.New(slog.NewTextHandler(r.log, nil))
	if o.Tag == nil {
		o.Tag = answerOf
	}
	if o.Version == (Version{}) {
		o.Version = Version{"test", "gaz", "mod"}
	}
	var err error
	if r.Worker, err = NewWorker(t.Context(), dialServer(t), o); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- r.Run(ctx) }()
	r.stop = sync.OnceValue(func() error {
		cancel()
		return <-done
	})
	t.Cleanup(func() { r.stop() })
	return r
}

// lines are a log that a test reads while it is written.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

func (l *lines) count(what string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Count(l.b.String(), what)
}

// collected returns what a Collector yields until the work is done.
func collected(t *testing.T, nc *nats.Conn, o CollectOptions) []Collected {
	t.Helper()
	c, err := NewCollector(t.Context(), nc, o)
	if err != nil {
		t.Fatal(err)
	}
	var all []Collected
	for r, err := range c.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

// deadLetters returns the dead letters by their reasons.
func deadLetters(t *testing.T, nc *nats.Conn, n Names) map[string][]DeadLetter {
	t.Helper()
	by := map[string][]DeadLetter{}
	for _, r := range collected(t, nc, CollectOptions{Names: n, Dead: true}) {
		var d DeadLetter
		if err := json.Unmarshal(r.Documents[0], &d); err != nil || !utf8.Valid(r.Documents[0]) {
			t.Fatalf("%q: %v", r.Documents[0], err)
		}
		by[d.Reason] = append(by[d.Reason], d)
	}
	return by
}

// until waits for a condition.
func until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for begun := time.Now(); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Since(begun) > time.Minute {
			t.Fatalf("in vain: %s", what)
		}
	}
}

// take takes messages from the workers' consumer and says nothing more of them, as a worker does that dies.
func take(t *testing.T, nc *nats.Conn, n Names, count int, ackWait time.Duration) {
	t.Helper()
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	s, err := js.Stream(t.Context(), n.Stream)
	if err != nil {
		t.Fatal(err)
	}
	c, err := n.consumer(t.Context(), s, ackWait)
	if err != nil {
		t.Fatal(err)
	}
	for range count {
		m, err := c.Next()
		if err != nil {
			t.Fatal(errors.Join(err, errors.New("no message to take")))
		}
		if _, err := m.Metadata(); err != nil {
			t.Fatal(err)
		}
	}
}
