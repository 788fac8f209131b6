package fleet

import (
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// A publisher stores messages on streams, many at once. A message whose storing is not acknowledged is sent again until it is: its message id
// keeps it from being stored twice.
type publisher struct {
	js  jetstream.JetStream
	log *slog.Logger

	mu      sync.Mutex
	open    map[*nats.Msg]*sending
	waiting []*nats.Msg // to be sent together
	stalled time.Time   // when it was last said that nothing is stored
}

// A sending is a message on its way.
type sending struct {
	done  func(*jetstream.PubAck, error)
	tries int
}

// How a message is sent again, and how often it is said that this goes on. Set by hand: leaders are chosen within seconds.
const (
	storedWithin = 10 * time.Second      // else it is sent again
	linger       = 50 * time.Millisecond // of sendSoon: three servers that store each message by itself work a quarter more
	leastAgain   = 100 * time.Millisecond
	mostAgain    = 5 * time.Second
	stalledEvery = 10 * time.Second
)

// newPublisher returns a publisher of at most so many messages at once, which its caller sees to.
func newPublisher(nc *nats.Conn, log *slog.Logger, most int) (*publisher, error) {
	p := &publisher{log: log, open: map[*nats.Msg]*sending{}}
	var err error
	p.js, err = jetstream.New(nc, jetstream.WithPublishAsyncMaxPending(2*most), jetstream.WithPublishAsyncTimeout(storedWithin),
		jetstream.WithPublishAsyncAckHandler(func(_ jetstream.JetStream, m *nats.Msg, ack *jetstream.PubAck) { p.end(m, ack, nil) }),
		jetstream.WithPublishAsyncErrHandler(func(_ jetstream.JetStream, m *nats.Msg, err error) { p.again(m, err) }))
	return p, err
}

// send stores a message and then calls done, from another goroutine, where it must not block. The error is one that sending again would not
// heal.
func (p *publisher) send(m *nats.Msg, done func(*jetstream.PubAck, error)) {
	p.mu.Lock()
	p.open[m] = &sending{done: done}
	p.mu.Unlock()
	p.try(m)
}

// sendSoon is send, which waits a little for other messages to go with.
func (p *publisher) sendSoon(m *nats.Msg, done func(*jetstream.PubAck, error)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.open[m] = &sending{done: done}
	if p.waiting = append(p.waiting, m); len(p.waiting) == 1 {
		time.AfterFunc(linger, p.sendWaiting)
	}
}

// sendWaiting sends the messages that wait for each other.
func (p *publisher) sendWaiting() {
	p.mu.Lock()
	all := p.waiting
	p.waiting = nil
	p.mu.Unlock()
	for _, m := range all {
		p.try(m)
	}
}

// try sends a message that was not stored meanwhile: then its data may be another's.
func (p *publisher) try(m *nats.Msg) {
	p.mu.Lock()
	_, open := p.open[m]
	p.mu.Unlock()
	if !open {
		return
	}
	if _, err := p.js.PublishMsgAsync(m); err != nil {
		p.again(m, err)
	}
}

// again sends a message again after a while, or ends it where that would not help.
func (p *publisher) again(m *nats.Msg, err error) {
	if hopeless(err) {
		p.end(m, nil, err)
		return
	}
	p.mu.Lock()
	s := p.open[m]
	if s == nil { // it was stored in the end
		p.mu.Unlock()
		return
	}
	s.tries++
	wait := min(leastAgain<<min(s.tries, 10), mostAgain)
	say := s.tries > 1 && time.Since(p.stalled) > stalledEvery
	if say {
		p.stalled = time.Now()
	}
	waiting := len(p.open)
	p.mu.Unlock()
	if say {
		p.log.Warn("not stored yet, and sent again", "subject", m.Subject, "waiting", waiting, "err", err)
	}
	time.AfterFunc(wait, func() { p.try(m) })
}

func (p *publisher) end(m *nats.Msg, ack *jetstream.PubAck, err error) {
	p.mu.Lock()
	s := p.open[m]
	delete(p.open, m)
	p.mu.Unlock()
	if s != nil {
		s.done(ack, err)
	}
}

// hopeless reports whether a message will never be stored.
func hopeless(err error) bool {
	return errors.Is(err, nats.ErrMaxPayload) || errors.Is(err, jetstream.ErrStreamMessageExceedsMaximum) || errors.Is(err, nats.ErrBadSubject) ||
		errors.Is(err, nats.ErrConnectionClosed) || errors.Is(err, nats.ErrBadHeaderMsg)
}

// tooLarge returns an error where a message is larger, with its headers, than the server takes, or a stream whose limit is given, above 0.
func tooLarge(nc *nats.Conn, m *nats.Msg, stream int32) error {
	if stream > 0 && m.Size() > int(stream) {
		return fmt.Errorf("%d bytes with headers, and the stream takes %d: its max-msg-size", m.Size(), stream)
	}
	if most := nc.MaxPayload(); int64(m.Size()) > most {
		return fmt.Errorf("%d bytes with headers, and the NATS server takes %d: its max_payload", m.Size(), most)
	}
	return nil
}
