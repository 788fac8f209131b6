package main

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"slices"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/geodesy"
	"github.com/paulmach/orb"
)

// A world is the gazetteer being made: countries, first-order divisions, settlements, in this order.
type world struct {
	in        *inputs
	divisions divisions
	units     unitRules
	hand      map[string][]handName // by place
	codes     map[string]bool       // of divisions that exist
	// transliterates are the countries whose own script is not Latin.
	transliterates map[string]bool
	spoken         map[string][]string // languages of countries
	shapes         shapes
	settlements    map[string][]city // by country, admin1 and admin2 code
	seats          map[string]city   // the largest settlement of a name in a first-order division
	places         []*place
	byID           map[string]*place
	counts         map[countKey]count
	merged         []string // places of the tables that were there already
}

// A countKey is a row of counts.tsv.
type countKey struct {
	source string
	typ    gazetteer.Type
}

// A count says how many places came from a source, and how many names that no source before it had.
type count struct{ places, names int }

// A place is an entry with the names collected for it.
type place struct {
	gazetteer.Entry
	names names
	hand  bool // its display name was given by hand
	world *world
}

// tables are the files written by hand.
type tables struct {
	names     []handName
	places    []handPlace
	divisions []division
	units     []unitRule
	areas     []officialArea
	natural   []naturalPlace
	villages  []village
	languages byLanguage
}

// What is no package is counted as one.
var (
	tablesPkg = pkg{Source: gazetteer.Source{Name: "tables"}}
	rulesPkg  = pkg{Source: gazetteer.Source{Name: "rules"}}
)

// readTables reads the tables from their directory.
func readTables(dir string) (t tables, err error) {
	if t.names, err = readTable(dir, "abbreviations.tsv", readAbbreviations); err != nil {
		return t, err
	}
	demonyms, err := readTable(dir, "demonyms.tsv", readDemonyms)
	if err != nil {
		return t, err
	}
	others, err := readAll(dir, nameTables, readNames)
	if err != nil {
		return t, err
	}
	t.names = slices.Concat(t.names, demonyms, others)
	if t.places, err = readAll(dir, placeTables, readPlaces); err != nil {
		return t, err
	}
	if t.divisions, err = readTable(dir, "divisions.tsv", readDivisions); err != nil {
		return t, err
	}
	if t.units, err = readTable(dir, "units.tsv", readUnitRules); err != nil {
		return t, err
	}
	if t.areas, err = readTable(dir, "areas.tsv", readAreas); err != nil {
		return t, err
	}
	if t.natural, err = readTable(dir, naturalFile, gzipped(readNatural)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return t, err
	}
	if t.villages, err = readTable(dir, villagesFile, gzipped(readVillages)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return t, err
	}
	t.languages, err = readByLanguage(dir)
	return t, err
}

// newWorld joins the sources. A row of a table whose place does not exist is an error.
func newWorld(in *inputs, t tables) (*world, error) {
	w := &world{in: in, divisions: newDivisions(t.divisions), units: t.units, hand: make(map[string][]handName),
		codes: make(map[string]bool), transliterates: make(map[string]bool), spoken: make(map[string][]string), settlements: make(map[string][]city), seats: make(map[string]city),
		counts: make(map[countKey]count), byID: make(map[string]*place)}
	for _, n := range t.names {
		w.hand[n.ID] = append(w.hand[n.ID], n)
	}
	for _, a := range slices.Concat(in.admin1, in.admin2) {
		w.codes[a.Code] = true
	}
	for _, c := range in.countries {
		w.transliterates[c.Code], w.spoken[c.Code] = transliterates(c), c.Languages
	}
	fresh := w.updateCities()
	for _, c := range slices.Concat(in.cities, fresh) {
		w.settle(c)
	}
	w.shapes = assign(in.mapUnits, in.cities, func(code string) bool { return w.codes[code] })
	w.countries()
	w.admin1()
	w.admin2()
	w.naturalUnits()
	w.airports(t.places)
	w.cities(fresh)
	if err := w.handPlaces(t.places); err != nil {
		return nil, err
	}
	w.natural(t.natural)
	w.villages(t.villages)
	if err := w.officialAreas(t.areas); err != nil {
		return nil, err
	}
	for id := range sorted(w.hand) {
		if w.byID[id] == nil {
			return nil, fmt.Errorf("tables: no place %s", id)
		}
	}
	if err := w.languages(t.languages); err != nil {
		return nil, err
	}
	return w, nil
}

