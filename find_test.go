package geotag_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"example.com/geotag"
	"example.com/geotag/gazetteer"
)

// foundFirst looks a name up and tells the first place: name, type, first-order division or country, and what was not looked up.
func foundFirst(t *testing.T, tagger *geotag.Tagger, q geotag.Query) string {
	t.Helper()
	found, err := tagger.Find(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		return ""
	}
	p := found[0].Place
	in := p.Country()
	for up := range p.Ancestors() {
		if up.Type() == gazetteer.Admin1 {
			in = up.ID()
		}
	}
	return strings.TrimSuffix(p.Name()+", "+p.Type().String()+", "+in+" | "+found[0].Unread, " | ")
}

// What people type into a field for places, by the kind of it.
func TestFindKinds(t *testing.T) {
	t.Parallel()
	tagger := newTagger(t)
	for _, tt := range []struct{ query, want string }{
		// A postal code stands before or after the town, which may have its division and country beside it.
		{"Denver CO 80202", "Denver, settlement, US.CO | 80202"},
		{"Honolulu, HI 96813-2345", "Honolulu, settlement, US.HI | 96813-2345"},
		{"8010 Graz", "Graz, settlement, AT.06 | 8010"},
		{"A-8010 Graz, Österreich", "Graz, settlement, AT.06 | A-8010"},
		{"F-67000 Strasbourg", "Strasbourg, settlement, FR.44 | F-67000"},
		{"Cardiff CF10 1EP", "Cardiff, settlement, GB.WLS | CF10 1EP"},
		{"g1 1xq glasgow", "Glasgow, settlement, GB.SCT | g1 1xq"},
		{"K1A 0B1 Ottawa", "Ottawa, settlement, CA.08 | K1A 0B1"},
		{"3011 KE Rotterdam", "Rotterdam, settlement, NL.11 | 3011 KE"},
		{"111 57 Stockholm", "Stockholm, settlement, SE.26 | 111 57"},
		{"30-001 Kraków", "Kraków, settlement, PL.77 | 30-001"},
		{"D02 AF30 Dublin", "Dublin, settlement, IE.L | D02 AF30"},
		{"〒530-0001 大阪", "Osaka, settlement, JP.32 | 〒530-0001"},
		{"4000-322 Porto", "Porto, settlement, PT.17 | 4000-322"},
		{"L-1111 Luxembourg", "Luxembourg, settlement, LU.LU | L-1111"},
		{"DK-8000 Aarhus C", "Århus, settlement, DK.18 | DK-8000, C"},
		// Codes of divisions and countries hold places.
		{"Curitiba, PR", "Curitiba, settlement, BR.18"},
		{"Kiel SH", "Kiel, settlement, DE.10"},
		{"Guadalajara, JAL", "Guadalajara, settlement, MX.14"},
		{"Bergamo BG", "Bergamo, settlement, IT.09"},
		{"Columbus, US-OH", "Columbus, settlement, US.OH"},
		{"Lyon, FR-69", "Lyon, settlement, FR.84"},
		{"Graz AUT", "Graz, settlement, AT.06"},
		{"Tripoli, LBN", "Tripoli, settlement, LB.09"},
		{"Nagoya jp", "Nagoya, settlement, JP.01"},
		{"Campinas-SP", "Campinas, settlement, BR.27"},
		{"CHE", "Switzerland, country, CH"},
		{"zaf", "South Africa, country, ZA"},
		{"NO", "Norway, country, NO"},
		{"AT-7", "Tyrol, admin1, AT"},
		{"gb-wls", "Wales, admin1, GB"},
		// Containers of any kind, by any name, with commas, without, in brackets, and the largest first.
		{"Hyde Park, Cook County, IL", "Hyde Park, settlement, US.IL"},
		{"Astoria, nyc", "Astoria, settlement, US.NY"},
		{"Altona, Hamburg, Germany", "Altona, settlement, DE.04"},
		{"Bangor, Co. Down", "Bangor, settlement, GB.NIR"},
		{"Letterkenny, Co Donegal", "Letterkenny, settlement, IE.U"},
		{"King Co., WA", "King County, admin2, US.WA"},
		{"Maricopa County AZ USA", "Maricopa County, admin2, US.AZ"},
		{"london ontario canada", "London, settlement, CA.08"},
		{"la paz baja california sur mexico", "La Paz, settlement, MX.03"},
		{"Southampton, Hants", "Southampton, settlement, GB.ENG"},
		{"Charlottesville, Albemarle County, Virginia", "Charlottesville, settlement, US.VA"}, // an independent city in the county
		{"Cancún, Q. Roo", "Cancún, settlement, MX.23"},
		{"Bhubaneswar OD", "Bhubaneshwar, settlement, IN.21"},
		{"Boston, Norfolk County, MA", ""},
		{"Moscow (Idaho)", "Moscow, settlement, US.ID"},
		{"Rome - Georgia - USA", "Rome, settlement, US.GA"},
		{"Україна, Київ", "Kyiv, settlement, UA.12"},
		// Names written short.
		{"Ludwigshafen a. Rh.", "Ludwigshafen am Rhein, settlement, DE.08"},
		{"Rothenburg o.d.T.", "Rothenburg ob der Tauber, settlement, DE.02"},
		{"Kingston u. Hull", "Kingston upon Hull, settlement, GB.ENG"},
		{"Halle/Saale", "Halle (Saale), settlement, DE.14"},
		{"Boulogne s/ Mer", "Boulogne-sur-Mer, settlement, FR.32"},
		{"N. Charleston", "North Charleston, settlement, US.SC"},
		{"Shaker Hts, OH", "Shaker Heights, settlement, US.OH"},
		{"Cd. Juárez", "Ciudad Juárez, settlement, MX.06"},
		{"Villach a. d. Drau", "Villach, settlement, AT.02 | a. d. Drau"},
		// A street, and what is left of the address without it.
		{"10 Downing St, London SW1A 2AA, UK", "London, settlement, GB.ENG | 10 Downing St, SW1A 2AA"},
		{"350 Fifth Ave New York NY", "New York City, settlement, US.NY | 350 Fifth Ave"},
		{"Hauptstraße 120 69117 Heidelberg", "Heidelberg, settlement, DE.01 | Hauptstraße 120, 69117"},
		{"ul. Długa 5, Gdańsk", "Gdańsk, settlement, PL.82 | ul. Długa 5"},
		{"St Andrews, Neverland", ""},
		// A place that is called so before those that others call so.
		{"Brandenburg", "Brandenburg, admin1, DE"},
		{"Columbia", "Columbia, settlement, US.SC"},
		{"Roma", "Rome, settlement, IT.07"},
		{"Praha", "Prague, settlement, CZ.52"},
		{"Leningrad", "Saint Petersburg, settlement, RU.66"},
		{"Peru", "Peru, country, PE"},
		// Coordinates.
		{"-33.8688, 151.2093", "Sydney, settlement, AU.02"},
		{"59°55′N 10°45′E", "Oslo, settlement, NO.12"},
		{"S33.86 E151.21", "Sydney, settlement, AU.02"},
		{"N 48° 51.5' E 2° 21'", "Paris, settlement, FR.11"},
		{"139.69, 35.68", "Tokyo, settlement, JP.40"}, // longitude first, for there is no such latitude
		{"95.5, 200.1", ""},
		{"12 14", ""},
	} {
		if got := foundFirst(t, tagger, geotag.Query{Name: tt.query}); got != tt.want {
			t.Errorf("%q finds %q, want %q", tt.query, got, tt.want)
		}
	}
}

