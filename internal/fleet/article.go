package fleet

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go/jetstream"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/geotag/client"
)

// An article is a message that a worker holds, from when it is delivered until it is acknowledged, given back or dead. It holds one article, or a
// pack of them.
type article struct {
	w          *Worker
	msg        jetstream.Msg
	sequence   uint64 // in its stream
	deliveries uint64
	tries      int // how often it was begun, this time among them
	sign       time.Time
	buffers    []*[]byte // of the pool of answers, each once: what is on its way is in them
	weight     int64     // of them
	left       atomic.Int32
	bad        atomic.Bool // something of it was not stored
	gone       chan struct{}
}

// release ends the worker's holding of an article.
func (a *article) release() {
	w := a.w
	w.size.Release(a.weight)
	for _, b := range a.buffers {
		keep(b)
	}
	w.mu.Lock()
	delete(w.held, a)
	if len(w.held) == 0 {
		w.idle.Broadcast()
	}
	w.mu.Unlock()
	<-w.room
	close(a.gone)
}

// done acknowledges an article.
func (a *article) done() {
	if err := a.msg.Ack(); err != nil { // it is delivered again, and what is stored stays stored once
		a.w.log.Warn("not acknowledged", "sequence", a.sequence, "err", err)
	}
	a.w.counts.messages.Add(1)
	a.release()
}

// back gives an article back, to be delivered again after a while.
func (a *article) back(after time.Duration) {
	nak := a.msg.Nak
	if after > 0 {
		nak = func() error { return a.msg.NakWithDelay(after) }
	}
	if err := nak(); err != nil {
		a.w.log.Warn("not given back, and delivered again later", "sequence", a.sequence, "err", err)
	}
	a.release()
}

// A failure says why an article was not tagged.
type failure struct {
	reason  string // a word in capitals
	code    codes.Code
	message string
	passing bool // trying again may help
}

// Reasons of dead letters that are not the service's own.
const (
	reasonRequest = "INVALID_REQUEST"  // it is no TagRequest in JSON
	reasonPanic   = "INTERNAL"         // tagging it panics
	reasonKiller  = "WORKER_DIED"      // workers that began it ended without a word
	reasonLarge   = "RESULT_TOO_LARGE" // the NATS server does not take the answer
	reasonFailed  = "FAILED"           // tagging it fails, again and again
)

// answer appends the answer to a line to b, and returns the line's id. What panics is an error.
func (w *Worker) answer(a *article, line, b []byte) (doc []byte, id string, err error) {
	defer func() {
		if p := recover(); p != nil {
			w.log.Error("panic", "sequence", a.sequence, "what", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
			err = &panicked{}
		}
	}()
	req, err := asLine.ReadLine(line)
	if id = req.GetId(); err != nil {
		return nil, id, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), tagWithin)
	defer cancel()
	doc, err = w.o.Tag(ctx, b, req)
	return doc, id, err
}

// asLine reads an article as a line of geotag tag -lines is read.
var asLine client.LineOptions

// panicked says that tagging panicked. The value may quote the article, and is told to nobody.
type panicked struct{}

func (*panicked) Error() string { return "geotag failed on this article; the worker's log says where" }

// failureOf says what an error of tagging is.
func failureOf(err error) failure {
	if bad, ok := errors.AsType[*client.RequestError](err); ok {
		return failure{reasonRequest, codes.InvalidArgument, bad.Error(), false}
	}
	if _, ok := errors.AsType[*panicked](err); ok {
		return failure{reasonPanic, codes.Internal, err.Error(), false}
	}
	s := status.Convert(err)
	f := failure{reasonFailed, s.Code(), s.Message(), true}
	again := false
	for _, d := range s.Details() {
		switch d := d.(type) {
		case *errdetails.ErrorInfo:
			f.reason = d.GetReason()
		case *errdetails.RetryInfo:
			again = true
		}
	}
	switch f.code {
	case codes.InvalidArgument, codes.OutOfRange, codes.NotFound, codes.Unimplemented, codes.FailedPrecondition, codes.Internal:
		f.passing = false
	case codes.ResourceExhausted: // it is too large, or there is too much to do
		f.passing = again
	}
	return f
}

// answers are buffers that answers are written into. A large one is not kept.
var answers = sync.Pool{New: func() any { return new([]byte) }}

const largestKept = 256 << 10

func keep(b *[]byte) {
	if cap(*b) <= largestKept {
		answers.Put(b)
	}
}
