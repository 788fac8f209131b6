package server

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc/mem"
	"google.golang.org/grpc/peer"
)

// A far connection comes from an address, and is closed or not.
type far struct {
	net.Conn
	addr   string
	closed atomic.Bool
}

func (f *far) RemoteAddr() net.Addr { return net.TCPAddrFromAddrPort(netip.MustParseAddrPort(f.addr)) }
func (f *far) Close() error         { f.closed.Store(true); return nil }
func (f *far) Write(b []byte) (int, error) {
	return len(b), nil
}

func newConns(o Options) *connections { return New(nil, o).conns }

func TestConnectionsArePeersEach(t *testing.T) {
	c := newConns(Options{MaxConns: 4, MaxPeerConns: 2})
	open := map[string]net.Conn{}
	for _, test := range []struct {
		addr string
		want bool
	}{
		{"192.0.2.1:1", true}, {"192.0.2.1:2", true}, {"192.0.2.1:3", false}, {"[::ffff:192.0.2.1]:4", false},
		{"[2001:db8::1]:1", true}, {"[2001:db8::2]:1", true}, {"[2001:db8::3]:1", false},
		{"192.0.2.9:1", false}, // too many in all
	} {
		open[test.addr] = c.add(&far{addr: test.addr})
		if got := open[test.addr] != nil; got != test.want {
			t.Errorf("%s: open is %v", test.addr, got)
		}
	}
	open["192.0.2.1:2"].Close()
	open["192.0.2.1:2"].Close() // counts once
	if c.add(&far{addr: "192.0.2.1:5"}) == nil {
		t.Error("no connection in place of one that was closed")
	}
	if _, n := c.load(); n != 4 {
		t.Errorf("%d are open", n)
	}
}

// answerOf counts an answer of so many bytes for the client at addr.
func (c *connections) answerOf(t *testing.T, addr string, size int) (mem.Buffer, error) {
	t.Helper()
	ctx := peer.NewContext(t.Context(), &peer.Peer{Addr: (&far{addr: addr}).RemoteAddr()})
	return c.buffer(ctx, mem.DefaultBufferPool().Get(size))
}

func TestUnreadAnswers(t *testing.T) {
	const mb = 1 << 20
	c := newConns(Options{MaxMemoryBytes: 64 * mb}) // of which 16 are for answers, 4 of a peer
	one, two := &far{addr: "192.0.2.1:1"}, &far{addr: "192.0.2.1:2"}
	first := c.add(one)
	c.add(two)
	sent, err := c.answerOf(t, one.addr, 3*mb)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.answerOf(t, two.addr, 2*mb); !errors.Is(err, errUnread) {
		t.Errorf("another connection of a peer that has 3 MiB to read: %v", err)
	}
	sent.Free() // as grpc does once it has written it
	if n, _ := c.load(); n != 0 {
		t.Errorf("%d bytes are unread", n)
	}
	if _, err := c.answerOf(t, one.addr, 5*mb); err != nil {
		t.Errorf("one that is larger than a peer's share, alone: %v", err)
	}
	if _, err := c.answerOf(t, one.addr, 1025); !errors.Is(err, errUnread) {
		t.Errorf("a small one after it: %v", err)
	}
	first.Close()
	if n, _ := c.load(); n != 0 || !one.closed.Load() {
		t.Errorf("%d bytes are unread of a connection that is gone", n)
	}
}

// Where all peers together have too much to read, who has most loses its connection.
func TestWorstReaderGoes(t *testing.T) {
	const mb = 1 << 20
	c := newConns(Options{MaxMemoryBytes: 64 * mb})
	var conns []*far
	for _, addr := range []string{"192.0.2.1:1", "192.0.2.2:1", "192.0.2.3:1", "192.0.2.4:1"} {
		conns = append(conns, &far{addr: addr})
		c.add(conns[len(conns)-1])
	}
	for i, size := range []int{4 * mb, 9 * mb, 2 * mb, 3 * mb} {
		if _, err := c.answerOf(t, conns[i].addr, size); err != nil {
			t.Fatal(err)
		}
	}
	for i, f := range conns {
		if f.closed.Load() != (i == 1) {
			t.Errorf("connection %d: closed is %v", i, f.closed.Load())
		}
	}
}

func TestStalledReaderGoes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newConns(Options{})
		stalled, slow, idle := &far{addr: "192.0.2.1:1"}, &far{addr: "192.0.2.2:1"}, &far{addr: "192.0.2.3:1"}
		c.add(stalled)
		c.add(idle)
		reading := c.add(slow)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go c.watch(ctx)
		for _, f := range []*far{stalled, slow} {
			if _, err := c.answerOf(t, f.addr, 1<<20); err != nil {
				t.Fatal(err)
			}
		}
		for range 120 {
			time.Sleep(time.Second)
			reading.Write(make([]byte, 1200))
		}
		cancel()
		synctest.Wait()
		if !stalled.closed.Load() || slow.closed.Load() || idle.closed.Load() {
			t.Errorf("closed: who reads nothing %v, who reads slowly %v, who has nothing to read %v", stalled.closed.Load(), slow.closed.Load(), idle.closed.Load())
		}
	})
}
