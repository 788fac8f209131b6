// Package naturalearth reads Natural Earth's layers (https://www.naturalearthdata.com): admin-0, admin-1, populated places,
// lakes, rivers, marine areas and physical regions, as shapefiles or as GeoJSON of the same attributes.
//
// Countries have their ISO code for an id and first-order divisions GeoNames' code ("RU.41"), where Natural Earth gives one; what has
// a GeoNames number has that; all else has Natural Earth's own number after "ne:", or its name and kind. A shape whose rings
// cross or are open is left out and reported by a *gazetteer.RowError; its place is kept.
package naturalearth

import (
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/features"
)

// Shapefile reads a layer from its .shp and its .dbf, whose text is UTF-8, as Natural Earth's is.
func Shapefile(shp, dbf io.Reader) iter.Seq2[gazetteer.Entry, error] {
	return func(yield func(gazetteer.Entry, error) bool) {
		row := 0
		for rec, err := range records(shp, dbf) {
			if err != nil {
				yield(gazetteer.Entry{}, err)
				return
			}
			row++
			e, left := place(rec.attributes, rec.geometry)
			if !features.Emit(yield, row, e, left...) {
				return
			}
		}
	}
}

// GeoJSON reads a layer from a FeatureCollection.
func GeoJSON(r io.Reader) iter.Seq2[gazetteer.Entry, error] {
	return features.Entries(r, func(f *geojson.Feature) (gazetteer.Entry, []*gazetteer.RowError) {
		attributes := make(map[string]string, len(f.Properties))
		for k, v := range f.Properties {
			switch v := v.(type) {
			case string:
				attributes[strings.ToUpper(k)] = strings.TrimSpace(v)
			case float64:
				attributes[strings.ToUpper(k)] = strconv.FormatFloat(v, 'f', -1, 64)
			}
		}
		return place(attributes, f.Geometry)
	})
}

// place converts a record, and says what of it is left out: all, if the entry has no id.
func place(a map[string]string, g orb.Geometry) (gazetteer.Entry, []*gazetteer.RowError) {
	e, left := entry(a)
	if left != nil {
		return gazetteer.Entry{}, []*gazetteer.RowError{left}
	}
	if err := features.SetGeometry(&e, g); err != nil {
		return e, []*gazetteer.RowError{{Reason: err.Error()}}
	}
	return e, nil
}

func entry(a map[string]string) (gazetteer.Entry, *gazetteer.RowError) {
	e := gazetteer.Entry{Point: gazetteer.NoPoint}
	class, ok := a["FEATURECLA"]
	if !ok {
		return e, &gazetteer.RowError{Reason: "no attribute featurecla: this is no layer of Natural Earth"}
	}
	class = strings.ToLower(class)
	if e.Type, e.FeatureCode, ok = typeOf(class); !ok {
		return e, &gazetteer.RowError{Reason: "kind " + strconv.Quote(class), Kind: gazetteer.Unwanted}
	}
	for _, column := range []string{"NAME_EN", "NAME", "NAME_LONG", "NAME_ALT", "NAMEALT", "NAMEASCII", "NAME_LOCAL", "FORMAL_EN", "GN_NAME"} {
		addName(&e, a[column], "")
	}
	for _, lang := range languages {
		addName(&e, a["NAME_"+strings.ToUpper(lang)], lang)
	}
	addName(&e, a["NAME_ZHT"], "zh-Hant")
	if e.Name == "" {
		return e, &gazetteer.RowError{Reason: "no name", Kind: gazetteer.Unwanted}
	}
	e.Country = country(a)
	e.ID, e.Parent = identify(&e, a)
	if n, err := strconv.ParseFloat(a[population(e.Type)], 64); err == nil && n > 0 && n < 1e11 {
		e.Population = uint64(n)
	}
	return e, nil
}

// languages are those of the columns NAME_EN, NAME_DE and so on.
var languages = strings.Fields("en ar bn de el es fa fr he hi hu id it ja ko nl pl pt ru sv tr uk ur vi zh")

// addName adds a name: the first is the display name. Names in capitals, as seas have, are those of the map and not of the place.
func addName(e *gazetteer.Entry, text, lang string) {
	if !gazetteer.IsName(text) || !utf8.ValidString(text) {
		return
	}
	if e.Type == gazetteer.Water && text == strings.ToUpper(text) && text != strings.ToLower(text) {
		text = titled(text)
	}
	if e.Name == "" {
		e.Name = text
		return
	}
	n := gazetteer.Name{Text: text}
	if lang != "" {
		n.Langs = []string{lang}
	}
	e.Names = append(e.Names, n)
}

// titled gives each word a capital and the rest small letters.
func titled(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		_, n := utf8.DecodeRuneInString(w)
		words[i] = w[:n] + strings.ToLower(w[n:])
	}
	return strings.Join(words, " ")
}

// country returns the ISO 3166-1 code; Natural Earth writes -99 where it has none, and for some in ISO_A2 alone.
func country(a map[string]string) string {
	for _, column := range []string{"ISO_A2_EH", "ISO_A2"} {
		if c := a[column]; len(c) == 2 && strings.Trim(c, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
			return c
		}
	}
	return ""
}

func population(t gazetteer.Type) string {
	if t == gazetteer.Settlement {
		return "POP_MAX"
	}
	return "POP_EST"
}

// identify returns the id and the parent's.
func identify(e *gazetteer.Entry, a map[string]string) (id, parent string) {
	number := func(columns ...string) string {
		for _, c := range columns {
			if n, err := strconv.ParseFloat(a[c], 64); err == nil && n > 0 {
				s := strconv.FormatFloat(n, 'f', -1, 64)
				if _, ok := gazetteer.IDNumber(s); ok {
					return s
				}
			}
		}
		return ""
	}
	gn, ne := number("GEONAMESID", "GEONAMEID", "GN_ID"), number("NE_ID")
	switch {
	case e.Type == gazetteer.Country && e.Country != "":
		return e.Country, ""
	case e.Type == gazetteer.Admin1 && strings.HasPrefix(a["GN_A1_CODE"], e.Country+".") && e.Country != "":
		if gn != "" {
			e.SameAs = []string{gn}
		}
		return a["GN_A1_CODE"], e.Country
	case gn != "":
		return gn, e.Country
	case ne != "":
		return "ne:" + ne, e.Country
	}
	return ownID(e, a), e.Country
}

// ownID makes an id of what a record without a number has: the older layers' only way to tell one from another.
func ownID(e *gazetteer.Entry, a map[string]string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "ne:%s-%s-%s", strings.ToLower(a["FEATURECLA"]), a["ADM0_A3"], e.Name)
	id := strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' {
			return '_'
		}
		return r
	}, b.String())
	return id[:min(len(id), 60)]
}
