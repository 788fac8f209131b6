package measure

import "strings"

// The units that are recognised, in the order of the service's AreaUnit.
const (
	SquareKilometer Unit = iota + 1
	SquareMile
	Hectare
	Acre
	SquareMeter
	SquareFoot
	SquareYard
	Dunam         // differs by country: see Area.Localize, as of all that do
	Feddan        // of Egypt and Sudan
	Rai           // of Thailand
	Mu            // of China, the shi mu
	Jerib         // of Afghanistan; of Iran a hectare
	Tsubo         // of Japan; the pyeong of Korea and the ping of Taiwan are the same
	FootballField // a comparison, never a measure
	SquareCentimeter
	SquareMillimeter
	SquareInch
	SquareNauticalMile
	SquareLi   // of China
	Are        // the sotka of Russia
	Decare     // the stremma of Greece
	Bigha      // of India, Bangladesh and Nepal, differs by state
	Katha      // a twentieth of a bigha in most states
	Kanal      // of Pakistan and northern India
	Marla      // a twentieth of a kanal
	Guntha     // a fortieth of an acre, of India and Pakistan
	Cent       // a hundredth of an acre, of southern India; the decimal of Bengal
	Ground     // of Tamil Nadu
	Section    // of the Public Land Survey of the United States and the Dominion Land Survey of Canada
	Township   // 36 sections
	Rood       // a quarter of an acre
	Perch      // the square of a rod
	Morgen     // differs by country
	Arpent     // of France, Quebec and Louisiana
	Fanega     // of Castile
	Manzana    // of Central America
	Caballeria // of Spanish America, differs by country
	Tarea      // of the Dominican Republic
	Cuerda     // of Puerto Rico; elsewhere it differs
	Alqueire   // of Brazil, differs by state
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
	{"km²", 1e6, 1, true, append(squares("km", "kilometer", "kilometre", "kms", "kilometers", "kilometres"), "km sq", "km ²", "㎢", "Mkm²", "Mkm2"), 0},
	// The square of 1,609.344 m: the international mile, of 5,280 feet of 0.3048 m.
	{"sq mi", 2_589_988_110_336, 1e6, true, squares("mi", "mile", "miles"), 0},
	// Accepted for use with the SI (SI Brochure, table 8). Of hectares, too, thousands and millions are abbreviated.
	{"ha", 1e4, 1, false, []string{"ha", "hectare", "hectares", "hm²", "hm2", "㏊", "Mha", "kha"}, 0},
	// 43,560 square feet of 0.3048 m. The U.S. survey foot, with which an acre is 4
	// millionths larger, was retired at the end of 2022 (85 FR 62698).
	{"acres", acre, acreDen, false, []string{"acre", "acres"}, 0},
	// SI.
	{"m²", 1, 1, true, append(squares("m", "meter", "metre", "meters", "metres"), "sq mtr", "sq mtrs", "sq mts", "㎡"), 0},
	// The square of 0.3048 m: the international foot, of 1959.
	{"sq ft", 9_290_304, 1e8, true, append(squares("ft", "foot", "feet"), "SF", "sf", "GSF", "RSF", "sft"), 0},
	// The square of 0.9144 m: the international yard, of 1959.
	{"sq yd", 83_612_736, 1e8, true, squares("yd", "yds", "yard", "yards"), 0},
	// The metric dunam or decare; others are in sizes.
	{"dunams", 1000, 1, false, []string{"dunam", "dunams", "dunum", "dunums", "donum", "donums"}, 2500},
	// 24 kirat of 175 m².
	{"feddans", 4200, 1, false, []string{"feddan", "feddans"}, 0},
	// 400 square wa of 4 m².
	{"rai", 1600, 1, false, []string{"rai", "ไร่"}, 0},
	// 60 square zhang, a fifteenth of a hectare, since 1930.
	{"mu", 10_000, 15, false, []string{"mu", "亩", "畝", "市亩"}, 0},
	// 44.7 m squared, rounded, as Afghan statistics count it.
	{"jeribs", 2000, 1, false, []string{"jerib", "jeribs", "jarib", "jaribs"}, 0},
	// 400/121 m²: the square of 6 shaku, of which 33 are 10 m.
	{"tsubo", 400, 121, false, []string{"tsubo", "pyeong", "pyong", "pyung", "ping", "pings", "坪", "평"}, 0},
	// An American field without its end zones is 100 yards by 53 1/3 and the smallest that is meant; an association football
	// pitch of 105 m by 68, which FIFA recommends, the largest.
	{"football fields", 4459.348032, 1, false, []string{
		"football field", "football fields", "football pitch", "football pitches", "soccer field", "soccer fields", "soccer pitch", "soccer pitches",
	}, 7140},
	// SI.
	{"cm²", 1, 1e4, true, squares("cm", "centimeter", "centimetre", "centimeters", "centimetres"), 0},
	{"mm²", 1, 1e6, true, squares("mm", "millimeter", "millimetre", "millimeters", "millimetres"), 0},
	// The square of 0.0254 m: the international inch, of 1959.
	{"sq in", 64_516, 1e8, true, []string{"in²", "in^2", "sq in", "sq inch", "sq inches", "square inch", "square inches", "inches squared"}, 0},
	// The square of 1,852 m: the international nautical mile, of 1929.
	{"sq nmi", 3_429_904, 1, true, append(squares("nmi", "nautical mile", "nautical miles"), "sq nm", "NM²", "nautical square miles"), 0},
	// The square of 500 m: the market li of 1930.
	{"sq li", 250_000, 1, true, []string{"square li", "sq li", "li²", "平方里"}, 0},
	// 100 m², formerly of the SI.
	{"ares", 100, 1, false, []string{"are", "ares", "сотка", "сотки", "соток", "dam²"}, 0},
	// Ten ares; the stremma has been as much since Greece took the metre.
	{"decares", 1000, 1, false, []string{"decare", "decares", "dekar", "daa", "stremma", "stremmata", "στρέμμα", "στρέμματα", "στρεμμάτων"}, 0},
	// From a fifth of an acre in Himachal Pradesh to Nepal's of 8,100 square yards; see sizes.
	{"bighas", acre, 5 * acreDen, false, []string{"bigha", "bighas", "beegha", "beeghas", "बीघा"}, nepalBigha},
	// From 720 square feet in Bengal to a twentieth of Nepal's bigha.
	{"kathas", 720 * squareFoot, 1, false, []string{"katha", "kathas", "kattha", "katthas", "cottah", "cottahs", "kottah", "kottahs"}, nepalBigha / 20},
	// An eighth and a 160th of an acre, since the British surveys of the Punjab.
	{"kanals", acre, 8 * acreDen, false, []string{"kanal", "kanals"}, 0},
	{"marlas", acre, 160 * acreDen, false, []string{"marla", "marlas"}, 0},
	// 33 feet squared, a fortieth of an acre.
	{"gunthas", acre, 40 * acreDen, false, []string{"guntha", "gunthas", "gunta", "guntas"}, 0},
	{"cents", acre, 100 * acreDen, false, []string{"cent", "cents", "decimal", "decimals", "dismil", "dismils", "shotok", "shatak"}, 0},
	// 60 feet by 40.
	{"grounds", 2400 * squareFoot, 1, false, []string{"ground", "grounds"}, 0},
	// A square mile, and six miles squared (43 U.S.C. 751).
	{"sections", 640 * acre, acreDen, false, []string{"section", "sections"}, 0},
	{"townships", 36 * 640 * acre, acreDen, false, []string{"township", "townships"}, 0},
	// A quarter and a 160th of an acre.
	{"roods", acre, 4 * acreDen, false, []string{"rood", "roods"}, 0},
	{"perches", acre, 160 * acreDen, false, []string{
		"perch", "perches", "pole", "poles", "square perch", "square perches", "sq perches", "square rod", "square rods", "sq rod", "sq rods", "square pole", "square poles",
	}, 0},
	// From the quarter of a hectare at which it was left in Germany to South Africa's of 600 square roods of the Cape.
	{"morgen", 2500, 1, false, []string{"morgen", "morgens"}, 8565.32},
	// 100 square perches of 22 royal feet of 0.3248406 m is another; this is of 18 feet, Paris' and Quebec's.
	{"arpents", 3418.894, 1, false, []string{"arpent", "arpents"}, 0},
	// 9,216 square varas of 0.835905 m.
	{"fanegas", 6439.56, 1, false, []string{"fanega", "fanegas", "fanegada", "fanegadas"}, 0},
	// 10,000 square varas of 0.836 m.
	{"manzanas", 6988.96, 1, false, []string{"manzana", "manzanas"}, 0},
	// From Cuba's to Puerto Rico's of 200 cuerdas.
	{"caballerias", 134_202, 1, false, []string{"caballeria", "caballerias", "caballería", "caballerías"}, 200 * cuerda},
	// 900 square varas of 0.8359 m.
	{"tareas", 628.86, 1, false, []string{"tarea", "tareas"}, 0},
	// 75 varas squared in Puerto Rico; the least is Guatemala's of 25 varas.
	{"cuerdas", 436.7, 1, false, []string{"cuerda", "cuerdas"}, cuerda},
	// 110 m by 220 in São Paulo; twice that in Minas Gerais.
	{"alqueires", 24_200, 1, false, []string{"alqueire", "alqueires"}, 48_400},
}

