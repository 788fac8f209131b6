package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// What lives in a server at work is some three megabytes, so that by Go's default, at twice of what lives, the collector would run all the time. With a
// reserve of so many bytes the heap counts for a hundred megabytes, and grows by a quarter, of which a call takes a hundred kilobytes: a third of that
// costs 7 % of the calls a second of 2 kB (make overhead).
const (
	reserveBytes = 96 << 20
	smallPercent = 25
	// Where more than so much lives, a large call is at work. Its memory shall not be more than it needs: the heap grows by a dozen megabytes.
	smallHeap     = 8 << 20
	middlePercent = 10
	// Where so much lives, they are many, whom a rare collection serves better.
	largeHeap    = 64 << 20
	largePercent = 50
)

// tuneCollector sets how often garbage is collected, unless GOGC and GOMEMLIMIT say so: as often as it must where the heap is over what clients can
// make a server hold, and half as much for the work. The reserve that it returns is to be kept alive; it is never touched, and so takes addresses alone.
func tuneCollector(held int64) (reserve [][]byte) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(held + held/2)
	}
	if os.Getenv("GOGC") != "" {
		return nil
	}
	debug.SetGCPercent(smallPercent)
	afterCollection(smallPercent)
	return reserveOf(reserveBytes)
}

// bulkReserveBytes is the reserve of a command that tags texts one after the other. Some seven megabytes live meanwhile, and an article leaves fifty
// kilobytes: by Go's default the collector runs every 170 of them, which is 3 % of the work, and with the reserve every 1,000. More would gain nothing
// that can be measured. It is no percentage, by which garbage would grow with what lives where texts are large.
const bulkReserveBytes = 32 << 20

// tuneCollectorForBulk sets how often garbage is collected while many texts are tagged, unless GOGC says so. The reserve that it returns is to be kept
// alive, as tuneCollector's.
func tuneCollectorForBulk() (reserve [][]byte) {
	if os.Getenv("GOGC") != "" {
		return nil
	}
	return reserveOf(bulkReserveBytes)
}

// reserveBlock divides the reserves. Where a block's first page was used before, Go clears the whole block, and so touches it: by chance of what was
// collected until then, that would be all of the reserve if it were one.
const reserveBlock = 1 << 20

// reserveOf returns bytes that count for the collector, and take no memory as long as nobody touches them.
func reserveOf(n int) [][]byte {
	if limit := debug.SetMemoryLimit(-1); limit < math.MaxInt64-int64(n) {
		debug.SetMemoryLimit(limit + int64(n)) // which counts, and takes none
	}
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // no collection for each
	blocks := make([][]byte, n/reserveBlock)
	for i := range blocks {
		blocks[i] = make([]byte, reserveBlock)
	}
	return blocks
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
	switch {
	case live < reserveBytes+smallHeap:
		return smallPercent
	case live < reserveBytes+largeHeap:
		return middlePercent
	}
	return largePercent
}