// entries yields the places as Compile wants them.
func (w *world) entries() iter.Seq2[gazetteer.Entry, error] {
	places := slices.Clone(w.places)
	slices.SortFunc(places, func(a, b *place) int { return gazetteer.CompareIDs(a.ID, b.ID) })
	return func(yield func(gazetteer.Entry, error) bool) {
		for _, p := range places {
			e := p.Entry
			e.Names = p.names.sorted()
			e.Clean()
			if !yield(e, nil) {
				return
			}
		}
	}
}

func (w *world) add(from pkg, e gazetteer.Entry) *place {
	p := &place{Entry: e, world: w}
	w.places = append(w.places, p)
	w.byID[e.ID] = p
	w.count(from.Source.Name, e.Type, count{places: 1})
	return p
}

func (w *world) count(source string, t gazetteer.Type, n count) {
	k := countKey{source, t}
	w.counts[k] = count{w.counts[k].places + n.places, w.counts[k].names + n.names}
}

// from counts the names that f adds.
func (p *place) from(source pkg, f func(*names)) {
	before := len(p.names.list)
	f(&p.names)
	p.world.count(source.Source.Name, p.Type, count{names: len(p.names.list) - before})
}

// alternates adds GeoNames' names by language. One that is English or follows a better source is not preferred.
func (p *place) alternates() {
	p.from(libgeonamesPkg, func(n *names) {
		for lang, translations := range sorted(p.world.in.alternates) {
			flags := gazetteer.Preferred
			if p.Type == gazetteer.Country || lang == "en" {
				flags = 0
			}
			n.add(translations[p.ID], lang, flags)
		}
	})
}

// byHand adds the names that the tables have for the place.
func (p *place) byHand() { p.fromTables(p.world.hand[p.ID]) }

// fromTables adds names of the tables, among them the display name. An adjective that is spelt as the place is not added,
// for it would tell nothing.
func (p *place) fromTables(list []handName) {
	p.from(tablesPkg, func(n *names) {
		english := slices.Collect(n.english())
		for _, h := range list {
			if h.Display {
				p.Name, p.hand = h.Text, true
			}
			if h.Flags&gazetteer.Demonym != 0 && (h.Text == p.Name || slices.Contains(english, h.Text)) {
				continue
			}
			if len(h.Langs) == 0 {
				n.add(h.Text, "en", h.Flags)
			}
			for _, lang := range h.Langs {
				n.add(h.Text, lang, h.Flags)
			}
		}
	})
}

// rule adds derived names. Where a source has one already, it is only marked as English.
func (p *place) rule(made []string) {
	p.from(rulesPkg, func(n *names) {
		for _, text := range made {
			if text != p.Name {
				n.add(text, "en", gazetteer.Derived)
			}
		}
	})
}

// settle notes a settlement under its country and divisions.
func (w *world) settle(c city) {
	admin1 := c.Country + "." + c.Admin1
	for _, code := range []string{c.Country, admin1, admin1 + "." + c.Admin2} {
		w.settlements[code] = append(w.settlements[code], c)
	}
	seat := admin1 + "/" + key(c.Name)
	if old, ok := w.seats[seat]; !ok || c.Population > old.Population {
		w.seats[seat] = c
	}
}

// draw sets extent, boundary with its area, and point from polygons that share their borders.
func (p *place) draw(source pkg, m orb.MultiPolygon, point func(orb.MultiPolygon) orb.Point) {
	p.Extent, p.Point, p.Boundary = extent(bounds(m)), point(m), dissolve(m)
	p.BoundaryM2, p.AreaSource = geodesy.MultiArea(m), source.Source.Name
}

// shape draws Natural Earth's polygons, or else sets extent and point from the settlements, or
// else, for a division without either, the point of its country and how far the place may be from it.
func (p *place) shape(m orb.MultiPolygon, settlements []city, point func(orb.MultiPolygon) orb.Point) {
	switch {
	case len(m) > 0:
		p.draw(qgisPkg, m, point)
	case len(settlements) > 0:
		boxes := make([]orb.Bound, len(settlements))
		for i, c := range settlements {
			boxes[i] = c.Point.Bound()
		}
		p.Extent, p.Point = extent(boxes), meanPoint(settlements)
	case p.Parent != "":
		country := p.world.byID[p.Parent]
		p.Point, p.Uncertainty = country.Point, geodesy.Distance(country.Point, country.Extent.Max)
	}
}
