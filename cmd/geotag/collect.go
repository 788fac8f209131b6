package main

import (
	"os"
	"runtime/debug"
)

const (
	// memoryLimit is from where on garbage is collected as often as it must: what clients can make a server hold
	// (server.Options.MaxMemoryBytes), and half as much for the work.
	memoryLimit = 3 << 29
	// What lives in a server at work is less than three megabytes, so that by Go's default, at twice of what lives, the collector would run all
	// the time; and by a larger percentage a large call would make the heap grow by several times its answer. With a reserve of so many bytes
	// the heap counts for some 35 megabytes, and grows by a quarter: eight megabytes, of which a call leaves a hundred kilobytes.
	reserveBytes   = 32 << 20
	reservePercent = 25
)

// reserve is memory that is never touched, and so takes addresses alone.
var reserve []byte

// tuneCollector sets how often garbage is collected, unless GOGC and GOMEMLIMIT say so.
func tuneCollector() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
	if os.Getenv("GOGC") == "" {
		reserve = make([]byte, reserveBytes)
		debug.SetGCPercent(reservePercent)
	}
}
