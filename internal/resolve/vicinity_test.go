package resolve_test

import (
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/model"
)

// The other names of a text vote for what lies near the places that they may mean, the better known of these more.
func TestVicinity(t *testing.T) {
	t.Parallel()
	const oregon, massachusetts = "5754005", "4951788"
	all := setup{}.choices(t, "we saw Springfield, then Eugene, and after that Creswell", "Springfield", 0)
	near, far := option(t, all, oregon).Features, option(t, all, massachusetts).Features
	if near[model.VicinityBest] < 0.5 || near[model.VicinityVote] <= near[model.VicinityBest]/2 || near[model.VicinityShare] >= near[model.VicinityBest] {
		t.Errorf("in Oregon: best %g, vote %g, share %g", near[model.VicinityBest], near[model.VicinityVote], near[model.VicinityShare])
	}
	if far[model.VicinityBest] >= near[model.VicinityBest]/2 {
		t.Errorf("in Massachusetts: best %g", far[model.VicinityBest])
	}
	famous := option(t, setup{}.choices(t, "we saw Paris and London", "Paris", 0), "6942553").Features // the one in Ontario
	if v := famous[model.VicinityBest]; v <= 0 || v > 0.25 {
		t.Errorf("London speaks for the Paris beside the lesser London by %g", v)
	}
	for _, source := range []string{"rain on Springfield", "rain on Springfield, Oregon, and on Springfield"} {
		for _, o := range (setup{}).choices(t, source, "Springfield", 0) {
			if o.Features[model.VicinityVote] > 0 && !strings.Contains(source, "Oregon") {
				t.Errorf("%q: nothing else is named, and %s has votes", source, o.Place.ID())
			}
		}
	}
}

// Savusavu lies at 179.3 degrees east, Taveuni beside it at 180.0 west.
func TestVicinityAcrossTheAntimeridian(t *testing.T) {
	t.Parallel()
	f := option(t, setup{}.choices(t, "we saw Taveuni, then Savusavu", "Savusavu", 0), "C:FJ.03:Savusavu").Features
	if v := f[model.VicinityBest]; v <= 0 {
		t.Errorf("Taveuni speaks for Savusavu by %g", v)
	}
}

// The names after the first so many have no vote, lest the work on a long text grow with the square of its length.
func TestVicinityIsBounded(t *testing.T) {
	t.Parallel()
	const oregon, few, many = "5754005", 8, 64
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	var cities []string
	for p := range ix.Places() {
		if len(cities) < many && p.Population() > 3e6 && p.Type() == gazetteer.Settlement && !strings.Contains(p.Name(), " ") {
			cities = append(cities, p.Name())
		}
	}
	vote := func(n int) float32 {
		source := strings.Join(cities[:n], " and ") + " and Eugene and Springfield"
		return option(t, setup{}.choices(t, source, "Springfield", 0), oregon).Features[model.VicinityBest]
	}
	if a, b := vote(few), vote(many); a < 0.5 || b != 0 {
		t.Errorf("after %d names Eugene votes by %g, after %d by %g", few, a, many, b)
	}
}

// A division holds what was chosen for the other names, but not what was chosen for its own.
func TestHolding(t *testing.T) {
	t.Parallel()
	const georgia = "US.GA"
	held := option(t, setup{}.choices(t, "Georgia has rain. Atlanta, Macon and Savannah have none", "Georgia", 1), georgia).Features
	if held[model.Holding] != 1 || held[model.HoldingShare] != 0.75 {
		t.Errorf("Georgia holds %g, a share of %g", held[model.Holding], held[model.HoldingShare])
	}
	alone := option(t, setup{}.choices(t, "Georgia has rain. Ibadan and Kano have none", "Georgia", 1), georgia).Features
	if alone[model.Holding] != 0 || alone[model.HoldingShare] != 0 {
		t.Errorf("without its towns Georgia holds %g, a share of %g", alone[model.Holding], alone[model.HoldingShare])
	}
}
