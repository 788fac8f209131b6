package measure

import "slices"

// A Unit is a unit of area. The zero Unit is none.
type Unit uint8

// The units that are recognised, in the order of the service's AreaUnit.
const (
	SquareKilometer Unit = iota + 1
	SquareMile
	Hectare
	Acre
	SquareMeter
	SquareFoot
)

// units holds, for each Unit, how it is written for people, its square metres as
// the exact fraction num/den, whether it is the square of a unit of length, and
// the names a text may give it.
//
// In a name a space stands for a gap: spaces, a hyphen or a full stop, as in
// "square-kilometer" and "sq.km". Names match in any case, but for those of
// caseNames.
var units = [...]struct {
	symbol   string
	num, den float64
	squared  bool
	names    []string
}{
	{}, // none
	// SI.
	{"km²", 1e6, 1, true, squares("km", "kilometer", "kilometre", "kms", "kilometers", "kilometres")},
	// The square of 1,609.344 m: the international mile, of 5,280 feet of 0.3048 m.
	{"sq mi", 2_589_988_110_336, 1e6, true, squares("mi", "mile", "miles")},
	// Accepted for use with the SI (SI Brochure, table 8).
	{"ha", 1e4, 1, false, []string{"ha", "hectare", "hectares"}},
	// 43,560 square feet of 0.3048 m. The U.S. survey foot, with which an acre is 4
	// millionths larger, was retired at the end of 2022 (85 FR 62698).
	{"acres", 40_468_564_224, 1e7, false, []string{"acre", "acres"}},
	// SI.
	{"m²", 1, 1, true, squares("m", "meter", "metre", "meters", "metres")},
	// The square of 0.3048 m: the international foot, of 1959.
	{"sq ft", 9_290_304, 1e8, true, squares("ft", "foot", "feet")},
}

// caseNames are the names that are other words in other letters: "Ha" and "M2".
var caseNames = []string{"ha", "m2", "m²", "m^2"}

// squares spells the square of a length, of which the first name is the symbol.
func squares(lengths ...string) []string {
	symbol := lengths[0]
	names := []string{symbol + "²", symbol + "2", symbol + "^2", "sq" + symbol}
	for _, l := range lengths {
		names = append(names, "sq "+l, "square "+l, l+" squared")
	}
	return names
}

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

// A unitName is one way to write a unit.
type unitName struct {
	text  string
	unit  Unit
	cased bool
}

// unitNames lists the names by their first two letters, the longest first. Names
// of other letters may share a list.
var unitNames = func() (index [1 << 10][]unitName) {
	for u := range units {
		for _, name := range units[u].names {
			k := pair(name)
			index[k] = append(index[k], unitName{name, Unit(u), slices.Contains(caseNames, name)})
		}
	}
	for _, list := range index {
		slices.SortStableFunc(list, func(a, b unitName) int { return len(b.text) - len(a.text) })
	}
	return index
}()

// pair is the place in unitNames of names that begin as s, which has two bytes.
func pair(s string) int { return int(s[0]&0x1f)<<5 | int(s[1]&0x1f) }
