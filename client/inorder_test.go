package client_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"sync/atomic"
	"testing"

	"example.com/geotag/client"
)

// count yields the numbers up to n, then an error if there is one.
func count(n int, err error) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for i := range n {
			if !yield(i, nil) {
				return
			}
		}
		if err != nil {
			yield(0, err)
		}
	}
}

// Answers come in order though they are made in another one, no more at once than is said, and the last says that there is nothing more.
func TestInOrder(t *testing.T) {
	t.Parallel()
	const n, workers = 100, 3
	var under, most atomic.Int32
	first := make(chan struct{}) // which is answered after the second
	answer := func(_ context.Context, i int) (int, error) {
		for now := under.Add(1); ; {
			if was := most.Load(); now <= was || most.CompareAndSwap(was, now) {
				break
			}
		}
		defer under.Add(-1)
		switch i {
		case 0:
			<-first
		case 1:
			close(first)
		}
		return -i, nil
	}
	var got []int
	last := true
	err := client.InOrder(t.Context(), workers, count(n, nil), answer, func(a int, more bool) error {
		got, last = append(got, -a), !more
		return nil
	})
	if err != nil || len(got) != n || !slices.IsSorted(got) || !last || most.Load() > workers {
		t.Errorf("%v, %v, last %v, %d at once", got, err, last, most.Load())
	}
}

// The first error ends it, after the answers before it, and all that it began ends.
func TestInOrderFails(t *testing.T) {
	t.Parallel()
	bad := errors.New("bad")
	ctx, cancel := context.WithCancelCause(t.Context())
	for name, test := range map[string]struct {
		texts  iter.Seq2[int, error]
		answer func(ctx context.Context, i int) (int, error)
		write  func(i int) error
	}{
		"texts": {texts: count(10, bad)},
		"an answer": {answer: func(ctx context.Context, i int) (int, error) {
			switch {
			case i < 10:
				return i, nil
			case i == 10:
				return 0, bad
			}
			<-ctx.Done() // a call that would go on is told to stop
			return 0, ctx.Err()
		}},
		"write": {write: func(i int) error {
			if i == 10 {
				return bad
			}
			return nil
		}},
		"the context": {write: func(i int) error {
			if i == 9 {
				cancel(bad)
			}
			return nil
		}},
	} {
		t.Run(name, func(t *testing.T) {
			if test.texts == nil {
				test.texts = count(1000, nil)
			}
			if test.answer == nil {
				test.answer = func(_ context.Context, i int) (int, error) { return i, nil }
			}
			ended := make(chan struct{})
			texts := func(yield func(int, error) bool) {
				defer close(ended)
				test.texts(yield)
			}
			with := t.Context()
			if name == "the context" {
				with = ctx
			}
			n := 0
			err := client.InOrder(with, 2, texts, test.answer, func(i int, _ bool) error {
				if i != n {
					t.Errorf("%d comes as the %dth", i, n)
				}
				if test.write != nil {
					if err := test.write(i); err != nil {
						return err
					}
				}
				n++
				return nil
			})
			if !errors.Is(err, bad) || n < 10 {
				t.Errorf("%d were written, and the error is %v", n, err)
			}
			<-ended
		})
	}
}
