package fold

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestName(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{"", ""},
		{"London", "london"},
		{"  New   York\t\n", "new york"},
		{"Łódź", "lodz"},
		{"São Paulo", "sao paulo"},
		{"Sa\u0303o Paulo", "sao paulo"}, // decomposed
		{"Straße", "strasse"},
		{"GROẞENHAIN", "grossenhain"},
		{"Ærø", "aero"},
		{"Œuilly", "oeuilly"},
		{"Þórshöfn", "thorshofn"},
		{"Đà Nẵng", "da nang"},
		{"Seyðisfjörður", "seydisfjordur"},
		{"İstanbul", "istanbul"},
		{"Diyarbakır", "diyarbakir"},
		{"Ħamrun", "hamrun"},
		{"Gəncə", "gence"},
		{"Орёл", "орел"},
		{"Йошкар-Ола", "иошкар ола"},
		{"Αθήνας", "αθηνασ"},
		{"ΑΘΗΝΑΣ", "αθηνασ"},
		{"Xi'an", "xian"},
		{"Xi’an", "xian"},
		{"Xi`an", "xian"},
		{"Xi´an", "xian"},
		{"Hawaiʻi", "hawaii"},
		{"Sharūrah ʿAsīr", "sharurah asir"},
		{"U.S.", "us"},
		{"Washington, D.C.", "washington dc"},
		{"St. John's", "st johns"},
		{"wait…London", "wait london"},
		{"Rostov-na-Donu", "rostov na donu"},
		{"Rostov–na—Donu", "rostov na donu"},
		{"Rostov_na_Donu", "rostov na donu"},
		{"New\u00a0York", "new york"},
		{"Bosnia & Herzegovina", "bosnia and herzegovina"},
		{"Nagorno-Karabakh/Artsakh", "nagorno karabakh artsakh"},
		{"Falkland Islands (Islas Malvinas)", "falkland islands islas malvinas"},
		{"“London”", "london"},
		{"Lon\u00addon", "london"}, // soft hyphen
		{"Ｔｏｋｙｏ", "tokyo"},
		{"Ⅳ District", "iv district"},
		{"東京", "東京"},
		{"서울", "서울"},
		{"パリ", "ハ\u309aリ"}, // the voicing mark stays: ハリ is another word
		{"दिल्ली", "दिल्ली"},
		{"กรุงเทพฯ", "กรุงเทพฯ"},
		{"القَاهِرَة", "القاهرة"},
		{"القـاهرة", "القاهرة"},
		{"יְרוּשָׁלַיִם", "ירושלים"},
		{"თბილისი", "თბილისი"},
		{"a\xffb", "a b"},
		{"a\x00b", "a b"},
		{"...", ""},
		{"-", ""},
		{"🌍", ""},
		{"100 Mile House", "100 mile house"},
		{"日本 ㈱ 東京", "日本 株 東京"}, // ㈱ is (株)
		{"a ⩴ b", "a b"},       // ⩴ is ::=
	} {
		if got := Name(tt.in); got != tt.want {
			t.Errorf("Name(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestTitle(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                "",
		"new york":        "New York",
		"орел":            "Орел",
		"100 mile house":  "100 Mile House",
		"東京":              "東京",
		"თბილისი":         "თბილისი", // Georgian has capitals, but no title case
		"al qahirah east": "Al Qahirah East",
	} {
		if got := Title(in); got != want {
			t.Errorf("Title(%q) = %q, want %q", in, got, want)
		}
	}
}

// Every rune there is: folding twice changes nothing, and what is left is what the package comment promises.
func TestEveryRune(t *testing.T) {
	t.Parallel()
	for r := rune(0); r <= unicode.MaxRune; r++ {
		once := string(AppendRune(nil, r))
		if msg := fault(once); msg != "" {
			t.Errorf("AppendRune(%U) = %q: %s", r, once, msg)
		}
	}
	for _, r := range []rune{-1, unicode.MaxRune + 1, 0xD800} {
		if got := string(AppendRune(nil, r)); got != " " {
			t.Errorf("AppendRune(%d) = %q, want a space", r, got)
		}
	}
}

// What is kept of a rune is what is made of it, at the ends of blocks and where the form is longer than its cell, too.
func TestKeptForms(t *testing.T) {
	t.Parallel()
	for r := range rune(blocksEnd + blockSize) {
		if got, want := string(AppendRune([]byte("x"), r)), string(appendSlow([]byte("x"), r)); got != want {
			t.Errorf("AppendRune(%U) = %q, want %q", r, got, want)
		}
	}
}

// fault says what is wrong with a folded string, if anything.
func fault(s string) string {
	var again []byte
	for _, r := range s {
		again = AppendRune(again, r)
		if r != ' ' && !unicode.In(r, unicode.L, unicode.M, unicode.N) {
			return "holds " + string(r)
		}
	}
	switch {
	case !utf8.ValidString(s):
		return "is not UTF-8"
	case string(again) != s:
		return "folds again to " + string(again)
	}
	return ""
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"São Paulo", "U.S.", "a\xff b", " -- ", "ǅ½№…", "Ａ＆Ｂ", "한글 ガ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Name(s)
		if msg := fault(got); msg != "" {
			t.Errorf("Name(%q) = %q: %s", s, got, msg)
		}
		if again := Name(got); again != got {
			t.Errorf("Name(%q) = %q, and again %q", s, got, again)
		}
		if got != strings.Join(strings.Fields(got), " ") {
			t.Errorf("Name(%q) = %q: spaces", s, got)
		}
		if back := Name(Title(got)); back != got {
			t.Errorf("Title(%q) = %q folds to %q", got, Title(got), back)
		}
	})
}

func TestNoAllocations(t *testing.T) {
	buf := make([]byte, 0, 256)
	text := "Łódź, São Paulo, Орёл, U.S. & 東京 ガ 서울"
	if n := testing.AllocsPerRun(100, func() { buf = AppendName(buf[:0], text) }); n != 0 {
		t.Errorf("AppendName allocates %v times", n)
	}
}

func BenchmarkAppendName(b *testing.B) {
	for name, text := range map[string]string{
		"latin":    strings.Repeat("The president of São Paulo said on Tuesday that ", 40),
		"cyrillic": strings.Repeat("Президент приехал в Орёл и заявил, что ", 40),
		"han":      strings.Repeat("東京都の大統領は火曜日に", 40),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			buf := make([]byte, 0, 2*len(text))
			for b.Loop() {
				buf = AppendName(buf[:0], text)
			}
		})
	}
}
