package access

import (
	"cmp"
	"net"
	"net/netip"

	lru "github.com/hashicorp/golang-lru/v2"
)

// peers are the limits of callers who show no token, by their address. It holds as many as it may; beyond that it forgets who has not
// called for longest.
type peers struct {
	table        *lru.Cache[netip.Prefix, *limits]
	texts, bytes Rate
	loopback     bool // loopback has limits, too
}

// The rate of a peer where none is given: that of a busy desk of editors.
var (
	peerTexts = Rate{PerSecond: 100, Burst: 1000}
	peerBytes = Rate{PerSecond: 2e6, Burst: 32e6}
)

// maxPeers is how many peers are remembered, some 200 bytes each.
const maxPeers = 1 << 16

func newPeers(texts, bytes Rate) *peers {
	p := &peers{texts: texts, bytes: bytes, loopback: texts != Rate{} || bytes != Rate{}}
	p.texts, p.bytes = cmp.Or(texts, peerTexts), cmp.Or(bytes, peerBytes)
	p.table, _ = lru.New[netip.Prefix, *limits](maxPeers) // fails for a size below 1 only
	return p
}

// of returns the limits of a peer. Within the process there are none.
func (p *peers) of(addr netip.Addr) *limits {
	if !addr.IsValid() || addr.IsLoopback() && !p.loopback {
		return &limits{}
	}
	key := Network(addr)
	if l, ok := p.table.Get(key); ok {
		return l
	}
	l := newLimits(p.texts, p.bytes)
	if was, ok, _ := p.table.PeekOrAdd(key, l); ok {
		return was
	}
	return l
}

// Network returns the addresses that count as one peer: those of an IPv6 network of 64 bits, of which a single host has as many as it
// likes, and a single one of IPv4.
func Network(addr netip.Addr) netip.Prefix {
	addr = addr.Unmap().WithZone("")
	bits := 32
	if addr.Is6() {
		bits = 64
	}
	p, _ := addr.Prefix(bits)
	return p
}

// AddrOf returns the address of a connection's end; the zero Addr where it has none.
func AddrOf(a net.Addr) netip.Addr {
	if a == nil {
		return netip.Addr{}
	}
	if tcp, ok := a.(*net.TCPAddr); ok {
		return tcp.AddrPort().Addr().Unmap().WithZone("")
	}
	p, _ := netip.ParseAddrPort(a.String())
	return p.Addr().Unmap().WithZone("")
}
