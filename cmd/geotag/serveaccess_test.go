package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/server"
	"example.com/geotag/server/access"
)

// writeCertificate writes a certificate for localhost that signs itself, and its key, and returns who trusts it.
func writeCertificate(t *testing.T, cert, key string, serial int64) *x509.CertPool {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{SerialNumber: big.NewInt(serial), DNSNames: []string{"localhost"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, c, c, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	writeFile(t, key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: keyDER}))
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return pool
}

func writeFile(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// A guarded is a server of both faces as serve makes it, with a certificate and a token.
type guarded struct {
	serving
	grpc, url string
	token     string
}

func serveGuarded(t *testing.T, dir string) *guarded {
	t.Helper()
	g := new(guarded)
	var hash [32]byte
	g.token, hash = access.NewToken()
	writeFile(t, filepath.Join(dir, "tokens.txt"), fmt.Appendf(nil, "desk tag %x\n", hash))
	g.access = accessFlags{tokens: filepath.Join(dir, "tokens.txt"), certs: access.CertificateFiles{Cert: filepath.Join(dir, "cert.pem"), Key: filepath.Join(dir, "key.pem")}}
	lis, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv, err := g.newServer(lis, slog.New(slog.DiscardHandler), silent(t))
	if err != nil {
		t.Fatal(err)
	}
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	srv.Use(geotag.New(ix))
	ctx, stop := context.WithCancel(t.Context())
	var ended sync.WaitGroup
	t.Cleanup(func() { stop(); ended.Wait() })
	ended.Go(func() { srv.Serve(ctx, lis) })
	g.face = "127.0.0.1:0"
	done := make(chan error, 1)
	if g.url, err = g.serveFace(ctx, srv, silent(t), done); err != nil {
		t.Fatal(err)
	}
	ended.Go(func() {
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	g.grpc = strings.Replace(lis.Addr().String(), "127.0.0.1", "localhost", 1)
	g.url = strings.Replace(g.url, "127.0.0.1", "localhost", 1)
	return g
}

// tag asks both faces over new connections, as who trusts what is in the pool and has a token.
func (g *guarded) tag(t *testing.T, trusted *x509.CertPool, token string) (rpc, rest error) {
	t.Helper()
	config := &tls.Config{RootCAs: trusted, MinVersion: tls.VersionTLS13}
	conn, err := dial(g.grpc, grpc.WithTransportCredentials(credentials.NewTLS(config)), grpc.WithPerRPCCredentials(client.Token{Value: token}))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, rpc = geotagv1.NewGeotagServiceClient(conn).Tag(t.Context(), &geotagv1.TagRequest{Text: "Floods in Kano."})
	asked, err := http.NewRequest("POST", g.url+"/v1/tag", strings.NewReader(`{"text":"Floods in Kano."}`))
	if err != nil {
		t.Fatal(err)
	}
	asked.Header.Set("Authorization", "Bearer "+token)
	h := &http.Client{Transport: &http.Transport{TLSClientConfig: config, ForceAttemptHTTP2: true, DisableKeepAlives: true}}
	resp, rest := h.Do(asked)
	if rest != nil {
		return rpc, rest
	}
	defer resp.Body.Close()
	if body, _ := io.ReadAll(resp.Body); resp.StatusCode != 200 || resp.ProtoMajor != 2 {
		rest = fmt.Errorf("%s %s %v: %s", resp.Proto, resp.Status, resp.Header, body)
	}
	return rpc, rest
}

// Both faces speak TLS with the certificate of the moment, and know the tokens of the moment.
func TestServeGuarded(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := writeCertificate(t, filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem"), 1)
	g := serveGuarded(t, dir)
	wants := func(what string, trusted *x509.CertPool, token, want string) {
		t.Helper()
		rpc, rest := g.tag(t, trusted, token)
		for face, err := range map[string]error{"gRPC": rpc, "REST": rest} {
			if want == "" && err != nil || want != "" && !strings.Contains(fmt.Sprint(err), want) {
				t.Errorf("%s, %s: %v; want %q", what, face, err, want)
			}
		}
	}
	wants("the token", first, g.token, "")
	wants("another token", first, "geotag_x", "not known here")
	wants("nobody trusted", x509.NewCertPool(), g.token, "certificate")

	second := writeCertificate(t, filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem"), 2)
	another, hash := access.NewToken()
	writeFile(t, g.access.tokens, fmt.Appendf(nil, "other tag %x\n", hash))
	log := new(bytes.Buffer)
	logger := slog.New(slog.NewTextHandler(log, nil))
	for what, r := range map[string]renewed{"certificate": g.access.certificates, "tokens": g.access.guard.Tokens} {
		if !r.Changed() {
			t.Errorf("another %s is not noticed", what)
		}
		renew(t.Context(), logger, what, r)
	}
	wants("the certificate before", first, another, "certificate")
	wants("the token before", second, g.token, "not known here")
	wants("the new ones", second, another, "")

	writeFile(t, g.access.tokens, []byte("nonsense\n"))
	writeFile(t, g.access.certs.Key, []byte("nonsense\n"))
	renew(t.Context(), logger, "certificate", g.access.certificates)
	renew(t.Context(), logger, "tokens", g.access.guard.Tokens)
	wants("what is bad", second, another, "")
	if said := log.String(); strings.Count(said, "level=ERROR") != 2 || !strings.Contains(said, "line 1: a line is") {
		t.Errorf("log: %s", said)
	}
}

// Requests for other hosts than those of the certificate and of -host are refused.
func TestServeHosts(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	writeCertificate(t, filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem"), 1)
	local, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer local.Close()
	open, err := net.Listen("tcp", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	defer open.Close()
	certificates, err := access.OpenCertificates(access.CertificateFiles{Cert: filepath.Join(dir, "cert.pem"), Key: filepath.Join(dir, "key.pem")})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		a     accessFlags
		lis   net.Listener
		yes   string
		no    string
		plain bool // may be served
	}{
		{accessFlags{}, local, "localhost 127.0.0.1 127.9.9.9 ::1", "evil.example 10.0.0.1 localhost.evil.example", true},
		{accessFlags{hosts: []string{"geo.example"}}, local, "localhost geo.example", "evil.example", true},
		{accessFlags{certificates: certificates}, open, "localhost", "evil.example 127.0.0.1", true},
		{accessFlags{certificates: certificates, hosts: []string{"geo.example"}}, open, "localhost geo.example", "evil.example", true},
		{accessFlags{insecure: true, hosts: []string{"geo.example"}}, open, "geo.example", "localhost evil.example", true},
		{accessFlags{insecure: true}, open, "", "", true},
		{accessFlags{}, open, "", "", false},
	} {
		if err := tt.a.check(tt.lis, "-http"); (err == nil) != tt.plain {
			t.Errorf("%+v at %v: %v", tt.a, tt.lis.Addr(), err)
		}
		accepts := tt.a.hostOf(tt.lis)
		if (accepts == nil) != (tt.yes == "") {
			t.Errorf("%+v at %v: any host is accepted: %v", tt.a, tt.lis.Addr(), accepts == nil)
		}
		for host := range strings.FieldsSeq(tt.yes) {
			if !accepts(host) {
				t.Errorf("%+v at %v refuses %s", tt.a, tt.lis.Addr(), host)
			}
		}
		for host := range strings.FieldsSeq(tt.no) {
			if accepts(host) {
				t.Errorf("%+v at %v accepts %s", tt.a, tt.lis.Addr(), host)
			}
		}
	}
}

// A call over REST that is under way when the server is told to stop is answered.
func TestStopLetsRESTEnd(t *testing.T) {
	t.Parallel()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	lis, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	var s serving
	if err := serveHTTP(ctx, server.New(geotag.New(ix), server.Options{}), silent(t), lis, s.web, done); err != nil {
		t.Fatal(err)
	}
	in, out := io.Pipe()
	answered := make(chan string, 1)
	go func() {
		resp, err := http.Post("http://"+lis.Addr().String()+"/v1/tag:stream", "application/x-ndjson", in)
		if err != nil {
			answered <- err.Error()
			return
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		answered <- fmt.Sprint(string(body), err)
	}()
	// Who has an answer to the first line is under way.
	io.WriteString(out, "{\"text\":\"Floods in Kano.\"}\n")
	first := &http.Client{}
	if resp, err := first.Get("http://" + lis.Addr().String() + "/v1/gazetteer"); err != nil {
		t.Fatal(err)
	} else {
		resp.Body.Close()
	}
	stop()
	for { // the port is closed once the stop has been heard
		conn, err := net.Dial("tcp", lis.Addr().String())
		if err != nil {
			break
		}
		conn.Close()
	}
	io.WriteString(out, "{\"text\":\"Snow in Oslo.\"}\n")
	out.Close()
	if got := <-answered; !strings.Contains(got, `"Kano"`) || !strings.Contains(got, `"Oslo"`) {
		t.Errorf("%.500s", got)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}
