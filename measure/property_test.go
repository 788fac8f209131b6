package measure

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	cldr "golang.org/x/text/number"
)

// tried are languages with a unit's name of their own and one that many share.
var tried = map[string][]string{
	"en": {"square kilometers", "km²", "ha", "acres"}, "ru": {"квадратных километров", "кв. км", "км²", "га", "гектаров"}, "uk": {"квадратних кілометрів", "кв. км", "км²", "га"},
	"pl": {"kilometrów kwadratowych", "km²", "ha", "hektarów"}, "de": {"Quadratkilometer", "km²", "ha", "Hektar"}, "fr": {"kilomètres carrés", "km²", "ha", "hectares"},
	"es": {"kilómetros cuadrados", "km²", "ha", "hectáreas"}, "it": {"chilometri quadrati", "kmq", "ha", "ettari"}, "pt": {"quilômetros quadrados", "km²", "ha", "hectares"},
	"tr": {"kilometrekare", "km²", "hektar", "dönüm"}, "ar": {"كيلومتر مربع", "كم²", "هكتار"}, "fa": {"کیلومتر مربع", "km²", "هکتار"}, "he": {"קמ\"ר", "דונם", "km²"},
	"hi": {"वर्ग किलोमीटर", "हेक्टेयर", "km²"}, "zh": {"平方公里", "公顷", "km²", "亩"}, "ja": {"平方キロメートル", "ヘクタール", "km²"}, "ko": {"㎢", "제곱킬로미터", "헥타르", "㎡"},
	"id": {"kilometer persegi", "km²", "hektare"}, "nl": {"vierkante kilometer", "km²", "hectare"}, "el": {"τετραγωνικά χιλιόμετρα", "km²", "στρέμματα"},
	"vi": {"kilômét vuông", "km²", "héc-ta"}, "cs": {"kilometrů čtverečních", "km²", "hektarů"}, "ro": {"kilometri pătrați", "km²", "hectare"}, "hu": {"négyzetkilométer", "km²", "hektár"},
	"sv": {"kvadratkilometer", "km²", "hektar"}, "es-MX": {"kilómetros cuadrados", "hectáreas"}, "de-CH": {"Quadratkilometer", "ha"}, "fi": {"neliökilometriä", "km²"}, "bg": {"кв. км", "хектара"},
	"da": {"km²"}, "nb": {"km²"}, "sk": {"km²"}, "hr": {"km²"}, "lt": {"km²"}, "sr": {"km²"},
}

// magnitudes are areas of which each is read otherwise by a thousand where its separators are mistaken.
var magnitudes = []float64{1.3, 1.305, 12.75, 130, 999.5, 1300, 1301, 4250.5, 13_000, 130_500, 1_300_000, 12_345_678}

// No number that CLDR formats for a language is read otherwise in it.
func TestNoThousandfold(t *testing.T) {
	t.Parallel()
	n := 0
	for tag, unitNames := range tried {
		p := message.NewPrinter(language.MustParse(tag))
		for _, v := range magnitudes {
			for _, unit := range unitNames {
				text := p.Sprintf("%v ", cldr.Decimal(v)) + unit
				n += readsBack(t, text, tag, v)
				n += readsBack(t, strings.Map(ascii, text), tag, v)
			}
		}
	}
	for _, tag := range []string{"sw", "ha"} {
		for _, v := range magnitudes {
			n += readsBack(t, "hekta "+message.NewPrinter(language.MustParse(tag)).Sprint(cldr.Decimal(v)), tag, v)
		}
	}
	t.Logf("%d numbers", n)
}

// ascii turns digits into those of ASCII, and leaves the rest.
func ascii(r rune) rune {
	if c, ok := digitOf(r); ok {
		return rune(c)
	}
	return r
}

func readsBack(t *testing.T, text, tag string, v float64) int {
	a := AreasIn("… "+text+".", tag)
	if len(a) != 1 || math.Abs(a[0].Unit.FromM2(a[0].LowM2)/v-1) > 1e-9 {
		t.Errorf("%s: %q: %s, want %v", tag, text, brief(a), v)
	}
	return 1
}

// Every separator that writers of a language use in thousands is read so, with number words after it, too.
func TestSeparators(t *testing.T) {
	t.Parallel()
	for tag, unitNames := range tried {
		spaces := []string{" ", "\u00a0", "\u202f", "\u2009", "'", "’"}
		own, decimal := ",", "."
		if LocaleOf(tag).comma {
			own, decimal = ".", ","
		}
		for _, unit := range unitNames {
			for _, sep := range append(spaces, own) {
				readsBack(t, fmt.Sprintf("12%s345 %s", sep, unit), tag, 12345)
				readsBack(t, fmt.Sprintf("1%s234%s567 %s", sep, sep, unit), tag, 1234567)
				readsBack(t, fmt.Sprintf("1%s234%s5 %s", sep, decimal, unit), tag, 1234.5)
			}
			readsBack(t, fmt.Sprintf("1%s5 %s", decimal, unit), tag, 1.5)
			readsBack(t, fmt.Sprintf("1%s25 %s", decimal, unit), tag, 1.25)
		}
	}
}

// The name of a unit says how its number is written where the language of the text is not known.
func TestHabitOfUnit(t *testing.T) {
	t.Parallel()
	for text, m2 := range map[string]float64{
		"1.300 Quadratkilometer": 1300e6, "1.300 kilómetros cuadrados": 1300e6, "1,300 square kilometers": 1300e6, "1.300 square kilometers": 1.3e6, "1,300 平方公里": 1300e6,
		"1,300 वर्ग किलोमीटर": 1300e6, "1.300 kilometrekare": 1300e6, "1,300 क्वर्ग": 0, "1.300 гектаров": 1300e4, "1,300 гектаров": 1.3e4, "1,300 קמ״ר": 1300e6,
	} {
		got := 0.0
		if a := Areas(text); len(a) == 1 {
			got = a[0].LowM2
		}
		if math.Abs(got-m2) > 1e-9*m2 {
			t.Errorf("%s: %v m², want %v", text, got, m2)
		}
	}
}

// The other habit of a language that has two is followed where the text's other numbers have it, and told where nothing says which.
func TestOwnHabit(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text, tag string
		ha, other float64
	}{
		{"Hay 2.5 millones de personas; ardieron 1,300 hectáreas.", "es", 1300, 0},
		{"Hay 2,5 millones de personas; ardieron 1.300 hectáreas.", "es", 1300, 0},
		{"ardieron 1.300 hectáreas", "es", 1300, 0},
		{"ardieron 1,300 hectáreas", "es", 1.3, 1300},
		{"ardieron 1,300 hectáreas", "es-MX", 1300, 0},
		{"1.300 هكتار", "ar", 1.3, 1300},
		{"1.300 هكتار", "ar-DZ", 1300, 0},
		{"12,5 % und 1.300 ha", "", 1300, 0},
		{"1.300 ha", "", 1.3, 1300},
		{"1,300 ha", "de", 1.3, 0},
		{"A fire in the Landes has burned 1,300 ha of forest", "fr", 1300, 0},
		{"Der Brand erfasste 1,300 ha", "de", 1.3, 0},
	} {
		a := AreasIn(tt.text, tt.tag)
		if len(a) != 1 || math.Abs(a[0].LowM2-tt.ha*1e4) > 1e-6 || math.Abs(a[0].OtherM2-tt.other*1e4) > 1e-6 {
			t.Errorf("%s: %s: %+v, want %v and %v ha", tt.tag, tt.text, a, tt.ha, tt.other)
		}
	}
}
