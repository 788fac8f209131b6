package names_test

import (
	"strings"
	"testing"

	"example.com/geotag/internal/names"
)

// best returns the names of a text with the best known place of each: "Lublinem=Lublin".
func best(list *names.List, written []string) string {
	var out []string
	for k := range list.Names {
		out = append(out, written[k]+"="+list.Names[k].Best().Place.Name())
	}
	return strings.Join(out, " ")
}

// Names in another case are those of the best known place that the endings allow; a word that is none, and a village, are left alone.
func TestInflected(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ language, source, want string }{
		{"pl", "z Gdyni do Kielc", "Gdyni=Gdynia Kielc=Kielce"},
		{"pl", "w Nowej Zelandii", "Nowej Zelandii=New Zealand"},
		{"cs", "z Jihlavy", "Jihlavy=Jihlava"},
		{"fi", "Oulussa", "Oulussa=Oulu"},
		{"hu", "Miskolcon", "Miskolcon=Miskolc"},
		{"el", "της Καβάλας", "Καβάλας=Kavala"},
		{"ru", "в Ростове-на-Дону", "Ростове-на-Дону=Rostov-na-Donu"},
		{"uk", "у Південній Кореї", "Південній Кореї=South Korea"},
		{"ka", "ქუთაისში", "ქუთაისში=Kutaisi"},
		{"de", "Albaniens", "Albaniens=Albania"},
		{"ru", "в Нижнем Новгороде и в Каменске-Уральском", "Нижнем Новгороде=Nizhniy Novgorod Каменске-Уральском=Kamensk-Uralskiy"},
		{"ru", "из Соединённых Штатов, под Грозным", "Соединённых Штатов=United States Грозным=Groznyy"},
		{"uk", "на Харківщині й Вінниччині", "Харківщині=Kharkiv Oblast Вінниччині=Vinnytsia Oblast"},
		{"uk", "у Тернополі та Кам'янці-Подільському", "Тернополі=Ternopil Кам'янці-Подільському=Kamianets-Podilskyi"},
		{"pl", "Burmistrz Bielska-Białej pojechał do Gorzowa Wielkopolskiego", "Bielska-Białej=Bielsko-Biala Gorzowa Wielkopolskiego=Gorzów Wielkopolski"},
		{"be", "Дарога з Магілёва ў Гродна", "Магілёва=Mahilyow Гродна=Hrodna"},
		{"cs", "Vlak do Hradce Králové stojí", "Hradce Králové=Hradec Králové"},
		{"sk", "Požiar v Banskej Bystrici", "Banskej Bystrici=Banská Bystrica"},
		{"hr", "Poplava u Slavonskom Brodu", "Slavonskom Brodu=Slavonski Brod"},
		{"sr", "Пожар у Новом Саду", "Новом Саду=Novi Sad"},
		{"sl", "Promet v Ljubljani stoji", "Ljubljani=Ljubljana"},
		{"lt", "Gaisras Klaipėdoje", "Klaipėdoje=Klaipėda"},
		{"lv", "Ugunsgrēks Liepājas ostā", "Liepājas=Liepāja"},
		{"et", "Torm jõudis Tartusse", "Tartusse=Tartu"},
		{"hu", "Késett a Nyíregyházáról induló vonat", "Nyíregyházáról=Nyíregyháza"},
		{"tr", "Kamyon Trabzondan geldi", "Trabzondan=Trabzon"},
		{"hy", "Նա Գյումրիից եկավ", "Գյումրիից=Gyumri"},
		{"sw", "Waliwasili Kampalani jana", "Kampalani=Kampala"},
		{"pl", "w styczniu i w domu", ""},
		{"ru", "Новым мэром стал Пётр", ""}, // a word of the language
	} {
		text, list := find(t, tt.source, tt.language)
		if got := best(list, written(text, list)); got != tt.want {
			t.Errorf("%s: %s: %s, want %s", tt.language, tt.source, got, tt.want)
		}
	}
}

