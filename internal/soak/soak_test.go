package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"
)

// A short trial of the real binary: everybody gets what is expected, while the server is killed, drained, and has its files replaced. What
// it holds is not judged, as it has not yet come to rest after so few seconds.
func TestShortTrial(t *testing.T) {
	if os.Getenv("SOAK") == "" {
		t.Skip("SKIPPED: a short trial, which wants a machine of its own; make soak runs a long one, and SOAK=1 this one")
	}
	dir := t.TempDir()
	bin := filepath.Join(dir, "geotag")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-C", "../..", "-o", bin, "./cmd/geotag").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	o := options{bin: bin, world: "../../gazetteer/world/world.gaz", duration: 12 * time.Second}
	s, err := newService(o.bin, dir, true)
	if err != nil {
		t.Fatal(err)
	}
	if !s.full {
		t.Skip("this version knows neither TLS nor tokens")
	}
	r := &trial{service: s, options: o, ledger: newLedger(), bar: &bar{}}
	err = r.run(t.Context())
	s.signal(syscall.SIGKILL)
	if err != nil {
		t.Fatal(err)
	}
	if r.missed > 0 {
		t.Errorf("%d ends that are not expected:", r.missed)
		for _, f := range r.faults {
			t.Log(f)
		}
	}
	answers := 0 // on a slow machine some kinds have none yet
	for _, j := range r.goodJobs() {
		answers += r.row(j.kind).ends[good]
	}
	if answers == 0 {
		t.Error("no good client had an answer")
	}
	for _, w := range r.forbidden() {
		if n := s.logged(w.text); n > 0 {
			t.Errorf("%s in the log: %d", w.what, n)
		}
	}
	if t.Failed() {
		t.Log("\n" + r.report())
	}
}

// A leak is told from a level that peaks, and from one that sinks.
func TestGrowth(t *testing.T) {
	t.Parallel()
	level := func(of func(i int) float64) (s samples) {
		for i := range 60 {
			s = append(s, sample{at: time.Unix(int64(i), 0), descriptors: of(i)})
		}
		return s
	}
	of := func(x sample) float64 { return x.descriptors }
	for _, c := range []struct {
		name string
		s    samples
		flat bool
	}{
		{"level", level(func(int) float64 { return 50 }), true},
		{"peaks", level(func(i int) float64 { return 50 + float64(i%7/6)*1000 }), true},
		{"sinking", level(func(i int) float64 { return 500 - float64(i) }), true},
		{"leak", level(func(i int) float64 { return 50 + float64(i) }), false},
		{"leak with peaks", level(func(i int) float64 { return 50 + float64(i) + float64(i%7/6)*1000 }), false},
		{"nothing seen", nil, false},
	} {
		if v := c.s.flat(c.name, 1, 32, of); v.content != c.flat {
			t.Errorf("%s: %s, wanted to %s", c.name, v.found, v.want)
		}
	}
}

// What is judged is the last process, in the last two thirds of the time.
func TestTail(t *testing.T) {
	t.Parallel()
	var s samples
	for i := range 30 {
		s = append(s, sample{at: time.Unix(int64(i), 0), pid: 1 + i/15})
	}
	if tail := s.tail(); len(tail) != 15 || tail[0].pid != 2 {
		t.Errorf("the tail has %d samples", len(tail))
	}
}

// Ends are expected, or they are not: by what kind of client it is, by whether the server was away, and by whether it says when to come again.
func TestLedger(t *testing.T) {
	t.Parallel()
	l := newLedger()
	began := time.Now()
	l.record("a", began, end{code: good}, good)
	l.record("a", began, end{code: "InvalidArgument"}, "InvalidArgument")
	l.record("a", began, end{code: "ResourceExhausted", retry: time.Second}, good)
	if l.missed != 0 {
		t.Errorf("not expected: %q", l.faults)
	}
	l.record("a", began, end{code: "ResourceExhausted"}, good)
	l.record("a", began, end{code: "Unavailable"}, good)
	l.record("a", began, end{code: good}, "Unauthenticated")
	if l.missed != 3 {
		t.Errorf("%d ends are not expected, want 3: %q", l.missed, l.faults)
	}
	if err := l.away(func() error { l.record("a", began, end{code: "Unavailable"}, good); return nil }); err != nil || l.missed != 3 {
		t.Errorf("a server that is away on purpose is missed: %q", l.faults)
	}
}

// A stream's lines are held against the texts in their order.
func TestRightLines(t *testing.T) {
	t.Parallel()
	asked := []*question{tagged(text{language: "en", body: "x"}), tagged(text{language: "de", body: "y"})}
	line := func(id string) string { return fmt.Sprintf(`{"id":%q,"features":[{}]}`+"\n", id) }
	for out, want := range map[string]string{
		line("en") + line("de"):              good,
		line("de") + line("en"):              "wrong answer",
		line("en"):                           "wrong answer",
		line("en") + line("de") + line("de"): "wrong answer",
		line("en") + `{"id":"de","features":[],"error":{"code":8}}` + "\n":  "ResourceExhausted",
		line("en") + `{"id":"de","features":[],"error":{"code":13}}` + "\n": "text refused",
		line("en") + "{\n": "wrong answer",
	} {
		if _, e := rightLines([]byte(out), asked); e.code != want {
			t.Errorf("%q ends with %s, want %s", out, e.code, want)
		}
	}
}

// A text names what it says that it names, in every language and size, and the same text comes of the same chance.
func TestTexts(t *testing.T) {
	t.Parallel()
	a, b := newCatalog(1), newCatalog(1)
	if !slices.EqualFunc(a.texts, b.texts, func(x, y *question) bool { return string(x.in) == string(y.in) }) {
		t.Error("the same seed gives other texts")
	}
	if last := a.texts[len(a.texts)-1]; len(last.in) > 1<<20 || len(last.in) < longest {
		t.Errorf("the longest message has %d bytes", len(last.in))
	}
}
