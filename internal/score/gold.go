// Package score holds answers against gold texts: what was found, what was placed where it is, what is no place at all.
//
// A gold file has one document a line, as JSON: {"id", "text", "mentions": [{"start", "end", "lat", "lon", "kind"}]}.
// Offsets count code points, the end exclusive. A mention without coordinates is neutral: a prediction over it counts
// neither for nor against.
package score

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
)

// A Document is a gold text.
type Document struct {
	ID       string    `json:"id"`
	Text     string    `json:"text"`
	Mentions []Mention `json:"mentions"`
	// Partial says that only some places of the text are annotated, so that a prediction elsewhere is no fault.
	Partial bool `json:"partial"`
}

// A Mention is a place that a gold text names.
type Mention struct {
	Start    int      `json:"start"` // code points
	End      int      `json:"end"`
	Lat      *float64 `json:"lat"` // degrees; nil: annotated without coordinates
	Lon      *float64 `json:"lon"`
	ID       int      `json:"geonameid"` // of GeoNames; 0: not said
	Kind     string   `json:"kind"`      // the corpus's usage type, or empty
	SpanOnly bool     `json:"spanonly"`  // counts for recognition though it has no coordinates
}

// coded reports whether the mention counts.
func (m *Mention) coded() bool { return m.Lat != nil && m.Lon != nil || m.SpanOnly }

// maxLine is the longest line of a gold file, in bytes.
const maxLine = 64 << 20

// Read yields the documents of a gold file, or what is wrong with it and on which line.
func Read(r io.Reader) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, maxLine)
		n := 0
		for lines.Scan() {
			n++
			if len(bytes.TrimSpace(lines.Bytes())) == 0 {
				continue
			}
			d := new(Document)
			err := json.Unmarshal(lines.Bytes(), d)
			if err == nil {
				err = d.check()
			}
			if err != nil {
				yield(nil, fmt.Errorf("score: line %d: %w", n, err))
				return
			}
			if !yield(d, nil) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield(nil, fmt.Errorf("score: line %d: %w", n+1, err))
		}
	}
}

func (d *Document) check() error {
	if d.ID == "" || d.Text == "" {
		return fmt.Errorf("a document needs an id and a text")
	}
	n := len([]rune(d.Text))
	for i, m := range d.Mentions {
		if m.Start < 0 || m.Start >= m.End || m.End > n {
			return fmt.Errorf("%s: mention %d: [%d, %d) is not in the text of %d characters", d.ID, i, m.Start, m.End, n)
		}
		if (m.Lat == nil) != (m.Lon == nil) {
			return fmt.Errorf("%s: mention %d has a latitude or a longitude but not both", d.ID, i)
		}
	}
	return nil
}

// LeavesDemonymsOut reports whether the document's corpus never annotates demonyms, so that they must not be predicted.
func (d *Document) LeavesDemonymsOut() bool {
	corpus, _, _ := strings.Cut(d.ID, "-")
	return corpus == "geovirus" || corpus == "tud"
}

// Strict returns the span of a mention without a leading "the" and a trailing "'s".
func (d *Document) Strict(m *Mention) (start, end int) { return trim([]rune(d.Text), m.Start, m.End) }

// Spans returns the spans of the mentions that have coordinates, in order and without those that overlap one before.
func (d *Document) Spans() [][2]int {
	var out [][2]int
	for _, m := range d.Mentions {
		if m.Lat != nil {
			out = append(out, [2]int{m.Start, m.End})
		}
	}
	slices.SortFunc(out, func(a, b [2]int) int { return cmp.Or(a[0]-b[0], a[1]-b[1]) })
	last := 0
	return slices.DeleteFunc(out, func(s [2]int) bool {
		if s[0] < last {
			return true
		}
		last = s[1]
		return false
	})
}
