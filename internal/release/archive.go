package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A file is what stands in an archive under a path.
type file struct {
	name string // with / between folders
	mode fs.FileMode
	data []byte
}

// shells are those that geotag can complete in, and how the files are called in an archive.
var shells = map[string]string{"bash": "geotag.bash", "zsh": "_geotag", "fish": "geotag.fish", "powershell": "geotag.ps1"}

// papers returns what goes with a binary: the license, what is to be said of others' work, the manual pages, the completions.
func papers(program, work string) (all []file, err error) {
	for _, name := range []string{"LICENSE", "NOTICE", "README.md", "CHANGELOG.md"} {
		data, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			return nil, err
		}
		all = append(all, file{name, 0o644, data})
	}
	pages := filepath.Join(work, "man")
	if _, err := output(program, "man", "-o", pages); err != nil {
		return nil, err
	}
	names, err := filepath.Glob(filepath.Join(pages, "*.1"))
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		all = append(all, file{"man/" + filepath.Base(name), 0o644, data})
	}
	for shell, name := range shells {
		script, err := output(program, "completion", shell)
		if err != nil {
			return nil, err
		}
		all = append(all, file{"completions/" + name, 0o644, script})
	}
	slices.SortFunc(all, func(a, b file) int { return strings.Compare(a.name, b.name) })
	return all, err
}

// archive writes files below a folder that is called as the archive is: a zip for Windows, else a tar in gzip.
func (r *release) archive(t target, name string, files []file) error {
	pack, ending := tarred, ".tar.gz"
	if t.os == "windows" {
		pack, ending = zipped, ".zip"
	}
	var b bytes.Buffer
	if err := pack(&b, name, files, r.made); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(r.dir, name+ending), b.Bytes(), 0o644)
}

// tarred writes files of one time, which are root's.
func tarred(w io.Writer, dir string, files []file, made time.Time) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	t := tar.NewWriter(z)
	for _, f := range files {
		h := &tar.Header{Name: path.Join(dir, f.name), Mode: int64(f.mode), Size: int64(len(f.data)), ModTime: made, Uname: "root", Gname: "root"}
		if err := t.WriteHeader(h); err != nil {
			return err
		}
		if _, err := t.Write(f.data); err != nil {
			return err
		}
	}
	if err := t.Close(); err != nil {
		return err
	}
	return z.Close()
}

// zipped writes files of one time.
func zipped(w io.Writer, dir string, files []file, made time.Time) error {
	z := zip.NewWriter(w)
	for _, f := range files {
		h := &zip.FileHeader{Name: path.Join(dir, f.name), Method: zip.Deflate, Modified: made}
		h.SetMode(f.mode)
		to, err := z.CreateHeader(h)
		if err != nil {
			return err
		}
		if _, err := to.Write(f.data); err != nil {
			return err
		}
	}
	return z.Close()
}

// writeSums writes SHA256SUMS of all files of a folder, as sha256sum -c reads it.
func writeSums(dir string) error {
	entries, err := os.ReadDir(dir) // in the order of their names
	if err != nil {
		return err
	}
	var b bytes.Buffer
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256(data), e.Name())
	}
	return os.WriteFile(filepath.Join(dir, "SHA256SUMS"), b.Bytes(), 0o644)
}
