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
		{"pl", "w styczniu i w domu", ""},
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
