package prose

import (
	"strings"
	"testing"
	"unicode/utf8"

	"example.com/geotag/gazetteer/world"
)

// marksOf are how TestWordsOfScripts writes the gaps before words.
var marksOf = [...]string{" ", "+", "-", ", ", " (", " \"", " ; ", " -- ", " | ", " || "}

// written returns the words of a text in folded form with the gaps between them.
func written(t *Text) string {
	var b strings.Builder
	for i := range t.Words {
		if i > 0 {
			b.WriteString(marksOf[t.Words[i].Gap])
		}
		b.Write(t.Word(int32(i)))
	}
	return b.String()
}

// Words and the gaps between them, in all scripts: what joins the parts of a name, what stands inside a word, and what ends a sentence.
func TestWordsOfScripts(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ language, source, want string }{
		{"he", "צה״ל בצפון", "צהל בצפון"},
		{"he", `ארה"ב ואו"ם`, "ארהב ואום"},
		{"he", `מנכ"לית ש"ס`, "מנכלית שס"},
		{"he", `קרא ב"הארץ" אתמול`, `קרא ב "הארץ "אתמול`},
		{"he", "תל־אביב, צ'כיה", "תל-אביב, צכיה"},
		{"ar", "صنعـــاء ودِمَشْق، ثم", "صنعاء ودمشق, ثم"},
		{"ar", "أين؟ في حلب؛ ثم", "اين | في حلب ; ثم"},
		{"ar", "«حلب» (سوريا)", "حلب \"سوريا"},
		{"fa", "می\u200cشود در تهران", "میشود در تهران"},
		{"ur", "پل بند ہے۔لاہور میں", "پل بند ہے | لاہور میں"},
		{"hi", "दिल्ली में बाढ़ आई।लोग", "दिल्ली में बाढ़ आई | लोग"},
		{"bn", "ঢাকায় বন্যা। মানুষ", "ঢাকায় বন্যা | মানুষ"},
		{"ja", "リオ・デ", "リ+オ-テ\u3099"},
		{"ja", "東京・大阪", "東+京, 大+阪"},
		{"ja", "雨。東京、大阪", "雨 | 東+京, 大+阪"},
		{"ja", "「東京」へ", "東+京 \"へ"},
		{"ja", "サーバ", "サ+ー+ハ\u3099"},
		{"zh", "若昂·佩索阿", "若+昂-佩+索+阿"},
		{"zh", "《北京》（中国）吗？是", "北+京 \"中+国 ; 吗 | 是"},
		{"zh", "ＴＯＫＹＯ１２月", "tokyo12+月"},
		{"ko", "서울·부산", "서+울-부+산"},
		{"uk", "Кам'янець, Кам’янець, п’ять", "камянець, камянець, пять"},
		{"ru", "в г. Туле и на ул. Мира", "в г туле и на ул мира"},
		{"ru", "в 1999 г. Туле", "в 1999 г | туле"},
		{"ru", "Йошкар‑Ола", "иошкар-ола"},
		{"pl", "na ul. Długiej", "na ul dlugiej"},
		{"tr", "İzmir'de, IĞDIR’dan", "izmir+de, igdir+dan"},
		{"fr", "d'Alep, l’Aube, aujourd'hui", "d+alep, l+aube, aujourdhui"},
		{"it", "dell'Austria e all’Aquila", "dell+austria e all+aquila"},
		{"ca", "Vall·llobrega", "vall-llobrega"},
		{"hy", "Գետը։ Երևան", "գետը | երեւան"},
		{"el", "Πόλη· Αθήνα", "πολη ; αθηνα"},
		{"en", "4·1·1 · Kano", "4 ; 1 ; 1 ; kano"},
		{"ar", "١٣٠٠ كم", "١٣٠٠ كم"},
	} {
		text, err := worldReader(t).Read(t.Context(), tt.source, tt.language)
		if err != nil {
			t.Fatal(err)
		}
		if got := written(text); got != tt.want {
			t.Errorf("%s: %s: %q, want %q", tt.language, tt.source, got, tt.want)
		}
	}
}

// Digits of any script make a figure of a word, and words of scripts without case are marked so.
func TestShapesOfScripts(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]Shape{
		"١٣٠٠": Digits, "१३००": Digits, "１３００": Digits, "৩২": Digits,
		"حلب": Capital | Uncased, "京": Capital | Uncased, "दिल्ली": Capital | Uncased, "Київ": Capital, "київ": 0, "КИЇВ": Capital | AllCaps,
	} {
		r := NewReader(nil)
		if _, err := r.guessed(t, source); err != nil {
			t.Fatal(err)
		}
		plain, _ := Plain(nil, source)
		if _, err := r.guessed(t, plain); err != nil || len(r.text.Words) != 1 || r.text.Words[0].Shape != want {
			t.Errorf("%s: %+v, want one of shape %b", source, r.text.Words, want)
		}
	}
}

// Marks of direction and joiners are read over, and offsets are those of the input.
func TestOffsetsOfDirections(t *testing.T) {
	t.Parallel()
	const source = "في \u202Bحلب\u202C و\u2067دمشق\u2069 می\u200cشود"
	text, err := worldReader(t).Read(t.Context(), source, "")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i := range text.Words {
		start, end := text.Origin.Input(int(text.Words[i].Start), int(text.Words[i].End))
		got = append(got, source[start:end])
	}
	want := []string{"في", "حلب", "و\u2067دمشق", "می\u200cشود"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("%q, want %q", got, want)
	}
}

