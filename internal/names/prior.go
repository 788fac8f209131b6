package names

import (
	"math/bits"

	"example.com/geotag/gazetteer"
)

// Prior says how well known a place is before any context, in orders of magnitude of people: by its size, by how many names the world has for it
// (Oxford has forty-six, the Oxford of Ohio six; those of mere lists do not count), and a country or a first-order division by its area.
func Prior(p gazetteer.Place, kind gazetteer.Type) float32 {
	size, renown := standing(p, kind)
	return size + renown
}

// standing says how large a place is before any context, in orders of magnitude of people: a settlement by its population and rank, others by
// their kind; and by how much it is better known than that tells. The figures are ours, set by hand.
func standing(p gazetteer.Place, kind gazetteer.Type) (size, renown float32) {
	fame := Log2(uint64(1+p.Renown())) * 0.1
	switch kind {
	case gazetteer.Country:
		return 8 + fame, breadth(p) - 0.6
	case gazetteer.Continent, gazetteer.Union:
		return 8 + fame, 0
	case gazetteer.Admin1:
		return 5.8 + fame, 2*fame + breadth(p) - 1.6
	case gazetteer.Region, gazetteer.Water:
		return 4.5 + fame, 0
	case gazetteer.Island:
		return 3.5 + fame, 0.7
	case gazetteer.Admin2, gazetteer.Landform, gazetteer.Airport, gazetteer.Facility:
		return 3.5 + fame, 0
	}
	people := p.Population()
	size, renown = Log2(1+people)*Log10Of2+fame, 3*fame-0.8
	if people == 0 {
		renown += hamlet
	}
	switch {
	case p.HasFeatureCode("PPLC"):
		size += 1.2
	case p.HasFeatureCode("PPLA"):
		size += 0.5
	case p.HasFeatureCode("PPLX"):
		size -= 0.8
	case p.HasFeatureCode("PPLA2"):
		renown += 0.2
	}
	return size, renown
}

// hamlet is the size of a settlement of which no source knows how many live there: a hundred.
const hamlet = 2

// breadth is what the area of a country or a division adds to how well known it is: 0.35 for each order of magnitude beyond a thousand square
// kilometers, so that Texas comes before a parish of Jamaica.
func breadth(p gazetteer.Place) float32 {
	km2 := uint64(p.AreaM2() / 1e6)
	if km2 == 0 {
		return 0.35
	}
	return 0.35 * (Log2(km2)*Log10Of2 - 3)
}

// Log10Of2 turns binary logarithms into decimal ones.
const Log10Of2 = 0.30103

// Log2 is the binary logarithm of n > 0 to within 0.09: linear between powers of two, for it runs once a candidate.
func Log2(n uint64) float32 {
	whole := bits.Len64(n) - 1
	return float32(whole) + float32(n-1<<whole)/float32(uint64(1)<<whole)
}

// Usage says how usual a candidate's name is for its place, on the scale of Prior: 0 of a display name, less of others. Hardly anyone
// means Belém by "Bethlehem", for which no source names a language, or Grenada by "Granada", which English does not call it.
func (c *Candidate) Usage() float32 {
	v := float32(0)
	switch {
	case c.Main:
	case c.Foreign:
		v -= 2.5
	case !c.Known && !c.Own:
		v -= 2
	default:
		v -= 0.2
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
	return v
}

// Sovereign reports whether a candidate is a country or a capital.
func (c *Candidate) Sovereign() bool {
	return c.Kind == gazetteer.Country || c.Kind == gazetteer.Settlement && c.Place.HasFeatureCode("PPLC")
}
