package server_test

import (
	"strconv"
	"strings"
	"testing"

	"google.golang.org/protobuf/reflect/protoreflect"

	"example.com/geotag"
	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/gazetteer"
	"example.com/geotag/measure"
)

// The server converts enums by number, so the numbers must mean the same on both sides, and neither may know one more.
func TestEnumsAreTheDomains(t *testing.T) {
	for _, test := range []struct {
		wire   protoreflect.Enum
		domain func(n uint8) string
	}{
		{geotagv1.Role(0), func(n uint8) string { return geotag.Role(n).String() }},
		{geotagv1.RejectionReason(0), func(n uint8) string { return geotag.Reason(n).String() }},
		{geotagv1.PlaceType(0), func(n uint8) string { return gazetteer.Type(n).String() }},
		{geotagv1.NameMatchKind(0), func(n uint8) string { return geotag.Match(n).String() }},
		{geotagv1.RelationKind(0), func(n uint8) string { return measure.RelationKind(n).String() }},
		{geotagv1.AreaQualifier(0), func(n uint8) string { return measure.Qualifier(n).String() }},
		{geotagv1.AreaUnit(0), func(n uint8) string {
			return map[string]string{"km²": "square kilometer", "sq mi": "square mile", "ha": "hectare", "acres": "acre",
				"m²": "square meter", "sq ft": "square foot", "sq yd": "square yard", "dunams": "dunam", "feddans": "feddan", "rai": "rai", "mu": "mu",
				"jeribs": "jerib", "tsubo": "tsubo", "football fields": "football field"}[measure.Unit(n).String()]
		}},
	} {
		values := test.wire.Descriptor().Values()
		prefix := strings.TrimSuffix(string(values.Get(0).Name()), "UNSPECIFIED")
		for i := 1; i < values.Len(); i++ {
			v := values.Get(i)
			want := strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(string(v.Name()), prefix), "_", " "))
			if got := test.domain(uint8(v.Number())); got != want {
				t.Errorf("%s is %d, which is %q in the domain", v.Name(), v.Number(), got)
			}
		}
		unknown := strings.ReplaceAll(test.domain(255), "255", "N")
		if one := test.domain(uint8(values.Len())); strings.ReplaceAll(one, strconv.Itoa(values.Len()), "N") != unknown {
			t.Errorf("%s lacks the domain's %q", test.wire.Descriptor().Name(), one)
		}
	}
}

func TestUnitsAreThoseOfMeasure(t *testing.T) {
	api := newAPI(t)
	resp, err := api.ConvertArea(t.Context(), &geotagv1.ConvertAreaRequest{Text: "1,300 km²"})
	if err != nil {
		t.Fatal(err)
	}
	a := resp.GetProperties().GetArea()
	for unit, got := range map[measure.Unit]float64{
		measure.SquareKilometer: a.GetSquareKilometers(), measure.SquareMile: a.GetSquareMiles(),
		measure.Hectare: a.GetHectares(), measure.Acre: a.GetAcres(),
	} {
		if want := unit.FromM2(1300e6); got < want*(1-1e-9) || got > want*(1+1e-9) {
			t.Errorf("1,300 km² are %v %v; want %v", got, unit, want)
		}
	}
}
