package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// fleetOptions are what a run of the fleet is asked for.
type fleetOptions struct {
	bin, server      string // files of geotag and nats-server
	texts            string // files to take texts from; empty: some of the program's own
	dir              string // where everything is kept
	articles         int    // how many are submitted at once
	pack             int    // how many of them are one message
	workers, servers int
	kill             time.Duration // how often a worker is killed; the first time at a quarter of the articles at the latest. 0: nobody is
	ackWait          time.Duration // after which an article that a killed worker held is delivered again; 0: what workers say
	last             time.Duration // how long articles are submitted again and again; 0: once
}

// flags makes the flags that say all but the files.
func (o *fleetOptions) flags() {
	flag.IntVar(&o.articles, "articles", 100_000, "with -fleet: submit `N`")
	flag.IntVar(&o.pack, "pack", 1, "with -fleet: put `N` articles into one message")
	flag.IntVar(&o.workers, "workers", 3, "with -fleet: run `N`")
	flag.IntVar(&o.servers, "servers", 3, "with -fleet: run `N` nats-servers, each with a copy of everything")
	flag.DurationVar(&o.kill, "kill", 0, "with -fleet: kill a worker this `OFTEN`, and a nats-server once")
	flag.DurationVar(&o.last, "last", 0, "with -fleet: submit as many again and again for this `LONG`")
}

// The streams, by the names that the command's own texts use.
const (
	articleStream = "ARTICLES"
	placeStream   = "PLACES"
)

// A fleet is workers on a cluster, what they are given, and what came of it.
type fleet struct {
	fleetOptions
	*cluster
	conn      *nats.Conn
	js        jetstream.JetStream
	workers   []*worker
	all       []string    // the texts
	submitted int         // articles so far, without poison
	crews     [kinds]crew // processes that ran
	phases    []phase
	samples   samples   // of the first worker, which is never killed
	peak      float64   // the most resident bytes of any worker
	killed    int       // workers
	struck    time.Time // when the last of them was
	away      *node     // the node that was killed, until it is back
	fallen    int       // nodes
	faults    []string
	events    []string  // what was done, and when
	began     time.Time // the work
}

// Kinds of processes.
const (
	tagging = iota
	submitting
	working
	collecting
	storing // nats-server
	kinds
)

// A worker is a process of geotag work, which is started anew where it was killed.
type worker struct {
	name, admin string
	process     *process
}

// A phase is a part of a run and what it took.
type phase struct {
	what     string
	articles int
	took     time.Duration
	cpu      [kinds]time.Duration
}

// runFleet runs a fleet in a folder of its own, which is kept where a judge is not content, and writes the table, also into the file markdown if there is one.
func runFleet(ctx context.Context, w io.Writer, o fleetOptions, markdown string) error {
	var err error
	if o.server, err = natsServer(ctx, "."); err != nil {
		return fmt.Errorf("no nats-server: %w", err)
	}
	if o.dir, err = os.MkdirTemp("", "fleet"); err != nil {
		return err
	}
	f, err := newFleet(ctx, o)
	if err != nil {
		return err
	}
	defer f.close()
	if err := f.run(ctx); err != nil {
		return fmt.Errorf("%w; all is in %s", err, o.dir)
	}
	h, err := f.reap(ctx)
	if err != nil {
		return err
	}
	table := f.report(h)
	f.close() // before anybody's pipe breaks
	fmt.Fprint(w, table)
	if markdown != "" {
		err = os.WriteFile(markdown, []byte(table), 0o644)
	}
	if slices.ContainsFunc(f.verdicts(h), func(v verdict) bool { return !v.content }) {
		return errors.Join(err, fmt.Errorf("%w; all is in %s", errJudged, o.dir))
	}
	return errors.Join(err, os.RemoveAll(o.dir))
}

// newFleet starts the cluster.
func newFleet(ctx context.Context, o fleetOptions) (*fleet, error) {
	f := &fleet{fleetOptions: o}
	var err error
	if f.bin, err = filepath.Abs(o.bin); err != nil {
		return nil, err
	}
	if f.all, err = newsTexts(o.texts); err != nil {
		return nil, err
	}
	if f.cluster, err = newCluster(o.server, o.dir, o.servers); err != nil {
		return nil, err
	}
	if err = f.start(ctx); err == nil {
		f.conn, f.js, err = f.connect()
	}
	if err != nil {
		f.close()
	}
	return f, err
}

// close ends all processes.
func (f *fleet) close() {
	for _, w := range f.workers {
		w.process.end(syscall.SIGKILL)
	}
	if f.conn != nil {
		f.conn.Close()
	}
	f.stop()
}

