// Package own reads places of one's own, from GeoJSON and from tables.
//
// GeoJSON is a FeatureCollection, a Feature, or Features a line (NDJSON) or a record each (RFC 8142). Properties:
//
//	id            the place's id, or the Feature's own; required. That of a place of another source adds to it
//	name          the display name
//	names         other names: a list, or an object of lists or texts by language ("en", "ru")
//	type          country, admin1, admin2, settlement, continent, region, union, water, landform, island, airport or facility;
//	              settlement if nothing is said
//	feature_code  GeoNames' code
//	country       ISO 3166-1 alpha-2
//	parent        id of the place that holds it
//	population    people
//	area_m2, area_source, uncertainty_m
//
// A polygon is the boundary, and a point inside is the place's; a boundary whose rings cross or are open is left out and reported
// by a *gazetteer.RowError; its place is kept.
package own

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"

	"github.com/paulmach/orb/geojson"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/features"
)

// GeoJSON reads places from features; see the package's comment for their properties.
func GeoJSON(r io.Reader) iter.Seq2[gazetteer.Entry, error] {
	return features.Entries(r, func(f *geojson.Feature) (gazetteer.Entry, *gazetteer.RowError) {
		e, err := entry(f)
		if err == nil {
			err = features.SetGeometry(&e, f.Geometry)
		} else {
			e = gazetteer.Entry{}
		}
		if err != nil {
			return e, &gazetteer.RowError{Reason: err.Error()}
		}
		return e, nil
	})
}

func entry(f *geojson.Feature) (gazetteer.Entry, error) {
	p := properties{f.Properties, nil}
	e := gazetteer.Entry{
		ID: p.text("id"), Name: p.text("name"), FeatureCode: p.text("feature_code"), Country: p.text("country"), Parent: p.text("parent"),
		AreaM2: p.number("area_m2"), AreaSource: p.text("area_source"), Uncertainty: p.number("uncertainty_m"), Population: uint64(p.number("population")),
		Names: p.names(),
	}
	if e.ID == "" && f.ID != nil {
		e.ID = text(f.ID)
	}
	if e.ID == "" {
		return e, fmt.Errorf("no id")
	}
	if kind := p.text("type"); kind != "" {
		t, ok := gazetteer.TypeOf(kind)
		if !ok {
			return e, fmt.Errorf("type %q is none of those known", kind)
		}
		e.Type = t
	} else if e.Name != "" && f.Geometry != nil {
		e.Type = gazetteer.Settlement
	}
	return e, p.err
}

// properties reads a Feature's properties and keeps the first error.
type properties struct {
	p   geojson.Properties
	err error
}

func (p *properties) fail(key string, v any, want string) {
	if p.err == nil {
		p.err = fmt.Errorf("property %s is %v, not %s", key, v, want)
	}
}

// text returns a string or the digits of a number.
func (p *properties) text(key string) string {
	v, ok := p.p[key]
	if !ok || v == nil {
		return ""
	}
	s := text(v)
	if s == "" && v != "" {
		p.fail(key, v, "a text")
	}
	return s
}

func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}

func (p *properties) number(key string) float64 {
	v, ok := p.p[key]
	if !ok || v == nil {
		return 0
	}
	n, ok := v.(float64)
	if !ok || !(n >= 0 && n < 1e18) {
		p.fail(key, v, "a number from 0 on")
		return 0
	}
	return n
}

// names reads the property names.
func (p *properties) names() []gazetteer.Name {
	switch v := p.p["names"].(type) {
	case nil:
		return nil
	case []any:
		return p.list(nil, v, nil)
	case map[string]any:
		var langs []string
		for lang := range v {
			langs = append(langs, lang)
		}
		slices.Sort(langs)
		var names []gazetteer.Name
		for _, lang := range langs {
			list, ok := v[lang].([]any)
			if !ok {
				list = []any{v[lang]}
			}
			names = p.list(names, list, []string{lang})
		}
		return names
	default:
		p.fail("names", v, "a list, or an object by language")
		return nil
	}
}

func (p *properties) list(names []gazetteer.Name, list []any, langs []string) []gazetteer.Name {
	for _, v := range list {
		text, ok := v.(string)
		if !ok {
			p.fail("names", v, "a text")
			continue
		}
		names = append(names, gazetteer.Name{Text: text, Langs: langs})
	}
	return names
}
