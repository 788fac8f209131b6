package fleet

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// CollectOptions say what is collected. The zero value is a good default.
type CollectOptions struct {
	Names
	// Dead collects the dead letters, each as a DeadLetter in JSON, rather than the answers.
	Dead bool
	// Follow goes on when the work is done.
	Follow bool
	// Log hears what goes wrong; nil: nobody does.
	Log *slog.Logger
}

// A Collected is what one message holds: an answer or a dead letter, as JSON on one line, or a pack of answers.
type Collected struct {
	Sequence  uint64
	Documents [][]byte
	More      bool // others wait already
}

// A Collector reads the answers of a fleet from their stream.
type Collector struct {
	o      CollectOptions
	js     jetstream.JetStream
	log    *slog.Logger
	name   string // of the stream
	stream jetstream.Stream
	at     uint64 // the last sequence that was read
	total  atomic.Int64
	looked time.Time
}

// How long a Collector waits for the next answer before it asks whether there will be any, and how often it asks how many. Set by hand.
const (
	quietFor  = 300 * time.Millisecond
	countEach = 2 * time.Second
	ahead     = 1000 // messages that are asked for at once
)

// NewCollector returns a Collector of all that is on the stream. Errors: there is no such stream.
func NewCollector(ctx context.Context, nc *nats.Conn, o CollectOptions) (*Collector, error) {
	o.Names, o.Log = o.WithDefaults(), cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	js, err := jetstream.New(nc)
	if err != nil {
		return nil, fmt.Errorf("fleet: %w", err)
	}
	c := &Collector{o: o, js: js, log: o.Log, name: o.Results}
	err = patiently(ctx, o.Log, "stream", func(ctx context.Context) (err error) {
		if o.Dead {
			if c.name, err = o.deadStream(ctx, js); err != nil {
				return err
			}
		}
		if c.stream, err = js.Stream(ctx, c.name); errors.Is(err, jetstream.ErrStreamNotFound) && o.submitted(ctx, js) {
			return errNoWorker
		}
		return err
	})
	switch {
	case errors.Is(err, jetstream.ErrStreamNotFound):
		return nil, &SettingError{fmt.Errorf("fleet: there is no stream %s", c.name), "geotag work makes it; -stream and -results say which"}
	case err != nil:
		return nil, fmt.Errorf("fleet: the stream %s: %w", c.name, err)
	}
	return c, nil
}

// GoOn has the Collector begin after the message of a sequence, the last that another run has collected; 0: none. Errors: the stream ends before it.
func (c *Collector) GoOn(after uint64) error {
	if last := c.stream.CachedInfo().State.LastSeq; last < after {
		return &SettingError{
			fmt.Errorf("fleet: the stream %s ends at %d, and %d was collected already: it is another stream", c.name, last, after), "begin anew with another file",
		}
	}
	c.at = after
	return nil
}

// errNoWorker says that there are articles, and that no worker has made the streams of what becomes of them yet.
var errNoWorker = errors.New("no worker has begun yet")

// submitted reports whether there is a stream of articles.
func (n Names) submitted(ctx context.Context, js jetstream.JetStream) bool {
	_, err := js.Stream(ctx, n.Stream)
	return err == nil
}

// Total returns how many are to be collected, from the first on, as far as is known: what is on the stream and what will be.
func (c *Collector) Total() int64 { return c.total.Load() }

// All yields what is on the stream, in its order, until the work is done: nothing is to be tagged and everything was read. An error ends it.
func (c *Collector) All(ctx context.Context) iter.Seq2[Collected, error] {
	return func(yield func(Collected, error) bool) {
		for {
			done, err := c.read(ctx, func(r Collected) bool { return yield(r, nil) })
			if done {
				return
			}
			if ctx.Err() != nil {
				yield(Collected{}, context.Cause(ctx))
				return
			}
			if bad, ok := errors.AsType[*badMessageError](err); ok || !passing(err) && !errors.Is(err, jetstream.ErrMsgIteratorClosed) && !errors.Is(err, jetstream.ErrNoHeartbeat) {
				yield(Collected{}, cmp.Or[error](bad, err))
				return
			}
			c.log.WarnContext(ctx, "reading again from where it broke off", "stream", c.name, "sequence", c.at, "err", err)
			if !sleep(ctx, askEvery) {
				yield(Collected{}, context.Cause(ctx))
				return
			}
		}
	}
}

// read reads from where the last read ended, until there is nothing more or the servers fail. It reports whether it is over.
func (c *Collector) read(ctx context.Context, take func(Collected) bool) (over bool, err error) {
	var messages jetstream.MessagesContext
	err = patiently(ctx, c.log, "consumer", func(ctx context.Context) error {
		oc, err := c.stream.OrderedConsumer(ctx, jetstream.OrderedConsumerConfig{
			DeliverPolicy: jetstream.DeliverByStartSequencePolicy, OptStartSeq: c.at + 1,
		})
		if err == nil {
			messages, err = oc.Messages(jetstream.PullMaxMessages(ahead))
		}
		return err
	})
	if err != nil {
		return false, err
	}
	defer messages.Stop()
	for {
		m, err := messages.Next(jetstream.NextMaxWait(quietFor))
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
		if err == nil {
			err = c.take(m, take)
		}
		switch {
		case errors.Is(err, errEnough):
			return true, nil
		case err != nil && !errors.Is(err, nats.ErrTimeout):
			return false, err
		}
		if over, err := c.over(ctx, errors.Is(err, nats.ErrTimeout)); over || err != nil {
			return over, err
		}
	}
}

// errEnough says that whoever asked for answers wants no more.
var errEnough = errors.New("enough")

// A badMessageError is a message that is no answer.
type badMessageError struct{ error }

// take hands a message on.
func (c *Collector) take(m jetstream.Msg, take func(Collected) bool) error {
	meta, err := m.Metadata()
	if err != nil {
		return err
	}
	r := Collected{Sequence: meta.Sequence.Stream, More: meta.NumPending > 0}
	if c.o.Dead {
		var d DeadLetter
		if d, err = deadLetter(m, meta.Timestamp); err == nil {
			r.Documents = [][]byte{nil}
			r.Documents[0], err = json.Marshal(d)
		}
	} else {
		var doc []byte
		if doc, err = document(m.Headers(), m.Data()); err == nil {
			r.Documents, err = linesOf(m.Headers(), doc)
		}
	}
	if err != nil {
		return &badMessageError{fmt.Errorf("fleet: message %d of %s: %w", r.Sequence, c.name, err)}
	}
	c.at = r.Sequence
	if !take(r) {
		return errEnough
	}
	return nil
}

// over reports whether the work is done, where nothing came for a while, and counts now and then what there is.
func (c *Collector) over(ctx context.Context, quiet bool) (bool, error) {
	if time.Since(c.looked) < countEach && (!quiet || c.o.Follow) {
		return false, nil
	}
	c.looked = time.Now()
	ctx, cancel := context.WithTimeout(ctx, askFor)
	defer cancel()
	pending, under, err := c.o.toDo(ctx, c.js) // before the stream: what is acknowledged in between is on the stream
	if err != nil {
		return false, err
	}
	info, err := c.stream.Info(ctx)
	if err != nil {
		return false, err
	}
	todo := int64(pending) + int64(under)
	c.total.Store(int64(info.State.LastSeq) + todo)
	read := info.State.LastSeq <= c.at || info.State.Msgs == 0
	return quiet && !c.o.Follow && todo == 0 && read, nil
}
