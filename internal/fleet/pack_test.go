package fleet

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
)

// putPacks puts requests on the stream, so many in a message, and returns how many articles each message had.
func putPacks(t *testing.T, nc *nats.Conn, n Names, most int, all ...Submission) (sizes []int) {
	t.Helper()
	s, err := NewSubmitter(t.Context(), nc, n, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	s.Pack = most
	if err := s.Run(t.Context(), func(yield func(Submission, error) bool) {
		for _, a := range all {
			if !yield(a, nil) {
				return
			}
		}
	}, func(_ int64, articles int, err error) error {
		sizes = append(sizes, articles)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return sizes
}

// request is an article as answerOf answers it.
func request(id, text string) Submission {
	return Submission{ID: id, Request: fmt.Appendf(nil, `{"id":%q,"text":%q}`, id, text)}
}

// single splits what was collected into answers.
func single(all []Collected) (one []Collected) {
	for _, r := range all {
		for line := range bytes.SplitSeq(r.Document, []byte{'\n'}) {
			one = append(one, Collected{Document: line})
		}
	}
	return one
}

// Articles of a pack are answered, and dead, each by itself, though they come in one message, and come again.
func TestPacks(t *testing.T) {
	t.Parallel()
	n := namesOf(t)
	nc := dialServer(t)
	all := []Submission{
		request("a", "NG"), request("b", "KE"), request("c", "long"), request("d", "NG"), // a pack
		request("e", "panic"), {Err: errors.New("no text")}, // alone, each
		request("f", "huge"), request("g", "NG"),
	}
	if sizes := putPacks(t, nc, n, 4, all...); !slices.Equal(sizes, []int{4, 1, 1, 2}) {
		t.Errorf("messages of %d articles", sizes)
	}
	take(t, nc, n, 3, time.Second) // by a worker that dies: they are delivered again
	w := start(t, WorkOptions{Names: n, By: ByCountry, AckWait: time.Second})
	if ids := idsOf(t, single(collected(t, nc, CollectOptions{Names: n}))); !slices.Equal(ids, []string{"a", "b", "d", "g"}) {
		t.Errorf("answers to %q", ids)
	}
	dead := deadLetters(t, nc, n)
	for reason, id := range map[string]string{"FAILED": "c", reasonPanic: "e", reasonLarge: "f"} {
		if d := dead[reason]; len(d) != 1 || d[0].ID != id || string(d[0].Request) == "" {
			t.Errorf("%s: %+v", reason, d)
		}
	}
	putPacks(t, nc, n, 4, all...) // which the stream knows
	if s, err := Look(t.Context(), nc, n); err != nil || s.Pending+uint64(s.Unacknowledged) > 0 {
		t.Errorf("%+v %v", s, err)
	}
	if err := w.stop(); err != nil || w.Member().Tagged != 4 || w.Member().Dead != 3 {
		t.Errorf("%v; the worker says %+v", err, w.Member())
	}
}

// What fails in one of a pack for a while is tried again with all of it, and then dead alone.
func TestPackIsTriedAgain(t *testing.T) {
	t.Parallel()
	n := namesOf(t)
	nc := dialServer(t)
	putPacks(t, nc, n, 8, request("a", "NG"), request("b", "fail"), request("c", "KE"))
	w := start(t, WorkOptions{Names: n, MaxDeliver: 2})
	if ids := idsOf(t, single(collected(t, nc, CollectOptions{Names: n}))); !slices.Equal(ids, []string{"a", "c"}) {
		t.Errorf("answers to %q", ids)
	}
	if d := deadLetters(t, nc, n)["FAILED"]; len(d) != 1 || d[0].ID != "b" || d[0].Deliveries != 2 {
		t.Errorf("%+v", d)
	}
	if m := w.Member(); m.Tagged != 2 || m.Failed != 1 || m.Dead != 1 {
		t.Errorf("%+v", m)
	}
}

// The same articles make the same message, wherever a submission begins.
func TestPackIDs(t *testing.T) {
	t.Parallel()
	of := func(ids ...string) string {
		var p pack
		for _, id := range ids {
			p.add(request(id, ""), 9)
		}
		return p.message("s").Header.Get(nats.MsgIdHdr)
	}
	if of("a", "b") != of("a", "b") || of("a", "b") == of("a", "c") || of("a", "b") == of("a\"\n\"b") || of("a") != "a" {
		t.Error("ids are not of the articles")
	}
	big := Submission{ID: "big", Request: make([]byte, packBytes)}
	if p := new(pack); !p.takes(&big) || p.add(big, 9) || p.takes(&Submission{ID: "next"}) {
		t.Error("a pack has more bytes than it may")
	}
}
