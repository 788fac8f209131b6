package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/telemetry"
	"example.com/geotag/server"
	"example.com/geotag/web"
)

const serveManual = `
Answers over gRPC (geotag.v1.GeotagService, with health checks and reflection) and over HTTP: REST and its OpenAPI, the page on which
a text becomes a map, map tiles with a style, and the docs. It does so until it is interrupted; then it lets calls under way end.
Once it answers it says where, and from what; with -log json it says the same in its log.

A gazetteer FILE is verified first, and so is a model's. SIGHUP, or with -watch another file of its name, makes it verify the files
again and answer from them; no call fails meanwhile, and a bad file is refused. Replace a file by renaming another over it, as geotag
gazetteer build and geotag train do: never write into it.

Every flag may also stand in the environment, as GEOTAG_ and its name in capitals with _ for -: GEOTAG_HTTP, GEOTAG_MAX_CONNS. What is
said on the command line goes first; of a name that sets nothing it warns.

Beyond loopback it speaks TLS: give a certificate, or say -insecure. Without -tokens everybody may call, each address at a rate. Certificates
and tokens are read anew when their files change, and a bad one is refused.`

const serveExamples = `
Examples:
  geotag serve                                  # then see http://localhost:8081
  geotag serve -gazetteer my.gaz -watch 5s
  geotag serve -listen :8080 -http :443 -cert cert.pem -key key.pem \
    -tokens tokens.txt
  GEOTAG_HTTP=:8081 GEOTAG_INSECURE=true geotag serve -listen :8080 -log json
  curl localhost:8081/v1/tag -d '{"text":"Floods in Kano"}'
  grpcurl -plaintext -d '{"text":"Floods in Kano"}' localhost:8080 \
    geotag.v1.GeotagService/Tag`

// A serving is what serve's flags ask for.
type serving struct {
	listen, face, file string
	model              string
	web                web.Options
	watch, drain       time.Duration
	delay, connAge     time.Duration
	conns, peerConns   int
	memory             int64 // MiB
	access             accessFlags
	telling            telling
}

func (s *serving) flags(fs *flagSet) {
	fs.StringVar(&s.listen, "listen", "localhost:8080", "answer gRPC at `HOST:PORT`; \":8080\" serves the network, and needs -cert")
	fs.StringVar(&s.face, "http", "localhost:8081", "answer REST, and show the page, tiles and docs, at `HOST:PORT`; empty: not at all")
	fs.Func("cors", "let pages of `ORIGIN`S, such as https://example.org, or * for all, call REST", func(list string) error {
		s.web.Origins = append(s.web.Origins, splitList(list)...)
		return nil
	})
	fs.StringVar(&s.web.Basemap, "basemap", "", "draw the raster tiles of `URL`, with {z}, {x} and {y} in it, below the page's map")
	fs.StringVar(&s.file, "gazetteer", "", "answer from the gazetteer in `FILE` instead of the one built in")
	fs.StringVar(&s.model, "model", "", "answer by the model in `FILE`, which geotag train made, instead of the one built in")
	fs.DurationVar(&s.watch, "watch", 0, "look this `OFTEN`, such as 5s, whether a FILE was replaced; 0: at SIGHUP only")
	fs.DurationVar(&s.drain, "drain", 10*time.Second, "when stopping, wait this `LONG` for calls under way")
	fs.DurationVar(&s.delay, "drain-delay", 0, "and before that answer on for this `LONG`, with health NOT_SERVING, until balancers have seen it")
	fs.DurationVar(&s.connAge, "max-conn-age", time.Hour, "ask gRPC clients for another connection after this `LONG`, so that they find servers that are new")
	fs.IntVar(&s.conns, "max-conns", 1024, "have at most `N` connections open on each port")
	fs.IntVar(&s.peerConns, "max-peer-conns", 64, "and `N` of one address on each port")
	fs.Int64Var(&s.memory, "max-memory", 1024, "let clients make the server hold at most `MIB`, beside its work")
	s.access.flags(fs)
	s.telling.flags(fs)
}

func serve(ctx context.Context, e env, args []string) error {
	fs := e.flags("geotag serve [FLAGS]", serveManual, serveExamples)
	var s serving
	s.flags(fs)
	fs.environment()
	if _, err := fs.parse(args, 0, 0); err != nil {
		return err
	}
	if s.watch < 0 || s.watch > 0 && s.file == "" && s.model == "" {
		return &usageError{errors.New("-watch needs a -gazetteer or -model FILE and an interval"), "what is built in does not change"}
	}
	if s.conns <= 0 || s.peerConns <= 0 || s.memory < 64 || s.memory > 1<<20 {
		return &usageError{errors.New("-max-conns and -max-peer-conns are at least 1, -max-memory is 64 to 1048576 MiB"), ""}
	}
	if s.delay < 0 || s.drain < 0 || s.connAge <= 0 {
		return &usageError{errors.New("-drain and -drain-delay are not negative, and -max-conn-age is more than nothing"), ""}
	}
	defer runtime.KeepAlive(tuneCollector(s.memory << 20))
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal kills
	return s.run(ctx, e)
}

