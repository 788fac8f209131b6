package gazetteer

import (
	"errors"
	"testing"
)

// The usual name is one in the letters of the language, if there is one, and in a script of it that of the language.
func TestNameInLetters(t *testing.T) {
	t.Parallel()
	p, _ := load(t, compile(t, []Entry{{ID: "1", Name: "Moscow", Type: Settlement, Names: []Name{
		{"Moskva", []string{"ru"}, Preferred}, {"Москва", []string{"ru", "uk"}, 0}, {"Moskau", []string{"de"}, Preferred}, {"莫斯科", []string{"zh"}, 0},
	}}})).Place("1")
	for lang, want := range map[string]string{"ru": "Москва", "uk": "Москва", "de": "Moskau", "zh-Hant": "莫斯科", "zh": "莫斯科", "pt-BR": "Moscow"} {
		if got := p.NameIn(lang); got != want {
			t.Errorf("in %s it is %q, want %q", lang, got, want)
		}
	}
}

// Names of lists are names like others, but for the fame of a place; what is known of a name otherwise counts.
func TestListed(t *testing.T) {
	t.Parallel()
	ru, uk := []string{"ru"}, []string{"uk", Und}
	ix := load(t, compile(t, []Entry{
		{ID: "1", Name: "Lviv", Type: Settlement, Names: []Name{{"Львов", ru, Listed}, {"Львів", uk, 0}, {"LVIV", ru, Listed}, {"Lwow", nil, 0}}},
		{ID: "2", Name: "Lutsk", Type: Settlement},
	}))
	if err := ix.Verify(); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string][2]int{"1": {4, 3}, "2": {1, 1}} {
		if p, _ := ix.Place(id); p.NumNames() != want[0] || p.Renown() != want[1] {
			t.Errorf("%s has %d names, %d beyond lists; want %v", id, p.NumNames(), p.Renown(), want)
		}
	}
	for _, tt := range []struct {
		name, lang string
		in, has    bool
	}{{"Львов", "ru", true, true}, {"Львов", "uk", false, false}, {"Львів", "uk", true, true}, {"Львів", "en", true, false}, {"Lwow", "pl", true, false}} {
		top, _ := ix.Lookup(tt.name)
		for u := range top.Uses() {
			if in, has := u.Speaks(tt.lang); in != tt.in || has != tt.has || u.InLang(tt.lang) != in {
				t.Errorf("%s in %s: %t, %t", tt.name, tt.lang, in, has)
			}
		}
	}
	if (Place{}).Renown() != 0 {
		t.Error("the zero Place has a name")
	}
	ix.listed = []byte{2, 0}
	if err := ix.verifyListed(); !errors.Is(err, ErrFormat) {
		t.Errorf("a wrong count: %v", err)
	}
	if p, _ := ix.Place("2"); p.Renown() != 1 {
		t.Error("a count of one place changed that of another")
	}
}

func TestContains(t *testing.T) {
	t.Parallel()
	for langs, want := range map[string]bool{"en": true, "ben,en": true, "en,und": true, "ben,eng,ten": false, "": false, "de,ben,en,zen": true, "zh-Hans,zh": false} {
		if contains([]byte(langs), "en") != want {
			t.Errorf("en in %q: %t", langs, !want)
		}
	}
	if contains([]byte("de,en"), "") || contains([]byte("de,en"), "de,en") || open([]byte("de,en")) || !open([]byte("de,und,zh")) || !open([]byte("und")) {
		t.Error("no language, two of them, or one that is not determined")
	}
}
