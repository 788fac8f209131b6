package bulk

import (
	"bytes"
	"encoding/json"
	"strings"

	"example.com/geotag/client"
)

// A Format is how answers are written.
type Format uint8

// The formats of answers.
const (
	// JSONL is a line a text: a FeatureCollection, or with client.Features its Features, a line each. A table's columns are its member "columns",
	// of a Feature its property.
	JSONL Format = iota
	// GeoJSON is one FeatureCollection of the features of all texts, which have the property textId.
	GeoJSON
	// GeoJSONSeq is a Feature a record, after a record separator (RFC 8142).
	GeoJSONSeq
	// CSV is a row a mention, with the columns that the texts had (RFC 4180).
	CSV
)

// An Encoder writes answers in one format. Its methods may be called at once.
type Encoder struct {
	Format Format
	// Flat and Records are those of client.LineOptions; Records is for JSONL alone.
	Lines client.LineOptions
	// WithText writes each text beside its answer: as the member "text" of a FeatureCollection in JSONL. Offsets into the article of a page count in
	// it.
	WithText bool
}

// Begin appends what stands before the records of an output, whose texts have these columns.
func (e *Encoder) Begin(b []byte, columns []string) ([]byte, error) {
	switch e.Format {
	case GeoJSON:
		return append(b, `{"type":"FeatureCollection","features":[`...), nil
	case CSV:
		return appendHeader(b, columns)
	}
	return b, nil
}

// End appends what stands after the records.
func (e *Encoder) End(b []byte) []byte {
	if e.Format == GeoJSON {
		b = append(b, "\n]}\n"...)
	}
	return b
}

// First returns the first records of an output, which Append made, without what stands between them and others.
func (e *Encoder) First(records []byte) []byte {
	if e.Format == GeoJSON {
		return bytes.TrimPrefix(records, []byte(","))
	}
	return records
}

// Append appends the records of a text's answer and counts them. The answer is a document as a TagFunc returns it, or, if that is nil, why there is none.
// Errors: a document that is no such GeoJSON.
func (e *Encoder) Append(b []byte, t *Text, doc []byte, why error) ([]byte, int64, error) {
	if e.Format == CSV {
		return appendRows(b, t, doc, why)
	}
	o := e.Lines
	if e.Format != JSONL {
		o.Records = client.Features
	}
	at, id := len(b), t.Request.GetId()
	var err error
	if doc == nil {
		b, err = o.AppendError(b, id, why)
	} else {
		b, err = o.AppendAnswer(b, doc, id)
	}
	if err != nil || len(b) == at {
		return b[:at], 0, err
	}
	if o.Records == client.Collections {
		b, err = e.beside(b, t)
		return append(b, '\n'), 1, err
	}
	return e.features(b, at, t)
}

// beside adds to a collection what stands beside it.
func (e *Encoder) beside(b []byte, t *Text) ([]byte, error) {
	if t.Row != nil {
		columns, err := appendObject(append(b[:len(b)-1], `,"columns":`...), t.Columns, t.Row)
		if err != nil {
			return b, err
		}
		b = append(columns, '}')
	}
	if e.WithText && t.Request.GetText() != "" {
		text, err := json.Marshal(t.Request.GetText())
		if err != nil {
			return b, err
		}
		b = append(append(append(b[:len(b)-1], `,"text":`...), text...), '}')
	}
	return b, nil
}

// properties begin in a feature.
const properties = `"properties":{`

// features makes records of the features on lines that begin at a place in b.
func (e *Encoder) features(b []byte, at int, t *Text) ([]byte, int64, error) {
	columns, err := e.property(t)
	if err != nil {
		return b[:at], 0, err
	}
	lines := string(b[at:])
	b = b[:at]
	n := int64(0)
	for line := range strings.Lines(lines) {
		n++
		line = strings.TrimSuffix(line, "\n")
		switch e.Format {
		case GeoJSON:
			b = append(b, ",\n"...)
		case GeoJSONSeq:
			b = append(b, '\x1e')
		}
		before, after, _ := strings.Cut(line, properties) // which no member before has in it
		b = append(append(append(append(b, before...), properties...), columns...), after...)
		if e.Format != GeoJSON {
			b = append(b, '\n')
		}
	}
	return b, n, nil
}

// property returns the columns of a text as the first properties of its features.
func (e *Encoder) property(t *Text) (b []byte, err error) {
	switch {
	case t.Row == nil:
		return nil, nil
	case !e.Lines.Flat:
		b, err = appendObject([]byte(`"columns":`), t.Columns, t.Row)
	default:
		flat := make([]string, len(t.Columns))
		for i, c := range t.Columns {
			flat[i] = "columns_" + c
		}
		if b, err = appendObject(nil, flat, t.Row); err == nil {
			b = b[1 : len(b)-1]
		}
	}
	return append(b, ','), err
}

// appendObject appends an object whose members are strings, in their order.
func appendObject(b []byte, names, values []string) ([]byte, error) {
	b = append(b, '{')
	for i, name := range names {
		if i > 0 {
			b = append(b, ',')
		}
		for _, s := range []string{name, values[i]} {
			member, err := json.Marshal(s)
			if err != nil {
				return b, err
			}
			b = append(append(b, member...), ':')
		}
		b = b[:len(b)-1]
	}
	return append(b, '}'), nil
}
