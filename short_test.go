package geotag_test

import (
	"strings"
	"testing"

	"example.com/geotag"
)

// mentioned returns the mentions of a text with the countries of their places, in the order of the text: "lagos NG; accra GH".
func mentioned(t *testing.T, text, language string) string {
	t.Helper()
	d, err := newTagger(t).Tag(t.Context(), text, geotag.Options{Language: language})
	if err != nil {
		t.Fatal(err)
	}
	at := make([]string, len(text)+1)
	for _, r := range d.References {
		for _, m := range r.Mentions {
			at[m.Start] = text[m.Start:m.End] + " " + r.Shown().Country()
		}
	}
	var out []string
	for _, s := range at {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, "; ")
}

// A query, a cell of a table, a post in small letters or in capitals names its places, and ordinary words are none.
func TestShortTexts(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"landslide in nepal":                 "nepal NP",
		"my brother moved to iceland":        "iceland IS",
		"kampala":                            "kampala UG",
		"LIMA":                               "LIMA PE",
		"addis ababa, ethiopia":              "addis ababa ET; ethiopia ET",
		"kigali rwanda":                      "kigali RW; rwanda RW",
		"bath, england":                      "bath GB; england GB",
		"Split, Croatia":                     "Split HR; Croatia HR",
		"Napoli, Parma, Siena":               "Napoli IT; Parma IT; Siena IT",
		"Hessen":                             "Hessen DE",
		"Quito; Oruro; Asunción":             "Quito EC; Oruro BO; Asunción PY",
		"Dakar (Senegal)":                    "Dakar SN; Senegal SN",
		"VOLCANO ERUPTS IN ECUADOR":          "ECUADOR EC",
		"leaving los angeles for la paz":     "los angeles US; la paz BO",
		"Snow in turin and genoa":            "turin IT; genoa IT",
		"the deal on mobile phones was nice": "",
		"she read in bed and left for work at most in may": "",
		"i met peter and his friend at a sale":             "",
		"we ate turkey and lima beans":                     "",
		"Orange":                                           "",
		"thanks":                                           "",
		"Robert Fischer":                                   "",
		"Peter":                                            "",
		"HELP":                                             "",
	} {
		if got := mentioned(t, text, ""); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// A sentence shows its language by its small words, and its places by the names of that language, in any of their cases.
func TestSentencesOfLanguages(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Los vecinos de Zaragoza salieron el martes.":           "Zaragoza ES",
		"As chuvas fecharam a estrada para Curitiba.":           "Curitiba BR",
		"Dimanche, un incendie a détruit une école à Grenoble.": "Grenoble FR",
		"Il sindaco di Bologna è arrivato a Trieste venerdì.":   "Bologna IT; Trieste IT",
		"Am Freitag brannte es in Kassel.":                      "Kassel DE",
		"De trein naar Groningen had vertraging.":               "Groningen NL",
		"Wczoraj pod Lublinem spadł śnieg.":                     "Lublinem PL",
		"Lidé v Olomouci čekali na vlak.":                       "Olomouci CZ",
		"Dün Trabzon'da kar yağdı.":                             "Trabzon TR",
		"Gempa itu terasa sampai di Makassar.":                  "Makassar ID",
		"Det snöade i Uppsala på torsdagen.":                    "Uppsala SE",
		"A tűzoltók Pécsen dolgoztak.":                          "Pécsen HU",
		"Поезд из Томска пришёл в Омск.":                        "Томска RU; Омск RU",
		"У Полтаві йшов дощ.":                                   "Полтаві UA",
		"Η πλημμύρα έκλεισε τον δρόμο στη Λαμία.":               "Λαμία GR",
	} {
		if got := mentioned(t, text, ""); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	for text, language := range map[string]string{
		"Der Bus kam am Mittwoch.": "de", "Os trens pararam no domingo.": "pt", "Le bus est arrivé jeudi.": "fr", "En enero hizo frío.": "es",
	} {
		if got := mentioned(t, text, language); got != "" {
			t.Errorf("%q: %s, want nothing", text, got)
		}
	}
}

// Names are found where no space parts words, with particles after them, and with little words before them.
func TestScripts(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"昨日、名古屋で雨が降った。":         "名古屋 JP",
		"他从南京到武汉。":              "南京 CN; 武汉 CN",
		"어제 대전에서 눈이 왔다.":        "대전 KR",
		"ฝนตกหนักในขอนแก่น":     "ขอนแก่น TH",
		"حريق في حلب":           "حلب SY",
		"وصل بالطائرة إلى عمان": "عمان OM",
		"הגשם ירד בנתניה":       "בנתניה IL",
		"जयपुर में बारिश हुई":   "जयपुर IN",
		"წვიმა ბათუმში":         "ბათუმში GE",
		"这座大学很好。":               "",
		"公園で友達と話した。":            "",
	} {
		if got := mentioned(t, text, ""); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
