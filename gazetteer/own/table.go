package own

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxRow is the longest row in bytes.
const maxRow = 1 << 20

// maxJoined is how many lines a quoted text may run over: what is longer is a quote that stands for itself.
const maxJoined = 50

// separators may part columns.
const separators = "\t;,|"

// A table reads rows of fields. Its lines end with \n, \r\n or \r.
type table struct {
	in    *bufio.Scanner
	ahead []string // lines that were looked at
	line  int      // of the last row
	read  int      // lines so far
	comma rune
}

func newTable(r io.Reader) *table {
	t := &table{in: bufio.NewScanner(r)}
	t.in.Buffer(nil, maxRow)
	t.in.Split(lines)
	return t
}

// lines is a bufio.SplitFunc for all ends of lines.
func lines(data []byte, atEOF bool) (advance int, token []byte, err error) {
	for i, c := range data {
		switch {
		case c == '\n':
			return i + 1, data[:i], nil
		case c == '\r' && i+1 < len(data) && data[i+1] == '\n':
			return i + 2, data[:i], nil
		case c == '\r' && (i+1 < len(data) || atEOF):
			return i + 1, data[:i], nil
		}
	}
	if atEOF && len(data) > 0 {
		return len(data), data, nil
	}
	return 0, nil, nil
}

// next returns the next line, or false at the end.
func (t *table) next() (string, bool) {
	if len(t.ahead) > 0 {
		s := t.ahead[0]
		t.ahead = t.ahead[1:]
		t.read++
		return s, true
	}
	if !t.in.Scan() {
		return "", false
	}
	t.read++
	return t.in.Text(), true
}

// err returns why the lines ended.
func (t *table) err() error {
	if errors.Is(t.in.Err(), bufio.ErrTooLong) {
		return fmt.Errorf("own: line %d is longer than %d bytes", t.read+1, maxRow)
	}
	if t.in.Err() != nil {
		return fmt.Errorf("own: %w", t.in.Err())
	}
	return nil
}

// row returns the fields of the next row that is not empty, or false at the end.
func (t *table) row() ([]string, bool) {
	for {
		s, ok := t.next()
		if !ok {
			return nil, false
		}
		if t.line = t.read; strings.TrimSpace(s) != "" {
			return t.fields(s), true
		}
	}
}

// fields parts a line into its columns. Between tabs, a quote is a letter; else quotes may stand around a text, which may then run over lines, and a
// line whose quotes are otherwise is taken as it stands.
func (t *table) fields(s string) []string {
	if t.comma == '\t' || !strings.Contains(s, `"`) {
		return strings.Split(s, string(t.comma))
	}
	whole, joined := s, 0
	var more []string
	for strings.Count(whole, `"`)%2 == 1 && joined < maxJoined && len(whole) < maxRow {
		line, ok := t.next()
		if !ok {
			break
		}
		more = append(more, line)
		whole += "\n" + line
		joined++
	}
	r := csv.NewReader(strings.NewReader(whole))
	r.Comma, r.TrimLeadingSpace = t.comma, true
	if f, err := r.Read(); err == nil {
		if _, err := r.Read(); errors.Is(err, io.EOF) {
			return f
		}
	}
	t.ahead = append(more, t.ahead...)
	t.read -= len(more)
	return strings.Split(s, string(t.comma))
}

// part finds what parts the columns: what makes the most of a first line by the measure; of several the one with most columns. A line "sep=;", as
// Excel has it, says so itself.
func (t *table) part(measure func(fields []string) int) {
	s, ok := t.next()
	if !ok {
		return
	}
	if sep, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(s)), "sep="); ok && len(sep) <= 1 {
		if t.comma = '\t'; sep != "" {
			t.comma = rune(sep[0])
		}
		return
	}
	t.read--
	t.ahead = append([]string{s}, t.ahead...)
	best := -1
	for _, comma := range separators {
		trial := table{in: bufio.NewScanner(strings.NewReader("")), comma: comma}
		f := trial.fields(s)
		if len(f) < 2 {
			continue
		}
		if v := measure(f)*1000 + min(len(f), 999); v > best {
			best, t.comma = v, comma
		}
	}
	if t.comma == 0 {
		t.comma = ','
	}
}
