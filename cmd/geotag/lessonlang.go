package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"example.com/geotag/internal/score"
	"example.com/geotag/internal/train"
)

// A namedText is a text whose names are all marked, in any language.
type namedText struct {
	Language string      `json:"lang"`
	Text     string      `json:"text"`
	Names    []namedSpan `json:"names"`
}

// A namedSpan is a name: [start, end, kind], in code points.
type namedSpan struct {
	start, end int
	kind       string
}

// UnmarshalJSON implements json.Unmarshaler.
func (n *namedSpan) UnmarshalJSON(b []byte) error {
	parts := [3]any{&n.start, &n.end, &n.kind}
	some := parts[:]
	if err := json.Unmarshal(b, &some); err != nil || len(some) != len(parts) || n.kind == "" {
		return fmt.Errorf("%.40s is no [start, end, kind]", b)
	}
	return nil
}

// readLanguage reads a file of texts with their names, a JSON object a line, and what of them is gold.
func readLanguage(file string) (*corpus, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	c := &corpus{name: corpusName(file)}
	for d, err := range score.Read(bytes.NewReader(data)) {
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		c.documents = append(c.documents, d)
	}
	n := 0
	for line := range bytes.Lines(data) {
		if n++; len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		l, err := languageLesson(line, c.name)
		if err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", file, n, err)
		}
		c.lessons = append(c.lessons, l)
	}
	return c, nil
}

// languageLesson makes a lesson of a line.
func languageLesson(line []byte, corpus string) (train.Lesson, error) {
	var t namedText
	if err := json.Unmarshal(line, &t); err != nil {
		return train.Lesson{}, err
	}
	if t.Language == "" {
		return train.Lesson{}, fmt.Errorf("it does not say its lang")
	}
	l := train.Lesson{Corpus: corpus, Text: t.Text, Language: t.Language, AllNames: true}
	at := make([]int, 0, len(t.Text)+1)
	for i := range t.Text {
		at = append(at, i)
	}
	at = append(at, len(t.Text))
	for _, n := range t.Names {
		if n.start < 0 || n.start >= n.end || n.end >= len(at) {
			return l, fmt.Errorf("a name from %d to %d, in a text of %d code points", n.start, n.end, len(at)-1)
		}
		l.Names = append(l.Names, train.Name{Start: at[n.start], End: at[n.end], Kind: kindOfLabel(n.kind), Apart: true})
	}
	slices.SortStableFunc(l.Names, func(a, b train.Name) int { return a.Start - b.Start })
	return l, nil
}

// kindOfLabel maps the kinds of names in texts of other languages to ours. Corpora differ in whether adjectives and facilities are places.
func kindOfLabel(label string) train.Kind {
	switch label {
	case "LOC":
		return train.PlaceName
	case "PER":
		return train.PersonName
	case "ORG":
		return train.BodyName
	case "MISC":
		return train.OtherName
	}
	return train.AnyName
}
