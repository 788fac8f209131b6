package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

const (
	lookEvery = 100 * time.Millisecond // at how far a run has come
	askFor    = 2 * time.Second        // what a node that is killed meanwhile will never say
)

// work waits until nothing is left to be tagged, and meanwhile kills and restarts workers and a node, and submits more where the run is to last.
func (f *fleet) work(ctx context.Context) error {
	return f.measure("work", func() (int, error) {
		err := f.watch(ctx)
		return f.submitted, err
	})
}

// watch lets things happen until all articles are done.
func (f *fleet) watch(ctx context.Context) error {
	f.began = time.Now()
	f.struck = f.began
	for {
		left, err := f.left(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err == nil { // else the nodes choose leaders
			over, err := f.goOn(ctx, left)
			if over || err != nil {
				return err
			}
		}
		if err := f.restart(); err != nil {
			return err
		}
		f.sample()
		pause(ctx, lookEvery)
	}
}

// goOn kills and submits what is due where so many articles are left, and reports whether it is over.
func (f *fleet) goOn(ctx context.Context, left int) (over bool, err error) {
	lasting := time.Since(f.began) < f.last || f.kill > 0 && !f.survived()
	if left == 0 && !lasting {
		return true, nil
	}
	if err := f.strike(ctx, f.submitted-left); err != nil || !lasting || left >= f.articles/2 {
		return false, err
	}
	return false, f.submit(ctx)
}

// survived reports whether a worker and a node were killed, and are back.
func (f *fleet) survived() bool { return f.killed > 0 && f.fallen > 0 && f.away == nil }

// strike kills when it is time, of so many articles that are done.
func (f *fleet) strike(ctx context.Context, done int) error {
	switch {
	case f.kill == 0:
		return nil
	case time.Since(f.struck) >= f.kill || f.killed == 0 && done >= f.submitted/4:
		return f.killWorker(ctx)
	case f.fallen == 0 && done >= f.submitted/2:
		return f.killNode(ctx)
	case f.away != nil && done >= f.submitted/4*3: // back to what it missed
		node := f.away
		f.away = nil
		f.happened(node.name + " starts again")
		err := errors.Join(f.startNode(node), f.await(ctx))
		f.happened(node.name + " is healthy")
		return err
	}
	return nil
}

// happened keeps what was done.
func (f *fleet) happened(what string) {
	f.events = append(f.events, fmt.Sprintf("%.1f s %s", time.Since(f.began).Seconds(), what))
}

// killWorker kills the next of the workers but the first, if it is at work.
func (f *fleet) killWorker(ctx context.Context) error {
	w := f.workers[1+f.killed%(len(f.workers)-1)]
	if !well(ctx, w.admin, "/readyz") {
		return nil
	}
	f.struck = time.Now()
	f.killed++
	f.happened(w.name + " killed")
	return w.process.kill()
}

// killNode kills the node that leads the stream of the answers.
func (f *fleet) killNode(ctx context.Context) error {
	if f.away = f.leader(ctx, f.js, placeStream); f.away == nil {
		return nil
	}
	f.fallen++
	f.happened(f.away.name + " killed")
	return f.away.process.kill()
}

// restart starts workers that run no more. That one has ended by itself is a fault.
func (f *fleet) restart() error {
	for _, w := range f.workers {
		if !w.process.hasEnded() {
			continue
		}
		if !w.process.killed() {
			f.faults = append(f.faults, fmt.Sprintf("%s ended by itself with %v; see %s", w.name, w.process.cmd.ProcessState, w.process.log))
		}
		if err := f.startWorker(w); err != nil {
			return err
		}
	}
	return nil
}

// left returns how many articles no worker has acknowledged yet, as the stream's consumer says, which counts messages.
func (f *fleet) left(ctx context.Context) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, askFor)
	defer cancel()
	s, err := f.js.Stream(ctx, articleStream)
	if err != nil {
		return 0, err
	}
	consumers := s.ListConsumers(ctx)
	left, any := 0, false
	for c := range consumers.Info() {
		left, any = left+int(c.NumPending)+c.NumAckPending, true
	}
	if err := consumers.Err(); err != nil {
		return 0, err
	}
	if !any {
		return 0, errors.New("no worker has come yet")
	}
	return min(left*f.fleetOptions.pack, f.submitted), nil
}

// sample looks at what the workers hold, once a second.
func (f *fleet) sample() {
	if n := len(f.samples); n > 0 && time.Since(f.samples[n-1].at) < time.Second {
		return
	}
	for i, w := range f.workers {
		s, err := look(w.process.cmd.Process.Pid, w.admin)
		if err != nil {
			continue // it does not listen yet
		}
		f.peak = max(f.peak, s.anonymous)
		if i == 0 {
			f.samples = append(f.samples, s)
		}
	}
}
