package main

import (
	"fmt"
	"io"
	"math"
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
	from    int64   // where it began; below 0: not yet known
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
	if !p.due() {
		return
	}
	rate := ""
	if p.unit != "" {
		rate = fmt.Sprintf("  %.1f %s/s", float64(n)/p.perUnit/max(time.Since(p.begun).Seconds(), 1e-3), p.unit)
	}
	p.draw(n, 32, rate, "")
}

// counted redraws the bar of what is counted otherwise than in the total, such as the texts in a file of bytes: at n of the total there are so
// many, of which some failed. Where there is no total, as of standard input, it shows how many.
func (p *progress) counted(n, count, failed int64) {
	if p.from < 0 { // what a run before has done took it no time
		p.from, p.begun = n, time.Now()
	}
	if !p.due() {
		return
	}
	rate, errs := "", ""
	if took := time.Since(p.begun).Seconds(); took > 0.5 {
		rate = fmt.Sprintf("  %s %s/s", grouped(math.Round(float64(count)/took)), p.unit)
	}
	if failed > 0 {
		errs = fmt.Sprintf("  \x1b[31m%s failed\x1b[0m", grouped(float64(failed)))
	}
	if p.total == 0 {
		fmt.Fprintf(p.w, "\r\x1b[K%s %s %s%s%s", p.what, grouped(float64(count)), p.unit, rate, errs)
		return
	}
	p.draw(n, 20, rate, errs)
}

// due reports whether the bar is to be drawn again.
func (p *progress) due() bool {
	if p.w == nil || time.Since(p.drawn) < 100*time.Millisecond {
		return false
	}
	p.drawn = time.Now()
	return true
}

// draw draws the bar, so wide.
func (p *progress) draw(n int64, width int, rate, errs string) {
	done := min(1, float64(n)/float64(p.total))
	filled := int(done * float64(width))
	left := "?"
	if now := done - float64(max(0, p.from))/float64(p.total); now > 0.01 {
		left = time.Duration(float64(time.Since(p.begun)) * (1 - done) / now).Round(time.Second).String()
	}
	fmt.Fprintf(p.w, "\r\x1b[K%s \x1b[32m%s\x1b[0m%s %3.0f %%%s  %s left%s",
		p.what, strings.Repeat("━", filled), strings.Repeat("─", width-filled), 100*done, rate, left, errs)
}

// done takes the bar away.
func (p *progress) done() {
	if p.w != nil {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}
