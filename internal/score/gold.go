// Package score holds answers against gold texts: what was found, what was placed where it is, what is no place at all.
//
// A gold file has one document a line, as JSON: {"id", "text", "lang", "mentions": [{"start", "end", "lat", "lon", "kind", "spanonly"}]}.
// Offsets count code points, the end exclusive. A mention without coordinates is neutral: a prediction over it counts
// neither for nor against; with "spanonly" it counts for recognition alone.
//
// Corpora of other languages than English, which say theirs in "lang", mark spans by conventions of their own: see Document.LeavesDemonymsOut and Document.Strict.
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
	"strconv"
	"strings"
	"unicode"
)

// A Document is a gold text.
type Document struct {
	ID       string    `json:"id"`
	Text     string    `json:"text"`
	Mentions []Mention `json:"mentions"`
	// Source is where the text appeared: an outlet, an address; empty: not said.
	Source string `json:"source"`
	// Home is where its publisher sits, a place id; empty: not said. The file does not say it.
	Home string `json:"-"`
	// Lang is the language of the text as a BCP 47 tag; empty: not said. It is not told to what answers.
	Lang string `json:"lang"`
	// Partial says that only some places of the text are annotated, so that a prediction elsewhere is no fault.
	Partial bool `json:"partial"`
	// LeftOut is how many annotations are no gold: of persons and other things that are no places, and that say nowhere.
	LeftOut int `json:"-"`
	// At is where the document stands, such as "news.jsonl:12" or, of Read, "12".
	At string `json:"-"`
}

// A Mention is a place that a gold text names.
type Mention struct {
	Start    int      `json:"start"` // code points
	End      int      `json:"end"`
	Lat      *float64 `json:"lat"` // degrees; nil: annotated without coordinates
	Lon      *float64 `json:"lon"`
	ID       int      `json:"geonameid"` // of GeoNames; 0: not said
	Place    word     `json:"id"`        // of the gazetteer, such as "NG.32"; empty: not said
	Kind     string   `json:"kind"`      // the corpus's usage type, or empty
	SpanOnly bool     `json:"spanonly"`  // counts for recognition though it has no coordinates
	Text     word     `json:"text"`      // what the span covers; empty: not said

	place   bool // its type says that it is a place
	neutral bool // it says that it does not count
}

// coded reports whether the mention counts.
func (m *Mention) coded() bool { return m.Lat != nil && m.Lon != nil || m.SpanOnly }

// maxLine is the longest line of a gold file, in bytes.
const maxLine = 64 << 20

// Read yields the documents of a gold file, or what is wrong with it and on which line. They are as answers are held against them.
func Read(r io.Reader) iter.Seq2[*Document, error] { return agreed(readJSON(r)) }

// agreed yields documents by the conventions of their languages.
func agreed(documents iter.Seq2[*Document, error]) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		for d, err := range documents {
			if err == nil {
				d.conventions()
			}
			if !yield(d, err) {
				return
			}
		}
	}
}

// readJSON yields the documents of JSON lines as they stand there.
func readJSON(r io.Reader) iter.Seq2[*Document, error] { return readEach(r, readLine) }

func readLine(line []byte) (*Document, error) {
	d := new(Document)
	return d, json.Unmarshal(line, d)
}

// readEach yields the documents that are read of each line which is not empty.
func readEach(r io.Reader, read func(line []byte) (*Document, error)) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, maxLine)
		n := 0
		for lines.Scan() {
			n++
			if len(bytes.TrimSpace(lines.Bytes())) == 0 {
				continue
			}
			line := lines.Bytes()
			if n == 1 {
				line = bytes.TrimPrefix(line, []byte("\ufeff"))
			}
			d, err := read(line)
			if err == nil {
				d.At = strconv.Itoa(n)
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

// Misquoted returns what of the mentions is wrong that say which text they cover, and cover another.
func (d *Document) Misquoted() error {
	text := []rune(d.Text)
	for i, m := range d.Mentions {
		if m.Text == "" {
			continue
		}
		if err := quoted(text, m.Start, m.End, string(m.Text)); err != nil {
			return fmt.Errorf("score: %s: mention %d: %w", d.ID, i, err)
		}
	}
	return nil
}

// adjectival are the languages whose adjectives of places have small letters. Some of their corpora mark them as places ("киевский"),
// others do not.
var adjectival = []string{"ru", "uk"}

// conventions makes neutral what the corpora of a language do not agree about: one word in small letters, which is an adjective.
func (d *Document) conventions() {
	if !slices.Contains(adjectival, d.Lang) {
		return
	}
	text := []rune(d.Text)
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if unicode.IsLower(text[m.Start]) && !slices.Contains(text[m.Start:m.End], ' ') {
			m.SpanOnly = false
		}
	}
}

// LeavesDemonymsOut reports whether the document's corpus never annotates demonyms, so that they must not be predicted: two corpora by
// their name, and those of other languages that mark spans without saying where they are.
func (d *Document) LeavesDemonymsOut() bool {
	corpus, _, _ := strings.Cut(d.ID, "-")
	return corpus == "geovirus" || corpus == "tud" || d.Lang != "" && !d.Places()
}

// Places reports whether the document says where any of its mentions is.
func (d *Document) Places() bool {
	return slices.ContainsFunc(d.Mentions, func(m Mention) bool { return m.Lat != nil })
}

// Strict returns the span of a mention without a leading "the" and a trailing "'s", and in Turkish without the ending after an apostrophe.
func (d *Document) Strict(m *Mention) (start, end int) {
	return d.trim([]rune(d.Text), m.Start, m.End)
}

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
