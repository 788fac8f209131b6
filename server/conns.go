package server

import (
	"context"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"google.golang.org/grpc/mem"
	"google.golang.org/grpc/peer"

	"example.com/geotag/server/access"
)

// Connections are the clients' ends of a server: how many there are, and which answers they have not taken yet. An answer leaves a call for
// grpc's queue of its connection, and stays there for as long as the client does not read.
type connections struct {
	most, mostOfPeer int   // connections
	mostUnread       int64 // bytes; of a peer, a quarter

	mu     sync.Mutex
	open   map[netip.AddrPort]*connection
	peers  map[netip.Prefix]*tally
	unread int64
}

// A tally is what a peer has.
type tally struct {
	conns  int
	unread int64
}

// A connection counts what is written to it.
type connection struct {
	net.Conn
	all    *connections
	addr   netip.AddrPort
	wrote  atomic.Int64
	small  atomic.Int64 // frames of data, see frames
	unread int64        // bytes of answers, guarded by all.mu; so the three below
	before int64        // that were written when it was last looked at
	stalls int          // looks at which nothing had been written
	closed bool
}

const (
	lookAtConns = 10 * time.Second // every
	leastWrite  = 10 << 10         // bytes in that time, of a client that has answers to take: 1 KiB/s
)

func newConnections(o *Options) *connections {
	return &connections{
		most: o.MaxConns, mostOfPeer: o.MaxPeerConns, mostUnread: o.MaxMemoryBytes / 4,
		open: map[netip.AddrPort]*connection{}, peers: map[netip.Prefix]*tally{},
	}
}

func (c *connections) load() (unread int64, open int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.unread, len(c.open)
}

// A limited listener closes connections that are too many.
type limited struct {
	net.Listener
	conns *connections
}

func (l *limited) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if c := l.conns.add(conn); c != nil {
			return c, nil
		}
		conn.Close()
	}
}

// add returns a connection that is counted; nil: there are too many. One that has no address and port, as within a process, is not counted.
func (c *connections) add(conn net.Conn) net.Conn {
	addr := addrPort(conn.RemoteAddr())
	if !addr.IsValid() {
		return conn
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	t := c.peer(access.Network(addr.Addr()))
	if len(c.open) >= c.most || t.conns >= c.mostOfPeer {
		return nil
	}
	t.conns++
	counted := &connection{Conn: conn, all: c, addr: addr}
	c.open[addr] = counted
	return counted
}

// peer returns what a peer has, which is kept while it has anything.
func (c *connections) peer(p netip.Prefix) *tally {
	t := c.peers[p]
	if t == nil {
		t = new(tally)
		c.peers[p] = t
	}
	return t
}

// of returns the open connection of an address; nil: it is not counted.
func (c *connections) of(a net.Addr) *connection {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.open[addrPort(a)]
}

// read notes that a message of a call was read, which came over a connection.
func (c *connections) read(ctx context.Context) {
	if p, ok := peer.FromContext(ctx); ok {
		if conn := c.of(p.Addr); conn != nil {
			conn.allowSmall()
		}
	}
}

func (c *connection) Write(b []byte) (int, error) {
	n, err := c.Conn.Write(b)
	c.wrote.Add(int64(n))
	return n, err
}

// Close closes the connection; what its client has not taken is gone.
func (c *connection) Close() error {
	c.all.mu.Lock()
	if !c.closed {
		c.closed = true
		delete(c.all.open, c.addr)
		p := access.Network(c.addr.Addr())
		c.all.peer(p).conns--
		c.all.count(p, -c.unread)
	}
	c.all.mu.Unlock()
	return c.Conn.Close()
}

// count adds bytes of answers to those that a peer has not taken.
func (c *connections) count(p netip.Prefix, n int64) {
	t := c.peer(p)
	t.unread += n
	c.unread += n
	if t.conns == 0 && t.unread == 0 {
		delete(c.peers, p)
	}
}

// full reports whether the caller of a context has so many bytes of answers to take that there are no more. Within the process all are taken.
func (c *connections) full(ctx context.Context) bool {
	p := access.Network(access.CallerOf(ctx).Peer)
	if !p.IsValid() {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	t := c.peers[p]
	return t != nil && t.unread > c.mostUnread/shareOfParty
}

// watch closes connections whose clients do not take their answers, until ctx ends.
func (c *connections) watch(ctx context.Context) {
	t := time.NewTicker(lookAtConns)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			for _, stalled := range c.look() {
				stalled.Close()
			}
		}
	}
}

