package client

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"google.golang.org/protobuf/proto"
)

// FlatGeoJSON is GeoJSON with properties that are plain values, as Flat makes them.
func FlatGeoJSON(m proto.Message) ([]byte, error) {
	doc, err := GeoJSON(m)
	if err != nil {
		return nil, err
	}
	return Flat(doc)
}

// Flat returns an answer, which is GeoJSON on one line as a TagFunc returns it, with properties that are plain values, as tables of attributes want them:
// a member of a member is named by both ("area_lowM2"), and a list is written in one string, its items between "; " ("mentions_text"). Members are in
// the order of their names. Errors: what is no JSON object.
func Flat(doc []byte) ([]byte, error) {
	flat, err := appendFlat(nil, readerOf(doc))
	if err != nil {
		return nil, fmt.Errorf("client: %w", err)
	}
	return flat, nil
}

// appendFlat appends a collection or a feature, its members in the order of their names.
func appendFlat(b []byte, d *jsontext.Decoder) ([]byte, error) {
	values := map[string][]byte{}
	err := eachMember(d, func(name string) (err error) {
		switch name {
		case "features":
			values[name], err = flatFeatures(d)
		case "properties":
			values[name], err = flatProperties(d)
		default:
			values[name], err = appendEscaped(nil, d)
		}
		return err
	})
	b = append(b, '{')
	for i, name := range slices.Sorted(maps.Keys(values)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(append(b, '"'), name...), `":`...), values[name]...) // names are words of ours
	}
	return append(b, '}'), err
}

// flatFeatures returns a list of features.
func flatFeatures(d *jsontext.Decoder) ([]byte, error) {
	list := []byte{'['}
	err := eachItem(d, func() (err error) {
		if len(list) > 1 {
			list = append(list, ',')
		}
		list, err = appendFlat(list, d)
		return err
	})
	return append(list, ']'), err
}

// flatProperties returns the properties of a feature, flat.
func flatProperties(d *jsontext.Decoder) ([]byte, error) {
	raw, err := d.ReadValue()
	if err != nil {
		return nil, err
	}
	nested := json.NewDecoder(bytes.NewReader(raw))
	nested.UseNumber()
	var properties map[string]any
	if err := nested.Decode(&properties); err != nil {
		return nil, err
	}
	flat := map[string]any{}
	flatten(flat, "", properties)
	return json.Marshal(flat)
}

// flatten writes an object's members into flat, each after a prefix.
func flatten(flat map[string]any, prefix string, object map[string]any) {
	for name, value := range object {
		switch value := value.(type) {
		case map[string]any:
			flatten(flat, prefix+name+"_", value)
		case []any:
			for at, items := range columns(prefix+name, value) {
				flat[at] = strings.Join(items, "; ")
			}
		default:
			flat[prefix+name] = value
		}
	}
}

// columns returns the items of a list, or of a list of objects those of each member, which is empty where an object lacks it.
func columns(name string, list []any) map[string][]string {
	out := map[string][]string{}
	for i, item := range list {
		flat := map[string]any{name: item}
		if object, ok := item.(map[string]any); ok {
			flat = map[string]any{}
			flatten(flat, name+"_", object)
		}
		for _, at := range slices.Collect(maps.Keys(flat)) {
			for len(out[at]) < i {
				out[at] = append(out[at], "")
			}
			out[at] = append(out[at], fmt.Sprint(flat[at]))
		}
	}
	for at, items := range out {
		for len(items) < len(list) {
			items = append(items, "")
		}
		out[at] = items
	}
	return out
}
