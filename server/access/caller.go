// Package access says who calls a service, whether they may, and how much: bearer tokens from a file, certificates that are read anew, rates.
package access

import (
	"context"
	"net/netip"
)

// A Caller is who a call comes from.
type Caller struct {
	// Peer is the address that the call comes from, without its port; the zero Addr within a process.
	Peer netip.Addr
	// Token is the name of the token that was shown; empty: none was.
	Token string
}

type callerKey struct{}

// WithCaller returns a context of a call from c.
func WithCaller(ctx context.Context, c Caller) context.Context {
	return context.WithValue(ctx, callerKey{}, c)
}

// CallerOf returns who the call of a context comes from; the zero Caller where nobody said.
func CallerOf(ctx context.Context) Caller {
	c, _ := ctx.Value(callerKey{}).(Caller)
	return c
}
