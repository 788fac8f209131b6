package fleet

import (
	"context"
	"errors"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// pull takes articles from the stream while there is room for them, until ctx ends.
func (w *Worker) pull(ctx context.Context) {
	late, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	defer context.AfterFunc(ctx, func() { // what is on its way arrives, and goes back at once
		if sleep(late, arriveIn) {
			end()
		}
	})()
	for bad := 0; ; {
		n := w.roomFor(ctx)
		if n == 0 {
			return
		}
		got, err := w.batch(late, n)
		for range n - got {
			<-w.room
		}
		if bad++; err == nil {
			bad = 0
		} else if ctx.Err() == nil {
			if bad > 1 { // a consumer that was just made has no leader yet
				w.log.WarnContext(ctx, "pulling articles", "err", err)
			}
			if !sleep(ctx, askEvery) {
				return
			}
			w.renew(ctx)
		}
	}
}

// roomFor waits until there is room for half a batch, takes it, and returns how much it is; 0: ctx has ended.
func (w *Worker) roomFor(ctx context.Context) (n int) {
	for n = 0; n < cap(w.room)/2; n++ {
		select {
		case w.room <- struct{}{}:
		case <-ctx.Done():
			for range n {
				<-w.room
			}
			return 0
		}
	}
	for ; n < cap(w.room); n++ {
		select {
		case w.room <- struct{}{}:
		default:
			return n
		}
	}
	return n
}

// batch pulls up to n articles and hands them on, fewer where they are large. It asks for no limit of bytes: a server that stores a consumer
// more than once would say that a batch has ended before its messages come.
func (w *Worker) batch(ctx context.Context, n int) (got int, err error) {
	n = min(n, max(1, pulledBytes/max(w.usual, 1)))
	b, err := (*w.consumer.Load()).Fetch(n, jetstream.FetchContext(ctx), jetstream.FetchHeartbeat(pulse))
	if err != nil {
		return 0, err
	}
	for m := range b.Messages() {
		got++
		w.usual += (len(m.Data()) - w.usual) / 8
		w.take(m)
	}
	if err = b.Error(); errors.Is(err, nats.ErrTimeout) || errors.Is(err, context.Canceled) {
		err = nil
	}
	return got, err
}

// take holds an article, and hands it to who tags it.
func (w *Worker) take(m jetstream.Msg) {
	a := &article{w: w, msg: m, tries: 1, sign: time.Now(), gone: make(chan struct{})}
	w.mu.Lock()
	w.held[a] = struct{}{}
	w.mu.Unlock()
	meta, err := m.Metadata()
	if err != nil { // no message of a stream
		w.log.Warn("a message without a sequence is passed over", "err", err)
		a.release()
		return
	}
	a.sequence, a.deliveries = meta.Sequence.Stream, meta.NumDelivered
	if a.deliveries > 1 {
		w.twice <- a
		return
	}
	w.queue <- a
}

// renew finds the consumer again, and makes what is gone.
func (w *Worker) renew(ctx context.Context) {
	err := patiently(ctx, w.log, "consumer", func(ctx context.Context) error {
		s, err := w.o.articles(ctx, w.js, w.log)
		if err != nil {
			return err
		}
		c, err := w.o.consumer(ctx, s, w.o.AckWait)
		if err == nil {
			w.consumer.Store(&c)
		}
		return err
	})
	if err != nil && ctx.Err() == nil {
		w.fatal(err)
	}
}
