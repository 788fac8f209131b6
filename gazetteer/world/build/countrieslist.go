package main

import (
	"encoding/json"
	"io"
)

// A country is a row of countries-list.
type country struct {
	Code      string
	Name      string
	Native    string
	Alias     []string
	Languages []string
	PartOf    string // the country it belongs to, if it is listed for itself
}

// readCountries reads countries.min.json of countries-list, in the order of codes.
func readCountries(r io.Reader) ([]country, error) {
	var rows map[string]country
	if err := json.NewDecoder(r).Decode(&rows); err != nil {
		return nil, err
	}
	var list []country
	for code, c := range sorted(rows) {
		c.Code = code
		list = append(list, c)
	}
	return list, nil
}
