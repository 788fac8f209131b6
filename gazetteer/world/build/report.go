package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"example.com/geotag/gazetteer"
)

// countsTable is counts.tsv: for each type and source the places it brought, and the spellings that no source read before
// it had, before those that compare equal were made one.
func (w *world) countsTable() []byte {
	var b strings.Builder
	b.WriteString("type\tsource\tplaces\tnames\n")
	order := slices.SortedFunc(maps.Keys(w.counts), func(a, b countKey) int {
		return cmp.Or(cmp.Compare(a.typ, b.typ), cmp.Compare(a.source, b.source))
	})
	for _, k := range order {
		if w.counts[k] == (count{}) {
			continue
		}
		fmt.Fprintf(&b, "%s\t%s\t%d\t%d\n", k.typ, k.source, w.counts[k].places, w.counts[k].names)
	}
	return []byte(b.String())
}

// notice is the text that must go with world.gaz: who made the data, and the licences that ask to be repeated.
func notice(licences []string) []byte {
	var b strings.Builder
	b.WriteString("gazetteer/world/world.gaz is made from the following data.\n")
	for _, p := range packages {
		s := p.Source
		fmt.Fprintf(&b, "\n%s (%s, %s), %s\n  %s\n  %s\n  reached through the %s package %s %s\n",
			s.Name, s.Version, s.Date, s.License, s.Attribution, s.URL, p.Manager, p.Name, p.Version)
	}
	for _, t := range []struct {
		source     gazetteer.Source
		file, what string
	}{
		{layersPkg.Source, naturalFile, "natural features with their outlines"},
		{villagesPkg.Source, villagesFile, "places that the other sources lack; names romanized, points of estimated ones replaced"},
	} {
		fmt.Fprintf(&b, "\n%s (%s, %s), %s\n  %s\n  %s\n  %s, in gazetteer/world/tables/%s\n",
			t.source.Name, t.source.Version, t.source.Date, t.source.License, t.source.Attribution, t.source.URL, t.what, t.file)
	}
	b.WriteString("\nNames by language (gazetteer/world/tables/languages.tsv.gz) come from Natural Earth's populated places and admin tables (public domain,\n")
	b.WriteString("https://www.naturalearthdata.com/) and from the Unicode Common Locale Data Repository (Unicode-3.0, https://cldr.unicode.org/),\n")
	b.WriteString("joined by GeoNames' numbers.\n")
	b.WriteString("\nThe other tables in gazetteer/world/tables were written by hand for this project. Areas that areas.tsv marks as GeoNames' are those of\n")
	b.WriteString("GeoNames' countryInfo.txt: contains data from GeoNames, licensed under CC BY 4.0. https://www.geonames.org/\n")
	b.WriteString("Disputed places follow GeoNames' country codes; this is no statement of anyone's opinion.\n")
	b.WriteString("CC BY 4.0: https://creativecommons.org/licenses/by/4.0/\n")
	for i, text := range licences {
		if text != "" {
			fmt.Fprintf(&b, "\n%s\nLicence of %s %s\n\n%s\n", strings.Repeat("-", 80), packages[i].Name, packages[i].Version, text)
		}
	}
	return []byte(b.String())
}
