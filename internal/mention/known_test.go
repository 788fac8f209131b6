package mention

import (
	"strings"
	"testing"

	"example.com/geotag/internal/prose"
)

// The joint chain takes the names of capitals and large cities that the rules see, in texts of languages of which it has seen few or none.
func TestKnown(t *testing.T) {
	t.Parallel()
	ix, m := open(t)
	for _, tt := range []struct{ language, source, want string }{
		{"ar", "وصل الوفد إلى بغداد بعد زيارة القاهرة.", "بغداد القاهرة"},
		{"fa", "هیئت ایرانی در بغداد با وزیر دیدار کرد.", "ایرانی بغداد"},
		{"de", "Am Abend hat Kiew den Angriff bestätigt.", "Kiew"},
		{"fr", "À La Réunion, un cyclone approche.", "La Réunion"},
		{"fr", "La Réunion attend un cyclone.", "La Réunion"},
		{"ar", "وصل الوفد من تونس وتركيا.", "تونس وتركيا"},
	} {
		text, err := prose.NewReader(ix).Read(t.Context(), tt.source, tt.language)
		if err != nil {
			t.Fatal(err)
		}
		set, err := NewReader(ix, m.Roles).Read(t.Context(), text, NewChain(m))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for k := range set.Names {
			if set.Accepted(int32(k)) {
				got = append(got, text.Slice(set.Names[k].First, set.Names[k].Last))
			}
		}
		if g := strings.Join(got, " "); g != tt.want {
			t.Errorf("%s: %q, want %q", tt.source, g, tt.want)
		}
	}
}
