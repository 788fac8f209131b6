package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// newTestCluster starts n nats-servers, or skips the test where there is none to start.
func newTestCluster(tb testing.TB, n int) *cluster {
	tb.Helper()
	server, err := natsServer(tb.Context(), "../..")
	if err != nil {
		tb.Skipf("SKIPPED, as there is no nats-server: %v", err)
	}
	c, err := newCluster(server, tb.TempDir(), n)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(c.stop)
	if err := c.start(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	return c
}

// What one stream takes in and gives out, apart from any tagging: 2 kB a message, acknowledged by a majority of its copies, then pulled and acknowledged one by
// one, as workers do. The metrics are processor time of all nats-servers together for a message; that of the client is in ns/op where the processors are full.
func BenchmarkStream(b *testing.B) {
	for _, replicas := range []int{1, 3} {
		b.Run(fmt.Sprintf("replicas=%d", replicas), func(b *testing.B) {
			c := newTestCluster(b, 3)
			conn, js, err := c.connect()
			if err != nil {
				b.Fatal(err)
			}
			defer conn.Close()
			s, err := js.CreateStream(b.Context(), jetstream.StreamConfig{Name: "S", Subjects: []string{"s"}, Replicas: replicas, Retention: jetstream.WorkQueuePolicy})
			if err != nil {
				b.Fatal(err)
			}
			body := []byte(strings.Repeat("Floods in Kano. ", 128))
			b.Run("publish", func(b *testing.B) { c.benchmark(b, func() error { return publishAll(b, js, body) }) })
			b.Run("pull", func(b *testing.B) {
				if err := publishAll(b, js, body); err != nil {
					b.Fatal(err)
				}
				c.benchmark(b, func() error { return pullAll(b, s) })
			})
		})
	}
}

// benchmark times f, and what the nodes do meanwhile.
func (c *cluster) benchmark(b *testing.B, f func() error) {
	before := c.ran.cpu()
	b.ResetTimer()
	if err := f(); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64((c.ran.cpu()-before).Nanoseconds())/float64(b.N), "server-ns/op")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
}

func publishAll(b *testing.B, js jetstream.JetStream, body []byte) error {
	var last jetstream.PubAckFuture
	run := time.Now().UnixNano() // an id that has been here is a duplicate
	for i := range b.N {
		var err error
		if last, err = js.PublishAsync("s", body, jetstream.WithMsgID(fmt.Sprintf("%d-%d", run, i))); err != nil {
			return err
		}
	}
	select {
	case <-js.PublishAsyncComplete():
	case <-b.Context().Done():
		return b.Context().Err()
	}
	select {
	case <-last.Ok():
		return nil
	case err := <-last.Err():
		return err
	}
}

func pullAll(b *testing.B, s jetstream.Stream) error {
	consumer, err := s.CreateOrUpdateConsumer(b.Context(), jetstream.ConsumerConfig{Durable: "c", AckPolicy: jetstream.AckExplicitPolicy, MaxAckPending: 1000})
	if err != nil {
		return err
	}
	messages, err := consumer.Messages(jetstream.PullMaxMessages(200))
	if err != nil {
		return err
	}
	defer messages.Stop()
	for range b.N {
		m, err := messages.Next()
		if err != nil {
			return err
		}
		if err := m.Ack(); err != nil {
			return err
		}
	}
	return nil
}
