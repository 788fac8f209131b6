package fleet

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strconv"
	"sync"
	"time"

	"github.com/klauspost/compress/s2"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"example.com/geotag/client"
)

// An article is a message that a worker holds, from when it is delivered until it is acknowledged, given back or dead.
type article struct {
	w          *Worker
	msg        jetstream.Msg
	sequence   uint64 // in its stream
	deliveries uint64
	tries      int    // how often it was begun, this time among them
	id         string // its own; empty: it has none, or is no request
	sign       time.Time
	answer     *[]byte // of answers; nil: none
	size       int64   // bytes of what is stored of a pack
	gone       chan struct{}
}

// release ends the worker's holding of an article.
func (a *article) release() {
	w := a.w
	if a.answer != nil {
		w.size.Release(weight(*a.answer))
		keep(a.answer)
	}
	w.size.Release(a.size)
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

// tag answers an article, and stores the answer.
func (w *Worker) tag(a *article) {
	if lines := packed(a.msg); lines != nil {
		w.tagPack(a, lines)
		return
	}
	answer := answers.Get().(*[]byte)
	var doc []byte
	var err error
	if a.id, doc, err = w.answer(a, a.msg.Data(), (*answer)[:0]); err != nil {
		keep(answer)
		w.failed(a, failureOf(err))
		return
	}
	*answer = doc
	m := w.message(a, doc)
	if len(doc) > compressOver {
		answer = compress(m, answer)
	}
	w.size.Acquire(context.Background(), weight(m.Data)) // which cannot fail
	a.answer = answer
	w.store(a, m)
}

// answer appends the answer to a request on a line to b, and returns the id in the request. What panics is an error.
func (w *Worker) answer(a *article, line, b []byte) (id string, doc []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			w.log.Error("panic", "sequence", a.sequence, "what", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
			err = &panicked{}
		}
	}()
	req, err := asLine.ReadLine(line)
	if id = req.GetId(); err != nil {
		return id, nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), tagWithin)
	defer cancel()
	doc, err = w.o.Tag(ctx, b, req)
	return id, doc, err
}

// weight is what an answer takes of a worker's bytes. One that is larger than all goes alone.
func weight(answer []byte) int64 { return min(int64(len(answer)), resultBytes) }

// asLine reads an article as a line of geotag tag -lines is read.
var asLine client.LineOptions

// panicked says that tagging panicked. The value may quote the article, and is told to nobody.
type panicked struct{}

func (*panicked) Error() string { return "geotag failed on this article; the worker's log says where" }

// store stores the answer of an article and acknowledges it, in time.
func (w *Worker) store(a *article, m *nats.Msg) {
	if err := tooLarge(w.nc, m); err != nil {
		w.failed(a, failure{reasonLarge, codes.ResourceExhausted, "the answer has " + err.Error(), false})
		return
	}
	send := w.out.sendSoon
	if a.tries > 1 { // others wait for it
		send = w.out.send
	}
	send(m, func(ack *jetstream.PubAck, err error) {
		if err != nil {
			w.failed(a, failure{reasonFailed, codes.Internal, "storing the answer: " + err.Error(), true})
			return
		}
		if w.counts.tagged.Add(1); ack.Duplicate {
			w.counts.repeated.Add(1)
		}
		w.counts.bytes.Add(int64(len(m.Data)))
		a.done()
	})
}

// message returns the message of an answer.
func (w *Worker) message(a *article, doc []byte) *nats.Msg {
	m := nats.NewMsg(w.o.place(w.o.By.of(doc)))
	m.Data = doc
	m.Header[jetstream.MsgIDHeader] = []string{a.name() + w.versions()}
	return m
}

// versions ends the message id of an answer: by another version it is another.
func (w *Worker) versions() string { return "@" + w.o.Version.Gazetteer + "/" + w.o.Version.Model }

// compress compresses the data of a message, which is in a buffer of answers, and returns the buffer that it then is in.
func compress(m *nats.Msg, from *[]byte) *[]byte {
	to := answers.Get().(*[]byte)
	*to = s2.EncodeSnappy((*to)[:cap(*to)], m.Data)
	m.Data = *to
	m.Header[encodingHeader] = []string{"snappy"}
	keep(from)
	return to
}

// name returns what an article is called: its id, or else its place in the stream.
func (a *article) name() string {
	if a.id != "" {
		return messageID(a.id)
	}
	return a.w.o.Stream + ":" + strconv.FormatUint(a.sequence, 10)
}

// failed ends an article that was not answered: it is tried again, or is dead.
func (w *Worker) failed(a *article, f failure) {
	if f.code == codes.Unavailable {
		w.fatal(fmt.Errorf("fleet: there is nothing to answer from any more: %s", f.message))
		a.back(0)
		return
	}
	if f.passing && a.tries < w.o.MaxDeliver {
		w.counts.failed.Add(1)
		a.back(min(leastWait<<(2*min(a.tries-1, 10)), mostWait))
		return
	}
	w.bury(a, f)
}

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
