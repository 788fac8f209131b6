package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// Addresses are where a server answers; empty: not there.
type addresses struct{ grpc, rest, admin string }

// serve starts a server on free ports of loopback and returns where it answers once it does.
func (c container) serve(t *testing.T, env []string, args ...string) addresses {
	t.Helper()
	cmd := c.command(context.WithoutCancel(t.Context()), append(env, "GEOTAG_LISTEN=127.0.0.1:0", "GEOTAG_HTTP=127.0.0.1:0", "GEOTAG_ADMIN=127.0.0.1:0", "GEOTAG_LOG_FORMAT=json"), args...)
	out, log := start(t, cmd)
	line := out.until("geotag: serving gRPC on ")
	grpc, rest, ok := strings.Cut(strings.TrimPrefix(line, "geotag: serving gRPC on "), ", REST and the map on ")
	if !ok {
		t.Fatalf("the server says %q, and %s", line, log)
	}
	return addresses{grpc: grpc, rest: rest, admin: administrators(t, log)}
}

// work starts a worker and returns where it answers administrators once it works.
func (c container) work(t *testing.T, env []string, args ...string) (admin string) {
	t.Helper()
	_, log := start(t, c.command(context.WithoutCancel(t.Context()), append(env, "GEOTAG_ADMIN=127.0.0.1:0", "GEOTAG_LOG_FORMAT=json"), args...))
	if log.until(`"msg":"working"`) == "" {
		t.Fatalf("the worker says %s", log)
	}
	return administrators(t, log)
}

// administrators returns where a log says that they are answered.
func administrators(t *testing.T, log *lines) string {
	t.Helper()
	var said struct{ Address string }
	if err := json.Unmarshal([]byte(log.until(`"msg":"administrators"`)), &said); err != nil {
		t.Fatalf("no administrators are answered: %v, %s", err, log)
	}
	return said.Address
}

// nats starts a server of NATS with JetStream and returns its URL.
func nats(t *testing.T) string {
	t.Helper()
	find := exec.CommandContext(t.Context(), "go", "tool", "-modfile=tools.mod", "-n", "nats-server")
	find.Dir = root
	path, err := find.Output()
	if err != nil {
		t.Skip("SKIPPED: no nats-server can be had here: ", err)
	}
	_, log := start(t, exec.CommandContext(context.WithoutCancel(t.Context()), strings.TrimSpace(string(path)), "-a", "127.0.0.1", "-p", "-1", "-js", "-sd", t.TempDir()))
	const listening = "Listening for client connections on "
	_, addr, _ := strings.Cut(log.until(listening), listening)
	if log.until("Server is ready") == "" {
		t.Fatalf("NATS says %s", log)
	}
	return "nats://" + addr
}

// start starts a command that must end well when it is asked to at the end of the test.
func start(t *testing.T, cmd *exec.Cmd) (out, log *lines) {
	t.Helper()
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	out, log = follow(stdout), follow(stderr)
	t.Cleanup(func() {
		kill := time.AfterFunc(time.Minute, func() { cmd.Process.Kill() })
		defer kill.Stop()
		cmd.Process.Signal(syscall.SIGTERM)
		out.until("\x00")
		log.until("\x00")
		if err := cmd.Wait(); err != nil {
			t.Errorf("%s ended with %v: %s", cmd, err, log)
		}
	})
	return out, log
}

// Lines are what a process has said so far.
type lines struct {
	mu    sync.Mutex
	more  *sync.Cond
	all   []string
	ended bool
}

// follow reads lines until they end.
func follow(r io.Reader) *lines {
	l := new(lines)
	l.more = sync.NewCond(&l.mu)
	go func() {
		for s := bufio.NewScanner(r); s.Scan(); {
			l.add(func() { l.all = append(l.all, s.Text()) })
		}
		l.add(func() { l.ended = true })
	}()
	return l
}

func (l *lines) add(more func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	more()
	l.more.Broadcast()
}

// until returns the first line with a word in it, once there is one; empty: there was none.
func (l *lines) until(word string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := 0; ; i++ {
		for i == len(l.all) && !l.ended {
			l.more.Wait()
		}
		if i == len(l.all) {
			return ""
		}
		if strings.Contains(l.all[i], word) {
			return l.all[i]
		}
	}
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.all, "\n")
}

// page returns what stands under a URL.
func page(t *testing.T, url string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Errorf("%s: %s, %v", url, resp.Status, err)
	}
	return string(body)
}
