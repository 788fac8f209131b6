package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
	"time"
)

const (
	// callWithin is the deadline of a call of a client that is in no hurry.
	callWithin = time.Minute
	// patience is how long a good client tries again when it is asked to; then it counts as starved.
	patience = time.Minute
	// drainWithin is how long a server that is told to end waits for calls under way.
	drainWithin = 10 * time.Second
)

// A trial is one run against one service.
type trial struct {
	*service
	options
	*ledger
	bar     *bar
	catalog *catalog
	samples samples
	events  []string // what was done, in order
	idle    idle     // what the server held before and after
}

// A job is what a client does over and over until ctx ends.
type job struct {
	kind string
	n    int // clients at once
	run  func(ctx context.Context)
}

// run starts the server, asks the questions in quiet, and then lets all clients and events loose.
func (t *trial) run(ctx context.Context) error {
	if err := t.placeGazetteer(); err != nil {
		return err
	}
	if err := t.start(ctx); err != nil {
		return err
	}
	if err := t.learn(ctx); err != nil {
		return err
	}
	if err := t.settle(ctx, &t.idle.before); err != nil {
		return err
	}
	loud, stop := context.WithCancel(ctx) // and no deadline, which calls would send along
	defer stop()
	defer time.AfterFunc(t.duration, stop).Stop()
	var group sync.WaitGroup
	for _, j := range t.jobs() {
		for range j.n {
			group.Go(func() { j.run(loud) })
		}
	}
	group.Go(func() { t.sample(loud) })
	err := t.happen(loud)
	if err != nil {
		stop()
	}
	group.Wait()
	t.bar.done()
	if err != nil || ctx.Err() != nil {
		return errors.Join(err, ctx.Err())
	}
	return t.settle(ctx, &t.idle.after)
}

// learn asks all questions of the quiet server, looks at the answers and keeps what they were.
func (t *trial) learn(ctx context.Context) error {
	t.catalog = newCatalog(1)
	conn, err := t.dial(fromGood)
	if err != nil {
		return err
	}
	defer conn.Close()
	w := t.newWeb(fromGood, "good")
	defer w.client.CloseIdleConnections()
	for _, q := range t.catalog.all() {
		out, err := q.answer(t.as(ctx, "good"), conn)
		if err == nil {
			err = q.look(out)
		}
		if err != nil {
			return fmt.Errorf("%s, of a server at rest: %w", q.name, err)
		}
		q.sum = sha256.Sum256(out)
		web, e := w.fetch(ctx, q.path, q.body)
		if e.code != good {
			return fmt.Errorf("%s over REST, of a server at rest: %s %s", q.name, e.code, e.detail)
		}
		q.restSum = sha256.Sum256(web)
	}
	return nil
}

// jobs are all clients.
func (t *trial) jobs() []job {
	jobs := append(t.goodJobs(), t.hurriedJobs()...)
	if t.full {
		jobs = append(jobs, t.wrongJobs()...)
	}
	return append(jobs, t.hostileJobs()...)
}

// patiently asks until it has an answer, as long as the server says when to try again.
func (t *trial) patiently(ctx context.Context, kind string, call func(ctx context.Context) end) {
	first := time.Now()
	for ctx.Err() == nil {
		began := time.Now()
		within, cancel := context.WithTimeout(context.WithoutCancel(ctx), callWithin)
		e := call(within)
		cancel()
		if e.refused() && time.Since(first) > patience {
			e = end{code: "starved", detail: fmt.Sprintf("refused for %v: %s", patience, e.detail)}
		}
		t.record(kind, began, e, good)
		if e.code == good {
			return
		}
		pause(ctx, min(max(e.retry, 100*time.Millisecond), 2*time.Second))
		if !e.refused() {
			return
		}
	}
}

// pause waits d, or less where ctx ends.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// think is what a client does between two calls.
func think(ctx context.Context, atMost time.Duration) { pause(ctx, rand.N(atMost)) }

// pick returns any of a list.
func pick[T any](list []T) T { return list[rand.IntN(len(list))] }

// say tells what happens to who asked for it, and keeps it.
func (t *trial) say(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	t.events = append(t.events, line)
	if t.verbose {
		fmt.Fprintln(os.Stderr, time.Now().Format(time.TimeOnly), line)
	}
}
