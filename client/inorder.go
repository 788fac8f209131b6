package client

import (
	"context"
	"iter"
)

// ahead is how many answers for each of those under way may wait for a slow one before them. Set by hand: a long text takes ten times as long as
// most.
const ahead = 8

// InOrder answers texts, n at once, and hands each answer to write in the order of the texts, as soon as it is there and those before it are.
// more says whether other texts are under way: where none is, write should show what it holds back. The first error ends it: an answer's,
// write's, or the one that ends the texts, after the answers of those before; so does the context, whose answers are waited for no
// longer. Of the goroutines that it starts, the one that reads the texts may outlive it, as long as a text is waited for.
func InOrder[T, A any](
	ctx context.Context, n int, texts iter.Seq2[T, error],
	answer func(ctx context.Context, text T) (A, error), write func(a A, more bool) error,
) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	queue, jobs := make(chan chan answered[A], n*ahead), make(chan job[T, A])
	go handOut(ctx, texts, queue, jobs)
	for range n { // they stay, because a stack that has grown for one text is there for the next
		go func() {
			for j := range jobs {
				a, err := answer(ctx, j.text)
				j.to <- answered[A]{a, err}
			}
		}()
	}
	for next := range queue {
		select {
		case got := <-next:
			if got.err != nil {
				return got.err
			}
			if err := write(got.a, len(queue) > 0); err != nil {
				return err
			}
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return context.Cause(ctx)
}

// A job is a text to be answered, and where to.
type job[T, A any] struct {
	text T
	to   chan<- answered[A]
}

// An answered text has its answer, or what ends them all.
type answered[A any] struct {
	a   A
	err error
}

// handOut hands out texts as jobs, and puts where their answers will come from into the queue, in order.
func handOut[T, A any](ctx context.Context, texts iter.Seq2[T, error], queue chan<- chan answered[A], jobs chan<- job[T, A]) {
	defer close(queue)
	defer close(jobs)
	for text, err := range texts {
		to := make(chan answered[A], 1)
		select {
		case queue <- to:
		case <-ctx.Done():
			return
		}
		if err != nil {
			to <- answered[A]{err: err}
			return
		}
		select {
		case jobs <- job[T, A]{text, to}:
		case <-ctx.Done():
			return
		}
	}
}
