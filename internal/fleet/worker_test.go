package fleet

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// idsOf returns the ids of answers, in order.
func idsOf(t *testing.T, all []Collected) (ids []string) {
	t.Helper()
	for _, r := range all {
		for _, d := range r.Documents {
			var doc struct{ ID string }
			if err := json.Unmarshal(d, &doc); err != nil {
				t.Fatalf("%v: %.200s", err, d)
			}
			ids = append(ids, doc.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

func TestTwoWorkersAnswerEachArticleOnce(t *testing.T) {
	t.Parallel()
	n := namesOf(t)
	nc := dialServer(t)
	var want, requests []string
	for i := range 300 {
		id := fmt.Sprintf("a%03d", i)
		want = append(want, id)
		requests = append(requests, fmt.Sprintf(`{"id":%q,"text":"NG"}`, id))
	}
	put(t, nc, n, requests...)
	put(t, nc, n, requests...) // the stream knows them already
	a, b := start(t, WorkOptions{Names: n, Jobs: 2}), start(t, WorkOptions{Names: n, Jobs: 2})
	if got := idsOf(t, collected(t, nc, CollectOptions{Names: n})); !slices.Equal(got, want) {
		t.Errorf("%d answers, want %d, each once", len(got), len(want))
	}
	if err := errors.Join(a.stop(), b.stop()); err != nil {
		t.Error(err)
	}
	if sum := a.Member().Tagged + b.Member().Tagged; sum != 300 {
		t.Errorf("the workers say that they tagged %d", sum)
	}
	s, err := Look(t.Context(), nc, n)
	if err != nil || s.Pending != 0 || s.Unacknowledged != 0 || s.Answers != 300 || s.DeadLetters != 0 || len(s.Workers) != 0 {
		t.Errorf("%+v %v", s, err)
	}
}

func TestSubjects(t *testing.T) {
	t.Parallel()
	n := namesOf(t)
	nc := dialServer(t)
	put(t, nc, n, `{"id":"a","text":"NG"}`, `{"id":"b","text":"NG.29"}`, `{"id":"c"}`)
	start(t, WorkOptions{Names: n, By: ByRegion, Tag: func(ctx context.Context, b []byte, req *geotagv1.TagRequest) ([]byte, error) {
		if req.GetText() == "" {
			return append(b, `{"type":"FeatureCollection","features":[],"id":"c"}`...), nil
		}
		return answerOf(ctx, b, req)
	}})
	collected(t, nc, CollectOptions{Names: n})
	js, _ := jetstream.New(nc)
	s, err := js.Stream(t.Context(), n.Results)
	if err != nil {
		t.Fatal(err)
	}
	for what, id := range map[string]string{"NG": "a", "NG.29": "b", "none": "c"} {
		m, err := s.GetLastMsgForSubject(t.Context(), n.place(what))
		if err != nil || m.Header.Get(jetstream.MsgIDHeader) != id+"@gaz/mod" || !json.Valid(m.Data) {
			t.Errorf("%s: %v %v", what, m, err)
		}
	}
}

func TestRedeliveredIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	n := namesOf(t)
	nc := dialServer(t)
	put(t, nc, n, `{"id":"a","text":"NG"}`, `{"id":"b","text":"NG"}`, `{"text":"NG"}`, `{"text":"ML"}`)
	take(t, nc, n, 4, time.Second) // by a worker that dies
	js, _ := jetstream.New(nc)
	if _, err := n.places(t.Context(), js, start(t, WorkOptions{Names: n, AckWait: time.Second}).Worker.log, 0); err != nil {
		t.Fatal(err)
	}
	stored := nats.NewMsg(n.place("all")) // before it died, it stored an answer
	stored.Header.Set(jetstream.MsgIDHeader, "a@gaz/mod")
	stored.Data = []byte(`{"id":"a"}`)
	if _, err := js.PublishMsg(t.Context(), stored); err != nil {
		t.Fatal(err)
	}
	if got := idsOf(t, collected(t, nc, CollectOptions{Names: n})); !slices.Equal(got, []string{"", "", "a", "b"}) {
		t.Errorf("%q", got)
	}
}

func TestDeadLetters(t *testing.T) {
	t.Parallel()
	n := namesOf(t)
	nc := dialServer(t)
	bad := []string{`{"id":"x","text":`, ``, `[]`, "\"\xff\"", `{"id":"y","tekst":"NG"}`}
	put(t, nc, n, append(bad, `{"id":"p","text":"panic"}`, `{"id":"l","text":"long"}`, `{"id":"f","text":"fail"}`, `{"id":"h\r\nGeotag-Reason: none","text":"huge"}`,
		`{"id":"good","text":"NG","lang":"en"}`)...)
	w := start(t, WorkOptions{Names: n, MaxDeliver: 2})
	if got := idsOf(t, collected(t, nc, CollectOptions{Names: n})); !slices.Equal(got, []string{"good"}) {
		t.Errorf("answers: %q", got)
	}
	dead := deadLetters(t, nc, n)
	for reason, want := range map[string]int{reasonRequest: len(bad), reasonPanic: 1, reasonFailed: 2, reasonLarge: 1} {
		if len(dead[reason]) != want {
			t.Errorf("%s: %d dead letters, want %d: %+v", reason, len(dead[reason]), want, dead[reason])
		}
	}
	if d := dead[reasonFailed][1]; d.ID != "f" || d.Code != "Aborted" || d.Message != "not now" || string(d.Request) != `{"id":"f","text":"fail"}` || d.Deliveries != 2 ||
		d.Stream != n.Stream || d.Sequence != 8 || d.Worker != w.name || !strings.HasPrefix(d.Subject, "articles.") {
		t.Errorf("%+v", d)
	}
	if w.log.count("no word of this") > 0 || w.log.count("msg=panic") != 1 {
		t.Error("the log has what a panic says, or not that there was one")
	}
	if m := w.Member(); m.Dead != int64(len(bad))+4 || m.Failed != 1 || m.Tagged != 1 {
		t.Errorf("%+v", m)
	}
	js, _ := jetstream.New(nc)
	for _, name := range []string{n.Results, n.DeadStream()} { // by default the server looks for two minutes
		s, err := js.Stream(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		if is := s.CachedInfo().Config.Duplicates; is != 180*time.Second {
			t.Errorf("the stream %s looks for duplicates for %v, and a message may be delivered again for twice three times 30 s", name, is)
		}
	}
}

// An article that ends its workers without a word is dead after as many, and those that were delivered with it are not.
func TestKiller(t *testing.T) {
	t.Parallel()
	n := namesOf(t)
	nc := dialServer(t)
	put(t, nc, n, `{"id":"bystander","text":"NG"}`, `{"id":"killer","text":"ML"}`)
	for range 3 {
		take(t, nc, n, 2, time.Second)
	}
	js, _ := jetstream.New(nc)
	kv, err := n.bucket(t.Context(), js, "_BEGUN", "", begunFor)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := kv.Put(t.Context(), "2", []byte("3")); err != nil { // three workers began it
		t.Fatal(err)
	}
	start(t, WorkOptions{Names: n, AckWait: time.Second, MaxDeliver: 3})
	if got := idsOf(t, collected(t, nc, CollectOptions{Names: n})); !slices.Equal(got, []string{"bystander"}) {
		t.Errorf("answers: %q", got)
	}
	if dead := deadLetters(t, nc, n); len(dead[reasonKiller]) != 1 || string(dead[reasonKiller][0].Request) != `{"id":"killer","text":"ML"}` {
		t.Errorf("%+v", dead)
	}
}

// A pack that ends its workers without a word is taken apart, and what is in it is answered.
func TestKillerInAPack(t *testing.T) {
	t.Parallel()
	n := namesOf(t)
	nc := dialServer(t)
	putPacked(t, nc, n, 3, `{"id":"a","text":"NG"}`, `{"id":"b","text":"NG"}`, `{"id":"c","text":"NG"}`)
	for range 3 {
		take(t, nc, n, 1, time.Second)
	}
	js, _ := jetstream.New(nc)
	kv, err := n.bucket(t.Context(), js, "_BEGUN", "", begunFor)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := kv.Put(t.Context(), "1", []byte("3")); err != nil { // three workers began it
		t.Fatal(err)
	}
	start(t, WorkOptions{Names: n, AckWait: time.Second, MaxDeliver: 3})
	all := collected(t, nc, CollectOptions{Names: n})
	if got := idsOf(t, all); !slices.Equal(got, []string{"a", "b", "c"}) || len(all) != 3 {
		t.Errorf("%d messages of the answers %q", len(all), got)
	}
}

func TestDrain(t *testing.T) {
	t.Parallel()
	n := namesOf(t)
	nc := dialServer(t)
	put(t, nc, n, `{"id":"a","text":"NG"}`, `{"id":"b","text":"NG"}`, `{"id":"c","text":"NG"}`)
	begun, end := make(chan struct{}), make(chan struct{})
	w := start(t, WorkOptions{Names: n, Jobs: 1, Tag: func(ctx context.Context, b []byte, req *geotagv1.TagRequest) ([]byte, error) {
		begun <- struct{}{}
		<-end
		return answerOf(ctx, b, req)
	}})
	<-begun
	until(t, "all three are held", func() bool { return w.Member().Held == 3 })
	stopped := make(chan error)
	go func() { stopped <- w.stop() }()
	other := start(t, WorkOptions{Names: n, Jobs: 1}) // what was not begun comes here at once, and not after 30 s
	close(end)
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	if m := w.Member(); m.Tagged != 1 || m.Held != 0 {
		t.Errorf("%+v", m)
	}
	until(t, "the other worker has the rest", func() bool { return other.Member().Tagged == 2 })
	if got := idsOf(t, collected(t, nc, CollectOptions{Names: n})); !slices.Equal(got, []string{"a", "b", "c"}) {
		t.Errorf("%q", got)
	}
}

func TestNothingToAnswerFromEndsTheWorker(t *testing.T) {
	t.Parallel()
	n := namesOf(t)
	put(t, dialServer(t), n, `{"id":"a","text":"NG"}`)
	w, err := NewWorker(t.Context(), dialServer(t), WorkOptions{Names: n, Tag: func(_ context.Context, b []byte, _ *geotagv1.TagRequest) ([]byte, error) {
		return b, status.Error(codes.Unavailable, "the gazetteer is damaged")
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Run(t.Context()); err == nil || !strings.Contains(err.Error(), "the gazetteer is damaged") {
		t.Errorf("%v", err)
	}
}

func TestLongTextsAreNotDeliveredToOthers(t *testing.T) {
	t.Parallel()
	n := namesOf(t)
	nc := dialServer(t)
	put(t, nc, n, `{"id":"a","text":"NG"}`)
	var begun atomic.Int32
	end := make(chan struct{})
	tag := func(ctx context.Context, b []byte, req *geotagv1.TagRequest) ([]byte, error) {
		begun.Add(1)
		<-end
		return answerOf(ctx, b, req)
	}
	w := start(t, WorkOptions{Names: n, AckWait: time.Second, Tag: tag})
	until(t, "it has the article", func() bool { return begun.Load() == 1 })
	start(t, WorkOptions{Names: n, AckWait: time.Second, Tag: tag})
	signs := map[time.Time]bool{}
	until(t, "seven signs of life, of which three are due in a second", func() bool {
		w.mu.Lock()
		defer w.mu.Unlock()
		for a := range w.held {
			signs[a.sign] = true
		}
		return begun.Load() > 1 || len(signs) > 6
	})
	close(end)
	collected(t, nc, CollectOptions{Names: n})
	if n := begun.Load(); n != 1 {
		t.Errorf("begun %d times", n)
	}
}
