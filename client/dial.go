package client

import (
	"cmp"
	"context"
	"crypto/tls"
	_ "embed"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/netip"
	"strings"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/connectivity"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	_ "google.golang.org/grpc/health" // clients ask servers for their health
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/resolver"
	"google.golang.org/grpc/resolver/manual"
	"google.golang.org/grpc/status"
)

// ServiceConfig says in JSON how clients of gRPC, in whatever language, call one or many servers: in turns, only those that are healthy, again where
// one is gone or busy, and waiting for one until the call's deadline. Dial goes by it; docs/using.md says how others do.
//
//go:embed serviceconfig.json
var ServiceConfig string

// DialOptions say how servers are called. The zero value is a good default.
type DialOptions struct {
	// TLS is how connections are encrypted; nil: with the system's authorities, but to this machine, by "localhost" or an address of loopback,
	// not at all.
	TLS *tls.Config
	// Insecure speaks plain text to other machines, too, and shows them the token: where something else encrypts.
	Insecure bool
	// Token is what every call shows; empty: nothing.
	Token string
	// Timeout is how long a call may take whose context has no deadline; 0: a minute. Streams have no such limit.
	Timeout time.Duration
	// NoWait lets calls fail that find no server, after some tries within two seconds or so, until one has answered: so a wrong address is seen
	// at once. Later ones wait for a server until their deadline, as all do without it.
	NoWait bool
	// GRPC are further options, which count for more than what follows from the others.
	GRPC []grpc.DialOption
}

// Dial returns a Client of one or of many servers. A target is HOST:PORT, whose addresses in the DNS are servers that answer alike; several of these
// with commas between, each a server; or a name as gRPC has them, such as dns://RESOLVER/HOST:PORT. Calls go to all that are healthy, in turns. One
// that a server loses or is too busy for is made again, elsewhere where there is another, with a back-off or when the server wants it, until its
// deadline: all calls of the service only ask. Names are resolved anew when a connection ends, which servers see to now and then. No connection is
// made before the first call: an error is one of the target or the options.
func Dial(target string, o DialOptions) (*Client, error) {
	if target == "" {
		return nil, errors.New("client: there is no target to dial")
	}
	opts := []grpc.DialOption{
		grpc.WithDefaultServiceConfig(ServiceConfig),
		grpc.WithDisableServiceConfig(), // that of the DNS
		grpc.WithTransportCredentials(o.credentials(target)),
		grpc.WithDefaultCallOptions(readAnswer, grpc.MaxRetryRPCBufferSize(maxRequestBytes)),
		grpc.WithConnectParams(connects),
		grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: keepaliveTime, Timeout: keepaliveTimeout, PermitWithoutStream: true}),
		grpc.WithChainUnaryInterceptor((&persistence{timeout: cmp.Or(o.Timeout, time.Minute), atFirst: !o.NoWait}).call),
	}
	if o.NoWait {
		opts = append(opts, grpc.WithDefaultCallOptions(grpc.WaitForReady(false)))
	}
	if o.Token != "" {
		opts = append(opts, grpc.WithPerRPCCredentials(Token{Value: o.Token, Plain: o.plain(target)}))
	}
	if list := strings.Split(target, ","); len(list) > 1 {
		r, err := listed(list)
		if err != nil {
			return nil, fmt.Errorf("client: %w", err)
		}
		opts, target = append(opts, grpc.WithResolvers(r)), r.Scheme()+":///"+list[0]
	}
	conn, err := grpc.NewClient(target, append(opts, o.GRPC...)...)
	if err != nil {
		return nil, fmt.Errorf("client: %w", err)
	}
	c := New(conn)
	c.close = conn.Close
	return c, nil
}

