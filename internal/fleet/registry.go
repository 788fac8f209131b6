package fleet

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// How often a worker writes down that it is there, after how long without that it is gone, and every how many times it looks at the others.
// Set by hand.
const (
	beat     = 10 * time.Second
	goneFor  = 35 * time.Second
	lookEach = 360 // an hour: each worker reads of all the others
)

// A Member is what a worker says of itself.
type Member struct {
	Worker string `json:"worker"`
	Host   string `json:"host"`
	Version
	Since  time.Time `json:"since"`
	Seen   time.Time `json:"seen"`
	Jobs   int       `json:"jobs"`
	Tagged int64     `json:"tagged"` // articles since it began; so the next two
	Failed int64     `json:"failed"` // and will be tried again
	Dead   int64     `json:"dead"`
	Rate   float64   `json:"rate"` // articles a second of late
	// Messages are those that it has ended, which hold one article or a pack, and MessageRate those a second of late.
	Messages    int64   `json:"messages"`
	MessageRate float64 `json:"messageRate"`
	Held        int     `json:"held"` // messages under way
}

// A fleetBucket has a key for each worker.
type fleetBucket struct{ kv jetstream.KeyValue }

func openFleet(ctx context.Context, js jetstream.JetStream, n Names) (*fleetBucket, error) {
	kv, err := n.bucket(ctx, js, "_FLEET", "The workers of geotag, and what they tag with.", goneFor)
	if err != nil {
		return nil, err
	}
	return &fleetBucket{kv}, nil
}

// members returns the workers that are there, by their names.
func (f *fleetBucket) members(ctx context.Context) ([]Member, error) {
	w, err := f.kv.WatchAll(ctx, jetstream.IgnoreDeletes())
	if err != nil {
		return nil, fmt.Errorf("fleet: reading the bucket of the workers: %w", err)
	}
	defer w.Stop()
	all := []Member{}
	for {
		select {
		case e := <-w.Updates():
			if e == nil { // that was all
				slices.SortFunc(all, func(a, b Member) int { return cmp.Compare(a.Worker, b.Worker) })
				return all, nil
			}
			var m Member
			if json.Unmarshal(e.Value(), &m) == nil {
				m.Seen = e.Created()
				all = append(all, m)
			}
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// workerName returns a name for this process that no other has, and that may be a key.
func workerName() string {
	host, _ := os.Hostname()
	host = strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return '-'
	}, cmp.Or(host, "worker"))
	return host + "-" + strings.ToLower(rand.Text()[:6])
}

// report tells the fleet of the worker until ctx ends, and then that it is gone.
func (w *Worker) report(ctx context.Context) {
	last, at := w.Member(), time.Now()
	warned := false
	for n := 0; ; n++ {
		m := w.Member()
		took := max(time.Since(at).Seconds(), 1e-3)
		m.Rate, m.MessageRate = float64(m.Tagged-last.Tagged)/took, float64(m.Messages-last.Messages)/took
		last, at = m, time.Now()
		if err := w.say(ctx, m); err != nil && ctx.Err() == nil {
			w.log.WarnContext(ctx, "the fleet does not hear of this worker", "err", err)
		}
		w.lookAtQueue(ctx)
		if n%lookEach == 0 && !warned {
			warned = w.mixed(ctx)
		}
		if !sleep(ctx, beat) {
			break
		}
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), askFor)
	defer cancel()
	w.fleet.kv.Delete(ctx, w.name) // or it goes by itself
}

// Member returns what the worker says of itself, without its rate.
func (w *Worker) Member() Member {
	w.mu.Lock()
	held := len(w.held)
	w.mu.Unlock()
	host, _ := os.Hostname()
	return Member{
		Worker: w.name, Host: host, Version: w.o.Version, Since: w.since.UTC().Truncate(time.Second), Jobs: w.o.Jobs, Held: held,
		Tagged: w.counts.tagged.Load(), Failed: w.counts.failed.Load(), Dead: w.counts.dead.Load(), Messages: w.counts.messages.Load(),
	}
}

func (w *Worker) say(ctx context.Context, m Member) error {
	b, err := json.Marshal(m)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, askFor)
	defer cancel()
	_, err = w.fleet.kv.Put(ctx, w.name, b)
	return err
}