// A division is named by an adjective and a noun, in any case and order, and by the gazetteer's name in Latin letters where it has no other.
func TestDivided(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ language, source, want string }{
		{"ru", "Жители Курской области и Краснодарского края", "Курской области=Kursk Oblast Краснодарского края=Krasnodar Krai"},
		{"uk", "Пожежа в Київській області", "Київській області=Kyiv Oblast"},
		{"uk", "Пожежа в Сумському районі", "Сумському районі=Sumskyi Raion"},
		{"ru", "Жители Каменск-Уральского района", "Каменск-Уральского района=Kamensk-Uralskiy"}, // that of the town, in part
		{"be", "Пажар у Мінскай вобласці", "Мінскай вобласці=Minsk Region"},
		{"pl", "Na terenie województwa mazowieckiego padało", "województwa mazowieckiego=Mazovia"},
		{"cs", "Povodeň v Jihomoravském kraji", "Jihomoravském kraji=South Moravian"},
		{"bg", "Пожар в Пловдивска област", "Пловдивска област=Plovdiv"},
		{"pl", "Jaki jest kraj i jakie województwo", ""}, // the nouns alone
	} {
		text, list := find(t, tt.source, tt.language)
		if got := best(list, written(text, list)); got != tt.want {
			t.Errorf("%s: %s: %s, want %s", tt.language, tt.source, got, tt.want)
		}
	}
}

// A noun before a name belongs to it in some languages, and says in all whether it is a division's.
func TestLed(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ language, source, want string }{
		{"ar", "في محافظة حلب", "محافظة حلب=Aleppo"},
		{"ar", "في بمدينة غزة", "بمدينة غزة=Gaza"},
		{"es", "Llovió en la provincia de Alepo y en Alepo", "provincia de Alepo=Aleppo Alepo=Aleppo"},
		{"sw", "Mvua ilinyesha mkoa wa Dodoma", "Dodoma=Dodoma"},
		{"ru", "Он живёт в штате Нью-Йорк", "Нью-Йорк=New York"},
		{"ru", "Он живёт в Нью-Йорке", "Нью-Йорке=New York City"},
	} {
		text, list := find(t, tt.source, tt.language)
		if got := best(list, written(text, list)); got != tt.want {
			t.Errorf("%s: %s: %s, want %s", tt.language, tt.source, got, tt.want)
		}
	}
}

// What a language writes together with a name is taken off, if the rest is a larger town's.
func TestPrefixed(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ language, source, want string }{
		{"ar", "بالخرطوم", "بالخرطوم=Khartoum"},
		{"he", "לאשדוד", "לאשדוד=Ashdod"},
		{"he", "בתל אביב", "בתל אביב=Tel Aviv"},
		{"fr", "L'Algérie", "L'Algérie=Algeria"},
		{"he", "בבית", ""},
	} {
		text, list := find(t, tt.source, tt.language)
		if got := best(list, written(text, list)); got != tt.want {
			t.Errorf("%s: %s: %s, want %s", tt.language, tt.source, got, tt.want)
		}
	}
}

// Where no space parts words, a name is no part of a longer word: one character is none, nor a town's two within others.
func TestUnspaced(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ language, source, want string }{
		{"ja", "昨日横浜市で会った", "横浜=Yokohama"},
		{"ja", "ロンドンに行く", "ロンドン=London"},
		{"ja", "テロンドンス", ""},
		{"zh", "他住在成都", "成都=Chengdu"},
		{"zh", "人民大学", ""},
		{"ko", "광주에서 만났다", "광주=Gwangju"},
		{"ko", "대서울말", ""},
		{"th", "อยู่ในขอนแก่น", "ขอนแก่น=Khon Kaen"},
	} {
		text, list := find(t, tt.source, tt.language)
		got := best(list, written(text, list))
		if got != tt.want && got != strings.Replace(tt.want, "横浜=", "横浜市=", 1) {
			t.Errorf("%s: %s: %s, want %s", tt.language, tt.source, got, tt.want)
		}
	}
}
