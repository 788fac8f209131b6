package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"example.com/geotag/server/access"
)

// lookEvery is how often it is looked whether certificates and tokens have changed.
const lookEvery = 5 * time.Second

// accessFlags are what serve's flags say of who may call.
type accessFlags struct {
	certs        access.CertificateFiles
	tokens       string
	guard        access.Options
	proxies      []netip.Prefix
	hosts        []string
	insecure     bool
	reflect      bool
	certificates *access.Certificates // once open was called; nil: none
}

func (a *accessFlags) flags(fs *flagSet) {
	fs.StringVar(&a.certs.Cert, "cert", "", "speak TLS with the certificate in `FILE` (PEM), on both ports")
	fs.StringVar(&a.certs.Key, "key", "", "the certificate's private key, in `FILE` (PEM)")
	fs.StringVar(&a.certs.ClientCA, "client-ca", "", "let in only who shows a certificate of an authority in `FILE` (PEM)")
	fs.alias("tls-cert", "cert")
	fs.alias("tls-key", "key")
	fs.BoolVar(&a.certs.OldTLS, "tls12", false, "speak TLS 1.2, too, and not 1.3 only")
	fs.BoolVar(&a.insecure, "insecure", false, "speak plain text to the network, where something else encrypts")
	fs.StringVar(&a.tokens, "tokens", "", "let in who shows a token in `FILE`; see geotag token -h")
	fs.Func("anonymous", "with -tokens: let who shows none do `SCOPES`, such as find", func(s string) (err error) {
		a.guard.Anonymous, err = access.ParseScopes(s)
		return err
	})
	fs.Func("peer-rate", "let each address without a token send `N` texts a second, or N:BURST (default 100:1000, without loopback)", rateInto(&a.guard.PeerTexts))
	fs.Func("peer-bytes", "let each address without a token send `N` bytes a second, or N:BURST (default 2M:32M, without loopback)", rateInto(&a.guard.PeerBytes))
	fs.Func("trusted-proxy", "believe what proxies of the networks `CIDR`, with commas between, say in X-Forwarded-For", func(s string) error {
		for _, network := range splitList(s) {
			p, err := parseNetwork(network)
			if err != nil {
				return err
			}
			a.proxies = append(a.proxies, p)
		}
		return nil
	})
	fs.Func("host", "answer REST under these `NAME`s, too, with commas between", func(s string) error {
		a.hosts = append(a.hosts, splitList(strings.ToLower(s))...)
		return nil
	})
	fs.BoolVar(&a.reflect, "reflection", false, "let tools ask what there is to call, which on loopback they always may")
}

func rateInto(r *access.Rate) func(string) error {
	return func(s string) (err error) {
		*r, err = access.ParseRate(s)
		return err
	}
}

// parseNetwork reads a network or a single address.
func parseNetwork(s string) (netip.Prefix, error) {
	if addr, err := netip.ParseAddr(s); err == nil {
		return addr.Prefix(addr.BitLen())
	}
	p, err := netip.ParsePrefix(s)
	if err != nil {
		return p, errors.New("it must be such as 10.0.0.0/8 or 10.1.2.3")
	}
	return p.Masked(), nil
}

// tokenCount returns how many tokens there are, once open was called; -1: whoever calls is answered.
func (a *accessFlags) tokenCount() int {
	if a.guard.Tokens == nil {
		return -1
	}
	return a.guard.Tokens.Len()
}

// open reads what the flags name, and returns who may call.
func (a *accessFlags) open(log *slog.Logger) (*access.Guard, error) {
	if (a.certs.Cert == "") != (a.certs.Key == "") || a.certs.ClientCA != "" && a.certs.Cert == "" {
		return nil, &usageError{errors.New("-cert, -key and -client-ca belong together"), "-cert and -key are one pair, and -client-ca asks callers for theirs"}
	}
	var err error
	if a.certs.Cert != "" {
		if a.certificates, err = access.OpenCertificates(a.certs); err != nil {
			return nil, err
		}
	}
	if a.tokens == "" {
		return access.New(a.guard), nil
	}
	if a.guard.Tokens, err = access.OpenTokens(a.tokens); err != nil {
		return nil, hinted(fmt.Errorf("tokens: %w", err), "geotag token new makes one, and geotag token check says what is wrong with a file")
	}
	if a.guard.Tokens.ReadableByOthers() {
		log.Warn("others on this machine can read the hashes of the tokens: chmod o-r", "file", a.tokens)
	}
	return access.New(a.guard), nil
}

// check refuses to speak plain text to the network, unless that was asked for.
func (a *accessFlags) check(lis net.Listener, given string) error {
	if a.certificates != nil || a.insecure || isLoopback(lis) {
		return nil
	}
	err := fmt.Errorf("%s is open to the network, and would be served in plain text", given)
	return hinted(err, "give a certificate by -cert and -key, or -insecure where something else encrypts")
}

func isLoopback(lis net.Listener) bool { return access.AddrOf(lis.Addr()).IsLoopback() }

// hostOf returns which hosts requests at a listener may be for; nil: any.
func (a *accessFlags) hostOf(lis net.Listener) func(host string) bool {
	local := isLoopback(lis)
	if !local && a.certificates == nil && len(a.hosts) == 0 {
		return nil
	}
	return func(host string) bool {
		if local && host == "localhost" {
			return true
		}
		addr, err := netip.ParseAddr(host)
		return err == nil && local && addr.IsLoopback() || slices.Contains(a.hosts, host) || a.certificates != nil && a.certificates.Names(host)
	}
}

// renewed is what is read anew when its files change.
type renewed interface {
	Changed() bool
	Load() error
}

// watch reads certificates and tokens anew when their files change or a hangup comes, until ctx ends. What is bad is reported, and what was
// there before holds on.
func (a *accessFlags) watch(ctx context.Context, log *slog.Logger) {
	all := map[string]renewed{}
	if a.certificates != nil {
		all["certificate"] = a.certificates
	}
	if a.guard.Tokens != nil {
		all["tokens"] = a.guard.Tokens
	}
	if len(all) == 0 {
		return
	}
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	defer signal.Stop(hangup)
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		asked := false
		select {
		case <-ctx.Done():
			return
		case <-hangup:
			asked = true
		case <-look.C:
		}
		for what, r := range all {
			if asked || r.Changed() {
				renew(ctx, log, what, r)
			}
		}
	}
}

func renew(ctx context.Context, log *slog.Logger, what string, r renewed) {
	if err := r.Load(); err != nil {
		log.ErrorContext(ctx, "refused, what was there before holds on", "what", what, "err", err)
		return
	}
	switch r := r.(type) {
	case *access.Certificates:
		log.InfoContext(ctx, "another certificate is in use", "expires", r.Expires())
	case *access.Tokens:
		log.InfoContext(ctx, "the tokens were read anew", "tokens", r.Len())
	}
}
