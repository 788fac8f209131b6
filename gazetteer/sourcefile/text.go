package sourcefile

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// The encodings that OpenText tells apart, by the names that it returns.
const (
	UTF8        = "UTF-8"
	UTF16LE     = "UTF-16 LE"
	UTF16BE     = "UTF-16 BE"
	Windows1252 = "Windows-1252 (Latin-1)"
)

var decoders = map[string]encoding.Encoding{
	UTF8:        unicode.UTF8BOM,
	UTF16LE:     unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
	UTF16BE:     unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	Windows1252: charmap.Windows1252,
}

// spreadsheets are the first bytes of files that are mistaken for tables: .xlsx and other zips, and .xls.
var spreadsheets = []string{"PK\x03\x04", "\xd0\xcf\x11\xe0"}

// OpenText opens a file as Open does, and reads it as UTF-8 without a byte order mark, whatever it is written in: UTF-8, UTF-16 of either order with
// or without a mark, or Windows-1252, of which Latin-1 is a part. It returns which of them that is. It reads the file twice; of a pipe it goes by
// the beginning.
func OpenText(name string) (*File, string, error) {
	f, err := Open(name)
	if err != nil {
		return nil, "", err
	}
	info, err := os.Stat(name)
	regular := err == nil && info.Mode().IsRegular()
	in := bufio.NewReaderSize(f.Reader, 1<<16)
	if head, _ := in.Peek(4); slices.Contains(spreadsheets, string(head)) {
		return nil, "", errors.Join(fmt.Errorf("%s: this is a spreadsheet or an archive, and no text: save the table in it as CSV", name), f.Close())
	}
	found := UTF8
	if regular {
		found, err = encodingOf(in)
		if err = errors.Join(err, f.Close()); err == nil {
			f, err = Open(name)
		}
		if err != nil {
			return nil, "", err
		}
		in = bufio.NewReaderSize(f.Reader, 1<<16)
	} else if head, err := in.Peek(1 << 12); err == nil || errors.Is(err, io.EOF) {
		if found, err = encodingOf(bytes.NewReader(head)); err != nil {
			found = UTF8
		}
	}
	f.Reader = in
	if found != UTF8 || marked(in) {
		f.Reader = decoders[found].NewDecoder().Reader(in)
	}
	return f, found, nil
}

func marked(in *bufio.Reader) bool {
	head, _ := in.Peek(3)
	return bytes.Equal(head, []byte("\ufeff"))
}

// damage is how many characters of UTF-8 there must be to a byte that is none, so that a file counts as UTF-8 with faults: a round figure
// that we chose.
const damage = 10

// encodingOf tells the encoding of a text, which it reads.
func encodingOf(r io.Reader) (string, error) {
	in := bufio.NewReaderSize(r, 1<<16)
	head, err := in.Peek(1 << 12)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	switch zeros := zeroBytes(head); {
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}), zeros[1] > 3*zeros[0]:
		return UTF16LE, nil
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}), zeros[0] > 3*zeros[1]:
		return UTF16BE, nil
	}
	good, bad := 0, 0
	for {
		c, size, err := in.ReadRune()
		switch {
		case errors.Is(err, io.EOF) && bad*damage <= good:
			return UTF8, nil
		case errors.Is(err, io.EOF):
			return Windows1252, nil
		case err != nil:
			return "", err
		case c == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
	}
}

// zeroBytes counts them at even and at odd offsets: texts have them in UTF-16 only.
func zeroBytes(b []byte) (n [2]int) {
	for i, c := range b {
		if c == 0 {
			n[i&1]++
		}
	}
	return n
}
