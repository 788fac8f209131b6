package measure

import (
	"fmt"
	"strings"
	"testing"
)

// A | stands before the name, and another after it where the wording follows.
func TestRelationsOfTongues(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ tag, text, want string }{
		{"ru", "взрыв в 15 км севернее |Суджи", "[в 15 км севернее ] away 15000 at 0"},
		{"ru", "примерно в 15 километрах к северо-западу от |Суджи", "[примерно в 15 километрах к северо-западу от ] away 15000 at 315"},
		{"ru", "в 20–25 км от города |Курска", "[в 20–25 км от города ] away 20000-25000"},
		{"ru", "на севере |Сирии", "[на севере ] part at 0"},
		{"ru", "недалеко от |Суджи", "[недалеко от ] near"},
		{"ru", "дорога между |Суджей и Курском", "[между ] between"},
		{"ru", "на границе с |Польшей", "[на границе с ] border"},
		{"ru", "в 10 км от границы с |Польшей", "[в 10 км от границы с ] border 10000"},
		{"ru", "в южной части |Сирии", "[южной части ] part at 180"},
		{"ru", "письмо от |Суджи", ""},
		{"uk", "за 15 км на північ від |Сум", "[за 15 км на північ від ] away 15000 at 0"},
		{"uk", "на півдні |Сирії", "[на півдні ] part at 180"},
		{"uk", "поблизу |Сум", "[поблизу ] near"},
		{"uk", "за 3,5 кілометра від |Сум", "[за 3,5 кілометра від ] away 3500"},
		{"uk", "на кордоні з |Польщею", "[на кордоні з ] border"},
		{"de", "etwa 30 km nordwestlich von |Aleppo", "[etwa 30 km nordwestlich von ] away 30000 at 315"},
		{"de", "30 Kilometer südlich der Stadt |Aleppo", "[30 Kilometer südlich der Stadt ] away 30000 at 180"},
		{"de", "im Norden |Syriens", "[im Norden ] part at 0"},
		{"de", "in der Nähe von |Aleppo", "[in der Nähe von ] near"},
		{"de", "vor der Küste von |Zypern", "[vor der Küste von ] off"},
		{"de", "1,5 km von |Aleppo entfernt", "[1,5 km von ] away 1500"},
		{"de", "an der Grenze zu |Polen", "[an der Grenze zu ] border"},
		{"fr", "à 20 km au sud de |Kharkiv", "[à 20 km au sud de ] away 20000 at 180"},
		{"fr", "à une trentaine; à 30 kilomètres au nord-ouest d'|Alep", "[à 30 kilomètres au nord-ouest d'] away 30000 at 315"},
		{"fr", "dans le nord de la |Syrie", "[dans le nord de la ] part at 0"},
		{"fr", "près d'|Alep", "[près d'] near"},
		{"fr", "au nord de |Paris", "[au nord de ] toward at 0 or part"},
		{"fr", "au large de |Chypre", "[au large de ] off"},
		{"fr", "à la frontière avec la |Pologne", "[à la frontière avec la ] border"},
		{"fr", "le maire de |Paris", ""},
		{"es", "a 20 km al sur de |Járkov", "[a 20 km al sur de ] away 20000 at 180"},
		{"es", "a unos 30 kilómetros de la ciudad de |Alepo", "[a unos 30 kilómetros de la ciudad de ] away 30000"},
		{"es", "en el norte de |Siria", "[en el norte de ] part at 0"},
		{"es", "cerca de |Alepo", "[cerca de ] near"},
		{"es", "en la frontera con |Polonia", "[en la frontera con ] border"},
		{"es", "frente a la costa de |Chipre", "[frente a la costa de ] off"},
		{"pt", "a 20 km ao sul de |Kharkiv", "[a 20 km ao sul de ] away 20000 at 180"},
		{"pt", "no norte da |Síria", "[no norte da ] part at 0"},
		{"pt", "perto de |Lviv", "[perto de ] near"},
		{"pt", "entre |Lviv e Kiev", "[entre ] between"},
		{"pt", "na fronteira com a |Polónia", "[na fronteira com a ] border"},
		{"it", "a 20 km a sud di |Kharkiv", "[a 20 km a sud di ] away 20000 at 180"},
		{"it", "a circa 30 chilometri da |Aleppo", "[a circa 30 chilometri da ] away 30000"},
		{"it", "nel nord della |Siria", "[nel nord della ] part at 0"},
		{"it", "nei pressi di |Leopoli", "[nei pressi di ] near"},
		{"it", "al confine con la |Polonia", "[al confine con la ] border"},
		{"pl", "20 km na północ od |Charkowa", "[20 km na północ od ] away 20000 at 0"},
		{"pl", "około 30 kilometrów od |Aleppo", "[około 30 kilometrów od ] away 30000"},
		{"pl", "na południu |Syrii", "[na południu ] part at 180"},
		{"pl", "w pobliżu |Lwowa", "[w pobliżu ] near"},
		{"pl", "na granicy z |Ukrainą", "[na granicy z ] border"},
		{"tr", "|Halep|'in 30 km kuzeybatısında", "'in 30 km kuzeybatısında| away 30000 at 315"},
		{"tr", "|Halep|'e yaklaşık 30 kilometre uzaklıkta", "'e yaklaşık 30 kilometre uzaklıkta| away 30000"},
		{"tr", "|Suriye|'nin kuzeyinde", "'nin kuzeyinde| toward at 0 or part"},
		{"tr", "|Halep| yakınlarında", " yakınlarında| near"},
		{"tr", "|Polonya| sınırında", " sınırında| border"},
		{"tr", "|Halep|'in belediye başkanı kuzeyinde", ""},
		{"ar", "على بعد 30 كيلومترا شمال |حلب", "[على بعد 30 كيلومترا شمال ] away 30000 at 0"},
		{"ar", "على بعد 15 كم من |دمشق", "[على بعد 15 كم من ] away 15000"},
		{"ar", "نحو 20 كيلومترا جنوب غرب مدينة |حلب", "[نحو 20 كيلومترا جنوب غرب مدينة ] away 20000 at 225"},
		{"ar", "بالقرب من |حلب", "[بالقرب من ] near"},
		{"ar", "في شمال |سوريا", "[في شمال ] part at 0"},
		{"ar", "على الحدود مع |تركيا", "[على الحدود مع ] border"},
		{"en", "30 km south of |Taitung", "[30 km south of ] away 30000 at 180"},
		{"xx", "30 km south of |Taitung", "[30 km south of ] away 30000 at 180"},
	} {
		at := strings.IndexByte(tt.text, '|')
		text := strings.Replace(tt.text, "|", "", 1)
		got := ""
		if end := strings.IndexByte(text, '|'); end >= 0 {
			text = strings.Replace(text, "|", "", 1)
			if r, to, ok := LocaleOf(tt.tag).RelationAfter(text, at, end); ok {
				got = fmt.Sprintf("%s|", text[end:to]) + told(r)
			}
		} else if r, ok := LocaleOf(tt.tag).RelationBefore(text, at); ok {
			got = fmt.Sprintf("[%s]", text[r.Start:at]) + told(r)
		}
		if got != tt.want {
			t.Errorf("%s: %s\n got %s\nwant %s", tt.tag, tt.text, got, tt.want)
		}
	}
}

