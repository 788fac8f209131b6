package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/nats-io/nats.go"

	"example.com/geotag/internal/fleet"
	"example.com/geotag/internal/rfc7946"
)

// A fleetRun is the command against a real nats-server, in a folder of its own.
type fleetRun struct {
	t        *testing.T
	bin, dir string
	url      string
	nc       *nats.Conn
}

// newFleetRun starts a nats-server, the tool of tools.mod, or skips the test where it cannot be had.
func newFleetRun(t *testing.T) *fleetRun {
	bin, err := built()
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("go", "tool", "-n", "-modfile="+filepath.Join("..", "..", "tools.mod"), "nats-server").CombinedOutput()
	if err != nil {
		t.Skipf("SKIPPED: no nats-server here: %v: %s", err, out)
	}
	lis, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &fleetRun{t: t, bin: filepath.Join(bin, "geotag"), dir: t.TempDir(), url: "nats://" + lis.Addr().String()}
	_, port, _ := net.SplitHostPort(lis.Addr().String())
	lis.Close()
	server := exec.Command(strings.TrimSpace(string(out)), "-js", "-sd", t.TempDir(), "-a", "127.0.0.1", "-p", port)
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		server.Process.Kill()
		server.Wait()
	})
	r.until("the server answers", func() bool {
		r.nc, err = fleet.Connection{URL: r.url}.Dial()
		return err == nil
	})
	t.Cleanup(r.nc.Close)
	return r
}

func (r *fleetRun) until(what string, holds func() bool) {
	r.t.Helper()
	for begun := time.Now(); !holds(); time.Sleep(2 * time.Millisecond) {
		if time.Since(begun) > 2*time.Minute {
			r.t.Fatalf("in vain: %s", what)
		}
	}
}

// command returns the command with arguments, which ends with the test.
func (r *fleetRun) command(args ...string) *exec.Cmd {
	c := exec.CommandContext(r.t.Context(), r.bin, append(args, "-nats", r.url)...)
	c.Dir = r.dir
	c.Stderr = new(bytes.Buffer)
	return c
}

// run runs the command to its end, and returns what it prints.
func (r *fleetRun) run(args ...string) string {
	r.t.Helper()
	c := r.command(args...)
	out, err := c.Output()
	if err != nil {
		r.t.Fatalf("geotag %q: %v\n%s", args, err, c.Stderr)
	}
	return string(out)
}

// killed runs the command, and kills it once something holds.
func (r *fleetRun) killed(what string, holds func() bool, args ...string) {
	r.t.Helper()
	c := r.command(args...)
	if err := c.Start(); err != nil {
		r.t.Fatal(err)
	}
	r.until(what, holds)
	c.Process.Kill()
	c.Wait()
}

func (r *fleetRun) look() *fleet.Status {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.t.Context(), time.Minute)
	defer cancel()
	s, err := fleet.Look(ctx, r.nc, fleet.Names{})
	if err != nil {
		r.t.Fatal(err)
	}
	return s
}

func (r *fleetRun) write(name, content string) {
	r.t.Helper()
	if err := os.WriteFile(filepath.Join(r.dir, name), []byte(content), 0o666); err != nil {
		r.t.Fatal(err)
	}
}

func (r *fleetRun) read(name string) string {
	r.t.Helper()
	b, err := os.ReadFile(filepath.Join(r.dir, name))
	if err != nil {
		r.t.Fatal(err)
	}
	return string(b)
}