// An acre as a fraction of whole numbers, a square foot, Puerto Rico's cuerda of 0.9712 acres as its assessors count it, and Nepal's bigha
// of 72,900 square feet, in square metres.
const (
	acre, acreDen = 40_468_564_224, 1e7
	squareFoot    = 0.09290304
	cuerda        = 3930.395625
	nepalBigha    = 72_900 * squareFoot
)

// squares spells the square of a length, of which the first name is the symbol.
func squares(lengths ...string) []string {
	symbol := lengths[0]
	names := []string{symbol + "²", symbol + "2", symbol + "^2", "sq" + symbol}
	for _, l := range lengths {
		names = append(names, "sq "+l, "square "+l, l+" squared")
	}
	return names
}

// caseNames are the names that are other words in other letters: "Ha" and "M2".
var caseNames = wordSet("ha m2 m² m^2 mu rai ping SF sf GSF RSF Mha kha Mkm² Mkm2 li² daa NM² are ares mq kmq qm")

// multiplied are the names that stand for so many of their unit.
var multiplied = map[string]float64{"Mha": 1e6, "kha": 1e3, "Mkm²": 1e6, "Mkm2": 1e6, "町歩": 3000, "反歩": 300}

// ambiguous are the names that are other words, too, with what makes them units.
var ambiguous = func() map[string]need {
	m := map[string]need{"are": ofLand, "sf": large, "SF": large}
	for name := range strings.FieldsSeq(`ping pings kanal section sections township townships rood perch perches pole poles morgen fanega fanegas manzana manzanas
		tarea tareas cuerda cuerdas acro ar`) {
		m[name] = nearLand
	}
	for name := range strings.FieldsSeq("cent cents decimal decimals ground grounds") {
		m[name] = onlyLand
	}
	return m
}()
