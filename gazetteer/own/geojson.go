// Package own reads places of one's own, from GeoJSON or TopoJSON and from tables, and further names of places that others describe.
//
// GeoJSON is a FeatureCollection, a Feature, or Features a line (NDJSON) or a record each (RFC 8142). Properties, and columns of tables, in any case:
//
//	id            the place's id, or the Feature's own; that of a place of another source adds to it. Without one an id is made of name and point
//	name          the display name
//	names         other names: a list, or an object of lists or texts by language ("en", "ru"); in a table with | between
//	lat, lon      of tables: degrees north and east
//	geometry      of tables: WKT, GeoJSON, or "lat, lon"
//	type          country, admin1, admin2, settlement, continent, region, union, water, landform, island, airport or facility, or a usual
//	              word for one of them, such as town; if nothing is said a settlement, or a region where there is more than a point
//	feature_code  GeoNames' code
//	country       ISO 3166-1 alpha-2, or what Options.Country knows
//	parent        id of the place that holds it
//	population    people
//	area_m2, area_source, uncertainty_m
//
// Other names of properties and columns that mean one of these are known as well ("Latitude", "lng", "Breite"); Options.Map gives those that are not.
// A polygon is the boundary, and a point inside is the place's; one that runs past 180 degrees is cut there, and one whose rings cross or are open
// is mended. What is not taken as it stands is told by a Partial *gazetteer.RowError.
package own

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb/geojson"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/features"
)

// GeoJSON reads places from features, or from TopoJSON; see the package's comment for their properties.
func GeoJSON(r io.Reader, o Options) iter.Seq2[gazetteer.Entry, error] {
	var p properties
	return features.Entries(r, func(f *geojson.Feature) (gazetteer.Entry, []*gazetteer.RowError) {
		rec := record{feature: true, shape: f.Geometry}
		p.read(f, o.Map)
		notes := rec.fill(f, &p, o.Map)
		e, more := o.entry(&rec)
		if len(f.Properties) > 0 && len(more) == 1 && more[0].Reason == errNameless.Error() {
			more[0].Reason += fmt.Sprintf(" among the properties %.120s: say which it is by -map name=PROPERTY", strings.Join(slices.Sorted(maps.Keys(f.Properties)), ", "))
		}
		return e, append(notes, more...)
	})
}

// properties are those of a feature, sorted, and which of them are fields; most features of a file have the same.
type properties struct {
	keys []string
	at   map[Field]int
}

func (p *properties) read(f *geojson.Feature, m Mapping) {
	keys := slices.Sorted(maps.Keys(f.Properties))
	if p.at == nil || !slices.Equal(keys, p.keys) {
		p.keys, p.at = keys, m.columns(keys)
	}
}

// fill takes the values out of a feature's properties, and tells which of them are of no use.
func (rec *record) fill(f *geojson.Feature, p *properties, m Mapping) (notes []*gazetteer.RowError) {
	keys, at := p.keys, p.at
	note := func(field Field, v any, want string) {
		notes = append(notes, &gazetteer.RowError{Reason: fmt.Sprintf("property %s is %.60v, not %s: left out", field, v, want), Kind: gazetteer.Partial})
	}
	for field, i := range at {
		v := f.Properties[keys[i]]
		if field == names {
			rec.names = named(v, func(v any) { note(names, v, "a list, or an object by language") })
			continue
		}
		s, ok := text(v)
		if !ok {
			note(field, v, "a text or a number")
		}
		rec.values[field] = strings.TrimSpace(s)
	}
	if s, ok := text(f.ID); ok && s != "" && (!has(at, id) || !strings.EqualFold(keys[at[id]], "id")) {
		if _, mapped := m[id]; !mapped {
			rec.values[id] = s
		}
	}
	slices.SortFunc(notes, func(a, b *gazetteer.RowError) int { return strings.Compare(a.Reason, b.Reason) })
	return notes
}

func has(at map[Field]int, f Field) bool {
	_, ok := at[f]
	return ok
}

// text returns a text, or the digits of a number; nothing of null.
func text(v any) (string, bool) {
	switch v := v.(type) {
	case nil:
		return "", true
	case string:
		return v, true
	case bool:
		return "", true
	case json.Number:
		return v.String(), true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	}
	return "", false
}

// named reads the property names, and calls bad with what is none.
func named(v any, bad func(v any)) (list []gazetteer.Name) {
	switch v := v.(type) {
	case nil:
	case string:
		return split(v)
	case []any:
		return appendNames(nil, v, nil, bad)
	case map[string]any:
		for _, lang := range slices.Sorted(maps.Keys(v)) {
			texts, ok := v[lang].([]any)
			if !ok {
				texts = []any{v[lang]}
			}
			list = appendNames(list, texts, languages(lang), bad)
		}
	default:
		bad(v)
	}
	return list
}

// languages returns a language as names have it: nothing of what is none.
func languages(tag string) []string {
	tag = strings.TrimSpace(tag)
	if tag == "" || strings.ContainsFunc(tag, func(r rune) bool { return r <= ' ' || r > '~' || r == ',' }) {
		return nil
	}
	return []string{tag}
}

func appendNames(list []gazetteer.Name, texts []any, langs []string, bad func(v any)) []gazetteer.Name {
	for _, v := range texts {
		s, ok := v.(string)
		switch {
		case ok && gazetteer.IsName(s):
			list = append(list, gazetteer.Name{Text: s, Langs: langs})
		case !ok && v != nil:
			bad(v)
		}
	}
	return list
}
