package geonames

import (
	"errors"
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
)

// postal makes a row of a postal code file.
func postal(country, code, place, admin1, admin2, lat, lon string) string {
	return strings.Join([]string{country, code, place, "", admin1, "", admin2, "", "", lat, lon, "4"}, "\t") + "\n"
}

func TestPostal(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text, want string }{
		{"rows of one code are one, in their middle", postal("DE", "01945", "Ruhland", "BB", "00", "51.4", "13.8") + postal("DE", "01945", "Tettau", "BB", "00", "51.2", "14.2") +
			postal("DE", "01945", "Ruhland", "BB", "00", "51.3", "14"),
			`postcode:DE:01945 postcode "01945" in "DE.11" [14 51.3] +Ruhland 01945 [] 256 +Tettau 01945 [] 256`},
		{"a code of letters is found without its space", postal("GB", "sw1a 1aa", "London", "ENG", "", "51.5", "-0.14"),
			`postcode:GB:SW1A1AA postcode "SW1A 1AA" in "GB.ENG" [-0.14 51.5] +SW1A1AA [] 0 +London SW1A 1AA [] 256`},
		{"a country's prefix may be left out", postal("LU", "L-4906", "Dippach", "CA", "03", "49.6", "6"),
			`postcode:LU:L4906 postcode "L-4906" in "LU.CA.03" [6 49.6] +L4906 [] 0 +4906 [] 0 +Dippach L-4906 [] 256`},
		{"and CEDEX", postal("GP", "97001 CEDEX", "", "", "", "16.3", "-61.5"),
			`postcode:GP:97001CEDEX postcode "97001 CEDEX" in "GP" [-61.5 16.3] +97001CEDEX [] 0 +97001 [] 0`},
		{"digits are GeoNames' own code of a division", postal("FJ", "1", "West", "05", "", "-17", "179.5") + postal("FJ", "1", "East", "05", "", "-17", "-179.5"),
			`postcode:FJ:1 postcode "1" in "FJ.05" [180 -17] +West 1 [] 256 +East 1 [] 256`},
		{"what is no code, and nowhere", postal("DE", "1/2", "X", "", "", "1", "2") + postal("DE", "", "X", "", "", "1", "2") + postal("D", "1", "X", "", "", "1", "2") +
			postal("DE", "1", "X", "", "", "", "") + "DE\t1\tX\n",
			"row 1 (kind 0): \"1/2\" is no postal code: up to 16 letters and digits\nrow 2 (kind 0): \"\" is no postal code: up to 16 letters and digits\n" +
				"row 3 (kind 0): country \"D\" is not two letters\nrow 4 (kind 0): latitude \"\" is not a number from -90 to 90\nrow 5 (kind 0): 3 columns, not 11"},
	} {
		if got := strings.TrimSpace(outline(Postal(strings.NewReader(tt.text)))); got != tt.want {
			t.Errorf("%s: got\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}

// However many rows a code has, its entry keeps so many names; and who stops reading is asked no more.
func TestPostalIsBounded(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i := range 500 {
		b.WriteString(postal("TR", "02700", "Köy "+strings.Repeat("I", i), "02", "", "38", "39"))
	}
	b.WriteString(postal("TR", "02701", "Köy", "02", "", "38", "39"))
	n := 0
	for e, err := range Postal(strings.NewReader(b.String())) {
		if err != nil || len(e.Names) > maxPostPlaces {
			t.Errorf("%d names, %v", len(e.Names), err)
		}
		n++
		break
	}
	if n != 1 {
		t.Errorf("%d entries", n)
	}
}

func FuzzPostal(f *testing.F) {
	f.Add(postal("DE", "10115", "Berlin", "BE", "00", "52.5", "13.4") + postal("DE", "10115", "Berlin", "BE", "00", "52.6", "13.4"))
	f.Add(postal("LU", "L-4906", "", "", "", "-90", "180") + "\n#\nX\t")
	f.Add("AD\tAD100\tCanillo\tCanillo\t02\t\t\t\t\t42.5833\t1.6667\t6")
	f.Fuzz(func(t *testing.T, text string) {
		n := 0
		for e, err := range Postal(strings.NewReader(text)) {
			if n++; n > len(text)+1 {
				t.Fatal("more entries than bytes")
			}
			if _, ok := errors.AsType[*gazetteer.RowError](err); err != nil && !ok {
				t.Fatal(err)
			}
			if err == nil && (len(e.Names) > maxPostPlaces+8 || !(e.Point[1] >= -90 && e.Point[1] <= 90 && e.Point[0] >= -180 && e.Point[0] <= 180)) {
				t.Fatalf("%+v", e)
			}
		}
	})
}
