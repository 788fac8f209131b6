package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"google.golang.org/grpc"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// goodJobs are clients who do as they should, and must get right answers.
func (t *trial) goodJobs() []job {
	return []job{
		{"gRPC Tag", 3, t.overGRPC("gRPC Tag", func() *question { return pick(t.catalog.texts) })},
		{"gRPC look-ups", 1, t.overGRPC("gRPC look-ups", func() *question { return pick(t.catalog.lookups) })},
		{"gRPC TagStream", 2, t.overStreams},
		{"REST Tag", 2, t.overREST("REST Tag", func() *question { return pick(t.catalog.texts) })},
		{"REST look-ups", 1, t.overREST("REST look-ups", func() *question { return pick(t.catalog.lookups) })},
		{"REST stream", 1, t.overLines},
		{"tiles", 1, t.overTiles},
	}
}

// connected runs f with a connection over and over; each lasts some calls.
func (t *trial) connected(ctx context.Context, from string, f func(conn *grpc.ClientConn), more ...grpc.DialOption) {
	for ctx.Err() == nil {
		conn, err := t.dial(from, more...)
		if err != nil {
			t.blame("dial", err)
			return
		}
		for range 500 {
			if f(conn); ctx.Err() != nil {
				break
			}
		}
		conn.Close()
	}
}

func (t *trial) overGRPC(kind string, next func() *question) func(context.Context) {
	return func(ctx context.Context) {
		t.connected(ctx, fromGood, func(conn *grpc.ClientConn) {
			q := next()
			t.patiently(ctx, kind, func(ctx context.Context) end {
				out, err := q.answer(t.as(ctx, "good"), conn)
				if err != nil {
					return endOf(err)
				}
				return q.right(out)
			})
			think(ctx, 20*time.Millisecond)
		})
	}
}

func (t *trial) overREST(kind string, next func() *question) func(context.Context) {
	return func(ctx context.Context) {
		w := t.newWeb(fromGood, "good")
		defer w.client.CloseIdleConnections()
		for ctx.Err() == nil {
			q := next()
			t.patiently(ctx, kind, func(ctx context.Context) end { return w.ask(ctx, q) })
			think(ctx, 20*time.Millisecond)
		}
	}
}

// ofStream are how many texts a stream sends.
const ofStream = 20

// overStreams sends texts in streams and reads the answers meanwhile.
func (t *trial) overStreams(ctx context.Context) {
	t.connected(ctx, fromGood, func(conn *grpc.ClientConn) {
		asked := make([]*question, ofStream)
		for i := range asked {
			asked[i] = pick(t.catalog.texts)
		}
		t.patiently(ctx, "gRPC TagStream", func(ctx context.Context) end {
			stream, err := conn.NewStream(t.as(ctx, "good"), streamDesc, geotagv1.GeotagService_TagStream_FullMethodName, raw)
			if err != nil {
				return endOf(err)
			}
			return exchange(stream, asked)
		})
		think(ctx, 50*time.Millisecond)
	})
}

// exchange sends what is asked on a stream and holds the answers against what they must be.
func exchange(stream grpc.ClientStream, asked []*question) end {
	go func() {
		for _, q := range asked {
			if stream.SendMsg(q.streamed()) != nil {
				return // RecvMsg says why
			}
		}
		stream.CloseSend()
	}()
	for _, q := range asked {
		var out []byte
		if err := stream.RecvMsg(&out); errors.Is(err, io.EOF) {
			return end{code: "wrong answer", detail: "the stream ended early"}
		} else if err != nil {
			return endOf(err)
		}
		doc, e := document(out)
		if e.code == good {
			e = q.right(doc)
		}
		if e.code != good {
			return e
		}
	}
	var more []byte
	if err := stream.RecvMsg(&more); err == nil {
		return end{code: "wrong answer", detail: "more answers than texts"}
	} else if !errors.Is(err, io.EOF) {
		return endOf(err)
	}
	return end{code: good}
}

// overLines sends texts as lines and reads lines meanwhile.
func (t *trial) overLines(ctx context.Context) {
	w := t.newWeb(fromGood, "good")
	defer w.client.CloseIdleConnections()
	for ctx.Err() == nil {
		asked := make([]*question, ofStream)
		for i := range asked {
			asked[i] = pick(t.catalog.texts)
		}
		t.patiently(ctx, "REST stream", func(ctx context.Context) end {
			var lines []byte
			for _, q := range asked {
				lines = append(append(lines, q.body...), '\n')
			}
			out, e := w.fetch(ctx, "/v1/tag:stream", lines)
			if e.code == good {
				asked, e = rightLines(out, asked)
			}
			return e
		})
		think(ctx, 100*time.Millisecond)
	}
}

// rightLines holds lines of answers against the texts that were sent: each must have features, in the order of the texts. It returns the texts that a
// server that is busy refused, which are to be sent again.
func rightLines(out []byte, asked []*question) (again []*question, e end) {
	e, n := end{code: good}, 0
	for line := range bytes.Lines(out) {
		var doc struct {
			ID       string            `json:"id"`
			Features []json.RawMessage `json:"features"`
			Error    struct {
				Code    int32  `json:"code"`
				Message string `json:"message"`
			} `json:"error"`
		}
		if err := json.Unmarshal(line, &doc); err != nil {
			return asked, end{code: "wrong answer", detail: err.Error()}
		}
		if n >= len(asked) || doc.ID != asked[n].message.(*geotagv1.TagRequest).GetId() {
			return asked, end{code: "wrong answer", detail: fmt.Sprintf("line %d is of another text: %.80s", n, line)}
		}
		if len(doc.Features) == 0 {
			if e = textRefused(doc.Error.Code, doc.Error.Message); !e.refused() {
				return asked, e
			}
			again = append(again, asked[n])
		}
		n++
	}
	if n != len(asked) {
		return asked, end{code: "wrong answer", detail: fmt.Sprintf("%d lines to %d texts", n, len(asked))}
	}
	return again, e
}

// overTiles reads what a map reads.
func (t *trial) overTiles(ctx context.Context) {
	w := t.newWeb(fromGood, "good")
	defer w.client.CloseIdleConnections()
	paths := []string{"/tiles/0/0/0.mvt", "/tiles/3/4/3.mvt", "/tiles/5/19/10.mvt", "/basemap.json", "/openapi.json"}
	var group sync.WaitGroup
	for ctx.Err() == nil {
		for _, p := range paths {
			group.Go(func() {
				t.patiently(ctx, "tiles", func(ctx context.Context) end {
					_, e := w.fetch(ctx, p, nil)
					return e
				})
			})
		}
		group.Wait()
		think(ctx, 200*time.Millisecond)
	}
}
