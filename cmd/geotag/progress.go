package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// A progress is a bar on a terminal that shows how far long work has come and how long it will still take. Elsewhere it
// shows nothing.
type progress struct {
	w       io.Writer // nil: no terminal
	what    string
	total   int64
	unit    string  // of the rate that is shown; empty: none
	perUnit float64 // of n in a unit
	begun   time.Time
	drawn   time.Time
}

func newProgress(w io.Writer, what string, total int64) *progress {
	p := &progress{what: plain(what), total: max(1, total), begun: time.Now()}
	if f, ok := terminal(w); ok {
		p.w = f
	}
	return p
}

// at redraws the bar, a few times a second at most.
func (p *progress) at(n int64) {
	if p.w == nil || time.Since(p.drawn) < 100*time.Millisecond {
		return
	}
	p.drawn = time.Now()
	const width = 32
	done := min(1, float64(n)/float64(p.total))
	filled := int(done * width)
	left := "?"
	if done > 0.01 {
		left = time.Duration(float64(time.Since(p.begun)) * (1 - done) / done).Round(time.Second).String()
	}
	rate := ""
	if p.unit != "" {
		rate = fmt.Sprintf("  %.1f %s/s", float64(n)/p.perUnit/max(time.Since(p.begun).Seconds(), 1e-3), p.unit)
	}
	fmt.Fprintf(p.w, "\r\x1b[K%s \x1b[32m%s\x1b[0m%s %3.0f %%%s  %s left",
		p.what, strings.Repeat("━", filled), strings.Repeat("─", width-filled), 100*done, rate, left)
}

// done takes the bar away.
func (p *progress) done() {
	if p.w != nil {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}
