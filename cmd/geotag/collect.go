package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// The heap of a server at work is a few megabytes, most of it garbage of calls: it is collected less often than usual, as long as it is small.
const (
	rareCollection  = 400      // percent of garbage beside what lives
	usualCollection = 100      // Go's default
	slackBytes      = 64 << 20 // of garbage, with which the heap counts as small
	// memoryLimit is from where on garbage is collected as often as it must: what clients can make a server hold
	// (server.Options.MaxMemoryBytes), and half as much for the work.
	memoryLimit = 3 << 29
)

// tuneCollector sets how often garbage is collected, unless GOGC and GOMEMLIMIT say so.
func tuneCollector() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(rareCollection)
		afterCollection(rareCollection)
	}
}

// afterCollection looks at the heap once it has been collected, and again after the next time.
func afterCollection(percent int) {
	runtime.AddCleanup(new([64]byte), func(percent int) {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		next := collectAt(live[0].Value.Uint64())
		if next != percent {
			debug.SetGCPercent(next)
		}
		afterCollection(next)
	}, percent)
}

// collectAt returns the percent of garbage beside so much that lives.
func collectAt(live uint64) int {
	return int(max(usualCollection, min(rareCollection, 100*slackBytes/max(live, 1))))
}
