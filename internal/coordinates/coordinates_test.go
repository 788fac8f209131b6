package coordinates

import (
	"math"
	"strings"
	"testing"
)

// within reports whether a position is at a point, in degrees.
func within(p Position, lat, lon, tolerance float64) bool {
	return math.Abs(p.Point[1]-lat) <= tolerance && math.Abs(p.Point[0]-lon) <= tolerance
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		text, language string
		want           string // what is found
		format         Format
		lat, lon       float64
	}{
		{`A trawler sank at 60°23'15"N 5°19'30"E on Friday.`, "", `60°23'15"N 5°19'30"E`, Sexagesimal, 60.3875, 5.325},
		{"Divers met at 12° 34′ 30.5″ S, 77° 2′ 6″ W at noon", "", "12° 34′ 30.5″ S, 77° 2′ 6″ W", Sexagesimal, -12.575139, -77.035},
		{"seen at N 47° 22.5' E 008° 32.4'.", "", "N 47° 22.5' E 008° 32.4'", Sexagesimal, 47.375, 8.54},
		{"a crater (64.15N 21.95W) grew", "", "64.15N 21.95W", Decimal, 64.15, -21.95},
		{"it lies at 33.4489° N, 70.6693° E of here", "", "33.4489° N, 70.6693° E", Decimal, 33.4489, 70.6693},
		{"the camp, N33.4489 E70.6693, burned", "", "N33.4489 E70.6693", Decimal, 33.4489, 70.6693},
		{"E 70.6693, N 33.4489", "", "E 70.6693, N 33.4489", Decimal, 33.4489, 70.6693},
		{"position 41-24-12N 002-10-26E, drifting", "", "41-24-12N 002-10-26E", Sexagesimal, 41.403333, 2.173889},
		{"fix 41 24 12 N 2 10 26 E", "", "41 24 12 N 2 10 26 E", Sexagesimal, 41.403333, 2.173889},
		{"NOTAM: closed around 5530N03732E until six", "", "5530N03732E", Sexagesimal, 55.5, 37.533333},
		{"NOTAM: closed around 553012N 0373245E", "", "553012N 0373245E", Sexagesimal, 55.503333, 37.545833},
		{"The pin was dropped at -33.85678, 151.21530 yesterday", "", "-33.85678, 151.21530", Decimal, -33.85678, 151.2153},
		{"Coordinates: 14.60, 120.98", "", "14.60, 120.98", Decimal, 14.6, 120.98},
		{"GPS 14.601 120.982 says the log", "", "14.601 120.982", Decimal, 14.601, 120.982},
		{"lat 19.43, lon -99.13", "", "lat 19.43, lon -99.13", Decimal, 19.43, -99.13},
		{"Longitude: -99.13; latitude: 19.43", "", "Longitude: -99.13; latitude: 19.43", Decimal, 19.43, -99.13},
		{"https://maps.example/@35.6812,139.7671,15z", "", "35.6812,139.7671", Decimal, 35.6812, 139.7671},
		{"POINT(139.7671 35.6812)", "", "139.7671 35.6812", Decimal, 35.6812, 139.7671},
		{"25 degrees 30 minutes south latitude and 45 degrees 15 minutes east longitude", "", "25 degrees 30 minutes south latitude and 45 degrees 15 minutes east longitude", Sexagesimal, -25.5, 45.25},
		{"Der Ort liegt bei 47° 4′ N, 15° 26′ O im Tal", "de", "47° 4′ N, 15° 26′ O", Sexagesimal, 47.066667, 15.433333},
		{"L'épave gît par 47° 4′ N, 15° 26′ O", "fr", "47° 4′ N, 15° 26′ O", Sexagesimal, 47.066667, -15.433333},
		{"51,1900° N, 35,2700° E", "de", "51,1900° N, 35,2700° E", Decimal, 51.19, 35.27},
		{"точка 50,4501° с. ш. 30,5234° в. д. отмечена", "ru", "50,4501° с. ш. 30,5234° в. д.", Decimal, 50.4501, 30.5234},
		{"36&deg;12&#39;30&quot;N 5&deg;45&#39;15&quot;W", "", "36&deg;12&#39;30&quot;N 5&deg;45&#39;15&quot;W", Sexagesimal, 36.208333, -5.754167},
		{"60°23′15″N\n5°19′30″E", "", "60°23′15″N\n5°19′30″E", Sexagesimal, 60.3875, 5.325},
		{"grid 31U DQ 48251 11943, the tower", "", "31U DQ 48251 11943", MGRS, 48.8582, 2.2945},
		{"grid 31UDQ4825111943", "", "31UDQ4825111943", MGRS, 48.8582, 2.2945},
		{"at 56H LH 3489 5228 the ferry", "", "56H LH 3489 5228", MGRS, -33.8568, 151.2153},
		{"UTM 31U 448251 5411943", "", "31U 448251 5411943", UTM, 48.8582, 2.2945},
		{"Zone 31N, 448251 mE, 5411943 mN", "", "31N, 448251 mE, 5411943 mN", UTM, 48.8582, 2.2945},
		{"56S 334897 6252288", "", "56S 334897 6252288", UTM, -33.8568, 151.2153},
	} {
		found := Find(c.text, c.language)
		if len(found) != 1 {
			t.Errorf("%q: found %v, want one", c.text, found)
			continue
		}
		if p := found[0]; c.text[p.Start:p.End] != c.want || p.Format != c.format || !within(p, c.lat, c.lon, 0.0003) {
			t.Errorf("%q: %q, format %d, %v; want %q, format %d, %v %v", c.text, c.text[p.Start:p.End], p.Format, p.Point, c.want, c.format, c.lat, c.lon)
		}
	}
}

