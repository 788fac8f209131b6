package score

import (
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
)

// TestCases classifies mentions of a text of ours, each of which is answered in another way.
func TestCases(t *testing.T) {
	t.Parallel()
	d := document(t, `{"id":"t-2","text":"Kano, Ibadan, Lagos, Abuja, Ghana, U.S. and Jos Police met; Reading too.","mentions":[
{"start":0,"end":4,"lat":12,"lon":8.5,"kind":"Literal"},{"start":6,"end":12,"lat":7.4,"lon":3.9,"kind":"Metonymic"},{"start":14,"end":19,"lat":6.5,"lon":3.4},
{"start":21,"end":26,"lat":9,"lon":7.5},{"start":28,"end":33,"lat":8,"lon":-1.2},{"start":35,"end":39,"lat":39.8,"lon":-98.5},{"start":44,"end":47,"lat":9.9,"lon":8.9}]}`)
	right, elsewhere, abroad, region, longer, nowhere := at(0, 4, 12, 8.5), at(6, 12, 11, 13), at(14, 19, 37, -8), at(21, 26, 12, 7), at(28, 40, 8, -1), at(60, 67, 51, -1)
	right.Role, right.Score, elsewhere.Role, elsewhere.CountryCode, abroad.CountryCode, region.PlaceID = "location", 0.95, "location", "NG", "PT", "NG.FC"
	predicted := []Prediction{right, elsewhere, abroad, region, longer, nowhere}
	locate := func(p orb.Point) Area { return Area{Country: "NG", IDs: map[string]bool{"NG.FC": true}} }
	var tally Tally
	tally.Add(d, predicted, Rules{}, locate)
	want := [Classes]int{Right: 1, Nested: 1, Span: 2, SameName: 1, Country: 1, Granularity: 1, Nowhere: 1}
	if tally.Classes != want {
		t.Errorf("classes %v, want %v", tally.Classes, want)
	}
	if k := tally.Kinds["Metonymic"]; k == nil || *k != (Outcome{1, 1, 0}) {
		t.Errorf("metonymic %+v", k)
	}
	if share, n := tally.RoleAccuracy(); share != 0.5 || n != 2 {
		t.Errorf("role accuracy %g of %d", share, n)
	}
	if b := tally.Bins[9]; b.Count != 1 || b.Right != 1 || tally.Bins[0].Count != 5 {
		t.Errorf("bins %+v", tally.Bins)
	}
	if e := tally.CalibrationError(); math.Abs(e-0.05/6) > 1e-9 {
		t.Errorf("calibration error %g", e)
	}
	before, name, after := tally.Wrong[0].Context(6)
	if before != "Kano, " || name != "Ibadan" || after != ", Lago" {
		t.Errorf("context %q %q %q", before, name, after)
	}
}

func TestAbbreviated(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{"U.S.": true, "UK": true, "Ga.": true, "NSW": true, "Kano": false, "BERLIN": false} {
		if abbreviated(name) != want {
			t.Errorf("%q: %t", name, !want)
		}
	}
}

// An answer far from the gold point is the same entity by its id, or by its boundary where the ids cannot be compared.
func TestSameEntity(t *testing.T) {
	t.Parallel()
	d := document(t, `{"id":"t-3","text":"Kano, Kano, Kano, Kano.","mentions":[
{"start":0,"end":4,"lat":12,"lon":8.5,"geonameid":7},{"start":6,"end":10,"lat":12,"lon":8.5,"geonameid":7},{"start":12,"end":16,"lat":12,"lon":8.5,"geonameid":7},
{"start":18,"end":22,"lat":12,"lon":8.5}]}`)
	locate := func(orb.Point) Area { return Area{Country: "NG", IDs: map[string]bool{"8": true, "NG.KN": true}} }
	predicted := []Prediction{at(0, 4, 20, 8.5), at(6, 10, 20, 8.5), at(12, 16, 20, 8.5), at(18, 22, 20, 8.5)}
	for i, id := range []string{"7", "8", "NG.KN", "9"} {
		predicted[i].PlaceID = id
	}
	var same []bool
	for _, c := range Cases(d, predicted, Rules{}, locate) {
		same = append(same, c.Same)
	}
	if !slices.Equal(same, []bool{true, false, true, false}) {
		t.Errorf("the same entity: %v", same)
	}
	var tally Tally
	c := Count(d, predicted, Rules{})
	if c.Same = tally.Add(d, predicted, Rules{}, locate); c.Same != 2 || c.Summary().SameEntity != 0.5 || c.Summary().E2E != 0 {
		t.Errorf("%d are the same: %+v", c.Same, c.Summary())
	}
}
