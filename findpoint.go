package geotag

import (
	"cmp"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/coordinates"
)

// statedPoint reads a query that is a point and nothing else: "48.2082, 16.3738", "51.19N 35.27E", "31UDQ4825111943", in either case.
func statedPoint(text string) (orb.Point, bool) {
	text = strings.TrimSpace(strings.Trim(strings.TrimSpace(text), "()[]"))
	p, ok := coordinates.Parse(text, "")
	if !ok {
		p, ok = coordinates.Parse(strings.ToUpper(text), "")
	}
	return p.Point, ok
}

// How many settlements around a point are looked at for the one that it lies in, and how far away they may be.
const pointSettlements, pointReachM = 60, 50e3

// at finds what is at a point: the largest settlement whose disc contains it, or else the nearest one, and the areas that contain it, the finest
// first.
func (f *finder) at(pt orb.Point) {
	near := f.t.ix.Nearest(pt, pointSettlements, pointReachM)
	in := slices.DeleteFunc(slices.Clone(near), func(n gazetteer.Near) bool { return n.DistanceM > n.Place.Uncertainty() })
	slices.SortStableFunc(in, func(a, b gazetteer.Near) int { return cmp.Compare(b.Place.Population(), a.Place.Population()) })
	if len(in) == 0 {
		in = near[:min(len(near), 1)]
	}
	var places []Place
	for _, n := range in {
		places = append(places, n.Place)
	}
	for _, a := range slices.Backward(f.t.ix.Locate(pt, pointToleranceM).Areas) {
		places = append(places, a.Place)
	}
	for _, p := range places {
		if _, twice := f.index[p]; f.filter.Wants(p) && !twice {
			f.add(hit{Found{Place: p, Name: p.Name(), Match: MatchCoordinates}, -float32(len(f.hits))})
		}
	}
}

// pointToleranceM is how far from a simplified border a point may be and still lie in what it bounds, as reverse has it.
const pointToleranceM = 5e3
