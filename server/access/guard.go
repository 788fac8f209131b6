package access

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math"
	"net/netip"
	"strings"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"
)

// Options are who may call. With the zero value everybody may tag and find, at a rate that does not hurt others.
type Options struct {
	// Tokens are those that are known; nil: none is asked for, and none looked at.
	Tokens *Tokens
	// Anonymous is what callers may do who show no token; 0: Tag and Find where there are no Tokens, and nothing where there are.
	Anonymous Scopes
	// PeerTexts and PeerBytes are the rate of each address of callers who show no token, in texts and bytes of requests a second; zero: 100
	// texts and 2 MB, with up to 1,000 and 32 MB at once. Addresses of loopback have none where both are zero.
	PeerTexts, PeerBytes Rate
}

// A Guard says who may call; a nil one lets everybody do everything. It is safe for concurrent use.
type Guard struct {
	tokens    *Tokens
	anonymous Scopes
	peers     *peers
}

// New returns a Guard.
func New(o Options) *Guard {
	if o.Tokens == nil && o.Anonymous == 0 {
		o.Anonymous = Tag | Find
	}
	return &Guard{o.Tokens, o.Anonymous, newPeers(o.PeerTexts, o.PeerBytes)}
}

// A pass is what Admit leaves in the context for Spend.
type pass struct {
	scope Scopes
	token *account // nil: none was shown
	*limits
}

type passKey struct{}

// Admit says whether the call of a method, by its full name ("/geotag.v1.GeotagService/Tag"), may go on, and takes a text from the caller's
// rate. It looks at the authorization among the incoming metadata and at the connection's peer, unless the context has a Caller with an
// address already (see FromLocal). The context that it returns has the Caller. Errors are statuses: UNAUTHENTICATED where a token is
// lacking, unknown or expired, PERMISSION_DENIED where its scopes lack the method's, RESOURCE_EXHAUSTED with RetryInfo where the rate is
// used up.
func (g *Guard) Admit(ctx context.Context, method string) (context.Context, error) {
	ctx, p, err := g.look(ctx, method)
	if err != nil || p.limits == nil {
		return ctx, err
	}
	if lacking, wait := p.take(1, 0); wait > 0 {
		return ctx, exhausted(p, lacking, wait)
	}
	return context.WithValue(ctx, passKey{}, p), nil
}

// Check says what Admit would say, and takes nothing: a face asks before it reads what it then calls with.
func (g *Guard) Check(ctx context.Context, method string) error {
	_, p, err := g.look(ctx, method)
	if err != nil || p.limits == nil {
		return err
	}
	if wait := spent(p.texts, time.Now()); wait > 0 {
		return exhausted(p, "texts", wait)
	}
	return nil
}

// look returns who calls, and with which pass: one without limits where anybody may call as often as they like.
func (g *Guard) look(ctx context.Context, method string) (context.Context, pass, error) {
	caller := CallerOf(ctx)
	if p, ok := peer.FromContext(ctx); ok && !caller.Peer.IsValid() {
		caller.Peer = AddrOf(p.Addr)
	}
	if g == nil || isOpen(method) {
		return WithCaller(ctx, caller), pass{}, nil
	}
	p := pass{scope: scopeOf(method)}
	var err error
	if g.tokens != nil {
		p.token, err = g.bearer(ctx)
	}
	if err != nil {
		return WithCaller(ctx, caller), p, err
	}
	if p.token != nil {
		caller.Token, p.limits = p.token.Name, p.token.limits
	} else {
		p.limits = g.peers.of(caller.Peer)
	}
	ctx = WithCaller(ctx, caller)
	if err := g.mayCall(p); err != nil {
		return ctx, p, err
	}
	// The bytes of a request are not known before it is read, but whether any are left.
	if wait := spent(p.bytes, time.Now()); wait > 0 {
		return ctx, p, exhausted(p, "bytes", wait)
	}
	return ctx, p, nil
}

// Spend takes texts beyond the first, which Admit took, and the bytes of a request from the rate of the call's caller. Errors are statuses:
// RESOURCE_EXHAUSTED with RetryInfo where that is not there, and nothing was taken; UNAUTHENTICATED where the token has expired or gone
// meanwhile. A request of more bytes than the caller may have at once counts as that many.
func (g *Guard) Spend(ctx context.Context, texts, bytes int) error {
	p, ok := ctx.Value(passKey{}).(pass)
	if !ok {
		return nil
	}
	if err := g.stillValid(p); err != nil {
		return err
	}
	if lacking, wait := p.take(texts, bytes); wait > 0 {
		return exhausted(p, lacking, wait)
	}
	return nil
}

