package fleet

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"strings"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"golang.org/x/sync/semaphore"
)

// What is on its way to the stream at once. Set by hand: enough that the servers are never without work, and few enough to be sent again.
const (
	sentAtOnce   = 1024
	sentBytes    = 32 << 20
	drainedFirst = storedWithin // what is on its way when a submission is stopped has so long
)

// A Submission is an article that is to be put on the stream.
type Submission struct {
	// ID is what the stream knows the article by: one that is put on it again within minutes is not stored again. It is not empty.
	ID string
	// Request is a TagRequest in JSON.
	Request []byte
	// Err is why there is no request; nil: there is one.
	Err error
	// Read is a number of the caller's, such as of the bytes that were read so far.
	Read int64
}

// A Submitter puts articles on a stream.
type Submitter struct {
	// Pack is how many articles go into one message; 0: 1. A message has at most 64 KiB of them, or one that is larger.
	Pack int

	nc      *nats.Conn
	out     *publisher
	subject string
	log     *slog.Logger
}

// NewSubmitter returns a Submitter, and makes the stream where there is none. Errors: as NewWorker.
func NewSubmitter(ctx context.Context, nc *nats.Conn, n Names, log *slog.Logger) (*Submitter, error) {
	n = n.WithDefaults()
	if err := n.Check(); err != nil {
		return nil, err
	}
	out, err := newPublisher(nc, log, sentAtOnce)
	if err != nil {
		return nil, fmt.Errorf("fleet: %w", err)
	}
	js, err := jetstream.New(nc)
	if err != nil {
		return nil, fmt.Errorf("fleet: %w", err)
	}
	s := &Submitter{nc: nc, out: out, subject: concrete(n.Subject), log: log}
	return s, patiently(ctx, log, "stream", func(ctx context.Context) error {
		_, err := n.articles(ctx, js, log)
		return err
	})
}

// concrete returns a subject that a pattern matches.
func concrete(pattern string) string {
	words := strings.Split(pattern, ".")
	for i, w := range words {
		if w == "*" || w == ">" {
			words[i] = "new"
		}
	}
	return strings.Join(words, ".")
}

// An onItsWay is a submission whose end is awaited, in order.
type onItsWay struct {
	ended    chan error
	articles int
	bytes    int64
	read     int64
}

// Run puts articles on the stream, many at once, and tells done of each message, in order, by the number of its last article and how many it has, once it is
// stored or will never be: err says why. After that many the same articles make the same messages again. An error of
// done ends it, and so does one of the articles'; then what is on its way is awaited for some seconds, and told of.
func (s *Submitter) Run(ctx context.Context, articles iter.Seq2[Submission, error], done func(read int64, articles int, err error) error) error {
	stop, cancel := context.WithCancel(ctx)
	defer cancel()
	way := make(chan onItsWay, sentAtOnce)
	size := semaphore.NewWeighted(sentBytes)
	var read error
	go func() {
		defer close(way)
		read = s.sendAll(stop, articles, way, size)
	}()
	late, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	defer context.AfterFunc(ctx, func() { // what is on its way has some seconds more
		if sleep(late, drainedFirst) {
			end()
		}
	})()
	err := settle(late, way, size, done)
	if err != nil {
		cancel()
		end()
		for range way { // until sendAll has ended
		}
	}
	return errors.Join(err, read)
}

// settle tells done of what is on its way, in order.
func settle(ctx context.Context, way <-chan onItsWay, size *semaphore.Weighted, done func(int64, int, error) error) error {
	for o := range way {
		select {
		case err := <-o.ended:
			size.Release(o.bytes)
			if err := done(o.read, o.articles, err); err != nil {
				return err
			}
		case <-ctx.Done():
			return fmt.Errorf("fleet: the stream takes no more: %w", ctx.Err())
		}
	}
	return nil
}

// sendAll sends articles while there is room for more on the way.
func (s *Submitter) sendAll(ctx context.Context, articles iter.Seq2[Submission, error], way chan<- onItsWay, size *semaphore.Weighted) error {
	var p pack
	for a, err := range articles {
		if err == nil && !p.takes(&a) {
			err = s.sendPack(ctx, &p, way, size)
		}
		if err == nil && p.add(a, s.Pack) {
			err = s.sendPack(ctx, &p, way, size)
		}
		if err != nil {
			return err
		}
	}
	if len(p.articles) == 0 {
		return nil
	}
	return s.sendPack(ctx, &p, way, size)
}

// sendPack sends what is in a pack, which is empty then.
func (s *Submitter) sendPack(ctx context.Context, p *pack, way chan<- onItsWay, size *semaphore.Weighted) error {
	n := len(p.articles)
	last := &p.articles[n-1]
	o := onItsWay{ended: make(chan error, 1), articles: n, bytes: min(int64(p.bytes), sentBytes), read: last.Read}
	if err := size.Acquire(ctx, o.bytes); err != nil {
		return context.Cause(ctx)
	}
	select {
	case way <- o:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	m := p.message(s.subject)
	err := last.Err
	*p = pack{}
	if err == nil {
		err = tooLarge(s.nc, m)
	}
	if err != nil {
		o.ended <- err
		return nil
	}
	s.out.send(m, func(_ *jetstream.PubAck, err error) { o.ended <- err })
	return nil
}
