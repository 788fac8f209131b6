package main

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"os/signal"
	"syscall"

	"github.com/nats-io/nats.go"

	"example.com/geotag/internal/fleet"
)

// natsFlags are how the commands of a fleet reach its NATS servers, and what its streams are called.
type natsFlags struct {
	to    fleet.Connection
	names fleet.Names
}

func (n *natsFlags) flags(fs *flagSet) {
	fs.StringVar(&n.to.URL, "nats", "", "the NATS server's `URL`, such as nats://localhost:4222 or tls://USER:PASSWORD@HOST; several with commas")
	fs.StringVar(&n.to.Creds, "creds", "", "log in with the credentials (a JWT and its seed) in `FILE`")
	fs.StringVar(&n.to.NKey, "nkey", "", "log in with the nkey whose seed is in `FILE`")
	fs.StringVar(&n.to.CA, "tls-ca", "", "trust the authorities in `FILE` (PEM), rather than the system's")
	fs.StringVar(&n.to.Cert, "tls-cert", "", "show the certificate in `FILE` (PEM)")
	fs.StringVar(&n.to.Key, "tls-key", "", "the certificate's private key, in `FILE` (PEM)")
	fs.StringVar(&n.names.Stream, "stream", "ARTICLES", "the `STREAM` of the articles")
}

// natsEnvironment lets the environment set all flags, and NATS_URL, of NATS' own tools, -nats, too.
func natsEnvironment(fs *flagSet) {
	fs.environment()
	fs.variables["nats"] = append(fs.variables["nats"], "NATS_URL")
}

// answering adds the flags of commands that know of answers and workers.
func (n *natsFlags) answering(fs *flagSet) {
	fs.StringVar(&n.names.Results, "results", "PLACES", "the `STREAM` of the answers, whose subjects begin with its name in lower case")
	fs.StringVar(&n.names.Consumer, "consumer", "geotag", "the durable `CONSUMER` that the workers share")
}

// making adds the flags of commands that make streams.
func (n *natsFlags) making(fs *flagSet) {
	fs.StringVar(&n.names.Subject, "subject", "articles.>", "the stream's `SUBJECT`S that are read or, with a star or > for a word, written to")
	fs.IntVar(&n.names.Replicas, "replicas", 1, "store what is made on `N` servers of the cluster; what is there stays as it is")
}

// dial connects to the servers. The log hears of it when they are away.
func (n *natsFlags) dial(fs *flagSet, log *slog.Logger) (*nats.Conn, error) {
	switch {
	case n.to.URL == "":
		return nil, &usageError{errors.New("-nats is missing"), "for a try-out: nats-server -js, and -nats nats://localhost:4222"}
	case (n.to.Cert == "") != (n.to.Key == ""):
		return nil, fs.misuse("-tls-cert and -tls-key belong together")
	}
	n.names = n.names.WithDefaults()
	if err := n.names.Check(); err != nil {
		return nil, &usageError{err, ""}
	}
	n.to.Log = log
	nc, err := n.to.Dial()
	return nc, hinted(err, dialHint(err))
}

// dialHint says what may mend that a server cannot be reached.
func dialHint(err error) string {
	_, unknown := errors.AsType[*tls.CertificateVerificationError](err)
	_, refused := errors.AsType[tls.AlertError](err)
	switch {
	case errors.Is(err, nats.ErrNoServers), errors.Is(err, nats.ErrTimeout):
		return "is the server running, with JetStream (nats-server -js)? does -nats name it?"
	case errors.Is(err, nats.ErrAuthorization):
		return "log in by -creds, by -nkey, or by USER:PASSWORD@ in the URL"
	case unknown:
		return "-tls-ca says whom to trust"
	case refused:
		return "-tls-cert and -tls-key show the server who asks"
	}
	return ""
}

// explained adds to an error of a fleet what may mend it.
func explained(err error) error {
	if s, ok := errors.AsType[*fleet.SettingError](err); ok {
		return hinted(err, s.Hint)
	}
	return err
}

// stoppable returns a context that ends at the first signal to stop; the second kills.
func stoppable(ctx context.Context) (context.Context, func()) {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// natsLog is the log of commands that are no servers: what goes wrong, as text.
func (e env) natsLog() *slog.Logger {
	return slog.New(slog.NewTextHandler(e.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
}
