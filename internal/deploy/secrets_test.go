package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/status"
	corev1 "k8s.io/api/core/v1"
)

// secrets puts files of its own where a pod's Secrets are mounted, and returns a client that trusts and is trusted by them.
func (c container) secrets(t *testing.T, spec *corev1.PodSpec) (client *http.Client, token string) {
	t.Helper()
	client = new(http.Client)
	for _, m := range spec.Containers[0].VolumeMounts {
		switch m.Name {
		case "tls":
			cert, key, pool := certificate(t)
			c.secret(t, m.MountPath+"/tls.crt", cert)
			c.secret(t, m.MountPath+"/tls.key", key)
			client.Transport = &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}
		case "tokens":
			file := filepath.Join(t.TempDir(), "tokens.txt")
			program, err := binary()
			if err != nil {
				t.Fatal(err)
			}
			out, err := exec.CommandContext(t.Context(), program, "token", "new", "desk", "-scopes", "tag", "-file", file).Output()
			if err != nil {
				t.Fatal(err)
			}
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			c.secret(t, m.MountPath+"/tokens.txt", data)
			token = strings.TrimSpace(string(out))
		default:
			t.Errorf("what is in %s?", m.Name)
		}
	}
	return client, token
}

// secret writes a file as the kubelet does of a Secret: root's, and readable by the pod's group.
func (c container) secret(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := errors.Join(c.put(name, bytes.NewReader(data), 0o440), os.Chown(filepath.Join(c.dir, name), 0, 65532)); err != nil {
		t.Fatal(err)
	}
}

// certificate makes a certificate of 127.0.0.1 with its key, and a pool that trusts it.
func certificate(t *testing.T) (cert, key []byte, pool *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	of := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, of, of, private.Public(), private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	cert = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	pool = x509.NewCertPool()
	pool.AppendCertsFromPEM(cert)
	return cert, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), pool
}

// probe asks for a service as the kubelet does.
func probe(t *testing.T, addr, service string) string {
	t.Helper()
	conn, err := grpc.NewClient(addr, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	resp, err := healthpb.NewHealthClient(conn).Check(t.Context(), &healthpb.HealthCheckRequest{Service: service})
	if err != nil {
		return status.Code(err).String()
	}
	return resp.GetStatus().String()
}
