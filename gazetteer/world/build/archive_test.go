package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ulikunitz/xz"
)

// tarOf is a tar stream of files, given as name and content by turns.
func tarOf(t *testing.T, w io.Writer, files ...string) {
	t.Helper()
	tw := tar.NewWriter(w)
	if err := tw.WriteHeader(&tar.Header{Name: "./dir/", Typeflag: tar.TypeDir, Mode: 0o755}); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(files); i += 2 {
		h := &tar.Header{Name: files[i], Typeflag: tar.TypeReg, Mode: 0o644, Size: int64(len(files[i+1]))}
		if err := tw.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(tw, files[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := tw.Close(); err != nil {
		t.Fatal(err)
	}
}

func tgz(t *testing.T, files ...string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	tarOf(t, w, files...)
	w.Close()
	return b.Bytes()
}

func deb(t *testing.T, files ...string) []byte {
	var data bytes.Buffer
	w, err := xz.NewWriter(&data)
	if err != nil {
		t.Fatal(err)
	}
	tarOf(t, w, files...)
	w.Close()
	return ar("debian-binary", "2.0\n", "control.tar.xz", "odd", "data.tar.xz", data.String())
}

// ar is an archive of members, given as name and content by turns.
func ar(members ...string) []byte {
	b := []byte("!<arch>\n")
	for i := 0; i < len(members); i += 2 {
		b = fmt.Appendf(b, "%-16s%-12d%-6d%-6d%-8s%-10d`\n%s", members[i], 0, 0, 0, "100644", len(members[i+1]), members[i+1])
		if len(members[i+1])%2 == 1 {
			b = append(b, '\n')
		}
	}
	return b
}

func TestWalk(t *testing.T) {
	for name, data := range map[string][]byte{
		"p.tgz": tgz(t, "package/a.json", "A", "package/b/c.txt", "C"),
		"p.deb": deb(t, "./package/a.json", "A", "./package/b/c.txt", "C"),
	} {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		var got []string
		err := walk(file, func(member string, r io.Reader) error {
			b, err := io.ReadAll(r)
			got = append(got, member+"="+string(b))
			return err
		})
		if want := "package/a.json=A package/b/c.txt=C"; err != nil || strings.Join(got, " ") != want {
			t.Errorf("%s: %q, %v, want %s", name, got, err, want)
		}
		err = walk(file, func(member string, _ io.Reader) error { return fmt.Errorf("line 7: bad") })
		if err == nil || !strings.Contains(err.Error(), name+": package/a.json: line 7: bad") {
			t.Errorf("error %v does not name package, file and line", err)
		}
	}
}

func TestArMemberErrors(t *testing.T) {
	for name, test := range map[string]struct {
		data []byte
		want string
	}{
		"empty":     {nil, "not an ar archive"},
		"no member": {ar("debian-binary", "2.0\n", "data.tar.zst", "x"), `only ["debian-binary" "data.tar.zst"]`},
		"header":    {[]byte("!<arch>\nshort"), "ar header"},
		"size":      {bytes.Replace(ar("x", "1"), []byte("1         `"), []byte("one       `"), 1), "bad ar header"},
		"cut":       {ar("x", "123456")[:70], "ar member x"},
	} {
		_, err := arMember(bytes.NewReader(test.data), "data.tar.xz")
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", name, err, test.want)
		}
	}
}

func FuzzArMember(f *testing.F) {
	f.Add(ar("debian-binary", "2.0\n", "data.tar.xz", "odd"))
	f.Add([]byte("!<arch>\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := arMember(bytes.NewReader(data), "data.tar.xz")
		if err != nil {
			return
		}
		if n, err := io.Copy(io.Discard, r); err != nil || n > int64(len(data)) {
			t.Errorf("%d bytes out of %d, %v", n, len(data), err)
		}
	})
}

func TestFetch(t *testing.T) {
	dir := t.TempDir()
	sum := sha256.Sum256([]byte("content"))
	p := pkg{Manager: "none", Name: "p", File: "p.tgz", SHA256: hex.EncodeToString(sum[:])}
	if _, err := fetch(t.Context(), dir, p); err == nil || !strings.Contains(err.Error(), `no package manager "none"`) {
		t.Errorf("missing file: %v, want an attempt to download", err)
	}
	file := filepath.Join(dir, p.File)
	if err := os.WriteFile(file, []byte("content"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := fetch(t.Context(), dir, p); err != nil || got != file {
		t.Errorf("file in the cache: %q, %v", got, err)
	}
	if err := os.WriteFile(file, []byte("tampered"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := fetch(t.Context(), dir, p); err == nil || !strings.Contains(err.Error(), "sha256") {
		t.Errorf("file with another checksum: %v", err)
	}
}

func TestLicenceText(t *testing.T) {
	const debian = "Format: 1.0\n\nFiles: *\nCopyright: A\nLicense: MIT-like\n Line one\n .\n Line two\n\nFiles: b\nLicense: GPL\n No.\n"
	for text, want := range map[string]string{debian: "Line one\n\nLine two", "\nMIT\n": "MIT"} {
		if got := licenceText(text); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestSources checks the table itself: nothing may be missing that NOTICE or a download needs.
func TestSources(t *testing.T) {
	seen := make(map[string]bool)
	for _, p := range packages {
		s := p.Source
		for _, field := range []string{p.Name, p.Version, p.File, s.Name, s.Version, s.Date, s.License, s.Attribution, s.URL} {
			if field == "" {
				t.Errorf("%s: a field is empty", p.Name)
			}
		}
		if len(p.SHA256) != 64 || seen[p.Name] || !strings.Contains(p.File, p.Version) {
			t.Errorf("%s: checksum, name or file is wrong", p.Name)
		}
		if permissive := s.License == "MIT" || strings.HasPrefix(s.License, "Unicode"); permissive && p.Licence == "" {
			t.Errorf("%s: licence %s and text %q", p.Name, s.License, p.Licence)
		}
		seen[p.Name] = true
	}
}
