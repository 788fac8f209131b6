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
	type result struct {
		a   A
		err error
	}
	type job struct {
		text T
		to   chan<- result
	}
	queue, jobs := make(chan chan result, n*ahead), make(chan job)
	go func() {
		defer close(queue)
		defer close(jobs)
		for text, err := range texts {
			r := make(chan result, 1)
			select {
			case queue <- r:
			case <-ctx.Done():
				return
			}
			if err != nil {
				r <- result{err: err}
				return
			}
			select {
			case jobs <- job{text, r}:
			case <-ctx.Done():
				return
			}
		}
	}()
	for range n { // they stay, because a stack that has grown for one text is there for the next
		go func() {
			for j := range jobs {
				a, err := answer(ctx, j.text)
				j.to <- result{a, err}
			}
		}()
	}
	for r := range queue {
		select {
		case got := <-r:
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
