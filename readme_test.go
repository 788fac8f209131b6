package geotag_test

import (
	"bufio"
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestREADME runs the commands of the README and of docs/using.md as they stand, against a server started as `make run` starts it, and
// looks for what the README says of their answers.
func TestREADME(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and serves")
	}
	if c, err := net.DialTimeout("tcp", "localhost:8080", time.Second); err == nil {
		c.Close()
		t.Skip("something else listens on localhost:8080")
	}
	serve(t)
	var docs []byte
	for _, name := range []string{"README.md", "docs/using.md"} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, b...)
	}
	var out strings.Builder
	for _, block := range regexp.MustCompile("(?s)```(sh|jq|python)\n(.*?)```").FindAllStringSubmatch(string(docs), -1) {
		shell := map[string][]string{"sh": {"sh", "-euc"}, "jq": {"sh", "-euc"}, "python": {"python3", "-c"}}[block[1]]
		if tool := map[string]string{"sh": "curl", "jq": "jq", "python": "python3"}[block[1]]; missing(tool) {
			t.Log("not run, as there is no ", tool, ":\n", block[2])
			continue
		}
		cmd := exec.CommandContext(t.Context(), shell[0], shell[1], block[2])
		b, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s\n%v\n%s", block[2], err, b)
		}
		out.Write(b)
	}
	for _, want := range []string{
		`"FeatureCollection"`, `"ROLE_DEMONYM"`, `"REJECTION_REASON_PUBLICATION"`, `"FEATURE_KIND_STATED_AREA"`, `"consistent": true`,
		"Port Said", "Sudzha", "Kursk Oblast", "501.9", "Ibadan", `"id":"b"`, "NAME_MATCH_KIND_PREFIX", "Murmansk",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the README's commands print no %s", want)
		}
	}
}

func missing(tool string) bool {
	_, err := exec.LookPath(tool)
	return err != nil
}

// serve builds geotag and serves on localhost:8080 until the test ends.
func serve(t *testing.T) {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "geotag")
	if b, err := exec.CommandContext(t.Context(), "go", "build", "-o", bin, "./cmd/geotag").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, b)
	}
	ctx, stop := context.WithCancel(context.Background())
	server := exec.CommandContext(ctx, bin, "serve")
	server.Cancel = func() error { return server.Process.Signal(os.Interrupt) }
	out, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		server.Wait()
	})
	if lines := bufio.NewScanner(out); !lines.Scan() || !strings.Contains(lines.Text(), "8080") {
		t.Fatalf("serve printed %q", lines.Text())
	}
}
