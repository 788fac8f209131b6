package fleet

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

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

// bury puts all that a message holds among the dead letters.
func (w *Worker) bury(a *article, f failure) {
	lines, _ := linesOf(a.msg.Headers(), a.msg.Data())
	var o outcome
	for i, line := range lines {
		req, _ := asLine.ReadLine(line)
		o.dead = append(o.dead, letter{i, req.GetId(), f})
	}
	w.finish(a, lines, &o)
}

// deadMessage returns the message of a dead letter.
func (w *Worker) deadMessage(a *article, lines [][]byte, d letter) *nats.Msg {
	m := nats.NewMsg(w.o.Dead)
	m.Data = lines[d.line]
	name := w.o.Stream + ":" + strconv.FormatUint(a.sequence, 10)
	if len(lines) > 1 {
		name += ":" + strconv.Itoa(d.line)
	}
	for header, value := range map[string]string{
		headerReason: d.reason, headerCode: d.code.String(), headerMessage: d.message, headerDeliveries: strconv.FormatUint(a.deliveries, 10),
		headerStream: w.o.Stream, headerSubject: a.msg.Subject(), headerSequence: strconv.FormatUint(a.sequence, 10), headerWorker: w.name, headerID: d.id,
		jetstream.MsgIDHeader: name,
	} {
		m.Header[header] = []string{headerValue(value)}
	}
	if tooLarge(w.nc, m, 0) != nil { // the headers make it so
		m.Data = s2.EncodeSnappy(nil, m.Data)
		m.Header[encodingHeader] = []string{"snappy"}
	}
	if tooLarge(w.nc, m, 0) != nil {
		m.Header[headerMessage] = []string{headerValue(d.message) + " (its payload is left out: it has " + strconv.Itoa(len(lines[d.line])) + " bytes)"}
		m.Data = nil
	}
	w.log.Warn("dead letter", "sequence", a.sequence, "reason", d.reason, "code", d.code.String(), "deliveries", a.deliveries)
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
	Request    json.RawMessage `json:"request,omitempty"` // the article, where it is JSON in UTF-8
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
	if err == nil && json.Valid(article) && utf8.Valid(article) {
		d.Request = article
	} else {
		d.Payload = base64.StdEncoding.EncodeToString(article)
	}
	return d, err
}
