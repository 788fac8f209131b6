package server

import (
	"context"
	"errors"
	"runtime"
	"strconv"
	"sync/atomic"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"

	"example.com/geotag/server/access"
)

// A gate says which calls work now, which wait, and which are refused. Every call of the service passes it but health checks and reflection.
type gate struct {
	streams lane // of texts, from their first to their last
	reading lane // calls whose message arrives
	short   lane // calls whose message is at most shortBytes, look-ups among them
	long    lane
	paced   atomic.Int64 // refused calls that are not told yet
}

const (
	// shortBytes is the longest message that works beside those of its kind only: a longer text would hold up look-ups. A text of so many
	// bytes takes some 5 ms.
	shortBytes = 16 << 10
	// callWeight is what a call weighs beside its bytes: as much as 0.2 ms of tagging.
	callWeight = 512
	// waiters and waitingBytes are how many calls may wait for each processor, and of how many bytes in all unless the one that comes is longer
	// than that: some 15 ms, and of long texts two thirds of what each takes itself.
	waiters      = 32
	waitingBytes = 48 << 10
	// shareOfParty is the part of streams, and of calls whose message arrives, that one party may have.
	shareOfParty = 4

	// retryAfter is when a refused call may be tried again. Refusals themselves are told after a while, so that clients which try again at once
	// cost little: from leastPace to mostPace, the longer the more of them there are.
	retryAfter = time.Second
	leastPace  = 100 * time.Millisecond
	eachPace   = 5 * time.Millisecond / 2 // for each that waits
	mostPace   = 500 * time.Millisecond
	maxPaced   = 1024 // refusals beyond that are told at once

	// receiveTimeout is how long a message may take to arrive once it is read: 8 MiB at 280 kB/s.
	receiveTimeout = 30 * time.Second
	// idleTimeout is how long a stream may wait for its next text, stallTimeout how long for its client to read.
	idleTimeout  = 5 * time.Minute
	stallTimeout = time.Minute
)

// newGate returns a gate for so many processors and so much memory; see Options.MaxMemoryBytes.
func newGate(o *Options) *gate {
	procs := runtime.GOMAXPROCS(0)
	messages := max(shareOfParty, int(o.MaxMemoryBytes/int64(o.MaxRequestBytes)))
	reading, streams := max(shareOfParty, messages/4), max(shareOfParty, messages/2)
	return &gate{
		reading: lane{seats: reading, shares: reading / shareOfParty, waiters: reading, ahead: reading},
		streams: lane{seats: streams, shares: streams / shareOfParty},
		short:   lane{seats: procs, waiters: waiters * procs, ahead: waitingBytes},
		long:    lane{seats: procs, waiters: waiters * procs, ahead: waitingBytes},
	}
}

// lane returns where a message of so many bytes is worked on.
func (g *gate) lane(size int) *lane {
	if size > shortBytes {
		return &g.long
	}
	return &g.short
}

// A Load says how busy a server is.
type Load struct {
	// Streams are open, Reading are calls whose message arrives, Short and Long those whose answer is made, by the length of their text.
	Streams, Reading, Short, Long LaneLoad
	// UnreadBytes are bytes of answers that clients have not taken yet; Connections are open.
	UnreadBytes int64
	Connections int
}

// Working returns how many calls are at work.
func (l *Load) Working() int { return l.Short.Working + l.Long.Working }

// Waiting returns how many calls and texts of streams wait for their turn.
func (l *Load) Waiting() int {
	return l.Reading.Waiting + l.Short.Waiting + l.Long.Waiting
}

// Load returns how busy the server is. It costs little.
func (s *Server) Load() Load {
	g := s.gate
	l := Load{Streams: g.streams.load(), Reading: g.reading.load(), Short: g.short.load(), Long: g.long.load()}
	l.UnreadBytes, l.Connections = s.conns.load()
	return l
}

// partyOf returns who shares with the caller of a context: those of a token, else of an address, an IPv6 network of 64 bits being one. Within
// the process it is the zero party.
func partyOf(ctx context.Context) party {
	switch c := access.CallerOf(ctx); {
	case c.Token != "":
		return party{name: c.Token}
	case c.Peer.IsValid():
		return party{peer: access.Network(c.Peer)}
	}
	return party{}
}

var errBusy = errors.New("the server is busy: try again in a moment")

// busy is errBusy as the service reports it, made once: a server is never as busy as when it refuses.
var busy = func() error {
	s, err := status.New(codes.ResourceExhausted, errBusy.Error()).WithDetails(
		&errdetails.ErrorInfo{Reason: "BUSY", Domain: errDomain},
		&errdetails.RetryInfo{RetryDelay: durationpb.New(retryAfter)})
	if err != nil {
		panic(err) // the details are fixed
	}
	return s.Err()
}()

// pushbackKey is what tells retrying clients of gRPC (A6) when to try again, in milliseconds; -1: not at all.
const pushbackKey = "grpc-retry-pushback-ms"

var (
	pushback = metadata.Pairs(pushbackKey, strconv.FormatInt(retryAfter.Milliseconds(), 10))
	never    = metadata.Pairs(pushbackKey, "-1")
)

// pushBack tells clients that try again by themselves when a call that was refused with a status may be: where the status does not say, it would be
// refused again.
func pushBack(ctx context.Context, err error) {
	s, ok := status.FromError(err)
	if !ok || s.Code() != codes.ResourceExhausted {
		return
	}
	for _, d := range s.Details() {
		if info, ok := d.(*errdetails.RetryInfo); ok {
			wait := info.GetRetryDelay().AsDuration() + time.Millisecond - 1 // rounded up
			grpc.SetTrailer(ctx, metadata.Pairs(pushbackKey, strconv.FormatInt(wait.Milliseconds(), 10)))
			return
		}
	}
	grpc.SetTrailer(ctx, never)
}

// refuse waits a little, half of what is left of the call's time at most, and returns the status of a call that is refused.
func (g *gate) refuse(ctx context.Context) error {
	grpc.SetTrailer(ctx, pushback)
	defer g.paced.Add(-1)
	n := g.paced.Add(1)
	if n > maxPaced {
		return busy
	}
	pace := min(mostPace, leastPace+time.Duration(n)*eachPace)
	if deadline, ok := ctx.Deadline(); ok {
		pace = min(pace, time.Until(deadline)/2)
	}
	t := time.NewTimer(pace)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
	return busy
}
