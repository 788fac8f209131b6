package features

import (
	"bytes"
	"encoding/json"

	"github.com/paulmach/orb/geojson"
)

// idAndProperties are the members of a feature whose numbers may be ids, which have to be kept to the digit.
type idAndProperties struct{ ID, Properties json.RawMessage }

// exactly sets id and properties anew, if the bytes of a feature hold a number that a float64 may not.
func exactly(f *geojson.Feature, b []byte) error {
	if !longNumber(b) {
		return nil
	}
	var raw idAndProperties
	if err := json.Unmarshal(b, &raw); err != nil {
		return err
	}
	return raw.set(f)
}

// longDigits is how many digits a whole number has at least that a float64 may not hold: 2^53 has 16.
const longDigits = 16

// longNumber reports whether there are so many digits in a row, none of them behind a decimal point.
func longNumber(b []byte) bool {
	run, fraction := 0, false
	for _, c := range b {
		switch {
		case c >= '0' && c <= '9':
			if run++; run >= longDigits && !fraction {
				return true
			}
		default:
			run, fraction = 0, c == '.'
		}
	}
	return false
}

// set decodes id and properties into a feature. A whole number of many digits becomes a json.Number, all others a float64.
func (raw *idAndProperties) set(f *geojson.Feature) error {
	if len(raw.ID) > 0 {
		v, err := decode(raw.ID)
		if err != nil {
			return err
		}
		f.ID = v
	}
	if len(raw.Properties) == 0 {
		return nil
	}
	v, err := decode(raw.Properties)
	if m, ok := v.(map[string]any); ok {
		f.Properties = m
	}
	return err
}

func decode(b []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var v any
	err := d.Decode(&v)
	return settled(v), err
}

// settled makes a float64 of each number that one holds as it stands.
func settled(v any) any {
	switch v := v.(type) {
	case json.Number:
		if !longNumber([]byte(v)) {
			if f, err := v.Float64(); err == nil {
				return f
			}
		}
	case map[string]any:
		for k := range v {
			v[k] = settled(v[k])
		}
	case []any:
		for i := range v {
			v[i] = settled(v[i])
		}
	}
	return v
}