func TestFindLeavesOtherFiguresAlone(t *testing.T) {
	for _, text := range []string{
		"She scored 9.125, 8.975 and 9.400 on beam.",
		"The euro stood at 1.0842, 1.2731 for the pound.",
		"Temperatures of 20°, 30° and 40° are due.",
		"between 20° C and 30° C",
		"Upgrade from 10.15.7, 12.0.1",
		"He lives at 455 S 500 E in Salt Lake City.",
		"Rents rose $1250.5000, $1300.2500",
		"It beat them 3-2, 4-1.",
		"on the 38th parallel, 38° N, they met",
		"Chapter 12 N 4 W",
		"A 12 S 300 bus",
		"Flight 31U DQ left",
		"12ABC 1234",
		"10.1234, 20.1234, 30.1234",
		"growth of 12.1234, 45.1234%",
		"at 91.5 N 12.5 E",
		"at 45.5 N 181.5 E",
		"at 45°61'N 12°10'E",
		"Lat 12 minutes late",
		"31UDQ123 45",
		"61UDQ1234512345",
		"31UZZ1234512345",
	} {
		if found := Find(text, ""); len(found) > 0 {
			t.Errorf("%q: found %q at %v, want nothing", text, text[found[0].Start:found[0].End], found[0].Point)
		}
	}
}

func TestParse(t *testing.T) {
	for text, want := range map[string][2]float64{
		"48.2082, 16.3738": {48.2082, 16.3738}, " (-1.29 36.82) ": {-1.29, 36.82}, "51.19N 35.27E": {51.19, 35.27}, "31UDQ4825111943": {48.8582, 2.2945},
	} {
		if p, ok := Parse(text, ""); !ok || !within(p, want[0], want[1], 0.001) {
			t.Errorf("%q: %v, %v; want %v", text, p.Point, ok, want)
		}
	}
	for _, text := range []string{"", "48.2082", "12, 13", "48.2, 16.3 Vienna", "Vienna 48.2, 16.3", "3.5, 200.5", strings.Repeat("1", 1000)} {
		if p, ok := Parse(text, ""); ok {
			t.Errorf("%q: %v, want none", text, p.Point)
		}
	}
}

// What a figure's last digit is worth says how far off the point may be.
func TestUncertainty(t *testing.T) {
	for text, want := range map[string]float64{
		"51.19N 35.27E": 556, "51.1900N 35.2700E": 5.56, `60°23'15"N 5°19'30"E`: 15.4, "60°23'N 5°19'E": 927, "31UDQ4825111943": 0.71, "31UDQ4811": 707, "31U 448251 5411943": 0.5,
	} {
		found := Find(text, "")
		if len(found) != 1 || math.Abs(found[0].UncertaintyM-want) > want/50 {
			t.Errorf("%q: %v, want an uncertainty of %v m", text, found, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add(`at 60°23'15"N 5°19'30"E, or 31UDQ4825111943, 31N 448251 5411943, -33.85678, 151.21530`, "de")
	f.Fuzz(func(t *testing.T, text, language string) {
		end := 0
		for _, p := range Find(text, language) {
			if p.Start < end || p.End <= p.Start || p.End > len(text) || math.Abs(p.Point[0]) > 180 || math.Abs(p.Point[1]) > 90 || !(p.UncertaintyM >= 0) {
				t.Fatalf("%q: %+v", text, p)
			}
			end = p.End
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("In 2024 the council of 12 towns, led by North Lee and East End, spent 1,250.50 dollars on 38 lamps, some said. ", 30)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Find(text, "en")
	}
}

// A position is found wherever among the bytes that are looked at as one its first figure stands, and however far it is from others.
func TestFoundAnywhere(t *testing.T) {
	t.Parallel()
	for _, position := range []string{
		"51.1912 N 35.2734 E", "36°12'30\"N 5°45'15\"W", "latitude: 51.19, longitude: 35.27", "Longitude: −35.27°, Latitude: +51.19°", "N 51.19° E 35.27°", "−12.0464°, −77.0428°",
	} {
		for pad := range 40 {
			for _, between := range []string{" ", " é — ", " 7 of us ", strings.Repeat(" no figure at all", 5) + " "} {
				lead := strings.Repeat("x", pad) + between
				got := Find(lead+position+between+position+" there", "en")
				if len(got) != 2 || got[0].Start != len(lead) || got[1].Start != len(lead+position+between) {
					t.Fatalf("%q after %q: %v", position, lead, got)
				}
			}
		}
	}
}
