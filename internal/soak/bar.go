package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// A bar shows on a terminal how far a run has come. Elsewhere it shows nothing.
type bar struct {
	w     *os.File // nil: no terminal
	total time.Duration
	begun time.Time
}

func newBar(w *os.File, total time.Duration) *bar {
	b := &bar{total: total, begun: time.Now()}
	if info, err := w.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
		b.w = w
	}
	return b
}

// at redraws the bar with a few words beside it.
func (b *bar) at(words string) {
	if b.w == nil {
		return
	}
	const width = 32
	past := time.Since(b.begun)
	done := min(1, float64(past)/float64(b.total))
	filled := int(done * width)
	fmt.Fprintf(b.w, "\r\x1b[K\x1b[32m%s\x1b[0m%s %3.0f %%  %v left  %s", strings.Repeat("━", filled), strings.Repeat("─", width-filled),
		100*done, max(0, b.total-past).Round(time.Second), words)
}

// done takes the bar away.
func (b *bar) done() {
	if b.w != nil {
		fmt.Fprint(b.w, "\r\x1b[K")
	}
}

// processors names what the run ran on.
func processors() string {
	return fmt.Sprintf("%d processors (%s)", runtime.NumCPU(), runtime.GOARCH)
}
