package main

import (
	"context"
	"errors"
	"log/slog"
	"runtime"
	"time"

	"github.com/nats-io/nats.go"

	"example.com/geotag"
	"example.com/geotag/internal/fleet"
	"example.com/geotag/internal/telemetry"
	"example.com/geotag/server"
)

const workManual = `
Takes articles from a stream of NATS JetStream, tags them, and stores the answers on another, until it is interrupted. One works with all
processors of its machine (-j); start one on each of as many machines as there are: they share the stream. geotag submit puts articles on it,
geotag collect writes the answers to a file. What is missing of the streams is made.

An article is a request as of a line of geotag tag -lines, an answer its FeatureCollection; of a pack (geotag submit -pack) a line each. An article is acknowledged once its answer is
stored, and one that is delivered again is stored once. What cannot be tagged goes to the dead letters with the reason: a request that no
server would answer at once, one that fails, or that workers died of, after -max-deliver tries.

SIGTERM ends it: what is under way is tagged, stored and acknowledged, the rest goes back to the stream at once. With -status it prints how
the fleet stands, as JSON where there is no terminal.

Every flag may also stand in the environment, as GEOTAG_ and its name in capitals with _ for -: GEOTAG_NATS, GEOTAG_ACK_WAIT.`

const workExamples = `
Examples:
  nats-server -js &
  geotag submit -nats nats://localhost:4222 articles.jsonl.gz
  geotag work -nats nats://localhost:4222 -admin localhost:9090
  geotag work -nats nats://localhost:4222 -status
  geotag collect -nats nats://localhost:4222 -o places.jsonl
  geotag work -nats tls://n1,tls://n2,tls://n3 -creds geotag.creds -replicas 3 -by country`

// A working is what work's flags ask for.
type working struct {
	nats    natsFlags
	source  source // the gazetteer and the model
	o       fleet.WorkOptions
	telling telling
	status  bool
}

func (w *working) flags(fs *flagSet) {
	w.nats.flags(fs)
	w.nats.answering(fs)
	w.nats.making(fs)
	fs.StringVar(&w.nats.names.Dead, "dead", "", "put what cannot be tagged on `SUBJECT` (default dead.STREAM, on the stream STREAM_DEAD)")
	fs.Func("by", "store answers under the `PLACE` that they are about: country (places.CC) or region (places.CC.REGION)", func(s string) (err error) {
		w.o.By, err = fleet.ParseBy(s)
		return err
	})
	fs.oneOf("by", "country", "region")
	fs.BoolVar(&w.o.Compress, "compress", false, "compress every answer (Snappy), for half the disk, and not only packs and what is large")
	fs.DurationVar(&w.o.AckWait, "ack-wait", 30*time.Second, "deliver an article to another worker so `LONG` after the last sign of life")
	fs.IntVar(&w.o.MaxDeliver, "max-deliver", 5, "try an article `N` times, then it is a dead letter")
	fs.IntVar(&w.o.Jobs, "j", runtime.GOMAXPROCS(0), "tag `N` articles at once (default one a processor)")
	fs.Lookup("j").DefValue = "" // a manual is the same on all machines
	fs.StringVar(&w.source.file, "gazetteer", "", "answer from the gazetteer in `FILE` instead of the one built in")
	w.source.modelFlag(fs)
	w.telling.common(fs)
	fs.BoolVar(&w.status, "status", false, "print how the fleet stands, and end")
}

func work(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag work -nats URL [FLAGS]", workManual, workExamples)
	var w working
	w.flags(fs)
	natsEnvironment(fs)
	if _, err := fs.parse(args, 0, 0); err != nil {
		return err
	}
	if w.o.AckWait < time.Second || w.o.MaxDeliver < 1 || w.o.Jobs < 1 || w.o.Jobs > mostWorkers {
		return fs.misuse("-ack-wait is at least 1s, -max-deliver is at least 1, and -j from 1 to %d", mostWorkers)
	}
	log, err := w.telling.logger(e)
	if err != nil {
		return err
	}
	ctx, stop := stoppable(ctx)
	defer stop()
	w.o.Log = log
	nc, err := w.nats.dial(fs, log)
	if err != nil {
		return err
	}
	defer nc.Close()
	if w.status {
		return printStatus(ctx, e, nc, w.nats.names)
	}
	return explained(w.run(ctx, e, nc, log))
}

// run works until ctx ends.
func (w *working) run(ctx context.Context, e env, nc *nats.Conn, log *slog.Logger) (err error) {
	tel, end, err := w.telling.start(ctx, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, end()) }()
	defer runtime.KeepAlive(tuneCollectorForBulk())
	tagger, err := servable(w.source.file, w.source.model)
	tel.Loaded(tagger, err)
	if err != nil {
		return err
	}
	so := server.Options{Log: log}
	tel.Instrument(&so)
	srv := server.New(tagger, so)
	tel.Watch(srv)
	w.o.Names, w.o.Tag, w.o.Version = w.nats.names, srv.AppendTag, versionOf(tagger)
	worker, err := fleet.NewWorker(ctx, nc, w.o)
	if err != nil && ctx.Err() != nil { // it was stopped before it began
		return nil
	} else if err != nil {
		return err
	}
	if err := tel.WatchQueue(queueOf(worker)); err != nil {
		return err
	}
	log.InfoContext(ctx, "working", "worker", worker.Member().Worker, "stream", w.o.Stream, "subject", w.o.Subject, "results", w.o.Results,
		"gazetteerVersion", w.o.Version.Gazetteer, "modelVersion", w.o.Version.Model, "server", nc.ConnectedUrlRedacted())
	err = worker.Run(ctx)
	m := worker.Member()
	log.Info("stopped", "tagged", m.Tagged, "failed", m.Failed, "dead", m.Dead)
	return err
}

// versionOf names what a tagger answers from.
func versionOf(t *geotag.Tagger) fleet.Version {
	return fleet.Version{Geotag: release, Gazetteer: t.Gazetteer().Version(), Model: t.ModelVersion()}
}

func queueOf(w *fleet.Worker) telemetry.Queue {
	return telemetry.Queue{Ready: w.Ready, Pending: w.Pending, Articles: func() (tagged, failed, dead int64) {
		m := w.Member()
		return m.Tagged, m.Failed, m.Dead
	}}
}
