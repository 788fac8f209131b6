package measure

import (
	"slices"
	"strings"
)

// parts are the units of which a larger one is counted on: "12 acres, 3 roods and 20 perches".
var parts = map[Unit][]Unit{
	Hectare: {Are}, Acre: {Rood, Perch, Cent, Guntha}, Rood: {Perch}, Kanal: {Marla}, Bigha: {Katha}, Section: {Acre}, Caballeria: {Manzana},
}

// adds reports whether f counts on from last, after joined.
func (f *figure) adds(last *figure, joined string) bool {
	switch strings.ToLower(strings.TrimSpace(joined)) {
	case "", ",", "and", ", and":
	default:
		return false
	}
	if last.isRange() || f.isRange() || f.unit.ToM2(f.low.value) >= last.unit.ToM2(1) || last.smallest != 0 && f.unit.ToM2(1) >= last.smallest.ToM2(1) {
		return false
	}
	return slices.Contains(parts[last.unit], f.unit)
}

// add adds the figure g of a smaller unit to f, and the words between and after them.
func (f *figure) add(g *figure) {
	scale := g.unit.ToM2(1) / f.unit.ToM2(1)
	f.low = number{value: f.low.value + g.low.value*scale, place: g.low.place * scale, round: g.low.round * scale, scale: 1}
	f.high, f.end, f.tail, f.smallest = f.low, g.end, g.tail, g.unit
	f.hedge = f.hedge.and(g.hedge)
}
