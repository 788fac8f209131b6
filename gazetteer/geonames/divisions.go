package geonames

import (
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"example.com/geotag/gazetteer"
)

// Admin1 reads admin1CodesASCII.txt: code, name, ASCII name, number. Its entries have no point.
func Admin1(r io.Reader) iter.Seq2[gazetteer.Entry, error] {
	return table(r, 4, func(f []string) (gazetteer.Entry, error) { return division(f, gazetteer.Admin1, 1) })
}

// Admin2 reads admin2Codes.txt, which has the same columns. Its entries have no point.
func Admin2(r io.Reader) iter.Seq2[gazetteer.Entry, error] {
	return table(r, 4, func(f []string) (gazetteer.Entry, error) { return division(f, gazetteer.Admin2, 2) })
}

func division(f []string, t gazetteer.Type, level int) (gazetteer.Entry, error) {
	codes := strings.Split(f[0], ".")
	if len(codes) != level+1 {
		return gazetteer.Entry{}, fmt.Errorf("%q is no code of an ADM%d division", f[0], level)
	}
	if err := number(f[3]); err != nil {
		return gazetteer.Entry{}, err
	}
	if codes[level] == "00" || codes[1] == "00" {
		return gazetteer.Entry{}, unwanted("a code of no division")
	}
	e := gazetteer.Entry{
		ID: f[0], SameAs: []string{f[3]}, Name: f[1], Type: t, FeatureCode: fmt.Sprint("ADM", level), Country: codes[0],
		Parent: strings.Join(codes[:level], "."), Point: gazetteer.NoPoint,
	}
	if f[2] != f[1] {
		e.Names = appendName(nil, f[2])
	}
	return e, nil
}

// The columns of countryInfo.txt that are read.
const (
	colISO, colISO3, colCountry, colKM2, colPeople, colContinent, colNumber = 0, 1, 4, 6, 7, 8, 16
)

// Countries reads countryInfo.txt. Its entries have no point.
func Countries(r io.Reader) iter.Seq2[gazetteer.Entry, error] { return table(r, 17, country) }

func country(f []string) (gazetteer.Entry, error) {
	e := gazetteer.Entry{
		ID: f[colISO], Name: f[colCountry], Type: gazetteer.Country, Country: f[colISO], Point: gazetteer.NoPoint, AreaSource: "GeoNames",
	}
	var err error
	if e.Population, err = count("population", f[colPeople]); err != nil {
		return e, err
	}
	km2, err := strconv.ParseFloat(f[colKM2], 64)
	if err != nil && f[colKM2] != "" {
		return e, fmt.Errorf("area %q is not a number", f[colKM2])
	}
	if e.AreaM2 = km2 * 1e6; e.AreaM2 == 0 {
		e.AreaSource = ""
	}
	if f[colNumber] != "" { // a state that is no more may have none
		if err := number(f[colNumber]); err != nil {
			return e, err
		}
		e.SameAs = []string{f[colNumber]}
	}
	e.Names = appendName(e.Names, f[colISO3])
	return e, nil
}
