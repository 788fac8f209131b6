package measure

// Localize settles the size of a unit that differs by country or state, by where the area lies: the ISO 3166-1 code of the country, and the
// English name of its first-level division or nothing. A dunam is 2,500 m² in Iraq and 1,000 in Israel, a bigha 1,337.8 m² in Assam. Where
// that is not known the area stays as it is: most often a range.
func (a *Area) Localize(country, admin1 string) {
	sizes := localSizes[a.Unit]
	if s, ok := sizes[country+" "+admin1]; ok {
		a.resize(s.least, s.most)
	} else if s, ok := sizes[country]; ok {
		a.resize(s.least, s.most)
	}
}

// IsLocal reports whether the unit has different sizes in different places, which Area.Localize knows.
func (u Unit) IsLocal() bool { return localSizes[u] != nil }

// resize counts the area in a unit of other square metres.
func (a *Area) resize(least, most float64) {
	low, high := least/a.least, most/a.most
	a.LowM2, a.ImpliedLowM2 = a.LowM2*low, a.ImpliedLowM2*low
	a.HighM2, a.ImpliedHighM2 = a.HighM2*high, a.ImpliedHighM2*high
	a.least, a.most = least, most
	switch {
	case a.Qualifier == Comparison:
	case a.HighM2 > a.LowM2*(1+1e-12):
		a.Qualifier = Range
	case a.Qualifier == Range:
		a.HighM2, a.Qualifier = a.LowM2, a.said
	}
}

// A size is what a unit has in some place, in square metres.
type size struct{ least, most float64 }

func one(m2 float64) size { return size{m2, m2} }

// localSizes are the sizes of units by country, or by country and first-level division.
var localSizes = map[Unit]map[string]size{
	// The mishara of Iraq, and Cyprus' donum of 14,400 square feet.
	Dunam: {
		"IL": one(1000), "JO": one(1000), "LB": one(1000), "PS": one(1000), "SY": one(1000), "TR": one(1000), "GR": one(1000), "LY": one(1000),
		"AL": one(1000), "BA": one(1000), "BG": one(1000), "ME": one(1000), "MK": one(1000), "RS": one(1000), "XK": one(1000),
		"IQ": one(2500), "CY": one(1337.803776),
	},
	Jerib: {"IR": one(10_000)},
	// Of 14,400 square feet in the east, of 3,025 square yards in the Ganges valley, in the west what it takes.
	Bigha: {
		"BD": one(14_400 * squareFoot), "NP": one(nepalBigha), "IN": {acre / acreDen / 5, 27_225 * squareFoot},
		"IN Assam": one(14_400 * squareFoot), "IN West Bengal": one(14_400 * squareFoot), "IN Tripura": one(14_400 * squareFoot),
		"IN Bihar": one(27_225 * squareFoot), "IN Jharkhand": one(27_225 * squareFoot), "IN Uttar Pradesh": one(27_225 * squareFoot),
		"IN Himachal Pradesh": one(acre / acreDen / 5),
		"IN Punjab":           {9_075 * squareFoot, acre / acreDen / 4}, "IN Haryana": {9_075 * squareFoot, acre / acreDen / 4},
		"IN Madhya Pradesh": {acre / acreDen / 4, 27_225 * squareFoot}, "IN Rajasthan": {17_424 * squareFoot, 27_225 * squareFoot},
		"IN Gujarat": {17_424 * squareFoot, 25_600 * squareFoot},
	},
	// A twentieth of the bigha, in Assam a fifth.
	Katha: {
		"BD": one(720 * squareFoot), "NP": one(nepalBigha / 20), "IN West Bengal": one(720 * squareFoot), "IN Assam": one(2_880 * squareFoot),
		"IN Bihar": one(27_225 * squareFoot / 20), "IN Jharkhand": one(720 * squareFoot),
	},
	// 180 square roods of Prussia, or a quarter of a hectare; 600 square roods of the Cape; Poland's of 300 square prety.
	Morgen: {"ZA": one(8565.32), "NA": one(8565.32), "DE": {2500, 2553.22}, "PL": one(5598.7)},
	// 80 m squared.
	Fanega:     {"CO": one(6400)},
	Caballeria: {"CU": one(134_202), "GT": one(451_256), "PR": one(200 * cuerda)},
	Cuerda:     {"PR": one(cuerda)},
	// 110 m by 220, 220 m squared, and in the north 165 m squared.
	Alqueire: {
		"BR São Paulo": one(24_200), "BR Paraná": one(24_200), "BR Santa Catarina": one(24_200), "BR Rio Grande do Sul": one(24_200), "BR Mato Grosso do Sul": one(24_200),
		"BR Minas Gerais": one(48_400), "BR Goiás": one(48_400), "BR Rio de Janeiro": one(48_400), "BR Espírito Santo": one(48_400), "BR Mato Grosso": {24_200, 48_400},
		"BR Pará": one(27_225), "BR Maranhão": one(27_225),
	},
}
