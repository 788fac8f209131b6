package access

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"time"
)

// CertificateFiles are where a server's certificate comes from.
type CertificateFiles struct {
	// Cert and Key are PEM files: the certificate with those that lead to its root, and its private key.
	Cert, Key string
	// ClientCA is a PEM file of authorities, one of which must have signed the certificate that a caller shows; empty: none is asked for.
	ClientCA string
	// OldTLS lets TLS 1.2 be spoken, too; false: 1.3 only.
	OldTLS bool
}

// Certificates are those of files, as they were when they were last loaded. It is safe for concurrent use. grpc's own providers watch files,
// too, but tell nobody when they refuse one, and know gRPC only.
type Certificates struct {
	files
	from CertificateFiles
	now  atomic.Pointer[tls.Config]
}

// OpenCertificates reads a server's certificate.
func OpenCertificates(from CertificateFiles) (*Certificates, error) {
	c := &Certificates{files: files{names: []string{from.Cert, from.Key}}, from: from}
	if from.ClientCA != "" {
		c.names = append(c.names, from.ClientCA)
	}
	return c, c.Load()
}

// Changed reports whether one of the files is another than when they were last loaded.
func (c *Certificates) Changed() bool { return c.changed() }

// Load reads the files again. Connections from then on are made with what they hold; those that are open go on. With an error the
// certificates before hold on.
func (c *Certificates) Load() error {
	c.note()
	pair, err := tls.LoadX509KeyPair(c.from.Cert, c.from.Key)
	if err != nil {
		return fmt.Errorf("the certificate %s with the key %s: %w", c.from.Cert, c.from.Key, err)
	}
	if now := time.Now(); now.After(pair.Leaf.NotAfter) {
		return fmt.Errorf("the certificate %s expired at %s", c.from.Cert, pair.Leaf.NotAfter.Format(time.RFC3339))
	} else if now.Before(pair.Leaf.NotBefore) {
		return fmt.Errorf("the certificate %s is not valid before %s", c.from.Cert, pair.Leaf.NotBefore.Format(time.RFC3339))
	}
	config := &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS13}
	if c.from.OldTLS {
		config.MinVersion = tls.VersionTLS12
	}
	if c.from.ClientCA != "" {
		if config.ClientCAs, err = readAuthorities(c.from.ClientCA); err != nil {
			return err
		}
		config.ClientAuth = tls.RequireAndVerifyClientCert
	}
	c.now.Store(config)
	return nil
}

func readAuthorities(file string) (*x509.CertPool, error) {
	pem, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("%s holds no certificate in PEM", file)
	}
	return pool, nil
}

// Config returns how a server speaks TLS, over which it speaks the protocols that are given, such as "h2" (ALPN). It follows the files.
func (c *Certificates) Config(protocols ...string) *tls.Config {
	type made struct{ from, config *tls.Config }
	var last atomic.Pointer[made] // one config until the next load, so that its sessions can be resumed
	return &tls.Config{
		MinVersion: tls.VersionTLS12, NextProtos: protocols,
		GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) {
			now := c.now.Load()
			if now == nil {
				return nil, errors.New("there is no certificate")
			}
			m := last.Load()
			if m == nil || m.from != now {
				m = &made{now, now.Clone()}
				m.config.NextProtos = protocols
				last.Store(m)
			}
			return m.config, nil
		},
	}
}

// Names reports whether the certificate is one for a host.
func (c *Certificates) Names(host string) bool {
	config := c.now.Load()
	return config != nil && config.Certificates[0].Leaf.VerifyHostname(host) == nil
}

// Expires returns when the certificate ends.
func (c *Certificates) Expires() time.Time { return c.now.Load().Certificates[0].Leaf.NotAfter }