// A name that is asked for exactly is not read as anything else, and filters hold for all readings.
func TestFindReadingsAreBounded(t *testing.T) {
	t.Parallel()
	tagger := newTagger(t)
	for _, tt := range []struct {
		query geotag.Query
		want  string
	}{
		{geotag.Query{Name: "8010 Graz", Mode: geotag.FindExact}, ""},
		{geotag.Query{Name: "8010 Graz", Countries: []string{"DE"}}, ""},
		{geotag.Query{Name: "48.2, 16.37", Types: []gazetteer.Type{gazetteer.Country}}, "Austria, country, AT"},
		{geotag.Query{Name: strings.Repeat("1 St ", 50)}, ""},
		{geotag.Query{Name: strings.Repeat("s. ", 85)}, ""},
		{geotag.Query{Name: strings.Repeat("(", 256)}, ""},
		{geotag.Query{Name: "sudz", Mode: geotag.FindPrefix}, "Sudzha, settlement, RU.41"},
		{geotag.Query{Name: "köl", Mode: geotag.FindPrefix}, "Köln, settlement, DE.07"},
		{geotag.Query{Name: "s", Mode: geotag.FindPrefix, Countries: []string{"CH"}, Types: []gazetteer.Type{gazetteer.Settlement}}, "Sankt Gallen, settlement, CH.SG"},
	} {
		if got := foundFirst(t, tagger, tt.query); got != tt.want {
			t.Errorf("%+v finds %q, want %q", tt.query, got, tt.want)
		}
	}
}

