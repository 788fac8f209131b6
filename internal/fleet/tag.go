package fleet

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/klauspost/compress/s2"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"google.golang.org/grpc/codes"
)

// packHeader says how many articles or answers a message holds, a line each; without it it holds one.
const packHeader = "Geotag-Articles"

// LargestPack is how many articles a message may hold. Set by hand: more gain nothing, and each may become a dead letter of some hundred bytes, were it
// an empty line.
const LargestPack = 1024

// linesOf returns what a message holds of articles or answers. The error says that it is no pack, though its header says so; then the message is one line.
func linesOf(h nats.Header, data []byte) ([][]byte, error) {
	said := h.Get(packHeader)
	if said == "" {
		return [][]byte{data}, nil
	}
	is := bytes.Count(data, []byte("\n")) + 1
	if n, err := strconv.Atoi(said); err != nil || n != is || n > LargestPack {
		return [][]byte{data}, fmt.Errorf("it has %d lines, and %.40q in its header %s: these are the same, and %d at most", is, said, packHeader, LargestPack)
	}
	return bytes.Split(data, []byte("\n")), nil
}

// An outcome is what becomes of the articles of a message.
type outcome struct {
	answers []*bundle
	dead    []letter
}

// A bundle is answers that are stored in one message.
type bundle struct {
	place string
	docs  *[]byte // a line each
	of    []int   // whose they are, of the message's lines
	ids   []string
}

// A letter is a dead letter that is to be written.
type letter struct {
	line int
	id   string
	failure
}

// tag answers what a message holds, and stores the answers and the dead letters.
func (w *Worker) tag(a *article) {
	lines, err := linesOf(a.msg.Headers(), a.msg.Data())
	if err != nil {
		w.bury(a, failure{reasonRequest, codes.InvalidArgument, err.Error(), false})
		return
	}
	scratch := answers.Get().(*[]byte)
	defer func() { keep(scratch) }()
	var o outcome
	for i, line := range lines {
		doc, id, err := w.answer(a, line, (*scratch)[:0])
		if err == nil {
			*scratch = doc
			o.add(w.o.By.of(doc), i, id, doc)
			continue
		}
		f := failureOf(err)
		if w.again(a, f) {
			o.drop()
			return
		}
		o.dead = append(o.dead, letter{i, id, f})
	}
	w.finish(a, lines, &o)
}

// add adds the answer to a line.
func (o *outcome) add(place string, line int, id string, doc []byte) {
	at := slices.IndexFunc(o.answers, func(s *bundle) bool { return s.place == place })
	if at < 0 {
		at = len(o.answers)
		o.answers = append(o.answers, &bundle{place: place, docs: answers.Get().(*[]byte)})
		*o.answers[at].docs = (*o.answers[at].docs)[:0]
	}
	s := o.answers[at]
	if len(s.of) > 0 {
		*s.docs = append(*s.docs, '\n')
	}
	*s.docs = append(*s.docs, doc...)
	s.of, s.ids = append(s.of, line), append(s.ids, id)
}

// drop gives the buffers of answers back that are not stored.
func (o *outcome) drop() {
	for _, s := range o.answers {
		keep(s.docs)
	}
}

// again reports whether a message is tried again that one of its articles failed of, and gives it back.
func (w *Worker) again(a *article, f failure) bool {
	if f.code == codes.Unavailable {
		w.fatal(fmt.Errorf("fleet: there is nothing to answer from any more: %s", f.message))
		a.back(0)
		return true
	}
	if !f.passing || a.tries >= w.o.MaxDeliver {
		return false
	}
	w.counts.failed.Add(1)
	a.back(min(leastWait<<(2*min(a.tries-1, 10)), mostWait))
	return true
}

// finish stores the answers and the dead letters of a message, and acknowledges it once all of them are stored.
func (w *Worker) finish(a *article, lines [][]byte, o *outcome) {
	var all []*nats.Msg
	tagged := 0
	for _, s := range o.answers {
		a.buffers = append(a.buffers, s.docs)
		m := w.message(a, s, len(lines))
		if tooLarge(w.nc, m, w.largest) == nil {
			all, tagged = append(all, m), tagged+len(s.of)
			continue
		}
		for i, doc := range bytes.Split(*s.docs, []byte("\n")) { // each by itself
			m := w.message(a, &bundle{s.place, &doc, s.of[i : i+1], s.ids[i : i+1]}, 1)
			if err := tooLarge(w.nc, m, w.largest); err != nil {
				o.dead = append(o.dead, letter{s.of[i], s.ids[i], failure{reasonLarge, codes.ResourceExhausted, "the answer has " + err.Error(), false}})
				continue
			}
			all, tagged = append(all, m), tagged+1
		}
	}
	for _, d := range o.dead {
		all = append(all, w.deadMessage(a, lines, d))
	}
	w.store(a, all, func() {
		w.counts.tagged.Add(int64(tagged))
		w.counts.dead.Add(int64(len(o.dead)))
	})
}

// message returns the message of answers, of a message of so many lines.
func (w *Worker) message(a *article, s *bundle, lines int) *nats.Msg {
	m := nats.NewMsg(w.o.place(s.place))
	m.Header[jetstream.MsgIDHeader] = []string{a.name(s, lines) + "@" + w.o.Version.Gazetteer + "/" + w.o.Version.Model}
	if len(s.of) > 1 {
		m.Header[packHeader] = []string{strconv.Itoa(len(s.of))}
	}
	if m.Data = *s.docs; !w.o.Compress && len(s.of) == 1 && len(m.Data) <= plainBytes && tooLarge(w.nc, m, w.largest) == nil {
		return m
	}
	to := answers.Get().(*[]byte)
	*to = s2.EncodeSnappy((*to)[:cap(*to)], m.Data)
	m.Data, m.Header[encodingHeader] = *to, []string{"snappy"}
	a.buffers = append(a.buffers, to)
	return m
}

// name returns what answers are called: by the id of the article, of a pack by that of the pack and their place, or else by where it stands in
// the stream.
func (a *article) name(s *bundle, lines int) string {
	stream := a.w.o.Stream + ":" + strconv.FormatUint(a.sequence, 10)
	if lines > 1 {
		name := cmp.Or(a.msg.Headers().Get(jetstream.MsgIDHeader), stream)
		if a.w.o.By != ByNothing {
			name += "/" + s.place
		}
		return name
	}
	if id := s.ids[0]; id != "" {
		return messageID(id)
	}
	if s.of[0] > 0 {
		stream += ":" + strconv.Itoa(s.of[0])
	}
	return stream
}

// store stores messages, and then acknowledges the article that they are of.
func (w *Worker) store(a *article, all []*nats.Msg, stored func()) {
	for _, m := range all {
		a.weight += int64(len(m.Data))
	}
	a.weight = min(a.weight, resultBytes) // what is larger than all goes alone
	if w.size.Acquire(w.alive, a.weight) != nil {
		a.weight = 0
		a.back(0)
		return
	}
	send := w.out.sendSoon
	if a.tries > 1 { // others wait for it
		send = w.out.send
	}
	a.left.Store(int32(len(all)))
	for _, m := range all {
		send(m, func(_ *jetstream.PubAck, err error) {
			if err != nil {
				a.bad.Store(true)
				w.log.Error("an answer or a dead letter cannot be stored", "subject", m.Subject, "sequence", a.sequence, "err", err)
			}
			if a.left.Add(-1) > 0 {
				return
			}
			if a.bad.Load() { // somebody may mend it
				a.back(mostWait)
				return
			}
			stored()
			a.done()
		})
	}
}
