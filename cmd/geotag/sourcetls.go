package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"slices"
	"strings"
	"time"

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

// dialing returns how a source's server is called. A token goes over plain text to this machine only.
func (s *source) dialing() (client.DialOptions, error) {
	o := client.DialOptions{NoWait: true, Timeout: mostPatience, Insecure: !s.tls.on, Token: s.token}
	if c := s.tls; !c.on && (c.ca != "" || c.cert != "") || (c.cert == "") != (c.key == "") {
		return o, &usageError{errors.New("-ca, -cert and -key go with -tls, and the last two together"), ""}
	}
	if s.tls.on {
		var err error
		o.TLS, err = s.tls.config()
		return o, err
	}
	if o.Token != "" && slices.ContainsFunc(strings.Split(s.addr, ","), isRemote) {
		return o, &usageError{fmt.Errorf("a token is not sent to %s in plain text", s.addr), "speak TLS with -tls"}
	}
	return o, nil
}

// mostPatience is how long a command lets one call take, of which most may be waiting for a server that is busy.
const mostPatience = 10 * time.Minute

// isRemote reports whether an address is of another machine.
func isRemote(address string) bool {
	host, _, err := net.SplitHostPort(address)
	addr, notIP := netip.ParseAddr(host)
	return err != nil || host != "localhost" && (notIP != nil || !addr.IsLoopback())
}
