package prose

import (
	"os"
	"strings"
	"testing"

	"example.com/geotag/gazetteer/world"
)

// worldReader returns a Reader over the embedded index.
func worldReader(t *testing.T) *Reader {
	t.Helper()
	ix, err := world.Index()
	if err != nil {
		t.Fatal(err)
	}
	return NewReader(ix)
}

// rightSentences is how many of a hundred sentences of a language are told, at least; rightAll of all of them. Set by hand, a little below what
// is.
const rightSentences, rightAll = 80, 97

// Single sentences are told by their words and letters, five of each language.
func TestSentences(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	right, all := map[string]int{}, map[string]int{}
	r := NewReader(nil)
	for line := range strings.Lines(string(data)) {
		want, sentence, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		tag, err := r.guessed(t, sentence)
		if err != nil {
			t.Fatal(err)
		}
		if all[want]++; tag == want {
			right[want]++
		} else {
			t.Logf("%s is taken for %q: %s", want, tag, sentence)
		}
	}
	some, most := 0, 0
	for tag, n := range all {
		some, most = some+right[tag], most+n
		if n < 5 || right[tag]*100 < n*rightSentences {
			t.Errorf("%s: %d of %d sentences", tag, right[tag], n)
		}
	}
	if len(all) < 40 || some*100 < most*rightAll {
		t.Errorf("%d of %d sentences of %d languages", some, most, len(all))
	}
}

// A paragraph of another language than the text's is read in its own; a short one, and one that may be of the text's, is not.
func TestParagraphs(t *testing.T) {
	t.Parallel()
	const (
		english = "The mayor said on Monday that the river had left its banks in the night and that the bridge is closed."
		russian = "Вода поднялась за ночь, и мост закрыли, говорят жители."
		french  = "Nous n'avons pas dormi de la nuit, parce que l'eau montait et que personne ne venait nous aider."
		german  = "Der Fluss ist in der Nacht über die Ufer getreten, und die Brücke wurde gesperrt."
		chinese = "河水在夜里上涨，桥被封闭了。"
	)
	for _, tt := range []struct {
		name   string
		source []string
		whole  string
		each   string
	}{
		{"one language", []string{english, english}, "en", "en en"},
		{"a quotation in other letters", []string{english, russian, english}, "en", "en ru en"},
		{"a quotation in the same letters", []string{english, french, english}, "en", "en fr en"},
		{"a paragraph with words that English has, too", []string{english, "Der Bürgermeister von Kassel sagte am Montag, die Lage in der Stadt sei ernst."}, "en", "en de"},
		{"a quotation of English", []string{german, german, english}, "de", "de de en"},
		{"a quotation without spaces", []string{russian, russian, chinese}, "ru", "ru ru zh"},
		{"a short paragraph", []string{german, "Lima, Peru", "Oslo", german}, "de", "de de de de"},
		{"a headline", []string{"Brücke in Kano gesperrt", english, english}, "en", "en en en"},
		{"mostly another language than the first", []string{english, russian, russian, russian}, "ru", "en ru ru ru"},
		{"no language for half of it", []string{english, french, german, russian}, "", "en fr de ru"},
	} {
		text, err := worldReader(t).Read(t.Context(), strings.Join(tt.source, "\n\n"), "")
		if err != nil {
			t.Fatal(err)
		}
		var each []string
		for i := range text.Sentences {
			if s := &text.Sentences[i]; s.Paragraph {
				each = append(each, s.Tag)
				if l := text.LanguageAt(s.Last); l != s.Language || l != LanguageOf(s.Tag) {
					t.Errorf("%s: paragraph %d in %s is read by %q", tt.name, len(each), s.Tag, l.Tag)
				}
			}
		}
		if got := strings.Join(each, " "); got != tt.each || text.Tag != tt.whole {
			t.Errorf("%s: paragraphs in %s of a text in %q, want %s and %q", tt.name, got, text.Tag, tt.each, tt.whole)
		}
	}
}

// A language that is stated is that of the whole text, and the first part of a long text tells that of the others.
func TestStatedLanguage(t *testing.T) {
	t.Parallel()
	r := worldReader(t)
	text, err := r.Read(t.Context(), "The bridge is closed, the mayor said.\n\nМост через реку закрыли после дождей.", "de")
	if err != nil || text.Tag != "de" || text.LanguageAt(int32(len(text.Words)-1)) != LanguageOf("de") {
		t.Errorf("read in %q, error %v", text.Tag, err)
	}
	r.Begin(strings.Repeat("Мост через реку закрыли после сильных дождей.\n\n", PartBytes/60) + strings.Repeat("2026\n\n", 200))
	for r.More() {
		if text, err = r.Next(t.Context(), nil, ""); err != nil || text.Tag != "ru" {
			t.Errorf("a part in %q, error %v", text.Tag, err)
		}
	}
}

// Apostrophes part words as the language of their paragraph has them.
func TestApostrophesOfParagraphs(t *testing.T) {
	t.Parallel()
	source := "The mayor of the town said that the rock'n'roll band is on its way to the fair.\n\n" +
		"Le maire de la ville a dit que la route d'Orléans est fermée depuis hier."
	text, err := worldReader(t).Read(t.Context(), source, "")
	if err != nil {
		t.Fatal(err)
	}
	if got := string(text.Folded); !strings.Contains(got, "rocknroll") || !strings.Contains(got, "d orleans") && !strings.Contains(got, "dorleans est") {
		t.Errorf("%q", got)
	}
	if k := text.WordAt(strings.Index(source, "Orléans")); k < 0 || text.Slice(k, k) != "Orléans" {
		t.Errorf("no word begins at Orléans")
	}
}

// A text of which no word is English is none, though its language is not known; a short one is read as English.
func TestUnknownLanguage(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]*Language{
		"Zorv kalun depri mosk trelan vudo Kano.": LanguageOf(""),
		"Zorv Kalun, Kano":                        &english,
		"Flood Kano":                              &english,
	} {
		text, err := worldReader(t).Read(t.Context(), source, "")
		if err != nil || text.Tag != "" || text.Language != want {
			t.Errorf("%q: language %q, read by %q, error %v", source, text.Tag, text.Language.Tag, err)
		}
	}
}

func BenchmarkSentences(b *testing.B) {
	data, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		b.Fatal(err)
	}
	var sentences []string
	for line := range strings.Lines(string(data)) {
		if _, s, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			sentences = append(sentences, s)
		}
	}
	r := NewReader(nil)
	rowsOf()
	for i := 0; b.Loop(); i++ {
		r.forms.renew()
		r.text = Text{Source: sentences[i%len(sentences)], forms: &r.forms, Words: r.text.Words[:0], Folded: r.text.Folded[:0], paragraphs: r.text.paragraphs[:0]}
		if err := tokenize(b.Context(), &r.text); err != nil {
			b.Fatal(err)
		}
		r.text.habits(nil, "", "")
	}
}
