package prose_test

import (
	"slices"
	"strings"
	"testing"

	"example.com/geotag/gazetteer/world"
	"example.com/geotag/internal/prose"
)

// read reads a text with a Reader of its own.
func read(t *testing.T, source string) *prose.Text {
	t.Helper()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	text, err := prose.NewReader(ix).Read(t.Context(), source, "")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// words returns the words of a text as it writes them.
func words(text *prose.Text) (out []string) {
	for i := range text.Words {
		out = append(out, text.Slice(int32(i), int32(i)))
	}
	return out
}

// word returns the word that a text writes so.
func word(t *testing.T, text *prose.Text, written string) *prose.Word {
	t.Helper()
	i := slices.Index(words(text), written)
	if i < 0 {
		t.Fatalf("no word %q in %q", written, words(text))
	}
	return &text.Words[i]
}

func TestWords(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ source, want, folded string }{
		{"A ferry to Malmö sank.", "A|ferry|to|Malmö|sank", "a ferry to malmo sank"},
		{"Perth's St. Mary's", "Perth|'s|St.|Mary|'s", "perths st marys"},
		{"the U.S. and T&T’s", "the|U.S.|and|T&T|’s", "the us and tandts"},
		{"Nizhny-Novgorod, in Côte d'Ivoire", "Nizhny|Novgorod|in|Côte|d'Ivoire", "nizhny novgorod\x01in cote divoire"},
		{"東京、平壌", "東|京|平|壌", "東京\x01平壌"},
	} {
		text := read(t, tt.source)
		if got := strings.Join(words(text), "|"); got != tt.want {
			t.Errorf("%q: words %s, want %s", tt.source, got, tt.want)
		}
		if got := string(text.Folded); got != tt.folded {
			t.Errorf("%q: folded %q, want %q", tt.source, got, tt.folded)
		}
		for i, w := range text.Words {
			if i > 0 && w.Start < text.Words[i-1].End || w.Start >= w.End || int(w.End) > len(tt.source) {
				t.Errorf("%q: word %d at [%d, %d)", tt.source, i, w.Start, w.End)
			}
		}
	}
}

func TestGaps(t *testing.T) {
	t.Parallel()
	text := read(t, "one two-three, (four \"five\"; six — seven eight's. Nine\nTen")
	want := []prose.Gap{
		prose.GapParagraph, prose.GapSpace, prose.GapHyphen, prose.GapOpen, prose.GapQuote, prose.GapOther, prose.GapDash, prose.GapSpace,
		prose.GapNone, prose.GapSentence, prose.GapParagraph,
	}
	for i, w := range text.Words {
		if w.Gap != want[i] {
			t.Errorf("before %q: %s, want %s", text.Slice(int32(i), int32(i)), prose.GapNames[w.Gap], prose.GapNames[want[i]])
		}
	}
	if g := read(t, "Paris, Texas").Words[1].Gap; g != prose.GapComma || g.Joins() || !g.InSentence() {
		t.Errorf("a comma is %s", prose.GapNames[g])
	}
}

