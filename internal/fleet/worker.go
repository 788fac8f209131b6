package fleet

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"golang.org/x/sync/semaphore"

	"example.com/geotag/client"
)

// WorkOptions say how a worker works. The zero value of each but Tag is a good default.
type WorkOptions struct {
	Names
	// Tag answers requests, several at once. Of its errors UNAVAILABLE ends the worker, for it has nothing to answer from; what the request is to blame for goes to the dead
	// letters, and all else is tried again.
	Tag client.TagFunc
	// By says which subject of the results an answer has.
	By By
	// Compress compresses every answer, and not only packs and what is large.
	Compress bool
	// AckWait is after how long an article is delivered to another worker that nobody gave a sign of life for; 0: 30 s.
	AckWait time.Duration
	// MaxDeliver is how often an article is begun, 1 or more, before it goes to the dead letters; 0: 5.
	MaxDeliver int
	// Jobs is how many articles are tagged at once; 0: as many as there are processors.
	Jobs int
	// Version is what articles are tagged with.
	Version Version
	// Log hears what goes wrong, without a word of an article; nil: nobody does.
	Log *slog.Logger
}

// A Version names what a worker tags with.
type Version struct {
	Geotag    string `json:"geotag"`
	Gazetteer string `json:"gazetteer"`
	Model     string `json:"model"`
}

// What a worker holds at most. Set by hand: an article takes half a millisecond, so that a job has work for an eighth of a second, in which a
// batch is pulled; and a worker that dies delays no more than that.
const (
	heldByJob   = 256
	pulledBytes = 8 << 20  // of articles in one batch
	resultBytes = 64 << 20 // of answers that are not stored yet
)

// How long the parts of a worker wait. Set by hand.
const (
	pulse     = 2 * time.Second  // a server that is silent for twice as long while articles are asked for is gone
	arriveIn  = time.Second / 2  // what is on its way when a worker is told to stop
	tagWithin = 2 * time.Minute  // the longest text takes some seconds
	leastWait = time.Second      // before what failed is tried again
	mostWait  = 60 * time.Second //
	// drainWithin is how long a worker that is told to stop tries to store answers that the servers do not take. With its last words, of up to 15 s where
	// no server answers, it is less than those wait who stop it, 45 s.
	drainWithin = 20 * time.Second
)

// A Worker tags articles of a stream until it is told to stop.
type Worker struct {
	o     WorkOptions
	name  string
	nc    *nats.Conn
	js    jetstream.JetStream
	out   *publisher
	log   *slog.Logger
	since time.Time

	begun    jetstream.KeyValue // how often redelivered articles were begun, by their sequence
	fleet    *fleetBucket
	consumer atomic.Pointer[jetstream.Consumer]

	usual int                 // bytes of an article, of late
	room  chan struct{}       // a token for each article that may be held
	size  *semaphore.Weighted // bytes of answers on their way
	queue chan *article
	twice chan *article // those that were delivered before, which are tagged one after the other

	mu   sync.Mutex
	held map[*article]struct{}
	idle *sync.Cond // nothing is held

	counts  counts
	largest int32 // bytes of an answer that its stream takes; below 1: any
	fatal   context.CancelCauseFunc
	alive   context.Context // Run's: it ends where what is held has to be let go
	letGo   time.Duration   // drainWithin, or less in tests
}

// counts are of articles since a worker began.
type counts struct {
	tagged, failed, dead, messages atomic.Int64
	pending                        atomic.Int64 // as of the last look
}

// NewWorker returns a worker on a connection, which makes what is missing of its streams. It waits for a JetStream that has no leader yet.
// Errors that are a *SettingError say what does not fit of what is there already.
func NewWorker(ctx context.Context, nc *nats.Conn, o WorkOptions) (*Worker, error) {
	o.Names = o.WithDefaults()
	if err := o.Check(); err != nil {
		return nil, err
	}
	o.AckWait, o.MaxDeliver, o.Jobs = cmp.Or(o.AckWait, 30*time.Second), cmp.Or(o.MaxDeliver, 5), cmp.Or(o.Jobs, runtime.GOMAXPROCS(0))
	o.Log = cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	most := heldByJob * o.Jobs
	w := &Worker{
		o: o, name: workerName(), nc: nc, log: o.Log, since: time.Now(), held: map[*article]struct{}{}, size: semaphore.NewWeighted(resultBytes), letGo: drainWithin,
		room: make(chan struct{}, most), queue: make(chan *article, most), twice: make(chan *article, most),
	}
	w.idle = sync.NewCond(&w.mu)
	var err error
	if w.js, err = jetstream.New(nc); err != nil {
		return nil, fmt.Errorf("fleet: %w", err)
	}
	if w.out, err = newPublisher(nc, o.Log, most); err != nil {
		return nil, fmt.Errorf("fleet: %w", err)
	}
	return w, patiently(ctx, o.Log, "streams", w.prepare)
}

