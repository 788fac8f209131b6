package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

const (
	// What lives in a server at work is some three megabytes, so that by Go's default, at twice of what lives, the collector would run all the
	// time; and by a larger percentage a large call would make the heap grow by several times its answer. With a reserve of so many bytes the
	// heap counts for a hundred megabytes, and grows by a quarter: of roomBytes, which a call takes a hundred kilobytes of, and by a large one's
	// own size and a quarter. A third of the reserve costs 7 % of the calls a second of 2 kB (make overhead).
	reserveBytes   = 96 << 20
	reservePercent = 25
	roomBytes      = reserveBytes * reservePercent / 100
	// A heap of which so much lives is one of many callers, whom a rare collection serves better.
	largeHeap    = reserveBytes + 48<<20
	largePercent = 100
)

// reserve is memory that is never touched, and so takes addresses alone.
var reserve []byte

// tuneCollector sets how often garbage is collected, unless GOGC and GOMEMLIMIT say so: as often as it must where the heap is over what clients can
// make a server hold, and half as much for the work.
func tuneCollector(held int64) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(held + held/2)
	}
	if os.Getenv("GOGC") != "" {
		return
	}
	if limit := debug.SetMemoryLimit(-1); limit < math.MaxInt64-reserveBytes {
		debug.SetMemoryLimit(limit + reserveBytes) // which counts, and takes none
	}
	reserve = make([]byte, reserveBytes)
	takeRoom()
	debug.SetGCPercent(reservePercent)
	afterCollection(reservePercent)
}

// takeRoom takes from the system what garbage will fill anyhow, so that memory does not grow with the first calls, whatever they are.
func takeRoom() {
	room := make([]byte, roomBytes)
	for i := 0; i < len(room); i += os.Getpagesize() {
		room[i] = 1
	}
	runtime.KeepAlive(room)
}

// afterCollection sets the percent anew once the heap has been collected, and again after each time.
func afterCollection(percent int) {
	runtime.AddCleanup(new([64]byte), func(percent int) {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		next := percentAt(live[0].Value.Uint64())
		if next != percent {
			debug.SetGCPercent(next)
		}
		afterCollection(next)
	}, percent)
}

// percentAt returns how much garbage there may be, in percent of what lives, the reserve among it.
func percentAt(live uint64) int {
	if live < largeHeap {
		return reservePercent
	}
	return largePercent
}
