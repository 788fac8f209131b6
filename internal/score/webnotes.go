package score

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// A note is a Web Annotation (Web Annotation Data Model, W3C Recommendation of 23 February 2017). One and many of a thing are the same there.
type note struct {
	Body   some[body]   `json:"body"`
	Target some[target] `json:"target"`
}

// Notes are an annotation, an AnnotationPage, or an AnnotationCollection with its first page.
type notes struct {
	note
	Items some[note]                  `json:"items"`
	First *struct{ Items some[note] } `json:"first"`
}

// A body is what an annotation says of its target: a tag, a reference or a geometry.
type body struct {
	ID, Source, Value, Purpose word
	Geometry                   struct {
		Type        word
		Coordinates json.RawMessage
	}
}

// A word is a string; what is none says nothing here.
type word string

// UnmarshalJSON reads a string.
func (w *word) UnmarshalJSON(data []byte) error {
	if len(data) == 0 || data[0] != '"' {
		return nil
	}
	return json.Unmarshal(data, (*string)(w))
}

// A target is a span of a text.
type target struct {
	Source   source         `json:"source"`
	Selector some[selector] `json:"selector"`
}

// A source is a text by its address, or one with its words.
type source struct{ ID, Value string }

// A selector says which span of a text is meant: by its place, in code points, or by its words.
type selector struct {
	Type                  string
	Start, End            int
	Exact, Prefix, Suffix string
}

// some is one value or an array of them.
type some[T any] []T

// UnmarshalJSON reads either.
func (s *some[T]) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '[' {
		return json.Unmarshal(b, (*[]T)(s))
	}
	var one T
	err := json.Unmarshal(b, &one)
	*s = some[T]{one}
	return err
}

// UnmarshalJSON reads an object, or a string, which is an address.
func (b *body) UnmarshalJSON(data []byte) error {
	type plain body
	return object(data, (*plain)(b), (*string)(&b.ID))
}

// UnmarshalJSON reads an object, or a string, which is an address.
func (s *source) UnmarshalJSON(data []byte) error {
	type plain source
	return object(data, (*plain)(s), &s.ID)
}

// UnmarshalJSON reads an object, or a string, which is the address of a whole text.
func (t *target) UnmarshalJSON(data []byte) error {
	type plain target
	return object(data, (*plain)(t), &t.Source.ID)
}

func object(data []byte, whole any, address *string) error {
	if len(data) > 0 && data[0] == '"' {
		return json.Unmarshal(data, address)
	}
	return json.Unmarshal(data, whole)
}

// readNotes yields the texts that annotations are about, in the order in which they are named. text returns that of a source that does not have it.
func readNotes(data []byte, text func(source string) (string, error)) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		var all some[notes]
		if err := json.Unmarshal(data, &all); err != nil {
			yield(nil, fmt.Errorf("score: not Web Annotations: %w", err))
			return
		}
		g := gathering{text: text, of: map[string]*Document{}, runes: map[*Document][]rune{}}
		for i := range all {
			if err := g.add(&all[i], fmt.Sprintf("annotation %d", i+1)); err != nil {
				yield(nil, fmt.Errorf("score: %w", err))
				return
			}
		}
		for _, d := range g.documents {
			if err := d.finish(); err != nil {
				yield(nil, fmt.Errorf("score: %w", err))
				return
			}
			if !yield(d, nil) {
				return
			}
		}
	}
}

// A gathering puts annotations to their texts.
type gathering struct {
	text      func(source string) (string, error)
	of        map[string]*Document // by their source
	runes     map[*Document][]rune // their code points
	documents []*Document
}

// add adds an annotation, or those of a page, which stand at a place of the file.
func (g *gathering) add(n *notes, at string) error {
	items := n.Items
	if n.First != nil {
		items = append(items, n.First.Items...)
	}
	for i := range items {
		if err := g.note(&items[i], fmt.Sprintf("%s, item %d", at, i+1)); err != nil {
			return err
		}
	}
	return g.note(&n.note, at)
}

