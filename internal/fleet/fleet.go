// Package fleet tags articles in bulk on NATS JetStream: articles are put on a stream (Submit), any number of workers share what is on it and
// store the answers on another (Worker), and the answers are written to a file (Collect).
//
// An article is a message whose payload is a TagRequest in JSON, an answer one whose payload is a FeatureCollection. A worker acknowledges an
// article once its answer is stored, so that none is lost; the answer's message id is made of the article's and of the versions that it was
// tagged with, so that one that is delivered again is stored once. What cannot be tagged goes to the dead letters with the reason. An
// article that kills its workers ends there, too: who begins one that was delivered before writes that down first.
package fleet

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// A Connection says how a NATS server is reached. All of it is as NATS' own tools have it.
type Connection struct {
	// URL is nats://HOST:PORT or tls://HOST:PORT, with USER:PASSWORD@ or TOKEN@ before the host where the server asks for that. Several
	// servers of a cluster are separated by commas.
	URL string
	// Creds is a file of a JWT and its seed, NKey one of a seed.
	Creds, NKey string
	// CA is a PEM file of authorities, Cert and Key are the client's own pair.
	CA, Cert, Key string
	// Log hears when the connection is lost and found again; nil: nobody does.
	Log *slog.Logger
}

// How a connection behaves that is lost. Set by hand: a cluster has chosen another leader after some seconds, and a peer that is gone without
// a word is noticed in a minute.
const (
	reconnectWait = 500 * time.Millisecond
	pingEvery     = 20 * time.Second
)

// Dial connects, and stays connected: a connection that is lost is sought again for ever, on any server of the cluster.
func (c Connection) Dial() (*nats.Conn, error) {
	log := c.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	options := []nats.Option{
		nats.Name("geotag"), nats.MaxReconnects(-1), nats.ReconnectWait(reconnectWait), nats.PingInterval(pingEvery),
		nats.IgnoreAuthErrorAbort(), // a server whose users are read anew knows nobody for a moment
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			if err != nil {
				log.Warn("the connection to NATS is lost", "err", err)
			}
		}),
		nats.ReconnectHandler(func(nc *nats.Conn) { log.Info("connected to NATS again", "server", nc.ConnectedUrlRedacted()) }),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { log.Warn("NATS", "err", err) }),
	}
	if c.Creds != "" {
		options = append(options, nats.UserCredentials(c.Creds))
	}
	if c.NKey != "" {
		o, err := nats.NkeyOptionFromSeed(c.NKey)
		if err != nil {
			return nil, fmt.Errorf("fleet: %s: %w", c.NKey, err)
		}
		options = append(options, o)
	}
	if c.CA != "" {
		options = append(options, nats.RootCAs(c.CA))
	}
	if c.Cert != "" || c.Key != "" {
		options = append(options, nats.ClientCert(c.Cert, c.Key))
	}
	nc, err := nats.Connect(c.URL, options...)
	if bad, ok := errors.AsType[*url.Error](err); ok {
		err = bad.Err // which does not repeat the URL, that may have a password
	}
	if err != nil {
		return nil, fmt.Errorf("fleet: connecting to NATS: %w", err)
	}
	return nc, nil
}

// longestID is how many bytes of an article's id go into a message id as they are. Set by hand: the server keeps message ids in memory for as
// long as it looks for duplicates.
const longestID = 128

// messageID returns what an id is called in a header, which must be printable and short.
func messageID(id string) string {
	fit := len(id) <= longestID
	for i := 0; fit && i < len(id); i++ {
		fit = id[i] > ' ' && id[i] < 0x7F
	}
	if fit {
		return id
	}
	sum := sha256.Sum256([]byte(id))
	return "sha256:" + hex.EncodeToString(sum[:16])
}

// passing reports whether an error of the servers is of those that time heals: a leader is being chosen, a server is away.
func passing(err error) bool {
	if api, ok := errors.AsType[*jetstream.APIError](err); ok {
		return api.Code == http.StatusServiceUnavailable && api.ErrorCode != jetstream.JSErrCodeJetStreamNotEnabledForAccount
	}
	return errors.Is(err, nats.ErrNoResponders) || errors.Is(err, nats.ErrTimeout) || errors.Is(err, context.DeadlineExceeded) ||
		errors.Is(err, jetstream.ErrNoStreamResponse) || errors.Is(err, nats.ErrDisconnected) || errors.Is(err, nats.ErrConnectionReconnecting) ||
		errors.Is(err, errNoWorker)
}

// Of what is asked of the servers while they choose a leader: how often, how long each time, and how often it is said.
const (
	askEvery = time.Second
	askFor   = 5 * time.Second
	sayEvery = 10
)

// patiently calls f until it succeeds, fails for good, or ctx ends.
func patiently(ctx context.Context, log *slog.Logger, what string, f func(ctx context.Context) error) error {
	for try := 0; ; try++ {
		err := func() error {
			ctx, cancel := context.WithTimeout(ctx, askFor)
			defer cancel()
			return f(ctx)
		}()
		if err == nil || ctx.Err() != nil || !passing(err) {
			return err
		}
		if try%sayEvery == 0 {
			log.WarnContext(ctx, "waiting", "for", what, "err", err)
		}
		if !sleep(ctx, askEvery) {
			return err
		}
	}
}

// sleep waits, and reports whether it could.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
