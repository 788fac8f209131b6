package gazetteer

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
)

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
