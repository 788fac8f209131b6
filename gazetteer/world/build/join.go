package main

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// keysByID are the comparison keys of the names of things, by their id.
type keysByID map[string]map[string]bool

func (k keysByID) add(id, text string) {
	if text == "" {
		return
	}
	if k[id] == nil {
		k[id] = make(map[string]bool)
	}
	k[id][text] = true
}

// matches pairs ids on both sides that share a key which nothing else on either side has. Pairs that disagree with one
// another are left out.
func matches(left, right keysByID) map[string]string {
	l, r := owners(left), owners(right)
	pairs := make(map[string]map[string]bool)
	for key, ids := range r {
		if len(ids) == 1 && len(l[key]) == 1 {
			keysByID(pairs).add(ids[0], l[key][0])
		}
	}
	result := make(map[string]string)
	for id, others := range pairs {
		if len(others) == 1 {
			result[id] = slices.Collect(maps.Keys(others))[0]
		}
	}
	return result
}

// owners are the ids that have each key.
func owners(k keysByID) map[string][]string {
	o := make(map[string][]string)
	for id, keys := range k {
		for key := range keys {
			o[key] = append(o[key], id)
		}
	}
	return o
}

// joinSubdivisions tells the admin1 code of the ISO 3166-2 codes of CLDR ("rukrs" is RU.41): first by English names
// without the word for the kind of unit, then, for what is left, by names in the same language.
func joinSubdivisions(in *inputs, d divisions) map[string]string {
	result := make(map[string]string)
	taken := make(map[string]bool)
	for _, english := range []bool{true, false} {
		left, right := make(keysByID), make(keysByID)
		add := func(to keysByID, id, cc, lang, text string) {
			if (lang == "en") == english {
				base, _ := d.split(text)
				to.add(id, cc+"/"+lang+"/"+key(base))
			}
		}
		for _, a := range in.admin1 {
			if taken[a.Code] {
				continue
			}
			add(left, a.Code, a.Code[:2], "en", a.Name)
			for lang, names := range in.alternates {
				add(left, a.Code, a.Code[:2], lang, names[a.Code])
			}
		}
		for _, s := range in.subdivisions {
			if result[s.Code] == "" {
				add(right, s.Code, strings.ToUpper(s.Code[:2]), s.Lang, s.Text)
			}
		}
		found := matches(left, right)
		uses := make(map[string]int)
		for _, code := range found {
			uses[code]++
		}
		for sub, code := range found {
			if uses[code] == 1 {
				result[sub], taken[code] = code, true
			}
		}
	}
	return result
}

// subdivisionsTable lists ISO 3166-2 codes with the ids of their divisions, for subdivisions.tsv of package gazetteer.
func subdivisionsTable(joined map[string]string) []byte {
	var b bytes.Buffer
	b.WriteString("# ISO 3166-2\tid of a first-order division; from the subdivisions of Unicode CLDR and GeoNames, joined by name (make world)\n")
	for code, id := range sorted(joined) {
		if len(code) <= 2 { // a country's, that is a division of another
			continue
		}
		fmt.Fprintf(&b, "%s-%s\t%s\n", strings.ToUpper(code[:2]), strings.ToUpper(code[2:]), id)
	}
	return b.Bytes()
}

// joinRegions tells the admin1 code of the names of country-region-data, by country and name.
func joinRegions(in *inputs, d divisions) map[string][]string {
	left, right := make(keysByID), make(keysByID)
	for _, a := range in.admin1 {
		for _, name := range []string{a.Name, in.alternates["en"][a.Code]} {
			if base, _ := d.split(name); base != "" {
				left.add(a.Code, a.Code[:2]+"/"+key(base))
			}
		}
	}
	for cc, names := range in.regions {
		for _, name := range names {
			base, _ := d.split(name)
			right.add(cc+"/"+name, cc+"/"+key(base))
		}
	}
	names := make(map[string][]string)
	for id, code := range sorted(matches(left, right)) {
		names[code] = append(names[code], id[len("CC/"):])
	}
	return names
}
