package web

import (
	"context"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"

	"example.com/geotag/server/access"
)

// What one peer may have under way, where Options do not say. An office behind one address has less; with more, a single host could keep
// others out.
const (
	maxConnsPerPeer   = 256
	maxCallsPerPeer   = 256
	maxStreamsPerPeer = 32

	// budget is how many bytes of large bodies that are read, and of large answers that wait for their readers, may be held at once; a peer may
	// have half of it.
	budget = 256 << 20
	// small is what a connection costs anyway.
	small = 64 << 10
	// jsonPerWire is how many bytes of JSON, and of the message that it is made of, stand in memory for a byte of the message on the wire.
	jsonPerWire = 4
)

// callers is what peers have under way.
type callers struct {
	maxCalls, maxStreams int
	mu                   sync.Mutex
	peers                map[netip.Prefix]*underway
	held                 int // bytes, of all
}

type underway struct{ calls, streams, held int }

// A visit is a request under way.
type visit struct {
	all    *callers
	peer   netip.Prefix
	stream bool
	held   int
	full   bool // it was refused more
	ended  bool
	id     string
	addr   netip.Addr
}

type visitKey struct{}

// visitOf returns the visit that a request's context is of.
func visitOf(ctx context.Context) *visit {
	v, _ := ctx.Value(visitKey{}).(*visit)
	return v
}

// enter notes a request of a peer, unless it has too many under way.
func (c *callers) enter(addr netip.Addr, stream bool) (*visit, bool) {
	v := &visit{all: c, peer: access.Network(addr), stream: stream, addr: addr}
	c.mu.Lock()
	defer c.mu.Unlock()
	u := c.peers[v.peer]
	if u == nil {
		u = new(underway)
		c.peers[v.peer] = u
	}
	if u.calls >= c.maxCalls || stream && u.streams >= c.maxStreams {
		return nil, false
	}
	u.calls++
	if stream {
		u.streams++
	}
	return v, true
}

// leave ends a visit.
func (v *visit) leave() {
	c := v.all
	c.mu.Lock()
	defer c.mu.Unlock()
	u := c.peers[v.peer]
	u.calls--
	if v.stream {
		u.streams--
	}
	v.ended = true
	u.held -= v.held
	c.held -= v.held
	if u.calls == 0 {
		delete(c.peers, v.peer)
	}
}

// hold reports whether n bytes more may be held now, and counts them until the visit ends. A peer that holds none may always begin.
func (v *visit) hold(n int) bool {
	c := v.all
	c.mu.Lock()
	defer c.mu.Unlock()
	if v.ended { // what the handler began reads on
		return false
	}
	u := c.peers[v.peer]
	if c.held > 0 && c.held+n > budget || u.held > 0 && u.held+n > budget/2 {
		v.full = true
		return false
	}
	v.held, u.held, c.held = v.held+n, u.held+n, c.held+n
	return true
}

// wasRefused reports whether it was not let hold what it wanted.
func (v *visit) wasRefused() bool {
	v.all.mu.Lock()
	defer v.all.mu.Unlock()
	return v.full
}

// afford refuses an answer of so many bytes for which there is no room beside those that wait for their readers.
func afford(ctx context.Context, n int) error {
	if v := visitOf(ctx); v != nil && n > small && !v.hold(n) {
		return errFull
	}
	return nil
}

var errFull = retryLater(codes.Unavailable, "too much is being sent, or is waiting to be read")

// A heldBody is a body that is kept until it is whole.
type heldBody struct {
	io.ReadCloser
	visit *visit
	read  int
}

func (b *heldBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if b.read += n; b.read > small && n > 0 && !b.visit.hold(n) {
		return 0, errFull
	}
	return n, err
}

// retryLater returns a status that says to try again in a second.
func retryLater(code codes.Code, message string) error {
	s := status.New(code, message)
	if full, err := s.WithDetails(&errdetails.RetryInfo{RetryDelay: durationpb.New(time.Second)}); err == nil {
		s = full
	}
	return s.Err()
}

// admitted notes who calls, and refuses a peer that has too much under way. Every answer has the request's id.
func (o *Options) admitted(next http.Handler) http.Handler {
	all := &callers{maxCalls: o.MaxCallsPerPeer, maxStreams: o.MaxStreamsPerPeer, peers: map[netip.Prefix]*underway{}}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := access.RequestID(r.Header.Get("X-Request-Id"))
		w.Header().Set("X-Request-Id", id)
		v, ok := all.enter(o.peerOf(r), r.URL.Path == streamPath)
		if !ok {
			if r.ProtoMajor == 1 { // what is left of the body would hold the connection
				w.Header().Set("Connection", "close")
			}
			answerError(r.Context(), nil, nil, w, r, retryLater(codes.ResourceExhausted, "too many requests from this address are under way"))
			return
		}
		defer v.leave()
		v.id = id
		r.Body = &heldBody{ReadCloser: r.Body, visit: v}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), visitKey{}, v)))
	})
}

// peerOf returns the address that a request comes from: the connection's or, where that is a trusted proxy's, the last address that a
// proxy wrote into X-Forwarded-For and that is none of theirs.
func (o *Options) peerOf(r *http.Request) netip.Addr {
	at, _ := netip.ParseAddrPort(r.RemoteAddr)
	addr := at.Addr().Unmap().WithZone("")
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && o.trusts(addr); i-- {
		before, ok := parseHop(strings.TrimSpace(hops[i]))
		if !ok {
			break
		}
		addr = before
	}
	return addr
}

// originOf returns where who calls reached the server, such as "https://example.org": what the connection says or, where that is a trusted proxy's,
// X-Forwarded-Proto and X-Forwarded-Host, of whose hosts the last is what the nearest proxy wrote.
func (o *Options) originOf(r *http.Request) string {
	scheme, host := "http", r.Host
	if r.TLS != nil {
		scheme = "https"
	}
	if at, _ := netip.ParseAddrPort(r.RemoteAddr); o.trusts(at.Addr().Unmap().WithZone("")) {
		if proto := r.Header.Get("X-Forwarded-Proto"); proto == "http" || proto == "https" {
			scheme = proto
		}
		hosts := strings.Split(strings.Join(r.Header.Values("X-Forwarded-Host"), ","), ",")
		if last := strings.TrimSpace(hosts[len(hosts)-1]); isHost(last) {
			host = last
		}
	}
	return (&url.URL{Scheme: scheme, Host: host}).String()
}

// isHost reports whether a text may be a host with a port, by its letters.
func isHost(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune(".-_:[]", r))
	})
}

func parseHop(s string) (netip.Addr, bool) {
	addr, err := netip.ParseAddr(strings.Trim(s, "[]"))
	if err != nil {
		port, portErr := netip.ParseAddrPort(s)
		addr, err = port.Addr(), portErr
	}
	return addr.Unmap().WithZone(""), err == nil
}

// trusts reports whether an address is that of a proxy whose word on its callers is taken.
func (o *Options) trusts(addr netip.Addr) bool {
	for _, p := range o.TrustedProxies {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}

// forwarded is what the service is told of a request beside its message and its authorization: who calls, and the request's id.
func forwarded(ctx context.Context) metadata.MD {
	v := visitOf(ctx)
	if v == nil {
		return nil
	}
	md := metadata.Pairs(access.RequestIDKey, v.id)
	if v.addr.IsValid() {
		md.Set(access.PeerKey, v.addr.String())
	}
	return md
}