// A text in a script without case is not one without capitals, whatever small Latin words it has.
func TestCaseOfUncasedText(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]bool{"他在北京用 iphone 拍照": false, "flood in thailand": true, "هطل مطر في حلب via twitter": false} {
		text, err := worldReader(t).Read(t.Context(), source, "")
		if err != nil || text.Recased != want {
			t.Errorf("%s: recased %v, error %v", source, text.Recased, err)
		}
	}
}

// scriptSeeds are texts in many scripts, with what is hard in each.
var scriptSeeds = []string{
	"Rain fell on O'Neill's farm in St. Louis, Mo., 4·1·1.", "D'Alep à l’Aquila, aujourd'hui", "İzmir'de IĞDIR’dan", "г. Тула, Кам’янець-Подільський",
	"צה״ל בארה\"ב, תל־אביב ב\"הארץ\"", "صنعـــاء ودِمَشْق، أين؟", "\u202Bحلب\u202C می\u200cشود", "दिल्ली में बाढ़।लोग", "ঢাকায় বন্যা।", "リオ・デ・ジャネイロ、東京・大阪。「雨」",
	"若昂·佩索阿（巴西）", "서울·부산에서", "น้ำท่วมที่เชียงใหม่", "Գետը։ Երևան", "მდინარე", "Αθήνα· Πάτρα", "ＴＯＫＹＯ１２", "\u0301\u0301", "Mưa ở Đà Nẵng",
	"Ə ə Bakı", "አዲስ አበባ።", "e\u0301\u20dd 👍🏽 ·", "\xff\xfe·\xc0", "ד\"\"ד ״ ׳", "A\n\nב\n\nВ\n\nद\n\n京",
}

// Whatever the script, words stand in the order of the text, cut no character and have a folded form; every word is in a sentence, and every sentence
// in a language.
func FuzzScripts(f *testing.F) {
	for _, s := range scriptSeeds {
		for _, tag := range []string{"", "tr", "fr", "he"} {
			f.Add(s, tag)
		}
	}
	ix, err := world.Index()
	if err != nil {
		f.Fatal(err)
	}
	r := NewReader(ix)
	f.Fuzz(func(t *testing.T, s, tag string) {
		if !utf8.ValidString(s) {
			t.Skip()
		}
		text, err := r.Read(t.Context(), s, tag)
		if err != nil {
			t.Fatal(err)
		}
		checkWords(t, s, text)
	})
}

// checkWords checks the words and sentences of a text.
func checkWords(t *testing.T, input string, text *Text) {
	t.Helper()
	end, folded := int32(0), int32(0)
	for i := range text.Words {
		w := &text.Words[i]
		if w.Start < end || w.End <= w.Start || w.FoldStart < folded || w.FoldEnd <= w.FoldStart || int(w.FoldEnd) > len(text.Folded) {
			t.Fatalf("%q: word %d of bytes %d to %d, folded %d to %d, after %d and %d", input, i, w.Start, w.End, w.FoldStart, w.FoldEnd, end, folded)
		}
		end, folded = w.End, w.FoldEnd
		if !utf8.ValidString(text.Source[w.Start:w.End]) || !utf8.Valid(text.Word(int32(i))) {
			t.Fatalf("%q: word %d cuts a character: %q, %q", input, i, text.Source[w.Start:w.End], text.Word(int32(i)))
		}
		if from, to := text.Origin.Input(int(w.Start), int(w.End)); from < 0 || to > len(input) || from >= to || !utf8.ValidString(input[from:to]) {
			t.Fatalf("%q: word %d stands at %d to %d", input, i, from, to)
		}
		if s := text.SentenceOf(int32(i)); s.First > int32(i) || s.Last < int32(i) || s.Language == nil || text.LanguageAt(int32(i)) != s.Language {
			t.Fatalf("%q: word %d in sentence %+v", input, i, s)
		}
	}
	if int(end) > len(text.Source) {
		t.Fatalf("%q: words end at %d", input, end)
	}
}

// Lines of a script without case are one paragraph where they are as wide as a page, and a headline is none with what stands below it.
func TestLinesOfUncasedText(t *testing.T) {
	t.Parallel()
	const headline = "أمطار غزيرة تغلق الجسر في المدينة\nقال سكان الحي إن المياه دخلت بيوتهم في الليل.\n"
	wrapped := "قال سكان الحي إن المياه دخلت بيوتهم في الليل وإن أحدا لم يأت لمساعدتهم\n" +
		"حتى الصباح حين وصل رجال الإطفاء ومعهم قوارب صغيرة من المدينة المجاورة\n" +
		"وأخرجوا الأطفال والنساء من البيوت ثم عادوا لإخراج الرجال والشيوخ أيضا\n"
	for source, want := range map[string]int{headline: 2, wrapped: 1} {
		text, err := worldReader(t).Read(t.Context(), source, "")
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		for i := range text.Sentences {
			if text.Sentences[i].Paragraph {
				got++
			}
		}
		if got != want {
			t.Errorf("%d paragraphs, want %d: %q", got, want, text.Source)
		}
	}
}
