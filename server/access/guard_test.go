package access

import (
	"context"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"
	"google.golang.org/grpc/status"
)

const (
	tagMethod    = "/geotag.v1.GeotagService/Tag"
	findMethod   = "/geotag.v1.GeotagService/FindPlaces"
	healthMethod = "/grpc.health.v1.Health/Check"
)

// showing returns the context of a call that shows authorizations, from an address of the network.
func showing(t testing.TB, authorization ...string) context.Context {
	return metadata.NewIncomingContext(from(t, "192.0.2.1"), metadata.MD{"authorization": authorization})
}

func from(t testing.TB, addr string) context.Context {
	return peer.NewContext(t.Context(), &peer.Peer{Addr: &net.TCPAddr{IP: net.ParseIP(addr), Port: 1234}})
}

func openTokens(t testing.TB, lines ...string) *Tokens {
	t.Helper()
	file := filepath.Join(t.TempDir(), "tokens.txt")
	if err := os.WriteFile(file, []byte(strings.Join(lines, "")), 0o600); err != nil {
		t.Fatal(err)
	}
	tokens, err := OpenTokens(file)
	if err != nil {
		t.Fatal(err)
	}
	return tokens
}

// wantStatus checks an error's code and message, and returns when it says to try again.
func wantStatus(t *testing.T, err error, code codes.Code, says string) (retry time.Duration) {
	t.Helper()
	s := status.Convert(err)
	if s.Code() != code || !strings.Contains(s.Message(), says) {
		t.Errorf("%v, want %v with %q", err, code, says)
	}
	for _, d := range s.Details() {
		if info, ok := d.(*errdetails.RetryInfo); ok {
			retry = info.GetRetryDelay().AsDuration()
		}
	}
	return retry
}

func TestAdmit(t *testing.T) {
	t.Parallel()
	tokens := openTokens(t, line("tagger", "tag", ""), line("finder", "find", ""), line("chief", "admin", ""), line("late", "tag,find", "expires=2020-01-01"))
	for _, tt := range []struct {
		o      Options
		ctx    context.Context
		method string
		code   codes.Code
		says   string
		caller string
	}{
		{Options{}, from(t, "192.0.2.1"), tagMethod, codes.OK, "", ""},
		{Options{}, showing(t, "Bearer whatever"), findMethod, codes.OK, "", ""},
		{Options{}, from(t, "192.0.2.1"), "/geotag.v1.GeotagService/Later", codes.Unauthenticated, "scope admin", ""},
		{Options{Anonymous: Find}, from(t, "192.0.2.1"), tagMethod, codes.Unauthenticated, "scope tag", ""},
		{Options{Tokens: tokens}, from(t, "192.0.2.1"), tagMethod, codes.Unauthenticated, "needs a token with the scope tag", ""},
		{Options{Tokens: tokens}, from(t, "192.0.2.1"), healthMethod, codes.OK, "", ""},
		{Options{Tokens: tokens}, from(t, "192.0.2.1"), "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", codes.OK, "", ""},
		{Options{Tokens: tokens}, from(t, "192.0.2.1"), Tiles, codes.OK, "", ""},
		{Options{Tokens: tokens, Anonymous: Find}, from(t, "192.0.2.1"), findMethod, codes.OK, "", ""},
		{Options{Tokens: tokens, Anonymous: Find}, from(t, "192.0.2.1"), tagMethod, codes.Unauthenticated, "scope tag", ""},
		{Options{Tokens: tokens, Anonymous: Find}, showing(t, "Bearer nonsense"), findMethod, codes.Unauthenticated, "not known here", ""},
		{Options{Tokens: tokens}, showing(t, "Bearer tagger"), tagMethod, codes.OK, "", "tagger"},
		{Options{Tokens: tokens}, showing(t, "bearer  tagger "), tagMethod, codes.OK, "", "tagger"},
		{Options{Tokens: tokens}, showing(t, "Bearer tagger"), findMethod, codes.PermissionDenied, "needs the scope find, and the token tagger has tag", "tagger"},
		{Options{Tokens: tokens}, showing(t, "Bearer finder"), tagMethod, codes.PermissionDenied, "scope tag", "finder"},
		{Options{Tokens: tokens}, showing(t, "Bearer chief"), tagMethod, codes.OK, "", "chief"},
		{Options{Tokens: tokens}, showing(t, "Bearer late"), tagMethod, codes.Unauthenticated, "the token late expired at 2020-01-02T00:00:00Z", "late"},
		{Options{Tokens: tokens}, showing(t, "Basic dGFnZ2Vy"), tagMethod, codes.Unauthenticated, "not one bearer token", ""},
		{Options{Tokens: tokens}, showing(t, "tagger"), tagMethod, codes.Unauthenticated, "not one bearer token", ""},
		{Options{Tokens: tokens}, showing(t, ""), tagMethod, codes.Unauthenticated, "not one bearer token", ""},
		{Options{Tokens: tokens}, showing(t, "Bearer tagger", "Bearer chief"), tagMethod, codes.Unauthenticated, "not one bearer token", ""},
	} {
		g := New(tt.o)
		wantStatus(t, g.Check(tt.ctx, tt.method), tt.code, tt.says)
		ctx, err := g.Admit(tt.ctx, tt.method)
		wantStatus(t, err, tt.code, tt.says)
		if c := CallerOf(ctx); c.Token != tt.caller || c.Peer != netip.MustParseAddr("192.0.2.1") {
			t.Errorf("%s: the caller is %v, want %s", tt.method, c, tt.caller)
		}
	}
}

