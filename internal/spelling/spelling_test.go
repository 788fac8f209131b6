package spelling

import "testing"

func TestNearest(t *testing.T) {
	t.Parallel()
	words := []string{"text", "id", "maxAlternatives", "max_alternatives"}
	for said, want := range map[string]string{
		"maxAlternative": "maxAlternatives", "max_alternative": "max_alternatives", "texts": "text", "Text": "text", "language": "", "": "id",
	} {
		if got := Nearest(said, words); got != want {
			t.Errorf("%q: %q; want %q", said, got, want)
		}
	}
}
