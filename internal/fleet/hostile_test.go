package fleet

import (
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
