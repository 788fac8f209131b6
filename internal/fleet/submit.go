package fleet

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"strconv"
	"strings"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"golang.org/x/sync/semaphore"
)

// What is on its way to the stream at once. Set by hand: enough that the servers are never without work, and few enough to be sent again.
const (
	sentAtOnce = 1024 // messages
	sentBytes  = 32 << 20
)

// A Submission is an article that is to be put on the stream.
type Submission struct {
	// ID is what the stream knows the article by: one that is put on it again within minutes is not stored again. It is not empty.
	ID string
	// Request is a TagRequest in JSON, on one line.
	Request []byte
	// Err is why there is no request; nil: there is one.
	Err error
	// Read is a number of the caller's, such as of the bytes that were read so far.
	Read int64
}

// An Ended is a Submission that is stored, or never will be: Err says why. Read is the Submission's.
type Ended struct {
	Read  int64
	Err   error
	There bool // it is not stored again: the stream had one of its ID, or a pack of its articles, already
}

// A Submitter puts articles on a stream.
type Submitter struct {
	// Pack is how many articles are put into one message, LargestPack at most: each message has its cost for the servers. Below 2: one.
	Pack    int
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
		stream, err := n.articles(ctx, js, log)
		if err != nil {
			return err
		}
		return takes(stream.CachedInfo().Config, s.subject)
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

// packBytes is how large a pack of several articles becomes. Set by hand: the servers' cost is that of a message below, and that of its bytes above.
const packBytes = 64 << 10

// A pack is articles that go into one message.
type pack struct {
	ids   []string
	data  []byte // a line each
	all   []Ended
	there bool
	ended chan error
}

func newPack() *pack { return &pack{ended: make(chan error, 1)} }

// add adds an article, or what is in its place.
func (p *pack) add(a Submission) {
	p.all = append(p.all, Ended{Read: a.Read, Err: a.Err})
	if a.Err != nil {
		return
	}
	if len(p.ids) > 0 {
		p.data = append(p.data, '\n')
	}
	p.ids, p.data = append(p.ids, a.ID), append(p.data, a.Request...)
}

// fits reports whether another article belongs into the pack, and full whether none does. Both depend on the articles alone, so that who begins at
// the end of any pack makes the same packs after it.
func (p *pack) fits(a Submission) bool {
	return len(p.all) == 0 || len(p.data)+len(a.Request) <= packBytes
}

func (p *pack) full(most int) bool {
	return len(p.all) >= min(most, LargestPack) || len(p.data) >= packBytes
}

// weight is what a pack takes of the bytes on their way.
func (p *pack) weight() int64 { return min(int64(len(p.data)), sentBytes) }

// message returns the message of a pack.
func (p *pack) message(subject string) *nats.Msg {
	m := nats.NewMsg(subject)
	m.Data = p.data
	if len(p.ids) == 1 {
		m.Header[jetstream.MsgIDHeader] = []string{messageID(p.ids[0])}
		return m
	}
	sum := sha256.Sum256([]byte(strings.Join(p.ids, "\n")))
	m.Header[jetstream.MsgIDHeader] = []string{"pack:" + hex.EncodeToString(sum[:16])}
	m.Header[packHeader] = []string{strconv.Itoa(len(p.ids))}
	return m
}

// Run puts articles on the stream, many at once, and tells done of them, in order, a message's at once, when they are stored or never will be. Another
// run may go on after any call of done. An error of done ends it, and so does one of the articles'; then what is on its way is awaited for some
// seconds, and told of.
func (s *Submitter) Run(ctx context.Context, articles iter.Seq2[Submission, error], done func([]Ended) error) error {
	stop, cancel := context.WithCancel(ctx)
	defer cancel()
	way := make(chan *pack, sentAtOnce)
	size := semaphore.NewWeighted(sentBytes)
	var read error
	go func() {
		defer close(way)
		read = s.sendAll(stop, articles, way, size)
	}()
	late, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	defer context.AfterFunc(ctx, func() { // what is on its way has some seconds more
		if sleep(late, storedWithin) {
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
func settle(ctx context.Context, way <-chan *pack, size *semaphore.Weighted, done func([]Ended) error) error {
	for p := range way {
		select {
		case err := <-p.ended:
			size.Release(p.weight())
			for i := range p.all {
				p.all[i].Err = cmp.Or(p.all[i].Err, err)
				p.all[i].There = p.there && p.all[i].Err == nil
			}
			if err := done(p.all); err != nil {
				return err
			}
		case <-ctx.Done():
			return fmt.Errorf("fleet: the stream takes no more: %w", ctx.Err())
		}
	}
	return nil
}

// sendAll sends articles while there is room for more on the way.
func (s *Submitter) sendAll(ctx context.Context, articles iter.Seq2[Submission, error], way chan<- *pack, size *semaphore.Weighted) error {
	p := newPack()
	for a, err := range articles {
		if err != nil {
			return err // a pack that is not whole is another run's
		}
		if !p.fits(a) {
			if err := s.send(ctx, p, way, size); err != nil {
				return err
			}
			p = newPack()
		}
		if p.add(a); p.full(s.Pack) {
			if err := s.send(ctx, p, way, size); err != nil {
				return err
			}
			p = newPack()
		}
	}
	if len(p.all) == 0 {
		return nil
	}
	return s.send(ctx, p, way, size)
}

// send sends a pack. Its error is the context's.
func (s *Submitter) send(ctx context.Context, p *pack, way chan<- *pack, size *semaphore.Weighted) error {
	if err := size.Acquire(ctx, p.weight()); err != nil {
		return context.Cause(ctx)
	}
	select {
	case way <- p:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	if len(p.ids) == 0 {
		p.ended <- nil
		return nil
	}
	m := p.message(s.subject)
	if err := tooLarge(s.nc, m, 0); err != nil {
		p.ended <- err
		return nil
	}
	s.out.send(m, func(ack *jetstream.PubAck, err error) {
		p.there = err == nil && ack.Duplicate
		p.ended <- err
	})
	return nil
}
