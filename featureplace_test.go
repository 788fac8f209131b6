package geotag

import (
	"slices"
	"sync"
	"testing"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer/world"
)

// What a tagger keeps of places tells of each what is found without it: in two languages in turn, by several at once, and when the slots are
// taken many times over.
func TestKeptPlacesAreAsDecoded(t *testing.T) {
	t.Parallel()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	all := slices.Collect(ix.Places())[:3*keptPlaces]
	kept := newPlaceTable(keptPlaces)
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			for _, language := range []string{"", "fr", ""} {
				o := FeatureOptions{Language: language, Geometry: DetailBBox}
				for _, p := range all {
					text := "x"
					doc := Document{References: []Reference{{Place: p, Mentions: []Mention{{0, 1, Location, 0}}}}, places: kept}
					got, err := doc.FeatureCollection(text, o).AppendJSON(nil)
					if err != nil {
						t.Error(err)
					}
					doc.places = nil
					want, err := doc.FeatureCollection(text, o).AppendJSON(nil)
					if err != nil {
						t.Error(err)
					}
					if string(got) != string(want) {
						t.Errorf("kept: %s\nfound: %s", got, want)
						return
					}
				}
			}
		})
	}
	group.Wait()
}

// Features of different answers share what is said of a place.
func TestFeaturesSharePlaces(t *testing.T) {
	t.Parallel()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	tagger := New(ix)
	read := func(text, language string) *Feature {
		doc, err := tagger.Tag(t.Context(), text, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return &doc.FeatureCollection(text, FeatureOptions{Language: language}).Features[0]
	}
	one, two, french := read("It rained in Berlin.", ""), read("Snow fell in Berlin.", ""), read("It rained in Berlin.", "fr")
	if p := one.Properties.Place; p == nil || p != two.Properties.Place || p == french.Properties.Place {
		t.Errorf("places: %p, %p, %p", p, two.Properties.Place, french.Properties.Place)
	}
	if french.Properties.Ancestors[len(french.Properties.Ancestors)-1].Name != "Allemagne" || one.Geometry.Geometry.(orb.Point) != two.Geometry.Geometry.(orb.Point) {
		t.Error(french.Properties.Ancestors)
	}
}
