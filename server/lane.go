package server

import (
	"context"
	"net/netip"
	"slices"
	"sync"
	"time"
)

// A lane lets so many calls work at once, and few wait. Who asks for more is refused at once: a queue that is longer than callers wait does
// work for those who are gone. Those who wait are let in in their order, but for those of a party that has fewer at work, who go before.
//
// Weights are of any unit, as long as a call's work is about in proportion to its weight.
type lane struct {
	seats   int // that many work at once
	waiters int // and that many wait; of one party half as many
	ahead   int // the weight that may wait before anybody, a seat
	shares  int // seats that one party may have; 0: all

	mu      sync.Mutex
	used    int
	working map[party]int
	line    []*waiter // of single calls
	patient []*waiter // of texts of streams, which are never refused: a stream has one, and streams are bounded
	turn    bool      // whether the next is of patient
	pace    float64   // nanoseconds a weight, of late

	refused, admitted uint64
}

// A party is who shares with others: a token, or an address.
type party struct {
	name string
	peer netip.Prefix
}

// A waiter is a call that waits.
type waiter struct {
	who      party
	weight   int
	deadline time.Time     // zero: it has none
	ready    chan struct{} // closed once it has a seat, or is late
	late     bool          // it has none: it would not be through by its deadline
}

// enter waits for a seat and returns what gives it back. The error is errBusy, or the context's.
func (l *lane) enter(ctx context.Context, who party, weight int, patient bool) (leave func(), err error) {
	w, err := l.ask(ctx, who, weight, patient)
	if err != nil {
		return nil, err
	}
	if w != nil {
		select {
		case <-w.ready:
			if w.late {
				return nil, errBusy
			}
		case <-ctx.Done():
			l.withdraw(w)
			return nil, ctx.Err()
		}
	}
	began := time.Now()
	return func() { l.leave(who, weight, time.Since(began)) }, nil
}

// ask takes a seat, or a place in the queue, which it returns.
func (l *lane) ask(ctx context.Context, who party, weight int, patient bool) (*waiter, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.used < l.seats && l.mayWork(who) {
		l.sit(who)
		return nil, nil
	}
	if !patient && !l.mayWait(ctx, who, weight) {
		l.refused++
		return nil, errBusy
	}
	w := &waiter{who: who, weight: weight, ready: make(chan struct{})}
	w.deadline, _ = ctx.Deadline()
	if patient {
		l.patient = append(l.patient, w)
	} else {
		l.line = append(l.line, w)
	}
	return w, nil
}

func (l *lane) sit(who party) {
	if l.working == nil {
		l.working = map[party]int{}
	}
	l.used++
	l.working[who]++
	l.admitted++
}

// mayWork reports whether a party may have another seat.
func (l *lane) mayWork(who party) bool {
	return l.shares == 0 || who == party{} || l.working[who] < l.shares
}

// mayWait reports whether a call may wait: neither too many nor too heavy ones wait before it, and it will be through by its deadline. One may
// always wait.
func (l *lane) mayWait(ctx context.Context, who party, weight int) bool {
	before, own := 0, 0
	for _, w := range l.line {
		before += w.weight
		if w.who == who {
			own++
		}
	}
	if len(l.line) >= l.waiters || own > 0 && 2*own >= l.waiters {
		return false
	}
	if len(l.line) > 0 && before > l.seats*max(weight, l.ahead) {
		return false
	}
	deadline, _ := ctx.Deadline()
	return l.inTime(deadline, float64(before)/float64(l.seats)+float64(weight))
}

// inTime reports whether so much weight is worked off by a deadline, if there is one.
func (l *lane) inTime(deadline time.Time, weight float64) bool {
	return deadline.IsZero() || time.Until(deadline) > time.Duration(l.pace*weight)
}

// withdraw takes a waiter out of the queue, or gives the seat back that it was given meanwhile.
func (l *lane) withdraw(w *waiter) {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := len(l.line) + len(l.patient)
	is := func(o *waiter) bool { return o == w }
	l.line, l.patient = slices.DeleteFunc(l.line, is), slices.DeleteFunc(l.patient, is)
	if len(l.line)+len(l.patient) == n && !w.late {
		l.stand(w.who)
	}
}

// leave gives a seat back after so long.
func (l *lane) leave(who party, weight int, took time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pace += (float64(took)/float64(max(weight, 1)) - l.pace) / 16
	l.stand(who)
}

// stand frees a seat and gives it to those who wait.
func (l *lane) stand(who party) {
	l.used--
	if l.working[who]--; l.working[who] == 0 {
		delete(l.working, who)
	}
	for l.used < l.seats {
		w := l.next()
		if w == nil {
			return
		}
		if w.late = !l.inTime(w.deadline, float64(w.weight)); w.late {
			l.refused++
		} else {
			l.sit(w.who)
		}
		close(w.ready)
	}
}

// next takes out of the queue who is next; nil: nobody who may.
func (l *lane) next() *waiter {
	l.turn = !l.turn
	first, second := &l.line, &l.patient
	if l.turn {
		first, second = second, first
	}
	if w := l.pick(first); w != nil {
		return w
	}
	return l.pick(second)
}

// pick takes the first waiter of the party with the fewest at work out of a queue.
func (l *lane) pick(queue *[]*waiter) *waiter {
	best := -1
	for i, w := range *queue {
		if l.mayWork(w.who) && (best < 0 || l.working[w.who] < l.working[(*queue)[best].who]) {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	w := (*queue)[best]
	*queue = slices.Delete(*queue, best, best+1)
	return w
}

// A LaneLoad says how a queue stands.
type LaneLoad struct {
	// Seats, Working and Waiting count calls: how many may work at once, do, and wait to.
	Seats, Working, Waiting int
	// Admitted and Refused count calls since the server began.
	Admitted, Refused uint64
}

func (l *lane) load() LaneLoad {
	l.mu.Lock()
	defer l.mu.Unlock()
	return LaneLoad{l.seats, l.used, len(l.line) + len(l.patient), l.admitted, l.refused}
}
