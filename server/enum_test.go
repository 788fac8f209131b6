package server_test

import (
	"encoding"
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
	t.Parallel()
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
		{geotagv1.LikelyMistake(0), func(n uint8) string { return measure.Mistake(n).String() }},
		{geotagv1.Containment(0), func(n uint8) string { return gazetteer.How(n).String() }},
		{geotagv1.EvidenceId(0), func(n uint8) string { return geotag.EvidenceID(n).String() }},
		{geotagv1.WarningCode(0), func(n uint8) string { return geotag.WarningCode(n).String() }},
		{geotagv1.FeatureKind(0), func(n uint8) string { return geotag.FeatureKind(n).String() }},
		{geotagv1.GeometrySource(0), func(n uint8) string { return geotag.GeometrySource(n).String() }},
		{geotagv1.GeometryDetail(0), func(n uint8) string { return geotag.GeometryDetail(n).String() }},
		{geotagv1.NameUsage(0), func(n uint8) string { return geotag.NameUsage(n).String() }},
		{geotagv1.GeometryType(0), func(n uint8) string { return geotag.GeometryType(n).String() }},
		{geotagv1.CoordinateFormat(0), func(n uint8) string { return geotag.CoordinateFormat(n).String() }},
		{geotagv1.OffsetEncoding(0), func(n uint8) string { return geotag.OffsetUnit(n).String() }},
		{geotagv1.AreaUnit(0), func(n uint8) string { return geotag.AreaUnit(n).String() }},
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

// A feature's enums print in the library's JSON as in the wire's.
func TestEnumsPrintAsTheWires(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		wire   protoreflect.Enum
		domain func(n uint8) encoding.TextMarshaler
	}{
		{geotagv1.Role(0), func(n uint8) encoding.TextMarshaler { return geotag.Role(n) }},
		{geotagv1.RejectionReason(0), func(n uint8) encoding.TextMarshaler { return geotag.Reason(n) }},
		{geotagv1.EvidenceId(0), func(n uint8) encoding.TextMarshaler { return geotag.EvidenceID(n) }},
		{geotagv1.WarningCode(0), func(n uint8) encoding.TextMarshaler { return geotag.WarningCode(n) }},
		{geotagv1.NameMatchKind(0), func(n uint8) encoding.TextMarshaler { return geotag.Match(n) }},
		{geotagv1.FeatureKind(0), func(n uint8) encoding.TextMarshaler { return geotag.FeatureKind(n) }},
		{geotagv1.GeometrySource(0), func(n uint8) encoding.TextMarshaler { return geotag.GeometrySource(n) }},
		{geotagv1.NameUsage(0), func(n uint8) encoding.TextMarshaler { return geotag.NameUsage(n) }},
		{geotagv1.PlaceType(0), func(n uint8) encoding.TextMarshaler { return geotag.PlaceType(n) }},
		{geotagv1.Containment(0), func(n uint8) encoding.TextMarshaler { return geotag.Containment(n) }},
		{geotagv1.CoordinateFormat(0), func(n uint8) encoding.TextMarshaler { return geotag.CoordinateFormat(n) }},
		{geotagv1.AreaUnit(0), func(n uint8) encoding.TextMarshaler { return geotag.AreaUnit(n) }},
		{geotagv1.AreaQualifier(0), func(n uint8) encoding.TextMarshaler { return geotag.AreaQualifier(n) }},
		{geotagv1.LikelyMistake(0), func(n uint8) encoding.TextMarshaler { return geotag.LikelyMistake(n) }},
		{geotagv1.RelationKind(0), func(n uint8) encoding.TextMarshaler { return geotag.RelationKind(n) }},
	} {
		for values, i := test.wire.Descriptor().Values(), 1; i < values.Len(); i++ {
			if got, err := test.domain(uint8(i)).MarshalText(); err != nil || string(got) != string(values.Get(i).Name()) {
				t.Errorf("%s prints as %s, %v", values.Get(i).Name(), got, err)
			}
		}
	}
}

// A unit's wire name is that of measure's unit of its number, and a usage's that of the gazetteer's flag.
func TestNumbersAreThoseOfTheSource(t *testing.T) {
	t.Parallel()
	for unit, symbol := range []string{
		"", "km²", "sq mi", "ha", "acres", "m²", "sq ft", "sq yd", "dunams", "feddans", "rai", "mu", "jeribs", "tsubo", "football fields",
		"cm²", "mm²", "sq in", "sq nmi", "sq li", "ares", "decares", "bighas", "kathas", "kanals", "marlas", "gunthas", "cents",
		"grounds", "sections", "townships", "roods", "perches", "morgen", "arpents", "fanegas", "manzanas", "caballerias", "tareas",
		"cuerdas", "alqueires", "",
	} {
		if got := measure.Unit(unit).String(); got != symbol {
			t.Errorf("%v is %q in measure", unit, got)
		}
	}
	for usage, flag := range map[geotagv1.NameUsage]gazetteer.NameFlags{
		geotagv1.NameUsage_NAME_USAGE_PREFERRED: gazetteer.Preferred, geotagv1.NameUsage_NAME_USAGE_SHORT: gazetteer.Short,
		geotagv1.NameUsage_NAME_USAGE_ABBREVIATION: gazetteer.Abbreviation, geotagv1.NameUsage_NAME_USAGE_CODE: gazetteer.Code,
		geotagv1.NameUsage_NAME_USAGE_DEMONYM: gazetteer.Demonym, geotagv1.NameUsage_NAME_USAGE_PEOPLE: gazetteer.People,
		geotagv1.NameUsage_NAME_USAGE_HISTORIC: gazetteer.Historic, geotagv1.NameUsage_NAME_USAGE_COLLOQUIAL: gazetteer.Colloquial,
		geotagv1.NameUsage_NAME_USAGE_DERIVED: gazetteer.Derived,
	} {
		if flag != 1<<(usage-1) {
			t.Errorf("%v is the flag %b", usage, flag)
		}
	}
}

func TestUnitsAreThoseOfMeasure(t *testing.T) {
	t.Parallel()
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
