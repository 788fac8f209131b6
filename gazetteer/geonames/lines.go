package geonames

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"

	"example.com/geotag/gazetteer"
)

// lines yields the lines of r without their ends, and their numbers from 1. A line is valid until the next. One longer than
// most bytes is read past and yields a *gazetteer.RowError; any other error ends it.
func lines(r io.Reader, most int) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		b := bufio.NewReaderSize(r, 1<<16)
		var buf []byte
		for n := 1; ; n++ {
			var err error
			var long bool
			buf, long, err = readLine(b, buf[:0], most)
			switch {
			case errors.Is(err, io.EOF) && len(buf) == 0 && !long:
				return
			case err != nil && !errors.Is(err, io.EOF):
				yield(line{}, fmt.Errorf("line %d: %w", n, err))
				return
			case long && !yield(line{number: n}, &gazetteer.RowError{Row: n, Reason: fmt.Sprintf("the line is longer than %d bytes", most)}):
				return
			case !long && !yield(line{n, clean(buf, n)}, nil):
				return
			}
			if err != nil {
				return
			}
		}
	}
}

// A line is a line of a file.
type line struct {
	number int
	text   []byte
}

// clean takes off the end of a line and, of the first, the byte order mark.
func clean(text []byte, number int) []byte {
	text = bytes.TrimSuffix(text, []byte("\n"))
	text = bytes.TrimSuffix(text, []byte("\r"))
	if number == 1 {
		text = bytes.TrimPrefix(text, []byte("\ufeff"))
	}
	return text
}

// readLine appends a line to buf, with its end. Of a long one it appends no more than most bytes.
func readLine(b *bufio.Reader, buf []byte, most int) (text []byte, long bool, err error) {
	for {
		part, err := b.ReadSlice('\n')
		if len(buf)+len(part) > most+2 {
			long = true
		} else {
			buf = append(buf, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return buf, long, err
		}
	}
}