func (g *gathering) note(n *note, at string) error {
	for k := range n.Target {
		if err := g.mention(n, &n.Target[k]); err != nil {
			return fmt.Errorf("%s: %w", at, err)
		}
	}
	return nil
}

// mention adds what an annotation says of a target.
func (g *gathering) mention(n *note, t *target) error {
	key := cmp.Or(t.Source.ID, t.Source.Value)
	d := g.of[key]
	if d == nil {
		text := t.Source.Value
		if text == "" {
			var err error
			if text, err = g.text(t.Source.ID); err != nil {
				return err
			}
		}
		d = &Document{ID: cmp.Or(t.Source.ID, fmt.Sprint("text ", len(g.documents)+1)), Source: t.Source.ID, Text: text}
		d.At = d.ID
		g.of[key], g.runes[d], g.documents = d, []rune(text), append(g.documents, d)
	}
	m, err := d.selected(g.runes[d], t.Selector)
	if err != nil {
		return err
	}
	n.describe(&m)
	d.Mentions = append(d.Mentions, m)
	return nil
}

// selected returns the span that selectors mean, which must agree.
func (d *Document) selected(text []rune, selectors []selector) (m Mention, err error) {
	for _, s := range selectors {
		if s.Type == "TextPositionSelector" {
			m.Start, m.End = s.Start, s.End
		}
	}
	for _, s := range selectors {
		switch {
		case s.Type != "TextQuoteSelector":
		case m.End > 0:
			err = quoted(text, m.Start, m.End, s.Exact)
		default:
			m.Start, m.End, err = d.quote(s)
		}
		if err != nil {
			return m, err
		}
	}
	if m.End == 0 {
		return m, errors.New("it has no selector of type TextPositionSelector or TextQuoteSelector")
	}
	return m, nil
}

// quote finds the words of a selector, which must stand in the text once.
func (d *Document) quote(s selector) (start, end int, err error) {
	whole := s.Prefix + s.Exact + s.Suffix
	n := strings.Count(d.Text, whole)
	if s.Exact == "" || n != 1 {
		return 0, 0, fmt.Errorf("%q stands %d times in the text", whole, n)
	}
	at := strings.Index(d.Text, whole) + len(s.Prefix)
	start = utf8.RuneCountInString(d.Text[:at])
	return start, start + utf8.RuneCountInString(s.Exact), nil
}

// describe enters what the bodies say of a mention.
func (n *note) describe(m *Mention) {
	m.place = true
	var tags []string
	for _, b := range n.Body {
		for _, s := range []string{string(b.ID), string(b.Source), string(b.Value)} {
			if id := geonameID(s); id > 0 {
				m.ID = id
			} else if strings.HasPrefix(s, "geo:") || strings.HasPrefix(s, placeNote) || s == neutralNote {
				m.noted(s)
			}
		}
		var point []float64
		if b.Geometry.Type == "Point" && json.Unmarshal(b.Geometry.Coordinates, &point) == nil && len(point) >= 2 {
			m.Lat, m.Lon = latLon(fmt.Sprint(point[1], point[0]))
		}
		if b.Value != "" && (b.Purpose == "tagging" || b.Purpose == "classifying") {
			tags = append(tags, string(b.Value))
		}
	}
	if len(tags) > 0 {
		m.place = slices.ContainsFunc(tags, m.typed)
	}
}

// beside returns what reads the texts that the annotations of a file name: those of a source's last name in the same folder, with .txt or without;
// of annotations that name none the file's own name with .txt.
func beside(file string) func(source string) (string, error) {
	return func(source string) (string, error) {
		name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
		if u, err := url.Parse(source); err == nil && source != "" {
			name = filepath.Base(u.Path)
		}
		for _, ending := range []string{"", ".txt"} {
			text, err := readWhole(filepath.Join(filepath.Dir(file), name+ending))
			if !errors.Is(err, os.ErrNotExist) {
				return string(text), err
			}
		}
		return "", fmt.Errorf("the text of %q is neither in the annotation (as the source's \"value\") nor beside it as %s.txt", source, name)
	}
}
