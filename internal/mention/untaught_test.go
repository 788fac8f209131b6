package mention

import (
	"strings"
	"testing"

	"example.com/geotag/internal/prose"
)

// accepted returns the names of a text that the rules take for places'.
func accepted(t *testing.T, source, language string) string {
	t.Helper()
	ix, m := open(t)
	text, err := prose.NewReader(ix).Read(t.Context(), source, language)
	if err != nil {
		t.Fatal(err)
	}
	set, err := NewReader(ix, m.Roles).Read(t.Context(), text, new(Rules))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for k := range set.Names {
		if set.Accepted(int32(k)) {
			out = append(out, text.Slice(set.Names[k].First, set.Names[k].Last))
		}
	}
	return strings.Join(out, " ")
}

// In a language without a chain a small place needs something beside it that says place, where capitals say little.
func TestUntaught(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ language, source, want string }{
		{"es", "Llegaron a Soria cinco trenes", "Soria"},
		{"es", "Contó lo que pasó", ""},                     // the first word is a village's, too
		{"it", "Lo disse il regista Mario Formia ieri", ""}, // the end of a person's name
		{"fr", "La société Xanto-Lens a fermé hier", ""},    // a part of a compound
		{"de", "Die Bauern fuhren mit dem Wagen weg", ""},   // nouns
		{"de", "Die Bauern fuhren nach Hildesheim", "Hildesheim"},
		{"es", "C. Ruiz y V. Soto", ""},
		{"el", "Ο δρόμος της Κοζάνης έκλεισε", "Κοζάνης"}, // Greek puts articles before towns
	} {
		if got := accepted(t, tt.source, tt.language); got != tt.want {
			t.Errorf("%s: %s: %s, want %s", tt.language, tt.source, got, tt.want)
		}
	}
}

// A text of nothing but names is places, but for ordinary words and what is hardly known.
func TestBare(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"Vienna":                   "Vienna",
		"Vienna and Graz":          "Vienna Graz",
		"Nancy; Metz; Reims":       "Nancy Metz Reims",
		"Orange, Nîmes":            "Orange Nîmes",
		"Male, Maldives":           "Male Maldives",
		"Orange":                   "",
		"Paris Hilton":             "",
		"Sun":                      "",
		"Lundi":                    "",
		"Lourdes closed the door.": "",
	} {
		if got := accepted(t, source, ""); got != want {
			t.Errorf("%s: %s, want %s", source, got, want)
		}
	}
}
