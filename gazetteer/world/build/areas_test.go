package main

import (
	"strings"
	"testing"
)

func TestReadAreas(t *testing.T) {
	list, err := readAreas(strings.NewReader("# a remark\nXX.01\t12.5\tGeoNames\t\tFirst\nXX.02\t7\tofficial figure\twithout the lake\tSecond\n"))
	want := []officialArea{{"XX.01", 12.5e6, "GeoNames"}, {"XX.02", 7e6, "official figure; without the lake"}}
	if err != nil || len(list) != 2 || list[0] != want[0] || list[1] != want[1] {
		t.Errorf("%v, %v", list, err)
	}
	for _, bad := range []string{"XX\tmuch\tGeoNames", "XX\t0\tGeoNames", "XX\tNaN\tGeoNames", "XX\t5", "XX\t5\t\tremark"} {
		if _, err := readAreas(strings.NewReader(bad)); err == nil || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// An official area leads, and what the boundary measures stands beside it; a row of no place is an error.
func TestOfficialAreas(t *testing.T) {
	tables := tinyTables()
	tables.areas = []officialArea{{"RU.41", 29997e6, "official figure"}}
	w, err := newWorld(tiny(), tables)
	if err != nil {
		t.Fatal(err)
	}
	if k := w.byID["RU.41"]; k.AreaM2 != 29997e6 || k.AreaSource != "official figure" || k.BoundaryM2 < 2.8e10 {
		t.Errorf("RU.41: %v m² from %s, boundary %v m²", k.AreaM2, k.AreaSource, k.BoundaryM2)
	}
	tables.areas = []officialArea{{"RU.none", 1, "official figure"}}
	if _, err := newWorld(tiny(), tables); err == nil || !strings.Contains(err.Error(), "RU.none") {
		t.Errorf("a row of no place: %v", err)
	}
}
