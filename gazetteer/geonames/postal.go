package geonames

import (
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
)

// The columns of a postal code file that are read, of the twelve it has (https://download.geonames.org/export/zip/readme.txt).
const (
	postCountry, postCode, postPlace, postAdmin1, postAdmin2, postLat, postLon = 0, 1, 2, 4, 6, 9, 10

	postColumns = 11 // the accuracy may be missing
)

// maxPostPlaces is of how many places a postal code keeps the names; few have more, and those are the countryside.
const maxPostPlaces = 40

// Postal reads a postal code file: allCountries, or a country's. An entry is a postal code, of the type Postcode, and its id "postcode:DE:10115":
// rows of one code that follow each other make one, in the middle of their points. It bears the code, without spaces and hyphens too, and the code
// behind the name of each of its places: "Berlin 10115".
func Postal(r io.Reader) iter.Seq2[gazetteer.Entry, error] {
	return func(yield func(gazetteer.Entry, error) bool) {
		var p post
		for e, err := range table(r, postColumns, postRow) {
			switch {
			case err != nil:
				if !yield(e, err) {
					return
				}
				continue
			case e.ID == p.entry.ID:
				p.add(&e)
				continue
			}
			if p.rows > 0 && !yield(p.whole(), nil) {
				return
			}
			p = post{entry: e, rows: 1}
		}
		if p.rows > 0 {
			yield(p.whole(), nil)
		}
	}
}

// A post is the rows of a postal code as one entry.
type post struct {
	entry gazetteer.Entry
	rows  int
	shift orb.Point // sum of the rows' distances from the first one's point, in degrees
}

func (p *post) add(e *gazetteer.Entry) {
	p.rows++
	p.shift[0] += math.Remainder(e.Point[0]-p.entry.Point[0], 360)
	p.shift[1] += e.Point[1] - p.entry.Point[1]
	for _, n := range e.Names {
		if len(p.entry.Names) < maxPostPlaces && !slices.ContainsFunc(p.entry.Names, func(o gazetteer.Name) bool { return o.Text == n.Text }) {
			p.entry.Names = append(p.entry.Names, n)
		}
	}
}

func (p *post) whole() gazetteer.Entry {
	e := p.entry
	n := float64(p.rows)
	e.Point = orb.Point{math.Remainder(e.Point[0]+p.shift[0]/n, 360), e.Point[1] + p.shift[1]/n}
	return e
}

func postRow(f []string) (gazetteer.Entry, error) {
	country, code := f[postCountry], strings.ToUpper(strings.Join(strings.Fields(f[postCode]), " "))
	compact := strings.NewReplacer(" ", "", "-", "").Replace(code)
	if !isPostcode(compact) {
		return gazetteer.Entry{}, fmt.Errorf("%q is no postal code: up to %d letters and digits", f[postCode], maxPostcode)
	}
	if len(country) != 2 {
		return gazetteer.Entry{}, fmt.Errorf("country %q is not two letters", country)
	}
	e := gazetteer.Entry{ID: "postcode:" + country + ":" + compact, Name: code, Type: gazetteer.Postcode, Country: country, Parent: postParent(f)}
	var err error
	if e.Point, err = point(f[postLat], f[postLon]); err != nil {
		return e, err
	}
	for _, form := range postForms(country, code, compact) {
		e.Names = append(e.Names, gazetteer.Name{Text: form})
	}
	if place := strings.TrimSpace(f[postPlace]); place != "" {
		e.Names = append(e.Names, gazetteer.Name{Text: place + " " + code, Flags: gazetteer.Derived})
	}
	return e, nil
}

// maxPostcode is how many letters and digits a postal code may have; the longest known, with CEDEX, have 12.
const maxPostcode = 16

func isPostcode(compact string) bool {
	return compact != "" && len(compact) <= maxPostcode && strings.Trim(compact, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// postForms are other ways to write a code: "SW1A1AA", and without the country before it, "4906" for "L-4906", or CEDEX behind it.
func postForms(country, code, compact string) []string {
	var forms []string
	add := func(form string) {
		if form != code && form != "" && !slices.Contains(forms, form) {
			forms = append(forms, form)
		}
	}
	add(compact)
	bare, _, _ := strings.Cut(code, " CEDEX")
	add(bare)
	digits := strings.TrimLeft(bare, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	prefix := bare[:len(bare)-len(digits)]
	if rest := strings.TrimLeft(digits, " -"); rest != digits && len(prefix) > 0 || prefix == country {
		if strings.Trim(rest, "0123456789") == "" {
			add(rest)
		}
	}
	return forms
}

// postParent is the id of the smallest division that a row names. Letters are a code of ISO 3166-2, digits one of GeoNames'.
func postParent(f []string) string {
	id := f[postCountry]
	admin1, admin2 := f[postAdmin1], f[postAdmin2]
	if admin1 == "" || admin1 == "00" {
		return id
	}
	id += "." + admin1
	if iso, ok := gazetteer.Subdivision(f[postCountry] + "-" + admin1); ok && strings.Trim(admin1, "0123456789") != "" {
		id = iso
	}
	if admin2 != "" && admin2 != "00" {
		id += "." + admin2
	}
	return id
}
