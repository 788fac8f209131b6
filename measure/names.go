package measure

import "strings"

// A tongue is how a language names units of area.
type tongue struct {
	// square are the forms of "square", which stand before those of a unit of length, or after where post holds; empty: the names are whole.
	square string
	post   bool
	// lengths are the forms of units of length, under the unit that is their square.
	lengths map[Unit]string
	// names are other names, with commas between them.
	names map[Unit]string
	// point says that decimals follow a point, as in English, and not a comma.
	point bool
}

// tongues are the languages besides English that are read.
var tongues = map[string]tongue{
	"ar": {
		square: "مربع مربعة مربعا مربعًا", post: true, point: true,
		lengths: map[Unit]string{
			SquareKilometer: "كيلومتر كيلومترا كيلومترًا كيلومترات كم", SquareMeter: "متر مترا مترًا أمتار", SquareMile: "ميل ميلا ميلًا أميال", SquareFoot: "قدم أقدام",
		},
		names: map[Unit]string{
			SquareKilometer: "كم²,كم2,كيلو متر مربع,كيلو مترا مربعا", SquareMeter: "م²,م2", Hectare: "هكتار,هكتارا,هكتارًا,هكتارات", Feddan: "فدان,فدانا,فدانًا,أفدنة",
			Dunam: "دونم,دونما,دونمًا,دونمات", Acre: "آكر,أكر,إيكر",
		},
	},
	"cs": {
		square: "čtverečních čtvereční", lengths: map[Unit]string{SquareKilometer: "kilometrů kilometry kilometr", SquareMeter: "metrů metry metr"},
		names: map[Unit]string{SquareKilometer: "kilometrů čtverečních", SquareMeter: "metrů čtverečních", Hectare: "hektarů"},
	},
	"de": {names: map[Unit]string{
		SquareKilometer:  "quadratkilometer,quadratkilometern,quadratkilometers,qkm",
		SquareMile:       "quadratmeile,quadratmeilen",
		Hectare:          "hektar,hektare,hektaren,hektars",
		SquareMeter:      "quadratmeter,quadratmetern,quadratmeters,qm",
		SquareCentimeter: "quadratzentimeter,quadratzentimetern",
		SquareFoot:       "quadratfuß,quadratfuss",
		Are:              "ar",
	}},
	"el": {names: map[Unit]string{SquareKilometer: "τετραγωνικά χιλιόμετρα,τετραγωνικών χιλιομέτρων,τ.χλμ", SquareMeter: "τετραγωνικά μέτρα", Hectare: "εκτάρια,εκταρίων"}},
	"es": {
		square: "cuadrado cuadrados cuadrada cuadradas", post: true,
		lengths: map[Unit]string{
			SquareKilometer: "kilómetro kilómetros kilometro kilometros km", SquareMeter: "metro metros", SquareMile: "milla millas", SquareFoot: "pie pies",
		},
		names: map[Unit]string{Hectare: "hectárea,hectáreas,hectarea,hectareas"},
	},
	"fi": {names: map[Unit]string{SquareKilometer: "neliökilometri,neliökilometriä,neliökilometrin", SquareMeter: "neliömetriä,neliömetrin", Hectare: "hehtaari,hehtaaria,hehtaarin"}},
	"fr": {
		square: "carré carrés", post: true,
		lengths: map[Unit]string{
			SquareKilometer: "kilomètre kilomètres kilometre kilometres km", SquareMeter: "mètre mètres metre metres", SquareMile: "mille milles mile miles", SquareFoot: "pied pieds",
		},
	},
	"he": {point: true, names: map[Unit]string{SquareKilometer: "קילומטר רבוע,קילומטרים רבועים,קמ״ר,קמ\"ר", Dunam: "דונם,דונמים", Hectare: "הקטאר"}},
	"hi": {
		square: "वर्ग", point: true, lengths: map[Unit]string{SquareKilometer: "किलोमीटर किमी", SquareMeter: "मीटर", SquareFoot: "फुट फीट", SquareMile: "मील"},
		names: map[Unit]string{Hectare: "हेक्टेयर,हैक्टेयर", Acre: "एकड़,एकड़"},
	},
	"hu": {names: map[Unit]string{SquareKilometer: "négyzetkilométer,négyzetkilométeres,négyzetkilométernyi", SquareMeter: "négyzetméter", Hectare: "hektár,hektáros,hektárnyi"}},
	"id": {
		square: "persegi", post: true, lengths: map[Unit]string{SquareKilometer: "kilometer km", SquareMeter: "meter m"},
	},
	"it": {
		square: "quadrato quadrati quadrate", post: true,
		lengths: map[Unit]string{SquareKilometer: "chilometro chilometri", SquareMeter: "metro metri", SquareMile: "miglio miglia", SquareFoot: "piede piedi"},
		names:   map[Unit]string{SquareKilometer: "kmq,km quadrati", SquareMeter: "mq", Hectare: "ettaro,ettari", Acre: "acri,acro"},
	},
	"ja": {point: true, names: map[Unit]string{
		SquareKilometer: "平方キロメートル,平方キロ", SquareMeter: "平方メートル,平方メーター,平米", SquareMile: "平方マイル", SquareFoot: "平方フィート", Hectare: "ヘクタール",
		Acre: "エーカー", Are: "アール", SquareCentimeter: "平方センチメートル,平方センチ",
	}},
	"ko": {point: true, names: map[Unit]string{
		SquareKilometer: "제곱킬로미터,제곱 킬로미터,평방킬로미터,평방 킬로미터", SquareMeter: "제곱미터,제곱 미터,평방미터", SquareMile: "제곱마일,평방마일", Hectare: "헥타르,헥타아르", Acre: "에이커",
	}},
	"nl": {
		square: "vierkante", lengths: map[Unit]string{SquareKilometer: "kilometer kilometers", SquareMeter: "meter meters", SquareMile: "mijl mijlen", SquareFoot: "voet"},
		names: map[Unit]string{Hectare: "hectaren"},
	},
	"pl": {
		square: "kwadratowy kwadratowego kwadratowe kwadratowych kwadratowa kwadratowej", post: true,
		lengths: map[Unit]string{
			SquareKilometer: "kilometr kilometra kilometry kilometrów kilometrach km", SquareMeter: "metr metra metry metrów metrach", SquareMile: "mila mili mile mil",
			SquareFoot: "stopa stopy stóp",
		},
		names: map[Unit]string{SquareKilometer: "km kw", SquareMeter: "m kw", Hectare: "hektar,hektara,hektary,hektarów,hektarach", Acre: "akr,akra,akry,akrów", Are: "arów"},
	},
	"pt": {
		square: "quadrado quadrados quadrada quadradas", post: true,
		lengths: map[Unit]string{
			SquareKilometer: "quilômetro quilômetros quilómetro quilómetros quilometro quilometros km", SquareMeter: "metro metros", SquareMile: "milha milhas", SquareFoot: "pé pés",
		},
	},
	"ro": {
		square: "pătrați pătraţi pătrat", post: true, lengths: map[Unit]string{SquareKilometer: "kilometri kilometru", SquareMeter: "metri metru"},
		names: map[Unit]string{Are: "ari"},
	},
	"ru": {
		square: "кв квадратный квадратного квадратном квадратных квадратные квадратным квадратными",
		lengths: map[Unit]string{
			SquareKilometer: "км километр километра километре километров километры километрам километрами километрах",
			SquareMeter:     "м метр метра метре метров метры метрам метрами метрах", SquareFoot: "фут фута футов футы",
		},
		names: map[Unit]string{
			SquareKilometer: "км²,км2,км кв", SquareMeter: "м²,м2,м кв", SquareMile: "кв миль,квадратных миль,квадратных мили,квадратной мили,квадратная миля,квадратные мили",
			Hectare: "га,гектар,гектара,гектаре,гектаров,гектары,гектарам,гектарами,гектарах", Acre: "акр,акра,акров,акры,акрах",
		},
	},
	"sv": {names: map[Unit]string{SquareKilometer: "kvadratkilometer,kvadratkilometre,kvadratkilometers", SquareMeter: "kvadratmeter,kvadratmetre"}},
	"tr": {names: map[Unit]string{
		SquareKilometer: "kilometrekare,kilometrekarelik,kilometrekarenin,kilometrekareden,kilometrekareye,kilometrekareyi,kilometrekaredir,kilometre kare,km kare,kilometre karelik",
		SquareMeter:     "metrekare,metrekarelik,metrekarenin,metrekareden,metrekareye,metrekareyi,metre kare,metre karelik",
		SquareMile:      "mil kare", Hectare: "hektarlık,hektarın,hektardan,hektara",
		Dunam: "dönüm,dönümlük,dönümün,dönümden,dönüme", Decare: "dekarlık",
	}},
	"uk": {
		square: "кв квадратний квадратного квадратних квадратні квадратним квадратними",
		lengths: map[Unit]string{
			SquareKilometer: "кілометр кілометра кілометрів кілометри кілометрах", SquareMeter: "метр метра метрів метри метрах",
		},
		names: map[Unit]string{SquareMile: "квадратних миль,квадратні милі", Hectare: "гектарів,гектари", Acre: "акрів,акри"},
	},
	"vi": {names: map[Unit]string{SquareKilometer: "kilômét vuông,ki lô mét vuông,cây số vuông,km vuông", SquareMeter: "mét vuông", Hectare: "héc ta,hecta"}},
	"zh": {point: true, names: map[Unit]string{
		SquareKilometer: "平方公里,平方千米", SquareMeter: "平方米,平方公尺", SquareMile: "平方英里", SquareFoot: "平方英尺,平方呎", Hectare: "公顷,公頃", Acre: "英亩,英畝",
		SquareCentimeter: "平方厘米,平方公分",
	}},
	"th": {point: true, names: map[Unit]string{SquareKilometer: "ตารางกิโลเมตร", SquareMeter: "ตารางเมตร", Hectare: "เฮกตาร์"}},
}

// homes are the countries in whose sizes a name is meant, where the text does not place it.
var homes = func() map[string]string {
	m := map[string]string{}
	for name := range strings.SplitSeq(tongues["tr"].names[Dunam], ",") {
		m[name] = "TR"
	}
	for name := range strings.SplitSeq(tongues["he"].names[Dunam], ",") {
		m[name] = "IL"
	}
	return m
}()

// all returns the names of the tongue with their units.
func (l *tongue) all() map[string]Unit {
	all := map[string]Unit{}
	for u, names := range l.names {
		for name := range strings.SplitSeq(names, ",") {
			all[name] = u
		}
	}
	for u, lengths := range l.lengths {
		for length := range strings.FieldsSeq(lengths) {
			for square := range strings.FieldsSeq(l.square) {
				if l.post {
					all[length+" "+square] = u
				} else {
					all[square+" "+length] = u
				}
			}
		}
	}
	return all
}