// Wait is Spend for texts of a stream: it waits until they are there, so that who sends faster than they may is slowed and not refused.
// It returns early where ctx ends, with its error.
func (g *Guard) Wait(ctx context.Context, texts, bytes int) error {
	for {
		p, ok := ctx.Value(passKey{}).(pass)
		if !ok {
			return nil
		}
		if err := g.stillValid(p); err != nil {
			return err
		}
		_, wait := p.take(texts, bytes)
		if wait <= 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait):
		}
	}
}

// bearer returns the account of the token that a call shows; nil: it shows none.
func (g *Guard) bearer(ctx context.Context) (*account, error) {
	shown := metadata.ValueFromIncomingContext(ctx, "authorization")
	if len(shown) == 0 {
		return nil, nil
	}
	scheme, token, ok := strings.Cut(shown[0], " ")
	if !ok || !strings.EqualFold(scheme, "bearer") || len(shown) > 1 {
		return nil, refused(codes.Unauthenticated, "MALFORMED_AUTHORIZATION", "the authorization is not one bearer token: send \"Bearer TOKEN\" once")
	}
	a := g.tokens.account(sha256.Sum256([]byte(strings.TrimSpace(token))))
	if a == nil {
		return nil, refused(codes.Unauthenticated, "UNKNOWN_TOKEN", "the token is not known here")
	}
	return a, nil
}

// mayCall says whether a pass is good for its scope.
func (g *Guard) mayCall(p pass) error {
	if p.token == nil {
		if g.anonymous.allow(p.scope) {
			return nil
		}
		return refused(codes.Unauthenticated, "TOKEN_NEEDED",
			fmt.Sprintf("this needs a token with the scope %s: send it as authorization: Bearer TOKEN", p.scope))
	}
	if p.token.expired() {
		return refused(codes.Unauthenticated, "TOKEN_EXPIRED",
			fmt.Sprintf("the token %s expired at %s", p.token.Name, p.token.Expires.Format(time.RFC3339)))
	}
	if !p.token.Scopes.allow(p.scope) {
		return refused(codes.PermissionDenied, "SCOPE_NEEDED",
			fmt.Sprintf("this needs the scope %s, and the token %s has %s", p.scope, p.token.Name, p.token.Scopes))
	}
	return nil
}

// stillValid says whether a pass that was good when its call began is good still: the token is known, as it may do and until when.
func (g *Guard) stillValid(p pass) error {
	if p.token == nil {
		return nil
	}
	now := g.tokens.account(p.token.Hash)
	if now == nil {
		return refused(codes.Unauthenticated, "UNKNOWN_TOKEN", "the token is no longer known here")
	}
	return g.mayCall(pass{scope: p.scope, token: now})
}

// exhausted says that a rate is used up, and when there is more.
func exhausted(p pass, lacking string, wait time.Duration) error {
	whose := "address without a token"
	if p.token != nil {
		whose = "token " + p.token.Name
	}
	message := fmt.Sprintf("the rate of %s of the %s is used up: try again in %s", lacking, whose, roundUp(wait))
	return refused(codes.ResourceExhausted, "RATE_EXHAUSTED", message, wait)
}

func roundUp(d time.Duration) time.Duration {
	return time.Duration(math.Ceil(d.Seconds()*1000)) * time.Millisecond
}

// refused returns a status with its reason and, where a time is given, with when to try again.
func refused(code codes.Code, reason, message string, retry ...time.Duration) error {
	s := status.New(code, message)
	full, err := s.WithDetails(&errdetails.ErrorInfo{Reason: reason, Domain: "geotag"})
	for _, d := range retry {
		if err == nil {
			full, err = full.WithDetails(&errdetails.RetryInfo{RetryDelay: durationpb.New(d)})
		}
	}
	if err != nil {
		return s.Err()
	}
	return full.Err()
}

// The metadata of calls that a face within the process makes for a caller of its own. A server believes them from a connection within
// the process only.
const (
	PeerKey      = "geotag-peer"  // the address of the caller
	RequestIDKey = "x-request-id" // the id that the call's logs and traces have
)

// FromLocal returns a context of a call that came over a connection within the process, with the Caller whose address PeerKey says.
func FromLocal(ctx context.Context) context.Context {
	if v := metadata.ValueFromIncomingContext(ctx, PeerKey); len(v) == 1 {
		if addr, err := netip.ParseAddr(v[0]); err == nil {
			return WithCaller(ctx, Caller{Peer: addr})
		}
	}
	return ctx
}
