package score

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/paulmach/orb"

	"example.com/geotag/internal/geodesy"
)

// Class says what became of a mention or a prediction. Each gold mention that counts is of one class, and so is
// each prediction over no gold mention at all.
type Class int

// The classes.
const (
	Right        Class = iota // found, and placed within 161 km if the gold says where it is
	Missed                    // no prediction touches it
	Span                      // a prediction overlaps it, but begins or ends elsewhere
	Nested                    // not found, inside a longer run of capitalised words
	Abbreviation              // not found or not placed, and written with full stops or as at most four capitals
	SameName                  // found; the answer is another place in the right country
	Country                   // found; the answer lies in another country
	Granularity               // found; the answer contains the gold point, as a country or a division, or lies in one that does
	Nowhere                   // a prediction over no gold mention
	Classes
)

var classNames = [Classes]string{
	"right", "missed", "wrong span", "nested", "abbreviation", "wrong place of the name", "wrong country", "granularity", "false",
}

// String returns the class in words.
func (c Class) String() string { return classNames[c] }

// A Case is one mention or prediction, with what became of it.
type Case struct {
	Class      Class
	Document   *Document
	Start, End int         // code points
	Gold       *orb.Point  // nil for Nowhere, and where the gold has a span alone
	Kind       string      // the gold usage type, or empty
	Got        *Prediction // what was found at the span, or is Nowhere; else nil
	// Same says that the answer is within 161 km or the same entity all the same: the ids agree, or, where they cannot be compared, the gold point
	// lies in the answer's own boundary. Gazetteers put the dot of a province up to 400 km apart.
	Same bool
}

// An Area is what contains a point: ids of the divisions and the country, the country by its code.
type Area struct {
	Country string
	IDs     map[string]bool
}

// Cases classifies a document's mentions and the predictions that touch none, in the order of the text. locate returns
// what contains a point; it is asked only about mentions that were found and not placed.
func Cases(d *Document, predicted []Prediction, rules Rules, locate func(orb.Point) Area) []Case {
	text := []rune(d.Text)
	predicted = d.usable(text, predicted, rules)
	var out []Case
	touched := make([]bool, len(predicted))
	for i := range d.Mentions {
		m := &d.Mentions[i]
		start, end := d.trim(text, m.Start, m.End)
		c := Case{Document: d, Start: start, End: end, Kind: m.Kind}
		overlaps := false
		for k := range predicted {
			if overlap(&predicted[k], start, end) > 0 {
				touched[k], overlaps = true, true
				if predicted[k].Start == start && predicted[k].End == end {
					c.Got = &predicted[k]
				}
			}
		}
		if !m.coded() {
			continue
		}
		if m.Lat != nil {
			c.Gold = &orb.Point{*m.Lon, *m.Lat}
		}
		c.Class = classify(text, &c, m, overlaps, rules, locate)
		out = append(out, c)
	}
	for k := range predicted {
		if !touched[k] && !d.Partial {
			out = append(out, Case{Class: Nowhere, Document: d, Start: predicted[k].Start, End: predicted[k].End, Got: &predicted[k]})
		}
	}
	return out
}

func classify(text []rune, c *Case, m *Mention, overlaps bool, rules Rules, locate func(orb.Point) Area) Class {
	if c.Got == nil {
		switch {
		case overlaps:
			return Span
		case abbreviated(string(text[c.Start:c.End])):
			return Abbreviation
		case nested(text, c.Start, c.End):
			return Nested
		}
		return Missed
	}
	if c.Gold == nil || distance(c.Got, *c.Gold, rules) < near {
		c.Same = c.Gold != nil
		return Right
	}
	area := locate(*c.Gold)
	c.Same = m.same(c.Got, area)
	switch {
	case area.IDs[c.Got.PlaceID]:
		return Granularity
	case abbreviated(string(text[c.Start:c.End])):
		return Abbreviation
	case area.Country != "" && area.Country == c.Got.CountryCode:
		return SameName
	}
	return Country
}

// same reports whether an answer is the entity that a mention means, of which area is what holds the gold point.
func (m *Mention) same(p *Prediction, area Area) bool {
	if id, err := strconv.Atoi(p.PlaceID); err == nil && m.ID > 0 {
		return id == m.ID
	}
	return p.PlaceID != "" && area.IDs[p.PlaceID]
}

// abbreviated reports whether a name is written with a full stop, or in at most four capitals.
func abbreviated(name string) bool {
	if strings.Contains(name, ".") {
		return true
	}
	n := 0
	for _, c := range name {
		if !unicode.IsUpper(c) {
			return false
		}
		n++
	}
	return n <= 4
}

// nested reports whether a capitalised word stands right before or after a span, across one space or hyphen.
func nested(text []rune, start, end int) bool {
	joins := func(c rune) bool { return c == ' ' || c == '-' }
	if end+1 < len(text) && joins(text[end]) && unicode.IsUpper(text[end+1]) {
		return true
	}
	if start < 2 || !joins(text[start-1]) {
		return false
	}
	i := start - 2
	for i > 0 && unicode.IsLetter(text[i-1]) {
		i--
	}
	return unicode.IsUpper(text[i]) && (i < 2 || text[i-2] != '.')
}

// KM returns how far the answer lies from the gold point, 0 without an answer.
func (c *Case) KM() float64 {
	if c.Got == nil || c.Gold == nil {
		return 0
	}
	return geodesy.Distance(c.Got.Point, *c.Gold) / 1000
}

// Context returns the text of a case with up to n code points on either side.
func (c *Case) Context(n int) (before, name, after string) {
	text := []rune(c.Document.Text)
	return string(text[max(0, c.Start-n):c.Start]), string(text[c.Start:c.End]), string(text[c.End:min(len(text), c.End+n)])
}
