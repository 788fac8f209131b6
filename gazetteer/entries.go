package gazetteer

import (
	"iter"
	"math"
	"runtime"
	"slices"
)

// Entries yields all places as entries, in the order that Compile wants, so that a gazetteer can be compiled anew with others.
// Boundaries are as they are stored, simplified.
func (ix *Index) Entries() iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for p := range ix.Places() {
			if !yield(p.entry(), nil) {
				return
			}
		}
	}
}

func (p Place) entry() Entry {
	e := Entry{
		ID: p.ID(), Name: p.Name(), Names: slices.Collect(p.Names()), Type: p.Type(), FeatureCode: p.FeatureCode(), Country: p.Country(),
		Point: p.Point(), Boundary: p.Boundary(0), Outline: p.Outline(), Population: p.Population(), AreaM2: p.statedM2(), AreaSource: p.AreaSource(), BoundaryM2: p.BoundaryM2(),
		Uncertainty: float64(math.Float32frombits(le.Uint32(p.extent()[atUncertainty:]))),
	}
	e.Extent, _ = p.Extent()
	if up, ok := p.Parent(); ok {
		e.Parent = up.ID()
	}
	runtime.KeepAlive(p.ix)
	return e
}
