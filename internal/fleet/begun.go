package fleet

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"google.golang.org/grpc/codes"
)

// begunFor is how long it is remembered how often an article was begun. Set by hand: far longer than its deliveries take.
const begunFor = 24 * time.Hour

// bucket opens a key-value bucket of the fleet, which it makes where there is none.
func (n Names) bucket(ctx context.Context, js jetstream.JetStream, suffix, about string, ttl time.Duration) (jetstream.KeyValue, error) {
	kv, err := js.KeyValue(ctx, n.Stream+suffix)
	if !errors.Is(err, jetstream.ErrBucketNotFound) {
		return kv, err
	}
	kv, err = js.CreateKeyValue(ctx, jetstream.KeyValueConfig{Bucket: n.Stream + suffix, Description: about, TTL: ttl, Replicas: n.Replicas})
	if errors.Is(err, jetstream.ErrBucketExists) { // another worker was faster
		return js.KeyValue(ctx, n.Stream+suffix)
	} else if err != nil {
		return nil, fmt.Errorf("fleet: making the bucket %s%s: %w", n.Stream, suffix, err)
	}
	return kv, nil
}

// begin writes down that an article is begun that was delivered before, and reports whether it may be: one that was begun too often without a
// word is dead. What was delivered with it, to a worker that then died, was not begun and is not to blame; so deliveries alone say nothing.
func (w *Worker) begin(ctx context.Context, a *article) bool {
	key := strconv.FormatUint(a.sequence, 10)
	most := max(w.o.MaxDeliver, 2) // what was delivered twice may have been given back the first time, and not begun
	err := patiently(ctx, w.log, "begun", func(ctx context.Context) error {
		a.tries = 2 // the first time nothing is written down
		if a.deliveries > 2 {
			switch e, err := w.begun.Get(ctx, key); {
			case err == nil:
				n, _ := strconv.Atoi(string(e.Value()))
				a.tries = max(n, 1) + 1
			case !errors.Is(err, jetstream.ErrKeyNotFound):
				return err
			}
		}
		if a.tries > most {
			return nil
		}
		_, err := w.begun.Put(ctx, key, []byte(strconv.Itoa(a.tries)))
		return err
	})
	switch {
	case err != nil:
		if ctx.Err() == nil {
			w.log.WarnContext(ctx, "cannot write down what is begun", "sequence", a.sequence, "err", err)
		}
		a.back(leastWait)
		return false
	case a.tries > most:
		if lines, _ := linesOf(a.msg.Headers(), a.msg.Data()); len(lines) > 1 {
			w.split(a, lines)
			return false
		}
		w.bury(a, failure{reasonKiller, codes.Unknown, fmt.Sprintf("%d workers began it, and ended or hung without a word", a.tries-1), false})
		return false
	}
	return true
}

// split puts the articles of a pack that workers died of on the stream one by one: the one that is to blame is then dead by itself.
func (w *Worker) split(a *article, lines [][]byte) {
	w.log.Warn("a pack is taken apart, as workers ended at it without a word", "sequence", a.sequence, "articles", len(lines), "deliveries", a.deliveries)
	var all []*nats.Msg
	for i, line := range lines {
		m := nats.NewMsg(a.msg.Subject())
		m.Data = line
		m.Header[jetstream.MsgIDHeader] = []string{w.o.Stream + ":" + strconv.FormatUint(a.sequence, 10) + ":" + strconv.Itoa(i)}
		all = append(all, m)
	}
	w.store(a, all, func() {})
}
