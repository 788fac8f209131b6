package client

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"
)

// FlatGeoJSON is GeoJSON with properties that are plain values, as tables of attributes want them: a member of a member is named by both
// ("area_lowM2"), and a list is written in one string, its items between "; " ("mentions_text"). Members are in the order of their names.
func FlatGeoJSON(m proto.Message) ([]byte, error) {
	doc, err := GeoJSON(m)
	if err != nil {
		return nil, err
	}
	return flattened(doc)
}

// flattened returns a document with the properties of its features flat.
func flattened(doc []byte) ([]byte, error) {
	var top map[string]json.RawMessage
	if err := json.Unmarshal(doc, &top); err != nil {
		return nil, fmt.Errorf("client: %w", err)
	}
	if features, ok := top["features"]; ok {
		var all []json.RawMessage
		if err := json.Unmarshal(features, &all); err != nil {
			return nil, fmt.Errorf("client: %w", err)
		}
		for i, f := range all {
			flat, err := flattened(f)
			if err != nil {
				return nil, err
			}
			all[i] = flat
		}
		top["features"], _ = json.Marshal(all)
	}
	if nested, ok := top["properties"]; ok {
		d := json.NewDecoder(bytes.NewReader(nested))
		d.UseNumber()
		var properties map[string]any
		if err := d.Decode(&properties); err != nil {
			return nil, fmt.Errorf("client: %w", err)
		}
		flat := map[string]any{}
		flatten(flat, "", properties)
		top["properties"], _ = json.Marshal(flat)
	}
	return json.Marshal(top)
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