// run submits the articles, has them tagged and collects the answers.
func (f *fleet) run(ctx context.Context) error {
	for _, step := range []func(context.Context) error{f.submit, f.tag, f.poison, f.hire, f.work, f.dismiss, f.collect, f.collectDead} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (f *fleet) file(name string) string { return filepath.Join(f.dir, name) }

// geotag runs the command until it ends; what it says goes to the end of out.
func (f *fleet) geotag(ctx context.Context, kind int, out string, args ...string) error {
	p, err := launch(nil, f.file(out), f.bin, args...)
	if err != nil {
		return err
	}
	f.crews[kind] = append(f.crews[kind], p)
	return p.wait(ctx)
}

// measure keeps what a phase of the run took. run returns the number of articles.
func (f *fleet) measure(what string, run func() (int, error)) error {
	before, began := f.used(), time.Now()
	n, err := run()
	p := phase{what: what, articles: n, took: time.Since(began), cpu: f.used()}
	for kind := range p.cpu {
		p.cpu[kind] -= before[kind]
	}
	f.phases = append(f.phases, p)
	return err
}

// used is the processor time of each kind so far.
func (f *fleet) used() (cpu [kinds]time.Duration) {
	f.crews[storing] = f.cluster.ran
	for kind, c := range f.crews {
		cpu[kind] = c.cpu()
	}
	return cpu
}

// submit puts as many articles as are asked for at once onto the stream.
func (f *fleet) submit(ctx context.Context) error {
	file := f.file("articles.jsonl")
	if err := writeArticles(file, f.all, f.submitted, f.articles); err != nil {
		return err
	}
	put := func() (int, error) {
		return f.articles, f.geotag(ctx, submitting, "submit.log", "submit", "-nats", f.urls(), "-stream", articleStream, "-replicas", fmt.Sprint(f.servers), "-pack", fmt.Sprint(f.fleetOptions.pack), file)
	}
	if f.submitted += f.articles; f.submitted > f.articles { // while workers work, which counts for their phase
		_, err := put()
		return err
	}
	return f.measure("submit", put)
}

// tag tags the first articles by the fast lane, which the fleet is held against.
func (f *fleet) tag(ctx context.Context) error {
	return f.measure("tag -lines", func() (int, error) {
		return f.articles, f.geotag(ctx, tagging, "tagged.jsonl", "tag", "-lines", f.file("articles.jsonl"))
	})
}

// poison puts onto the stream, as another publisher would, what cannot be tagged.
func (f *fleet) poison(ctx context.Context) error {
	for _, p := range poisons() {
		if _, err := f.js.Publish(ctx, "articles.poison", []byte(p.payload)); err != nil {
			return fmt.Errorf("poison, %s: %w", p.what, err)
		}
	}
	return nil
}

// hire starts the workers.
func (f *fleet) hire(context.Context) error {
	for i := range f.fleetOptions.workers {
		admin, err := freeAddress()
		if err != nil {
			return err
		}
		w := &worker{name: fmt.Sprintf("w%d", i+1), admin: admin}
		if err := f.startWorker(w); err != nil {
			return err
		}
		f.workers = append(f.workers, w)
	}
	return nil
}

func (f *fleet) startWorker(w *worker) (err error) {
	args := []string{"work", "-nats", f.urls(), "-stream", articleStream, "-subject", "articles.>", "-results", placeStream, "-replicas", fmt.Sprint(f.servers), "-admin", w.admin}
	if f.ackWait > 0 {
		args = append(args, "-ack-wait", f.ackWait.String())
	}
	if w.process, err = launch(nil, f.file(w.name+".log"), f.bin, args...); err == nil {
		f.crews[working] = append(f.crews[working], w.process)
	}
	return err
}

// dismiss ends the workers as a system does that shuts down.
func (f *fleet) dismiss(context.Context) error {
	var errs []error
	for _, w := range f.workers {
		errs = append(errs, w.process.end(syscall.SIGTERM))
	}
	return errors.Join(errs...)
}

func (f *fleet) collect(ctx context.Context) error {
	return f.measure("collect", func() (int, error) {
		return f.submitted, f.geotag(ctx, collecting, "collect.log", "collect", "-nats", f.urls(), "-results", placeStream, "-o", f.file("places.jsonl"))
	})
}

func (f *fleet) collectDead(ctx context.Context) error {
	return f.geotag(ctx, collecting, "collect.log", "collect", "-nats", f.urls(), "-results", placeStream, "-dead", "-o", f.file("dead.jsonl"))
}