// mixed says, once, where others tag with other versions, and reports whether it did.
func (w *Worker) mixed(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, askFor)
	defer cancel()
	all, err := w.fleet.members(ctx)
	if err != nil {
		return false
	}
	for _, m := range all {
		if m.Version != w.o.Version {
			w.log.WarnContext(ctx, "the fleet is mixed: another worker tags with other versions", "other", m.Worker, "otherGeotag", m.Geotag,
				"otherGazetteer", m.Gazetteer, "otherModel", m.Model, "gazetteer", w.o.Version.Gazetteer, "model", w.o.Version.Model, "geotag", w.o.Version.Geotag)
			return true
		}
	}
	return false
}

// lookAtQueue asks how much is to be done.
func (w *Worker) lookAtQueue(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, askFor)
	defer cancel()
	if info, err := (*w.consumer.Load()).Info(ctx); err == nil {
		w.counts.pending.Store(int64(info.NumPending) + int64(info.NumAckPending))
	}
}

// Ready reports whether the worker can reach a NATS server.
func (w *Worker) Ready() bool { return w.nc.Status() == nats.CONNECTED }

// Pending returns how many articles were not tagged yet when the worker looked last, some seconds ago.
func (w *Worker) Pending() int64 { return w.counts.pending.Load() }

// A Status is how a fleet stands.
type Status struct {
	Stream         string   `json:"stream"`
	Pending        uint64   `json:"pending"`        // messages that no worker has yet
	Unacknowledged int      `json:"unacknowledged"` // messages that a worker has
	Results        string   `json:"results"`        // the stream of the answers
	Answers        uint64   `json:"answers"`        // messages that it has
	DeadLetters    uint64   `json:"deadLetters"`
	Mixed          bool     `json:"mixed"` // the workers tag with different versions
	Workers        []Member `json:"workers"`
}

// Look returns how a fleet stands. What nobody has made yet counts as empty.
func Look(ctx context.Context, nc *nats.Conn, n Names) (*Status, error) {
	n = n.WithDefaults()
	js, err := jetstream.New(nc)
	if err != nil {
		return nil, fmt.Errorf("fleet: %w", err)
	}
	s := &Status{Stream: n.Stream, Results: n.Results, Workers: []Member{}}
	if s.Pending, s.Unacknowledged, err = n.toDo(ctx, js); err != nil {
		return nil, err
	}
	if s.Answers, err = messages(ctx, js, n.Results); err != nil {
		return nil, err
	}
	dead, err := n.deadStream(ctx, js)
	if err != nil {
		return nil, err
	}
	if s.DeadLetters, err = messages(ctx, js, dead); err != nil {
		return nil, err
	}
	kv, err := js.KeyValue(ctx, n.Stream+"_FLEET")
	if errors.Is(err, jetstream.ErrBucketNotFound) {
		return s, nil
	} else if err != nil {
		return nil, fmt.Errorf("fleet: the bucket of the workers: %w", err)
	}
	s.Workers, err = (&fleetBucket{kv}).members(ctx)
	for _, m := range s.Workers {
		s.Mixed = s.Mixed || m.Version != s.Workers[0].Version
	}
	return s, err
}

// toDo returns how many articles nobody has yet, and how many a worker has.
func (n Names) toDo(ctx context.Context, js jetstream.JetStream) (pending uint64, unacknowledged int, err error) {
	c, err := js.Consumer(ctx, n.Stream, n.Consumer)
	switch {
	case errors.Is(err, jetstream.ErrConsumerNotFound), errors.Is(err, jetstream.ErrStreamNotFound):
		pending, err = messages(ctx, js, n.Stream) // no worker has been there
		return pending, 0, err
	case err != nil:
		return 0, 0, fmt.Errorf("fleet: the consumer %s of %s: %w", n.Consumer, n.Stream, err)
	}
	i := c.CachedInfo()
	return i.NumPending, i.NumAckPending, nil
}

// deadStream returns the stream that takes the dead letters.
func (n Names) deadStream(ctx context.Context, js jetstream.JetStream) (string, error) {
	name, err := js.StreamNameBySubject(ctx, n.Dead)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return n.DeadStream(), nil
	}
	return name, err
}

// messages returns how many messages a stream has; one that is not there has none.
func messages(ctx context.Context, js jetstream.JetStream, stream string) (uint64, error) {
	s, err := js.Stream(ctx, stream)
	if errors.Is(err, jetstream.ErrStreamNotFound) {
		return 0, nil
	} else if err != nil {
		return 0, fmt.Errorf("fleet: the stream %s: %w", stream, err)
	}
	return s.CachedInfo().State.Msgs, nil
}
