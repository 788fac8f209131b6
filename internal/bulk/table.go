package bulk

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"example.com/geotag/client"
)

// maxRowBytes is the longest row of a table that is read. Set by hand: a text of the largest size, and as much beside it.
const maxRowBytes = 2 * MaxTextBytes

// A table is a file of rows whose texts stand in one column.
type table struct {
	rows     rows
	columns  []string // those that are kept: all but the text's and the id's
	width    int      // of the header
	text, id int      // where these stand; id: -1: nowhere
	rowIDs   string   // what stands before the numbers of rows that are their ids
}

// table yields the texts of a table.
func (r *reader) table(in input) error {
	// Spreadsheets write a mark of the encoding, and one of them UTF-16.
	data := transform.NewReader(r.plain, unicode.BOMOverride(transform.Nop))
	t := table{rows: rows{in: bufio.NewReaderSize(data, 1<<16)}}
	if !in.alone {
		t.rowIDs = in.id + ":"
	}
	if err := t.header(r.o.Text, r.o.ID); err != nil {
		return err
	}
	for n := 1; ; n++ {
		record, err := t.rows.next()
		if err != nil && err != errTooLong {
			if err == io.EOF {
				return nil
			}
			return err
		}
		if r.passed() {
			continue
		}
		text := r.row(&t, record, err)
		text.Where = fmt.Sprintf("%s:%d", in.shown(), t.rows.line)
		if text.Request.Id == "" && t.id < 0 {
			text.Request.Id = t.rowIDs + strconv.Itoa(n)
		}
		if err := r.yield(unreadText{Text: text}); err != nil {
			return err
		}
	}
}

// header reads the names of the columns, and finds those that are asked for.
func (t *table) header(text, id string) error {
	line, err := t.rows.next()
	if err == io.EOF {
		return errors.New("there is no header")
	} else if err != nil {
		return err
	}
	t.rows.comma = separator(line)
	names, err := t.rows.fields(line)
	if err != nil {
		return err
	}
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
	}
	if t.width = len(names); text == "" {
		text = "text"
	}
	if t.text = slices.Index(names, text); t.text < 0 {
		return fmt.Errorf("no column is named %q: there are %s", text, quoted(names))
	}
	if t.id = -1; id != "" {
		if t.id = slices.Index(names, id); t.id < 0 {
			return fmt.Errorf("no column is named %q: there are %s", id, quoted(names))
		}
	}
	t.columns = apart(t.kept(names))
	return nil
}

// kept returns what a row has beside the text and the id.
func (t *table) kept(fields []string) []string {
	kept := make([]string, 0, len(fields))
	for i, f := range fields {
		if i != t.text && i != t.id {
			kept = append(kept, f)
		}
	}
	return kept
}

// apart adds a number to a name that one before it has, as "day.2", because the members of an object have names of their own.
func apart(names []string) []string {
	seen := make(map[string]bool, len(names))
	for i, name := range names {
		for n := 2; seen[names[i]]; n++ {
			names[i] = fmt.Sprintf("%s.%d", name, n)
		}
		seen[names[i]] = true
	}
	return names
}

// quoted lists names, the first of them.
func quoted(names []string) string {
	const most = 20 // so many fit on a screen
	var list []string
	for _, n := range names[:min(len(names), most)] {
		list = append(list, fmt.Sprintf("%.40q", n))
	}
	if len(names) > most {
		list = append(list, fmt.Sprintf("%d more", len(names)-most))
	}
	return strings.Join(list, ", ")
}

