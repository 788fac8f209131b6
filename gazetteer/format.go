package gazetteer

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
)

// TODO format comment

const (
	magic   = "geotag.g"
	version = 1

	headerSize = 16
	tocSize    = 32
	footerSize = 64
	pageSize   = 4096
)

// The sections of version 1, in the order of the file.
const (
	secTrie    = "trie"
	secNames   = "names"
	secPlaces  = "places"
	secPlNames = "plnames"
	secExtents = "extents"
	secUses    = "uses"
	secStrings = "strings"
	secMeta    = "meta"
)

var sections = [...]string{secTrie, secNames, secPlaces, secPlNames, secExtents, secUses, secStrings, secMeta}

const (
	unitSize   = 5  // of trie: base 4, label 1
	placeSize  = 29 // of places
	extentSize = 36 // of extents
	useSize    = 6  // of uses
)

var (
	// ErrFormat is what every error about the bytes of a file is, by errors.Is.
	ErrFormat = errors.New("not a valid compiled gazetteer")

	castagnoli = crc32.MakeTable(crc32.Castagnoli)
	le         = binary.LittleEndian
)

// A CorruptError tells where a file breaks the format. It is an ErrFormat.
type CorruptError struct {
	Section string // such as "names"; "file" for the header, the table of contents and the footer
	Offset  int64  // in bytes from the start of the section, or of the file
	Reason  string
}

func (e *CorruptError) Error() string {
	return fmt.Sprintf("gazetteer: corrupt %s at byte %d: %s", e.Section, e.Offset, e.Reason)
}

// Unwrap returns ErrFormat.
func (e *CorruptError) Unwrap() error { return ErrFormat }

// A section is one entry of the table of contents.
type section struct {
	tag         string
	offset, end uint64
	crc         uint32
}

// A layout is what header, table of contents and footer say.
type layout struct {
	sections []section
	toc      uint64 // where the table of contents starts
	hash     [sha256.Size]byte
}

// readLayout checks all that can be checked without reading the sections.
func readLayout(data []byte) (*layout, error) {
	if len(data) < headerSize+footerSize || string(data[:8]) != magic {
		return nil, fmt.Errorf("gazetteer: %w", ErrFormat)
	}
	if v := le.Uint32(data[8:]); v != version {
		return nil, fmt.Errorf("gazetteer: %w: it has version %d, this program reads version %d", ErrFormat, v, version)
	}
	if le.Uint32(data[12:]) != 0 {
		return nil, &CorruptError{"file", 12, "reserved bytes are not zero"}
	}
	l := new(layout)
	foot := len(data) - footerSize
	f := data[foot:]
	copy(l.hash[:], f)
	l.toc = le.Uint64(f[32:])
	n := uint64(le.Uint32(f[40:]))
	switch {
	case string(f[56:]) != magic || le.Uint64(f[48:]) != 0:
		return nil, &CorruptError{"file", int64(foot), "the footer is missing: the file is truncated or longer than it was"}
	case l.toc < headerSize || l.toc > uint64(foot) || uint64(foot)-l.toc != n*tocSize:
		return nil, &CorruptError{"file", int64(foot), "the table of contents is out of place"}
	case crc32.Checksum(data[l.toc:foot+44], castagnoli) != le.Uint32(f[44:]):
		return nil, &CorruptError{"file", int64(foot), "checksum of the table of contents"}
	}
	end := uint64(headerSize)
	for i := l.toc; i < uint64(foot); i += tocSize {
		e := data[i : i+tocSize]
		s := section{
			tag:    string(bytes.TrimRight(e[:8], "\x00")),
			offset: le.Uint64(e[8:]),
			crc:    le.Uint32(e[24:]),
		}
		length := le.Uint64(e[16:])
		if s.offset%pageSize != 0 || s.offset < end || s.offset > l.toc || length > l.toc-s.offset || le.Uint32(e[28:]) != 0 {
			return nil, &CorruptError{"file", int64(i), fmt.Sprintf("section %q is out of place", s.tag)}
		}
		s.end = s.offset + length
		end = s.end
		l.sections = append(l.sections, s)
	}
	return l, nil
}

