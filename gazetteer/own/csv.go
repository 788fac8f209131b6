package own

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/features"
)

// CSV reads places from a table in UTF-8 with a header row, or with the columns that o gives. Columns are parted by commas, semicolons, tabs or |,
// whichever the header makes most sense with; their names may be those of the package's comment or what else such columns are called, in several
// languages. A row that is wrong yields a *gazetteer.RowError, and one of which an optional value is, an entry and then a Partial one; a header
// without a name and coordinates ends it.
func CSV(r io.Reader, o Options) iter.Seq2[gazetteer.Entry, error] {
	return func(yield func(gazetteer.Entry, error) bool) {
		t := newTable(r)
		c, err := t.columns(&o)
		if err != nil {
			yield(gazetteer.Entry{}, err)
			return
		}
		for {
			f, ok := t.row()
			if !ok {
				break
			}
			e, notes := c.entry(f, t.comma, &o)
			if !features.Emit(yield, t.line, e, notes...) {
				return
			}
		}
		if err := t.err(); err != nil {
			yield(gazetteer.Entry{}, err)
		}
	}
}

// columns are where a table has its fields.
type columns struct {
	at    map[Field]int
	count int // of the header
	last  int // of those that a row must have
}

// columns reads the header, if there is one.
func (t *table) columns(o *Options) (*columns, error) {
	c := &columns{}
	if len(o.Columns) > 0 {
		c.at, c.count = o.Map.columns(o.Columns), len(o.Columns)
		t.part(c.sense)
		return c, c.check(o.Columns, o)
	}
	t.part(func(f []string) int { return len(o.Map.columns(f)) })
	header, ok := t.row()
	if !ok {
		if err := t.err(); err != nil {
			return nil, err
		}
		return nil, errors.New("own: no header row: the file is empty")
	}
	if strings.HasPrefix(header[0], "{") || strings.HasPrefix(header[0], "[") {
		return nil, errors.New("own: this is JSON and no table: read it by -geojson")
	}
	header[0] = strings.TrimPrefix(header[0], "\ufeff")
	c.at, c.count = o.Map.columns(header), len(header)
	return c, c.check(header, o)
}

// sense is how much sense a first row without a header makes: that it has the columns, and that degrees stand where they should.
func (c *columns) sense(f []string) int {
	sense := min(len(f), c.count)
	for field, axis := range map[Field]string{lat: "NS", lon: "EW"} {
		if i, ok := c.at[field]; ok && i < len(f) {
			if _, ok := degrees(f[i], axis); ok {
				sense += c.count
			}
		}
	}
	return sense
}

// check says which columns are missing.
func (c *columns) check(header []string, o *Options) error {
	const help = "; say which it is by -map FIELD=COLUMN, or give the columns of a table without a header by -columns"
	there := strings.Join(header, ", ")
	for f := range numFields {
		if column, ok := o.Map[f]; ok {
			if _, found := c.at[f]; !found {
				return fmt.Errorf("own: the header has no column %q; it has %s", column, there)
			}
		}
	}
	_, shaped := c.at[geometry]
	for _, f := range []Field{name, lat, lon} {
		i, ok := c.at[f]
		if !ok && (f == name || !shaped) {
			if len(header) == 1 {
				return fmt.Errorf("own: the header has one column, %q: columns are parted by commas, semicolons, tabs or |", there)
			}
			return fmt.Errorf("own: the header has no column for %s; it has %s%s", f, there, help)
		}
		if ok && (f == name || !shaped) {
			c.last = max(c.last, i)
		}
	}
	return nil
}

func (c *columns) entry(f []string, comma rune, o *Options) (gazetteer.Entry, []*gazetteer.RowError) {
	if i, ok := c.at[geometry]; ok && i == c.count-1 && len(f) > c.count { // a geometry's own commas
		f = append(f[:i:i], strings.Join(f[i:], string(comma)))
	}
	switch {
	case len(f) <= c.last:
		return gazetteer.Entry{}, []*gazetteer.RowError{{Reason: fmt.Sprintf("%d columns, the header has %d", len(f), c.count)}}
	case len(f) > c.count && strings.TrimSpace(strings.Join(f[c.count:], "")) != "":
		return gazetteer.Entry{}, []*gazetteer.RowError{{Reason: fmt.Sprintf("%d columns, the header has %d: is there a %q in a text without quotes, or in a number?", len(f), c.count, comma)}}
	}
	var rec record
	for field, i := range c.at {
		if i < len(f) {
			rec.values[field] = strings.TrimSpace(f[i])
		}
		if !utf8.ValidString(rec.values[field]) {
			return gazetteer.Entry{}, []*gazetteer.RowError{{Reason: fmt.Sprintf("%s %q is not UTF-8", field, rec.values[field])}}
		}
	}
	return o.entry(&rec)
}
