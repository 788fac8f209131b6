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
	SquareYard
	Dunam         // differs by country: see Area.Localize
	Feddan        // of Egypt and Sudan
	Rai           // of Thailand
	Mu            // of China, the shi mu
	Jerib         // of Afghanistan
	Tsubo         // of Japan; the pyeong of Korea and the ping of Taiwan are the same
	FootballField // a comparison, never a measure
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
	most     float64 // what the unit has at most, where it has no one size; else 0
}{
	{}, // none
	// SI.
	{"km²", 1e6, 1, true, squares("km", "kilometer", "kilometre", "kms", "kilometers", "kilometres"), 0},
	// The square of 1,609.344 m: the international mile, of 5,280 feet of 0.3048 m.
	{"sq mi", 2_589_988_110_336, 1e6, true, squares("mi", "mile", "miles"), 0},
	// Accepted for use with the SI (SI Brochure, table 8).
	{"ha", 1e4, 1, false, []string{"ha", "hectare", "hectares"}, 0},
	// 43,560 square feet of 0.3048 m. The U.S. survey foot, with which an acre is 4
	// millionths larger, was retired at the end of 2022 (85 FR 62698).
	{"acres", 40_468_564_224, 1e7, false, []string{"acre", "acres"}, 0},
	// SI.
	{"m²", 1, 1, true, squares("m", "meter", "metre", "meters", "metres"), 0},
	// The square of 0.3048 m: the international foot, of 1959.
	{"sq ft", 9_290_304, 1e8, true, squares("ft", "foot", "feet"), 0},
	// The square of 0.9144 m: the international yard, of 1959.
	{"sq yd", 83_612_736, 1e8, true, squares("yd", "yard", "yards"), 0},
	// The metric dunam or decare; others are in dunams.
	{"dunams", 1000, 1, false, []string{"dunam", "dunams", "dunum", "dunums", "donum", "donums", "dönüm", "stremma", "stremmata"}, 2500},
	// 24 kirat of 175 m².
	{"feddans", 4200, 1, false, []string{"feddan", "feddans"}, 0},
	// 400 square wa of 4 m².
	{"rai", 1600, 1, false, []string{"rai"}, 0},
	// 60 square zhang, a fifteenth of a hectare, since 1930.
	{"mu", 10_000, 15, false, []string{"mu"}, 0},
	// 44.7 m squared, rounded, as Afghan statistics count it.
	{"jeribs", 2000, 1, false, []string{"jerib", "jeribs", "jarib", "jaribs"}, 0},
	// 400/121 m²: the square of 6 shaku, of which 33 are 10 m.
	{"tsubo", 400, 121, false, []string{"tsubo", "pyeong", "pyong"}, 0},
	// An American field without its end zones is 100 yards by 53 1/3 and the smallest that is meant; an association football
	// pitch of 105 m by 68, which FIFA recommends, the largest.
	{"football fields", 4459.348032, 1, false, []string{
		"football field", "football fields", "football pitch", "football pitches", "soccer field", "soccer fields", "soccer pitch", "soccer pitches",
	}, 7140},
}

// dunams are the square metres of a dunam by country, where it is not 1,000 as in Israel, Jordan, Lebanon, the Palestinian territories,
// Syria and Turkey: the mishara of Iraq, and Cyprus' donum of 14,400 square feet.
var dunams = map[string]float64{
	"IL": 1000, "JO": 1000, "LB": 1000, "PS": 1000, "SY": 1000, "TR": 1000, "GR": 1000, "LY": 1000, "IQ": 2500, "CY": 1337.803776,
}

// caseNames are the names that are other words in other letters: "Ha" and "M2".
var caseNames = []string{"ha", "m2", "m²", "m^2", "mu", "rai"}

// foreign holds names in Russian, Ukrainian, German, French and Spanish, whose decimals follow a comma.
var foreign = map[Unit][]string{
	SquareKilometer: {
		"кв км", "км²", "км2", "км кв", "квадратных километров", "квадратных километра", "квадратного километра", "квадратный километр", "квадратные километры",
		"квадратних кілометрів", "квадратних кілометри", "квадратного кілометра", "квадратний кілометр", "квадратні кілометри",
		"quadratkilometer", "quadratkilometern", "quadratkilometers", "qkm", "kilomètres carrés", "kilomètre carré",
		"kilómetros cuadrados", "kilómetro cuadrado", "kilometros cuadrados", "kilometro cuadrado",
	},
	SquareMile: {
		"кв миль", "квадратных миль", "квадратных мили", "квадратних миль", "квадратні милі", "quadratmeile", "quadratmeilen", "milles carrés", "millas cuadradas",
	},
	Hectare: {"га", "гектаров", "гектара", "гектар", "гектары", "гектарів", "гектари", "hektar", "hektare", "hektaren", "hectáreas", "hectárea", "hectareas"},
	Acre:    {"акров", "акра", "акр", "акры", "акрів", "акри"},
	SquareMeter: {
		"кв м", "м²", "м2", "квадратных метров", "квадратного метра", "квадратный метр", "квадратных метра", "квадратних метрів", "квадратний метр", "квадратні метри",
		"quadratmeter", "quadratmetern", "qm", "mètres carrés", "mètre carré", "metros cuadrados", "metro cuadrado",
	},
}

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
	comma bool // its language writes decimals after a comma
}

// unitNames lists the names by their first two letters, the longest first. Names
// of other letters may share a list.
var unitNames = func() (index [1 << 10][]unitName) {
	for u := range units {
		for _, name := range units[u].names {
			k := pair(name)
			index[k] = append(index[k], unitName{name, Unit(u), slices.Contains(caseNames, name), false})
		}
		for _, name := range foreign[Unit(u)] {
			k := pair(name)
			index[k] = append(index[k], unitName{name, Unit(u), false, true})
		}
	}
	for _, list := range index {
		slices.SortStableFunc(list, func(a, b unitName) int { return len(b.text) - len(a.text) })
	}
	return index
}()

// pair is the place in unitNames of names that begin as s, which has two bytes.
func pair(s string) int { return int(s[0]&0x1f)<<5 | int(s[1]&0x1f) }
