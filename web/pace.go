package web

import (
	"bytes"
	"io"
	"net/http"
	"sync"
	"time"
)

// A caller may stand still for a while, and beside that has to send and to read at a rate: who does not keeps a connection, and what is
// read for it or made for it, from others.
const (
	grace         = 10 * time.Second
	rest          = time.Second // for what is left of a body that nobody wants; then the connection is closed
	stallAfter    = time.Minute // between the lines of a stream
	leastRate     = 8 << 10     // bytes a second, of bodies and of answers
	mostCredit    = time.Minute // that a high rate earns
	writtenAtOnce = 64 << 10
)

// A pace is how long a caller may still keep us waiting.
type pace struct {
	patience time.Duration // at the beginning
	moved    int           // bytes
	waited   time.Duration // for them
}

// allowance returns how long the caller may take for n bytes more.
func (p *pace) allowance(n int) time.Duration {
	earned := time.Duration(p.moved+n) * time.Second / leastRate
	return max(0, min(p.patience+earned-p.waited, p.patience+mostCredit))
}

// a moment is how long a deadline lies ahead at least: one that has passed fails what would not wait.
const moment = 50 * time.Millisecond

// paced makes the deadlines of a request's body and of its answer follow what comes and goes. It stands outside what compresses, for
// only what goes over the wire counts. Where a deadline cannot be set, as in a test without a connection, there is none.
func paced(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		control := http.NewResponseController(w)
		out := &pacedWriter{ResponseWriter: w, control: control, pace: pace{patience: grace}}
		in := &pacedBody{ReadCloser: r.Body, control: control, pace: pace{patience: grace}}
		if r.URL.Path == streamPath {
			in.lines, in.patience = true, stallAfter
		}
		control.SetWriteDeadline(time.Time{})
		defer func() { // what is left in buffers goes out, and what is left of a body is read, once the handler has ended
			control.SetWriteDeadline(time.Now().Add(grace))
			in.end()
		}()
		r.Body = in
		next.ServeHTTP(out, r)
	})
}

// A pacedBody is a body that has to come at a rate. Lines have to end at one, and between them a caller may think.
type pacedBody struct {
	io.ReadCloser
	pace
	lines   bool
	mu      sync.Mutex
	control *http.ResponseController // nil once the handler has ended, which what it began may still read beyond
}

// setDeadline sets until when the next bytes have to be there.
func (b *pacedBody) setDeadline(t time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.control != nil {
		b.control.SetReadDeadline(t)
	}
}

// end leaves what is left of the body a moment.
func (b *pacedBody) end() {
	b.setDeadline(time.Now().Add(rest))
	b.mu.Lock()
	defer b.mu.Unlock()
	b.control = nil
}

func (b *pacedBody) Read(p []byte) (int, error) {
	began := time.Now()
	b.setDeadline(began.Add(max(moment, b.allowance(1))))
	n, err := b.ReadCloser.Read(p)
	b.moved, b.waited = b.moved+n, b.waited+time.Since(began)
	if b.lines && bytes.IndexByte(p[:n], '\n') >= 0 {
		b.moved, b.waited = 0, 0
	}
	b.setDeadline(time.Time{}) // one that passes ends the request even when nothing is read
	return n, err
}

// A pacedWriter is an answer that has to be read at a rate.
type pacedWriter struct {
	http.ResponseWriter
	pace
	control *http.ResponseController
}

func (w *pacedWriter) Write(b []byte) (n int, err error) {
	for first := true; err == nil && (first || n < len(b)); first = false {
		part := b[n:min(len(b), n+writtenAtOnce)]
		err = w.within(len(part), func() error {
			m, err := w.ResponseWriter.Write(part)
			n += m
			return err
		})
	}
	return n, err
}

// FlushError sends what is buffered; http.ResponseController calls it.
func (w *pacedWriter) FlushError() error { return w.within(0, w.control.Flush) }

// within runs what may wait for the caller to read.
func (w *pacedWriter) within(n int, send func() error) error {
	began := time.Now()
	w.control.SetWriteDeadline(began.Add(max(moment, w.allowance(n))))
	err := send()
	w.moved, w.waited = w.moved+n, w.waited+time.Since(began)
	w.control.SetWriteDeadline(time.Time{}) // the same
	return err
}

// Unwrap lets http.ResponseController through.
func (w *pacedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
