package main

import (
	"encoding/binary"
	"reflect"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"
)

func TestReadCities500(t *testing.T) {
	row := "1\tBig’ Town\tBig Town\tGrosstadt,Большой\t51.5\t-0.25\tP\tPPLA\tGB\t\tENG\t\t\t\t1200\t\t10\tEurope/London\t2023-01-01"
	got, err := readCities500(strings.NewReader(row + "\n"))
	want := []city{{ID: "1", Name: "Big’ Town", Alternates: []string{"Grosstadt", "Большой"}, Point: orb.Point{-0.25, 51.5},
		Code: "PPLA", Country: "GB", Admin1: "ENG", Population: 1200}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v\nwant %+v", got, err, want)
	}
	for bad, message := range map[string]string{
		"1\tx":                                    "line 2: 2 columns, want 19",
		strings.Replace(row, "51.5", "91.5", 1):   `line 2: latitude "91.5"`,
		strings.Replace(row, "-0.25", "NaN", 1):   `line 2: longitude "NaN"`,
		strings.Replace(row, "1200", "many", 1):   "line 2: population",
		strings.Replace(row, "-0.25", "-0,25", 1): `line 2: longitude "-0,25"`,
	} {
		if _, err := readCities500(strings.NewReader(row + "\n" + bad)); err == nil || !strings.HasPrefix(err.Error(), message) {
			t.Errorf("%q: error %v, want %q", bad, err, message)
		}
	}
}

func FuzzParseCity(f *testing.F) {
	f.Add("1\tA\tA\tB,C\t51.5\t-0.25\tP\tPPL\tGB\t\tENG\t\t\t\t12\t\t\t\t")
	f.Fuzz(func(t *testing.T, row string) {
		c, err := parseCity(strings.Split(row, "\t"))
		if err == nil && !(orb.Bound{Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}}).Contains(c.Point) {
			t.Errorf("%q lies at %v", row, c.Point)
		}
	})
}

