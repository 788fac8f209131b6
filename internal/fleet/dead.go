package fleet

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/s2"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// The headers of a dead letter, whose payload is the article as it was.
const (
	headerReason     = "Geotag-Reason"
	headerCode       = "Geotag-Code"
	headerMessage    = "Geotag-Message"
	headerDeliveries = "Geotag-Deliveries"
	headerStream     = "Geotag-Stream"
	headerSubject    = "Geotag-Subject"
	headerSequence   = "Geotag-Sequence"
	headerWorker     = "Geotag-Worker"
	headerID         = "Geotag-Id"
)

// longestHeader is how many bytes of a message or an id a header has. Set by hand: the server limits all headers of a message to 64 KiB.
const longestHeader = 1024

// bury puts an article among the dead letters, and then acknowledges it.
func (w *Worker) bury(a *article, f failure) {
	m := w.letter(a, a.msg.Data(), a.id, f)
	if n := a.msg.Headers().Get(packHeader); n != "" {
		m.Header[packHeader] = []string{n}
	}
	w.out.send(m, func(_ *jetstream.PubAck, err error) {
		if err != nil {
			w.log.Error("a dead letter cannot be stored", "sequence", a.sequence, "err", err)
			a.back(mostWait)
			return
		}
		w.counts.dead.Add(1)
		a.done()
	})
}

// letter returns the dead letter of a request that is a message or a part of it.
func (w *Worker) letter(a *article, request []byte, id string, f failure) *nats.Msg {
	m := nats.NewMsg(w.o.Dead)
	m.Data = request
	for name, value := range map[string]string{
		headerReason: f.reason, headerCode: f.code.String(), headerMessage: f.message, headerDeliveries: strconv.FormatUint(a.deliveries, 10),
		headerStream: w.o.Stream, headerSubject: a.msg.Subject(), headerSequence: strconv.FormatUint(a.sequence, 10), headerWorker: w.name, headerID: id,
		jetstream.MsgIDHeader: w.o.Stream + ":" + strconv.FormatUint(a.sequence, 10),
	} {
		m.Header[name] = []string{headerValue(value)}
	}
	if tooLarge(w.nc, m) != nil { // the headers make it so
		m.Data = s2.EncodeSnappy(nil, m.Data)
		m.Header[encodingHeader] = []string{"snappy"}
	}
	if tooLarge(w.nc, m) != nil {
		m.Header[headerMessage] = []string{headerValue(f.message) + " (its payload is left out: it has " + strconv.Itoa(len(request)) + " bytes)"}
		m.Data = nil
	}
	w.log.Warn("dead letter", "sequence", a.sequence, "reason", f.reason, "code", f.code.String(), "deliveries", a.deliveries)
	return m
}

// headerValue returns what a header may hold of a text.
func headerValue(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	if len(s) > longestHeader {
		s = strings.ToValidUTF8(s[:longestHeader], "") + "…"
	}
	return strings.TrimSpace(s)
}

// A DeadLetter is an article that was not tagged, and why.
type DeadLetter struct {
	ID         string          `json:"id,omitempty"`
	Reason     string          `json:"reason"`
	Code       string          `json:"code"`
	Message    string          `json:"message"`
	Deliveries uint64          `json:"deliveries"`
	Stream     string          `json:"stream"`
	Subject    string          `json:"subject"`
	Sequence   uint64          `json:"sequence"`
	Worker     string          `json:"worker"`
	Time       time.Time       `json:"time"`
	Request    json.RawMessage `json:"request,omitempty"` // the article, where it is JSON
	Payload    string          `json:"payload,omitempty"` // the article in base64, where it is not
}

// deadLetter reads a dead letter that was stored at a time.
func deadLetter(m jetstream.Msg, at time.Time) (DeadLetter, error) {
	h := m.Headers()
	d := DeadLetter{
		ID: h.Get(headerID), Reason: h.Get(headerReason), Code: h.Get(headerCode), Message: h.Get(headerMessage), Stream: h.Get(headerStream),
		Subject: h.Get(headerSubject), Worker: h.Get(headerWorker), Time: at.UTC(),
	}
	d.Deliveries, _ = strconv.ParseUint(h.Get(headerDeliveries), 10, 64)
	d.Sequence, _ = strconv.ParseUint(h.Get(headerSequence), 10, 64)
	article, err := document(h, m.Data())
	if err == nil && json.Valid(article) {
		d.Request = article
	} else {
		d.Payload = base64.StdEncoding.EncodeToString(article)
	}
	return d, err
}
