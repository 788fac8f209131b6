package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/telemetry"
	"example.com/geotag/server"
	"example.com/geotag/web"
)

const serveManual = `
Answers geotag.v1.GeotagService over gRPC, with health checks and reflection, and over HTTP as REST, with a page that
shows what a text names, until it is interrupted; then it lets calls under way end. It prints a line once it is serving.

A gazetteer FILE is verified first. SIGHUP, or with -watch another file of its name, makes it verify the file again and
answer from it; no call fails meanwhile, and a bad file is refused. Replace a file by renaming another over it, as geotag
gazetteer build does: never write into it.`

const serveExamples = `
Examples:
  geotag serve
  geotag serve -listen :8080 -gazetteer my.gaz -watch 5s
  grpcurl -plaintext -d '{"text":"Floods in Kano"}' localhost:8080 geotag.v1.GeotagService/Tag`

// A serving is what serve's flags ask for.
type serving struct {
	listen, face, file string
	web                web.Options
	watch, drain       time.Duration
	telling            telling
}

func (s *serving) flags(fs *flagSet) {
	fs.StringVar(&s.listen, "listen", "localhost:8080", "answer gRPC at `HOST:PORT`; \":8080\" serves the network")
	fs.StringVar(&s.face, "http", "localhost:8081", "answer REST and the map's page at `HOST:PORT`; empty: not at all")
	fs.StringVar(&s.web.Origin, "cors", "", "let pages of `ORIGIN`, such as https://example.org, or * for all, call REST")
	fs.StringVar(&s.web.Basemap, "basemap", "", "draw the raster tiles of `URL`, with {z}, {x} and {y} in it, below the page's map")
	fs.StringVar(&s.file, "gazetteer", "", "answer from the gazetteer in `FILE` instead of the one built in")
	fs.DurationVar(&s.watch, "watch", 0, "look this `OFTEN`, such as 5s, whether FILE was replaced; 0: at SIGHUP only")
	fs.DurationVar(&s.drain, "drain", 10*time.Second, "when stopping, wait this `LONG` for calls under way")
	s.telling.flags(fs)
}

func serve(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag serve [FLAGS]", serveManual, serveExamples)
	var s serving
	s.flags(fs)
	if _, err := fs.parse(args, 0, 0); err != nil {
		return err
	}
	if s.watch < 0 || s.watch > 0 && s.file == "" {
		return &usageError{errors.New("-watch needs a -gazetteer FILE and an interval"), "the built-in gazetteer does not change"}
	}
	if os.Getenv("GOGC") == "" {
		// The heap of a server at work is a few megabytes, most of it garbage of calls: collect it less often.
		debug.SetGCPercent(400)
	}
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal kills
	return s.run(ctx, e)
}

// run serves until ctx ends or the gazetteer turns out to be bad.
func (s *serving) run(ctx context.Context, e env) (err error) {
	log, err := s.telling.logger(e)
	if err != nil {
		return err
	}
	tel, end, err := s.telling.start(ctx, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, end()) }()
	lis, err := new(net.ListenConfig).Listen(ctx, "tcp", s.listen)
	if err != nil {
		return hinted(err, "is another server running? choose a port with -listen localhost:PORT")
	}
	o := server.Options{DrainTimeout: s.drain, Log: log}
	tel.Instrument(&o)
	srv := server.New(nil, o)
	tel.Watch(srv)
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	where := fmt.Sprint("gRPC on ", lis.Addr())
	faceDone := make(chan error, 1)
	if s.face == "" {
		faceDone <- nil
	} else {
		addr, err := serveHTTP(ctx, srv, tel, s.face, s.web, faceDone)
		if err != nil {
			return errors.Join(err, lis.Close())
		}
		where += fmt.Sprintf(", REST and the map on http://%s", addr)
	}
	go func() {
		// The port is open already: who calls before the gazetteer is there hears UNAVAILABLE and not silence.
		r := &reloader{file: s.file, srv: srv, log: log, tell: tel.Loaded}
		if _, err := r.load(); err != nil {
			cancel(&badGazetteer{err})
			return
		}
		e.announce(where, lis.Addr())
		r.run(ctx, hangup, s.watch)
	}()
	err = srv.Serve(ctx, lis)
	if bad, ok := errors.AsType[*badGazetteer](context.Cause(ctx)); ok {
		err = errors.Join(bad.error, err)
	}
	cancel(nil)
	return errors.Join(err, <-faceDone)
}

// badGazetteer ends a server that has nothing to answer from.
type badGazetteer struct{ error }

// serveHTTP serves the HTTP face of a server at an address until ctx ends, and then tells done how that went.
func serveHTTP(ctx context.Context, srv *server.Server, tel *telemetry.Telemetry, address string, o web.Options, done chan<- error) (net.Addr, error) {
	lis, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, hinted(err, "choose another port with -http localhost:PORT, or none with -http ''")
	}
	conn, err := local(ctx, srv, tel.DialOptions()...)
	if err != nil {
		return nil, errors.Join(err, lis.Close())
	}
	h, err := web.Handler(geotagv1.NewGeotagServiceClient(conn), func() *gazetteer.Index {
		if t := srv.Tagger(); t != nil {
			return t.Gazetteer()
		}
		return nil
	}, o)
	if err != nil {
		return nil, errors.Join(err, conn.Close(), lis.Close())
	}
	go func() {
		err := web.Serve(ctx, lis, tel.HTTP(h), o)
		done <- errors.Join(err, conn.Close())
	}()
	return lis.Addr(), nil
}

// servable opens a gazetteer to serve: a file that may be damaged is verified; what is built in is as sound as the program.
func servable(file string) (*gazetteer.Index, error) {
	if file == "" {
		return openGazetteer("")
	}
	return verified(file)
}

// announce says where the server answers, and to a person at a terminal how to try it.
func (e env) announce(where string, addr net.Addr) {
	fmt.Fprintf(e.stdout, "geotag: serving %s\n", where)
	if isTerminal(e.stdout) {
		fmt.Fprintf(e.stdout, "try: grpcurl -plaintext -d '{\"text\":\"Floods in Kano\"}' %s geotag.v1.GeotagService/Tag\n", addr)
	}
}