// A fileWriter writes header, sections and footer front to back. It keeps the first error.
type fileWriter struct {
	w        io.Writer
	hash     hash.Hash
	off      uint64
	sections []section
	err      error
}

func newFileWriter(w io.Writer) *fileWriter {
	fw := &fileWriter{w: w, hash: sha256.New()}
	h := le.AppendUint32([]byte(magic), version)
	fw.write(le.AppendUint32(h, 0))
	return fw
}

func (fw *fileWriter) write(b []byte) {
	if fw.err != nil {
		return
	}
	if _, fw.err = fw.w.Write(b); fw.err != nil {
		fw.err = fmt.Errorf("gazetteer: writing: %w", fw.err)
	}
	fw.hash.Write(b)
	fw.off += uint64(len(b))
}

// section writes one section, given in parts.
func (fw *fileWriter) section(tag string, parts ...[]byte) {
	if n := fw.off % pageSize; n > 0 {
		fw.write(make([]byte, pageSize-n))
	}
	s := section{tag: tag, offset: fw.off}
	for _, b := range parts {
		fw.write(b)
		s.crc = crc32.Update(s.crc, castagnoli, b)
	}
	s.end = fw.off
	fw.sections = append(fw.sections, s)
}

// close writes the table of contents and the footer.
func (fw *fileWriter) close() error {
	off := fw.off
	var toc []byte
	for _, s := range fw.sections {
		var tag [8]byte
		copy(tag[:], s.tag)
		toc = append(toc, tag[:]...)
		toc = le.AppendUint64(toc, s.offset)
		toc = le.AppendUint64(toc, s.end-s.offset)
		toc = le.AppendUint32(toc, s.crc)
		toc = le.AppendUint32(toc, 0)
	}
	fw.write(toc)
	tail := fw.hash.Sum(toc)
	tail = le.AppendUint64(tail, off)
	tail = le.AppendUint32(tail, uint32(len(fw.sections)))
	crc := crc32.Checksum(tail, castagnoli)
	tail = le.AppendUint32(tail, crc)
	tail = le.AppendUint64(tail, 0)
	fw.write(append(tail[len(toc):], magic...))
	return fw.err
}

// A cursor reads a section front to back. After the first read beyond the end, all reads yield nothing.
type cursor struct {
	b   []byte // what is left
	bad bool
}

// at starts a cursor at an offset, which may be anything.
func at(b []byte, off uint64) cursor {
	if off >= uint64(len(b)) {
		return cursor{bad: true}
	}
	return cursor{b: b[off:]}
}

func (c *cursor) uvarint() int {
	v, n := binary.Uvarint(c.b)
	if n <= 0 || v > 1<<31-1 {
		c.fail()
		return 0
	}
	c.b = c.b[n:]
	return int(v)
}

// next returns the n next bytes, or none.
func (c *cursor) next(n int) []byte {
	if uint(n) > uint(len(c.b)) {
		c.fail()
		return nil
	}
	b := c.b[:n:n]
	c.b = c.b[n:]
	return b
}

// str returns the bytes of a string: its length and so many bytes.
func (c *cursor) str() []byte { return c.next(c.uvarint()) }

func (c *cursor) fail() { c.b, c.bad = nil, true }

func appendString[S string | []byte](dst []byte, s S) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(s)))
	return append(dst, s...)
}

// fixed reads the i-th of a column of numbers of the given width in bytes, 0 beyond its end.
func fixed(b []byte, width, i int) uint32 {
	if i < 0 || width > 4 || i >= len(b)/max(width, 1) {
		return 0
	}
	var v uint32
	for k, c := range b[i*width : (i+1)*width] {
		v |= uint32(c) << (8 * k)
	}
	return v
}

func appendFixed(dst []byte, width int, v uint32) []byte {
	var b [4]byte
	le.PutUint32(b[:], v)
	return append(dst, b[:width]...)
}
