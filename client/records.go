package client

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json/jsontext"
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
		if doc, err = Flat(doc); err != nil {
			return b, err
		}
	}
	if o.Records == Collections {
		return append(b, doc...), nil
	}
	d, records := readerOf(doc), b
	err = eachMember(d, func(name string) error {
		if name != "features" {
			return d.SkipValue()
		}
		return eachItem(d, func() (err error) {
			if len(records) > len(b) {
				records = append(records, '\n')
			}
			records, err = appendRecord(records, d, id)
			return err
		})
	})
	if err != nil {
		return b, fmt.Errorf("client: %w", err)
	}
	return records, nil
}

// appendRecord appends the feature that comes next as one that stands by itself, with the text's id among its properties: its number, which counts
// within one text, is left out.
func appendRecord(b []byte, d *jsontext.Decoder, textID string) ([]byte, error) {
	parts := map[string][]byte{}
	err := eachMember(d, func(name string) (err error) {
		parts[name], err = appendEscaped(nil, d)
		return err
	})
	properties := parts["properties"]
	if err != nil || !bytes.HasPrefix(properties, []byte("{")) {
		return b, cmp.Or(err, errors.New("a feature has no properties"))
	}
	b = append(append(b, `{"type":`...), parts["type"]...)
	if box := parts["bbox"]; box != nil {
		b = append(append(b, `,"bbox":`...), box...)
	}
	b = append(append(b, `,"geometry":`...), parts["geometry"]...)
	b = append(b, `,"properties":{`...)
	if textID != "" {
		id, _ := json.Marshal(textID)
		b = append(append(b, `"textId":`...), id...)
		if len(properties) > len("{}") {
			b = append(b, ',')
		}
	}
	return append(append(b, properties[1:]...), '}'), nil
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
		doc, err = Flat(doc)
	}
	return append(b, doc...), err
}