// run serves until ctx ends or the gazetteer or the model turns out to be bad.
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
	srv, err := s.newServer(lis, log, tel)
	if err != nil {
		return errors.Join(err, lis.Close())
	}
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)
	ctx, cancel := s.linger(ctx, srv)
	defer cancel(nil)
	hello := greeting{
		grpc: lis.Addr().String(), admin: s.telling.at, encrypted: s.access.certificates != nil, tokens: s.access.tokenCount(),
		loopback: isLoopback(lis), file: s.file, model: s.model,
	}
	faceDone := make(chan error, 1)
	if s.face == "" {
		faceDone <- nil
	} else {
		if hello.face, err = s.serveFace(ctx, srv, tel, faceDone); err != nil {
			return errors.Join(err, lis.Close())
		}
	}
	go s.access.watch(ctx, log)
	go rest(ctx)
	go func() {
		// The port is open already: who calls before the gazetteer is there hears UNAVAILABLE and not silence.
		r := &reloader{gazetteer: servedFile{file: s.file}, model: servedFile{file: s.model}, srv: srv, log: log, tell: tel.Loaded}
		tagger, err := r.load()
		if err != nil {
			cancel(&unservable{err})
			return
		}
		hello.tagger = tagger
		s.greet(e, log, &hello)
		r.run(ctx, hangup, s.watch)
	}()
	err = srv.Serve(ctx, lis)
	if bad, ok := errors.AsType[*unservable](context.Cause(ctx)); ok {
		err = errors.Join(bad.error, err)
	}
	cancel(nil)
	return errors.Join(err, <-faceDone)
}

// linger returns a context of what answers, which ends so long after ctx as balancers may take to see that the server will stop, or when the
// function is called.
func (s *serving) linger(ctx context.Context, srv *server.Server) (context.Context, context.CancelCauseFunc) {
	answering, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	context.AfterFunc(ctx, func() {
		srv.Retire()
		select {
		case <-time.After(s.delay):
			cancel(context.Cause(ctx))
		case <-answering.Done():
		}
	})
	return answering, cancel
}

// unservable ends a server that has nothing to answer from.
type unservable struct{ error }

// newServer returns a server, which has nothing to answer from yet, and sets what its HTTP face shares with it.
func (s *serving) newServer(lis net.Listener, log *slog.Logger, tel *telemetry.Telemetry) (*server.Server, error) {
	guard, err := s.access.open(log)
	if err != nil {
		return nil, err
	}
	if err := s.access.check(lis, "-listen "+s.listen); err != nil {
		return nil, err
	}
	o := server.Options{
		DrainTimeout: s.drain, Log: log, Access: guard, NoReflection: !s.access.reflect && !isLoopback(lis),
		MaxConnAge: s.connAge, MaxConns: s.conns, MaxPeerConns: s.peerConns, MaxMemoryBytes: s.memory << 20,
	}
	s.web.GRPC, s.web.MaxConns, s.web.MaxConnsPerPeer = lis.Addr().String(), s.conns, s.peerConns
	s.web.Drain, s.web.ErrorLog, s.web.Access, s.web.TrustedProxies = s.drain, tel.HTTPErrors(), guard, s.access.proxies
	if c := s.access.certificates; c != nil {
		o.TLS, s.web.TLS = c.Config("h2"), c.Config("h2", "http/1.1")
	}
	tel.Instrument(&o)
	srv := server.New(nil, o)
	tel.Watch(srv)
	return srv, nil
}

// serveFace serves the HTTP face of a server until ctx ends, and then tells done how that went. It returns the face's URL.
func (s *serving) serveFace(ctx context.Context, srv *server.Server, tel *telemetry.Telemetry, done chan<- error) (url string, err error) {
	lis, err := new(net.ListenConfig).Listen(ctx, "tcp", s.face)
	if err != nil {
		return "", hinted(err, "choose another port with -http localhost:PORT, or none with -http ''")
	}
	if err := s.access.check(lis, "-http "+s.face); err != nil {
		return "", errors.Join(err, lis.Close())
	}
	s.web.Host, s.web.Version = s.access.hostOf(lis), buildVersion()
	if err := serveHTTP(ctx, srv, tel, lis, s.web, done); err != nil {
		return "", errors.Join(err, lis.Close())
	}
	scheme := "http://"
	if s.web.TLS != nil {
		scheme = "https://"
	}
	return scheme + lis.Addr().String(), nil
}

// serveHTTP serves the HTTP face of a server on lis until ctx ends, and then tells done how that went.
func serveHTTP(ctx context.Context, srv *server.Server, tel *telemetry.Telemetry, lis net.Listener, o web.Options, done chan<- error) error {
	conn, stop, err := local(srv, tel.DialOptions()...)
	if err != nil {
		return err
	}
	current := func() *gazetteer.Index {
		if t := srv.Tagger(); t != nil {
			return t.Gazetteer()
		}
		return nil
	}
	h, err := web.Handler(web.Service{API: geotagv1.NewGeotagServiceClient(conn), Tag: srv.HandleTag, Current: current}, o)
	if err != nil {
		return errors.Join(err, stop())
	}
	go func() {
		err := web.Serve(ctx, lis, tel.HTTP(closing(h, srv)), o) // with the calls under way, which go over the connection
		done <- errors.Join(err, stop())
	}()
	return nil
}

// closing has connections closed after their answers once the server will stop, so that no client or proxy sends a request down one that is about to
// go.
func closing(next http.Handler, srv *server.Server) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !srv.Healthy() {
			w.Header().Set("Connection", "close")
		}
		next.ServeHTTP(w, r)
	})
}

// servable opens what to serve from: a gazetteer file that may be damaged is verified; what is built in is as sound as the program.
func servable(file, modelFile string) (*geotag.Tagger, error) {
	open := verified
	if file == "" {
		open = openGazetteer
	}
	ix, err := open(file)
	if err != nil {
		return nil, err
	}
	m, err := openModel(modelFile)
	if err != nil {
		return nil, err
	}
	return geotag.NewWithModel(ix, m), nil
}

// greet says that the server answers, and from what: a line on standard output for programs; and for a log of JSON that was asked for a record, else more
// lines for a person.
func (s *serving) greet(e env, log *slog.Logger, hello *greeting) {
	asked := s.telling.form == "json"
	if asked {
		hello.log(log)
	}
	hello.print(e.stdout, !asked)
}
