package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"example.com/geotag/internal/fold"
	"example.com/geotag/internal/geodesy"
	"github.com/paulmach/orb"
)

// villageCountries are the countries whose postal tables name villages that the other sources lack: what news and local papers write of
// that lacks most. Chosen by counting what each brings.
var villageCountries = strings.Fields("AZ BD BG BY CY DZ HR HT LK MA MD MK MW PH PK RO RS TR UA US")

// estimatedCountries are those of which also places are taken of whose points the table says that they are estimated: what is known of
// them is their district.
var estimatedCountries = map[string]bool{"UA": true}

// A postalPlace is a place of a postal table, all its postal codes being one.
type postalPlace struct {
	village
	district  string // name of the second-order division, within the country
	estimated bool   // the point is of the division, or wrong
}

// located is the accuracy from which a postal table has the place's own point: 4 is that of a place of GeoNames, 6 a middle.
const located = 4

// postalTable writes villages.tsv.gz anew: of the postal tables in a directory what the world lacks.
func (w *world) postalTable(dir, file string) error {
	var list []village
	for _, country := range villageCountries {
		f, err := os.Open(filepath.Join(dir, country+".txt"))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		places, err := readPostal(f)
		f.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name(), err)
		}
		list = append(list, villagesOf(places)...)
	}
	t := w.twins(list)
	list = slices.DeleteFunc(list, func(v village) bool {
		twin := t.of(v)
		if twin == nil {
			t.add(v)
		}
		return twin != nil && (twin.world == nil || !cyrillicLetters(v.Name))
	})
	return write(file, packVillages(list))
}

// villagesOf are the villages among the places of a country's postal table.
func villagesOf(places []postalPlace) []village {
	crowd := make(map[orb.Point]int)
	districts := make(map[string][]orb.Point)
	for _, p := range places {
		crowd[p.Point]++
		if !p.estimated && p.district != "" {
			districts[p.Admin1+p.district] = append(districts[p.Admin1+p.district], p.Point)
		}
	}
	var list []village
	for _, p := range places {
		switch {
		case !p.estimated && crowd[p.Point] <= samePoint:
			list = append(list, p.village)
		case p.estimated && estimatedCountries[p.Country]:
			if p.Point, p.Km = middle(districts[p.Admin1+p.district]); p.Km > 0 {
				list = append(list, p.village)
			}
		}
	}
	return list
}

// More places than this at one point are parts of one place, or have a point that is none of theirs. Set by hand.
const samePoint = 2

// A district's middle is known from this many places, and if it is no larger than this. Set by hand.
const (
	districtPlaces = 3
	districtKm     = 50
)

// middle is the middle of a district's places, and the distance in kilometers within which most of them lie, rounded up; 0: it is not known.
func middle(points []orb.Point) (orb.Point, float64) {
	if len(points) < districtPlaces {
		return orb.Point{}, 0
	}
	var at orb.Point
	for axis := range at {
		values := make([]float64, len(points))
		for i, p := range points {
			values[i] = p[axis]
		}
		slices.Sort(values)
		at[axis] = values[len(values)/2]
	}
	far := make([]float64, len(points))
	for i, p := range points {
		far[i] = geodesy.Distance(at, p)
	}
	slices.Sort(far)
	km := float64(int(far[len(far)*9/10]/1000) + 1)
	if km > districtKm {
		return orb.Point{}, 0
	}
	return at, km
}

// plausible are names that villages have: words that begin with a capital, no numbers, no offices or boxes.
var plausible = regexp.MustCompile(`^\p{Lu}[\p{L}\p{M}'’ʼ.-]+( [\p{L}\p{M}'’ʼ.-]+){0,2}$`)

// remark is what stands in brackets or behind a slash: a municipality, or the name in Latin letters.
var remark = regexp.MustCompile(` *(\(.*|/.*)$`)

// offices are words of names that are rather offices, parts of towns and companies.
var offices = regexp.MustCompile(`(?i)\b(apo|fpo|dpo|afb|univ|university|cantt|cantonment|bazar|market|colony|scheme|block|sector|gpo|post|office|center|centre|mall|airport|station|zone|phase|cite|mechta|lotissement|rp|ecole)\b`)

// readPostal reads a postal table of GeoNames: country, postal code, place, name and code of the first-, second- and third-order division,
// latitude, longitude, accuracy. A place stands once for each of its codes, and comes once.
func readPostal(r io.Reader) ([]postalPlace, error) {
	var list []postalPlace
	index := make(map[string]int)
	s := bufio.NewScanner(r)
	for line := 1; s.Scan(); line++ {
		f := strings.Split(s.Text(), "\t")
		if len(f) != 12 {
			return nil, fmt.Errorf("line %d: %d columns, want 12", line, len(f))
		}
		name := strings.TrimSpace(remark.ReplaceAllString(f[2], ""))
		at, err := parsePoint(f[10], f[9])
		if err != nil || !plausible.MatchString(name) || offices.MatchString(name) || strings.ToUpper(name) == name {
			continue
		}
		accuracy, _ := strconv.Atoi(f[11]) // none: 0
		p := postalPlace{village: village{Country: f[0], Admin1: f[4], Name: name, Point: at}, district: f[5], estimated: accuracy < located}
		k := fmt.Sprint(fold.Name(name), p.Admin1, p.district)
		if i, ok := index[k]; !ok {
			index[k] = len(list)
			list = append(list, p)
		} else if list[i].estimated && !p.estimated {
			list[i] = p
		}
	}
	return list, s.Err()
}

// packVillages is villages.tsv.gz of a list.
func packVillages(list []village) []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	fmt.Fprintln(z, "# Places of GeoNames' postal tables that the other sources lack (go run . -postal DIR). CC BY 4.0, https://www.geonames.org/")
	fmt.Fprintln(z, "# country	first-order division	name	latitude	longitude	uncertainty in km")
	for _, v := range list {
		fmt.Fprintf(z, "%s\t%s\t%s\t%s\t%s", v.Country, v.Admin1, v.Name, decimals(v.Point[1]), decimals(v.Point[0]))
		if v.Km > 0 {
			fmt.Fprintf(z, "\t%g", v.Km)
		}
		fmt.Fprintln(z)
	}
	z.Close()
	return b.Bytes()
}

// decimals writes degrees to a thousandth, 100 meters.
func decimals(degrees float64) string {
	return strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(degrees, 'f', 3, 64), "0"), ".")
}
