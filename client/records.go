package client

import (
	"encoding/json"
	"fmt"
)

// Records say what a line of an answer to many texts is.
type Records uint8

// The kinds of records.
const (
	// Collections are a FeatureCollection for each text.
	Collections Records = iota
	// Features are a Feature for each place or statement, with the request's id as the property textId. A text that fails is a Feature
	// without a geometry, whose properties have its textId and the error; a text without features has no record.
	Features
)

// AppendAnswer appends to b what is written for a text: its document, which is GeoJSON on one line as a TagFunc returns it, or the features in
// it, each on a line with the text's id; no line end stands after the last. Errors: a document that is no such GeoJSON.
func (o *LineOptions) AppendAnswer(b, doc []byte, id string) (_ []byte, err error) {
	if o.Flat {
		if doc, err = flattened(doc); err != nil {
			return b, err
		}
	}
	if o.Records == Collections {
		return append(b, doc...), nil
	}
	var c struct{ Features []record }
	if err := json.Unmarshal(doc, &c); err != nil {
		return b, fmt.Errorf("client: %w", err)
	}
	for i, f := range c.Features {
		if i > 0 {
			b = append(b, '\n')
		}
		if b, err = f.append(b, id); err != nil {
			return b, err
		}
	}
	return b, nil
}

// A record is a feature that stands by itself: its number, which counts within one text, is left out.
type record struct {
	Type       string          `json:"type"`
	BBox       json.RawMessage `json:"bbox,omitempty"`
	Geometry   json.RawMessage `json:"geometry"`
	Properties json.RawMessage `json:"properties"`
}

// append appends the record on a line, with the text's id among its properties.
func (r *record) append(b []byte, textID string) ([]byte, error) {
	if textID != "" {
		id, err := json.Marshal(textID)
		if err != nil {
			return nil, err
		}
		r.Properties = append(append([]byte(`{"textId":`), id...), append([]byte{','}, r.Properties[1:]...)...)
	}
	line, err := json.Marshal(r)
	return append(b, line...), err
}

// AppendError appends to b what is written for a text that failed: an empty collection with its id and the error, or a feature of nothing that
// has them. Errors: none that is known.
func (o *LineOptions) AppendError(b []byte, id string, why error) ([]byte, error) {
	e := tagErrorOf(why)
	if o.Records == Collections {
		doc, err := json.Marshal(struct {
			Type     string   `json:"type"`
			Features []string `json:"features"`
			ID       string   `json:"id,omitempty"`
			Error    tagError `json:"error"`
		}{"FeatureCollection", []string{}, id, e})
		return append(b, doc...), err
	}
	type properties struct {
		TextID string   `json:"textId,omitempty"`
		Error  tagError `json:"error"`
	}
	doc, err := json.Marshal(struct {
		Type       string     `json:"type"`
		Geometry   *struct{}  `json:"geometry"`
		Properties properties `json:"properties"`
	}{"Feature", nil, properties{id, e}})
	if err == nil && o.Flat {
		doc, err = flattened(doc)
	}
	return append(b, doc...), err
}