func TestShapes(t *testing.T) {
	t.Parallel()
	text := read(t, "She met J. Doe of the U.N. in Rome's NATO hall with 20 others 京 and left")
	for written, want := range map[string]prose.Shape{
		"She": prose.Capital, "J.": prose.Capital | prose.Initial | prose.Dotted, "U.N.": prose.Capital | prose.AllCaps | prose.Dotted,
		"Rome": prose.Capital | prose.Possessive, "'s": prose.Possessive, "NATO": prose.Capital | prose.AllCaps, "hall": 0, "20": prose.Digits,
		"京": prose.Capital | prose.Uncased,
	} {
		if got := word(t, text, written).Shape; got != want {
			t.Errorf("%q: shape %b, want %b", written, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]int{
		"Gen. Grey left St. Louis at 3.5 knots. He was late.": 2,
		"It burned! Why? Nobody knows.":                       3,
		"It was approx. noon when they came.":                 1,
		"A heading\nA text under it":                          2,
		"The Calif. (and Nev.) desert is dry.":                1,
	} {
		text := read(t, source)
		if len(text.Sentences) != want {
			t.Errorf("%q: %d sentences, want %d", source, len(text.Sentences), want)
		}
		for i := range text.Words {
			if s := text.SentenceOf(int32(i)); int32(i) < s.First || int32(i) > s.Last {
				t.Errorf("%q: word %d is not in its sentence", source, i)
			}
		}
	}
}

func TestDateline(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"LAGOS, Nigeria (AP) — Rain fell.":        "Rain",
		"Kampala (Reuters) - Rain fell.":          "Rain",
		"OSLO, March 3 -- Rain fell.":             "Rain",
		"LAGOS (AP) Rain fell.":                   "Rain", // the dash was lost
		"LAGOS, Nigeria The rain fell.":           "The",
		"SALINA, Kan. Rain fell.":                 "Rain",
		"LAGOS, Rain fell.":                       "LAGOS",
		"LAGOS (AP and others) saw rain.":         "LAGOS",
		"Lagos, Nigeria The rain fell.":           "Lagos",
		"Lagos — a large city — lies by the sea.": "Lagos",     // a dash, but neither capitals nor an agency
		"OSLO has rain (Reuters) — and snow.":     "OSLO",      // a small word before the dash
		"Rain fell. LAGOS (AP) — More of it.":     "Rain",      // not at the head of a paragraph
		"\"Rain\" fell on OSLO — and on others.":  "Rain",      // no dash among capitals
		"Rain fell.\nNAIROBI (AFP) – More of it.": "Rain|More", // at the head of the second
	} {
		text := read(t, source)
		var got []string
		for _, s := range text.Sentences {
			if s.Paragraph {
				got = append(got, text.Slice(s.Dateline, s.Dateline))
			}
		}
		if g := strings.Join(got, "|"); g != want {
			t.Errorf("%q: the text begins with %s, want %s", source, g, want)
		}
	}
}

// Datelines of other languages have dates and agencies in small letters, months with a full stop, and full stops before the dash.
func TestDatelineAbroad(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"КИЕВ, 12 мая (Рейтер) — Дождь шёл всю ночь.":                     "ru Дождь",
		"BERLIN (dpa) – Regen fiel in der Nacht.":                         "de Regen",
		"PARIS, 3 mai (AFP) - La pluie est tombée cette nuit.":            "fr La",
		"MADRID, 4 de julio (EFE) - Llovió toda la noche.":                "es Llovió",
		"MADRID, 4 Jul. (EUROPA PRESS) - Llovió toda la noche.":           "es Llovió",
		"LIMA.- La lluvia no paró en toda la noche.":                      "es La",
		"JAKARTA, KOMPAS.com - Hujan turun sepanjang malam.":              "id Hujan",
		"القاهرة (رويترز) - هطل المطر طوال الليل.":                        "ar هطل",
		"BERLIN hat Regen (dpa) – und Schnee.":                            "de BERLIN",
		"Berlin. – Regen fiel in der Nacht.":                              "de Berlin",
		"PARIS. La pluie est tombée (AFP) - encore - cette nuit à Paris.": "fr PARIS",
	} {
		language, want, _ := strings.Cut(want, " ")
		text, err := prose.NewReader(nil).Read(t.Context(), source, language)
		if err != nil {
			t.Fatal(err)
		}
		if got := text.Slice(text.Sentences[0].Dateline, text.Sentences[0].Dateline); got != want {
			t.Errorf("%q: the text begins with %s, want %s", source, got, want)
		}
	}
}

// A dateline also follows a headline that was joined to the text, in capitals alone.
func TestDatelineAfterHeadline(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"Barn burns down. GOSHEN — Rain fell.":                        "Rain",
		"Barn burns down. Two hurt. EAST LYME, Conn. -- Rain fell.":   "Rain",
		"Barn burns down. Goshen — Rain fell.":                        "Goshen", // no capitals
		"Barn burns down. BY JANE ROE — Rain fell.":                   "BY",     // a writer's name
		"It rained. It hailed. It snowed. GOSHEN — More rain fell.":   "GOSHEN", // too late for a headline
		"Barn burns down. THE BARN was old — but Rain fell on others": "THE",
	} {
		text := read(t, source)
		s := text.Sentences[len(text.Sentences)-1]
		if got := text.Slice(s.Dateline, s.Dateline); got != want {
			t.Errorf("%q: the text begins with %s, want %s", source, got, want)
		}
	}
}

func TestHeadline(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]bool{
		"Flood Damages Hundreds of Homes Near Harbor": true,
		"Flood damages hundreds of homes near harbor": false,
		"Fire in Rome": false, // too short to tell
		"Officials Visited Northern Villages after Severe flooding Yesterday": false, // two of eight are small
	} {
		if got := read(t, source).Sentences[0].Headline; got != want {
			t.Errorf("%q: a headline %v, want %v", source, got, want)
		}
	}
}

