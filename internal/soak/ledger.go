package main

import (
	"slices"
	"sync"
	"time"
)

// An end is how a call ended.
type end struct {
	code   string        // "OK" of either face; else a code of gRPC, or "HTTP 429", or of the connection "closed", "timeout"
	retry  time.Duration // of a refusal: when to try again; 0: it does not say
	detail string
}

const good = "OK"

// refused reports whether the server asked to come again.
func (e end) refused() bool {
	return e.retry > 0 && (e.code == "ResourceExhausted" || e.code == "HTTP 429" || e.code == "HTTP 503" || e.code == "Unavailable")
}

// gone are the ends of calls to a server that is not there.
var gone = []string{"Unavailable", "HTTP 503", "closed", "Canceled", "HTTP 499", "timeout", "DeadlineExceeded", "HTTP 504"}

// A ledger counts how calls ended by kind of client. It is safe for concurrent use.
type ledger struct {
	lock    sync.Mutex
	rows    map[string]*row
	outages []outage
	faults  []string // what was not expected, in words: the first ones
	missed  int      // how many there were
}

// A row is of a kind of client.
type row struct {
	ends                      map[string]int
	calls, refused, away, bad int
	took                      []time.Duration
}

// An outage is a time in which the server was away on purpose.
type outage struct{ from, to time.Time }

// grace is how long after an outage a call may still end by it: a client waits before it dials again.
const grace = 3 * time.Second

func newLedger() *ledger { return &ledger{rows: map[string]*row{}} }

// record counts a call of a kind that began at a time, and of which the ends in allowed are expected.
func (l *ledger) record(kind string, began time.Time, e end, allowed ...string) {
	l.lock.Lock()
	defer l.lock.Unlock()
	r := l.row(kind)
	r.calls++
	r.ends[e.code]++
	switch {
	case e.code == good:
		r.took = append(r.took, time.Since(began))
	case l.wasAway(began) && slices.Contains(gone, e.code):
		r.away++
		return
	case e.refused():
		r.refused++
		return
	}
	if !slices.Contains(allowed, e.code) {
		r.bad++
		l.fault(kind + ": " + e.code + ": " + e.detail)
	}
}

func (l *ledger) row(kind string) *row {
	r := l.rows[kind]
	if r == nil {
		r = &row{ends: map[string]int{}}
		l.rows[kind] = r
	}
	return r
}

// fault keeps what was not expected. The caller holds the lock.
func (l *ledger) fault(what string) {
	if l.missed++; len(l.faults) < 20 {
		l.faults = append(l.faults, time.Now().Format(time.TimeOnly)+" "+what[:min(len(what), 300)])
	}
}

// blame keeps an event that went wrong.
func (l *ledger) blame(what string, err error) {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.fault(what + ": " + err.Error())
}

// wasAway reports whether an outage falls into the time since began.
func (l *ledger) wasAway(began time.Time) bool {
	return slices.ContainsFunc(l.outages, func(o outage) bool { return o.to.IsZero() || began.Before(o.to.Add(grace)) })
}

// away runs f, in which the server is away on purpose.
func (l *ledger) away(f func() error) error {
	l.lock.Lock()
	i := len(l.outages)
	l.outages = append(l.outages, outage{from: time.Now()})
	l.lock.Unlock()
	err := f()
	l.lock.Lock()
	l.outages[i].to = time.Now()
	l.lock.Unlock()
	return err
}
