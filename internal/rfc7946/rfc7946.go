// Package rfc7946 checks GeoJSON strictly, for tests: what RFC 7946 demands, what it advises, and what geotag adds.
package rfc7946

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Check returns what is wrong with a GeoJSON document, all of it, or nil. Beyond what the RFC demands:
//
//   - exterior rings run counter-clockwise and interior ones clockwise, and no edge spans over 180° (sections 3.1.6, 3.1.9)
//   - there is no "crs" member, and no member that defines another type (sections 4, 7.1)
//   - positions have two numbers in the range of longitudes and latitudes, with at most 7 decimals (section 11.2)
//   - a feature's "properties" is an object, its "id" is unique, and a bbox has four numbers and holds what it belongs to
func Check(doc []byte) error {
	if !utf8.Valid(doc) {
		return errors.New("rfc7946: not UTF-8")
	}
	dec := json.NewDecoder(bytes.NewReader(doc))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return fmt.Errorf("rfc7946: %w", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return errors.New("rfc7946: more than one JSON value")
	}
	c := &checker{ids: map[string]bool{}}
	c.document(v)
	return errors.Join(c.faults...)
}

// A checker gathers faults. Its methods take a path for them to name.
type checker struct {
	faults []error
	ids    map[string]bool
}

type object = map[string]any

func (c *checker) fault(path, format string, args ...any) {
	c.faults = append(c.faults, fmt.Errorf("rfc7946: %s: %s", path, fmt.Sprintf(format, args...)))
}

func (c *checker) document(v any) {
	o, ok := v.(object)
	if !ok {
		c.fault("$", "not an object")
		return
	}
	switch o["type"] {
	case "FeatureCollection":
		c.collection("$", o)
	case "Feature":
		c.feature("$", o)
	default:
		c.geometry("$", o)
	}
}

func (c *checker) collection(path string, o object) {
	c.foreign(path, o, "coordinates", "geometries", "geometry", "properties")
	features, ok := o["features"].([]any)
	if !ok {
		c.fault(path, `"features" is no array`)
	}
	var all []position
	for i, f := range features {
		at := fmt.Sprintf("%s.features[%d]", path, i)
		if fo, ok := f.(object); ok && fo["type"] == "Feature" {
			all = append(all, c.feature(at, fo)...)
		} else {
			c.fault(at, "not a Feature")
		}
	}
	c.bbox(path, o, all)
}

// feature returns the feature's positions.
func (c *checker) feature(path string, o object) []position {
	c.foreign(path, o, "coordinates", "geometries", "features")
	if _, ok := o["properties"].(object); !ok {
		c.fault(path, `"properties" is no object`)
	}
	if id, ok := o["id"]; ok {
		switch id.(type) {
		case string, json.Number:
		default:
			c.fault(path, `"id" is neither a string nor a number`)
		}
		if key := fmt.Sprintf("%T %v", id, id); c.ids[key] {
			c.fault(path, `"id" %v stands twice`, id)
		} else {
			c.ids[key] = true
		}
	}
	g, ok := o["geometry"]
	if !ok {
		c.fault(path, `"geometry" is missing`)
	}
	if g == nil {
		return nil
	}
	positions := c.geometry(path+".geometry", g)
	c.bbox(path, o, positions)
	return positions
}

// foreign reports members that stand for another type.
func (c *checker) foreign(path string, o object, members ...string) {
	for _, m := range append(members, "crs") {
		if _, ok := o[m]; ok {
			c.fault(path, "%q does not belong in a %v", m, o["type"])
		}
	}
}

// decimals returns how many decimals a number is written with.
func decimals(n json.Number) int {
	s := n.String()
	if strings.ContainsAny(s, "eE") {
		return 99 // 1e-8
	}
	_, frac, _ := strings.Cut(s, ".")
	return len(frac)
}