// Whatever is killed on the way from files to a file, every text has one answer, and what cannot be tagged its reason.
func TestFleet(t *testing.T) {
	t.Parallel()
	const n = 10_000
	r := newFleetRun(t)
	if out, err := r.command("collect", "-o", "again.jsonl").Output(); err == nil { // too early, which leaves nothing in the way of what comes
		t.Errorf("nothing is collected: %s", out)
	}
	var texts strings.Builder
	for i := range n {
		fmt.Fprintf(&texts, `{"id":"t%d","text":"Floods in Kano"}`+"\n", i)
	}
	r.write("texts.jsonl", texts.String()+`{"id":"empty","text":""}`+"\n")

	r.killed("some are submitted", func() bool { return r.look().Pending > n/10 }, "submit", "texts.jsonl")
	if out := r.run("submit", "-resume", "texts.jsonl"); !strings.HasPrefix(out, "submitted ") || r.look().Pending != n+1 {
		t.Fatalf("%q, and %d articles are there", out, r.look().Pending)
	}

	work := []string{"work", "-ack-wait", "1s", "-by", "country"}
	r.killed("some are tagged", func() bool { return r.look().Answers > n/10 }, work...)
	worker := r.command(work...)
	if err := worker.Start(); err != nil {
		t.Fatal(err)
	}
	begun := func() bool {
		var of struct{ State struct{ Number uint64 } }
		b, err := os.ReadFile(filepath.Join(r.dir, "places.jsonl.checkpoint"))
		return err == nil && json.Unmarshal(b, &of) == nil && of.State.Number > 0
	}
	r.killed("some are collected", begun, "collect", "-follow", "-o", "places.jsonl")
	r.run("collect", "-resume", "-o", "places.jsonl")
	r.run("collect", "-o", "again.jsonl")
	r.run("collect", "-dead", "-o", "dead.jsonl")
	if got := r.read("places.jsonl"); got != r.read("again.jsonl") {
		t.Error("a run that was killed wrote other bytes than one that was not")
	}
	r.checkAnswers(r.read("places.jsonl"), n)
	if dead := r.read("dead.jsonl"); strings.Count(dead, "\n") != 1 || !strings.Contains(dead, `"id":"empty","reason":"INVALID_FIELD","code":"InvalidArgument","message":"text is empty"`) {
		t.Errorf("dead letters: %s", dead)
	}
	var s fleet.Status
	if err := json.Unmarshal([]byte(r.run("work", "-status")), &s); err != nil || len(s.Workers) == 0 || s.Pending != 0 || s.Answers != n || s.DeadLetters != 1 || s.Mixed {
		t.Errorf("%+v %v", s, err)
	}
	r.write("twins.jsonl", `{"id":"twin","text":"Floods in Kano"}`+"\n"+`{"id":"twin","text":"Rain in Lagos"}`+"\n")
	if out := r.run("submit", "twins.jsonl"); out != "submitted 2 texts to ARTICLES\n  of which it had 1 already, by their ids\n" {
		t.Errorf("two texts of one id: %q", out)
	}
	worker.Process.Signal(syscall.SIGTERM)
	if err := worker.Wait(); err != nil {
		t.Errorf("a worker that is told to stop: %v\n%s", err, worker.Stderr)
	}
}

// checkAnswers checks that there are n answers of so many texts.
func (r *fleetRun) checkAnswers(answers string, n int) {
	r.t.Helper()
	seen := map[string]bool{}
	for line := range strings.Lines(answers) {
		var doc struct{ ID string }
		if err := json.Unmarshal([]byte(line), &doc); err != nil {
			r.t.Fatal(err)
		}
		if len(seen) == 0 {
			if err := rfc7946.Check([]byte(line)); err != nil {
				r.t.Error(err)
			}
		}
		if seen[doc.ID] || !strings.Contains(line, `"name":"Kano"`) {
			r.t.Fatalf("%s a second time, or without its place: %s", doc.ID, line)
		}
		seen[doc.ID] = true
	}
	if len(seen) != n {
		r.t.Errorf("%d texts have an answer, of %d", len(seen), n)
	}
}

// What is wrong with the command line is said before anything is done.
func TestFleetUsage(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"work"}, {"work", "-nats", "nats://127.0.0.1:1", "-by", "planet"}, {"work", "-nats", "nats://127.0.0.1:1", "-stream", "a b"},
		{"work", "-nats", "nats://127.0.0.1:1", "-ack-wait", "1ms"}, {"submit", "-nats", "nats://127.0.0.1:1", "-resume"}, {"submit", "x.jsonl"},
		{"collect", "-nats", "nats://127.0.0.1:1", "-resume"}, {"collect", "-nats", "nats://127.0.0.1:1", "-out", "xml"}, {"collect", "-nats", "nats://127.0.0.1:1", "-dead", "-out", "csv"},
	} {
		err := run(t.Context(), args, strings.NewReader(""), new(bytes.Buffer), new(bytes.Buffer))
		if _, ok := err.(*usageError); !ok {
			t.Errorf("%q: %v", args, err)
		}
	}
	err := run(t.Context(), []string{"work", "-nats", "nats://127.0.0.1:1"}, strings.NewReader(""), new(bytes.Buffer), new(bytes.Buffer))
	if h, ok := err.(*hintError); !ok || !strings.Contains(h.hint, "nats-server -js") {
		t.Errorf("without a server: %v", err)
	}
}