// look returns the connections that have answers to take and took none for stallTimeout.
func (c *connections) look() (stalled []*connection) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, one := range c.open {
		wrote := one.wrote.Load()
		if one.stalls++; one.unread == 0 || wrote-one.before >= leastWrite {
			one.stalls = 0
		}
		one.before = wrote
		if one.stalls > int(stallTimeout/lookAtConns) {
			stalled = append(stalled, one)
		}
	}
	return stalled
}

// worst returns the connection with the most to take where all together have too much, else nil. c.mu is held.
func (c *connections) worst() (worst *connection) {
	if c.unread <= c.mostUnread {
		return nil
	}
	for _, one := range c.open {
		if worst == nil || one.unread > worst.unread {
			worst = one
		}
	}
	return worst
}

// An outgoing answer's bytes are counted from when they are there until grpc has written them: it puts the buffer back then, or when the
// stream is reset. Where the connection ends it does not, but then all its bytes go.
type outgoing struct {
	all  *connections
	peer netip.Prefix
	conn *connection // nil: within the process
	size int64
}

// buffer returns an answer of so many bytes as grpc sends it, counted. Small ones grpc does not put back, and they are not counted. The error is
// errUnread where the peer has others to take and this one would be too much.
func (c *connections) buffer(ctx context.Context, b *[]byte) (mem.Buffer, error) {
	if mem.IsBelowBufferPoolingThreshold(cap(*b)) {
		return mem.SliceBuffer(*b), nil
	}
	out := &outgoing{all: c, size: int64(cap(*b)), peer: access.Network(access.CallerOf(ctx).Peer)}
	worst, err := c.take(ctx, out)
	if err != nil {
		mem.DefaultBufferPool().Put(b)
		return nil, err
	}
	if worst != nil {
		worst.Close()
	}
	return mem.NewBuffer(b, out), nil
}

// take counts an answer. It returns the connection to close, if there is one.
func (c *connections) take(ctx context.Context, out *outgoing) (*connection, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if p, ok := peer.FromContext(ctx); ok {
		out.conn = c.open[addrPort(p.Addr)]
	}
	if out.conn != nil {
		out.peer = access.Network(out.conn.addr.Addr())
	}
	if t := c.peers[out.peer]; out.peer.IsValid() && t != nil && t.unread > 0 && t.unread+out.size > c.mostUnread/shareOfParty {
		return nil, errUnread
	}
	if out.conn != nil {
		out.conn.unread += out.size
	}
	c.count(out.peer, out.size)
	return c.worst(), nil
}

// Get returns a buffer of grpc's pool.
func (o *outgoing) Get(n int) *[]byte { return mem.DefaultBufferPool().Get(n) }

// Put takes the answer's buffer back, which has been written.
func (o *outgoing) Put(b *[]byte) {
	o.all.mu.Lock()
	if o.conn == nil {
		o.all.count(o.peer, -o.size)
	} else if !o.conn.closed {
		o.conn.unread -= o.size
		o.all.count(o.peer, -o.size)
	}
	o.all.mu.Unlock()
	mem.DefaultBufferPool().Put(b)
}

func addrPort(a net.Addr) netip.AddrPort {
	if tcp, ok := a.(*net.TCPAddr); ok {
		return tcp.AddrPort()
	}
	return netip.AddrPort{}
}
