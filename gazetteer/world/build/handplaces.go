package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"example.com/geotag/gazetteer"
	"github.com/paulmach/orb"
)

// placeTables are the tables of places, in the order in which they are read.
var placeTables = []string{
	"regions.tsv", "counties.tsv", "waters.tsv", "landforms.tsv", "forests.tsv", "islands.tsv", "places.tsv", "landmarks.tsv", "universities.tsv", "stadiums.tsv",
}

// nameTables are the tables of names that places of other tables and sources have besides.
var nameTables = []string{"nicknames.tsv", "formernames.tsv", "peoples.tsv"}

// A handPlace is a place written by hand in a table.
type handPlace struct {
	gazetteer.Entry
	Others []handName
}

// placeTypes are the types by what a table calls them.
var placeTypes = func() map[string]gazetteer.Type {
	types := make(map[string]gazetteer.Type)
	for t := gazetteer.Country; t <= gazetteer.Facility; t++ {
		types[t.String()] = t
	}
	return types
}()

var (
	handID      = regexp.MustCompile(`^[a-z]+:[a-z0-9-]+$`)
	featureCode = regexp.MustCompile(`^[A-Z]+[0-9]*H?$`)
	countryCode = regexp.MustCompile(`^([A-Z][A-Z])?$`)
)

// readPlaces reads a table of places: id, type, feature code, display name, other names, latitude, longitude, uncertainty in
// kilometres, extent, country. Extent, country and other names may be empty.
func readPlaces(r io.Reader) ([]handPlace, error) {
	var list []handPlace
	for f, err := range rows(r, 10) {
		if err != nil {
			return nil, err
		}
		p, err := parsePlace(f.cells)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", f.line, err)
		}
		list = append(list, p)
	}
	return list, nil
}

func parsePlace(cells []string) (p handPlace, err error) {
	p.ID, p.FeatureCode, p.Name, p.Country = cells[0], cells[2], strings.TrimSpace(cells[3]), cells[9]
	p.Type = placeTypes[cells[1]]
	switch {
	case !handID.MatchString(p.ID) || len(p.ID) > 64:
		return p, fmt.Errorf("id %q", p.ID)
	case p.Type == 0 || p.Type == gazetteer.Country:
		return p, fmt.Errorf("no type %q", cells[1])
	case !featureCode.MatchString(p.FeatureCode):
		return p, fmt.Errorf("feature code %q", p.FeatureCode)
	case key(p.Name) == "":
		return p, fmt.Errorf("name %q", p.Name)
	case !countryCode.MatchString(p.Country):
		return p, fmt.Errorf("country %q", p.Country)
	}
	if p.Others, err = parseNames(p.ID, cells[4]); err != nil {
		return p, err
	}
	if p.Point, err = parsePoint(cells[6], cells[5]); err != nil {
		return p, err
	}
	km, err := strconv.ParseFloat(cells[7], 64)
	if err != nil || !(km > 0 && km <= 20_000) {
		return p, fmt.Errorf("uncertainty %q", cells[7])
	}
	p.Uncertainty = km * 1000
	p.Extent, err = parseExtent(cells[8], p.Point)
	return p, err
}

// parseExtent reads "west south east north", which must hold the point; west > east across the antimeridian. An empty cell
// is no extent.
func parseExtent(cell string, at orb.Point) (orb.Bound, error) {
	f := strings.Fields(cell)
	if len(f) == 0 {
		return orb.Bound{}, nil
	}
	if len(f) != 4 {
		return orb.Bound{}, fmt.Errorf("extent %q, want west south east north", cell)
	}
	southWest, err := parsePoint(f[0], f[1])
	northEast, err2 := parsePoint(f[2], f[3])
	if err := errors.Join(err, err2); err != nil {
		return orb.Bound{}, fmt.Errorf("extent %q: %w", cell, err)
	}
	b := orb.Bound{Min: southWest, Max: northEast}
	if !holds(b, at) {
		return orb.Bound{}, fmt.Errorf("extent %q does not hold the point %v", cell, at)
	}
	return b, nil
}

// holds reports whether a point lies in a box that may cross the antimeridian.
func holds(b orb.Bound, p orb.Point) bool {
	west, east := p[0] >= b.Min[0], p[0] <= b.Max[0]
	if b.Min[0] > b.Max[0] {
		return (west || east) && b.Min[1] <= p[1] && p[1] <= b.Max[1]
	}
	return west && east && b.Min[1] <= p[1] && p[1] <= b.Max[1]
}

// usages are the words in front of a name that say how it is used.
var usages = map[string]gazetteer.NameFlags{
	"abbr": gazetteer.Abbreviation, "short": gazetteer.Short, "historic": gazetteer.Historic, "colloquial": gazetteer.Colloquial,
	"demonym": gazetteer.Demonym, "people": gazetteer.Demonym | gazetteer.People,
}

var languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z][a-z]{3})?$`)

// parseNames reads names separated by |, each with a usage in front or nothing, and languages in brackets behind if it is
// not English: "abbr:EU|Europäische Union[de]|Unión Europea[es,gl]".
func parseNames(id, cell string) ([]handName, error) {
	var list []handName
	for part := range strings.SplitSeq(cell, "|") {
		text, tags, foreign := strings.Cut(strings.TrimSpace(part), "[")
		n := handName{ID: id, Text: strings.TrimSpace(text)}
		if usage, rest, ok := strings.Cut(n.Text, ":"); ok {
			if n.Flags, ok = usages[usage]; !ok {
				return nil, fmt.Errorf("no usage %q in %q", usage, part)
			}
			n.Text = strings.TrimSpace(rest)
		}
		if foreign {
			n.Langs = slices.Collect(items(strings.TrimSuffix(tags, "]")))
			bad := func(tag string) bool { return !languageTag.MatchString(tag) }
			if !strings.HasSuffix(tags, "]") || len(n.Langs) == 0 || slices.ContainsFunc(n.Langs, bad) {
				return nil, fmt.Errorf("languages of %q", part)
			}
		}
		switch {
		case cell == "":
			return nil, nil
		case key(n.Text) == "" || strings.ContainsAny(n.Text, "()[]"):
			return nil, fmt.Errorf("name %q", part)
		}
		list = append(list, n)
	}
	return list, nil
}

// readNames reads a table of names: id of the place, names as parseNames reads them, and for the reader the place's name.
func readNames(r io.Reader) ([]handName, error) {
	var list []handName
	for f, err := range rows(r, 3) {
		if err != nil {
			return nil, err
		}
		names, err := parseNames(f.cells[0], f.cells[1])
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", f.line, err)
		}
		list = append(list, names...)
	}
	return list, nil
}

// readAll reads several tables of one kind. One that is not there is left out.
func readAll[T any](dir string, files []string, read func(io.Reader) ([]T, error)) ([]T, error) {
	var all []T
	for _, name := range files {
		list, err := readTable(dir, name, read)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	return all, nil
}
