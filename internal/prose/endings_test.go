package prose

import "testing"

// An ending is found by the last letter of a word, as are those of words that have none; each changes the word, and none is longer than is looked
// for.
func TestEndings(t *testing.T) {
	t.Parallel()
	for i, l := range rowsOf().rows {
		if l.Endings == nil {
			continue
		}
		for _, c := range l.Endings.Nouns {
			if c.Oblique == c.Nominative || len(c.Oblique) > LongestEnding {
				t.Errorf("%s: %q for %q", rowsOf().tags[i], c.Oblique, c.Nominative)
			}
			found := false
			for _, o := range l.Endings.Of([]byte("x" + c.Oblique)) {
				found = found || o == c
			}
			if !found {
				t.Errorf("%s: %q for %q is not found", rowsOf().tags[i], c.Oblique, c.Nominative)
			}
		}
	}
	polish := LanguageOf("pl").Endings
	if got := polish.Of([]byte("tychx")); len(got) != 4 {
		t.Errorf("a word that ends like none has the endings %q", got)
	}
	if polish.Divisions["wojewodztwie"] != "voivodeship" {
		t.Errorf("the nouns for divisions are %q", polish.Divisions)
	}
}

// Texts of which the language is not known are tried in the endings of Russian and of Ukrainian.
func TestEndingsOfUnknown(t *testing.T) {
	t.Parallel()
	unknown := LanguageOf("xx").Endings
	for _, tag := range []string{"ru", "uk"} {
		for _, c := range LanguageOf(tag).Endings.Nouns {
			found := false
			for _, o := range unknown.Of([]byte("x" + c.Oblique)) {
				found = found || o == c
			}
			if !found {
				t.Errorf("%s: %q for %q is not found", tag, c.Oblique, c.Nominative)
			}
		}
	}
}

// A noun before a name is a part of it, or says that it is a division's, or both; and is no ordinary word for that.
func TestLeads(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		tag, noun string
		want      Lead
	}{
		{"ha", "jihar", LeadDivision | LeadTaken},
		{"ru", "штате", LeadDivision},
		{"es", "rio", LeadTaken},
		{"tr", "ili", 0},
		{"it", "provincia", LeadDivision | LeadTaken},
	} {
		if got := LanguageOf(tt.tag).Leads[tt.noun]; got != tt.want {
			t.Errorf("%s: %s does %b, want %b", tt.tag, tt.noun, got, tt.want)
		}
	}
}
