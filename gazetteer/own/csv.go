package own

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
)

// Columns names the columns of a table. An empty name stands for the field's own in small letters, as given; columns that
// are not in the table are unknown. ID, Name, Lat and Lon must be there.
type Columns struct {
	ID          string // id
	Name        string // name
	Names       string // names: others, with | between
	Lat         string // lat: degrees north
	Lon         string // lon: degrees east
	Type        string // type: as GeoJSON has them; settlement if empty
	FeatureCode string // feature_code
	Country     string // country: ISO 3166-1 alpha-2
	Parent      string // parent: id of the place that holds it
	Population  string // population
	AreaM2      string // area_m2
	Uncertainty string // uncertainty_m
}

// Set sets columns from a text such as "id=code,lat=y".
func (c *Columns) Set(text string) error {
	to := map[string]*string{
		"id": &c.ID, "name": &c.Name, "names": &c.Names, "lat": &c.Lat, "lon": &c.Lon, "type": &c.Type, "feature_code": &c.FeatureCode,
		"country": &c.Country, "parent": &c.Parent, "population": &c.Population, "area_m2": &c.AreaM2, "uncertainty_m": &c.Uncertainty,
	}
	for pair := range strings.SplitSeq(text, ",") {
		usual, name, ok := strings.Cut(pair, "=")
		field := to[strings.TrimSpace(usual)]
		if !ok || field == nil || strings.TrimSpace(name) == "" {
			return fmt.Errorf("own: %q is no column and its name in the table, such as lat=y", pair)
		}
		*field = strings.TrimSpace(name)
	}
	return nil
}

// fields returns the name of each column and its usual one.
func (c *Columns) fields() []struct{ own, usual string } {
	return []struct{ own, usual string }{
		{c.ID, "id"}, {c.Name, "name"}, {c.Names, "names"}, {c.Lat, "lat"}, {c.Lon, "lon"}, {c.Type, "type"}, {c.FeatureCode, "feature_code"},
		{c.Country, "country"}, {c.Parent, "parent"}, {c.Population, "population"}, {c.AreaM2, "area_m2"}, {c.Uncertainty, "uncertainty_m"},
	}
}

// maxRow is the longest row in bytes.
const maxRow = 1 << 20

// CSV reads places from a table with a header row, its columns parted by commas, semicolons or tabs, whichever the header has most of. A row that is wrong yields a *gazetteer.RowError; a header without the columns that must be there, or a quote
// that is never closed, ends it.
func CSV(r io.Reader, c Columns) iter.Seq2[gazetteer.Entry, error] {
	return func(yield func(gazetteer.Entry, error) bool) {
		in := bufio.NewReaderSize(&limited{r: r, left: maxRow}, 1<<16)
		t, err := newTable(in, &c)
		if err != nil {
			yield(gazetteer.Entry{}, err)
			return
		}
		for {
			f, err := t.r.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			line, _ := t.r.FieldPos(0)
			var e gazetteer.Entry
			if err == nil {
				e, err = t.entry(f)
				if err != nil {
					err = &gazetteer.RowError{Row: line, Reason: err.Error()}
				}
			} else if parse, ok := errors.AsType[*csv.ParseError](err); ok && errors.Is(parse, csv.ErrFieldCount) {
				err = &gazetteer.RowError{Row: line, Reason: fmt.Sprintf("%d columns, the header has %d", len(f), t.r.FieldsPerRecord)}
			} else {
				yield(gazetteer.Entry{}, fmt.Errorf("own: %w", err))
				return
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

// A table reads the rows after a header.
type table struct {
	r  *csv.Reader
	at map[string]int // column by usual name
}

func newTable(in *bufio.Reader, c *Columns) (*table, error) {
	head, err := in.Peek(1 << 12)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("own: %w", err)
	}
	if bytes.HasPrefix(head, []byte("\ufeff")) {
		in.Discard(3)
		head = head[3:]
	}
	head, _, _ = bytes.Cut(head, []byte("\n"))
	t := &table{r: csv.NewReader(in), at: map[string]int{}}
	t.r.ReuseRecord, t.r.LazyQuotes = true, true
	for _, comma := range "\t;," {
		if bytes.Count(head, []byte(string(comma))) >= bytes.Count(head, []byte(string(t.r.Comma))) {
			t.r.Comma = comma
		}
	}
	header, err := t.r.Read()
	if err != nil {
		return nil, fmt.Errorf("own: no header row: %w", err)
	}
	for _, f := range c.fields() {
		name := f.own
		if name == "" {
			name = f.usual
		}
		for i, h := range header {
			if strings.EqualFold(strings.TrimSpace(h), name) {
				t.at[f.usual] = i
			}
		}
		if _, ok := t.at[f.usual]; !ok && (f.own != "" || strings.Contains(" id name lat lon ", " "+f.usual+" ")) {
			return nil, fmt.Errorf("own: the header has no column %q; it has %s", name, strings.Join(header, ", "))
		}
	}
	return t, nil
}

func (t *table) entry(f []string) (gazetteer.Entry, error) {
	get := func(column string) string {
		if i, ok := t.at[column]; ok {
			return strings.TrimSpace(f[i])
		}
		return ""
	}
	var bad error
	number := func(column string, least, most float64) float64 {
		s := get(column)
		v, err := strconv.ParseFloat(s, 64)
		if s == "" && least == 0 {
			return 0
		}
		if (err != nil || !(v >= least && v <= most)) && bad == nil {
			bad = fmt.Errorf("%s %q is not a number from %v to %v", column, s, least, most)
		}
		return v
	}
	e := gazetteer.Entry{
		ID: get("id"), Name: get("name"), Type: gazetteer.Settlement, FeatureCode: get("feature_code"), Country: get("country"), Parent: get("parent"),
		Point:      orb.Point{number("lon", -180, 180), number("lat", -90, 90)},
		Population: uint64(number("population", 0, 1e11)), AreaM2: number("area_m2", 0, 1e16), Uncertainty: number("uncertainty_m", 0, math.MaxInt32),
	}
	if kind := get("type"); kind != "" {
		var ok bool
		if e.Type, ok = gazetteer.TypeOf(kind); !ok && bad == nil {
			bad = fmt.Errorf("type %q is none of those known", kind)
		}
	}
	for name := range strings.SplitSeq(get("names"), "|") {
		if name = strings.TrimSpace(name); name != "" {
			e.Names = append(e.Names, gazetteer.Name{Text: name})
		}
	}
	return e, bad
}

// A limited reader stops when a line, and so a row, is too long.
type limited struct {
	r    io.Reader
	left int
}

func (l *limited) Read(b []byte) (int, error) {
	n, err := l.r.Read(b)
	if i := bytes.LastIndexByte(b[:n], '\n'); i >= 0 {
		l.left = maxRow - (n - i)
	} else if l.left -= n; l.left < 0 {
		return 0, fmt.Errorf("a line is longer than %d bytes", maxRow)
	}
	return n, err
}
