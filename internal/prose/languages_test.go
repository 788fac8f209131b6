package prose

import (
	"slices"
	"strings"
	"testing"
	"unicode"
)

// Every line of every file is of a kind that is read, and every word is in small letters.
func TestLanguageFiles(t *testing.T) {
	t.Parallel()
	others := []string{
		"letters", "tell", "tail", "head", "elide", "ending", "adjective", "prefix", "before", "write", "demonym", "subject", "stem", "verb",
		"division", "latin", "province", "region", "taken", "admin", "unit", "county", "plural", "settlement", "holder", "side", "country", "sure",
	}
	files, err := languageFiles.ReadDir("languages")
	if err != nil || len(files) < 40 || len(files) > 64 {
		t.Fatalf("%d files, error %v: a set of languages holds 64", len(files), err)
	}
	for _, f := range files {
		data, err := languageFiles.ReadFile("languages/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			kind, words, ok := strings.Cut(line, ":")
			if line[0] == '#' {
				continue
			}
			if !ok || kinds[kind]|untelling[kind] == 0 && !slices.Contains(others, kind) {
				t.Errorf("%s: no kind of words: %q", f.Name(), kind)
			}
			for w := range strings.FieldsSeq(words) {
				paired := kind == "demonym" || kind == "ending" || kind == "adjective" || kind == "prefix" || kind == "latin" || kind == "plural"
				if strings.ToLower(w) != w || strings.Contains(w, ">") != paired {
					t.Errorf("%s: %s: %q", f.Name(), kind, w)
				}
				if v := chance(w); kind == "sure" && (v <= 0 || v >= 1) {
					t.Errorf("%s: %q is no probability", f.Name(), w)
				}
			}
		}
	}
}

// Every script is that of a language with a file.
func TestScriptsHaveRows(t *testing.T) {
	t.Parallel()
	for _, s := range scripts {
		for _, tag := range s.tags {
			if _, ok := rowsOf().index[tag]; !ok {
				t.Errorf("no file for %s", tag)
			}
		}
	}
	for _, tag := range frequent {
		if _, ok := rowsOf().index[tag]; !ok || rowsOf().rows[rowsOf().index[tag]].Words == nil {
			t.Errorf("no file for %s", tag)
		}
	}
	for from, to := range sameAs {
		if LanguageOf(from) != LanguageOf(to) {
			t.Errorf("%s is not read as %s", from, to)
		}
	}
}

// The languages of short sentences, and of none where nothing tells.
func TestGuess(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"Los ríos crecieron durante la noche.":         "es",
		"A chuva não parou no sábado.":                 "pt",
		"Les routes sont coupées depuis mardi.":        "fr",
		"La scossa è durata dieci secondi.":            "it",
		"Der Sturm hat viele Bäume umgeworfen.":        "de",
		"De dijk is vannacht doorgebroken.":            "nl",
		"Floden har svämmat över under natten.":        "sv",
		"Myrsky kaatoi puita, mutta kukaan ei kuollut": "fi",
		"A vihar után nincs áram.":                     "hu",
		"Rzeka zalała pola i drogi.":                   "pl",
		"Řeka se vylila z břehů.":                      "cs",
		"Nehir taştı ve yollar kapandı.":               "tr",
		"Sungai itu meluap pada malam hari.":           "id",
		"Râul a ieșit din matcă în timpul nopții.":     "ro",
		"Rijeka se izlila i cesta je zatvorena.":       "hr",
		"Mưa lớn đã làm ngập đường.":                   "vi",
		"Upė išsiliejo per naktį.":                     "lt",
		"Река вышла из берегов.":                       "ru",
		"Газета пишет о пожаре в Омске.":               "ru",
		"Суд в Минске приговорил журналиста.":          "ru",
		"Річка вийшла з берегів.":                      "uk",
		"Реката преля и пътят е затворен.":             "bg",
		"Река се излила, а пут је затворен.":           "sr",
		"Ο ποταμός ξεχείλισε τη νύχτα.":                "el",
		"النهر فاض في الليل":                           "ar",
		"رودخانه در شب طغیان کرد که":                   "fa",
		"הנהר עלה על גדותיו":                           "he",
		"川が氾濫しました。":                                    "ja",
		"河水泛滥了。":                                       "zh",
		"강이 범람했다":                                      "ko",
		"แม่น้ำท่วม":                                   "th",
		"नदी में बाढ़ आई":                              "hi",
		"მდინარე ადიდდა":                               "ka",
		"Գետը վարարել է":                               "hy",
		"The river rose in Côte d'Ivoire and in Łódź":  "en", // a name tells no language
		"Baton Rouge, LA":                              "",
		"Bamako":                                       "",
		"":                                             "",
	} {
		text, err := NewReader(nil).guessed(t, source)
		if err != nil || text != want {
			t.Errorf("%q: %q, want %q (%v)", source, text, want, err)
		}
	}
}

