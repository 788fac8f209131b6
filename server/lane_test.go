package server

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// queue lets calls of parties ask for a seat, one after the other, and returns the order in which they got it.
type queue struct {
	lane  *lane
	order chan string
}

func (q *queue) join(ctx context.Context, name, who string, weight int, patient bool) {
	go func() {
		leave, err := q.lane.enter(ctx, party{name: who}, weight, patient)
		if err != nil {
			name += ": " + err.Error()
		} else {
			defer leave()
		}
		q.order <- name
	}()
	synctest.Wait()
}

// run lets those who wait in, and returns their order.
func (q *queue) run(leave func(), n int) (order string) {
	leave()
	for range n {
		order += <-q.order + " "
	}
	return order
}

func TestLane(t *testing.T) {
	const waits = time.Minute
	for _, test := range []struct {
		name string
		join func(*testing.T, *queue)
		n    int
		want string
	}{
		{"in order", func(t *testing.T, q *queue) {
			for _, who := range []string{"a", "b", "c"} {
				q.join(t.Context(), who, who, 1, false)
			}
		}, 3, "a b c "},
		{"who has fewer at work goes before", func(t *testing.T, q *queue) {
			q.lane.seats = 2
			second, err := q.lane.enter(t.Context(), party{name: "first"}, 1, false)
			if err != nil {
				t.Fatal(err)
			}
			q.join(t.Context(), "1", "first", 1, false)
			q.join(t.Context(), "2", "b", 1, false)
			second() // first is at work still
			synctest.Wait()
		}, 2, "2 1 "},
		{"of a party half as many as may wait", func(t *testing.T, q *queue) {
			for _, name := range []string{"1", "2", "3"} {
				q.join(t.Context(), name, "a", 1, false)
			}
			q.join(t.Context(), "4", "b", 1, false)
		}, 4, "3: " + errBusy.Error() + " 1 2 4 "},
		{"not behind too much", func(t *testing.T, q *queue) {
			q.join(t.Context(), "1", "a", 100, false)
			q.join(t.Context(), "2", "b", 1, false)
			q.join(t.Context(), "3", "c", 200, false) // whoever is as long as those before may wait for them
		}, 3, "2: " + errBusy.Error() + " 1 3 "},
		{"streams take turns with calls", func(t *testing.T, q *queue) {
			for _, name := range []string{"s1", "s2", "s3"} {
				q.join(t.Context(), name, name, 1, true)
			}
			for _, name := range []string{"c1", "c2"} {
				q.join(t.Context(), name, name, 1, false)
			}
		}, 5, "s1 c1 s2 c2 s3 "},
		{"who cancels leaves", func(t *testing.T, q *queue) {
			ctx, cancel := context.WithCancel(t.Context())
			q.join(ctx, "1", "a", 1, false)
			q.join(t.Context(), "2", "b", 1, false)
			cancel()
			synctest.Wait()
		}, 2, "1: context canceled 2 "},
		{"whose deadline would pass is not let in", func(t *testing.T, q *queue) {
			q.lane.pace = float64(time.Second) // a unit of weight
			ctx, cancel := context.WithTimeout(t.Context(), waits)
			defer cancel()
			q.join(ctx, "1", "a", 70, false)
			q.join(ctx, "2", "b", 30, false)
			q.join(ctx, "3", "c", 40, false)
		}, 3, "1: " + errBusy.Error() + " 3: " + errBusy.Error() + " 2: context canceled "},
		{"whose deadline passes while others work is not let in", func(t *testing.T, q *queue) {
			q.lane.pace = float64(time.Second)
			ctx, cancel := context.WithTimeout(t.Context(), waits)
			t.Cleanup(cancel)
			q.join(ctx, "1", "a", 40, false)
			time.Sleep(30 * time.Second) // 40 s of work in the 30 s that are left
		}, 1, "1: " + errBusy.Error() + " "},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				q := &queue{&lane{seats: 1, waiters: 4, ahead: 50}, make(chan string, 10)}
				leave, err := q.lane.enter(t.Context(), party{name: "first"}, 1, false)
				if err != nil {
					t.Fatal(err)
				}
				if q.lane.load().Working != 1 {
					t.Errorf("load is %+v", q.lane.load())
				}
				other, err := q.lane.ask(t.Context(), party{name: "none"}, 1, false)
				q.lane.withdraw(other)
				if err != nil {
					t.Error(err)
				}
				test.join(t, q)
				if got := q.run(leave, test.n); got != test.want {
					t.Errorf("got  %s\nwant %s", got, test.want)
				}
				synctest.Wait()
				if l := q.lane.load(); l.Working != 0 || l.Waiting != 0 || len(q.lane.working) != 0 {
					t.Errorf("at the end the load is %+v", l)
				}
			})
		})
	}
}

// A party that may have one of two seats leaves the other to the next.
func TestLaneShares(t *testing.T) {
	l := &lane{seats: 2, shares: 1, waiters: 10, ahead: 10}
	leave, err := l.enter(t.Context(), party{name: "a"}, 1, false)
	if err != nil {
		t.Fatal(err)
	}
	again, err := l.ask(t.Context(), party{name: "a"}, 1, false)
	if again == nil || err != nil {
		t.Errorf("the second of a party: %v, %v; want it to wait", again, err)
	}
	other, err := l.enter(t.Context(), party{name: "b"}, 1, false)
	if err != nil {
		t.Fatal(err)
	}
	other()
	if l.used != 1 {
		t.Errorf("%d at work; the party has its share already", l.used)
	}
	leave()
	<-again.ready
}

// What was granted while its caller gave up is not lost.
func TestLaneWithdraw(t *testing.T) {
	l := &lane{seats: 1, waiters: 10}
	leave, _ := l.enter(t.Context(), party{}, 1, false)
	w, err := l.ask(t.Context(), party{}, 1, false)
	if err != nil {
		t.Fatal(err)
	}
	leave()
	l.withdraw(w)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.enter(ctx, party{}, 1, false); err != nil && !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if l.used > 1 {
		t.Errorf("%d at work", l.used)
	}
}

// A free seat is not for who will not be through in time, unless nobody is at work: then nobody knows.
func TestLaneDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &lane{seats: 2, waiters: 10, pace: float64(time.Second)}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		leave, err := l.enter(ctx, party{}, 20, false)
		if err != nil {
			t.Fatalf("alone: %v", err)
		}
		if _, err := l.enter(ctx, party{}, 20, false); !errors.Is(err, errBusy) {
			t.Errorf("20 s of work in 10 s: %v", err)
		}
		other, err := l.enter(ctx, party{}, 5, false)
		if err != nil {
			t.Errorf("5 s of work in 10 s: %v", err)
		}
		time.Sleep(5 * time.Second)
		other()
		time.Sleep(6 * time.Second)
		leave() // given up by its deadline: how long it takes is not known
		if l.pace != float64(time.Second) {
			t.Errorf("a unit takes %v", time.Duration(l.pace))
		}
	})
}
