package main

import (
	"fmt"
	"io"
	"strings"
)

// A unitRule is a row of units.tsv: what names of second-order divisions look like and what else they are called.
type unitRule struct {
	shared        bool     // only for names that a settlement has as well
	before, after string   // what stands around the base of the name
	forms         []string // with * for the base
	countries     map[string]bool
}

type unitRules []unitRule

// readUnitRules reads units.tsv: pattern, forms, countries or "*".
func readUnitRules(r io.Reader) ([]unitRule, error) {
	var list []unitRule
	for f, err := range rows(r, 3) {
		if err != nil {
			return nil, err
		}
		u := unitRule{forms: strings.Split(f.cells[1], "|"), countries: countrySet(f.cells[2])}
		var ok bool
		pattern, shared := strings.CutPrefix(f.cells[0], "=")
		u.shared = shared
		if u.before, u.after, ok = strings.Cut(pattern, "*"); !ok || f.cells[2] == "" {
			return nil, fmt.Errorf("line %d: want pattern, forms, countries", f.line)
		}
		for _, form := range u.forms {
			if strings.Count(form, "*") != 1 {
				return nil, fmt.Errorf("line %d: form %q", f.line, form)
			}
		}
		list = append(list, u)
	}
	return list, nil
}

// countrySet reads countries separated by commas; "*" is nil, all.
func countrySet(cell string) map[string]bool {
	if cell == "*" {
		return nil
	}
	set := make(map[string]bool)
	for cc := range items(cell) {
		set[cc] = true
	}
	return set
}

// forms are the names that the first fitting rule makes of a name, the one to show first; a name that fits none is itself.
// That a name is shared says that it is also a settlement's.
func (u unitRules) forms(name, country string, shared bool) []string {
	for _, r := range u {
		if base, ok := r.base(name, country); ok && (shared || !r.shared) {
			return r.formsOf(base)
		}
	}
	return []string{name}
}

// worded are the forms of a name with a word for the kind of unit, or of a shared one; otherwise nil.
func (u unitRules) worded(name, country string, shared bool) []string {
	for _, r := range u {
		if base, ok := r.base(name, country); ok && (base != name || r.shared && shared) {
			return r.formsOf(base)
		}
	}
	return nil
}

// base is what is left of a name without the word for the kind of unit.
func (u unitRules) base(name, country string) string {
	for _, r := range u {
		if base, ok := r.base(name, country); ok {
			return base
		}
	}
	return name
}

// base is what * stands for in a name that fits the pattern.
func (r unitRule) base(name, country string) (string, bool) {
	n := len(name) - len(r.after)
	if r.countries != nil && !r.countries[country] || n <= len(r.before) ||
		!strings.EqualFold(name[:len(r.before)], r.before) || !strings.EqualFold(name[n:], r.after) {
		return "", false
	}
	return name[len(r.before):n], true
}

func (r unitRule) formsOf(base string) []string {
	forms := make([]string, len(r.forms))
	for i, form := range r.forms {
		forms[i] = strings.Replace(form, "*", base, 1)
	}
	return forms
}