// redeliveredFor is how long an article may be delivered again whose answer was stored.
func (o *WorkOptions) redeliveredFor() time.Duration {
	return o.AckWait * time.Duration(o.MaxDeliver+1)
}

// prepare makes what is missing.
func (w *Worker) prepare(ctx context.Context) error {
	articles, err := w.o.articles(ctx, w.js, w.log)
	if err != nil {
		return err
	}
	places, err := w.o.places(ctx, w.js, w.log, w.o.redeliveredFor())
	if err != nil {
		return err
	}
	w.largest = places.CachedInfo().Config.MaxMsgSize
	if err := w.o.letters(ctx, w.js, w.log, w.o.redeliveredFor()); err != nil {
		return err
	}
	if w.begun, err = w.o.bucket(ctx, w.js, "_BEGUN", "How often articles that were delivered again were begun.", begunFor); err != nil {
		return err
	}
	if w.fleet, err = openFleet(ctx, w.js, w.o.Names); err != nil {
		return err
	}
	c, err := w.o.consumer(ctx, articles, w.o.AckWait)
	if err != nil {
		return err
	}
	w.consumer.Store(&c)
	return nil
}

// Run tags until ctx ends; then it pulls no more, gives back what it has not begun, and returns once the answers to the rest are stored and all
// is acknowledged. What cannot be stored for 20 s is let go, to be delivered again, which is an error. It returns early where there is nothing
// to answer from any more.
func (w *Worker) Run(ctx context.Context) error {
	given := ctx
	ctx, w.fatal = context.WithCancelCause(given)
	defer w.fatal(nil)
	var end context.CancelFunc
	w.alive, end = context.WithCancel(context.WithoutCancel(ctx)) // what is held needs signs of life to the end
	defer context.AfterFunc(ctx, func() {
		if sleep(w.alive, w.letGo) {
			end()
		}
	})()
	defer context.AfterFunc(w.alive, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.idle.Broadcast()
	})()
	var signs, jobs sync.WaitGroup
	signs.Go(func() { w.signs(w.alive) })
	signs.Go(func() { w.report(w.alive) })
	for range w.o.Jobs {
		jobs.Go(func() { w.work(ctx, w.queue) })
	}
	jobs.Go(func() { w.retry(ctx) })
	w.pull(ctx)
	close(w.queue)
	close(w.twice)
	jobs.Wait()
	left := w.drained()
	end()
	signs.Wait()
	err := w.nc.FlushTimeout(storedWithin) // the acknowledgements
	if left > 0 {
		err = errors.Join(err, fmt.Errorf("fleet: the answers to %d messages could not be stored, which are delivered again", left))
	}
	if given.Err() == nil {
		return context.Cause(ctx)
	}
	return err
}

// drained waits until nothing is held, or all has to be let go, and returns how many messages are.
func (w *Worker) drained() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	for len(w.held) > 0 && w.alive.Err() == nil {
		w.idle.Wait()
	}
	return len(w.held)
}

// work tags what comes in, or gives it back once ctx has ended.
func (w *Worker) work(ctx context.Context, in <-chan *article) {
	for a := range in {
		if ctx.Err() != nil {
			a.back(0)
			continue
		}
		w.tag(a)
	}
}

// retry tags what was delivered before, one article after the other: where one kills the worker, it is known which.
func (w *Worker) retry(ctx context.Context) {
	for a := range w.twice {
		if ctx.Err() != nil {
			a.back(0)
			continue
		}
		if w.begin(ctx, a) {
			w.tag(a)
			select {
			case <-a.gone:
			case <-w.alive.Done():
			}
		}
	}
}

// signs tells the server of what is held for long that it is under way, until ctx ends.
func (w *Worker) signs(ctx context.Context) {
	every := w.o.AckWait / 3
	for sleep(ctx, every/2) {
		for _, a := range w.older(every) {
			a.msg.InProgress() // where this is lost the next may not be
		}
	}
}

// older returns the articles that no sign was given of for so long, and takes it that one is given now.
func (w *Worker) older(than time.Duration) (all []*article) {
	now := time.Now()
	w.mu.Lock()
	defer w.mu.Unlock()
	for a := range w.held {
		if now.Sub(a.sign) > than {
			a.sign = now
			all = append(all, a)
		}
	}
	return all
}
