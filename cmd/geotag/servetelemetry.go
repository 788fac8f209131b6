package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"os"
	"time"

	"google.golang.org/grpc/grpclog"

	"example.com/geotag/internal/telemetry"
)

// A telling is what the flags of a command that runs for long ask to be told about it.
type telling struct {
	admin, form           string
	calls, verbose, trust bool
	at                    string // where administrators are answered, once start was called; empty: not at all
}

// flags adds the flags of a command that answers calls.
func (t *telling) flags(fs *flagSet) {
	t.common(fs)
	fs.BoolVar(&t.calls, "log-calls", false, "log every call, without a word of its text")
	fs.BoolVar(&t.verbose, "v", false, "log every call, and what is else for debugging")
	fs.BoolVar(&t.trust, "trust-traces", false, "let callers decide which calls are traced: behind a gateway of one's own only")
}

// common adds the flags of any command that runs for long.
func (t *telling) common(fs *flagSet) {
	fs.StringVar(&t.admin, "admin", "", "answer administrators at `HOST:PORT`, such as localhost:9090 or, with the word on, localhost:8082: metrics, health, profiles; empty: not at all")
	fs.StringVar(&t.form, "log-format", "", "log in the `FORM` json or text; empty: text at a terminal, else json")
	fs.alias("log", "log-format")
	fs.oneOf("log-format", "json", "text")
}

// logger returns the log that is asked for.
func (t *telling) logger(e env) (*slog.Logger, error) {
	form, level := t.form, slog.LevelInfo
	if form == "" {
		form = "json"
		if isTerminal(e.stderr) {
			form = "text"
		}
	}
	if t.verbose {
		level = slog.LevelDebug
	}
	log, err := telemetry.NewLogger(e.stderr, form, level)
	if err != nil {
		return nil, &usageError{err, "-log-format is json or text"}
	}
	return log, nil
}

// start returns what tells, and a function that ends it, which blocks until what it has to say is said or some seconds have passed.
func (t *telling) start(ctx context.Context, log *slog.Logger) (*telemetry.Telemetry, func() error, error) {
	tel, err := telemetry.New(ctx, telemetry.Options{
		Admin: t.admin != "", Log: log, LogCalls: t.calls || t.verbose, TrustCallers: t.trust, Version: release, Commit: commit(), Getenv: os.Getenv,
	})
	if err != nil {
		return nil, nil, hinted(err, "docs/operations.md says which variables there are")
	}
	if os.Getenv("GRPC_GO_LOG_SEVERITY_LEVEL") == "" {
		grpclog.SetLoggerV2(grpclog.NewLoggerV2(io.Discard, io.Discard, tel.GRPCErrors()))
	}
	stopAdmin, err := t.serveAdmin(ctx, tel, log)
	if err != nil {
		return nil, nil, errors.Join(err, tel.Shutdown(ctx))
	}
	return tel, func() error {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		if err := tel.Shutdown(ctx); err != nil {
			log.WarnContext(ctx, "the last metrics and traces were not sent", "err", err)
		}
		return stopAdmin()
	}, nil
}

// serveAdmin answers administrators until the function that it returns is called, also while the server drains.
func (t *telling) serveAdmin(ctx context.Context, tel *telemetry.Telemetry, log *slog.Logger) (stop func() error, err error) {
	switch t.admin {
	case "":
		return func() error { return nil }, nil
	case "on":
		t.admin = "localhost:8082"
	}
	lis, err := new(net.ListenConfig).Listen(ctx, "tcp", t.admin)
	if err != nil {
		return nil, hinted(err, "choose another port with -admin localhost:PORT")
	}
	addr := lis.Addr().String()
	t.at = addr
	log.InfoContext(ctx, "administrators", "address", addr)
	if tcp, ok := lis.Addr().(*net.TCPAddr); ok && !tcp.IP.IsLoopback() {
		log.WarnContext(ctx, "metrics and profiles are open to all who reach this address: keep the internet from it", "address", addr)
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan error, 1)
	go func() { done <- tel.Serve(ctx, lis) }()
	return func() error {
		cancel()
		return <-done
	}, nil
}
