package measure

import (
	"cmp"
	"slices"
)

// A Unit is a unit of area. The zero Unit is none.
type Unit uint8

// String returns the symbol used for the unit in English: "km²", "sq mi", "ha",
// "acres", "m²", "sq ft", or "" for none.
func (u Unit) String() string {
	if int(u) < len(units) {
		return units[u].symbol
	}
	return ""
}

// ToM2 converts v of the unit to square metres; 0 where the unit is none.
func (u Unit) ToM2(v float64) float64 {
	if u == 0 || int(u) >= len(units) {
		return 0
	}
	return v * units[u].num / units[u].den
}

// FromM2 converts square metres to the unit; 0 where the unit is none.
func (u Unit) FromM2(m2 float64) float64 {
	if u == 0 || int(u) >= len(units) {
		return 0
	}
	return m2 * units[u].den / units[u].num
}

// atMost converts v of the unit to square metres, where it has no one size by the greatest of them.
func (u Unit) atMost(v float64) float64 {
	if most := units[u].most; most > 0 {
		return v * most
	}
	return u.ToM2(v)
}

// A unitName is one way to write a unit.
type unitName struct {
	text  string
	unit  Unit
	cased bool
	comma bool    // its language writes decimals after a comma
	times float64 // how many of the unit it stands for
	home  string  // the country whose size it means where the text does not place it
	need  need    // what must stand around it, as it is another word, too
}

// unitNames lists the names by their first two letters, the longest first. Names
// of other letters may share a list.
var unitNames = func() (index [1 << 10][]unitName) {
	add := func(text string, u Unit, comma bool) {
		n := unitName{text: text, unit: u, cased: caseNames[text], comma: comma, times: cmp.Or(multiplied[text], 1), home: homes[text], need: ambiguous[text]}
		index[pair(text)] = append(index[pair(text)], n)
	}
	for u := range units {
		for _, name := range units[u].names {
			add(name, Unit(u), false)
		}
	}
	for _, l := range tongues {
		for name, u := range l.all() {
			add(name, u, !l.point)
		}
	}
	for _, list := range index {
		slices.SortStableFunc(list, func(a, b unitName) int { return len(b.text) - len(a.text) })
	}
	return index
}()

// pair is the place in unitNames of names that begin as s, which has two bytes.
func pair(s string) int { return int(s[0]&0x1f)<<5 | int(s[1]&0x1f) }
