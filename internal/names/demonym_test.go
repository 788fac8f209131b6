package names

import (
	"bytes"
	"strings"
	"testing"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/prose"
)

// A word in small letters is an adjective of a place in any case, number and gender, if the gazetteer has it in the language of the text.
func TestAdjective(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	all := func(yield func(gazetteer.Entry, error) bool) {
		demonym := func(text, lang string) gazetteer.Name {
			return gazetteer.Name{Text: text, Flags: gazetteer.Demonym, Langs: []string{lang}}
		}
		yield(gazetteer.Entry{ID: "UA", Name: "Ukraine", Country: "UA", Type: gazetteer.Country, Names: []gazetteer.Name{
			demonym("Ukrainisch", "de"), demonym("Украинский", "ru"), demonym("Ucraniano", "es"), demonym("Ukraiński", "pl"), demonym("Ukrainienne", "fr"),
		}}, nil)
	}
	if err := gazetteer.Compile(&b, all, gazetteer.Options{}); err != nil {
		t.Fatal(err)
	}
	ix, err := gazetteer.Load(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ language, source, want string }{
		{"de", "Der Sprecher der ukrainischen Luftwaffe schwieg.", "ukrainischen"},
		{"ru", "Приехали украинские врачи.", "украинские"},
		{"es", "Llegaron los médicos ucranianos.", "ucranianos"},
		{"pl", "Przyjechali ukraińscy lekarze.", "ukraińscy"},
		{"fr", "Les forces ukrainiennes avancent.", "ukrainiennes"},
		{"es", "Llegaron los médicos ukrainischen.", ""}, // another language's
		{"en", "They said ukrainisch.", ""},
	} {
		text, err := prose.NewReader(ix).Read(t.Context(), tt.source, tt.language)
		if err != nil {
			t.Fatal(err)
		}
		f := NewFinder(ix)
		if _, err := f.Find(t.Context(), text); err != nil {
			t.Fatal(err)
		}
		var got []string
		for i := range text.Words {
			if n, ok := f.Adjective(int32(i)); ok {
				got = append(got, text.Slice(n.First, n.Last))
			}
		}
		if g := strings.Join(got, " "); g != tt.want {
			t.Errorf("%s: %q, want %q", tt.source, g, tt.want)
		}
	}
}
