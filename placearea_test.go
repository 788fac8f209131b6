package geotag_test

import (
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"example.com/geotag"
	"example.com/geotag/gazetteer/world"
)

// The area that is told of a place lies within 1 % of what reference works print, or there is a warning.
func TestOfficialAreas(t *testing.T) {
	t.Parallel()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("testdata/official-areas.tsv")
	if err != nil {
		t.Fatal(err)
	}
	countries, divisions := 0, 0
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if len(cells) != 3 {
			continue // a remark
		}
		id := cells[0]
		official, err := strconv.ParseFloat(cells[1], 64)
		p, ok := ix.Place(id)
		if err != nil || !ok {
			t.Fatalf("%s: %v, found: %t", id, err, ok)
		}
		if strings.Contains(id, ".") {
			divisions++
		} else {
			countries++
		}
		props := geotag.PlaceFeature(p, geotag.FeatureOptions{}).Properties
		off := props.AreaM2/1e6/official - 1
		if !(math.Abs(off) <= 0.01) && props.AreaWarning == "" {
			t.Errorf("%s: %.0f km² is %+.1f %% off, without a warning", cells[2], props.AreaM2/1e6, 100*off)
		}
		if by := props.BoundaryM2/props.AreaM2 - 1; math.Abs(by) > 0.01 && !strings.Contains(props.AreaWarning, "the boundary on file measures") {
			t.Errorf("%s: its boundary is %+.1f %% off, and the warning is %q", cells[2], 100*by, props.AreaWarning)
		}
		if props.AreaSource == "" || props.BoundaryM2 == 0 {
			t.Errorf("%s: area from %q, boundary %v", cells[2], props.AreaSource, props.BoundaryM2)
		}
	}
	if countries < 40 || divisions < 40 {
		t.Errorf("%d countries and %d divisions", countries, divisions)
	}
}

// What no official figure is known of says that it is measured; what has no area says nothing.
func TestAreaWarning(t *testing.T) {
	t.Parallel()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{
		"TR.71": "measured on the boundary", "US.OH.153": "measured on the boundary", "NO": "385,207 km² with Svalbard", "SG": "30.9 % less",
		"CZ": "", "2988507": "",
	} {
		p, ok := ix.Place(id)
		if !ok {
			t.Fatalf("no place %s", id)
		}
		got := geotag.PlaceFeature(p, geotag.FeatureOptions{}).Properties.AreaWarning
		if !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}
