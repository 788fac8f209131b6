// Package sourcefile opens the files that sources of places come in: plain, compressed with gzip, or one file in a zip.
package sourcefile

import (
	"archive/zip"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// A File is an open source. Reading it tells a truncated or damaged archive by an error that names the file.
type File struct {
	io.Reader
	name    string
	raw     counter
	closers []io.Closer
	size    int64
}

// Open opens a file whose name ends in .gz, .zip or anything else for a plain one. Of a zip it opens the one file that is no
// readme or licence, or the one that has the zip's own name.
func Open(name string) (*File, error) { return open(name, false) }

// OpenAll opens a file as Open does, but of a zip all files that are no readme or licence, one after the other, as if they were one.
func OpenAll(name string) (*File, error) { return open(name, true) }

func open(name string, all bool) (*File, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	s := &File{name: name, size: info.Size(), closers: []io.Closer{f}}
	s.raw.Reader = f
	s.Reader = &s.raw
	switch strings.ToLower(filepath.Ext(name)) {
	case ".gz":
		var z *gzip.Reader
		if z, err = gzip.NewReader(&s.raw); err == nil {
			s.Reader = z
		}
	case ".zip":
		err = s.unzip(f, all)
	}
	if err != nil {
		s.Close()
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return s, nil
}

// Read reads on. An end that comes too early is an error.
func (s *File) Read(b []byte) (int, error) {
	n, err := s.Reader.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("%s: %w", s.name, err)
	}
	return n, err
}

// Size returns how many bytes there are to read, and Done how many are read: both of the file itself or, in a zip, of the file in it.
func (s *File) Size() int64 { return s.size }

// Done returns how many of the bytes of Size are read.
func (s *File) Done() int64 { return s.raw.n }

// Close closes the file.
func (s *File) Close() error {
	var err error
	for i := len(s.closers) - 1; i >= 0; i-- {
		err = errors.Join(err, s.closers[i].Close())
	}
	return err
}

func (s *File) unzip(f *os.File, all bool) error {
	z, err := zip.NewReader(f, s.size)
	if err != nil {
		return err
	}
	if all {
		return s.chain(z)
	}
	member, err := table(z, strings.TrimSuffix(filepath.Base(s.name), filepath.Ext(s.name)))
	if err != nil {
		return err
	}
	r, err := member.Open()
	if err != nil {
		return err
	}
	s.closers = append(s.closers, r)
	s.raw.Reader = r
	s.Reader = &s.raw
	s.size = int64(member.UncompressedSize64)
	return nil
}

// chain reads the tables of a zip one after the other, each from a line of its own on.
func (s *File) chain(z *zip.Reader) error {
	var parts []io.Reader
	size := int64(0)
	for _, f := range z.File {
		if !isTable(f) {
			continue
		}
		size += int64(f.UncompressedSize64)
		parts = append(parts, &member{file: f}, strings.NewReader("\n"))
	}
	if len(parts) == 0 {
		return errors.New("the zip holds no table")
	}
	s.size = size
	s.raw.Reader = io.MultiReader(parts...)
	s.Reader = &s.raw
	return nil
}

// A member is a file of a zip that is opened when it is read.
type member struct {
	file *zip.File
	open io.ReadCloser
}

func (m *member) Read(b []byte) (int, error) {
	if m.open == nil {
		r, err := m.file.Open()
		if err != nil {
			return 0, err
		}
		m.open = r
	}
	n, err := m.open.Read(b)
	if err != nil {
		m.open.Close()
	}
	return n, err
}

// isTable reports whether a file in a zip is no folder and no readme or licence.
func isTable(f *zip.File) bool {
	base := strings.ToLower(filepath.Base(f.Name))
	return !f.FileInfo().IsDir() && !strings.Contains(base, "readme") && !strings.Contains(base, "licen") && !strings.Contains(base, "languagecodes")
}

// table finds the file in a zip that holds the rows.
func table(z *zip.Reader, own string) (*zip.File, error) {
	var found []*zip.File
	for _, f := range z.File {
		base := filepath.Base(f.Name)
		switch {
		case strings.EqualFold(strings.TrimSuffix(base, filepath.Ext(base)), own):
			return f, nil
		case isTable(f):
			found = append(found, f)
		}
	}
	if len(found) != 1 {
		return nil, fmt.Errorf("the zip holds %d files that may be meant, not one", len(found))
	}
	return found[0], nil
}

// A counter counts what is read of a reader.
type counter struct {
	io.Reader
	n int64
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	c.n += int64(n)
	return n, err
}
