package measure

import (
	"slices"
	"strings"
)

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
		square: "مربع مربعة مربعا مربعًا مربعين", post: true, point: true,
		lengths: map[Unit]string{
			SquareKilometer: "كيلومتر كيلومترا كيلومترًا كيلومترات كيلومترين كم كلم", SquareMeter: "متر مترا مترًا أمتار", SquareMile: "ميل ميلا ميلًا أميال", SquareFoot: "قدم أقدام",
		},
		names: map[Unit]string{
			SquareKilometer: "كم²,كم2,كلم²,كلم2,كيلو متر مربع,كيلو مترا مربعا,كيلومتر²", SquareMeter: "م²,م2", Hectare: "هكتار,هكتارا,هكتارًا,هكتارات", Feddan: "فدان,فدانا,فدانًا,أفدنة",
			Dunam: "دونم,دونما,دونمًا,دونمات", Acre: "آكر,أكر,إيكر,فدان إنجليزي,فدانا إنجليزيا",
		},
	},
	"bg": {
		square: "кв квадратни квадратен", lengths: map[Unit]string{SquareKilometer: "км километра километър", SquareMeter: "м метра метър"},
		names: map[Unit]string{Hectare: "хектара,хектар,хектари", Decare: "декара,декар"},
	},
	"ca": {square: "quadrats quadrat", post: true, lengths: map[Unit]string{SquareKilometer: "quilòmetres quilòmetre", SquareMeter: "metres"}, names: map[Unit]string{Hectare: "hectàrees,hectàrea"}},
	"cs": {
		square: "čtverečních čtvereční", lengths: map[Unit]string{SquareKilometer: "kilometrů kilometry kilometr", SquareMeter: "metrů metry metr"},
		names: map[Unit]string{SquareKilometer: "kilometrů čtverečních", SquareMeter: "metrů čtverečních", SquareMile: "čtverečních mil", Acre: "akrů,akry", Hectare: "hektarů,hektary,hektar,hektaru"},
	},
	"de": {names: map[Unit]string{
		SquareKilometer:  "quadratkilometer,quadratkilometern,quadratkilometers,qkm,quadrat km,km im quadrat",
		SquareMile:       "quadratmeile,quadratmeilen",
		Hectare:          "hektar,hektare,hektaren,hektars",
		SquareMeter:      "quadratmeter,quadratmetern,quadratmeters,qm",
		SquareCentimeter: "quadratzentimeter,quadratzentimetern",
		SquareFoot:       "quadratfuß,quadratfuss",
		Are:              "ar",
	}},
	"el": {names: map[Unit]string{
		SquareKilometer: "τετραγωνικά χιλιόμετρα,τετραγωνικών χιλιομέτρων,τετρ χλμ,τ χλμ", SquareMeter: "τετραγωνικά μέτρα,τετραγωνικών μέτρων,τ μ", Hectare: "εκτάρια,εκταρίων,εκτάριο",
		Decare: "στρέμμα,στρέμματα,στρεμμάτων", SquareMile: "τετραγωνικά μίλια,τετραγωνικών μιλίων", Acre: "ακρ",
	}},
	"es": {
		square: "cuadrado cuadrados cuadrada cuadradas", post: true,
		lengths: map[Unit]string{
			SquareKilometer: "kilómetro kilómetros kilometro kilometros km", SquareMeter: "metro metros", SquareMile: "milla millas", SquareFoot: "pie pies",
		},
		names: map[Unit]string{Hectare: "hectárea,hectáreas,hectarea,hectareas"},
	},
	"fa": {
		square: "مربع", post: true, point: true,
		lengths: map[Unit]string{SquareKilometer: "کیلومتر کیلومترهای", SquareMeter: "متر", SquareMile: "مایل", SquareFoot: "فوت"},
		names: map[Unit]string{
			SquareKilometer: "کیلومترمربع,کیلو متر مربع,کیلومتر²", SquareMeter: "مترمربع", SquareMile: "مایل‌مربع", Hectare: "هکتار,هکتاری,هکتارهای", Acre: "ایکر,جریب انگلیسی", Jerib: "جریب",
		},
	},
	"fi": {names: map[Unit]string{SquareKilometer: "neliökilometri,neliökilometriä,neliökilometrin,neliökilometrille", SquareMeter: "neliömetri,neliömetriä,neliömetrin", Hectare: "hehtaari,hehtaaria,hehtaarin"}},
	"fr": {
		square: "carré carrés", post: true,
		lengths: map[Unit]string{
			SquareKilometer: "kilomètre kilomètres kilometre kilometres km", SquareMeter: "mètre mètres metre metres", SquareMile: "mille milles mile miles", SquareFoot: "pied pieds",
		},
		names: map[Unit]string{SquareKilometer: "km carrés,km carré"},
	},
	"ha": {point: true, names: map[Unit]string{
		SquareKilometer: "murabba'i,murabba’i,murabba’in kilomita,kilomita murabba’i,murabba'in kilomita,murabbain kilomita,kilomita murabba'i,kilomita murabbai,sukwaya kilomita,skwaya kilomita,kilomita sukwaya", SquareMeter: "murabba'in mita,mita murabba'i,sukwaya mita,mita sukwaya",
		SquareMile: "murabba'in mil,mil murabba'i", Hectare: "hekta,hektoci,hektar,kadada,kadadar,heka,hectar", Acre: "eka,ekoki,kadadar eka",
	}},
	"he": {point: true, names: map[Unit]string{SquareKilometer: "קילומטר רבוע,קילומטרים רבועים,קילומטר מרובע,קילומטרים מרובעים,קמ״ר,ק״מ רבוע,ק״מ רבועים", SquareMeter: "מ״ר,מטר רבוע,מטרים רבועים,מטר מרובע", SquareMile: "מייל רבוע,מיילים רבועים", Dunam: "דונם,דונמים,דונמי", Hectare: "הקטאר,הקטארים,הקטר,הקטרים", Acre: "אקר,אקרים"}},
	"hi": {
		square: "वर्ग", point: true, lengths: map[Unit]string{SquareKilometer: "किलोमीटर किमी", SquareMeter: "मीटर", SquareFoot: "फुट फीट", SquareMile: "मील", SquareYard: "गज"},
		names: map[Unit]string{Hectare: "हेक्टेयर,हैक्टेयर,हेक्टर", Acre: "एकड़", Bigha: "बीघा,बीघे", SquareKilometer: "वर्ग किमी,वर्ग कि मी,किमी²", SquareMeter: "वर्ग मी"},
	},
	"hu": {names: map[Unit]string{SquareKilometer: "négyzetkilométer,négyzetkilométeres,négyzetkilométernyi,négyzetkilométert,négyzetkilométeren,négyzetkilométerre", SquareMeter: "négyzetméter,négyzetméteres,négyzetmétert,négyzetméteren", Hectare: "hektár,hektáros,hektárnyi,hektárt,hektáron,hektárra,hektárról", SquareMile: "négyzetmérföld"}},
	"id": {
		square: "persegi", post: true, lengths: map[Unit]string{SquareKilometer: "kilometer km", SquareMeter: "meter m"},
		names: map[Unit]string{Hectare: "hektare,hektar", Acre: "ekar", SquareMile: "mil persegi,batu persegi"},
	},
	"it": {
		square: "quadrato quadrati quadrate quadri quadre quadro", post: true,
		lengths: map[Unit]string{SquareKilometer: "chilometro chilometri", SquareMeter: "metro metri", SquareMile: "miglio miglia", SquareFoot: "piede piedi"},
		names:   map[Unit]string{SquareKilometer: "kmq,km quadrati", SquareMeter: "mq,m quadrati", Hectare: "ettaro,ettari", Acre: "acri,acro"},
	},
	"ja": {point: true, names: map[Unit]string{
		SquareKilometer: "平方キロメートル,平方キロ", SquareMeter: "平方メートル,平方メーター,平米", SquareMile: "平方マイル", SquareFoot: "平方フィート", Hectare: "ヘクタール",
		Acre: "エーカー", Are: "アール", Tsubo: "坪,町歩,反歩", SquareCentimeter: "平方センチメートル,平方センチ",
	}},
	"ko": {point: true, names: map[Unit]string{
		SquareKilometer: "제곱킬로미터,제곱 킬로미터,평방킬로미터,평방 킬로미터", SquareMeter: "제곱미터,제곱 미터,평방미터,평방 미터", SquareMile: "제곱마일,평방마일", Hectare: "헥타르,헥타아르", Acre: "에이커", Tsubo: "평", SquareFoot: "제곱피트,평방피트",
	}},
	"nl": {
		square: "vierkante", lengths: map[Unit]string{SquareKilometer: "kilometer kilometers", SquareMeter: "meter meters", SquareMile: "mijl mijlen", SquareFoot: "voet"},
		names: map[Unit]string{Hectare: "hectaren", SquareKilometer: "km vierkant"},
	},
	"pl": {
		square: "kwadratowy kwadratowego kwadratowe kwadratowych kwadratowa kwadratowej", post: true,
		lengths: map[Unit]string{
			SquareKilometer: "kilometr kilometra kilometry kilometrów kilometrach km", SquareMeter: "metr metra metry metrów metrach", SquareMile: "mila mili mile mil",
			SquareFoot: "stopa stopy stóp",
		},
		names: map[Unit]string{SquareKilometer: "km kw,kilometrów kw", SquareMeter: "m kw,metrów kw", Hectare: "hektar,hektara,hektary,hektarów,hektarach", Acre: "akr,akra,akry,akrów", Are: "arów,ary"},
	},
	"pt": {
		square: "quadrado quadrados quadrada quadradas", post: true,
		lengths: map[Unit]string{
			SquareKilometer: "quilômetro quilômetros quilómetro quilómetros quilometro quilometros km", SquareMeter: "metro metros", SquareMile: "milha milhas", SquareFoot: "pé pés",
		},
		names: map[Unit]string{Alqueire: "alqueire,alqueires"},
	},
	"ro": {
		square: "pătrați pătraţi pătrat", post: true, lengths: map[Unit]string{SquareKilometer: "kilometri kilometru", SquareMeter: "metri metru"},
		names: map[Unit]string{Are: "ari", SquareKilometer: "km pătrați,kmp", SquareMeter: "mp", Acre: "acri"},
	},
	"ru": {
		square: "кв квадратный квадратного квадратном квадратных квадратные квадратным квадратными",
		lengths: map[Unit]string{
			SquareKilometer: "км километр километра километре километров километры километрам километрами километрах",
			SquareMeter:     "м метр метра метре метров метры метрам метрами метрах", SquareFoot: "фут фута футов футы",
		},
		names: map[Unit]string{
			SquareKilometer: "км²,км2,км кв", SquareMeter: "м²,м2,м кв", SquareMile: "кв миль,квадратных миль,квадратных мили,квадратной мили,квадратная миля,квадратные мили",
			Hectare: "га,гектар,гектара,гектаре,гектаров,гектары,гектарам,гектарами,гектарах", Acre: "акр,акра,акров,акры,акрах", Are: "сотка,сотки,соток,соткам,сотках",
		},
	},
	"sv": {names: map[Unit]string{
		SquareKilometer: "kvadratkilometer,kvadratkilometre,kvadratkilometers", SquareMeter: "kvadratmeter,kvadratmetre,kvm", Hectare: "hektar",
	}},
	"sw": {point: true, names: map[Unit]string{
		SquareKilometer: "za mraba,kilomita za mraba,kilometa za mraba,km za mraba,kilomita mraba", SquareMeter: "mita za mraba,meta za mraba", SquareMile: "maili za mraba,maili mraba", Hectare: "hekta,hektari,hekari", Acre: "ekari,eka",
	}},
	"tr": {names: map[Unit]string{
		SquareKilometer: inflected("kilometrekare kilometre_kare", "lik nin den de ye yi dir ler lerce lere") + ",km kare,kilometrekarelik", SquareMeter: inflected("metrekare metre_kare", "lik nin den de ye yi dir"),
		SquareMile: inflected("mil_kare milkare", "lik nin den de ye yi dir"), Hectare: inflected("hektar", "lık ın dan da a ı dır lar"), Acre: "akre,akrelik",
		Dunam: inflected("dönüm", "lük ün den de e ü dür"), Decare: inflected("dekar", "lık ın dan da a ı dır"),
	}},
	"uk": {
		square: "кв квадратний квадратного квадратних квадратні квадратним квадратними",
		lengths: map[Unit]string{
			SquareKilometer: "км кілометр кілометра кілометрі кілометрів кілометри кілометрам кілометрами кілометрах", SquareMeter: "м метр метра метрі метрів метри метрам метрами метрах",
			SquareFoot: "фут фути футів",
		},
		names: map[Unit]string{
			SquareKilometer: "км²,км2,км кв", SquareMeter: "м²,м2,м кв", SquareMile: "квадратних миль,квадратні милі,квадратна миля,кв миль",
			Hectare: "га,гектар,гектара,гектарі,гектарів,гектари,гектарам,гектарами,гектарах", Acre: "акр,акра,акрів,акри,акрах", Are: "сотка,сотки,соток",
		},
	},
	"vi": {names: map[Unit]string{SquareKilometer: "kilômét vuông,ki lô mét vuông,cây số vuông,km vuông", SquareMeter: "mét vuông,m vuông", Hectare: "héc ta,hecta,hécta", SquareMile: "dặm vuông"}},
	"zh": {point: true, names: map[Unit]string{
		SquareKilometer: "平方公里,平方千米,平方公裏", SquareMeter: "平方米,平方公尺", SquareMile: "平方英里", SquareFoot: "平方英尺,平方呎", Hectare: "公顷,公頃", Acre: "英亩,英畝", Mu: "亩,畝,市亩", Tsubo: "坪", SquareLi: "平方里",
		SquareCentimeter: "平方厘米,平方公分",
	}},
	"th": {point: true, names: map[Unit]string{Rai: "ไร่", SquareKilometer: "ตารางกิโลเมตร", SquareMeter: "ตารางเมตร", Hectare: "เฮกตาร์"}},
}

// tongueTags are the tags of tongues: those first whose names others share, and who are the likelier to write them.
func tongueTags() []string {
	tags := []string{"ru", "uk", "es", "fr", "de", "pt", "it", "pl", "ar"}
	for tag := range tongues {
		if !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	slices.Sort(tags[9:])
	return tags
}

// inflected returns bases and each of them with each of some endings, with commas between them; "_" stands for a space.
func inflected(bases, endings string) string {
	var all []string
	for base := range strings.FieldsSeq(bases) {
		base = strings.ReplaceAll(base, "_", " ")
		all = append(all, base)
		for ending := range strings.FieldsSeq(endings) {
			all = append(all, base+ending)
		}
	}
	return strings.Join(all, ",")
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
