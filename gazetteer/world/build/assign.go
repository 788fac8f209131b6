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
	cityShare     = 0.95 // of people
)

// shapes are Natural Earth's polygons by GeoNames code.
type shapes struct {
	country map[string]orb.MultiPolygon // "RU"
	admin1  map[string]orb.MultiPolygon // "RU.41"
	finer   map[string][]unit           // the units of a division that has several
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
	s := shapes{make(map[string]orb.MultiPolygon), make(map[string]orb.MultiPolygon), make(map[string][]unit)}
	for i, u := range units {
		cc := countryOf(u, tallies[i])
		s.country[cc] = append(s.country[cc], u.Shape...)
	}
	owner := unitOwners(units, tallies, isAdmin1)
	total, held := make(map[string]int), make(map[string]int)
	for i := range units {
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
			s.finer[code] = append(s.finer[code], u)
		}
	}
	maps.DeleteFunc(s.finer, func(_ string, units []unit) bool { return len(units) < 2 })
	return s
}

// unitOwners are the first-order divisions of units, or "": those that most settlements belong to. A division that owns
// none by that gets a unit most of whose people belong to it, if its owner
// has others, and almost all if it has none: a city in the midst of
// its region's villages.
func unitOwners(units []unit, tallies []census, isAdmin1 func(code string) bool) []string {
	fips := fipsCountries(units, tallies)
	owner := make([]string, len(units))
	owned := make(map[string]int)
	for i, u := range units {
		code, share := most(within(tallies[i].admin1, countryOf(u, tallies[i])))
		if code == "" && len(u.FIPS) == 4 {
			code, share = fips[u.FIPS[:2]]+"."+u.FIPS[2:], 1
		}
		if share >= unitShare && isAdmin1(code) {
			owner[i] = code
			owned[code]++
		}
	}
	for i, u := range units {
		code, share := most(within(tallies[i].people, countryOf(u, tallies[i])))
		lost := owned[owner[i]] > 1 && share >= unitShare || owner[i] == "" && share >= cityShare
		if lost && isAdmin1(code) && owned[code] == 0 {
			owned[owner[i]]--
			owner[i] = code
			owned[code]++
		}
	}
	return owner
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

// A census counts a unit's settlements by country and by first-order division, and the people in them.
type census struct{ country, admin1, people map[string]int }

// within are the counts of divisions of one country.
func within(counts map[string]int, country string) map[string]int {
	counts = maps.Clone(counts)
	maps.DeleteFunc(counts, func(code string, _ int) bool { return !strings.HasPrefix(code, country+".") })
	return counts
}

// tally finds the unit that each settlement lies in.
func tally(units []unit, cities []city) []census {
	tallies := make([]census, len(units))
	boxes := make([]orb.Bound, len(units))
	for i, u := range units {
		tallies[i] = census{make(map[string]int), make(map[string]int), make(map[string]int)}
		boxes[i] = u.Shape.Bound()
	}
	for _, c := range cities {
		for i, box := range boxes {
			if box.Contains(c.Point) && planar.MultiPolygonContains(units[i].Shape, c.Point) {
				tallies[i].country[c.Country]++
				tallies[i].admin1[c.Country+"."+c.Admin1]++
				tallies[i].people[c.Country+"."+c.Admin1] += int(c.Population)
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
