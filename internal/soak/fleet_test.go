package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Three workers on three nats-servers, with a worker and a node killed on the way: every article has its one answer, the one that tag -lines gives, and what
// cannot be tagged is a dead letter that says why.
func TestFleet(t *testing.T) {
	t.Parallel()
	server, err := natsServer(t.Context(), "../..")
	if err != nil {
		t.Skipf("SKIPPED: the fleet, as there is no nats-server: %v", err)
	}
	dir := t.TempDir()
	o := fleetOptions{bin: filepath.Join(dir, "geotag"), server: server, dir: dir, articles: 300, pack: 8, workers: 3, servers: 3, kill: time.Hour, ackWait: time.Second}
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-C", "../..", "-o", o.bin, "./cmd/geotag").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	f, err := newFleet(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	if err := f.run(ctx); err != nil {
		left, whose := f.left(t.Context())
		t.Fatalf("%v; of %d articles %d are left (%v); %q, %q", err, f.submitted, left, whose, f.events, f.faults)
	}
	h, err := f.reap(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range f.verdicts(h) {
		if !v.content {
			t.Errorf("%s: %s, wanted %s", v.what, v.found, v.want)
		}
	}
	t.Log("\n" + f.report(h))
}

// A result that is lost, comes twice, is nobody's or is another than that of tag -lines is seen, and so is a dead letter that does not say why.
func TestHarvest(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	line := func(i int, rest string) string {
		id, _ := json.Marshal(articleID(i))
		return fmt.Sprintf("{\"id\":%s,\"features\":[%s]}\n", id, rest)
	}
	for name, content := range map[string]string{
		"tagged.jsonl": line(0, "") + line(1, "") + line(11, ""),
		"places.jsonl": line(0, "") + line(11, "") + line(1, "{}") + line(2, "") + line(2, "") + line(50, ""),
		"dead.jsonl":   `{"reason":"PANIC","message":"no"}` + "\n" + `{"reason":"PANIC"}` + "\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var h harvest
	if err := errors.Join(h.answers(dir, 20), h.letters(dir)); err != nil {
		t.Fatal(err)
	}
	h.answerBytes = 0
	if want := (harvest{results: 6, twice: 1, strange: 1, other: 1, lost: 16, dead: 2, reasons: 1}); h != want {
		t.Errorf("%+v, want %+v", h, want)
	}
}
