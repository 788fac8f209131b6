package main

import (
	"maps"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// A unit leaves Natural Earth's country if this share of its settlements belong to another; that a few from across a
// simplified border lie in it means nothing. It belongs to the division that most of its country's settlements in it
// belong to; less than unitShare, and it straddles several and belongs to none (Kenya's eight former provinces hold 47
// counties). A division keeps its units only if they hold divisionShare of its own settlements.
const (
	countryShare  = 0.8
	unitShare     = 0.6
	divisionShare = 0.5
)

// shapes are Natural Earth's polygons by GeoNames code.
type shapes struct {
	country map[string]orb.MultiPolygon // "RU"
	admin1  map[string]orb.MultiPolygon // "RU.41"
}

// unitCountries are the countries of units that settlements and Natural Earth do not tell. The British bases on Cyprus
// are in no country's extent.
var unitCountries = map[string]string{
	"Svalbard": "SJ", "Bouvet Island": "BV", "Cocos (Keeling) Islands": "CC", "Christmas Island": "CX",
	"Akrotiri": "", "Dhekelia": "", "Laâyoune - Boujdour - Sakia El Hamra": "EH",
}

// assign gives each unit to a country and, where one clearly owns it, to a first-order division, by the settlements
// inside it. Disputed land thereby follows GeoNames: Crimea is in UA because the settlements there are. A unit without
// settlements keeps Natural Earth's country and is told by its FIPS code, which most GeoNames codes are made from.
func assign(units []unit, cities []city, isAdmin1 func(code string) bool) shapes {
	tallies := tally(units, cities)
	fips := fipsCountries(units, tallies)
	total, held := make(map[string]int), make(map[string]int)
	owner := make([]string, len(units))
	s := shapes{make(map[string]orb.MultiPolygon), make(map[string]orb.MultiPolygon)}
	for i, u := range units {
		cc := countryOf(u, tallies[i])
		s.country[cc] = append(s.country[cc], u.Shape...)
		code, share := most(tallies[i].within(cc))
		if code == "" && len(u.FIPS) == 4 {
			code, share = fips[u.FIPS[:2]]+"."+u.FIPS[2:], 1
		}
		if share >= unitShare && isAdmin1(code) {
			owner[i] = code
		}
		for code, n := range tallies[i].admin1 {
			total[code] += n
			if code == owner[i] {
				held[code] += n
			}
		}
	}
	for i, u := range units {
		if code := owner[i]; code != "" && float64(held[code]) >= divisionShare*float64(total[code]) {
			s.admin1[code] = append(s.admin1[code], u.Shape...)
		}
	}
	return s
}

// countryOf is the country of a unit.
func countryOf(u unit, c census) string {
	if cc, ok := unitCountries[u.Name]; ok {
		return cc
	}
	if cc, share := most(c.country); share >= countryShare || len(u.Country) != 2 || u.Country == "-1" {
		return cc
	}
	return u.Country
}

// A census counts a unit's settlements by country and by first-order division.
type census struct{ country, admin1 map[string]int }

// within are the divisions of one country.
func (c census) within(country string) map[string]int {
	counts := maps.Clone(c.admin1)
	maps.DeleteFunc(counts, func(code string, _ int) bool { return !strings.HasPrefix(code, country+".") })
	return counts
}

// tally finds the unit that each settlement lies in.
func tally(units []unit, cities []city) []census {
	tallies := make([]census, len(units))
	boxes := make([]orb.Bound, len(units))
	for i, u := range units {
		tallies[i] = census{make(map[string]int), make(map[string]int)}
		boxes[i] = u.Shape.Bound()
	}
	for _, c := range cities {
		for i, box := range boxes {
			if box.Contains(c.Point) && planar.MultiPolygonContains(units[i].Shape, c.Point) {
				tallies[i].country[c.Country]++
				tallies[i].admin1[c.Country+"."+c.Admin1]++
				break
			}
		}
	}
	return tallies
}

// fipsCountries tells the country of each FIPS 10-4 prefix ("RS" is RU) from the units whose settlements tell theirs.
func fipsCountries(units []unit, tallies []census) map[string]string {
	votes := make(map[string]map[string]int)
	for i, u := range units {
		cc, _ := most(tallies[i].country)
		if len(u.FIPS) != 4 || cc == "" {
			continue
		}
		if votes[u.FIPS[:2]] == nil {
			votes[u.FIPS[:2]] = make(map[string]int)
		}
		votes[u.FIPS[:2]][cc]++
	}
	countries := make(map[string]string)
	for prefix, v := range votes {
		countries[prefix], _ = most(v)
	}
	return countries
}

// most is the key with the highest count, the first of several in order, and its share of all.
func most(counts map[string]int) (best string, share float64) {
	sum := 0
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		sum += counts[k]
		if counts[k] > counts[best] {
			best = k
		}
	}
	if sum > 0 {
		share = float64(counts[best]) / float64(sum)
	}
	return best, share
}
