package main

import (
	"encoding/json"
	"io"
	"strings"
)

// readRegionData reads data.json of country-region-data: the English names of regions by country code.
func readRegionData(r io.Reader) (map[string][]string, error) {
	var rows []struct {
		CountryShortCode string
		Regions          []struct{ Name string }
	}
	if err := json.NewDecoder(r).Decode(&rows); err != nil {
		return nil, err
	}
	regions := make(map[string][]string)
	for _, row := range rows {
		for _, region := range row.Regions {
			regions[row.CountryShortCode] = append(regions[row.CountryShortCode], outAndIn(region.Name)...)
		}
	}
	return regions, nil
}

// outAndIn splits "Chagang-do (Chagang Province)" into the name and the one in brackets.
func outAndIn(name string) []string {
	out, in, ok := strings.Cut(name, "(")
	in, after, closed := strings.Cut(in, ")")
	if !ok || !closed {
		return []string{name}
	}
	return []string{strings.Join(strings.Fields(out+after), " "), strings.TrimSpace(in)}
}
