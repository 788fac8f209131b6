package main

import (
	"cmp"
	"slices"
	"strings"
)

// divisions are the rules of divisions.tsv and the words they know.
type divisions struct {
	rules []division
	words []string // longest first
}

func newDivisions(rules []division) divisions {
	d := divisions{rules: rules}
	for _, r := range rules {
		d.words = append(append(d.words, r.Word), r.Also...)
	}
	slices.SortFunc(d.words, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	d.words = slices.DeleteFunc(slices.Compact(d.words), func(w string) bool { return w == "" })
	return d
}

// split takes the word for the kind of unit off a name: "Kursk Oblast" is Kursk and Oblast, "Republic of Tatarstan" is
// Tatarstan and Republic; a name without one is itself and "".
func (d divisions) split(name string) (base, word string) {
	for _, w := range d.words {
		if n := len(name) - len(w) - 1; n > 0 && name[n] == ' ' && strings.EqualFold(name[n+1:], w) {
			return name[:n], w
		}
		if n := len(w) + len(" of "); n < len(name) && strings.EqualFold(name[:n], w+" of ") {
			return strings.TrimPrefix(name[n:], "the "), w
		}
	}
	return name, ""
}

// rule is the first that fits a unit of this kind in this country.
func (d divisions) rule(word, country string) (division, bool) {
	i := slices.IndexFunc(d.rules, func(r division) bool {
		return r.Word == word && (r.Countries == nil || r.Countries[country])
	})
	if i < 0 {
		return division{}, false
	}
	return d.rules[i], true
}

// kind is the first kind of unit that any of its names tells, and its rule.
func (d divisions) kind(names []string, country string) (division, bool) {
	for _, name := range names {
		if _, word := d.split(name); word != "" {
			return d.rule(word, country)
		}
	}
	return d.rule("", country)
}

// derive makes names by rule: each base of the unit's English names with each word for its kind.
func (d divisions) derive(names []string, country string) []string {
	rule, ok := d.kind(names, country)
	if !ok {
		return nil
	}
	var made []string
	for _, name := range names {
		base, _ := d.split(name)
		for _, also := range rule.Also {
			made = append(made, base+" "+also)
		}
	}
	return made
}

// display is the name to show: a bare one gets the word for its kind where the table says so, which tells the oblast
// from the city.
func (d divisions) display(name string, names []string, country string) string {
	if _, word := d.split(name); word != "" {
		return name
	}
	bare, ok := d.rule("", country)
	if !ok || !bare.Display {
		return name
	}
	if kind, ok := d.kind(names, country); !ok || !slices.Equal(kind.Also, bare.Also) {
		return name
	}
	return name + " " + bare.Also[0]
}
