package ground_test

import (
	"testing"

	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/ground"
	"example.com/geotag/measure"
)

// placed checks of what the last area of each text is, and around what it is drawn ("": the place itself).
func placed(t *testing.T, tests []struct{ what, source, place, anchor string }) {
	t.Helper()
	for _, tt := range tests {
		all := areas(t, put(t, tt.source))
		if len(all) == 0 {
			t.Errorf("%s: no area", tt.what)
			continue
		}
		a := all[len(all)-1]
		place, anchor := a.Place.ID(), a.Anchor.ID()
		if tt.anchor == "" {
			tt.anchor = tt.place
		}
		if place != tt.place || anchor != tt.anchor {
			t.Errorf("%s: of %q around %q, want %q around %q", tt.what, place, anchor, tt.place, tt.anchor)
		}
	}
}

// A sentence that states a place's own area is obeyed, whatever the area on file is.
func TestOwnArea(t *testing.T) {
	t.Parallel()
	placed(t, []struct{ what, source, place, anchor string }{
		{"covers", "Bahrain covers 1,100 square kilometres.", "BH", ""},
		{"has an area", "The Gambia has a total area of about 13,000 square kilometres.", "GM", ""},
		{"in size", "Kuwait is 21,000 km² in size.", "KW", ""},
		{"after another country", "Snow fell in Norway. Malta has a land area of 380 km².", "MT", ""},
		{"a relative clause", "Lebanon, which spans roughly 12,000 square kilometers, is hilly.", "LB", ""},
		{"a possessive", "Qatar's area is 14,000 km².", "QA", ""},
		{"of", "The total land area of Jamaica is 12,500 km².", "JM", ""},
		{"brackets", "Rhode Island (4,001 km²) is small.", "US.RI", ""},
		{"before the place", "Covering 31,000 square kilometres, Belgium borders Germany.", "BE", ""},
		{"at", "Cuba, at 110,000 square kilometers, is longer than Florida.", "CU", ""},
		{"two in a sentence", "Togo spans 56,000 km², and Benin covers 114,000 km².", "BJ", ""},
		{"within a larger place", "Monaco covers 2 square kilometres in Europe.", "MC", ""},
		{"a city whose division is meant", "Tokyo covers 2,190 square kilometres.", "JP.40", ""},
		{"no subject after a preposition", "The camp in Jordan covers 5 square kilometres.", "JO", ""},
		{"Spanish", "Yemen tiene una superficie de 600.000 kilómetros cuadrados.", "YE", ""},
		{"French", "Bahrain couvre une superficie de 1 100 km².", "BH", ""},
		{"of another", "Kenya holds 300 square kilometres of Somalia.", "SO", ""},
	})
}

// An area that is given to a place is its own up to twice what is on file; beyond that it is one of what holds the place.
func TestOfAPlaceTooSmall(t *testing.T) {
	t.Parallel()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ stated, id, want string }{
		{"4,900 km²", "US.RI", "US.RI"}, {"90,000 km²", "US.RI", "US"}, {"600,000 km²", "YE", "YE"}, {"70 km²", "US.RI", "US.RI"},
	} {
		p, ok := ix.Place(tt.id)
		if !ok {
			t.Fatalf("no place %s", tt.id)
		}
		if a := ground.Of(measure.Areas(tt.stated)[0], p); a.Place.ID() != tt.want {
			t.Errorf("%s of %s: of %s, want %s", tt.stated, tt.id, a.Place.ID(), tt.want)
		}
	}
}

// What "of" and "in" name leads; what the text does not name is no place of it while one that it names is large enough.
func TestComplement(t *testing.T) {
	t.Parallel()
	placed(t, []struct{ what, source, place, anchor string }{
		{"the state and not the county", "Some 300 square miles of Nebraska, near Omaha, lost power.", "US.NE", "5074472"},
		{"beyond the verb", "In Paris, a minister said that 9,000 hectares had burned in Corsica.", "FR.94", ""},
		{"a little more than it has", "They want to protect 6,500 square kilometres of Palestine.", "PS", ""},
		{"a town of the same name elsewhere", "The fire burned 200,000 acres near Galveston in eastern Oregon.", "US.OR", ""},
		{"within a country it may be a division", "In Russia 1,300 km² burned near Sudzha.", "RU.41", "486816"},
		{"nothing else named", "Some 1,300 km² burned near Sudzha.", "RU.41", "486816"},
	})
}

func TestClauses(t *testing.T) {
	t.Parallel()
	placed(t, []struct{ what, source, place, anchor string }{
		{"a text that ends with its conjunction", "The fire burned 3 km² of Malta, and", "MT", ""},
		{"a semicolon before", "A house burned in Malta; in Portugal the fire took 800 hectares.", "PT", ""},
		{"a semicolon after", "The fire took 800 hectares of Portugal's north; in Malta a house burned.", "PT", ""},
		{"while", "Rain fell on Malta while Portugal lost 800 hectares.", "PT", ""},
		{"and", "Rain fell on Malta, and the fire took 800 hectares from Portugal.", "PT", ""},
		{"a list is one clause", "In Chad, Mali, and Togo the drought cost 900 hectares.", "TG", ""},
	})
}

// Where someone speaks is not where it burns.
func TestSpeaker(t *testing.T) {
	t.Parallel()
	placed(t, []struct{ what, source, place, anchor string }{
		{"said in", "Some 900 hectares of rice were lost in Laos, the agency said in Geneva.", "LA", ""},
		{"told reporters in", "The blaze took 900 hectares near Patras, she told reporters in Brussels on Tuesday.", "255683", ""},
		{"told reporters at a conference in", "Fire took 90 hectares in Chile, he told a news conference in Madrid.", "CL", ""},
		{"officials in", "Officials in Ottawa said 90,000 hectares had burned in Alberta.", "CA.01", ""},
		{"a capital says", "Moscow said that 90 square kilometres were taken in Sumy Oblast.", "UA.21", ""},
		{"nothing else", "Some 900 hectares were lost, the agency said in Geneva.", "", ""},
		{"a region says of itself", "Officials in Montana said 3,000 acres burned.", "US.MT", ""},
		{"what is said to be there", "The governor said 900 hectares in Kherson Oblast were flooded.", "UA.08", ""},
	})
}
