package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os/exec"
	"reflect"
	"strings"
	"testing"

	"example.com/geotag"
	"example.com/geotag/client"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/server"
	"example.com/geotag/web"

	geotagv1 "example.com/geotag/api/geotag/v1"
)

// The same text by every way in gives the same document.
func TestEveryFaceAnswersAlike(t *testing.T) {
	t.Parallel()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	srv := server.New(geotag.New(ix), server.Options{})
	lis, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go srv.Serve(ctx, lis)
	done := make(chan error, 1)
	face, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := serveHTTP(ctx, srv, silent(t), face, web.Options{}, done); err != nil {
		t.Fatal(err)
	}
	const text = "Ukrainian forces gained around 1,300 square kilometers (roughly 500 square miles) of Kursk Oblast, 10 km south of Sudzha."

	var command bytes.Buffer
	if err := tag(ctx, env{stdin: strings.NewReader(text), stdout: &command, stderr: io.Discard}, nil); err != nil {
		t.Fatal(err)
	}
	body, _ := json.Marshal(map[string]string{"text": text})
	resp, err := http.Post("http://"+face.Addr().String()+"/v1/tag", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil {
		t.Fatal(err)
	}
	conn, err := dial(lis.Addr().String(), unencrypted)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	answer, err := geotagv1.NewGeotagServiceClient(conn).Tag(ctx, &geotagv1.TagRequest{Text: text})
	if err != nil {
		t.Fatal(err)
	}
	library, err := client.GeoJSON(answer)
	if err != nil {
		t.Fatal(err)
	}
	want := bytes.TrimSpace(command.Bytes())
	if got := bytes.TrimSpace(rest); !bytes.Equal(got, want) {
		t.Errorf("REST\n got %.300s\nwant %.300s", got, want)
	}
	if !bytes.Equal(library, want) {
		t.Errorf("client\n got %.300s\nwant %.300s", library, want)
	}
	grpcurl := exec.CommandContext(ctx, "go", "tool", "-modfile=../../tools.mod", "grpcurl", "-plaintext", "-d", string(body), lis.Addr().String(), "geotag.v1.GeotagService/Tag")
	out, err := grpcurl.Output()
	if err != nil {
		t.Fatal(err)
	}
	var a, b any // grpcurl lays its lines out for people
	if json.Unmarshal(out, &a) != nil || json.Unmarshal(want, &b) != nil || !reflect.DeepEqual(a, b) {
		t.Errorf("grpcurl\n got %.300s\nwant %.300s", out, want)
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
