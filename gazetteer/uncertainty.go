package gazetteer

import (
	"math"
	"runtime"
)

// usualRadius is the uncertainty in metres of a place of which nothing but the type is known: round figures that we chose.
var usualRadius = [...]float64{
	Country: 300e3, Admin1: 80e3, Admin2: 20e3, Settlement: 500, Continent: 3000e3, Region: 200e3,
	Union: 1500e3, Water: 100e3, Landform: 30e3, Island: 10e3, Airport: 2e3, Facility: 500, Postcode: 5e3,
}

// A settlement's radius is that of a disc in which settlementDensity people live on a square metre, up to maxSettlement:
// 2.5 km for 100,000 people, 15 km from 3.5 million on. The figures are round ones that we chose.
const (
	settlementDensity = 0.005
	maxSettlement     = 15e3
)

// Uncertainty returns a radius in metres within which the place lies around its Point: the one that was compiled in; else that of
// a disc of the place's area; else, of a settlement, that of a disc which holds its population at 5,000 people a
// square kilometre, from 500 m to 15 km; else a usual one for the type.
func (p Place) Uncertainty() float64 {
	stored := math.Float32frombits(le.Uint32(p.extent()[atUncertainty:]))
	runtime.KeepAlive(p.ix)
	if stored > 0 {
		return float64(stored)
	}
	if area := p.AreaM2(); area > 0 {
		return math.Sqrt(area / math.Pi)
	}
	t := p.Type()
	if !t.valid() {
		return 0
	}
	usual := usualRadius[t]
	if t == Settlement {
		disc := math.Sqrt(float64(p.Population()) / settlementDensity / math.Pi)
		return min(max(disc, usual), maxSettlement)
	}
	return usual
}
