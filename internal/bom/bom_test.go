package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const mit = `MIT License

Copyright (c) 2020 Somebody

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
`

// The license of a part is that of its files, those of folders within it among them, and each text is written once.
func TestPart(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	inner := filepath.Join(top, "a", "b")
	if err := os.MkdirAll(inner, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{top, inner} {
		if err := os.WriteFile(filepath.Join(dir, "LICENSE"), []byte(strings.ReplaceAll(mit, "\n", "\r\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p, err := newPart("example.org/part", upwards(inner, top)...)
	if err != nil {
		t.Fatal(err)
	}
	if p.license != "MIT" || len(p.texts) != 2 {
		t.Errorf("got %q and %d texts, want MIT and two", p.license, len(p.texts))
	}
	if n := strings.Count(texts([]part{p, {name: "other", texts: p.texts}}), "Permission is hereby granted"); n != 1 {
		t.Errorf("the text stands there %d times, want once", n)
	}
}

// A part without a license stops all.
func TestNoLicense(t *testing.T) {
	t.Parallel()
	if p, err := newPart("example.org/part", t.TempDir()); err == nil {
		t.Errorf("a part without a license is taken for %q", p.license)
	}
}

// NOTICE names each module that go.sum lets the program link; what is stale is told.
func TestNotice(t *testing.T) {
	t.Parallel()
	linked, err := modules("linux", "amd64")
	if err != nil {
		t.Fatal(err)
	}
	notice, err := os.ReadFile(noticeFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range linked {
		if !strings.Contains(string(notice), "- "+p.name+": "+p.license+"\n") {
			t.Errorf("NOTICE lacks %s, %s: run make notice", p.name, p.license)
		}
	}
	if compare(map[string][]byte{noticeFile: append(notice, '\n')}) == nil {
		t.Error("a NOTICE that lacks a line passes")
	}
}
