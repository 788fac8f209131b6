package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var (
	made  = time.Date(2026, 3, 4, 5, 6, 8, 0, time.UTC)
	wares = []file{{"geotag", 0o755, []byte("#!/bin/sh\necho geotag 1.2.3\n")}, {"README.md", 0o644, []byte("read me")}, {"man/geotag.1", 0o644, []byte(".TH GEOTAG 1\n")},
		{"completions/geotag.bash", 0o644, []byte("complete geotag\n")}, {"completions/geotag.ps1", 0o644, []byte("no Debian has it")}}
)

// An archive holds the files as they are, with their modes and one time, and is the same whenever it is made.
func TestArchives(t *testing.T) {
	t.Parallel()
	for name, pack := range map[string]func(io.Writer, string, []file, time.Time) error{"tar": tarred, "zip": zipped} {
		var first, second bytes.Buffer
		if err := pack(&first, "g", wares, made); err != nil {
			t.Fatal(err)
		}
		if err := pack(&second, "g", wares, made); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("%s: other bytes the second time", name)
		}
		got := unpack(t, name, first.Bytes())
		for _, f := range wares {
			if g := got["g/"+f.name]; g.mode != f.mode || !bytes.Equal(g.data, f.data) {
				t.Errorf("%s: %s has mode %v and holds %q", name, f.name, g.mode, g.data)
			}
		}
	}
}

func unpack(t *testing.T, form string, data []byte) map[string]file {
	t.Helper()
	all := map[string]file{}
	add := func(name string, mode os.FileMode, when time.Time, r io.Reader) {
		data, err := io.ReadAll(r)
		if err != nil || !when.Equal(made) {
			t.Errorf("%s of %v: %v", name, when, err)
		}
		all[name] = file{name, mode, data}
	}
	if form == "zip" {
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			add(f.Name, f.Mode(), f.Modified, r)
		}
		return all
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		add(h.Name, h.FileInfo().Mode(), h.ModTime, r)
	}
}

// A package for Debian is the same whenever it is made, and dpkg unpacks what belongs there to where it belongs.
func TestDebian(t *testing.T) {
	t.Parallel()
	var packages [2][]byte
	for i := range packages {
		r := release{dir: t.TempDir(), work: t.TempDir(), version: "1.2.3", made: made}
		if err := r.debian("arm64", wares); err != nil {
			t.Fatal(err)
		}
		var err error
		if packages[i], err = os.ReadFile(filepath.Join(r.dir, "geotag_1.2.3_arm64.deb")); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(packages[0], packages[1]) {
		t.Error("other bytes the second time")
	}
	dpkg, err := exec.LookPath("dpkg-deb")
	if err != nil {
		t.Skip("SKIPPED: there is no dpkg-deb here")
	}
	dir := t.TempDir()
	name := filepath.Join(dir, "p.deb")
	if err := os.WriteFile(name, packages[0], 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(dpkg, "-x", name, filepath.Join(dir, "x")).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for path, want := range map[string]string{
		"usr/bin/geotag": "echo geotag 1.2.3", "usr/share/bash-completion/completions/geotag": "complete geotag", "usr/share/doc/geotag/README.md": "read me",
		"lib/systemd/system/geotag.service": "ExecStart=/usr/bin/geotag serve", "lib/systemd/system/geotag-work.service": "ExecStart=/usr/bin/geotag work",
		"usr/share/doc/geotag/copyright": "Apache-2.0", "usr/share/man/man1/geotag.1.gz": "\x1f\x8b",
	} {
		data, err := os.ReadFile(filepath.Join(dir, "x", path))
		if err != nil || !strings.Contains(string(data), want) {
			t.Errorf("%s: %v; it lacks %q", path, err, want)
		}
	}
	if info, err := os.Stat(filepath.Join(dir, "x/usr/bin/geotag")); err == nil && info.Mode() != 0o755 {
		t.Errorf("the command has mode %v", info.Mode())
	}
	out, err := exec.Command(dpkg, "--field", name, "Architecture", "Version").CombinedOutput()
	if want := "Architecture: arm64\nVersion: 1.2.3\n"; err != nil || string(out) != want {
		t.Errorf("%v: %s", err, out)
	}
}
