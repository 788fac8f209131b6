package main

import (
	"context"
	"fmt"
	"time"

	"google.golang.org/grpc"
)

// A stranger calls with a token that does not let it, and must hear so on both faces.
type stranger struct {
	kind, token string
	rpc, rest   string // how each call must end; good is not among them
}

var strangers = []stranger{
	{"no token", "", "Unauthenticated", "HTTP 401"},
	{"unknown token", "unknown", "Unauthenticated", "HTTP 401"},
	{"expired token", "late", "Unauthenticated", "HTTP 401"},
	{"token without the scope", "finder", "PermissionDenied", "HTTP 403"},
}

// wrongJobs are callers who may not, and one who may less than it tries.
func (t *trial) wrongJobs() []job {
	jobs := []job{{"token over its rate", 1, t.overRate}}
	for _, s := range strangers {
		jobs = append(jobs, job{s.kind, 1, func(ctx context.Context) { t.strange(ctx, s) }})
	}
	return jobs
}

func (t *trial) strange(ctx context.Context, s stranger) {
	w := t.newWeb(fromWrong, s.token)
	defer w.client.CloseIdleConnections()
	t.connected(ctx, fromWrong, func(conn *grpc.ClientConn) {
		q := pick(t.catalog.texts)
		began := time.Now()
		_, err := q.answer(t.as(ctx, s.token), conn)
		t.recordOnly(ctx, s.kind, began, endOf(err), s.rpc)
		began = time.Now()
		_, e := w.fetch(ctx, q.path, q.body)
		t.recordOnly(ctx, s.kind, began, e, s.rest)
		think(ctx, 200*time.Millisecond)
	})
}

// recordOnly counts a call that must not be answered.
func (t *trial) recordOnly(ctx context.Context, kind string, began time.Time, e end, want string) {
	if e.code == good {
		e = end{code: "let in", detail: "was answered, and must not be"}
	}
	if ctx.Err() == nil {
		t.record(kind, began, e, want)
	}
}

// overRate calls faster than its token may: it is refused, and told when to come again.
func (t *trial) overRate(ctx context.Context) {
	refused := 0
	t.connected(ctx, fromWrong, func(conn *grpc.ClientConn) {
		began := time.Now()
		out, err := t.catalog.texts[0].answer(t.as(ctx, "frugal"), conn)
		e := endOf(err)
		if e.code == good {
			e = t.catalog.texts[0].right(out)
		}
		if e.refused() {
			refused++
		}
		if ctx.Err() == nil {
			t.record("token over its rate", began, e, good)
		}
		think(ctx, 200*time.Millisecond)
	})
	if refused == 0 {
		t.blame("token over its rate", fmt.Errorf("was never refused"))
	}
}
