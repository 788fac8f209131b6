// Package rows reads the lines of large files in bounded memory.
package rows

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"

	"example.com/geotag/gazetteer"
)

// Lines yields the lines of r without their ends, and their numbers from 1. A line is valid until the next. One longer than
// most bytes is read past and yields a *gazetteer.RowError; any other error ends it.
func Lines(r io.Reader, most int) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
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
				yield(Line{}, fmt.Errorf("line %d: %w", n, err))
				return
			case long && !yield(Line{Number: n}, &gazetteer.RowError{Row: n, Reason: fmt.Sprintf("the line is longer than %d bytes", most)}):
				return
			case !long && !yield(Line{n, clean(buf, n)}, nil):
				return
			}
			if err != nil {
				return
			}
		}
	}
}

// A Line is a line of a file.
type Line struct {
	Number int
	Text   []byte
}

// clean takes off the end of a line and, of the first, the byte order mark.
func clean(line []byte, number int) []byte {
	line = bytes.TrimSuffix(line, []byte("\n"))
	line = bytes.TrimSuffix(line, []byte("\r"))
	if number == 1 {
		line = bytes.TrimPrefix(line, []byte("\ufeff"))
	}
	return line
}

// readLine appends a line to buf, with its end. Of a long one it appends no more than most bytes.
func readLine(b *bufio.Reader, buf []byte, most int) (line []byte, long bool, err error) {
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
