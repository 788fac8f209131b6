package main

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/ulikunitz/xz"
)

// walk calls visit for every regular file of a .tgz or .deb package, in the package's order, and stops at an error.
func walk(name string, visit func(member string, r io.Reader) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := payload(name, bufio.NewReaderSize(f, 1<<20))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	t := tar.NewReader(r)
	for {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		member := strings.TrimPrefix(h.Name, "./")
		if err := visit(member, t); err != nil {
			return fmt.Errorf("%s: %s: %w", name, member, err)
		}
	}
}

// payload is the tar stream inside a package.
func payload(name string, r io.Reader) (io.Reader, error) {
	if strings.HasSuffix(name, ".tgz") {
		return gzip.NewReader(r)
	}
	data, err := arMember(r, "data.tar.xz")
	if err != nil {
		return nil, err
	}
	return xz.NewReader(data)
}

// arMember finds a member of a Unix ar archive, which is what a .deb is: an 8-byte magic, then for each member a 60-byte
// header (name 16, time 12, owner 6, group 6, mode 8, size 10, two bytes "`\n") and its bytes, padded to an even length.
func arMember(r io.Reader, want string) (io.Reader, error) {
	magic := make([]byte, 8)
	if _, err := io.ReadFull(r, magic); err != nil || string(magic) != "!<arch>\n" {
		return nil, errors.New("not an ar archive")
	}
	var seen []string
	header := make([]byte, 60)
	for {
		if _, err := io.ReadFull(r, header); errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("no %s in it, only %q", want, seen)
		} else if err != nil {
			return nil, fmt.Errorf("ar header: %w", err)
		}
		size, err := strconv.ParseInt(strings.TrimSpace(string(header[48:58])), 10, 64)
		if err != nil || size < 0 || string(header[58:]) != "`\n" {
			return nil, fmt.Errorf("bad ar header %q", header)
		}
		name := strings.TrimSuffix(strings.TrimSpace(string(header[:16])), "/")
		if name == want {
			return io.LimitReader(r, size), nil
		}
		seen = append(seen, name)
		if _, err := io.CopyN(io.Discard, r, size+size%2); err != nil {
			return nil, fmt.Errorf("ar member %s: %w", name, err)
		}
	}
}