func TestReadCitiesJSON(t *testing.T) {
	got, err := readCitiesJSON(strings.NewReader(`[{"name":"Robotyne","lat":"47.45","lng":"35.83","country":"UA","admin1":"26","admin2":""}]`))
	want := []city{{Name: "Robotyne", Point: orb.Point{35.83, 47.45}, Code: "PPL", Country: "UA", Admin1: "26"}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := readCitiesJSON(strings.NewReader(`[{"lat":"1","lng":"1"},{"lat":"","lng":"1"}]`)); err == nil || err.Error() != `row 2: latitude ""` {
		t.Errorf("error %v", err)
	}
	units, err := readAdmin(strings.NewReader(`[{"code":"RU.41","name":"Kursk Oblast"}]`))
	if err != nil || len(units) != 1 || units[0] != (admin{"RU.41", "Kursk Oblast"}) {
		t.Errorf("%v, %v", units, err)
	}
}

// mo is a catalogue of originals and translations by turns.
func mo(strs ...string) []byte {
	n := len(strs) / 2
	header := []uint32{0x950412de, 0, uint32(n), 28, uint32(28 + 8*n), 0, 0}
	var text []byte
	tables := [2][]uint32{}
	for i, s := range strs {
		tables[i%2] = append(tables[i%2], uint32(len(s)), uint32(28+16*n+len(text)))
		text = append(append(text, s...), 0)
	}
	var b []byte
	for _, v := range append(append(header, tables[0]...), tables[1]...) {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	return append(b, text...)
}

func TestReadMo(t *testing.T) {
	data := mo("", "Content-Type: text/plain\n", "524305", "Мурманск", "RU.41", "Курская область")
	got, err := readMo(strings.NewReader(string(data)))
	if want := (translations{"524305": "Мурманск", "RU.41": "Курская область"}); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v, %v", got, err)
	}
	for n := range data[:len(data)-1] {
		if _, err := readMo(strings.NewReader(string(data[:n]))); err == nil {
			t.Fatalf("no error for the first %d of %d bytes", n, len(data))
		}
	}
}

func FuzzReadMo(f *testing.F) {
	f.Add(mo("", "header", "RU", "Россия"))
	f.Fuzz(func(t *testing.T, data []byte) {
		names, err := readMo(strings.NewReader(string(data)))
		if err == nil && len(names) > len(data)/16 {
			t.Errorf("%d names in %d bytes", len(names), len(data))
		}
	})
}

func TestLanguage(t *testing.T) {
	for locale, want := range map[string]string{
		"ru": "ru", "pt_BR": "pt", "sr-Latn-ME": "sr", "zh": "zh", "zh_TW": "zh-Hant", "zh-Hant-HK": "zh-Hant", "zh_CN": "zh-Hans",
		"cmn": "zh", "": "",
	} {
		if got := language(locale); got != want {
			t.Errorf("%q: %q, want %q", locale, got, want)
		}
	}
}

func TestReadTerritories(t *testing.T) {
	const doc = `{"main":{"sr-Latn":{"identity":{},"localeDisplayNames":{"territories":{
		"001":"svet","RU":"Rusija","US":"Sjedinjene Države","US-alt-short":"SAD","XB":"XB"}}}}}`
	got, err := readTerritories(strings.NewReader(doc), "sr-Latn")
	want := []localName{{"RU", "Rusija", "sr", ""}, {"US", "Sjedinjene Države", "sr", ""}, {"US", "SAD", "sr", "short"}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := readTerritories(strings.NewReader(doc), "sr"); err == nil {
		t.Error("no error for a file of another locale")
	}
}

func TestReadSubdivisions(t *testing.T) {
	const doc = `<?xml version="1.0" encoding="UTF-8" ?><!DOCTYPE ldml SYSTEM "../../common/dtd/ldml.dtd">
<ldml><identity><language type="ru"/></identity><localeDisplayNames><subdivisions>
<!-- RU --><subdivision type="rukrs" draft="contributed">Курская область</subdivision></subdivisions></localeDisplayNames></ldml>`
	got, err := readSubdivisions(strings.NewReader(doc))
	if want := []localName{{Code: "rukrs", Text: "Курская область", Lang: "ru"}}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := readSubdivisions(strings.NewReader("<ldml/>")); err == nil {
		t.Error("no error for a file without a language")
	}
}

func TestReadRegionData(t *testing.T) {
	got, err := readRegionData(strings.NewReader(`[{"countryName":"x","countryShortCode":"KP","regions":[
		{"name":"Chagang-do (Chagang Province)","shortCode":"04"},{"name":"Rason"}]}]`))
	if want := map[string][]string{"KP": {"Chagang-do", "Chagang Province", "Rason"}}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%q, %v", got, err)
	}
}

func TestReadCountries(t *testing.T) {
	got, err := readCountries(strings.NewReader(`{"KP":{"name":"North Korea","native":"북한","alias":["DPRK"],"languages":["ko"],"phone":[850]},
		"AX":{"name":"Aland","partOf":"FI"}}`))
	want := []country{{Code: "AX", Name: "Aland", PartOf: "FI"},
		{Code: "KP", Name: "North Korea", Native: "북한", Alias: []string{"DPRK"}, Languages: []string{"ko"}}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
}

// gp is a GeoPackage geometry without a bounding box.
func gp(t testing.TB, g orb.Geometry) []byte {
	b, err := wkb.Marshal(g)
	if err != nil {
		t.Fatal(err)
	}
	return append([]byte{'G', 'P', 0, 1, 0xe6, 0x10, 0, 0}, b...)
}

func TestParseGeometry(t *testing.T) {
	square := orb.Polygon{box(0, 0, 1, 1)}
	for name, test := range map[string]struct {
		data []byte
		want string // of the error
	}{
		"polygon":      {gp(t, square), ""},
		"multipolygon": {gp(t, orb.MultiPolygon{square}), ""},
		"point":        {gp(t, orb.Point{1, 1}), "a Point, want polygons"},
		"empty":        {nil, "not a GeoPackage geometry"},
		"envelope":     {[]byte{'G', 'P', 0, 3, 0xe6, 0x10, 0, 0}, "bad GeoPackage header"},
		"system":       {append([]byte{'G', 'P', 0, 1, 1, 0, 0, 0}, gp(t, square)[8:]...), "reference system 1, want WGS84 (4326)"},
	} {
		got, err := parseGeometry(test.data)
		switch {
		case test.want == "" && (err != nil || !orb.Equal(got, orb.MultiPolygon{square})):
			t.Errorf("%s: %v, %v", name, got, err)
		case test.want != "" && (err == nil || err.Error() != test.want):
			t.Errorf("%s: error %v, want %q", name, err, test.want)
		}
	}
}

func FuzzParseGeometry(f *testing.F) {
	f.Add(gp(f, orb.Polygon{box(0, 0, 1, 1)}))
	f.Add([]byte("GP\x00\x03\xe6\x10\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if g, err := parseGeometry(data); err == nil && len(data) < 13 {
			t.Errorf("%v out of %d bytes", g, len(data))
		}
	})
}

// box is a closed ring.
func box(west, south, east, north float64) orb.Ring {
	return orb.Ring{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}
}