// capitals returns the words that a text has in capitals once its case is put back.
func capitals(text *prose.Text) string {
	var out []string
	for i, w := range text.Words {
		if w.Shape&prose.Capital != 0 {
			out = append(out, text.Slice(int32(i), int32(i)))
		}
	}
	return strings.Join(out, " ")
}

func TestTruecase(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"the mayor of murmansk said that most of the reading was done": "murmansk",
		"he flew to new york and to san francisco on monday":           "new york san francisco",
		"the harbor of port harcourt was closed by vladimir":           "port harcourt vladimir",
		"in lagos":                        "lagos",
		"The port of murmansk was closed": "The murmansk", // only its first word says nothing of the others
		"The port of murmansk and Tromsø": "The Tromsø",   // it uses capitals
		"SHIPS LEAVE THE PORT OF MURMANSK AND RETURN TO NEW YORK": "MURMANSK NEW YORK",
		"EVERYBODY LEFT. The rest of it is plain.":                "EVERYBODY LEFT The", // two words show no habit
	} {
		if got := capitals(read(t, source)); got != want {
			t.Errorf("%q: %s, want %s", source, got, want)
		}
	}
	text := read(t, "SHIPS LEAVE THE PORT OF MURMANSK AND RETURN TO NEW YORK")
	if text.Sentences[0].Headline {
		t.Error("a lowered sentence is a headline still")
	}
	if w := word(t, text, "MURMANSK"); w.Shape&prose.AllCaps != 0 {
		t.Error("a lowered name is in capitals still")
	}
}

func TestLanguage(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"The river rose by a meter and the town was flooded in an hour.": "en",
		"Der Fluss stieg um einen Meter und die Stadt lag unter Wasser.": "de",
		// One function word in nine is too few for English.
		"Regional hospitals reported casualties after heavy flooding destroyed bridges": "",
		"The flood came": "", // too short to tell
		"Вчера в городе прошли сильные дожди": "ru",
		"Вчора у місті пройшли сильні дощі":   "uk",
	} {
		text := read(t, source)
		if text.Tag != want {
			t.Errorf("%q: language %q, want %q", source, text.Tag, want)
		}
		if text.Language == nil || (text.Language.Endings != nil) != (want == "ru" || want == "uk") && text.Language.Tag == "en" {
			t.Errorf("%q: read by %v", source, text.Language)
		}
	}
	if got := read(t, "The flood came").Language.Tag; got != "en" {
		t.Errorf("a short text is read by %q", got)
	}
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	text, err := prose.NewReader(ix).Read(t.Context(), "The river rose by a meter and the town was flooded.", "de")
	if err != nil || text.Tag != "de" || text.Language.Model != prose.Joint {
		t.Errorf("the language that is stated gives way to %q, error %v", text.Tag, err)
	}
	if prose.LanguageOf("en-GB").Model != "en" || prose.LanguageOf("xx").Endings == nil {
		t.Error("a region's English has no model, or an unknown language no endings")
	}
}

func TestSport(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]bool{
		"The striker scored twice this season before the innings ended.": true,
		"The season was dry and the harvest poor.":                       false,
	} {
		if got := read(t, source).Sport; got != want {
			t.Errorf("%q: sport %v, want %v", source, got, want)
		}
	}
}

func TestNeighborsAndCover(t *testing.T) {
	t.Parallel()
	const source = "Rome's mayor, a Tuscan. Others left"
	text := read(t, source)
	if w := text.After(0); w != nil {
		t.Error("something follows a possessive")
	}
	if w := text.Before(2); w == nil || text.Before(3) != nil || text.Before(5) != nil {
		t.Error("a word before across a comma or a full stop, or none across a space")
	}
	at := strings.Index(source, "mayor")
	if first, last, ok := text.Covering(at+1, at+8); !ok || text.Slice(first, last) != "mayor, a" {
		t.Errorf("covering %q", text.Slice(first, last))
	}
	if _, _, ok := text.Covering(len("Rome's mayor"), len("Rome's mayor,")); ok {
		t.Error("a word at a comma")
	}
	if k := text.WordAt(len(source)); k != -1 {
		t.Errorf("word %d after the end", k)
	}
	if k := text.SentenceAt(strings.Index(source, "Others")); k != 1 {
		t.Errorf("sentence %d, want 1", k)
	}
}