// A rate lets a burst through and then says when there is more, which is then there and not before.
func TestRates(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tokens := openTokens(t, line("a", "tag", "rate=2:4 bytes=100:1000"), line("b", "tag", ""))
		g := New(Options{Tokens: tokens})
		admit := func(name string) (context.Context, error) { return g.Admit(showing(t, "Bearer "+name), tagMethod) }
		var ctx context.Context
		var err error
		for range 4 {
			if ctx, err = admit("a"); err != nil {
				t.Fatal(err)
			}
		}
		wantStatus(t, g.Check(showing(t, "Bearer a"), tagMethod), codes.ResourceExhausted, "try again in 500ms")
		for range 3 { // a refusal costs nothing
			_, err = admit("a")
			if wait := wantStatus(t, err, codes.ResourceExhausted, "the rate of texts of the token a is used up: try again in 500ms"); wait != time.Second/2 {
				t.Errorf("try again in %v", wait)
			}
		}
		for range 10_000 {
			if _, err := admit("b"); err != nil {
				t.Fatal("the rate of one is the rate of another: ", err)
			}
		}
		time.Sleep(time.Second / 2)
		for range 3 { // nor does a look
			if err := g.Check(showing(t, "Bearer a"), tagMethod); err != nil {
				t.Error(err)
			}
		}
		if _, err := admit("a"); err != nil {
			t.Error(err)
		}

		if err := g.Spend(ctx, 0, 900); err != nil {
			t.Error(err)
		}
		if wait := wantStatus(t, g.Spend(ctx, 0, 300), codes.ResourceExhausted, "rate of bytes"); wait != 2*time.Second {
			t.Errorf("200 bytes at 100 a second: %v", wait)
		}
		time.Sleep(2 * time.Second)
		if err := g.Spend(ctx, 0, 300); err != nil {
			t.Error(err)
		}
		_, err = admit("a") // of texts there are some, of bytes none
		wantStatus(t, err, codes.ResourceExhausted, "rate of bytes")
		time.Sleep(time.Minute)
		if err := g.Spend(ctx, 0, 1<<20); err != nil { // more than can ever be there at once: all that can
			t.Error(err)
		}
		if wait := wantStatus(t, g.Spend(ctx, 0, 1<<20), codes.ResourceExhausted, "rate of bytes"); wait != 10*time.Second {
			t.Errorf("1000 bytes at 100 a second: %v", wait)
		}
	})
}

