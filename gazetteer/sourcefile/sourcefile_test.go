package sourcefile

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func zipped(t *testing.T, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, strings.Repeat("row of "+name+"\n", 10_000))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestOpen(t *testing.T) {
	t.Parallel()
	var gz bytes.Buffer
	z := gzip.NewWriter(&gz)
	io.WriteString(z, strings.Repeat("row\n", 10_000))
	z.Close()
	whole := zipped(t, "NL.txt", "readme.txt")
	for _, tt := range []struct {
		name    string
		content []byte
		want    string // how the content begins, or what the error holds
		fails   bool
	}{
		{"plain.txt", []byte("a row\n"), "a row", false},
		{"x.json.gz", gz.Bytes(), "row\n", false},
		{"x.json.gz", gz.Bytes()[:gz.Len()-20], "unexpected EOF", true},
		{"x.json.gz", []byte("no gzip, though long enough"), "invalid header", true},
		{"NL.zip", whole, "row of NL.txt", false},
		{"renamed.zip", whole, "row of NL.txt", false},
		{"NL.zip", whole[:len(whole)-10], "not a valid zip", true},
		{"two.zip", zipped(t, "a.txt", "b.txt"), "holds 2 files", true},
		{"two.zip", zipped(t, "a.txt", "two.txt"), "row of two.txt", false},
		{"empty.zip", nil, "not a valid zip", true},
	} {
		name := filepath.Join(t.TempDir(), tt.name)
		if err := os.WriteFile(name, tt.content, 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := Open(name)
		var content []byte
		if err == nil {
			content, err = io.ReadAll(f)
			if !tt.fails && f.Done() != f.Size() {
				t.Errorf("%s: %d of %d bytes read", tt.name, f.Done(), f.Size())
			}
			f.Close()
		}
		switch {
		case tt.fails && (err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), name)):
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		case !tt.fails && (err != nil || !bytes.HasPrefix(content, []byte(tt.want))):
			t.Errorf("%s: %.20q, %v", tt.name, content, err)
		}
	}
}

// A member that is damaged tells so at its end.
func TestDamagedMember(t *testing.T) {
	t.Parallel()
	b := zipped(t, "NL.txt")
	b[60] ^= 0x55
	name := filepath.Join(t.TempDir(), "NL.zip")
	if err := os.WriteFile(name, b, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Open(name)
	if err == nil {
		_, err = io.Copy(io.Discard, f)
	}
	if err == nil || !strings.Contains(err.Error(), name) {
		t.Errorf("err = %v", err)
	}
}

// All tables of a zip are read as one, each from a line of its own on; a zip without any is refused, and what is damaged tells so.
func TestOpenAll(t *testing.T) {
	t.Parallel()
	damaged := zipped(t, "A.txt", "B.txt")
	damaged[60] ^= 0x55
	for _, tt := range []struct {
		name    string
		content []byte
		want    string // of the error; empty: the rows of A and B, and nothing else
	}{
		{"all.zip", zipped(t, "A.txt", "readme.txt", "B.txt"), ""},
		{"A.zip", zipped(t, "A.txt", "B.txt"), ""},
		{"none.zip", zipped(t, "readme.txt"), "the zip holds no table"},
		{"bad.zip", damaged, "bad.zip"},
	} {
		name := filepath.Join(t.TempDir(), tt.name)
		if err := os.WriteFile(name, tt.content, 0o600); err != nil {
			t.Fatal(err)
		}
		var content []byte
		f, err := OpenAll(name)
		if err == nil {
			content, err = io.ReadAll(f)
			f.Close()
		}
		a, b := bytes.Count(content, []byte("row of A.txt\n")), bytes.Count(content, []byte("row of B.txt\n"))
		switch {
		case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		case tt.want == "" && (err != nil || a != 10_000 || b != 10_000 || bytes.Contains(content, []byte("readme"))):
			t.Errorf("%s: %d rows of A, %d of B, %v", tt.name, a, b, err)
		}
	}
}
