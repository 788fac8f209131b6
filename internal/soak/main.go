// Command soak runs the geotag binary as an operator would, with TLS, tokens and an admin listener, and drives it with good clients, wrong ones and
// hostile ones while its files are replaced and it is killed and drained; then it judges what the good ones got and what the server holds.
//
//	go run ./internal/soak [-duration 10m] [-bin bin/geotag] [-markdown FILE]
//	go run ./internal/soak -overhead [-bin bin/geotag] [-texts FILE]
//	go run ./internal/soak -base OLD [-bin bin/geotag] [-texts FILE]
//	go run ./internal/soak -fleet [-articles 100000] [-texts FILES] [-kill 5s] [-last 10m] [-bin bin/geotag]
//
// With -overhead it measures instead what TLS, tokens, metrics and traces cost, and REST beside gRPC, and with -base how one binary compares with another;
// with either what a text costs over each face beside an echo.
// With -fleet it has articles tagged by workers on a cluster of nats-servers, and kills some of both. It reads /proc and
// gives each kind of client an address of its own in 127.0.0.0/8: Linux only. It exits with 1 where a judge is not content.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// errJudged ends a run with which a judge is not content; the table says which.
var errJudged = errors.New("a judge is not content")

func main() {
	log.SetOutput(io.Discard) // of net/http, to which an attack's answers are news
	var o options
	flag.StringVar(&o.bin, "bin", "bin/geotag", "run `FILE`")
	flag.StringVar(&o.world, "gazetteer", "gazetteer/world/world.gaz", "answer from copies of `FILE`")
	flag.DurationVar(&o.duration, "duration", 10*time.Minute, "drive it this `LONG`")
	flag.StringVar(&o.markdown, "markdown", "", "write the table into `FILE`, too")
	flag.BoolVar(&o.bare, "bare", false, "run it without TLS, tokens and admin listener")
	flag.BoolVar(&o.verbose, "v", false, "say each event")
	flag.StringVar(&o.only, "only", "", "of the hostile clients, run those with `WORD` in their name")
	everything := flag.Bool("overhead", false, "measure what TLS, tokens, metrics and traces cost, and REST beside gRPC")
	fleet := flag.Bool("fleet", false, "have articles tagged by workers on nats-servers")
	var fo fleetOptions
	fo.flags()
	echo := flag.Int("echo", 0, "answer gRPC with `N` bytes until standard input ends; what -overhead starts itself as")
	base := flag.String("base", "", "measure the binary `FILE` beside -bin")
	texts := flag.String("texts", "", "take texts from `FILES` of a TagRequest in JSON a line: with -overhead or -base one, with -fleet patterns with commas between; else the program's own")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	var err error
	switch {
	case *echo > 0:
		err = serveEcho(*echo)
	case *fleet:
		fo.bin, fo.texts = o.bin, *texts
		err = runFleet(ctx, os.Stdout, fo, o.markdown)
	case *everything || *base != "":
		var asked []*question
		if asked, err = questionsOf(*texts); err == nil {
			err = overhead(ctx, os.Stdout, o.bin, *base, asked)
		}
	default:
		err = run(ctx, os.Stdout, o)
	}
	if err != nil {
		stop()
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}

// options are what a run is asked for.
type options struct {
	bin, world, markdown, only string
	duration                   time.Duration
	bare, verbose              bool
}

// run drives the binary for o.duration and writes the table.
func run(ctx context.Context, w *os.File, o options) error {
	dir, err := os.MkdirTemp("", "soak")
	if err != nil {
		return err
	}
	s, err := newService(o.bin, dir, !o.bare)
	if err != nil {
		return errors.Join(err, os.RemoveAll(dir))
	}
	r := &trial{service: s, options: o, ledger: newLedger(), bar: newBar(w, o.duration)}
	err = r.run(ctx)
	s.signal(syscall.SIGKILL)
	if len(r.samples) == 0 {
		return fmt.Errorf("%w; the server's log is in %s", err, dir)
	}
	table := r.report()
	fmt.Fprint(w, table)
	if o.markdown != "" {
		err = errors.Join(err, os.WriteFile(o.markdown, []byte(table), 0o644))
	}
	if err == nil && !r.content() {
		err = errJudged
	}
	if err != nil {
		return fmt.Errorf("%w; the server's log is in %s", err, dir)
	}
	return os.RemoveAll(dir)
}