// postalTagger answers from a country of two towns with their postal codes, and from a place far away with one of the same code.
func postalTagger(t testing.TB) *geotag.Tagger {
	t.Helper()
	entry := func(id, name string, kind gazetteer.Type, country, parent string, lon, lat float64) gazetteer.Entry {
		return gazetteer.Entry{ID: id, Name: name, Type: kind, Country: country, Parent: parent, Point: orb.Point{lon, lat}, Population: 90_000}
	}
	entries := []gazetteer.Entry{
		entry("1", "Arden", gazetteer.Settlement, "AT", "AT", 10, 47), entry("2", "Elm", gazetteer.Settlement, "DE", "DE", 12, 51),
		entry("3", "Arden", gazetteer.Settlement, "DE", "DE", 8, 53),
		entry("AT", "Austria", gazetteer.Country, "AT", "", 14, 47), entry("DE", "Germany", gazetteer.Country, "DE", "", 10, 51),
		entry("postcode:AT:4711", "4711", gazetteer.Postcode, "AT", "AT", 10.02, 47), entry("postcode:DE:4711", "4711", gazetteer.Postcode, "DE", "DE", 12.02, 51),
		entry("postcode:DE:SW1", "SW1", gazetteer.Postcode, "DE", "DE", 12.03, 51),
	}
	entries[len(entries)-1].Names = []gazetteer.Name{{Text: "Sedgewell SW1", Flags: gazetteer.Derived}}
	var b bytes.Buffer
	if err := gazetteer.Compile(&b, func(yield func(gazetteer.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}, gazetteer.Options{}); err != nil {
		t.Fatal(err)
	}
	ix, err := gazetteer.Load(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return geotag.New(ix)
}

// With postal codes in the gazetteer a code is found by itself, in its country and beside its town, before that; and a code of elsewhere is not.
func TestFindPostcodes(t *testing.T) {
	t.Parallel()
	tagger := postalTagger(t)
	for _, tt := range []struct{ query, want string }{
		{"4711", "AT:4711 DE:4711"},
		{"4711, Germany", "DE:4711"},
		{"D-4711", "DE:4711"},
		{"AT 4711", "AT:4711"},
		{"Arden 4711", "AT:4711 1"},
		{"4711 Elm", "DE:4711 2"},
		{"Elm, Germany 4711", "DE:4711 2"},
		{"12 Long Road, 4711 Elm", "DE:4711 2 | 12 Long Road"},
		{"Elm SW1 2AB", "DE:SW1 2 | SW1 2AB"},
		{"4712 Elm", "2 | 4712"},
		{"Sedgewell", "DE:SW1"}, // a town that only the post knows
		{"SW1 Sedgewell", "DE:SW1"},
		{"Sedgewell, Austria", ""},
		{"4712", ""},
	} {
		found, err := tagger.Find(t.Context(), geotag.Query{Name: tt.query})
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		unread := ""
		for _, f := range found {
			ids = append(ids, strings.TrimPrefix(f.Place.ID(), "postcode:"))
			unread = max(unread, f.Unread)
		}
		if tt.query == "4711" {
			slices.Sort(ids)
		}
		if got := strings.TrimSuffix(strings.Join(ids, " ")+" | "+unread, " | "); got != tt.want {
			t.Errorf("%q finds %q, want %q", tt.query, got, tt.want)
		}
	}
	d, err := tagger.Tag(t.Context(), "In 4711 houses of Elm, 4711 Elm, lived 4711 people.", geotag.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range d.References {
		if r.Place.Type() == gazetteer.Postcode {
			t.Errorf("a number is the place %s", r.Place.ID())
		}
	}
}

// Whatever is asked, the answer is one, comes in time and has every place once.
func FuzzFind(f *testing.F) {
	for _, q := range []string{
		"Tampa, FL 33602", "D-10115 Berlin", "Offenbach a. M.", "48°12'30\"N 16°22'26\"E", "1 Main St, 2 Rd", "Cork, Co. Cork", "a/b (c) - d; e", "〒1", "US-TX", "s. s. s. s.", "\xff,\x00",
	} {
		f.Add(q, uint8(0))
	}
	tagger := newTagger(f)
	f.Fuzz(func(t *testing.T, name string, mode uint8) {
		if len(name) > 256 {
			return
		}
		found, err := tagger.Find(t.Context(), geotag.Query{Name: name, Mode: geotag.FindMode(mode % 4)})
		if err != nil {
			t.Fatal(err)
		}
		seen := map[geotag.Place]bool{}
		for _, h := range found {
			if seen[h.Place] || h.Match == 0 || h.Name == "" {
				t.Fatalf("%q finds %+v", name, h)
			}
			seen[h.Place] = true
		}
	})
}