// A stream is slowed to its rate; one whose token is taken back, or expires, ends.
func TestWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tokens := openTokens(t, line("a", "tag", "rate=2:4"), line("b", "tag", "expires="+time.Now().Add(time.Hour).UTC().Format(time.RFC3339)))
		g := New(Options{Tokens: tokens})
		ctx, err := g.Admit(showing(t, "Bearer a"), tagMethod)
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		for range 23 {
			if err := g.Wait(ctx, 1, 10); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(began); took < 10*time.Second || took > 10*time.Second+time.Millisecond {
			t.Errorf("24 texts at 2 a second, of which 4 at once, took %v", took)
		}
		ending, stop := context.WithTimeout(ctx, time.Millisecond)
		defer stop()
		if err := g.Wait(ending, 1, 10); err != context.DeadlineExceeded {
			t.Errorf("after its end: %v", err)
		}

		lasting, err := g.Admit(showing(t, "Bearer b"), tagMethod)
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Hour)
		wantStatus(t, g.Wait(lasting, 1, 1), codes.Unauthenticated, "the token b expired")
		if err := os.WriteFile(tokens.names[0], []byte(line("b", "tag", "")), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := tokens.Load(); err != nil {
			t.Fatal(err)
		}
		wantStatus(t, g.Wait(ctx, 1, 1), codes.Unauthenticated, "no longer known")
		if err := g.Spend(lasting, 1, 1); err != nil {
			t.Errorf("a token that lasts longer now: %v", err)
		}
	})
}

// Each address has its own rate, an IPv6 network of 64 bits one together; loopback and what comes from within the process have none
// unless one is given.
func TestPeers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(Options{PeerTexts: Rate{PerSecond: 1, Burst: 1}})
		usual := New(Options{})
		for _, tt := range []struct {
			addr string
			code codes.Code
		}{
			{"192.0.2.1", codes.OK}, {"192.0.2.1", codes.ResourceExhausted}, {"192.0.2.2", codes.OK}, {"::ffff:192.0.2.2", codes.ResourceExhausted},
			{"2001:db8::1", codes.OK}, {"2001:db8::ffff:2", codes.ResourceExhausted}, {"2001:db8:0:1::1", codes.OK},
			{"127.0.0.1", codes.OK}, {"127.0.0.1", codes.ResourceExhausted}, {"::1", codes.OK},
		} {
			_, err := g.Admit(from(t, tt.addr), tagMethod)
			wantStatus(t, err, tt.code, "")
		}
		for range 1000 {
			if _, err := usual.Admit(from(t, "192.0.2.1"), findMethod); err != nil {
				t.Fatal(err)
			}
		}
		_, err := usual.Admit(from(t, "192.0.2.1"), findMethod)
		wantStatus(t, err, codes.ResourceExhausted, "address without a token")
		for range 5000 {
			if _, err := usual.Admit(from(t, "::1"), findMethod); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// The table of peers stays of its size, whoever calls.
func TestPeersAreForgotten(t *testing.T) {
	t.Parallel()
	p := newPeers(Rate{}, Rate{})
	addr := netip.MustParseAddr("10.0.0.0")
	first := p.of(addr)
	if p.of(addr) != first {
		t.Error("a peer has other limits at each call")
	}
	for range 2 * maxPeers {
		addr = addr.Next()
		p.of(addr)
	}
	if n := p.table.Len(); n != maxPeers {
		t.Errorf("%d peers", n)
	}
}

// What a caller says of its own address is believed from within the process only.
func TestFromLocal(t *testing.T) {
	t.Parallel()
	g := New(Options{})
	ctx := metadata.NewIncomingContext(from(t, "192.0.2.1"), metadata.Pairs(PeerKey, "198.51.100.7"))
	for want, ctx := range map[string]context.Context{"192.0.2.1": ctx, "198.51.100.7": FromLocal(ctx)} {
		admitted, err := g.Admit(ctx, tagMethod)
		if got := CallerOf(admitted).Peer.String(); err != nil || got != want {
			t.Errorf("%s, %v; want %s", got, err, want)
		}
	}
}

// A guard that is not there lets everything through.
func TestNoGuard(t *testing.T) {
	var g *Guard
	ctx, err := g.Admit(from(t, "192.0.2.1"), "/whatever")
	if err != nil || g.Spend(ctx, 1, 1) != nil || g.Wait(ctx, 1, 1) != nil || !CallerOf(ctx).Peer.IsValid() {
		t.Error(err)
	}
}
