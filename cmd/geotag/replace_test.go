package main

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// A file that cannot be written whole leaves the one before, and nothing beside it.
func TestReplaceFile(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "x.gaz")
	if err := os.WriteFile(name, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	full := errors.New("no space left on device")
	_, err := replaceFile(name, func(w io.Writer) error {
		w.Write([]byte("half of it"))
		return full
	})
	if !errors.Is(err, full) {
		t.Errorf("err = %v", err)
	}
	if got, _ := os.ReadFile(name); string(got) != "before" {
		t.Errorf("the file is %q", got)
	}
	if left, _ := os.ReadDir(filepath.Dir(name)); len(left) != 1 {
		t.Errorf("%d files are left", len(left))
	}
	if size, err := replaceFile(name, func(w io.Writer) error { _, err := io.WriteString(w, "after"); return err }); err != nil || size != 5 {
		t.Errorf("%d, %v", size, err)
	}
}

// TestWriteForever is the program of TestKilledWriter: it begins to write a file, says so, and goes on until it is killed.
func TestWriteForever(t *testing.T) {
	name := os.Getenv("WRITE_FOREVER")
	if name == "" {
		t.Skip("no file to write")
	}
	replaceFile(name, func(w io.Writer) error {
		io.WriteString(w, strings.Repeat("half", 1000))
		os.Stdout.WriteString("writing\n")
		select {}
	})
}

// Whatever stops a program that writes a file leaves the one before; a signal that can be heard leaves nothing else, and what is left by one that cannot
// goes at the next write, but not what somebody still writes.
func TestKilledWriter(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "x[1].gaz")
	if err := os.WriteFile(name, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	files := func() int {
		left, _ := os.ReadDir(filepath.Dir(name))
		return len(left)
	}
	begin := func() *exec.Cmd {
		cmd := exec.Command(os.Args[0], "-test.run=^TestWriteForever$")
		cmd.Env = append(slices.Clone(os.Environ()), "WRITE_FOREVER="+name)
		out, err := cmd.StdoutPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(out, make([]byte, len("writing"))); err != nil {
			t.Fatal(err)
		}
		return cmd
	}
	stop := func(cmd *exec.Cmd, by os.Signal) {
		cmd.Process.Signal(by)
		cmd.Wait()
		if got, _ := os.ReadFile(name); string(got) != "before" {
			t.Fatalf("after %v the file is %q", by, got)
		}
	}
	for _, heard := range []os.Signal{syscall.SIGINT, syscall.SIGTERM} {
		if stop(begin(), heard); files() != 1 {
			t.Errorf("%v leaves %d files", heard, files())
		}
	}
	if stop(begin(), syscall.SIGKILL); files() != 2 {
		t.Fatalf("nothing to sweep: %d files", files())
	}
	another := begin()
	if files() != 2 { // the one before, and the one that is written
		t.Errorf("another writer finds %d files", files())
	}
	if err := writeWhole(name, []byte("before")); err != nil || files() != 2 {
		t.Errorf("%v; %d files while another writes", err, files())
	}
	if stop(another, syscall.SIGTERM); files() != 1 {
		t.Errorf("%d files are left", files())
	}
}
