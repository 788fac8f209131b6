package web

import (
	"net"
	"net/netip"
	"sync"

	"example.com/geotag/server/access"
)

// A peerListener closes the connections of a peer that has too many.
type peerListener struct {
	net.Listener
	most   int
	exempt func(netip.Addr) bool // proxies, which stand for many
	mu     sync.Mutex
	open   map[netip.Prefix]int
}

func (l *peerListener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		addr := access.AddrOf(c.RemoteAddr())
		if l.exempt(addr) {
			return c, nil
		}
		peer := access.Network(addr)
		l.mu.Lock()
		full := l.open[peer] >= l.most
		if !full {
			l.open[peer]++
		}
		l.mu.Unlock()
		if !full {
			return &peerConn{Conn: c, closed: sync.OnceFunc(func() { l.forget(peer) })}, nil
		}
		c.Close()
	}
}

func (l *peerListener) forget(peer netip.Prefix) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open[peer]--; l.open[peer] == 0 {
		delete(l.open, peer)
	}
}

// A peerConn tells its listener when it is closed.
type peerConn struct {
	net.Conn
	closed func()
}

func (c *peerConn) Close() error {
	defer c.closed()
	return c.Conn.Close()
}
