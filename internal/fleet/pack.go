package fleet

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/klauspost/compress/s2"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"google.golang.org/grpc/codes"
)

// A pack is several articles in one message, a request on each line, or the answers to them, a FeatureCollection on each. JetStream's price is a
// message's, whatever is in it. The header says how many there are; a message without it is one article or answer.
const packHeader = "Geotag-Articles"

// packBytes is how many bytes of requests a pack has at most. Set by hand: answers are some times as large, and a server takes 1 MiB.
const packBytes = 64 << 10

// A pack of submissions. One that cannot be read is alone.
type pack struct {
	articles []Submission
	bytes    int
}

// takes reports whether an article may follow on those that are there.
func (p *pack) takes(a *Submission) bool {
	return len(p.articles) == 0 || a.Err == nil && p.bytes+len(a.Request) < packBytes
}

// add takes in an article, and reports whether there is room for no other.
func (p *pack) add(a Submission, most int) (full bool) {
	p.articles, p.bytes = append(p.articles, a), p.bytes+len(a.Request)+1
	return len(p.articles) >= most || a.Err != nil
}

// message returns the message of a pack, whose id is the same for the same articles.
func (p *pack) message(subject string) *nats.Msg {
	m := nats.NewMsg(subject)
	if len(p.articles) == 1 {
		m.Data = p.articles[0].Request
		m.Header[jetstream.MsgIDHeader] = []string{messageID(p.articles[0].ID)}
		return m
	}
	var ids, lines [][]byte
	for _, a := range p.articles {
		ids, lines = append(ids, []byte(strconv.Quote(a.ID))), append(lines, a.Request)
	}
	sum := sha256.Sum256(bytes.Join(ids, []byte{'\n'}))
	m.Data = bytes.Join(lines, []byte{'\n'})
	m.Header[jetstream.MsgIDHeader] = []string{"pack:" + hex.EncodeToString(sum[:16])}
	m.Header[packHeader] = []string{strconv.Itoa(len(lines))}
	return m
}

// packed returns the articles of a message that has several; nil: it is one.
func packed(m jetstream.Msg) [][]byte {
	if m.Headers().Get(packHeader) == "" {
		return nil
	}
	return bytes.Split(m.Data(), []byte{'\n'})
}

// An answered article is one of a pack.
type answered struct {
	line int
	id   string
	doc  []byte
}

// tagPack answers the articles of a pack, stores the answers together and what cannot be answered as dead letters, and acknowledges the message when all of
// that is stored. Where one fails in a way that may pass, the whole is given back, until it was tried often enough.
func (w *Worker) tagPack(a *article, lines [][]byte) {
	buffer := answers.Get().(*[]byte)
	defer func() { keep(buffer) }()
	a.id = a.msg.Headers().Get(jetstream.MsgIDHeader)
	bySubject := map[string][]answered{}
	var letters []*nats.Msg
	for i, line := range lines {
		id, doc, err := w.answer(a, line, (*buffer)[:0])
		if err != nil {
			f := failureOf(err)
			if f.passing && a.tries < w.o.MaxDeliver || f.code == codes.Unavailable {
				w.failed(a, f)
				return
			}
			letters = append(letters, w.letterOf(a, i, line, id, f))
			continue
		}
		*buffer = doc
		subject := w.o.place(w.o.By.of(doc))
		bySubject[subject] = append(bySubject[subject], answered{i, id, bytes.Clone(doc)})
	}
	stored := len(lines) - len(letters)
	out := letters
	for _, subject := range slices.Sorted(maps.Keys(bySubject)) {
		together, large := w.together(a, subject, bySubject[subject])
		for _, one := range large {
			out = append(out, w.letterOf(a, one.line, lines[one.line], one.id, failure{reasonLarge, codes.ResourceExhausted, "the answer is larger than the NATS server takes: its max_payload", false}))
		}
		out, stored = append(out, together...), stored-len(large)
	}
	w.storeAll(a, out, stored, len(lines)-stored)
}

// together returns the messages of answers with one subject: one of all or, where that is larger than the server takes, one of each; and those that are too
// large even so.
func (w *Worker) together(a *article, subject string, all []answered) (messages []*nats.Msg, large []answered) {
	m := w.joined(a, subject, all)
	if tooLarge(w.nc, m) == nil {
		return []*nats.Msg{m}, nil
	}
	if len(all) == 1 {
		return nil, all
	}
	for i := range all {
		one, bad := w.together(a, subject, all[i:i+1])
		messages, large = append(messages, one...), append(large, bad...)
	}
	return messages, large
}

// joined returns the message of answers with one subject, whose id says of which pack they are, and of which lines.
func (w *Worker) joined(a *article, subject string, all []answered) *nats.Msg {
	docs, of := make([][]byte, len(all)), make([]string, len(all))
	for i, one := range all {
		docs[i], of[i] = one.doc, strconv.Itoa(one.line)
	}
	m := nats.NewMsg(subject)
	m.Data = bytes.Join(docs, []byte{'\n'})
	m.Header[packHeader] = []string{strconv.Itoa(len(all))}
	m.Header[jetstream.MsgIDHeader] = []string{a.name() + ":" + strings.Join(of, ",") + w.versions()}
	if len(m.Data) > compressOver {
		m.Data = s2.EncodeSnappy(nil, m.Data)
		m.Header[encodingHeader] = []string{"snappy"}
	}
	return m
}

// letterOf returns the dead letter of an article of a pack.
func (w *Worker) letterOf(a *article, line int, request []byte, id string, f failure) *nats.Msg {
	m := w.letter(a, request, id, f)
	m.Header[jetstream.MsgIDHeader] = []string{m.Header[jetstream.MsgIDHeader][0] + ":" + strconv.Itoa(line)}
	return m
}

// storeAll stores messages, and then acknowledges the article that they are of.
func (w *Worker) storeAll(a *article, all []*nats.Msg, tagged, dead int) {
	for _, m := range all {
		a.size += int64(len(m.Data))
	}
	a.size = min(a.size, resultBytes)
	w.size.Acquire(context.Background(), a.size) // which cannot fail
	send := w.out.sendSoon
	if a.tries > 1 { // others wait for it
		send = w.out.send
	}
	var open atomic.Int64
	open.Store(int64(len(all)))
	var failed atomic.Pointer[failure]
	for _, m := range all {
		send(m, func(_ *jetstream.PubAck, err error) {
			if err != nil {
				failed.Store(&failure{reasonFailed, codes.Internal, "storing the answers: " + err.Error(), true})
			}
			if open.Add(-1) > 0 {
				return
			}
			if f := failed.Load(); f != nil {
				w.failed(a, *f)
				return
			}
			w.counts.tagged.Add(int64(tagged))
			w.counts.dead.Add(int64(dead))
			a.done()
		})
	}
}
