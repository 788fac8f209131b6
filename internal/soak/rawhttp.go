package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// rawAttacks are requests that no client of HTTP makes.
func rawAttacks() []attack {
	head := func(name, request string) attack { return sending(name, []byte(request), rejected...) }
	post := func(name, header, body string, ends ...string) attack {
		request := fmt.Sprintf("POST /v1/tag HTTP/1.1\r\nHost: HOST\r\nAUTHConnection: close\r\n%sContent-Length: %d\r\n\r\n%s", header, len(body), body)
		return sending(name, []byte(request), append(ends, rejected...)...)
	}
	get := func(name, path, header string, ends ...string) attack {
		return sending(name, []byte("GET "+path+" HTTP/1.1\r\nHost: HOST\r\nAUTHConnection: close\r\n"+header+"\r\n"), append(ends, rejected...)...)
	}
	attacks := []attack{
		head("a length and chunks at once", "POST /v1/tag HTTP/1.1\r\nHost: HOST\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
		head("two lengths", "POST /v1/tag HTTP/1.1\r\nHost: HOST\r\nContent-Length: 6\r\nContent-Length: 5\r\n\r\n123456"),
		head("an unknown transfer encoding", "POST /v1/tag HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
		head("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
		head("no HTTP at all", strings.Repeat("\x16\x03\x01\x00\xff", 1000)),
		head("a chunk with a long extension", "POST /v1/tag HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n1;"+strings.Repeat("a", 40_000)+"\r\n{\r\n0\r\n\r\n"),
		get("a header of a megabyte", "/v1/gazetteer", "X: "+strings.Repeat("a", 1<<20)+"\r\n"),
		get("5,000 headers", "/v1/gazetteer", headers(5000)),
		get("a list of 10,000 ETags", "/v1/gazetteer", "If-None-Match: "+strings.Repeat(",", 10_000)+"\r\n", good),
		get("a path out of the folder", "/assets/..%2f..%2f..%2fetc/passwd", ""),
		get("a path with zeros", "/v1/places/%00%ff", ""),
		get("a tile out of the world", "/tiles/99/-1/0.mvt", ""),
		get("a point that is none", "/v1/locate?lat=NaN&lon=Inf", ""),
		get("a forged method", "/v1/places?query=a&pageSize=-1", "X-HTTP-Method-Override: DELETE\r\n"),
		post("a million brackets", "Content-Type: application/json\r\n", `{"x":`+strings.Repeat("[", 1<<20)+strings.Repeat("]", 1<<20)+"}"),
		post("wrong roles by the thousand", "Content-Type: application/json\r\n", `{"text":"x","roles":[`+strings.TrimSuffix(strings.Repeat("9,", 100_000), ",")+"]}"),
		post("invalid UTF-8", "Content-Type: application/json\r\n", "{\"text\":\"\xff\xfe Kano\"}", good),
		post("a gzip bomb over REST", "Content-Type: application/json\r\nContent-Encoding: gzip\r\n", bomb()),
		post("gRPC's own headers", "Content-Type: application/json\r\nGrpc-Metadata-Geotag-Peer: 10.0.0.1\r\nGrpc-Timeout: 1n\r\n", `{"text":"Kano"}`, good, "HTTP 504"),
		{"bodies that stop half-way", halfBodies, append([]string{good}, cut...)},
		{"requests hidden in a body", hidden, append([]string{good}, cut...)},
	}
	return attacks
}

func headers(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "X-%d: 1\r\n", i)
	}
	return b.String()
}

// bomb is a small body that unpacks to 64 MiB.
func bomb() string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, `{"text":"`+strings.Repeat("a", 64<<20)+`"}`)
	z.Close()
	return b.String()
}

// sending is an attack by one request, in which HOST and AUTH are put in.
func sending(name string, request []byte, ends ...string) attack {
	return attack{name, func(ctx context.Context, t *trial) end {
		c, err := t.connect(ctx, t.http, fromHostile, "http/1.1")
		if err != nil {
			return endOfHTTP(err)
		}
		defer c.Close()
		c.SetDeadline(time.Now().Add(attackWithin))
		go c.Write(t.addressed(request)) // the server may answer before it has read all
		resp, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			return endOfHTTP(err)
		}
		body, _ := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
		return endOfStatus(resp, body)
	}, ends}
}

// addressed puts the server's host and the hostile caller's token into a request.
func (t *trial) addressed(request []byte) []byte {
	auth := ""
	if a := t.authorization("hostile"); a != "" {
		auth = "Authorization: " + a + "\r\n"
	}
	request = bytes.Replace(request, []byte("HOST"), []byte(t.http), 1)
	return bytes.Replace(request, []byte("AUTH"), []byte(auth), 1)
}

// halfBodies sends beginnings of bodies and waits whether the server does.
func halfBodies(ctx context.Context, t *trial) end {
	for range 10 {
		c, err := t.connect(ctx, t.http, fromHostile, "http/1.1")
		if err != nil {
			return endOfHTTP(err)
		}
		defer c.Close()
		c.SetDeadline(time.Now().Add(attackWithin))
		c.Write(t.addressed([]byte("POST /v1/tag HTTP/1.1\r\nHost: HOST\r\nAUTHContent-Type: application/json\r\nContent-Length: 8000000\r\n\r\n{\"text\":\"")))
	}
	pause(ctx, 5*time.Second)
	return end{code: good}
}

// hidden sends a stream that is refused, with requests in its body: the server must answer one request.
func hidden(ctx context.Context, t *trial) end {
	c, err := t.connect(ctx, t.http, fromHostile, "http/1.1")
	if err != nil {
		return endOfHTTP(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(framesFor))
	body := strings.Repeat("{\"text\":\"Kano\"}\n", 20_000) + strings.Repeat("GET /openapi.json HTTP/1.1\r\nHost: "+t.http+"\r\n\r\n", 10_000)
	go fmt.Fprintf(c, "POST /v1/tag:stream HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n%s", t.http, len(body), body)
	answers, err := io.ReadAll(c)
	if n := bytes.Count(answers, []byte("HTTP/1.1 ")); n > 1 {
		return end{code: "smuggled", detail: fmt.Sprintf("%d answers to one request", n)}
	}
	if len(answers) == 0 && err != nil {
		return endOfHTTP(err)
	}
	return end{code: good} // answered once
}
