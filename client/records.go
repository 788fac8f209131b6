package client

import (
	"encoding/json"
	"fmt"

	geotagv1 "example.com/geotag/api/geotag/v1"
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

// records returns what is written for the answer to a text.
func (o *LineOptions) records(resp *geotagv1.TagResponse) ([]byte, error) {
	doc, err := GeoJSON(resp)
	if err == nil && o.Flat {
		doc, err = flattened(doc)
	}
	if err != nil || o.Records == Collections {
		return doc, err
	}
	var c struct{ Features []record }
	if err := json.Unmarshal(doc, &c); err != nil {
		return nil, fmt.Errorf("client: %w", err)
	}
	var lines []byte
	for i, f := range c.Features {
		if i > 0 {
			lines = append(lines, '\n')
		}
		if lines, err = f.append(lines, resp.GetId()); err != nil {
			return nil, err
		}
	}
	return lines, nil
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

// failed returns the record of a text that failed: an empty collection with an id and an error, or a feature of nothing that has them.
func (o *LineOptions) failed(id string, e tagError) ([]byte, error) {
	if o.Records == Collections {
		return json.Marshal(struct {
			Type     string   `json:"type"`
			Features []string `json:"features"`
			ID       string   `json:"id,omitempty"`
			Error    tagError `json:"error"`
		}{"FeatureCollection", []string{}, id, e})
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
		return flattened(doc)
	}
	return doc, err
}