// row returns the text of a row, or what is wrong with it.
func (r *reader) row(t *table, record []byte, err error) Text {
	out := Text{Request: r.request(), Columns: t.columns, Row: make([]string, len(t.columns))}
	if err != nil {
		out.Err = wrong("the row is longer than %d bytes: is a quote left open?", maxRowBytes)
		return out
	}
	fields, err := t.rows.fields(record)
	if err != nil {
		out.Err = wrong("the row cannot be read: %v", err)
		return out
	}
	has := len(fields)
	fields = append(fields, make([]string, max(0, t.width-has))...)[:t.width]
	if t.id >= 0 {
		out.Request.Id = fields[t.id]
	}
	if out.Row = t.kept(fields); has != t.width {
		out.Err = wrong("the row has %d fields, and the header %d", has, t.width)
	} else {
		out.Err = setText(out.Request, fields[t.text])
	}
	return out
}

// wrong says what is wrong with the text of a request.
func wrong(format string, args ...any) error {
	return &client.RequestError{Fields: []client.FieldViolation{{Field: "text", Description: fmt.Sprintf(format, args...)}}}
}

// separator returns what stands between the fields of a header: of those that are usual the one that it has most of. Where it has none, there is one
// column, in which commas are what they are, and fields would be separated by ASCII's character for that.
func separator(header []byte) byte {
	best, most := byte('\x1f'), 0
	for _, c := range []byte{',', ';', '\t', '|'} {
		if n := bytes.Count(header, []byte{c}); n > most {
			best, most = c, n
		}
	}
	return best
}

// rows are the records of a table, found by their quotes, so that one which is never closed costs no memory: the csv package reads on until it is.
type rows struct {
	in    *bufio.Reader
	comma byte // 0: any that is usual, for the header
	line  int  // where the record begins that next returned last, from 1
	ends  int  // lines that were read
	buf   []byte
}

// errTooLong says that a record was passed over.
var errTooLong = fmt.Errorf("the row is longer than %d bytes", maxRowBytes)

// next returns the bytes of the next record that is not blank, which are good until it is called again; io.EOF: there is none.
func (r *rows) next() ([]byte, error) {
	for {
		r.buf, r.line = r.buf[:0], r.ends+1
		open, tooLong, err := r.scan()
		switch {
		case open:
			return nil, fmt.Errorf("line %d: a quote is never closed", r.line)
		case tooLong:
			return nil, errTooLong
		case err != nil && (err != io.EOF || len(r.buf) == 0):
			return nil, err
		}
		if len(bytes.TrimSpace(r.buf)) > 0 {
			return r.buf, nil
		}
	}
}

// Where scan stands in a record.
const (
	fieldBegins = iota
	inField
	inQuotes
	afterQuote // within quotes, which end if a separator or a line's end follows
)

// scan reads to the end of a record, of which it keeps so much, and says whether the file ends within quotes.
func (r *rows) scan() (open, tooLong bool, err error) {
	state := fieldBegins
	for {
		part, err := r.in.ReadSlice('\n')
		for _, c := range part {
			state = r.step(state, c)
		}
		if room := maxRowBytes - len(r.buf); len(part) > room {
			tooLong, part = true, part[:room]
		}
		r.buf = append(r.buf, part...)
		if err == bufio.ErrBufferFull {
			continue
		}
		r.ends++
		if err != nil || state != inQuotes {
			return err == io.EOF && state == inQuotes, tooLong, err
		}
	}
}

// step returns where a record stands after a byte of it.
func (r *rows) step(state int, c byte) int {
	between := c == r.comma || r.comma == 0 && strings.IndexByte(",;\t|", c) >= 0
	switch {
	case state == inQuotes && c == '"':
		return afterQuote
	case state == inQuotes:
		return inQuotes
	case c == '"' && state == fieldBegins || state == afterQuote && !between && c != '\r' && c != '\n':
		return inQuotes
	case between:
		return fieldBegins
	case state == afterQuote:
		return afterQuote
	}
	return inField
}

// fields returns the fields of a record.
func (r *rows) fields(record []byte) ([]string, error) {
	c := csv.NewReader(bytes.NewReader(record))
	c.Comma, c.LazyQuotes, c.FieldsPerRecord = rune(r.comma), true, -1
	fields, err := c.Read()
	if e, ok := err.(*csv.ParseError); ok {
		err = e.Err
	}
	return fields, err
}