// guessed returns the language of a text, which takes no index.
func (r *Reader) guessed(t *testing.T, source string) (string, error) {
	t.Helper()
	r.forms.renew()
	r.text = Text{Source: source, forms: &r.forms}
	err := tokenize(t.Context(), &r.text)
	r.text.habits(r.ix, "", "")
	return r.text.Tag, err
}

// An apostrophe parts the article or preposition from a name, or the name from its ending, in the languages that write so.
func TestApostrophes(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"Le maire d'Orléans est arrivé.": "le maire d orleans est arrive",
		"Dün Konya'da kar yağdı.":        "dun konya da kar yagdi",
		"A trip to O'Higgins and back":   "a trip to ohiggins and back",
	} {
		r := NewReader(nil)
		if _, err := r.guessed(t, source); err != nil {
			t.Fatal(err)
		}
		if r.text.parts() {
			if err := r.again(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		var out []string
		for i := range r.text.Words {
			out = append(out, string(r.text.Word(int32(i))))
		}
		if got := strings.Join(out, " "); got != want {
			t.Errorf("%q: %s, want %s", source, got, want)
		}
	}
}

// In a language of its own words, English ones are none: "die" is no verb, and "nice" no adjective.
func TestClassesOfLanguages(t *testing.T) {
	t.Parallel()
	r := NewReader(nil)
	if _, err := r.guessed(t, "Die Stadt Nice und der Mann am Montag"); err != nil {
		t.Fatal(err)
	}
	r.text.classify()
	want := []string{"Determiner|Common", "Common", "unknown", "Conjunction", "Determiner", "Common", "PlacePrep", "Weekday"}
	for i := range r.text.Words {
		if got := r.text.Words[i].Class.String(); !contains(got, want[i]) {
			t.Errorf("word %d: %s, want %s", i, got, want[i])
		}
	}
}

func contains(got, want string) bool {
	for part := range strings.SplitSeq(want, "|") {
		if !strings.Contains(got, part) {
			return false
		}
	}
	return true
}

func FuzzGuess(f *testing.F) {
	for _, s := range []string{"Le maire d'Orléans", "Dün Konya'da", "川が", "''''", "d'", "l’", "А'б", strings.Repeat("о ", 50)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := NewReader(nil)
		tag, err := r.guessed(t, s)
		if err != nil {
			t.Fatal(err)
		}
		if r.text.parts() {
			if err := r.again(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		r.text.classify()
		for _, w := range r.text.Words {
			if w.Start >= w.End || int(w.End) > len(s) {
				t.Errorf("%q, %s: word %+v", s, tag, w)
			}
		}
		if len(r.text.Words) > 0 && strings.IndexFunc(s, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c) }) < 0 {
			t.Errorf("%q has words", s)
		}
	})
}

// What is said of a language without reading its file is what the file says.
func TestTagsAreThoseOfTheTable(t *testing.T) {
	for _, tag := range Tags() {
		if l := LanguageOf(tag); l.Tag != tag || l.Model != ModelOf(tag) {
			t.Errorf("%s: its language is %s, of the model %s and not %s", tag, l.Tag, l.Model, ModelOf(tag))
		}
	}
}
