package fleet

import (
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// publish puts messages on a subject as another program does; count is what their header says of the articles in them.
func publish(t *testing.T, nc *nats.Conn, subject, count string, payloads ...string) {
	t.Helper()
	js, _ := jetstream.New(nc)
	for _, p := range payloads {
		m := nats.NewMsg(subject)
		m.Data = []byte(p)
		if count != "" {
			m.Header.Set(packHeader, count)
		}
		if _, err := js.PublishMsg(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
}

// A message that says it is a pack and is none costs one dead letter, however many lines it has.
func TestNoPack(t *testing.T) {
	t.Parallel()
	n := namesOf(t)
	nc := dialServer(t)
	put(t, nc, n)
	lines := strings.Repeat("\n", 500_000)
	publish(t, nc, concrete(n.Subject), "500001", lines)
	publish(t, nc, concrete(n.Subject), "2", lines, "{}", "{}\n{}\n{}", "")
	publish(t, nc, concrete(n.Subject), "many", "{}")
	publish(t, nc, concrete(n.Subject), "2", `{"id":"a","text":"NG"}`+"\n"+`{"id":"b","text":"NG"}`)
	w := start(t, WorkOptions{Names: n})
	if got := idsOf(t, collected(t, nc, CollectOptions{Names: n})); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("%q", got)
	}
	if dead := deadLetters(t, nc, n); len(dead) != 1 || len(dead[reasonRequest]) != 6 || !strings.Contains(dead[reasonRequest][0].Message, packHeader) {
		t.Errorf("%d dead letters", w.Member().Dead)
	}
}

// An answer that its stream takes none as large as is a dead letter with that reason.
func TestLargestOfTheStream(t *testing.T) {
	t.Parallel()
	n := namesOf(t)
	nc := dialServer(t)
	js, _ := jetstream.New(nc)
	if _, err := js.CreateStream(t.Context(), jetstream.StreamConfig{Name: n.Results, Subjects: []string{n.place(">")}, Duplicates: time.Hour, MaxMsgSize: 1000}); err != nil {
		t.Fatal(err)
	}
	put(t, nc, n, slices.Repeat([]string{`{"text":"dense"}`}, 20)...)
	start(t, WorkOptions{Names: n})
	if got := collected(t, nc, CollectOptions{Names: n}); len(got) > 0 {
		t.Errorf("%d answers", len(got))
	}
	if dead := deadLetters(t, nc, n); len(dead[reasonLarge]) != 20 || !strings.Contains(dead[reasonLarge][0].Message, "the stream takes 1000") {
		t.Errorf("%+v", dead)
	}
	var want []string
	for i := range 40 { // no two answers are in one buffer
		want = append(want, fmt.Sprintf("a%02d", i))
	}
	putPacked(t, nc, n, 2, slices.Collect(func(yield func(string) bool) {
		for _, id := range want {
			if !yield(fmt.Sprintf(`{"id":%q,"text":"NG"}`, id)) {
				return
			}
		}
	})...)
	if got := idsOf(t, collected(t, nc, CollectOptions{Names: n})); !slices.Equal(got, want) {
		t.Errorf("answers: %q", got)
	}
}

// What a worker has given back untouched is not to blame for it, even where everything is tried once.
func TestGivenBackIsNotDead(t *testing.T) {
	t.Parallel()
	n := namesOf(t)
	nc := dialServer(t)
	put(t, nc, n, `{"id":"a","text":"NG"}`, `{"id":"b","text":"fail"}`)
	take(t, nc, n, 2, time.Second)
	start(t, WorkOptions{Names: n, AckWait: time.Second, MaxDeliver: 1})
	if got := idsOf(t, collected(t, nc, CollectOptions{Names: n})); !slices.Equal(got, []string{"a"}) {
		t.Errorf("%q", got)
	}
	if dead := deadLetters(t, nc, n); len(dead[reasonFailed]) != 1 || len(dead) != 1 {
		t.Errorf("%+v", dead)
	}
}

// A stream that is another's, and has not the subject that articles are sent to, is an error before any is sent.
func TestSubmitToAnotherStream(t *testing.T) {
	t.Parallel()
	n := namesOf(t)
	js, _ := jetstream.New(dialServer(t))
	for subject, fits := range map[string]bool{"other." + n.Stream + ".>": false, "articles." + n.Stream + ".*": true} {
		if _, err := js.CreateOrUpdateStream(t.Context(), jetstream.StreamConfig{Name: n.Stream, Subjects: []string{subject}}); err != nil {
			t.Fatal(err)
		}
		_, err := NewSubmitter(t.Context(), dialServer(t), n, slog.New(slog.DiscardHandler))
		if _, bad := errors.AsType[*SettingError](err); bad == fits {
			t.Errorf("%s: %v", subject, err)
		}
	}
	for pattern, want := range map[string]bool{"a.b": true, "a.*": true, "a.>": true, ">": true, "*.*": true, "a": false, "a.b.>": false, "a.b.*": false, "*": false, "a.c": false} {
		if matches(pattern, "a.b") != want {
			t.Error(pattern)
		}
	}
}

// A worker that is told to stop, and whose answers no server takes, lets them go after a while, and says so.
func TestStopsThoughNothingIsStored(t *testing.T) {
	t.Parallel()
	n := namesOf(t)
	nc := dialServer(t)
	js, _ := jetstream.New(nc)
	full := jetstream.StreamConfig{Name: n.Results, Subjects: []string{n.place(">")}, Duplicates: time.Hour, MaxMsgs: 1, Discard: jetstream.DiscardNew}
	if _, err := js.CreateStream(t.Context(), full); err != nil {
		t.Fatal(err)
	}
	put(t, nc, n, `{"id":"a","text":"NG"}`, `{"id":"b","text":"NG"}`, `{"id":"c","text":"NG"}`)
	w := start(t, WorkOptions{Names: n})
	w.letGo = time.Millisecond
	until(t, "one answer is stored, and no other can be", func() bool { m := w.Member(); return m.Tagged == 1 && m.Held == 2 })
	if err := w.stop(); err == nil || !strings.Contains(err.Error(), "2 messages") {
		t.Errorf("%v", err)
	}
	if s, err := Look(t.Context(), nc, n); err != nil || s.Unacknowledged != 2 {
		t.Errorf("they are lost: %+v %v", s, err)
	}
}
