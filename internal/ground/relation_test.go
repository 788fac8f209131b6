package ground_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"example.com/geotag/internal/geodesy"
	"example.com/geotag/internal/ground"
	"example.com/geotag/measure"
)

// told writes a relation as "kind anchor/other [text]".
func told(source string, rel *ground.Relation) string {
	other := ""
	if !rel.Other.IsZero() {
		other = "/" + rel.Other.ID()
	}
	return fmt.Sprintf("%v %s%s [%s]", rel.Kind, rel.Anchor.ID(), other, source[rel.Start:rel.End])
}

// Each text states the relations that follow it, and no others.
func TestRelationsOfPlaces(t *testing.T) {
	t.Parallel()
	for source, want := range map[string][]string{
		"A camp lies 7 miles outside Kampala.":                 {"away 232422 [7 miles outside Kampala]"},
		"A convoy was hit 25 km inside Somalia.":               {"inside SO [25 km inside Somalia]"},
		"The tent city is 40 km from the Slovak border.":       {"border SK [40 km from the Slovak border]"},
		"In Hungary, a barn near the Slovak border burned.":    {"border SK/HU [near the Slovak border]"},
		"They crossed the border with Bolivia.":                {"border BO [border with Bolivia]"},
		"Chad's border with Sudan is long.":                    {"border TD/SD [Chad's border with Sudan]"},
		"Dust hides the Chad-Sudan border.":                    {"border TD/SD [Chad-Sudan border]"},
		"The Accra-Kumasi highway is flooded.":                 {"between 2306104/2298890 [Accra-Kumasi highway]"},
		"The road from Accra to Kumasi is flooded.":            {"between 2306104/2298890 [The road from Accra to Kumasi]"},
		"The mountains between Argentina and Chile are white.": {"between AR/CL [between Argentina and Chile]"},
		"Talks between Argentina and Chile failed.":            nil,
		"He flew from Accra to Kumasi.":                        nil,
		"Storms hit northern and western Mali.":                {"part ML [northern and western Mali]", "part ML [western Mali]"},
		"Rain fell in central Mali.":                           {"part ML [central Mali]"},
		"Rain fell in the north of Mali.":                      {"part ML [the north of Mali]"},
		"The well lies east of Kampala by 12 km.":              {"away 232422 [east of Kampala by 12 km]"},
		"A trawler sank 12 miles off the coast of Mauritania.": {"off MR [12 miles off the coast of Mauritania]"},
		"The dam stands 4 km upstream of Kampala.":             {"away 232422 [4 km upstream of Kampala]"},
		"It is a two-hour drive north of Kampala.":             {"toward 232422 [north of Kampala]"},
		"Slovak border guards were there.":                     nil,
	} {
		g := put(t, source)
		var got []string
		for _, rel := range relations(t, g) {
			got = append(got, told(source, &rel))
			if rel.Shape == nil || rel.Uncertainty <= 0 {
				t.Errorf("%s: %T, uncertainty %v", source, rel.Shape, rel.Uncertainty)
			}
		}
		if strings.Join(got, "; ") != strings.Join(want, "; ") {
			t.Errorf("%s\n got %q\nwant %q", source, got, want)
		}
	}
}

// A distance from an island or a country counts from its shore or border in that direction.
func TestFromTheShore(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		source string
		near   orb.Point
		within float64 // meters
	}{
		{"The ship sank 100 km west of Portugal.", orb.Point{-10.3, 39.7}, 60e3},
		{"The quake struck 90 km east of Hokkaido.", orb.Point{146.3, 43.2}, 120e3},
		{"The quake struck 150 kilometers south of Crete.", orb.Point{24.9, 33.6}, 60e3},
		{"The boat sank 60 miles north of Libya.", orb.Point{18, 33.6}, 150e3},
		{"Cuba lies 90 miles south of Florida.", orb.Point{-81.5, 23.6}, 150e3},
		{"The rig burned 200 km north of Norway.", orb.Point{25, 72}, 900e3},
		{"The storm is 80 km east of Fiji.", orb.Point{179.4, -17.8}, 150e3},
	} {
		all := relations(t, put(t, tt.source))
		if len(all) != 1 || all[0].Point == nil {
			t.Errorf("%s: %d relations, or no point", tt.source, len(all))
			continue
		}
		rel := all[0]
		if d := geodesy.Distance(*rel.Point, tt.near); d > tt.within {
			t.Errorf("%s: at %v, %.0f km from %v", tt.source, *rel.Point, d/1000, tt.near)
		}
		if d := geodesy.Distance(*rel.Point, rel.Anchor.Point()); d < rel.HighM*1.2 {
			t.Errorf("%s: %.0f km from the middle of %s", tt.source, d/1000, rel.Anchor.Name())
		}
		if !rel.Shape.Bound().Contains(*rel.Point) {
			t.Errorf("%s: the shape %v does not hold the point %v", tt.source, rel.Shape.Bound(), *rel.Point)
		}
	}
}

// The northern part of a country is not that of its overseas territory, and the narrowest gap between two parts them.
func TestMainland(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]orb.Bound{
		"Rain fell in southern Spain.":                            {Min: orb.Point{-10, 35}, Max: orb.Point{5, 40}},
		"Snow fell in northern Portugal.":                         {Min: orb.Point{-10, 39}, Max: orb.Point{-6, 43}},
		"Smoke filled the northern United States.":                {Min: orb.Point{-141, 38}, Max: orb.Point{-66, 56}},
		"The ferry crossed the strait between Spain and Morocco.": {Min: orb.Point{-6.5, 35.5}, Max: orb.Point{-4.5, 36.5}},
	} {
		all := relations(t, put(t, source))
		if len(all) != 1 {
			t.Errorf("%s: %d relations", source, len(all))
			continue
		}
		if box := all[0].Shape.Bound(); !want.Contains(box.Min) || !want.Contains(box.Max) {
			t.Errorf("%s: %v, want within %v", source, box, want)
		}
	}
	if measure.Inside.String() != "inside" {
		t.Error("a kind without a name")
	}
}

// A text that names the same wide places again and again draws them once: thousands of relations take no more than the texts of others.
func TestRelationsAgain(t *testing.T) {
	t.Parallel()
	const again = 400
	for source, kind := range map[string]measure.RelationKind{
		"The mountains between Russia and Canada. ": measure.Between, "A tent near the Russian border in China. ": measure.Border,
		"Snow fell in northern Russia. ": measure.Part,
	} {
		g := put(t, strings.Repeat(source, again))
		all := relations(t, g)
		if len(all) != again || all[again-1].Kind != kind {
			t.Fatalf("%s: %d relations", source, len(all))
		}
		first, last := fmt.Sprint(all[0].Shape), fmt.Sprint(all[again-1].Shape)
		if first != last || all[0].Uncertainty != all[again-1].Uncertainty {
			t.Errorf("%s: drawn otherwise the second time", source)
		}
	}
}
