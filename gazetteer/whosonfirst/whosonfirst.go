// Package whosonfirst reads Who's On First records (https://whosonfirst.org): GeoJSON features, one or many.
//
// A record with a GeoNames concordance has that number for an id, all others Who's On First's own after "wof:"; a record's own
// stands in SameAs, so that parents are found by it. Records that are deprecated, superseded or no longer current are Unwanted.
// A boundary whose rings cross or are open is left out and reported by a *gazetteer.RowError; its place is kept.
package whosonfirst

import (
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"golang.org/x/text/language"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/features"
)

// Read reads records: a feature, a line each, or a FeatureCollection.
func Read(r io.Reader) iter.Seq2[gazetteer.Entry, error] {
	langs := map[string][]string{}
	return features.Entries(r, func(f *geojson.Feature) (gazetteer.Entry, []*gazetteer.RowError) {
		e, left := entry(f, langs)
		if left == nil {
			return e, nil
		}
		return e, []*gazetteer.RowError{left}
	})
}

// entry converts a record. What is left of it says what is left out: all, if the entry has no id.
func entry(f *geojson.Feature, langs map[string][]string) (gazetteer.Entry, *gazetteer.RowError) {
	p := f.Properties
	kind := p.MustString("wof:placetype", "")
	t, ok := types[kind]
	id := number(p["wof:id"])
	switch {
	case id == "":
		return gazetteer.Entry{}, &gazetteer.RowError{Reason: "no wof:id"}
	case !ok:
		return gazetteer.Entry{}, &gazetteer.RowError{Reason: "a " + strconv.Quote(kind), Kind: gazetteer.Unwanted}
	case gone(p):
		return gazetteer.Entry{}, &gazetteer.RowError{Reason: "deprecated, superseded or no longer current", Kind: gazetteer.Unwanted}
	}
	e := gazetteer.Entry{
		ID: "wof:" + id, Name: strings.TrimSpace(p.MustString("wof:name", "")), Type: t.t, FeatureCode: t.code, Country: p.MustString("wof:country", ""),
	}
	if code := p.MustString("gn:feature_code", ""); code != "" && t.t == gazetteer.Settlement {
		e.FeatureCode = code
	}
	if len(e.Country) != 2 || strings.Trim(e.Country, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		e.Country = ""
	}
	if !gazetteer.IsName(e.Name) {
		return gazetteer.Entry{}, &gazetteer.RowError{Reason: "no name", Kind: gazetteer.Unwanted}
	}
	if up := number(p["wof:parent_id"]); up != "" {
		e.Parent = "wof:" + up
	} else {
		e.Parent = e.Country
	}
	concord(&e, p)
	e.Names = names(p, langs)
	e.Population = uint64(max(0, p.MustFloat64("wof:population", p.MustFloat64("gn:population", 0))))
	return e, place(&e, f)
}

// gone reports whether a record is not, or no longer, to be used.
func gone(p geojson.Properties) bool {
	for _, key := range []string{"edtf:deprecated", "edtf:cessation"} {
		if s := p.MustString(key, ""); s != "" && s != "u" && s != "uuuu" && s != ".." && s != "open" {
			return true
		}
	}
	by, _ := p["wof:superseded_by"].([]any)
	return len(by) > 0 || p.MustFloat64("mz:is_current", -1) == 0
}

// number returns a positive whole number in decimal, or nothing for what is none.
func number(v any) string {
	if f, ok := v.(float64); ok && f > 0 && f == float64(int64(f)) {
		return strconv.FormatInt(int64(f), 10)
	}
	return ""
}

// concord takes the id from a concordance with GeoNames or, of a country, from ISO.
func concord(e *gazetteer.Entry, p geojson.Properties) {
	own := e.ID
	c, _ := p["wof:concordances"].(map[string]any)
	if gn := number(c["gn:id"]); gn != "" {
		e.ID = gn
	}
	if e.Type == gazetteer.Country && e.Country != "" {
		e.ID = e.Country
	}
	if e.ID != own {
		e.SameAs = []string{own}
	}
}

// place sets point, extent and boundary.
func place(e *gazetteer.Entry, f *geojson.Feature) *gazetteer.RowError {
	var left *gazetteer.RowError
	if err := features.SetGeometry(e, f.Geometry); err != nil {
		left = &gazetteer.RowError{Reason: err.Error()}
	}
	for _, prefix := range []string{"lbl:", "geom:"} {
		lat, okLat := f.Properties[prefix+"latitude"].(float64)
		lon, okLon := f.Properties[prefix+"longitude"].(float64)
		if okLat && okLon && (lat != 0 || lon != 0) {
			e.Point = orb.Point{lon, lat}
			break
		}
	}
	return left
}

// names collects the properties name:LANGUAGE_x_KIND, by key.
func names(p geojson.Properties, langs map[string][]string) []gazetteer.Name {
	var keys []string
	for key := range p {
		if strings.HasPrefix(key, "name:") {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	var out []gazetteer.Name
	for _, key := range keys {
		lang, use, _ := strings.Cut(strings.TrimPrefix(key, "name:"), "_x_")
		tags, ok := langs[lang]
		if !ok {
			if t, err := language.Parse(lang); err == nil && lang != "und" && lang != "unk" {
				tags = []string{t.String()}
			}
			langs[lang] = tags
		}
		list, _ := p[key].([]any)
		for _, v := range list {
			if text, ok := v.(string); ok && gazetteer.IsName(text) {
				out = append(out, gazetteer.Name{Text: text, Langs: tags, Flags: uses[use]})
			}
		}
	}
	return out
}

// uses are the kinds of names; a variant is just a name.
var uses = map[string]gazetteer.NameFlags{
	"preferred": gazetteer.Preferred, "colloquial": gazetteer.Colloquial, "historical": gazetteer.Historic, "abbreviation": gazetteer.Abbreviation,
	"demonym": gazetteer.Demonym,
}

// A kind is what a place type is here.
type kind struct {
	t    gazetteer.Type
	code string
}

// types are the place types that are read (https://github.com/whosonfirst/whosonfirst-placetypes).
var types = map[string]kind{
	"continent": {gazetteer.Continent, "CONT"}, "empire": {gazetteer.Union, ""}, "country": {gazetteer.Country, "PCLI"},
	"dependency": {gazetteer.Country, "PCLD"}, "disputed": {gazetteer.Region, ""}, "macroregion": {gazetteer.Region, "RGN"},
	"region": {gazetteer.Admin1, "ADM1"}, "macrocounty": {gazetteer.Region, "RGN"}, "county": {gazetteer.Admin2, "ADM2"},
	"localadmin": {gazetteer.Admin2, "ADM3"}, "locality": {gazetteer.Settlement, "PPL"}, "borough": {gazetteer.Settlement, "PPLX"},
	"macrohood": {gazetteer.Settlement, "PPLX"}, "neighbourhood": {gazetteer.Settlement, "PPLX"}, "microhood": {gazetteer.Settlement, "PPLX"},
	"ocean": {gazetteer.Water, "OCN"}, "marinearea": {gazetteer.Water, "SEA"}, "campus": {gazetteer.Facility, ""},
}
