package access

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// An authority signs certificates in a test.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

var serial atomic.Int64

// sign returns a certificate in PEM and its key: of an authority where by is nil.
func sign(t *testing.T, name string, by *authority, until time.Time) (certPEM, keyPEM []byte, made *authority) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}

	c := &x509.Certificate{
		SerialNumber: big.NewInt(serial.Add(1)), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: until,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	signer := by
	if by == nil {
		c.IsCA, c.BasicConstraintsValid, c.KeyUsage, c.ExtKeyUsage = true, true, x509.KeyUsageCertSign, nil
		signer = &authority{c, key}
	}
	der, err := x509.CreateCertificate(rand.Reader, c, signer.cert, &key.PublicKey, signer.key)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, _ := x509.ParseCertificate(der)
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: keyDER}), &authority{parsed, key}
}

func write(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// handshake speaks TLS with c as a client does that has config, and returns the connection's state.
func handshake(t *testing.T, c *Certificates, config *tls.Config) (tls.ConnectionState, error) {
	t.Helper()
	lis, err := tls.Listen("tcp", "127.0.0.1:0", c.Config("h2", "http/1.1"))
	if err != nil {
		t.Fatal(err)
	}
	defer lis.Close()
	served := make(chan error, 1)
	go func() {
		conn, err := lis.Accept()
		if err != nil {
			served <- err
			return
		}
		defer conn.Close()
		served <- conn.(*tls.Conn).Handshake()
	}()
	raw, err := net.Dial("tcp", lis.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	conn := tls.Client(raw, config)
	// The server's word counts: in TLS 1.3 a client has done its part before its certificate is refused.
	clientErr := conn.Handshake()
	if err := <-served; err != nil {
		return tls.ConnectionState{}, err
	}
	return conn.ConnectionState(), clientErr
}

func TestCertificates(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	from := CertificateFiles{Cert: filepath.Join(dir, "cert.pem"), Key: filepath.Join(dir, "key.pem")}
	next := time.Now().Add(time.Hour)
	_, _, root := sign(t, "root", nil, next)
	trusted := x509.NewCertPool()
	trusted.AddCert(root.cert)
	put := func(name string, until time.Time) {
		cert, key, _ := sign(t, name, root, until)
		write(t, from.Cert, cert)
		write(t, from.Key, key)
	}
	put("one.test", next)
	c, err := OpenCertificates(from)
	if err != nil || c.Changed() {
		t.Fatal(err)
	}
	speaks := func(name string, config *tls.Config) {
		t.Helper()
		config.RootCAs, config.ServerName = trusted, name
		state, err := handshake(t, c, config)
		if err != nil || state.Version != tls.VersionTLS13 || !c.Names(name) {
			t.Errorf("%s: %v, TLS %x", name, err, state.Version)
		}
		if len(config.NextProtos) > 0 && state.NegotiatedProtocol != config.NextProtos[0] {
			t.Errorf("%v is asked for and %q spoken", config.NextProtos, state.NegotiatedProtocol)
		}
	}
	speaks("one.test", &tls.Config{NextProtos: []string{"h2"}})
	speaks("one.test", &tls.Config{NextProtos: []string{"http/1.1"}})
	if _, err := handshake(t, c, &tls.Config{RootCAs: trusted, ServerName: "one.test", MaxVersion: tls.VersionTLS12}); err == nil {
		t.Error("TLS 1.2 is spoken")
	}
	if _, err := handshake(t, c, &tls.Config{RootCAs: trusted, ServerName: "one.test", NextProtos: []string{"ftp"}}); err == nil {
		t.Error("another protocol is spoken")
	}

	put("two.test", next)
	if !c.Changed() || c.Load() != nil {
		t.Error("another certificate is not taken")
	}
	speaks("two.test", &tls.Config{})
	if c.Names("one.test") {
		t.Error("the certificate before is named still")
	}

	// What is bad is refused, and the one before serves on.
	refuse := func(what, says string) {
		t.Helper()
		if err := c.Load(); !strings.Contains(fmt.Sprint(err), says) {
			t.Errorf("%s: %v, want %q", what, err, says)
		}
		speaks("two.test", &tls.Config{})
	}
	put("old.test", time.Now().Add(-time.Hour))
	refuse("an expired one", "expired at")
	cert, _, _ := sign(t, "three.test", root, next)
	write(t, from.Cert, cert)
	refuse("one with the key of another", "does not match")
	write(t, from.Cert, cert[:len(cert)/2])
	refuse("half a one", "failed to find")
	os.Remove(from.Key)
	refuse("one without a key", "no such file")
}

func TestTLS12(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	from := CertificateFiles{Cert: filepath.Join(dir, "cert.pem"), Key: filepath.Join(dir, "key.pem"), OldTLS: true}
	cert, key, _ := sign(t, "one.test", nil, time.Now().Add(time.Hour))
	write(t, from.Cert, cert)
	write(t, from.Key, key)
	c, err := OpenCertificates(from)
	if err != nil {
		t.Fatal(err)
	}
	for max, want := range map[uint16]bool{tls.VersionTLS11: false, tls.VersionTLS12: true, tls.VersionTLS13: true} {
		if _, err := handshake(t, c, &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS10, MaxVersion: max}); (err == nil) != want {
			t.Errorf("TLS up to %x: %v", max, err)
		}
	}
}

// Who shows no certificate of the authority is not let in; the authority, too, is read anew.
func TestClientCertificates(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	from := CertificateFiles{Cert: filepath.Join(dir, "cert.pem"), Key: filepath.Join(dir, "key.pem"), ClientCA: filepath.Join(dir, "ca.pem")}
	next := time.Now().Add(time.Hour)
	cert, key, _ := sign(t, "server.test", nil, next)
	write(t, from.Cert, cert)
	write(t, from.Key, key)
	firstPEM, _, first := sign(t, "first", nil, next)
	secondPEM, _, second := sign(t, "second", nil, next)
	shown := func(by *authority, until time.Time) *tls.Config {
		c := &tls.Config{InsecureSkipVerify: true}
		if by != nil {
			cert, key, _ := sign(t, "client", by, until)
			pair, err := tls.X509KeyPair(cert, key)
			if err != nil {
				t.Fatal(err)
			}
			c.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return &pair, nil }
		}
		return c
	}
	write(t, from.ClientCA, firstPEM)
	c, err := OpenCertificates(from)
	if err != nil {
		t.Fatal(err)
	}
	lets := func(what string, config *tls.Config, want bool) {
		t.Helper()
		if _, err := handshake(t, c, config); (err == nil) != want {
			t.Errorf("%s: %v", what, err)
		}
	}
	lets("nothing shown", shown(nil, next), false)
	lets("the first authority's", shown(first, next), true)
	lets("an expired one of its", shown(first, time.Now().Add(-time.Hour)), false)
	lets("the second authority's", shown(second, next), false)
	write(t, from.ClientCA, secondPEM)
	if !c.Changed() || c.Load() != nil {
		t.Error("another authority is not taken")
	}
	lets("the first authority's, later", shown(first, next), false)
	lets("the second authority's, later", shown(second, next), true)
	write(t, from.ClientCA, []byte("none"))
	if c.Load() == nil {
		t.Error("a file without an authority is taken")
	}
	lets("the second authority's, still", shown(second, next), true)
}