const (
	// maxRequestBytes is what a server reads: what is longer need not be kept to be sent again.
	maxRequestBytes = 8 << 20
	// keepaliveTime is after how much silence a server is asked whether it is there, more than the 20 s that one bears; keepaliveTimeout is how
	// long it may take to say so.
	keepaliveTime    = 30 * time.Second
	keepaliveTimeout = 10 * time.Second
	// firstPause and mostPause are the back-off, which doubles.
	firstPause = 100 * time.Millisecond
	mostPause  = 5 * time.Second
)

// connects is how a server that is gone is tried again: as gRPC does, but at least every ten seconds, so that one that is back has its share soon.
var connects = grpc.ConnectParams{
	Backoff:           backoff.Config{BaseDelay: time.Second, Multiplier: 1.6, Jitter: .2, MaxDelay: 10 * time.Second},
	MinConnectTimeout: 10 * time.Second,
}

func (o *DialOptions) credentials(target string) credentials.TransportCredentials {
	switch {
	case o.TLS != nil:
		return credentials.NewTLS(o.TLS)
	case o.plain(target):
		return insecure.NewCredentials()
	}
	return credentials.NewTLS(&tls.Config{MinVersion: tls.VersionTLS12})
}

// plain reports whether connections are not encrypted.
func (o *DialOptions) plain(target string) bool {
	return o.TLS == nil && (o.Insecure || isLocal(target))
}

// isLocal reports whether all servers of a target are on this machine.
func isLocal(target string) bool {
	for one := range strings.SplitSeq(strings.TrimPrefix(target, "dns:///"), ",") {
		host, _, err := net.SplitHostPort(one)
		addr, notIP := netip.ParseAddr(host)
		if err != nil || host != "localhost" && (notIP != nil || !addr.IsLoopback()) {
			return false
		}
	}
	return true
}

// listed returns what resolves a name to the servers of a list.
func listed(list []string) (*manual.Resolver, error) {
	state := resolver.State{}
	for _, one := range list {
		host, _, err := net.SplitHostPort(one)
		if err != nil {
			return nil, fmt.Errorf("of several servers each is HOST:PORT: %w", err)
		}
		state.Endpoints = append(state.Endpoints, resolver.Endpoint{Addresses: []resolver.Address{{Addr: one, ServerName: host}}})
	}
	r := manual.NewBuilderWithScheme("geotag")
	r.InitialState(state)
	return r, nil
}

// A persistence makes calls again, beyond what gRPC's own retries do, until their deadlines: where servers are lost or too busy one after the other.
// A call that no server has answered by then says why, UNAVAILABLE: the next would meet it as well, which of one that took too long is not said.
type persistence struct {
	timeout time.Duration // of calls without a deadline
	atFirst bool          // also before any server has answered
	met     atomic.Bool   // one has
}

func (p *persistence) call(ctx context.Context, method string, req, reply any, conn *grpc.ClientConn, call grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	if _, ok := ctx.Deadline(); !ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, p.timeout)
		defer cancel()
	}
	deadline, _ := ctx.Deadline()
	var lost error // a server, the last time
	for pause := firstPause; ; pause = min(2*pause, mostPause) {
		err := call(ctx, method, req, reply, conn, opts...)
		if err == nil && !p.met.Load() {
			p.met.Store(true)
		}
		switch status.Code(err) {
		case codes.Unavailable:
			lost = err
		case codes.DeadlineExceeded:
			if lost == nil && conn.GetState() != connectivity.Ready { // it waited for one all the time
				lost = status.Error(codes.Unavailable, status.Convert(err).Message())
			}
			return cmp.Or(lost, err)
		}
		wait := tryAgainIn(err)
		if status.Code(err) == codes.Unavailable && (p.atFirst || p.met.Load()) {
			wait = jittered(pause)
		}
		if wait <= 0 || time.Until(deadline) <= wait || !sleep(ctx, wait) {
			return err
		}
	}
}

// jittered returns a time of about d, so that clients that were refused together do not come again together.
func jittered(d time.Duration) time.Duration {
	return time.Duration(float64(d) * (.8 + .4*rand.Float64()))
}

// sleep waits, and reports whether ctx has not ended by then.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
