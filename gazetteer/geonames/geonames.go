// Package geonames reads GeoNames' tables (https://download.geonames.org/export/dump/readme.txt).
//
// Each reader streams: it holds a row at a time. A row that is not as the format wants it yields a *gazetteer.RowError and is left
// out; an error of reading ends the rest. Countries have their ISO code for an id ("RU"), first-order divisions that and GeoNames'
// code ("RU.41"), second-order ones both ("US.TX.277"), all else GeoNames' number; of divisions and countries the number stands in SameAs.
package geonames

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
)

// maxLine is the longest line of a table in bytes; the longest of GeoNames' has some 20,000.
const maxLine = 1 << 20

// table yields an entry a line, of the columns between tabs, of which there must be at least so many. Comments and empty lines go.
func table(r io.Reader, columns int, entry func(f []string) (gazetteer.Entry, error)) iter.Seq2[gazetteer.Entry, error] {
	return func(yield func(gazetteer.Entry, error) bool) {
		for l, err := range lines(r, maxLine) {
			if err == nil && (len(l.text) == 0 || l.text[0] == '#') {
				continue
			}
			var e gazetteer.Entry
			if err == nil {
				e, err = parse(l, columns, entry)
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

func parse(l line, columns int, entry func(f []string) (gazetteer.Entry, error)) (gazetteer.Entry, error) {
	kind := gazetteer.BadRow
	if !utf8.Valid(l.text) {
		return gazetteer.Entry{}, &gazetteer.RowError{Row: l.number, Reason: "the line is not UTF-8"}
	}
	f := strings.Split(string(l.text), "\t")
	if len(f) < columns {
		return gazetteer.Entry{}, &gazetteer.RowError{Row: l.number, Reason: fmt.Sprintf("%d columns, not %d", len(f), columns)}
	}
	e, err := entry(f)
	if err != nil {
		if _, ok := errors.AsType[unwanted](err); ok {
			kind = gazetteer.Unwanted
		}
		return gazetteer.Entry{}, &gazetteer.RowError{Row: l.number, Reason: err.Error(), Kind: kind}
	}
	e.Row = l.number
	return e, nil
}

// unwanted says of which kind a row is that is fine, and that no gazetteer holds.
type unwanted string

func (u unwanted) Error() string { return string(u) }

// Places reads the main table: allCountries, a country's, or cities*. Roads and rows without a feature class are Unwanted.
func Places(r io.Reader) iter.Seq2[gazetteer.Entry, error] { return table(r, 19, place) }

func place(f []string) (gazetteer.Entry, error) {
	e := gazetteer.Entry{Name: f[1], FeatureCode: f[7], Country: f[8]}
	var err error
	if e.Type, err = typeOf(f[6], f[7]); err != nil {
		return e, err
	}
	if err := number(f[0]); err != nil {
		return e, err
	}
	if e.Point, err = point(f[4], f[5]); err != nil {
		return e, err
	}
	if e.Population, err = count("population", f[14]); err != nil {
		return e, err
	}
	e.ID, e.Parent = identify(e.Type, f)
	if e.ID != f[0] {
		e.SameAs = []string{f[0]}
	}
	if f[2] != f[1] {
		e.Names = appendName(e.Names, f[2])
	}
	for name := range strings.SplitSeq(f[3], ",") {
		e.Names = appendName(e.Names, name)
	}
	if e.Type == gazetteer.Country {
		everyday(&e)
	}
	return e, nil
}

// styles are what stands before "of" in the formal names of states, and says no more than what kind of state it is. shared are the names that two
// states have behind it.
var (
	styles = strings.Split("Kingdom,Grand Duchy,Principality,Republic,Federal Republic,Islamic Republic,Arab Republic,State,Sultanate,Commonwealth,Union,Emirate", ",")
	shared = []string{"China", "Congo", "Korea"}
)

// everyday makes of a country's alternate name the display name, if the formal one says no more than what kind of state it is: Ruritania beside
// "Grand Duchy of Ruritania".
func everyday(e *gazetteer.Entry) {
	style, short, ok := strings.Cut(e.Name, " of ")
	short = strings.TrimPrefix(short, "the ")
	if !ok || !slices.Contains(styles, style) || slices.Contains(shared, short) {
		return
	}
	for i, n := range e.Names {
		if n.Text == short && n.Flags == 0 {
			e.Name, e.Names[i].Text = short, e.Name
			return
		}
	}
}

// identify returns the id of a row's place and that of the division that holds it, as fine as its codes tell.
func identify(t gazetteer.Type, f []string) (id, parent string) {
	var codes []string
	for _, code := range []string{f[8], f[10], f[11]} {
		if code == "" || code == "00" {
			break
		}
		codes = append(codes, code)
	}
	level := map[gazetteer.Type]int{gazetteer.Country: 1, gazetteer.Admin1: 2}[t]
	if f[7] == "ADM2" {
		level = 3
	}
	if level == 0 || len(codes) < level {
		return f[0], strings.Join(codes, ".")
	}
	return strings.Join(codes[:level], "."), strings.Join(codes[:level-1], ".")
}

// appendName adds an alternate name, unless it is none: a link, or nothing to be said. Three or four capitals are a code.
func appendName(names []gazetteer.Name, text string) []gazetteer.Name {
	text = strings.TrimSpace(text)
	if strings.Contains(text, "://") || !gazetteer.IsName(text) {
		return names
	}
	n := gazetteer.Name{Text: text}
	if isCode(text) {
		n.Flags = gazetteer.Code
	}
	return append(names, n)
}

func isCode(s string) bool {
	return (len(s) == 3 || len(s) == 4) && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

func number(s string) error {
	if _, ok := gazetteer.IDNumber(s); !ok {
		return fmt.Errorf("%q is no GeoNames number", s)
	}
	return nil
}

func point(lat, lon string) (orb.Point, error) {
	y, err := degrees("latitude", lat, 90)
	if err != nil {
		return gazetteer.NoPoint, err
	}
	x, err := degrees("longitude", lon, 180)
	return orb.Point{x, y}, err
}

func degrees(what, s string, most float64) (float64, error) {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || !(math.Abs(v) <= most) {
		return 0, fmt.Errorf("%s %q is not a number from -%v to %v", what, s, most, most)
	}
	return v, nil
}

// count reads a number of people; an empty one is unknown.
func count(what, s string) (uint64, error) {
	if s == "" {
		return 0, nil
	}
	n, err := strconv.ParseUint(s, 10, 40)
	if err != nil {
		return 0, fmt.Errorf("%s %q is not a number", what, s)
	}
	return n, nil
}