// told writes a relation as the test above does.
func told(r Relation) string {
	s := fmt.Sprintf(" %v", r.Kind)
	if r.HighM > 0 {
		s += fmt.Sprintf(" %.0f", r.LowM)
	}
	if r.HighM > r.LowM {
		s += fmt.Sprintf("-%.0f", r.HighM)
	}
	if r.Spread > 0 {
		s += fmt.Sprintf(" at %v", r.Bearing)
	}
	if r.Either {
		s += " or part"
	}
	return s
}

func FuzzWordings(f *testing.F) {
	f.Add("примерно в 15 километрах к северо-западу от ", "", "ru")
	f.Add("على بعد 30 كيلومترا شمال مدينة ", "", "ar")
	f.Add("à 30,5 km (19 milles) au nord de la ville d’", "", "fr")
	f.Add("", "'in yaklaşık 30-40 km kuzeybatısında", "tr")
	f.Fuzz(func(t *testing.T, before, after, tag string) {
		const name = "Halep"
		l, text := LocaleOf(tag), before+name+after
		check := func(r Relation) {
			if r.Start < 0 || r.Start > len(before) || r.LowM > r.HighM || r.ImpliedLowM > r.LowM || r.ImpliedHighM != 0 && r.ImpliedHighM < r.HighM || r.Kind == 0 {
				t.Errorf("%s: %q: %+v", tag, text, r)
			}
		}
		if r, ok := l.RelationBefore(text, len(before)); ok {
			check(r)
		}
		if r, end, ok := l.RelationAfter(text, len(before), len(before)+len(name)); ok {
			if check(r); end <= len(before)+len(name) || end > len(text) {
				t.Errorf("%s: %q ends at %d", tag, text, end)
			}
		}
	})
}
