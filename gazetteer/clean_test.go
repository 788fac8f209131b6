package gazetteer

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"São  Paulo":                               "São  Paulo", // as it is
		"Esc\x1b[1;31mTown\x1b[0m":                 "EscTown",
		"\x1b]0;pwned\aEvil\x1b]8;;http://x\x1b\\": "Evil",
		"\u009b31mRed\u0085Town":                   "Red Town",
		"Line\nBreak\r\nTown\t ":                   "Line Break Town",
		"Bi\u202ediville\u2066\u2069":              "Bidiville",
		"zero\u200bwidth\ufeff\u00ad":              "zerowidth",
		"Bad\xffutf \xed\xa0\xbd":                  "Badutf",
		"lone\ufffd":                               "lone",
		"Nu\x00l\x7f\u0080":                        "Nul",
		"خانه\u200cها":                             "خانه\u200cها",
		"\u009fAA":                                 "AA",
		"\x1b]0;never ended":                       "0;never ended",
	} {
		if got := Clean(text); got != want {
			t.Errorf("Clean(%q) = %q, want %q", text, got, want)
		}
	}
}

// What Compile refuses in an entry's words, an entry that was cleaned no longer has.
func TestEntryClean(t *testing.T) {
	t.Parallel()
	for _, spoil := range []func(*Entry){
		func(e *Entry) { e.Name = "Esc\x1b[31mTown" },
		func(e *Entry) { e.Names = []Name{{Text: "Fine"}, {Text: "Bi\u202edi"}, {Text: "\u200b\x1b[1m"}} },
		func(e *Entry) { e.AreaSource = "a\nmap" },
	} {
		e := Entry{ID: "1", Name: "Town", Type: Settlement}
		if err := Validate(&e); err != nil || e.Clean() {
			t.Fatalf("%v, or it was cleaned", err)
		}
		spoil(&e)
		kept := e
		if err := Validate(&e); err == nil || !strings.Contains(err.Error(), "do not show") || strings.ContainsFunc(err.Error(), hidden) {
			t.Errorf("%+v: %v", e, err)
		}
		if !e.Clean() || Validate(&e) != nil || e.Clean() {
			t.Errorf("%+v: %v", e, Validate(&e))
		}
		if len(kept.Names) == 3 && (kept.Names[1].Text != "Bi\u202edi" || len(e.Names) != 2) {
			t.Errorf("%v of %v", e.Names, kept.Names)
		}
	}
	long := Entry{ID: "1", Name: strings.Repeat("x", maxText+1), Type: Settlement}
	if err := Validate(&long); err == nil || len(err.Error()) > 200 {
		t.Errorf("%v", err)
	}
	if err := Compile(nil, nil, Options{Sources: []Source{{Attribution: "by\x1b[31m us"}}}); err == nil {
		t.Error("an attribution in red is compiled")
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"a\x1b[31mb", "\x1b]0;x\a", "Bi\u202edi", "\xff", "a\u2028b", "\u009bm"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		clean := Clean(text)
		if !utf8.ValidString(clean) || strings.ContainsFunc(clean, hidden) || Clean(clean) != clean {
			t.Errorf("Clean(%q) = %q", text, clean)
		}
	})
}
