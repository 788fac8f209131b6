package mmap

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOpen(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(name, []byte("mapped bytes"), 0o600); err != nil {
		t.Fatal(err)
	}
	data, release, err := Open(name)
	if err != nil {
		t.Fatal(err)
	}
	// The mapping must survive the name: that is how a new file replaces an old one.
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if got := string(data); got != "mapped bytes" {
		t.Errorf("data = %q", got)
	}
	if err := release(); err != nil {
		t.Errorf("release: %v", err)
	}
}

func TestOpenErrors(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, want string }{
		{empty, "is empty"},
		{dir, "not a regular file"},
		{filepath.Join(dir, "absent"), "absent"},
	} {
		_, _, err := Open(tt.name)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Open(%s) = %v, want an error with %q", tt.name, err, tt.want)
		}
	}
	if _, _, err := Open(filepath.Join(dir, "absent")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("absent file: %v is not fs.ErrNotExist", err)
	}
}
