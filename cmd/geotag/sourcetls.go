package main

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"

	"example.com/geotag/client"
)

// clientTLS is how a command encrypts what it asks a server.
type clientTLS struct {
	on            bool
	ca, cert, key string
}

func (c *clientTLS) flags(f *flagSet) {
	f.BoolVar(&c.on, "tls", false, "with -addr: speak TLS")
	f.StringVar(&c.ca, "ca", "", "with -tls: trust the authorities in `FILE` (PEM), and not the system's")
	f.StringVar(&c.cert, "cert", "", "with -tls: show the certificate in `FILE` (PEM)")
	f.StringVar(&c.key, "key", "", "with -tls: the certificate's private key, in `FILE` (PEM)")
}

// config returns how TLS is spoken.
func (c *clientTLS) config() (*tls.Config, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if c.ca != "" {
		pem, err := os.ReadFile(c.ca)
		if err != nil {
			return nil, err
		}
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("%s holds no certificate in PEM", c.ca)
		}
	}
	if c.cert != "" {
		pair, err := tls.LoadX509KeyPair(c.cert, c.key)
		if err != nil {
			return nil, fmt.Errorf("the certificate %s with the key %s: %w", c.cert, c.key, err)
		}
		config.Certificates = []tls.Certificate{pair}
	}
	return config, nil
}

// credentials returns how a source's server is spoken to, and what it is shown. A token goes over plain text to this machine only.
func (s *source) credentials() ([]grpc.DialOption, error) {
	if c := s.tls; !c.on && (c.ca != "" || c.cert != "") || (c.cert == "") != (c.key == "") {
		return nil, &usageError{errors.New("-ca, -cert and -key go with -tls, and the last two together"), ""}
	}
	how := []grpc.DialOption{unencrypted}
	if s.tls.on {
		config, err := s.tls.config()
		if err != nil {
			return nil, err
		}
		how[0] = grpc.WithTransportCredentials(credentials.NewTLS(config))
	}
	token := cmp.Or(s.token, os.Getenv("GEOTAG_TOKEN"))
	if token == "" {
		return how, nil
	}
	if !s.tls.on && !isLocal(s.addr) {
		return nil, &usageError{fmt.Errorf("a token is not sent to %s in plain text", s.addr), "speak TLS with -tls"}
	}
	return append(how, grpc.WithPerRPCCredentials(client.Token{Value: token, Plain: !s.tls.on})), nil
}

// isLocal reports whether an address is of this machine.
func isLocal(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	addr, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && addr.IsLoopback()
}
