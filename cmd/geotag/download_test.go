package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A mirror serves one file, and breaks off after so many bytes of a body.
type mirror struct {
	content  []byte
	tag      string
	date     time.Time
	breakOff int
	ranges   []string // that were asked for
}

func (m *mirror) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m.ranges = append(m.ranges, r.Header.Get("Range"))
	if r.URL.Path != "/dump/NL.zip" {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("ETag", m.tag)
	if m.breakOff > 0 {
		w.Header().Set("Content-Length", "100000")
		w.Write(m.content[:m.breakOff])
		panic(http.ErrAbortHandler)
	}
	http.ServeContent(w, r, "NL.zip", m.date, bytes.NewReader(m.content))
}

func TestDownload(t *testing.T) {
	t.Parallel()
	m := &mirror{content: bytes.Repeat([]byte("0123456789"), 10_000), tag: `"one"`, date: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)}
	srv := httptest.NewServer(m)
	defer srv.Close()
	dir := t.TempDir()
	fetch := func(name string) error {
		return gazetteerDownload(context.Background(), env{stdout: io.Discard, stderr: io.Discard}, []string{"-from", srv.URL + "/dump/", "-to", dir, name})
	}
	m.breakOff = 30_000
	if err := fetch("NL.zip"); err == nil {
		t.Fatal("a body that breaks off passes for whole")
	}
	file := filepath.Join(dir, "NL.zip")
	if _, err := os.Stat(file); err == nil {
		t.Fatal("a part stands under the file's name")
	}
	m.breakOff = 0
	if err := fetch("NL.zip"); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, m.content) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if last := m.ranges[len(m.ranges)-1]; !strings.HasPrefix(last, "bytes=") || last == "bytes=0-" {
		t.Errorf("it asked for %q, not for the rest", last)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*.part*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}

	// What is there and current is not fetched again; what changed is, whole.
	if err := fetch("NL.zip"); err != nil {
		t.Fatal(err)
	}
	m.content, m.tag, m.date = bytes.Repeat([]byte("x"), 5000), `"two"`, m.date.AddDate(0, 0, 1)
	if err := os.WriteFile(file+".part", []byte("of the version before"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file+".part.version", []byte(`"one"`), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := fetch("NL.zip"); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(file); !bytes.Equal(got, m.content) {
		t.Errorf("%.40q, want the new version", got)
	}
	if err := fetch("XX.zip"); err == nil || !strings.Contains(err.Error(), "XX.zip: the server has no such file") {
		t.Errorf("err = %v", err)
	}
	if err := fetch("../etc/passwd"); err == nil || !strings.Contains(err.Error(), "no name of a dump") {
		t.Errorf("err = %v", err)
	}
}
