package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/gazetteer"
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
	verbose            bool
}

func (s *serving) flags(fs *flagSet) {
	fs.StringVar(&s.listen, "listen", "localhost:8080", "answer gRPC at `HOST:PORT`; \":8080\" serves the network")
	fs.StringVar(&s.face, "http", "localhost:8081", "answer REST and the map's page at `HOST:PORT`; empty: not at all")
	fs.StringVar(&s.web.Origin, "cors", "", "let pages of `ORIGIN`, such as https://example.org, or * for all, call REST")
	fs.StringVar(&s.web.Basemap, "basemap", "", "draw the raster tiles of `URL`, with {z}, {x} and {y} in it, below the page's map")
	fs.StringVar(&s.file, "gazetteer", "", "answer from the gazetteer in `FILE` instead of the one built in")
	fs.DurationVar(&s.watch, "watch", 0, "look this `OFTEN`, such as 5s, whether FILE was replaced; 0: at SIGHUP only")
	fs.DurationVar(&s.drain, "drain", 10*time.Second, "when stopping, wait this `LONG` for calls under way")
	fs.BoolVar(&s.verbose, "v", false, "log every call")
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
		defer runtime.KeepAlive(steady())
	}
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal kills
	return s.run(ctx, e)
}

// steady makes the collector run after every 8 megabytes or so of garbage, of which a call leaves a hundred kilobytes: what lives in a server
// at work is less than three megabytes, so that it would run all the time if it did whenever the heap has doubled, and if it waited longer, a
// large call would make the heap grow by several times its answer. With a reserve, which is
// never touched and so takes addresses alone, the heap counts for some 35 megabytes as long as that is kept, and grows by a quarter.
func steady() (reserve []byte) {
	const reserveBytes, percent = 32 << 20, 25
	debug.SetGCPercent(percent)
	return make([]byte, reserveBytes)
}

// run serves until ctx ends or the gazetteer turns out to be bad.
func (s *serving) run(ctx context.Context, e env) error {
	lis, err := new(net.ListenConfig).Listen(ctx, "tcp", s.listen)
	if err != nil {
		return hinted(err, "is another server running? choose a port with -listen localhost:PORT")
	}
	level := slog.LevelInfo
	if s.verbose {
		level = slog.LevelDebug
	}
	log := slog.New(slog.NewTextHandler(e.stderr, &slog.HandlerOptions{Level: level}))
	srv := server.New(nil, server.Options{DrainTimeout: s.drain, Log: log})
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
		addr, err := serveHTTP(ctx, srv, s.face, s.web, faceDone)
		if err != nil {
			return errors.Join(err, lis.Close())
		}
		where += fmt.Sprintf(", REST and the map on http://%s", addr)
	}
	go func() {
		// The port is open already: who calls before the gazetteer is there hears UNAVAILABLE and not silence.
		r := &reloader{file: s.file, srv: srv, log: log}
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
func serveHTTP(ctx context.Context, srv *server.Server, address string, o web.Options, done chan<- error) (net.Addr, error) {
	lis, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, hinted(err, "choose another port with -http localhost:PORT, or none with -http ''")
	}
	conn, err := local(ctx, srv)
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
		err := web.Serve(ctx, lis, h, o)
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
