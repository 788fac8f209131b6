package main

import (
	"context"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/mmap"
	"example.com/geotag/internal/model"
)

// A server that nobody asks gives its memory back: pages of its program and of the gazetteer, of which it used many to start or to answer, the
// garbage, and what its steps remember from text to text. It takes 10 MB then instead of 45, or of 110 after many texts; the next text takes a millisecond or
// two longer. All set by hand.
const (
	// restLook is how often it looks whether it is asked.
	restLook = 2 * time.Second
	// restQuiet is how little is allocated between two looks where nobody asks: a call takes more, what a server does by itself takes less.
	restQuiet = 16 << 10
	// restWorth is how much must have been allocated since it rested for another rest to be worth its five milliseconds of work.
	restWorth = 1 << 20
)

// rest lets the process rest whenever it has had nothing to do for a while, until ctx ends.
func rest(ctx context.Context) {
	tick := time.NewTicker(restLook)
	defer tick.Stop()
	var r resting
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if r.due(allocated()) {
				// What a pool holds goes at the second collection.
				debug.FreeOSMemory()
				debug.FreeOSMemory()
				mmap.Rest(world.Data(), model.Embedded()) // where the system has no such thing the pages stay
				r.rested = allocated()
			}
		}
	}
}

// A resting says how many bytes had been allocated since the process began, when it last rested and when it was last looked at.
type resting struct{ rested, looked uint64 }

// due reports whether a rest is due now that so many bytes have been allocated.
func (r *resting) due(allocated uint64) bool {
	quiet := allocated-r.looked < restQuiet
	r.looked = allocated
	return quiet && allocated-r.rested >= restWorth
}

func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
