package names

import (
	"math/bits"

	"example.com/geotag/gazetteer"
)

// Prior says how well known a place is before any context, in orders of magnitude of people: a settlement by its population
// and rank, others by their kind. The figures are ours, set by hand.
func Prior(p gazetteer.Place, kind gazetteer.Type) float32 {
	fame := Log2(uint64(1+p.NumNames())) * 0.1
	switch kind {
	case gazetteer.Country, gazetteer.Continent, gazetteer.Union:
		return 8 + fame
	case gazetteer.Admin1:
		return 5.8 + fame
	case gazetteer.Region, gazetteer.Water:
		return 4.5 + fame
	case gazetteer.Admin2, gazetteer.Landform, gazetteer.Island, gazetteer.Airport, gazetteer.Facility:
		return 3.5 + fame
	}
	known := Log2(1+p.Population())*Log10Of2 + fame
	switch {
	case p.HasFeatureCode("PPLC"):
		return known + 1.2
	case p.HasFeatureCode("PPLA"):
		return known + 0.5
	case p.HasFeatureCode("PPLX"):
		return known - 0.8
	}
	return known
}

// Log10Of2 turns binary logarithms into decimal ones.
const Log10Of2 = 0.30103

// Log2 is the binary logarithm of n > 0 to within 0.09: linear between powers of two, for it runs once a candidate.
func Log2(n uint64) float32 {
	whole := bits.Len64(n) - 1
	return float32(whole) + float32(n-1<<whole)/float32(uint64(1)<<whole)
}

// Usage says how usual a candidate's name is for its place, on the scale of Prior: 0 of a display name, less of others.
func (c *Candidate) Usage() float32 {
	v := float32(0)
	if !c.Main {
		v -= 0.6
	}
	if c.Flags&gazetteer.Historic != 0 {
		v -= 0.5
	}
	if c.Flags&gazetteer.Colloquial != 0 {
		v -= 0.5
	}
	if c.Flags&gazetteer.Derived != 0 {
		v -= 0.3
	}
	if c.Foreign {
		v -= 1.5
	}
	return v
}

// Sovereign reports whether a candidate is a country or a capital.
func (c *Candidate) Sovereign() bool {
	return c.Kind == gazetteer.Country || c.Kind == gazetteer.Settlement && c.Place.HasFeatureCode("PPLC")
}
