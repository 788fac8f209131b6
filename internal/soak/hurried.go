package main

import (
	"bytes"
	"context"
	"io"
	"math/rand/v2"
	"time"

	"google.golang.org/grpc"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// unhurried are the ends that a call may come to whose client gives up or reads slowly.
var unhurried = []string{good, "Canceled", "DeadlineExceeded", "ResourceExhausted", "Unavailable", "timeout", "HTTP 429", "HTTP 503", "HTTP 504", "closed"}

// hurriedJobs are clients who give up, or cannot keep up.
func (t *trial) hurriedJobs() []job {
	return []job{
		{"cancels", 2, t.cancels},
		{"short deadlines", 1, t.deadlines},
		{"REST cancels", 1, t.webCancels},
		{"slow readers", 2, t.slowReader},
		{"REST slow readers", 1, t.webSlowReader},
	}
}

// cancels gives up in the midst of calls.
func (t *trial) cancels(ctx context.Context) {
	t.connected(ctx, fromHurried, func(conn *grpc.ClientConn) {
		began := time.Now()
		within, cancel := context.WithCancel(t.as(ctx, "hurried"))
		time.AfterFunc(rand.N(5*time.Millisecond), cancel)
		_, err := pick(t.catalog.texts).answer(within, conn)
		cancel()
		t.record("cancels", began, endOf(err), unhurried...)
		think(ctx, 20*time.Millisecond)
	})
}

func (t *trial) deadlines(ctx context.Context) {
	t.connected(ctx, fromHurried, func(conn *grpc.ClientConn) {
		began := time.Now()
		within, cancel := context.WithTimeout(t.as(ctx, "hurried"), rand.N(10*time.Millisecond))
		_, err := pick(t.catalog.texts).answer(within, conn)
		cancel()
		t.record("short deadlines", began, endOf(err), unhurried...)
		think(ctx, 20*time.Millisecond)
	})
}

func (t *trial) webCancels(ctx context.Context) {
	w := t.newWeb(fromHurried, "hurried")
	defer w.client.CloseIdleConnections()
	for ctx.Err() == nil {
		began := time.Now()
		within, cancel := context.WithTimeout(ctx, rand.N(5*time.Millisecond))
		_, e := w.fetch(within, "/v1/tag", pick(t.catalog.texts).body)
		cancel()
		t.record("REST cancels", began, e, unhurried...)
		think(ctx, 20*time.Millisecond)
	}
}

// slowReader sends texts as fast as it may and reads an answer now and then.
func (t *trial) slowReader(ctx context.Context) {
	const window = 64 << 10
	t.connected(ctx, fromHurried, func(conn *grpc.ClientConn) {
		began := time.Now()
		within, cancel := context.WithTimeout(t.as(ctx, "hurried"), callWithin)
		defer cancel()
		stream, err := conn.NewStream(within, streamDesc, geotagv1.GeotagService_TagStream_FullMethodName, raw)
		if err == nil {
			go func() {
				for range ofStream {
					if stream.SendMsg(t.catalog.texts[7].streamed()) != nil {
						return
					}
				}
				stream.CloseSend()
			}()
			for err == nil {
				pause(ctx, 200*time.Millisecond)
				var out []byte
				err = stream.RecvMsg(&out)
			}
		}
		t.record("slow readers", began, endOf(err), unhurried...)
		think(ctx, 200*time.Millisecond)
	}, grpc.WithInitialWindowSize(window), grpc.WithInitialConnWindowSize(window))
}

// webSlowReader reads an answer a few bytes at a time.
func (t *trial) webSlowReader(ctx context.Context) {
	w := t.newWeb(fromHurried, "hurried")
	defer w.client.CloseIdleConnections()
	for ctx.Err() == nil {
		began := time.Now()
		e := end{code: good}
		resp, err := w.do(ctx, "/v1/tag", bytes.NewReader(t.catalog.texts[7].body))
		if err == nil {
			for range 20 {
				if _, err = io.CopyN(io.Discard, resp.Body, 4096); err != nil {
					break
				}
				pause(ctx, 100*time.Millisecond)
			}
			resp.Body.Close()
			e = endOfStatus(resp, nil)
		}
		if err != nil && err != io.EOF {
			e = endOfHTTP(err)
		}
		t.record("REST slow readers", began, e, unhurried...)
		think(ctx, 200*time.Millisecond)
	}
}
