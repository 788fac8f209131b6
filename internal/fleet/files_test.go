package fleet

import (
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/s2"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

func TestSubmit(t *testing.T) {
	t.Parallel()
	n := namesOf(t)
	nc := dialServer(t)
	s, err := NewSubmitter(t.Context(), nc, n, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	bad, enough := errors.New("no text"), errors.New("enough")
	articles := func(yield func(Submission, error) bool) {
		_ = yield(Submission{ID: "a", Request: []byte("{}"), Read: 1}, nil) && yield(Submission{Err: bad, Read: 2}, nil) &&
			yield(Submission{ID: "large", Request: make([]byte, 2<<20), Read: 3}, nil) && yield(Submission{ID: "b", Request: []byte("{}"), Read: 4}, nil) &&
			yield(Submission{}, enough)
	}
	var told []string
	err = s.Run(t.Context(), articles, func(ended []Ended) error {
		for _, e := range ended {
			told = append(told, fmt.Sprint(e.Read, " ", e.Err))
		}
		return nil
	})
	if !errors.Is(err, enough) || len(told) != 4 || told[0] != "1 <nil>" || told[1] != "2 no text" || !strings.Contains(told[2], "max_payload") || told[3] != "4 <nil>" {
		t.Errorf("%q %v", told, err)
	}
	err = s.Run(t.Context(), articles, func(ended []Ended) error {
		if ended[0].Read == 2 {
			return enough
		}
		return nil
	})
	if !errors.Is(err, enough) {
		t.Errorf("what done says does not end it: %v", err)
	}
	if st, err := Look(t.Context(), nc, n); err != nil || st.Pending != 2 {
		t.Errorf("%+v %v", st, err)
	}
}

// Packs have one answer an article, too, whatever else is in them, and who goes on at the end of one makes the same.
func TestPacks(t *testing.T) {
	t.Parallel()
	n := namesOf(t)
	nc := dialServer(t)
	s, err := NewSubmitter(t.Context(), nc, n, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	s.Pack = 4
	var all []Submission
	for i := range 30 {
		id := fmt.Sprintf("a%02d", i)
		all = append(all, Submission{ID: id, Request: fmt.Appendf(nil, `{"id":%q,"text":%q}`, id, []string{"NG", "ML"}[i%2])})
	}
	all[5] = Submission{Err: errors.New("no text")}
	all[7].Request = []byte(`{"id":"a07","text":"panic"}`)
	all[9].Request = []byte(`{"id":"a09","text":"huge"}`)
	all[10].Request = fmt.Appendf(nil, `{"id":"a10","text":"NG","home":%q}`, strings.Repeat("x", packBytes))
	enough, done := errors.New("enough"), 0
	for range 3 { // the first two are stopped
		err := s.Run(t.Context(), func(yield func(Submission, error) bool) {
			for _, a := range all[done:] {
				if !yield(a, nil) {
					return
				}
			}
		}, func(ended []Ended) error {
			done += len(ended)
			if done == 8 || done == 16 {
				return enough
			}
			return nil
		})
		if err != nil && !errors.Is(err, enough) {
			t.Fatal(err)
		}
	}
	if st, err := Look(t.Context(), nc, n); err != nil || st.Pending != 9 || done != len(all) {
		t.Fatalf("%+v %v: 30 texts are 2, then those of 8 and 9, the large one, and 19 more in 5 packs", st, err)
	}
	take(t, nc, n, 2, time.Second) // by a worker that dies
	w := start(t, WorkOptions{Names: n, By: ByCountry, AckWait: time.Second})
	if got := idsOf(t, collected(t, nc, CollectOptions{Names: n})); len(got) != 27 || len(slices.Compact(got)) != 27 {
		t.Errorf("%d answers: %q", len(got), got)
	}
	dead := deadLetters(t, nc, n)
	if len(dead[reasonPanic]) != 1 || dead[reasonPanic][0].ID != "a07" || len(dead[reasonLarge]) != 1 || string(dead[reasonLarge][0].Request) != `{"id":"a09","text":"huge"}` {
		t.Errorf("%+v", dead)
	}
	if m := w.Member(); m.Tagged != 27 || m.Dead != 2 {
		t.Errorf("%+v", m)
	}
}

// A run that goes on after the last message that another has collected has the rest, and no more.
func TestCollectGoesOn(t *testing.T) {
	t.Parallel()
	n := namesOf(t)
	nc := dialServer(t)
	var requests, want []string
	for i := range 50 {
		want = append(want, fmt.Sprintf("a%02d", i))
		requests = append(requests, fmt.Sprintf(`{"id":"a%02d","text":"NG"}`, i))
	}
	put(t, nc, n, requests...)
	start(t, WorkOptions{Names: n})
	c, err := NewCollector(t.Context(), nc, CollectOptions{Names: n})
	if err != nil {
		t.Fatal(err)
	}
	var all []Collected
	for r, err := range c.All(t.Context()) { // which is killed after twenty
		if err != nil {
			t.Fatal(err)
		}
		if all = append(all, r); len(all) == 20 {
			break
		}
	}
	if c, err = NewCollector(t.Context(), nc, CollectOptions{Names: n}); err != nil {
		t.Fatal(err)
	}
	if err := c.GoOn(51); err == nil {
		t.Error("a stream that has less than was collected is taken for the same")
	}
	if err := c.GoOn(all[19].Sequence); err != nil {
		t.Fatal(err)
	}
	for r, err := range c.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	if got := idsOf(t, all); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if _, err := NewCollector(t.Context(), nc, CollectOptions{Names: Names{Results: "NONE" + n.Results}}); err == nil {
		t.Error("a stream that is not there is read")
	}
}

func TestMixedFleet(t *testing.T) {
	t.Parallel()
	n := namesOf(t)
	nc := dialServer(t)
	there := func(count int) func() bool {
		return func() bool {
			s, err := Look(t.Context(), nc, n)
			return err == nil && len(s.Workers) == count
		}
	}
	a := start(t, WorkOptions{Names: n, Version: Version{"1", "g", "m"}})
	until(t, "the first is there", there(1))
	b := start(t, WorkOptions{Names: n, Version: Version{"1", "g2", "m"}})
	until(t, "both are there", there(2))
	until(t, "the second says so", func() bool { return b.log.count("the fleet is mixed") == 1 })
	if s, err := Look(t.Context(), nc, n); err != nil || !s.Mixed || a.log.count("the fleet is mixed") != 0 {
		t.Errorf("%+v %v", s, err)
	}
	if err := b.stop(); err != nil {
		t.Error(err)
	}
	if s, err := Look(t.Context(), nc, n); err != nil || s.Mixed || len(s.Workers) != 1 {
		t.Errorf("who has gone is still there: %+v %v", s, err)
	}
}

// What is there already and cannot work is an error that says so.
func TestSettings(t *testing.T) {
	t.Parallel()
	nc := dialServer(t)
	js, _ := jetstream.New(nc)
	for what, spoil := range map[string]func(n Names) error{
		"duplicates": func(n Names) error {
			_, err := js.CreateStream(t.Context(), jetstream.StreamConfig{Name: n.Results, Subjects: []string{n.place(">")}, Duplicates: time.Second})
			return err
		},
		"answers": func(n Names) error {
			_, err := js.CreateStream(t.Context(), jetstream.StreamConfig{Name: n.Results, Subjects: []string{n.place("NG")}, Duplicates: time.Hour})
			return err
		},
		"no word": func(n Names) error {
			_, err := js.CreateStream(t.Context(), jetstream.StreamConfig{Name: n.Results, Subjects: []string{n.place("*")}, Duplicates: time.Hour, NoAck: true})
			return err
		},
		"subject": func(n Names) error {
			n.Subject = "articles." + n.Stream + ".de"
			put(t, nc, n, "{}")
			start(t, WorkOptions{Names: n})
			return nil
		},
		"ack-wait": func(n Names) error {
			start(t, WorkOptions{Names: n, AckWait: 2 * time.Second})
			return nil
		},
		"max-deliver": func(n Names) error {
			s, err := js.CreateStream(t.Context(), jetstream.StreamConfig{Name: n.Stream, Subjects: []string{n.Subject}})
			if err != nil {
				return err
			}
			_, err = s.CreateConsumer(t.Context(), jetstream.ConsumerConfig{Durable: n.Consumer, AckPolicy: jetstream.AckExplicitPolicy, MaxDeliver: 5})
			return err
		},
	} {
		n := namesOf(t)
		what = strings.ReplaceAll(what, " ", "_")
		n.Stream, n.Results = n.Stream+what, n.Results+what
		n.Subject, n.Dead = "articles."+n.Stream+".>", "dead."+n.Stream
		if err := spoil(n); err != nil {
			t.Fatal(what, err)
		}
		_, err := NewWorker(t.Context(), nc, WorkOptions{Names: n, Tag: answerOf})
		if s, ok := errors.AsType[*SettingError](err); !ok || s.Hint == "" {
			t.Errorf("%s: %v", what, err)
		}
	}
	for _, n := range []Names{{Stream: "a b"}, {Results: "P.x"}, {Subject: "a..b"}, {Dead: "dead.>"}} {
		if _, err := NewWorker(t.Context(), nc, WorkOptions{Names: n, Tag: answerOf}); err == nil {
			t.Errorf("%+v is taken", n)
		}
	}
}

func TestBy(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		by          By
		focus, want string
	}{
		{ByNothing, `{"countries":[{"placeId":"NG"}]}`, "all"},
		{ByCountry, `{"countries":[{"placeId":"NG"},{"placeId":"ML"}]}`, "NG"},
		{ByCountry, `{}`, "none"},
		{ByCountry, `{"countries":[{"placeId":"a.b *>"}]}`, "a_b___"},
		{ByRegion, `{"countries":[{"placeId":"NG"}],"regions":[{"placeId":"ML.1"},{"placeId":"region:sahel"},{"placeId":"NG.29"}]}`, "NG.29"},
		{ByRegion, `{"countries":[{"placeId":"NG"}],"regions":[{"placeId":"ML.1"}]}`, "NG"},
	} {
		doc := `{"features":[{"name":"\"focus\":{\"countries\":[{\"placeId\":\"XX\"}]}"}],"focus":` + c.focus + `,"modelVersion":"1"}`
		if got := c.by.of([]byte(doc)); got != c.want {
			t.Errorf("%v %s: %s, want %s", c.by, c.focus, got, c.want)
		}
	}
	if got := ByCountry.of([]byte("{}")); got != "none" {
		t.Errorf("without a focus: %s", got)
	}
}

func TestMessageIDs(t *testing.T) {
	t.Parallel()
	for id, as := range map[string]bool{"a1": true, "https://example.org/?a=b&c": true, "a b": false, "a\r\nb": false, "é": false, strings.Repeat("a", 129): false} {
		got := messageID(id)
		if (got == id) != as || len(got) > longestID || strings.ContainsAny(got, " \r\n") {
			t.Errorf("%q: %q", id, got)
		}
	}
	if messageID("a b") == messageID("a c") {
		t.Error("two ids are one")
	}
}

// A message whose payload says that it is large once it is decompressed takes no memory.
func TestDocumentIsBounded(t *testing.T) {
	t.Parallel()
	huge := []byte{0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0, 0, 0} // 4 GiB
	for _, data := range [][]byte{huge, {}, []byte("no block"), s2.EncodeSnappy(nil, make([]byte, largestAnswer+1))} {
		if doc, err := document(nats.Header{encodingHeader: {"snappy"}}, data); err == nil {
			t.Errorf("%d bytes of %d", len(doc), len(data))
		}
	}
	if _, err := document(nats.Header{encodingHeader: {"br"}}, nil); err == nil {
		t.Error("an encoding that nobody knows is read")
	}
	if doc, err := document(nil, []byte("{}")); err != nil || string(doc) != "{}" {
		t.Error(doc, err)
	}
}

// A stream that is full makes a submission wait until workers have made room.
func TestFullStreamWaits(t *testing.T) {
	t.Parallel()
	n := namesOf(t)
	nc := dialServer(t)
	js, _ := jetstream.New(nc)
	_, err := js.CreateStream(t.Context(), jetstream.StreamConfig{
		Name: n.Stream, Subjects: []string{n.Subject}, Retention: jetstream.WorkQueuePolicy, MaxMsgs: 1, Discard: jetstream.DiscardNew,
	})
	if err != nil {
		t.Fatal(err)
	}
	log := new(lines)
	s, err := NewSubmitter(t.Context(), nc, n, slog.New(slog.NewTextHandler(log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error)
	go func() {
		ended <- s.Run(t.Context(), func(yield func(Submission, error) bool) {
			for _, id := range []string{"a", "b", "c"} {
				if !yield(Submission{ID: id, Request: []byte(`{"id":"` + id + `","text":"NG"}`)}, nil) {
					return
				}
			}
		}, func(all []Ended) error { return all[0].Err })
	}()
	until(t, "it says that it waits", func() bool { return log.count("not stored yet") > 0 })
	start(t, WorkOptions{Names: n})
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if got := idsOf(t, collected(t, nc, CollectOptions{Names: n})); !slices.Equal(got, []string{"a", "b", "c"}) {
		t.Errorf("%q", got)
	}
}

// Whatever a message on a stream of answers holds, it takes little memory and no panic.
func FuzzDocument(f *testing.F) {
	f.Add("", "", []byte(`{"features":[]}`))
	f.Add("snappy", "2", s2.EncodeSnappy(nil, []byte("{}\n{}")))
	f.Add("snappy", "", []byte{0xFF, 0xFF, 0xFF, 0xFF, 0x0F})
	f.Fuzz(func(t *testing.T, encoding, pack string, data []byte) {
		h := nats.Header{encodingHeader: {encoding}, packHeader: {pack}}
		doc, err := document(h, data)
		if err == nil && len(doc) > max(len(data), largestAnswer) {
			t.Errorf("%d bytes", len(doc))
		}
		lines, _ := linesOf(h, doc)
		for _, line := range lines {
			ByRegion.of(line)
		}
	})
}
