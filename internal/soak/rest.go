package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"
)

// A web is a client of the HTTP face.
type web struct {
	s      *service
	token  string
	client *http.Client
}

// newWeb returns a client from an address with a token; with an empty name, without one.
func (s *service) newWeb(from, token string) *web {
	t := &http.Transport{DialContext: dialFrom(from).DialContext, ForceAttemptHTTP2: true, MaxIdleConnsPerHost: 32, DisableCompression: true}
	if s.full {
		t.TLSClientConfig = s.certs.trust()
	}
	return &web{s, token, &http.Client{Transport: t, Timeout: callWithin}}
}

// do calls a path; a nil body is a GET.
func (c *web) do(ctx context.Context, path string, body io.Reader) (*http.Response, error) {
	method := http.MethodGet
	if body != nil {
		method = http.MethodPost
	}
	req, err := http.NewRequestWithContext(ctx, method, c.s.url(path), body)
	if err != nil {
		return nil, err
	}
	if a := c.s.authorization(c.token); a != "" {
		req.Header.Set("Authorization", a)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return c.client.Do(req)
}

// fetch calls a path and reads the answer.
func (c *web) fetch(ctx context.Context, path string, body []byte) ([]byte, end) {
	var r io.Reader
	if body != nil {
		r = bytes.NewReader(body)
	}
	resp, err := c.do(ctx, path, r)
	if err != nil {
		return nil, endOfHTTP(err)
	}
	defer resp.Body.Close()
	out, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, endOfHTTP(err)
	}
	return out, endOfStatus(resp, out)
}

// ask asks a question.
func (c *web) ask(ctx context.Context, q *question) end {
	out, e := c.fetch(ctx, q.path, q.body)
	if e.code == good && sha256.Sum256(out) != q.restSum {
		return end{code: "wrong answer", detail: fmt.Sprintf("%s: another answer than before: %.80q", q.name, out)}
	}
	return e
}

func endOfStatus(resp *http.Response, body []byte) end {
	if resp.StatusCode == http.StatusOK {
		return end{code: good}
	}
	e := end{code: "HTTP " + strconv.Itoa(resp.StatusCode), detail: string(body[:min(len(body), 200)])}
	if n, err := strconv.Atoi(resp.Header.Get("Retry-After")); err == nil {
		e.retry = max(time.Duration(n)*time.Second, time.Millisecond)
	}
	return e
}

// endOfHTTP is the end of a call that had no answer.
func endOfHTTP(err error) end {
	e := end{code: "closed", detail: err.Error()}
	var timeout net.Error
	switch {
	case errors.Is(err, context.Canceled):
		e.code = "Canceled"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		e.code = "timeout"
	}
	return e
}

// connect opens a connection to a face on which the caller speaks HTTP/1.1, or HTTP/2, by hand.
func (s *service) connect(ctx context.Context, address, from, protocol string) (net.Conn, error) {
	d := dialFrom(from)
	if !s.full {
		return d.DialContext(ctx, "tcp", address)
	}
	return (&tls.Dialer{NetDialer: d, Config: s.certs.trust(protocol)}).DialContext(ctx, "tcp", address)
}
