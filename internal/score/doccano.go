package score

import (
	"encoding/json"
	"fmt"
	"strings"
)

// An example is a line of doccano's. What it does not know it keeps, so that gold texts come back with all that they had.
type example struct {
	ID       json.RawMessage `json:"id,omitempty"` // a number where doccano made it
	Text     string          `json:"text"`
	Label    []labeled       `json:"label"`
	Labels   []labeled       `json:"labels,omitempty"` // as some versions call them
	Entities []entity        `json:"entities,omitempty"`
	Lang     string          `json:"lang,omitempty"`
	Source   string          `json:"source,omitempty"`
	Partial  bool            `json:"partial,omitempty"`
	Notes    []noteOn        `json:"notes,omitempty"` // what else is said of spans
}

// A labeled is a span with its label: [0, 4, "Literal"]. Offsets count code points.
type labeled struct {
	start, end int
	label      string
}

// UnmarshalJSON reads a label with its span.
func (l *labeled) UnmarshalJSON(data []byte) error {
	return fields(data, &l.start, &l.end, &l.label)
}

// MarshalJSON writes a label with its span.
func (l labeled) MarshalJSON() ([]byte, error) { return json.Marshal([]any{l.start, l.end, l.label}) }

// An entity is the same where there are relations, too.
type entity struct {
	Start int    `json:"start_offset"`
	End   int    `json:"end_offset"`
	Label string `json:"label"`
}

// A noteOn is a note of a span: [0, 4, "12.0, 8.5; geotag:NG.29"].
type noteOn labeled

// UnmarshalJSON reads a note with its span.
func (n *noteOn) UnmarshalJSON(data []byte) error { return (*labeled)(n).UnmarshalJSON(data) }

// MarshalJSON writes a note with its span.
func (n noteOn) MarshalJSON() ([]byte, error) { return labeled(n).MarshalJSON() }

// fields reads an array whose values have types of their own.
func fields(data []byte, to ...any) error {
	var all []json.RawMessage
	if err := json.Unmarshal(data, &all); err != nil {
		return err
	}
	if len(all) < len(to) {
		return fmt.Errorf("%s has %d values, and should have %d", data, len(all), len(to))
	}
	for i, v := range to {
		if err := json.Unmarshal(all[i], v); err != nil {
			return err
		}
	}
	return nil
}

// readExample reads a line of doccano's.
func readExample(line []byte) (*Document, error) {
	var x example
	if err := json.Unmarshal(line, &x); err != nil {
		return nil, fmt.Errorf("not a line of doccano's: %w", err)
	}
	d := &Document{ID: strings.Trim(string(x.ID), `"`), Text: x.Text, Lang: x.Lang, Source: x.Source, Partial: x.Partial}
	if d.ID == "" {
		d.ID = "example"
	}
	for _, e := range x.Entities {
		x.Label = append(x.Label, labeled{e.Start, e.End, e.Label})
	}
	at := map[[2]int]*Mention{}
	for _, l := range append(x.Label, x.Labels...) {
		m := Mention{Start: l.start, End: l.end}
		m.place = m.typed(l.label)
		d.Mentions = append(d.Mentions, m)
	}
	for i := range d.Mentions {
		at[[2]int{d.Mentions[i].Start, d.Mentions[i].End}] = &d.Mentions[i]
	}
	for _, n := range x.Notes {
		if m := at[[2]int{n.start, n.end}]; m != nil { // the span may have been moved: then what was said of it holds no more
			m.noted(n.label)
		}
	}
	return d, d.finish()
}
