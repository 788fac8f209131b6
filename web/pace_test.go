package web_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"example.com/geotag/server"
	"example.com/geotag/web"
)

// pipes listens for connections within a test.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	select {
	case <-p.closed:
	default:
		close(p.closed)
	}
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }

func (p *pipes) dial() net.Conn {
	ours, theirs := net.Pipe()
	p.conns <- theirs
	return ours
}

// inBubble serves h within a bubble, whose time goes by when nothing else happens, while run runs.
func inBubble(t *testing.T, h func(t *testing.T) http.Handler, run func(t *testing.T, p *pipes, stop func())) {
	synctest.Test(t, func(t *testing.T) {
		p := &pipes{make(chan net.Conn), make(chan struct{})}
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- web.Serve(ctx, p, h(t), web.Options{Drain: 20 * time.Second}) }()
		run(t, p, stop)
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func face(t *testing.T) http.Handler {
	h, _ := newFace(t, web.Options{})
	return h
}

// trickle writes pieces, each after a pause, until the connection is closed, and returns how long that took and what was answered.
func trickle(c net.Conn, head string, pause time.Duration, pieces func(i int) string) (time.Duration, string) {
	began := time.Now()
	answer := make(chan string)
	go func() {
		b, _ := io.ReadAll(c)
		answer <- string(b)
	}()
	_, err := io.WriteString(c, head)
	for i := 0; err == nil && time.Since(began) < time.Hour; i++ {
		time.Sleep(pause)
		_, err = io.WriteString(c, pieces(i))
	}
	took := time.Since(began)
	c.Close()
	return took, <-answer
}

// Who sends headers, a body or the lines of a stream a byte at a time is not waited for.
func TestSlowRequests(t *testing.T) {
	const line = "{\"text\":\"Kano\"}\n"
	chunk := func(s string) string { return fmt.Sprintf("%x\r\n%s\r\n", len(s), s) }
	for _, tt := range []struct {
		name, head string
		pause      time.Duration
		pieces     func(i int) string
		least      time.Duration
		most       time.Duration
	}{
		{"nothing", "", time.Second, func(int) string { return "" }, 0, 10 * time.Second},
		{"headers", "GET / HTTP/1.1\r\nHost: x\r\n", time.Second, func(i int) string { return fmt.Sprintf("X-%d: 1\r\n", i) }, 0, 10 * time.Second},
		{"a body", "POST /v1/tag HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n", time.Second, func(int) string { return "x" }, 9 * time.Second, 15 * time.Second},
		{"a body in chunks", "POST /v1/tag HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", time.Second, func(int) string { return chunk(" ") }, 9 * time.Second, 15 * time.Second},
		{"a body that nobody wants", "POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n", time.Second, func(int) string { return "x" }, 0, 5 * time.Second},
		{"a line", "POST /v1/tag:stream HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(line), 10 * time.Second, func(int) string { return chunk(" ") }, 50 * time.Second, 80 * time.Second},
		{"whole lines, with pauses", "POST /v1/tag:stream HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", 40 * time.Second, func(int) string { return chunk(line) }, time.Hour, time.Hour + time.Minute},
	} {
		inBubble(t, face, func(t *testing.T, p *pipes, _ func()) {
			took, answer := trickle(p.dial(), tt.head, tt.pause, tt.pieces)
			if took < tt.least || took > tt.most {
				t.Errorf("%s: closed after %v, want %v to %v; %.300s", tt.name, took, tt.least, tt.most, answer)
			}
			if strings.HasPrefix(tt.name, "a body") && !strings.HasPrefix(answer, "HTTP/1.1 4") {
				t.Errorf("%s: %.300s", tt.name, answer)
			}
			if tt.most > time.Hour && strings.Count(answer, `"Kano"`) < 80 {
				t.Errorf("%s: %.300s", tt.name, answer)
			}
		})
	}
}

// A body that comes at a rate is read to its end, however long that takes.
func TestSteadyRequest(t *testing.T) {
	inBubble(t, face, func(t *testing.T, p *pipes, _ func()) {
		c := p.dial()
		const size = 1 << 20
		fmt.Fprintf(c, "POST /v1/tag HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n", size+len(`{"text":"Kano"}`))
		for range size / 16384 {
			time.Sleep(1500 * time.Millisecond)
			io.WriteString(c, strings.Repeat(" ", 16384))
		}
		io.WriteString(c, `{"text":"Kano"}`)
		if b, err := io.ReadAll(c); err != nil || !strings.Contains(string(b), `"Kano"`) {
			t.Errorf("%v %.300s", err, b)
		}
	})
}

// Who does not read an answer, or reads it a little at a time, has it cut off; who reads at a rate gets all of it.
func TestSlowReaders(t *testing.T) {
	for bytesPerSecond, whole := range map[int]bool{0: false, 100: false, 1000: false, 20_000: true} {
		inBubble(t, face, func(t *testing.T, p *pipes, _ func()) {
			c := p.dial()
			defer c.Close()
			io.WriteString(c, "GET /v1/places/RU?geometry=boundary HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
			var got bytes.Buffer
			began := time.Now()
			if bytesPerSecond == 0 {
				time.Sleep(time.Minute)
				io.Copy(&got, c)
			}
			for n := int64(1); n > 0; {
				time.Sleep(time.Second)
				n, _ = io.CopyN(&got, c, int64(bytesPerSecond))
			}
			size := got.Len()
			resp, err := http.ReadResponse(bufio.NewReader(&got), nil)
			if err == nil {
				_, err = io.ReadAll(resp.Body)
			}
			if (err == nil) != whole {
				t.Errorf("at %d bytes a second: %d bytes in %v, %v", bytesPerSecond, size, time.Since(began), err)
			}
			if took := time.Since(began); !whole && took > 5*time.Minute {
				t.Errorf("at %d bytes a second it is cut off after %v", bytesPerSecond, took)
			}
		})
	}
}

// A request under way when the service is told to stop ends as it would have, for as long as a drain lasts.
func TestDrain(t *testing.T) {
	for pause, whole := range map[time.Duration]bool{15 * time.Second: true, 25 * time.Second: false} {
		inBubble(t, face, func(t *testing.T, p *pipes, stop func()) {
			c := p.dial()
			defer c.Close()
			io.WriteString(c, "POST /v1/tag:stream HTTP/1.1\r\nHost: x\r\nContent-Length: 16\r\n\r\n")
			synctest.Wait()
			stop()
			began := time.Now()
			var sender sync.WaitGroup
			sender.Go(func() {
				time.Sleep(pause)
				io.WriteString(c, "{\"text\":\"Kano\"}\n")
			})
			defer sender.Wait()
			answer, _ := io.ReadAll(c)
			if strings.Contains(string(answer), `"Kano"`) != whole || time.Since(began) > 21*time.Second {
				t.Errorf("a text %v after the stop: %v, %.300s", pause, time.Since(began), answer)
			}
		})
	}
}

// A stream over HTTP/2 that ends with an error while its lines are still read takes nothing else along.
func TestStreamEndsFirst(t *testing.T) {
	t.Parallel()
	h := newFaceOf(t, server.New(nil, server.Options{})) // still reading its gazetteer
	face := httptest.NewUnstartedServer(h)
	face.EnableHTTP2 = true
	face.StartTLS()
	defer face.Close()
	for range 50 {
		in, out := io.Pipe()
		go io.WriteString(out, "{\"text\":\"Kano\"}\n")
		resp, err := face.Client().Post(face.URL+"/v1/tag:stream", "application/x-ndjson", in)
		if err != nil || resp.ProtoMajor != 2 || resp.StatusCode != http.StatusServiceUnavailable {
			t.Fatal(resp, err)
		}
		go io.WriteString(out, strings.Repeat("{\"text\":\"Kano\"}\n", 10_000))
		resp.Body.Close()
		out.Close()
	}
}
