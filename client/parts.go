package client

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/go-json-experiment/json/jsontext"
)

// readerOf returns what reads a document part by part. It does not write into it.
func readerOf(doc []byte) *jsontext.Decoder {
	return jsontext.NewDecoder(bytes.NewBuffer(doc), jsontext.AllowDuplicateNames(true))
}

// eachMember reads an object: f reads the value of the member that it is told of.
func eachMember(d *jsontext.Decoder, f func(name string) error) error {
	if err := begins(d, jsontext.KindBeginObject); err != nil {
		return err
	}
	for {
		tok, err := d.ReadToken()
		if err != nil || tok.Kind() == jsontext.KindEndObject {
			return err
		}
		if err := f(tok.String()); err != nil {
			return err
		}
	}
}

// eachItem reads a list: f reads an item.
func eachItem(d *jsontext.Decoder, f func() error) error {
	if err := begins(d, jsontext.KindBeginArray); err != nil {
		return err
	}
	for d.PeekKind() != jsontext.KindEndArray {
		if err := f(); err != nil {
			return err
		}
	}
	_, err := d.ReadToken()
	return err
}

// begins reads what begins an object or a list.
func begins(d *jsontext.Decoder, kind jsontext.Kind) error {
	tok, err := d.ReadToken()
	if err == nil && tok.Kind() != kind {
		err = fmt.Errorf("a %v stands where a %v should", tok.Kind(), kind)
	}
	return err
}

// appendEscaped appends the value that comes next, in which HTML could stand as it is.
func appendEscaped(b []byte, d *jsontext.Decoder) ([]byte, error) {
	raw, err := d.ReadValue()
	out := bytes.NewBuffer(b)
	json.HTMLEscape(out, raw)
	return out.Bytes(), err
}
